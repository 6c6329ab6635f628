"""The values that records hold: codes and when something was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

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
FindingKind = Literal[
    "contradiction", "update", "changed-position", "exception", "principle-conduct", "demand-met", "demand-partly",
    "demand-unmet", "agreement", "single-source", "anonymous-source", "dependent-sources",
]  # fmt: skip
CommitmentKind = Literal["treaty", "recommendation", "call", "agreement", "pledge"]
CommitmentStatus = Literal[
    "no-evidence", "not-due", "announced", "in-progress", "fulfilled-in-law", "fulfilled", "fulfilled-late", "partly",
    "disputed", "overdue", "not-fulfilled", "regressed",
]  # fmt: skip
FigureVerdict = Literal["matches", "differs", "not-comparable", "no-such-edition", "not-checkable"]
DisclosureKind = Literal["outside-contributor", "sponsored", "anonymous-official", "syndicated", "opinion"]

RIGHTS: tuple[Right, ...] = get_args(Right)
ACTS: tuple[Act, ...] = get_args(Act)
STANCES: tuple[Stance, ...] = get_args(Stance)
CAMPS: tuple[Camp, ...] = get_args(Camp)
FINDING_KINDS: tuple[FindingKind, ...] = get_args(FindingKind)
COMMITMENT_STATUSES: tuple[CommitmentStatus, ...] = get_args(CommitmentStatus)
FIGURE_VERDICTS: tuple[FigureVerdict, ...] = get_args(FigureVerdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A date or an interval, as exact as it is known; ISO 8601 days, *end* inclusive. Unknown stays unknown."""

    start: str | None = None
    end: str | None = None
    precision: Precision = "unknown"
    basis: Basis = "unknown"


UNKNOWN_TIME = When()
