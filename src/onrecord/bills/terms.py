"""How much two sets of texts have in common, each with each: cosine of TF-IDF weights, in numpy alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

_WORD = re.compile(r"\w+")
_REFERENCE = re.compile(r"\d{1,3}[a-z]{0,2}\Z")
_DENSE_ABOVE = 0.01  # share of all pairs that hold a term: above, a product of matrices is cheaper than a list of pairs
_BLOCK = 4_000_000  # cells worked on at a time


class _Postings(NamedTuple):
    """Which text holds which term, and its weight there; sorted by term."""

    term: Ints
    text: Ints
    weight: Floats

    def only(self, keep: npt.NDArray[np.bool_]) -> _Postings:
        """Return those that are to be kept."""
        return _Postings(self.term[keep], self.text[keep], self.weight[keep])


def words_of(text: str) -> list[str]:
    """Return the words of a text in lower case, numbers as they are."""
    return _WORD.findall(text.lower())


def masked(words: Sequence[str]) -> list[str]:
    """Return words with numbers up to 999 made alike: they mostly are references, and change with any renumbering."""
    return ["#" if _REFERENCE.match(word) else word for word in words]


def with_pairs(words: Sequence[str]) -> Counter[str]:
    """Count words and pairs of neighbouring words."""
    return Counter(chain(words, map(" ".join, pairwise(words))))


def similarities(a: Sequence[Counter[str]], b: Sequence[Counter[str]]) -> Floats:
    """Return the cosine of every text of *a* with every text of *b*, ``(len(a), len(b))``, in 0..1."""
    if not a or not b:
        return np.zeros((len(a), len(b)), np.float32)
    of_a, of_b, n_terms = _postings(a, b)
    in_a, in_b = (np.bincount(p.term, minlength=n_terms) for p in (of_a, of_b))
    pairs = in_a * in_b
    is_dense = pairs > max(_DENSE_ABOVE * len(a) * len(b), 1)
    result: Floats = _dense(of_a, len(a), is_dense) @ _dense(of_b, len(b), is_dense).T
    is_sparse = (pairs > 0) & ~is_dense
    _add_sparse(result, of_a.only(is_sparse[of_a.term]), of_b.only(is_sparse[of_b.term]), n_terms)
    return np.minimum(result, np.float32(1))


def _postings(a: Sequence[Counter[str]], b: Sequence[Counter[str]]) -> tuple[_Postings, _Postings, int]:
    texts = [*a, *b]
    codes: dict[str, int] = {}
    term = np.array([codes.setdefault(word, len(codes)) for text in texts for word in text], np.int64)
    count = np.array([n for text in texts for n in text.values()], np.float64)
    text = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    rarity = np.log1p(len(texts) / np.maximum(np.bincount(term, minlength=len(codes)), 1))
    weight = (1 + np.log(count)) * rarity[term]
    norm = np.sqrt(np.bincount(text, weights=weight**2, minlength=len(texts)))
    weight = (weight / np.maximum(norm, 1e-9)[text]).astype(np.float32)
    order = np.argsort(term, kind="stable")
    every = _Postings(term[order], text[order], weight[order])
    is_a = every.text < len(a)
    of_b = _Postings(every.term[~is_a], every.text[~is_a] - len(a), every.weight[~is_a])
    return every.only(is_a), of_b, len(codes)


def _dense(postings: _Postings, n_texts: int, terms: npt.NDArray[np.bool_]) -> Floats:
    place = np.cumsum(terms) - 1
    kept = postings.only(terms[postings.term])
    matrix = np.zeros((n_texts, int(terms.sum())), np.float32)
    matrix[kept.text, place[kept.term]] = kept.weight
    return matrix


def _add_sparse(result: Floats, of_a: _Postings, of_b: _Postings, n_terms: int) -> None:
    """Add the products of terms that few pairs share, a block of rows at a time."""
    count = np.bincount(of_b.term, minlength=n_terms)
    first = np.concatenate(([0], np.cumsum(count)[:-1])) if n_terms else count
    n_columns = result.shape[1]
    step = max(1, _BLOCK // n_columns)
    for top in range(0, result.shape[0], step):
        rows = of_a.only((of_a.text >= top) & (of_a.text < top + step))
        each = count[rows.term]
        place = np.repeat(first[rows.term] - np.concatenate(([0], np.cumsum(each)[:-1])), each) + np.arange(each.sum())
        cell = np.repeat((rows.text - top) * n_columns, each) + of_b.text[place]
        block = result[top : top + step]
        sums = np.bincount(cell, weights=np.repeat(rows.weight, each) * of_b.weight[place], minlength=block.size)
        block += sums.reshape(block.shape).astype(np.float32)
