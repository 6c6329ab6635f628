"""What weighing statements yields: threads, findings, commitments, and figures held against their series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.records.values import (
    CommitmentKind,
    CommitmentStatus,
    FigureVerdict,
    FindingKind,
    ReviewState,
    Right,
    Span,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Statements of any document about one matter in one country, in the order of `statements` of their documents.

    *id* depends on the statement that founded it, so that it outlives renaming and growth. *part_of* is the thread that
    a person put this one under. *edited*: a person named, merged, split or pinned it.
    """

    id: str
    name: str
    country: str | None = None
    rights: tuple[Right, ...] = ()
    statements: tuple[str, ...]
    part_of: str | None = None
    edited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a finding: *spans* of the text of *document*; those of a *statement* where it is one."""

    document: str
    spans: tuple[Span, ...]
    statement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What setting statements beside each other yields.

    *why* is a sentence made from the records, *rule* the stable code of the rule that joined the sides. *b* is None
    where one side says it all (a single source). *review* is `rejected` where a person said that it is none.
    """

    id: str
    kind: FindingKind
    why: str
    a: Side
    b: Side | None = None
    rule: str
    thread: str | None = None
    country: str | None = None
    review: ReviewState = "machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """Something that a state is held to.

    *by* is the state's country code, *to* the body or the states that asked or that it was promised to. *made* and
    *deadline* are ISO 8601 dates as exact as known (`2014`, `2014-10`, `2014-10-30`). *response* is the state's answer
    (`supported`, `noted`). *origin* tells where it stands: a file and row, or the statement that it was found in.
    *status* holds as of *as_of*, rests on the statements of *evidence* alone, and *because* says how; *last_heard* is
    the date of the newest of them. *verdict* is a person's status beside the computed one.
    """

    id: str
    kind: CommitmentKind
    by: str
    to: str | None = None
    text: str
    made: str | None = None
    deadline: str | None = None
    response: str | None = None
    rights: tuple[Right, ...] = ()
    reference: str | None = None
    origin: str = ""
    status: CommitmentStatus = "no-evidence"
    as_of: str | None = None
    evidence: tuple[str, ...] = ()
    last_heard: str | None = None
    because: str = ""
    verdict: CommitmentStatus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition of an index: *name* as the publisher prints it, *year* of publication, *data_year* it describes.

    *countries* is how many are ranked. *method* names the method: editions of another one are not compared by value.
    """

    name: str
    year: int
    data_year: int | None = None
    countries: int | None = None
    method: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A country in an edition: value and rank as published or computed (*computed_rank*), None where not known."""

    country: str
    edition: str
    value: float | None = None
    rank: int | None = None
    computed_rank: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """An index over its editions.

    *scale* is (lowest, highest) possible value of the newest method, *best* which end is good. *release* is the release
    that re-estimates all years (V-Dem v14); *origin* the file that it came from.
    """

    id: str
    name: str
    publisher: str
    measures: str
    scale: tuple[float, float] | None = None
    best: Literal["high", "low"] = "high"
    release: str | None = None
    origin: str = ""
    editions: tuple[Edition, ...] = ()
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """A line of the table beside a figure check."""

    edition: str
    year: int
    data_year: int | None = None
    countries: int | None = None
    value: float | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureCheck:
    """A figure of a statement held against its index.

    *measure* is what is claimed of the indicator. *claimed* is the number of the text, *true* that of the *edition*;
    None where there is none to hold it against. *editions* is the table that shows it.
    """

    id: str
    statement: str
    span: Span
    indicator: str
    country: str | None = None
    edition: str | None = None
    measure: Literal["value", "rank", "countries", "change", "comparison"]
    claimed: float | None = None
    true: float | None = None
    verdict: FigureVerdict
    why: str
    editions: tuple[EditionRow, ...] = ()
