"""Give threads by pages, the largest first; and one thread over time: its statements, and which camp speaks when."""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec
import numpy as np

from onrecord.dossier import connections, rows
from onrecord.dossier import thread_decisions as decided
from onrecord.dossier.cursors import LIMIT, Page, cut, from_address, to_address
from onrecord.dossier.facts import REVIEWS, UNDATED, Facts
from onrecord.dossier.facts_kept import facts_of
from onrecord.dossier.finding_pages import count_by_thread
from onrecord.dossier.keysets import Keyset, bounded_count
from onrecord.dossier.overview import iso_day
from onrecord.dossier.store import Dossier
from onrecord.dossier.thread_decisions import ThreadDecision
from onrecord.records import RIGHTS, Camp, FigureCheck, FindingKind, Right, Stance, Statement

Who = Camp | Literal["author", "nobody"]
"""A camp; the authors of documents in their own voice; or nobody that the text names."""
_Said = tuple[Who, Stance, int]
AGAINST: tuple[FindingKind, ...] = ("contradiction", "exception", "principle-conduct", "changed-position")
_checks = msgspec.json.Decoder(FigureCheck)
_LARGEST_FIRST = Keyset(table="threads t", columns=("t.size", "t.id"))
_BY_FIELD = {
    "country": "t.country = :country",
    "text": "t.name LIKE '%' || :text || '%' ESCAPE '\\'",
}
_WITH_RIGHT = (
    "EXISTS (SELECT 1 FROM thread_members m CROSS JOIN statement_rights r"
    " ON r.statement = m.statement AND r.code = :right WHERE m.thread = t.id)"
)
_WITH_RARE_RIGHT = (
    "t.id IN (SELECT m.thread FROM statement_rights r CROSS JOIN thread_members m"
    " ON m.statement = r.statement WHERE r.code = :right)"
)
_RARE = 30_000
"""A right that fewer statements are about is looked up from these; another is soon found in a thread."""
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
    """How many statements of a thread are by whom, with a stance, about the years from *first* to *last*."""

    first: int
    last: int
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
    parts = [f"t.size >= {max(1, least)}", *(sql for name, sql in _BY_FIELD.items() if name in given)]
    with dossier.snapshot(), connections.translated(dossier.path):
        db, facts = dossier.connection, facts_of(dossier)
        if right:
            parts.append(_WITH_RARE_RIGHT if _count_of(facts, right) < _RARE else _WITH_RIGHT)
        condition = " AND ".join(parts)
        key = tuple[int, int]
        found, back, on = _LARGEST_FIRST.page(db, ("t.id",), condition, given, key, after, before, limit)
        total, is_exact = bounded_count(db, "threads t", condition, given)
        items = tuple(_head(db, facts, number) for (number,) in found)
    return Page(items=items, before=back, after=on, total=total, is_total_exact=is_exact)


def _count_of(facts: Facts, right: Right) -> int:
    """Return how many statements are about a right."""
    return int(((facts.column("rights") >> RIGHTS.index(right)) & 1).sum())


def _literal(text: str) -> str:
    for sign in "\\%_":
        text = text.replace(sign, "\\" + sign)
    return text


def _head(db: sqlite3.Connection, facts: Facts, number: int) -> ThreadHead:
    sql = "SELECT key, name, country, part_of, edited FROM threads WHERE id = ?"
    key, name, country, part_of, edited = db.execute(sql, (number,)).fetchone()
    members = db.execute("SELECT statement FROM thread_members WHERE thread = ?", (number,)).fetchall()
    places = facts.places(np.array(members, np.int64).reshape(-1))
    places = places[facts.column("review")[places] != REVIEWS.index("rejected")]
    first, last = facts.column("first")[places], facts.column("last")[places]
    is_dated = bool((first != UNDATED).any())
    return ThreadHead(
        id=key,
        name=name,
        country=country or None,
        part_of=part_of,
        edited=bool(edited),
        statements=len(places),
        documents=len(np.unique(facts.reading_of[places])),
        first=iso_day(int(first[first != UNDATED].min())) if is_dated else None,
        last=iso_day(int(last.max())) if is_dated else None,
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
    """Return which camp speaks about which years, and with which stance; no zeros.

    A statement about several years counts in each of them, one by speakers of several camps for each camp, as
    `StatementFilter` with *thread*, *camp*, *since* and *until* finds it. Years in a row that the same statements are
    about stand together.
    """
    sql = (
        f"SELECT DISTINCT s.id, s.stance, CASE s.voice WHEN 'author' THEN 'author' ELSE coalesce(p.camp, 'nobody') END,"
        f" substr({_FIRST}, 1, 4), substr({_LAST}, 1, 4) FROM {_STANDING} JOIN threads t ON t.id = m.thread"
        " LEFT JOIN statement_speakers n ON n.statement = s.id LEFT JOIN speakers p ON p.id = n.speaker"
        " WHERE t.key = ?"
    )
    said: dict[int, set[_Said]] = defaultdict(set)
    with dossier.snapshot(), connections.translated(dossier.path):
        found = dossier.connection.execute(sql, (thread,)).fetchall()
    for number, stance, who, first, last in found:
        for year in _years(first, last):
            said[year].add((who, stance, number))
    return tuple(
        CourseCell(first=first, last=last, who=who, stance=stance, count=count)
        for first, last, which in _stretches(said)
        for (who, stance), count in sorted(Counter((who, stance) for who, stance, _ in which).items())
    )


def _stretches(said: Mapping[int, set[_Said]]) -> list[tuple[int, int, set[_Said]]]:
    """Join years in a row that the same is said of."""
    found: list[tuple[int, int, set[_Said]]] = []
    for year in sorted(said):
        if found and found[-1][1] == year - 1 and found[-1][2] == said[year]:
            found[-1] = (found[-1][0], year, said[year])
        else:
            found.append((year, year, said[year]))
    return found


def _years(first: str, last: str) -> Sequence[int]:
    return range(int(first), int(last) + 1) if first.isdigit() and last.isdigit() else ()


def threads_under(dossier: Dossier, thread: str) -> list[tuple[str, str]]:
    """Return the ids and names of the threads that a person put under this one."""
    sql = "SELECT key, name FROM threads WHERE part_of = ? AND size > 0 ORDER BY name, key"
    with connections.translated(dossier.path):
        return list(map(tuple, dossier.connection.execute(sql, (thread,))))


def commitments_in(dossier: Dossier, thread: str, limit: int) -> list[str]:
    """Return the ids of the commitments that statements of a thread bear on, those with most of them first."""
    sql = (
        "SELECT c.key FROM threads h JOIN thread_members m ON m.thread = h.id"
        " JOIN commitment_links l ON l.statement = m.statement JOIN commitments c ON c.id = l.commitment"
        " WHERE h.key = ? GROUP BY c.id ORDER BY count(*) DESC, max(l.score) DESC, c.key LIMIT ?"
    )
    with connections.translated(dossier.path):
        return [key for (key,) in dossier.connection.execute(sql, (thread, limit))]


def checks_in(dossier: Dossier, thread: str, limit: int) -> list[FigureCheck]:
    """Return the checks of figures that statements of a thread name, what differs first."""
    sql = (
        "SELECT f.detail FROM threads h JOIN thread_members m ON m.thread = h.id"
        " JOIN statements s ON s.id = m.statement AND s.review <> 'rejected'"
        " JOIN figure_checks f ON f.reading = s.reading AND f.statement = s.key WHERE h.key = ?"
        " ORDER BY f.verdict <> 'differs', f.reading, f.position LIMIT ?"
    )
    with connections.translated(dossier.path), rows.readable("the checks of figures"):
        return [_checks.decode(detail) for (detail,) in dossier.connection.execute(sql, (thread, limit))]


def merged_into(dossier: Dossier, thread: str) -> str | None:
    """Return the thread that a person merged this one into, as it stands now; None if nobody did."""
    with dossier.snapshot(), connections.translated(dossier.path):
        held = decided.holding(decided.log(dossier.connection))
        final = decided.overlay(dossier.connection, held).final(thread)
    return final if final != thread else None


def decisions_on(dossier: Dossier, thread: str) -> list[tuple[ThreadDecision, bool]]:
    """Return what persons decided about a thread, each with whether it holds still, in the order of writing."""
    with connections.translated(dossier.path):
        every = decided.log(dossier.connection)
    holding = {one.id for one in decided.holding(every)}
    mine = {one.id for one in every if thread in {anchor.thread for anchor in (one.thread, one.into) if anchor}}
    return [(one, one.id in holding) for one in every if one.id in mine or one.undoes in mine]
