"""WordprocessingML: nodes, paragraphs, runs, tables, in the order of elements that the schema asks for.

Source: ECMA-376, part 1, 5th edition (2016); Word refuses a file whose elements stand in another order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from onrecord.briefs.marks import plain

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_XML = "http://www.w3.org/XML/1998/namespace"
NAMESPACES = {"w": W, "r": R}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAK = re.compile(r"\r\n?|\n|\v|\f|\u2028|\u2029")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words in one character style; *lang* is that of the words, where it is not that of the brief."""

    text: str
    style: str = ""
    lang: str = ""
    italic: bool = False
    bold: bool = False
    caps: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Words that lead to a bookmark of the brief (*anchor*) or, by a relation of the part, to the web (*relation*)."""

    runs: tuple[Run, ...]
    anchor: str = ""
    relation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The mark of a footnote."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A bookmark around nothing: a place to lead to. *id* is unique in the document."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field that Word computes, such as a page number, with what to show until it does."""

    code: str
    shown: str
    style: str = ""


Part = str | Run | Link | Note | Mark | Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table: paragraphs; *span* columns wide; *fill* is a colour behind it."""

    paragraphs: tuple[tuple[str, tuple[Part, ...]], ...] = ()
    span: int = 1
    fill: str = ""
    merge: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: *widths* of its columns in twentieths of a point, *heads* the first rows, repeated on every page."""

    widths: tuple[int, ...]
    heads: tuple[tuple[Cell, ...], ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    style: str = "Counts"
    caption: str = ""
    splits: bool = False


def node(name: str, above: etree._Element | None = None, /, **values: str) -> etree._Element:
    """Make an element of WordprocessingML, with attributes of the same namespace."""
    tag, attributes = f"{{{W}}}{name}", {f"{{{W}}}{key}": value for key, value in values.items()}
    if above is None:
        return etree.Element(tag, attributes, nsmap=NAMESPACES)
    return etree.SubElement(above, tag, attributes)


def clean(text: str) -> str:
    """Return *text* without what XML cannot hold and what would act on the page."""
    return _NOT_XML.sub("\ufffd", plain(_BREAK.sub("\n", text)))


def paragraph(above: etree._Element, style: str, parts: Iterable[Part]) -> etree._Element:
    """Append a paragraph of a style."""
    made = node("p", above)
    if style:
        node("pStyle", node("pPr", made), val=style)
    for part in parts:
        _put(made, part)
    return made


def _put(above: etree._Element, part: Part) -> None:
    if isinstance(part, str | Run):
        _run(above, Run(text=part) if isinstance(part, str) else part)
    elif isinstance(part, Link):
        _link(above, part)
    elif isinstance(part, Note):
        run = node("r", above)
        node("rStyle", node("rPr", run), val="FootnoteReference")
        node("footnoteReference", run, id=str(part.number))
    elif isinstance(part, Mark):
        node("bookmarkStart", above, id=str(part.id), name=part.name)
        node("bookmarkEnd", above, id=str(part.id))
    else:
        _field(above, part)


def _link(above: etree._Element, link: Link) -> None:
    made = node("hyperlink", above, **({"anchor": link.anchor} if link.anchor else {}))
    if link.relation:
        made.set(f"{{{R}}}id", link.relation)
    made.set(f"{{{W}}}history", "1")
    for run in link.runs:
        _run(made, replace(run, style=run.style or "Hyperlink"))


def _run(above: etree._Element, run: Run) -> None:
    if not run.text:
        return
    made = node("r", above)
    _run_properties(made, run)
    for n, line in enumerate(clean(run.text).split("\n")):
        if n:
            node("br", made)
        if line:
            text = node("t", made)
            text.text = line
            text.set(f"{{{_XML}}}space", "preserve")


def _run_properties(above: etree._Element, run: Run) -> None:
    if not (run.style or run.lang or run.italic or run.bold or run.caps or run.raised):
        return
    properties = node("rPr", above)
    if run.style:
        node("rStyle", properties, val=run.style)
    for name, is_on in (("b", run.bold), ("i", run.italic), ("smallCaps", run.caps)):
        if is_on:
            node(name, properties)
    if run.raised:
        node("vertAlign", properties, val="superscript")
    if run.lang:
        node("lang", properties, val=run.lang)


def _field(above: etree._Element, field: Field) -> None:
    made = node("fldSimple", above, instr=f" {field.code} ")
    _run(made, Run(text=field.shown, style=field.style))


def table(above: etree._Element, grid: Grid) -> etree._Element:
    """Append a table; a paragraph has to follow it."""
    made = node("tbl", above)
    properties = node("tblPr", made)
    node("tblStyle", properties, val=grid.style)
    node("tblW", properties, w=str(sum(grid.widths)), type="dxa")
    node("tblLayout", properties, type="fixed")
    node("tblLook", properties, val="0420", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0",
         noHBand="0", noVBand="1")  # fmt: skip
    if grid.caption:
        node("tblCaption", properties, val=clean(grid.caption))
    columns = node("tblGrid", made)
    for width in grid.widths:
        node("gridCol", columns, w=str(width))
    for row in grid.heads:
        _row(made, row, grid, is_head=True)
    for row in grid.rows:
        _row(made, row, grid, is_head=False)
    return made


def _row(above: etree._Element, row: Sequence[Cell], grid: Grid, *, is_head: bool) -> None:
    made = node("tr", above)
    if is_head or not grid.splits:
        properties = node("trPr", made)
        node("cantSplit", properties)
        if is_head:
            node("tblHeader", properties)
    at = 0
    for cell in row:
        _cell(made, cell, sum(grid.widths[at : at + cell.span]))
        at += cell.span


def _cell(above: etree._Element, cell: Cell, width: int) -> None:
    made = node("tc", above)
    properties = node("tcPr", made)
    node("tcW", properties, w=str(width), type="dxa")
    if cell.span > 1:
        node("gridSpan", properties, val=str(cell.span))
    if cell.merge:
        node("vMerge", properties, **({"val": "restart"} if cell.merge == "restart" else {}))
    if cell.fill:
        node("shd", properties, val="clear", color="auto", fill=cell.fill)
    for style, parts in cell.paragraphs or (("Cell", ()),):
        paragraph(made, style, parts)


def text_cell(text: str, style: str = "Cell", **more: str | int) -> Cell:
    """Return a cell with one line of text."""
    return Cell(paragraphs=((style, (text,)),), **more)  # type: ignore[arg-type]


@dataclass(slots=True)
class Relations:
    """The relations of a part to others and to the web, by target; their ids are `rId1`, `rId2` and so on."""

    found: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def to(self, kind: str, target: str, *, is_external: bool = False) -> str:
        """Return the id of a relation."""
        return self.found.setdefault((kind, target, is_external), f"rId{len(self.found) + 1}")
