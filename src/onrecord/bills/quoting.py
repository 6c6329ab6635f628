"""Tell the lines that a bill quotes of another text: they belong to the provision that quotes them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_PAIRS = {"“": "”", "«": "»", "„": "“", "‘": "’"}
_STRAIGHT = '"'
_LONGEST = 300  # lines after which an open quotation was no quotation
_CLOSES = re.compile(r"[”»\"’“](?:[.;:,]|\s|and|or|и|или)*\Z")


def quoted_lines(lines: Sequence[str]) -> list[bool]:
    """Tell of each line whether a quotation holds it that began at its start or on a line before."""
    quoted = [False] * len(lines)
    n = 0
    while n < len(lines):
        first = n + 1 if _is_left_open(lines[n]) else n
        end = _end(lines, n)
        for m in range(first, end):
            quoted[m] = True
        n = max(end, n + 1)
    return quoted


def _end(lines: Sequence[str], first: int) -> int:
    """Return the line after a quotation that begins or is left open on a line, or *first* where there is none."""
    line = lines[first]
    opening = line[:1] if line[:1] in _PAIRS or line[:1] == _STRAIGHT else _is_left_open(line)
    if not opening:
        return first
    depth = 0
    for n in range(first, min(first + _LONGEST, len(lines))):
        depth += _opened(lines[n], opening)
        if depth <= 0:
            return n + 1 if n > first or _CLOSES.search(line) else first
    return first


def _is_left_open(line: str) -> str:
    """Return the mark of a quotation that a line leaves open to go on below: `insert “, or`, `substitute “that—`."""
    opening = next((mark for mark in ("“", "«") if line.count(mark) > line.count(_PAIRS[mark])), "")
    is_whole = line.startswith(opening) or line.endswith((".", ";", "”", "»", opening))
    return "" if not opening or is_whole else opening


def _opened(line: str, opening: str) -> int:
    """Return how many quotations a line leaves open, of those that begin with *opening*."""
    if opening == _STRAIGHT:
        return -1 if line.count(_STRAIGHT) % 2 and _CLOSES.search(line) else line.count(_STRAIGHT) % 2
    closing = _PAIRS[opening]
    closed = len(re.findall(rf"{closing}(?!\w)", line)) if opening == "‘" else line.count(closing)
    return line.count(opening) - closed
