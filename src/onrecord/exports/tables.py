"""The tables of `csv` and `xlsx`: which columns they have, and the rows of a material."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from onrecord.exports.material import Material, Source
from onrecord.exports.names import BETWEEN, file_name, spans_text, web_address, when_text
from onrecord.records import Speaker, Statement, When

Cell = str | int | float | date | None
Kind = Literal["id", "code", "text", "long", "number", "date", "url"]
"""How a column is shown: `long` is wrapped, `url` is a link where it is an address."""

Given = tuple[str, Kind, Callable[[Any], Cell]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: its columns, each with how it is made from a record, and where the records come from."""

    name: str
    columns: tuple[Given, ...]
    records: Callable[[Material], Iterable[Any]]

    @property
    def names(self) -> list[str]:
        """Return the names of the columns."""
        return [name for name, _, _ in self.columns]

    @property
    def kinds(self) -> list[Kind]:
        """Return how the columns are shown."""
        return [kind for _, kind, _ in self.columns]

    def rows(self, material: Material) -> Iterator[list[Cell]]:
        """Return the cells of each record."""
        makers = [make for _, _, make in self.columns]
        for record in self.records(material):
            yield [make(record) for make in makers]


Said = tuple[Statement, Source]
"""A statement with the document that it stands in."""


def said(material: Material) -> Iterator[Said]:
    """Return every statement with its document."""
    return ((one, source) for source in material.sources() for one in source.statements)


def yes_no(value: object) -> str:
    """Return `yes` or `no`."""
    return "yes" if value else "no"


def when_cell(when: When) -> Cell:
    """Return a time as it is known: a date if it is a day, else text."""
    is_day = when.precision == "day" and when.start is not None and when.start == (when.end or when.start)
    return day_cell(when.start) if is_day else when_text(when) or None


def day_cell(day: str | None) -> Cell:
    """Return an ISO 8601 day as a date; as it stands if it is none."""
    try:
        return date.fromisoformat(day) if day and len(day) == 10 else day
    except ValueError:
        return day


def _of_speakers(get: Callable[[Speaker], str | None]) -> Callable[[Said], Cell]:
    """Return what makes the joined values of all speakers; empty if none has one."""

    def make(row: Said) -> Cell:
        values = [get(speaker) or "" for speaker in row[0].speakers]
        return BETWEEN.join(values) if any(values) else None

    return make


STATEMENT_COLUMNS: tuple[Given, ...] = (
    ("id", "id", lambda r: r[0].id),
    ("document", "id", lambda r: r[0].document),
    ("quote", "long", lambda r: r[0].quote),
    ("speaker", "text", _of_speakers(lambda s: s.name)),
    ("role", "text", _of_speakers(lambda s: s.role)),
    ("affiliation", "text", _of_speakers(lambda s: s.affiliation)),
    ("camp", "code", _of_speakers(lambda s: s.camp)),
    ("collective", "code", _of_speakers(lambda s: yes_no(s.collective))),
    ("voice", "code", lambda r: r[0].voice),
    ("mode", "code", lambda r: r[0].mode),
    ("rights", "text", lambda r: ", ".join(r[0].rights) or None),
    ("act", "code", lambda r: r[0].act),
    ("stance", "code", lambda r: r[0].stance),
    ("hedged", "code", lambda r: yes_no(r[0].hedged)),
    ("target", "code", lambda r: r[0].target),
    ("country", "code", lambda r: r[0].country),
    ("time", "text", lambda r: when_text(r[0].time) or None),
    ("time_start", "date", lambda r: day_cell(r[0].time.start)),
    ("time_end", "date", lambda r: day_cell(r[0].time.end)),
    ("time_basis", "code", lambda r: r[0].time.basis),
    ("confidence", "number", lambda r: r[0].confidence.get("statement")),
    ("within", "id", lambda r: r[0].within),
    ("instruments", "text", lambda r: BETWEEN.join(dict.fromkeys(i.name for i in r[0].instruments)) or None),
    ("title", "text", lambda r: r[1].document.title),
    ("publisher", "text", lambda r: r[1].document.publisher),
    ("published", "date", lambda r: when_cell(r[1].document.published)),
    ("published_basis", "code", lambda r: r[1].document.published.basis),
    ("url", "url", lambda r: web_address(r[1].document)),
    ("file", "text", lambda r: file_name(r[1].document)),
    ("language", "code", lambda r: r[1].document.language),
    ("media_type", "code", lambda r: r[1].document.media_type),
    ("source", "code", lambda r: spans_text(r[0].source) or None),
    ("cue", "code", lambda r: spans_text(r[0].cue) or None),
    ("content", "code", lambda r: spans_text(r[0].content) or None),
    ("exceptions", "code", lambda r: spans_text(r[0].exceptions) or None),
    ("text_sha256", "id", lambda r: r[1].document.text_sha256),
    ("review", "code", lambda r: r[0].review),
    ("decision", "code", lambda _: None),
    ("by", "text", lambda _: None),
    ("why", "text", lambda _: None),
)  # fmt: skip
STATEMENTS = Table(name="statements", columns=STATEMENT_COLUMNS, records=said)


def tables() -> tuple[Table, ...]:
    """Return all tables, in order."""
    from onrecord.exports.record_tables import DOCUMENTS, FURTHER

    return (DOCUMENTS, STATEMENTS, *FURTHER)


def table_of(name: str) -> Table:
    """Return the table called *name*."""
    return next(one for one in tables() if one.name == name)


def statement_cells(statement: Statement, source: Source) -> dict[str, str]:
    """Return the cells of a statement as `csv` writes them before they are guarded against formulas."""
    return {name: as_text(make((statement, source))) for name, _, make in STATEMENT_COLUMNS}


def as_text(cell: Cell) -> str:
    """Return a cell as text: nothing for None, days as YYYY-MM-DD."""
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)
