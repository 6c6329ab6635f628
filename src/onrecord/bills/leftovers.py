"""Pair what is left: provisions rewritten so far that only the lack of any other partner tells."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from onrecord.bills.outlines import Compared
from onrecord.bills.pairing import worth
from onrecord.bills.terms import Floats, Ints

_LONG = 100  # words from which on a little in common tells enough
_MEDIUM = 30
_LEAST_LONG = -2.0
_LEAST_MEDIUM = -1.0
_MARGIN = 0.75  # by which a pair must be worth more than any other pair of either side


def pair_leftovers(compared: Compared, partner: Ints) -> Ints:
    """Return *partner* with leftovers of one level paired that stand out as each other's best."""
    n_b = compared.own.shape[1]
    left_a = np.flatnonzero(partner < 0)
    left_b = np.setdiff1d(np.arange(n_b), partner)
    if not len(left_a) or not len(left_b):
        return partner
    a, b = np.repeat(left_a, len(left_b)), np.tile(left_b, len(left_a))
    score = worth(compared, partner, a, b)
    score[~_may_pair(compared, a, b, score)] = -np.inf
    table = score.reshape(len(left_a), len(left_b))
    stands_out = (
        np.isfinite(table) & (table - _best_other(table) >= _MARGIN) & (table - _best_other(table.T).T >= _MARGIN)
    )
    result = partner.copy()
    rows, columns = np.nonzero(stands_out)
    result[left_a[rows]] = left_b[columns]
    return result


def _may_pair(compared: Compared, a: Ints, b: Ints, score: Floats) -> npt.NDArray[np.bool_]:
    x, y = compared.a, compared.b
    length = np.minimum(x.whole_length[a], y.whole_length[b])
    least = np.where(length >= _LONG, _LEAST_LONG, np.where(length >= _MEDIUM, _LEAST_MEDIUM, 0.0))
    may: npt.NDArray[np.bool_] = (x.level[a] == y.level[b]) & (score >= least)
    return may


def _best_other(table: Floats) -> Floats:
    """Return for every cell the greatest of the other cells in its row; what may not pair counts as very little."""
    table = np.where(np.isfinite(table), table, np.float32(-9))
    order = np.sort(table, axis=1)
    best = order[:, -1:]
    second = order[:, -2:-1] if table.shape[1] > 1 else np.full_like(best, -9)
    return np.where(table == best, second, best).astype(np.float32)
