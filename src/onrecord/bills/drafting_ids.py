"""Pair provisions by the ids that a drafting tool gave them, if the ids can be trusted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from onrecord.bills.outlines import Compared
from onrecord.bills.pieces import Piece
from onrecord.bills.terms import Ints

_LEAST_SHARED = 0.3  # of the ids of the smaller version: below, the ids were given anew
_LEAST_ALIKE = 0.25  # words that a pair has in common if its id is no accident
_LEAST_AGREEING = 0.8  # of the pairs: below, ids stand for places and not for provisions
_LEAST_OF_A_PAIR = 0.05  # words in common without which a single pair is not believed


def pair_by_ids(a: Sequence[Piece], b: Sequence[Piece], compared: Compared) -> Ints:
    """Return for each provision of the first version its partner by id in the second, -1 for none.

    Tools throw ids away or use them again, so the whole set must agree with the texts, and each pair a little.
    """
    none = np.full(len(a), -1, np.int64)
    first, second = _unique(a), _unique(b)
    shared = sorted(first.keys() & second.keys())
    if not shared or len(shared) < _LEAST_SHARED * min(len(first), len(second)):
        return none
    places = np.array([(first[i], second[i]) for i in shared])
    alike = np.maximum(compared.own[places[:, 0], places[:, 1]], compared.whole[places[:, 0], places[:, 1]])
    if (alike >= _LEAST_ALIKE).mean() < _LEAST_AGREEING:
        return none
    believed = places[alike >= _LEAST_OF_A_PAIR]
    none[believed[:, 0]] = believed[:, 1]
    return none


def _unique(pieces: Sequence[Piece]) -> dict[str, int]:
    count = Counter(p.drafting_id for p in pieces)
    return {p.drafting_id: i for i, p in enumerate(pieces) if p.drafting_id and count[p.drafting_id] == 1}
