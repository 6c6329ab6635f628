"""Pair the provisions of two versions one to one: by their words first, then by what stands around them."""

from __future__ import annotations

import numpy as np

from onrecord.bills.matching import match
from onrecord.bills.outlines import Compared, Outline
from onrecord.bills.terms import Floats, Ints

_ROUNDS = 3
_LEAST_AT_FIRST = 0.5  # words in common from which a pair is taken before anything else is known
_LEAST_WORTH = (
    0.8  # raised from 0 until a right pair was lost (0.6 to 1.0 lose none); what it costs, leftovers win back
)
_NEAREST = 8  # candidates of a provision by words alone
_LEAST = 0.08  # less in common than this is nothing in common
_LEAST_IN_PLACE = 0.05
_MANY = 60  # children of one parent beyond which they are no candidates by place
_SHORT = 8  # own words below which words tell little


def pair(compared: Compared, known: Ints) -> Ints:
    """Return for each provision of the first version its partner in the second, -1 for none.

    *known* are partners that are certain (-1 elsewhere): they are kept, and the others paired around them.
    """
    n_a, n_b = compared.own.shape
    if not n_a or not n_b:
        return known
    alike = (compared.own + compared.whole) * np.float32(0.5)
    by_words = _open(_nearest(alike), known, n_b)
    partner = _matched(known, by_words, alike.ravel()[by_words] - np.float32(_LEAST_AT_FIRST), n_b)
    for _ in range(_ROUNDS):
        keys = np.union1d(by_words, _open(_in_place(compared, partner, alike), known, n_b))
        partner = _matched(
            known, keys, worth(compared, partner, keys // n_b, keys % n_b) - np.float32(_LEAST_WORTH), n_b
        )
    return partner


def _open(keys: Ints, known: Ints, n_b: int) -> Ints:
    """Return those cells whose row and column are not settled."""
    settled = np.zeros(n_b, bool)
    settled[known[known >= 0]] = True
    kept: Ints = keys[(known[keys // n_b] < 0) & ~settled[keys % n_b]]
    return kept


def _matched(known: Ints, keys: Ints, weight: Floats, n_b: int) -> Ints:
    return np.where(known >= 0, known, match(len(known), n_b, keys // n_b, keys % n_b, weight))


def worth(compared: Compared, partner: Ints, a: Ints, b: Ints) -> Floats:
    """Return what pairs are worth, given the pairs so far: above 0 they are more likely right than not.

    The weights were set by hand on the shared versions and are confirmed by leaving cases out (docs/bills.md).
    """
    x, y = compared.a, compared.b
    with_none = np.append(partner, -1)  # the partner of none is none
    own, whole = compared.own[a, b], compared.whole[a, b]
    same_parent = _same(with_none, x.parent[a], y.parent[b], both_none=1.0)
    beside = _same(with_none, x.before[a], y.before[b], 0.5) + _same(with_none, x.after[a], y.after[b], 0.5)
    both_headed = (x.heading[a] > 0) & (y.heading[b] > 0)
    heading = np.where(both_headed, np.where(x.heading[a] == y.heading[b], 1.0, -0.5), 0.0)
    is_short = np.minimum(x.length[a], y.length[b]) < _SHORT
    score = 5 * own + 3 * whole + 1.5 * same_parent + 0.7 * (beside - 1) - 5
    score += 0.3 * (x.number[a] == y.number[b]) + 0.8 * heading + 0.5 * (x.level[a] == y.level[b])
    score += 1.0 * _shared_children(compared, partner, a, b) + 0.5 * (x.said[a] == y.said[b])
    score -= 1.5 * (is_short & (same_parent == 0)) * (1 - beside / 2)
    return np.asarray(score, np.float32)


def _same(with_none: Ints, of_a: Ints, of_b: Ints, both_none: float) -> Floats:
    """Tell whether what stands there in the first is paired with what stands there in the second."""
    paired = (of_a >= 0) & (with_none[of_a] == of_b) & (of_b >= 0)
    return np.where((of_a < 0) & (of_b < 0), both_none, paired).astype(np.float32)


def _shared_children(compared: Compared, partner: Ints, a: Ints, b: Ints) -> Floats:
    """Return the share of children of either that are paired with children of the other."""
    x, y, n_b = compared.a, compared.b, compared.own.shape[1]
    child = np.flatnonzero((partner >= 0) & (x.parent >= 0))
    child = child[y.parent[partner[child]] >= 0]
    keys, counts = np.unique(x.parent[child] * n_b + y.parent[partner[child]], return_counts=True)
    fewest = np.minimum(_children(x)[a], _children(y)[b])
    if not len(keys):
        return np.zeros(len(a), np.float32)
    at = np.minimum(np.searchsorted(keys, a * n_b + b), len(keys) - 1)
    shared = np.where(keys[at] == a * n_b + b, counts[at], 0)
    return (shared / np.maximum(fewest, 1)).astype(np.float32)


def _children(outline: Outline) -> Ints:
    return np.bincount(outline.parent[outline.parent >= 0], minlength=len(outline.parent))


def _nearest(alike: Floats) -> Ints:
    """Return the cells of the nearest of every row and column, as places in the flat matrix."""
    (rows, columns), (columns_too, rows_too) = _nearest_of_rows(alike), _nearest_of_rows(alike.T)
    n_b = alike.shape[1]
    keys = np.union1d(rows * n_b + columns, rows_too * n_b + columns_too)
    kept: Ints = keys[alike.ravel()[keys] > _LEAST]
    return kept


def _nearest_of_rows(alike: Floats) -> tuple[Ints, Ints]:
    n = min(_NEAREST, alike.shape[1])
    columns = np.argpartition(np.ascontiguousarray(-alike), n - 1, axis=1)[:, :n]
    return np.repeat(np.arange(alike.shape[0]), n), columns.ravel()


def _in_place(compared: Compared, partner: Ints, alike: Floats) -> Ints:
    """Return the cells of children of paired parents, and of tops, that have anything in common."""
    n_b = alike.shape[1]
    families: dict[int, list[int]] = {}
    for place, above in enumerate(compared.b.parent.tolist()):
        families.setdefault(above, []).append(place)
    found = [np.zeros(0, np.int64)]
    for place, above in enumerate(compared.a.parent.tolist()):
        theirs = families.get(-1 if above < 0 else int(partner[above]) if partner[above] >= 0 else -2, [])
        if theirs and len(theirs) <= _MANY:
            columns = np.array(theirs)
            found.append(place * n_b + columns[alike[place, columns] > _LEAST_IN_PLACE])
    return np.concatenate(found)
