"""Tables for spreadsheets: what stands in them, and that nothing in them is run."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exports.samples import NEWS, exported, news

from onrecord.exports import TABLES
from onrecord.exports.csvs import guard, unguard
from onrecord.exports.names import when_text
from onrecord.exports.tables import STATEMENT_COLUMNS, statement_cells, tables
from onrecord.records import When

ROOT = Path(__file__).parents[2]


def lines(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def sheets(data: bytes) -> dict[str, Any]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: sheet for sheet in book}


def test_statements_say_who_said_what_where_and_when() -> None:
    first, joint, figure, gone, held, denied = lines(exported("csv", "statements")[0])
    assert first["quote"] == "“we closed no newspaper” […] “not one 🗞 in ten years”"
    assert (first["speaker"], first["role"], first["camp"]) == ("Ilse Maru", "minister", "government")
    assert (first["time"], first["time_start"], first["time_end"]) == ("2020", "2020-01-01", "2020-12-31")
    assert (first["published"], first["published_basis"], first["publisher"]) == (
        "2021-03-04", "stated", "The Almery Courier",
    )  # fmt: skip
    assert (joint["speaker"], joint["camp"], joint["hedged"]) == (
        "Journalists' Union | Exempla Watch",
        "NGO | NGO",
        "yes",
    )
    assert joint["role"] == ""
    assert (figure["voice"], figure["speaker"], gone["review"]) == ("author", "", "rejected")
    assert (held["published"], held["url"], held["file"]) == ("2021-03", "", "'-bill.txt")
    assert (denied["speaker"], denied["role"]) == ("", "an official")


def test_spans_cut_the_quote() -> None:
    for line in lines(exported("csv", "statements")[0])[:4]:
        spans = [tuple(map(int, part.split("-"))) for part in line["content"].split(",")]
        assert " […] ".join(NEWS[start:end] for start, end in spans) == unguard(line["quote"])


def test_columns_are_those_of_the_documentation() -> None:
    page = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    part = page.split("## The table of statements")[1].split("\n## ")[0]
    named = [n.strip(" `") for row in part.splitlines() if row.startswith("| `") for n in row.split("|")[1].split(",")]
    assert named == [name for name, _, _ in STATEMENT_COLUMNS]


def test_cells_of_a_statement_are_those_of_the_file() -> None:
    source = news()
    written = lines(exported("csv", "statements")[0])[: len(source.statements)]
    assert [statement_cells(one, source) for one in source.statements] == [
        {name: unguard(cell) for name, cell in line.items()} for line in written
    ]


def test_every_table_is_a_file_and_a_sheet() -> None:
    assert [table.name for table in tables()] == list(TABLES)
    data, account = exported("csv")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name.removesuffix(".csv") for name in archive.namelist()]
        counts = {name: len(lines(archive.read(f"{name}.csv"))) for name in names}
    assert {name: count for name, count in counts.items() if count} == account.written
    assert set(names) == set(sheets(exported("xlsx")[0]))
    assert {"threads", "thread_statements", "findings", "figures", "points", "notes", "reviews", "issues"} <= set(names)


@pytest.mark.parametrize("text", ["=1+1", "+4 %", "-bill", "@ada", "\tx", "\rx", "＝1", "'=1", "''+"])
def test_no_cell_begins_like_a_formula(text: str) -> None:
    assert guard(text) == f"'{text}"
    assert unguard(guard(text)) == text


@given(st.text(alphabet="'=+-@\t＝a1") | st.text())
def test_a_guarded_cell_can_be_read_back(text: str) -> None:
    assert unguard(guard(text)) == text


def test_cells_of_the_sheet_are_texts_dates_numbers_and_links() -> None:
    sheet = sheets(exported("xlsx")[0])["statements"]
    head = [cell.value for cell in sheet[1]]
    first, joint = (dict(zip(head, row, strict=True)) for row in list(sheet.iter_rows(min_row=2, max_row=3)))
    assert joint["quote"].value == "=1+1"
    assert (joint["quote"].data_type, joint["quote"].quotePrefix) == ("s", True)
    assert first["published"].value == datetime(2021, 3, 4)
    assert first["published"].is_date
    assert first["confidence"].value == 0.91
    assert first["url"].hyperlink.target == first["url"].value == "https://example.org/news?id=1&x=%7B"
    assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)


def test_sheets_are_ready_to_be_worked_with() -> None:
    data, _ = exported("xlsx")
    for sheet in sheets(data).values():
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet["A1"].font.bold
        assert all(8 <= one.width <= 64 for one in sheet.column_dimensions.values())
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames[0] == "statements"
    assert book.properties.created == book.properties.modified == datetime(2024, 6, 1, 12)


def test_what_a_sheet_cannot_hold_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.exports.workbooks.MAX_CHARS", 20)
    monkeypatch.setattr("onrecord.exports.workbooks.MAX_LINKS", 0)
    data, account = exported("xlsx")
    left = {one.what: one.count for one in account.left_out}
    assert left["links"] >= 4
    assert left["ends of cells"] >= 1
    cells = [cell.value for row in sheets(data)["statements"].iter_rows(min_row=2) for cell in row]
    assert all(len(cell.encode("utf-16-le")) <= 40 for cell in cells if isinstance(cell, str))


def test_a_full_sheet_goes_on_in_a_further_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.exports.workbooks.MAX_ROWS", 4)
    found = sheets(exported("xlsx")[0])
    parts = [found["statements"], found["statements 2"]]
    assert [part.max_row for part in parts] == [4, 4]
    assert all(one["A1"].value == "id" for one in parts)
    ids = [row[0].value for part in parts for row in part.iter_rows(min_row=2)]
    assert len(ids) == len(set(ids)) == 6
    assert all(a != b for a, b in pairwise(ids))


@pytest.mark.parametrize(
    ("when", "text"),
    [
        (When(), ""),
        (When(start="2021-01-01", end="2021-12-31", precision="year"), "2021"),
        (When(start="2021-02-01", end="2021-02-28", precision="month"), "2021-02"),
        (When(start="2021-02-03", end="2021-02-03", precision="day"), "2021-02-03"),
        (When(start="2021-02-03", precision="day"), "2021-02-03"),
        (When(start="2021-02-03", end="2021-04-05", precision="interval"), "2021-02-03..2021-04-05"),
    ],
)
def test_times_are_as_exact_as_they_are_known(when: When, text: str) -> None:
    assert when_text(when) == text
