"""What changed between two versions, as DOCX with tracked changes: accept all, and the later version stands there."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import count

from lxml import etree

from onrecord.bills.export_compared import Compared, Row, rows
from onrecord.bills.redline import redline

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_AUTHOR = "onrecord"
_STEP, _DEEPEST = 360, 6  # twentieths of a point to indent by
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOMENT = (1980, 1, 1, 0, 0, 0)  # of the parts in the package: the same versions give the same bytes


def write_docx(compared: Compared) -> bytes:
    """Write what changed as a Word file: words are tracked, what became of a provision stands in a comment."""
    draft = _Draft(compared)
    document = draft.document()
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _relations(
            {"rId1": ("styles", "styles.xml"), "rId2": ("comments", "comments.xml")}
        ),
        "word/document.xml": document,
        "word/styles.xml": _styles(),
        "word/comments.xml": draft.comments,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, root in parts.items():
            data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            package.writestr(zipfile.ZipInfo(name, _MOMENT), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


class _Draft:
    """A document in the making, with numbered changes and comments."""

    def __init__(self, compared: Compared) -> None:
        self.compared = compared
        self.comments = _node("comments")
        self.changes, self.notes = count(1), count(0)
        day = compared.b.version.date or ""
        self.date = f"{day}T00:00:00Z" if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day) else None

    def document(self) -> etree._Element:
        """Return the main part."""
        root = _node("document")
        body = _node("body", root)
        for row in rows(self.compared):
            self._paragraph(body, row)
        section = _node("sectPr", body)
        _node("pgSz", section, w="11906", h="16838")
        _node(
            "pgMar",
            section,
            top="1134",
            right="1134",
            bottom="1134",
            left="1134",
            header="567",
            footer="567",
            gutter="0",
        )
        return root

    def _paragraph(self, body: etree._Element, row: Row) -> None:
        paragraph = _node("p", body)
        properties = _node("pPr", paragraph)
        _node(
            "pStyle", properties, val="Heading2" if row.level in ("part", "title", "chapter", "division") else "Normal"
        )
        _node("ind", properties, left=str(_STEP * min(row.depth, _DEEPEST)))
        if not (row.before and row.after):
            # the paragraph mark came or went with the words, so that no empty paragraph is left of it
            self._change("ins" if row.after else "del", _node("rPr", properties))
        number = self._comment(row.note) if row.note else None
        if number is not None:
            _node("commentRangeStart", paragraph, id=number)
        for kind, words in _pieces(row):
            self._run(paragraph, kind, words)
        if number is not None:
            _node("commentRangeEnd", paragraph, id=number)
            _node("commentReference", _node("r", paragraph), id=number)

    def _run(self, paragraph: etree._Element, kind: str, words: str) -> None:
        above = paragraph if kind == "equal" else self._change(kind, paragraph)
        text = _node("delText" if kind == "del" else "t", _node("r", above))
        text.text = _NOT_XML.sub("\ufffd", words)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def _change(self, kind: str, above: etree._Element) -> etree._Element:
        dated = {"date": self.date} if self.date else {}
        return _node(kind, above, id=str(next(self.changes)), author=_AUTHOR, **dated)

    def _comment(self, note: str) -> str:
        number = str(next(self.notes))
        dated = {"date": self.date} if self.date else {}
        comment = _node("comment", self.comments, id=number, author=_AUTHOR, initials="or", **dated)
        _node("t", _node("r", _node("p", comment))).text = _NOT_XML.sub("\ufffd", note)
        return number


def _pieces(row: Row) -> Iterator[tuple[str, str]]:
    """Yield the words of a row: `equal`, `del` or `ins`."""
    for edit in redline(row.before, row.after):
        before, after = row.before[slice(*edit.a)], row.after[slice(*edit.b)]
        if edit.op == "equal":
            # white space may differ where the words do not
            yield "equal", after
            continue
        if before:
            yield "del", before
        if after:
            yield "ins", after


def _node(name: str, above: etree._Element | None = None, **values: str) -> etree._Element:
    tag, attributes = f"{{{_W}}}{name}", {f"{{{_W}}}{key}": value for key, value in values.items()}
    if above is None:
        return etree.Element(tag, attributes, nsmap={"w": _W})
    return etree.SubElement(above, tag, attributes)


def _styles() -> etree._Element:
    root = _node("styles")
    for id, name, is_bold in (("Normal", "Normal", False), ("Heading2", "heading 2", True)):
        style = _node("style", root, type="paragraph", styleId=id, **({"default": "1"} if id == "Normal" else {}))
        _node("name", style, val=name)
        if is_bold:
            _node("basedOn", style, val="Normal")
        _node("spacing", _node("pPr", style), after="120")
        if is_bold:
            _node("b", _node("rPr", style))
    return root


def _relations(targets: dict[str, tuple[str, str]]) -> etree._Element:
    root = etree.Element(f"{{{_RELS}}}Relationships", nsmap={None: _RELS})
    for id, (kind, target) in targets.items():
        etree.SubElement(root, f"{{{_RELS}}}Relationship", Id=id, Type=f"{_OFFICE}/{kind}", Target=target)
    return root


def _content_types() -> etree._Element:
    root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
    kinds = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    for extension, kind in kinds.items():
        etree.SubElement(root, f"{{{_TYPES}}}Default", Extension=extension, ContentType=kind)
    for name, kind in (("document", "document.main"), ("styles", "styles"), ("comments", "comments")):
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/word/{name}.xml", ContentType=f"{_PART}.{kind}+xml")
    return root
