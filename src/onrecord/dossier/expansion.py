"""What a search takes a question to ask: words, phrases and beginnings of words; and where they stand in a text."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.dossier.connections import translated
from onrecord.dossier.filters import match_all, match_any, terms_of
from onrecord.dossier.rows import fold
from onrecord.dossier.store import Dossier
from onrecord.records import Span

TermKind = Literal["word", "phrase", "beginning"]
MOST_SPELLINGS = 8
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A part of a question.

    *words* as they are looked for: without case and accents, in a row if there are several. *spellings* are the words
    that begin so and stand in most statements, with in how many; only for a beginning. *statements* have the term.
    """

    kind: TermKind
    words: tuple[str, ...]
    spellings: tuple[tuple[str, int], ...] = ()
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Expansion:
    """How a question was understood.

    *matched*: statements with `all` terms were found; or, as none has all of them, those with `any` of them
    but words like "the"; or `none`.
    """

    terms: tuple[Term, ...]
    matched: Literal["all", "any", "none"]


def expanded(dossier: Dossier, query: str) -> Expansion:
    """Return how *query* is understood, whatever filter is set beside it."""
    with dossier.snapshot(), translated(dossier.path):
        db = dossier.connection
        terms = tuple(_term(db, term) for term in terms_of(query))
        if not terms:
            return Expansion(terms=(), matched="none")
        if _has_any(db, match_all(query)):
            return Expansion(terms=terms, matched="all")
        return Expansion(terms=terms, matched="any" if _has_any(db, match_any(query)) else "none")


def _term(db: sqlite3.Connection, term: str) -> Term:
    words = tuple(fold(word) for word in _WORD.findall(term))
    is_beginning = term.endswith("*")
    kind: TermKind = "beginning" if is_beginning else "phrase" if len(words) > 1 else "word"
    spellings = tuple(_spellings(db, words[0])) if is_beginning and len(words) == 1 else ()
    (count,) = db.execute("SELECT count(*) FROM words WHERE words MATCH ?", (term,)).fetchone()
    return Term(kind=kind, words=words, spellings=spellings, statements=count)


def _spellings(db: sqlite3.Connection, beginning: str) -> list[tuple[str, int]]:
    sql = "SELECT term, doc FROM vocabulary WHERE term >= ? AND term < ? ORDER BY doc DESC, term LIMIT ?"
    return db.execute(sql, (beginning, beginning + "\U0010ffff", MOST_SPELLINGS)).fetchall()


def _has_any(db: sqlite3.Connection, match: str) -> bool:
    return db.execute("SELECT 1 FROM words WHERE words MATCH ? LIMIT 1", (match,)).fetchone() is not None


def highlights(query: str, text: str) -> tuple[Span, ...]:
    """Return where terms of *query* stand in *text*: spans in reading order, none inside another."""
    words = [(fold(found.group()), found.span()) for found in _WORD.finditer(text)]
    spans = sorted(span for term in terms_of(query) for span in _places(term, words))
    kept: list[Span] = []
    for start, end in spans:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return tuple(kept)


def _places(term: str, words: list[tuple[str, Span]]) -> Iterator[Span]:
    wanted = [fold(word) for word in _WORD.findall(term)]
    for n in range(len(words) - len(wanted) + 1 if wanted else 0):
        found = [word for word, _ in words[n : n + len(wanted)]]
        is_last_same = found[-1].startswith(wanted[-1]) if term.endswith("*") else found[-1] == wanted[-1]
        if found[:-1] == wanted[:-1] and is_last_same:
            yield words[n][1][0], words[n + len(wanted) - 1][1][1]
