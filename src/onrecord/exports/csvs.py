"""Tables in CSV, one or all, in which no cell is taken for a formula."""

from __future__ import annotations

import csv
import io
import re
from typing import IO

from onrecord.exports.material import Material, Tally
from onrecord.exports.tables import Cell, Table, as_text, table_of, tables
from onrecord.exports.zips import Archive

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_MARK = "\ufeff"
"""Without it Excel reads UTF-8 as the encoding of the machine."""


def write(material: Material, out: IO[bytes], tally: Tally, table: str | None = None) -> None:
    """Write one *table*, or all that have rows into a zip file; `statements` and `documents` are always there."""
    if table:
        _put(table_of(table), material, out, tally)
        return
    with Archive(out) as archive:
        for one in tables():
            if one.name in ("documents", "statements") or any(True for _ in one.records(material)):
                with archive.entry(f"{one.name}.csv", is_large=True) as entry:
                    _put(one, material, entry, tally)


def _put(table: Table, material: Material, out: IO[bytes], tally: Tally) -> None:
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\r\n")
    text.write(_MARK)
    lines.writerow(table.names)
    for row in table.rows(material):
        lines.writerow([_cell(cell) for cell in row])
        tally.wrote(table.name)
        if text.tell() > 1 << 16:
            _flush(text, out)
    _flush(text, out)


def _flush(text: io.StringIO, out: IO[bytes]) -> None:
    out.write(text.getvalue().encode("utf-8", "replace"))
    text.seek(0)
    text.truncate()


def _cell(cell: Cell) -> str:
    return guard(cell) if isinstance(cell, str) else as_text(cell)


def guard(text: str) -> str:
    """Put an apostrophe before *text* that a spreadsheet would take for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """Take away the apostrophe that `guard` put before a text."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text
