"""Speakers across documents, what persons decide on them, and what is held against statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.records.values import Camp, Span

SpeakerDecisionKind = Literal["rename", "camp", "merge", "unmerge", "undo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSpeaker:
    """A person or an organisation that documents name: which of them are the same is a guess that persons correct.

    *name* is the form that is said most, or a person's choice; *names* are all forms, *roles* and *affiliations* what
    documents give, each with what is said most first. *statements* counts those of current readings that nobody
    rejected, on the country that was asked for or on all *countries*. *merged* are the ids of the known speakers that
    persons found to be this one; *into* that of the one that this one was found to be. *edited*: a person decided so.
    """

    id: str
    name: str
    camp: Camp = "unknown"
    collective: bool = False
    statements: int = 0
    countries: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    into: str | None = None
    edited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerAnchor:
    """A known speaker as a decision saw it: its id, its name, and *parts*, the ids of where it speaks."""

    speaker: str
    name: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerDecision:
    """A person's decision on a known speaker: *by* whom, *at* which ISO 8601 moment, *why*. None is ever changed.

    `rename`: *speaker* is called *name*. `camp`: it belongs to *camp*. `merge`: it is the same as *into*. `unmerge`:
    it is not what it was merged into; with *parts*, these are those of another, *into*. `undo` takes *undoes* back.
    *conflict* says why nothing answers to the decision any more, where that is so.
    """

    id: str
    kind: SpeakerDecisionKind
    by: str
    at: str
    why: str | None = None
    speaker: SpeakerAnchor | None = None
    into: SpeakerAnchor | None = None
    parts: tuple[str, ...] = ()
    name: str | None = None
    camp: Camp | None = None
    undoes: str | None = None
    conflict: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuttal:
    """What a person holds against a statement or a finding, *target*: *by* whom, *at* which moment, *why*.

    It is a *statement* of the dossier, a passage (*document*, *spans*, *text_sha256*: its words are *quote*), or a
    *note* in the person's own words, which is no evidence. *who* rebuts, in a person's words where no statement tells.
    *undoes* names the rebuttal that this one takes back. *conflict*: what it points at is there no more.
    """

    id: str
    target: str
    about: Literal["statement", "finding"]
    by: str
    at: str
    why: str | None = None
    who: str | None = None
    statement: str | None = None
    document: str | None = None
    text_sha256: str | None = None
    spans: tuple[Span, ...] = ()
    quote: str | None = None
    note: str | None = None
    undoes: str | None = None
    conflict: str | None = None
