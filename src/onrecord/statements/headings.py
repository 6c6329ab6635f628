"""Headings: the lines of a text that are set in title case or capitals."""

from __future__ import annotations

from onrecord.records import Span
from onrecord.text.spans import paragraphs

_STOPS = '.!?:;,”"’)'


def headings(text: str) -> list[Span]:
    """Return the lines set in title case or capitals: what stands there in capitals need not be a name."""
    out = []
    for start, end in paragraphs(text):
        line = text[start:end]
        if len(line) > 160:
            continue
        needed = 0.9 if line[-1] in _STOPS else 0.75
        words = [w for w in line.split() if w[0].isalpha() and (len(w) > 3 or w[0].isupper())]
        if len(words) >= 5 and sum(w[0].isupper() for w in words) >= needed * len(words):
            out.append((start, end))
    return out
