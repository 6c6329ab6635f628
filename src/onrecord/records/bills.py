"""Draft laws: versions in provisions, what changed from one to the next, and what people are concerned about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from onrecord.records.values import ReviewState, Right, Span

ProvisionLevel = Literal[
    "part", "title", "chapter", "division", "schedule", "heading", "article", "section", "paragraph", "point",
]  # fmt: skip
ChangeRelation = Literal["kept", "renumbered", "moved", "split", "merged", "removed", "new"]
TextChange = Literal["identical", "amended"]
PenaltyChange = Literal["up", "down", "other"]
ConcernState = Literal["fixed", "partly", "not", "worse", "new-problem", "unclear"]


CONCERN_STATES: tuple[ConcernState, ...] = get_args(ConcernState)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """A draft law, of whose *versions* the ids stand in the order in which they were published."""

    id: str
    name: str
    country: str | None = None
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """A numbered piece of a version, with what lies below it.

    *parent* is the id of the piece that it is part of. *number* is as printed without the word before it (`5`, `(a)`,
    `12-1`), *cite* the numbers from the article or section down (`Article 5(2)(a)`). *kind* is the word that the source
    has for it (`clause`, `Статья`). *span* covers the piece and all below it in the frozen text of its document, *own*
    the piece without what lies below. *drafting_id* is what a drafting tool calls it.
    """

    id: str
    parent: str | None = None
    level: ProvisionLevel
    kind: str = ""
    number: str = ""
    cite: str = ""
    heading: str = ""
    span: Span
    own: tuple[Span, ...] = ()
    drafting_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BillVersion:
    """A version of a bill: its *name* (`first reading`), *date* as exact as known, and the document that holds it."""

    id: str
    bill: str
    name: str
    date: str | None = None
    document: str
    provisions: tuple[Provision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of provisions from one version to the next.

    *from_version* and *to_version* are version ids; *a* and *b* the citations on either side: one each, several of one
    side for a split or merger, none for what was removed or is new. *candidates* are, beside a removal, the citations
    of the nearest provisions that it was not paired with.
    """

    bill: str
    from_version: str
    to_version: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    relation: ChangeRelation
    text: TextChange | None = None
    penalty: PenaltyChange | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """What somebody fears of a bill, followed through its versions.

    *by* are statements of the dossier, *document* and *spans* the words in which it is raised. *provisions* are the
    citations by version id, found by following provisions, not numbers; *raised* is the id of the version of which it
    was said. *words* are those of the text that are objected to, *standard* is the norm it is held against, *asked*
    what was asked for. *computed* is what the texts show, *verdict* a person's. What was found in documents has the
    *review* `machine` until a person accepts or rejects it.
    """

    id: str
    bill: str
    by: tuple[str, ...] = ()
    provisions: dict[str, tuple[str, ...]]
    asked: str | None = None
    standard: str | None = None
    title: str = ""
    raised: str | None = None
    document: str | None = None
    spans: tuple[Span, ...] = ()
    words: tuple[str, ...] = ()
    computed: ConcernState = "unclear"
    because: str = ""
    verdict: ConcernState | None = None
    review: ReviewState = "machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenHit:
    """A sentence worded like others that were found wanting: to be read, never a verdict.

    *span* is the sentence in the frozen text of *document*, *cue* the words in it that fit the *pattern*; *threat* are
    the words of a penalty or duty in the same provision. *authority* says what was held of such wording, with the
    paragraph; *verified* is false where that paragraph was not seen in its source.
    """

    id: str
    bill: str
    version: str
    document: str
    cite: str
    span: Span
    cue: Span
    threat: Span
    pattern: str
    title: str
    right: str
    rights: tuple[Right, ...] = ()
    authority: str
    verified: bool
