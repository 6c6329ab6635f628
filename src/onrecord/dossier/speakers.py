"""Speakers across documents: who they are, what they said over time, and in which parts."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass, replace

import msgspec

from onrecord.dossier import connections, prefixes, rows, speaker_rows
from onrecord.dossier import speaker_decisions as decided
from onrecord.dossier.cursors import LIMIT, Page, from_address, to_address
from onrecord.dossier.facts import REVIEWS, UNDATED, country_number
from onrecord.dossier.facts_kept import facts_of
from onrecord.dossier.rows import fold
from onrecord.dossier.said import said_by
from onrecord.dossier.store import Dossier
from onrecord.records import STANCES, Camp, Finding, KnownSpeaker, Speaker, Stance

_findings = msgspec.json.Decoder(Finding)
EVERYWHERE = "*"
"""Counts the statements on all countries."""
_MOST_FORMS = 12
"""Names, roles and affiliations that are listed of one speaker, those of most statements first."""
_MOST_COUNTED = 10_000
"""A list with a search in it is counted up to here."""
_MOST_LOOKED_AT, _BOTH = 1500, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerPart:
    """Where a known speaker speaks: as *speaker*, the words of the documents, in *statements* on *country*.

    *document* is set where the name alone is no full one, and counts for this document only. *known* is the known
    speaker that the machine takes it for.
    """

    id: str
    speaker: Speaker
    country: str | None
    document: str | None
    statements: int
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerYear:
    """How many statements a speaker has about a *year* (None: no date is known), by stance."""

    year: str | None
    stances: dict[Stance, int]

    @property
    def statements(self) -> int:
        """All of them."""
        return sum(self.stances.values())


# Reading


def speakers(
    dossier: Dossier,
    *,
    country: str | None = None,
    text: str | None = None,
    camp: Camp | None = None,
    limit: int = LIMIT,
    after: str | None = None,
) -> Page[KnownSpeaker]:
    """Return a page of the known speakers, those with most statements first.

    Args:
        dossier: where they are.
        country: only those who speak on this country; their statements on it are counted.
        text: only those of whose names this is a part, case and accents ignored.
        camp: only those of this camp.
        limit: at most so many.
        after: what the page before gave as its *after*.

    Raises:
        SettingsError: *after* is no such address.
    """
    given = {
        "country": country or EVERYWHERE, "text": fold(text or ""), "camp": camp, "limit": limit + 1,
        "count": None, "known": 0, "most": _MOST_COUNTED,
    }  # fmt: skip
    if after is not None:
        given["count"], given["known"] = from_address(after, tuple[int, int])
    with dossier.snapshot(), connections.translated(dossier.path):
        db = dossier.connection
        found = db.execute(_LISTED + _BEHIND + " ORDER BY c.statements DESC, c.known LIMIT :limit", given).fetchall()
        (total,) = db.execute(f"SELECT count(*) FROM (SELECT 1 {_FROM} LIMIT :most)", given).fetchone()
        shown = found[:limit]
        items = tuple(_known(db, number, statements) for number, statements in shown)
    last = to_address((shown[-1][1], shown[-1][0])) if len(found) > limit else None
    return Page(items=items, after=last, total=total, is_total_exact=total < _MOST_COUNTED)


_FROM = (
    "FROM speaker_counts c JOIN known_speakers k ON k.id = c.known WHERE c.country = :country AND c.statements > 0"
    " AND (:camp IS NULL OR coalesce(k.said_camp, k.camp) = :camp) AND (:text = '' OR instr(k.folded, :text) > 0)"
)
_LISTED = f"SELECT c.known, c.statements {_FROM}"
_BEHIND = " AND (:count IS NULL OR c.statements < :count OR (c.statements = :count AND c.known > :known))"


def speaker(dossier: Dossier, id_or_prefix: str) -> KnownSpeaker:
    """Return the known speaker of this id, or the only one whose id begins so.

    Raises:
        SettingsError: there is none, or there are several.
    """
    key = find_speaker(dossier, id_or_prefix)
    with dossier.snapshot(), connections.translated(dossier.path):
        return _by_key(dossier.connection, key)


def speakers_of(dossier: Dossier, statement: str) -> list[KnownSpeaker]:
    """Return the known speakers of a statement of a current reading: those of its speakers that have a name."""
    sql = (
        "SELECT DISTINCT k.key FROM statements s JOIN readings r ON r.id = s.reading AND r.is_current = 1"
        " JOIN statement_speakers l ON l.statement = s.id JOIN speaker_places p ON p.speaker = l.speaker"
        " AND p.country = coalesce(s.country, '') AND p.document IN (0, r.document)"
        " JOIN known_speakers k ON k.id = p.final WHERE s.key = ?"
    )
    with dossier.snapshot(), connections.translated(dossier.path):
        keys = [key for (key,) in dossier.connection.execute(sql, (statement,))]
        return [_by_key(dossier.connection, key) for key in keys]


def parts(dossier: Dossier, id_or_prefix: str) -> list[SpeakerPart]:
    """Return where a known speaker speaks, those of most statements first: what `unmerge` can take apart."""
    key = find_speaker(dossier, id_or_prefix)
    sql = (
        "SELECT p.key AS part, p.country, p.statements, d.key AS document, m.key AS known, s.* FROM known_speakers k"
        " JOIN speaker_places p ON p.final = k.id JOIN known_speakers m ON m.id = p.made"
        " JOIN speakers s ON s.id = p.speaker LEFT JOIN documents d ON d.id = p.document"
        " WHERE k.key = ? AND p.statements > 0 ORDER BY p.statements DESC, p.key"
    )
    with connections.translated(dossier.path):
        return [_to_part(row) for row in speaker_rows.select(dossier.connection, sql, (key,))]


def years(dossier: Dossier, id_or_prefix: str, country: str | None = None) -> list[SpeakerYear]:
    """Return how many statements a known speaker has about each year, by stance; those without a date last."""
    key = find_speaker(dossier, id_or_prefix)
    with dossier.snapshot(), connections.translated(dossier.path):
        facts = facts_of(dossier)
        mask = said_by(dossier.connection, facts, key) & (facts.column("review") != REVIEWS.index("rejected"))
    if country is not None:
        mask &= facts.column("country") == country_number(country)
    counted = Counter(
        zip((facts.column("first")[mask] // 10_000).tolist(), facts.column("stance")[mask].tolist(), strict=True)
    )
    found: dict[int, dict[Stance, int]] = {}
    for (year, stance), count in sorted(counted.items(), key=lambda one: (one[0][0] == UNDATED, one[0])):
        found.setdefault(year, {})[STANCES[stance]] = count
    return [SpeakerYear(year=f"{y:04}" if y != UNDATED else None, stances=stances) for y, stances in found.items()]


def changes_of_position(dossier: Dossier, id_or_prefix: str, limit: int = 200) -> list[Finding]:
    """Return the findings that set a known speaker's statements against each other, or against what it did.

    Changed positions, contradictions with itself, updates: those of which both sides are its own. Of one that says very
    much, the newest statements are looked at.
    """
    key = find_speaker(dossier, id_or_prefix)
    sql = (
        "SELECT f.id, f.detail, f.review, s.key FROM statements s JOIN finding_sides i ON i.statement = s.key"
        " JOIN findings f ON f.id = i.finding AND f.review <> 'rejected' AND f.kind IN ('changed-position',"
        " 'contradiction', 'update', 'principle-conduct') WHERE s.id = ?"
    )
    sides: dict[str, set[str]] = defaultdict(set)
    found: dict[str, Finding] = {}
    with dossier.snapshot(), connections.translated(dossier.path), rows.readable("the findings"):
        facts = facts_of(dossier)
        newest = facts.ordered(said_by(dossier.connection, facts, key), "newest")[:_MOST_LOOKED_AT]
        for number in facts.column("id")[newest].tolist():
            for _, detail, review, statement in dossier.connection.execute(sql, (number,)):
                one = _findings.decode(detail)
                found[one.id] = replace(one, review=review)
                sides[one.id].add(statement)
    return [one for one in found.values() if len(sides[one.id]) == _BOTH][:limit]


def find_speaker(dossier: Dossier, id_or_prefix: str) -> str:
    """Return the id of the only known speaker whose id begins so.

    Raises:
        SettingsError: there is none, there are several, or too little of it is given.
    """
    sql = "SELECT key FROM known_speakers WHERE key >= ?1 AND key < ?1 || '~' LIMIT 2"
    return prefixes.find_id(dossier, sql, id_or_prefix, what="speakers", do="onrecord speakers list prints the ids")


def _by_key(db: sqlite3.Connection, key: str) -> KnownSpeaker:
    sql = (
        "SELECT k.id, coalesce(c.statements, 0) FROM known_speakers k LEFT JOIN speaker_counts c ON c.known = k.id"
        " AND c.country = ? WHERE k.key = ?"
    )
    return _known(db, *db.execute(sql, (EVERYWHERE, key)).fetchone())


def _known(db: sqlite3.Connection, number: int, statements: int) -> KnownSpeaker:
    sql = "SELECT key, name, coalesce(said_camp, camp), collective, edited FROM known_speakers WHERE id = ?"
    key, name, camp, collective, edited = db.execute(sql, (number,)).fetchone()
    merged, into = _merging(db, number) if edited else ((), None)
    sql = (
        "SELECT p.country FROM speaker_places p WHERE p.final = ? AND p.statements > 0 AND p.country <> ''"
        " GROUP BY 1 ORDER BY sum(p.statements) DESC, 1"
    )
    return KnownSpeaker(
        id=key, name=name, camp=camp, collective=bool(collective), statements=statements,
        countries=tuple(code for (code,) in db.execute(sql, (number,))), names=_forms(db, number, "name"),
        roles=_forms(db, number, "role"), affiliations=_forms(db, number, "affiliation"), merged=merged, into=into,
        edited=bool(edited),
    )  # fmt: skip


def _forms(db: sqlite3.Connection, number: int, column: str) -> tuple[str, ...]:
    sql = (
        f"SELECT s.{column} FROM speaker_places p JOIN speakers s ON s.id = p.speaker WHERE p.final = ?"
        f" AND p.statements > 0 AND s.{column} IS NOT NULL GROUP BY 1 ORDER BY sum(p.statements) DESC, 1 LIMIT ?"
    )
    return tuple(form for (form,) in db.execute(sql, (number, _MOST_FORMS)))


def _merging(db: sqlite3.Connection, number: int) -> tuple[tuple[str, ...], str | None]:
    """Return the ids of those who were found to be a known speaker, and of whom it was found to be itself."""
    over = decided.overlay(db, decided.holding(decided.log(db)))
    (key,) = db.execute("SELECT key FROM known_speakers WHERE id = ?", (number,)).fetchone()
    final = over.final(key)
    merged = sorted(other for other in over.merged if over.final(other) == key)
    return tuple(merged), None if final == key else final


def _to_part(row: sqlite3.Row) -> SpeakerPart:
    return SpeakerPart(
        id=row["part"], speaker=rows.to_speaker(row), country=row["country"] or None, document=row["document"],
        statements=row["statements"], known=row["known"],
    )  # fmt: skip
