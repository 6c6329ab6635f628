"""The brief as a Word file to work on: headings, tables, pictures, and a footnote to the source of every statement."""

from __future__ import annotations

import re
from collections.abc import Callable

from lxml import etree

from onrecord.briefs import docx_package, docx_sections, docx_sources, docx_weighed
from onrecord.briefs.citing import References
from onrecord.briefs.docx_draft import WIDE, Draft
from onrecord.briefs.docx_styles import font_table, styles
from onrecord.briefs.docx_xml import NAMESPACES, Grid, Link, Run, W, node, paragraph, table, text_cell
from onrecord.briefs.view import View
from onrecord.briefs.words import many, say_date, say_moment, word

Section = Callable[[View, Draft], None]
_SECTIONS: tuple[Section, ...] = (
    docx_sections.changes,
    docx_sections.glance,
    docx_sections.matters,
    docx_sections.disputed,
    docx_sections.promised,
    docx_weighed.bills,
    docx_sources.who,
    docx_sources.footing,
    docx_sources.mentions,
    docx_sources.authors,
    docx_sources.others,
    docx_sources.intake,
    docx_sources.references,
    docx_sources.particulars,
)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")
_HEADINGS = {"Heading1": "TOC1", "Heading2": "TOC2"}


def render(view: View, references: References) -> bytes:
    """Return the file."""
    draft = Draft(references=references)
    _head(view, draft)
    at = len(draft.body)
    for section in _SECTIONS:
        section(view, draft)
    for made in reversed(_contents(draft.body)):
        draft.body.insert(at, made)
    material = view.material
    footer = docx_package.footer([_made(view), f"SHA-256 of all that this brief holds: {view.digest}"])
    docx_package.section(draft.body, draft.relations.to(f"{docx_package.OFFICE}/footer", "footer1.xml"))
    document = node("document")
    document.append(draft.body)
    etree.cleanup_namespaces(document, keep_ns_prefixes=list(NAMESPACES))
    moment = material.generated_at or ""
    described = docx_package.Described(
        title=f"{material.country_name}: human-rights record, statement by statement",
        subject=f"Human-rights record of {material.country_name} ({material.country})",
        keywords=f"contents SHA-256 {view.digest}",
        made=moment if _MOMENT.fullmatch(moment) else "",
    )
    parts = {"styles": styles(), "settings": docx_package.settings(), "footnotes": draft.notes}
    parts |= {"footer1": footer, "fontTable": font_table()}
    return docx_package.pack(document, draft.relations, parts, draft.charts, draft.note_relations, described)


def _made(view: View) -> str:
    material = view.material
    said = [f"onrecord {material.version}", material.dossier, material.generated_at or ""]
    return "  ·  ".join(part for part in said if part)


def _head(view: View, draft: Draft) -> None:
    material, head = view.material, view.head
    draft.put("Subtitle", "Human-rights record, statement by statement")
    draft.put("Title", material.country_name, Run(text=f"  {material.country}", style="Soft"))
    undated = f"; {many(head.undated.n, 'document')} of unknown date" if head.undated else ""
    period = "unknown" if head.undated.n == head.documents.n else f"{say_date(head.period)}, by date of publication"
    reviews = [f"{count.n} {name}" for name, count in head.reviews]
    reviews += [f"{len(head.rejected)} rejected, left out"] if head.rejected else []
    said = f"{head.statements.n}: {head.others.n} said by others, {head.author.n} authors’ own"
    said += f", {head.provisions.n} of them text of laws and bills" if head.provisions else ""
    facts = [
        ("Period", period + undated),
        ("Documents", str(head.documents.n)),
        ("Statements", said),
        ("Named speakers", str(view.people.named.n)),
        ("Review", ", ".join(reviews) or "–"),
        ("Limited to", "; ".join(f"{name}: {value}" for name, value in head.filters) or "no limits"),
        ("Written", f"{say_moment(material.generated_at)} by onrecord {material.version}" if material.generated_at
         else f"by onrecord {material.version}"),
    ]  # fmt: skip
    rows = tuple((text_cell(name, "CellHead"), text_cell(value)) for name, value in facts)
    table(draft.body, Grid(widths=(2000, WIDE - 2000), rows=rows, style="Facts", caption="What this brief is on"))
    draft.put("Small")
    draft.put("Legend", *_how_to_read(view))


def _how_to_read(view: View) -> tuple[str, ...]:
    return (word("legends", "how"), word("legends", "sure") if view.sureness.lines else "")


def _contents(body: etree._Element) -> list[etree._Element]:
    """Return the table of contents: a field that Word can renew, already filled with links to the headings."""
    scratch = node("body")
    paragraph(scratch, "TOCHeading", ["Contents"])
    lines = [(style, made) for made in body.iterchildren(f"{{{W}}}p") if (style := _style(made)) in _HEADINGS]
    for n, (style, made) in enumerate(lines):
        text = "".join(made.itertext(f"{{{W}}}t"))
        name = _bookmark(made, n)
        line = paragraph(scratch, _HEADINGS[style], [Link(runs=(Run(text=text, style="ContentsLink"),), anchor=name)])
        if n == 0:
            _field_begins(line)
        if n == len(lines) - 1:
            _field_ends(line)
    return list(scratch)


def _style(made: etree._Element) -> str:
    found = made.find(f"{{{W}}}pPr/{{{W}}}pStyle")
    return "" if found is None else str(found.get(f"{{{W}}}val"))


def _bookmark(made: etree._Element, n: int) -> str:
    """Return the name of the bookmark at a heading, made if there is none."""
    found = made.find(f"{{{W}}}bookmarkStart")
    if found is not None:
        return str(found.get(f"{{{W}}}name"))
    name, id = f"_Toc{n + 1:08}", str(1_000_000 + n)
    place = 1 if made.find(f"{{{W}}}pPr") is not None else 0
    made.insert(place, node("bookmarkEnd", id=id))
    made.insert(place, node("bookmarkStart", id=id, name=name))
    return name


def _field_begins(line: etree._Element) -> None:
    """Begin the field before the first entry: headings of levels 1 and 2, as links, without page numbers."""
    for n, kind in enumerate(("begin", "instr", "separate"), start=1):
        run = node("r")
        if kind == "instr":
            instruction = node("instrText", run)
            instruction.text = ' TOC \\o "1-2" \\h \\z \\n '
            instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        else:
            node("fldChar", run, fldCharType=kind)
        line.insert(n, run)


def _field_ends(line: etree._Element) -> None:
    node("fldChar", node("r", line), fldCharType="end")
