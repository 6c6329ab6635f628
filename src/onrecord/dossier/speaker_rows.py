"""Known speakers in rows: who speaks where, after what persons decided. Everything runs inside a transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.dossier import rows
from onrecord.dossier import speaker_decisions as decided
from onrecord.dossier.rows import fold
from onrecord.dossier.speaker_decisions import Overlay
from onrecord.dossier.speaker_identity import Identity, Place, identify, name_key
from onrecord.records import Camp, Speaker, content_id

_PLACES = (
    "SELECT p.id AS place, p.country, p.statements, p.name AS name_key, coalesce(d.key, '') AS document, s.*"
    " FROM speaker_places p JOIN speakers s ON s.id = p.speaker LEFT JOIN documents d ON d.id = p.document"
)
_SEPARATOR = "\n"
"""Between the names by which a known speaker is looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """How a known speaker that persons decided on is shown; *camp* where it is not known from the document itself.

    *is_camp_said*: it is a person's, and shown in any case.
    """

    name: str
    camp: Camp
    is_camp_said: bool

    def shown(self, speaker: Speaker) -> Speaker:
        """Return *speaker*, as a document gives it, as the known speaker that it is: its role and affiliation stay."""
        camp = self.camp if self.is_camp_said or speaker.camp == "unknown" else speaker.camp
        return Speaker(
            name=self.name, role=speaker.role, affiliation=speaker.affiliation, camp=camp, named=True,
            collective=speaker.collective,
        )  # fmt: skip


Namings = Mapping[tuple[int, str, int], Naming]
"""By row of a speaker, country ('' for none) and document (0 for any)."""


def is_unsettled(db: sqlite3.Connection) -> bool:
    """Tell whether somebody was added of whom it is not known yet who it is."""
    return db.execute("SELECT 1 FROM speaker_places WHERE final IS NULL LIMIT 1").fetchone() is not None


def settle(db: sqlite3.Connection) -> None:
    """Find out who the speakers are that were added, with what persons decided; costs nothing where there are none."""
    if not is_unsettled(db):
        return
    names = _name_new_places(db)
    over = decided.overlay(db, decided.holding(decided.log(db)))
    touched: set[int] = set()
    for name in names:
        touched |= _identify_again(db, name, over)
    _refresh(db, touched, over)


def lay_decisions(db: sqlite3.Connection) -> None:
    """Lay what persons decided over the speakers as the machine makes them out."""
    settle(db)
    over = decided.overlay(db, decided.holding(decided.log(db)))
    for key, name in over.made.items():
        _found(db, key, name, over)
    keys = over.edited
    before = {number for (number,) in db.execute("SELECT id FROM known_speakers WHERE edited = 1")}
    now = {_number_of(db, key) for key in keys}
    moved = _places_of(db, before | now, list(over.moved))
    touched = _place_finally(db, moved, over)
    db.executemany("UPDATE known_speakers SET edited = 0 WHERE id = ?", [(n,) for n in before - now])
    db.executemany("UPDATE known_speakers SET edited = 1 WHERE id = ?", [(n,) for n in now])
    _refresh(db, touched | before | now, over)


class Cast:
    """The speakers of a dossier by their rows.

    Args:
        db: the dossier.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._speakers: dict[int, Speaker] = {}
        self._known: tuple[object, Namings] = (None, {})

    def forget(self) -> None:
        """Forget how speakers are shown: a transaction was undone."""
        self._known = (None, {})

    def speakers(self, numbers: Iterable[int], country: str, document: int, namings: Namings) -> tuple[Speaker, ...]:
        """Return speakers of a statement on *country* in the document of row *document*, shown as *namings* say."""
        return tuple(self._speaker(number, country, document, namings) for number in numbers)

    def _speaker(self, number: int, country: str, document: int, namings: Namings) -> Speaker:
        if number not in self._speakers:
            (row,) = select(self._db, "SELECT * FROM speakers WHERE id = ?", (number,))
            self._speakers[number] = rows.to_speaker(row)
        speaker = self._speakers[number]
        naming = namings.get((number, country, 0)) or namings.get((number, country, document)) if namings else None
        return naming.shown(speaker) if naming else speaker

    def namings(self) -> Namings:
        """Return how the speakers are shown that persons decided on: few, whatever the dossier's size."""
        (last,) = self._db.execute("SELECT max(id) FROM speaker_decisions").fetchone()
        if last is None:
            return {}
        state = (last, *self._db.execute("SELECT max(id) FROM speaker_places").fetchone())
        if state != self._known[0]:
            self._known = (state, _namings(self._db))
        return self._known[1]


def _namings(db: sqlite3.Connection) -> dict[tuple[int, str, int], Naming]:
    sql = (
        "SELECT p.speaker, p.country, p.document, k.name, coalesce(k.said_camp, k.camp), k.said_camp IS NOT NULL"
        " FROM known_speakers k JOIN speaker_places p ON p.final = k.id WHERE k.edited = 1"
    )
    return {
        (speaker, country, document): Naming(name=name, camp=camp, is_camp_said=bool(is_said))
        for speaker, country, document, name, camp, is_said in db.execute(sql)
    }


def _name_new_places(db: sqlite3.Connection) -> list[str]:
    """Give new places their ids and the name to compare them by; return these names."""
    names: dict[str, None] = {}
    for row in select(db, f"{_PLACES} WHERE p.final IS NULL"):
        name = name_key(rows.to_speaker(row))
        key = content_id("speaker-place", row["key"], row["country"], row["document"])
        db.execute("UPDATE speaker_places SET name = ?, key = ? WHERE id = ?", (name, key, row["place"]))
        names[name] = None
    return list(names)


def _identify_again(db: sqlite3.Connection, name: str, over: Overlay) -> set[int]:
    """Tell anew who is who of those with one name; return the known speakers that gained or lost a place."""
    places = [_to_place(row) for row in select(db, f"{_PLACES} WHERE p.name = ?", (name,))]
    touched: set[int] = set()
    for identity in identify(places):
        number = _put_known(db, identity)
        sql = "UPDATE speaker_places SET made = ?1 WHERE id = ?2 AND made IS NOT ?1"
        db.executemany(sql, [(number, place) for place in identity.places])
        touched.add(number)
    return touched | _place_finally(db, [place.id for place in places], over)


def _to_place(row: sqlite3.Row) -> Place:
    return Place(
        id=row["place"], speaker=rows.to_speaker(row), country=row["country"], document=row["document"],
        statements=row["statements"],
    )  # fmt: skip


def _put_known(db: sqlite3.Connection, one: Identity) -> int:
    sql = (
        "INSERT INTO known_speakers (key, made_name, name, camp, folded, collective) VALUES (?1, ?2, ?2, ?3, ?4, ?5)"
        " ON CONFLICT (key) DO UPDATE SET made_name = ?2, camp = ?3 RETURNING id"
    )
    row = (one.key, one.name, one.camp, fold(one.name), int(one.is_collective))
    return int(db.execute(sql, row).fetchone()[0])


def _found(db: sqlite3.Connection, key: str, name: str, over: Overlay) -> None:
    """Let a known speaker be there that a person took apart."""
    parts = [part for part, onto in over.moved.items() if onto == key]
    sql = "SELECT s.camp, s.collective FROM speaker_places p JOIN speakers s ON s.id = p.speaker WHERE p.key = ?"
    camp, collective = next((row for part in parts for row in db.execute(sql, (part,))), ("unknown", 0))
    sql = (
        "INSERT INTO known_speakers (key, made_name, name, camp, folded, collective) VALUES (?1, ?2, ?2, ?3, ?4, ?5)"
        " ON CONFLICT (key) DO NOTHING"
    )
    db.execute(sql, (key, name, camp, fold(name), collective))


def _place_finally(db: sqlite3.Connection, places: Iterable[int], over: Overlay) -> set[int]:
    """Let places be those of whom persons found them to be; return the known speakers that gained or lost one."""
    touched: set[int] = set()
    numbers: dict[str, int] = {}
    sql = "SELECT p.key, p.final, k.key FROM speaker_places p JOIN known_speakers k ON k.id = p.made WHERE p.id = ?"
    for place in places:
        part, old, made = db.execute(sql, (place,)).fetchone()
        final = over.final(over.moved.get(part, made))
        if final not in numbers:
            numbers[final] = _number_of(db, final)
        if old != numbers[final]:
            db.execute("UPDATE speaker_places SET final = ? WHERE id = ?", (numbers[final], place))
            touched |= {numbers[final]} | ({old} if old is not None else set())
    return touched


def _number_of(db: sqlite3.Connection, key: str) -> int:
    return int(db.execute("SELECT id FROM known_speakers WHERE key = ?", (key,)).fetchone()[0])


def _places_of(db: sqlite3.Connection, known: Iterable[int], parts: Sequence[str]) -> list[int]:
    found: dict[int, None] = {}
    for number in sorted(known):
        sql = "SELECT id FROM speaker_places WHERE made = ?1 OR final = ?1"
        found |= dict.fromkeys(n for (n,) in db.execute(sql, (number,)))
    for part in parts:
        found |= dict.fromkeys(n for (n,) in db.execute("SELECT id FROM speaker_places WHERE key = ?", (part,)))
    return list(found)


def _refresh(db: sqlite3.Connection, known: Iterable[int], over: Overlay) -> None:
    """Make anew what known speakers are called and looked up by."""
    sql = "SELECT DISTINCT s.name FROM speaker_places p JOIN speakers s ON s.id = p.speaker WHERE p.final = ?"
    for number in sorted(known):
        key, made_name = db.execute("SELECT key, made_name FROM known_speakers WHERE id = ?", (number,)).fetchone()
        name = over.named.get(key, made_name)
        forms = sorted({fold(form) for (form,) in db.execute(sql, (number,))} | {fold(name)})
        row = (name, over.camps.get(key), _SEPARATOR.join(forms), number)
        db.execute("UPDATE known_speakers SET name = ?, said_camp = ?, folded = ? WHERE id = ?", row)


def select(db: sqlite3.Connection, sql: str, given: Sequence[object] = ()) -> list[sqlite3.Row]:
    """Return rows by the names of their columns."""
    cursor = db.cursor()
    cursor.row_factory = sqlite3.Row
    return cursor.execute(sql, given).fetchall()
