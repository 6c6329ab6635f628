"""What persons decide on statements: by whom, when and why; never changed, and taken back by a further record."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypedDict, get_args

from onrecord.dossier import connections, effects, prefixes, rows, writing
from onrecord.dossier.effects import COLUMNS, VALUES, effective, judgement_of, to_review
from onrecord.dossier.store import Dossier
from onrecord.errors import SettingsError
from onrecord.records import (
    ACTS,
    RIGHTS,
    STANCES,
    Act,
    Document,
    Judgement,
    Review,
    ReviewDecision,
    Right,
    Span,
    Speaker,
    Stance,
    Statement,
    When,
    content_id,
)


class Changes(TypedDict, total=False):
    """The values that a person gives; those left out stay as they are. Spans are of the document's frozen text."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speakers: tuple[Speaker, ...]
    rights: tuple[Right, ...]
    act: Act
    stance: Stance
    hedged: bool
    target: str | None
    time: When


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person wants written down about one statement, named by its id or the beginning of it."""

    statement: str
    decision: ReviewDecision
    by: str
    why: str | None = None
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The review that holds for a statement; *is_conflict*: no current reading has the statement any more."""

    review: Review
    is_conflict: bool


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
            _last(effective(log(dossier, key)).get(key, []), key)
            return key
        statement = dossier.statement(key)
        _check_changes(decision.changes, dossier.document(statement.document), key)
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
    """Return the review that holds for each reviewed statement, in the order in which they were written."""
    current = "SELECT s.key FROM statements s JOIN readings r ON r.id = s.reading WHERE r.is_current = 1 AND s.key = ?"
    with dossier.snapshot():
        holding = [stack[-1] for stack in effective(log(dossier)).values()]
        found = {r.statement for r in holding if dossier.connection.execute(current, (r.statement,)).fetchone()}
    return [Standing(review=r, is_conflict=r.statement not in found) for r in holding]


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
        made = _undo(_last(stack, key), decision, len(history), now)
        stack = stack[:-1]
    else:
        statement = dossier.statement(key, as_stored=True)
        _check_changes(decision.changes, dossier.document(statement.document), key)
        made = _make(statement, decision, len(history), now)
        stack = [*stack, made]
    _put(db, made)
    _lay(dossier, db, key, stack[-1] if stack else None)
    return made


def _last(stack: Sequence[Review], key: str) -> Review:
    if not stack:
        raise SettingsError("there is no review to undo.", where=key, do="see: onrecord review list")
    return stack[-1]


def _make(statement: Statement, decision: Decision, place: int, now: str) -> Review:
    given = tuple(name for name in VALUES if name in decision.changes)
    is_rejected = decision.decision == "rejected"
    values: Judgement | None = None if is_rejected else replace(judgement_of(statement), **decision.changes)
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
    detail = rows.to_json(effects.ReviewDetail(given=made.given, values=made.values))
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


def _check_changes(changes: Changes, document: Document, key: str) -> None:
    for name, allowed in (("act", ACTS), ("stance", STANCES)):
        if name in changes and changes[name] not in allowed:  # type: ignore[literal-required]
            raise _unknown(name, str(changes[name]), allowed, key)  # type: ignore[literal-required]
    rights = changes.get("rights", ())
    for code in rights:
        if code not in RIGHTS or rights.count(code) > 1:
            raise _unknown("right", code, RIGHTS, key)
    for name in ("source", "cue", "content"):
        if name in changes:
            _check_spans(name, changes[name], document.text, key)  # type: ignore[literal-required]
    if "content" in changes and not changes["content"]:
        raise SettingsError("a statement without content says nothing.", where=key, do="reject it instead")


def _unknown(name: str, value: str, allowed: Iterable[str], key: str) -> SettingsError:
    return SettingsError(f"this is no {name}, or it is given twice: {value}", where=key, do=f"of {', '.join(allowed)}")


def _check_spans(name: str, spans: Sequence[Span], text: str, key: str) -> None:
    is_inside = all(0 <= start < end <= len(text) for start, end in spans)
    if not is_inside or any(first[1] > second[0] for first, second in pairwise(spans)):
        what = f"the {name} is not made of stretches of the text, in its order."
        raise SettingsError(what, where=key, do=f"give START-END of its {len(text)} characters")
