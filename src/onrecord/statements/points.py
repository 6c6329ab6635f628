"""What lists make of sentences: a demand for each point, a recommendation for each line, a resolution's paragraphs.

"Calls on the authorities to: (a) …; (b) …" is one statement a point: its content is what leads up to the list and the
point. "101.1 Ratify … (Norland)" is said by the state in brackets. "3. Requests the bureau to …" has its verb first.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.records import Document, Span, Statement, cut, statement_id
from onrecord.statements.modes import mode_of
from onrecord.statements.resolutions import (
    PLAIN_FIRST,
    RECITAL,
    VERB_FIRST,
    Clause,
    Head,
    clauses,
    find_heads,
    only_cites,
)
from onrecord.text.quotes import find_quotations
from onrecord.text.spans import covered, paragraphs, trim

MADE_BY = "onrecord.points/2"
UNRATED = 0.5
"""The probability given to what these rules find without the reader: as likely right as wrong, until it is measured."""
_MARKER = re.compile(
    r"(?:(?P<dash>[–—•·▪*-])|(?P<dotted>\d{1,3}(?:\.\d{1,3})+\.?)|\(?(?:(?P<number>\d{1,3})|(?P<roman>[ivx]+)|(?P<letter>[a-z])"
    r"|(?P<capital>[A-Z]))[.)])\s+"
)
_ASKING = re.compile(
    r"(?P<source>(?:[\w’'-]+\s){1,8}?)(?P<cue>(?:(?:also|therefore|further|urgently)\s)?"
    r"(?:recommends?|calls? (?:up)?on|urges?|demands?|requests?|invites?|asks?|appeals? to))\b[^:]{0,200}:$"
)
_SHOULD = re.compile(
    r"(?<!you )(?<!we )\b(?:should|must|ought to|needs? to|(?:is|are) (?:urged|called (?:up)?on|asked|encouraged) to)"
    r"(?: (?:also|immediately|therefore|urgently|take the following steps))*\s?:$",
    re.I,
)
_RESOLVES = re.compile(
    r"(?i:(?:hereby )?(?:agrees|decides|determines|resolves|undertakes))(?: (?:to|as follows|the following))?\s?:"
)
_RECOMMENDATION = re.compile(r"\b[Rr]ecommend(?:ations?|ed|s)\b")
_STATES = re.compile(r"\(([A-Z][\w’'. -]+(?:(?:,|;|,? and)\s[A-Z][\w’'. -]+)*)\)\s*[;.,]?$")
_PARTS = re.compile(r"[A-Z](?:(?!\sand\s)[^,;])+")
_TAIL = re.compile(r"[\s;,.:]*(?:(?<=[;,])\s+(?:and|or))?$")
_SENTENCE_ENDS = '.;!?…,”"»)'
_LEAST_PARAGRAPHS = 3
"""So many paragraphs that begin with their verb make a resolution."""
_FAR = 200
_MOST_POINTS = 60
_MOST_WORDS_BETWEEN = 25
"""A longer paragraph without the word ends the list of recommendations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph, the kind of marker that it begins with ("" for none), and where its words begin after that."""

    span: Span
    kind: str
    start: int

    @property
    def words(self) -> Span:
        """What stands after the marker."""
        return self.start, self.span[1]


class Layout:
    """The paragraphs of a text, with their numbers, letters and dashes."""

    def __init__(self, text: str) -> None:
        """Look at the head of each paragraph of *text*."""
        self.text = text
        self.paragraphs = [_look(text, span) for span in paragraphs(text)]
        self._all_heads = heads = find_heads(text)
        verbs = [p for p in self.paragraphs if (p.kind or heads) and self._begins_with_verb(p)]
        self.is_resolution = len(verbs) >= _LEAST_PARAGRAPHS or bool(heads and verbs)
        self.heads = heads if self.is_resolution else ()
        self._plain = {p.start for number in range(len(self.paragraphs)) for p in self._resolved_under(number)}

    def _begins_with_verb(self, paragraph: Paragraph) -> bool:
        first = PLAIN_FIRST if any(h.is_plural for h in self._all_heads) else VERB_FIRST
        verb = VERB_FIRST.match(self.text, *paragraph.words) or first.match(self.text, *paragraph.words)
        return verb is not None and (bool(paragraph.kind) or verb.group()[0].isupper())

    def head_of(self, paragraph: Paragraph) -> Head | None:
        """Return the head of the resolution that *paragraph* belongs to."""
        number = bisect_right(self.heads, paragraph.start, key=lambda head: head.span[1])
        is_before = self.heads and RECITAL.match(self.text, *paragraph.words)
        return self.heads[max(0, number - 1)] if number or is_before else None

    def _resolved_under(self, number: int) -> Sequence[Paragraph]:
        """Return the points of "Decides to:" whose own verbs say what is done ("1. Condemn …")."""
        if not _RESOLVES.fullmatch(self.text, *self.paragraphs[number].words):
            return ()
        points = self.points_under(number)
        return points if all(PLAIN_FIRST.match(self.text, *p.words) for p in points) else ()

    def is_resolved(self, paragraph: Paragraph) -> bool:
        """Tell whether *paragraph* is a point of "Decides to:" with a verb of its own."""
        return paragraph.start in self._plain

    def clauses(self, paragraph: Paragraph) -> list[Clause]:
        """Return what each verb of a resolution's paragraph says; empty where it does not begin with one."""
        is_item = paragraph.kind or (self.heads and self.text[paragraph.start].isupper())
        is_recital = RECITAL.match(self.text, *paragraph.words) is not None
        if not self.is_resolution or not (is_item or is_recital):
            return []
        head = self.head_of(paragraph)
        is_plural = self.is_resolved(paragraph) or (head is not None and head.is_plural)
        return clauses(self.text, paragraph.words, is_plural=is_plural)

    def within(self, reach: Span) -> range:
        """Return the numbers of the paragraphs that begin in *reach*."""
        low = bisect_left(self.paragraphs, reach[0], key=lambda p: p.span[0])
        return range(low, bisect_left(self.paragraphs, reach[1], key=lambda p: p.span[0]))

    def points_under(self, number: int) -> list[Paragraph]:
        """Return the points of the list that paragraph *number* leads up to, if it does."""
        head, rest = self.paragraphs[number], self.paragraphs[number + 1 : number + 1 + _MOST_POINTS]
        if not rest or not rest[0].kind or rest[0].kind == head.kind or not self._leads_up(head):
            return []
        length = next((n for n, p in enumerate(rest) if p.kind != rest[0].kind), len(rest))
        return rest[:length]

    def _leads_up(self, head: Paragraph) -> bool:
        """Tell whether a paragraph ends with a colon or, being a resolution's, in the middle of its sentence."""
        last = self.text[head.span[1] - 1]
        return last == ":" or (self.is_resolution and bool(head.kind) and last not in _SENTENCE_ENDS)


def _look(text: str, span: Span) -> Paragraph:
    marker = _MARKER.match(text, *span)
    if marker is None:
        return Paragraph(span=span, kind="", start=span[0])
    return Paragraph(span=span, kind=marker.lastgroup or "", start=marker.end())


def complete(document: Document, statements: Sequence[Statement], layout: Layout, reach: Span) -> list[Statement]:
    """Return *statements*, those of *reach*, with what lists and resolutions make of them."""
    found = Draft(document, [_verb_first_source_off(document, s, layout) for s in statements])
    recommended: Span | None = None
    for number in layout.within(reach):
        paragraph = layout.paragraphs[number]
        recommended = _recommended(document.text, paragraph, recommended)
        points = layout.points_under(number)
        _perform(found, paragraph, layout)
        if points and layout.is_resolved(points[0]):
            found.drop(found.with_cue_in(paragraph.span))
        elif points and not (recommended and _STATES.search(document.text, *points[0].words)):
            _spread(found, paragraph, points)
        elif recommended and paragraph.kind and (states := _STATES.search(document.text, *paragraph.words)):
            _recommend(found, paragraph, states, recommended)
    return found.statements


class Draft:
    """The statements of one stretch, to which rules add and from which they take."""

    def __init__(self, document: Document, statements: Sequence[Statement]) -> None:
        """Begin with what the reader found."""
        self.document = document
        self.statements = list(statements)

    def with_cue_in(self, span: Span) -> list[Statement]:
        """Return the statements whose cue begins in *span*."""
        return [s for s in self.statements if s.cue and span[0] <= s.cue[0][0] < span[1]]

    def drop(self, statements: Sequence[Statement]) -> None:
        """Take *statements* out."""
        gone = {s.id for s in statements}
        self.statements = [s for s in self.statements if s.id not in gone]

    def change(self, statement: Statement, source: tuple[Span, ...], content: Sequence[Span]) -> None:
        """Give *statement*, if it is still there, another source and content."""
        text = self.document.text
        spans = tuple(span for part in content if (span := _without_tail(text, part))[0] < span[1])
        if not spans or (source, spans) == (statement.source, statement.content):
            return
        key = statement_id(self.document, "attributed", source, statement.cue, spans)
        changed = replace(statement, id=key, source=source, content=spans, quote=cut(text, spans))
        others = [s for s in self.statements if s.id not in (statement.id, key)]
        self.statements = [*others, changed]

    def add(self, source: Sequence[Span], cue: Span, content: Sequence[Span], like: Statement | None = None) -> None:
        """Add a statement, as sure as *like*; one without content, or one that is there, is not added."""
        text = self.document.text
        spans = tuple(span for part in content if (span := _without_tail(text, part))[0] < span[1])
        if not spans:
            return
        places = (tuple(source), (cue,), spans)
        said = " ".join(text[a:b] for a, b in spans)
        made = Statement(
            id=statement_id(self.document, "attributed", *places),
            document=self.document.id,
            voice="attributed",
            mode=mode_of(said, [(0, len(said))], find_quotations(said)),
            source=places[0],
            cue=places[1],
            content=spans,
            quote=cut(text, spans),
            confidence=like.confidence if like else {"statement": UNRATED},
            made_by=MADE_BY,
        )
        if all(s.id != made.id for s in self.statements):
            self.statements.append(made)


def _without_tail(text: str, span: Span) -> Span:
    start, end = trim(text, span)
    tail = _TAIL.search(text, start, end)
    return (start, tail.start()) if tail else (start, end)


def _verb_first_source_off(document: Document, statement: Statement, layout: Layout) -> Statement:
    """Give back to the content what was taken for the source of "5. Instructs its President to …"."""
    text = document.text
    if not (statement.source and statement.cue and statement.cue[0][1] <= statement.source[0][0]):
        return statement
    number = bisect_right(layout.paragraphs, statement.cue[0][0], key=lambda p: p.span[0]) - 1
    paragraph = layout.paragraphs[max(0, number)]
    verb = VERB_FIRST.match(text, *paragraph.words) if paragraph.kind else None
    if (
        verb is None
        or not verb.start() <= statement.cue[0][0] < verb.end()
        or statement.source[0][0] > paragraph.span[1]
    ):
        return statement
    content = ((statement.source[0][0], max(end for _, end in statement.content)),)
    key = statement_id(document, "attributed", (), statement.cue, content)
    return replace(statement, id=key, source=(), content=content, quote=cut(text, content))


def _spread(found: Draft, head: Paragraph, points: Sequence[Paragraph]) -> None:
    """Make one statement of each point under *head*, if that has a cue."""
    text = found.document.text
    said = max(found.with_cue_in(head.span), key=lambda s: s.cue, default=None)
    if (lead := _lead(text, head, said)) is None:
        return
    source, cue = lead
    inside = found.with_cue_in((points[0].span[0], points[-1].span[1]))
    above = [s for s in inside if not s.source or s.source[-1][1] <= points[0].span[0]]
    found.drop([*([said] if said else []), *above])
    for point in points:
        found.add(source, cue, [(cue[1], head.span[1]), point.words], said)


def _lead(text: str, head: Paragraph, said: Statement | None) -> tuple[tuple[Span, ...], Span] | None:
    """Return source and cue of what leads up to a list."""
    if said is not None:
        return tuple(s for s in said.source if s[1] <= said.cue[0][0]), said.cue[0]
    if verb := VERB_FIRST.match(text, *head.words):
        return (), verb.span()
    if asking := _ASKING.match(text, *head.words):
        return (trim(text, asking.span("source")),), asking.span("cue")
    return None


def _recommended(text: str, paragraph: Paragraph, before: Span | None) -> Span | None:
    """Return the word that says that what follows is recommended: this paragraph's, or the last one's."""
    if _STATES.search(text, *paragraph.words):
        return before
    if word := _RECOMMENDATION.search(text, *paragraph.span):
        return word.span()
    return before if len(text[slice(*paragraph.span)].split()) <= _MOST_WORDS_BETWEEN else None


def _recommend(found: Draft, line: Paragraph, states: re.Match[str], cue: Span) -> None:
    """Give a recommendation to the states that stand in brackets after it."""
    text = found.document.text
    source = [trim(text, part.span()) for part in _PARTS.finditer(text, *states.span(1))]
    found.drop([s for s in found.with_cue_in(line.span) if not s.source or s.source[0][0] >= states.start()])
    found.add(source, cue, [(line.start, states.start())])


def _perform(found: Draft, paragraph: Paragraph, layout: Layout) -> None:
    """Give each verb of a resolution's paragraph what it says, and the body at the head as its source."""
    text, head = found.document.text, layout.head_of(paragraph)
    source = (head.span,) if head else ()
    for number, clause in enumerate(layout.clauses(paragraph)):
        known = found.with_cue_in((clause.cue[0], clause.cue[1] + 1))
        if number == 0 and only_cites(text, clause):
            found.drop(known)
            continue
        if not known:
            reach = (clause.cue[0], clause.content[1])
            found.drop([s for s in found.with_cue_in(reach) if not s.source])
            found.add(source, clause.cue, [clause.content])
        for statement in known:
            found.change(statement, source or _outside(statement, paragraph), _clipped(statement, clause))


def _outside(statement: Statement, paragraph: Paragraph) -> tuple[Span, ...]:
    """Return the parts of a source that stand outside the paragraph, whose verbs have their subject elsewhere."""
    return tuple(s for s in statement.source if s[1] <= paragraph.start)


def _clipped(statement: Statement, clause: Clause) -> tuple[Span, ...]:
    """Return the content as far as it belongs to the verb; all that does, if none of it does."""
    low, high = clause.content
    parts = [(max(a, low), min(b, high)) for a, b in statement.content]
    inside = tuple(part for part in parts if part[0] < part[1])
    return inside or (clause.content,)


def demands(document: Document, statements: Sequence[Statement], layout: Layout, reach: Span) -> list[Statement]:
    """Return what the author asks for in lists: "The authorities should: – close …; – free …" is a demand a point.

    Args:
        document: whose author.
        statements: those that others make; a lead in one of them, or with a cue of its own, is theirs.
        layout: of the document.
        reach: where the lists begin.
    """
    text = document.text
    taken = [span for s in statements for span in (*s.cue, *s.content)]
    out = []
    for number in layout.within(reach):
        lead = layout.paragraphs[number]
        if _SHOULD.search(text, *lead.words) and not covered(lead.words, taken):
            points = [p for p in layout.points_under(number) if not covered(p.words, taken)]
            out += [_demand(document, lead.words, point.words) for point in points]
    return out


def _demand(document: Document, lead: Span, point: Span) -> Statement:
    content = (_without_tail(document.text, lead), _without_tail(document.text, point))
    return Statement(
        id=statement_id(document, "author", (), (), content),
        document=document.id,
        voice="author",
        content=content,
        quote=cut(document.text, content),
        confidence={"statement": UNRATED},
        made_by=MADE_BY,
    )


def order_of(statement: Statement) -> Iterator[Span]:
    """Yield where *statement* begins and what it says there, so that the points of a list keep their order.

    A source at the head of a resolution is far away, and does not count.
    """
    said = min([*statement.cue, *statement.content])
    yield min([said, *(s for s in statement.source if said[0] - s[1] < _FAR)])
    yield from statement.content
