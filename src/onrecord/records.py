"""What onrecord remembers: plain, frozen records, and how they look as JSON.

Every record points at words (spans in a frozen text); ids are content hashes of what makes a record the same thing, so
a rerun changes nothing. The JSON face of each record is fixed by ``docs/records.schema.json``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import msgspec

Span = tuple[int, int]
"""``[start, end)`` in Unicode code points of a frozen text."""

Right = Literal[
    "expression", "assembly", "association", "religion", "life", "torture", "liberty", "justice", "participation",
    "women", "trafficking", "children", "labour", "equality", "information", "social", "migration", "institutions",
    "general",
]  # fmt: skip
Act = Literal[
    "assessment", "pledge", "measure-adopted", "measure-proposed", "demand", "event", "figure", "commitment", "other"
]
Stance = Literal["progress", "regress", "mixed", "neutral"]
Camp = Literal[
    "government", "judiciary", "parliament", "party", "intergovernmental", "NGO", "media", "academia", "business",
    "individual", "unknown",
]  # fmt: skip
Voice = Literal["attributed", "author"]
Mode = Literal["direct", "indirect", "mixed"]
Basis = Literal["stated", "inferred", "unknown"]
Precision = Literal["day", "month", "year", "interval", "unknown"]
ReviewState = Literal["machine", "confirmed", "corrected", "rejected"]
ReviewDecision = Literal["confirmed", "corrected", "rejected", "undone"]
InstrumentKind = Literal["treaty", "agreement", "resolution", "law", "bill", "code", "body", "dialogue", "index"]
BoilerplateKind = Literal["navigation", "share", "donation", "caption", "read-also", "running-head", "byline", "legal"]
DisclosureKind = Literal["outside-contributor", "sponsored", "anonymous-official", "syndicated", "opinion"]

RIGHTS: tuple[Right, ...] = get_args(Right)
ACTS: tuple[Act, ...] = get_args(Act)
STANCES: tuple[Stance, ...] = get_args(Stance)
CAMPS: tuple[Camp, ...] = get_args(Camp)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date or an interval, as exact as it is known; ISO 8601 days, *end* inclusive. Unknown stays unknown."""

    start: str | None = None
    end: str | None = None
    precision: Precision = "unknown"
    basis: Basis = "unknown"


UNKNOWN_TIME = When()


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A stretch of the frozen text with a kind: boilerplate, or a disclosure."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of the frozen text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryShare:
    """How much of a document's country mentions fall on one country: *share* in 0..1; shares sum to at most 1."""

    code: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """Where and when a document was seen.

    *seen_at* is an ISO 8601 moment in UTC; *redirects* are the addresses passed through, in order.
    """

    where: str
    seen_at: str | None = None
    redirects: tuple[str, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """Bytes as they came, with what the outside said of them; not yet judged.

    *name* is the file name or the address, used in messages and to guess the kind.
    """

    data: bytes
    name: str
    media_type: str | None = None
    sighting: Sighting


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One content: bytes hashed, text frozen.

    *pages* are the spans of the pages of a paged original, in order; empty for others. *scare_quotes* are words that
    the author puts in quotation marks without saying whose they are: they are given to nobody. *made_by* names the
    extractor and its version: another extractor makes another text beside this one.
    """

    id: str
    sha256: str
    text_sha256: str
    media_type: str
    text: str
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str = "und"
    published: When = UNKNOWN_TIME
    countries: tuple[CountryShare, ...] = ()
    boilerplate: tuple[Marked, ...] = ()
    disclosures: tuple[Marked, ...] = ()
    scare_quotes: tuple[Stretch, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    pages: tuple[Span, ...] = ()
    made_by: str = ""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A person's decision on a statement: *by* whom, *at* which ISO 8601 moment in UTC, *why*. None is ever changed.

    *given* names the values that the person set. *values* are those of the statement from then on; None where it is
    rejected, and for what takes a review back: that one names the review that it *undoes*.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What could not be handled, kept as data.

    *kind* is a stable code (`language`, `encoding`, `no-statements`, or the reason of a refusal); *stage* the room;
    *document* the document's id where one was kept.
    """

    id: str
    kind: str
    stage: str
    what: str
    where: str
    do: str = ""
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeReport:
    """The account of one intake: `files_in == kept + duplicates + refused`, counted from what was done."""

    files_in: int
    kept: int
    duplicates: int
    refused: int
    statements: int = 0
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredCountry:
    """A country that a dossier declares for itself, under a user-assigned code (XAA–XZZ)."""

    code: str
    name: str
    demonym: str | None = None
    also: tuple[str, ...] = ()


ELLIPSIS = " […] "
"""Stands between the fragments of a discontinuous content in `Statement.quote`."""

Record = Document | Statement | Review | Fit | Issue | IntakeReport | DeclaredCountry

_INTERNAL = {
    "document": {"text", "pages", "made_by"},
    "statement": {"made_by"},
    "review": set[str](),
    "fit": set[str](),
    "issue": set[str](),
    "intake": {"issues"},
    "country": set[str](),
}
_TYPE_NAMES: dict[type, str] = {
    Document: "document",
    Statement: "statement",
    Review: "review",
    Fit: "fit",
    Issue: "issue",
    IntakeReport: "intake",
    DeclaredCountry: "country",
}


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of *data* as 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def content_id(*parts: object) -> str:
    """Return 20 hexadecimal digits that depend on *parts* alone (JSON of them, SHA-256, cut)."""
    return sha256_hex(msgspec.json.encode(parts))[:20]


def cut(text: str, spans: Iterable[Span]) -> str:
    """Return the words that *spans* point at, fragments joined by `ELLIPSIS`."""
    return ELLIPSIS.join(text[start:end] for start, end in spans)


def statement_id(
    document: Document, voice: Voice, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span]
) -> str:
    """Return the id of a statement: the same words at the same places of the same frozen text."""
    return content_id("statement", document.id, document.text_sha256, voice, source, cue, content)


def make_issue(kind: str, stage: str, what: str, where: str, do: str = "", document: str | None = None) -> Issue:
    """Make an issue whose id depends on all that it says."""
    key = content_id("issue", kind, stage, what, where, document)
    return Issue(id=key, kind=kind, stage=stage, what=what, where=where, do=do, document=document)


def to_json_object(record: Record) -> dict[str, Any]:
    """Return the JSON face of *record*: `"type"` first, then the fields that DESIGN.md names, in its order."""
    name = _TYPE_NAMES[type(record)]
    fields = msgspec.to_builtins(record)
    return {"type": name, **{key: value for key, value in fields.items() if key not in _INTERNAL[name]}}


def to_json_line(record: Record) -> str:
    """Return *record* as one line of JSON Lines, without the line end."""
    return msgspec.json.encode(to_json_object(record)).decode()
