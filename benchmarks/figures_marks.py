"""Marks of figures, times and caveats, and the texts that they stand in (docs/annotating-figures.md)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from benchmarks.source_texts import Source, as_document, read_rows, source_of, unmark

from benchmarks import source_texts
from onrecord.labels.views import Page, make_page
from onrecord.records import Span, When
from onrecord.reference.countries import Gazetteer

_HERE = Path(__file__).parent
_MARK = re.compile(r"\{(\??)(?:([fts])/([^:{}]*?)|([xy])(\d)):|\}")
_TABLES = {"figures": "f", "times": "t", "caveats": "x"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark made by hand: *kind* f, t, s or x; *cells* as in the guide; *limited* is what a caveat limits."""

    kind: str
    span: Span
    cells: tuple[str, ...] = ()
    limited: Span = (0, 0)
    is_optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A marked document; *kinds* are those that were marked in it."""

    name: str
    genre: str
    half: str
    page: Page
    marks: tuple[Mark, ...]
    kinds: str = "ftsx"

    def of(self, kind: str) -> list[Mark]:
        """Return the marks of one kind."""
        return [m for m in self.marks if m.kind == kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a finder gives: of a figure all fields, of a time *when*, of a caveat *limited*."""

    span: Span
    value: float = 0.0
    unit: str | None = None
    measures: str | None = None
    year: int | None = None
    comparison: str | None = None
    when: When = field(default_factory=When)
    limited: Span | None = None


def read_invented() -> list[Text]:
    """Read the texts marked in place."""
    return [_read_invented(*one) for one in source_texts.read_invented(_HERE / "figures")]


def _read_invented(name: str, fields: dict[str, str], body: str) -> Text:
    text, found = unmark(body, _MARK)
    ties: dict[str, dict[str, Span]] = defaultdict(dict)
    for m, span in found:
        if m[4]:
            ties[m[5]][m[4]] = span
    marks = [_invented_mark(m, span) for m, span in found if not m[4]]
    marks += [Mark(kind="x", span=tie["x"], limited=tie["y"]) for tie in ties.values()]
    return Text(
        name=name,
        genre=name.rsplit("-", 1)[0],
        half=fields["half"],
        page=_page(Source(text=text, published=fields["published"])),
        marks=tuple(sorted(marks, key=lambda m: m.span)),
        kinds=fields.get("kinds", "ftsx"),
    )


def _invented_mark(m: re.Match[str], span: Span) -> Mark:
    kind, cells = m[2], tuple(m[3].split("/"))
    whole = cells if len(cells) == {"f": 5, "t": 1, "s": 2}[kind] else (*cells, "")
    return Mark(kind=kind, span=span, cells=whole, is_optional=bool(m[1]))


def read_marked(data: Path, part: str | None = None) -> list[Text]:
    """Read the marks in texts that are not ours, of one part or all, and those texts from *data*."""
    marks: dict[tuple[str, str, str], list[Mark]] = defaultdict(list)
    kinds: dict[tuple[str, str, str], str] = defaultdict(str)
    for table, kind in _TABLES.items():
        for source, name, half, span, *cells in read_rows(_HERE / f"{table}.tsv"):
            if part not in (None, half):
                continue
            key = (source, name, half)
            kinds[key] += ("ts" if kind == "t" else kind) if kind not in kinds[key] else ""
            marks[key] += [] if span == "-" else [_mark(kind, _span(span), cells, source_of(data, source, name).text)]
    return [
        Text(
            name=name,
            genre=source,
            half=half,
            page=_page(source_of(data, source, name)),
            marks=tuple(found),
            kinds=kinds[source, name, half],
        )
        for (source, name, half), found in marks.items()
    ]


def _mark(kind: str, span: Span, cells: list[str], text: str) -> Mark:
    *rest, optional = cells
    is_optional = optional == "optional"
    if kind == "x":
        return Mark(kind=kind, span=span, limited=_span(rest[0]), is_optional=is_optional)
    return Mark(
        kind=kind, span=span, cells=tuple(_words(c, text) if kind == "f" else c for c in rest), is_optional=is_optional
    )


def _words(cell: str, text: str) -> str:
    """Return the words that an offset stands for."""
    return text[slice(*_span(cell))] if re.fullmatch(r"\d+-\d+", cell) and len(text) > 12 else cell.strip("-")


def _span(cell: str) -> Span:
    start, end = cell.split("-")
    return int(start), int(end)


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer(())


def _page(source: Source) -> Page:
    return make_page(as_document(source), _gazetteer())
