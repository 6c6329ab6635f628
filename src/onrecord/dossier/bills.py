"""Bills of a dossier: versions with their texts, the changes between them, and the concerns raised about them."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

import msgspec

from onrecord.bills.following import Draft
from onrecord.dossier import connections, rows, writing
from onrecord.dossier.concern_decisions import lay
from onrecord.dossier.store import Dossier
from onrecord.errors import IntegrityError, SettingsError
from onrecord.records import Bill, BillVersion, Change, Concern, Issue, content_id

ALIGNED_BY = "onrecord.bills.following/1"
"""Steps that another version aligned are aligned again."""

_COMPRESSION = 6
_versions = msgspec.json.Decoder(BillVersion)
_changes = msgspec.json.Decoder(tuple[Change, ...])
_concerns = msgspec.json.Decoder(Concern)
_LISTED = "onrecord bill list names the bills and their versions"


# Bills and versions


def put_version(
    dossier: Dossier, bill: Bill, version: BillVersion, text_sha256: str, issues: Iterable[Issue] = ()
) -> bool:
    """Store a version, and the bill if it is new; tell whether the version is new.

    Args:
        dossier: open for writing.
        bill: its name and country replace those stored, where they are given.
        version: its document is in the dossier.
        text_sha256: of the text that its spans were read from.
        issues: what of its structure was not understood.

    Raises:
        SettingsError: the bill has another version of this name.
    """
    with dossier.transaction() as db:
        db.execute(
            "INSERT INTO bills (key, name, country) VALUES (?1, ?2, ?3) ON CONFLICT (key) DO UPDATE SET"
            " name = CASE ?2 WHEN '' THEN name WHEN key THEN name ELSE ?2 END, country = coalesce(?3, country)",
            (bill.id, bill.name, bill.country),
        )
        writing.put_issues(db, issues)
        if db.execute("SELECT 1 FROM bill_versions WHERE key = ?", (version.id,)).fetchone():
            db.execute("UPDATE bill_versions SET date = coalesce(?, date) WHERE key = ?", (version.date, version.id))
            return False
        same = (version.bill, version.name)
        if db.execute("SELECT 1 FROM bill_versions WHERE bill = ? AND name = ?", same).fetchone():
            what = f"the bill {version.bill} has another version called {version.name}."
            raise SettingsError(what, where="--version", do="give this one another name")
        columns = "key, bill, name, date, document, text_sha256, body"
        row = (version.id, *same, version.date, version.document, text_sha256, _pack(version))
        db.execute(f"INSERT INTO bill_versions ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    return True


def bills(dossier: Dossier, country: str | None = None) -> list[Bill]:
    """Return the bills, or those of a country, in the order in which they were added."""
    sql = "SELECT key, name, country FROM bills WHERE coalesce(?1, country) IS country ORDER BY id"
    with connections.translated(dossier.path), rows.readable("the bills"):
        found = dossier.connection.execute(sql, (country,)).fetchall()
        ids = {key: tuple(row[0] for row in _ordered(dossier.connection, key)) for key, *_ in found}
    return [Bill(id=key, name=name, country=of, versions=ids[key]) for key, name, of in found]


def find_bill(dossier: Dossier, name: str) -> Bill:
    """Return the bill of this id, or the only one whose id or name begins so.

    Raises:
        SettingsError: there is none, or there are several.
    """
    every = bills(dossier)
    wanted = name.casefold()
    for one in every:
        if one.id.casefold() == wanted:
            return one
    found = [one for one in every if one.id.casefold().startswith(wanted) or one.name.casefold().startswith(wanted)]
    if len(found) == 1 and wanted:
        return found[0]
    what = "several bills are called so." if found and wanted else "there is no such bill."
    raise SettingsError(what, where=name or "(no name)", do=_LISTED)


def versions(dossier: Dossier, bill: str) -> list[BillVersion]:
    """Return the versions of a bill: by date where all have one, else in the order in which they were added."""
    sql = "SELECT body, date FROM bill_versions WHERE key = ?"
    with connections.translated(dossier.path), rows.readable("the versions of a bill"):
        found = [dossier.connection.execute(sql, row[:1]).fetchone() for row in _ordered(dossier.connection, bill)]
        return [replace(_versions.decode(zlib.decompress(body)), date=date) for body, date in found]


def find_version(dossier: Dossier, bill: str, name: str) -> BillVersion:
    """Return the version of a bill that is called so, or whose name or id begins so, or its number from 1.

    Raises:
        SettingsError: there is none, or there are several.
    """
    every = versions(dossier, bill)
    wanted = name.casefold()
    exact = [v for n, v in enumerate(every, start=1) if wanted in (v.name.casefold(), v.id) or name == str(n)]
    found = exact or [v for v in every if v.name.casefold().startswith(wanted) or v.id.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    what = "several versions are called so." if found else f"the bill {bill} has no such version."
    raise SettingsError(what, where=name, do=_LISTED)


def drafts(dossier: Dossier, bill: str) -> list[Draft]:
    """Return the versions of a bill, each with the text that its spans point into.

    Raises:
        IntegrityError: that text is not there.
    """
    return [Draft(version=version, text=_text_of(dossier, version)) for version in versions(dossier, bill)]


def documents_of_bills(dossier: Dossier) -> set[str]:
    """Return the ids of the documents that hold versions."""
    with connections.translated(dossier.path):
        return {key for (key,) in dossier.connection.execute("SELECT document FROM bill_versions")}


def _ordered(db: sqlite3.Connection, bill: str) -> list[tuple[str, str | None]]:
    found = db.execute("SELECT key, date FROM bill_versions WHERE bill = ? ORDER BY id", (bill,)).fetchall()
    return sorted(found, key=lambda row: str(row[1])) if all(date for _, date in found) else list(found)


def _text_of(dossier: Dossier, version: BillVersion) -> str:
    with connections.translated(dossier.path):
        sql = "SELECT text_sha256 FROM bill_versions WHERE key = ?"
        (wanted,) = dossier.connection.execute(sql, (version.id,)).fetchone()
    for document in dossier.texts(version.document):
        if document.text_sha256 == wanted:
            return document.text
    where = f"{version.bill}, {version.name}"
    raise IntegrityError("the text of a version is gone.", where=where, do="add the version again to a new dossier")


def _pack(value: object) -> bytes:
    return zlib.compress(msgspec.json.encode(value), _COMPRESSION)


# Changes


def stamp_of(drafts_of_all: Sequence[Draft]) -> str:
    """Return what stands for a set of versions in their order, and for what aligns them."""
    return content_id("followed", ALIGNED_BY, [draft.version.id for draft in drafts_of_all])


def put_changes(dossier: Dossier, followed: Sequence[Draft], found: Sequence[Change], stamp: str) -> None:
    """Store the changes of bills in place of those that they had; *followed* are all versions of these bills."""
    by_bill: dict[str, list[BillVersion]] = {}
    for draft in followed:
        by_bill.setdefault(draft.version.bill, []).append(draft.version)
    with dossier.transaction() as db:
        for bill, stages in by_bill.items():
            db.execute("DELETE FROM bill_steps WHERE bill = ?", (bill,))
            for a, b in pairwise(stages):
                body = _pack([one for one in found if one.from_version == a.id])
                sql = "INSERT INTO bill_steps (bill, from_version, to_version, stamp, body) VALUES (?, ?, ?, ?, ?)"
                db.execute(sql, (bill, a.id, b.id, stamp, body))


def changes(dossier: Dossier, bill: str | None = None) -> list[Change]:
    """Return the changes of a bill, or of all, step by step."""
    sql = (
        "SELECT s.body FROM bill_steps s JOIN bill_versions v ON v.key = s.from_version"
        " WHERE coalesce(?1, s.bill) = s.bill ORDER BY v.id"
    )
    with connections.translated(dossier.path), rows.readable("the changes of a bill"):
        bodies = dossier.connection.execute(sql, (bill,)).fetchall()
        return [change for (body,) in bodies for change in _changes.decode(zlib.decompress(body))]


def is_followed(dossier: Dossier, stamp: str, bill: str) -> bool:
    """Tell whether the changes stored of a bill are those of the versions and the aligner that *stamp* stands for."""
    with connections.translated(dossier.path):
        stamps = dossier.connection.execute("SELECT stamp FROM bill_steps WHERE bill = ?", (bill,)).fetchall()
    return all(one == stamp for (one,) in stamps) and len(stamps) == max(0, len(versions(dossier, bill)) - 1)


# Concerns


def put_concern(dossier: Dossier, concern: Concern) -> bool:
    """Store a concern that a person wrote down; tell whether it is new."""
    with dossier.transaction() as db:
        return _put_concern(db, concern, is_found=False)


def put_found(dossier: Dossier, bill: str, document: str, found: Sequence[Concern]) -> int:
    """Store what was found in a document, in place of what an earlier reading found and nobody decided on.

    Returns:
        How many are new.
    """
    with dossier.transaction() as db:
        kept = {one.id for one in found}
        sql = (
            "SELECT key FROM concerns WHERE (bill, document, is_found) = (?, ?, 1)"
            " AND key NOT IN (SELECT concern FROM concern_decisions)"
        )
        gone = [(key,) for (key,) in db.execute(sql, (bill, document)) if key not in kept]
        db.executemany("DELETE FROM concerns WHERE key = ?", gone)
        return sum(_put_concern(db, one, is_found=True) for one in found)


def concerns(dossier: Dossier, bill: str, *, rejected: bool = False) -> list[Concern]:
    """Return the concerns of a bill, not computed, with what persons decided; those rejected only if asked for."""
    sql = "SELECT record FROM concerns WHERE bill = ? ORDER BY id"
    with dossier.snapshot(), rows.readable("the concerns"):
        with connections.translated(dossier.path):
            found = [_concerns.decode(record) for (record,) in dossier.connection.execute(sql, (bill,))]
        laid = lay(dossier, found)
    return [one for one in laid if rejected or one.review != "rejected"]


def _put_concern(db: sqlite3.Connection, one: Concern, *, is_found: bool) -> bool:
    record = rows.to_json(replace(one, computed="unclear", because="", verdict=None))
    if db.execute("SELECT 1 FROM concerns WHERE key = ?", (one.id,)).fetchone():
        db.execute("UPDATE concerns SET record = ? WHERE key = ?", (record, one.id))
        return False
    sql = "INSERT INTO concerns (key, bill, document, is_found, record) VALUES (?, ?, ?, ?, ?)"
    db.execute(sql, (one.id, one.bill, one.document, int(is_found), record))
    return True
