"""Quotation marks: which stretches of a text stand between them.

A quotation mark never has an effect beyond its paragraph, except that a paragraph which begins with an opening mark
goes on with a quotation left open by the paragraph before: so one unclosed mark cannot switch anything off further
down.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.records import Span
from onrecord.text.spans import paragraphs

_PAIRS = {"“": "”", "„": "“”", "«": "»", "‘": "’"}
_CLOSERS = set("”»")
_MARK = re.compile(r"[“”„«»\"‘’']")
_DOUBLED_FIRST, _DOUBLED_LAST = re.compile(r"(?<![^\s(\[—–-])''(?=\S)"), re.compile(r"''")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A stretch in quotation marks, marks included.

    *closed*: its closing mark was found in its paragraph. *continues*: it opens its paragraph while the quotation of
    the paragraph before was left open (one quotation running over paragraphs).
    """

    span: Span
    closed: bool
    continues: bool = False


def find_quotations(text: str) -> list[Quotation]:
    """Return the quotations of *text* in reading order, outermost only."""
    return list(_quotations(text))


@lru_cache(maxsize=4)  # every room asks for those of the document in hand
def _quotations(text: str) -> tuple[Quotation, ...]:
    text = _DOUBLED_LAST.sub("'\"", _DOUBLED_FIRST.sub("\"'", text))  # wire services write '' for "
    out: list[Quotation] = []
    for start, end in paragraphs(text):
        left_open = bool(out) and not out[-1].closed and text[out[-1].span[1] : start].strip() == ""
        out += _of_paragraph(text, start, end, left_open)
    return tuple(out)


def _of_paragraph(text: str, start: int, end: int, left_open: bool) -> list[Quotation]:
    out: list[Quotation] = []
    opened: tuple[int, str] | None = None
    for match in _MARK.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if opened is None:
            if closer := _closer_if_opening(text, at, start, end):
                opened = (at, closer)
        elif mark in opened[1] and not _is_apostrophe(text, at, end):
            out.append(Quotation(span=(opened[0], at + 1), closed=True, continues=left_open and opened[0] == start))
            opened = None
    if opened is not None and text[opened[0]] not in "‘'":
        out.append(Quotation(span=(opened[0], end), closed=False, continues=left_open and opened[0] == start))
    return out


def _closer_if_opening(text: str, at: int, start: int, end: int) -> str:
    """Return the marks that would close a quotation opened at *at*, or "" if nothing opens there."""
    mark = text[at]
    if mark in _CLOSERS or mark == "’":
        return ""
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    if mark in "'‘\"" and (before.isalnum() or after.isspace()):
        return ""
    return {"'": "'’", '"': '"'}.get(mark) or _PAIRS[mark]


def _is_apostrophe(text: str, at: int, end: int) -> bool:
    return text[at] in "'’" and at + 1 < end and text[at + 1].isalnum()
