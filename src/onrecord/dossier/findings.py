"""Findings as they were computed last, and what persons decided on them: remembered when they are computed again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import msgspec

from onrecord.dossier import connections, prefixes, rows
from onrecord.dossier.store import Dossier
from onrecord.errors import SettingsError
from onrecord.records import Finding, FindingKind, ReviewState, content_id
from onrecord.text.spans import overlap

FindingVerdict = Literal["confirmed", "rejected", "undone"]
"""What a person can say of a finding; `undone` takes the last word back."""
_findings = msgspec.json.Decoder(Finding)
_SCOPED = "SELECT f.detail, f.review, f.thread FROM findings f"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingDecision:
    """A person's decision on a finding: *by* whom, *at* which ISO 8601 moment, *why*; *about* is it as it was then.

    *is_conflict*: nothing computed now joins the same statements in this way any more.
    """

    id: str
    finding: str
    decision: FindingVerdict
    by: str
    at: str
    why: str | None = None
    about: Finding
    is_conflict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFilter:
    """Which findings are wanted: all conditions that are given must hold; rejected ones only if asked for."""

    kinds: Sequence[FindingKind] = ()
    country: str | None = None
    thread: str | None = None
    statement: str | None = None
    rejected: bool = False


def put_findings(db: sqlite3.Connection, scope: str, findings: Iterable[Finding]) -> int:
    """Store the findings of a *scope* in the place of those that were computed for it before.

    Decisions of persons are laid over them. Runs inside a transaction of the caller.

    Args:
        db: the dossier.
        scope: what they were computed for, for example `document:ID`, `country:KAZ`, `all`.
        findings: all of them; one that comes twice is stored once.

    Returns:
        How many there are.
    """
    clear_findings(db, scope)
    unique = {finding.id: finding for finding in findings}
    for finding in unique.values():
        _insert(db, scope, replace(finding, review=_review_of(db, finding)))
    return len(unique)


def clear_findings(db: sqlite3.Connection, scope: str) -> None:
    """Take away the findings of a *scope*; what persons decided on them stays."""
    within = "SELECT id FROM findings WHERE scope = ?"
    db.execute(f"DELETE FROM finding_sides WHERE finding IN ({within})", (scope,))
    db.execute("DELETE FROM findings WHERE scope = ?", (scope,))


def _insert(db: sqlite3.Connection, scope: str, one: Finding) -> None:
    row = (one.id, scope, one.kind, one.rule, one.country, one.thread, one.review, rows.to_json(one))
    columns = "key, scope, kind, rule, country, thread, review, detail, day"
    sql = f"INSERT INTO findings ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
    number = db.execute(sql, (*row, _day_of(db, one))).lastrowid
    sides = {side.statement for side in (one.a, one.b) if side and side.statement}
    db.executemany("INSERT INTO finding_sides VALUES (?, ?)", [(key, number) for key in sorted(sides)])


def _day_of(db: sqlite3.Connection, one: Finding) -> str:
    """Return the day on which the newer side was published; empty if it is unknown of both."""
    sql = (
        "SELECT max(t.published_start) FROM documents d JOIN readings r ON r.document = d.id AND r.is_current = 1"
        " JOIN texts t ON t.id = r.text WHERE d.key IN (?, ?)"
    )
    (day,) = db.execute(sql, (one.a.document, one.b.document if one.b else None)).fetchone()
    return day or ""


def _review_of(db: sqlite3.Connection, finding: Finding) -> ReviewState:
    standing: list[ReviewState] = []
    sql = "SELECT decision, detail FROM finding_decisions WHERE pair = ? ORDER BY id"
    for decision, detail in db.execute(sql, (pair_of(finding),)):
        if not are_one(finding, _findings.decode(detail)):
            continue
        if decision != "undone":
            standing.append(decision)
        elif standing:
            standing.pop()
    return standing[-1] if standing else "machine"


def pair_of(finding: Finding) -> str:
    """Return what a person's decision on a finding holds for: its kind and its statements, in one order."""
    sides = [side.statement or side.document if side else "" for side in (finding.a, finding.b)]
    return " ".join((finding.kind, *sorted(sides)))


def are_one(finding: Finding, other: Finding) -> bool:
    """Tell whether two findings of one `pair_of` are the same: inside of one statement their words must meet."""
    if finding.b is None or other.b is None or finding.a.statement != finding.b.statement:
        return True
    return any(overlap(one, two) for one in finding.b.spans for two in other.b.spans)


def findings(dossier: Dossier, wanted: FindingFilter | None = None, limit: int | None = None) -> list[Finding]:
    """Return the wanted findings in the order in which they were stored, each once."""
    condition, given = _to_sql(wanted or FindingFilter())
    sql = f"{_SCOPED} WHERE {condition} GROUP BY f.key ORDER BY min(f.id) LIMIT ?"
    with connections.translated(dossier.path), rows.readable("the findings"):
        found = dossier.connection.execute(sql, (*given, -1 if limit is None else limit)).fetchall()
        return [replace(_findings.decode(detail), review=review, thread=thread) for detail, review, thread in found]


def _to_sql(wanted: FindingFilter) -> tuple[str, list[str]]:
    parts, given = ["1"], list[str]()
    if wanted.kinds:
        parts.append(f"f.kind IN ({', '.join('?' * len(wanted.kinds))})")
        given += wanted.kinds
    for column, value in (("f.country", wanted.country), ("f.thread", wanted.thread)):
        if value is not None:
            parts.append(f"{column} = ?")
            given.append(value)
    if wanted.statement is not None:
        parts.append("f.id IN (SELECT finding FROM finding_sides WHERE statement = ?)")
        given.append(wanted.statement)
    if not wanted.rejected:
        parts.append("f.review <> 'rejected'")
    return " AND ".join(parts), given


def follow_threads(db: sqlite3.Connection) -> None:
    """Put findings to the threads in which their statements stand now; in a transaction of the caller."""
    sides = (
        "finding_sides n JOIN thread_members m ON m.key = n.statement JOIN threads t ON t.id = m.thread"
        " WHERE n.finding = findings.id"
    )
    db.execute(
        f"UPDATE findings SET thread = (SELECT t.key FROM {sides} ORDER BY n.statement LIMIT 1)"
        f" WHERE thread IS NOT NULL AND EXISTS (SELECT 1 FROM {sides})"
        f" AND NOT EXISTS (SELECT 1 FROM {sides} AND t.key = findings.thread)"
    )


def decide_finding(
    dossier: Dossier, id_or_prefix: str, decision: FindingVerdict, *, by: str, now: str, why: str | None = None
) -> FindingDecision:
    """Write down what a person says of a finding; it holds whenever one of its kind joins the same statements again.

    Raises:
        SettingsError: there is no such finding or there are several, no name is given, or there is nothing to undo.
    """
    if decision not in get_args(FindingVerdict):
        raise SettingsError(f"this is no decision on a finding: {decision}", do="confirmed, rejected or undone")
    if not by.strip():
        raise SettingsError("a decision needs the name of who made it.", where=id_or_prefix, do="give a name")
    with dossier.transaction() as db:
        about = _find(db, id_or_prefix)
        if decision == "undone" and _review_of(db, about) == "machine":
            raise SettingsError("there is no decision to undo.", where=about.id, do="see: onrecord findings --json")
        (place,) = db.execute("SELECT count(*) FROM finding_decisions").fetchone()
        key = content_id("finding-decision", about.id, decision, by, now, why, place)
        row = (key, about.id, decision, by.strip(), now, why, rows.to_json(about))
        columns = "key, finding, decision, decider, at, why, detail"
        sql = f"INSERT INTO finding_decisions ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)"
        db.execute(sql, row)
        _lay_over(db, about)
    return FindingDecision(id=key, finding=about.id, decision=decision, by=by.strip(), at=now, why=why, about=about)


def _lay_over(db: sqlite3.Connection, about: Finding) -> None:
    """Let the findings that are one with *about* show what was decided on it."""
    review = _review_of(db, about)
    for number, detail in db.execute("SELECT id, detail FROM findings WHERE pair = ?", (pair_of(about),)).fetchall():
        if are_one(about, _findings.decode(detail)):
            db.execute("UPDATE findings SET review = ? WHERE id = ?", (review, number))


def _find(db: sqlite3.Connection, id_or_prefix: str) -> Finding:
    sql = (
        "SELECT key, detail FROM findings WHERE key >= ?1 AND key < ?1 || '~' UNION ALL"
        " SELECT finding, detail FROM finding_decisions WHERE finding >= ?1 AND finding < ?1 || '~'"
    )
    found: dict[str, str] = {}
    if len(id_or_prefix) >= prefixes.SHORTEST:
        for key, detail in db.execute(sql, (id_or_prefix,)):
            found.setdefault(key, detail)
    if len(found) == 1:
        return _findings.decode(next(iter(found.values())))
    what = "several findings have ids that begin so." if found else "there is no such finding."
    raise SettingsError(what, where=id_or_prefix or "(empty id)", do="onrecord findings --json prints the ids")


def finding_decisions(dossier: Dossier) -> Iterator[FindingDecision]:
    """Yield all decisions on findings in the order in which they were written."""
    columns = "d.key, d.finding, d.decision, d.decider, d.at, d.why, d.detail"
    there = "EXISTS (SELECT 1 FROM findings f WHERE f.pair = d.pair)"
    with connections.translated(dossier.path), rows.readable("the decisions on findings"):
        found = dossier.connection.execute(
            f"SELECT {columns}, {there} FROM finding_decisions d ORDER BY d.id"
        ).fetchall()
    for key, finding, decision, by, at, why, detail, is_there in found:
        yield FindingDecision(
            id=key, finding=finding, decision=decision, by=by, at=at, why=why, about=_findings.decode(detail),
            is_conflict=not is_there,
        )  # fmt: skip
