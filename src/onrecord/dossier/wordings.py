"""Wordings of a dossier's statements by their fingerprints, so that the same words are found in other documents."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from onrecord.dossier import connections, thread_rows
from onrecord.dossier.store import Dossier
from onrecord.records import Statement
from onrecord.threads import Item
from onrecord.threads.echoes import MOST_PER_FINGERPRINT, Echo, Likeness, find_echoes, find_likenesses, fingerprints


def put_wordings(db: sqlite3.Connection, statements: Iterable[Statement]) -> None:
    """Store the fingerprints of statements of current readings; in a transaction of the caller."""
    sql = (
        "INSERT OR IGNORE INTO wordings (band, statement) SELECT ?1, s.id FROM statements s"
        " JOIN readings r ON r.id = s.reading AND r.is_current = 1 WHERE s.key = ?2"
    )
    db.executemany(sql, [(mark, one.id) for one in statements for mark in fingerprints(one)])


def likenesses_of(dossier: Dossier, document: str) -> list[Likeness]:
    """Return which statements of a document share words in a row with those of other documents."""
    with connections.translated(dossier.path):
        mine = _items(dossier, _keys(dossier.connection, document))
        marks = sorted({mark for item in mine for mark in fingerprints(item.statement)})
        known = {item.statement.id for item in mine}
        others = _items(dossier, [key for key in _with_marks(dossier.connection, marks) if key not in known])
    return find_likenesses(mine, others)


def echoes(dossier: Dossier) -> list[Echo]:
    """Return the wordings that stand in several documents, those in most documents first."""
    sql = (
        "SELECT DISTINCT d.key FROM wordings w JOIN wordings o ON o.band = w.band AND o.statement <> w.statement"
        " JOIN statements s ON s.id = w.statement JOIN readings r ON r.id = s.reading AND r.is_current = 1"
        " JOIN documents d ON d.id = r.document ORDER BY d.key"
    )
    with dossier.snapshot(), connections.translated(dossier.path):
        documents = [key for (key,) in dossier.connection.execute(sql)]
        return find_echoes(one for document in documents for one in likenesses_of(dossier, document))


def echoes_of(dossier: Dossier, statements: Iterable[str]) -> list[Echo]:
    """Return the wordings of *statements* that stand in several documents, wherever else; those in most first."""
    with dossier.snapshot(), connections.translated(dossier.path):
        mine = _items(dossier, list(statements))
        known = {item.statement.id for item in mine}
        marks = sorted({mark for item in mine for mark in fingerprints(item.statement)})
        others = _items(dossier, [key for key in _with_marks(dossier.connection, marks) if key not in known])
    return find_echoes(find_likenesses(mine, others))


def _keys(db: sqlite3.Connection, document: str) -> list[str]:
    sql = (
        "SELECT s.key FROM statements s JOIN readings r ON r.id = s.reading AND r.is_current = 1"
        " JOIN documents d ON d.id = r.document WHERE d.key = ? AND s.review <> 'rejected' ORDER BY s.position, s.key"
    )
    return [key for (key,) in db.execute(sql, (document,))]


def _with_marks(db: sqlite3.Connection, marks: Sequence[int]) -> list[str]:
    """Return the statements of current readings with one of the fingerprints, but for formulas that many have."""
    found: dict[str, None] = {}
    sql = (
        "SELECT s.key FROM wordings w JOIN statements s ON s.id = w.statement"
        " JOIN readings r ON r.id = s.reading AND r.is_current = 1"
        " WHERE w.band = ? AND s.review <> 'rejected' ORDER BY s.id LIMIT ?"
    )
    for mark in marks:
        keys = [key for (key,) in db.execute(sql, (mark, MOST_PER_FINGERPRINT))]
        found |= dict.fromkeys(keys)
    return list(found)


def _items(dossier: Dossier, keys: Sequence[str]) -> list[Item]:
    by_document: dict[str, dict[str, Statement]] = {}
    for key in keys:
        statement = dossier.statement(key)
        by_document.setdefault(statement.document, {})[key] = statement
    return [
        item
        for document, statements in by_document.items()
        for item in thread_rows.items_of(dossier.connection, statements, dossier.document(document))
    ]
