"""Dates of publication: calendar dates as they are written, turned into ISO days.

Relative words ("last Tuesday") are never turned into dates.
"""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from datetime import date
from functools import cache
from importlib import resources

from onrecord.records import UNKNOWN_TIME, Basis, Span, When


@cache
def _months() -> dict[str, int]:
    """Return the number of each month by its names, in lower case."""
    table = tomllib.loads(resources.files(__package__).joinpath("months.toml").read_text(encoding="utf-8"))
    return {
        name: number for names in table.values() for number, row in enumerate(names, start=1) for name in row.split()
    }


def _month_words() -> str:
    return rf"(?P<name>{'|'.join(sorted(_months(), key=len, reverse=True))})\b\.?"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    name, day_words = _month_words(), r"(?P<d>[0-3]?\d)(?:st|nd|rd|th|er|º|\.(?=\s))?"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"\b{day_words}\s(?:(?:of|de)\s)?{name},?\s(?:de\s)?(?P<y>\d{{4}})\b(?:\s(?:г\b\.?|года\b|року\b|р\.))?",
            rf"\b{name}\s{day_words},?\s(?P<y>\d{{4}})\b",
            r"\b(?P<y>\d{4})-(?P<m>[01]\d)-(?P<d>[0-3]\d)(?=\b|T)",
            r"\b(?P<y>\d{4})[./](?P<m>[01]?\d)[./](?P<d>[0-3]?\d)\b",
            r"\b(?P<a>[0-3]?\d)(?P<sep>[./-])(?P<b>[0-3]?\d)(?P=sep)(?P<y>\d{4})\b",
        )
    )


@cache
def _month_year() -> re.Pattern[str]:
    return re.compile(rf"\b{_month_words()},?\s(?P<y>\d{{4}})\b", re.IGNORECASE)


_IN_NAME = re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<sep>[-_./]?)(?P<m>[01]\d)(?P=sep)(?P<d>[0-3]\d)(?!\d)")
_IN_PATH = re.compile(r"/(?P<y>(?:19|20)\d\d)/(?P<m>[01]?\d)/(?:(?P<d>[0-3]?\d)(?=/|$))?")
_EARLIEST = 1800


def read_date(words: str, basis: Basis = "stated") -> tuple[When, Span] | None:
    """Return the first calendar date in *words* and where it stands.

    A numeric date that could be day-month or month-day counts for its year only, unless its stops mark it as European.
    """
    hits = [(match.start(), when, match.span()) for match, when in _matches(words, basis)]
    if not hits:
        return None
    _, when, span = min(hits, key=lambda hit: (hit[0], -hit[2][1]))
    return when, span


def read_month(words: str, basis: Basis = "stated") -> When:
    """Return the month named in *words* ("March 2021"), or unknown."""
    match = _month_year().search(words)
    return month(int(match["y"]), _months()[match["name"].lower()], basis) if match else UNKNOWN_TIME


def read_iso(words: str, basis: Basis) -> When:
    """Return the day at the start of an ISO 8601 moment, or unknown."""
    match = re.match(r"\s*(\d{4})-(\d\d)-(\d\d)", words)
    return day(int(match[1]), int(match[2]), int(match[3]), basis) if match else UNKNOWN_TIME


def date_in_name(name: str) -> When:
    """Return the date in a file name or an address path, as inferred; unknown if there is none."""
    if match := _IN_NAME.search(name):
        found = day(int(match["y"]), int(match["m"]), int(match["d"]), basis="inferred")
        if found.start:
            return found
    match = _IN_PATH.search(name)
    if match is None:
        return UNKNOWN_TIME
    year, month_number = int(match["y"]), int(match["m"])
    if match["d"]:
        return day(year, month_number, int(match["d"]), basis="inferred")
    return month(year, month_number, "inferred")


def day(year: int, month_number: int, day_number: int, basis: Basis) -> When:
    """Return one day; unknown if there is no such day."""
    try:
        iso = date(year, month_number, day_number).isoformat()
    except ValueError:
        return UNKNOWN_TIME
    return When(start=iso, end=iso, precision="day", basis=basis) if year >= _EARLIEST else UNKNOWN_TIME


def month(year: int, month_number: int, basis: Basis) -> When:
    """Return one month; unknown if there is no such month."""
    if not (1 <= month_number <= 12 and year >= _EARLIEST):
        return UNKNOWN_TIME
    last = monthrange(year, month_number)[1]
    start, end = f"{year:04}-{month_number:02}-01", f"{year:04}-{month_number:02}-{last}"
    return When(start=start, end=end, precision="month", basis=basis)


def _matches(words: str, basis: Basis) -> list[tuple[re.Match[str], When]]:
    found = ((match, _when(match, basis)) for pattern in _patterns() for match in pattern.finditer(words))
    return [(match, when) for match, when in found if when.start]


def _when(match: re.Match[str], basis: Basis) -> When:
    groups = match.groupdict()
    year = int(groups["y"])
    if "a" in groups:
        return _numeric(year, int(groups["a"]), int(groups["b"]), groups["sep"], basis)
    month_number = int(groups["m"]) if "m" in groups else _months()[groups["name"].lower()]
    return day(year, month_number, int(groups["d"]), basis)


def _numeric(year: int, first: int, second: int, separator: str, basis: Basis) -> When:
    if separator == "." or first > 12 or first == second:
        return day(year, second, first, basis)
    if second > 12:
        return day(year, first, second, basis)
    whole_year = year >= _EARLIEST and first and second
    return (
        When(start=f"{year}-01-01", end=f"{year}-12-31", precision="year", basis=basis) if whole_year else UNKNOWN_TIME
    )
