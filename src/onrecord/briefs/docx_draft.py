"""A brief in Word in the making: its headings, statements, footnotes, tables and pictures, numbered as they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from onrecord.briefs.citing import Piece, Reference, References
from onrecord.briefs.counts import Count
from onrecord.briefs.docx_charts import inline
from onrecord.briefs.docx_package import OFFICE, footnotes_root
from onrecord.briefs.docx_xml import (
    Cell,
    Field,
    Grid,
    Link,
    Mark,
    Note,
    Part,
    Relations,
    Run,
    node,
    paragraph,
    table,
)
from onrecord.briefs.people import describe
from onrecord.briefs.rows import Rebutted, Row, Source, Voice, first_words, say_review, trim_marks
from onrecord.briefs.words import many, say_date, sign, word
from onrecord.records import Span, Stance

WIDE = 9638
"""Width of the page between its margins, in twentieths of a point."""
Paragraph = tuple[str, tuple[Part, ...]]


@dataclass(slots=True)
class Draft:
    """The document as far as it is written; *printed* are the numbers of the statements that stand in it in full."""

    references: References
    body: etree._Element = field(default_factory=lambda: node("body"))
    relations: Relations = field(default_factory=Relations)
    note_relations: Relations = field(default_factory=Relations)
    notes: etree._Element = field(default_factory=footnotes_root)
    charts: list[etree._Element] = field(default_factory=list)
    printed: set[int] = field(default_factory=set)
    noted: set[int] = field(default_factory=set)
    n_notes: int = 0
    n_marks: int = 0
    n_tables: int = 0
    n_figures: int = 0

    # Text

    def put(self, style: str, *parts: Part) -> None:
        """Append a paragraph."""
        paragraph(self.body, style, parts)

    def heading(self, level: int, text: str, anchor: str = "") -> None:
        """Append a heading, with a bookmark to lead to it."""
        self.put(f"Heading{level}", *([self.mark(anchor)] if anchor else []), text)

    def mark(self, name: str) -> Mark:
        """Return a bookmark; names are unique, of at most 40 characters."""
        self.n_marks += 1
        return Mark(id=self.n_marks, name=name)

    def items(self, lines: Iterable[Sequence[Part]]) -> None:
        """Append a list."""
        for parts in lines:
            self.put("ListItem", "•  ", *parts)

    # Tables and pictures

    def table(self, grid: Grid, caption: str) -> None:
        """Append a table under its caption."""
        self.n_tables += 1
        number = Field(code="SEQ Table \\* ARABIC", shown=str(self.n_tables))
        self.put("Caption", "Table ", number, f". {caption}")
        table(self.body, grid)
        self.put("Small")

    def sides(self, grid: Grid) -> None:
        """Append a table that sets statements side by side; the heading above it is caption enough."""
        table(self.body, grid)
        self.put("Small")

    def picture(self, chart: etree._Element, caption: str, alt: str, size_mm: tuple[int, int]) -> None:
        """Append a chart with the caption below it."""
        self.charts.append(chart)
        self.n_figures += 1
        relation = self.relations.to(f"{OFFICE}/chart", f"charts/chart{len(self.charts)}.xml")
        made = paragraph(self.body, "", [])
        node("keepNext", node("pPr", made))
        inline(node("r", made), relation, self.n_figures, size_mm, alt)
        number = Field(code="SEQ Figure \\* ARABIC", shown=str(self.n_figures))
        self.put("Legend", "Figure ", number, f". {caption}")

    # Sources

    def to_source(self, source: Source) -> Link:
        """Return the link to a source's particulars."""
        return Link(runs=(Run(text=f"D{source.number}"),), anchor=f"D{source.number}")

    def to_statement(self, row: Row) -> Link:
        """Return the link to where a statement stands in full."""
        return Link(runs=(Run(text=f"S{row.number}", style="StatementNumber"),), anchor=f"S{row.number}")

    def pieces(self, one: Reference, pieces: Sequence[Piece], *, in_note: bool) -> Iterator[Part]:
        """Yield a reference; its web address is a link."""
        relations = self.note_relations if in_note else self.relations
        for piece in pieces:
            before, link, after = piece.text.partition(one.url) if one.url else (piece.text, "", "")
            yield _faced(before, piece)
            if link:
                id = relations.to(f"{OFFICE}/hyperlink", link, is_external=True)
                yield Link(runs=(_faced(link, piece),), relation=id)
                yield _faced(after, piece)

    def note(self, row: Row) -> Note:
        """Write the footnote of a statement, and return its mark."""
        one, s = self.references.of(row.source), row.statement
        is_first = row.source.number not in self.noted
        self.noted.add(row.source.number)
        self.n_notes += 1
        made = node("footnote", self.notes, id=str(self.n_notes))
        spans = [("", s.content), ("source ", s.source), ("cue ", s.cue)]
        at = "; ".join(f"{name}{_places(found)}" for name, found in spans if found)
        pieces = one.full if is_first else one.short
        said: list[Part] = list(self.pieces(one, _without_stop(pieces), in_note=True))
        line = paragraph(made, "FootnoteText", [" ", *said, f". D{row.source.number}, characters {at}."])
        mark = node("r")
        node("rStyle", node("rPr", mark), val="FootnoteReference")
        node("footnoteRef", mark)
        line.insert(1, mark)
        return Note(number=self.n_notes)

    # Statements

    def statement(self, row: Row, *, is_short: bool = False) -> list[Paragraph]:
        """Return a statement: in full where it comes first, and after that its number and first words.

        Args:
            row: the statement.
            is_short: for the cells of tables: its source by number and date.
        """
        side = "Side" if is_short else ""
        if row.number in self.printed:
            return [(f"{side}Again", (self.to_statement(row), f" {row.voices[0].called}: {first_words(row)}"))]
        self.printed.add(row.number)
        s = row.statement
        lines: list[Paragraph] = [
            (f"{side}Speaker", (self.mark(f"S{row.number}"), Run(text=f"S{row.number} ", style="StatementNumber"),
                         *self.voices(row))),
            (f"{side}Quote", (*quoted(row), self.note(row))),
        ]  # fmt: skip
        caveat = Run(text="Exception or caveat: ", style="Soft")
        lines += [(f"{side}Caveat", (caveat, *_said(trim_marks(part), row))) for part in row.fragments(s.exceptions)]
        lines += self.rebuttals(row.rebuttals, side)
        lines.append((f"{side}Labels", tuple(self.labels(row, is_short=is_short))))
        return lines

    def rebuttals(self, found: Sequence[Rebutted], side: str = "") -> list[Paragraph]:
        """Return what persons hold against a statement or a finding, a paragraph each."""
        return [(f"{side}Caveat", tuple(self._rebuttal(one))) for one in found]

    def _rebuttal(self, one: Rebutted) -> Iterator[Part]:
        yield Run(text=f"{one.lead}: ", bold=True)
        if one.row:
            yield from (self.to_statement(one.row), " ")
        if one.source:
            words = " […] ".join(one.fragments)
            yield from (
                "“",
                Run(text=words, style="Verbatim", lang=_lang(one.source)),
                "” ",
                self.to_source(one.source),
            )
        yield one.note
        remark = f" · {one.remark}" if one.remark else ""
        yield Run(text=f"{remark} ({one.attached})", style="Soft")

    def provisions(self, rows: Sequence[Row]) -> list[Paragraph]:
        """Return one line for the provisions of each law or bill; they stand in full among the further statements."""
        by_source: dict[int, list[Row]] = {}
        for row in rows:
            by_source.setdefault(row.source.number, []).append(row)
        return [("SideAgain", tuple(self._provisions(found))) for found in by_source.values()]

    def _provisions(self, rows: Sequence[Row]) -> Iterator[Part]:
        source = rows[0].source
        yield self.to_source(source)
        yield f" {source.title}, {say_date(source.document.published)}: {many(len(rows), 'provision')}, "
        yield self.to_statement(rows[0])
        if len(rows) > 1:
            yield from (" to ", self.to_statement(rows[-1]))

    def voices(self, row: Row) -> Iterator[Part]:
        """Yield who says it."""
        for n, voice in enumerate(row.voices):
            if n:
                yield "; "
            yield from _voice(voice)
        if len(row.voices) > 1:
            yield Run(text=" · joint", style="Soft")
        if row.is_cited:
            named = "; ".join(voice.called for voice in row.outer.voices) if row.outer else "another speaker"
            yield Run(text=f", cited by {named}", style="Soft")
            if row.outer:
                yield from (Run(text=" in ", style="Soft"), self.to_statement(row.outer))

    def labels(self, row: Row, *, is_short: bool) -> Iterator[Part]:
        """Yield what was read in a statement, by whom, and where it stands."""
        s = row.statement
        yield stance(s.stance)
        said = [word("acts", s.act), word("modes", s.mode) if s.mode else "", "hedged" if s.hedged else ""]
        said.append(say_review(row) + (f", confidence {word('bands', row.band)}" if row.band else ""))
        said.append(f"about {say_date(row.moment)}" if row.is_own_time else "")
        yield " · " + " · ".join(part for part in said if part) + " · "
        yield self.to_source(row.source)
        document = row.source.document
        named = [] if is_short else [row.source.title, document.publisher or ""]
        yield ", ".join(["", *(part for part in named if part), say_date(document.published)])
        if document.disclosures:
            yield " · disclosure"

    def full(self, row: Row) -> None:
        """Append a statement to the text."""
        for style, parts in self.statement(row):
            self.put(style, *parts)

    def cell(self, rows: Sequence[Row]) -> Cell:
        """Return a cell with statements."""
        return Cell(paragraphs=tuple(line for row in rows for line in self.statement(row, is_short=True)))


def stance(code: Stance) -> Run:
    """Return a stance with its sign."""
    return Run(text=f"{sign(code)} {word('stances', code)}", style=f"Stance{code.capitalize()}")


def number(count: Count) -> Cell:
    """Return a cell with a count."""
    return Cell(paragraphs=(("Number", (str(count.n),)),))


def quoted(row: Row) -> Iterator[Part]:
    """Yield the words of a statement, verbatim; direct speech without its quotation marks is given them."""
    marks = ("“", "”") if row.is_bare_quotation else ("", "")
    lang = _lang(row.source)
    yield marks[0]
    for n, part in enumerate(row.fragments(row.statement.content)):
        if n:
            yield Run(text=" […] ", style="Soft")
        yield Run(text=part, lang=lang)
    yield marks[1]


def _voice(voice: Voice) -> Iterator[Part]:
    if voice.kind in ("author", "law"):
        yield Run(text=word("voices", voice.kind).capitalize(), style="Name")
        return
    camp = word("camp_tags", voice.camp)
    if voice.kind == "named":
        yield Run(text=voice.name or "", style="Name")
        about = describe(voice)
        away = "" if voice.is_in_text else " · name not in the text"
        yield Run(text=f"{', ' if about else ''}{about} · {camp}{away}", style="Soft")
        return
    yield Run(text=f"“{voice.words}”" if voice.words else "no source in the text", style="Verbatim")
    known = f" · {camp}" if voice.camp != "unknown" else ""
    yield Run(text=f" · {word('voices', voice.kind)}{known}", style="Soft")


def _said(text: str, row: Row) -> tuple[Part, ...]:
    return ("“", Run(text=text, style="Verbatim", lang=_lang(row.source)), "”")


def _lang(source: Source) -> str:
    language = source.document.language
    return "" if language in ("und", "en") else language


def _places(spans: Sequence[Span]) -> str:
    return ", ".join(f"{start}–{end}" for start, end in spans)


def _faced(text: str, piece: Piece) -> Run:
    face = piece.face
    return Run(
        text=text,
        italic=face == "italic",
        bold=face == "bold",
        caps=face == "small-caps",
        raised=face == "superscript",
    )


def _without_stop(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    if not pieces:
        return ()
    last = pieces[-1]
    return (*pieces[:-1], Piece(text=last.text.rstrip(" ."), face=last.face))
