"""Align two versions: which provision became which, and what happened to it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from onrecord.bills.covering import find_mergers, find_splits
from onrecord.bills.drafting_ids import pair_by_ids
from onrecord.bills.leftovers import pair_leftovers
from onrecord.bills.outlines import Compared, compare
from onrecord.bills.pairing import pair
from onrecord.bills.pieces import Piece
from onrecord.bills.terms import Ints
from onrecord.records.bills import ChangeRelation, TextChange

_CANDIDATES = 3
_LEAST_CANDIDATE = 0.15  # words in common below which a provision is no candidate at all


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What became of provisions, by their places in both versions.

    One place on either side; several of one side for a split or merger, the nearest first; none for what is removed or
    new. *candidates* are, beside a removal, the places in the second version that came nearest to it.
    """

    a: tuple[int, ...]
    b: tuple[int, ...]
    relation: ChangeRelation
    text: TextChange | None = None
    candidates: tuple[int, ...] = ()


def align(a: Sequence[Piece], b: Sequence[Piece]) -> tuple[Link, ...]:
    """Align two versions of a bill.

    Args:
        a: the provisions of the first version, in reading order, parents before children.
        b: those of the second.

    Returns:
        Links in the order of the first version, what is new last. Every place of either side is in one link at least;
        in more than one only where a split and a merger share it.
    """
    compared = compare(a, b)
    partner = pair_leftovers(compared, pair(compared, pair_by_ids(a, b, compared)))
    splits, mergers = find_splits(compared, partner), find_mergers(compared, partner)
    links = [Link(a=(i,), b=bs, relation="split", text="amended") for i, bs in splits.items()]
    links += [Link(a=firsts, b=(j,), relation="merged", text="amended") for j, firsts in mergers.items()]
    return tuple(
        sorted([*links, *_single(a, b, compared, partner, links)], key=lambda link: (link.a or (len(a),), link.b))
    )


def _single(
    a: Sequence[Piece], b: Sequence[Piece], compared: Compared, partner: Ints, groups: Sequence[Link]
) -> list[Link]:
    """Return the links of what is in no split or merger."""
    done_a = {place for link in groups for place in link.a}
    done_b = {place for link in groups for place in link.b}
    free_b = sorted(set(range(len(b))) - set(partner.tolist()) - done_b)
    strayed = _strayed(compared, partner)
    links = [Link(a=(), b=(j,), relation="new") for j in free_b]
    for i in set(range(len(a))) - done_a:
        j = int(partner[i])
        if j < 0:
            links.append(Link(a=(i,), b=(), relation="removed", candidates=_candidates(compared, i, free_b)))
        else:
            relation = _relation(a[i], b[j], partner, strayed, i)
            links.append(Link(a=(i,), b=(j,), relation=relation, text=_text(a[i], b[j])))
    return links


def _relation(a: Piece, b: Piece, partner: Ints, strayed: frozenset[int], place: int) -> ChangeRelation:
    above = int(partner[a.parent]) if a.parent >= 0 else -1
    is_elsewhere = above != b.parent or (a.parent >= 0) != (b.parent >= 0)
    if is_elsewhere or place in strayed:
        return "moved"
    return "kept" if a.number == b.number else "renumbered"


def _text(a: Piece, b: Piece) -> TextChange:
    """Compare all words, marks and letters but the provision's own number."""
    return "identical" if _unnumbered(a) == _unnumbered(b) else "amended"


def _unnumbered(piece: Piece) -> str:
    return " ".join(piece.whole.removeprefix(piece.number).split())


def _candidates(compared: Compared, place: int, free_b: Sequence[int]) -> tuple[int, ...]:
    """Return the nearest provisions, those without partner first: something taken may hold the words as well."""
    alike = np.maximum(compared.own[place], compared.whole[place])
    near = [int(j) for j in np.argsort(-alike, kind="stable")[: 2 * _CANDIDATES] if alike[j] >= _LEAST_CANDIDATE]
    free = [j for j in sorted(free_b, key=lambda j: -alike[j])[:_CANDIDATES] if alike[j] >= _LEAST_CANDIDATE]
    return tuple(dict.fromkeys([*free, *near]))[:_CANDIDATES]


def _strayed(compared: Compared, partner: Ints) -> frozenset[int]:
    """Return the places that left the order of their family: off the longest run that keeps its order."""
    families: dict[int, list[int]] = {}
    for place, above in enumerate(compared.a.parent.tolist()):
        if partner[place] >= 0:
            families.setdefault(above, []).append(place)
    return frozenset(place for family in families.values() for place in _off_longest_run(family, partner))


def _off_longest_run(family: Sequence[int], partner: Ints) -> set[int]:
    ends: list[int] = []  # the last partner of the best run of each length
    run_of: list[int] = []
    for place in family:
        length = bisect_left(ends, int(partner[place]))
        ends[length : length + 1] = [int(partner[place])]
        run_of.append(length)
    kept, wanted = set(), len(ends) - 1
    for place, length in zip(reversed(family), reversed(run_of), strict=True):
        if length == wanted:
            kept.add(place)
            wanted -= 1
    return set(family) - kept
