"""Times told against the time told before ("the following year", "in May that year"), and what may tell a time."""

from __future__ import annotations

import re
from datetime import date

from onrecord.labels.calendars import SEASONS, SHORT, month_number, month_of, year_of
from onrecord.labels.numbers import number_of
from onrecord.records import When

_SIGNS = ("19", "20", "day", "tonight", "tomorrow", "week", "month", "year", "decade", *SEASONS, *SHORT)


def may_tell(words: str) -> bool:
    """Tell whether *words* hold anything that every time expression holds one of: most texts need no second look."""
    return any(map(words.lower().__contains__, _SIGNS))


def shifted(m: re.Match[str], told: date | None) -> When | None:
    """Resolve "the following year", "the year before", "two years later", "that year", against the time told last."""
    if told is None:
        return None
    words = m.group().lower()
    amount = number_of(m["amount"]) if m["amount"] else 1
    ahead = any(w in words for w in ("following", "next", "later", "after"))
    shift = 0 if words.startswith("that") or " that year" in words else int(amount or 0) * (1 if ahead else -1)
    if "month" in words:
        total = told.year * 12 + told.month - 1 + shift
        return month_of(total // 12, total % 12 + 1, "inferred")
    return year_of(told.year + shift, "inferred") if 1800 < told.year + shift < 2200 else None


def month_told(m: re.Match[str], told: date | None) -> When | None:
    """Resolve "in September that year"."""
    return month_of(told.year, month_number(m["month"]), "inferred") if told else None
