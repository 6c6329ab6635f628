"""Which statements bear on which commitment: blocked by country and by shared terms, then compared by meaning."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.commitments.terms import NARROW, Terms
from onrecord.records import RIGHTS, Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What is compared of a commitment or a statement.

    *terms* are those of its words, *vector* is `(384,) float32` of length 1: its meaning,
    *actions* what is asked for, or said to be done (`asks.toml`).
    """

    id: str
    country: str | None
    terms: Terms
    vector: NDArray[np.float32]
    rights: tuple[Right, ...] = ()
    actions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A statement that bears on a commitment: how surely (*score*, 0 to 1), and the *shared* terms that joined them."""

    commitment: str
    statement: str
    score: float
    shared: tuple[str, ...]


LEAST = 0.5
"""Links under this score are not kept."""
_ENOUGH_WORDS = 11.0
"""Weight of the shared words where neither a narrow matter nor an instrument is shared: two names, or three words."""


_MOST_WORDS = 12.0
"""Weight of shared words beyond which more tell no more."""


_TERMS_SHOWN = 6
WEIGHTS = (2.5, 1.0, 1.0, 1.5, 1.5, 0.2, 0.5, 1.3)
BIAS = -4.7
"""Of: nearness of meaning; overlap of terms; share of the commitment's terms that are shared; narrow matters shared; an
instrument shared; weight of the words shared; a right shared; what was asked is what was done.

Set by hand near a logistic fit to 239 pairs judged by eye (benchmarks/commitments.tsv): of those over `LEAST`,
94 in 100 were about one matter, and 60 in 100 of those about one matter were over it. A wrong link costs more."""


def match(commitments: Sequence[Matter], statements: Sequence[Matter]) -> list[Link]:
    """Return the pairs that are about one matter, in the order of the commitments, then of the statements.

    The cost grows with the pairs that share a telling term, not with all pairs.
    """
    if not statements:
        return []
    index = _Index(statements)
    return [link for commitment in commitments for link in index.links_of(commitment)]


class _Index:
    """Statements by their terms, and as arrays: each row is a statement."""

    def __init__(self, statements: Sequence[Matter]) -> None:
        self.statements = statements
        self.vectors = np.array([one.vector for one in statements], np.float32)
        self.lengths = np.array([_length(one.terms) for one in statements])
        self.actions = sorted({name for one in statements for name in one.actions})
        self.rights = _flags([one.rights for one in statements], RIGHTS)
        self.deeds = _flags([one.actions for one in statements], self.actions)
        postings: dict[tuple[str | None, str], list[int]] = defaultdict(list)
        for number, one in enumerate(statements):
            for term in one.terms:
                postings[one.country, term].append(number)
        self.postings = {key: np.array(places) for key, places in postings.items()}

    def links_of(self, commitment: Matter) -> Iterator[Link]:
        """Yield the links of a commitment."""
        shared = _Shared(len(self.statements))
        for term, weight in commitment.terms.items():
            places = self.postings.get((commitment.country, term))
            if places is not None:
                shared.add(term, weight, places)
        near = np.flatnonzero(shared.is_enough())
        raw = BIAS + self._features(commitment, shared, near) @ np.array(WEIGHTS)
        for place, score in zip(near, 1 / (1 + np.exp(-raw)), strict=True):
            if score >= LEAST:
                yield self._link(commitment, self.statements[int(place)], float(score))

    def _features(self, commitment: Matter, shared: _Shared, near: NDArray[np.intp]) -> NDArray[np.float64]:
        """Return what the scores are made of, `(n_near, len(WEIGHTS))`, in the order of `WEIGHTS`."""
        both = max(_length(commitment.terms), 1e-9) * np.maximum(self.lengths[near], 1e-9)
        columns = (
            self.vectors[near] @ commitment.vector,
            shared.squares[near] / both,
            shared.sums[near] / max(sum(commitment.terms.values()), 1e-9),
            shared.narrow[near],
            shared.instruments[near] > 0,
            np.minimum(shared.words[near], _MOST_WORDS),
            (self.rights[near] & _flags([commitment.rights], RIGHTS)[0]) > 0,
            (self.deeds[near] & _flags([commitment.actions], self.actions)[0]) > 0,
        )
        return np.column_stack([np.asarray(column, np.float64) for column in columns])

    def _link(self, commitment: Matter, statement: Matter, score: float) -> Link:
        both = commitment.terms.keys() & statement.terms.keys()
        shared = sorted(both, key=lambda term: (-commitment.terms[term], term))
        return Link(commitment=commitment.id, statement=statement.id, score=score, shared=tuple(shared[:_TERMS_SHOWN]))


class _Shared:
    """What each statement shares with one commitment."""

    def __init__(self, count: int) -> None:
        self.sums, self.squares, self.words = np.zeros(count), np.zeros(count), np.zeros(count)
        self.narrow, self.instruments = np.zeros(count), np.zeros(count)

    def add(self, term: str, weight: float, places: NDArray[np.intp]) -> None:
        """Count a term that the statements at *places* share."""
        self.sums[places] += weight
        self.squares[places] += weight * weight
        if term[0] not in "=#":
            self.words[places] += weight
        elif term[0] == "#":
            self.instruments[places] += 1
        elif weight == NARROW:
            self.narrow[places] += 1

    def is_enough(self) -> NDArray[np.bool_]:
        """Tell for each statement whether it shares a narrow matter, an instrument, or telling words enough."""
        return (self.narrow > 0) | (self.instruments > 0) | (self.sums >= _ENOUGH_WORDS)


def _flags(rows: Sequence[Iterable[str]], names: Sequence[str]) -> NDArray[np.int64]:
    """Return one number a row: a bit for each name that stands in it."""
    bits = {name: 1 << n for n, name in enumerate(names)}
    return np.array([sum(bits.get(name, 0) for name in set(row)) for row in rows], np.int64)


def _length(terms: Terms) -> float:
    return math.sqrt(sum(weight * weight for weight in terms.values()))
