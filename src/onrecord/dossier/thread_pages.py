"""Give threads by pages, the largest first; and one thread over time: its statements, and which camp speaks when."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.dossier import connections
from onrecord.dossier.cursors import LIMIT, Page, cut, from_address, to_address
from onrecord.dossier.finding_pages import count_by_thread
from onrecord.dossier.keysets import Keyset, bounded_count
from onrecord.dossier.store import Dossier
from onrecord.records import Camp, FindingKind, Right, Stance, Statement

Who = Camp | Literal["author", "nobody"]
"""A camp; the authors of documents in their own voice; or nobody that the text names."""
AGAINST: tuple[FindingKind, ...] = ("contradiction", "exception", "principle-conduct", "changed-position")
_LARGEST_FIRST = Keyset(table="threads t", columns=("t.size", "t.id"))
_BY_FIELD = {
    "country": "t.country = :country",
    "text": "t.name LIKE '%' || :text || '%' ESCAPE '\\'",
    "right": (
        "EXISTS (SELECT 1 FROM thread_members m JOIN statement_rights r"
        " ON r.statement = m.statement AND r.code = :right WHERE m.thread = t.id)"
    ),
}
_STANDING = (
    "thread_members m JOIN statements s ON s.id = m.statement AND s.review <> 'rejected'"
    " JOIN readings r ON r.id = s.reading JOIN texts x ON x.id = r.text"
)
_FIRST = "coalesce(s.time_start, s.time_end, x.published_start, x.published_end, '')"
_LAST = "coalesce(s.time_end, s.time_start, x.published_end, x.published_start, '')"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadHead:
    """A thread in a list: *statements* that nobody rejected, their documents, the days that they are about.

    *disputed* counts the findings that set its statements against each other. Days are as exact as they are known;
    None where none is.
    """

    id: str
    name: str
    country: str | None
    part_of: str | None
    edited: bool
    statements: int
    documents: int
    first: str | None
    last: str | None
    disputed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseCell:
    """How many statements of a thread are by whom, with a stance, about a year."""

    year: int
    who: Who
    stance: Stance
    count: int


def thread_page(
    dossier: Dossier,
    *,
    country: str | None = None,
    right: Right | None = None,
    text: str | None = None,
    least: int = 2,
    after: str | None = None,
    before: str | None = None,
    limit: int = LIMIT,
) -> Page[ThreadHead]:
    """Return a page of threads, those with most statements first.

    Args:
        dossier: where from.
        country: only of this one.
        right: only those with a statement about it.
        text: only those whose name has this in it, whatever its case.
        least: only those with so many statements.
        after: what the page before gave as its *after*.
        before: what the page behind gave as its *before*.
        limit: at most so many.

    Raises:
        SettingsError: *after* or *before* is no address of a page.
    """
    wanted = {"country": country, "right": right, "text": _literal(text) if text else None}
    given = {name: value for name, value in wanted.items() if value is not None}
    condition = " AND ".join([f"t.size >= {max(1, least)}", *(_BY_FIELD[name] for name in given)])
    with dossier.snapshot(), connections.translated(dossier.path):
        db = dossier.connection
        key = tuple[int, int]
        found, back, on = _LARGEST_FIRST.page(db, ("t.id",), condition, given, key, after, before, limit)
        total, is_exact = bounded_count(db, "threads t", condition, given)
        items = tuple(_head(db, number) for (number,) in found)
    return Page(items=items, before=back, after=on, total=total, is_total_exact=is_exact)


def _literal(text: str) -> str:
    for sign in "\\%_":
        text = text.replace(sign, "\\" + sign)
    return text


def _head(db: sqlite3.Connection, number: int) -> ThreadHead:
    sql = "SELECT key, name, country, part_of, edited FROM threads WHERE id = ?"
    key, name, country, part_of, edited = db.execute(sql, (number,)).fetchone()
    sql = (
        f"SELECT count(*), count(DISTINCT s.reading), min(nullif({_FIRST}, '')), max({_LAST})"
        f" FROM {_STANDING} WHERE m.thread = ?"
    )
    statements, documents, first, last = db.execute(sql, (number,)).fetchone()
    return ThreadHead(
        id=key,
        name=name,
        country=country or None,
        part_of=part_of,
        edited=bool(edited),
        statements=statements,
        documents=documents,
        first=first or None,
        last=last or None,
        disputed=count_by_thread(db, key, AGAINST),
    )


def thread_statements(
    dossier: Dossier, thread: str, *, after: str | None = None, before: str | None = None, limit: int = LIMIT
) -> Page[Statement]:
    """Return a page of the statements of a thread that nobody rejected, by the time that they are about.

    Where that is unknown the day of publication counts; statements with neither come last.

    Raises:
        SettingsError: *after* or *before* is no address of a page.
    """
    sql = (
        f"SELECT coalesce(nullif({_FIRST}, ''), '~'), r.order_key, s.position, s.id FROM {_STANDING}"
        " JOIN threads t ON t.id = m.thread WHERE t.key = ? ORDER BY 1, 2, 3, 4"
    )
    with dossier.snapshot(), connections.translated(dossier.path):
        keys = [tuple(row) for row in dossier.connection.execute(sql, (thread,))]
        front = bisect_left(keys, from_address(before, tuple[str, str, int, int])) if before else None
        behind = bisect_right(keys, from_address(after, tuple[str, str, int, int])) if after else None
        first, last = cut(len(keys), behind, front, limit)
        numbers = [key[3] for key in keys[first:last]]
        found = dossier.statements_by_row(numbers)
    return Page(
        items=tuple(found[number] for number in numbers),
        after=to_address(keys[last - 1]) if first < last < len(keys) else None,
        before=to_address(keys[first]) if 0 < first < last else None,
        total=len(keys),
    )


def thread_course(dossier: Dossier, thread: str) -> tuple[CourseCell, ...]:
    """Return which camp speaks about which year, and with which stance; no zeros.

    A statement about several years counts in each of them, one by speakers of several camps for each camp, as
    `StatementFilter` with *thread*, *camp*, *since* and *until* finds it.
    """
    sql = (
        f"SELECT DISTINCT s.id, s.stance, CASE s.voice WHEN 'author' THEN 'author' ELSE coalesce(p.camp, 'nobody') END,"
        f" substr({_FIRST}, 1, 4), substr({_LAST}, 1, 4) FROM {_STANDING} JOIN threads t ON t.id = m.thread"
        " LEFT JOIN statement_speakers n ON n.statement = s.id LEFT JOIN speakers p ON p.id = n.speaker"
        " WHERE t.key = ?"
    )
    counts: Counter[tuple[int, Who, Stance]] = Counter()
    with dossier.snapshot(), connections.translated(dossier.path):
        found = dossier.connection.execute(sql, (thread,)).fetchall()
    for _, stance, who, first, last in found:
        counts.update((year, who, stance) for year in _years(first, last))
    return tuple(
        CourseCell(year=year, who=who, stance=stance, count=count)
        for (year, who, stance), count in sorted(counts.items())
    )


def _years(first: str, last: str) -> Sequence[int]:
    return range(int(first), int(last) + 1) if first.isdigit() and last.isdigit() else ()
