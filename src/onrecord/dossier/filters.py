"""Say which statements are wanted, and put it into SQL."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.dossier.rows import fold
from onrecord.records import Act, Camp, ReviewState, Right, Stance, Voice

_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_PLAIN_MARKS = str.maketrans("“”„«»\0", '""""" ')


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFilter:
    """Which statements are wanted: all conditions that are given must hold.

    *since* and *until* are ISO 8601 dates, also years or months, both inclusive; a statement counts by the time that
    it is about, or where that is unknown by the day its document was published; with neither it is left out.
    *speaker* is any part of a name, case and accents ignored, *said_by* the id of a known speaker
    (`onrecord.dossier.speakers`); *document* and *thread* are ids; *text* is words that
    occur in quote or source, in any order, phrases in quotation marks. *review* "standing" takes all but the rejected.
    """

    country: str | None = None
    since: str | None = None
    until: str | None = None
    right: Right | None = None
    act: Act | None = None
    stance: Stance | None = None
    camp: Camp | None = None
    speaker: str | None = None
    document: str | None = None
    voice: Voice | None = None
    text: str | None = None
    thread: str | None = None
    review: ReviewState | Literal["standing"] | None = None
    said_by: str | None = None


EVERYTHING = StatementFilter()

STATEMENTS = (
    "statements s JOIN readings r ON r.id = s.reading AND r.is_current = 1"
    " JOIN texts t ON t.id = r.text JOIN documents d ON d.id = r.document"
)
"""The tables that conditions are over: statements of current readings, with their reading, text and document."""

SAID_BY = (
    "s.id IN (SELECT l.statement FROM known_speakers k JOIN speaker_places p ON p.final = k.id"
    " JOIN statement_speakers l ON l.speaker = p.speaker JOIN statements q ON q.id = l.statement"
    " JOIN readings qr ON qr.id = q.reading WHERE k.key = :said_by AND p.country = coalesce(q.country, '')"
    " AND (p.document = 0 OR p.document = qr.document))"
)
"""Statements of a known speaker, whatever documents call it."""

_BY_FIELD = {
    "country": "s.country = :country",
    "since": "coalesce(s.time_end, s.time_start, t.published_end, t.published_start) >= :since",
    # "~" sorts behind every digit and hyphen, so that "2021" takes in all of that year.
    "until": "coalesce(s.time_start, s.time_end, t.published_start, t.published_end) <= :until || '~'",
    "right": "s.id IN (SELECT statement FROM statement_rights WHERE code = :right)",
    "act": "s.act = :act",
    "stance": "s.stance = :stance",
    "camp": (
        "s.id IN (SELECT ss.statement FROM speakers p JOIN statement_speakers ss ON ss.speaker = p.id"
        " WHERE p.camp = :camp)"
    ),
    "thread": (
        "s.id IN (SELECT m.statement FROM thread_members m JOIN threads h ON h.id = m.thread WHERE h.key = :thread)"
    ),
    "speaker": (
        "s.id IN (SELECT ss.statement FROM speakers p JOIN statement_speakers ss ON ss.speaker = p.id"
        " WHERE instr(p.folded, :speaker) > 0 OR p.id IN (SELECT o.speaker FROM known_speakers k JOIN speaker_places o"
        " ON o.final = k.id WHERE k.edited = 1 AND instr(k.folded, :speaker) > 0))"
    ),
    "said_by": SAID_BY,
    "document": "d.key = :document",
    "voice": "s.voice = :voice",
    "review": "CASE :review WHEN 'standing' THEN s.review <> 'rejected' ELSE s.review = :review END",
    "text": "s.id IN (SELECT rowid FROM words WHERE words MATCH :text)",
}


def to_sql(wanted: StatementFilter) -> tuple[str, dict[str, Any]]:
    """Return the condition (joined by AND, "1" for none) over `STATEMENTS`, and its parameters."""
    given = {name: value for name in _BY_FIELD if (value := getattr(wanted, name)) is not None}
    condition = " AND ".join(_BY_FIELD[name] for name in given) or "1"
    if "speaker" in given:
        given["speaker"] = fold(given["speaker"])
    if "text" in given:
        given["text"] = match_all(given["text"])
    return condition, given


def match_all(query: str) -> str:
    """Return the FTS5 query for all words and phrases of what a user typed; it matches nothing where there are none."""
    return " AND ".join(terms_of(query)) or '""'


def match_telling(query: str) -> str:
    """Return the FTS5 query for all words and phrases of what a user typed but those that tell nothing, like "the".

    They would stand in most of what it finds; by the others it is put in order.
    """
    return " AND ".join(_telling(query)) or '""'


def match_any(query: str) -> str:
    """Return the FTS5 query for any word of what a user typed that tells something, while its phrases stay required."""
    terms = _telling(query)
    phrases = [t for t in terms if " " in t]
    loose = [t for t in terms if " " not in t]
    return " AND ".join([*phrases, *([f"({' OR '.join(loose)})"] if loose and not phrases else [])]) or '""'


def _telling(query: str) -> list[str]:
    """Return the terms without words like "the"; all of them where there are no others."""
    from onrecord.threads.words import function_words  # slow to load, and searches alone need it

    terms = terms_of(query)
    return [term for term in terms if term.strip('"').lower() not in function_words()] or terms


def phrases_of(query: str) -> str:
    """Return only the phrases in quotation marks of what a user typed, still in quotation marks."""
    return " ".join(term for term in terms_of(query) if " " in term)


def terms_of(query: str) -> list[str]:
    """Return each word or phrase of what a user typed as an FTS5 string.

    A star at the end of a word asks for words that begin so.
    """
    found = _TERM.findall(query.translate(_PLAIN_MARKS))
    return [_quoted(phrase or word) for phrase, word in found if any(map(str.isalnum, phrase or word))]


def _quoted(term: str) -> str:
    star = "*" if term.endswith("*") else ""
    return '"' + term.rstrip("*").replace('"', " ").strip() + '"' + star
