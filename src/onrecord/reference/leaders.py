"""Leaders: who held which office of which country, and when.

The rows, with the source of each, stand in ``leaders.psv``. Nothing is said about days after `KNOWN_UNTIL`, nor about
offices and years that are not listed: unknown stays unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.records import When

KNOWN_UNTIL = "2025-06-30"
"""The last day for which an open-ended row holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """Somebody in an office on the days `[start, end)`; *end* None: still there on `KNOWN_UNTIL`."""

    code: str
    office: str
    name: str
    start: str
    end: str | None
    source: str


@cache
def all_leaders() -> tuple[Leader, ...]:
    """Return every row of the list."""
    raw = resources.files(__package__).joinpath("leaders.psv").read_text(encoding="utf-8")
    return tuple(_parse(line) for line in raw.splitlines() if line and not line.startswith("#"))


def _parse(line: str) -> Leader:
    code, office, name, start, end, source = line.split("|")
    return Leader(code=code, office=office, name=name, start=start, end=end or None, source=source)


def holder(code: str, office: str, when: When) -> Leader | None:
    """Return who held *office* of country *code* during all of *when*; None if unknown or if it changed hands then."""
    if not when.start:
        return None
    first, last = when.start, when.end or when.start
    found = [row for row in _by_office().get((code, office), ()) if _covers(row, first, last)]
    return found[0] if len(found) == 1 else None


@cache
def _by_office() -> dict[tuple[str, str], tuple[Leader, ...]]:
    out: dict[tuple[str, str], tuple[Leader, ...]] = {}
    for row in all_leaders():
        out[row.code, row.office] = (*out.get((row.code, row.office), ()), row)
    return out


def _covers(row: Leader, first: str, last: str) -> bool:
    return row.start <= first and (last < row.end if row.end else last <= KNOWN_UNTIL)
