"""What persons decide on commitments: a verdict, evidence put to them or taken off; never changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast, get_args

from onrecord.dossier import connections, prefixes, rows
from onrecord.dossier.reviews import find_statement
from onrecord.dossier.store import Dossier
from onrecord.errors import SettingsError
from onrecord.records import CommitmentStatus, content_id

Decided = Literal["verdict", "attached", "detached", "undone"]
COLUMNS = "key, commitment, decision, statement, status, dated, reviewer, at, why, undoes"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentDecision:
    """A decision: *by* whom, *at* which ISO 8601 moment in UTC, *why*. None is ever changed.

    A verdict gives a *status*; evidence is a *statement*, *dated* by the person where its date is not known. What takes
    a decision back names the one that it *undoes*.
    """

    id: str
    commitment: str
    decision: Decided
    by: str
    at: str
    statement: str | None = None
    status: CommitmentStatus | None = None
    dated: str | None = None
    why: str | None = None
    undoes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The decisions that hold for a commitment: the last verdict, and the last word on each statement."""

    verdict: CommitmentDecision | None = None
    attached: dict[str, CommitmentDecision] = field(default_factory=dict)
    detached: dict[str, CommitmentDecision] = field(default_factory=dict)


NOTHING = Held()


def decide(
    dossier: Dossier,
    commitment: str,
    decision: Decided,
    *,
    by: str,
    now: str,
    why: str | None = None,
    statement: str | None = None,
    status: str | None = None,
    dated: str | None = None,
) -> CommitmentDecision:
    """Write a decision down.

    Args:
        dossier: open for writing.
        commitment: its id, or how that begins.
        decision: what is decided; "undone" takes the last decision on the commitment back.
        by: the name of who decides.
        now: ISO 8601 moment.
        why: the reason.
        statement: the id of the evidence, or how that begins.
        status: the verdict.
        dated: ISO 8601 date of evidence whose date is not known.

    Raises:
        SettingsError: something named is not there or not unique, or nothing is there to undo.
    """
    with dossier.transaction() as db:
        key = find_commitment(dossier, commitment)
        evidence = find_statement(dossier, statement) if statement else None
        _check(decision, by, evidence, status, key)
        history = log(dossier, key)
        undoes = _last(history, key).id if decision == "undone" else None
        made = CommitmentDecision(
            id=content_id("commitment-decision", key, decision, evidence, status, dated, by, now, why, len(history)),
            commitment=key,
            decision=decision,
            by=by.strip(),
            at=now,
            statement=evidence,
            status=cast("CommitmentStatus | None", status),
            dated=dated,
            why=why,
            undoes=undoes,
        )
        _put(db, made)
    return made


def find_commitment(dossier: Dossier, id_or_prefix: str) -> str:
    """Return the id of the only commitment whose id begins so.

    Raises:
        SettingsError: there is none, there are several, or too little of it is given.
    """
    sql = "SELECT key FROM commitments WHERE key >= ?1 AND key < ?1 || '~' LIMIT 2"
    do = "onrecord commitments lists them with their ids"
    return prefixes.find_id(dossier, sql, id_or_prefix, what="commitments", do=do)


def log(dossier: Dossier, commitment: str | None = None) -> list[CommitmentDecision]:
    """Return all decisions in the order in which they were written, or those on one commitment."""
    sql = f"SELECT {COLUMNS} FROM commitment_decisions WHERE coalesce(?1, commitment) = commitment ORDER BY id"
    with connections.translated(dossier.path), rows.readable("the decisions on commitments"):
        return [_to_decision(row) for row in dossier.connection.execute(sql, (commitment,))]


def held(history: Iterable[CommitmentDecision]) -> dict[str, Held]:
    """Return by commitment the decisions that hold; *history* is in the order written."""
    history = list(history)
    undone = {one.undoes for one in history if one.undoes}
    found: dict[str, Held] = {}
    for one in history:
        if one.decision == "undone" or one.id in undone:
            continue
        old = found.get(one.commitment, NOTHING)
        found[one.commitment] = _with(old, one)
    return found


def _with(old: Held, one: CommitmentDecision) -> Held:
    if one.decision == "verdict":
        return Held(verdict=one, attached=old.attached, detached=old.detached)
    key = one.statement or ""
    attached = {k: d for k, d in old.attached.items() if k != key}
    detached = {k: d for k, d in old.detached.items() if k != key}
    (attached if one.decision == "attached" else detached)[key] = one
    return Held(verdict=old.verdict, attached=attached, detached=detached)


def _last(history: Sequence[CommitmentDecision], key: str) -> CommitmentDecision:
    undone = {one.undoes for one in history}
    open_ones = [one for one in history if one.decision != "undone" and one.id not in undone]
    if not open_ones:
        raise SettingsError("there is no decision to undo.", where=key, do="see: onrecord commitments show")
    return open_ones[-1]


def _check(decision: Decided, by: str, evidence: str | None, status: str | None, key: str) -> None:
    if not by.strip():
        raise SettingsError("a decision needs the name of who made it.", where=key, do="give a name")
    if decision == "verdict" and status not in get_args(CommitmentStatus):
        do = f"one of {', '.join(get_args(CommitmentStatus))}"
        raise SettingsError(f"this is no status: {status}", where=key, do=do)
    if decision in ("attached", "detached") and evidence is None:
        raise SettingsError("evidence is a statement.", where=key, do="name it by its id")


def _put(db: sqlite3.Connection, one: CommitmentDecision) -> None:
    row = (
        one.id,
        one.commitment,
        one.decision,
        one.statement,
        one.status,
        one.dated,
        one.by,
        one.at,
        one.why,
        one.undoes,
    )
    db.execute(f"INSERT INTO commitment_decisions ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def _to_decision(row: Sequence[str | None]) -> CommitmentDecision:
    key, commitment, decision, statement, status, dated, by, at, why, undoes = row
    return CommitmentDecision(
        id=key or "",
        commitment=commitment or "",
        decision=cast("Decided", decision),
        by=by or "",
        at=at or "",
        statement=statement,
        status=cast("CommitmentStatus | None", status),
        dated=dated,
        why=why,
        undoes=undoes,
    )
