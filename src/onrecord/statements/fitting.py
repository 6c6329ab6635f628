"""Make content spans end where a reader would end them: at quotation marks, and after quotations over paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.records import Span
from onrecord.text.quotes import Quotation
from onrecord.text.spans import covered, merge, overlap, trim

_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_NEW_VERB = re.compile(r", (?:and|but) (?:has|have|had|is|are|was|were|will|did|does)\b")
_LOOSE_ENDS = ",;: \t\n\u00a0"
_OPENING, _CLOSING = "“„«‘", "”»"


def fit(text: str, content: Sequence[Span], quotations: Sequence[Quotation], taken: Sequence[Span]) -> tuple[Span, ...]:
    """Repair the ends of the content spans of one statement.

    Args:
        text: the frozen text.
        content: spans in reading order.
        quotations: all quotations of *text*.
        taken: spans that belong to other statements or to this statement's source and cue; content does not grow into
            them.

    Returns:
        Sorted, disjoint, non-empty spans.
    """
    spans = [_whole_quotation(text, _without_new_verb(text, trim(text, span)), quotations, taken) for span in content]
    spans = [_loose_ends_off(text, _with_marks(span, quotations, taken)) for span in spans]
    spans = [span for span in spans if span[0] < span[1]]
    return merge([*spans, *_continuations(text, spans, quotations, taken)])


def _loose_ends_off(text: str, span: Span) -> Span:
    """Drop white space, commas and colons at the end, and a mark that opens at the end or closes at the beginning."""
    start, end = trim(text, span)
    while end > start and text[end - 1] in _LOOSE_ENDS + _OPENING:
        end -= 1
    while start < end and text[start] in _LOOSE_ENDS + _CLOSING:
        start += 1
    return start, end


def _without_new_verb(text: str, span: Span) -> Span:
    """Cut "to do this, and has done that" where the second verb goes back to the source ("pledged …, and has …")."""
    new_verb = _NEW_VERB.search(text, *span) if text.startswith("to ", span[0]) else None
    return (span[0], new_verb.start()) if new_verb else span


def _whole_quotation(text: str, span: Span, quotations: Sequence[Quotation], taken: Sequence[Span]) -> Span:
    """Take all of a quotation of several sentences of which the content leaves out the first or the last ones."""
    start, end = span
    for i, q in enumerate(quotations):
        is_entered = q.span[0] < start < q.span[1] - 1 <= end and _SENTENCE_END.search(text, max(0, start - 3), start)
        if q.closed and is_entered and not covered((q.span[0], start), taken):
            start = q.span[0]
        is_left = start <= q.span[0] < end < q.span[1] - 1 and _SENTENCE_END.search(text, end - 1, end + 2)
        goes_on = q.closed or (i + 1 < len(quotations) and quotations[i + 1].continues)
        if is_left and goes_on and not covered((end, q.span[1]), taken):
            end = q.span[1]
    return start, end


def _with_marks(span: Span, quotations: Sequence[Quotation], taken: Sequence[Span]) -> Span:
    """Take in both marks of a quotation whose whole inside is content."""
    start, end = span
    for q in quotations:
        if not overlap(q.span, span):
            continue
        inside = (q.span[0] + 1, q.span[1] - 1 if q.closed else q.span[1])
        if start <= inside[0] and end >= inside[1]:
            start, end = min(start, q.span[0]), max(end, q.span[1])
        elif q.closed and start <= q.span[0] and inside[1] - end in (1, 2) and not covered((end, q.span[1]), taken):
            end = q.span[1]
    return start, end


def _continuations(
    text: str, spans: Sequence[Span], quotations: Sequence[Quotation], taken: Sequence[Span]
) -> list[Span]:
    """Return the paragraphs that go on with a quotation which is left open at the end of the content."""
    out: list[Span] = []
    for i, q in enumerate(quotations):
        if q.closed or q.continues or not any(s <= q.span[1] - 1 < e and overlap((s, e), q.span) > 1 for s, e in spans):
            continue
        for following in quotations[i + 1 :]:
            if not following.continues or covered(following.span, taken):
                break
            out.append(trim(text, following.span))
            if following.closed:
                break
    return out
