"""What somebody says, and what it names."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.records.values import (
    UNKNOWN_TIME,
    Act,
    Camp,
    InstrumentKind,
    Mode,
    ReviewState,
    Right,
    Span,
    Stance,
    Voice,
    When,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Whom a source span refers to.

    *name* is None for collective or anonymous sources without a proper name; *role* and *affiliation* are as the
    document gives them. *named*: a proper name is known. *collective*: more than one person or an organisation.
    """

    name: str | None = None
    role: str | None = None
    affiliation: str | None = None
    camp: Camp = "unknown"
    named: bool = False
    collective: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """A mention of a treaty, law, bill, body, dialogue or index inside a statement.

    *id* joins mentions of one instrument; *name* is its fullest name known in the document or the reference list;
    *date* that of its adoption or signature, else of its entry into force: as the document gives it, or inferred
    from the list.
    """

    id: str
    name: str
    kind: InstrumentKind
    spans: tuple[Span, ...]
    date: When = UNKNOWN_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure inside a statement: *value* in *unit* (percent, rank, people, …) of what it *measures*.

    *high* is the upper end of a range ("30 to 40"); *comparison* are the words that set the figure against another.
    """

    span: Span
    value: float
    high: float | None = None
    unit: str | None = None
    measures: str | None = None
    year: int | None = None
    comparison: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What somebody says, thinks, intends or demands; or a claim in the author's own voice.

    *source*, *cue* and *content* are span lists in reading order; *quote* is the content verbatim, fragments joined
    by `ELLIPSIS`. *confidence* holds raw scores by label and, as `statement`, a calibrated probability. *reasons*
    hold, by label, the words or the rule that decided. *within* is the id of the statement of the same document in
    whose content this one lies ("Critics say the president promised …"), the innermost such; None for what the
    document itself reports. *exceptions* are caveats on the content, *limited*, in the same order, the words that
    each limits.
    """

    id: str
    document: str
    voice: Voice
    mode: Mode | None = None
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...]
    quote: str
    within: str | None = None
    speakers: tuple[Speaker, ...] = ()
    rights: tuple[Right, ...] = ()
    act: Act = "other"
    stance: Stance = "neutral"
    hedged: bool = False
    target: str | None = None
    country: str | None = None
    time: When = UNKNOWN_TIME
    instruments: tuple[Instrument, ...] = ()
    figures: tuple[Quantity, ...] = ()
    review: ReviewState = "machine"
    confidence: dict[str, float] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    exceptions: tuple[Span, ...] = ()
    limited: tuple[Span, ...] = ()
    made_by: str = ""
