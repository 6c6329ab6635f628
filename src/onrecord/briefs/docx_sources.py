"""The last sections of a brief in Word: who says so, what it rests on, and the sources."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.briefs import docx_weighed
from onrecord.briefs.docx_draft import WIDE, Draft, number, quoted
from onrecord.briefs.docx_package import OFFICE
from onrecord.briefs.docx_xml import Cell, Grid, Link, Part, Run, text_cell
from onrecord.briefs.html import web_address
from onrecord.briefs.people import Tally
from onrecord.briefs.rows import Row, Source
from onrecord.briefs.standing import Standing
from onrecord.briefs.sureness import say_sureness
from onrecord.briefs.view import View
from onrecord.briefs.weighed import ALIKE, ALONE, DEPENDENT
from onrecord.briefs.words import many, say_date, sign, word
from onrecord.records import STANCES

_HEADS = [*map(sign, STANCES), "all", "hedged", "documents"]
_LEGEND = ", ".join(f"{sign(code)} {word('stances', code)}" for code in STANCES)
_NARROW = (620, 620, 620, 620, 620, 900, 1150)


def who(view: View, draft: Draft) -> None:
    """Write the table of camps and speakers, and the sources without a name."""
    people = view.people
    draft.heading(1, "Who says so", "who")
    said = "Statements said by others."
    if people.joint:
        said += f" {people.joint.n} joint: each is counted once for every speaker, and once in the total."
    if people.cited:
        said += f" {people.cited.n} cited by another speaker: the total alone counts such statements."
    draft.put("Legend", said)
    rows: list[tuple[Cell, ...]] = []
    for camp in people.camps:
        rows.append((text_cell(camp.title, "CellHead"), *_tally(camp.tally)))
        rows += [(_named(p.name, "; ".join(p.roles)), *_tally(p.tally)) for p in camp.people]
    rows.append((text_cell("Said by others, each once", "CellHead"), *_tally(people.total)))
    draft.table(_people(rows, "Camp and speaker"), f"Statements by camp and named speaker ({_LEGEND})")
    nameless: list[tuple[Cell, ...]] = []
    for kind, lines in people.nameless:
        nameless.append((text_cell(word("voices", kind).capitalize(), "CellHead", span=8),))
        for line in lines:
            words = f"“{line.voice.words}”" if line.voice.words else "no source in the text"
            parts: tuple[Part, ...] = (words, " ", draft.to_source(line.row.source))
            nameless.append((Cell(paragraphs=(("Cell", parts),)), *_tally(line.tally)))
    if nameless:
        draft.heading(2, "Sources without a name")
        draft.table(_people(nameless, "Source"), "Unnamed groups, anonymous and unresolved sources, in the words of "
                    "their documents")  # fmt: skip


def _people(rows: Sequence[tuple[Cell, ...]], first: str) -> Grid:
    heads = (text_cell(first, "CellHead"), *(text_cell(name, "NumberHead") for name in _HEADS))
    return Grid(widths=(WIDE - sum(_NARROW), *_NARROW), heads=(heads,), rows=tuple(rows), caption=first)


def _named(name: str, roles: str) -> Cell:
    about: tuple[Part, ...] = (Run(text=f", {roles}", style="Soft"),) if roles else ()
    return Cell(paragraphs=(("Cell", (name, *about)),))


def _tally(tally: Tally) -> tuple[Cell, ...]:
    return tuple(number(count) for count in (*tally.stances, tally.all, tally.hedged, tally.documents))


def footing(view: View, draft: Draft) -> None:
    """Write what rests on little."""
    found = view.footing
    draft.heading(1, "What rests on single, anonymous or dependent sources", "footing")
    rows = tuple(
        (text_cell(s.title), text_cell(f"{sign(s.stance)} {word('stances', s.stance)}"), number(s.rows),
         number(s.documents), number(s.voices), number(s.disclosed))
        for s in found.singles
    )  # fmt: skip
    if rows:
        names = ("statements", "documents", "voices", "documents with a disclosure")
        heads = (text_cell("Right", "CellHead"), text_cell("Stance", "CellHead"),
                 *(text_cell(name, "NumberHead") for name in names))  # fmt: skip
        widths = (WIDE - 1200 - 3 * 1200 - 1400, 1200, 1200, 1200, 1200, 1400)
        draft.table(Grid(widths=widths, heads=(heads,), rows=rows, caption="One document or one voice"),
                    "A stance on a right that one document or one voice carries")  # fmt: skip
    _standings(view, draft)
    draft.heading(2, f"Anonymous sources: {many(found.anonymous_count.n, 'statement')}")
    for row in found.anonymous:
        draft.full(row)
    if found.shared:
        draft.heading(2, "The same words in several documents")
        draft.items([
            [draft.to_statement(x.first), " ", Run(text=x.first.statement.quote, style="Verbatim"),
             f"  {many(x.documents.n, 'document')}, {many(x.rows.n, 'statement')}"]
            for x in found.shared
        ])  # fmt: skip
    if found.disclosures:
        draft.heading(2, "Documents with a disclosure")
        draft.items([
            [draft.to_source(x.source), f" {x.source.title}: {word('disclosures', x.mark.kind)}: “",
             Run(text=x.words, style="Verbatim"), f"” ({many(x.rows.n, 'statement')})"]
            for x in found.disclosures
        ])  # fmt: skip
    docx_weighed.findings(view, draft, *DEPENDENT, *ALONE, *ALIKE)


def _standings(view: View, draft: Draft) -> None:
    found = view.standings
    if not found.lines:
        return
    draft.heading(2, "Where the sources stand", "standing")
    more = f" {found.more} more are in the dossier." if found.more else ""
    draft.put("Legend", word("legends", "standing") + more)
    heads = (text_cell("Source, who speaks in it, and what it discloses", "CellHead"),
             *(text_cell(name, "NumberHead") for name in ("statements", *found.titles)))  # fmt: skip
    rows = tuple((_standing(line), number(line.statements), *map(number, line.counts)) for line in found.lines)
    n = len(heads) - 1
    widths = (WIDE - 1160 - (n - 1) * 930, 1160, *[930] * (n - 1))
    draft.table(Grid(widths=widths, heads=(heads,), rows=rows, caption="Where the sources stand"),
                "Outlets and named speakers: facts and counts, no score")  # fmt: skip


def _standing(line: Standing) -> Cell:
    about = [
        word("source_roles", line.source.role),
        line.camps,
        f"discloses {line.discloses}" if line.discloses else "",
    ]
    return _named(line.source.name, "; ".join(part for part in about if part))


def mentions(view: View, draft: Draft) -> None:
    """Write the figures and instruments that statements name."""
    draft.heading(1, "Figures and instruments mentioned", "mentions")
    docx_weighed.checks(view, draft)
    _figures(view, draft)
    names = ("Instrument", "Kind", "In the words of the documents")
    heads = (*(text_cell(name, "CellHead") for name in names),
             *(text_cell(name, "NumberHead") for name in ("statements", "documents")))  # fmt: skip
    rows = tuple(
        (text_cell(x.name), text_cell(word("instruments", x.kind)),
         text_cell(", ".join(f"“{form}”" for form in x.forms)), number(x.rows), number(x.documents))
        for x in view.instruments
    )  # fmt: skip
    if rows:
        draft.heading(2, "Instruments")
        widths = (3200, 1100, WIDE - 4300 - 2 * 1100, 1100, 1100)
        caption = "Treaties, agreements, resolutions, laws, bills, bodies, dialogues and indices in statements"
        draft.table(Grid(widths=widths, heads=(heads,), rows=rows, caption="Instruments"), caption)


def _figures(view: View, draft: Draft) -> None:
    rows = tuple(
        (text_cell(f"“{x.words}”"), text_cell(x.read_as), text_cell(x.figure.measures or "unknown"),
         text_cell(str(x.figure.year or "unknown")), text_cell("; ".join(voice.called for voice in x.row.voices)),
         Cell(paragraphs=(("Cell", (draft.to_statement(x.row),)),)))
        for x in view.figures
    )  # fmt: skip
    if rows:
        draft.heading(2, "Figures")
        names = ("Words", "Read as", "Measures", "Year", "Said by", "Statement")
        heads = tuple(text_cell(name, "CellHead") for name in names)
        widths = (1700, 1600, 1700, 1150, WIDE - 1700 - 1600 - 1700 - 1150 - 1200, 1200)
        draft.table(Grid(widths=widths, heads=(heads,), rows=rows, caption="Figures"),
                    "Figures in statements: the words, and how they were read")  # fmt: skip


def authors(view: View, draft: Draft) -> None:
    """Write the authors' own claims by document."""
    draft.heading(1, "Authors’ own claims", "author")
    last: Source | None = None
    for row in view.rows:
        if row.is_author:
            if row.source is not last:
                draft.heading(3, f"D{row.source.number} {row.source.title}")
            last = row.source
            draft.full(row)


def intake(view: View, draft: Draft) -> None:
    """Write the account of the intake, the issues, how sure the machine is, and what was rejected."""
    draft.heading(1, "Intake and issues", "intake")
    report = view.material.intake
    if report is not None:
        draft.put("", f"{report.files_in} files in = {report.kept} kept + {report.duplicates} duplicates + "
                  f"{report.refused} refused (the whole dossier, all countries)")  # fmt: skip
    rows = tuple((text_cell(i.where or "–"), text_cell(i.what), text_cell(i.do or "–")) for i in view.material.issues)
    if rows:
        heads = tuple(text_cell(name, "CellHead") for name in ("Where", "Issue", "What to do"))
        draft.table(Grid(widths=(3000, 3319, 3319), heads=(heads,), rows=rows, caption="Issues"),
                    "What could not be read or handled")  # fmt: skip
    if view.sureness.lines:
        _sureness(view, draft)
    if view.head.rejected:
        draft.heading(2, f"Rejected in review: {many(len(view.head.rejected), 'statement')}", "rejected")
        draft.put("Legend", word("legends", "rejected"))
        for row in view.head.rejected:
            draft.put("Speaker", *draft.voices(row), ", ", draft.to_source(row.source))
            draft.put("Quote", *quoted(row), draft.note(row))


def _sureness(view: View, draft: Draft) -> None:
    draft.heading(2, "How sure the machine is", "sureness")
    draft.put("Legend", say_sureness(view.sureness))
    names = ("not as people had it", "said by others", "authors’ own")
    heads = (text_cell("Confidence", "CellHead"), *(text_cell(name, "NumberHead") for name in names))
    rows = tuple(
        (text_cell(f"{x.title}: {x.meaning}"), text_cell(f"{x.error} %", "Number"), number(x.others), number(x.author))
        for x in view.sureness.lines
    )
    draft.table(Grid(widths=(WIDE - 3 * 1500, 1500, 1500, 1500), heads=(heads,), rows=rows, caption="Confidence"),
                "Confidence in who says what, and errors where that was measured")  # fmt: skip


def references(_: View, draft: Draft) -> None:
    """Write the sources as the citation style lists them."""
    if not draft.references.ordered:
        return
    draft.heading(1, "References", "references")
    draft.put("Legend", f"In the style {draft.references.style}.")
    for one in draft.references.ordered:
        label = f"{one.label} " if one.label else ""
        draft.put("Reference", label, *draft.pieces(one, one.entry, in_note=False), "  ", draft.to_source(one.source))


def particulars(view: View, draft: Draft) -> None:
    """Write each source with its hashes."""
    draft.heading(1, "Sources", "sources")
    for source in view.sources:
        _source(draft, source)


def _source(draft: Draft, source: Source) -> None:
    doc = source.document
    draft.heading(3, f"D{source.number} {source.title}", f"D{source.number}")
    basis = "" if doc.published.basis == "unknown" else f" ({word('bases', doc.published.basis)})"
    facts: list[tuple[str, tuple[Part, ...]]] = [
        ("Publisher", (doc.publisher or "unknown",)),
        ("Authors", (", ".join(doc.authors) or "unknown",)),
        ("Published", (say_date(doc.published) + basis,)),
        ("Language", ("unknown" if doc.language == "und" else doc.language,)),
    ]
    for sighting in doc.sightings:
        link = web_address(sighting.where)
        to = draft.relations.to(f"{OFFICE}/hyperlink", link, is_external=True) if link else ""
        where: Part = Link(runs=(Run(text=sighting.where),), relation=to) if to else sighting.where
        facts.append(("Seen at", (where, f", {sighting.seen_at}" if sighting.seen_at else "")))
    facts += [(word("disclosures", one.kind), ("“", doc.text[one.start : one.end], "”")) for one in doc.disclosures]
    facts.append(("Original", (f"{doc.media_type}, SHA-256 {doc.sha256}",)))
    facts.append(("Text", (f"{many(len(doc.text), 'character')}, SHA-256 {doc.text_sha256}",)))
    for name, parts in facts:
        draft.put("Labels", Run(text=f"{name}: ", bold=True), *parts)


def others(view: View, draft: Draft) -> None:
    """Write the statements that no section has in full, so that each stands in the brief once."""
    left: list[Row] = [row for row in view.rows if row.number not in draft.printed]
    if not left:
        return
    draft.heading(1, "Further statements", "register")
    draft.put(
        "Legend", "Those that stand in no other section: without a right, in no dispute, in no course of promises."
    )
    last: Source | None = None
    for row in left:
        if row.source is not last:
            draft.heading(3, f"D{row.source.number} {row.source.title}")
        last = row.source
        draft.full(row)
