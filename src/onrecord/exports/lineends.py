"""A frozen text as other programs read it: line ends of one character, and where places move by that."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from onrecord.records import Span

_DROPPED = re.compile("\\A\ufeff|\r(?=\n)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat:
    """A text whose lines end in one character, LF; *dropped* are the places of the characters that went."""

    text: str
    dropped: tuple[int, ...]

    def place(self, span: Span) -> Span:
        """Return where a span of the original text lies in this one."""
        start, end = (place - bisect_left(self.dropped, place) for place in span)
        return start, end


def flatten(text: str) -> Flat:
    """Return *text* with LF for every line end, and without a byte order mark."""
    dropped = tuple(match.start() for match in _DROPPED.finditer(text))
    return Flat(text=_DROPPED.sub("", text).replace("\r", "\n"), dropped=dropped)
