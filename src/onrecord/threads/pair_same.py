"""Whether two statements are about one thing, at one time, by one voice, and independent of each other."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from onrecord.text.spans import overlap
from onrecord.threads.sides import View

Order = Literal["same", "later", "unknown"]

_SAME_DAYS = 240
"""Statements without a time of their own, published so near each other, are of one time."""


def order_of(a: View, b: View) -> Order:
    """Tell whether *a* and *b* are of one time, or which came later: "later" if that is *b*, as pairs are ordered."""
    if a.period is None or b.period is None:
        return "same" if a.statement.document == b.statement.document else "unknown"
    if a.statement.document == b.statement.document and not (a.period.is_stated and b.period.is_stated):
        return "same"
    if a.period.is_floor:
        return "unknown"
    gap = max(b.period.first - a.period.last, a.period.first - b.period.last)
    if a.period.is_stated and b.period.is_stated:
        return "same" if gap <= 0 else "later"
    return "same" if gap <= _SAME_DAYS else "later"


_YEARS = re.compile(r"\b(?:19|20)\d\d\b")


def is_of_before(a: View, b: View) -> bool:
    """Tell whether the words of *b* name no year but such as were over when *a* was said."""
    years = [int(year) for year in _YEARS.findall(b.statement.quote)]
    return bool(years) and a.published is not None and max(years) < date.fromordinal(a.published).year


def is_one_voice(a: View, b: View) -> bool:
    """Tell whether one person or body says both."""
    return bool(a.voices & b.voices)


def is_told_apart(a: View, b: View) -> bool:
    """Tell whether the two are different words: neither overlaps the other nor lies in its content."""
    if a.statement.document != b.statement.document:
        return True
    if a.statement.within == b.statement.id or b.statement.within == a.statement.id:
        return False
    return not any(overlap(s, t) for s in a.statement.content for t in b.statement.content)


def is_one_target(a: View, b: View) -> bool:
    """Tell whether both speak of the same country, and if each names whom, of the same one."""
    if a.country and b.country and a.country != b.country:
        return False
    targets = {a.statement.target, b.statement.target} - {None}
    return len(targets) <= 1


def may_share_rights(a: View, b: View) -> bool:
    """Tell whether both are about one right, as far as both are known to be about any."""
    mine, theirs = set(a.statement.rights), set(b.statement.rights)
    return not mine or not theirs or bool(mine & theirs)


def is_independent(a: View, b: View) -> bool:
    """Tell whether two sources stand apart: other documents, voices and publishers, other words."""
    if a.statement.document == b.statement.document or is_one_voice(a, b):
        return False
    is_authors = "author" in (a.statement.voice, b.statement.voice)
    if is_authors and _have_one_publisher(a, b):
        return False
    if not (a.voices and b.voices):
        return False
    if a.camps and a.camps == b.camps and a.camps <= {"government"}:
        return False
    is_known = not is_authors or (a.item.publisher is not None and b.item.publisher is not None)
    return not is_same_wording(a.statement.quote, b.statement.quote, 0.4 if is_known else _UNKNOWN_PUBLISHER)


_UNKNOWN_PUBLISHER = 0.15
"""Of authors whose publishers may be one and the same, so much shared wording speaks for one hand."""


def _have_one_publisher(a: View, b: View) -> bool:
    return a.item.publisher is not None and a.item.publisher == b.item.publisher


def is_same_wording(quote: str, other: str, least: float = 0.4) -> bool:
    """Tell whether of the runs of four words of the shorter text a share of *least* stands in the longer too."""
    grams, others = _grams(quote), _grams(other)
    smaller = min(len(grams), len(others))
    return smaller > 0 and len(grams & others) >= least * smaller


def _grams(quote: str) -> set[tuple[str, ...]]:
    words = quote.lower().split()
    return {tuple(words[n : n + 4]) for n in range(len(words) - 3)}
