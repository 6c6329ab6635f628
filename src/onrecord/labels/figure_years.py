"""The year of a figure: the one that its own clause names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.records import Span, When

_YEAR = re.compile(r"(?<![\w.,$€£/])(?:19|20)\d\d(?![\w%]|,\d)|\b(?:last|this)\syear\b")
_CLAUSE = re.compile(
    r"[;:]|,?\s\b(?:but|while|whereas|which|who|although|though|than|and (?:has|have))\b|\bup from\b|\bdown from\b"
)
_AWAY = re.compile(
    r"\bsince\s(?:\w+\s){1,3}in\s$|\b(?:since|than\sin|compared\s(?:to|with)|until|before|from"
    r"|by\sthe\send\sof|after)\s(?:the\s)?(?:[A-Z]\w+\s)?$"
)
_NAMED = re.compile(r"\b(?:[Aa]ct|[Ll]aw|[Cc]ode|[Cc]onvention|\(|[Cc]omment\sNo\.\s\d+\s\()\s?(?:of\s)?$")


def year_of(text: str, figures: Sequence[Span], within: Span, published: When) -> list[int | None]:
    """Return for each figure the year of its clause: one behind it before the next figure, or else before it.

    "Since 2019" and "than in 2019" are not the figure's own.
    """
    found = [(m.start(), year) for m in _YEAR.finditer(text, *within) if (year := _value(m, text, within, published))]
    if not found:
        return [None] * len(figures)
    cuts = [within[0], *(m.start() for m in _CLAUSE.finditer(text, *within)), within[1]]
    return [
        _year(span, figures[n + 1][0] if n + 1 < len(figures) else within[1], found, cuts)
        for n, span in enumerate(figures)
    ]


def _value(match: re.Match[str], text: str, within: Span, published: When) -> int | None:
    before = text[max(within[0], match.start() - 30) : match.start()]
    is_told = text.startswith(", when ", match.end())
    if (not is_told and _AWAY.search(before)) or _NAMED.search(before):
        return None
    words = match.group()
    if words[0].isdigit():
        return int(words)
    if published.start is None:
        return None
    return int(published.start[:4]) - words.startswith("last")


def _year(span: Span, following: int, found: Sequence[tuple[int, int]], cuts: Sequence[int]) -> int | None:
    start = max(c for c in cuts if c <= span[0])
    end = min(c for c in cuts if c >= span[1])
    behind = [year for at, year in found if span[1] <= at < min(end, following)]
    if behind:
        return behind[0]
    inside = [year for at, year in found if span[0] <= at < span[1]]
    ahead = [year for at, year in found if start <= at < span[0]]
    if inside or ahead:
        return (inside or ahead)[-1]
    return next((year for at, year in found if span[1] <= at < end), None)
