"""What was promised and what was done: promise, law and practice are three kinds of evidence, side by side by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.briefs.counts import Count, Index
from onrecord.briefs.glance import by_right, title_of
from onrecord.briefs.rows import Row
from onrecord.records import Act, Right

COLUMNS: tuple[tuple[str, tuple[Act, ...]], ...] = (
    ("Promised or asked for", ("pledge", "commitment", "demand")),
    ("In law", ("measure-proposed", "measure-adopted")),
    ("In practice", ("event", "assessment", "figure")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A row of the table: one cell of statements, in date order, for each of `COLUMNS`."""

    title: str
    cells: tuple[tuple[Row, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One right: its *years*, and how many statements stand in each column."""

    code: Right
    title: str
    counts: tuple[Count, ...]
    years: tuple[Year, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeOnly:
    """A right of which no promise and no measure is told, only practice."""

    title: str
    rows: Count


def find_courses(rows: Sequence[Row], index: Index, only: Sequence[Right] = ()) -> list[Course]:
    """Return each right of which a promise or a measure is told, its statements by year; unknown years come last."""
    return [_course(code, group, index) for code, group in by_right(rows, only).items() if _has_promise_or_law(group)]


def find_practice_only(rows: Sequence[Row], index: Index, only: Sequence[Right] = ()) -> list[PracticeOnly]:
    """Return the rights that have practice alone."""
    found = []
    for code, group in by_right(rows, only).items():
        practice = [row for row in group if column_of(row)]
        if practice and not _has_promise_or_law(group):
            found.append(PracticeOnly(title=title_of(code), rows=index.count(practice, f"{title_of(code)} · practice")))
    return found


def _has_promise_or_law(rows: Sequence[Row]) -> bool:
    return any(column_of(row) in (1, 2) for row in rows)


def column_of(row: Row) -> int:
    """Return the number of the column of *row*, counted from 1; 0 for an act that is in none.

    The text of a law or bill stands under law, whatever act is read in it.
    """
    if row.is_provision:
        return 2
    return next((n for n, (_, acts) in enumerate(COLUMNS, start=1) if row.statement.act in acts), 0)


def _course(code: Right, rows: Sequence[Row], index: Index) -> Course:
    placed = [(row, column_of(row)) for row in rows]
    counts = [
        index.count((row for row, column in placed if column == n), f"{title_of(code)} · {name}")
        for n, (name, _) in enumerate(COLUMNS, start=1)
    ]
    return Course(code=code, title=title_of(code), counts=tuple(counts), years=_years(placed))


def _years(placed: Sequence[tuple[Row, int]]) -> tuple[Year, ...]:
    groups: dict[tuple[int, int], list[tuple[Row, int]]] = {}
    for row, column in sorted(placed, key=lambda pair: (pair[0].moment.start or "~", pair[0].number)):
        if column:
            groups.setdefault(row.years or (9999, 9999), []).append((row, column))
    return tuple(_year(years, groups[years]) for years in sorted(groups))


def _year(years: tuple[int, int], placed: Sequence[tuple[Row, int]]) -> Year:
    first, last = years
    title = "unknown" if first == 9999 else str(first) if first == last else f"{first}–{last}"
    cells = [tuple(row for row, column in placed if column == n) for n in range(1, len(COLUMNS) + 1)]
    return Year(title=title, cells=tuple(cells))
