"""When a document without a date was written, as far as the offices tell that it gives people in the present."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from onrecord.records import UNKNOWN_TIME, When
from onrecord.reference.offices import Term, terms

_APART = 40
"""So many characters may stand between a title and the name."""
_NO_LONGER = re.compile(
    r"\b(?:former(?:ly)?|ex|then|late|previous|outgoing|ousted|past|one-?time|was|were|had been)\b[\s-]*"
    r"(?:\w+\s){0,3}$",
    re.I,
)
_REACH = 40
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def written_between(text: str) -> When:
    """Return the days between which a text was written; unknown if it gives nobody an office, or offices that clash.

    "The Union's foreign affairs chief, Ann Roe" was written while she was that. Someone "former" or "then" tells
    nothing, nor does a text that names a later year.
    """
    found = list(_terms_in(text))
    if not found:
        return UNKNOWN_TIME
    start = max(term.start for term in found)
    ends = [term.end for term in found if term.end]
    end = min(ends, default=None)
    if end is None or start > end or any(year > end[:4] for year in _YEAR.findall(text)):
        return UNKNOWN_TIME
    return When(start=start, end=end, precision="interval", basis="inferred")


def _terms_in(text: str) -> Iterator[Term]:
    for match in _pattern().finditer(text):
        title = (match["title"] or match["behind"]).lower()
        last_name = match["name"] or match["ahead"]
        if not _NO_LONGER.search(text, max(0, match.start() - _REACH), match.start()):
            yield from (term for term in terms() if term.last_name == last_name and title in term.titles)


@cache
def _pattern() -> re.Pattern[str]:
    titles = "|".join(sorted({re.escape(title) for term in terms() for title in term.titles}, key=len, reverse=True))
    names = "|".join(sorted({re.escape(term.last_name) for term in terms()}, key=len, reverse=True))
    between = rf"[^.;:!?“”\"\n]{{0,{_APART}}}?"
    return re.compile(
        rf"\b(?P<title>(?i:{titles}))\b,?\s{between}\b(?P<name>{names})\b"
        rf"|\b(?P<ahead>{names}),\s(?:who is\s)?{between}\b(?P<behind>(?i:{titles}))\b"
    )
