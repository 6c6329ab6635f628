"""What persons hold against statements and findings: a statement, a passage, or a note. Only ever added to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

import msgspec

from onrecord.dossier import connections, prefixes, rows
from onrecord.dossier.review_checks import trimmed
from onrecord.dossier.reviews import find_statement
from onrecord.dossier.store import Dossier
from onrecord.errors import SettingsError
from onrecord.records import Rebuttal, Span, content_id, cut

_decoder = msgspec.json.Decoder(Rebuttal)
_TARGET_GONE = "what it is held against is there no more"
_STATEMENT_GONE = "the statement that rebuts is there no more"
_TEXT_GONE = "the document has another text now; the words are those of the text that was read then"


def attach(
    dossier: Dossier,
    target: str,
    *,
    by: str,
    now: str,
    statement: str | None = None,
    document: str | None = None,
    spans: Sequence[Span] = (),
    note: str | None = None,
    who: str | None = None,
    why: str | None = None,
) -> Rebuttal:
    """Hold something against a statement or a finding: a statement, a passage of a document, or a note.

    A note is a person's own words and is shown as such, never as evidence.

    Args:
        dossier: open for writing.
        target: the statement or finding; its id, or how that begins.
        by: the name of who attaches it.
        now: ISO 8601 moment.
        statement: the statement that rebuts; its id, or how that begins.
        document: the document whose passage rebuts; its id, or how that begins.
        spans: the passage, in that document's text.
        note: free text.
        who: who rebuts, where that is not the speaker of *statement*.
        why: the reason.

    Raises:
        SettingsError: something is not there, a passage is none, or not just one of the three is given.
    """
    if not by.strip():
        raise SettingsError("a rebuttal needs the name of who attached it.", where=target, do="give a name")
    about, key = _target(dossier, target)
    said = _clean(note)
    if (statement is not None) + (document is not None) + (said is not None) != 1:
        do = "give one of them; a second rebuttal can be attached, too"
        raise SettingsError("a rebuttal is a statement, a passage, or a note.", where=key, do=do)
    made = Rebuttal(id="", target=key, about=about, by=by.strip(), at=now, why=_clean(why), who=_clean(who), note=said)
    if statement is not None:
        made = replace(made, statement=find_statement(dossier, statement))
        if made.statement == key:
            raise SettingsError("a statement does not rebut itself.", where=key, do="name another one")
    if document is not None:
        made = _with_passage(dossier, made, document, spans)
    with dossier.transaction() as db:
        return _put(db, made)


def undo(dossier: Dossier, rebuttal: str, *, by: str, now: str, why: str | None = None) -> Rebuttal:
    """Take a rebuttal back, by its id or the beginning of it; it stays in the log.

    Returns:
        The record that takes it back.

    Raises:
        SettingsError: there is no such rebuttal that holds, or no name is given.
    """
    if not by.strip():
        raise SettingsError("taking back needs the name of who does it.", where=rebuttal, do="give a name")
    sql = "SELECT key FROM rebuttals WHERE key >= ?1 AND key < ?1 || '~' AND undoes IS NULL LIMIT 2"
    key = prefixes.find_id(dossier, sql, rebuttal, what="rebuttals", do="onrecord review rebuttals prints the ids")
    with dossier.transaction() as db:
        found = _holding(_load(db, "key = ? OR undoes = ?", (key, key)))
        if not found:
            raise SettingsError("the rebuttal was taken back already.", where=key, do="see the log: --all")
        one = found[0]
        return _put(
            db,
            Rebuttal(id="", target=one.target, about=one.about, by=by.strip(), at=now, why=_clean(why), undoes=key),
        )


def rebuttals(dossier: Dossier, target: str | None = None, *, all_of_them: bool = False) -> list[Rebuttal]:
    """Return the rebuttals that hold, in the order in which they were attached, with what became of their ends.

    Args:
        dossier: where they are.
        target: only those of this statement or finding, its whole id.
        all_of_them: also those that were taken back, and what took them back: the whole log.
    """
    with dossier.snapshot(), connections.translated(dossier.path):
        db = dossier.connection
        found = _load(db, "coalesce(?1, target) = target", (target,))
        return [replace(one, conflict=_conflict(db, one)) for one in (found if all_of_them else _holding(found))]


def rebuttals_of(dossier: Dossier, targets: Iterable[str]) -> dict[str, list[Rebuttal]]:
    """Return the rebuttals that hold of many statements or findings: those that have one, by id."""
    wanted = set(targets)
    found: dict[str, list[Rebuttal]] = {}
    for one in rebuttals(dossier):  # few, whatever the dossier's size: each was written by hand
        if one.target in wanted:
            found.setdefault(one.target, []).append(one)
    return found


def _clean(words: str | None) -> str | None:
    return (words or "").strip() or None


def _target(dossier: Dossier, target: str) -> tuple[Literal["statement", "finding"], str]:
    sql = (
        "SELECT 'f' || key FROM findings WHERE key >= ?1 AND key < ?1 || '~'"
        " UNION SELECT 's' || s.key FROM statements s JOIN readings r ON r.id = s.reading AND r.is_current = 1"
        " WHERE s.key >= ?1 AND s.key < ?1 || '~' LIMIT 2"
    )
    found = prefixes.find_id(
        dossier, sql, target, what="statements or findings", none="there is no such statement or finding.",
        do="onrecord find and onrecord findings print the ids",
    )  # fmt: skip
    return ("finding" if found[0] == "f" else "statement"), found[1:]


def _with_passage(dossier: Dossier, made: Rebuttal, document: str, spans: Sequence[Span]) -> Rebuttal:
    found = dossier.document(document)
    if any(not 0 <= start < end <= len(found.text) for start, end in spans):
        do = f"give START-END of its {len(found.text)} characters"
        raise SettingsError("the passage lies outside of the document's text.", where=found.id, do=do)
    placed = trimmed(found.text, spans)
    if not placed:
        raise SettingsError("a passage has words.", where=found.id, do="give START-END of the document's text")
    return replace(made, document=found.id, text_sha256=found.text_sha256, spans=placed, quote=cut(found.text, placed))


def _put(db: sqlite3.Connection, one: Rebuttal) -> Rebuttal:
    (count,) = db.execute("SELECT count(*) FROM rebuttals").fetchone()
    made = replace(one, id=content_id("rebuttal", msgspec.to_builtins(one), count))
    sql = "INSERT INTO rebuttals (key, target, undoes, record) VALUES (?, ?, ?, ?)"
    db.execute(sql, (made.id, made.target, made.undoes, rows.to_json(made)))
    return made


def _load(db: sqlite3.Connection, condition: str, given: Sequence[str | None]) -> list[Rebuttal]:
    with rows.readable("the rebuttals"):
        found = db.execute(f"SELECT record FROM rebuttals WHERE {condition} ORDER BY id", given)
        return [_decoder.decode(record) for (record,) in found]


def _holding(found: Sequence[Rebuttal]) -> list[Rebuttal]:
    undone = {one.undoes for one in found}
    return [one for one in found if one.undoes is None and one.id not in undone]


def _conflict(db: sqlite3.Connection, one: Rebuttal) -> str | None:
    """Return what of a rebuttal is there no more."""
    current = "SELECT 1 FROM statements s JOIN readings r ON r.id = s.reading AND r.is_current = 1 WHERE s.key = ?"
    there = current if one.about == "statement" else "SELECT 1 FROM findings WHERE key = ?"
    if not db.execute(there, (one.target,)).fetchone():
        return _TARGET_GONE
    if one.statement and not db.execute(current, (one.statement,)).fetchone():
        return _STATEMENT_GONE
    text = (
        "SELECT t.sha256 FROM documents d JOIN readings r ON r.document = d.id AND r.is_current = 1"
        " JOIN texts t ON t.id = r.text WHERE d.key = ?"
    )
    if one.document and (one.text_sha256,) != db.execute(text, (one.document,)).fetchone():
        return _TEXT_GONE
    return None
