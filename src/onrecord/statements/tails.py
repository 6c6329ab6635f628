"""The far ends of sentences: what a speaker goes on to say there, and what only seems to be said there."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from onrecord.records import Span
from onrecord.statements.decoding import Found
from onrecord.statements.voices import going_on
from onrecord.text.spans import covered, trim

_NEAR = 8
"""How many neighbours, in the order of cues, a statement is compared with."""
_FINAL = ".!?;… \n"


def add_goings_on(text: str, found: Sequence[Found], sentences: Sequence[Span]) -> list[Found]:
    """Add what stands after "…, underscoring …" in the sentence of a statement, said by the same source.

    Args:
        text: the frozen text.
        found: statements in the order of their cues.
        sentences: all sentences of *text*, in order.

    Returns:
        All statements, in the order of their cues.
    """
    starts = [start for start, _ in sentences]
    taken = [span for f in found for span in (*f.source, f.cue, *f.content)]
    out = list(found)
    for f in found:
        sentence = sentences[max(0, bisect_right(starts, f.cue[0]) - 1)] if sentences else (0, 0)
        if f.source and (more := _goes_on(text, f, sentence)) and not covered(more.content[0], taken):
            out.append(more)
    return sorted(out, key=lambda f: f.cue)


def _goes_on(text: str, found: Found, sentence: Span) -> Found | None:
    end = max(found.cue[1], *(end for _, end in found.content))
    if not sentence[0] <= min(found.source)[0] < end < sentence[1]:
        return None
    cue = going_on().match(text, end, sentence[1])
    if cue is None:
        return None
    start, stop = trim(text, (cue.end(), sentence[1]))
    while stop > start and text[stop - 1] in _FINAL:
        stop -= 1
    return replace(found, cue=cue.span("cue"), content=((start, stop),)) if start < stop else None


def drop_borrowed(found: Sequence[Found]) -> list[Found]:
    """Drop content fragments that are a part of what another cue, which stands between, introduces.

    "He said the advice was good, adding that he is sure more will come": the end belongs to "adding" alone.

    Args:
        found: statements in the order of their cues.
    """
    return [
        _without_borrowed(f, [*found[max(0, i - _NEAR) : i], *found[i + 1 : i + 1 + _NEAR]])
        for i, f in enumerate(found)
    ]


def _without_borrowed(found: Found, others: Sequence[Found]) -> Found:
    if len(found.content) == 1:
        return found
    kept = [span for span in found.content if not any(_is_borrowed(span, found, other) for other in others)]
    return replace(found, content=tuple(kept)) if kept else found


def _is_borrowed(span: Span, found: Found, other: Found) -> bool:
    between = min(found.cue[1], found.content[0][1]) <= other.cue[0] and other.cue[1] <= span[0]
    is_nested = covered(other.cue, found.content) > 0
    return between and not is_nested and any(s <= span[0] and span[1] <= e and (s, e) != span for s, e in other.content)
