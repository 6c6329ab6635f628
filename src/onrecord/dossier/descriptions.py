"""What persons and libraries of references say of documents: beside what was read, never over it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import msgspec

from onrecord.dossier import connections, rows
from onrecord.records import Description, Document, Issue, When, content_id, make_issue

if TYPE_CHECKING:
    from onrecord.dossier.store import Dossier

_decoder = msgspec.json.Decoder(Description)
_LAST = "SELECT max(id) FROM descriptions GROUP BY document, origin"
_NAMES = ("title", "publisher", "authors", "published", "language")


def describe(dossier: Dossier, document: str, given: Description, at: str) -> Literal["added", "updated", "unchanged"]:
    """Store what is said of a document; saying the same again from the same origin changes nothing.

    Where the document itself says otherwise, both are kept, and an issue names them.

    Args:
        dossier: open for writing.
        document: its whole id.
        given: what is said; `id`, `document` and `at` are filled in here.
        at: ISO 8601 moment.
    """
    with dossier.transaction() as db:
        sql = "SELECT record FROM descriptions WHERE (document, origin) = (?, ?) ORDER BY id DESC LIMIT 1"
        found = db.execute(sql, (document, given.origin)).fetchone()
        bare = replace(given, id="", document=document, at="")
        if found and replace(_decoder.decode(found[0]), id="", at="") == bare:
            return "unchanged"
        made = replace(bare, id=content_id("description", bare, at), at=at)
        row = (made.id, document, made.origin, rows.to_json(made))
        db.execute("INSERT INTO descriptions (key, document, origin, record) VALUES (?, ?, ?, ?)", row)
        _reorder(db, document, made)
    _tell_of_conflicts(dossier, document, made)
    return "updated" if found else "added"


def descriptions(dossier: Dossier, document: str | None = None) -> list[Description]:
    """Return what holds of what is said of documents, or of one, in the order in which it was written."""
    with connections.translated(dossier.path):
        return load(dossier.connection, document)


def load(db: sqlite3.Connection, document: str | None = None) -> list[Description]:
    """Return the same from an open file."""
    if document is None:
        found = db.execute(f"SELECT record FROM descriptions WHERE id IN ({_LAST}) ORDER BY id")
    else:
        sql = "SELECT record FROM descriptions WHERE document = ?1 AND id IN (SELECT max(id) FROM descriptions"
        found = db.execute(f"{sql} WHERE document = ?1 GROUP BY origin) ORDER BY id", (document,))
    with rows.readable("the descriptions"):
        return [_decoder.decode(record) for (record,) in found]


def filled(document: Document, said: Sequence[Description]) -> Document:
    """Return *document* with what is *said* of it where it does not itself say; the last word counts."""
    for one in reversed(said):
        document = replace(
            document,
            title=document.title or one.title,
            publisher=document.publisher or one.publisher,
            authors=document.authors or one.authors,
            language=one.language if document.language == "und" and one.language else document.language,
            published=_published(document.published, one.published),
        )
    return document


def _published(read: When, said: When) -> When:
    """Prefer what the document states; a person's date to one that was only inferred, unless it is less exact."""
    if said.start is None or read.basis == "stated" or says_less(said, read):
        return read
    return replace(said, basis="inferred")


def says_less(said: When, read: When) -> bool:
    """Tell whether a date says no more than one that is known: the same, or a month or year around it."""
    if said.start is None or read.start is None:
        return said.start is None
    return said.start <= read.start and (read.end or read.start) <= (said.end or said.start)


def _reorder(db: sqlite3.Connection, document: str, said: Description) -> None:
    """Let the document stand by the day that is said where it states none itself."""
    if said.published.start is None:
        return
    sql = (
        "SELECT r.id, t.detail, t.published_start, t.published_end FROM readings r JOIN texts t ON t.id = r.text"
        " JOIN documents d ON d.id = r.document"
        " WHERE d.key = ? AND r.is_current = 1"
    )
    for reading, detail, start, end in db.execute(sql, (document,)).fetchall():
        read = msgspec.json.decode(detail, type=rows.TextDetail)
        known = When(start=start, end=end, precision=read.precision, basis=read.basis)
        if read.basis != "stated" and not says_less(said.published, known):
            key = f"{said.published.start} {document}"
            db.execute("UPDATE readings SET order_key = ? WHERE id = ?", (key, reading))


def _tell_of_conflicts(dossier: Dossier, document: str, said: Description) -> None:
    from onrecord.dossier import writing

    with dossier.transaction() as db:
        (read,) = list(dossier.documents_as_read(document))
        writing.put_issues(db, conflicts(read, said))


def conflicts(read: Document, said: Description) -> list[Issue]:
    """Return an issue for each value that is said of a document otherwise than the document says it."""
    issues = []
    for name in _NAMES:
        mine, theirs = getattr(read, name), getattr(said, name)
        is_guess = isinstance(mine, When) and mine.basis != "stated"
        if is_guess or _is_empty(mine) or _is_empty(theirs) or _is_same(mine, theirs):
            continue
        what = f"its {name} reads “{_shown(mine)}”; {said.origin} says “{_shown(theirs)}”: both are kept."
        do = "what the document says is shown; correct the entry there if it is wrong"
        issues.append(make_issue("described-otherwise", "imports", what, said.origin, do, read.id))
    return issues


def _is_empty(value: object) -> bool:
    return value in (None, "", (), "und") or (isinstance(value, When) and not value.start)


def _is_same(mine: object, theirs: object) -> bool:
    if isinstance(mine, When) and isinstance(theirs, When):
        return (mine.start or "") <= (theirs.end or "") and (theirs.start or "") <= (mine.end or "")
    one, other = (re.sub(r"\W+", " ", rows.fold(_shown(value))).strip() for value in (mine, theirs))
    return one.startswith(other) or other.startswith(one)  # a subtitle, a language with and without its region


def _shown(value: object) -> str:
    if isinstance(value, When):
        return f"{value.start}" if value.start == value.end else f"{value.start} to {value.end}"
    return "; ".join(value) if isinstance(value, tuple) else " ".join(str(value).split())
