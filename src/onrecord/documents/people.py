"""Authors of a text: names in bylines, in "writes So-and-so", in the note on the author at the end.

A name is taken only where the text says that its bearer wrote the text; nothing is guessed from who is quoted.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from onrecord.documents.marks import Layout, Line
from onrecord.records import Marked

_BYLINE = re.compile(
    r"(?:(?:written|posted|published|words|text|story|report|analysis|opinion|article|interview)\s+)?by\s*:?\s+(?P<names>\S.*)"
    r"|(?:authors?|written by|words|correspondent)\s*[:|]\s*(?P<also>\S.*)",
    re.IGNORECASE,
)
_WRITES = re.compile(r"(?<![\"”’'»])[,–—-]\s?(?:writes|reports)\s(?P<names>[^.,;:“”\"]{3,60})[.,]?\s*$")
_NOTE = re.compile(
    r"(?P<names>[^.,;:“”\"()]{3,80}?),?\s(?:is|are)\s(?:an?\s|the\s|currently\s)?(?:[\w’'-]+\s){0,6}?(?P<calling>[\w-]+)\b.*",
)
_JOINTS = re.compile(r"\s*(?:,|;|\||/|&|·|–|—|\band\b)\s*", re.IGNORECASE)
_AND = re.compile(r"\s(?:and|&)\s|;", re.IGNORECASE)
_TAIL = re.compile(r"\s+(?:in|for|at|from|on|is|of|with|via)\s.*$|\s*[(@].*$", re.IGNORECASE)
_HONORIFIC = re.compile(
    r"^(?:dr|prof|professor|mr|mrs|ms|sir|dame|lord|baroness|rev|col|gen|judge)\.?\s+", re.IGNORECASE
)
_NAME_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'.-])*")
MAX_BYLINE_WORDS = 22
MAX_NOTE_WORDS = 70
_LEAD_LINES = 3
_NOTE_LINES = 4


def find_authors(text: str, layout: Layout) -> tuple[tuple[str, ...], tuple[Marked, ...]]:
    """Return who wrote the text, and the lines that only say so, as boilerplate of the kind `byline`."""
    for finder in (_from_byline, _from_lead):
        names, marks = finder(text, layout)
        if names:
            return names, (*marks, *_notes_on(names, layout))
    return _from_note(text, layout)


def _notes_on(authors: tuple[str, ...], layout: Layout) -> tuple[Marked, ...]:
    """Mark the notes after the body on authors who are known."""
    tail = [layout.lines[number] for number in range(layout.body.start + 1, len(layout.lines))][-_NOTE_LINES:]
    notes = (
        (line, match) for line in tail if (match := _NOTE.fullmatch(line.words)) and line.n_words <= MAX_NOTE_WORDS
    )
    return tuple(
        _mark(line) for line, m in notes if m["names"] in authors and m["calling"].lower() in _words("callings")
    )


def read_names(words: str) -> tuple[str, ...]:
    """Return the names of persons at the start of *words*; stops at the first that is none.

    Only a list that ends in "and So-and-so" has several: what else follows a comma is an office or a paper.
    """
    names: list[str] = []
    parts = _JOINTS.split(words.strip())
    for part in parts if _AND.search(words) else parts[:1]:
        name = _TAIL.sub("", part.strip(" .*\u00a0"))
        if not is_person_name(name):
            break
        names.append(name)
        if name != part.strip(" .*\u00a0"):
            break
    return tuple(dict.fromkeys(names))


def is_person_name(words: str) -> bool:
    """Tell whether *words* look like a person's full name: two to five capitalised words, none of an office."""
    parts = _HONORIFIC.sub("", words).split()
    if not 2 <= len(parts) <= 5 or not all(_NAME_WORD.fullmatch(part) for part in parts):
        return False
    if any(part.lower().strip(".") in _words("not_names") for part in parts):
        return False
    big = [part for part in parts if part.partition("-")[0] not in _words("particles")]
    return all(part[0].isupper() or part[0] in "’'" for part in big) and len(big) >= 2 and len(parts[-1]) > 1


def _from_byline(_text: str, layout: Layout) -> tuple[tuple[str, ...], tuple[Marked, ...]]:
    for number, line in enumerate(layout.lines):
        if line.n_words <= MAX_BYLINE_WORDS and layout.is_at(number, "edge"):
            match = _BYLINE.fullmatch(line.words)
            names = read_names(match["names"] or match["also"]) if match else ()
            if names:
                return names, (_mark(line),)
    return (), ()


def _from_lead(_text: str, layout: Layout) -> tuple[tuple[str, ...], tuple[Marked, ...]]:
    for line in layout.lines[: layout.body.start + _LEAD_LINES]:
        match = _WRITES.search(line.words)
        names = read_names(match["names"]) if match else ()
        if names:
            return names, ()
    return (), ()


def _from_note(text: str, layout: Layout) -> tuple[tuple[str, ...], tuple[Marked, ...]]:
    """Read the note on the author at the end; a person named elsewhere in the text is a subject, not its author."""
    lines = [line for line in layout.lines if not any(rule.kind == "legal" for rule in line.candidates)]
    for line in lines[max(1, len(lines) - _NOTE_LINES) :]:
        match = _NOTE.fullmatch(line.words) if line.n_words <= MAX_NOTE_WORDS else None
        if match is None or match["calling"].lower() not in _words("callings"):
            continue
        names = read_names(match["names"])
        if names and all(text.count(name) == 1 and text.count(name.split()[-1]) <= 2 for name in names):
            return names, (_mark(line),)
    return (), ()


def _mark(line: Line) -> Marked:
    return Marked(start=line.span[0], end=line.span[1], kind="byline")


@cache
def _words(key: str) -> frozenset[str]:
    table = tomllib.loads(resources.files(__package__).joinpath("people.toml").read_text(encoding="utf-8"))
    return frozenset(str(table[key]).split())
