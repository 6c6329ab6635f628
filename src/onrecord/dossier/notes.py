"""Notes of persons on passages of documents: only ever added to; a note that is changed keeps what it was before."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from onrecord.dossier import connections, rows
from onrecord.dossier.store import Dossier
from onrecord.errors import IntegrityError
from onrecord.records import Issue, Note, cut, make_issue

_LAST = "SELECT max(id) FROM notes GROUP BY key"
_decoder = msgspec.json.Decoder(Note)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCounts:
    """What became of notes that were given: new ones, changed ones, and those that the dossier had just so."""

    added: int
    updated: int
    unchanged: int


def put_notes(dossier: Dossier, given: Sequence[Note]) -> NoteCounts:
    """Store notes; one whose id the dossier has becomes its next version, unless it says the same.

    Raises:
        IntegrityError: the quote of a placed note is not what its spans cut, or its document is not there.
    """
    for note in given:
        _check(dossier, note)
    counts = {"added": 0, "updated": 0, "unchanged": 0}
    with dossier.transaction() as db:
        for note in given:
            counts[_put(db, note)] += 1
    return NoteCounts(**counts)


def notes(dossier: Dossier, *, document: str | None = None) -> list[Note]:
    """Return the notes as they stand, or those on one document, in the order of its text; unplaced ones last."""
    sql = f"SELECT record FROM notes WHERE id IN ({_LAST}) AND coalesce(?1, document) IS document ORDER BY id"
    with connections.translated(dossier.path), rows.readable("the notes"):
        found = [_decoder.decode(record) for (record,) in dossier.connection.execute(sql, (document,))]
    return sorted(found, key=_place)


def unplaced(dossier: Dossier) -> list[Note]:
    """Return the notes that stand on no passage though they quote one, or whose document is not there."""
    sql = f"SELECT record FROM notes WHERE id IN ({_LAST}) AND is_placed = 0 ORDER BY id"
    with connections.translated(dossier.path), rows.readable("the notes"):
        return [_decoder.decode(record) for (record,) in dossier.connection.execute(sql)]


def history(dossier: Dossier, id: str) -> list[Note]:
    """Return a note as it was each time it was written, oldest first."""
    with connections.translated(dossier.path), rows.readable("the notes"):
        found = dossier.connection.execute("SELECT record FROM notes WHERE key = ? ORDER BY id", (id,))
        return [_decoder.decode(record) for (record,) in found]


def _place(note: Note) -> tuple[str, int, int, str]:
    start = note.spans[0][0] if note.spans else -1 if note.unplaced is None else 1 << 40
    return note.document or "~", start, note.spans[-1][1] if note.spans else 0, note.id


def _check(dossier: Dossier, note: Note) -> None:
    if not note.spans:
        return
    text = dossier.document(note.document or "").text
    if cut(text, note.spans) != note.quote:
        what = "a note quotes other words than it points at."
        raise IntegrityError(what, where=note.origin or note.id, do="this is a fault of onrecord: please report it")


def _put(db: sqlite3.Connection, note: Note) -> str:
    found = db.execute("SELECT record FROM notes WHERE key = ? ORDER BY id DESC LIMIT 1", (note.id,)).fetchone()
    record = rows.to_json(note)
    if found and found[0] == record:
        return "unchanged"
    is_placed = note.document is not None and note.unplaced is None
    sql = "INSERT INTO notes (key, document, is_placed, record) VALUES (?, ?, ?, ?)"
    db.execute(sql, (note.id, note.document, int(is_placed), record))
    return "updated" if found else "added"


def faults(dossier: Dossier) -> list[Issue]:
    """Return an issue for each note that no longer cuts the words that it quotes."""
    do = "go back to a copy of the dossier"
    found = []
    for note in notes(dossier):
        if note.spans and cut(dossier.document(note.document or "").text, note.spans) != note.quote:
            what = "a note no longer stands on the words that it quotes."
            found.append(make_issue("note-changed", "verify", what, note.origin or note.id, do, note.document))
    return found
