"""Findings as pages show them: both sides with their words, whatever persons decided on them."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.briefs.rows import Row, Source, number_sources
from onrecord.briefs.weighed import Pair, Place
from onrecord.dossier import Dossier
from onrecord.records import Finding, Side
from onrecord.web.cards import documents_of, rows_by_id


def pairs_of(dossier: Dossier, findings: Iterable[Finding]) -> list[Pair]:
    """Return findings with their sides, in their order; those with a side that no reading has any more are missing."""
    wanted = list(findings)
    sides = [side for one in wanted for side in (one.a, one.b) if side]
    rows = rows_by_id(dossier, [side.statement for side in sides if side.statement])
    bare = number_sources(documents_of(dossier, (side.document for side in sides if not side.statement)))
    sources = {source.document.id: source for source in bare}
    found = ((one, _place(one.a, rows, sources), _place(one.b, rows, sources)) for one in wanted)
    return [Pair(finding=one, a=a, b=b) for one, a, b in found if a and (b or not one.b)]


def _place(side: Side | None, rows: dict[str, Row], sources: dict[str, Source]) -> Place | None:
    if side is None:
        return None
    row = rows.get(side.statement or "")
    source = row.source if row else sources.get(side.document)
    return Place(source=source, spans=side.spans, row=row) if source else None


def weightiest(pairs: Iterable[Pair]) -> list[Pair]:
    """Return confirmed ones first and doubtful readings last, else in their order."""
    return sorted(pairs, key=lambda pair: (pair.finding.review != "confirmed", _is_doubtful(pair)))


def _is_doubtful(pair: Pair) -> bool:
    return any(row.band == "doubtful" for row in pair.rows)
