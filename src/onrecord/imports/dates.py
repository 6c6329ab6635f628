"""Dates as spreadsheets and libraries of references write them."""

from __future__ import annotations

import re
from calendar import monthrange

from onrecord.records import Precision, When

_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?:[T ]\d.*)?/*")
_NUMBERS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_MONTHS = {name: n for n, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
_WORDS = re.compile(r"(?:(\d{1,2})\.?\s+)?([A-Za-z]{3,9})\.?\s+(?:(\d{1,2}),?\s+)?(\d{4})")


def read_when(text: str) -> When | None:
    """Return a day, month or year as a person gives it; None where it is none, or can be read in two ways.

    `12/31/2021` and `31.12.2021` are the same day; `03/04/2021` may be two.
    """
    text = " ".join(text.split())
    if match := _ISO.fullmatch(text):
        return _when(*(int(part) if part else None for part in match.groups()))
    if match := _NUMBERS.fullmatch(text):
        first, second, year = (int(part) for part in match.groups())
        is_dotted = "." in text
        if not is_dotted and first <= 12 and second <= 12 and first != second:
            return None
        day, month = (first, second) if is_dotted or second <= 12 else (second, first)
        return _when(year, month, day)
    if match := _WORDS.fullmatch(text):
        month_number = _MONTHS.get(match[2][:3].lower())
        day_text = match[1] or match[3]
        return _when(int(match[4]), month_number, int(day_text) if day_text else None) if month_number else None
    return None


def _when(year: int | None, month: int | None = None, day: int | None = None) -> When | None:
    if not year or not 1000 <= year <= 2999 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return _made(f"{year}-01-01", f"{year}-12-31", "year")
    days = monthrange(year, month)[1]
    if day is None:
        return _made(f"{year}-{month:02d}-01", f"{year}-{month:02d}-{days}", "month")
    if not 1 <= day <= days:
        return None
    return _made(f"{year}-{month:02d}-{day:02d}", f"{year}-{month:02d}-{day:02d}", "day")


def _made(start: str, end: str, precision: Precision) -> When:
    return When(start=start, end=end, precision=precision, basis="inferred")
