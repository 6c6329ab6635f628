"""Who says so: facts and counts about a source, never a score of truth. Behind each count stand ids."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from onrecord.records import (
    Camp,
    CampCount,
    DisclosureCount,
    Document,
    Finding,
    Source,
    Statement,
    content_id,
)

_OFFICIAL: frozenset[Camp] = frozenset({"government", "judiciary"})
_GOVERNMENT: Camp = "government"
Role = Literal["publisher", "speaker"]


@dataclass(slots=True)
class _Ties:
    """What findings tell of statements: which take over words, whose are taken over, which side with the government."""

    reused: set[str] = field(default_factory=set)
    reused_by: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    agrees: set[str] = field(default_factory=set)
    contradicts: set[str] = field(default_factory=set)


def find_sources(
    statements: Iterable[Statement],
    documents: Mapping[str, Document],
    findings: Iterable[Finding] = (),
    country: str | None = None,
) -> list[Source]:
    """Return what can be counted of every publisher and named speaker, the one with most statements first.

    Args:
        statements: about one country; those that a person rejected are passed over.
        documents: theirs, by id.
        findings: between them; those that a person rejected are passed over.
        country: what to say they are about.
    """
    groups: dict[tuple[Role, str], list[Statement]] = defaultdict(list)
    known = [one for one in statements if one.review != "rejected"]
    for one in known:
        publisher = documents[one.document].publisher
        if publisher:
            groups["publisher", publisher].append(one)
        for name in dict.fromkeys(s.name for s in one.speakers if s.name and s.named):
            groups["speaker", name].append(one)
    ties = _ties({one.id: one for one in known}, findings)
    found = [_source(role, name, group, documents, ties, country) for (role, name), group in groups.items()]
    return sorted(found, key=lambda one: (-len(one.statements), one.role, one.name))


def _source(
    role: Role,
    name: str,
    group: Sequence[Statement],
    documents: Mapping[str, Document],
    ties: _Ties,
    country: str | None,
) -> Source:
    homes = tuple(dict.fromkeys(one.document for one in group))
    marks = Counter(kind for key in homes for kind in {mark.kind for mark in documents[key].disclosures})
    camps = Counter(s.camp for one in group for s in one.speakers if role == "publisher" or s.name == name)
    taken = {key for one in group for key in ties.reused_by.get(one.id, ())}
    return Source(
        id=content_id("source", role, name, country),
        name=name,
        role=role,
        country=country,
        camps=tuple(CampCount(camp=camp, count=n) for camp, n in sorted(camps.items(), key=lambda c: (-c[1], c[0]))),
        disclosures=tuple(DisclosureCount(kind=kind, documents=n) for kind, n in sorted(marks.items())),
        documents=homes,
        statements=tuple(one.id for one in group),
        official=tuple(one.id for one in group if {s.camp for s in one.speakers} & _OFFICIAL),
        anonymous=tuple(
            one.id for one in group if one.voice == "attributed" and not any(s.named for s in one.speakers)
        ),
        reused=tuple(one.id for one in group if one.id in ties.reused),
        reused_by=tuple(sorted(taken)),
        agrees=tuple(one.id for one in group if one.id in ties.agrees),
        contradicts=tuple(one.id for one in group if one.id in ties.contradicts),
    )


def _ties(statements: Mapping[str, Statement], findings: Iterable[Finding]) -> _Ties:
    out = _Ties()
    for one in findings:
        a, b = one.a.statement or "", (one.b.statement if one.b else None) or ""
        if one.review == "rejected" or a not in statements or b not in statements:
            continue
        if one.kind == "dependent-sources":
            out.reused.add(b)
            out.reused_by[a].add(b)
        elif one.kind in ("agreement", "contradiction"):
            told = out.agrees if one.kind == "agreement" else out.contradicts
            told |= {mine for mine, other in ((a, b), (b, a)) if _is_governments(statements[other])}
    return out


def _is_anonymous(statement: Statement) -> bool:
    return statement.voice == "attributed" and not any(speaker.named for speaker in statement.speakers)


def _is_governments(statement: Statement) -> bool:
    return any(speaker.camp == _GOVERNMENT for speaker in statement.speakers)
