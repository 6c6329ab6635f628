"""A data file as rows of cells: CSV of any delimiter, or a workbook."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from zipfile import BadZipFile

from charset_normalizer import from_bytes

from onrecord.errors import Broken, Unsupported

_DELIMITERS = (",", ";", "\t")
_HEAD_ROWS = 12
"""Some workbooks open with a title and notes before the header."""
_WORKBOOK = b"PK\x03\x04"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A header, normalised, and the rows below it; *place* names the sheet, "" for CSV."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    first: int
    place: str = ""


def normal(header: str) -> str:
    """Return a header in lower case, every run of other characters than letters and digits as one space."""
    return re.sub(r"[^0-9a-z]+", " ", header.lower()).strip()


def read_tables(name: str, data: bytes, most: int | None = None) -> Iterator[Table]:
    """Yield every way to read *data* as a table: each sheet with each of its first rows as the header.

    Args:
        name: the file's, for messages.
        data: its bytes.
        most: how many rows are wanted; all of them if None.

    Raises:
        Broken: it is damaged.
        Unsupported: it is neither CSV nor a workbook of the present format.
    """
    for place, rows in _sheets(name, data, most):
        for first in range(min(_HEAD_ROWS, len(rows))):
            header = tuple(normal(cell) for cell in rows[first])
            if sum(bool(cell) for cell in header) > 1:
                yield Table(header=header, rows=tuple(rows[first + 1 :]), first=first + 2, place=place)


def _sheets(name: str, data: bytes, most: int | None) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    if data.startswith(_WORKBOOK):
        yield from _workbook(name, data, most)
        return
    if data.startswith((b"\xd0\xcf\x11\xe0", b"PAR1", b"RDX")):
        do = "save it as CSV or XLSX"
        raise Unsupported("this kind of data file is not read.", where=name, do=do)
    text = _decoded(name, data)
    head = text[: text.find("\n") if "\n" in text else None]
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
        yield "", [tuple(row) for n, row in enumerate(lines) if row and (most is None or n < most)]
    except csv.Error as exc:
        raise Broken(f"the table is broken: {exc}.", where=name, do="save it again as CSV in UTF-8") from exc


def _decoded(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(data[:200_000]).best()
    if best is None:
        raise Broken("this is no text.", where=name, do="save it again as CSV in UTF-8")
    return data.decode(best.encoding, errors="replace")


def _workbook(name: str, data: bytes, most: int | None) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as exc:
        raise Broken("this workbook cannot be opened.", where=name, do="save it again as XLSX or CSV") from exc
    for sheet in book.worksheets:
        rows = sheet.iter_rows(values_only=True, max_row=most)
        yield sheet.title, [tuple(_cell(cell) for cell in row) for row in rows]


def _cell(value: object) -> str:
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
