"""Commitments of a dossier: kept with their vectors, linked to statements when either is added, judged when asked."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.commitments.asks import last_day
from onrecord.commitments.evidence import Told
from onrecord.commitments.matching import Link
from onrecord.commitments.statuses import assess
from onrecord.dossier import connections, rows
from onrecord.dossier.commitment_decisions import NOTHING, Held, held, log
from onrecord.dossier.store import Dossier
from onrecord.dossier.vectors import quantise, restore
from onrecord.errors import SettingsError
from onrecord.records import Commitment, CommitmentKind, CommitmentStatus, Right, Statement, When

_WIDTH = 384
_commitments = msgspec.json.Decoder(Commitment)
_details = msgspec.json.Decoder(rows.TextDetail)

MOST_KEPT = 150
"""So many of the surest links of a commitment are kept."""
SUREST, NEWEST = 20, 15
"""So many of them are weighed: a page is shown at once, and what is new is not crowded out by what was said often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What became of commitments that were to be kept."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentFilter:
    """Which commitments are wanted: all conditions that are given must hold; *among* are the only ids that fit."""

    country: str | None = None
    kind: CommitmentKind | None = None
    right: Right | None = None
    status: CommitmentStatus | None = None
    among: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A statement that bears on a commitment; *shared* are the terms that joined them, empty where a person did."""

    told: Told
    shared: tuple[str, ...]


# Keeping


def changed(dossier: Dossier, found: Iterable[Commitment]) -> list[Commitment]:
    """Return those of *found* that the dossier does not have, or has otherwise: these need a vector."""
    stored = {one.id: one for one in _load(dossier, "1", ())}
    return [one for one in _unique(found) if not _same(stored.get(one.id), one)]


def _same(stored: Commitment | None, new: Commitment) -> bool:
    """Tell whether two say the same: where it stands in its file, and what is computed of it, may differ."""
    return stored is not None and replace(_bare(stored), origin="") == replace(_bare(new), origin="")


def move(dossier: Dossier, found: Iterable[Commitment]) -> None:
    """Store where commitments that the dossier has already stand now: their file may have other lines."""
    with dossier.transaction() as db:
        sql = "UPDATE commitments SET record = ? WHERE key = ? AND document IS NULL"
        db.executemany(sql, [(rows.to_json(_bare(one)), one.id) for one in found])


def keep(
    dossier: Dossier,
    found: Sequence[Commitment],
    vectors: NDArray[np.float32],
    *,
    document: str | None = None,
) -> Counts:
    """Store commitments; one that is there already is brought up to date, decisions on it stay.

    Args:
        dossier: open for writing.
        found: new or changed ones, each id once.
        vectors: `(n, 384) float32`, the meaning of each text.
        document: the id of the document that they were found in; None for what was imported. What is imported is
            never overwritten by what is found.
    """
    codes = quantise(np.asarray(vectors, np.float32).reshape(len(found), _WIDTH))
    added = updated = unchanged = 0
    with dossier.transaction() as db:
        for one, code in zip(found, codes, strict=True):
            old = db.execute("SELECT id, document, record FROM commitments WHERE key = ?", (one.id,)).fetchone()
            row = (one.kind, one.by, document, rows.to_json(_bare(one)), code.tobytes())
            if old is None:
                sql = "INSERT INTO commitments (kind, country, document, record, codes, key) VALUES (?, ?, ?, ?, ?, ?)"
                db.execute(sql, (*row, one.id))
                added += 1
            elif (document and old[1] is None) or old[2] == row[3]:
                unchanged += 1
            else:
                sql = "UPDATE commitments SET kind = ?, country = ?, document = ?, record = ?, codes = ? WHERE id = ?"
                db.execute(sql, (*row, old[0]))
                updated += 1
    return Counts(added=added, updated=updated, unchanged=unchanged)


def forget_found(dossier: Dossier, document: str, but: Iterable[str] = ()) -> int:
    """Take out what an earlier reading found in a document, but for ids in *but* and what persons decided on."""
    kept = set(but)
    gone = 0
    with dossier.transaction() as db:
        sql = (
            "SELECT id, key FROM commitments WHERE document = ?"
            " AND key NOT IN (SELECT commitment FROM commitment_decisions)"
        )
        for number, key in db.execute(sql, (document,)).fetchall():
            if key not in kept:
                db.execute("DELETE FROM commitment_links WHERE commitment = ?", (number,))
                db.execute("DELETE FROM commitments WHERE id = ?", (number,))
                gone += 1
    return gone


def put_links(dossier: Dossier, links: Iterable[Link]) -> None:
    """Store links, of each commitment the `MOST_KEPT` surest; ids are the row numbers of commitments and statements."""
    rows_of = [(int(one.commitment), int(one.statement), one.score, "|".join(one.shared)) for one in links]
    least = (
        "DELETE FROM commitment_links WHERE commitment = ?1 AND score < (SELECT score FROM commitment_links"
        f" WHERE commitment = ?1 ORDER BY score DESC LIMIT 1 OFFSET {MOST_KEPT - 1})"
    )
    with dossier.transaction() as db:
        db.executemany("INSERT OR REPLACE INTO commitment_links VALUES (?, ?, ?, ?)", rows_of)
        db.executemany(least, sorted({(row[0],) for row in rows_of}))


def drop_links(db: sqlite3.Connection, column: str, numbers: Sequence[int]) -> None:
    """Take out the links of commitments or of statements, inside a transaction of the caller."""
    sql = f"DELETE FROM commitment_links WHERE {'commitment' if column == 'commitment' else 'statement'} = ?"
    db.executemany(sql, [(number,) for number in numbers])


def numbered(
    dossier: Dossier, condition: str, given: Sequence[Any]
) -> list[tuple[int, Commitment, NDArray[np.float32]]]:
    """Return rows of `commitments` with their numbers and vectors."""
    sql = f"SELECT id, record, codes FROM commitments WHERE {condition} ORDER BY id"
    with connections.translated(dossier.path), rows.readable("the commitments"):
        found = dossier.connection.execute(sql, given).fetchall()
        codes = np.frombuffer(b"".join(row[2] for row in found), np.int8).reshape(len(found), _WIDTH)
        vectors = restore(codes)
        return [(row[0], _commitments.decode(row[1]), vectors[n]) for n, row in enumerate(found)]


# Giving back


def commitments(dossier: Dossier, as_of: str, wanted: CommitmentFilter = CommitmentFilter()) -> list[Commitment]:
    """Return the wanted commitments with their status on a day, by country, then by date (unknown last).

    Args:
        dossier: where from.
        as_of: ISO 8601 day, month or year: the state of knowledge on its last day.
        wanted: which; the status is that on that day.
    """
    with dossier.snapshot():
        condition, given = _condition(wanted)
        found = _load(dossier, condition, given)
        evidence = _linked(dossier, condition, given)
        decided = held(log(dossier))
        told = _attached(dossier, decided)
    judged = [
        _judged(one, evidence.get(one.id, ()), decided.get(one.id, NOTHING), told, as_of)
        for one in found
        if (wanted.right is None or wanted.right in one.rights) and (not one.made or one.made <= last_day(as_of))
    ]
    chosen = [one for one in judged if wanted.status in (None, one.verdict or one.status)]
    return sorted(chosen, key=lambda one: (one.by, one.made or "~", one.kind, one.id))


def heard_last(
    dossier: Dossier, country: str, right: Right | None, limit: int, links: int
) -> tuple[tuple[str, ...], int]:
    """Return the ids of some commitments of a country, and how many it has: to judge all of thousands takes seconds.

    Args:
        dossier: where from.
        country: its code.
        right: only those about it.
        limit: at most so many; those that a statement bears on which was taken in last come first.
        links: at most so many statements bear on them together, but one commitment may have more.
    """
    about = "" if right is None else " AND EXISTS (SELECT 1 FROM json_each(c.record, '$.rights') WHERE value = :right)"
    bears = "(SELECT {} FROM commitment_links l WHERE l.commitment = c.id)"
    given = {"country": country, "right": right, "limit": limit}
    where = f"FROM commitments c WHERE c.country = :country{about}"
    with dossier.snapshot(), connections.translated(dossier.path):
        (total,) = dossier.connection.execute(f"SELECT count(*) {where}", given).fetchone()
        sql = (
            f"SELECT c.key, {bears.format('count(*)')} {where}"
            f" ORDER BY {bears.format('max(l.statement)')} DESC, c.id DESC LIMIT :limit"
        )
        found = dossier.connection.execute(sql, given).fetchall()
    sums = accumulate(min(count, SUREST + NEWEST) for _, count in found)
    return tuple(key for (key, _), n in zip(found, sums, strict=True) if n <= links) or (found[0][0],) * bool(
        found
    ), total


def commitment(dossier: Dossier, id: str, as_of: str) -> tuple[Commitment, list[Evidence]]:
    """Return one commitment with its status on a day, and all that bears on it, dated or not, the surest first.

    Raises:
        SettingsError: there is none of this id.
    """
    with dossier.snapshot():
        found = _load(dossier, "key = ?", (id,))
        if not found:
            raise SettingsError("there is no such commitment.", where=id, do="onrecord commitments lists them")
        linked = _linked(dossier, "key = ?", (id,)).get(id, [])
        decided = held(log(dossier, id))
        told = _attached(dossier, decided)
    holding = decided.get(id, NOTHING)
    judged = _judged(found[0], linked, holding, told, as_of)
    return judged, _all_evidence(linked, holding, told)


def silences(
    dossier: Dossier,
    since: str,
    as_of: str,
    wanted: CommitmentFilter = CommitmentFilter(),
) -> list[Commitment]:
    """Return the commitments of which nothing was heard from the day *since* on, the longest silence first.

    One made after *since* has not been silent that long, and is left out; one of unknown date cannot be said to be.
    """
    silent = [
        one
        for one in commitments(dossier, as_of, wanted)
        if one.made and last_day(one.made) < since and (one.last_heard is None or one.last_heard < since)
    ]
    return sorted(silent, key=lambda one: (one.last_heard or one.made or "", one.id))


def _judged(
    one: Commitment, linked: Sequence[Evidence], holding: Held, told: dict[str, Told], as_of: str
) -> Commitment:
    evidence = [item.told for item in _all_evidence(linked, holding, told)]
    judged = assess(one, evidence, as_of)
    return replace(judged, verdict=holding.verdict.status if holding.verdict else None)


def _all_evidence(linked: Sequence[Evidence], holding: Held, told: dict[str, Told]) -> list[Evidence]:
    """Return the linked statements without those that a person took off, and with those that one put to it."""
    kept = [one for one in linked if one.told.statement.id not in {*holding.detached, *holding.attached}]
    added = [
        Evidence(told=replace(told[key], attached=True, dated=_date_given(told[key], by.dated)), shared=())
        for key, by in holding.attached.items()
        if key in told
    ]
    return [*added, *kept]


def _date_given(told: Told, dated: str | None) -> str | None:
    is_dated = told.published.start is not None or told.statement.time.start is not None
    return None if is_dated or dated is None else last_day(dated)


def _condition(wanted: CommitmentFilter) -> tuple[str, tuple[Any, ...]]:
    given = {"country": wanted.country, "kind": wanted.kind}
    filled: dict[str, Any] = {f"{name} = ?": value for name, value in given.items() if value is not None}
    if wanted.among is not None:
        filled["key IN (SELECT value FROM json_each(?))"] = rows.to_json(wanted.among)
    return " AND ".join(filled) or "1", tuple(filled.values())


def _load(dossier: Dossier, condition: str, given: Sequence[Any]) -> list[Commitment]:
    sql = f"SELECT record FROM commitments WHERE {condition}"
    with connections.translated(dossier.path), rows.readable("the commitments"):
        return [_commitments.decode(record) for (record,) in dossier.connection.execute(sql, given)]


def _linked(dossier: Dossier, condition: str, given: Sequence[Any]) -> dict[str, list[Evidence]]:
    """Return by commitment what the links say, the surest first; rejected statements and old readings are left out."""
    sql = (
        "SELECT * FROM (SELECT c.key, l.statement, l.score, l.shared,"
        " row_number() OVER (PARTITION BY l.commitment ORDER BY l.score DESC, l.statement) AS sure,"
        " row_number() OVER (PARTITION BY l.commitment ORDER BY coalesce(s.time_start, t.published_start, '') DESC,"
        " l.score DESC, l.statement) AS new"
        " FROM commitment_links l JOIN commitments c ON c.id = l.commitment"
        " JOIN statements s ON s.id = l.statement JOIN readings r ON r.id = s.reading JOIN texts t ON t.id = r.text"
        " WHERE r.is_current = 1 AND s.review <> 'rejected'"
        f" AND c.id IN (SELECT id FROM commitments WHERE {condition}))"
        f" WHERE sure <= {SUREST} OR new <= {NEWEST} ORDER BY sure"
    )
    with connections.translated(dossier.path):
        found = dossier.connection.execute(sql, given).fetchall()
    told = told_by_row(dossier, sorted({row[1] for row in found}))
    linked: dict[str, list[Evidence]] = defaultdict(list)
    for key, statement, score, shared, *_ in found:
        one = Evidence(told=replace(told[statement], score=score), shared=tuple(shared.split("|")))
        linked[key].append(one)
    return linked


def _attached(dossier: Dossier, decided: dict[str, Held]) -> dict[str, Told]:
    keys = sorted({key for holding in decided.values() for key in holding.attached})
    sql = "SELECT s.id FROM statements s JOIN readings r ON r.id = s.reading AND r.is_current = 1 WHERE s.key = ?"
    with connections.translated(dossier.path):
        numbers = [row[0] for key in keys for row in dossier.connection.execute(sql, (key,))]
    return {one.statement.id: one for one in told_by_row(dossier, numbers).values()}


def told_by_row(dossier: Dossier, numbers: Sequence[int]) -> dict[int, Told]:
    """Return statements by their rows, each beside its document's date and origin."""
    statements = _statements(dossier, numbers)
    published = _origins(dossier, {one.document for one in statements.values()})
    return {number: _told(one, published[one.document]) for number, one in statements.items()}


def _told(statement: Statement, origin: tuple[When, str | None, str | None]) -> Told:
    published, publisher, title = origin
    return Told(statement=statement, published=published, publisher=publisher, title=title)


_BATCH = 500


def _statements(dossier: Dossier, numbers: Sequence[int]) -> dict[int, Statement]:
    found: dict[int, Statement] = {}
    for start in range(0, len(numbers), _BATCH):
        found |= dossier.statements_by_row(numbers[start : start + _BATCH])
    return found


def _origins(dossier: Dossier, documents: set[str]) -> dict[str, tuple[When, str | None, str | None]]:
    sql = (
        "SELECT t.published_start, t.published_end, t.detail FROM documents d JOIN readings r ON r.document = d.id"
        " AND r.is_current = 1 JOIN texts t ON t.id = r.text WHERE d.key = ?"
    )
    found = {}
    with connections.translated(dossier.path), rows.readable("the texts"):
        for key in documents:
            start, end, text = dossier.connection.execute(sql, (key,)).fetchone()
            detail = _details.decode(text)
            when = When(start=start, end=end, precision=detail.precision, basis=detail.basis)
            found[key] = when, detail.publisher, detail.title
    return found


def _bare(one: Commitment) -> Commitment:
    """Return a commitment without what is computed of it."""
    return replace(one, status="no-evidence", as_of=None, evidence=(), last_heard=None, because="", verdict=None)


def _unique(found: Iterable[Commitment]) -> list[Commitment]:
    """Return each id once, as it was given last."""
    return list({one.id: one for one in found}.values())
