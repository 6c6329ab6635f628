"""Which statements are set beside each other: neighbours in words and in meaning, never all with all."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from onrecord.threads.pair_same import is_one_target, is_told_apart
from onrecord.threads.sides import View
from onrecord.threads.sides_claims import Claim

KEYS = 4
"""So many of a claim's rarest words lead to others."""
REACH = 3
"""So many neighbours in time a statement meets under one word."""
NEAREST = 3
"""So many neighbours in meaning a statement meets."""
_FEW = 300
"""Up to so many statements on a country, all meet all."""
_WHOLE = 2000
"""Up to so many statements all are compared by meaning; more are dealt to the nearest of some of them first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two claims of two statements: what they share, and how rare that is; *near* is the cosine of the statements."""

    a: View
    b: View
    claim: Claim
    other: Claim
    shared: frozenset[str]
    weight: float
    near: float


@dataclass(slots=True, kw_only=True)
class Rarity:
    """How rare a word is among the claims."""

    counts: Counter[str]
    size: int
    _weights: dict[str, float] = field(default_factory=dict)

    def of(self, word: str) -> float:
        """Return the weight of *word*: 0 for one that stands in every claim, 1 in every tenth, 2 in every hundredth."""
        weight = self._weights.get(word)
        if weight is None:
            weight = self._weights[word] = min(_RAREST, math.log10((self.size + _FEW_CLAIMS) / (self.counts[word] + 1)))
        return weight


_FEW_CLAIMS = 100
"""Among fewer claims than these, no word is common yet."""
_RAREST = 3.0
"""However many statements there are, a word says no more than this."""


def rarity_of(views: Sequence[View]) -> Rarity:
    """Count in how many claims each word stands."""
    counts: Counter[str] = Counter()
    size = 0
    for view in views:
        for claim in view.claims:
            counts.update(claim.terms)
            size += 1
    return Rarity(counts=counts, size=size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Two statements set beside each other, the earlier first.

    *near* is the cosine of their meanings, *rarity* that of every word among all claims.
    """

    a: View
    b: View
    near: float
    rarity: Rarity


def meetings_of(views: Sequence[View], rarity: Rarity) -> Iterator[Meeting]:
    """Yield the pairs of statements worth comparing, each once: different words about one target."""
    ordered = sorted(views, key=_when)
    numbers = np.array(sorted(_by_words(ordered, rarity) | _by_meaning(ordered)), dtype=np.intp).reshape(-1, 2)
    vectors = np.stack([view.item.vector for view in ordered]) if ordered else np.zeros((0, 1), np.float32)
    least = _LEAST_NEAR if len(ordered) > _FEW else -1.0
    nearest = [np.einsum("ij,ij->i", vectors[p[:, 0]], vectors[p[:, 1]]) for p in _portions(numbers)]
    for (n, m), near in zip(numbers.tolist(), chain.from_iterable(part.tolist() for part in nearest), strict=True):
        if near < least:
            continue
        a, b = ordered[n], ordered[m]
        if is_told_apart(a, b) and is_one_target(a, b):
            yield Meeting(a=a, b=b, near=near, rarity=rarity)


def _portions(numbers: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    return [numbers[at : at + _PORTION] for at in range(0, len(numbers), _PORTION)]


_PORTION = 50_000
_LEAST_NEAR = 0.3
"""Among many statements, those that share a word are on one thing only if their meanings are this near."""


def pairs_of(meeting: Meeting, rarity: Rarity) -> Iterator[Pair]:
    """Yield the claims of two statements that share rare words, or of which both hold a number."""
    for claim in meeting.a.claims:
        for other in meeting.b.claims:
            shared = claim.terms & other.terms
            if not shared and not (claim.has_number and other.has_number):
                continue
            weight = sum(rarity.of(word) for word in shared)
            if weight >= _LEAST_WEIGHT or (claim.has_number and other.has_number):
                a, b = meeting.a, meeting.b
                yield Pair(a=a, b=b, claim=claim, other=other, shared=shared, weight=weight, near=meeting.near)


_LEAST_WEIGHT = 1.0


def _when(view: View) -> tuple[int, str, int]:
    period = view.period
    return (period.first if period else 0, view.statement.document, view.start)


def _by_words(views: Sequence[View], rarity: Rarity) -> set[tuple[int, int]]:
    blocks: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for n, view in enumerate(views):
        words = {word for claim in view.claims for word in claim.terms if rarity.counts[word] > 1}
        for word in sorted(words, key=lambda w: (-rarity.of(w), w))[:KEYS]:
            blocks[view.country, word].append(n)
    return {(n, m) for block in blocks.values() for at, n in enumerate(block) for m in block[at + 1 : at + 1 + REACH]}


def _by_meaning(views: Sequence[View]) -> set[tuple[int, int]]:
    groups: dict[str | None, list[int]] = defaultdict(list)
    for n, view in enumerate(views):
        groups[view.country].append(n)
    out: set[tuple[int, int]] = set()
    for members in groups.values():
        vectors = np.stack([views[n].item.vector for n in members])
        for cell in _cells(vectors):
            out |= _nearest([members[int(n)] for n in cell], vectors[cell], NEAREST if len(members) > _FEW else _FEW)
    return out


def _cells(vectors: NDArray[np.float32]) -> list[NDArray[np.intp]]:
    """Deal many vectors to the nearest of evenly chosen ones, so that each cell can be compared whole."""
    size = len(vectors)
    if size <= _WHOLE:
        return [np.arange(size)]
    centres = vectors[np.linspace(0, size - 1, math.isqrt(size)).astype(np.intp)]
    nearest = np.concatenate([(part @ centres.T).argmax(axis=1) for part in np.array_split(vectors, size // 4096 + 1)])
    order = np.argsort(nearest, kind="stable")
    edges = np.flatnonzero(np.diff(nearest[order])) + 1
    cells = np.split(order, edges)
    return [part for cell in cells for part in np.array_split(cell, len(cell) // _WHOLE + 1)]


def _nearest(members: Sequence[int], vectors: NDArray[np.float32], most: int) -> set[tuple[int, int]]:
    """Return each member with the *most* that are nearest to it in meaning."""
    if len(members) < 2:
        return set()
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -1.0)
    count = min(most, len(members) - 1)
    best = np.argpartition(-cosines, count - 1, axis=1)[:, :count]
    return {
        (min(members[i], members[int(j)]), max(members[i], members[int(j)])) for i, row in enumerate(best) for j in row
    }
