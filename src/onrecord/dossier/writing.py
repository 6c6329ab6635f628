"""Put records into rows. Every function here runs inside a transaction that its caller holds."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.dossier import rows, vectors
from onrecord.errors import IntegrityError
from onrecord.records import (
    Blob,
    Document,
    Issue,
    Marked,
    Sighting,
    Span,
    Speaker,
    Statement,
    Stretch,
    cut,
    sha256_hex,
    statement_id,
)

WIDTH = 384
"""Dimensions of a stored vector."""

_REPORT = "this is a fault of onrecord: please report it; nothing of the document was stored"


def check(blob: Blob, document: Document, statements: Sequence[Statement]) -> None:
    """Make sure that what is about to be stored holds together, so that nothing false is ever kept.

    Raises:
        IntegrityError: a hash is wrong, or a statement does not cut its own words from the text.
    """
    if document.sha256 != sha256_hex(blob.data) or document.text_sha256 != sha256_hex(document.text.encode()):
        raise IntegrityError("the document's hashes are not those of its bytes and text.", where=blob.name, do=_REPORT)
    marks: tuple[Marked | Stretch, ...] = (*document.boilerplate, *document.disclosures, *document.scare_quotes)
    if not _are_inside(((mark.start, mark.end) for mark in marks), document.text):
        raise IntegrityError("a mark on the document lies outside its text.", where=blob.name, do=_REPORT)
    counts = Counter(s.id for s in statements)
    for statement in statements:
        if counts[statement.id] > 1:
            raise IntegrityError("a statement is given twice.", where=f"{blob.name}, {statement.id}", do=_REPORT)
        if statement.within is not None and (statement.within == statement.id or not counts[statement.within]):
            what = "a statement lies within one that is not there."
            raise IntegrityError(what, where=f"{blob.name}, {statement.id}", do=_REPORT)
        if fault := fault_of(statement, document):
            raise IntegrityError(f"a statement {fault}.", where=f"{blob.name}, statement {statement.id}", do=_REPORT)


def fault_of(statement: Statement, document: Document, made_from: Statement | None = None) -> str | None:
    """Return what is wrong with the place of *statement* in *document*, or None.

    A statement to which a review gave other words keeps the id that its words *made_from* gave it.
    """
    if statement.document != document.id:
        return "belongs to another document"
    if not statement.content or not _are_inside(_spans_of(statement), document.text):
        return "has a span outside the text"
    if statement.quote != cut(document.text, statement.content):
        return "quotes other words than it points at"
    first = made_from or statement
    parts = (document, first.voice, first.source, first.cue, first.content)
    return None if statement.id == statement_id(*parts) else "has an id that is not made from its spans"


def _spans_of(statement: Statement) -> Iterator[Span]:
    yield from (*statement.source, *statement.cue, *statement.content, *statement.exceptions)
    for instrument in statement.instruments:
        yield from instrument.spans
    yield from (figure.span for figure in statement.figures)


def _are_inside(spans: Iterable[Span], text: str) -> bool:
    return all(0 <= start < end <= len(text) for start, end in spans)


def put_document(db: sqlite3.Connection, blob: Blob, document: Document) -> tuple[int, bool]:
    """Return the row id of the document, and whether it is new here."""
    found = db.execute("SELECT id FROM documents WHERE sha256 = ?", (document.sha256,)).fetchone()
    if found:
        return int(found[0]), False
    number = _insert(db, "documents", {"key": document.id, "sha256": document.sha256})
    codec, body = rows.pack(blob.data)
    _insert(db, "originals", {"document": number, "size": len(blob.data), "codec": codec, "body": body})
    return number, True


def put_text(db: sqlite3.Connection, number: int, document: Document) -> int:
    """Return the row id of the document's text, put beside those of other extractors if it is new."""
    same = (number, document.text_sha256, document.made_by)
    found = db.execute("SELECT id FROM texts WHERE (document, sha256, made_by) = (?, ?, ?)", same).fetchone()
    return int(found[0]) if found else _insert(db, "texts", {"document": number, **rows.text_row(document)})


def put_reading(db: sqlite3.Connection, number: int, text: int, document: Document, reader: str) -> int | None:
    """Return the row id of a new, now current reading; None if this reader has read this text already."""
    if db.execute("SELECT 1 FROM readings WHERE (text, made_by) = (?, ?)", (text, reader)).fetchone():
        return None
    old = db.execute("SELECT id FROM readings WHERE document = ? AND is_current = 1", (number,)).fetchone()
    if old:
        _retire(db, old[0])
    return _insert(
        db,
        "readings",
        {
            "document": number,
            "text": text,
            "made_by": reader,
            "order_key": f"{document.published.start or 'unknown'} {document.id}",
            "is_current": 1,
        },
    )


def _retire(db: sqlite3.Connection, reading: int) -> None:
    """Take a reading out of both searches; its statements stay."""
    db.execute(
        "INSERT INTO words (words, rowid, quote, source_words)"
        " SELECT 'delete', id, quote, source_words FROM statements WHERE reading = ?",
        (reading,),
    )
    db.execute("DELETE FROM sketches WHERE reading = ?", (reading,))
    db.execute("UPDATE readings SET is_current = 0 WHERE id = ?", (reading,))


_WORDS = "rowid, quote, source_words"
_FOUND_BY = "id, quote, source_words FROM statements WHERE id = ?"


class Statements:
    """Stores statements, and puts others in their place.

    Args:
        db: the dossier, inside a transaction.
        speakers: row ids of speakers that are known to be stored; new ones are added to it.
    """

    def __init__(self, db: sqlite3.Connection, speakers: dict[Speaker, int]) -> None:
        self.db, self._speakers = db, speakers

    def put(
        self, statements: Sequence[Statement], codes: NDArray[np.int8], reading: int, text: str, reader: str
    ) -> None:
        """Store *statements* in the order of the text, with their (n, 384) int8 *codes*, for both searches."""
        order = sorted(range(len(statements)), key=lambda i: (rows.position_of(statements[i]), statements[i].id))
        (first,) = self.db.execute("SELECT coalesce(max(id), 0) + 1 FROM statements").fetchone()
        for number, i in enumerate(order, start=first):
            self._put_one(statements[i], number, reading, text, reader)
        ordered = codes[order]
        packed = ((number, row.tobytes()) for number, row in enumerate(ordered, start=first))
        self.db.executemany("INSERT INTO vectors (statement, codes) VALUES (?, ?)", packed)
        bits = vectors.sketch(ordered).tobytes()
        _insert(self.db, "sketches", {"reading": reading, "first": first, "bits": bits})
        self.db.execute(
            "INSERT INTO words (rowid, quote, source_words)"
            " SELECT id, quote, source_words FROM statements WHERE reading = ?",
            (reading,),
        )

    def replace(self, number: int, statement: Statement, text: str, reader: str) -> None:
        """Let the row *number* hold *statement* instead: what is searched and filtered by follows."""
        is_current = "SELECT 1 FROM spoken WHERE id = ?"
        is_searched = self.db.execute(is_current, (number,)).fetchone() is not None
        if is_searched:
            self.db.execute(f"INSERT INTO words (words, {_WORDS}) SELECT 'delete', {_FOUND_BY}", (number,))
        self._unlink(number)  # first: what counts the statements of speakers looks at the row as it was
        row, speakers = self._row(statement, text, reader)
        columns = ", ".join(f"{name} = ?" for name in row)
        self.db.execute(f"UPDATE statements SET {columns} WHERE id = ?", (*row.values(), number))
        self._link(number, statement, speakers)
        if is_searched:
            self.db.execute(f"INSERT INTO words ({_WORDS}) SELECT {_FOUND_BY}", (number,))

    def _unlink(self, number: int) -> None:
        """Take the row *number* out of the lists of its rights and speakers, which are not ordered by statement."""
        sql = "SELECT detail, packed FROM statements WHERE id = ?"
        detail = rows.decode_statement_detail(*self.db.execute(sql, (number,)).fetchone())
        for table, column, found in (
            ("statement_rights", "code", detail.rights), ("statement_speakers", "speaker", detail.speakers)
        ):  # fmt: skip
            sql = f"DELETE FROM {table} WHERE ({column}, statement) = (?, ?)"
            self.db.executemany(sql, [(value, number) for value in found])

    def _put_one(self, statement: Statement, number: int, reading: int, text: str, reader: str) -> None:
        row, speakers = self._row(statement, text, reader)
        _insert(self.db, "statements", {"id": number, "reading": reading, **row})
        self._link(number, statement, speakers)

    def _row(self, statement: Statement, text: str, reader: str) -> tuple[rows.Row, tuple[int, ...]]:
        speakers = tuple(self._speaker(s) for s in statement.speakers)
        return rows.statement_row(statement, text, speakers, reader), speakers

    def _link(self, number: int, statement: Statement, speakers: tuple[int, ...]) -> None:
        self.db.executemany(
            "INSERT INTO statement_rights (code, statement) VALUES (?, ?)",
            [(code, number) for code in dict.fromkeys(statement.rights)],
        )
        self.db.executemany(
            "INSERT INTO statement_speakers (speaker, statement) VALUES (?, ?)",
            [(speaker, number) for speaker in dict.fromkeys(speakers)],
        )

    def _speaker(self, speaker: Speaker) -> int:
        if speaker not in self._speakers:
            row = rows.speaker_row(speaker)
            found = self.db.execute("SELECT id FROM speakers WHERE key = ?", (row["key"],)).fetchone()
            self._speakers[speaker] = int(found[0]) if found else _insert(self.db, "speakers", row)
        return self._speakers[speaker]


def put_sightings(db: sqlite3.Connection, number: int, sightings: Iterable[Sighting]) -> None:
    """Store where the document was seen; a place already known only gets its last time."""
    for sighting in sightings:
        row = rows.sighting_row(sighting)
        found = db.execute(
            "UPDATE sightings SET last_seen_at = coalesce(max(last_seen_at, ?1), last_seen_at, ?1)"
            " WHERE document = ?2 AND place = ?3",
            (row["seen_at"], number, row["place"]),
        )
        if not found.rowcount:
            _insert(db, "sightings", {"document": number, **row})


def put_issues(db: sqlite3.Connection, issues: Iterable[Issue]) -> None:
    """Store issues; one that is there already stays as it is."""
    db.executemany(
        "INSERT OR IGNORE INTO issues (key, kind, stage, what, place, do, document) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(i.id, i.kind, i.stage, i.what, i.where, i.do, i.document) for i in issues],
    )


def _insert(db: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> int:
    marks = ", ".join("?" * len(row))
    done = db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
    return int(done.lastrowid or 0)
