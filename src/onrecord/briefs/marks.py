"""A frozen text as HTML in which every statement's source, cue and content is marked.

The text content of the result is the frozen text, to the last code point (controls that would act on the page are
shown by their number instead): marks add elements, never words. Statements may nest and overlap, so the text is cut at
every border of any span, and each piece carries the classes and the numbers of all that cover it. Where statements
share a source, or a content is in pieces, each piece of content also says whose it is.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from markupsafe import Markup, escape

from onrecord.briefs.rows import Row
from onrecord.briefs.words import word
from onrecord.records import Document, Span

_HARMFUL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_SOURCE, _CUE, _CONTENT, _AUTHOR, _EXCEPTION, _BOILERPLATE, _DISCLOSURE = "s", "u", "c", "a", "x", "b", "d"
_SCARE = "q"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    start: int
    end: int
    kind: str
    number: int = 0
    title: str = ""
    is_labelled: bool = False


def plain(text: str) -> str:
    """Return *text* with every control that would act on a page replaced by U+FFFD; safe in attributes once escaped."""
    return _HARMFUL.sub("\ufffd", text)


def words(text: str) -> Markup:
    """Return *text* escaped; controls that would act on the page become empty elements that name them."""
    safe = escape(text)
    if not _HARMFUL.search(safe):
        return safe
    return Markup(_HARMFUL.sub(lambda match: f'<span class="ctl" data-u="U+{ord(match.group()):04X}"></span>', safe))


def mark_up(document: Document, rows: Sequence[Row]) -> Markup:
    """Return the text of *document* line by line, with *rows* marked in it.

    Each statement's first mark is preceded by an empty link with the id `t-KEY` that leads back to the register.
    """
    marks = sorted(_marks(document, rows), key=lambda mark: (mark.start, -mark.end, mark.number))
    starting: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        starting[min(span[0] for span in _all_spans(row))].append(row)
    return Markup("".join(_lines(document.text, marks, starting)))


def mark_stretch(document: Document, rows: Sequence[Row], start: int, end: int) -> Markup:
    """Return the text of *document* from *start* to *end*, with *rows* marked in it as `mark_up` does.

    Links stand before the statements that begin in the stretch.
    """
    starting: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        starting[min(span[0] for span in _all_spans(row)) - start].append(row)
    inside = (mark for mark in _marks(document, rows) if mark.start < end and mark.end > start)
    moved = (replace(m, start=max(m.start, start) - start, end=min(m.end, end) - start) for m in inside)
    marks = sorted(moved, key=lambda mark: (mark.start, -mark.end, mark.number))
    return Markup("".join(_lines(document.text[start:end], marks, starting)))


def _all_spans(row: Row) -> tuple[Span, ...]:
    return (*row.statement.source, *row.statement.cue, *row.statement.content)


def _marks(document: Document, rows: Sequence[Row]) -> Iterator[_Mark]:
    for mark in document.boilerplate:
        title = f"boilerplate: {word('boilerplate', mark.kind)}"
        yield _Mark(start=mark.start, end=mark.end, kind=_BOILERPLATE, title=title)
    for mark in document.disclosures:
        title = f"disclosure: {word('disclosures', mark.kind)}"
        yield _Mark(start=mark.start, end=mark.end, kind=_DISCLOSURE, title=title)
    for stretch in document.scare_quotes:
        yield _Mark(start=stretch.start, end=stretch.end, kind=_SCARE, title="scare quote: nobody’s words in the text")
    shared = Counter(row.statement.source for row in rows)
    for row in rows:
        s, n = row.statement, row.number
        for kind, spans in ((_SOURCE, s.source), (_CUE, s.cue), (_EXCEPTION, s.exceptions)):
            yield from (_Mark(start=start, end=end, kind=kind, number=n) for start, end in spans)
        kind = _AUTHOR if row.is_author else _CONTENT
        is_labelled = len(s.content) > 1 or bool(s.source and shared[s.source] > 1)
        for start, end in s.content:
            yield _Mark(start=start, end=end, kind=kind, number=n, is_labelled=is_labelled)


def _lines(text: str, marks: Sequence[_Mark], starting: dict[int, list[Row]]) -> Iterator[str]:
    """Yield the paragraphs of the text; each line of it, with its line end, is one."""
    borders = {mark.start for mark in marks} | {mark.end for mark in marks}
    ends = [match.end() for match in re.finditer("\n", text)]
    cuts = sorted(borders | {0, len(text)} | set(ends))
    line_ends = {*ends, len(text)}
    active: list[_Mark] = []
    waiting = iter(marks)
    upcoming = next(waiting, None)
    pieces: list[str] = []
    for start, end in pairwise(cuts):
        active = [mark for mark in active if mark.end > start]
        while upcoming is not None and upcoming.start <= start:
            active.append(upcoming)
            upcoming = next(waiting, None)
        pieces += _links(starting.get(start, ()))
        pieces.append(_piece(text[start:end], start, active))
        if end in line_ends:
            yield _paragraph(pieces)
            pieces = []


def _paragraph(pieces: Iterable[str]) -> str:
    inner = "".join(pieces)
    return f'<p class="e">{inner}</p>' if inner == "\n" else f"<p>{inner}</p>"


def _links(rows: Iterable[Row]) -> Iterator[str]:
    for row in rows:
        yield (
            f'<a class="n" id="t-{row.key}" href="#s-{row.key}" data-n="S{row.number}" '
            f'aria-label="Statement {row.number}: back to the register"></a>'
        )


def _piece(text: str, at: int, active: Sequence[_Mark]) -> str:
    inner = str(words(text))
    if not active or text == "\n":
        return inner
    kinds = {mark.kind for mark in active}
    numbers = dict.fromkeys(mark.number for mark in active if mark.number)
    said = sum(1 for mark in active if mark.kind in (_CONTENT, _AUTHOR))
    classes = " ".join([*sorted(kinds), *(["o"] if said > 1 else [])])
    title = next((mark.title for mark in active if mark.title), "")
    extra = f' data-k="{escape(title)}"' if title else ""
    label = " ".join(f"S{mark.number}" for mark in active if mark.is_labelled and mark.start == at)
    extra += f' data-c="{label}"' if label else ""
    if not numbers:
        return f'<span class="{classes}"{extra}>{inner}</span>'
    return f'<mark class="{classes}" data-s="{" ".join(map(str, numbers))}"{extra}>{inner}</mark>'
