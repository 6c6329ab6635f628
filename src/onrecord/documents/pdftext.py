"""PDF text: lines to paragraphs, without running heads, with words put together again.

A sentence that runs over a page is one stretch of the text: running heads and page numbers are taken out from between,
and notes at the foot of a page stand after the paragraph that runs over it.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from itertools import pairwise
from statistics import median

from onrecord.documents.pdflayout import Line
from onrecord.records import Marked, Span

_PAGE_NUMBER = re.compile(
    r"(?:page|p\.|seite|стр\.)?\s*[-–—|\[(/]*\s*(?:\d{1,4}|[ivxlcIVXLC]{1,6})\s*[-–—|\])/]*(?:\s*(?:of|/|\||from)\s*\d{1,4})?",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[.!?…:;][\"”’'»)\]]*\d{0,3}$")
_SENTENCE_ENDS = re.compile(r"[.!?…][\"”’'»)\]]*\d{0,3}$")
_BULLET = re.compile(r"[•▪◦‣●○■□–—*·\uf0b7-]\s")
_NUMBERED = re.compile(r"(?:\(?\d{1,3}(?:\.\d{1,3})*[.)]|\(?[a-z]\)|\(?[ivx]{1,4}\)|Article \d|[A-Z]\.)\s")
_FOOTNOTE = re.compile(r"(?:\d{1,3}|[*†‡§])[.)]?\s*\S")
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_LAST_WORD = re.compile(r"[^\W\d_][^\W_’'-]*$")
_FIRST_WORD = re.compile(r"[^\W_]+")
_SUSPENDED = re.compile(r"(?:and|or|to|nor|und|oder)\b")
_MIN_PART = 4
"""Shorter letters before a hyphen ("cal-led") are no word of their own, unless the document uses them as one."""
_MARGIN = 0.14
"""Share of the page at its top and bottom where running heads stand."""
_APART = 1.6
"""Running heads stand further from the body than so many times their height; lines of a paragraph stand nearer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagedText:
    """The text of a paged original; *headings* are the paragraphs in larger letters, with their height."""

    text: str
    pages: tuple[Span, ...]
    marks: tuple[Marked, ...]
    headings: tuple[tuple[Span, float], ...]


@dataclass(slots=True)
class _Draft:
    """Paragraphs in the making, as a list of parts; *at* is where the next part begins."""

    parts: list[str] = field(default_factory=list)
    at: int = 0
    page_starts: dict[int, int] = field(default_factory=dict)
    headings: list[tuple[Span, float]] = field(default_factory=list)

    def add(self, words: str) -> None:
        self.parts.append(words)
        self.at += len(words)


def join_pages(pages: Sequence[tuple[float, Sequence[Line]]]) -> PagedText:
    """Join the lines of all pages into paragraphs, one a line.

    Args:
        pages: the height of each page and its lines in reading order.
    """
    heads, bodies = _take_running_heads(pages)
    style = _style_of([line for body in bodies for line in body])
    draft = _Draft()
    for head in heads:
        draft.add(head + "\n")
    marks = _head_marks(heads)
    waiting: list[Line] = []
    last: Line | None = None
    for body in bodies:
        body, notes = _split_notes(body, style)
        for line in body:
            if last is not None and not (joined := style.continues(last, line)):
                draft.add(_end(last))
                _put(draft, waiting, style)
                waiting = []
            _append(draft, last if last is not None and joined else None, line, style)
            last = line
        waiting += notes
    if last is not None:
        draft.add(_end(last))
    _put(draft, waiting, style)
    text = "".join(draft.parts).rstrip("\n")
    return PagedText(
        text=text, pages=_page_spans(draft, len(pages), len(text)), marks=marks, headings=tuple(draft.headings)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Style:
    """How the body is set: height of letters, distance of lines, and the document's own words."""

    height: float
    pitch: float
    words: Counter[str]

    def is_heading(self, line: Line) -> bool:
        return line.height > 1.12 * self.height

    def continues(self, last: Line, line: Line) -> bool:
        """Tell whether *line* goes on with the paragraph of *last*."""
        if last.is_row or line.is_row:
            return False
        if last.hyphen and line.text[:1].islower():
            return True
        if abs(last.height - line.height) > 0.12 * max(last.height, line.height) or _BULLET.match(line.text):
            return False
        if last.page != line.page or last.column != line.column:
            return self._continues_over(last, line)
        return self._continues_below(last, line)

    def _continues_below(self, last: Line, line: Line) -> bool:
        pitch = self.pitch * max(1.0, line.height / self.height)
        if not -0.6 * pitch < last.y - line.y < 1.45 * pitch:
            return False
        if _NUMBERED.match(line.text) and (_ENDS.search(last.text) or _has_room(last, line)):
            return False
        indent = line.x0 - last.x0
        if indent > 0.7 * line.height and not _BULLET.match(last.text) and not _NUMBERED.match(last.text):
            return not _SENTENCE_ENDS.search(last.text) and line.text[:1].islower()
        return not _has_room(last, line) or (line.text[:1].islower() and not _SENTENCE_ENDS.search(last.text))

    def _continues_over(self, last: Line, line: Line) -> bool:
        """Over columns and pages: a sentence that has not ended goes on, and so does an open quotation."""
        if self.is_heading(line) or _NUMBERED.match(line.text):
            return False
        if not _ENDS.search(last.text):
            return line.text[:1].islower() or not _has_room(last, line)
        is_open = last.text.count("“") > last.text.count("”")
        return (
            is_open
            and not _has_room(last, line)
            and line.x0 - line.left < 0.7 * line.height
            and not line.text.startswith("“")
        )


def _has_room(last: Line, line: Line) -> bool:
    """Tell whether the first word of *line* would have fitted on the line before: then the break was meant."""
    first = line.text.split(" ", 1)[0]
    per_letter = (line.x1 - line.x0) / max(1, len(line.text))
    return not last.hyphen and last.room > 1.25 * (len(first) + 1) * per_letter + 0.5 * line.height


def _style_of(lines: Sequence[Line]) -> _Style:
    heights = Counter[float]()
    for line in lines:
        heights[round(line.height, 1)] += len(line.text)
    height = max(heights, key=lambda h: heights[h]) if heights else 10.0
    drops = [
        a.y - b.y
        for a, b in pairwise(lines)
        if a.page == b.page and a.column == b.column and abs(a.height - height) < 0.6 and 0 < a.y - b.y < 4 * height
    ]
    inner = (word for line in lines for word in re.findall(r"[\w-]+", line.text)[1:-1])
    return _Style(height=max(height, 1.0), pitch=_common_pitch(drops, height), words=Counter(w.lower() for w in inner))


def _common_pitch(drops: Sequence[float], height: float) -> float:
    """Return the usual distance of lines: about the lower quartile, so that spaced paragraphs do not count."""
    if not drops:
        return 1.2 * height
    ordered = sorted(drops)
    low = ordered[len(ordered) // 4]
    return float(median(d for d in ordered if d <= 1.3 * low))


def _take_running_heads(pages: Sequence[tuple[float, Sequence[Line]]]) -> tuple[list[str], list[list[Line]]]:
    """Take running heads, feet and page numbers out of the pages; return each distinct head once, and the rest."""
    margins = [_margins(height, lines) for height, lines in pages]
    seen = Counter(key for page in margins for key in {_head_key(line) for margin in page for line in margin})
    places = _usual_places(margins, seen)
    heads: dict[str, str] = {}
    bodies: list[list[Line]] = []
    for page, (_, lines) in zip(margins, pages, strict=True):
        gone = [line for margin in page for line in _outer_run(margin, lines, seen, places)]
        for line in gone:
            if not _is_page_number(line):
                heads.setdefault(_head_key(line), line.text)
        kept = {id(line) for line in gone}
        bodies.append([line for line in lines if id(line) not in kept])
    return list(heads.values()), bodies


def _outer_run(
    margin: Sequence[Line], lines: Sequence[Line], seen: Counter[str], places: set[tuple[int, int]]
) -> list[Line]:
    """Return the lines from the edge of the page inward that are furniture and stand apart from the body."""
    run: list[Line] = []
    for line in margin:
        if not (_is_page_number(line) or seen[_head_key(line)] > 1 or _place(line) in places):
            break
        run.append(line)
    rest = [abs(run[-1].y - line.y) for line in lines if line not in run] if run else []
    apart = all(_is_page_number(line) for line in run) or min(rest, default=99.0) > _APART * run[-1].height
    return run if apart else [line for line in run if _is_page_number(line)]


def _is_page_number(line: Line) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text.strip()) is not None


def _usual_places(margins: Sequence[Sequence[Sequence[Line]]], seen: Counter[str]) -> set[tuple[int, int]]:
    """Return where heads that differ from chapter to chapter stand: places where most pages have one that repeats."""
    repeated = (line for page in margins for margin in page for line in margin if seen[_head_key(line)] > 1)
    places = Counter(_place(line) for line in repeated)
    return {place for place, count in places.items() if count > max(3, 0.5 * len(margins))}


def _place(line: Line) -> tuple[int, int]:
    return round(line.y), round(line.height)


def _margins(height: float, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines in the upper and in the lower margin, each from the edge of the page inward."""
    down = sorted(lines, key=lambda line: -line.y)
    top = [line for line in down[:4] if line.y > (1 - _MARGIN) * height]
    return top, [line for line in reversed(down[-4:]) if line.y < _MARGIN * height and line not in top]


def _head_key(line: Line) -> str:
    """Return what a running head has in common from page to page: place and words, but for numbers."""
    return f"{round(line.y / 3)} {_DIGITS.sub('#', line.text.casefold())}"


def _head_marks(heads: Sequence[str]) -> tuple[Marked, ...]:
    marks: list[Marked] = []
    at = 0
    for head in heads:
        marks.append(Marked(start=at, end=at + len(head), kind="running-head"))
        at += len(head) + 1
    return tuple(marks)


def _split_notes(lines: list[Line], style: _Style) -> tuple[list[Line], list[Line]]:
    """Take the notes at the foot of each column out: small letters, from a line that begins with a mark."""
    notes: list[Line] = []
    for column in {line.column for line in lines}:
        below = [line for line in lines if line.column == column]
        tail = _small_tail(below, style)
        starts = [n for n, line in enumerate(tail) if _FOOTNOTE.match(line.text)]
        if starts and len(tail) < len(below):
            notes += tail[starts[0] :]
    gone = {id(line) for line in notes}
    return [line for line in lines if id(line) not in gone], [line for line in lines if id(line) in gone]


def _small_tail(lines: Sequence[Line], style: _Style) -> list[Line]:
    tail: list[Line] = []
    for line in reversed(lines):
        if line.height > 0.92 * style.height:
            break
        tail.insert(0, line)
    return tail


def _put(draft: _Draft, notes: Iterable[Line], style: _Style) -> None:
    """Write notes, each a paragraph, ending in a line end."""
    last: Line | None = None
    for line in notes:
        if last is not None and _FOOTNOTE.match(line.text):
            draft.add(_end(last))
            last = None
        _append(draft, last, line, style, counts=False)
        last = line
    if last is not None:
        draft.add(_end(last))


def _end(last: Line) -> str:
    """Return what ends a paragraph: a hyphen with nothing to go on stays."""
    return "-\n" if last.hyphen else "\n"


def _append(draft: _Draft, last: Line | None, line: Line, style: _Style, counts: bool = True) -> None:
    """Add *line*, put together with *last* when it goes on from it."""
    is_heading, start = style.is_heading(line), draft.at
    if last is not None:
        draft.add(_glue(last, line, style))
        start = draft.headings.pop()[0][0] if is_heading and draft.headings else start
    if counts:
        draft.page_starts.setdefault(line.page, draft.at)
    draft.add(line.text)
    if is_heading:
        draft.headings.append(((start, draft.at), line.height))


def _glue(last: Line, line: Line, style: _Style) -> str:
    """Return what stands between two lines of a paragraph: a space, a hyphen of a compound, or nothing."""
    if not last.hyphen:
        return "" if last.text.endswith(("/", "—")) else " "
    if _SUSPENDED.match(line.text):
        return "- "
    left, right = _LAST_WORD.search(last.text), _FIRST_WORD.match(line.text)
    if left is None or right is None:
        return "-"
    return "" if is_one_word(left.group(), right.group(), style.words) else "-"


def is_one_word(left: str, right: str, words: Counter[str]) -> bool:
    """Tell whether the hyphen at a line end between *left* and *right* only divides a word.

    The document's own words decide; then whether the parts are such as compounds are made of.
    """
    joined, compound = (left + right).lower(), f"{left}-{right}".lower()
    if words[joined] != words[compound]:
        return words[joined] > words[compound]
    if not right[:1].islower() or left.isupper() or left[-1:].isdigit():
        return False
    if left.lower() in _compounds()["first"]:
        return False
    is_part = len(left) < _MIN_PART and not words[left.lower()]
    return is_part or right.lower() not in _compounds()["second"]


@cache
def _compounds() -> dict[str, frozenset[str]]:
    table = tomllib.loads(resources.files(__package__).joinpath("hyphens.toml").read_text(encoding="utf-8"))
    return {key: frozenset(str(value).split()) for key, value in table.items()}


def _page_spans(draft: _Draft, n_pages: int, length: int) -> tuple[Span, ...]:
    """Return the span of each page; a page without text has an empty one."""
    starts = [length] * (n_pages + 1)
    for number in range(n_pages, 0, -1):
        starts[number - 1] = min(draft.page_starts.get(number, starts[number]), starts[number])
    starts[0] = 0
    return tuple(pairwise(starts))
