"""Threads of a dossier: as they were woven, and as persons have put them right."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.dossier import connections, rows
from onrecord.dossier import thread_decisions as decided
from onrecord.dossier.findings import follow_threads
from onrecord.dossier.store import Dossier
from onrecord.dossier.thread_decisions import Anchor, ThreadDecision, ThreadDecisionKind
from onrecord.dossier.weaving import lay_decisions, writing
from onrecord.errors import SettingsError
from onrecord.records import RIGHTS, Right, Statement, Thread, content_id

_RIGHTS_SHARE = 0.2
"""A thread is about a right that this share of its statements is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingThreadDecision:
    """A decision that holds; *conflict* says why nothing answers to it any more, where that is so."""

    decision: ThreadDecision
    conflict: str | None = None


# Reading


def threads(
    dossier: Dossier,
    *,
    country: str | None = None,
    right: Right | None = None,
    least: int = 1,
    limit: int | None = None,
) -> list[Thread]:
    """Return threads, those with most statements first.

    Args:
        dossier: where they are.
        country: only of this country.
        right: only those that have a statement about this right.
        least: only those with so many statements.
        limit: at most so many.
    """
    sql = (
        "SELECT t.id FROM threads t WHERE t.size >= max(1, :least) AND coalesce(:country, t.country) = t.country"
        " AND (:right IS NULL OR EXISTS (SELECT 1 FROM thread_members m JOIN statement_rights r"
        " ON r.statement = m.statement WHERE m.thread = t.id AND r.code = :right))"
        " ORDER BY t.size DESC, t.name, t.key LIMIT :limit"
    )
    given = {"least": least, "country": country, "right": right, "limit": -1 if limit is None else limit}
    with dossier.snapshot(), connections.translated(dossier.path):
        found = dossier.connection.execute(sql, given).fetchall()
        return [_thread(dossier.connection, number) for (number,) in found]


def thread(dossier: Dossier, id_or_prefix: str) -> Thread:
    """Return the thread of this id, or the only one whose id begins so.

    Raises:
        SettingsError: there is none, or there are several.
    """
    key = decided.find_thread(dossier, id_or_prefix)
    with dossier.snapshot(), connections.translated(dossier.path):
        (number,) = dossier.connection.execute("SELECT id FROM threads WHERE key = ?", (key,)).fetchone()
        return _thread(dossier.connection, number)


def threads_of(dossier: Dossier, statements: Iterable[str]) -> dict[str, str]:
    """Return the thread of each statement that is in one."""
    sql = "SELECT t.key FROM thread_members m JOIN threads t ON t.id = m.thread WHERE m.key = ?"
    with connections.translated(dossier.path):
        found = ((key, dossier.connection.execute(sql, (key,)).fetchone()) for key in statements)
        return {key: row[0] for key, row in found if row}


def statements_of(dossier: Dossier, thread: Thread) -> Iterator[Statement]:
    """Yield the statements of a thread, in its order."""
    yield from (dossier.statement(key) for key in thread.statements)


def _thread(db: sqlite3.Connection, number: int) -> Thread:
    columns = "key, name, country, part_of, edited"
    key, name, country, part_of, edited = db.execute(
        f"SELECT {columns} FROM threads WHERE id = ?", (number,)
    ).fetchone()
    sql = (
        "SELECT m.key FROM thread_members m JOIN statements s ON s.id = m.statement JOIN readings r ON r.id = s.reading"
        " WHERE m.thread = ? AND s.review <> 'rejected' ORDER BY r.order_key, s.position, s.key"
    )
    members = tuple(k for (k,) in db.execute(sql, (number,)))
    counted = (  # by code first: what has a right is listed by the right, not by the statement
        "SELECT c.value, count(*) FROM json_each(?2) c CROSS JOIN thread_members m CROSS JOIN statement_rights r"
        " ON r.code = c.value AND r.statement = m.statement WHERE m.thread = ?1"
        " GROUP BY c.value ORDER BY count(*) DESC, c.value"
    )
    rights = tuple(
        code
        for code, count in db.execute(counted, (number, rows.to_json(RIGHTS)))
        if count >= _RIGHTS_SHARE * len(members)
    )
    return Thread(
        id=key, name=name, country=country or None, rights=rights, statements=members, part_of=part_of,
        edited=bool(edited),
    )  # fmt: skip


# Decisions


def rename(dossier: Dossier, thread: str, name: str, *, by: str, now: str, why: str | None = None) -> ThreadDecision:
    """Call a thread by another name.

    Raises:
        SettingsError: there is no such thread, or a name is empty.
    """
    if not name.strip():
        raise SettingsError("a thread needs a name.", where=thread, do="give the name after the id")
    key = decided.find_thread(dossier, thread)
    return _decide(dossier, "rename", by, now, why, thread=key, name=name.strip())


def merge(
    dossier: Dossier, threads: Sequence[str], into: str, *, by: str, now: str, why: str | None = None
) -> list[ThreadDecision]:
    """Let threads become part of another; what joins them later is shown there too.

    Raises:
        SettingsError: there is no such thread, one is merged into itself, or they are of different countries.
    """
    onto = decided.find_thread(dossier, into)
    keys = [decided.find_thread(dossier, one) for one in threads]
    for key in keys:
        if key == onto:
            raise SettingsError("a thread cannot be merged into itself.", where=key, do="name two threads")
        _check_country(dossier, key, onto)
    return [_decide(dossier, "merge", by, now, why, thread=key, into=onto) for key in keys]


def split(
    dossier: Dossier, statements: Sequence[str], *, by: str, now: str, name: str | None = None, why: str | None = None
) -> ThreadDecision:
    """Let statements of one thread found a thread of their own, named *name* or by their words.

    Raises:
        SettingsError: there is no such statement, or they are of different threads.
    """
    keys = tuple(decided.find_member(dossier, one) for one in statements)
    threads = {_thread_of(dossier, key) for key in keys}
    if len(threads) != 1:
        raise SettingsError(
            "the statements are of different threads.", where=", ".join(keys), do="move them: onrecord threads move"
        )
    made = Anchor(thread=content_id("thread-split", keys, now, by), founder=keys[0], statements=keys)
    return _decide(dossier, "split", by, now, why, thread=threads.pop(), made=made, statements=keys, name=name)


def move(
    dossier: Dossier, statements: Sequence[str], into: str, *, by: str, now: str, why: str | None = None
) -> ThreadDecision:
    """Put statements in another thread of their country.

    Raises:
        SettingsError: there is no such statement or thread, or it is of another country.
    """
    onto = decided.find_thread(dossier, into)
    keys = tuple(decided.find_member(dossier, one) for one in statements)
    for key in keys:
        _check_country(dossier, _thread_of(dossier, key), onto)
    return _decide(dossier, "move", by, now, why, into=onto, statements=keys)


def pin(
    dossier: Dossier, statements: Sequence[str], *, by: str, now: str, why: str | None = None
) -> list[ThreadDecision]:
    """Let statements stay in the threads that they are in, whatever is woven later.

    Raises:
        SettingsError: there is no such statement.
    """
    by_thread: dict[str, list[str]] = defaultdict(list)
    for key in (decided.find_member(dossier, one) for one in statements):
        by_thread[_thread_of(dossier, key)].append(key)
    return [_decide(dossier, "pin", by, now, why, into=t, statements=tuple(keys)) for t, keys in by_thread.items()]


def put_under(
    dossier: Dossier, thread: str, parent: str | None, *, by: str, now: str, why: str | None = None
) -> ThreadDecision:
    """List a thread under another one; under none with *parent* None.

    Raises:
        SettingsError: there is no such thread, or it would stand under itself.
    """
    key = decided.find_thread(dossier, thread)
    onto = None if parent is None else decided.find_thread(dossier, parent)
    above = onto
    while above is not None:
        if above == key:
            raise SettingsError("a thread cannot stand under itself.", where=key, do="name another thread")
        (above,) = dossier.connection.execute("SELECT part_of FROM threads WHERE key = ?", (above,)).fetchone()
    return _decide(dossier, "under", by, now, why, thread=key, into=onto)


def undo(dossier: Dossier, decision: str | None = None, *, by: str, now: str, why: str | None = None) -> ThreadDecision:
    """Take a decision back, by its id or the beginning of it; without one the last that holds.

    Raises:
        SettingsError: there is no such decision that holds.
    """
    with connections.translated(dossier.path):
        standing = decided.holding(decided.log(dossier.connection))
    found = [one for one in standing if decision is None or one.id.startswith(decision)]
    if not found or (decision is not None and len(found) > 1):
        what = "several decisions have ids that begin so." if found else "there is no such decision that holds."
        raise SettingsError(what, where=decision or str(dossier.path), do="onrecord threads decisions lists them")
    with writing(dossier) as db:
        made = decided.put(db, ThreadDecision(id="", kind="undo", by=by, at=now, why=why, undoes=found[-1].id))
        lay_decisions(dossier)
        follow_threads(db)
    return made


def _decide(
    dossier: Dossier,
    kind: ThreadDecisionKind,
    by: str,
    now: str,
    why: str | None,
    *,
    thread: str | None = None,
    into: str | None = None,
    made: Anchor | None = None,
    statements: tuple[str, ...] = (),
    name: str | None = None,
) -> ThreadDecision:
    with writing(dossier) as db:
        about = decided.anchor(db, thread) if thread else None
        onto = made or (decided.anchor(db, into) if into else None)
        decision = ThreadDecision(
            id="", kind=kind, by=by, at=now, why=why, thread=about, into=onto, statements=statements, name=name
        )
        decision = decided.put(db, decision)
        lay_decisions(dossier)
        follow_threads(db)
    return decision


def thread_decisions(dossier: Dossier) -> list[ThreadDecision]:
    """Return all decisions on threads in the order in which they were written: the whole log, for export."""
    with connections.translated(dossier.path):
        return decided.log(dossier.connection)


def standing_decisions(dossier: Dossier) -> list[StandingThreadDecision]:
    """Return the decisions that hold, with the conflicts: those that nothing answers to any more."""
    with dossier.snapshot(), connections.translated(dossier.path):
        held = decided.holding(decided.log(dossier.connection))
        gone = decided.overlay(dossier.connection, held).gone
    return [StandingThreadDecision(decision=one, conflict=gone.get(one.id)) for one in held]


def _thread_of(dossier: Dossier, statement: str) -> str:
    return threads_of(dossier, [statement])[statement]


def _check_country(dossier: Dossier, thread: str, other: str) -> None:
    sql = "SELECT country FROM threads WHERE key = ?"
    (mine,), (theirs,) = (dossier.connection.execute(sql, (key,)).fetchone() for key in (thread, other))
    if mine != theirs:
        what = f"the threads are of different countries: {mine or 'none'} and {theirs or 'none'}."
        raise SettingsError(what, where=f"{thread}, {other}", do="choose a thread of the same country")
