"""Pieces of the brief as Markdown: escaped words, tables, statements with their footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from onrecord.briefs.counts import Count
from onrecord.briefs.marks import plain
from onrecord.briefs.people import describe
from onrecord.briefs.rows import Rebutted, Row, Source, Voice, say_review
from onrecord.briefs.words import say_date, sign, word
from onrecord.records import STANCES, Span

_SPECIAL = re.compile(r"""[\\`*_{}\[\]<>~^$@|\#!&"']|(?<=-)-|(?<=\.)\.|:(?=//)|^[-+=%:.]""")
_LIST_MARK = re.compile(r"^(\(?\w{1,9})([.)])")


def esc(text: object) -> str:
    """Return *text* on one line with every sign that Markdown or a template could take for its own escaped."""
    line = " ".join(plain(str(text)).split())
    return _LIST_MARK.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", line))


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], n_left: int = 1) -> Iterator[str]:
    """Yield a table; the first *n_left* columns are set left, the others right."""
    yield ""
    yield "| " + " | ".join(heads) + " |"
    yield "|" + "|".join(":--" if n < n_left else "--:" for n in range(len(heads))) + "|"
    yield from ("| " + " | ".join(row) + " |" for row in rows)
    yield ""


def num(count: Count) -> str:
    """Return a count as a link to what it counts."""
    return f"[{count.n}](#{count.anchor})" if count.anchor else str(count.n)


def stance_heads(codes: Sequence[str] = STANCES) -> list[str]:
    """Return the column heads of stances."""
    return [f"{sign(code)} {word('stances', code)}" for code in codes]


def s_link(row: Row) -> str:
    """Return the link to a statement."""
    return f"[S{row.number}](#s-{row.key})"


def d_link(source: Source) -> str:
    """Return the link to a document."""
    return f"[D{source.number}](#d-{source.key})"


# -- statements


def quote(row: Row) -> Iterator[str]:
    """Yield the words of a statement as a block quotation."""
    marks = ("“", "”") if row.is_bare_quotation else ("", "")
    text = " […] ".join(esc(part) for part in row.fragments(row.statement.content))
    yield f"> {marks[0]}{text}{marks[1]}"


def who_says(voice: Voice) -> str:
    """Return who stands behind a statement."""
    if voice.kind in ("author", "law"):
        return f"**{word('voices', voice.kind).capitalize()}**"
    camp = word("camp_tags", voice.camp)
    if voice.kind == "named":
        said = ", ".join(esc(part) for part in (describe(voice),) if part)
        away = "" if voice.is_in_text else "; name not in the text"
        return f"**{esc(voice.name)}**{', ' + said if said else ''} ({camp}{away})"
    words = f"“{esc(voice.words)}”" if voice.words else "no source in the text"
    return f"{words} ({word('voices', voice.kind)}, {camp})"


def cited(row: Row) -> str:
    """Say by whom a statement is reported that the document has from another speaker."""
    if not row.is_cited:
        return ""
    if row.outer is None:
        return ", cited by another speaker"
    return f", cited by {'; '.join(map(who_says, row.outer.voices))} in {s_link(row.outer)}"


def statement(row: Row) -> Iterator[str]:
    """Yield a statement with its labels and its footnote mark."""
    s = row.statement
    tags = [f"{sign(s.stance)} {word('stances', s.stance)}", word("acts", s.act)]
    tags += [word("modes", s.mode)] if s.mode else []
    tags += ["hedged"] if s.hedged else []
    tags += [esc(say_review(row)) + (f", confidence {word('bands', row.band)}" if row.band else "")]
    when = f", about {say_date(row.moment)}" if row.is_own_time else ""
    joint = " (joint)" if len(row.voices) > 1 else ""
    yield f"{s_link(row)} {'; '.join(map(who_says, row.voices))}{joint}{cited(row)}[^s{row.number}]"
    yield ""
    yield from quote(row)
    yield ""
    for part in row.fragments(s.exceptions):
        yield f"Exception or caveat: “{esc(part)}”"
        yield ""
    yield from rebuttals(row.rebuttals)
    dependent = ", disclosure" if row.source.document.disclosures else ""
    yield f"{' · '.join(tags)} · {d_link(row.source)}, {say_date(row.source.document.published)}{when}{dependent}"
    yield ""


def rebuttals(found: Iterable[Rebutted]) -> Iterator[str]:
    """Yield what persons hold against a statement or a finding."""
    for one in found:
        where = f"{s_link(one.row)} " if one.row else ""
        words = " […] ".join(map(esc, one.fragments))
        said = f"“{words}” {d_link(one.source)}" if one.source else esc(one.note)
        remark = f", {one.remark}" if one.remark and said else one.remark
        yield f"{esc(one.lead)}: {where}{said}{remark} ({esc(one.attached)})"
        yield ""


def statements(rows: Iterable[Row]) -> Iterator[str]:
    """Yield statements one after the other."""
    for row in rows:
        yield from statement(row)


def places(spans: Sequence[Span]) -> str:
    """Return spans as character ranges."""
    return ", ".join(f"{start}–{end}" for start, end in spans)
