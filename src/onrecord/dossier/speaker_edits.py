"""Put speakers right: who is the same, who is not, what they are called. Each call is one transaction."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from onrecord.dossier import connections, speaker_rows
from onrecord.dossier import speaker_decisions as decided
from onrecord.dossier.speakers import find_speaker, parts, speaker
from onrecord.dossier.store import Dossier
from onrecord.errors import SettingsError
from onrecord.records import CAMPS, Camp, KnownSpeaker, SpeakerAnchor, SpeakerDecision, content_id


def rename(dossier: Dossier, known: str, name: str, *, by: str, now: str, why: str | None = None) -> KnownSpeaker:
    """Call a known speaker by another name; what documents call it stays in them, and in its list of names.

    Returns:
        The speaker as it stands from now on.

    Raises:
        SettingsError: there is no such speaker, or a name is empty.
    """
    if not name.strip():
        raise SettingsError("a speaker needs a name.", where=known, do="give the name after the id")
    key = find_speaker(dossier, known)
    with _deciding(dossier) as db:
        about = decided.anchor(db, key)
        decided.put(db, SpeakerDecision(id="", kind="rename", by=by, at=now, why=why, speaker=about, name=name.strip()))
    return speaker(dossier, key)


def set_camp(dossier: Dossier, known: str, camp: Camp, *, by: str, now: str, why: str | None = None) -> KnownSpeaker:
    """Say to which camp a known speaker belongs: all that it said counts there.

    Returns:
        The speaker as it stands from now on.

    Raises:
        SettingsError: there is no such speaker or camp, or no name is given.
    """
    if camp not in CAMPS:
        raise SettingsError(f"this is no camp: {camp}", where=known, do=f"one of {', '.join(CAMPS)}")
    key = find_speaker(dossier, known)
    with _deciding(dossier) as db:
        about = decided.anchor(db, key)
        decided.put(db, SpeakerDecision(id="", kind="camp", by=by, at=now, why=why, speaker=about, camp=camp))
    return speaker(dossier, key)


def merge(
    dossier: Dossier, others: Sequence[str], into: str, *, by: str, now: str, why: str | None = None
) -> KnownSpeaker:
    """Say that known speakers are the same as another; what is read of them later counts there, too.

    Returns:
        The speaker that they are now.

    Raises:
        SettingsError: there is no such speaker, it is merged into itself or already, a person is merged into an
            organisation, or no name is given.
    """
    onto = find_speaker(dossier, into)
    keys = [find_speaker(dossier, one) for one in others]
    standing = speaker(dossier, onto)
    for key in keys:
        _check_merge(speaker(dossier, key), standing)
    with _deciding(dossier) as db:
        for key in keys:
            about, same = decided.anchor(db, key), decided.anchor(db, onto)
            decided.put(db, SpeakerDecision(id="", kind="merge", by=by, at=now, why=why, speaker=about, into=same))
    return speaker(dossier, onto)


def _check_merge(one: KnownSpeaker, into: KnownSpeaker) -> None:
    where = f"{one.id}, {into.id}"
    if one.id in (into.id, into.into):
        raise SettingsError("a speaker cannot be merged into itself.", where=where, do="name two speakers")
    if one.into is not None:
        what = "this speaker was found to be another already."
        raise SettingsError(what, where=where, do=f"take it out first: onrecord speakers unmerge {one.id[:8]}")
    if one.collective != into.collective:
        what = "one of them is a person, the other an organisation."
        raise SettingsError(what, where=where, do="correct the statements: onrecord review correct --speaker")


def unmerge(
    dossier: Dossier, known: str, of_parts: Sequence[str] = (), *, by: str, now: str, why: str | None = None
) -> KnownSpeaker:
    """Say that a known speaker is not what it was merged into; or that parts of it are somebody else.

    Args:
        dossier: open for writing.
        known: the speaker that was merged, or that others were merged into: all of them are taken out.
        of_parts: ids of `parts` of it, or how they begin: these become a known speaker of their own.
        by: the name of who decides.
        now: ISO 8601 moment.
        why: the reason.

    Returns:
        The speaker that is taken out, or made of the parts.

    Raises:
        SettingsError: there is no such speaker or part, nothing was merged, all of its parts are named, or no name is
            given.
    """
    key = find_speaker(dossier, known)
    if of_parts:
        return _take_apart(dossier, key, of_parts, by, now, why)
    here = speaker(dossier, key)
    if here.into is None and not here.merged:
        do = "name the parts that are somebody else; onrecord speakers show prints them"
        raise SettingsError("nobody has merged this speaker.", where=key, do=do)
    with _deciding(dossier) as db:
        decided.put(db, SpeakerDecision(id="", kind="unmerge", by=by, at=now, why=why, speaker=decided.anchor(db, key)))
    return speaker(dossier, key)


def _take_apart(
    dossier: Dossier, key: str, of_parts: Sequence[str], by: str, now: str, why: str | None
) -> KnownSpeaker:
    every = parts(dossier, key)
    chosen = [_part(one, [part.id for part in every], key) for one in of_parts]
    if len(set(chosen)) == len(every):
        do = "name those that are somebody else, and leave the others"
        raise SettingsError("all parts of the speaker are named.", where=key, do=do)
    names = Counter[str]()
    for part in every:
        names[part.speaker.name or ""] += part.statements * (part.id in chosen)
    made = SpeakerAnchor(
        speaker=content_id("speaker-apart", key, sorted(chosen), by, now), name=names.most_common(1)[0][0],
        parts=tuple(chosen),
    )  # fmt: skip
    with _deciding(dossier) as db:
        about = decided.anchor(db, key)
        decided.put(
            db,
            SpeakerDecision(
                id="", kind="unmerge", by=by, at=now, why=why, speaker=about, into=made, parts=tuple(chosen)
            ),
        )
    return speaker(dossier, made.speaker)


def _part(given: str, ids: Sequence[str], key: str) -> str:
    found = [one for one in ids if given and one.startswith(given)]
    if len(found) != 1:
        what = "several parts have ids that begin so." if found else "the speaker has no such part."
        raise SettingsError(what, where=given or "(empty id)", do=f"onrecord speakers show {key[:8]} prints the parts")
    return found[0]


def undo(
    dossier: Dossier, decision: str | None = None, *, by: str, now: str, why: str | None = None
) -> SpeakerDecision:
    """Take a decision back, by its id or the beginning of it; without one the last that holds.

    Raises:
        SettingsError: there is no such decision that holds, or no name is given.
    """
    with connections.translated(dossier.path):
        standing = decided.holding(decided.log(dossier.connection))
    found = [one for one in standing if decision is None or one.id.startswith(decision)]
    if not found or (decision is not None and len(found) > 1):
        what = "several decisions have ids that begin so." if found else "there is no such decision that holds."
        raise SettingsError(what, where=decision or str(dossier.path), do="onrecord speakers decisions lists them")
    with _deciding(dossier) as db:
        return decided.put(db, SpeakerDecision(id="", kind="undo", by=by, at=now, why=why, undoes=found[-1].id))


def decisions(dossier: Dossier, *, all_of_them: bool = False) -> list[SpeakerDecision]:
    """Return the decisions that hold, with the conflicts: those that nothing answers to any more.

    Args:
        dossier: where they are.
        all_of_them: also those that were taken back, and what took them back: the whole log.
    """
    with dossier.snapshot(), connections.translated(dossier.path):
        log = decided.log(dossier.connection)
        standing = decided.holding(log)
        gone = decided.overlay(dossier.connection, standing).gone
    return [replace(one, conflict=gone.get(one.id)) for one in (log if all_of_them else standing)]


@contextmanager
def _deciding(dossier: Dossier) -> Iterator[sqlite3.Connection]:
    with dossier.transaction() as db:
        yield db
        speaker_rows.lay_decisions(db)
