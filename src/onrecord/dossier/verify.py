"""Recompute everything that a dossier claims about its words; nothing is ever moved or mended."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator

import msgspec
import numpy as np

from onrecord.dossier import effects, facts, intakes, notes, rows, vectors, writing
from onrecord.dossier.store import Dossier
from onrecord.records import Document, Issue, Statement, cut, make_issue, sha256_hex

_RESTORE = "go back to a copy of the dossier, or add the source again to a new one"
_REBUILD = "export the dossier and add its documents to a new one"
_AGAIN = "run the same onrecord add again; it goes on where it stopped"

Check = Callable[[sqlite3.Connection], Iterator[Issue]]


def verify(dossier: Dossier) -> list[Issue]:
    """Recompute the hash of each original and text, cut each span again, and check the file itself.

    Returns:
        One issue for each thing that no longer is what was stored, and for each intake that was interrupted; empty if
        all is well.
    """
    found: list[Issue] = []
    checks: list[Check] = [
        _check_file,
        _check_originals,
        _check_texts,
        _check_links,
        _check_vectors,
        _check_facts,
        _check_intakes,
    ]
    for check in checks:
        try:
            found += check(dossier.connection)
        except sqlite3.DatabaseError as exc:
            found.append(
                _issue("database", f"SQLite cannot read a part of the file: {exc}.", str(dossier.path), _RESTORE)
            )
    return [*found, *_check_words(dossier), *notes.faults(dossier)]


def _issue(kind: str, what: str, where: str, do: str = _RESTORE, document: str | None = None) -> Issue:
    return make_issue(kind, "verify", what, where, do, document)


def _check_file(db: sqlite3.Connection) -> Iterator[Issue]:
    for (line,) in db.execute("PRAGMA integrity_check"):
        if line != "ok":
            yield _issue("database", f"SQLite finds the file damaged: {line}.", "the database file")
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield _issue("database", f"a row points at one that is gone from {parent}.", f"{table}, row {row}", _REBUILD)


def _check_originals(db: sqlite3.Connection) -> Iterator[Issue]:
    sql = "SELECT d.key, d.sha256, o.size, o.codec, o.body FROM documents d LEFT JOIN originals o ON o.document = d.id"
    for key, sha256, size, codec, body in db.execute(sql):
        data = _unpacked(codec, body)
        if data is None or len(data) != size or sha256_hex(data) != sha256:
            yield _issue("original-changed", "the kept original is not the file that was added.", key, document=key)


def _unpacked(codec: str | None, body: bytes | None) -> bytes | None:
    try:
        return None if codec is None or body is None else rows.unpack(codec, body)
    except zlib.error:
        return None


def _check_texts(db: sqlite3.Connection) -> Iterator[Issue]:
    """Check every text, and the statements of every reading of it, also of readings that are not current."""
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    sql = "SELECT t.*, d.key AS key, d.sha256 AS original_sha256 FROM texts t JOIN documents d ON d.id = t.document"
    for row in cursor.execute(sql):
        data = _unpacked(row["codec"], row["body"])
        if data is None or sha256_hex(data) != row["sha256"]:
            yield _issue("text-changed", "the frozen text has changed.", row["key"], document=row["key"])
        document = _decoded(row)
        if document is None:
            yield _issue("text-changed", "the frozen text cannot be read.", row["key"], document=row["key"])
        else:
            yield from _check_statements(db, document, row["id"])


def _decoded(row: sqlite3.Row) -> Document | None:
    try:
        return rows.to_document(row, ())
    except (zlib.error, UnicodeDecodeError, msgspec.DecodeError):
        return None


def _check_statements(db: sqlite3.Connection, document: Document, text: int) -> Iterator[Issue]:
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    sql = (
        "SELECT s.*, d.key AS document, r.made_by AS reader FROM readings r JOIN statements s ON s.reading = r.id"
        " JOIN documents d ON d.id = r.document WHERE r.text = ? ORDER BY s.id"
    )
    for row in cursor.execute(sql, (text,)):
        if fault := _fault(row, document, effects.machine_statement(db, row["id"])):
            where = f"document {document.id}, statement {row['key']}"
            yield _issue("statement-changed", f"a statement {fault}.", where, document=document.id)


def _fault(row: sqlite3.Row, document: Document, machine: Statement | None) -> str | None:
    """Return what is wrong with a stored statement; where a review gave it other words, the *machine*'s made its id."""
    try:
        statement: Statement = rows.to_statement(row, rows.decode_statement_detail(row["detail"], row["packed"]), ())
    except (zlib.error, msgspec.DecodeError, UnicodeDecodeError):
        return "cannot be read"
    if machine is not None and (fault := writing.fault_of(machine, document)):
        return fault
    if fault := writing.fault_of(statement, document, made_from=machine):
        return fault
    if row["source_words"] != cut(document.text, statement.source):
        return "names its source in other words than it points at"
    if row["cue_words"] != cut(document.text, statement.cue):
        return "has a cue of other words than it points at"
    return None


def _check_links(db: sqlite3.Connection) -> Iterator[Issue]:
    """Check that what statements are found by is what they say: their rights and speakers."""
    for table, column, name in (("statement_rights", "code", "rights"), ("statement_speakers", "speaker", "speakers")):
        linked = f"SELECT statement, {column} FROM {table}"
        said = (
            f"SELECT s.id, j.value FROM (SELECT id, detail_of(packed, detail) AS detail FROM statements) s,"
            f" json_each(s.detail, '$.{name}') j WHERE json_valid(s.detail)"
        )
        sql = (
            f"SELECT key FROM statements WHERE id IN (SELECT statement FROM ({linked} EXCEPT {said})"
            f" UNION SELECT id FROM ({said} EXCEPT {linked}))"
        )
        for (key,) in db.execute(sql):
            what = f"a statement is listed under other {name} than it has."
            yield _issue("statement-changed", what, f"statement {key}")


def _check_vectors(db: sqlite3.Connection) -> Iterator[Issue]:
    sql = (
        "SELECT d.key, (SELECT min(id) FROM statements WHERE reading = r.id), k.first, k.bits, r.id FROM readings r"
        " JOIN documents d ON d.id = r.document LEFT JOIN sketches k ON k.reading = r.id WHERE r.is_current = 1"
    )
    for key, first, stored_first, bits, reading in db.execute(sql):
        codes = _codes_of(db, reading)
        if bits is None or (codes and first != stored_first) or bits != _sketch(codes):
            what = "the search by meaning does not agree with the statements of a document."
            yield _issue("search-index", what, f"document {key}", _REBUILD, key)


def _codes_of(db: sqlite3.Connection, reading: int) -> list[bytes]:
    sql = (
        "SELECT coalesce(v.codes, x'') FROM statements s LEFT JOIN vectors v ON v.statement = s.id"
        " WHERE s.reading = ? ORDER BY s.id"
    )
    return [codes for (codes,) in db.execute(sql, (reading,))]


def _sketch(codes: list[bytes]) -> bytes | None:
    if any(len(c) != writing.WIDTH for c in codes):
        return None
    table = np.frombuffer(b"".join(codes), np.int8).reshape(len(codes), writing.WIDTH)
    return vectors.sketch(table).tobytes()


def _check_facts(db: sqlite3.Connection) -> Iterator[Issue]:
    """Check that what statements are filtered and counted by is what their rows say."""
    sql = (
        "SELECT d.key, r.id, f.body FROM readings r JOIN documents d ON d.id = r.document"
        " LEFT JOIN facts f ON f.reading = r.id WHERE r.is_current = 1"
    )
    for key, reading, body in db.execute(sql):
        if body is None and db.execute("SELECT 1 FROM facts WHERE reading = ?", (reading,)).fetchone():
            continue  # changed since it was packed: it is counted from its rows
        if body is None or not facts.is_sound(db, reading, body):
            what = "the counts do not agree with the statements of a document."
            yield _issue("counts-changed", what, f"document {key}", _REBUILD, key)


def _check_intakes(db: sqlite3.Connection) -> Iterator[Issue]:
    for intake in intakes.load_all(db):
        done = intake.kept + intake.duplicates + intake.refused
        where = f"the intake of {intake.started}"
        if not intake.is_completed:
            yield _issue("intake-unfinished", f"an intake was interrupted after {done} inputs.", where, _AGAIN)
        elif intake.files_in not in (None, done):
            yield _issue("intake-changed", "an intake no longer accounts for all its inputs.", where)


def _check_words(dossier: Dossier) -> Iterator[Issue]:
    """Check the index of words against the words; SQLite wants to be allowed to write for that, though it does not."""
    db = dossier.connection
    try:
        db.execute("PRAGMA query_only = OFF")
        db.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    except sqlite3.OperationalError:
        yield _issue(
            "not-checked",
            "the index of words could not be checked in a read-only place.",
            str(dossier.path),
            "copy the dossier into a folder that can be written, and verify it there",
        )
    except sqlite3.DatabaseError as exc:
        what = f"the search by words does not agree with the statements: {exc}."
        yield _issue("search-index", what, str(dossier.path), _REBUILD)
    finally:
        db.execute(f"PRAGMA query_only = {'ON' if dossier.read_only else 'OFF'}")
