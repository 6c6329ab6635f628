"""Which briefs were written from a dossier: on what, when, and all that they held; never changed.

A later brief on the same is set beside the last one, so that a reader is told what is new.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

import msgspec

from onrecord.briefs import Earlier, Filters, Item, digest_of, scope_of
from onrecord.dossier import connections, prefixes, rows
from onrecord.dossier.store import Dossier
from onrecord.records import content_id

_COLUMNS = "b.key, b.written_at, b.country, b.filters, b.as_of, b.form, b.name, b.sha256, b.contents, c.size"
_FROM = "briefs b JOIN brief_contents c ON c.digest = b.contents"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A brief that was written: *at* which ISO 8601 moment, on which *country* and within which limits.

    *form* and *name* are those of the file, *sha256* is of its bytes; *contents* is one digest of all that it held,
    *size* of how many documents, statements, findings, commitments and figure checks.
    """

    id: str
    at: str
    country: str
    filters: Filters
    as_of: str | None
    form: str
    name: str
    sha256: str
    contents: str
    size: int


def note_brief(
    dossier: Dossier,
    items: tuple[Item, ...],
    *,
    country: str,
    filters: Filters,
    form: str,
    name: str,
    sha256: str,
    now: str,
) -> Written:
    """Write down that a brief was written.

    Args:
        dossier: open for writing.
        items: all that it held.
        country: the code of the country that it is on.
        filters: its limits.
        form: `html`, `docx`, …
        name: that of its file.
        sha256: of the bytes of the file.
        now: ISO 8601 moment.

    Raises:
        NotWritable: the dossier is open for reading only.
    """
    digest = digest_of(items)
    key = content_id("brief", country, scope_of(country, filters), form, name, sha256, now)
    with dossier.transaction() as db:
        if not db.execute("SELECT 1 FROM brief_contents WHERE digest = ?", (digest,)).fetchone():
            codec, body = rows.pack(msgspec.json.encode([_packed(item) for item in items]))
            db.execute("INSERT INTO brief_contents VALUES (?, ?, ?, ?)", (digest, len(items), codec, body))
        limits = (scope_of(country, filters), rows.to_json(filters), filters.as_of)
        db.execute(
            "INSERT OR IGNORE INTO briefs (key, written_at, country, scope, filters, as_of, form, name, sha256,"
            " contents) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (key, now, country, *limits, form, name, sha256, digest),
        )
    return Written(
        id=key,
        at=now,
        country=country,
        filters=filters,
        as_of=filters.as_of,
        form=form,
        name=name,
        sha256=sha256,
        contents=digest,
        size=len(items),
    )


def briefs_written(dossier: Dossier, country: str | None = None) -> list[Written]:
    """Return the briefs that were written, the newest first."""
    sql = f"SELECT {_COLUMNS} FROM {_FROM} WHERE coalesce(?1, b.country) = b.country ORDER BY b.id DESC"
    with connections.translated(dossier.path), rows.readable("the briefs that were written"):
        return [_written(row) for row in dossier.connection.execute(sql, (country,))]


def earlier_brief(dossier: Dossier, country: str, filters: Filters, contents: str, now: str) -> Earlier | None:
    """Return the brief to tell the changes since: the last one on the same, within the same limits.

    One that holds the same and was written on the same day is passed over: it is the same brief in another form.

    Args:
        dossier: where from.
        country: the code of the country.
        filters: the limits; the day by which commitments are judged may differ.
        contents: the digest of all that the brief in the making holds.
        now: ISO 8601 moment.
    """
    sql = (
        f"SELECT {_COLUMNS} FROM {_FROM} WHERE b.scope = ? AND NOT (b.contents = ? AND substr(b.written_at, 1, 10) = ?)"
        " ORDER BY b.id DESC LIMIT 1"
    )
    with connections.translated(dossier.path), rows.readable("the briefs that were written"):
        found = dossier.connection.execute(sql, (scope_of(country, filters), contents, now[:10])).fetchone()
        return _earlier(dossier.connection, _written(found)) if found else None


def brief_by_id(dossier: Dossier, id_or_prefix: str) -> Earlier:
    """Return the brief of this id, or the only one whose id begins so, with all that it held.

    Raises:
        SettingsError: there is none, or there are several.
    """
    sql = "SELECT key FROM briefs WHERE key >= ?1 AND key < ?1 || '~' ORDER BY 1 LIMIT 2"
    key = prefixes.find_id(dossier, sql, id_or_prefix, what="briefs", do="onrecord briefs lists them")
    with connections.translated(dossier.path), rows.readable("the briefs that were written"):
        db = dossier.connection
        return _earlier(db, _written(db.execute(f"SELECT {_COLUMNS} FROM {_FROM} WHERE b.key = ?", (key,)).fetchone()))


def _written(row: tuple[str, ...]) -> Written:
    key, at, country, filters, as_of, form, name, sha256, contents, size = row
    return Written(
        id=key,
        at=at,
        country=country,
        filters=msgspec.json.decode(filters, type=Filters),
        as_of=as_of,
        form=form,
        name=name,
        sha256=sha256,
        contents=contents,
        size=int(size),
    )


def _earlier(db: sqlite3.Connection, written: Written) -> Earlier:
    sql = "SELECT codec, body FROM brief_contents WHERE digest = ?"
    items = msgspec.json.decode(rows.unpack(*db.execute(sql, (written.contents,)).fetchone()), type=list[_Packed])
    return Earlier(id=written.id, at=written.at, items=tuple(map(_unpacked, items)))


class _Packed(msgspec.Struct, array_like=True, frozen=True):
    """An item as it is stored: without field names, which would be most of it."""

    kind: str
    id: str
    digest: str
    states: tuple[str, ...]
    says: str
    document: str | None
    spans: tuple[tuple[int, int], ...]


def _packed(item: Item) -> _Packed:
    return _Packed(item.kind, item.id, item.digest, item.states, item.says, item.document, item.spans)


def _unpacked(packed: _Packed) -> Item:
    return Item(
        kind=packed.kind,  # type: ignore[arg-type]  # as it was written
        id=packed.id,
        digest=packed.digest,
        states=packed.states,
        says=packed.says,
        document=packed.document,
        spans=packed.spans,
    )
