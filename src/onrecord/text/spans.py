"""Arithmetic on spans: `[start, end)` code points of one text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from onrecord.records import Span

_LINE_END = re.compile(r"[\n\r\f\u2028\u2029]")
_WORD = re.compile(r"\w+(?:[-'’.]\w+)*")


def trim(text: str, span: Span) -> Span:
    """Return *span* without white space at its ends; an all-white span becomes empty at its start."""
    start, end = span
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip())
    stripped = inner.strip()
    return (start + left, start + left + len(stripped)) if stripped else (start, start)


def overlap(a: Span, b: Span) -> int:
    """Return how many code points *a* and *b* share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def covered(span: Span, others: Iterable[Span]) -> int:
    """Return how many code points of *span* lie in the union of *others*."""
    first, last = span
    clipped = [(max(first, s), min(last, e)) for s, e in others if s < last and e > first]
    return sum(end - start for start, end in merge(clipped)) if clipped else 0


def merge(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the union of *spans* as sorted spans that neither overlap nor touch."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def subtract(span: Span, holes: Iterable[Span]) -> tuple[Span, ...]:
    """Return what is left of *span* outside *holes*, in reading order, without empty parts."""
    cuts = [span[0]]
    for start, end in merge(h for h in holes if overlap(span, h)):
        cuts += [max(start, span[0]), min(end, span[1])]
    cuts.append(span[1])
    return tuple((a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True) if a < b)


def words(text: str, span: Span | None = None) -> list[Span]:
    """Return the spans of words in *text* (inside *span*); hyphens, apostrophes and stops may stand inside a word."""
    start, end = span or (0, len(text))
    return [m.span() for m in _WORD.finditer(text, start, end)]


def lines(text: str) -> list[Span]:
    """Return the spans of the non-empty lines of *text*, without white space at their ends.

    Every kind of line end counts: a plain-text file keeps its own in the frozen text.
    """
    starts = [0, *(m.end() for m in _LINE_END.finditer(text)), len(text) + 1]
    found = ((a, b - 1) for a, b in pairwise(starts))
    return [t for t in (trim(text, line) for line in found) if t[0] < t[1]]


def paragraphs(text: str) -> list[Span]:
    """Return the spans of the paragraphs of *text*, without white space at their ends.

    A line is a paragraph, unless the text was wrapped at a fixed width (as e-mail and old agency copy are): then a
    paragraph is what stands between empty lines, and it also ends with a line that is clearly short.
    """
    return list(_paragraphs(text))


@lru_cache(maxsize=4)  # every room asks for those of the document in hand
def _paragraphs(text: str) -> tuple[Span, ...]:
    found = lines(text)
    joints = [_joint(text, a, b) for a, b in pairwise(found)]
    if not _is_wrapped(joints):
        return tuple(found)
    width = max(end - start for start, end in found if end - start <= _WIDEST_WRAP)
    out = found[:1]
    for joint, before, line in zip(joints, found, found[1:], strict=False):
        if joint and before[1] - before[0] >= _SHORT_LINE * width and not _ITEM.match(text, line[0]):
            out[-1] = (out[-1][0], line[1])
        else:
            out.append(line)
    return tuple(out)


def unwrap(text: str) -> str:
    """Return *text* with a space for each line end inside a paragraph: as long as *text*, so that spans fit both."""
    found = paragraphs(text)
    if not any(_LINE_END.search(text, start, end) for start, end in found):
        return text
    out, last = [], 0
    for start, end in found:
        out += [text[last:start], _LINE_END.sub(" ", text[start:end])]
        last = end
    return "".join([*out, text[last:]])


_NARROWEST_WRAP, _WIDEST_WRAP = 40, 100
_SHORT_LINE = 0.6
"""A line under this share of the widest one ends its paragraph, wrapped or not."""
_ITEM = re.compile(r"[-–—•*]\s|\(?\d{1,2}[.)]\s|\(?(?:[a-z]|[ivx]{1,5})\)\s")


def _joint(text: str, before: Span, after: Span) -> str:
    """Return what the joint of two lines looks like: "cut" mid-sentence, "next" line, "" before an item or a gap."""
    between = text[before[1] : after[0]].replace("\r\n", "\n")
    if len(_LINE_END.findall(between)) > 1 or _ITEM.match(text, after[0]):
        return ""
    is_wide = _NARROWEST_WRAP <= before[1] - before[0] <= _WIDEST_WRAP
    return "cut" if is_wide and text[after[0]].islower() and text[before[1] - 1] not in ".!?:;" else "next"


def _is_wrapped(joints: Sequence[str]) -> bool:
    cuts, all_close = joints.count("cut"), len(joints) - joints.count("")
    return cuts >= 2 and cuts >= 0.3 * all_close


def find_containing(spans: Sequence[Span], position: int) -> int | None:
    """Return the index of the span among sorted, disjoint *spans* that holds *position*, or None."""
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        if spans[middle][1] <= position:
            low = middle + 1
        else:
            high = middle
    return low if low < len(spans) and spans[low][0] <= position else None
