"""Statements seen in their document: sentence, paragraph, words, and the countries mentioned there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.labels.features import Reading, make_reading
from onrecord.labels.lexicon import read_words
from onrecord.labels.provisions import Provision, legal_text
from onrecord.labels.scenes import Scene, make_scene
from onrecord.records import Document, Span, Statement
from onrecord.reference.countries import CountryMention, Gazetteer
from onrecord.text.sentences import find_sentences
from onrecord.text.spans import find_containing, overlap, paragraphs, subtract

_CLOSELY_CHARS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A document made ready: its sentences and paragraphs in reading order, and its country mentions.

    *scene* says how much each country weighs in it; *provision* says what its clauses are if the document is itself the
    text of a law or a bill.
    """

    document: Document
    sentences: tuple[Span, ...]
    paragraphs: tuple[Span, ...]
    mentions: tuple[CountryMention, ...]
    starts: tuple[int, ...]
    scene: Scene
    provision: Provision | None = None

    @property
    def text(self) -> str:
        """The frozen text."""
        return self.document.text

    def mentions_in(self, spans: Iterable[Span]) -> list[CountryMention]:
        """Return the country mentions that begin inside *spans*, in reading order within each."""
        return [
            mention
            for start, end in spans
            for mention in self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A statement with its surroundings: *sentence* runs over all the sentences that its content touches."""

    page: Page
    statement: Statement
    sentence: Span
    paragraph: Span
    reading: Reading

    @property
    def text(self) -> str:
        """The frozen text."""
        return self.page.document.text

    def around(self) -> list[Span]:
        """Return what of the sentence lies outside content and source."""
        return list(subtract(self.sentence, [*self.statement.content, *self.statement.source]))


def make_page(document: Document, gazetteer: Gazetteer) -> Page:
    """Make *document* ready for labelling."""
    mentions = tuple(gazetteer.mentions(document.text))
    parts = tuple(paragraphs(document.text))
    return Page(
        document=document,
        sentences=tuple(find_sentences(document.text)),
        paragraphs=parts,
        mentions=mentions,
        starts=tuple(m.span[0] for m in mentions),
        scene=make_scene(document, gazetteer, mentions, parts),
        provision=legal_text(document),
    )


def make_view(page: Page, statement: Statement) -> View:
    """Put *statement* into its surroundings."""
    text = page.document.text
    first, last = statement.content[0][0], statement.content[-1][1] - 1
    cue = [_up_to(page, statement, span) for span in statement.cue]
    reading = make_reading(read_words(text, statement.content), read_words(text, cue))
    return View(
        page=page,
        statement=statement,
        sentence=_stretch(page.sentences, first, last),
        paragraph=_stretch(page.paragraphs, first, first),
        reading=reading,
    )


def _up_to(page: Page, statement: Statement, cue: Span) -> Span:
    """Let a cue reach to the content that follows closely: "adopted a resolution on 11 February calling on …"."""
    starts = [start for start, _ in statement.content if cue[1] <= start <= cue[1] + _CLOSELY_CHARS]
    between = (cue[1], min(starts, default=cue[1]))
    others = [*statement.source, *statement.content]
    is_clear = not is_inside(between, others) and find_containing(page.sentences, cue[0]) == find_containing(
        page.sentences, between[1]
    )
    return (cue[0], between[1]) if starts and is_clear else cue


def _stretch(spans: tuple[Span, ...], first: int, last: int) -> Span:
    a, b = find_containing(spans, first), find_containing(spans, last)
    start = first if a is None else spans[a][0]
    end = last + 1 if b is None else spans[b][1]
    return start, max(end, last + 1)


def is_inside(span: Span, others: Iterable[Span]) -> bool:
    """Tell whether *span* shares any letter with *others*."""
    return any(overlap(span, other) for other in others)
