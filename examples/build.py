"""Build the PDF and DOCX files of the examples from their text sources, the same bytes every time.

Run `python examples/build.py` after a change in `examples/sources/`; the results are committed, so that neither
the demo nor the tests need the libraries used here.

The sources know four marks: `# ` the title, `## ` a heading, `| a | b |` a table row, and a line each for all else.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from fpdf import FPDF
from fpdf.enums import XPos, YPos

HERE = Path(__file__).parent
SOURCES, DOCUMENTS, BROKEN = HERE / "sources", HERE / "documents", HERE / "broken"
MADE = datetime(2024, 10, 31, 12, 0, tzinfo=UTC)
FONT = "Times"
A5_MM = (148.0, 210.0)
_BREAK = re.compile(r"(?<=[aeiouy][bcdfghklmnprstvz])(?=[bcdfghklmnprstvz][aeiouy])")


def read_source(name: str) -> list[str]:
    """Return the lines of the source *name*, without the empty ones."""
    return [line for line in (SOURCES / f"{name}.txt").read_text(encoding="utf-8").splitlines() if line.strip()]


def new_pdf(size_mm: tuple[float, float], margin_mm: float) -> FPDF:
    """Return an empty PDF whose dates are fixed and whose text is set in a standard font."""
    pdf = FPDF(format=size_mm)
    pdf.core_fonts_encoding = "windows-1252"
    pdf.set_creation_date(MADE)
    pdf.set_margin(margin_mm)
    pdf.set_auto_page_break(auto=False)
    return pdf


# One column: a resolution with numbered paragraphs and page numbers.


class _NumberedPages(FPDF):
    def footer(self) -> None:
        self.set_y(-15)
        self.set_font(FONT, size=9)
        self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="C")


def build_resolution(name: str) -> bytes:
    """Return the source *name* as an A4 PDF in one column, with page numbers."""
    pdf = _NumberedPages(format="A4")
    pdf.core_fonts_encoding = "windows-1252"
    pdf.set_creation_date(MADE)
    pdf.set_margin(25)
    pdf.set_auto_page_break(auto=True, margin=25)
    pdf.add_page()
    for line in read_source(name):
        kind, text = _kind(line)
        pdf.set_font(FONT, style="" if kind == "text" else "B", size={"title": 16, "heading": 12, "text": 11}[kind])
        pdf.multi_cell(0, 5.6, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        pdf.ln(2.4)
    return bytes(pdf.output())


def _kind(line: str) -> tuple[str, str]:
    for mark, kind in (("## ", "heading"), ("# ", "title")):
        if line.startswith(mark):
            return kind, line.removeprefix(mark)
    return "text", line


# Two columns: a report with running heads, hyphens at line ends and a quotation over two pages.


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The measures of a page in two columns, in millimetres."""

    left: tuple[float, float] = (15.0, 78.0)
    width: float = 55.0
    top: float = 24.0
    bottom: float = 190.0
    line: float = 4.4


def build_report(name: str, head: str) -> bytes:
    """Return the source *name* as an A5 PDF in two columns, with *head* and a page number above every page."""
    pdf, columns = new_pdf(A5_MM, 15), Columns()
    places = _places(pdf, columns, head)
    for line in read_source(name):
        kind, text = _kind(line)
        style, size = ("", 10) if kind == "text" else ("B", 12 if kind == "title" else 10.5)
        pdf.set_font(FONT, style=style, size=size)
        measure = pdf.get_string_width
        for printed in break_lines(text, columns.width, measure):
            x, y = next(places)
            pdf.set_font(FONT, style=style, size=size)
            pdf.text(x, y, printed)
        next(places)
    return bytes(pdf.output())


def _places(pdf: FPDF, columns: Columns, head: str) -> Iterator[tuple[float, float]]:
    while True:
        pdf.add_page()
        pdf.set_font(FONT, style="I", size=8)
        pdf.text(columns.left[0], 14, head)
        pdf.text(130, 14, str(pdf.page_no()))
        for x in columns.left:
            y = columns.top
            while y < columns.bottom:
                yield x, y
                y += columns.line


def break_lines(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Break *text* into lines of at most *width*, hyphenating long words between two consonants where that helps."""
    lines, current = [], ""
    for word in text.split():
        trial = f"{current} {word}".strip()
        if measure(trial) <= width:
            current = trial
            continue
        first, rest = _hyphenated(current, word, width, measure)
        lines.append(f"{current} {first}".strip())
        current = rest
    return [*lines, current]


def _hyphenated(current: str, word: str, width: float, measure: Callable[[str], float]) -> tuple[str, str]:
    for match in reversed(list(_BREAK.finditer(word))):
        at = match.start()
        first = f"{word[:at]}-"
        if "-" not in word and 3 <= at <= len(word) - 3 and measure(f"{current} {first}") <= width:
            return first, word[at:]
    return "", word


# Word files: letters, a bill and a briefing with a table.


def build_docx(name: str, author: str) -> bytes:
    """Return the source *name* as a DOCX file by *author*."""
    word = docx.Document()
    properties = word.core_properties
    properties.author, properties.title = author, _kind(read_source(name)[0])[1]
    properties.created = properties.modified = MADE.replace(tzinfo=None)
    rows: list[list[str]] = []
    for line in [*read_source(name), ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("| ").split("|")])
            continue
        _add_table(word, rows)
        rows = []
        _add_line(word, line)
    return _same_bytes(word)


def _add_line(word: WordDocument, line: str) -> None:
    kind, text = _kind(line)
    if kind == "text":
        if text:
            word.add_paragraph(text)
    else:
        word.add_heading(text, level=0 if kind == "title" else 1)


def _add_table(word: WordDocument, rows: list[list[str]]) -> None:
    if not rows:
        return
    table = word.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text


def _same_bytes(word: WordDocument) -> bytes:
    """Return the file with fixed dates in its archive."""
    raw, fixed = io.BytesIO(), io.BytesIO()
    word.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename, MADE.timetuple()[:6]), old.read(entry), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


# Files that onrecord must refuse, each with its reason.


def build_scan() -> bytes:
    """Return a PDF that is only a picture: a page without a text layer."""
    from PIL import Image, ImageDraw

    picture = Image.new("L", (600, 800), 250)
    draw = ImageDraw.Draw(picture)
    for y in range(80, 720, 24):
        draw.line((60, y, 540 - y % 90, y), fill=60, width=3)
    pdf = new_pdf(A5_MM, 10)
    pdf.add_page()
    pdf.image(picture, x=10, y=10, w=128)
    return bytes(pdf.output())


def build_encrypted() -> bytes:
    """Return a PDF that opens with a password only."""
    pdf = new_pdf(A5_MM, 15)
    pdf.set_encryption(owner_password="owner", user_password="reader")
    pdf.add_page()
    pdf.set_font(FONT, size=11)
    pdf.multi_cell(0, 6, "Minutes of the working group on the insult of public officials.")
    return bytes(pdf.output())


def build_broken() -> dict[str, bytes]:
    """Return the files of `examples/broken/` that are not written by hand."""
    letter = build_docx("2021-05-20-open-letter", "Open Quay")
    return {
        "broken-letter.docx": letter[: len(letter) // 2],
        "empty.txt": b"",
        "encrypted.pdf": build_encrypted(),
        "noise-renamed.txt": b"".join(sha256(bytes([n])).digest() for n in range(64)),
        "picture-renamed.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        "scan-without-text.pdf": build_scan(),
    }


def build_documents() -> dict[str, bytes]:
    """Return the built files of `examples/documents/`."""
    return {
        "2021-02-18-union-assembly-resolution.pdf": build_resolution("2021-02-18-union-assembly-resolution"),
        "2021-05-20-open-letter.docx": build_docx("2021-05-20-open-letter", "Open Quay"),
        "2021-09-09-bill-assemblies-v2.docx": build_docx("2021-09-09-bill-assemblies-v2", "Parliament of Exempla"),
        "2022-10-05-trial-report.pdf": build_report(
            "2022-10-05-trial-report", "The Dorrin trials | Trial observation report"
        ),
        "2024-10-08-three-years-on.docx": build_docx("2024-10-08-three-years-on", "Open Quay"),
    }


def main() -> None:
    """Write every built file to its place."""
    for folder, files in ((DOCUMENTS, build_documents()), (BROKEN, build_broken())):
        for name, data in files.items():
            (folder / name).write_bytes(data)
            print(f"{folder.name}/{name}  {len(data):,} bytes")


if __name__ == "__main__":
    main()
