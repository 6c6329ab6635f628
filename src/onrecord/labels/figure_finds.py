"""What is made of a number: a figure, its unit, what it measures, and what it is set against."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from onrecord.labels.figure_spots import Spot
from onrecord.labels.noun_phrases import word_lists
from onrecord.records import Span

CURRENCY = re.compile(
    r"(?:[A-Z][A-Za-z]*\s){0,2}(?:[Ee]uros?|[Dd]ollars?|[Pp]ounds?(?:\s[Ss]terling)?|[Tt]eng[eé]|[Rr]ou?bles?|[Cc]rowns?|[Ff]rancs?|"
    r"[Ll]ira|[Yy]en|[Yy]uan|[Pp]esos?|[Rr]upees?|[Tt]aka|[Nn]aira|[Ss]hillings?|[Dd]inars?|[Dd]irhams?|[Zz]loty|[Ff]orints?|"
    r"[Hh]ryvnias?|[Ss]oms?|[Ll]ei|[Rr]eais|[Rr]and|[Bb]aht|[Ww]on|[Rr]inggit|[Kk]ronor|[Kk]roner|[Mm]anat|[Ll]ari|[Dd]rams?)\b"
    r"|(?:EUR|USD|GBP|CHF|KZT|RUB|UAH|INR|CNY|JPY|PLN|TRY|SEK|NOK|DKK)\b"
)
"""The name of a currency, or its code."""


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


_LENGTHS = frozenset("years months weeks days hours minutes".split())
_REACH = 500


def kind_of(unit: str) -> str:
    """Return count, percent, money or length, or "other" (ranks, scores, times): what a bare number can take over."""
    if unit == "percent":
        return "percent"
    if unit in _LENGTHS:
        return "length"
    if unit in ("rank", "positions", "score", "points", "times", "percentage points"):
        return "other"
    return "money" if CURRENCY.fullmatch(unit) else "count"


@dataclass(slots=True)
class Before:
    """The figures before, the last of each kind: what a number without its noun may count too."""

    by_kind: dict[str, Find] = field(default_factory=dict)
    last: str = ""
    sentence: int = 0

    def add(self, found: Find) -> None:
        """Remember *found*, unless nothing tells what it counts."""
        if found.unit:
            self.last = kind_of(found.unit)
            self.by_kind[self.last] = found

    def of(self, kind: str, spot: Spot) -> Find | None:
        """Return the last figure of *kind*, if it is near enough to be what the words take up."""
        found = self.by_kind.get(kind)
        return found if found and spot.start - found.span[1] < _REACH else None

    def in_sentence(self) -> str:
        """Return the kind of the last figure of the same sentence, "" if there is none."""
        found = self.by_kind.get(self.last)
        return self.last if found and found.span[0] >= self.sentence else ""


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
