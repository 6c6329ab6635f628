"""Weave the threads of a dossier, and lay over them what persons decided."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from onrecord.dossier import thread_decisions as decided
from onrecord.dossier import thread_rows
from onrecord.dossier.filters import StatementFilter
from onrecord.dossier.store import Dossier
from onrecord.dossier.thread_decisions import Anchor, Overlay
from onrecord.dossier.wordings import put_wordings
from onrecord.records import Document
from onrecord.reference.countries import Gazetteer
from onrecord.threads import Item, Loom, Profile, Rarities, Strand, Survey, names_of_country, spin


@contextmanager
def writing(dossier: Dossier) -> Iterator[sqlite3.Connection]:
    """Take part in the transaction that is open, or open one."""
    if dossier.connection.in_transaction:
        yield dossier.connection
        return
    with dossier.transaction() as db:
        yield db


def weave_document(dossier: Dossier, document: str) -> list[str]:
    """Place the statements of a document that are in no thread yet; those placed before stay where they are.

    Statements of older readings of it leave their threads; what persons decided holds for the new ones. Opens a
    transaction, or takes part in that of the caller.

    Args:
        dossier: open for writing.
        document: its id.

    Returns:
        The ids of the threads that changed.
    """
    with writing(dossier) as db:
        touched = thread_rows.retire(db, document)
        _respin(dossier, db, touched)
        fresh = thread_rows.unwoven(db, document)
        if fresh:
            touched |= _weave(dossier, db, dossier.document(document), fresh)
        thread_rows.refresh_sizes(db, touched)
        return _keys_of(db, touched)


def _weave(dossier: Dossier, db: sqlite3.Connection, document: Document, fresh: set[str]) -> set[int]:
    gazetteer = Gazetteer(dossier.declared_countries())
    items = items_in(dossier, db, document, fresh)
    unspoken = unspoken_in(items, document, gazetteer)
    shelf = thread_rows.DossierShelf(db)
    loom = Loom(thread_rows.load_rarities(db, Survey(document, unspoken).all_terms(items)), shelf)
    over = decided.overlay(db, decided.holding(decided.log(db)))
    placements = loom.weave(document, items, unspoken=unspoken, fixed=over.moved)
    thread_rows.put_counts(db, loom.rarities.counted)
    put_wordings(db, [item.statement for item in items])
    changed = set(thread_rows.put_woven(db, loom, placements))
    return changed | _lay(db, over, [p.statement for p in placements])


def reweave_all(dossier: Dossier, tell: Callable[[str], None] = lambda _: None) -> int:
    """Weave every document anew, in the order of publication; what persons decided is laid over it again.

    Args:
        dossier: open for writing.
        tell: told the title of each document as it is woven, for a progress bar.

    Returns:
        How many threads there are.
    """
    with writing(dossier) as db:
        over = decided.overlay(db, decided.holding(decided.log(db)))
        gazetteer, loom = Gazetteer(dossier.declared_countries()), Loom(Rarities())
        placed: list[tuple[str, str]] = []
        founders: dict[str, str] = {}
        for document in dossier.documents():
            keys = {key for (key,) in db.execute(_CURRENT_KEYS, (document.id,))}
            items = items_in(dossier, db, document, keys)
            unspoken = unspoken_in(items, document, gazetteer)
            for one in loom.weave(document, items, unspoken=unspoken, fixed=over.moved):
                founders.setdefault(one.thread, one.statement)
                placed.append((one.statement, one.thread))
            put_wordings(db, [item.statement for item in items])
            tell(document.title or document.id)
        thread_rows.clear(db)
        thread_rows.put_counts(db, loom.rarities.counted)
        numbers = {
            thread: thread_rows.put_profile(db, profile, founders[thread])
            for thread, profile in loom.profiles.items()
            if thread in founders
        }
        thread_rows.put_members(db, ((statement, numbers[thread]) for statement, thread in placed))
        lay_decisions(dossier)
        return _count(db)


_CURRENT_KEYS = (
    "SELECT s.key FROM statements s JOIN readings r ON r.id = s.reading AND r.is_current = 1"
    " JOIN documents d ON d.id = r.document WHERE d.key = ? AND s.review <> 'rejected'"
)


def unspoken_in(items: Iterable[Item], document: Document, gazetteer: Gazetteer) -> frozenset[str]:
    """Return the words that tell nothing in a document: the names of the countries that its statements are about."""
    codes = {item.statement.country for item in items} | {share.code for share in document.countries[:1]}
    return frozenset(stem for code in codes for stem in names_of_country(gazetteer, code))


def items_in(dossier: Dossier, db: sqlite3.Connection, document: Document, wanted: set[str]) -> list[Item]:
    """Return the *wanted* statements of a document's current reading as weaving takes them."""
    found = {s.id: s for s in dossier.statements(StatementFilter(document=document.id)) if s.id in wanted}
    return thread_rows.items_of(db, found, document)


def _respin(dossier: Dossier, db: sqlite3.Connection, threads: Iterable[int]) -> None:
    """Make the profiles of threads anew from the statements that they have now."""
    gazetteer = Gazetteer(dossier.declared_countries())
    for number in sorted(threads):
        key, country, founder = db.execute(
            "SELECT key, country, founder FROM threads WHERE id = ?", (number,)
        ).fetchone()
        profile = Profile(thread=key, country=country or None)
        members = {k for (k,) in db.execute("SELECT key FROM thread_members WHERE base = ?", (number,))}
        for document in thread_rows.documents_of(db, number):
            for strand in _strands(dossier, db, dossier.document(document), gazetteer):
                if strand.statement in members:
                    profile.add(strand)
        profile.prune()
        thread_rows.put_profile(db, profile, founder)


def _strands(dossier: Dossier, db: sqlite3.Connection, document: Document, gazetteer: Gazetteer) -> list[Strand]:
    keys = {key for (key,) in db.execute(_CURRENT_KEYS, (document.id,))}
    items = items_in(dossier, db, document, keys)
    survey = Survey(document, unspoken_in(items, document, gazetteer))
    rarities = thread_rows.load_rarities(db, survey.all_terms(items))
    home = survey.home(rarities)
    traits = sorted((survey.traits(item, home) for item in items), key=lambda t: (t.start, t.item.statement.id))
    return spin(traits, rarities.of) if traits else []


def lay_decisions(dossier: Dossier) -> None:
    """Lay what persons decided over the threads as they were woven; in a transaction of the caller."""
    db = dossier.connection
    before = dict(db.execute("SELECT statement, base FROM thread_members WHERE base <> woven").fetchall())
    db.execute("UPDATE thread_members SET base = woven, thread = woven WHERE base <> woven OR thread <> woven")
    db.execute("UPDATE threads SET name = made_name, part_of = NULL, edited = 0 WHERE edited = 1")
    _lay(db, decided.overlay(db, decided.holding(decided.log(db))), None)
    after = dict(db.execute("SELECT statement, base FROM thread_members WHERE base <> woven").fetchall())
    changed = {
        n for s in before.keys() | after.keys() if before.get(s) != after.get(s) for n in (before.get(s), after.get(s))
    }
    woven = {db.execute("SELECT woven FROM thread_members WHERE statement = ?", (s,)).fetchone()[0]
             for s in before.keys() ^ after.keys()}  # fmt: skip
    _respin(dossier, db, {n for n in changed | woven if n is not None})
    db.execute("UPDATE threads SET size = (SELECT count(*) FROM thread_members m WHERE m.thread = threads.id)")


def _lay(db: sqlite3.Connection, over: Overlay, statements: Sequence[str] | None) -> set[int]:
    """Lay decisions over threads: over all, or over those of some statements; return the rows of changed threads."""
    for thread, made in over.made.items():
        _found(db, thread, made)
    sql = f"SELECT key, id FROM threads WHERE key IN ({', '.join('?' * len(_keys(over)))})"
    number = dict(db.execute(sql, _keys(over)).fetchall())
    wanted = None if statements is None else set(statements)
    for statement, thread in over.moved.items():
        if wanted is None or statement in wanted:
            db.execute("UPDATE thread_members SET base = ?1, thread = ?1 WHERE key = ?2", (number[thread], statement))
    touched: set[int] = set()
    for thread in over.merged:
        final = number[over.final(thread)]
        sql = "UPDATE thread_members SET thread = ? WHERE base = ? AND thread <> ?"
        if db.execute(sql, (final, number[thread], final)).rowcount:
            touched |= {final, number[thread]}
    for thread, name in over.named.items():
        db.execute("UPDATE threads SET name = ? WHERE id = ?", (name, number[thread]))
    for thread, parent in over.under.items():
        db.execute("UPDATE threads SET part_of = ? WHERE id = ?", (parent, number[thread]))
    edited = {number[key] for key in _keys(over)}
    db.executemany("UPDATE threads SET edited = 1 WHERE id = ?", [(n,) for n in edited])
    return touched | {number[t] for t in over.moved.values()}


def _keys(over: Overlay) -> list[str]:
    named = [*over.moved.values(), *over.merged, *over.merged.values(), *over.named, *over.under, *over.made]
    return sorted({*named, *(parent for parent in over.under.values() if parent)})


def _found(db: sqlite3.Connection, thread: str, made: Anchor) -> None:
    """Let a thread be there that a person founded."""
    sql = "SELECT t.country FROM thread_members m JOIN threads t ON t.id = m.woven WHERE m.key = ?"
    country = next((c for key in made.statements for (c,) in db.execute(sql, (key,))), "")
    if not db.execute("SELECT 1 FROM threads WHERE key = ?", (thread,)).fetchone():
        thread_rows.put_profile(db, Profile(thread=thread, country=country or None), made.founder)


def _count(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM threads WHERE size > 0").fetchone()[0])


def _keys_of(db: sqlite3.Connection, numbers: Iterable[int]) -> list[str]:
    sql = "SELECT key FROM threads WHERE id = ?"
    return sorted(row[0] for n in numbers if (row := db.execute(sql, (n,)).fetchone()))
