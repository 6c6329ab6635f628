"""Series and checks of figures in a dossier: an import adds and updates, the same file twice changes nothing."""

from __future__ import annotations

import sqlite3
import zlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

import msgspec

from onrecord.dossier import connections, rows, writing
from onrecord.dossier.store import Dossier
from onrecord.records import (
    Edition,
    FigureCheck,
    FigureVerdict,
    ImportReport,
    Issue,
    Point,
    Series,
    content_id,
    sha256_hex,
)
from onrecord.reference.indices import PRINTED

_COMPRESSION = 6
_series = msgspec.json.Decoder(Series)
_checks = msgspec.json.Decoder(FigureCheck)
_points = msgspec.json.Decoder(tuple[Point, ...])
_Line = tuple[str, str, str, str]
"""A line of a data file: index, release, country, edition."""


def import_series(
    dossier: Dossier, found: Sequence[Series], issues: Sequence[Issue], rows_in: int, *, origin: str, format: str
) -> ImportReport:
    """Store the series of one file: new figures are added, others replace those of the same country and edition.

    Args:
        dossier: open for writing.
        found: the series of the file.
        issues: what could not be read of it; they are stored too.
        rows_in: how many lines of a country and an edition the file has.
        origin: the file's name.
        format: its layout.

    Returns:
        The account of the file's lines: `rows_in == added + updated + unchanged + refused`.
    """
    fates: dict[_Line, set[str]] = defaultdict(set)
    with dossier.transaction() as db:
        known = _lines_of(db, {_index_of(one) for one in found})
        for one in found:
            _put(db, one, fates)
        writing.put_issues(db, issues)
    counts = Counter(_fate(line, what, known) for line, what in fates.items())
    return ImportReport(
        origin=origin,
        format=format,
        rows_in=rows_in,
        added=counts["added"],
        updated=counts["updated"],
        unchanged=counts["unchanged"],
        refused=rows_in - len(fates),
        issues=tuple(issues),
    )


def _fate(line: _Line, what: set[str], known: set[_Line]) -> str:
    if line not in known:
        return "added"
    return "unchanged" if what == {"unchanged"} else "updated"


def _put(db: sqlite3.Connection, new: Series, fates: dict[_Line, set[str]]) -> None:
    stored = next(_load(db, "key = ?", (new.id,)), None)
    old = {(p.country, p.edition): p for p in stored.points} if stored else {}
    for point in new.points:
        before = old.get((point.country, point.edition))
        what = "unchanged" if point == before else "updated" if before else "added"
        fates[_line(new, point)].add(what)
        old[point.country, point.edition] = point
    merged = replace(
        new,
        origin=_joined(stored.origin if stored else "", new.origin),
        editions=_editions([*(stored.editions if stored else ()), *new.editions]),
        points=tuple(old[key] for key in sorted(old)),
    )
    _write(db, merged)


def _joined(before: str, now: str) -> str:
    return "; ".join(dict.fromkeys(part for part in (*before.split("; "), now) if part))


def _editions(found: Iterable[Edition]) -> tuple[Edition, ...]:
    by_name = {edition.name: edition for edition in found}
    return tuple(sorted(by_name.values(), key=lambda e: (e.data_year or e.year, e.year, e.name)))


def _write(db: sqlite3.Connection, one: Series) -> None:
    detail, points = rows.to_json(replace(one, points=())), msgspec.json.encode(one.points)
    stamp = content_id("series", detail, sha256_hex(points))
    db.execute(
        "INSERT INTO series (key, index_key, points, sha256, detail, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
        " ON CONFLICT (key) DO UPDATE SET points = ?3, sha256 = ?4, detail = ?5, body = ?6 WHERE sha256 <> ?4",
        (one.id, _index_of(one), len(one.points), stamp, detail, zlib.compress(points, _COMPRESSION)),
    )


def _index_of(one: Series) -> str:
    return one.id.partition("/")[0]


def _line(one: Series, point: Point) -> _Line:
    release = "" if one.release in (None, PRINTED) else one.release
    return (_index_of(one), release or "", point.country, point.edition)


def _lines_of(db: sqlite3.Connection, indices: Iterable[str]) -> set[_Line]:
    return {_line(one, p) for key in indices for one in _load(db, "index_key = ?", (key,)) for p in one.points}


def _load(db: sqlite3.Connection, condition: str, given: Sequence[object], *, bare: bool = False) -> Iterator[Series]:
    body = "NULL" if bare else "body"
    for detail, packed in db.execute(f"SELECT detail, {body} FROM series WHERE {condition} ORDER BY key", given):
        points = _points.decode(zlib.decompress(packed)) if packed else ()
        yield replace(_series.decode(detail), points=points)


def load_series(dossier: Dossier, indices: Collection[str] | None = None) -> list[Series]:
    """Return the series of the indices of these keys, of all if None, with their points."""
    marks = ", ".join("?" * len(indices or ()))
    condition = "1" if indices is None else f"index_key IN ({marks})"
    with connections.translated(dossier.path), rows.readable("the series"):
        return list(_load(dossier.connection, condition, tuple(indices or ())))


def list_series(dossier: Dossier) -> list[Series]:
    """Return all series without their points."""
    with connections.translated(dossier.path), rows.readable("the series"):
        return list(_load(dossier.connection, "1", (), bare=True))


def count_points(dossier: Dossier) -> dict[str, int]:
    """Return how many figures each series has, by id."""
    with connections.translated(dossier.path):
        return dict(dossier.connection.execute("SELECT key, points FROM series").fetchall())


# Checks


def stamp_of(dossier: Dossier, made_by: str) -> str:
    """Return what stands for the series, the countries of the dossier's own and the checker (*made_by*)."""
    with connections.translated(dossier.path):
        found = dossier.connection.execute("SELECT key, sha256 FROM series ORDER BY key").fetchall()
    return content_id("checked", made_by, [tuple(row) for row in found], dossier.declared_countries())


_UNCHECKED = (
    "SELECT d.key FROM readings r JOIN documents d ON d.id = r.document"
    " LEFT JOIN checked_readings c ON c.reading = r.id"
    " WHERE r.is_current = 1 AND c.stamp IS NOT ? ORDER BY r.order_key"
)


def unchecked(dossier: Dossier, stamp: str) -> list[str]:
    """Return the documents whose current reading was not checked under this stamp, by day of publication."""
    with connections.translated(dossier.path):
        return [key for (key,) in dossier.connection.execute(_UNCHECKED, (stamp,))]


def put_checks(dossier: Dossier, found: Iterable[tuple[str, Sequence[FigureCheck]]], stamp: str) -> int:
    """Store the checks of documents in place of those that they had; return how many there are.

    Args:
        dossier: open for writing.
        found: ids of documents, each with the checks of its current reading.
        stamp: what they were made with, see `stamp_of`.
    """
    count = 0
    with dossier.transaction() as db:
        for document, checks in found:
            sql = (
                "SELECT r.id FROM readings r JOIN documents d ON d.id = r.document WHERE d.key = ? AND r.is_current = 1"
            )
            (reading,) = db.execute(sql, (document,)).fetchone()
            db.execute("DELETE FROM figure_checks WHERE reading = ?", (reading,))
            db.executemany(
                "INSERT INTO figure_checks (reading, position, key, statement, country, verdict, detail)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(reading, n, c.id, c.statement, c.country, c.verdict, rows.to_json(c)) for n, c in enumerate(checks)],
            )
            db.execute("INSERT OR REPLACE INTO checked_readings (reading, stamp) VALUES (?, ?)", (reading, stamp))
            count += len(checks)
    return count


_CHECKS = (
    "SELECT f.detail FROM figure_checks f JOIN readings r ON r.id = f.reading AND r.is_current = 1"
    " JOIN statements s ON s.key = f.statement AND s.reading = f.reading AND s.review <> 'rejected' WHERE "
)


def checks(
    dossier: Dossier,
    *,
    country: str | None = None,
    verdict: FigureVerdict | None = None,
    document: str | None = None,
) -> list[FigureCheck]:
    """Return the checks stored of statements that nobody rejected, by day of publication, then in reading order."""
    given = {"f.country": country, "f.verdict": verdict, "r.document": _row_of(dossier, document)}
    wanted = {column: value for column, value in given.items() if value is not None}
    condition = " AND ".join(["1", *(f"{column} = ?" for column in wanted)])
    sql = f"{_CHECKS}{condition} ORDER BY r.order_key, f.position"
    with connections.translated(dossier.path), rows.readable("the checks of figures"):
        return [_checks.decode(detail) for (detail,) in dossier.connection.execute(sql, tuple(wanted.values()))]


def count_verdicts(dossier: Dossier, country: str) -> dict[FigureVerdict, int]:
    """Return how many checks of a country have each verdict, of statements that nobody rejected; no zeros."""
    sql = (
        "SELECT f.verdict, count(*) FROM figure_checks f JOIN readings r ON r.id = f.reading AND r.is_current = 1"
        " JOIN statements s ON s.key = f.statement AND s.reading = f.reading AND s.review <> 'rejected'"
        " WHERE f.country = ? GROUP BY f.verdict"
    )
    with connections.translated(dossier.path):
        return dict(dossier.connection.execute(sql, (country,)).fetchall())


def newest_checks(dossier: Dossier, country: str, verdict: FigureVerdict, limit: int) -> list[FigureCheck]:
    """Return the last checks of a country with a verdict, the latest day of publication first."""
    sql = f"{_CHECKS}f.country = ? AND f.verdict = ? ORDER BY r.order_key DESC, f.position DESC LIMIT ?"
    with connections.translated(dossier.path), rows.readable("the checks of figures"):
        found = dossier.connection.execute(sql, (country, verdict, limit)).fetchall()
        return [_checks.decode(detail) for (detail,) in found]


def _row_of(dossier: Dossier, document: str | None) -> int | None:
    if document is None:
        return None
    with connections.translated(dossier.path):
        found = dossier.connection.execute("SELECT id FROM documents WHERE key = ?", (document,)).fetchone()
    return int(found[0]) if found else -1
