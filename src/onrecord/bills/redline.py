"""What changed between two wordings, word by word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

from onrecord.records import Span

Op = Literal["equal", "delete", "insert", "replace", "renumber"]

_TOKEN = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")
_NUMBER = re.compile(r"\d{1,3}(?:[-.]\d+)*[a-z]{0,2}|[ivxlc]{1,6}|[a-z]", re.I)
_REFERENCE = re.compile(
    r"(?:sub)?(?:section|paragraph|clause|article|chapter|part|point|schedule|annex|title|regulation|rule|item)s?"
    r"|стать\w+|част\w+|пункт\w*|подпункт\w*|глав\w+|раздел\w*|приложени\w+|бап\w*|тармақ\w*|тарау\w*",
    re.I,
)
_BETWEEN = frozenset("( ) , . - – and or to of и или до бойынша".split())
_LOOK_BACK = 12  # words between a reference word and the last number that hangs on it
_ISLAND = 2  # words between two changes that are not worth keeping apart ...
_MUCH = 8  # ... if the changes are as long as this together


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A stretch of both wordings: *a* of the first, *b* of the second; one is empty for what came or went.

    `renumber`: nothing but the numbers of references changed.
    """

    op: Op
    a: Span
    b: Span


class _Run(NamedTuple):
    """Words that stand in both wordings, or that do not: places of words in the first and in the second."""

    is_equal: bool
    a: Span
    b: Span


def redline(a: str, b: str) -> tuple[Edit, ...]:
    """Return the edits that turn *a* into *b*, in order; one after the other they cover both, white space and all."""
    tokens_a, tokens_b = list(_TOKEN.finditer(a)), list(_TOKEN.finditer(b))
    words_a, words_b = [t.group() for t in tokens_a], [t.group() for t in tokens_b]
    starts_a = [0, *(t.start() for t in tokens_a[1:]), len(a)] if tokens_a else [0, len(a)]
    starts_b = [0, *(t.start() for t in tokens_b[1:]), len(b)] if tokens_b else [0, len(b)]
    runs = _runs(words_a, words_b)
    if not runs:
        return (Edit(op="equal", a=(0, len(a)), b=(0, len(b))),) if a or b else ()
    return tuple(
        Edit(op=_op(run, words_a, words_b), a=_reach(starts_a, run.a), b=_reach(starts_b, run.b)) for run in runs
    )


def redline_html(a: str, b: str) -> str:
    """Return both wordings as one line of HTML: what went in `del`, what came in `ins`, all else as it is, escaped."""
    return "".join(_html(edit, a[slice(*edit.a)], b[slice(*edit.b)]) for edit in redline(a, b))


def _html(edit: Edit, before: str, after: str) -> str:
    if edit.op == "equal":
        return escape(after)
    mark = ' class="renumbered"' if edit.op == "renumber" else ""
    gone, come = (
        f"<{tag}{mark}>{escape(words)}</{tag}>" if words else "" for tag, words in (("del", before), ("ins", after))
    )
    return gone + come


def _reach(starts: Sequence[int], words: Span) -> Span:
    """Return where words stand with the white space after them; no words stand before the word that follows."""
    return (starts[words[0]], starts[words[1]])


def _runs(a: Sequence[str], b: Sequence[str]) -> list[_Run]:
    runs: list[_Run] = []
    for code in Indel.opcodes(a, b):
        run = _Run(code.tag == "equal", (code.src_start, code.src_end), (code.dest_start, code.dest_end))
        if runs and not run.is_equal and not runs[-1].is_equal:
            runs[-1] = _together(runs[-1], run)
        else:
            runs.append(run)
    return _without_islands(runs)


def _without_islands(runs: Sequence[_Run]) -> list[_Run]:
    """Join changes that only a word or two keep apart, if they are far longer than these."""
    out: list[_Run] = []
    for run in runs:
        out.append(run)
        if len(out) >= 3 and not run.is_equal and _is_island(out[-2]) and _size(out[-3]) + _size(run) >= _MUCH:
            out[-3:] = [_together(_together(out[-3], out[-2]), run)]
    return out


def _is_island(run: _Run) -> bool:
    return run.is_equal and run.a[1] - run.a[0] <= _ISLAND


def _size(run: _Run) -> int:
    return max(run.a[1] - run.a[0], run.b[1] - run.b[0])


def _together(first: _Run, second: _Run) -> _Run:
    return _Run(False, (first.a[0], second.a[1]), (first.b[0], second.b[1]))


def _op(run: _Run, a: Sequence[str], b: Sequence[str]) -> Op:
    if run.is_equal:
        return "equal"
    if run.a[0] == run.a[1]:
        return "insert"
    if run.b[0] == run.b[1]:
        return "delete"
    return "renumber" if _is_renumbered(run, a, b) else "replace"


def _is_renumbered(run: _Run, a: Sequence[str], b: Sequence[str]) -> bool:
    """Tell whether only numbers changed, and numbers of references: `section 36` to `section 41`."""
    if run.a[1] - run.a[0] != run.b[1] - run.b[0]:
        return False
    pairs = zip(range(*run.a), range(*run.b), strict=True)
    return all(a[i] == b[j] or (_hangs_on_reference(a, i) and _hangs_on_reference(b, j)) for i, j in pairs)


def _hangs_on_reference(words: Sequence[str], place: int) -> bool:
    if not _NUMBER.fullmatch(words[place]):
        return False
    for word in reversed(words[max(0, place - _LOOK_BACK) : place]):
        if _REFERENCE.fullmatch(word):
            return True
        if word.lower() not in _BETWEEN and not _NUMBER.fullmatch(word):
            return False
    return False
