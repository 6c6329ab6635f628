"""Find statements by their words and by what they mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.dossier import vectors
from onrecord.dossier.choosing import choose, matching
from onrecord.dossier.connections import translated
from onrecord.dossier.facts_kept import facts_of, sketches_of
from onrecord.dossier.filters import (
    EVERYTHING,
    StatementFilter,
    match_all,
    match_any,
    match_telling,
    phrases_of,
)
from onrecord.dossier.store import Dossier
from onrecord.records import Statement

By = Literal["words", "meaning", "both"]

FUSION_RANKS = 60
"""How far down a list still counts: the constant of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)."""
MOST_RANKED = 20_000
"""So many statements with the words of a query are ranked by them; a query that more have says little by its words."""
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
            Statements with all words are preferred; if there are none, any will do but words like "the".
        query_vector: (384,) float32, the meaning of *query*; None searches by words alone.
        wanted: only these statements.
        limit: at most so many hits.
    """
    depth = max(10 * limit, 100)
    with translated(dossier.path), dossier.snapshot():
        chosen = None if wanted == EVERYTHING else _chosen(dossier, wanted)
        by_words = _find_words(dossier.connection, query, chosen, depth)
        by_meaning: list[int] = []
        if query_vector is not None:
            if phrases := phrases_of(query):
                chosen = _chosen(dossier, replace(wanted, text=" ".join(filter(None, (wanted.text, phrases)))))
            by_meaning = _find_near(dossier, query_vector, chosen, depth)
        scores = _fuse(by_words, by_meaning)
        best = sorted(scores, key=lambda number: (-scores[number], number))[:limit]
        found = dossier.statements_by_row(best)
    sides = (set(by_words), set(by_meaning))
    return [Hit(statement=found[n], score=scores[n], by=_by(n, *sides)) for n in best]


Chosen = NDArray[np.bool_]
"""By row of a statement, whether a filter wants it; rows behind its end are not wanted."""


def _chosen(dossier: Dossier, wanted: StatementFilter) -> Chosen:
    facts = facts_of(dossier)
    ids = facts.column("id")
    chosen = np.zeros(int(ids.max(initial=0)) + 1, np.bool_)
    chosen[ids[choose(dossier.connection, facts, wanted)]] = True
    return chosen


def _among(numbers: NDArray[np.int64], chosen: Chosen) -> NDArray[np.bool_]:
    inside = numbers < len(chosen)
    return inside & chosen[np.where(inside, numbers, 0)]


def _find_words(db: sqlite3.Connection, query: str, chosen: Chosen | None, depth: int) -> list[int]:
    for match, telling in ((match_all(query), match_telling(query)), (match_any(query), match_any(query))):
        found = matching(db, match)
        if chosen is None and len(found):
            return _ranked(db, match, found, depth, is_narrowed=False)
        if chosen is not None and len(found := found[_among(found, chosen)]):
            return _ranked(db, telling, found, depth, is_narrowed=True)
    return []


def _ranked(
    db: sqlite3.Connection, match: str, found: NDArray[np.int64], depth: int, *, is_narrowed: bool
) -> list[int]:
    """Return the best of the rows *found* by what of *match* they have; of very many, the last added are compared."""
    given: dict[str, object] = {"match": match, "depth": depth, "first": int(found[-MOST_RANKED:][0])}
    condition = "words MATCH :match AND rowid >= :first"
    if is_narrowed:
        condition += " AND +rowid IN (SELECT value FROM json_each(:rows))"
        given["rows"] = str(found[-MOST_RANKED:].tolist())
    sql = f"SELECT rowid FROM words WHERE {condition} ORDER BY rank, rowid LIMIT :depth"
    return [number for (number,) in db.execute(sql, given)]


def _find_near(dossier: Dossier, query: NDArray[np.float32], chosen: Chosen | None, depth: int) -> list[int]:
    codes = vectors.quantise(query.reshape(1, -1))
    with sketches_of(dossier) as kept:
        words, numbers = kept.words[:, : kept.used], kept.ids[: kept.used]
        allowed = np.flatnonzero((numbers > 0) if chosen is None else (numbers > 0) & _among(numbers, chosen))
        if len(allowed) < len(numbers):
            words, numbers = words[:, allowed], numbers[allowed]
        differing = vectors.distances(vectors.sketch(codes)[0], words)
        close = numbers[vectors.smallest(differing, max(CANDIDATES, 2 * depth))].tolist()
    return _rank(_codes(dossier.connection, sorted(close)), vectors.restore(codes)[0])[:depth]


def _codes(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, bytes]:
    sql = "SELECT statement, codes FROM vectors WHERE statement IN (SELECT value FROM json_each(?))"
    return dict(db.execute(sql, (str(list(numbers)),)))


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
