"""Where a country stands in an index: what an author says of that is a claim, whatever its words sound like."""

from __future__ import annotations

import re
from functools import cache

from onrecord.records import Span
from onrecord.reference.indices import known_indices

_STANDING = re.compile(
    r"\b(?:rank(?:s|ed|ing|ings)?|place[ds]?|positions?|scor(?:e|es|ed|ing)|points?|rat(?:ed|es|ing)|climb\w*|fell|"
    r"dropp\w*|slipp\w*|rose|edition)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d|\b(?:Partly|Not) Free\b|\b(?:first|second|third|last|highest|lowest|worst|best)\b")


def names_index(text: str) -> bool:
    """Tell whether *text* names an index of countries."""
    return _index().search(text) is not None


def tells_standing(text: str, parts: tuple[Span, ...]) -> bool:
    """Tell whether a sentence of a text that names an index says where a country stands: a number beside a rank."""
    words = " ".join(text[start:end] for start, end in parts)
    return bool(_NUMBER.search(words)) and bool(_STANDING.search(words) or _index().search(words))


@cache
def _index() -> re.Pattern[str]:
    names = {name for one in known_indices().values() for name in (one.name, *one.names)}
    short = {name for one in known_indices().values() for name in one.abbreviations}
    forms = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(
        rf"(?<![\w-])(?:(?i:{forms})|{'|'.join(map(re.escape, sorted(short)))}|[A-Z][\w-]+ Index)(?![\w-])"
    )
