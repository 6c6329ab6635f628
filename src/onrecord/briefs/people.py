"""Who says so: camps, named speakers, nameless sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.briefs.counts import Count, Index
from onrecord.briefs.rows import Row, Voice, VoiceKind
from onrecord.briefs.words import word
from onrecord.records import CAMPS, STANCES, Camp


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of the statements of one camp or speaker: by stance, all, hedged; and of their documents."""

    stances: tuple[Count, ...]
    all: Count
    hedged: Count
    documents: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A named speaker, person or organisation, with the roles and affiliations that documents give."""

    name: str
    roles: tuple[str, ...]
    tally: Tally
    is_in_text: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CampLine:
    """A camp: its statements, and its named speakers, most statements first."""

    code: Camp
    title: str
    tally: Tally
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nameless:
    """A source without a name: its words, verbatim, in one document."""

    row: Row
    voice: Voice
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """All of it; *joint* counts statements of several speakers, *across* those whose speakers are of several camps.

    *cited* counts statements that the documents have from another speaker: they stand in the total alone.
    """

    camps: tuple[CampLine, ...]
    total: Tally
    joint: Count
    across: Count
    cited: Count
    named: Count
    nameless: tuple[tuple[VoiceKind, tuple[Nameless, ...]], ...]


def find_people(rows: Sequence[Row], index: Index) -> People:
    """Count the statements said by others, by camp and by speaker; each statement once in each line."""
    every = [row for row in rows if not row.is_author]
    theirs = [row for row in every if not row.is_cited]
    joint = [row for row in theirs if len(row.voices) > 1]
    camps = _camps(theirs, index)
    kinds: tuple[VoiceKind, ...] = ("group", "anonymous", "unresolved")
    return People(
        camps=camps,
        total=_tally(every, "said by others", index),
        joint=index.count(joint, "joint statements"),
        across=index.count((row for row in joint if len(_camp_set(row)) > 1), "joint statements of several camps"),
        cited=index.count((row for row in every if row.is_cited), "cited by another speaker"),
        named=index.count_voices(
            ((voice, row) for row in theirs for voice in row.voices if voice.kind == "named"), "named speakers"
        ),
        nameless=tuple((kind, found) for kind in kinds if (found := _nameless(theirs, kind, index))),
    )


def _camp_set(row: Row) -> set[Camp]:
    return {voice.camp for voice in row.voices}


def _camps(rows: Sequence[Row], index: Index) -> tuple[CampLine, ...]:
    groups = {camp: [row for row in rows if camp in _camp_set(row)] for camp in CAMPS}
    return tuple(_camp(camp, group, index) for camp, group in groups.items() if group)


def _camp(camp: Camp, rows: Sequence[Row], index: Index) -> CampLine:
    by_key: dict[str, list[tuple[Row, Voice]]] = defaultdict(list)
    for row in rows:
        for voice in row.voices:
            if voice.camp == camp and voice.kind == "named":
                by_key[voice.key].append((row, voice))
    people = [_person(pairs, index) for pairs in by_key.values()]
    people.sort(key=lambda person: (-person.tally.all.n, person.name))
    title = word("camps", camp)
    return CampLine(code=camp, title=title, tally=_tally(rows, title, index), people=tuple(people))


def _person(pairs: Sequence[tuple[Row, Voice]], index: Index) -> Person:
    name = pairs[0][1].name or ""
    roles = _fullest(dict.fromkeys(text for _, voice in pairs if (text := describe(voice))))
    tally = _tally([row for row, _ in pairs], name, index)
    return Person(name=name, roles=roles, tally=tally, is_in_text=any(voice.is_in_text for _, voice in pairs))


def _fullest(roles: Iterable[str]) -> tuple[str, ...]:
    """Return *roles* without those that a longer one contains."""
    said = list(roles)
    return tuple(
        role for role in said if not any(role != other and role.casefold() in other.casefold() for other in said)
    )


def describe(voice: Voice) -> str:
    """Return role and affiliation of a voice in one line; an affiliation within the role is not said twice."""
    role, affiliation = voice.role or "", voice.affiliation or ""
    if affiliation and affiliation.casefold() in role.casefold():
        affiliation = ""
    if affiliation and voice.name and affiliation.casefold() == voice.name.casefold():
        affiliation = ""
    return ", ".join(part for part in (role, affiliation) if part)


def _nameless(rows: Iterable[Row], kind: VoiceKind, index: Index) -> tuple[Nameless, ...]:
    by_key: dict[str, list[tuple[Row, Voice]]] = defaultdict(list)
    for row in rows:
        for voice in {voice.key: voice for voice in row.voices if voice.kind == kind}.values():
            by_key[voice.key].append((row, voice))
    return tuple(_nameless_line(kind, pairs, index) for pairs in by_key.values())


def _nameless_line(kind: VoiceKind, pairs: Sequence[tuple[Row, Voice]], index: Index) -> Nameless:
    row, voice = pairs[0]
    label = f"{word('voices', kind)}: {_short(voice.words)} (D{row.source.number})"
    return Nameless(row=row, voice=voice, tally=_tally([r for r, _ in pairs], label, index))


def _short(words: str, max_chars: int = 80) -> str:
    return words if len(words) <= max_chars else words[:max_chars].rsplit(" ", 1)[0] + " […]"


def _tally(rows: Sequence[Row], label: str, index: Index) -> Tally:
    stances = [
        index.count((r for r in rows if r.statement.stance == s), f"{label} · {word('stances', s)}") for s in STANCES
    ]
    return Tally(
        stances=tuple(stances),
        all=index.count(rows, label),
        hedged=index.count((row for row in rows if row.statement.hedged), f"{label} · hedged"),
        documents=index.count_sources((row.source for row in rows), f"{label} · documents"),
    )
