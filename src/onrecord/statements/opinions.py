"""Opinions without a verb: "in the view of the ombudsman, the law is unclear"; "…, in the words of the envoy"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from onrecord.records import Document, Span, Statement
from onrecord.statements.points import Draft
from onrecord.text.spans import covered, trim

_VIEW = re.compile(
    r"\b(?:[Ii]n|[Ff]rom|[Aa]ccording to) the (?:view|opinion|eyes|words|judge?ment|estimation|assessment|perspective"
    r"|point of view)s? of(?=\s)"
)
_MOST_CHARS = 90
"""A longer phrase before the comma is more than a source."""
_LEAST_WORDS = 3


def add_opinions(document: Document, statements: Sequence[Statement], sentences: Sequence[Span]) -> list[Statement]:
    """Return *statements* and the opinions of *sentences* (in order) that the reader did not find."""
    if not sentences:
        return list(statements)
    draft = Draft(document, statements)
    starts = [start for start, _ in sentences]
    for view in _VIEW.finditer(document.text, sentences[0][0], sentences[-1][1]):
        sentence = sentences[max(0, bisect_left(starts, view.start() + 1) - 1)]
        if found := _opinion(document.text, sentence, view.span()):
            _put(draft, found[0], view.span(), found[1])
    return draft.statements


def _opinion(text: str, sentence: Span, cue: Span) -> tuple[Span, Span] | None:
    """Return source and content, if the phrase stands at either end of its sentence, set off by a comma."""
    start, end = sentence
    comma = text.find(",", cue[1], end)
    last = end if comma < 0 else comma
    source = trim(text, (cue[1], last))
    if not text[start : cue[0]].strip(" “\"'"):
        content = trim(text, (comma + 1, end)) if comma >= 0 else (0, 0)
    elif text[start : cue[0]].rstrip().endswith(",") and (comma < 0 or text[comma:end].strip(",. ") == ""):
        content = trim(text, (start, cue[0]))
        source = (source[0], source[0] + len(text[slice(*source)].rstrip('.!?”" ')))
    else:
        return None
    is_source = 0 < source[1] - source[0] <= _MOST_CHARS
    return (source, content) if is_source and len(text[slice(*content)].split()) >= _LEAST_WORDS else None


def _put(draft: Draft, source: Span, cue: Span, content: Span) -> None:
    """Add an opinion in place of what the reader made of its words, unless it lies in what somebody else says."""
    here = [s for s in draft.statements if s.cue and covered(cue, (*s.cue, *s.source, *s.content))]
    if any(not covered(cue, s.cue) for s in here):
        return
    draft.drop(here)
    draft.add((source,), cue, [content])
