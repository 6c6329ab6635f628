"""Part the statements of a country anew when documents have come in, all at once; old threads keep their ids.

What persons decided is laid over the threads again. A group of statements is the old thread with which it shares most.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from onrecord.dossier import thread_rows
from onrecord.dossier.store import Dossier
from onrecord.dossier.vectors import quantise, restore
from onrecord.dossier.weaving import items_in, lay_decisions, unspoken_in, writing
from onrecord.records import Document, Reweaving
from onrecord.reference.countries import Gazetteer
from onrecord.threads import Profile, Rarities, Strand, Survey, Traits, spin
from onrecord.threads.loom import thread_id
from onrecord.threads.rarities import ALL
from onrecord.threads.regrouping import Spot, keep_ids, passage_of, regroup

K = TypeVar("K", int, str)
Embed = Callable[[Sequence[str]], NDArray[np.float32]]
_FROM = (
    "FROM thread_members m JOIN threads t ON t.id = m.woven JOIN statements s ON s.id = m.statement"
    " JOIN readings r ON r.id = s.reading JOIN documents d ON d.id = r.document WHERE t.country = ?"
)


def reweave(dossier: Dossier, country: str | None, embed: Embed) -> Reweaving:
    """Part the statements of a country, or those on none, anew; in a transaction, the caller's if it has one open.

    Args:
        dossier: open for writing.
        country: its code.
        embed: gives texts their vectors, `(n, 384) float32`.
    """
    with writing(dossier) as db:
        before = _woven(db, country)
        spots = _spots(dossier, db, country, before, embed)
        old = _groups((spot.strand.statement, before[spot.strand.statement]) for spot in spots)
        parted = regroup(spots, before)
        groups = list(_groups((s.strand.statement, g) for s, g in zip(spots, parted, strict=True)).values())
        ids = keep_ids(groups, before, lambda statement: thread_id(country, statement))
        new = dict(zip(ids, groups, strict=True))
        if new != old:
            _put(dossier, db, country, old, new, {spot.strand.statement: spot.strand for spot in spots})
        return _report(country, before, old, new)


def countries_of_threads(dossier: Dossier, documents: Iterable[str]) -> set[str | None]:
    """Return the countries of the threads that statements of documents are in."""
    sql = (
        "SELECT DISTINCT t.country FROM thread_members m JOIN threads t ON t.id = m.woven JOIN statements s"
        " ON s.id = m.statement JOIN readings r ON r.id = s.reading JOIN documents d ON d.id = r.document"
        " WHERE d.key = ?"
    )
    return {country or None for key in documents for (country,) in dossier.connection.execute(sql, (key,))}


def countries_woven(dossier: Dossier) -> dict[str | None, int]:
    """Return how many statements in threads each country has."""
    sql = "SELECT t.country, count(*) FROM thread_members m JOIN threads t ON t.id = m.woven GROUP BY t.country"
    return {country or None: count for country, count in dossier.connection.execute(sql)}


def stale_wordings(dossier: Dossier) -> list[str]:
    """Return the documents whose findings on wording name a thread that is gone."""
    sql = (
        "SELECT DISTINCT substr(scope, 9) FROM findings f WHERE scope LIKE 'wording:%' AND thread IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM threads t WHERE t.key = f.thread)"
    )
    return [document for (document,) in dossier.connection.execute(sql)]


def _woven(db: sqlite3.Connection, country: str | None) -> dict[str, str]:
    sql = f"SELECT m.key, t.key {_FROM} AND s.review <> 'rejected'"
    return dict(db.execute(sql, (country or "",)).fetchall())


def _groups(pairs: Iterable[tuple[str, K]]) -> dict[K, list[str]]:
    out: dict[K, list[str]] = defaultdict(list)
    for statement, group in pairs:
        out[group].append(statement)
    return dict(out)


def _spots(
    dossier: Dossier, db: sqlite3.Connection, country: str | None, before: Mapping[str, str], embed: Embed
) -> list[Spot]:
    gazetteer, rarities = Gazetteer(dossier.declared_countries()), _rarities(db, country)
    documents = [key for (key,) in db.execute(f"SELECT DISTINCT d.key {_FROM} ORDER BY r.order_key", (country or "",))]
    out: list[Spot] = []
    for key in documents:
        document = dossier.document(key)
        survey, traits = _traits(dossier, db, document, country, set(before), gazetteer)
        if traits:
            passages = _passages(db, survey, traits, embed)
            out += _placed(traits, spin(traits, rarities.of), passages)
    return out


def _traits(
    dossier: Dossier,
    db: sqlite3.Connection,
    document: Document,
    country: str | None,
    wanted: set[str],
    gazetteer: Gazetteer,
) -> tuple[Survey, list[Traits]]:
    items = items_in(dossier, db, document, wanted)
    survey = Survey(document, unspoken_in(items, document, gazetteer))
    traits = [survey.traits(item, country) for item in items]
    return survey, sorted(traits, key=lambda t: (t.start, t.item.statement.id))


def _rarities(db: sqlite3.Connection, country: str | None) -> Rarities:
    rarities = Rarities()
    rarities.know(country, ALL, 0)
    for term, count in db.execute("SELECT term, statements FROM thread_words WHERE country = ?", (country or "",)):
        rarities.know(country, term, count)
    return rarities


def _placed(traits: Sequence[Traits], strands: Sequence[Strand], passages: NDArray[np.float32]) -> list[Spot]:
    return [
        Spot(
            strand=strand,
            document=one.item.statement.document,
            sentence=one.sentence,
            within=one.item.statement.within,
            passage=passage,
        )
        for one, strand, passage in zip(traits, strands, passages, strict=True)
    ]


def _passages(db: sqlite3.Connection, survey: Survey, traits: Sequence[Traits], embed: Embed) -> NDArray[np.float32]:
    """Return the vectors of the passages, found once and kept."""
    sql = (
        "SELECT m.statement, p.codes FROM thread_members m LEFT JOIN passages p ON p.statement = m.statement"
        " WHERE m.key = ?"
    )
    rows = [db.execute(sql, (one.item.statement.id,)).fetchone() for one in traits]
    fresh = [n for n, (_, codes) in enumerate(rows) if codes is None]
    codes = [row[1] for row in rows]
    if fresh:
        made = quantise(embed([passage_of(survey, traits[n]) for n in fresh]))
        for n, one in zip(fresh, made, strict=True):
            codes[n] = one.tobytes()
        kept = [(rows[n][0], codes[n]) for n in fresh]
        db.executemany("INSERT OR REPLACE INTO passages (statement, codes) VALUES (?, ?)", kept)
    return restore(np.frombuffer(b"".join(codes), np.int8).reshape(len(codes), -1))


def _put(
    dossier: Dossier,
    db: sqlite3.Connection,
    country: str | None,
    old: Mapping[str, Sequence[str]],
    new: Mapping[str, Sequence[str]],
    strands: Mapping[str, Strand],
) -> None:
    """Store the threads that are others than before, and lay over them what persons decided."""
    for thread, members in new.items():
        if old.get(thread) != members:
            profile = Profile(thread=thread, country=country)
            for statement in members:
                profile.add(strands[statement])
            profile.prune()
            number = thread_rows.put_profile(db, profile, _founder(db, thread, members))
            thread_rows.put_members(db, [(statement, number) for statement in members])
    thread_rows.drop(db, old.keys() - new.keys())
    lay_decisions(dossier)


def _founder(db: sqlite3.Connection, thread: str, members: Sequence[str]) -> str:
    """Return the statement that founded a thread, if it still is in it, else its first."""
    row = db.execute("SELECT founder FROM threads WHERE key = ?", (thread,)).fetchone()
    return str(row[0]) if row and row[0] in members else members[0]


def _report(
    country: str | None,
    before: Mapping[str, str],
    old: Mapping[str, Sequence[str]],
    new: Mapping[str, Sequence[str]],
) -> Reweaving:
    now = {statement: thread for thread, members in new.items() for statement in members}
    return Reweaving(
        country=country,
        statements=len(now),
        before=len(old),
        after=len(new),
        kept=sum(set(old.get(thread, ())) == set(members) for thread, members in new.items()),
        joined=sum(len({before[s] for s in members}) > 1 for members in new.values()),
        parted=sum(len({now[s] for s in members}) > 1 for members in old.values()),
        moved=sum(now[s] != before[s] for s in now),
    )
