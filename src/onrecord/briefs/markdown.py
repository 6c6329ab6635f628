"""The brief as Markdown for pandoc: the same content, each statement with a footnote that leads to its characters.

Everything that comes from a document is escaped, so that it stays words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from onrecord.briefs.counts import Count, Entry
from onrecord.briefs.glance import Line
from onrecord.briefs.marks import plain
from onrecord.briefs.people import Tally, describe
from onrecord.briefs.promises import COLUMNS
from onrecord.briefs.rows import Row, Source, Voice
from onrecord.briefs.sureness import say_sureness
from onrecord.briefs.view import View
from onrecord.briefs.words import say_date, sign, word
from onrecord.records import STANCES, Span

_SPECIAL = re.compile(r"""[\\`*_{}\[\]<>~^$@|\#!&"']|(?<=-)-|(?<=\.)\.|:(?=//)|^[-+=%:.]""")
_LIST_MARK = re.compile(r"^(\(?\w{1,9})([.)])")


def render(view: View) -> str:
    """Return the whole text."""
    sections = (
        _head,
        _glance,
        _disputed,
        _promised,
        _who,
        _footing,
        _mentions,
        _authors,
        _intake,
        _sources,
        _register,
        _index,
        _texts,
        _notes,
    )
    return "\n".join(line for section in sections for line in (*section(view), "")).rstrip() + "\n"


def esc(text: object) -> str:
    """Return *text* on one line with every sign that Markdown or a template could take for its own escaped."""
    line = " ".join(plain(str(text)).split())
    return _LIST_MARK.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", line))


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]], n_left: int = 1) -> Iterator[str]:
    yield ""
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "|".join(":--" if n < n_left else "--:" for n in range(len(heads))) + "|"
    yield from ("| " + " | ".join(row) + " |" for row in rows)
    yield ""


def _num(count: Count) -> str:
    return f"[{count.n}](#{count.anchor})" if count.anchor else str(count.n)


def _heads(codes: Sequence[str] = STANCES) -> list[str]:
    return [f"{sign(code)} {word('stances', code)}" for code in codes]


def _s(row: Row) -> str:
    return f"[S{row.number}](#s-{row.key})"


def _d(source: Source) -> str:
    return f"[D{source.number}](#d-{source.key})"


# -- statements


def _quote(row: Row) -> Iterator[str]:
    marks = ("“", "”") if row.is_bare_quotation else ("", "")
    text = " […] ".join(esc(part) for part in row.fragments(row.statement.content))
    yield f"> {marks[0]}{text}{marks[1]}"


def _who_says(voice: Voice) -> str:
    if voice.kind in ("author", "law"):
        return f"**{word('voices', voice.kind).capitalize()}**"
    camp = word("camp_tags", voice.camp)
    if voice.kind == "named":
        said = ", ".join(esc(part) for part in (describe(voice),) if part)
        away = "" if voice.is_in_text else "; name not in the text"
        return f"**{esc(voice.name)}**{', ' + said if said else ''} ({camp}{away})"
    words = f"“{esc(voice.words)}”" if voice.words else "no source in the text"
    return f"{words} ({word('voices', voice.kind)}, {camp})"


def _cited(row: Row) -> str:
    """Say by whom a statement is reported that the document has from another speaker."""
    if not row.is_cited:
        return ""
    if row.outer is None:
        return ", cited by another speaker"
    return f", cited by {'; '.join(map(_who_says, row.outer.voices))} in {_s(row.outer)}"


def _statement(row: Row) -> Iterator[str]:
    s = row.statement
    tags = [f"{sign(s.stance)} {word('stances', s.stance)}", word("acts", s.act)]
    tags += [word("modes", s.mode)] if s.mode else []
    tags += ["hedged"] if s.hedged else []
    tags += [word("reviews", s.review) + (f", confidence {word('bands', row.band)}" if row.band else "")]
    when = f", about {say_date(row.moment)}" if row.is_own_time else ""
    joint = " (joint)" if len(row.voices) > 1 else ""
    yield f"{_s(row)} {'; '.join(map(_who_says, row.voices))}{joint}{_cited(row)}[^s{row.number}]"
    yield ""
    yield from _quote(row)
    yield ""
    for part in row.fragments(s.exceptions):
        yield f"Exception or caveat: “{esc(part)}”"
        yield ""
    dependent = ", disclosure" if row.source.document.disclosures else ""
    yield f"{' · '.join(tags)} · {_d(row.source)}, {say_date(row.source.document.published)}{when}{dependent}"
    yield ""


def _statements(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        yield from _statement(row)


def _notes(view: View) -> Iterator[str]:
    for row in (*view.rows, *view.head.rejected):
        document = row.source.document
        s = row.statement
        places = (("source", s.source), ("cue", s.cue), ("content", s.content))
        at = "; ".join(f"{name} {_places(spans)}" for name, spans in places if spans)
        named = ", ".join(esc(part) for part in (row.source.title, document.publisher) if part)
        yield (
            f"[^s{row.number}]: {named}, {say_date(document.published)}. Characters: {at}. "
            f"SHA-256 of the text {document.text_sha256}, of the original {document.sha256}."
        )
        yield ""


def _places(spans: Sequence[Span]) -> str:
    return ", ".join(f"{start}–{end}" for start, end in spans)


# -- sections


def _head(view: View) -> Iterator[str]:
    m, head = view.material, view.head
    yield f"# {esc(m.country_name)} ({esc(m.country)}): human-rights record, statement by statement"
    yield ""
    yield f"- Period, by date of publication: {say_date(head.period)}; of unknown date: {_num(head.undated)}"
    yield f"- Documents: {_num(head.documents)}"
    yield (
        f"- Statements: {_num(head.statements)}, said by others {_num(head.others)}, authors’ own {_num(head.author)}"
    )
    yield f"- Named speakers: {_num(view.people.named)}"
    yield "- Review: " + ", ".join(f"{_num(count)} {name}" for name, count in head.reviews)
    if head.rejected:
        yield f"- Rejected in review, left out: [{len(head.rejected)}](#rejected)"
    limits = "; ".join(f"{name} {esc(value)}" for name, value in head.filters)
    yield f"- Limited to: {limits or 'no limits'}"
    made = f"onrecord {esc(m.version)}" + (f", {esc(m.generated_at)}" if m.generated_at else "")
    yield f"- Written by: {made}" + (f", from the dossier {esc(m.dossier)}" if m.dossier else "")


def _matrix(first: str, lines: Sequence[Line]) -> Iterator[str]:
    heads = [first, *_heads(), "all", *(f"author’s {head}" for head in _heads()), "author’s all"]
    yield from _table(heads, ([esc(line.title), *map(_num, (*line.others, *line.author))] for line in lines))


def _glance(view: View) -> Iterator[str]:
    yield "## At a glance {#glance}"
    yield from _matrix("Right", view.matrix)
    yield "### Disputed, promised and done"
    lines = (*view.gist.lines, view.gist.total)
    columns = ["Right", "Disputed", *(name for name, _ in COLUMNS)]
    yield from _table(columns, ([esc(x.title), _num(x.disputed), *map(_num, x.columns)] for x in lines))
    yield "### Over time"
    heads = ["Published", *_heads(), "all", *(f"author’s {head}" for head in _heads()), "author’s all"]
    yield from _table(heads, ([bin_.short, *map(_num, (*bin_.others, *bin_.author))] for bin_ in view.timeline))
    yield "### What kind of statement"
    yield from _matrix("Act", view.acts)


def _disputed(view: View) -> Iterator[str]:
    yield from (
        "## What is disputed {#disputed}",
        "",
        f"{word('notes', 'long')} The text of a law takes no side, nor does a statement without a known source.",
        "",
    )
    for right in view.disputed:
        for dispute in right.disputes:
            yield from (f"### {esc(right.title)}, {dispute.title}", "", "#### ▲ progress", "")
            yield from _statements(dispute.progress)
            yield from ("#### ▼ regress or ◆ mixed", "")
            yield from _statements(dispute.against)
    yield "### Then and now"
    rows = (
        [esc(right.title), year.year, _num(year.progress), _num(year.regress), _num(year.mixed)]
        for right in view.disputed
        for year in right.over_time
    )
    yield from _table(["Right", "Year", *_heads(STANCES[:3])], rows, 2)


def _promised(view: View) -> Iterator[str]:
    yield "## What was promised and what was done {#promised}"
    yield ""
    for course in view.courses:
        yield from (f"### {esc(course.title)}", "")
        yield "; ".join(f"{name} {_num(count)}" for (name, _), count in zip(COLUMNS, course.counts, strict=True))
        yield ""
        for year in course.years:
            for (name, _), cell in zip(COLUMNS, year.cells, strict=True):
                if cell:
                    yield from (f"#### {year.title}: {name[0].lower()}{name[1:]}", "")
                    yield from _statements(cell)
    if view.practice_only:
        yield "Practice only: " + "; ".join(f"{esc(right.title)} {_num(right.rows)}" for right in view.practice_only)


def _tally(tally: Tally) -> list[str]:
    return [_num(count) for count in (*tally.stances, tally.all, tally.hedged, tally.documents)]


def _who(view: View) -> Iterator[str]:
    people = view.people
    yield "## Who says so {#who}"
    rows: list[list[str]] = []
    for camp in people.camps:
        rows.append([f"**{camp.title}**", "", *_tally(camp.tally)])
        rows += [[esc(p.name), esc("; ".join(p.roles)), *_tally(p.tally)] for p in camp.people]
    rows.append(["**Said by others, each once**", "", *_tally(people.total)])
    tail = [*_heads(), "all", "hedged", "documents"]
    yield from _table(["Camp or speaker", "Role", *tail], rows, 2)
    if people.cited:
        yield from (f"Cited by another speaker, in the total alone: {_num(people.cited)}", "")
    yield f"Joint statements: {_num(people.joint)}; of several camps: {_num(people.across)}"
    yield from ("", "### Sources without a name")
    nameless = (
        [f"“{esc(line.voice.words)}” {_d(line.row.source)}", word("voices", kind), *_tally(line.tally)]
        for kind, lines in people.nameless
        for line in lines
    )
    yield from _table(["Source", "Kind", *tail], nameless, 2)


def _footing(view: View) -> Iterator[str]:
    footing = view.footing
    yield "## What rests on single, anonymous or dependent sources {#footing}"
    rows = (
        [esc(s.title), word("stances", s.stance), _num(s.rows), _num(s.documents), _num(s.voices), _num(s.disclosed)]
        for s in footing.singles
    )
    yield from _table(["Right", "Stance", "statements", "documents", "voices", "documents with a disclosure"], rows, 2)
    yield from (f"### Anonymous sources: {_num(footing.anonymous_count)}", "")
    yield from _statements(footing.anonymous)
    yield "### The same words in several documents"
    shared = ([_s(x.first), esc(x.first.statement.quote), _num(x.documents), _num(x.rows)] for x in footing.shared)
    yield from _table(["Statement", "In its words", "documents", "statements"], shared, 2)
    yield "### Documents with a disclosure"
    told = (
        [f"{_d(x.source)} {esc(x.source.title)}", word("disclosures", x.mark.kind), f"“{esc(x.words)}”", _num(x.rows)]
        for x in footing.disclosures
    )
    yield from _table(["Document", "Disclosure", "In its words", "statements"], told, 3)


def _mentions(view: View) -> Iterator[str]:
    yield "## Figures and instruments mentioned {#mentions}"
    figures = (
        [
            f"“{esc(x.words)}”",
            esc(x.read_as),
            esc(x.figure.measures or "unknown"),
            esc(x.figure.year or "unknown"),
            "; ".join(map(_who_says, x.row.voices)),
            _s(x.row),
        ]
        for x in view.figures
    )
    yield from _table(["Words", "Read as", "Measures", "Year", "Said by", "Statement"], figures, 6)
    instruments = (
        [
            esc(x.name),
            word("instruments", x.kind),
            ", ".join(f"“{esc(form)}”" for form in x.forms),
            _num(x.rows),
            _num(x.documents),
        ]
        for x in view.instruments
    )
    yield from _table(
        ["Instrument", "Kind", "In the words of the documents", "statements", "documents"], instruments, 3
    )


def _authors(view: View) -> Iterator[str]:
    yield "## Authors’ own claims {#author}"
    yield ""
    last = None
    for row in view.rows:
        if row.is_author:
            if row.source is not last:
                yield from (f"### {_d(row.source)} {esc(row.source.title)}", "")
            last = row.source
            yield from _statement(row)


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
    yield from _table(["Where", "Issue", "Kind", "Stage", "What to do"], rows, 5)
    yield from _sureness(view)
    if view.head.rejected:
        yield from ("### Rejected in review {#rejected}", "")
        for row in view.head.rejected:
            yield f"{'; '.join(map(_who_says, row.voices))}, {_d(row.source)}[^s{row.number}]"
            yield ""
            yield from _quote(row)
            yield ""


def _sureness(view: View) -> Iterator[str]:
    if not (lines := view.sureness.lines):
        return
    yield from ("### How sure the machine is {#sureness}", "", say_sureness(view.sureness), "")
    heads = ["Confidence", "not as people had it", "said by others", "authors’ own"]
    yield from _table(heads, ([x.title, f"{x.error} %", _num(x.others), _num(x.author)] for x in lines))


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
        yield f"[S{row.number}]{{#s-{row.key}}} {_d(row.source)}{said}{rights}{_cited(row)}[^s{row.number}]"
        yield ""
        yield from _quote(row)
        yield ""


def _index(view: View) -> Iterator[str]:
    yield from ("## Index of counts {#counts}", "")
    yield from (_entry(entry) for entry in view.index)


def _entry(entry: Entry) -> str:
    links = [*map(_s, entry.rows), *map(_d, entry.sources)]
    links += [f"[{esc(voice.called)}](#s-{row.key})" for voice, row in entry.voices]
    return f"- [{esc(entry.label)}]{{#{entry.anchor}}} **{len(links)}**: {' '.join(links)}"


def _texts(view: View) -> Iterator[str]:
    yield from ("## Source texts {#texts}", "")
    for source in view.sources:
        yield from (f"### D{source.number} {esc(source.title)} {{#x-{source.key}}}", "")
        for line in source.document.text.split("\n"):
            if line.strip():
                yield from (esc(line), "")
