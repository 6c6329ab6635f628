"""Threads in rows: what weaving asks for, and what it changes. Everything runs inside a transaction of the caller."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from onrecord.dossier import vectors, writing
from onrecord.records import UNKNOWN_TIME, Document, Statement
from onrecord.threads import Item, Loom, Placement, Profile, Rarities, name_of
from onrecord.threads.loom import THREAD_KEYS
from onrecord.threads.profiles import pack, unpack
from onrecord.threads.rarities import ALL
from onrecord.threads.written import written_between

_OPENING_WORDS = 7
"""So many words of a statement stand for a thread that no phrase names."""
_QUOTATION_MARKS = re.compile('[“”„«»"]')
_SOME = 400
"""Values that one query asks for."""
_COMPRESSION = 6
_COMPRESSED = b"\x78"
"""What compressed bytes begin with, and a packed profile does not."""


class DossierShelf:
    """Threads of a dossier that are not at hand.

    Args:
        db: the dossier.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def posting(self, country: str | None, key: str) -> Mapping[str, float]:
        """Return the threads that *key* leads to, with how strongly."""
        sql = (
            "SELECT t.key, k.strength FROM thread_keys k JOIN threads t ON t.id = k.thread"
            " WHERE k.country = ? AND k.term = ?"
        )
        return dict(self._db.execute(sql, (country or "", key)).fetchall())

    def profile(self, thread: str) -> Profile | None:
        """Return the profile of a thread."""
        found = self._db.execute("SELECT country, profile FROM threads WHERE key = ?", (thread,)).fetchone()
        return None if found is None else unpack(_opened(found[1]), thread, found[0] or None)


def load_rarities(db: sqlite3.Connection, terms: Iterable[str]) -> Rarities:
    """Return how often *terms* stand in the statements of each country."""
    rarities, wanted = Rarities(), [ALL, *sorted({t for t in terms if " " not in t})]
    for n in range(0, len(wanted), _SOME):
        some = wanted[n : n + _SOME]
        sql = f"SELECT term, country, statements FROM thread_words WHERE term IN ({', '.join('?' * len(some))})"
        for term, country, count in db.execute(sql, some):
            rarities.know(country or None, term, count)
    return rarities


def put_counts(db: sqlite3.Connection, counted: Mapping[tuple[str | None, str], int]) -> None:
    """Add to the counts of terms, by country and term."""
    sql = (
        "INSERT INTO thread_words (term, country, statements) VALUES (?, ?, ?)"
        " ON CONFLICT (term, country) DO UPDATE SET statements = statements + excluded.statements"
    )
    db.executemany(sql, [(term, country or "", count) for (country, term), count in sorted(counted.items(), key=str)])


def items_of(db: sqlite3.Connection, statements: Mapping[str, Statement], document: Document) -> list[Item]:
    """Return the *statements* of a document's current reading as weaving takes them.

    Args:
        db: the dossier.
        statements: by id; those that persons rejected are no statements and are left out by the caller.
        document: theirs.
    """
    sql = (
        "SELECT s.key, v.codes FROM statements s JOIN readings r ON r.id = s.reading AND r.is_current = 1"
        " JOIN documents d ON d.id = r.document JOIN vectors v ON v.statement = s.id WHERE d.key = ?"
    )
    found = [(key, codes) for key, codes in db.execute(sql, (document.id,)) if key in statements]
    loose = np.frombuffer(b"".join(codes for _, codes in found), np.int8).reshape(len(found), writing.WIDTH)
    disclosed = frozenset(mark.kind for mark in document.disclosures)
    written = UNKNOWN_TIME if document.published.start else written_between(document.text)
    return [
        Item(
            statement=statements[key],
            vector=vector,
            published=document.published if document.published.start else written,
            publisher=document.publisher,
            title=document.title,
            disclosed=disclosed,
        )
        for (key, _), vector in zip(found, vectors.restore(loose), strict=True)
    ]


def put_woven(db: sqlite3.Connection, loom: Loom, placements: Sequence[Placement]) -> list[int]:
    """Store placements and the threads that they changed; return the rows of these threads."""
    changed = dict.fromkeys(p.thread for p in placements)
    founders: dict[str, str] = {}
    for placement in placements:
        founders.setdefault(placement.thread, placement.statement)
    numbers = {thread: put_profile(db, loom.profiles[thread], founders[thread]) for thread in changed}
    gone = "DELETE FROM thread_keys WHERE country = ? AND term = ? AND thread = (SELECT id FROM threads WHERE key = ?)"
    db.executemany(gone, [(country or "", term, thread) for country, term, thread in loom.evicted])
    loom.evicted.clear()
    put_members(db, [(p.statement, numbers[p.thread]) for p in placements])
    return list(numbers.values())


def put_members(db: sqlite3.Connection, placed: Iterable[tuple[str, int]]) -> None:
    """Store in which thread, by its row, statements of current readings were woven."""
    sql = (
        "INSERT OR REPLACE INTO thread_members (statement, key, woven, base, thread)"
        " SELECT s.id, s.key, ?2, ?2, ?2 FROM statements s JOIN readings r ON r.id = s.reading AND r.is_current = 1"
        " WHERE s.key = ?1"
    )
    db.executemany(sql, list(placed))


def put_profile(db: sqlite3.Connection, profile: Profile, founder: str) -> int:
    """Store a thread's profile, its name and its keys; return its row."""
    sql = (
        "INSERT INTO threads (key, country, founder, made_name, name, profile) VALUES (?1, ?2, ?3, ?4, ?4, ?5)"
        " ON CONFLICT (key) DO UPDATE SET made_name = ?4, name = CASE WHEN name = made_name THEN ?4 ELSE name END,"
        " profile = ?5 RETURNING id"
    )
    packed = zlib.compress(pack(profile), _COMPRESSION)
    name = name_of(profile) or _opening(db, founder)
    _unlist(db, profile.thread)
    (number,) = db.execute(sql, (profile.thread, profile.country or "", founder, name, packed)).fetchone()
    keys = profile.keys(THREAD_KEYS) if profile.size else {}
    db.executemany(
        # those of a profile that an earlier version made may be there still
        "INSERT OR REPLACE INTO thread_keys (country, term, thread, strength) VALUES (?, ?, ?, ?)",
        [(profile.country or "", term, number, strength) for term, strength in keys.items()],
    )
    return int(number)


def _opening(db: sqlite3.Connection, founder: str) -> str:
    """Return the first words of the statement that founded a thread: what it is called where no phrase names it."""
    found = db.execute("SELECT quote FROM statements WHERE key = ? LIMIT 1", (founder,)).fetchone()
    words = _QUOTATION_MARKS.sub("", found[0]).split() if found else []
    return " ".join(words[:_OPENING_WORDS]) + (" …" if len(words) > _OPENING_WORDS else "")


def _unlist(db: sqlite3.Connection, thread: str) -> None:
    """Take away the terms that lead to a thread: those that its profile gave it before."""
    found = db.execute("SELECT id, country, profile FROM threads WHERE key = ?", (thread,)).fetchone()
    if found is None:
        return
    number, country, packed = found
    before = unpack(_opened(packed), thread, country or None)
    keys = before.keys(THREAD_KEYS) if before.size else {}
    gone = "DELETE FROM thread_keys WHERE (country, term, thread) = (?, ?, ?)"
    db.executemany(gone, [(country, term, number) for term in keys])


def _opened(packed: bytes) -> bytes:
    """Return a profile as it was packed; those of earlier versions were not compressed."""
    return zlib.decompress(packed) if packed[:1] == _COMPRESSED else packed


def refresh_sizes(db: sqlite3.Connection, threads: Iterable[int]) -> None:
    """Count the statements of threads anew."""
    sql = "UPDATE threads SET size = (SELECT count(*) FROM thread_members m WHERE m.thread = threads.id) WHERE id = ?"
    db.executemany(sql, [(number,) for number in threads])


def retire(db: sqlite3.Connection, document: str) -> set[int]:
    """Take statements of older readings of a document out of their threads; return the rows of these threads."""
    old = (
        "SELECT m.statement FROM thread_members m JOIN statements s ON s.id = m.statement JOIN readings r"
        " ON r.id = s.reading JOIN documents d ON d.id = r.document WHERE d.key = ? AND r.is_current = 0"
    )
    sql = f"SELECT base, thread FROM thread_members WHERE statement IN ({old})"
    touched = {number for row in db.execute(sql, (document,)) for number in row}
    db.execute(f"DELETE FROM thread_members WHERE statement IN ({old})", (document,))
    return touched


def unwoven(db: sqlite3.Connection, document: str) -> set[str]:
    """Return the statements of a document's current reading that are in no thread; rejected ones are left out."""
    sql = (
        "SELECT s.key FROM statements s JOIN readings r ON r.id = s.reading AND r.is_current = 1"
        " JOIN documents d ON d.id = r.document LEFT JOIN thread_members m ON m.statement = s.id"
        " WHERE d.key = ? AND m.statement IS NULL AND s.review <> 'rejected'"
    )
    return {key for (key,) in db.execute(sql, (document,))}


def documents_of(db: sqlite3.Connection, base: int) -> Iterator[str]:
    """Yield the documents whose statements a thread has, before merging."""
    sql = (
        "SELECT DISTINCT d.key FROM thread_members m JOIN statements s ON s.id = m.statement JOIN readings r"
        " ON r.id = s.reading JOIN documents d ON d.id = r.document WHERE m.base = ? ORDER BY r.order_key"
    )
    yield from (key for (key,) in db.execute(sql, (base,)).fetchall())


def drop(db: sqlite3.Connection, threads: Iterable[str]) -> None:
    """Take away threads in which nothing is woven any more; what persons put there is laid over again by the caller."""
    for thread in sorted(threads):
        _unlist(db, thread)
        (number,) = db.execute("SELECT id FROM threads WHERE key = ?", (thread,)).fetchone()
        for column in ("base", "thread"):
            db.execute(f"UPDATE thread_members SET {column} = woven WHERE {column} = ?", (number,))
        if not db.execute("SELECT 1 FROM thread_members WHERE woven = ?", (number,)).fetchone():
            db.execute("DELETE FROM threads WHERE id = ?", (number,))


def clear(db: sqlite3.Connection) -> None:
    """Take away all threads; what persons decided on them stays."""
    for table in ("thread_members", "thread_keys", "thread_words", "threads"):
        db.execute(f"DELETE FROM {table}")
