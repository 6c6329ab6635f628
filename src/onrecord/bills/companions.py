"""Provisions that left one bill and stand in another: a companion bill, or one into which it was folded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from onrecord.bills.outlines import compare
from onrecord.bills.pairing import pair
from onrecord.bills.pieces import Piece
from onrecord.records import BillVersion, Change
from onrecord.records.bills import TextChange

_LEAST_ALIKE = 0.5  # words in common of a provision that went to another bill: nothing else ties the two bills
_LEAST_WORDS = 12


def find_moves(
    changes: Sequence[Change], versions: Sequence[BillVersion], pieces: Mapping[str, Sequence[Piece]]
) -> list[Change]:
    """Return the changes, removals set to moved where the provision came up in another bill at that time or after.

    Args:
        changes: of all steps of all bills.
        versions: in the order in which they were published.
        pieces: the provisions of each version by its id, with their words.
    """
    place = {version.id: n for n, version in enumerate(versions)}
    bill_of = {version.id: version.bill for version in versions}
    fresh = _fresh(changes, versions, pieces)
    result = list(changes)
    for from_version in dict.fromkeys(change.from_version for change in changes):
        later = [v for v in fresh if bill_of[v] != bill_of[from_version] and place[v] > place[from_version]]
        for to_version in later:
            result = _moved(result, from_version, to_version, pieces, fresh[to_version])
    return result


def _fresh(
    changes: Sequence[Change], versions: Sequence[BillVersion], pieces: Mapping[str, Sequence[Piece]]
) -> dict[str, set[str]]:
    """Return by version the citations that no earlier version of its bill holds."""
    steps = {change.to_version for change in changes}
    fresh = {v.id: {piece.cite for piece in pieces[v.id]} for v in versions if v.id not in steps}
    for change in changes:
        if change.relation == "new":
            fresh.setdefault(change.to_version, set()).update(change.b)
    return fresh


def _moved(
    changes: list[Change], from_version: str, to_version: str, pieces: Mapping[str, Sequence[Piece]], fresh: set[str]
) -> list[Change]:
    removed = {c.a[0]: n for n, c in enumerate(changes) if c.from_version == from_version and c.relation == "removed"}
    a = _only(pieces[from_version], set(removed))
    b = _only(pieces[to_version], fresh)
    if not a or not b:
        return changes
    compared = compare(a, b)
    partner = pair(compared, np.full(len(a), -1, np.int64))
    result = list(changes)
    for i, j in enumerate(partner.tolist()):
        alike = max(float(compared.own[i, j]), float(compared.whole[i, j])) if j >= 0 else 0.0
        if alike >= _LEAST_ALIKE and compared.a.whole_length[i] >= _LEAST_WORDS:
            n = removed[a[i].cite]
            text: TextChange = "identical" if " ".join(a[i].own.split()) == " ".join(b[j].own.split()) else "amended"
            result[n] = replace(
                changes[n], to_version=to_version, b=(b[j].cite,), relation="moved", text=text, candidates=()
            )
            fresh.discard(b[j].cite)
    return result


def _only(pieces: Sequence[Piece], cites: set[str]) -> list[Piece]:
    """Return some provisions as a tree of their own: those whose parent is not among them become tops."""
    kept = [n for n, piece in enumerate(pieces) if piece.cite in cites]
    at = {n: place for place, n in enumerate(kept)}
    return [replace(pieces[n], parent=at.get(pieces[n].parent, -1)) for n in kept]
