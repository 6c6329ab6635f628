"""What changed since the last brief, the references and the notes, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from onrecord.briefs.changes import MOST_SHOWN, Changes, Gone, Otherwise
from onrecord.briefs.citing import Face, Piece, References
from onrecord.briefs.earlier import ITEM_KINDS, ItemKind
from onrecord.briefs.held import held_meta
from onrecord.briefs.markdown_parts import d_link, esc, num, places, s_link, who_says
from onrecord.briefs.rows import Row
from onrecord.briefs.view import View
from onrecord.briefs.words import many, say_moment, word

_FACES: dict[Face, str] = {"italic": "*", "bold": "**", "": "", "small-caps": "", "superscript": "^"}


def changes(view: View) -> Iterator[str]:
    """Yield what changed since the last brief; nothing where there is none."""
    told = view.changes
    if told is None:
        return
    yield from (f"## Since the brief of {say_moment(told.since, view.material.generated_at)} {{#changes}}", "")
    if told.is_none:
        yield from ("Nothing has changed.", "")
        return
    yield from (f"{told.told[0].upper()}{told.told[1:]}.", "")
    yield from _new(told)
    for kind in ITEM_KINDS:
        yield from _otherwise(kind, told.otherwise[kind])
        yield from _gone(kind, told.gone[kind])


def _new(told: Changes) -> Iterator[str]:
    if told.sources:
        items = (f"{d_link(source)} {esc(source.title)}" for source in told.sources)
        yield from _list(f"New documents: {num(told.documents)}", list(items))
    if told.rows:
        said = (f"{s_link(row)} {'; '.join(map(who_says, row.voices))}: {_words(row)}" for row in told.rows)
        yield from _list(f"New statements: {num(told.statements)}", list(said))
    why = [f"{word('findings', pair.finding.kind)}: {esc(pair.finding.why)}" for pair in told.findings]
    yield from _list(f"New findings: {len(why)}", why)
    due = [f"{word('statuses', one.status)}: {esc(one.text)} ({esc(held_meta(one))})" for one in told.commitments]
    yield from _list(f"New commitments: {len(due)}", due)
    figures = [f"{word('verdicts', one.verdict)}: {esc(one.why)}" for one in told.figures]
    yield from _list(f"New figure checks: {len(figures)}", figures)


def _words(row: Row) -> str:
    return " […] ".join(esc(part) for part in row.fragments(row.statement.content))


def _otherwise(kind: ItemKind, found: Sequence[Otherwise]) -> Iterator[str]:
    items = []
    for one in found:
        name = s_link(one.row) if one.row else esc(one.says)
        items.append(f"{name}: was {esc(one.was)}; is {esc(one.now)}")
    yield from _list(f"{word('changed', kind)}: {len(items)}", items)


def _gone(kind: ItemKind, found: Sequence[Gone]) -> Iterator[str]:
    items = []
    for one in found:
        where = f" {d_link(one.source)}" if one.source else ""
        said = [esc(part) for part in (one.was, one.words, one.why) if part]
        items.append(f"{': '.join(said) or esc(one.id)}{where}")
    yield from _list(f"{word('gone', kind)}: {len(items)}", items)


def _list(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield from (f"**{title}**", "", *(f"- {item}" for item in items[:MOST_SHOWN]))
        if len(items) > MOST_SHOWN:
            yield f"- … and {many(len(items) - MOST_SHOWN, 'more')}"
        yield ""


def bibliography(references: References) -> Iterator[str]:
    """Yield the sources as the citation style lists them."""
    yield from (f"## References ({esc(references.style)}) {{#references}}", "")
    for one in references.ordered:
        label = f"{esc(one.label)} " if one.label else ""
        yield from (f"{label}{_pieces(one.entry)} {d_link(one.source)}", "")


def _pieces(pieces: Iterable[Piece]) -> str:
    return "".join(_piece(piece) for piece in pieces)


def _piece(piece: Piece) -> str:
    """Write words in their face; the marks of a face stand close to the words, or Markdown does not see them."""
    sign, inner = _FACES[piece.face], piece.text.strip()
    if not inner:
        return piece.text
    before, after = piece.text.partition(inner)[::2]
    return f"{before and ' '}{sign}{esc(inner)}{sign}{after and ' '}"


def notes(view: View, references: References) -> Iterator[str]:
    """Yield the footnote of each statement: its source in the citation style, in full where it comes first."""
    seen: set[int] = set()
    for row in (*view.rows, *view.head.rejected):
        document, s = row.source.document, row.statement
        one = references.of(row.source)
        spans_of = (("source", s.source), ("cue", s.cue), ("content", s.content))
        at = "; ".join(f"{name} {places(spans)}" for name, spans in spans_of if spans)
        named = _pieces(one.short if row.source.number in seen else one.full)
        seen.add(row.source.number)
        yield (
            f"[^s{row.number}]: {named.rstrip(' .')}. D{row.source.number}. Characters: {at}. "
            f"SHA-256 of the text {document.text_sha256}, of the original {document.sha256}."
        )
        yield ""
