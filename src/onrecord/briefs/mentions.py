"""Figures and instruments that statements mention."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.briefs.counts import Count, Index
from onrecord.briefs.rows import Row
from onrecord.records import Instrument, InstrumentKind, Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """A figure with its words, verbatim, and how it was read."""

    row: Row
    figure: Quantity
    words: str
    read_as: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentLine:
    """An instrument with the forms in which documents name it."""

    name: str
    kind: InstrumentKind
    forms: tuple[str, ...]
    rows: Count
    documents: Count


def find_figures(rows: Sequence[Row]) -> list[FigureLine]:
    """Return the figures of *rows*, in their order; a figure within several statements of a document is listed once."""
    seen: set[tuple[int, tuple[int, int]]] = set()
    out = []
    for row in rows:
        for figure in row.statement.figures:
            place = (row.source.number, figure.span)
            if place not in seen:
                seen.add(place)
                words = row.words([figure.span])
                out.append(FigureLine(row=row, figure=figure, words=words, read_as=_read_as(figure)))
    return out


def _read_as(figure: Quantity) -> str:
    value = f"{figure.value:,.10g}".replace(",", "\u202f")
    return f"{value} {figure.unit}" if figure.unit else value


def find_instruments(rows: Sequence[Row], index: Index) -> list[InstrumentLine]:
    """Return the instruments of *rows*, mentions of one instrument joined, most statements first."""
    groups: dict[str, list[tuple[Row, Instrument]]] = defaultdict(list)
    for row in rows:
        for instrument in row.statement.instruments:
            groups[instrument.id].append((row, instrument))
    lines = [_instrument(pairs, index) for pairs in groups.values()]
    return sorted(lines, key=lambda line: (-line.rows.n, line.name))


def _instrument(pairs: Sequence[tuple[Row, Instrument]], index: Index) -> InstrumentLine:
    longest = max((instrument for _, instrument in pairs), key=lambda i: (len(i.name), i.name))
    forms = dict.fromkeys(" ".join(row.words([span]).split()) for row, i in pairs for span in i.spans)
    return InstrumentLine(
        name=longest.name,
        kind=longest.kind,
        forms=tuple(forms),
        rows=index.count((row for row, _ in pairs), longest.name),
        documents=index.count_sources((row.source for row, _ in pairs), f"{longest.name} · documents"),
    )
