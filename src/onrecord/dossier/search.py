"""Find statements by their words and by what they mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.dossier import vectors
from onrecord.dossier.connections import translated
from onrecord.dossier.filters import (
    EVERYTHING,
    STATEMENTS,
    StatementFilter,
    match_all,
    match_any,
    phrases_of,
    to_sql,
)
from onrecord.dossier.store import Dossier
from onrecord.records import Statement

By = Literal["words", "meaning", "both"]

FUSION_RANKS = 60
"""How far down a list still counts: the constant of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""
CANDIDATES = 1_000
"""Statements with the nearest sketches that are compared by their codes.

Of the 20 nearest among 11,000 news sentences, 200 candidates hold 94 %, 500 hold 98.9 %, 1,000 hold 99.8 %
(`benchmarks/dossier.py --recall`).
"""
NEAREST_COSINE = 0.35
"""Statements less like the query than this are no answers.

Of 11,000 news sentences, a query on their matters lets through 262 at 0.30, 117 at 0.35 and 48 at 0.40; one on matters
that they do not touch 1.2, 0.2 and 0 (`benchmarks/dossier.py --recall`).
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A statement that answers a query; *score* only orders the hits of one query. *by*: which search found it."""

    statement: Statement
    score: float
    by: By


def find(
    dossier: Dossier,
    query: str,
    query_vector: NDArray[np.float32] | None = None,
    wanted: StatementFilter = EVERYTHING,
    limit: int = 20,
) -> list[Hit]:
    """Return the statements that answer *query* best, best first.

    Both searches give a ranked list, and the lists are joined by reciprocal ranks: what both find comes first.

    Args:
        dossier: where to look.
        query: words; phrases in quotation marks must occur as they stand; a star ends the beginning of a word.
            Statements with all words are preferred; if there are none, any word will do.
        query_vector: (384,) float32, the meaning of *query*; None searches by words alone.
        wanted: only these statements.
        limit: at most so many hits.
    """
    depth = max(10 * limit, 100)
    with translated(dossier.path), dossier.snapshot():
        db = dossier.connection
        by_words = _find_words(db, query, wanted, depth)
        with_phrases = replace(wanted, text=" ".join(filter(None, (wanted.text, phrases_of(query)))) or None)
        by_meaning = [] if query_vector is None else _find_near(db, query_vector, with_phrases, depth)
        scores = _fuse(by_words, by_meaning)
        best = sorted(scores, key=lambda number: (-scores[number], number))[:limit]
        found = dossier.statements_by_row(best)
    sides = (set(by_words), set(by_meaning))
    return [Hit(statement=found[n], score=scores[n], by=_by(n, *sides)) for n in best]


def _find_words(db: sqlite3.Connection, query: str, wanted: StatementFilter, depth: int) -> list[int]:
    condition, given = to_sql(wanted)
    sql = (
        f"SELECT s.id FROM {STATEMENTS} JOIN words ON words.rowid = s.id"
        f" WHERE words MATCH :query AND {condition} ORDER BY words.rank, s.key LIMIT :depth"
    )
    for match in (match_all(query), match_any(query)):
        found = db.execute(sql, {**given, "query": match, "depth": depth}).fetchall()
        if found:
            return [number for (number,) in found]
    return []


def _find_near(db: sqlite3.Connection, query: NDArray[np.float32], wanted: StatementFilter, depth: int) -> list[int]:
    codes = vectors.quantise(query.reshape(1, -1))
    numbers, sketches = _sketches(db)
    if wanted != EVERYTHING:
        allowed = np.isin(numbers, _allowed(db, wanted))
        numbers, sketches = numbers[allowed], sketches[allowed]
    differing = vectors.distances(vectors.sketch(codes)[0], sketches)
    close = numbers[vectors.smallest(differing, max(CANDIDATES, 2 * depth))]
    return _rank(_codes(db, sorted(close.tolist())), vectors.restore(codes)[0])[:depth]


def _sketches(db: sqlite3.Connection) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """Return the row ids (n,) of all searchable statements and their (n, 48) sketches."""
    stored = db.execute("SELECT first, bits FROM sketches ORDER BY first").fetchall()
    bits = np.frombuffer(b"".join(b for _, b in stored), np.uint8).reshape(-1, 48)
    counts = np.array([len(b) // 48 for _, b in stored], np.int64)
    firsts = np.array([first for first, _ in stored], np.int64)
    offsets = np.arange(len(bits)) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(firsts, counts) + offsets, bits


def _allowed(db: sqlite3.Connection, wanted: StatementFilter) -> NDArray[np.int64]:
    condition, given = to_sql(wanted)
    return np.array([n for (n,) in db.execute(f"SELECT s.id FROM {STATEMENTS} WHERE {condition}", given)], np.int64)


def _codes(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, bytes]:
    sql = "SELECT statement, codes FROM vectors WHERE statement = ?"
    return dict(row for n in numbers for row in db.execute(sql, (n,)))


def _rank(stored: Mapping[int, bytes], query: NDArray[np.float32]) -> list[int]:
    """Return the row ids of *stored* codes that are near enough to *query*, nearest first."""
    if not stored:
        return []
    numbers = np.array(list(stored), np.int64)
    codes = np.frombuffer(b"".join(stored.values()), np.int8).reshape(len(numbers), -1)
    cosines = vectors.restore(codes) @ query
    order = np.lexsort((numbers, -cosines))
    return [int(n) for n in numbers[order[cosines[order] >= NEAREST_COSINE]]]


def _fuse(*rankings: Sequence[int]) -> dict[int, float]:
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, number in enumerate(ranking, start=1):
            scores[number] = scores.get(number, 0.0) + 1 / (FUSION_RANKS + rank)
    return scores


def _by(number: int, by_words: set[int], by_meaning: set[int]) -> By:
    if number in by_words and number in by_meaning:
        return "both"
    return "words" if number in by_words else "meaning"
