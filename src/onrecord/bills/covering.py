"""Splits and mergers: whose words stand in a provision that has no partner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import log

import numpy as np

from onrecord.bills.outlines import Compared, Outline
from onrecord.bills.terms import Floats, Ints, masked

Shingles = frozenset[tuple[str, str]]

_NEAREST = 4  # provisions looked at as the origin of one
_LEAST_SHARED = 12  # shingles that must be shared
_LEAST_SHARED_IF_ALL = 8  # ... of a provision that nearly all comes from its origin
_NEARLY_ALL = 0.7
_LEAST_TAKEN = 0.4  # share of the provision's words that must come from its origin
_LEAST_TAKEN_ALONE = 0.25  # ... and not stand in the origin's partner as well
_LEAST_GAINED = 0.04  # share of the origin's words that the provision must add to those in the partner
_LEAST_TAKEN_HALF = 0.25  # where the origin has no partner, each of its parts must take as much of its words from there
_LEAST_TOGETHER = 0.3  # ... and all parts together hold as much of the origin


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A provision without partner, the place of what it may come from, and the shares that tell."""

    place: int
    origin: int
    taken: float
    taken_alone: float
    gained: float
    shared: int


def find_splits(compared: Compared, partner: Ints) -> dict[int, tuple[int, ...]]:
    """Return by place in the first version the places in the second into which it was split, its partner first."""
    return _Cover(compared.a, compared.b, compared.whole, partner).splits()


def find_mergers(compared: Compared, partner: Ints) -> dict[int, tuple[int, ...]]:
    """Return by place in the second version the places in the first that were merged into it, its partner first."""
    turned = np.full(compared.whole.shape[1], -1, np.int64)
    paired = np.flatnonzero(partner >= 0)
    turned[partner[paired]] = paired
    return _Cover(compared.b, compared.a, compared.whole.T, turned).splits()


class _Cover:
    """Looks for provisions of *parts* that came out of those of *origins*."""

    def __init__(self, origins: Outline, parts: Outline, alike: Floats, partner: Ints) -> None:
        self.origins, self.parts, self.alike, self.partner = origins, parts, alike, partner
        texts = [set(_shingles(words)) for side in (origins, parts) for words in side.own]
        self.held_by = Counter(shingle for text in texts for shingle in text)
        self.n_texts = len(texts)
        self.cache: dict[tuple[bool, int], Shingles] = {}
        self.came_from = [-1] * len(parts.parent)
        for origin, place in enumerate(partner.tolist()):
            if place >= 0:
                self.came_from[place] = origin

    def splits(self) -> dict[int, tuple[int, ...]]:
        """Return by origin the provisions that it became: two or more."""
        free = np.setdiff1d(np.arange(len(self.parts.parent)), self.partner)
        found: dict[int, list[_Part]] = {}
        for place in free.tolist():
            if (part := self._best(place)) is not None:
                found.setdefault(part.origin, []).append(part)
        groups = {origin: self._group(origin, parts) for origin, parts in found.items()}
        return {origin: group for origin, group in sorted(groups.items()) if len(group) > 1}

    def _group(self, origin: int, parts: list[_Part]) -> tuple[int, ...]:
        main = int(self.partner[origin])
        if main >= 0:
            return (main, *(p.place for p in parts if _came_off(p)))
        halves = [p for p in parts if p.taken >= _LEAST_TAKEN_HALF and p.shared >= _LEAST_SHARED]
        held = frozenset().union(*(self._words(False, p.place) for p in halves))
        together = self._mass(self._words(True, origin) & held) / max(self._mass(self._words(True, origin)), 1e-9)
        return tuple(p.place for p in halves) if together >= _LEAST_TOGETHER else ()

    def _best(self, place: int) -> _Part | None:
        found = [self._part(place, origin) for origin in self._near(place) if self._may_come_from(place, origin)]
        return max(found, key=lambda p: p.taken_alone, default=None)

    def _near(self, place: int) -> list[int]:
        """Return where a provision may come from: what is most alike, what its neighbours and children come from."""
        nearest = np.argsort(-self.alike[:, place], kind="stable")[:_NEAREST].tolist()
        beside = (int(self.parts.before[place]), int(self.parts.after[place]))
        children = np.flatnonzero(self.parts.parent == place).tolist()
        above = [int(self.origins.parent[o]) for child in children if (o := self.came_from[child]) >= 0]
        around = [self.came_from[b] for b in beside if b >= 0]
        return list(dict.fromkeys(o for o in [*nearest, *around, *above] if o >= 0))

    def _may_come_from(self, place: int, origin: int) -> bool:
        main = int(self.partner[origin])
        if self.origins.level[origin] != self.parts.level[place] or not self.alike[origin, place]:
            return False
        return main < 0 or not (_is_below(self.parts, main, place) or _is_below(self.parts, place, main))

    def _part(self, place: int, origin: int) -> _Part:
        words, main = self._words(False, place), int(self.partner[origin])
        of_origin = self._words(True, origin)
        shared = words & of_origin
        alone = shared - self._words(False, main) if main >= 0 else shared
        mine = max(self._mass(words), 1e-9)
        return _Part(
            place=place,
            origin=origin,
            taken=self._mass(shared) / mine,
            taken_alone=self._mass(alone) / mine,
            gained=self._mass(alone) / max(self._mass(of_origin), 1e-9),
            shared=len(alone),
        )

    def _words(self, is_origin: bool, place: int) -> Shingles:
        key = (is_origin, place)
        if key not in self.cache:
            side = self.origins if is_origin else self.parts
            self.cache[key] = frozenset(_shingles(side.whole(place)))
        return self.cache[key]

    def _mass(self, shingles: Shingles) -> float:
        return sum(log(1 + self.n_texts / max(self.held_by[s], 1)) for s in shingles)


def _came_off(part: _Part) -> bool:
    enough = part.taken >= _LEAST_TAKEN and part.taken_alone >= _LEAST_TAKEN_ALONE and part.gained >= _LEAST_GAINED
    return enough and part.shared >= (_LEAST_SHARED_IF_ALL if part.taken >= _NEARLY_ALL else _LEAST_SHARED)


def _shingles(words: list[str]) -> Iterator[tuple[str, str]]:
    alike = masked(words)
    return pairwise(alike)


def _is_below(outline: Outline, low: int, high: int) -> bool:
    while low > high:
        low = int(outline.parent[low])
    return low == high
