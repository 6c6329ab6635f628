"""Rows of statements that persons found. Every function here runs inside a transaction that its caller holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.dossier import rows
from onrecord.records import Document, Statement

_decoder = msgspec.json.Decoder(Statement)


def put(db: sqlite3.Connection, document: Document, own: Sequence[Statement], codes: NDArray[np.int8]) -> int:
    """Store statements with their (n, 384) int8 *codes*, and return how many the document has now."""
    sql = "INSERT OR IGNORE INTO own_statements (key, document, text_sha256, record, codes) VALUES (?, ?, ?, ?, ?)"
    for one, row in zip(own, codes, strict=True):
        db.execute(sql, (one.id, document.id, document.text_sha256, rows.to_json(one), row.tobytes()))
    (count,) = db.execute("SELECT count(*) FROM own_statements WHERE document = ?", (document.id,)).fetchone()
    return int(count)


def joined(
    db: sqlite3.Connection, document: Document, found: Sequence[Statement], codes: NDArray[np.int8]
) -> tuple[list[Statement], NDArray[np.int8]]:
    """Return what the machine *found* in a text with what persons found in the same text; theirs are not doubled."""
    sql = "SELECT key, record, codes FROM own_statements WHERE (document, text_sha256) = (?, ?) ORDER BY id"
    known = {statement.id for statement in found}
    own = [row for row in db.execute(sql, (document.id, document.text_sha256)) if row[0] not in known]
    if not own:
        return list(found), codes
    more = np.array([np.frombuffer(body, np.int8) for _, _, body in own], np.int8)
    return [*found, *(_decoder.decode(record) for _, record, _ in own)], np.concatenate([codes, more])
