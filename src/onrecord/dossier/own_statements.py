"""Statements that persons found themselves: kept beside the readings, and part of every reading of the same text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from onrecord.dossier import connections, effects, own_rows, vectors
from onrecord.dossier.store import Dossier
from onrecord.records import Blob, Document, Sighting, Statement

_JOINT = " + "
"""Divides the reader's name from the count of persons' statements in the name of a reading that has some."""


def add_own(
    dossier: Dossier, document: str, found: Sequence[Statement], meaning: NDArray[np.float32], now: str
) -> list[str]:
    """Add statements that persons found to a document; those that it has already are not added again.

    The document gets a new reading: the machine's statements as they were, and these. Reviews hold on.

    Args:
        dossier: open for writing.
        document: its whole id.
        found: statements of its current text.
        meaning: (n, 384) float32, a vector for each.
        now: ISO 8601 moment.

    Returns:
        The ids of those that are new.
    """
    kept = dossier.document(document)
    here, codes, reader = _reading(dossier, document)
    known = {statement.id for statement in here}
    fresh = [n for n, one in enumerate(found) if one.id not in known]
    if not fresh:
        return []
    own = [found[n] for n in fresh]
    with dossier.transaction() as db:
        count = own_rows.put(db, kept, own, vectors.quantise(meaning[fresh]))
    blob = Blob(data=dossier.original(document), name=document, sighting=_last_sighting(kept, now))
    read = replace(next(dossier.documents_as_read(document)), sightings=())
    name = f"{reader.split(_JOINT)[0]}{_JOINT}{count} of persons"
    dossier.keep(blob, read, here, vectors.restore(codes), reader=name)
    return [one.id for one in own]


def own_ids(dossier: Dossier, document: str | None = None) -> set[str]:
    """Return the ids of the statements that persons found, in one document or in all."""
    sql = "SELECT key FROM own_statements WHERE coalesce(?1, document) = document"
    with connections.translated(dossier.path):
        return {key for (key,) in dossier.connection.execute(sql, (document,))}


def statement_of_row(dossier: Dossier, origin: str, row_key: str) -> str | None:
    """Return the id of the statement that a row of a study became when it was imported last."""
    sql = "SELECT statement FROM study_rows WHERE (origin, row_key) = (?, ?) ORDER BY id DESC LIMIT 1"
    with connections.translated(dossier.path):
        found = dossier.connection.execute(sql, (origin, row_key)).fetchone()
    return str(found[0]) if found else None


def put_row(dossier: Dossier, origin: str, row_key: str, statement: str) -> None:
    """Write down which statement a row of a study became."""
    with dossier.transaction() as db:
        sql = "INSERT INTO study_rows (origin, row_key, statement) VALUES (?, ?, ?)"
        db.execute(sql, (origin, row_key, statement))


def _reading(dossier: Dossier, document: str) -> tuple[list[Statement], NDArray[np.int8], str]:
    """Return the current reading of a document as the machine made it: statements, their codes, its reader."""
    sql = (
        "SELECT s.id, v.codes, r.made_by FROM statements s JOIN readings r ON r.id = s.reading"
        " JOIN documents d ON d.id = r.document LEFT JOIN vectors v ON v.statement = s.id"
        " WHERE d.key = ? AND r.is_current = 1 ORDER BY s.position, s.key"
    )
    reader_sql = (
        "SELECT r.made_by FROM readings r JOIN documents d ON d.id = r.document WHERE d.key = ? AND r.is_current = 1"
    )
    with dossier.snapshot():
        found = dossier.connection.execute(sql, (document,)).fetchall()
        (reader,) = dossier.connection.execute(reader_sql, (document,)).fetchone()
        stored = dossier.statements_by_row([number for number, _, _ in found], as_stored=True)
        made = [effects.machine_statement(dossier.connection, n) or stored[n] for n, _, _ in found]
    codes = [np.frombuffer(body, np.int8) for _, body, _ in found]
    return made, np.array(codes, np.int8).reshape(len(codes), -1 if codes else 384), str(reader)


def _last_sighting(document: Document, now: str) -> Sighting:
    return document.sightings[-1] if document.sightings else Sighting(where=document.id, seen_at=now)
