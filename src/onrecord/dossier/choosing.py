"""Choose among the facts of all statements: which of them a filter wants."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from onrecord.dossier.facts import (
    REVIEWS,
    UNDATED,
    VOICES,
    Facts,
    Mask,
    bits_of,
    country_number,
    day_number,
    last_number,
    place_in,
)
from onrecord.dossier.filters import StatementFilter, match_all
from onrecord.dossier.rows import fold
from onrecord.dossier.said import said_by
from onrecord.records import ACTS, CAMPS, RIGHTS, STANCES

_Condition = Callable[[Facts, str], Mask]


def _since(facts: Facts, day: str) -> Mask:
    mask: Mask = facts.column("last") >= max(day_number(day), UNDATED + 1)
    return mask


def _until(facts: Facts, day: str) -> Mask:
    first = facts.column("first")
    mask: Mask = (first <= last_number(day)) & (first != UNDATED)
    return mask


def _review(facts: Facts, review: str) -> Mask:
    if review == "standing":
        return ~_is(facts, "review", REVIEWS, "rejected")
    return _is(facts, "review", REVIEWS, review)


def _is(facts: Facts, column: str, codes: tuple[str, ...], code: str) -> Mask:
    mask: Mask = facts.column(column) == place_in(codes, code)
    return mask


def _has(facts: Facts, column: str, codes: tuple[str, ...], code: str) -> Mask:
    mask: Mask = (facts.column(column) & bits_of(codes, [code])) != 0
    return mask


def _country(facts: Facts, code: str) -> Mask:
    mask: Mask = facts.column("country") == country_number(code)
    return mask


_BY_FACT: dict[str, _Condition] = {
    "country": _country,
    "since": _since,
    "until": _until,
    "right": lambda facts, code: _has(facts, "rights", RIGHTS, code),
    "act": lambda facts, code: _is(facts, "act", ACTS, code),
    "stance": lambda facts, code: _is(facts, "stance", STANCES, code),
    "camp": lambda facts, code: _has(facts, "camps", CAMPS, code),
    "voice": lambda facts, code: _is(facts, "voice", VOICES, code),
    "review": _review,
}
_BY_ROWS = {
    "thread": "SELECT m.statement FROM threads h JOIN thread_members m ON m.thread = h.id WHERE h.key = ?",
    "speaker": (
        "SELECT ss.statement FROM speakers p JOIN statement_speakers ss ON ss.speaker = p.id"
        " WHERE instr(p.folded, ?1) > 0 OR p.id IN (SELECT o.speaker FROM known_speakers k JOIN speaker_places o"
        " ON o.final = k.id WHERE k.edited = 1 AND instr(k.folded, ?1) > 0)"
    ),
}
_GIVEN: dict[str, Callable[[str], str]] = {"speaker": fold}


def choose(db: sqlite3.Connection, facts: Facts, wanted: StatementFilter) -> Mask:
    """Return which statements are wanted: the same as `to_sql` says.

    Args:
        db: the dossier, in the snapshot that *facts* are of.
        facts: of all statements.
        wanted: all conditions that are given must hold.
    """
    mask = np.ones(len(facts), np.bool_)
    for name, condition in _BY_FACT.items():
        if (value := getattr(wanted, name)) is not None:
            mask &= condition(facts, value)
    if wanted.document is not None:
        mask &= _of_document(db, facts, wanted.document)
    if wanted.said_by is not None:
        mask &= said_by(db, facts, wanted.said_by)
    for name, sql in _BY_ROWS.items():
        if (value := getattr(wanted, name)) is not None:
            found = db.execute(sql, (_GIVEN.get(name, str)(value),)).fetchall()
            mask &= facts.mask_of(np.array(found, np.int64).reshape(-1))
    if wanted.text is not None:
        mask &= facts.mask_of(matching(db, match_all(wanted.text)))
    return mask


def matching(db: sqlite3.Connection, match: str) -> NDArray[np.int64]:
    """Return the rows of the statements that an FTS5 query finds, ascending; as text, a million come in 0.1 s."""
    (found,) = db.execute("SELECT group_concat(rowid) FROM words WHERE words MATCH ?", (match,)).fetchone()
    return np.fromstring(found or "", np.int64, sep=",")


def _of_document(db: sqlite3.Connection, facts: Facts, document: str) -> Mask:
    sql = "SELECT r.id FROM documents d JOIN readings r ON r.document = d.id AND r.is_current = 1 WHERE d.key = ?"
    mask = np.zeros(len(facts), np.bool_)
    for (reading,) in db.execute(sql, (document,)):
        mask[facts.stretch(reading)] = True
    return mask
