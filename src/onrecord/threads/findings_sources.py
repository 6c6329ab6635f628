"""Who says so: facts and counts about a source, never a score of truth."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.records import Camp, Finding
from onrecord.threads.items import Item

_OFFICIAL: frozenset[Camp] = frozenset({"government", "judiciary"})
_AGREES, _OPPOSES = frozenset({"agreement"}), frozenset({"contradiction"})
_RUN = 6
"""Words in a row that two texts share by more than chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """What can be counted of a publisher or a speaker.

    *statements* is how many are its own: said by the speaker; printed by the publisher. *reused* of them have half or
    more of their words in runs that an official source has too, in another document. *agrees* and *contradicts* are
    findings between its statements and those of the government's camp. *camps* are those that speak in a publisher's
    documents, or a speaker's own.
    """

    name: str
    role: Literal["publisher", "speaker"]
    camps: tuple[tuple[Camp, int], ...]
    disclosures: tuple[tuple[str, int], ...]
    documents: int
    statements: int
    reused: int
    agrees: int
    contradicts: int


def describe_sources(items: Sequence[Item], findings: Sequence[Finding] = ()) -> list[SourceFacts]:
    """Return the facts of every publisher and named speaker, the one with most statements first."""
    official = _official_runs(items)
    lines = _with_government(items, findings)
    groups: dict[tuple[Literal["publisher", "speaker"], str], list[Item]] = defaultdict(list)
    for item in items:
        if item.publisher:
            groups["publisher", item.publisher].append(item)
        for name in {s.name for s in item.statement.speakers if s.name and s.named}:
            groups["speaker", name].append(item)
    facts = [_facts(role, name, group, official, lines) for (role, name), group in groups.items()]
    return sorted(facts, key=lambda one: (-one.statements, one.role, one.name))


def _facts(
    role: Literal["publisher", "speaker"],
    name: str,
    group: Sequence[Item],
    official: Mapping[tuple[str, ...], str],
    lines: Mapping[str, Counter[str]],
) -> SourceFacts:
    camps = Counter(s.camp for item in group for s in item.statement.speakers if role == "publisher" or s.name == name)
    marked = {item.statement.document: item.disclosed for item in group}
    disclosures = Counter(kind for kinds in marked.values() for kind in kinds)
    told: Counter[str] = sum((lines.get(item.statement.id, Counter()) for item in group), Counter())
    return SourceFacts(
        name=name,
        role=role,
        camps=tuple(sorted(camps.items())),
        disclosures=tuple(sorted(disclosures.items())),
        documents=len(marked),
        statements=len(group),
        reused=sum(_is_reused(item, official) for item in group),
        agrees=told["agrees"],
        contradicts=told["contradicts"],
    )


def _is_official(item: Item) -> bool:
    return any(speaker.camp in _OFFICIAL for speaker in item.statement.speakers)


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[n : n + _RUN]) for n in range(len(words) - _RUN + 1)]


def _official_runs(items: Sequence[Item]) -> dict[tuple[str, ...], str]:
    """Return the runs of words of official statements, each with the document that has it (first by id)."""
    out: dict[tuple[str, ...], str] = {}
    for item in sorted(items, key=lambda one: (one.published.start or "9999", one.statement.document)):
        if _is_official(item):
            for run in _runs(item.statement.quote.lower().split()):
                out.setdefault(run, item.statement.document)
    return out


def _is_reused(item: Item, official: Mapping[tuple[str, ...], str]) -> bool:
    if _is_official(item):
        return False
    runs = _runs(item.statement.quote.lower().split())
    taken = [run for run in runs if official.get(run, item.statement.document) != item.statement.document]
    return bool(runs) and 2 * len(taken) >= len(runs)


def _with_government(items: Sequence[Item], findings: Sequence[Finding]) -> dict[str, Counter[str]]:
    """Count, by statement, its agreements with and contradictions of what the government's camp says."""
    camps = {item.statement.id: {s.camp for s in item.statement.speakers} for item in items}
    out: dict[str, Counter[str]] = defaultdict(Counter)
    for finding in findings:
        if finding.b is None or finding.review == "rejected" or finding.kind not in _AGREES | _OPPOSES:
            continue
        for mine, other in ((finding.a, finding.b), (finding.b, finding.a)):
            if mine.statement and other.statement and "government" in camps.get(other.statement, ()):
                out[mine.statement]["agrees" if finding.kind in _AGREES else "contradicts"] += 1
    return out
