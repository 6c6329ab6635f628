"""Tables as publishers give them: CSV, spreadsheets and JSON, each row with the line that it stands on."""

from __future__ import annotations

import csv
import json
import re
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO, StringIO
from typing import Any

from onrecord.errors import Broken, TooLarge

MAX_BYTES_UNPACKED = 2_000_000_000
"""The full UHRI export unpacks to under 0.6 GB; ten times the size of a file is no bomb, a thousand times is one."""
_DELIMITERS = (",", ";", "\t")
_JOINTS = re.compile(r"[\s_\-–/]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HEADER_ROWS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table: *line* is its number in the file (of a JSON list, of the entry), *cells* by `columns.toml`."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.cells.get(name, "")


@cache
def aliases() -> dict[str, list[str]]:
    """Return by our name of a column the names that publishers give it, in order."""
    raw = tomllib.loads(resources.files(__package__).joinpath("columns.toml").read_text(encoding="utf-8"))
    formats: dict[str, list[str]] = raw["formats"]
    return formats


def plain_name(header: str) -> str:
    """Return the name of a column in lower case, its words with one space between ("UprPositions", "UPR Position")."""
    return _JOINTS.sub(" ", _CAMEL.sub(" ", header.strip())).strip().lower()


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """Return by our names where the columns of a table stand; a column goes to the first name that asks for it."""
    places = {plain_name(name): n for n, name in reversed(list(enumerate(header)))}
    found: dict[str, int] = {}
    for name, also in aliases().items():
        place = next((places[alias] for alias in also if alias in places), None)
        if place is not None:
            found[name] = place
    return found


def decode(data: bytes, name: str) -> str:
    """Return the text of a file: UTF-8, UTF-16 with a mark, or what older programs wrote.

    Raises:
        Broken: it is no text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16", name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if b"\0" in data:
        raise Broken("this is no text.", where=name, do="save it again as CSV in UTF-8")
    is_old_mac = b"\r" in data and b"\n" not in data
    return _decoded(data, "mac_roman" if is_old_mac else "cp1252", name)


def _decoded(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as exc:
        raise Broken("the letters of this file cannot be read.", where=name, do="save it again in UTF-8") from exc


def csv_lines(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of a CSV file with commas, semicolons or tabs, each with the number of its last line.

    Raises:
        Broken: a quotation mark is never closed.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    first = text.split("\n", 1)[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count), strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as exc:
        where = f"{name}, line {reader.line_num}"
        raise Broken(f"the table is broken: {exc}.", where=where, do="save it again as CSV in UTF-8") from exc


def sheet_lines(data: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the lines of the first sheet of a spreadsheet (.xlsx), each with its number.

    Raises:
        Broken: it is no spreadsheet.
        TooLarge: it would unpack to more than `MAX_BYTES_UNPACKED`.
    """
    check_package(data, name)
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        for number, values in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
            cells = [_cell(value) for value in values]
            if any(cells):
                yield number, cells
    except (KeyError, IndexError, ValueError, InvalidFileException, zipfile.BadZipFile, SyntaxError) as exc:
        raise Broken("the spreadsheet cannot be read.", where=name, do="save it again as .xlsx or as CSV") from exc


def check_package(data: bytes, name: str) -> frozenset[str]:
    """Return the names of the parts of a zipped document.

    Raises:
        Broken: it is no zipped document.
        TooLarge: it would unpack to too much.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            infos = package.infolist()
    except zipfile.BadZipFile as exc:
        raise Broken("the file is damaged.", where=name, do="get it again from its publisher") from exc
    if sum(info.file_size for info in infos) > MAX_BYTES_UNPACKED:
        raise TooLarge("the file unpacks to more than 2 GB.", where=name, do="filter it with its publisher first")
    return frozenset(info.filename for info in infos)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def table(lines: Iterable[tuple[int, list[str]]], needed: Sequence[str], name: str) -> Iterator[Row]:
    """Yield the rows under the first line that names the *needed* columns; a title may stand above it.

    Raises:
        Broken: no line of the first ones names them.
    """
    columns: dict[str, int] = {}
    width = 0
    for number, cells in lines:
        if columns:
            yield Row(line=number, cells=_by_name(columns, cells, width))
            continue
        found = columns_of(cells)
        if set(needed) <= found.keys():
            columns, width = found, len(cells)
        elif number >= _HEADER_ROWS:
            break
    if not columns:
        do = f"name the columns in the first line: {', '.join(needed)} (docs/commitments.md)"
        raise Broken("no line of this table names the columns that are needed.", where=name, do=do)


def _by_name(columns: dict[str, int], cells: list[str], width: int) -> dict[str, str]:
    by_name = {name: cells[place].strip() for name, place in columns.items() if place < len(cells)}
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        by_name["*too-long*"] = "yes"
    return by_name


def json_rows(data: bytes, name: str) -> Iterator[Row]:
    """Yield the entries of a JSON list of objects; lists inside become text with line ends between.

    Raises:
        Broken: it is no such list.
    """
    try:
        entries = json.loads(decode(data, name))
    except (json.JSONDecodeError, RecursionError) as exc:
        raise Broken("this JSON cannot be read.", where=name, do="get it again from its publisher") from exc
    entries = next((v for v in entries.values() if isinstance(v, list)), None) if isinstance(entries, dict) else entries
    if not isinstance(entries, list):
        raise Broken("this JSON is no list.", where=name, do="give the list of recommendations")
    for number, entry in enumerate(entries, start=1):
        fields = entry if isinstance(entry, dict) else {}
        names = list(fields)
        values = [_listed(fields[key]) for key in names]
        yield Row(line=number, cells=_by_name(columns_of(names), values, len(names)))


def _listed(value: Any) -> str:
    return "\n".join(_cell(one) for one in value) if isinstance(value, list) else _cell(value)


def parts(cell: str, marks: str = "\n;|") -> tuple[str, ...]:
    """Return the values of a cell that holds several, without the dashes and spaces before them."""
    pieces = re.split(f"[{re.escape(marks)}]|(?:^|\\s)- ", cell)
    return tuple(dict.fromkeys(piece.strip(" -\u00a0\t") for piece in pieces if piece.strip(" -\u00a0\t")))
