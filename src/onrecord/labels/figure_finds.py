"""What is made of a number: a figure, its unit, what it measures, and what it is set against."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.labels.figure_spots import Spot
from onrecord.labels.noun_phrases import word_lists
from onrecord.records import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """A figure as it is found, before its year is known."""

    span: Span
    value: float
    unit: str | None
    measures: str | None
    comparison: str | None
    high: float | None = None


def found_at(
    spot: Spot,
    end: int,
    unit: str | None,
    measures: str | None,
    comparison: str | None = None,
    *,
    value: float | None = None,
) -> Find:
    """Make the figure at *spot* that reaches to *end*; its comparison is told by the words around if not given."""
    return Find(
        span=(spot.start, max(end, spot.end)),
        value=spot.value if value is None else value,
        high=spot.high,
        unit=unit,
        measures=measures,
        comparison=comparison or spot.was or spot.to or _compared(spot, end) or spot.about,
    )


_UP_FROM = re.compile(
    r",?\s?(?P<c>(?:up|down)\s(?:from|by)\s[\w.,%-]*\w%?(?:\sin\s\d{4})?|compared\s(?:to|with)\s[\w.]+\w"
    r"|from\s\d[\d.,]*\sin\s\d{4})"
)
MORE_THAN = re.compile(
    r"\s?(?:\w+\s){0,2}?(?P<c>(?:more|less|fewer|higher|lower|greater|longer|older|further)(?:\s\w+)?\sthan\b)"
)


def _compared(spot: Spot, end: int) -> str | None:
    """Return the words that set the figure against another: "up from 12", "increased by", "fewer than in 2019"."""
    text, stop = spot.text, spot.within[1]
    for pattern in (MORE_THAN, _UP_FROM):
        if match := pattern.match(text, end, min(stop, end + 60)):
            return " ".join(match["c"].split())
    away = re.compile(r"(?:\s\w+){0,4},?\s(?P<c>(?:up|down)\sfrom\s[\w.,%]*\w)").match(text, end, min(stop, end + 60))
    if away:
        return " ".join(away["c"].split())
    lists, left = word_lists(), spot.left
    size = 2 if spot.prev() in ("by", "to", "from", "another") else 1
    verb = spot.prev(size)
    if verb == "up" and spot.prev(size + 1) in ("make", "made", "makes", "making"):
        return None
    if verb in lists["up"] or verb in lists["down"]:
        return " ".join(left[-size:]) if size == 2 and spot.prev() != "another" else verb
    return None
