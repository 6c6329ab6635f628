"""Write the text of a version and mark where its provisions stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.records import Provision, Span
from onrecord.records.bills import ProvisionLevel
from onrecord.text.spans import subtract, trim

_SPACE = re.compile(r"\s+")
_TOPS = frozenset({"article", "section"})
_GROUPS = frozenset({"part", "title", "chapter", "division", "heading"})


@dataclass(slots=True, kw_only=True)
class Opened:
    """A provision being read: *start* and *end* in the text, *above* the place of what it is part of."""

    level: ProvisionLevel
    kind: str
    number: str
    heading: str
    start: int
    end: int = 0
    above: int = -1
    drafting_id: str | None = None


@dataclass(slots=True, kw_only=True)
class Sheet:
    """A text that grows: white space runs become one space, a line is never empty nor padded."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    opened: list[Opened] = field(default_factory=list)
    stack: list[int] = field(default_factory=list)
    holds: bool = False

    def hold(self) -> None:
        """Let what comes next stand on this line, even if it begins a line of its own."""
        self.holds = True

    def write(self, text: str) -> None:
        """Add text to the line."""
        text = _SPACE.sub(" ", text)
        if text.startswith(" ") and self._ends_blank():
            text = text[1:]
        if text:
            self.holds = self.holds and text == " "
            self.parts.append(text)
            self.size += len(text)

    def space(self) -> None:
        """Add a space, unless there is one."""
        self.write(" ")

    def line(self) -> None:
        """Begin a line, unless this one is empty or held."""
        if self.holds:
            return
        self.tighten()
        if self.parts and not self.parts[-1].endswith("\n"):
            self.parts.append("\n")
            self.size += 1

    def tighten(self) -> None:
        """Take back a space at the end."""
        if self.parts and self.parts[-1].endswith(" "):
            self.parts[-1] = self.parts[-1].removesuffix(" ")
            self.size -= 1

    def _ends_blank(self) -> bool:
        while self.parts and not self.parts[-1]:
            self.parts.pop()
        return not self.parts or self.parts[-1][-1].isspace() or self.parts[-1][-1] in "“‘«"

    def open(self, piece: Opened) -> None:
        """Begin a provision on a line of its own, inside the one that is open."""
        self.line()
        piece.start, piece.above = self.size, self.stack[-1] if self.stack else -1
        self.stack.append(len(self.opened))
        self.opened.append(piece)

    def close(self) -> None:
        """End the provision that was opened last."""
        self.holds = False
        self.line()
        self.opened[self.stack.pop()].end = self.size

    def text(self) -> str:
        """Return what was written."""
        return "".join(self.parts).rstrip("\n ")


def provisions(opened: list[Opened], text: str) -> tuple[Provision, ...]:
    """Return what was opened as provisions: spans trimmed, ids running numbers, citations told apart."""
    spans = [trim(text, (piece.start, min(piece.end, len(text)))) for piece in opened]
    below: dict[int, list[Span]] = {}
    for piece, span in zip(opened, spans, strict=True):
        below.setdefault(piece.above, []).append(span)
    cites = _told_apart(cite(opened, place) for place in range(len(opened)))
    return tuple(
        Provision(
            id=f"p{place + 1}",
            parent=f"p{piece.above + 1}" if piece.above >= 0 else None,
            level=piece.level,
            kind=piece.kind,
            number=piece.number,
            cite=cites[place],
            heading=piece.heading,
            span=spans[place],
            own=_own(spans[place], below.get(place, ()), text),
            drafting_id=piece.drafting_id,
        )
        for place, piece in enumerate(opened)
    )


def _own(span: Span, below: Iterable[Span], text: str) -> tuple[Span, ...]:
    rest = (trim(text, part) for part in subtract(span, below))
    return tuple(part for part in rest if part[0] < part[1])


def cite(opened: list[Opened], place: int) -> str:
    """Return how a provision is cited: `Article 5(2)(a)`, `Schedule 1, paragraph 3(2)`, `Part 2, Chapter 1`."""
    chain: list[Opened] = []
    while place >= 0:
        chain.insert(0, opened[place])
        place = opened[place].above
    schedule = [p for p in chain if p.level == "schedule"]
    if chain[-1].level in _GROUPS:
        return ", ".join(_named(p) for p in chain)
    low = chain[-1] if not schedule or chain[-1].level != "schedule" else None
    if low is None:
        return _named(chain[-1])
    numbered = [p for p in chain if p.level not in _GROUPS and p.level != "schedule"]
    tops = [n for n, p in enumerate(numbered) if p.level in _TOPS]
    numbered = numbered[tops[-1] if tops else 0 :]
    first = (
        _named(numbered[0])
        if tops or not schedule
        else f"paragraph {_bare(numbered[0].number) or _in_words(numbered[0])}"
    )
    rest = "".join(f"({_bare(p.number)})" if p.number else f" {_in_words(p)}" for p in numbered[1:])
    return ", ".join([*(_named(p) for p in schedule[:1]), first + rest])


def _named(piece: Opened) -> str:
    word = piece.kind[:1].upper() + piece.kind[1:]
    if not piece.number and not piece.heading and piece.level in _GROUPS:
        return word
    return f"{word} {_bare(piece.number)}" if piece.number else f"{word} {_in_words(piece)}"


def _in_words(piece: Opened) -> str:
    return f"“{piece.heading}”" if piece.heading else "without number"


def _bare(number: str) -> str:
    return number.strip(" ().[]“”\"'‘’")


def _told_apart(cites: Iterable[str]) -> list[str]:
    """Number citations that come again: each citation names one provision."""
    seen: Counter[str] = Counter()
    out = []
    for one in cites:
        seen[one] += 1
        out.append(one if seen[one] == 1 else f"{one} #{seen[one]}")
    return out
