"""Label heads of a dossier's own: kept with what they changed, so that each fit can be taken back exactly."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.dossier import connections, effects, rows, vectors, writing
from onrecord.dossier.store import Dossier
from onrecord.errors import SettingsError
from onrecord.records import Document, Fit, Statement

_FASTEST = 1


_NO_LABELS = frozenset("id document voice mode source cue content quote within speakers review made_by".split())
"""Fields of a statement that labelling leaves alone; all others come back when a fit is undone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A statement of a current reading in its row; *machine* is what the machine made of it, reviewed or not."""

    number: int
    statement: Statement
    machine: Statement
    reader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnHeads:
    """Heads in use: *base* is the SHA-256 of the shipped heads that they were fitted from."""

    fit: str
    base: str
    heads: bytes


_fits = msgspec.json.Decoder(Fit)


def own_heads(dossier: Dossier) -> OwnHeads | None:
    """Return the dossier's own heads, those of the last fit that was not undone; None where it has none."""
    sql = "SELECT key, base, heads FROM fits WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1"
    with connections.translated(dossier.path):
        found = dossier.connection.execute(sql).fetchone()
    return OwnHeads(fit=found[0], base=found[1], heads=found[2]) if found else None


def fits(dossier: Dossier) -> list[Fit]:
    """Return all fits in the order in which they were made, those that were undone too."""
    with connections.translated(dossier.path), rows.readable("the fits"):
        found = dossier.connection.execute("SELECT detail, undone_at FROM fits ORDER BY id").fetchall()
        return [replace(_fits.decode(detail), undone_at=undone_at) for detail, undone_at in found]


def stored_statements(dossier: Dossier, document: str) -> tuple[list[Stored], NDArray[np.float32]]:
    """Return the statements of a document's current reading, in no order, and their (n, 384) vectors."""
    sql = (
        "SELECT s.id, r.made_by, v.codes FROM statements s JOIN readings r ON r.id = s.reading AND r.is_current = 1"
        " JOIN documents d ON d.id = r.document JOIN vectors v ON v.statement = s.id WHERE d.key = ? ORDER BY s.id"
    )
    with connections.translated(dossier.path):
        found = dossier.connection.execute(sql, (document,)).fetchall()
        by_row = dossier.statements_by_row([number for number, _, _ in found], as_stored=True)
        machine = {n: effects.machine_statement(dossier.connection, n) for n in by_row}
    stored = [
        Stored(number=n, statement=by_row[n], machine=machine[n] or by_row[n], reader=reader) for n, reader, _ in found
    ]
    codes = np.frombuffer(b"".join(c for _, _, c in found), np.int8).reshape(len(found), writing.WIDTH)
    return stored, vectors.restore(codes)


def put_fit(db: sqlite3.Connection, fit: Fit, base: str, heads: bytes) -> int:
    """Store a fit inside a transaction of the caller, and return its row."""
    (last,) = db.execute("SELECT coalesce(max(id), 0) FROM statements").fetchone()
    sql = "INSERT INTO fits (key, base, last, heads, detail) VALUES (?, ?, ?, ?, ?)"
    return int(db.execute(sql, (fit.id, base, last, heads, rows.to_json(fit))).lastrowid or 0)


def finish_fit(db: sqlite3.Connection, number: int, fit: Fit) -> None:
    """Store what became of a fit: how many statements it labelled otherwise."""
    db.execute("UPDATE fits SET detail = ? WHERE id = ?", (rows.to_json(fit), number))


def relabel(
    dossier: Dossier, fit: int | None, document: Document, stored: Sequence[Stored], labelled: Sequence[Statement]
) -> int:
    """Give statements the labels of *labelled*, inside a transaction of the caller; reviewed ones keep what they show.

    Args:
        dossier: where they are stored.
        fit: the row of the fit that they come from, to keep what was there before; None keeps nothing.
        document: theirs.
        stored: the statements.
        labelled: the same in the same order, with the new labels.

    Returns:
        How many now show other rights, another act or another stance.
    """
    db, changed = dossier.connection, 0
    put = writing.Statements(db, {})
    for one, new in zip(stored, labelled, strict=True):
        if new == one.machine:
            continue
        if fit is not None:
            body = zlib.compress(rows.to_json(_labels_of(one.machine)).encode(), _FASTEST)
            db.execute("INSERT INTO labels_before VALUES (?, ?, ?)", (fit, one.number, body))
        is_shown = _give(put, one.number, new, document.text, one.reader)
        old = one.machine
        changed += is_shown and (set(old.rights), old.act, old.stance) != (set(new.rights), new.act, new.stance)
    return changed


def undo_fit(dossier: Dossier, now: str) -> tuple[Fit, int]:
    """Take back the last fit, inside a transaction of the caller: every statement gets the labels that it had.

    Returns:
        The fit, and the last row that it had labelled: later ones were read with its heads.

    Raises:
        SettingsError: there is no fit to undo.
    """
    db = dossier.connection
    sql = "SELECT id, last, detail FROM fits WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1"
    found = db.execute(sql).fetchone()
    if not found:
        raise SettingsError(
            "there is no fit to undo: the shipped heads are in use.", where=str(dossier.path), do="see: labels show"
        )
    fit, last, detail = found
    _restore(dossier, fit)
    db.execute("DELETE FROM labels_before WHERE fit = ?", (fit,))
    db.execute("UPDATE fits SET undone_at = ? WHERE id = ?", (now, fit))
    return replace(_fits.decode(detail), undone_at=now), int(last)


def _restore(dossier: Dossier, fit: int) -> None:
    db = dossier.connection
    sql = (
        "SELECT b.statement, b.body, r.made_by, r.text FROM labels_before b JOIN statements s ON s.id = b.statement"
        " JOIN readings r ON r.id = s.reading WHERE b.fit = ? ORDER BY b.statement"
    )
    texts: dict[int, str] = {}
    put = writing.Statements(db, {})
    for number, body, reader, text in db.execute(sql, (fit,)).fetchall():
        if text not in texts:
            texts = {text: _text(db, text)}  # statements of one text lie side by side: one text at a time is kept
        machine = effects.machine_statement(db, number)
        machine = machine or dossier.statements_by_row([number], as_stored=True)[number]
        before = msgspec.to_builtins(machine) | msgspec.json.decode(zlib.decompress(body))
        _give(put, number, msgspec.convert(before, Statement), texts[text], reader)


def _text(db: sqlite3.Connection, number: int) -> str:
    codec, body = db.execute("SELECT codec, body FROM texts WHERE id = ?", (number,)).fetchone()
    return rows.unpack(codec, body).decode()


def _give(put: writing.Statements, number: int, machine: Statement, text: str, reader: str) -> bool:
    """Store what the machine makes of a statement now; return whether it is shown, that is, not reviewed."""
    if effects.machine_statement(put.db, number) is not None:
        effects.put_machine(put.db, number, machine)
        return False
    put.replace(number, machine, text, reader)
    return True


def _labels_of(statement: Statement) -> dict[str, object]:
    return {name: value for name, value in msgspec.to_builtins(statement).items() if name not in _NO_LABELS}


def documents_with_statements(dossier: Dossier) -> list[tuple[str, int]]:
    """Return the documents that have statements in their current reading, with how many, by id."""
    sql = (
        "SELECT d.key, count(*) FROM statements s JOIN readings r ON r.id = s.reading AND r.is_current = 1"
        " JOIN documents d ON d.id = r.document GROUP BY d.key ORDER BY d.key"
    )
    with connections.translated(dossier.path):
        return [(key, count) for key, count in dossier.connection.execute(sql).fetchall()]
