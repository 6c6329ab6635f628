"""Tables of one's own, read line by line: CSV in the dialects of spreadsheets, and .xlsx."""

from __future__ import annotations

import codecs
import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

from onrecord.errors import Broken, EmptyInput, TooLarge

MAX_UNPACKED_BYTES = 1_000_000_000
MAX_CELL = 10_000_000
"""Characters of one cell: a document's text may be pasted into one, a book is no cell."""
DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 200_000
_AGAIN = "save it again as CSV in UTF-8"

Line = tuple[int, list[str]]
"""The number of a line in its file (the last one of a row that runs over several), and its cells."""


def lines(name: str, data: bytes, sheet: str = "") -> Iterator[Line]:
    """Yield the lines of a table that hold anything; of a spreadsheet the *sheet* of that name, or else the first.

    Raises:
        EmptyInput: the file is empty.
        Broken: it is no table, a quotation mark is never closed, or its letters cannot be read.
        TooLarge: a spreadsheet would unpack to too much.
    """
    if not data.strip(b"\xef\xbb\xbf \r\n\t\x00"):
        raise EmptyInput("this file is empty.", where=name, do="check that it was saved completely")
    return _sheet(name, data, sheet) if data.startswith(b"PK") else _csv(name, data)


def _csv(name: str, data: bytes) -> Iterator[Line]:
    encoding = _encoding(name, data)
    head = _without_notice(data[:_SAMPLE].decode(encoding, errors="replace"))
    stream = io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")
    delimiter, skipped = _delimiter(head), 0
    if re.match(r"\ufeff?sep=.\r?\n", data[:12].decode(encoding, errors="replace")):
        delimiter, skipped = stream.readline().strip("\r\n\ufeff")[-1], 1
    csv.field_size_limit(min(MAX_CELL, sys.maxsize))
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num + skipped, cells
    except csv.Error as exc:
        where = f"{name}, line {reader.line_num + skipped}"
        raise Broken(f"the table is broken here: {exc}.", where=where, do=_AGAIN) from exc
    except UnicodeDecodeError as exc:
        where = f"{name}, after line {reader.line_num + skipped}"
        raise Broken("the letters of this file cannot be read.", where=where, do=_AGAIN) from exc


def _without_notice(text: str) -> str:
    return re.sub(r"\Asep=.\r?\n", "", text.lstrip("\ufeff"))


def _encoding(name: str, data: bytes) -> str:
    """Tell UTF-8, UTF-16 with a mark, and what older spreadsheets write."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), 1 << 20):
            decoder.decode(data[start : start + (1 << 20)])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        if b"\0" in data[:_SAMPLE]:
            raise Broken("this is no text.", where=name, do=_AGAIN) from None
        return "mac_roman" if b"\r" in data and b"\n" not in data else "cp1252"
    return "utf-8-sig"


def _delimiter(head: str) -> str:
    """Return what divides the first line outside quotation marks."""
    first = re.sub(r'"(?:[^"]|"")*"', "", head).splitlines()
    return max(DELIMITERS, key=first[0].count) if first else ","


def _sheet(name: str, data: bytes, wanted: str) -> Iterator[Line]:
    _check_package(name, data)
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        chosen = next((one for one in book.worksheets if one.title.lower() == wanted), book.worksheets[0])
        for number, values in enumerate(chosen.iter_rows(values_only=True), start=1):
            cells = [_cell(value) for value in values]
            if any(cells):
                yield number, cells
    except (KeyError, IndexError, ValueError, TypeError, InvalidFileException, zipfile.BadZipFile, SyntaxError) as exc:
        raise Broken("the spreadsheet cannot be read.", where=name, do="save it again as .xlsx or as CSV") from exc


def _check_package(name: str, data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as exc:
        raise Broken("the file is damaged.", where=name, do="save it again as .xlsx or as CSV") from exc
    if sum(info.file_size for info in infos) > MAX_UNPACKED_BYTES:
        raise TooLarge("the file unpacks to more than 1 GB.", where=name, do="split it into several files")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def plain_name(header: str) -> str:
    """Return the name of a column in lower case, with one space between its words."""
    return re.sub(r"[\s_\-/]+", " ", header.replace("\ufeff", "")).strip().lower()


def columns_of(header: Sequence[str], names: dict[str, list[str]]) -> dict[str, int]:
    """Return by our *names* where the columns of a table stand; the first that has one of a name's aliases is it."""
    places: dict[str, int] = {}
    for place, heading in enumerate(header):
        places.setdefault(plain_name(heading), place)
    found: dict[str, int] = {}
    for name, aliases in names.items():
        there = next((places[alias] for alias in (name, *aliases) if alias in places), None)
        if there is not None and there not in found.values():
            found[name] = there
    return found
