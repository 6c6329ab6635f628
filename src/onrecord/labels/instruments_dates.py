"""When an instrument was adopted or signed, as its document says: in its name, or in a sentence that tells of it."""

from __future__ import annotations

import re

from onrecord.labels.instruments_entities import Entity
from onrecord.labels.times import find_times
from onrecord.labels.views import Page
from onrecord.records import UNKNOWN_TIME, Span, When
from onrecord.text.spans import find_containing

_MADE = re.compile(
    r"\b(?:adopt(?:ed|s|ion)?|sign(?:ed|s|ing)|pass(?:ed|es|age)|enact(?:ed|s|ment)|promulgated|approved|issued)\b"
)
_IN_FORCE = re.compile(r"\b(?:(?:entered|entry|came|comes|took) into (?:force|effect)|took effect|in force since)\b")
_DATED_KINDS = ("law", "bill", "code", "agreement", "resolution")
_NEAR_CHARS = 90
_CLOSE_CHARS = 45


def date_of(page: Page, entity: Entity) -> When:
    """Return the date of *entity*: in its name, else of its adoption or signature, else of its entry into force.

    For an instrument of the reference list it is the date given there, its basis "inferred".
    """
    if entity.known is not None:
        day = entity.known.adopted
        return When(start=day, end=day, precision="day", basis="inferred") if day else UNKNOWN_TIME
    if len(entity.date) == 10:
        return When(start=entity.date, end=entity.date, precision="day", basis="stated")
    if entity.kind not in _DATED_KINDS or "constitution" in entity.heads:
        return UNKNOWN_TIME
    told = _told(page, entity, _MADE)
    if entity.year:
        return told if told and (told.start or "").startswith(entity.year) else _whole_year(entity.year)
    return told or _told(page, entity, _IN_FORCE) or UNKNOWN_TIME


def _whole_year(year: str) -> When:
    return When(start=f"{year}-01-01", end=f"{year}-12-31", precision="year", basis="stated")


def _told(page: Page, entity: Entity, verbs: re.Pattern[str]) -> When | None:
    for span in entity.spans:
        at = find_containing(page.sentences, span[0])
        if at is None:
            continue
        start, end = page.sentences[at]
        for verb in verbs.finditer(page.text, max(start, span[0] - _NEAR_CHARS), min(end, span[1] + _NEAR_CHARS)):
            if _between(page.text, verb.span(), span) and (when := _near(page, verb.span(), span, (start, end))):
                return when
    return None


def _between(text: str, one: Span, other: Span) -> bool:
    """Tell whether nothing but a few words of the same clause stand between *one* and *other*."""
    gap = text[min(one[1], other[1]) : max(one[0], other[0])]
    return len(gap) <= _CLOSE_CHARS and ";" not in gap and " as " not in gap


def _near(page: Page, verb: Span, name: Span, sentence: Span) -> When | None:
    times = find_times(page.text, [sentence], page.document.published)
    outside = [
        t for t in times if not name[0] <= t.span[0] < name[1] and t.when.precision != "interval" and t.when.start
    ]
    both = (min(verb[0], name[0]), max(verb[1], name[1]))
    near = [t for t in outside if max(t.span[0] - both[1], both[0] - t.span[1]) <= _CLOSE_CHARS]
    return min(near, key=lambda t: abs(t.span[0] - verb[1]), default=None).when if near else None  # type: ignore[union-attr]


def iso_of(when: When) -> str:
    """Return *when* as exactly as it is known: "2014-03-11", "2014-03", "2014" or ""."""
    if not when.start:
        return ""
    return when.start[: {"day": 10, "month": 7, "year": 4}.get(when.precision, 10)]
