"""What persons decide on speakers: by whom, when and why; never changed, and taken back by a further record.

A decision names speakers by their ids, and where they speak besides, so that they are found again when more has been
read and the machine takes them for others. Where they are not, the decision is shown as a conflict and kept.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from onrecord.dossier import rows
from onrecord.errors import SettingsError
from onrecord.records import Camp, SpeakerAnchor, SpeakerDecision, content_id

_PARTS = 40
"""Places of a speaker that a decision remembers."""
_COLUMNS = "key, kind, decider, at, why, undoes, detail"
_GONE = "no reading names the speaker any more"


class _Detail(msgspec.Struct, frozen=True, omit_defaults=True):
    speaker: SpeakerAnchor | None = None
    into: SpeakerAnchor | None = None
    parts: tuple[str, ...] = ()
    name: str | None = None
    camp: Camp | None = None


_details = msgspec.json.Decoder(_Detail)


@dataclass(slots=True, kw_only=True)
class Overlay:
    """What the decisions that hold come to, with speakers as they stand now, by id.

    *moved*: the speaker of places that persons took apart; *merged*: what a speaker was found to be; *made*: speakers
    that persons took apart, with their names; *gone*: decisions that nothing answers to, and why.
    """

    moved: dict[str, str] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    camps: dict[str, Camp] = field(default_factory=dict)
    made: dict[str, str] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)

    def final(self, speaker: str) -> str:
        """Return whom *speaker* was found to be, in the end."""
        seen = {speaker}
        while (onto := self.merged.get(speaker)) is not None and onto not in seen:
            seen.add(onto)
            speaker = onto
        return speaker

    @property
    def edited(self) -> set[str]:
        """The speakers that somebody decided on."""
        return {*self.moved.values(), *self.merged, *self.merged.values(), *self.named, *self.camps, *self.made}


def log(db: sqlite3.Connection) -> list[SpeakerDecision]:
    """Return all decisions in the order in which they were written."""
    return [_to_decision(row) for row in db.execute(f"SELECT {_COLUMNS} FROM speaker_decisions ORDER BY id")]


def _to_decision(row: Sequence[Any]) -> SpeakerDecision:
    key, kind, by, at, why, undoes, text = row
    detail = _details.decode(text)
    return SpeakerDecision(
        id=key, kind=kind, by=by, at=at, why=why, undoes=undoes, speaker=detail.speaker, into=detail.into,
        parts=detail.parts, name=detail.name, camp=detail.camp,
    )  # fmt: skip


def holding(decisions: Iterable[SpeakerDecision]) -> list[SpeakerDecision]:
    """Return the decisions that were not undone, in their order."""
    standing: dict[str, SpeakerDecision] = {}
    for one in decisions:
        if one.kind == "undo":
            standing.pop(one.undoes or "", None)
        else:
            standing[one.id] = one
    return list(standing.values())


def put(db: sqlite3.Connection, decision: SpeakerDecision) -> SpeakerDecision:
    """Write a decision down, and return it with its id.

    Raises:
        SettingsError: nobody's name is given.
    """
    if not decision.by.strip():
        raise SettingsError("a decision needs the name of who made it.", do="give a name: --by NAME")
    (place,) = db.execute("SELECT count(*) FROM speaker_decisions").fetchone()
    made = replace(decision, by=decision.by.strip(), why=(decision.why or "").strip() or None)
    made = replace(made, id=content_id("speaker-decision", msgspec.to_builtins(replace(made, id="")), place))
    detail = _Detail(speaker=made.speaker, into=made.into, parts=made.parts, name=made.name, camp=made.camp)
    row = (made.id, made.kind, made.by, made.at, made.why, made.undoes, rows.to_json(detail))
    db.execute(f"INSERT INTO speaker_decisions ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    return made


def anchor(db: sqlite3.Connection, speaker: str) -> SpeakerAnchor:
    """Return a known speaker as decisions remember it."""
    number, name = db.execute("SELECT id, name FROM known_speakers WHERE key = ?", (speaker,)).fetchone()
    sql = "SELECT key FROM speaker_places WHERE made = ?1 OR final = ?1 ORDER BY made = ?1 DESC, id LIMIT ?2"
    return SpeakerAnchor(speaker=speaker, name=name, parts=tuple(k for (k,) in db.execute(sql, (number, _PARTS))))


def overlay(db: sqlite3.Connection, decisions: Iterable[SpeakerDecision]) -> Overlay:
    """Return what the *decisions* that hold come to for the speakers that there are."""
    out = Overlay()
    for one in decisions:
        speaker, into = _find_again(db, out, one.speaker), _find_again(db, out, one.into)
        if one.kind == "unmerge" and one.parts and one.into is not None:
            out.made[one.into.speaker] = one.into.name
            out.moved |= dict.fromkeys(one.parts, one.into.speaker)
        elif speaker is None or (one.kind == "merge" and into is None):
            out.gone[one.id] = _GONE
        else:
            _lay(out, one, speaker, into)
    return out


def _lay(out: Overlay, one: SpeakerDecision, speaker: str, into: str | None) -> None:
    if one.kind == "rename":
        out.named[speaker] = one.name or ""
    elif one.kind == "camp":
        out.camps[speaker] = one.camp or "unknown"
    elif one.kind == "merge" and into is not None:
        out.merged.pop(into, None)
        if out.final(into) != speaker:
            out.merged[speaker] = into
    elif one.kind == "unmerge":
        for other in [speaker, *(key for key, onto in out.merged.items() if onto == speaker)]:
            out.merged.pop(other, None)


def _find_again(db: sqlite3.Connection, out: Overlay, anchored: SpeakerAnchor | None) -> str | None:
    """Return who *anchored* is now: itself while it speaks anywhere, else whom most of its places are taken for."""
    if anchored is None:
        return None
    if anchored.speaker in out.made:
        return anchored.speaker
    sql = "SELECT 1 FROM known_speakers k JOIN speaker_places p ON p.made = k.id WHERE k.key = ? LIMIT 1"
    if db.execute(sql, (anchored.speaker,)).fetchone():
        return anchored.speaker
    sql = "SELECT k.key FROM speaker_places p JOIN known_speakers k ON k.id = p.made WHERE p.key = ?"
    found = Counter(key for part in anchored.parts for (key,) in db.execute(sql, (part,)))
    return max(found, key=lambda key: (found[key], key)) if found else None
