"""The label heads: linear models over the features of a statement, small enough to be refitted on any machine."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import ModelError
from onrecord.labels.features import (
    VECTOR_SCALE,
    WORD_SCALE,
    Floats,
    Reading,
    list_columns,
    list_features,
    terms_of,
    word_features,
)
from onrecord.records import ACTS, RIGHTS, STANCES

HEAD_NAMES = ("rights", "acts", "stances")
SHOWN_WORDS, SHOWN_WEIGHT = 3, 0.1
"""So many words are shown as the reason of a label that no list or rule decided, if they weigh more than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One linear model.

    *vector* is (384, n_labels), *lists* (n_list_columns, n_labels), *words* (n_vocabulary or 0, n_labels), *bias*
    (n_labels,).
    """

    vector: Floats
    lists: Floats
    words: Floats
    bias: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Raw scores of n statements: *rights* (n, 19) in 0..1 each; *acts* (n, 9) and *stances* (n, 4), rows sum to 1."""

    rights: Floats
    acts: Floats
    stances: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The heads for rights, act and stance, with the vocabulary of the first."""

    rights: Head
    acts: Head
    stances: Head
    vocabulary: dict[str, int]

    def score(self, vectors: NDArray[np.float32], readings: Sequence[Reading]) -> Scores:
        """Score statements.

        Args:
            vectors: (n_statements, 384), rows of length 1.
            readings: the words of the same statements.
        """
        scaled = vectors * np.float32(VECTOR_SCALE)
        columns = word_features([r.content for r in readings], self.vocabulary)
        raw = self.logits(scaled, list_features(readings), columns)
        return Scores(rights=sigmoid(raw.rights), acts=softmax(raw.acts), stances=softmax(raw.stances))

    def logits(self, scaled: Floats, lists: Floats, columns: Sequence[NDArray[np.int64]]) -> Scores:
        """Return the scores of features before they are brought to 0..1; *scaled* are vectors times `VECTOR_SCALE`."""
        return Scores(
            rights=_logits(self.rights, scaled, lists, columns),
            acts=_logits(self.acts, scaled, lists, columns),
            stances=_logits(self.stances, scaled, lists, columns),
        )

    def heaviest(self, asked: Sequence[tuple[str, int]], reading: Reading) -> list[str]:
        """Return for each label *asked*, by the name of its head and its number, the words that weigh most, or ""."""
        terms = [t for t in terms_of(reading.content.words) if t in self.vocabulary and _says_something(t)]
        rows = [self.vocabulary[t] for t in terms]
        return [_heaviest(terms, getattr(self, name).words[rows, label].tolist()) for name, label in asked]


def _heaviest(terms: Sequence[str], weights: Sequence[float]) -> str:
    weighed = sorted((pair for pair in zip(weights, terms, strict=True) if pair[0] > SHOWN_WEIGHT), reverse=True)
    return ", ".join(term for _, term in weighed[:SHOWN_WORDS])


@cache
def _says_something(term: str) -> bool:
    return any(len(word) > 3 and word not in _EMPTY for word in term.split())


_EMPTY = frozenset(
    """also been from have into more only over said says some such than that their them then there these they this those
    were what when where which while will with without would""".split()
)


def _logits(head: Head, vectors: Floats, lists: Floats, columns: Sequence[NDArray[np.int64]]) -> Floats:
    out: Floats = vectors @ head.vector + lists @ head.lists + head.bias
    for row, filled in zip(out, columns if head.words.size else (), strict=False):
        row += head.words[filled].sum(axis=0) * np.float32(WORD_SCALE)
    return out


def sigmoid(x: Floats) -> Floats:
    """Return 0..1 for each number."""
    out: Floats = np.reciprocal(1 + np.exp(-np.clip(x, -30, 30)))
    return out


def softmax(x: Floats) -> Floats:
    """Return rows that sum to 1."""
    powers: Floats = np.exp(x - x.max(axis=1, keepdims=True))
    out: Floats = powers / powers.sum(axis=1, keepdims=True)
    return out


def read_heads(data: bytes) -> Heads:
    """Read heads from the bytes of an `.npz` file.

    Raises:
        ModelError: the heads were made for other word lists or labels than these.
    """
    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    labels = [*RIGHTS, *ACTS, *STANCES]
    if arrays["columns"].tolist() != list(list_columns()) or arrays["labels"].tolist() != labels:
        raise ModelError(
            "the label heads do not fit the word lists of this version.",
            where="labels/data/heads.npz",
            do="run training/labels/train.py again, or install onrecord again",
        )
    vocabulary = {str(term): i for i, term in enumerate(arrays["vocabulary"].tolist())}
    heads = {name: _head(arrays, name) for name in HEAD_NAMES}
    return Heads(vocabulary=vocabulary, **heads)


def _head(arrays: dict[str, NDArray[np.float32]], name: str) -> Head:
    parts = {part: arrays[f"{name}_{part}"].astype(np.float32) for part in ("vector", "lists", "words", "bias")}
    return Head(**parts)


def write_heads(heads: Heads) -> bytes:
    """Return *heads* as the bytes of an `.npz` file; the same heads give the same bytes."""
    arrays: dict[str, NDArray[np.generic]] = {
        "columns": np.array(list(list_columns())),
        "labels": np.array([*RIGHTS, *ACTS, *STANCES]),
        "vocabulary": np.array(list(heads.vocabulary)),
    }
    for name in HEAD_NAMES:
        head: Head = getattr(heads, name)
        for part in ("vector", "lists", "words"):
            arrays[f"{name}_{part}"] = getattr(head, part).astype(np.float16)
        arrays[f"{name}_bias"] = head.bias
    out = io.BytesIO()
    np.savez_compressed(out, **arrays)  # type: ignore[arg-type]
    return out.getvalue()


@cache
def shipped_heads() -> bytes:
    """Return the file of the shipped heads."""
    return resources.files(__package__).joinpath("data", "heads.npz").read_bytes()


@cache
def load_heads() -> Heads:
    """Load the shipped heads."""
    return read_heads(shipped_heads())
