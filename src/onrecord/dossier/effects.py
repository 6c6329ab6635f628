"""What a review does to the statement that it is about. What writes runs inside a transaction that its caller holds.

A review stands in the log, which only grows; its effect stands in the row of the statement, so that searches, filters
and briefs see it; what the machine had made of the statement is kept beside it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

import msgspec

from onrecord.dossier import rows, writing
from onrecord.records import Document, Judgement, Review, ReviewState, Span, Statement, cut

COLUMNS = "key, statement, document, decision, reviewer, at, why, undoes, detail"
VALUES = tuple(field.name for field in fields(Judgement))
"""The values that a person can give."""


class ReviewDetail(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a row of `reviews` keeps as JSON."""

    given: tuple[str, ...] = ()
    values: Judgement | None = None
    blind: bool = False
    places: str | None = None


_details = msgspec.json.Decoder(ReviewDetail)
_statements = msgspec.json.Decoder(Statement)


def to_review(row: Sequence[Any]) -> Review:
    """Return the review of a row with `COLUMNS`."""
    key, statement, document, decision, by, at, why, undoes, text = row
    detail = _details.decode(text)
    return Review(
        id=key,
        statement=statement,
        document=document,
        decision=decision,
        by=by,
        at=at,
        why=why,
        given=detail.given,
        values=detail.values,
        undoes=undoes,
        blind=detail.blind,
        places=detail.places,
    )


def effective(log: Iterable[Review]) -> dict[str, list[Review]]:
    """Return by statement the reviews that were not undone, the one that holds last; *log* is in the order written."""
    standing: dict[str, list[Review]] = {}
    for review in log:
        stack = standing.setdefault(review.statement, [])
        if review.decision != "undone":
            stack.append(review)
        else:
            stack[:] = [one for one in stack if one.id != review.undoes]
    return {statement: stack for statement, stack in standing.items() if stack}


def judged(machine: Statement, review: Review, text: str) -> Statement:
    """Return what the machine made of a statement with the *review* laid over it; *text* is its document's."""
    if review.values is None:
        return replace(machine, review="rejected")
    values: dict[str, Any] = {name: getattr(review.values, name) for name in VALUES}
    state: ReviewState = "corrected" if review.decision == "corrected" else "confirmed"
    if review.values.content != machine.content:
        caveats = zip(machine.exceptions, machine.limited, strict=False)
        kept = [pair for pair in caveats if is_within(pair[0], review.values.content)]
        values |= {"exceptions": tuple(one for one, _ in kept), "limited": tuple(one for _, one in kept)}
    return replace(machine, **values, quote=cut(text, review.values.content), review=state)


def is_within(span: Span, content: Sequence[Span]) -> bool:
    """Tell whether a span touches what is said."""
    return any(start < span[1] and span[0] < end for start, end in content)


def judgement_of(statement: Statement) -> Judgement:
    """Return the values of *statement* that a review can change."""
    return Judgement(**{name: getattr(statement, name) for name in VALUES})


def machine_statement(db: sqlite3.Connection, number: int) -> Statement | None:
    """Return what the machine made of the statement in row *number*; None where no review stands over it."""
    found = db.execute("SELECT record FROM machine_statements WHERE statement = ?", (number,)).fetchone()
    return _statements.decode(found[0]) if found else None


def put_machine(db: sqlite3.Connection, number: int, machine: Statement) -> None:
    """Keep what the machine made of the statement in row *number*, beside what a review makes of it."""
    sql = "INSERT OR REPLACE INTO machine_statements (statement, record) VALUES (?, ?)"
    db.execute(sql, (number, rows.to_json(machine)))


def put_effect(
    put: writing.Statements, number: int, machine: Statement, review: Review | None, text: str, reader: str
) -> None:
    """Let *review* stand over the *machine*'s statement in row *number*; None takes off what stands there."""
    if review is None:
        put.db.execute("DELETE FROM machine_statements WHERE statement = ?", (number,))
        put.replace(number, machine, text, reader)
    else:
        put_machine(put.db, number, machine)
        put.replace(number, judged(machine, review, text), text, reader)


def reapply(put: writing.Statements, document: Document, found: Sequence[Statement], reading: int, reader: str) -> None:
    """Lay the reviews of *document* over the statements of a new *reading* of it that they are about."""
    sql = f"SELECT {COLUMNS} FROM reviews WHERE document = ? ORDER BY id"
    standing = effective(to_review(row) for row in put.db.execute(sql, (document.id,)))
    for statement in found:
        if statement.id in standing:
            same = (statement.id, reading)
            (number,) = put.db.execute("SELECT id FROM statements WHERE (key, reading) = (?, ?)", same).fetchone()
            put_effect(put, number, statement, standing[statement.id][-1], document.text, reader)
