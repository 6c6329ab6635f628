"""Boilerplate and disclosures: which stretches of a text are no part of what it says, or say where it comes from.

Boilerplate is told line by line. Many rules hold only at the edges of a text, before the first and after the last
paragraph of prose, where a site's furniture stands. Precision comes first: a line of prose that is marked is lost to
the reader, a line of furniture that is not marked costs little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.documents.rules import DisclosureRule, LineRule, Where, disclosure_rules, line_rules
from onrecord.records import Marked, Span
from onrecord.text.sentences import find_sentences
from onrecord.text.spans import covered, find_containing
from onrecord.text.spans import lines as line_spans

PROSE_WORDS = 18
"""A line of so many words that ends like a sentence is prose; shorter ones may be headings, captions or furniture."""

MAX_SENTENCE_CHARS = 2000
"""Longer ones are no sentences but tables or noise; only their beginning is searched, so that no pattern runs wild."""

_MENU_WORDS = 2
_BULLETS = " \t\u00a0•·*-–—►▶»›>|#_=+←→↑↓"
_SAYING = re.compile(
    r"\b(?:said|says|saying|told|tells|according to|stated|added|adds|argued|argues|warned|warns|insisted|claimed|"
    r"urged|called on|announced|explained|writes|wrote)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?…][\"”’'»)\]]*$")
_HEADING_OF_LINKS = frozenset({"read-also"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A non-empty line.

    *words* are its words without bullets; *candidates* the rules that it matches, wherever it stands; *is_prose*: it
    belongs to the body.
    """

    span: Span
    words: str
    n_words: int
    candidates: tuple[LineRule, ...]
    is_prose: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    span: Span
    line: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The lines of a text; *body* is the range of line numbers from the first to the last line of prose."""

    lines: tuple[Line, ...]
    body: range

    def is_at(self, number: int, where: Where) -> bool:
        """Tell whether line *number* stands at *where*."""
        before, after = number < self.body.start, number >= self.body.stop
        return {"any": True, "edge": before or after, "top": before, "tail": after}[where]

    def is_in_menu(self, number: int) -> bool:
        """Tell whether line *number* is a short one beside the entries of a menu, such as the name of a section."""
        beside = (self.lines[n] for n in (number - 1, number + 1) if 0 <= n < len(self.lines))
        return self.lines[number].n_words <= _MENU_WORDS and any(
            line.n_words <= _MENU_WORDS and any(rule.kind == "navigation" for rule in line.candidates)
            for line in beside
        )


def lay_out(text: str) -> Layout:
    """Split *text* into lines and find where its body begins and ends."""
    lines = tuple(_line(text, span) for span in line_spans(text))
    return Layout(lines=lines, body=_body(lines))


def mark_boilerplate(layout: Layout, known: Sequence[Marked] = ()) -> tuple[Marked, ...]:
    """Mark the boilerplate of a text; what the extractor *known* from the structure stays as it is."""
    taken = tuple((mark.start, mark.end) for mark in known)
    kinds = [None if covered(line.span, taken) else _kind_of(layout, n) for n, line in enumerate(layout.lines)]
    _spread_links(layout, kinds)
    found = [
        Marked(start=line.span[0], end=line.span[1], kind=kind)
        for line, kind in zip(layout.lines, kinds, strict=True)
        if kind is not None
    ]
    return tuple(sorted([*known, *found], key=lambda mark: (mark.start, mark.end)))


def find_disclosures(text: str, layout: Layout) -> tuple[Marked, ...]:
    """Mark what *text* discloses about its origin: whole lines, sentences or the very words, as each rule says."""
    sentences = _sentences(text, layout)
    found = [mark for rule in disclosure_rules() for mark in _disclosures(rule, text, layout, sentences)]
    return tuple(_joined(found, text))


def _sentences(text: str, layout: Layout) -> tuple[_Sentence, ...]:
    """Return the sentences of *text*, each in its line: no sentence crosses a line end."""
    spans = [line.span for line in layout.lines]
    numbered = ((find_containing(spans, span[0]), span) for span in find_sentences(text))
    cut = ((n, start, text[start : min(end, start + MAX_SENTENCE_CHARS)].rstrip()) for n, (start, end) in numbered)
    return tuple(_Sentence(span=(s, s + len(w)), line=n, words=w) for n, s, w in cut if n is not None)


def _line(text: str, span: Span) -> Line:
    words = text[span[0] : span[1]].strip(_BULLETS)
    n_words = words.count(" ") + 1
    candidates = tuple(rule for rule in line_rules() if n_words <= rule.max_words and _matches(rule, words))
    always = any(rule.where == "any" or rule.kind in {"legal", "donation"} for rule in candidates)
    is_prose = n_words >= PROSE_WORDS and not always and _SENTENCE_END.search(words) is not None
    return Line(span=span, words=words, n_words=n_words, candidates=candidates, is_prose=is_prose)


def _matches(rule: LineRule, words: str) -> bool:
    if not words or rule.pattern.fullmatch(words) is None:
        return False
    return rule.spoken or rule.kind == "legal" or not _SAYING.search(words)


def _body(lines: Sequence[Line]) -> range:
    prose = [n for n, line in enumerate(lines) if line.is_prose]
    if prose:
        return range(prose[0], prose[-1] + 1)
    plain = [n for n, line in enumerate(lines) if not line.candidates and line.n_words > 5]
    return range(plain[0], plain[-1] + 1) if plain else range(len(lines), len(lines))


def _kind_of(layout: Layout, number: int) -> str | None:
    rules = layout.lines[number].candidates
    return next((rule.kind for rule in rules if layout.is_at(number, rule.where)), None)


def _spread_links(layout: Layout, kinds: list[str | None]) -> None:
    """Under a heading such as "Related articles" after the body, short lines without a full stop are links."""
    under_links = False
    for number in range(layout.body.stop, len(kinds)):
        line = layout.lines[number]
        if kinds[number] is not None:
            under_links = kinds[number] in _HEADING_OF_LINKS
        elif under_links and line.n_words <= 25 and not line.words.endswith((".", "…")):
            kinds[number] = "read-also"


def _disclosures(rule: DisclosureRule, text: str, layout: Layout, sentences: Sequence[_Sentence]) -> Iterator[Marked]:
    for start, end in _spans(rule, text, layout, sentences):
        yield Marked(start=start, end=end, kind=rule.kind)


def _spans(rule: DisclosureRule, text: str, layout: Layout, sentences: Sequence[_Sentence]) -> Iterator[Span]:
    if rule.unit in {"line", "start"}:
        for number, line in enumerate(layout.lines):
            whole = rule.unit == "line"
            match = rule.pattern.fullmatch(line.words) if whole else rule.pattern.match(text, *line.span)
            if match is not None and layout.is_at(number, rule.where) and not layout.is_in_menu(number):
                yield line.span if whole else match.span()
        return
    for sentence in sentences:
        if layout.is_at(sentence.line, rule.where) and rule.trigger.search(sentence.words):
            at = sentence.span[0]
            for match in rule.pattern.finditer(sentence.words):
                yield sentence.span if rule.unit == "sentence" else (at + match.start(), at + match.end())


def _joined(marks: list[Marked], text: str) -> Iterator[Marked]:
    """Join marks of one kind that overlap or have only white space between them; drop those inside another."""
    for kind in sorted({mark.kind for mark in marks}):
        last: Marked | None = None
        for mark in sorted((m for m in marks if m.kind == kind), key=lambda m: (m.start, -m.end)):
            if last is not None and (mark.start <= last.end or not text[last.end : mark.start].strip(" \t")):
                last = Marked(start=last.start, end=max(last.end, mark.end), kind=kind)
                continue
            if last is not None:
                yield last
            last = mark
        if last is not None:
            yield last
