"""What persons decide on statements: by whom, when and why; never changed, and taken back by a further record."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from onrecord.dossier import connections, effects, prefixes, rows, writing
from onrecord.dossier.effects import COLUMNS, VALUES, effective, judgement_of, to_review
from onrecord.dossier.review_checks import Changes, check_changes, completed
from onrecord.dossier.store import Dossier
from onrecord.errors import SettingsError
from onrecord.records import Judgement, Review, ReviewDecision, Statement, content_id

__all__ = [
    "Changes", "Decision", "Standing", "StatementReviews", "by_person", "check", "differing", "find_review",
    "find_statement", "log", "review", "reviews_of", "standing", "vouched", "without_repeats",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person wants written down about one statement, named by its id or the beginning of it.

    *undoes*: the review to take back, its id or how that begins; the last one that holds if None. *blind*: what is
    judged is what the machine made of it, whatever other persons have said; so two persons can code independently.
    *places*: the id of a review of a statement that is there no more, which is put on this one.
    """

    statement: str
    decision: ReviewDecision
    by: str
    why: str | None = None
    changes: Changes = field(default_factory=Changes)
    undoes: str | None = None
    blind: bool = False
    places: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The review that holds for a statement; *is_conflict*: no current reading has the statement any more.

    *disputed* names the values on which persons differ: the last word holds, and the others stay.
    """

    review: Review
    is_conflict: bool
    disputed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementReviews:
    """All that persons have said of a statement: the whole *log*, which review is *holding*, the last of each person.

    *disputed* names the values on which the persons differ; `statement` where one has it for none.
    """

    log: tuple[Review, ...]
    holding: Review | None
    by_person: dict[str, Review]
    disputed: tuple[str, ...]


def review(dossier: Dossier, decisions: Sequence[Decision], now: str) -> list[Review]:
    """Write down decisions and lay them over their statements: all of them, or none if one cannot be.

    What a review does not change it leaves as it stands, earlier corrections too; to confirm is to vouch for all of it.

    Args:
        dossier: open for writing.
        decisions: in the order in which they are made.
        now: ISO 8601 moment.

    Returns:
        The reviews as written, in the same order.

    Raises:
        SettingsError: a statement is not there or not unique, a value is none that can be given, or there is nothing to
            undo.
    """
    with dossier.transaction() as db:
        return [_review(dossier, db, decision, now) for decision in decisions]


def check(dossier: Dossier, decision: Decision) -> str:
    """Return the whole id of the statement that *decision* is about, if it could be written down.

    Raises:
        SettingsError: as by `review`.
    """
    with dossier.snapshot():
        key = find_statement(dossier, decision.statement)
        _check_decision(decision, key)
        if decision.decision == "undone":
            _chosen(effective(log(dossier, key)).get(key, []), decision.undoes, key)
            return key
        statement = dossier.statement(key)
        check_changes(decision.changes, dossier.document(statement.document), key, dossier.declared_countries())
    return key


def without_repeats(dossier: Dossier, decisions: Sequence[Decision]) -> list[Decision]:
    """Return *decisions* but for those that say what the same person has said last of the statement already."""
    holding = {one.review.statement: one.review for one in standing(dossier)}
    return [one for one in decisions if not _says(holding.get(find_statement(dossier, one.statement)), one)]


def _says(last: Review | None, decision: Decision) -> bool:
    if last is None or (last.decision, last.by, last.why) != (decision.decision, decision.by.strip(), decision.why):
        return False
    given = {name: getattr(last.values, name) for name in last.given}
    return given == dict(decision.changes)


def find_statement(dossier: Dossier, id_or_prefix: str) -> str:
    """Return the id of the only statement, of those in current readings or reviewed, whose id begins so.

    Raises:
        SettingsError: there is none, there are several, or too little of it is given.
    """
    sql = (
        "SELECT s.key FROM statements s JOIN readings r ON r.id = s.reading AND r.is_current = 1"
        " WHERE s.key >= ?1 AND s.key < ?1 || '~' UNION"
        " SELECT statement FROM reviews WHERE statement >= ?1 AND statement < ?1 || '~' ORDER BY 1 LIMIT 2"
    )
    do = "onrecord find and --json print the ids"
    return prefixes.find_id(dossier, sql, id_or_prefix, what="statements", do=do)


def log(dossier: Dossier, statement: str | None = None) -> list[Review]:
    """Return all reviews in the order in which they were written, or those of one statement."""
    sql = f"SELECT {COLUMNS} FROM reviews WHERE coalesce(?1, statement) = statement ORDER BY id"
    with connections.translated(dossier.path), rows.readable("the reviews"):
        return [to_review(row) for row in dossier.connection.execute(sql, (statement,))]


def standing(dossier: Dossier) -> list[Standing]:
    """Return the review that holds for each reviewed statement, in the order in which they were first reviewed.

    A review of a statement that is there no more, and that a person put on another one, is that one's now.
    """
    current = "SELECT s.key FROM statements s JOIN readings r ON r.id = s.reading WHERE r.is_current = 1 AND s.key = ?"
    with dossier.snapshot():
        stacks = effective(log(dossier))
        found = {key for key in stacks if dossier.connection.execute(current, (key,)).fetchone()}
    placed = {one.places for stack in stacks.values() for one in stack if one.places}
    return [
        Standing(review=stack[-1], is_conflict=key not in found, disputed=differing(by_person(stack).values()))
        for key, stack in stacks.items()
        if stack[-1].id not in placed
    ]


def reviews_of(dossier: Dossier, statement: str) -> StatementReviews:
    """Return all that persons have said of a statement, named by its whole id."""
    history = log(dossier, statement)
    stack = effective(history).get(statement, [])
    people = by_person(stack)
    return StatementReviews(
        log=tuple(history),
        holding=stack[-1] if stack else None,
        by_person=people,
        disputed=differing(people.values()),
    )


def by_person(stack: Iterable[Review]) -> dict[str, Review]:
    """Return the last review of each person, of those of one statement that were not undone."""
    return {one.by: one for one in stack}


def differing(found: Iterable[Review]) -> tuple[str, ...]:
    """Return the names of the values on which reviews of one statement differ, and `statement` if some reject it."""
    given = list(found)
    if len(given) < 2:
        return ()
    kept = [one.values for one in given if one.values is not None]
    names = [name for name in VALUES if len({_comparable(getattr(one, name)) for one in kept}) > 1]
    return tuple(["statement"] * (0 < len(kept) < len(given)) + names)


def _comparable(value: object) -> object:
    """Return a value without the order that says nothing."""
    return frozenset(value) if isinstance(value, tuple) else value


def find_review(dossier: Dossier, id_or_prefix: str) -> Review:
    """Return the only review whose id begins so.

    Raises:
        SettingsError: there is none, there are several, or too little of it is given.
    """
    sql = "SELECT key FROM reviews WHERE key >= ?1 AND key < ?1 || '~' LIMIT 2"
    do = "onrecord review list --json prints the ids"
    key = prefixes.find_id(dossier, sql, id_or_prefix, what="reviews", do=do)
    with connections.translated(dossier.path), rows.readable("the reviews"):
        return to_review(dossier.connection.execute(f"SELECT {COLUMNS} FROM reviews WHERE key = ?", (key,)).fetchone())


def vouched(dossier: Dossier) -> dict[str, frozenset[str]]:
    """Return which values persons spoke for, by statement: all where one confirmed it, else those that were given.

    Rejected statements are left out.
    """
    found = {key: stack for key, stack in effective(log(dossier)).items() if stack[-1].decision != "rejected"}
    return {key: frozenset(name for one in stack for name in _spoken_for(one)) for key, stack in found.items()}


def _spoken_for(one: Review) -> tuple[str, ...]:
    return VALUES if one.decision == "confirmed" else one.given


def _review(dossier: Dossier, db: sqlite3.Connection, decision: Decision, now: str) -> Review:
    key = find_statement(dossier, decision.statement)
    _check_decision(decision, key)
    history = log(dossier, key)
    stack = effective(history).get(key, [])
    if decision.decision == "undone":
        chosen = _chosen(stack, decision.undoes, key)
        made = _undo(chosen, decision, len(history), now)
        stack = [one for one in stack if one.id != chosen.id]
    else:
        statement = dossier.statement(key, as_stored=True)
        check_changes(decision.changes, dossier.document(statement.document), key, dossier.declared_countries())
        judged = _machine_made(db, statement) if decision.blind else statement
        made = _make(judged, decision, len(history), now)
        stack = [*stack, made]
    _put(db, made)
    _lay(dossier, db, key, stack[-1] if stack else None)
    return made


def _machine_made(db: sqlite3.Connection, statement: Statement) -> Statement:
    (number,) = db.execute(
        "SELECT s.id FROM statements s JOIN readings r ON r.id = s.reading WHERE s.key = ? AND r.is_current = 1",
        (statement.id,),
    ).fetchone()
    return effects.machine_statement(db, number) or statement


def _chosen(stack: Sequence[Review], wanted: str | None, key: str) -> Review:
    """Return the review to undo: the last one, or the one whose id begins so."""
    found = [one for one in stack if wanted is None or one.id.startswith(wanted)]
    if not found or (wanted is not None and len(found) > 1):
        what = "several reviews have ids that begin so." if found else "there is no review to undo."
        raise SettingsError(what, where=wanted or key, do="see: onrecord review list")
    return found[-1]


def _make(statement: Statement, decision: Decision, place: int, now: str) -> Review:
    given = tuple(name for name in VALUES if name in decision.changes)
    is_rejected = decision.decision == "rejected"
    changed = completed(statement, decision.changes)
    values: Judgement | None = None if is_rejected else replace(judgement_of(statement), **changed)
    parts = (statement.id, decision.decision, decision.by, now, decision.why, given, values, place)
    return Review(
        id=content_id("review", *parts),
        statement=statement.id,
        document=statement.document,
        decision=decision.decision,
        by=decision.by.strip(),
        at=now,
        why=decision.why,
        given=given,
        values=values,
        blind=decision.blind,
        places=decision.places,
    )


def _undo(last: Review, decision: Decision, place: int, now: str) -> Review:
    return Review(
        id=content_id("review", last.statement, "undone", decision.by, now, decision.why, last.id, place),
        statement=last.statement,
        document=last.document,
        decision="undone",
        by=decision.by.strip(),
        at=now,
        why=decision.why,
        undoes=last.id,
    )


def _put(db: sqlite3.Connection, made: Review) -> None:
    detail = rows.to_json(
        effects.ReviewDetail(given=made.given, values=made.values, blind=made.blind, places=made.places)
    )
    row = (made.id, made.statement, made.document, made.decision, made.by, made.at, made.why, made.undoes, detail)
    db.execute(f"INSERT INTO reviews ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)


def _lay(dossier: Dossier, db: sqlite3.Connection, key: str, holding: Review | None) -> None:
    """Let the review that holds, or none, stand over every stored statement of this id."""
    sql = (
        "SELECT s.id, r.made_by, d.key FROM statements s JOIN readings r ON r.id = s.reading"
        " JOIN documents d ON d.id = r.document WHERE s.key = ? AND r.is_current = 1"
    )
    for number, reader, document in db.execute(sql, (key,)).fetchall():
        machine = effects.machine_statement(db, number)
        machine = machine or dossier.statements_by_row([number], as_stored=True)[number]
        text = dossier.document(document).text
        put = writing.Statements(db, {})
        effects.put_effect(put, number, machine, holding, text, reader)


def _check_decision(decision: Decision, key: str) -> None:
    if decision.decision not in get_args(ReviewDecision):
        what = f"this is no decision: {decision.decision}"
        raise SettingsError(what, where=key, do=f"one of {', '.join(get_args(ReviewDecision))}")
    if not decision.by.strip():
        raise SettingsError("a review needs the name of who made it.", where=key, do="give a name")
    if decision.changes and decision.decision != "corrected":
        do = "say “correct”, or leave the values out"
        raise SettingsError("values are given, but it is not a correction.", where=key, do=do)
    if not decision.changes and decision.decision == "corrected":
        raise SettingsError("a correction says what is right.", where=key, do="give at least one value")
