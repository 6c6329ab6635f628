"""Reviews whose statement no reading has any more: kept, shown, and put by a person on what is there now."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import numpy as np

from onrecord.dossier import connections, effects, own_statements, reviews, rows, speaker_rows, vectors
from onrecord.dossier.review_checks import SPANS, Changes
from onrecord.dossier.reviews import Decision
from onrecord.dossier.store import Dossier
from onrecord.errors import SettingsError
from onrecord.records import Review, Statement

_SIMILAR = 5
"""Statements that are shown beside a conflict at most."""
_SOME_OVERLAP = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A review whose statement is there no more; *quote* and *source* are the words that it was about.

    *is_same_text*: the document's text is the one that they stand in. *candidates*: statements that say much the same,
    best first; whether one of them is meant is for a person to say.
    """

    review: Review
    quote: str
    source: str
    is_same_text: bool
    candidates: tuple[str, ...]


def conflicts(dossier: Dossier) -> list[Conflict]:
    """Return the reviews that hold and whose statement is there no more, in the order in which they were written."""
    gone = (
        "SELECT 1 FROM reviews v WHERE NOT EXISTS (SELECT 1 FROM statements s JOIN readings r ON r.id = s.reading"
        " WHERE s.key = v.statement AND r.is_current = 1) LIMIT 1"
    )
    with dossier.snapshot(), connections.translated(dossier.path):
        if not dossier.connection.execute(gone).fetchone():
            return []
        return [_conflict(dossier, one.review) for one in reviews.standing(dossier) if one.is_conflict]


def place(dossier: Dossier, review: str, statement: str, *, by: str, now: str, why: str | None = None) -> Review:
    """Put a review whose statement is there no more on one that is: what it said of labels and speakers holds there.

    Spans stay as this statement has them: no quotation is moved to a look-alike. To undo the new review leaves the
    conflict as it was.

    Args:
        dossier: open for writing.
        review: its id, or how that begins.
        statement: of the same document; its id, or how that begins.
        by: the name of who decides.
        now: ISO 8601 moment.
        why: the reason.

    Returns:
        The new review.

    Raises:
        SettingsError: it is no conflict, the statement is not there or stands in another document, or no name is given.
    """
    found = reviews.find_review(dossier, review)
    _check_conflict(dossier, found)
    target = dossier.statement(reviews.find_statement(dossier, statement))
    if target.document != found.document:
        what = "the statement stands in another document than the one that was reviewed."
        raise SettingsError(what, where=f"{found.id}, {target.id}", do="review it anew: onrecord review correct")
    changes = _carried(found)
    decision = "confirmed" if found.decision == "corrected" and not changes else found.decision
    asked = Decision(statement=target.id, decision=decision, by=by, why=why, changes=changes, places=found.id)
    (made,) = reviews.review(dossier, [asked], now)
    return made


def keep_own(dossier: Dossier, review: str, *, by: str, now: str) -> Statement:
    """Keep the statement of a review that no reading has any more, as one that a person found: its reviews hold again.

    Args:
        dossier: open for writing.
        review: its id, or how that begins.
        by: the name of who decides.
        now: ISO 8601 moment.

    Raises:
        SettingsError: it is no conflict, it rejected the statement, its document has another text now, or no name is
            given.
    """
    found = reviews.find_review(dossier, review)
    _check_conflict(dossier, found)
    if not by.strip():
        raise SettingsError("a statement of one's own needs the name of who vouches for it.", where=found.id, do="--by")
    if found.values is None:
        raise SettingsError("what was rejected is not kept as a statement.", where=found.id, do="undo the review first")
    number, statement = _last_reading(dossier, found.statement)
    if not _is_same_text(dossier, number):
        do = "find its words in the text as it is read now, and put the review on that statement: onrecord review place"
        raise SettingsError("the document has another text now.", where=found.document, do=do)
    (codes,) = dossier.connection.execute("SELECT codes FROM vectors WHERE statement = ?", (number,)).fetchone()
    meaning = vectors.restore(np.frombuffer(codes, np.int8).reshape(1, -1))
    own_statements.add_own(dossier, found.document, [statement], meaning, now)
    return dossier.statement(statement.id)


def _carried(review: Review) -> Changes:
    """Return what a review says that does not hang on the old place."""
    changes = Changes()
    for name in review.given:
        if name not in (*SPANS, "instruments", "figures") and review.values is not None:
            changes[name] = getattr(review.values, name)  # type: ignore[literal-required]
    return changes


def _check_conflict(dossier: Dossier, review: Review) -> None:
    holding = {one.review.id: one for one in reviews.standing(dossier)}
    if review.id not in holding or not holding[review.id].is_conflict:
        what = "this review is no conflict: it was taken back or placed, or its statement is there."
        raise SettingsError(what, where=review.id, do="onrecord review conflicts lists those that are")


def _conflict(dossier: Dossier, review: Review) -> Conflict:
    number, statement = _last_reading(dossier, review.statement)
    is_same = _is_same_text(dossier, number)
    row = dossier.connection.execute("SELECT source_words FROM statements WHERE id = ?", (number,)).fetchone()
    near = _candidates(dossier.connection, review.document, statement)
    return Conflict(review=review, quote=statement.quote, source=row[0], is_same_text=is_same, candidates=tuple(near))


def _last_reading(dossier: Dossier, key: str) -> tuple[int, Statement]:
    """Return the row of a statement in the newest reading that had it, and what the machine had made of it."""
    sql = "SELECT max(id) FROM statements WHERE key = ?"
    with connections.translated(dossier.path):
        (number,) = dossier.connection.execute(sql, (key,)).fetchone()
        if number is None:
            raise SettingsError("there is no such statement.", where=key, do="run onrecord verify")
        made = effects.machine_statement(dossier.connection, number)
        return number, made or _stored(dossier.connection, number)


def _stored(db: sqlite3.Connection, number: int) -> Statement:
    """Return the statement of a row, also of a reading that is not current any more."""
    sql = (
        "SELECT s.*, d.key AS document, r.made_by AS reader FROM statements s JOIN readings r ON r.id = s.reading"
        " JOIN documents d ON d.id = r.document WHERE s.id = ?"
    )
    (row,) = speaker_rows.select(db, sql, (number,))
    with rows.readable(f"statement {row['key']}"):
        detail = rows.decode_statement_detail(row["detail"], row["packed"])
        return rows.to_statement(row, detail, speaker_rows.Cast(db).speakers(detail.speakers, "", 0, {}))


def _is_same_text(dossier: Dossier, number: int) -> bool:
    sql = (
        "SELECT o.sha256 = n.sha256 FROM statements s JOIN readings r ON r.id = s.reading JOIN texts o ON o.id = r.text"
        " JOIN readings c ON c.document = r.document AND c.is_current = 1 JOIN texts n ON n.id = c.text WHERE s.id = ?"
    )
    return bool(dossier.connection.execute(sql, (number,)).fetchone()[0])


def _candidates(db: sqlite3.Connection, document: str, gone: Statement) -> list[str]:
    """Return statements that share words with one that is gone, those that share most first."""
    sql = (
        "SELECT s.id, s.key, s.quote FROM statements s JOIN readings r ON r.id = s.reading AND r.is_current = 1"
        " JOIN documents d ON d.id = r.document WHERE d.key = ? ORDER BY s.id"
    )
    mine = _words(gone.quote)
    scored = [(_overlap(mine, _words(quote)), key) for _, key, quote in db.execute(sql, (document,))]
    near = sorted((-score, key) for score, key in scored if score >= _SOME_OVERLAP)
    return [key for _, key in near[:_SIMILAR]]


def _words(quote: str) -> set[str]:
    return set(rows.fold(quote).split())


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one and other else 0.0
