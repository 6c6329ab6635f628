"""Which documents of a dossier were weighed, and the statements that a document is weighed against."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from onrecord.dossier import connections, thread_rows
from onrecord.dossier.filters import StatementFilter
from onrecord.dossier.store import Dossier
from onrecord.dossier.vectors import restore
from onrecord.records import Statement
from onrecord.threads import Item

_CURRENT = (
    "FROM statements s JOIN readings r ON r.id = s.reading AND r.is_current = 1 JOIN documents d ON d.id = r.document"
)
_AT_ONCE = 900


def unweighed(dossier: Dossier, made_by: str) -> list[str]:
    """Return the documents whose current reading was not weighed by this version, by day of publication."""
    sql = (
        "SELECT d.key FROM readings r JOIN documents d ON d.id = r.document LEFT JOIN weighed_readings w"
        " ON w.reading = r.id WHERE r.is_current = 1 AND w.made_by IS NOT ? ORDER BY r.order_key"
    )
    with connections.translated(dossier.path):
        return [key for (key,) in dossier.connection.execute(sql, (made_by,))]


def put_weighed(db: sqlite3.Connection, documents: Iterable[str], made_by: str) -> None:
    """Write down that the current readings of documents were weighed; in a transaction of the caller."""
    sql = (
        "INSERT OR REPLACE INTO weighed_readings SELECT r.id, ? FROM readings r JOIN documents d ON d.id = r.document"
        " WHERE d.key = ? AND r.is_current = 1"
    )
    db.executemany(sql, [(made_by, document) for document in documents])


def count_by_country(dossier: Dossier) -> dict[str | None, int]:
    """Return how many statements of current readings each country has."""
    sql = f"SELECT s.country, count(*) {_CURRENT} GROUP BY s.country"
    with connections.translated(dossier.path):
        return dict(dossier.connection.execute(sql).fetchall())


def countries_of(dossier: Dossier, documents: Iterable[str]) -> set[str | None]:
    """Return the countries that the statements of documents are about."""
    sql = f"SELECT DISTINCT s.country {_CURRENT} WHERE d.key = ?"
    with connections.translated(dossier.path):
        return {country for key in documents for (country,) in dossier.connection.execute(sql, (key,))}


def items_of_country(dossier: Dossier, country: str | None) -> tuple[list[Item], dict[str, str]]:
    """Return the statements about a country as weighing takes them, and the texts of their documents."""
    sql = f"SELECT DISTINCT d.key {_CURRENT} WHERE s.country IS ?"
    with connections.translated(dossier.path):
        documents = [key for (key,) in dossier.connection.execute(sql, (country,))]
    items, texts = _items(dossier, documents, None)
    return [item for item in items if item.statement.country == country], texts


def neighbours(dossier: Dossier, document: str, nearest: int, most: int) -> tuple[list[Item], dict[str, str]]:
    """Return the statements of a document with those that they may meet: of their threads, and the nearest by meaning.

    Args:
        dossier: where they are.
        document: its id.
        nearest: so many by meaning for each of its statements, of its country.
        most: at most so many statements of threads, the newest.
    """
    with connections.translated(dossier.path):
        db = dossier.connection
        wanted = _in_its_threads(db, document, most) | _near(db, document, nearest)
        homes: dict[str, set[str]] = {document: set()}
        for part in _parts(sorted(wanted)):
            marks = ", ".join("?" * len(part))
            for key, home in db.execute(f"SELECT s.key, d.key {_CURRENT} WHERE s.id IN ({marks})", part):
                homes.setdefault(home, set()).add(key)
    return _items(dossier, homes, {key for keys in homes.values() for key in keys}, whole=document)


def _in_its_threads(db: sqlite3.Connection, document: str, most: int) -> set[int]:
    sql = (
        "SELECT o.statement FROM thread_members o JOIN statements s2 ON s2.id = o.statement WHERE o.thread IN"
        f" (SELECT m.thread {_CURRENT} JOIN thread_members m ON m.statement = s.id WHERE d.key = ?)"
        " ORDER BY o.statement DESC LIMIT ?"
    )
    return {number for (number,) in db.execute(sql, (document, most))}


def _near(db: sqlite3.Connection, document: str, nearest: int) -> set[int]:
    """Return the rows of the statements that are nearest by the signs of their vectors, of the same countries."""
    sql = f"SELECT s.id, s.country, v.codes {_CURRENT} JOIN vectors v ON v.statement = s.id WHERE d.key = ?"
    mine = db.execute(sql, (document,)).fetchall()
    if not mine:
        return set()
    vectors = restore(np.frombuffer(b"".join(row[2] for row in mine), np.int8).reshape(len(mine), -1))
    asked = np.packbits(vectors > 0, axis=1)
    firsts, sketches = _sketches(db)
    if not len(sketches):
        return set()
    out: set[int] = set()
    for sketch in asked:
        distance = np.bitwise_count(sketches ^ sketch).sum(axis=1, dtype=np.int32)
        best = np.argpartition(distance, nearest)[:nearest] if len(distance) > nearest else np.arange(len(distance))
        out.update(int(n) for n in firsts[best])
    return out


def _sketches(db: sqlite3.Connection) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    sql = "SELECT k.first, k.bits FROM sketches k JOIN readings r ON r.id = k.reading AND r.is_current = 1"
    found = db.execute(sql).fetchall()
    parts = [np.frombuffer(bits, np.uint8).reshape(-1, 48) for _, bits in found]
    numbers = [np.arange(first, first + len(part)) for (first, _), part in zip(found, parts, strict=True)]
    empty = np.zeros((0, 48), np.uint8)
    return (
        np.concatenate(numbers) if numbers else np.zeros(0, np.int64),
        np.concatenate(parts) if parts else empty,
    )


def _items(
    dossier: Dossier, documents: Iterable[str], wanted: set[str] | None, whole: str | None = None
) -> tuple[list[Item], dict[str, str]]:
    """Return statements of documents that nobody rejected: the wanted ones, all of the document *whole*."""
    items: list[Item] = []
    texts: dict[str, str] = {}
    for key in documents:
        document = dossier.document(key)
        texts[key] = document.text
        items += thread_rows.items_of(dossier.connection, _statements(dossier, key, wanted, whole), document)
    return items, texts


def _statements(dossier: Dossier, document: str, wanted: set[str] | None, whole: str | None) -> Mapping[str, Statement]:
    return {
        s.id: s
        for s in dossier.statements(StatementFilter(document=document))
        if s.review != "rejected" and (wanted is None or s.id in wanted or document == whole)
    }


def _parts(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), _AT_ONCE):
        yield numbers[start : start + _AT_ONCE]
