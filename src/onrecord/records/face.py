"""Ids of records, and how records look as JSON."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from onrecord.records.accounts import DeclaredCountry, ImportReport, IntakeReport, Issue, Reweaving
from onrecord.records.bills import Bill, BillVersion, Change, Concern, ScreenHit
from onrecord.records.documents import Document
from onrecord.records.notes import Description, Note
from onrecord.records.reviews import Agreement, Fit, QueueItem, Review
from onrecord.records.sources import Decision, Source
from onrecord.records.speakers import KnownSpeaker, Rebuttal, SpeakerDecision
from onrecord.records.statements import Statement
from onrecord.records.values import Span, Voice
from onrecord.records.weighing import Commitment, FigureCheck, Finding, Series, Side, Thread

ELLIPSIS = " […] "
"""Stands between the fragments of a discontinuous content in `Statement.quote`."""

Record = (
    Document
    | Statement
    | Thread
    | Finding
    | Commitment
    | Series
    | FigureCheck
    | Bill
    | BillVersion
    | Change
    | Concern
    | ScreenHit
    | Note
    | Description
    | Review
    | KnownSpeaker
    | SpeakerDecision
    | Rebuttal
    | Agreement
    | QueueItem
    | Fit
    | Issue
    | IntakeReport
    | ImportReport
    | DeclaredCountry
    | Reweaving
    | Source
    | Decision
)

_INTERNAL = {
    "document": {"text", "pages", "made_by"},
    "statement": {"made_by"},
    "thread": set[str](),
    "finding": set[str](),
    "commitment": set[str](),
    "series": set[str](),
    "figure": set[str](),
    "bill": set[str](),
    "version": set[str](),
    "change": set[str](),
    "concern": set[str](),
    "screen": set[str](),
    "note": set[str](),
    "description": set[str](),
    "review": set[str](),
    "speaker": set[str](),
    "speaker-decision": set[str](),
    "rebuttal": set[str](),
    "agreement": set[str](),
    "queue": set[str](),
    "fit": set[str](),
    "issue": set[str](),
    "intake": {"issues"},
    "import": {"issues"},
    "country": set[str](),
    "reweaving": set[str](),
    "source": set[str](),
    "decision": set[str](),
}
_TYPE_NAMES: dict[type, str] = {
    Document: "document",
    Statement: "statement",
    Thread: "thread",
    Finding: "finding",
    Commitment: "commitment",
    Series: "series",
    FigureCheck: "figure",
    Bill: "bill",
    BillVersion: "version",
    Change: "change",
    Concern: "concern",
    ScreenHit: "screen",
    Note: "note",
    Description: "description",
    Review: "review",
    KnownSpeaker: "speaker",
    SpeakerDecision: "speaker-decision",
    Rebuttal: "rebuttal",
    Agreement: "agreement",
    QueueItem: "queue",
    Fit: "fit",
    Issue: "issue",
    IntakeReport: "intake",
    ImportReport: "import",
    DeclaredCountry: "country",
    Reweaving: "reweaving",
    Source: "source",
    Decision: "decision",
}


_CHANGE_NAMES = {"from_version": "from", "to_version": "to"}


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
    if isinstance(record, Change):
        fields = {_CHANGE_NAMES.get(key, key): value for key, value in fields.items()}
    if isinstance(record, Finding):
        fields |= {"a": _side(record.a), "b": _side(record.b) if record.b else None}
    return {"type": name, **{key: value for key, value in fields.items() if key not in _INTERNAL[name]}}


def _side(side: Side) -> dict[str, Any]:
    """Name a side by its statement where it is one, else by its document."""
    named = {"statement": side.statement} if side.statement else {"document": side.document}
    return {**named, "spans": side.spans}


def to_json_line(record: Record) -> str:
    """Return *record* as one line of JSON Lines, without the line end."""
    return msgspec.json.encode(to_json_object(record)).decode()
