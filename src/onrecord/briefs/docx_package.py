"""A Word file as a package of parts; the same parts give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from onrecord.briefs.docx_xml import Field, Relations, clean, node, paragraph

_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_DC, _TERMS = "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_PART = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a file manager shows: *made* is an ISO 8601 moment, or empty."""

    title: str
    subject: str
    keywords: str
    made: str


def pack(
    document: etree._Element,
    relations: Relations,
    parts: Mapping[str, etree._Element],
    charts: Sequence[etree._Element],
    footnote_relations: Relations,
    described: Described,
) -> bytes:
    """Put the parts into one file; *parts* are those in `word/` by name."""
    for name in parts:
        relations.to(f"{OFFICE}/{name.rstrip('0123456789')}", f"{name}.xml")
    files = {
        "[Content_Types].xml": _content_types(parts, len(charts)),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": _core(described),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations(relations),
        **{f"word/{name}.xml": root for name, root in parts.items()},
        **{f"word/charts/chart{n}.xml": root for n, root in enumerate(charts, start=1)},
    }
    if footnote_relations.found:
        files["word/_rels/footnotes.xml.rels"] = _relations(footnote_relations)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, root in files.items():
            data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            package.writestr(zipfile.ZipInfo(name, _MOMENT), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def settings() -> etree._Element:
    """Return the settings part."""
    root = node("settings")
    node("zoom", root, percent="100")
    node("defaultTabStop", root, val="708")
    node("characterSpacingControl", root, val="doNotCompress")
    notes = node("footnotePr", root)
    for number in ("-1", "0"):
        node("footnote", notes, id=number)
    compat = node("compat", root)
    uri = "http://schemas.microsoft.com/office/word"
    node("compatSetting", compat, name="compatibilityMode", uri=uri, val="15")
    node("themeFontLang", root, val="en-GB")
    return root


def footnotes_root() -> etree._Element:
    """Return the footnotes part with the two lines that Word wants in it."""
    root = node("footnotes")
    for number, kind in (("-1", "separator"), ("0", "continuationSeparator")):
        note = node("footnote", root, type=kind, id=number)
        made = node("p", note)
        node("spacing", node("pPr", made), after="0", line="240", lineRule="auto")
        node(kind, node("r", made))
    return root


def footer(lines: Sequence[str]) -> etree._Element:
    """Return the footer: *lines*, and the page of how many pages."""
    root = node("ftr")
    made = paragraph(root, "Footer", [lines[0], "  ·  page "])
    for part in (Field(code="PAGE", shown="1"), " of ", Field(code="NUMPAGES", shown="1")):
        _append(made, part)
    for line in lines[1:]:
        paragraph(root, "Footer", [line])
    return root


def _append(above: etree._Element, part: Field | str) -> None:
    scratch = paragraph(node("body"), "", [part])
    above.extend(list(scratch))


def section(above: etree._Element, footer_relation: str) -> None:
    """Append the page: A4, with the footer."""
    made = node("sectPr", above)
    reference = node("footerReference", made, type="default")
    reference.set(f"{{{OFFICE}}}id", footer_relation)
    node("pgSz", made, w="11906", h="16838")
    node("pgMar", made, top="1134", right="1134", bottom="1134", left="1134", header="567", footer="567", gutter="0")


def _core(described: Described) -> etree._Element:
    names = {"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI}
    root = etree.Element(f"{{{_CORE}}}coreProperties", nsmap=names)
    for space, name, value in (
        (_DC, "title", described.title),
        (_DC, "subject", described.subject),
        (_DC, "creator", "onrecord"),
        (_CORE, "keywords", described.keywords),
        (_DC, "language", "en-GB"),
    ):
        etree.SubElement(root, f"{{{space}}}{name}").text = clean(value)
    for name in ("created", "modified") if described.made else ():
        moment = etree.SubElement(root, f"{{{_TERMS}}}{name}")
        moment.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
        moment.text = described.made
    return root


def _package_relations() -> etree._Element:
    made = Relations()
    made.to(f"{OFFICE}/officeDocument", "word/document.xml")
    made.to(_CORE_RELATION, "docProps/core.xml")
    return _relations(made)


def _relations(relations: Relations) -> etree._Element:
    root = etree.Element(f"{{{_RELS}}}Relationships", nsmap={None: _RELS})
    for (kind, target, is_external), id in relations.found.items():
        mode = {"TargetMode": "External"} if is_external else {}
        etree.SubElement(root, f"{{{_RELS}}}Relationship", Id=id, Type=kind, Target=target, **mode)
    return root


def _content_types(parts: Mapping[str, etree._Element], n_charts: int) -> etree._Element:
    root = etree.Element(f"{{{_TYPES}}}Types", nsmap={None: _TYPES})
    kinds = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    for extension, kind in kinds.items():
        etree.SubElement(root, f"{{{_TYPES}}}Default", Extension=extension, ContentType=kind)
    named = {"/word/document.xml": f"{_PART}.document.main+xml"}
    named |= {f"/word/{name}.xml": f"{_PART}.{name.rstrip('0123456789')}+xml" for name in parts}
    named |= {f"/word/charts/chart{n}.xml": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
              for n in range(1, n_charts + 1)}  # fmt: skip
    named["/docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    for name, kind in named.items():
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=name, ContentType=kind)
    return root
