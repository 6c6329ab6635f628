"""The fixed words of a brief, and dates as people write them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from onrecord.records import When

_MONTHS = ("January February March April May June July August September October November December").split()


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


def word(table: str, code: str) -> str:
    """Return the word for *code*; a code without one stands for itself."""
    entry = _tables()[table].get(code, code)
    return str(entry["title"] if isinstance(entry, dict) else entry)


def sign(stance: str) -> str:
    """Return the sign that stands beside a stance."""
    return str(_tables()["stances"][stance]["sign"])


def say_date(when: When) -> str:
    """Return *when* as exact as it is known: "3 March 2021", "March 2021", "2021", "2019–2021", "date unknown"."""
    if when.start is None and when.end is None:
        return "date unknown"
    start, end = when.start or when.end or "", when.end or when.start or ""
    if when.precision == "year" and start[:4] == end[:4]:
        return start[:4]
    if when.precision == "month" and start[:7] == end[:7]:
        return _say_day(start[:7])
    if start == end:
        return _say_day(start)
    if when.precision in ("year", "interval") and start[5:] == "01-01" and end[5:] == "12-31":
        return f"{start[:4]}–{end[:4]}" if start[:4] != end[:4] else start[:4]
    return f"{_say_day(start)} – {_say_day(end)}"


def say_partial(iso: str) -> str:
    """Return an ISO date as exact as it is given: "2014", "October 2014", "30 October 2014"."""
    return _say_day(iso)


def _say_day(iso: str) -> str:
    parts = iso[:10].split("-")
    if len(parts) > 1 and parts[1].isdigit() and 1 <= int(parts[1]) <= 12:
        parts[1] = _MONTHS[int(parts[1]) - 1]
    if len(parts) == 3:
        parts[2] = parts[2].lstrip("0")
    return " ".join(reversed(parts))


def years_of(when: When) -> tuple[int, int] | None:
    """Return the first and the last year that *when* touches; None if unknown."""
    days = [day for day in (when.start, when.end) if day and day[:4].isdigit()]
    return (int(days[0][:4]), int(days[-1][:4])) if days else None


def say_moment(iso: str, beside: str | None = None) -> str:
    """Return the day of an ISO 8601 moment as people write it; on the day of *beside* with its time."""
    day = _say_day(iso[:10])
    return f"{day}, {iso[11:16]} UTC" if beside and beside[:10] == iso[:10] and len(iso) > 15 else day


def many(n: int, noun: str) -> str:
    """Return a number with its noun, one or many; "more" has one form."""
    return f"{n} {noun}" if n == 1 or noun == "more" else f"{n} {noun}s"
