"""What persons decide on threads: by whom, when and why; never changed, and taken back by a further record.

A decision names threads and statements by their ids, and what founded a thread and what was in it besides, so that the
thread is found again when it has been woven anew or read by another model. Where it is not, the decision is shown as a
conflict and kept.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import msgspec

from onrecord.dossier import prefixes, rows
from onrecord.dossier.store import Dossier
from onrecord.errors import SettingsError
from onrecord.records import content_id

ThreadDecisionKind = Literal["rename", "merge", "split", "move", "pin", "under", "undo"]
_ANCHORS = 40
"""Statements of a thread that a decision remembers."""
_COLUMNS = "key, kind, decider, at, why, undoes, detail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A thread as a decision saw it: its id, the statement that founded it, statements that were in it."""

    thread: str
    founder: str
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadDecision:
    """A person's decision: *by* whom, *at* which ISO 8601 moment, *why*.

    `rename`: *thread* is called *name*. `merge`: *thread* becomes part of *into*. `split`: *statements* leave *thread*
    for a new one, *into*. `move`: *statements* belong to *into*. `pin`: *statements* stay in *into*, whatever comes.
    `under`: *thread* is listed under *into*, or under none. `undo` takes the decision *undoes* back.
    """

    id: str
    kind: ThreadDecisionKind
    by: str
    at: str
    why: str | None = None
    thread: Anchor | None = None
    into: Anchor | None = None
    statements: tuple[str, ...] = ()
    name: str | None = None
    undoes: str | None = None


class _Detail(msgspec.Struct, frozen=True, omit_defaults=True):
    thread: Anchor | None = None
    into: Anchor | None = None
    statements: tuple[str, ...] = ()
    name: str | None = None


_details = msgspec.json.Decoder(_Detail)


@dataclass(slots=True, kw_only=True)
class Overlay:
    """What the decisions that hold come to, with threads as they stand now, by id.

    *moved*: the thread of statements that persons placed; *merged*: what a thread became part of; *made*: threads that
    persons founded, with their founders and names; *gone*: decisions that nothing answers to, and why.
    """

    moved: dict[str, str] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    under: dict[str, str | None] = field(default_factory=dict)
    made: dict[str, Anchor] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)

    def final(self, thread: str) -> str:
        """Return the thread that *thread* stands in after merging."""
        seen = {thread}
        while (onto := self.merged.get(thread)) is not None and onto not in seen:
            seen.add(onto)
            thread = onto
        return thread


def log(db: sqlite3.Connection) -> list[ThreadDecision]:
    """Return all decisions in the order in which they were written."""
    return [_to_decision(row) for row in db.execute(f"SELECT {_COLUMNS} FROM thread_decisions ORDER BY id")]


def _to_decision(row: Sequence[Any]) -> ThreadDecision:
    key, kind, by, at, why, undoes, text = row
    detail = _details.decode(text)
    return ThreadDecision(
        id=key, kind=kind, by=by, at=at, why=why, undoes=undoes, thread=detail.thread, into=detail.into,
        statements=detail.statements, name=detail.name,
    )  # fmt: skip


def holding(decisions: Iterable[ThreadDecision]) -> list[ThreadDecision]:
    """Return the decisions that were not undone, in their order."""
    standing: dict[str, ThreadDecision] = {}
    for one in decisions:
        if one.kind == "undo":
            standing.pop(one.undoes or "", None)
        else:
            standing[one.id] = one
    return list(standing.values())


def put(db: sqlite3.Connection, decision: ThreadDecision) -> ThreadDecision:
    """Write a decision down, and return it with its id."""
    if not decision.by.strip():
        raise SettingsError("a decision needs the name of who made it.", do="give a name: --by NAME")
    (place,) = db.execute("SELECT count(*) FROM thread_decisions").fetchone()
    made = replace(decision, by=decision.by.strip())
    made = replace(made, id=content_id("thread-decision", msgspec.to_builtins(replace(made, id="")), place))
    detail = _Detail(thread=made.thread, into=made.into, statements=made.statements, name=made.name)
    row = (made.id, made.kind, made.by, made.at, made.why, made.undoes, rows.to_json(detail))
    db.execute(f"INSERT INTO thread_decisions ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    return made


def anchor(db: sqlite3.Connection, thread: str) -> Anchor:
    """Return a thread as decisions remember it."""
    (founder,) = db.execute("SELECT founder FROM threads WHERE key = ?", (thread,)).fetchone()
    sql = (
        "SELECT m.key FROM thread_members m JOIN threads t ON t.id = m.thread WHERE t.key = ?"
        " ORDER BY m.statement LIMIT ?"
    )
    return Anchor(thread=thread, founder=founder, statements=tuple(k for (k,) in db.execute(sql, (thread, _ANCHORS))))


def overlay(db: sqlite3.Connection, decisions: Iterable[ThreadDecision]) -> Overlay:
    """Return what the *decisions* that hold come to for the threads that there are."""
    out = Overlay()
    for one in decisions:
        if one.kind == "split" and one.into is not None:
            out.made[one.into.thread] = one.into
    for one in decisions:
        _apply(db, out, one)
    return out


def _apply(db: sqlite3.Connection, out: Overlay, one: ThreadDecision) -> None:
    thread = _find_again(db, out, one.thread)
    into = _find_again(db, out, one.into)
    if one.kind in ("split", "move", "pin"):
        there = [key for key in one.statements if _is_woven(db, key)]
        if into is None or len(there) < len(one.statements):
            out.gone[one.id] = "the thread is gone" if into is None else "no reading has the statement any more"
        if into is not None:
            out.moved |= dict.fromkeys(one.statements, into)
        if one.kind == "split" and into is not None and one.name:
            out.named[into] = one.name
    elif thread is None or (one.into is not None and into is None):
        out.gone[one.id] = "the thread is gone"
    elif one.kind == "rename":
        out.named[thread] = one.name or ""
    elif one.kind == "merge" and into is not None:
        out.merged.pop(into, None)
        if out.final(into) != thread:
            out.merged[thread] = into
    elif one.kind == "under":
        out.under[thread] = into


def _find_again(db: sqlite3.Connection, out: Overlay, anchored: Anchor | None) -> str | None:
    """Return what thread *anchored* is now: itself, else its founder's, else that of most of its statements."""
    if anchored is None:
        return None
    if anchored.thread in out.made or db.execute("SELECT 1 FROM threads WHERE key = ?", (anchored.thread,)).fetchone():
        return anchored.thread
    sql = "SELECT t.key FROM thread_members m JOIN threads t ON t.id = m.woven WHERE m.key = ?"
    for keys in ((anchored.founder,), anchored.statements):
        found = Counter(t for key in keys for (t,) in db.execute(sql, (key,)))
        if found:
            return str(max(found, key=lambda thread: (found[thread], thread)))
    return None


def _is_woven(db: sqlite3.Connection, statement: str) -> bool:
    return db.execute("SELECT 1 FROM thread_members WHERE key = ?", (statement,)).fetchone() is not None


def find_thread(dossier: Dossier, id_or_prefix: str) -> str:
    """Return the id of the only thread with statements whose id begins so.

    Raises:
        SettingsError: there is none, there are several, or too little of it is given.
    """
    sql = "SELECT key FROM threads WHERE key >= ?1 AND key < ?1 || '~' AND size > 0 LIMIT 2"
    do = "onrecord threads list prints the ids"
    return prefixes.find_id(dossier, sql, id_or_prefix, what="threads", do=do)


def find_member(dossier: Dossier, id_or_prefix: str) -> str:
    """Return the id of the only statement in a thread whose id begins so.

    Raises:
        SettingsError: there is none, there are several, or too little of it is given.
    """
    sql = "SELECT DISTINCT key FROM thread_members WHERE key >= ?1 AND key < ?1 || '~' LIMIT 2"
    do = "onrecord threads show THREAD prints the ids"
    return prefixes.find_id(
        dossier, sql, id_or_prefix, what="statements", none="no thread has such a statement.", do=do
    )
