"""What persons decide, and what is fitted to that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.records.statements import Instrument, Quantity, Speaker
from onrecord.records.values import UNKNOWN_TIME, Act, Mode, ReviewDecision, Right, Span, Stance, Voice, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person has a statement say: every value as it stands after the review, whoever it came from."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...]
    speakers: tuple[Speaker, ...] = ()
    rights: tuple[Right, ...] = ()
    act: Act = "other"
    stance: Stance = "neutral"
    hedged: bool = False
    target: str | None = None
    time: When = UNKNOWN_TIME
    voice: Voice = "attributed"
    mode: Mode | None = None
    country: str | None = None
    instruments: tuple[Instrument, ...] = ()
    figures: tuple[Quantity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A person's decision on a statement: *by* whom, *at* which ISO 8601 moment in UTC, *why*. None is ever changed.

    *given* names the values that the person set. *values* are those of the statement from then on; None where it is
    rejected, and for what takes a review back: that one names the review that it *undoes*. *blind*: the person judged
    what the machine made of it, whatever others had said. *places* names the review of a statement that is there no
    more, which the person put on this one.
    """

    id: str
    statement: str
    document: str
    decision: ReviewDecision
    by: str
    at: str
    why: str | None = None
    given: tuple[str, ...] = ()
    values: Judgement | None = None
    undoes: str | None = None
    blind: bool = False
    places: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two *reviewers* agree on a *label*, over the *statements* that both have judged.

    *equal* is the share of *decisions* on which they do (for rights, one decision a right and statement), *kappa*
    Cohen's, with the 95 % interval *low* to *high*; None where there is too little, or nothing varies: *note* says so.
    """

    reviewers: tuple[str, str]
    label: str
    statements: int
    decisions: int
    equal: float | None = None
    kappa: float | None = None
    low: float | None = None
    high: float | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueItem:
    """What waits for a person: a statement, finding or concern, a review without its statement, or reviews that differ.

    *id* is that of the thing itself; *weight* orders those of one kind, the greatest first; *because* says why.
    """

    kind: Literal["statement", "finding", "concern", "conflict", "dispute"]
    id: str
    weight: float
    because: tuple[str, ...]
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How well labels agree with reviews, cross-validated: the shipped heads *before*, the fitted ones *after*.

    *figure* is `micro-f1`, `accuracy` or `kappa`, over so many *reviews*; None where there is nothing to measure.
    *weight* is how much a review counted against a training text; 0: this head was left as it is.
    """

    label: Literal["rights", "act", "stance"]
    figure: Literal["micro-f1", "accuracy", "kappa"]
    reviews: int
    before: float | None
    after: float | None
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Label heads fitted to a dossier's reviews.

    *parent* is the fit that was in use before, None for the shipped heads. *relabelled* counts statements whose rights,
    act or stance came out otherwise. *warnings* say what to mind; *undone_at* is when it was taken back.
    """

    id: str
    made_at: str
    parent: str | None = None
    reviews: int
    documents: int
    measures: tuple[Measure, ...]
    statements: int
    relabelled: int
    warnings: tuple[str, ...] = ()
    undone_at: str | None = None
