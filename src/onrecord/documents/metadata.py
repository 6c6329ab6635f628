"""Title, publisher and date of publication as the text itself gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.documents.dates import read_date, read_month
from onrecord.documents.marks import Layout, Line
from onrecord.records import UNKNOWN_TIME, Marked, When

MAX_TITLE_WORDS = 30
_MAX_CHARS = 1000
_TITLE_LABEL = re.compile(
    r"(?:title|headline|subject)\s*:\s*|(?:opinion|op-?ed|commentary|comment|editorial|analysis|viewpoint)\s?[|:]\s*",
    re.IGNORECASE,
)
_NO_TITLE_END = re.compile(r"(?<!\b[A-Z])[,;:]$|(?<![.!?…])\.[\"”’)]*$")
_NAME_WORD = r"(?-i:[A-Z0-9])(?:[\w&’'-]|\.(?=\w))*"
_NAME = rf"(?:the\s)?{_NAME_WORD}(?:\s(?:{_NAME_WORD}|of|for|and|&|the|de|du|la|in|on|without)){{0,7}}"
_PUBLISHER = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^(?P<name>{_NAME})\s(?:publishes|carries|hosts|runs|features|accepts|welcomes)\s(?:[\w-]+\s){{0,5}}"
        r"(?:articles|pieces|contributions|submissions|content|material|commentar(?:y|ies)|op-?eds?|opinions?|views|blogs?|posts)\b",
        rf"\bnot\s(?:necessarily|always)\s(?:those|the\s(?:views?|opinions?|positions?))\sof\s(?P<name>{_NAME})",
        r"\bnecessarily\s(?:reflect|represent)\s(?:(?:the|any)\s)?(?:(?:official|editorial|own)\s)?"
        rf"(?:views?|opinions?|positions?|polic(?:y|ies)|stance)(?:\s(?:and|or)\s\w+)?\s(?:or\s\w+\s)?(?:of|held\sby)\s(?P<name>{_NAME})",
        rf"\bnecessarily\s(?:reflect|represent)\s(?P<name>{_NAME})[’']s?\s(?:editorial\s|official\s|own\s)?"
        r"(?:views?|opinions?|positions?|polic(?:y|ies)|stance)",
        rf"^(?:©|\(c\)|copyright(?:\s©|\s\(c\))?)\s*(?:by\s)?(?:\d{{4}}(?:\s?[-–]\s?\d{{4}})?,?\s)?(?:by\s)?(?P<name>{_NAME})",
        rf"^publish(?:er|ed\sby)\s?:?\s(?P<name>{_NAME})$",
        rf"^(?:sign\sup|subscribe)\s(?:to|for)\s(?:the\s)?(?P<name>{_NAME})(?:[’']s)?\s(?:\w+\s){{0,2}}newsletter",
    )
)
_NO_PUBLISHER = re.compile(
    r"^(?:all|any|this|the|our|its|their|your|authors?|publishers?|editors?|the\s(?:authors?|publishers?|editors?|website|site|"
    r"organi[sz]ation|newspaper|writers?|company|donors?|european union|newsroom)|rights|january|\d+)$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?:[’']s?)?(?:\s(?:all\srights\sreserved|(?:or|and)\s(?:its|the|their|any)|in|on)\b.*)?[.,;:\s]*$", re.I
)
_TRAILING = re.compile(r"(?:\s(?:or|and|in|on|of|for|the|de|du|la|without|&))+$", re.IGNORECASE)
_DATELINE = re.compile(r"[A-Z][\w’'.,/ -]{1,60}?(?:\([\w ./-]{2,30}\)|\d)\s?[-–—:] ?\S")
_STATED = re.compile(
    r"(?:first |originally )?(?:published|posted|issued|released|publication date|date(?: published| posted)?)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"(?:last )?(?:updated|modified|last update)\b", re.IGNORECASE)
_PLACE_AND_DATE = re.compile(r"(?:[A-Z][\w’'-]+\s?){1,3}, (?:the )?(?:\d{1,2}|[A-Z][a-z]+ \d)")
_BARE_MONTH = re.compile(r"[^\W\d_]{3,9}\.?,?\s\d{4}")


def find_title(layout: Layout, marks: Sequence[Marked]) -> str | None:
    """Return the heading that stands before the body, without the site's furniture; None if there is none."""
    taken = {mark.start for mark in marks}
    for line in layout.lines[: layout.body.start or 1]:
        words = _TITLE_LABEL.sub("", line.words, count=1)
        if line.span[0] not in taken and _is_title(words, line):
            return words
    return None


def find_publisher(layout: Layout) -> str | None:
    """Return who publishes the text by its own small print; None if it does not say."""
    for pattern in _PUBLISHER:
        for number, line in enumerate(layout.lines):
            if layout.is_at(number, "edge") and (match := pattern.search(line.words[:_MAX_CHARS])):
                name = _TRAILING.sub("", _TAIL.sub("", match["name"])).strip()
                if len(name) > 1 and not _NO_PUBLISHER.match(name):
                    return name
    return None


def find_published(layout: Layout) -> When:
    """Return the date of publication that a line before or after the body states; unknown if none does."""
    edge = [line for number, line in enumerate(layout.lines) if layout.is_at(number, "edge")]
    changed = [line for line in edge if _CHANGED.match(line.words)]
    top = [line for line in layout.lines[: layout.body.start] if line not in changed]
    tail = [line for line in layout.lines[layout.body.stop :] if _PLACE_AND_DATE.match(line.words)]
    for candidates in (_stated(edge), _alone(top), _in_dateline(layout), _alone(tail), _stated_change(changed)):
        for when in candidates:
            if when.start:
                return when
    return UNKNOWN_TIME


def _is_title(words: str, line: Line) -> bool:
    if not 2 <= line.n_words <= MAX_TITLE_WORDS or line.is_prose or not any(c.isalpha() for c in words):
        return False
    if _DATELINE.match(words):
        return False
    looks_like_date = (hit := read_date(words)) is not None and hit[1][1] - hit[1][0] > 0.6 * len(words)
    return not looks_like_date and not _NO_TITLE_END.search(words)


def _stated(lines: Sequence[Line]) -> Iterator[When]:
    for line in lines:
        if _STATED.match(line.words) and (hit := read_date(line.words)):
            yield hit[0]


def _stated_change(lines: Sequence[Line]) -> Iterator[When]:
    """A date of change alone says when the text was there at the latest: it counts as inferred."""
    for line in lines:
        if hit := read_date(line.words, "inferred"):
            yield hit[0]


def _alone(lines: Sequence[Line]) -> Iterator[When]:
    """Dates that are most of a short line: alone, beside an author or a place, or the month of an issue."""
    for line in lines:
        if line.n_words <= 14 and (hit := read_date(line.words)):
            if _is_most_of(line.words, hit[1]):
                yield hit[0]
        elif _BARE_MONTH.fullmatch(line.words):
            yield read_month(line.words)


def _is_most_of(words: str, span: tuple[int, int]) -> bool:
    """Tell whether what stands beside a date is a name, a place, a time or a bar, and no clause."""
    rest = re.sub(
        r"\b(?:by|at|in|on|am|pm|a\.m\.|p\.m\.|updated|gmt|utc|cet|cest|bst|est|edt|et|mins?|minutes?|read)\b",
        " ",
        words[: span[0]] + " " + words[span[1] :],
        flags=re.I,
    )
    tokens = re.findall(r"[^\W\d_][\w’'.-]*", rest)
    return len(tokens) <= 6 and all(token[0].isupper() for token in tokens) and not words.endswith(("?", "!"))


def _in_dateline(layout: Layout) -> Iterator[When]:
    """A place and a full date before a dash open the first paragraph: "GENEVA, 3 May 2021 – …"."""
    for line in layout.lines[layout.body.start : layout.body.start + 1]:
        head = re.match(r"[^–—]{5,60}?(?=\s?[–—]|\s-\s|\):?\s)", line.words)
        if (
            head
            and (hit := read_date(head.group()))
            and head.group()[:1].isupper()
            and _is_most_of(head.group(), hit[1])
        ):
            yield hit[0]
