"""Read a version from running text: units in order, groups above them, lists below them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from onrecord.bills.headings import Heading, Key, find_heading, is_end, key_of, whole_part, without_gap
from onrecord.bills.markers import Marker, find_markers
from onrecord.bills.quoting import quoted_lines
from onrecord.bills.sheets import Opened
from onrecord.records import Span
from onrecord.records.bills import ProvisionLevel
from onrecord.text.spans import lines as lines_of
from onrecord.text.spans import overlap, trim

_GROUPS = frozenset({"part", "title", "chapter", "division"})
_LONGEST_TITLE = 160
_NUMBERED = re.compile(
    r"(?P<number>\d{1,3}[A-Z]{0,2})(?P<dot>\.?)[ \u00a0\t]+(?P<rest>(?=[^\W\d_]|[“\"(])(?![a-zа-я]).*)", re.S
)
_RUNS_ON = re.compile(
    r"[.;:—–]['”’\"]?\s*(?=\(?(?:\d{1,3}[A-Z]?|[a-z]{1,4}|[A-Z])\)\s|\d{1,3}\.?\s[^\W\d_])|(?<=—)\s*(?=\()"
)
_LARGEST_GAP = 30  # units missing in a row: beyond, the number is one of another law
_CONTENTS_CHARS = 130  # a unit of a table of contents is shorter than this


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A line whose place in the structure is not understood, counted from 1."""

    line: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    place: int
    span: Span
    text: str
    heading: Heading | None = None
    is_quoted: bool = False


def read_lines(
    text: str, skip: Sequence[Span] = (), *, runs_on: bool = False
) -> tuple[list[Opened], tuple[Fault, ...]]:
    """Find the provisions of a bill in its text.

    Args:
        text: the frozen text.
        skip: spans that are no part of the bill: page headers, navigation.
        runs_on: numbered pieces may stand inside a line, as where lines of a printed page were joined.

    Returns:
        What was opened, parents first, and the lines that could not be placed.
    """
    found = _lines(text, skip, runs_on)
    level = _unit_level(found)
    is_numbered = level is None
    if level is None:
        found, level = _numbered(found), "section"
    units, faults = _units(found, level)
    if not units:
        return [], (Fault(line=1, what="no articles, sections or clauses in order were found"),)
    reader = _Reader(lines=found, units=units, level=level, faults=faults, is_numbered=is_numbered)
    reader.read()
    return reader.opened, tuple(sorted(reader.faults, key=lambda fault: fault.line))


def _lines(text: str, skip: Sequence[Span], runs_on: bool) -> list[_Line]:
    spans = [span for span in lines_of(text) if not any(overlap(span, s) == span[1] - span[0] for s in skip)]
    whole = spans
    if runs_on:
        spans = [part for span in spans for part in _parted(text, span)]
    quoted = quoted_lines([text[start:end] for start, end in spans])
    number_of = _line_numbers(text, whole, spans)
    return [
        _Line(
            place=number_of[span[0]],
            span=span,
            text=text[slice(*span)],
            heading=None if is_quoted else find_heading(text[slice(*span)]),
            is_quoted=is_quoted,
        )
        for span, is_quoted in zip(spans, quoted, strict=True)
    ]


def _parted(text: str, span: Span) -> list[Span]:
    """Part a line before each number that stands behind the end of a sentence or of an introduction."""
    cuts = [span[0], *(m.end() for m in _RUNS_ON.finditer(text, *span)), span[1]]
    return [trim(text, part) for part in pairwise(cuts) if part[0] < part[1]]


def _line_numbers(text: str, whole: Sequence[Span], parts: Sequence[Span]) -> dict[int, int]:
    """Return the number of the line that each part stands in, by its start."""
    numbers = {span: n for n, span in enumerate(lines_of(text), start=1)}
    ends = [end for _, end in whole]
    return {start: numbers[whole[bisect_left(ends, end)]] for start, end in parts}


def _unit_level(found: Sequence[_Line]) -> ProvisionLevel | None:
    """Return whether articles or sections are the units: of which there are more with different numbers."""
    numbers: dict[str, set[str]] = {"article": set(), "section": set()}
    for line in found:
        if line.heading and line.heading.level in numbers and line.heading.number:
            numbers[line.heading.level].add(line.heading.number)
    if not numbers["article"] and len(numbers["section"]) < 2:
        return None
    return "article" if len(numbers["article"]) >= len(numbers["section"]) else "section"


def _numbered(found: Sequence[_Line]) -> list[_Line]:
    """Take lines as `1. Short title` or `1 Short title` for sections, of the way of printing that comes more often."""
    matches = [None if line.is_quoted or line.heading else _NUMBERED.fullmatch(line.text) for line in found]
    dotted = sum(m is not None and bool(m["dot"]) for m in matches)
    bare = sum(m is not None and not m["dot"] for m in matches)
    out = []
    for line, match in zip(found, matches, strict=True):
        if match is not None and bool(match["dot"]) == (dotted >= bare):
            heading = Heading(level="section", word="section", number=match["number"], title=match["rest"])
            line = replace(line, heading=heading)
        out.append(line)
    return out


def _units(found: Sequence[_Line], level: ProvisionLevel) -> tuple[dict[int, Heading], list[Fault]]:
    """Return the lines that head units, by place in *found*, and those that look so but are out of order."""
    candidates = [n for n, line in enumerate(found) if line.heading and line.heading.level in (level, "schedule")]
    candidates = _without_contents(found, candidates, level)
    units: dict[int, Heading] = {}
    faults: list[Fault] = []
    last: Key = ()
    for at, n in enumerate(candidates):
        heading = _heading(found[n], whole_part_of(last))
        if heading.level == "schedule":
            last = ()
        elif _is_next(heading, last, [_heading(found[m], 0) for m in candidates[at + 1 :]]):
            if (gap := _gap(heading, last)) is not None:
                faults.append(Fault(line=found[n].place, what=f"{heading.word} {heading.number} follows {gap}"))
            units[n], last = heading, key_of(heading.number)
        else:
            faults.append(Fault(line=found[n].place, what=f"{heading.word} {heading.number} is out of order"))
    return units, faults


def whole_part_of(key: Key) -> int:
    """Return the whole number of a key, 0 for none."""
    return key[0] if key and isinstance(key[0], int) else 0


def _heading(line: _Line, after: int) -> Heading:
    heading = line.heading
    assert heading is not None  # candidates are lines with one
    number, title = without_gap(heading.number, heading.title, after)
    return replace(heading, number=number, title=title.strip())


def _is_next(heading: Heading, last: Key, later: Sequence[Heading]) -> bool:
    number = whole_part(heading.number)
    if number is None or key_of(heading.number) <= last:
        return False
    wanted = whole_part_of(last) + 1
    if last and number > wanted + _LARGEST_GAP:
        return False
    comes = (h for h in _before_schedule(later) if not h.title[:1].isdigit())  # `1 0` is 10
    return number <= wanted or not any(whole_part(h.number) == wanted for h in comes)


def _before_schedule(later: Sequence[Heading]) -> Iterator[Heading]:
    for heading in later:
        if heading.level == "schedule":
            return
        yield heading


def _gap(heading: Heading, last: Key) -> int | None:
    before, number = whole_part_of(last), whole_part(heading.number)
    return before if before and number is not None and number > before + 1 else None


def _without_contents(found: Sequence[_Line], candidates: list[int], level: ProvisionLevel) -> list[int]:
    """Leave out a table of contents: units that hold next to nothing, and come again."""
    runs: list[list[int]] = []
    last: Key = ()
    for n in candidates:
        heading = _heading(found[n], whole_part_of(last))
        key = key_of(heading.number) if heading.level == level else ()
        if not runs or (heading.level == level and whole_part(heading.number) == 1 and last):
            runs.append([])
        runs[-1].append(n)
        last = key or last
    if len(runs) < 2 or len(runs[0]) < 3:
        return candidates
    first = runs[0]
    each = (found[first[-1]].span[0] - found[first[0]].span[0]) / (len(first) - 1)
    return [n for run in runs[1:] for n in run] if each < _CONTENTS_CHARS else candidates


@dataclass(slots=True, kw_only=True)
class _Reader:
    """Goes through the lines and opens what they begin."""

    lines: Sequence[_Line]
    units: dict[int, Heading]
    level: ProvisionLevel
    faults: list[Fault]
    is_numbered: bool
    opened: list[Opened] = field(default_factory=list)
    groups: list[tuple[Heading, int]] = field(default_factory=list)
    unit: int = -1
    lists: list[tuple[Marker, int]] = field(default_factory=list)

    def read(self) -> None:
        """Read all lines."""
        begins = self._begins()
        for n in range(begins, len(self.lines)):
            line = self.lines[n]
            if n in self.units:
                self._open_unit(n, self.units[n])
            elif line.is_quoted:
                continue
            elif line.heading is not None and self._is_group(line.heading):
                self._open_group(n, line.heading)
            elif is_end(line.text) and self.unit >= 0 and n > max(self.units):
                self._close_all(line.span[0])
                return
            elif self.unit >= 0:
                self._open_points(n)
        self._close_all(self.lines[-1].span[1])

    def _begins(self) -> int:
        """Return the first line of the groups that stand right before the first unit."""
        first = n = min(self.units)
        while n > 0 and first - n < 12:
            n -= 1
            heading = self.lines[n].heading
            if heading is not None and self._is_group(heading) and not self._comes_again(n, heading):
                first = n
        return first

    def _comes_again(self, n: int, heading: Heading) -> bool:
        return any(line.heading == heading for line in self.lines[n + 1 :])

    def _is_group(self, heading: Heading) -> bool:
        return heading.level in _GROUPS or heading.level == "schedule" or (heading.level == "section" != self.level)

    def _open(self, level: ProvisionLevel, heading: Heading, n: int, above: int) -> int:
        title = self._title(n, heading)
        start, end = self.lines[n].span
        piece = Opened(level=level, kind=heading.word, number=heading.number, heading=title, start=start, end=end)
        piece.above = above
        self.opened.append(piece)
        return len(self.opened) - 1

    def _title(self, n: int, heading: Heading) -> str:
        """Return the title on the line, or the next line if that can be one."""
        if heading.title:
            return heading.title if _is_title(heading.title) else ""
        following = self.lines[n + 1] if n + 1 < len(self.lines) else None
        after = self.lines[n + 2] if n + 2 < len(self.lines) else None
        if following is None or following.heading is not None or find_markers(following.text) or is_end(following.text):
            return ""
        if following.is_quoted and (after is None or after.is_quoted):
            return ""
        return following.text if _is_title(following.text) else ""

    def _open_group(self, n: int, heading: Heading) -> None:
        self._close_unit(self.lines[n].span[0])
        self._close_groups(self._depth(heading), self.lines[n].span[0])
        above = self.groups[-1][1] if self.groups else -1
        level: ProvisionLevel = "division" if heading.level == "section" else heading.level
        place = self._open(level, heading, n, above)
        self.groups.append((heading, place))
        if heading.level == "schedule":
            self.unit = place

    def _depth(self, heading: Heading) -> int:
        """Return how deep a group stands: beside an open one of its word, or of its level if it has no number."""
        if heading.level == "schedule":
            return 0
        for depth, (other, _) in enumerate(self.groups):
            if other.word == heading.word or (other.level == heading.level and not heading.number):
                return depth
        return len(self.groups)

    def _open_unit(self, n: int, heading: Heading) -> None:
        self._close_unit(self.lines[n].span[0])
        level: ProvisionLevel = self.level
        if self.is_numbered and self.groups and self.groups[0][0].level == "schedule":
            level, heading = "paragraph", replace(heading, word="paragraph")
        self.unit = self._open(level, heading, n, self.groups[-1][1] if self.groups else -1)
        if heading.title and not _is_title(heading.title):
            self._open_points(n, within=self.lines[n].text.find(heading.title))

    def _open_points(self, n: int, within: int = 0) -> None:
        """Open what the numbers at the beginning of a line begin: often one, at times `1. (a)`."""
        line = self.lines[n]
        at = within
        while readings := find_markers(line.text[at:]):
            marker = self._place(readings, n)
            if marker is None:
                return
            above = self.lists[-1][1] if self.lists else self.unit
            level: ProvisionLevel = "paragraph" if not self.lists and _is_paragraph(marker) else "point"
            start = line.span[0] + at
            piece = Opened(
                level=level, kind="", number=marker.number, heading="", start=start, end=line.span[1], above=above
            )
            self.opened.append(piece)
            self.lists.append((marker, len(self.opened) - 1))
            at += marker.length

    def _place(self, readings: Sequence[Marker], n: int) -> Marker | None:
        """Choose a reading and close the lists that it ends; None if the number goes on with nothing."""
        start = self.lines[n].span[0]
        opening = next((m for m in readings if m.opens()), None)
        for depth in range(len(self.lists) - 1, -1, -1):
            for marker in readings:
                goes_on = marker.follows(self.lists[depth][0])
                if goes_on and not (opening is not None and opening != marker and self._goes_on_with(opening, n)):
                    self._close_lists(depth, start)
                    return marker
        if opening is None and any(m.style == last.style for m in readings for last, _ in self.lists):
            self.faults.append(Fault(line=self.lines[n].place, what=f"{readings[0].number} goes on with no list"))
        return opening

    def _goes_on_with(self, opening: Marker, n: int) -> bool:
        """Tell whether the next number in the unit goes on with a list that begins here."""
        for m in range(n + 1, min(n + 40, len(self.lines))):
            if m in self.units:
                return False
            readings = () if self.lines[m].is_quoted else find_markers(self.lines[m].text)
            if any(r.style == opening.style for r in readings):
                return any(r.follows(opening) for r in readings)
        return False

    def _close_lists(self, depth: int, end: int) -> None:
        while len(self.lists) > depth:
            self.opened[self.lists.pop()[1]].end = end

    def _close_unit(self, end: int) -> None:
        self._close_lists(0, end)
        if self.unit >= 0:
            self.opened[self.unit].end = end
        self.unit = -1

    def _close_groups(self, depth: int, end: int) -> None:
        while len(self.groups) > depth:
            self.opened[self.groups.pop()[1]].end = end

    def _close_all(self, end: int) -> None:
        self._close_unit(end)
        self._close_groups(0, end)


def _is_paragraph(marker: Marker) -> bool:
    return marker.alphabet == "digit"


def _is_title(text: str) -> bool:
    """Tell whether words are a title: short, and no sentence unless in capitals."""
    is_sentence = text.rstrip("“”\"' ").endswith((".", ";", ":", ",")) and text.upper() != text
    return bool(text) and len(text) <= _LONGEST_TITLE and not is_sentence and not text[0].islower()
