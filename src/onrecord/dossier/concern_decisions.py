"""What persons decide on concerns: whether they are any, where they stand, and a verdict; never changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, cast

import msgspec

from onrecord.bills.concern_ledger import Verdict
from onrecord.dossier import connections, prefixes, rows
from onrecord.dossier.store import Dossier
from onrecord.errors import SettingsError
from onrecord.records import CONCERN_STATES, Concern, ConcernState, ReviewState, content_id

ConcernDecided = Literal["accepted", "rejected", "verdict", "placed", "undone"]
COLUMNS = "key, concern, decision, state, version, cites, reviewer, at, why, undoes"
_REVIEWS: dict[str, ReviewState] = {"accepted": "confirmed", "rejected": "rejected"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernDecision:
    """A decision: *by* whom, *at* which ISO 8601 moment in UTC, *why*. None is ever changed.

    A verdict gives a *state*; a placing says which *cites* of a *version* the concern is about. What takes a decision
    back names the one that it *undoes*.
    """

    id: str
    concern: str
    decision: ConcernDecided
    by: str
    at: str
    state: ConcernState | None = None
    version: str | None = None
    cites: tuple[str, ...] = ()
    why: str | None = None
    undoes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The decisions that hold for a concern: the last of each kind, and of each version that it was placed in."""

    review: ConcernDecision | None = None
    verdict: ConcernDecision | None = None
    placed: dict[str, ConcernDecision] = field(default_factory=dict)


def decide(
    dossier: Dossier,
    concern: str,
    decision: ConcernDecided,
    *,
    by: str,
    now: str,
    why: str | None = None,
    state: str | None = None,
    version: str | None = None,
    cites: Sequence[str] = (),
) -> ConcernDecision:
    """Write a decision down.

    Args:
        dossier: open for writing.
        concern: its id, or how that begins.
        decision: what is decided; "undone" takes the last decision on the concern back.
        by: the name of who decides.
        now: ISO 8601 moment.
        why: the reason.
        state: the verdict.
        version: the id of the version that it is placed in.
        cites: the provisions there; none says that it is about nothing in that version.

    Raises:
        SettingsError: something named is not there or not unique, or nothing is there to undo.
    """
    with dossier.transaction() as db:
        key = find_concern(dossier, concern)
        _check(decision, by, state, version, key)
        history = log(dossier, key)
        undoes = _last(history, key).id if decision == "undone" else None
        made = ConcernDecision(
            id=content_id("concern-decision", key, decision, state, version, cites, by, now, why, len(history)),
            concern=key,
            decision=decision,
            by=by.strip(),
            at=now,
            state=cast("ConcernState | None", state),
            version=version,
            cites=tuple(cites),
            why=why,
            undoes=undoes,
        )
        _put(db, made)
    return made


def find_concern(dossier: Dossier, id_or_prefix: str) -> str:
    """Return the id of the only concern whose id begins so.

    Raises:
        SettingsError: there is none, there are several, or too little of it is given.
    """
    sql = "SELECT key FROM concerns WHERE key >= ?1 AND key < ?1 || '~' LIMIT 2"
    do = "onrecord bill concerns lists them with their ids"
    return prefixes.find_id(dossier, sql, id_or_prefix, what="concerns", do=do)


def log(dossier: Dossier, concern: str | None = None) -> list[ConcernDecision]:
    """Return all decisions in the order in which they were written, or those on one concern."""
    sql = f"SELECT {COLUMNS} FROM concern_decisions WHERE coalesce(?1, concern) = concern ORDER BY id"
    with connections.translated(dossier.path), rows.readable("the decisions on concerns"):
        return [_to_decision(row) for row in dossier.connection.execute(sql, (concern,))]


def held(history: Iterable[ConcernDecision]) -> dict[str, Held]:
    """Return by concern the decisions that hold; *history* is in the order written."""
    history = list(history)
    undone = {one.undoes for one in history if one.undoes}
    found: dict[str, Held] = {}
    for one in history:
        if one.decision != "undone" and one.id not in undone:
            found[one.concern] = _with(found.get(one.concern, Held()), one)
    return found


def lay(dossier: Dossier, found: Sequence[Concern]) -> list[Concern]:
    """Return concerns with the decisions that hold laid over them."""
    holding = held(log(dossier))
    return [_laid(one, holding.get(one.id, Held())) for one in found]


def verdicts(dossier: Dossier) -> dict[str, Verdict]:
    """Return by concern who gave its verdict, when and why."""
    holding = {key: one.verdict for key, one in held(log(dossier)).items()}
    return {key: Verdict(by=one.by, at=one.at, why=one.why) for key, one in holding.items() if one}


def _with(old: Held, one: ConcernDecision) -> Held:
    if one.decision == "verdict":
        return replace(old, verdict=one)
    if one.decision == "placed":
        return replace(old, placed={**old.placed, one.version or "": one})
    return replace(old, review=one)


def _laid(concern: Concern, holding: Held) -> Concern:
    placed = {version: one.cites for version, one in holding.placed.items()}
    return replace(
        concern,
        provisions={**concern.provisions, **placed},
        verdict=holding.verdict.state if holding.verdict else None,
        review=_REVIEWS[holding.review.decision] if holding.review else concern.review,
    )


def _last(history: Sequence[ConcernDecision], key: str) -> ConcernDecision:
    undone = {one.undoes for one in history}
    open_ones = [one for one in history if one.decision != "undone" and one.id not in undone]
    if not open_ones:
        raise SettingsError("there is no decision to undo.", where=key, do="see: onrecord bill concerns")
    return open_ones[-1]


def _check(decision: ConcernDecided, by: str, state: str | None, version: str | None, key: str) -> None:
    if not by.strip():
        raise SettingsError("a decision needs the name of who made it.", where=key, do="give a name")
    if decision == "verdict" and state not in CONCERN_STATES:
        raise SettingsError(f"this is no state: {state}", where=key, do=f"one of {', '.join(CONCERN_STATES)}")
    if decision == "placed" and version is None:
        raise SettingsError("provisions are those of a version.", where=key, do="name the version")


def _put(db: sqlite3.Connection, one: ConcernDecision) -> None:
    cites = rows.to_json(one.cites) if one.decision == "placed" else None
    row = (one.id, one.concern, one.decision, one.state, one.version, cites, one.by, one.at, one.why, one.undoes)
    db.execute(f"INSERT INTO concern_decisions ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def _to_decision(row: Sequence[str | None]) -> ConcernDecision:
    key, concern, decision, state, version, cites, by, at, why, undoes = row
    return ConcernDecision(
        id=key or "",
        concern=concern or "",
        decision=cast("ConcernDecided", decision),
        by=by or "",
        at=at or "",
        state=cast("ConcernState | None", state),
        version=version,
        cites=msgspec.json.decode(cites, type=tuple[str, ...]) if cites else (),
        why=why,
        undoes=undoes,
    )
