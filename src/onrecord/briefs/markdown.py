"""The brief as Markdown for pandoc: the same content, each statement with a footnote that leads to its characters.

Everything that comes from a document is escaped, so that it stays words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.briefs import markdown_changes, markdown_weighed
from onrecord.briefs.citing import References
from onrecord.briefs.counts import Entry
from onrecord.briefs.glance import Line
from onrecord.briefs.markdown_parts import (
    cited,
    d_link,
    esc,
    num,
    quote,
    rebuttals,
    s_link,
    stance_heads,
    statement,
    statements,
    table,
    who_says,
)
from onrecord.briefs.people import Tally
from onrecord.briefs.promises import COLUMNS
from onrecord.briefs.rows import Source, say_review
from onrecord.briefs.sureness import say_sureness
from onrecord.briefs.view import View
from onrecord.briefs.weighed import AGAINST, ALIKE, ALONE, DEMANDS, DEPENDENT, OVER_TIME
from onrecord.briefs.words import say_date, word
from onrecord.records import STANCES


def render(view: View, references: References) -> str:
    """Return the whole text."""

    def _bibliography(_: View) -> Iterator[str]:
        return markdown_changes.bibliography(references)

    def _notes(view: View) -> Iterator[str]:
        return markdown_changes.notes(view, references)

    sections = (
        _head,
        markdown_changes.changes,
        _glance,
        markdown_weighed.matters,
        _disputed,
        _promised,
        markdown_weighed.bills,
        _who,
        _footing,
        _mentions,
        _authors,
        _intake,
        _bibliography,
        _sources,
        _register,
        _index,
        _texts,
        _notes,
    )
    return "\n".join(line for section in sections for line in (*section(view), "")).rstrip() + "\n"


def _head(view: View) -> Iterator[str]:
    m, head = view.material, view.head
    yield f"# {esc(m.country_name)} ({esc(m.country)}): human-rights record, statement by statement"
    yield ""
    yield f"- Period, by date of publication: {say_date(head.period)}; of unknown date: {num(head.undated)}"
    yield f"- Documents: {num(head.documents)}"
    yield (f"- Statements: {num(head.statements)}, said by others {num(head.others)}, authors’ own {num(head.author)}")
    yield f"- Named speakers: {num(view.people.named)}"
    yield "- Review: " + ", ".join(f"{num(count)} {name}" for name, count in head.reviews)
    if head.rejected:
        yield f"- Rejected in review, left out: [{len(head.rejected)}](#rejected)"
    limits = "; ".join(f"{name} {esc(value)}" for name, value in head.filters)
    yield f"- Limited to: {limits or 'no limits'}"
    yield f"- Contents: SHA-256 {view.digest}"
    made = f"onrecord {esc(m.version)}" + (f", {esc(m.generated_at)}" if m.generated_at else "")
    yield f"- Written by: {made}" + (f", from the dossier {esc(m.dossier)}" if m.dossier else "")


def _matrix(first: str, lines: Sequence[Line]) -> Iterator[str]:
    heads = [first, *stance_heads(), "all", *(f"author’s {head}" for head in stance_heads()), "author’s all"]
    yield from table(heads, ([esc(line.title), *map(num, (*line.others, *line.author))] for line in lines))


def _glance(view: View) -> Iterator[str]:
    yield "## At a glance {#glance}"
    yield from _matrix("Right", view.matrix)
    yield "### Disputed, promised and done"
    lines = (*view.gist.lines, view.gist.total)
    columns = ["Right", "Disputed", *(name for name, _ in COLUMNS)]
    yield from table(columns, ([esc(x.title), num(x.disputed), *map(num, x.columns)] for x in lines))
    yield "### Over time"
    heads = ["Published", *stance_heads(), "all", *(f"author’s {head}" for head in stance_heads()), "author’s all"]
    yield from table(heads, ([bin_.short, *map(num, (*bin_.others, *bin_.author))] for bin_ in view.timeline))
    yield "### What kind of statement"
    yield from _matrix("Act", view.acts)


def _disputed(view: View) -> Iterator[str]:
    yield from (
        "## What is disputed {#disputed}",
        "",
        f"{word('notes', 'long')} The text of a law takes no side, nor does a statement without a known source.",
        "",
    )
    yield from markdown_weighed.findings(view, *AGAINST)
    yield from ("### Opposite stances on one right", "")
    for right in view.disputed:
        for dispute in right.disputes:
            yield from (f"#### {esc(right.title)}, {dispute.title}", "", "##### ▲ progress", "")
            yield from statements(dispute.progress)
            yield from ("##### ▼ regress or ◆ mixed", "")
            yield from statements(dispute.against)
    yield from markdown_weighed.findings(view, *OVER_TIME)
    yield "### Then and now"
    rows = (
        [esc(right.title), year.year, num(year.progress), num(year.regress), num(year.mixed)]
        for right in view.disputed
        for year in right.over_time
    )
    yield from table(["Right", "Year", *stance_heads(STANCES[:3])], rows, 2)


def _promised(view: View) -> Iterator[str]:
    yield "## What was promised and what was done {#promised}"
    yield ""
    yield from markdown_weighed.held(view)
    yield from markdown_weighed.findings(view, *DEMANDS)
    for course in view.courses:
        yield from (f"### {esc(course.title)}", "")
        yield "; ".join(f"{name} {num(count)}" for (name, _), count in zip(COLUMNS, course.counts, strict=True))
        yield ""
        for year in course.years:
            for (name, _), cell in zip(COLUMNS, year.cells, strict=True):
                if cell:
                    yield from (f"#### {year.title}: {name[0].lower()}{name[1:]}", "")
                    yield from statements(cell)
    if view.practice_only:
        yield "Practice only: " + "; ".join(f"{esc(right.title)} {num(right.rows)}" for right in view.practice_only)


def _tally(tally: Tally) -> list[str]:
    return [num(count) for count in (*tally.stances, tally.all, tally.hedged, tally.documents)]


def _who(view: View) -> Iterator[str]:
    people = view.people
    yield "## Who says so {#who}"
    rows: list[list[str]] = []
    for camp in people.camps:
        rows.append([f"**{camp.title}**", "", *_tally(camp.tally)])
        rows += [[esc(p.name), esc("; ".join(p.roles)), *_tally(p.tally)] for p in camp.people]
    rows.append(["**Said by others, each once**", "", *_tally(people.total)])
    tail = [*stance_heads(), "all", "hedged", "documents"]
    yield from table(["Camp or speaker", "Role", *tail], rows, 2)
    if people.cited:
        yield from (f"Cited by another speaker, in the total alone: {num(people.cited)}", "")
    yield f"Joint statements: {num(people.joint)}; of several camps: {num(people.across)}"
    yield from ("", "### Sources without a name")
    nameless = (
        [f"“{esc(line.voice.words)}” {d_link(line.row.source)}", word("voices", kind), *_tally(line.tally)]
        for kind, lines in people.nameless
        for line in lines
    )
    yield from table(["Source", "Kind", *tail], nameless, 2)


def _footing(view: View) -> Iterator[str]:
    footing = view.footing
    yield "## What rests on single, anonymous or dependent sources {#footing}"
    rows = (
        [esc(s.title), word("stances", s.stance), num(s.rows), num(s.documents), num(s.voices), num(s.disclosed)]
        for s in footing.singles
    )
    yield from table(["Right", "Stance", "statements", "documents", "voices", "documents with a disclosure"], rows, 2)
    yield from (f"### Anonymous sources: {num(footing.anonymous_count)}", "")
    yield from statements(footing.anonymous)
    yield "### The same words in several documents"
    shared = ([s_link(x.first), esc(x.first.statement.quote), num(x.documents), num(x.rows)] for x in footing.shared)
    yield from table(["Statement", "In its words", "documents", "statements"], shared, 2)
    yield "### Documents with a disclosure"
    told = (
        [
            f"{d_link(x.source)} {esc(x.source.title)}",
            word("disclosures", x.mark.kind),
            f"“{esc(x.words)}”",
            num(x.rows),
        ]
        for x in footing.disclosures
    )
    yield from table(["Document", "Disclosure", "In its words", "statements"], told, 3)
    yield from markdown_weighed.standings(view)
    yield from markdown_weighed.findings(view, *DEPENDENT, *ALONE, *ALIKE)


def _mentions(view: View) -> Iterator[str]:
    yield "## Figures and instruments mentioned {#mentions}"
    yield from ("", *markdown_weighed.checks(view))
    figures = (
        [
            f"“{esc(x.words)}”",
            esc(x.read_as),
            esc(x.figure.measures or "unknown"),
            esc(x.figure.year or "unknown"),
            "; ".join(map(who_says, x.row.voices)),
            s_link(x.row),
        ]
        for x in view.figures
    )
    yield from table(["Words", "Read as", "Measures", "Year", "Said by", "Statement"], figures, 6)
    instruments = (
        [
            esc(x.name),
            word("instruments", x.kind),
            ", ".join(f"“{esc(form)}”" for form in x.forms),
            num(x.rows),
            num(x.documents),
        ]
        for x in view.instruments
    )
    yield from table(["Instrument", "Kind", "In the words of the documents", "statements", "documents"], instruments, 3)


def _authors(view: View) -> Iterator[str]:
    yield "## Authors’ own claims {#author}"
    yield ""
    last = None
    for row in view.rows:
        if row.is_author:
            if row.source is not last:
                yield from (f"### {d_link(row.source)} {esc(row.source.title)}", "")
            last = row.source
            yield from statement(row)


def _intake(view: View) -> Iterator[str]:
    yield from ("## Intake and issues {#intake}", "")
    report = view.material.intake
    if report is not None:
        yield (
            f"{report.files_in} files in = {report.kept} kept + {report.duplicates} duplicates + "
            f"{report.refused} refused (the whole dossier)"
        )
    rows = (
        [esc(i.where) or "–", esc(i.what), esc(i.kind), esc(i.stage), esc(i.do) or "–"] for i in view.material.issues
    )
    yield from table(["Where", "Issue", "Kind", "Stage", "What to do"], rows, 5)
    yield from _sureness(view)
    if view.head.rejected:
        yield from ("### Rejected in review {#rejected}", "")
        for row in view.head.rejected:
            yield f"{'; '.join(map(who_says, row.voices))}, {d_link(row.source)}[^s{row.number}]"
            yield ""
            yield from quote(row)
            yield ""


def _sureness(view: View) -> Iterator[str]:
    if not (lines := view.sureness.lines):
        return
    yield from ("### How sure the machine is {#sureness}", "", say_sureness(view.sureness), "")
    heads = ["Confidence", "not as people had it", "said by others", "authors’ own"]
    yield from table(heads, ([x.title, f"{x.error} %", num(x.others), num(x.author)] for x in lines))


def _sources(view: View) -> Iterator[str]:
    yield from ("## Sources {#sources}", "")
    for source in view.sources:
        yield from _source(source)


def _source(source: Source) -> Iterator[str]:
    doc = source.document
    basis = "" if doc.published.basis == "unknown" else f" ({word('bases', doc.published.basis)})"
    yield from (f"### D{source.number} {esc(source.title)} {{#d-{source.key}}}", "")
    yield f"- Publisher: {esc(doc.publisher or 'unknown')}"
    yield f"- Authors: {esc(', '.join(doc.authors) or 'unknown')}"
    yield f"- Published: {say_date(doc.published)}{basis}"
    yield f"- Language: {'unknown' if doc.language == 'und' else esc(doc.language)}"
    for sighting in doc.sightings:
        yield f"- Seen at: {esc(sighting.where)}" + (f", {esc(sighting.seen_at)}" if sighting.seen_at else "")
    for mark in doc.disclosures:
        yield f"- {word('disclosures', mark.kind)}: “{esc(doc.text[mark.start : mark.end])}”"
    yield f"- Original: {esc(doc.media_type)}, SHA-256 {doc.sha256}"
    yield f"- Text: {len(doc.text)} characters, SHA-256 {doc.text_sha256}"
    yield ""


def _register(view: View) -> Iterator[str]:
    yield from ("## Register of statements {#register}", "")
    for row in view.rows:
        s = row.statement
        words = [(name, row.words(spans)) for name, spans in (("source", s.source), ("cue", s.cue)) if spans]
        said = "".join(f", {name} “{esc(text)}”" for name, text in words)
        rights = f", rights {', '.join(s.rights)}" if s.rights else ""
        read = f", {esc(say_review(row))}"
        yield f"[S{row.number}]{{#s-{row.key}}} {d_link(row.source)}{said}{rights}{read}{cited(row)}[^s{row.number}]"
        yield ""
        yield from quote(row)
        yield ""
        yield from rebuttals(row.rebuttals)


def _index(view: View) -> Iterator[str]:
    yield from ("## Index of counts {#counts}", "")
    yield from (_entry(entry) for entry in view.index)


def _entry(entry: Entry) -> str:
    links = [*map(s_link, entry.rows), *map(d_link, entry.sources)]
    links += [f"[{esc(voice.called)}](#s-{row.key})" for voice, row in entry.voices]
    return f"- [{esc(entry.label)}]{{#{entry.anchor}}} **{len(links)}**: {' '.join(links)}"


def _texts(view: View) -> Iterator[str]:
    yield from ("## Source texts {#texts}", "")
    for source in view.sources:
        yield from (f"### D{source.number} {esc(source.title)} {{#x-{source.key}}}", "")
        for line in source.document.text.split("\n"):
            if line.strip():
                yield from (esc(line), "")
