"""Title and date of publication as the text itself gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.documents.dates import read_date, read_month
from onrecord.documents.marks import Layout, Line
from onrecord.documents.publishers import is_state_head
from onrecord.records import UNKNOWN_TIME, Marked, When

MAX_TITLE_WORDS = 30
_HEAD_LINES = 4
_TITLE_LABEL = re.compile(
    r"(?:title|headline|subject)\s*:\s*|(?:opinion|op-?ed|commentary|comment|editorial|analysis|viewpoint)\s?[|:]\s*",
    re.IGNORECASE,
)
_NO_TITLE_END = re.compile(r"(?<!\b[A-Z])[,;:]$|(?<![.!?…])\.[\"”’)]*$")
_DATELINE = re.compile(r"[A-Z][\w’'.,/ -]{1,60}?(?:\([\w ./-]{2,30}\)|\d)\s?[-–—:] ?\S")
_STATED = re.compile(
    r"(?:first |originally )?(?:published|posted|issued|released|publication date|date(?: published| posted)?)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"(?:last )?(?:updated|modified|last update)\b", re.IGNORECASE)
_PLACE_AND_DATE = re.compile(r"(?:[A-Z][\w’'-]+\s?){1,3}, (?:the )?(?:\d{1,2}|[A-Z][a-z]+ \d)")
_KIND_OF_TEXT = re.compile(
    r"(?:joint |public |official |oral |written )?(?:press |media |news )?(?:statement|release|communiqué|communique|"
    r"briefing|note|advisory|report|declaration)|for immediate release|breaking news|urgent action|embargoed.{0,40}",
    re.IGNORECASE,
)
_OF_AN_ACT = re.compile(
    r"(?:The )?(?:(?:[A-Z][\w-]+|of|on|the|for|and) ){0,9}"
    r"(?:[Rr]esolution|[Dd]ecision|[Rr]ecommendation|[Dd]eclaration|[Cc]onclusions)(?: \(?[\w/().-]*\d[\w/().-]*){0,3}"
    r"(?: adopted by [^,;.]{3,60}?)?,? (?:of|on|dated|adopted on) (?=\d|[A-Z][a-z]+ \d)"
)
"""The title of an act with its day: "European Parliament resolution of 14 March 2024 …"."""
_BARE_MONTH = re.compile(r"[^\W\d_]{3,9}\.?,?\s\d{4}")


def find_title(layout: Layout, marks: Sequence[Marked], masthead: int | None = None) -> str | None:
    """Return the heading that stands before the body; None if there is none.

    The site's furniture, the *masthead* (the number of its line) and letterheads are none; a line that only names the
    kind of text ("Press release") is one where there is no other.
    """
    taken = {mark.start for mark in marks}
    titles = [
        _TITLE_LABEL.sub("", line.words, count=1)
        for number, line in enumerate(layout.lines[: layout.body.start or 1])
        if number != masthead
        and line.span[0] not in taken
        and _is_title(_TITLE_LABEL.sub("", line.words, count=1), line)
    ]
    return next((words for words in titles if not _is_head(words)), titles[0] if titles else None)


def find_published(layout: Layout) -> When:
    """Return the date of publication that a line before or after the body states; unknown if none does."""
    edge = [line for number, line in enumerate(layout.lines) if layout.is_at(number, "edge")]
    changed = [line for line in edge if _CHANGED.match(line.words)]
    top = [line for line in layout.lines[: layout.body.start] if line not in changed]
    tail = [line for line in layout.lines[layout.body.stop :] if _PLACE_AND_DATE.match(line.words)]
    head = layout.lines[:_HEAD_LINES]
    ways = (_stated(edge), _of_an_act(head), _alone(top), _in_dateline(layout), _alone(tail), _stated_change(changed))
    for candidates in ways:
        for when in candidates:
            if when.start:
                return when
    return UNKNOWN_TIME


def date_in_lines(lines: Sequence[Line]) -> When:
    """Return the date of publication that short lines under a headline state; unknown if none does."""
    unchanged = [line for line in lines if not _CHANGED.match(line.words)]
    found = (when for candidates in (_stated(unchanged), _alone(unchanged)) for when in candidates if when.start)
    return next(found, UNKNOWN_TIME)


def _is_head(words: str) -> bool:
    """Tell whether a line stands above titles: a state's name on its paper, or the kind of text."""
    return is_state_head(words) or _KIND_OF_TEXT.fullmatch(words) is not None


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


def _of_an_act(lines: Sequence[Line]) -> Iterator[When]:
    for line in lines:
        act = _OF_AN_ACT.match(line.words)
        if act and (hit := read_date(line.words[act.end() :])) and hit[1][0] == 0:
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
        r"\b(?:by|at|in|on|am|pm|a\.m\.|p\.m\.|updated|gmt|utc|cet|cest|bst|est|edt|et|mins?|minutes?|read|briefing|"
        r"report|statement|press|media|release|paper|memo|memorandum|bulletin|newsletter|communiqué|issue|edition)\b",
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
