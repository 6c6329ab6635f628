"""Days, months, years and seasons as intervals."""

from __future__ import annotations

import calendar
from datetime import date

from onrecord.records import Basis, Precision, When

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name}
SHORT = {name[:3]: n for name, n in MONTHS.items()} | {"sept": 9}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}


def interval_of(start: date | None, end: date | None, precision: Precision, basis: Basis) -> When:
    """Return the interval from *start* to *end*, either of them unknown."""
    iso = [d.isoformat() if d else None for d in (start, end)]
    return When(start=iso[0], end=iso[1], precision=precision, basis=basis)


def day_of(year: int, month: int, day: int, basis: Basis) -> When | None:
    """Return a day, or None if there is no such day."""
    try:
        exact = date(year, month, day)
    except ValueError:
        return None
    return interval_of(exact, exact, "day", basis)


def month_of(year: int, month: int, basis: Basis) -> When:
    """Return a month."""
    last = calendar.monthrange(year, month)[1]
    return interval_of(date(year, month, 1), date(year, month, last), "month", basis)


def year_of(year: int, basis: Basis) -> When:
    """Return a year."""
    return interval_of(date(year, 1, 1), date(year, 12, 31), "year", basis)


def month_number(name: str) -> int:
    """Return the number of a month by its name, in full or cut short."""
    return MONTHS.get(name.lower()) or SHORT[name.lower().rstrip(".")]


def season_of(name: str, anchor: date, shift: int) -> When | None:
    """Return a season: the one that *anchor* lies in or after, the one before or the next."""
    if name not in SEASONS:
        return None
    first, last = SEASONS[name]
    year = anchor.year + (1 if shift > 0 and first < anchor.month else 0)
    if shift < 0 and first >= anchor.month - 2:
        year -= 1
    end_year = year + (last < first)
    return interval_of(
        date(year, first, 1), date(end_year, last, calendar.monthrange(end_year, last)[1]), "interval", "inferred"
    )


def months_back(anchor: date, months: int) -> date:
    """Return the day so many months before."""
    total = anchor.year * 12 + anchor.month - 1 - months
    year, month = total // 12, total % 12 + 1
    return date(year, month, min(anchor.day, calendar.monthrange(year, month)[1]))
