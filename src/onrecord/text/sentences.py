"""Sentences of a text.

Rules over punctuation, after the breaks of Unicode UAX #29, with the abbreviations that stand in news, letters and
legal texts. A line end always ends a sentence: in a frozen text it ends a paragraph.
"""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.records import Span
from onrecord.text.spans import paragraphs, trim

_END = re.compile(r"[.!?…]+[\"”’'»)\]]*(?=\s+)|[.!?]+[\"”’»)]+(?=[A-Z“\"])|(?<=[a-z])[.!?]{1,3}(?=[A-Z“][a-z]*\s)")
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sen rep gov gen col lt sgt capt rev hon st jr sr vs etc e.g i.e cf al no nos art arts para
    paras sec ch fig vol ed eds approx dept est inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec u.s
    u.k u.n e.u a.m p.m ph.d op cit ibid resp""".split()
)
_LAST_WORD = re.compile(r"([A-Za-z](?:[\w.]*\w)?)\.$")
_NUMBER_FOLLOWS = frozenset({"no", "nos", "art", "arts", "para", "paras", "sec", "ch", "fig", "vol", "p", "pp"})


def find_sentences(text: str) -> list[Span]:
    """Split *text* into sentences.

    Returns:
        Spans in reading order, never overlapping, trimmed of white space; together they hold every letter of *text*.
    """
    return list(_sentences(text))


@lru_cache(maxsize=4)  # every room asks for those of the document in hand
def _sentences(text: str) -> tuple[Span, ...]:
    return tuple(sentence for paragraph in paragraphs(text) for sentence in _of_paragraph(text, paragraph))


def _of_paragraph(text: str, paragraph: Span) -> list[Span]:
    start, end = paragraph
    out: list[Span] = []
    for match in _END.finditer(text, start, end):
        if match.end() < end and _ends_sentence(text, match, start):
            out.append(trim(text, (start, match.end())))
            start = match.end()
    out.append(trim(text, (start, end)))
    return [s for s in out if s[0] < s[1]]


def _ends_sentence(text: str, match: re.Match[str], start: int) -> bool:
    rest = text[match.end() : match.end() + 24].lstrip()
    if not rest:
        return False
    if match.group().startswith(".") and not match.group().startswith(".."):
        return _full_stop_ends(text[max(start, match.start() - 24) : match.start() + 1], rest)
    return not rest[0].islower()


def _full_stop_ends(before: str, rest: str) -> bool:
    follows = rest.lstrip("\"“‘'«([")[:1]
    if follows.islower():
        return False
    last = _LAST_WORD.search(before)
    if last is None:
        return True
    word = last.group(1).lower()
    if word in _NUMBER_FOLLOWS:
        return not follows.isdigit()
    is_initial = len(word) == 1 and last.group(1).isupper()
    return not (word in _ABBREVIATIONS or is_initial)
