"""Tables of one's own: statements that were reviewed or coded in a spreadsheet, and lists of documents."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, cast

from onrecord.errors import Broken
from onrecord.imports.dates import read_when
from onrecord.imports.parts import DocumentRow, Parsed, Row, StatementRow, refused
from onrecord.imports.tables import Line, columns_of, lines, plain_name
from onrecord.records import UNKNOWN_TIME, Description, Issue, When

Kind = Literal["statements", "documents"]
KINDS: tuple[Kind, ...] = ("statements", "documents")
VALUES = ("rights", "act", "stance", "hedged", "target", "time", "source", "cue", "content")
SPEAKER = ("speaker", "role", "affiliation", "camp", "collective")
_HEADER_ROWS = 12
_FORMULA = re.compile("'[=+\\-@\t\r\n'＝＋－＠]")
_SEVERAL = re.compile(r"\s*[;|\n]\s*")
_CODE = re.compile(r"[A-Z]{3}")


@cache
def _computed() -> frozenset[str]:
    raw = tomllib.loads(resources.files(__package__).joinpath("columns.toml").read_text(encoding="utf-8"))
    return frozenset(raw["computed"]["names"])


@cache
def _names(kind: Kind) -> dict[str, list[str]]:
    raw = tomllib.loads(resources.files(__package__).joinpath("columns.toml").read_text(encoding="utf-8"))
    return cast("dict[str, list[str]]", raw[kind])


def recognise(header: Iterable[str]) -> Kind | None:
    """Tell what a table with these columns is: statements, documents, or neither."""
    cells = list(header)
    found = columns_of(cells, _names("statements")).keys()
    written = {plain_name(cell) for cell in cells}
    if "id" in found and "decision" in found:
        return "statements"
    if "quote" in found and ("id" in found or "document" in found):
        return "statements"
    listed = columns_of(cells, _names("documents")).keys()
    has_place = bool({"url", "file"} & listed)
    is_sources = {"id", "sha256", "title"} <= written
    return "documents" if (has_place and "quote" not in found) or is_sources else None


def kind_of(format: str) -> Kind:
    """Return the kind of table that a format's name stands for."""
    return "statements" if format == "statements" else "documents"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """The first line of a table: where our columns stand, how many there are, and which are not read."""

    columns: dict[str, int]
    width: int
    unknown: tuple[str, ...]


def parse(name: str, data: bytes, kind: Kind, by: str = "") -> Parsed:
    """Read a table of one's own; *by* is whose word it is where the table does not say.

    Raises:
        Refusal: it is no such table.
    """
    rest = lines(name, data, kind)
    head = _head(name, rest, kind)
    rows = _statements(name, rest, head, by) if kind == "statements" else _documents(name, rest, head, by)
    return Parsed(format=kind, rows=rows, unknown=head.unknown)


def _head(name: str, rest: Iterator[Line], kind: Kind) -> _Head:
    for number, cells in rest:
        if recognise(cells) == kind:
            columns = columns_of(cells, _names(kind))
            places = set(columns.values())
            left = [cell.strip() for n, cell in enumerate(cells) if n not in places]
            unknown = tuple(cell for cell in left if cell and plain_name(cell) not in _computed())
            return _Head(columns=columns, width=len(cells), unknown=unknown)
        if number >= _HEADER_ROWS:
            break
    need = "id and decision, or quote and document" if kind == "statements" else "url or file"
    do = f"name the columns in the first line: {need} (docs/imports.md)"
    raise Broken("no line of this table names the columns that are needed.", where=name, do=do)


def _cells(name: str, line: Line, head: _Head) -> dict[str, str] | Issue:
    number, cells = line
    if len(cells) > head.width and any(cell.strip() for cell in cells[head.width :]):
        what = "the line has more cells than the first one."
        return refused("cells", what, name, number, "put text with commas in quotation marks")
    return {key: _unguarded(cells[place].strip()) for key, place in head.columns.items() if place < len(cells)}


def _unguarded(text: str) -> str:
    """Take away the apostrophe that our exports put before what a spreadsheet would take for a formula."""
    return text[1:] if _FORMULA.match(text) else text


def _statements(name: str, rest: Iterator[Line], head: _Head, by: str) -> Iterator[Row | Issue]:
    for line in rest:
        cells = _cells(name, line, head)
        yield cells if isinstance(cells, Issue) else _statement(name, line[0], cells, by)


def _statement(name: str, line: int, cells: Mapping[str, str], by: str) -> StatementRow | Issue:
    if not cells.get("id") and not cells.get("quote"):
        return refused(
            "no-id", "the row names no statement and quotes nothing.", name, line, "give its id or its words"
        )
    return StatementRow(
        line=line,
        id=cells.get("id", ""),
        document=cells.get("document", ""),
        quote=cells.get("quote", ""),
        before=cells.get("before", ""),
        after=cells.get("after", ""),
        decision=cells.get("decision", "").lower(),
        by=cells.get("by", "") or by,
        why=cells.get("why") or None,
        cells={key: cells[key] for key in (*VALUES, *SPEAKER) if key in cells},
        exported=cells.get("exported", ""),
    )


def _documents(name: str, rest: Iterator[Line], head: _Head, by: str) -> Iterator[Row | Issue]:
    for line in rest:
        cells = _cells(name, line, head)
        yield cells if isinstance(cells, Issue) else _document(name, line[0], cells, by)


def _document(name: str, line: int, cells: Mapping[str, str], by: str) -> DocumentRow | Issue:
    published = UNKNOWN_TIME
    if day := cells.get("published"):
        when = read_when(day)
        if when is None:
            what = f"this is no date that can be read in one way: {day}"
            return refused("no-date", what, name, line, "write YYYY, YYYY-MM or YYYY-MM-DD")
        published = when
    files, address = _several(cells.get("file", "")), cells.get("url", "")
    if not files and not address and not cells.get("id"):
        what = "the row names no file and no address."
        return refused("no-place", what, name, line, "fill in the column url or file")
    key = cells.get("id") or address or files[0]
    said = _said(name, key, cells, published, by)
    addresses = (address,) if address else ()
    return DocumentRow(line=line, key=key, files=files, addresses=addresses, said=said)


def _said(name: str, key: str, cells: Mapping[str, str], published: When, by: str) -> Description:
    countries = tuple(code.upper() for code in re.split(r"[\s,;|]+", cells.get("countries", "")) if code)
    return Description(
        by=cells.get("by", "") or by,
        origin=f"{name} #{key}",
        title=cells.get("title") or None,
        publisher=cells.get("publisher") or None,
        authors=_several(cells.get("authors", "")),
        published=published,
        countries=tuple(code for code in countries if _CODE.fullmatch(code)),
        language=cells.get("language") or None,
        address=cells.get("url") or None,
        note=cells.get("note") or None,
    )


def _several(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in _SEVERAL.split(cell) if part.strip()))
