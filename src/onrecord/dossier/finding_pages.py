"""Give findings by pages, the newest first; count them by kind; and tell what persons decided on one."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace
from typing import Literal

import msgspec

from onrecord.dossier import connections, prefixes, rows
from onrecord.dossier.cursors import LIMIT, Page
from onrecord.dossier.findings import FindingDecision, are_one, pair_of
from onrecord.dossier.keysets import Keyset, bounded_count
from onrecord.dossier.store import Dossier
from onrecord.records import FINDING_KINDS, Finding, FindingKind, ReviewState, Right

FindingState = ReviewState | Literal["standing"]
_findings = msgspec.json.Decoder(Finding)
_ONCE = "NOT EXISTS (SELECT 1 FROM findings g WHERE g.key = f.key AND g.id < f.id)"
"""A finding that was computed for several scopes is listed once."""
_NO_AGAIN = (
    "f.id NOT IN (SELECT d.id FROM findings d JOIN (SELECT key, min(id) AS first FROM findings GROUP BY key"
    " HAVING count(*) > 1) e ON e.key = d.key AND d.id > e.first)"
)
"""The same, for many at a time: those that came again are found once for all."""
_NEWEST_FIRST = Keyset(table="findings f", columns=("f.day", "f.id"))
MOST_LOOKED_AT = 3000
"""Where nothing but a right narrows the findings down, it is looked for in so many of the newest."""
_BY_FIELD = {
    "kinds": "f.kind IN (SELECT value FROM json_each(:kinds))",
    "country": "f.country = :country",
    "thread": "f.thread = :thread",
    "right": (
        # Joined crosswise, which is the order that SQLite then keeps: from the few sides on.
        "EXISTS (SELECT 1 FROM finding_sides n CROSS JOIN statements s ON s.key = n.statement"
        " CROSS JOIN statement_rights r ON r.statement = s.id AND r.code = :right WHERE n.finding = f.id)"
    ),
    "state": "CASE :state WHEN 'standing' THEN f.review <> 'rejected' ELSE f.review = :state END",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingQuery:
    """Which findings are wanted: all conditions that are given must hold.

    *kinds*: any of them. *right*: a statement on either side is about it. *thread*: it is on this one. *state*
    "standing" takes all but the rejected.
    """

    kinds: tuple[FindingKind, ...] | None = None
    country: str | None = None
    right: Right | None = None
    thread: str | None = None
    state: FindingState | None = "standing"


def finding_page(
    dossier: Dossier,
    wanted: FindingQuery,
    *,
    after: str | None = None,
    before: str | None = None,
    limit: int = LIMIT,
    total: int | None = None,
) -> Page[Finding]:
    """Return a page of the wanted findings: those whose newer side was published last come first.

    *total* is how many there are, where the caller has counted them.

    Raises:
        SettingsError: *after* or *before* is no address of a page.
    """
    condition, given = _to_sql(wanted)
    with dossier.snapshot(), connections.translated(dossier.path), rows.readable("the findings"):
        found, back, on = _NEWEST_FIRST.page(
            dossier.connection,
            ("f.detail", "f.review", "f.thread"),
            condition,
            given,
            tuple[str, int],
            after,
            before,
            limit,
        )
        is_exact = True
        if total is None:
            total, is_exact = bounded_count(dossier.connection, "findings f", condition, given)
    items = tuple(_finding(*row) for row in found)
    return Page(items=items, before=back, after=on, total=total, is_total_exact=is_exact)


def count_kinds(dossier: Dossier, wanted: FindingQuery) -> dict[FindingKind, int]:
    """Return how many findings of each kind are wanted, whatever kinds are asked for; no zeros."""
    condition, given = _to_sql(replace(wanted, kinds=None), once=_NO_AGAIN)
    sql = f"SELECT f.kind, count(*) FROM findings f WHERE {condition} GROUP BY f.kind"
    with connections.translated(dossier.path):
        counts = dict(dossier.connection.execute(sql, given).fetchall())
    return {kind: counts[kind] for kind in FINDING_KINDS if kind in counts}


def count_countries(dossier: Dossier, wanted: FindingQuery) -> dict[str | None, int]:
    """Return how many findings on each country are wanted; no zeros."""
    condition, given = _to_sql(wanted, once=_NO_AGAIN)
    sql = f"SELECT f.country, count(*) FROM findings f WHERE {condition} GROUP BY f.country"
    with connections.translated(dossier.path):
        return dict(dossier.connection.execute(sql, given).fetchall())


def finding(dossier: Dossier, id_or_prefix: str) -> Finding:
    """Return the finding of this id, or the only one whose id begins so; also a rejected one.

    Raises:
        SettingsError: there is none, or there are several.
    """
    sql = "SELECT DISTINCT key FROM findings WHERE key >= ?1 AND key < ?1 || '~' LIMIT 2"
    key = prefixes.find_id(dossier, sql, id_or_prefix, what="findings", do="onrecord findings lists them")
    with connections.translated(dossier.path), rows.readable("the findings"):
        found = dossier.connection.execute("SELECT detail, review, thread FROM findings WHERE key = ? LIMIT 1", (key,))
        return _finding(*found.fetchone())


def _finding(detail: str, review: ReviewState, thread: str | None) -> Finding:
    return replace(_findings.decode(detail), review=review, thread=thread)


def decisions_on(dossier: Dossier, finding: Finding) -> list[FindingDecision]:
    """Return what persons decided on a finding, whatever id it had then, in the order in which they did."""
    sql = "SELECT key, finding, decision, decider, at, why, detail FROM finding_decisions WHERE pair = ? ORDER BY id"
    with connections.translated(dossier.path), rows.readable("the decisions on findings"):
        found = [_decision(*row) for row in dossier.connection.execute(sql, (pair_of(finding),))]
    return [one for one in found if are_one(finding, one.about)]


def _decision(key: str, finding: str, decision: str, by: str, at: str, why: str | None, detail: str) -> FindingDecision:
    return FindingDecision(
        id=key, finding=finding, decision=decision, by=by, at=at, why=why, about=_findings.decode(detail)  # type: ignore[arg-type]  # checked by the file
    )  # fmt: skip


def count_by_thread(db: sqlite3.Connection, thread: str, kinds: tuple[FindingKind, ...]) -> int:
    """Return how many findings of *kinds* that nobody rejected a thread has."""
    condition, given = _to_sql(FindingQuery(thread=thread, kinds=kinds))
    (count,) = db.execute(f"SELECT count(*) FROM findings f WHERE {condition}", given).fetchone()
    return int(count)


def _to_sql(wanted: FindingQuery, *, once: str = _ONCE) -> tuple[str, dict[str, str]]:
    given = {name: value for name in _BY_FIELD if (value := getattr(wanted, name)) is not None}
    if "kinds" in given:
        given["kinds"] = rows.to_json(given["kinds"])
    parts = [once, *(_BY_FIELD[name] for name in given)]
    if is_looked_through(wanted):
        parts.append(f"f.id IN (SELECT id FROM findings ORDER BY day DESC, id DESC LIMIT {MOST_LOOKED_AT})")
    return " AND ".join(parts), given


def is_looked_through(wanted: FindingQuery) -> bool:
    """Tell whether only the `MOST_LOOKED_AT` newest findings are looked through: all of them would take seconds."""
    return wanted.right is not None and wanted.country is None and wanted.thread is None
