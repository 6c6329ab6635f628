"""What somebody is reported to have said within what somebody else says: "Critics say the president promised …".

The reader was trained on texts in which nothing inside a content is marked: there it sees no cues. So the contents are
read again, each as a paragraph of its own, where the words that report it no longer stand before it. An inner statement
needs a source of its own; it keeps the id of the statement within whose content it lies.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.records import Document, Span, Statement, cut, statement_id
from onrecord.statements.voices import hearsay_adverb, is_unsaid, reports_something
from onrecord.text.spans import covered, merge, trim, words

MIN_WORDS = 5
"""A content of fewer words holds no source, cue and content of its own."""
_LINE_ENDS = str.maketrans("\n\r\f\u2028\u2029", "     ")
_MARKS = "“”„«»\"‘’'"
_MARKED = re.compile('[“”„«»"]')
_MAYBE_SAME = frozenset(
    {"", "he", "she", "it", "they", "his", "her", "its", "their", "he himself", "she herself", "themselves"}
)
_ENDS = (".", "!", "?", "…", ",", ";", ":", *_MARKS)
_GAP = "\n\n"
_NOT_ANOTHER = frozenset(
    {"i", "we", "me", "us", "my", "our", "myself", "ourselves", "you", "your", "anyone", "nobody", "no one", "everyone"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """The contents of some statements as a text of its own, one paragraph each, and where its words come from.

    *pieces*: where each piece of a content begins in *text*, where it begins in the document, how long it is, and the
    number of its statement.
    """

    text: str
    pieces: tuple[tuple[int, int, int, int], ...]

    def back(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Return *spans* of the echo as spans of the document."""
        out = []
        for start, end in spans:
            for at, original, length, _ in self._from(start):
                low, high = max(start, at), min(end, at + length)
                if low >= high:
                    break
                out.append((low - at + original, high - at + original))
        return merge(out)

    def owner(self, spans: Sequence[Span]) -> int | None:
        """Return the number of the statement whose content holds all of *spans*, or None."""
        owners = {self._from(at)[0][3] for start, end in spans for at in (start, end - 1)}
        return owners.pop() if len(owners) == 1 else None

    def _from(self, at: int) -> Sequence[tuple[int, int, int, int]]:
        return self.pieces[max(0, bisect_right(self.pieces, at, key=lambda piece: piece[0]) - 1) :]


def echo_of(text: str, statements: Sequence[Statement], sentences: Sequence[Span]) -> Echo:
    """Put the contents in which something may be reported one below the other, without the marks around them.

    Args:
        text: the frozen text.
        statements: whose contents.
        sentences: all sentences of *text*, in order; of a content of several those are taken that may report something.
    """
    parts: list[str] = []
    pieces: list[tuple[int, int, int, int]] = []
    size = 0
    for number, statement in enumerate(statements):
        for i, (start, end) in enumerate(_to_read(text, statement, sentences)):
            before = " " if i else _GAP * bool(parts)
            size += len(before)
            pieces.append((size, start, end - start, number))
            words_here = text[start:end].translate(_LINE_ENDS)
            parts += [before, words_here if i else _capital(words_here)]
            size += end - start
        if pieces and pieces[-1][3] == number and not parts[-1].endswith(_ENDS):
            parts.append(".")
            size += 1
    return Echo(text="".join(parts), pieces=tuple(pieces))


def _capital(words_here: str) -> str:
    """Begin as a sentence begins; the length stays."""
    first = words_here[:1].upper()
    return (first if len(first) == 1 else words_here[:1]) + words_here[1:]


def _to_read(text: str, statement: Statement, sentences: Sequence[Span]) -> list[Span]:
    """Return what may report something: the sentences of the content that have such a word, or nothing."""
    if any(hearsay_adverb(text, cue) for cue in statement.cue):
        return []
    spans = [_without_marks(text, span) for span in statement.content]
    if sum(len(words(text, span)) for span in spans) < MIN_WORDS:
        return []
    parts = [part for span in spans for part in _by_sentence(span, sentences)]
    if len(parts) > len(spans):
        parts = [part for part in parts if reports_something(text, part)]
    return parts if any(reports_something(text, part) for part in parts) else []


def _by_sentence(span: Span, sentences: Sequence[Span]) -> list[Span]:
    """Cut *span* where sentences begin."""
    first = bisect_right(sentences, span[0], key=lambda sentence: sentence[0])
    last = bisect_left(sentences, span[1], key=lambda sentence: sentence[0])
    edges = [span[0], *(start for start, _ in sentences[first:last]), span[1]]
    return [(a, b) for a, b in pairwise(edges) if a < b]


def _without_marks(text: str, span: Span) -> Span:
    """Leave out quotation marks at both ends, but not where others stand between them."""
    start, end = span
    if end - start < 8 or _MARKED.search(text, start + 1, end - 1):
        return start + 5 * text.startswith("that ", start), end
    start += text[start] in _MARKS
    start += 5 * text.startswith("that ", start)
    end -= text[end - 1] in _MARKS
    return trim(text, (start, end))


def bring_back(
    document: Document, outer: Sequence[Statement], echo: Echo, found: Iterable[Statement]
) -> list[Statement]:
    """Turn statements of *echo* into statements of *document* within *outer*; those without a source are left out."""
    out = []
    for statement in found:
        if not is_inner(echo.text, statement):
            continue
        number = echo.owner([*statement.source, *statement.cue, *statement.content])
        if number is not None:
            out.append(_brought_back(document, outer[number], echo, statement))
    return out


def is_inner(text: str, statement: Statement) -> bool:
    """Tell whether a statement found in a content reports what another than the outer speaker said.

    Inside a content "I" and "we" are whoever says the whole, and "you" is nobody.
    """
    is_report = any(reports_something(text, span) for span in statement.cue)
    return is_report and has_other_source(text, statement) and not is_unsaid(cut(text, statement.cue))


def has_other_source(text: str, statement: Statement) -> bool:
    """Tell whether a statement in a content names somebody who may be another than the outer speaker."""
    return bool(statement.source) and cut(text, statement.source).lower() not in _NOT_ANOTHER


def _brought_back(document: Document, outer: Statement, echo: Echo, statement: Statement) -> Statement:
    source, cue, content = (echo.back(spans) for spans in (statement.source, statement.cue, statement.content))
    sure = statement.confidence["statement"] * outer.confidence["statement"]
    return replace(
        statement,
        id=statement_id(document, "attributed", source, cue, content),
        document=document.id,
        source=source,
        cue=cue,
        content=content,
        quote=cut(document.text, content),
        confidence={**statement.confidence, "statement": round(sure, 4)},
    )


def without_own(text: str, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Leave out inner statements by the outer speaker ("she said she fears …"); what lay in them goes one step out.

    A pronoun that could not be traced may mean the outer speaker, unless that speaker's own words are quoted.
    """
    by_id = {s.id: s for s in statements}
    own = {s.id for s in statements if s.within and _is_own(text, s, by_id[s.within])}
    return tuple(replace(s, within=_outside(s, by_id, own)) for s in statements if s.id not in own)


def _is_own(text: str, inner: Statement, outer: Statement) -> bool:
    if inner.speakers:
        return inner.speakers == outer.speakers
    return outer.mode == "indirect" and cut(text, inner.source).lower() in _MAYBE_SAME


def _outside(statement: Statement, by_id: dict[str, Statement], own: set[str]) -> str | None:
    within = statement.within
    while within in own:
        within = by_id[within].within
    return within


def link(statements: Sequence[Statement]) -> list[Statement]:
    """Return *statements*, each with the id of the innermost other one whose content holds its cue and its source."""
    by_start = sorted(((span, s) for s in statements for span in s.content), key=lambda pair: pair[0])
    starts = [span[0] for span, _ in by_start]
    reach = 0
    reaches = [reach := max(reach, span[1]) for span, _ in by_start]
    return [replace(s, within=_innermost(s, by_start, starts, reaches)) if s.cue else s for s in statements]


def _innermost(
    statement: Statement, by_start: Sequence[tuple[Span, Statement]], starts: Sequence[int], reaches: Sequence[int]
) -> str | None:
    at = statement.cue[0][0]
    best: tuple[int, str] | None = None
    for i in range(bisect_right(starts, at) - 1, -1, -1):
        if reaches[i] <= at:
            break
        other = by_start[i][1]
        if other is not statement and _is_within(statement, other):
            size = sum(end - start for start, end in other.content)
            best = min(best or (size, other.id), (size, other.id))
    return best[1] if best else None


def _is_within(statement: Statement, other: Statement) -> bool:
    parts = [*statement.source, *statement.cue, *statement.content]
    return all(covered(span, other.content) == span[1] - span[0] for span in parts)
