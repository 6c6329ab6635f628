"""Subjects of sentences: the several people or the text that a sentence is about, though it quotes nobody yet.

"The authors of Steppe at Dawn pay tribute to what they call …": "they", and "the authors" later, are its subject.
"""

from __future__ import annotations

import re

from onrecord.records import Span
from onrecord.statements import roles
from onrecord.statements.cast import Cast

_OPENING = re.compile(
    r"[\s“\"(]*(?:(?:But|And|Yet|Still|Now|Meanwhile|However|Indeed|Also|In addition|Similarly|Today|Later),?\s)?"
    r"(?=(?:the|these|those|some|many|several|most|both|two|three|four|five|six|seven|eight|nine|ten|\d{1,3}|other"
    r"|local|independent|human|rights|[a-z]+)\s)",
    re.I,
)
_COMPLEMENT = re.compile(
    r"\s(?:of|from|at|in|behind)\s(?:(?:the|this|that|a|an|its|their|several|many|other)\s)?[A-Z][\w’'-]*"
    r"(?:\s(?:(?:of|at|a|an|the|and|in|for|on|to)\s){0,3}[A-Z][\w’'-]*)*"
)
_PLAIN_COMPLEMENT = re.compile(r"\s(?:of|behind)\s(?:the|this|that|a|an)\s[a-z][\w’'-]*")
_STOP = frozenset(
    "who which that and or but is are was were has have had will of in at to for by with from on as".split()
)


def plural_subject(cast: Cast, index: int, before: int) -> Span | None:
    """Return the phrase for several people with which sentence *index* begins, if it ends before *before*."""
    start, end = cast.sentences[index]
    opening = _OPENING.match(cast.text, start, min(end, before))
    if opening is None:
        return None
    head_end = _head_end(cast.text, opening.end(), min(end, before))
    if head_end is None:
        return None
    more = _COMPLEMENT.match(cast.text, head_end, end) or _PLAIN_COMPLEMENT.match(cast.text, head_end, end)
    last = more.end() if more else head_end
    return (opening.end(), last) if last < before else None


def only_several(cast: Cast, span: Span) -> Span | None:
    """Return the one noun for several people that stands in *span*: "police" in "cut short by police, as they said"."""
    found = [
        m for m in re.finditer(r"(?<![\w’'-])[a-z]{4,}(?![\w’'-])", cast.text[slice(*span)]) if _is_several(m.group())
    ]
    if len({m.group() for m in found}) != 1:
        return None
    return (span[0] + found[-1].start(), span[0] + found[-1].end())


def _is_several(word: str) -> bool:
    return roles.is_role_word(word) and roles.is_plural(word) and (roles.singular(word) != word or word == "police")


def _head_end(text: str, at: int, end: int) -> int | None:
    """Return where the first plural role noun of the phrase at *at* ends, if only its modifiers stand before it."""
    for word in re.finditer(r"[\w’'-]+(?=([\s,])?)", text[at : min(end, at + 90)]):
        low = word.group().lower()
        if low in _STOP or (word.start() and text[at + word.start() - 1] in ',;:(“"'):
            return None
        following = text[at + word.end() : at + word.end() + 30]
        goes_on = re.match(r"\s([a-z-]+)", following)
        is_compound = bool(goes_on and roles.is_role_word(goes_on.group(1)))
        is_several = roles.is_role_word(low) and (roles.singular(low) != low or low == "people")
        if is_several and word.group().islower() and not is_compound:
            return at + word.end()
    return None
