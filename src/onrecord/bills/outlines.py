"""What of two versions can be compared: their trees, numbers, headings and words, as arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from onrecord.bills.pieces import Piece
from onrecord.bills.terms import Floats, Ints, masked, similarities, with_pairs, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One version as arrays, a place per provision; -1 stands for none.

    *number*, *heading*, *level* and *said* are codes: equal codes, equal strings in both versions. *heading* is 0
    where there is none. *own* are the words of heading and provision without those of provisions below, *length* is
    their count, *whole_length* the count with those below.
    """

    parent: Ints
    before: Ints
    after: Ints
    level: Ints
    number: Ints
    heading: Ints
    said: Ints
    own: tuple[list[str], ...]
    length: Ints
    whole_length: Ints

    def whole(self, place: int) -> list[str]:
        """Return the words of a provision and of all below it."""
        words, end = list(self.own[place]), place + 1
        while end < len(self.parent) and self.parent[end] >= place:
            words += self.own[end]
            end += 1
        return words


class Compared(NamedTuple):
    """Two versions and how alike their provisions are.

    *own* compares words without those of provisions below, cross-references made alike; *whole* all words.
    """

    a: Outline
    b: Outline
    own: Floats
    whole: Floats


def compare(a: Sequence[Piece], b: Sequence[Piece]) -> Compared:
    """Set two versions beside each other."""
    codes: dict[str, int] = {"": 0}
    x, y = _outline(a, codes), _outline(b, codes)
    own_a, own_b = ([with_pairs(masked(words)) for words in side.own] for side in (x, y))
    return Compared(
        a=x, b=y, own=similarities(own_a, own_b), whole=similarities(_whole_counts(a, x), _whole_counts(b, y))
    )


def bare(piece: Piece) -> str:
    """Return the provision's own words without its number and heading."""
    text = piece.own.removeprefix(piece.cite) if piece.cite else piece.own
    text = text.lstrip().removeprefix(piece.number).lstrip(" .)")
    return text.removeprefix(piece.heading).strip() if piece.heading else text.strip()


def _outline(pieces: Sequence[Piece], codes: dict[str, int]) -> Outline:
    def coded(strings: Sequence[str]) -> Ints:
        return np.array([codes.setdefault(s, len(codes)) for s in strings], np.int64)

    own = tuple(words_of(f"{p.heading} {bare(p)}") for p in pieces)
    parent = np.array([p.parent for p in pieces], np.int64)
    length = np.array([len(words) for words in own], np.int64)
    before, after = _neighbours(parent)
    return Outline(
        parent=parent,
        before=before,
        after=after,
        level=coded([f"level {p.level}" for p in pieces]),
        number=coded([" ".join(words_of(p.number)) for p in pieces]),
        heading=coded([" ".join(words_of(p.heading)) for p in pieces]),
        said=coded([" ".join(words) for words in own]),
        own=own,
        length=length,
        whole_length=_summed(length, parent),
    )


def _neighbours(parent: Ints) -> tuple[Ints, Ints]:
    """Return the place of the provision before and after each, of the same parent."""
    before, after = np.full(len(parent), -1, np.int64), np.full(len(parent), -1, np.int64)
    last: dict[int, int] = {}
    for place, above in enumerate(parent.tolist()):
        if above in last:
            before[place], after[last[above]] = last[above], place
        last[above] = place
    return before, after


def _summed(values: Ints, parent: Ints) -> Ints:
    """Add to each value those of all below it; a parent stands before its children."""
    total = values.copy()
    for place in range(len(parent) - 1, -1, -1):
        if parent[place] >= 0:
            total[parent[place]] += total[place]
    return total


def _whole_counts(pieces: Sequence[Piece], outline: Outline) -> list[Counter[str]]:
    """Count the words of each provision and all below it; its heading counts three times."""
    counts = [Counter(words) for words in outline.own]
    for place in range(len(pieces) - 1, -1, -1):
        if pieces[place].parent >= 0:
            counts[pieces[place].parent].update(counts[place])
    for piece, count in zip(pieces, counts, strict=True):
        if piece.heading:
            heading = words_of(piece.heading)
            count.update(heading + heading)
    return counts
