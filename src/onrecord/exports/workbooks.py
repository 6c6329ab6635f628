"""A workbook: one sheet for each table, with what people expect of a spreadsheet, and without formulas."""

from __future__ import annotations

import io
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import chain, islice
from math import ceil
from typing import IO, TYPE_CHECKING, Any

from onrecord.exports.material import Material, Tally
from onrecord.exports.names import is_web
from onrecord.exports.tables import Cell, Kind, Table, as_text, tables
from onrecord.exports.zips import Archive

if TYPE_CHECKING:
    from openpyxl import Workbook

MAX_ROWS = 1_048_576
MAX_CHARS = 32_767
MAX_LINKS = 65_530
"""The limits of the format: rows of a sheet, characters of a cell (UTF-16 units), links of a sheet."""

_WIDTHS: dict[Kind, tuple[int, int]] = {
    "id": (10, 23), "code": (8, 24), "text": (10, 36), "long": (24, 64), "number": (9, 14), "date": (11, 11),
    "url": (8, 44),
}  # fmt: skip
"""The least and the greatest width of a column, in characters."""
_SAMPLE = 200
"""So many rows tell how wide a column is."""
_LINE_POINTS, _MOST_LINES = 14.5, 12
_FONT = "Calibri"
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CHANGED = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_INK, _PAPER = "FFFFFFFF", "FF1F3A5F"


def write(material: Material, out: IO[bytes], tally: Tally, table: str | None = None) -> None:
    """Write the tables that have rows; `statements` and `documents` are always there."""
    del table
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = material.title, f"onrecord {material.version}"
    for one in _order():
        if one.name in ("documents", "statements") or any(True for _ in one.records(material)):
            _Sheets(book, one, tally).fill(material)
    with tempfile.TemporaryFile() as draft:
        book.save(draft)
        _settle(draft, out, material.generated_at)


def _order() -> list[Table]:
    """Return the tables, with the statements in front: they are what a workbook is opened for."""
    return sorted(tables(), key=lambda one: one.name != "statements")


class _Sheets:
    """The sheet of a table, and further ones where a sheet is full."""

    def __init__(self, book: Workbook, table: Table, tally: Tally) -> None:
        self._book, self._table, self._tally = book, table, tally
        self._looks: dict[str, Any] = {}
        self._count = self._links = 0

    def fill(self, material: Material) -> None:
        """Write all rows."""
        size = sum(1 for _ in self._table.records(material))
        rows = self._table.rows(material)
        first = list(islice(rows, _SAMPLE))
        widths = [self._width(number, first) for number in range(len(self._table.names))]
        sheet = None
        for number, row in enumerate(chain(first, rows)):
            if number % (MAX_ROWS - 1) == 0:
                sheet = self._open(min(size - number, MAX_ROWS - 1), widths)
            self._put(sheet, number % (MAX_ROWS - 1) + 2, row, widths)
            self._tally.wrote(self._table.name)
        if sheet is None:
            self._open(0, widths)

    def _width(self, number: int, rows: Sequence[Sequence[Cell]]) -> int:
        least, most = _WIDTHS[self._table.kinds[number]]
        lengths = sorted(len(as_text(row[number])) for row in rows)
        usual = lengths[len(lengths) * 9 // 10] if lengths else 0
        return min(max(least, usual + 2, len(self._table.names[number]) + 4), most)

    def _put(self, sheet: Any, place: int, row: Sequence[Cell], widths: Sequence[int]) -> None:
        """Put a row, as high as its wrapped texts need; programs that do not measure texts show all of them."""
        wrapped = [
            ceil(len(str(cell)) / width) + str(cell).count("\n")
            for kind, cell, width in zip(self._table.kinds, row, widths, strict=True)
            if kind == "long" and cell is not None
        ]
        sheet.row_dimensions[place].height = _LINE_POINTS * min(max(wrapped, default=1), _MOST_LINES)
        sheet.append(list(self._cells(sheet, row)))
        del sheet.row_dimensions[place]

    def _open(self, rows: int, widths: Sequence[int]) -> Any:
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.utils import get_column_letter

        self._looks = self._looks or dict(_looks(self._book))
        self._count += 1
        self._links = 0
        sheet = self._book.create_sheet(self._table.name if self._count == 1 else f"{self._table.name} {self._count}")
        for number, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.freeze_panes = "B2"
        sheet.print_title_rows, sheet.page_setup.orientation = "1:1", "landscape"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(self._table.names))}{rows + 1}"
        heads: list[Any] = [WriteOnlyCell(sheet, name) for name in self._table.names]
        for head in heads:
            head._style = self._looks["head"]
        sheet.append(heads)
        return sheet

    def _cells(self, sheet: Any, row: Sequence[Cell]) -> Iterator[Any]:
        for kind, value in zip(self._table.kinds, row, strict=True):
            yield self._cell(sheet, kind, value) if value is not None else None

    def _cell(self, sheet: Any, kind: Kind, value: Cell) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell: Any = WriteOnlyCell(sheet)
        look = "long" if kind == "long" else "plain"
        if isinstance(value, date) and value.year >= 1900:  # spreadsheets know no days before
            cell.value, look = value, "date"
        elif isinstance(value, str | date):
            cell.value = text = self._fitting(as_text(value))
            cell.data_type = "s"  # whatever it begins with: a text, never a formula
            look = f"{look} quoted" if text[:1] in ("=", "+", "-", "@") else look
            if kind == "url" and is_web(text) and self._may_link(text):
                cell.hyperlink, look = text, "link"
        else:
            cell.value = value
        cell._style = self._looks[look]
        return cell

    def _may_link(self, address: str) -> bool:
        if self._links >= MAX_LINKS or len(address) > 2000:
            self._tally.leave("links", "a sheet holds 65,530 links of 2,000 characters; the address stands as text")
            return False
        self._links += 1
        return True

    def _fitting(self, text: str) -> str:
        """Return *text* without what a cell cannot hold, and count it."""
        fitting = _UNFIT.sub("\ufffd", text)
        if fitting != text:
            self._tally.leave("characters", "XML cannot hold them; they stand as U+FFFD", _differences(text, fitting))
        if len(fitting.encode("utf-16-le")) <= 2 * MAX_CHARS:
            return fitting
        self._tally.leave("ends of cells", f"a cell holds {MAX_CHARS:,} characters; csv and jsonl have the whole text")
        return fitting.encode("utf-16-le")[: 2 * MAX_CHARS - 4].decode("utf-16-le", "ignore") + "…"


def _looks(book: Workbook) -> Iterator[tuple[str, Any]]:
    """Give the looks of cells by name, made once: making them for each cell takes longer than all else."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font, PatternFill

    top, wrapped = Alignment(vertical="top"), Alignment(wrap_text=True, vertical="top")
    values: dict[str, dict[str, Any]] = {
        "plain": {"alignment": top},
        "plain quoted": {"alignment": top, "quotePrefix": True},
        "long": {"alignment": wrapped},
        "long quoted": {"alignment": wrapped, "quotePrefix": True},
        "date": {"alignment": Alignment(horizontal="left", vertical="top"), "number_format": "yyyy-mm-dd"},
        "link": {"alignment": top, "font": Font(name=_FONT, color="FF0B5394", underline="single")},
        "head": {
            "font": Font(name=_FONT, bold=True, color=_INK),
            "fill": PatternFill("solid", start_color=_PAPER),
            "alignment": top,
        },
    }
    sheet = book.create_sheet("looks")
    for name, parts in values.items():
        cell: Any = WriteOnlyCell(sheet)
        for part, value in parts.items():
            setattr(cell, part, value)
        yield name, cell._style
    book.remove(sheet)


def _differences(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _settle(draft: IO[bytes], out: IO[bytes], moment: str) -> None:
    """Copy a workbook with fixed dates on its parts, and *moment* as the time when it was made."""
    with zipfile.ZipFile(draft) as given, Archive(out) as archive:
        for name in given.namelist():
            with (
                given.open(name) as part,
                archive.entry(name, is_large=given.getinfo(name).file_size > 1 << 30) as entry,
            ):
                shutil.copyfileobj(_dated(part, name, moment), entry, 1 << 20)


def _dated(part: IO[bytes], name: str, moment: str) -> IO[bytes]:
    if name != "docProps/core.xml":
        return part
    day = datetime.fromisoformat(moment).strftime("%Y-%m-%dT%H:%M:%SZ")
    return io.BytesIO(_CHANGED.sub(rb"\g<1>" + day.encode() + rb"\g<2>", part.read()))
