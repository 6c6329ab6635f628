"""Findings as a brief prints them: both sides with their words, and what setting them beside each other yields."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.briefs.counts import Count, Index
from onrecord.briefs.rebutted import Found
from onrecord.briefs.rows import Rebutted, Row, Source
from onrecord.briefs.words import word
from onrecord.records import Finding, FindingKind, Side, Span

MOST_SHOWN = 30
"""So many findings of a kind are printed with their words; the count beside the heading leads to all."""

AGAINST: tuple[FindingKind, ...] = ("contradiction", "exception", "principle-conduct", "changed-position")
OVER_TIME: tuple[FindingKind, ...] = ("update",)
DEMANDS: tuple[FindingKind, ...] = ("demand-unmet", "demand-partly", "demand-met")
ALIKE: tuple[FindingKind, ...] = ("agreement",)
DEPENDENT: tuple[FindingKind, ...] = ("dependent-sources",)
ALONE: tuple[FindingKind, ...] = ("single-source", "anonymous-source")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One side of a finding: *spans* of a document, with the row of the statement where the side is one."""

    source: Source
    spans: tuple[Span, ...]
    row: Row | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the side is a statement's whole content."""
        return self.row is not None and self.row.statement.content == self.spans

    def fragments(self) -> list[str]:
        """Return the words of the side."""
        return [self.source.document.text[start:end] for start, end in self.spans]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A finding with its sides, and what persons hold against it; *b* is None where one side says it all."""

    finding: Finding
    a: Place
    b: Place | None
    rebuttals: tuple[Rebutted, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The statements on either side."""
        return tuple(place.row for place in (self.a, self.b) if place and place.row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The findings of one kind, in the order to print; *statements* counts those on either side."""

    kind: FindingKind
    title: str
    legend: str
    pairs: tuple[Pair, ...]
    statements: Count

    @property
    def size(self) -> int:
        """How many findings there are."""
        return len(self.pairs)

    @property
    def shown(self) -> tuple[Pair, ...]:
        """The findings that are printed with their words."""
        return self.pairs[:MOST_SHOWN]

    @property
    def more(self) -> int:
        """How many are not."""
        return max(0, len(self.pairs) - MOST_SHOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The findings of a brief by kind; *elsewhere* counts those with a side that the brief's limits leave out."""

    groups: Mapping[FindingKind, Group]
    elsewhere: int

    @property
    def pairs(self) -> list[Pair]:
        """All findings of the brief."""
        return [pair for group in self.groups.values() for pair in group.pairs]

    def of(self, *kinds: FindingKind) -> list[Group]:
        """Return the groups of *kinds* that are not empty, in that order."""
        return [self.groups[kind] for kind in kinds if kind in self.groups]


def weigh(
    findings: Sequence[Finding], rows: Sequence[Row], sources: Sequence[Source], index: Index, rebuttals: Found
) -> Weighed:
    """Return the findings that no person rejected, those whose sides the brief has."""
    by_statement = {row.statement.id: row for row in rows}
    by_document = {source.document.id: source for source in sources}
    pairs: dict[FindingKind, list[Pair]] = defaultdict(list)
    standing = [finding for finding in findings if finding.review != "rejected"]
    for finding in standing:
        pair = _pair(finding, by_statement, by_document)
        if pair:
            pairs[finding.kind].append(replace(pair, rebuttals=rebuttals.get(finding.id, ())))
    elsewhere = len(standing) - sum(map(len, pairs.values()))
    return Weighed(groups={kind: _group(kind, found, index) for kind, found in pairs.items()}, elsewhere=elsewhere)


def _pair(finding: Finding, rows: Mapping[str, Row], sources: Mapping[str, Source]) -> Pair | None:
    a = _place(finding.a, rows, sources)
    b = _place(finding.b, rows, sources) if finding.b else None
    return None if a is None or (finding.b and b is None) else Pair(finding=finding, a=a, b=b)


def _place(side: Side, rows: Mapping[str, Row], sources: Mapping[str, Source]) -> Place | None:
    if side.document not in sources or (side.statement and side.statement not in rows):
        return None
    return Place(source=sources[side.document], spans=side.spans, row=rows.get(side.statement or ""))


def _group(kind: FindingKind, pairs: Sequence[Pair], index: Index) -> Group:
    title = word("findings", kind)
    ranked = sorted(pairs, key=_order)
    return Group(
        kind=kind,
        title=title,
        legend=word("finding_legends", kind),
        pairs=tuple(ranked),
        statements=index.count((row for pair in ranked for row in pair.rows), f"{title} · statements"),
    )


def _order(pair: Pair) -> tuple[bool, bool, int, int, str]:
    """Confirmed ones first, doubtful readings last, then in the order of the sources."""
    is_doubtful = any(row.band == "doubtful" for row in pair.rows)
    first = pair.rows[0].number if pair.rows else 0
    return (pair.finding.review != "confirmed", is_doubtful, pair.a.source.number, first, pair.finding.id)
