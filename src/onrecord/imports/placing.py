"""Find the passage that a quotation names in a frozen text: the very words, or none; never a look-alike."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from onrecord.records import Span

_DROPPED = re.compile("\\A\ufeff|\r(?=\n)")
FEWEST_WORDS = 3
"""A quotation of fewer words that stands once may stand there by chance: the words around it have to agree."""
_CONTEXT = 12
"""Letters of context that have to agree: further off, pages have other furniture around a passage."""


def place(text: str, quote: str, position: Span | None = None, before: str = "", after: str = "") -> Span | str:
    """Return where *quote* stands in *text*, or why it stands nowhere.

    White space counts as one blank, whatever it is; nothing else is forgiven. The position is believed where the words
    stand there. Else the words have to stand once, or once between the words *before* and *after*.
    """
    words = quote.split()
    if not words:
        return "it quotes nothing"
    if position and _is_at(text, position, words):
        return _trimmed(text, position)
    found = list(occurrences(text, quote))
    if not found:
        return "its words do not stand in the text"
    agreed = {span: n for span in found if (n := _agreement(text, span, before, after)) is not None}
    if len(found) == 1 and (len(words) >= FEWEST_WORDS or agreed or not (before or after)):
        return found[0]
    if len(found) == 1:
        return "its few words stand in the text, but between other words"
    best = [span for span, n in agreed.items() if n == max(agreed.values())]
    if (before or after) and len(best) == 1:
        return best[0]
    return f"its words stand in {len(found)} places"


def occurrences(text: str, quote: str) -> Iterator[Span]:
    """Give every place where the words of *quote* stand in *text*, whatever white space is between them."""
    words = quote.split()
    if words:
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        start = 0
        while match := pattern.search(text, start):
            yield match.span()
            start = match.start() + 1


def _is_at(text: str, position: Span, words: list[str]) -> bool:
    start, end = position
    return 0 <= start < end <= len(text) and text[start:end].split() == words


def _trimmed(text: str, position: Span) -> Span:
    start, end = position
    cut = text[start:end]
    return start + len(cut) - len(cut.lstrip()), end - len(cut) + len(cut.rstrip())


def _agreement(text: str, span: Span, before: str, after: str) -> int | None:
    """Return how many letters around a passage are as they should be; None where those next to it are not."""
    start, end = span
    left, right = _bare(before)[::-1], _bare(after)
    lefts = _same(left, _bare(text[max(0, start - 4 * len(before) - _CONTEXT) : start])[::-1])
    rights = _same(right, _bare(text[end : end + 4 * len(after) + _CONTEXT]))
    is_so = lefts >= min(len(left), _CONTEXT) and rights >= min(len(right), _CONTEXT)
    return lefts + rights if is_so else None


def _same(one: str, other: str) -> int:
    """Return how many letters two texts begin alike with."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _bare(text: str) -> str:
    return "".join(text.split())


def unflat(text: str, span: Span) -> Span:
    """Return where a span lies in *text* that counts line ends of two characters as one, and no byte order mark."""
    gone = [match.start() - number for number, match in enumerate(_DROPPED.finditer(text))]
    start, end = span
    return start + bisect_right(gone, start), end + bisect_left(gone, end)
