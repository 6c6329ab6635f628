"""Find the statements of a document: what others are quoted as saying, and what the author claims."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.models.reader import Glance, Reader
from onrecord.models.windows import Window
from onrecord.records import Document, Span, Statement, cut, statement_id
from onrecord.statements.agentless import without_agents
from onrecord.statements.claims import find_claims, outside_quotations
from onrecord.statements.confidence import rate
from onrecord.statements.decoding import TUNED, Found, Settings, decode
from onrecord.statements.fitting import fit
from onrecord.statements.modes import mode_of
from onrecord.statements.nesting import bring_back, echo_of, has_other_source, link
from onrecord.statements.opinions import add_opinions
from onrecord.statements.points import Layout, complete, demands, order_of
from onrecord.statements.tails import add_goings_on, drop_borrowed
from onrecord.statements.unsaid import drop_unsaid
from onrecord.statements.voices import is_authors_own, is_clause, is_headline, says_nothing
from onrecord.text.quotes import Quotation, find_quotations
from onrecord.text.sentences import find_sentences
from onrecord.text.spans import covered, trim

MADE_BY = "onrecord.statements/2"
_BLOCK = 64
"""Windows encoded at once: about 12,000 words, 25 MB of states."""
_REACH = 5000
"""How far after a content, in code points, other statements are looked at when it grows."""


def find_statements(document: Document, reader: Reader, settings: Settings = TUNED) -> tuple[Statement, ...]:
    """Find all statements of *document*, in reading order; speakers and labels are left open."""
    skip = [(m.start, m.end) for m in document.boilerplate]
    quotations = find_quotations(document.text)
    all_sentences = find_sentences(document.text)
    sentences = outside_quotations(all_sentences, quotations)
    windows = reader.windows(document.text, skip)
    layout = Layout(document.text)
    out: list[Statement] = []
    for block, (start, end) in _blocks(windows, len(document.text)):
        glances = [reader.look(window) for window in block]
        attributed = find_attributed(document, glances, reader, settings, quotations, all_sentences)
        attributed = complete(document, attributed, layout, (start, end))
        attributed = add_opinions(document, attributed, _between(all_sentences, (start, end)))
        attributed = with_inner(document, attributed, reader, settings, all_sentences)
        attributed += demands(document, attributed, layout, (start, end))
        out += [*attributed, *find_claims(document, glances, attributed, skip, _between(sentences, (start, end)))]
    return tuple(sorted(out, key=lambda s: tuple(order_of(s))))


def _between(sentences: Sequence[Span], reach: Span) -> Sequence[Span]:
    """Return the sentences that begin in *reach*."""
    start, end = reach
    return sentences[bisect_left(sentences, (start, start)) : bisect_left(sentences, (end, end))]


def _blocks(windows: Sequence[Window], end: int) -> Iterator[tuple[Sequence[Window], Span]]:
    """Yield some windows at a time, so that a long document needs no more memory, and the stretch they answer for."""
    if not windows:
        return
    edges = [int(w.units[w.own[0], 0]) for w in windows[_BLOCK::_BLOCK]]
    for i, reach in enumerate(pairwise([0, *edges, end])):
        yield windows[i * _BLOCK : (i + 1) * _BLOCK], reach


def find_attributed(
    document: Document,
    glances: Sequence[Glance],
    reader: Reader,
    settings: Settings = TUNED,
    quotations: Sequence[Quotation] | None = None,
    sentences: Sequence[Span] | None = None,
) -> list[Statement]:
    """Find what the document says that somebody else said, thinks, intends or demands.

    Args:
        document: whose words they are.
        glances: its windows, or some neighbouring ones, encoded.
        reader: what encoded them.
        settings: how to decode.
        quotations: all quotations of the document, where they are known.
        sentences: all its sentences, where they are known.
    """
    found = drop_unsaid(document.text, _without_repeats(decode(glances, reader, settings)))
    found = without_agents(document.text, drop_borrowed(found))
    found = add_goings_on(document.text, found, find_sentences(document.text) if sentences is None else sentences)
    near = _Neighbourhood(found, find_quotations(document.text) if quotations is None else quotations)
    out = []
    for f in found:
        touching = near.quotations(f)
        if content := fit(document.text, f.content, touching, near.taken(f)):
            out.append(_statement(document, f, content, touching))
    return [s for s in out if not _is_left_out(document, s)]


def with_inner(
    document: Document,
    outer: Sequence[Statement],
    reader: Reader,
    settings: Settings = TUNED,
    sentences: Sequence[Span] | None = None,
) -> list[Statement]:
    """Return *outer* and what others are reported to have said in its contents, each linked to what it lies within."""
    echo = echo_of(document.text, outer, find_sentences(document.text) if sentences is None else sentences)
    glances = [reader.look(window) for window in reader.windows(echo.text)]
    found = find_attributed(replace(document, text=echo.text), glances, reader, settings)
    inner = bring_back(document, outer, echo, found)
    known = [cue for s in outer for cue in s.cue]
    new = {s.cue: s for s in inner if not covered(s.cue[0], known)}
    linked = link([*outer, *new.values()])
    return link([s for s in linked if s.within is None or has_other_source(document.text, s)])


def _is_left_out(document: Document, statement: Statement) -> bool:
    if says_nothing(document.text[start:end] for start, end in statement.content):
        return True
    cue = cut(document.text, statement.cue)
    is_bare = statement.mode == "indirect" and not any(map(str.isalpha, cue))
    if is_bare and is_headline(document.text, statement.cue[0][0]):
        return not is_clause(statement.quote)
    return is_authors_own(cue, statement.mode or "indirect", has_source=bool(statement.source))


class _Neighbourhood:
    """What stands in and shortly after a statement, looked up by place."""

    def __init__(self, found: Sequence[Found], quotations: Sequence[Quotation]) -> None:
        self._spans = sorted((span, i) for i, f in enumerate(found) for span in (*f.source, f.cue, *f.content))
        self._starts = [span[0] for span, _ in self._spans]
        self._quotations, self._ends = quotations, [q.span[1] for q in quotations]
        self._number = {id(f): i for i, f in enumerate(found)}

    def quotations(self, found: Found) -> Sequence[Quotation]:
        """Return the quotations from the first that the content touches to a dozen after its end."""
        first = bisect_right(self._ends, found.content[0][0])
        last = bisect_right(self._ends, found.content[-1][1])
        return self._quotations[first : last + 12]

    def taken(self, found: Found) -> list[Span]:
        """Return the spans into which the content must not grow."""
        low, high = found.content[0][0] - 2, found.content[-1][1] + _REACH
        near = self._spans[bisect_left(self._starts, low) : bisect_left(self._starts, high)]
        others = [span for span, i in near if i != self._number[id(found)]]
        return [*others, *found.source, found.cue]


def _without_repeats(found: list[Found]) -> list[Found]:
    """Of statements with the same source and content keep the surest."""
    best: dict[tuple[tuple[Span, ...], tuple[Span, ...]], Found] = {}
    for f in sorted(found, key=lambda f: -f.scores["statement"]):
        best.setdefault((f.source, f.content), f)
    return sorted(best.values(), key=lambda f: f.cue)


def _statement(
    document: Document, found: Found, content: tuple[Span, ...], quotations: Sequence[Quotation]
) -> Statement:
    text = document.text
    source = tuple(span for s in found.source if (span := trim(text, s))[0] < span[1])
    cue = (trim(text, found.cue),)
    found_here = Statement(
        id=statement_id(document, "attributed", source, cue, content),
        document=document.id,
        voice="attributed",
        mode=mode_of(text, content, quotations),
        source=source,
        cue=cue,
        content=content,
        quote=cut(text, content),
        confidence={name: round(score, 4) for name, score in found.scores.items()},
        made_by=MADE_BY,
    )
    return rate(found_here)
