"""DOCX: paragraphs and tables in order, notes, tracked changes."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as Docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from onrecord.documents import Taken
from onrecord.errors import Broken, NoText, TooLarge

Take = Callable[..., Taken]

SENTENCE = "The ministry said that the reform of the courts would be finished by the end of the year."


def saved(document: Docx) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: str) -> bytes:
    """Return the package *data* with one more part."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(name, content)
    return out.getvalue()


def test_paragraphs_and_tables_are_read_in_order(take: Take) -> None:
    document = docx.Document()
    document.add_heading("The state of the courts", level=1)
    document.add_paragraph(SENTENCE)
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, [("Year", "Cases"), ("2020", "15")], strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    document.add_paragraph("It ends here.")
    read = take(saved(document), "a.docx").document
    assert read.text.split("\n") == ["The state of the courts", SENTENCE, "Year | Cases", "2020 | 15", "It ends here."]
    assert read.title == "The state of the courts"


def test_tracked_insertions_are_in_and_deletions_out(take: Take) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("The penalty is ")
    for tag, text_tag, words in (("del", "delText", "two"), ("ins", "t", "three")):
        xml = f'<w:{tag} {nsdecls("w")} w:id="1" w:author="x"><w:r><w:{text_tag}>{words}</w:{text_tag}></w:r></w:{tag}>'
        paragraph._p.append(parse_xml(xml))
    paragraph.add_run(" years.")
    assert take(saved(document), "a.docx").document.text == "The penalty is three years."


def test_links_and_content_controls_are_text(take: Take) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("See ")
    for xml in (
        f"<w:hyperlink {nsdecls('w')}><w:r><w:t>the report</w:t></w:r></w:hyperlink>",
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:r><w:t>, page four</w:t></w:r></w:sdtContent></w:sdt>",
    ):
        paragraph._p.append(parse_xml(xml))
    assert take(saved(document), "a.docx").document.text == "See the report, page four"


def test_notes_stand_after_the_text(take: Take) -> None:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>See the report.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    text = take(with_part(saved(document), "word/footnotes.xml", notes), "a.docx").document.text
    assert text == f"{SENTENCE}\n[2] See the report."


def test_running_heads_are_marked(take: Take) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Lake Courier"
    document.add_paragraph(SENTENCE)
    read = take(saved(document), "a.docx").document
    assert read.text == f"Lake Courier\n{SENTENCE}"
    assert [(mark.kind, read.text[mark.start : mark.end]) for mark in read.boilerplate] == [
        ("running-head", "Lake Courier")
    ]


def test_properties_are_used_with_care(take: Take) -> None:
    """A typist's name in the properties makes no author; the date of a file is no more than inferred."""
    document = docx.Document()
    document.core_properties.author = "Piet Maas"
    document.add_paragraph(SENTENCE)
    read = take(saved(document), "a.docx").document
    assert read.authors == ()
    assert read.published.basis != "stated"


def test_a_package_without_its_text_is_broken(take: Take) -> None:
    with pytest.raises(Broken):
        take(with_part(with_part(b"", "a.xml", ""), "word/document.xml", "<broken"), "a.docx")


def test_a_truncated_package_is_broken(take: Take) -> None:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    with pytest.raises(Broken):
        take(saved(document)[:-200], "a.docx")


def test_a_document_without_words_is_refused(take: Take) -> None:
    with pytest.raises(NoText):
        take(saved(docx.Document()), "a.docx")


def test_a_bomb_is_not_unpacked(take: Take) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 70_000_000)
    assert len(out.getvalue()) < 100_000
    with pytest.raises(TooLarge):
        take(out.getvalue(), "bomb.docx")


def test_entities_are_not_expanded(take: Take) -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    body = f"{bomb}<w:document {nsdecls('w')}><w:body><w:p><w:r><w:t>Words &b;</w:t></w:r></w:p></w:body></w:document>"
    data = with_part(with_part(b"", "a.xml", ""), "word/document.xml", body)
    assert take(data, "a.docx").document.text == "Words"
