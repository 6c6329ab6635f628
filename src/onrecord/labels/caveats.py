"""Exceptions and caveats: the words that limit what a statement grants."""

from __future__ import annotations

import re

from onrecord.labels.views import View
from onrecord.records import Span
from onrecord.text.spans import find_containing, trim

_LIMIT = (
    r"(?:still|remains?|remained|retains?|retained|keeps?|kept|only|not|no|never|nor|may|can|permitted|allowed|exempt\w*|"
    r"except\w*|appl(?:y|ies)|lacks?|without|limited|restricted|fails?|few|little|rarely|cannot)"
)
_START = re.compile(
    r",?\s*\b(?:"
    r"(?:al)?though\b|even (?:if|though)\b|albeit\b|but\b(?=[^.;]{0,80}\b" + _LIMIT + r"\b)|"
    r"except(?:ing)?\b|with the (?:sole |only )?exceptions? of\b|apart from\b|save (?:for|in)\b|"
    r"other than (?:in|for)\b|"
    r"excluding\b|unless\b|provided that\b|as long as\b|only if\b|subject to\b|"
    r"while (?:still|keeping|retaining|leaving)\b|"
    r"not (?:including|covering)\b|without (?:prejudice|any (?:funding|guarantee))\b)",
    re.IGNORECASE,
)
_END = re.compile(r"(?:,\s+(?:and|while)\s|\s+while\s+(?:the\s+)?[A-Z]|;|\.(?=\s|$)|[!?](?=\s|$)|\s[–—]\s)")
"""A caveat runs to the end of its clause."""
_NEXT = re.compile(
    r"(?:However|But|Yet|Nevertheless|Nonetheless|Still|Exceptions?|Even so)\b[^.]{0,160}\b"
    r"(?:still|remains?|exempt\w*|except\w*|only|does not apply|do not apply|permitted|allowed|not covered|retain\w*)\b"
)


def find_caveats(view: View) -> tuple[Span, ...]:
    """Return the caveats inside the content, and a next sentence that takes part of the content back.

    A caveat begins with its conjunction ("though it is still permitted …") and runs to the end of its clause.
    """
    text = view.text
    inside = [c for a, b in view.statement.content for c in _inside(text, (a, b))]
    following = _following(view)
    return (*inside, *([following] if following else []))


def _inside(text: str, content: Span) -> list[Span]:
    out: list[Span] = []
    at = content[0]
    while match := _START.search(text, at, content[1]):
        start = trim(text, (match.start() + (text[match.start()] == ","), match.end()))[0]
        end = _end_of_clause(text, match.end(), content[1])
        if start > content[0] + 12 or _is_fronted(text, start, end):
            out.append((start, end))
        at = max(end, match.end())
    return out


def _is_fronted(text: str, start: int, end: int) -> bool:
    """Tell whether a caveat at the beginning ("Except in wartime, …") ends at a comma with the claim after it."""
    return text[start : start + 6].lower() == "except" and "," in text[start:end]


def _end_of_clause(text: str, start: int, stop: int) -> int:
    depth = 0
    for position in range(start, stop):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        if depth <= 0 and text[position] in ",;.!?– \n" and (m := _END.match(text, position, stop)):
            return trim(text, (start, m.start()))[1]
    return trim(text, (start, stop))[1]


def _following(view: View) -> Span | None:
    """Return the next sentence of the paragraph if it limits an adopted measure or a right just granted."""
    if not (view.reading.has("act.adopted") or view.reading.has("act.in-force")):
        return None
    at = find_containing(view.page.sentences, view.sentence[1] - 1)
    if at is None or at + 1 >= len(view.page.sentences):
        return None
    start, end = view.page.sentences[at + 1]
    same_paragraph = end <= view.paragraph[1]
    return (start, end) if same_paragraph and _NEXT.match(view.text, start, end) else None
