"""Who says so, in facts and counts; and what persons decided on threads, findings, commitments and concerns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.records.values import Camp


@dataclass(frozen=True, slots=True, kw_only=True)
class CampCount:
    """How many speakers of a *camp* speak for a source, one for each statement."""

    camp: Camp
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureCount:
    """How many of a source's documents disclose something of this *kind*."""

    kind: str
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What can be counted of an outlet or a speaker in a country; never a score. Each list of ids is its own count.

    *statements* are its own: printed by the `publisher`, said by the `speaker`. *official*: of these, said by the
    government or the judiciary. *reused* take over words of another document, *reused_by* are statements of others that
    take over its words. *agrees* say the same as the government does, *contradicts* the opposite, by the findings that
    nobody rejected. *anonymous* are without a named speaker.
    """

    id: str
    name: str
    role: Literal["publisher", "speaker"]
    country: str | None
    camps: tuple[CampCount, ...] = ()
    disclosures: tuple[DisclosureCount, ...] = ()
    documents: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    official: tuple[str, ...] = ()
    anonymous: tuple[str, ...] = ()
    reused: tuple[str, ...] = ()
    reused_by: tuple[str, ...] = ()
    agrees: tuple[str, ...] = ()
    contradicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's decision on a thread, a finding, a commitment or a concern. None is ever changed.

    *decision* is what was decided (`rename`, `merge`, `verdict`, `rejected`, …), *about* the id of what, *into* the
    thread that it or *statements* went to, *name* a thread's new name, *value* the status or state of a verdict,
    *version* and *cites* where a concern was placed, *dated* a date that the person gave. *undoes* is the decision that
    this one takes back.
    """

    id: str
    on: Literal["thread", "finding", "commitment", "concern"]
    decision: str
    by: str
    at: str
    why: str | None = None
    about: str | None = None
    into: str | None = None
    statements: tuple[str, ...] = ()
    name: str | None = None
    value: str | None = None
    version: str | None = None
    cites: tuple[str, ...] = ()
    dated: str | None = None
    undoes: str | None = None
