"""What a statement has that may join it to others: its words and those around it, names, instruments, rights, place."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from sys import intern

import numpy as np
from numpy.typing import NDArray

from onrecord.records import Document, Span, Statement
from onrecord.reference.countries import Gazetteer
from onrecord.text.sentences import find_sentences
from onrecord.text.spans import paragraphs
from onrecord.threads.items import Item
from onrecord.threads.matters import find_matters
from onrecord.threads.naming import Phrase, find_phrases, instrument_phrases
from onrecord.threads.profiles import Strand
from onrecord.threads.rarities import INSTRUMENT, MATTER, NAME, Rarities
from onrecord.threads.words import Word, find_words, stem

OWN, SENTENCE, PARAGRAPH, TITLE = 1.0, 0.6, 0.1, 0.4
"""How much of a term counts that stands in the statement, in its sentence, in its paragraph, in the title."""
KEYS = 10
"""Terms by which threads are looked for that a statement may belong to."""
PHRASES = 6
"""Noun phrases of a statement that may name its thread."""
REACH = 2.0
"""Sentences after which what a neighbour means counts a third."""
OTHER_PARAGRAPH = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """A statement in its place: *terms* with how much each counts, *sentence* and *paragraph* by number.

    *country* is the statement's, else the one that its document is about.
    """

    item: Item
    country: str | None
    terms: dict[str, float]
    own: frozenset[str]
    sentence: int
    paragraph: int
    start: int
    phrases: tuple[Phrase, ...]


class Survey:
    """A document's words, sentences and paragraphs, looked at once for all of its statements.

    Args:
        document: whose text it is.
        unspoken: stems that tell nothing in this document: the names of its countries.
    """

    def __init__(self, document: Document, unspoken: frozenset[str] = frozenset()) -> None:
        text = self.text = document.text
        self.countries = document.countries
        self.words = [w for w in find_words(text) if w.stem not in unspoken]
        self.starts = [w.span[0] for w in self.words]
        self.sentences, self.paragraphs = find_sentences(text), paragraphs(text)
        self._sentence_ends = [end for _, end in self.sentences]
        self._paragraph_ends = [end for _, end in self.paragraphs]
        titled = find_words(document.title or "")
        self.title = frozenset(w.stem for w in titled if w.stem not in unspoken)
        self.titled = tuple(
            dict.fromkeys(find_phrases(document.title or "", [w for w in titled if w.stem not in unspoken]))
        )
        self._terms_of: dict[Span, frozenset[str]] = {}
        self._terms_around: dict[int, dict[str, float]] = {}

    def terms(self, span: Span) -> frozenset[str]:
        """Return the terms inside *span*: stems, names, pairs of neighbouring words, known matters."""
        if span not in self._terms_of:
            self._terms_of[span] = frozenset(map(intern, _terms(self._inside(span))))
        return self._terms_of[span]

    def _around(self, paragraph: int) -> dict[str, float]:
        if paragraph not in self._terms_around:
            terms = dict.fromkeys(self.title, TITLE)
            terms |= dict.fromkeys(self.terms(self.paragraphs[paragraph]), PARAGRAPH)
            self._terms_around[paragraph] = terms
        return self._terms_around[paragraph]

    def _inside(self, span: Span) -> Sequence[Word]:
        return self.words[bisect_left(self.starts, span[0]) : bisect_left(self.starts, span[1])]

    def phrases(self, spans: Iterable[Span]) -> tuple[Phrase, ...]:
        """Return the noun phrases inside *spans*, verbatim, each once."""
        return tuple(dict.fromkeys(phrase for span in spans for phrase in find_phrases(self.text, self._inside(span))))

    def all_terms(self, items: Iterable[Item]) -> frozenset[str]:
        """Return all terms of the document, and those of the instruments that its statements name."""
        named = (term for item in items for term in _of_instruments(item.statement))
        return self.terms((0, len(self.text))) | self.title | frozenset(named)

    def home(self, rarities: Rarities) -> str | None:
        """Return the country that the document is about: the one it names most, or whose names it shares."""
        if self.countries:
            return self.countries[0].code
        return rarities.likely_country(self.names())

    def names(self) -> frozenset[str]:
        """Return the words of proper names in the document, as terms."""
        return frozenset(NAME + word.stem for word in self.words if word.is_name)

    def traits(self, item: Item, home: str | None) -> Traits:
        """Return the traits of a statement of the document, which is about the country *home*."""
        content = item.statement.content
        start, end = content[0][0], content[-1][1]
        first = min(bisect_left(self._sentence_ends, start + 1), len(self.sentences) - 1)
        last = min(bisect_left(self._sentence_ends, end), len(self.sentences) - 1)
        paragraph = min(bisect_left(self._paragraph_ends, start + 1), len(self.paragraphs) - 1)
        own = frozenset(term for span in content for term in self.terms(span)) | _of_instruments(item.statement)
        terms = dict(self._around(paragraph))
        for sentence in self.sentences[first : last + 1]:
            terms |= dict.fromkeys(self.terms(sentence), SENTENCE)
        terms |= dict.fromkeys(own, OWN)
        return Traits(
            item=item,
            country=item.statement.country or home,
            terms=terms,
            own=own,
            sentence=first,
            paragraph=paragraph,
            start=start,
            phrases=self.phrases(content)
            or self.phrases(self.sentences[first : last + 1])
            or self.phrases(self.paragraphs[paragraph : paragraph + 1])
            or self.titled,
        )


def _terms(words: Sequence[Word]) -> Iterator[str]:
    stems = [w.stem for w in words]
    for n, word in enumerate(words):
        yield NAME + word.stem if word.is_name else word.stem
        if n and word.span[0] - words[n - 1].span[1] == 1:
            yield f"{stems[n - 1]} {word.stem}"
    yield from (MATTER + matter for matter in find_matters(stems))


def _of_instruments(statement: Statement) -> frozenset[str]:
    found: set[str] = set()
    for instrument in statement.instruments:
        words = find_words(instrument.name)
        found.add(INSTRUMENT + instrument.id)
        found.update(w.stem for w in words)
        found.update(f"{a.stem} {b.stem}" for a, b in pairwise(words))
    return frozenset(map(intern, found))


def spin(traits: Sequence[Traits], rarity: Callable[[str | None], Mapping[str, float]]) -> list[Strand]:
    """Make the statements of a document, in reading order, ready to be compared.

    Args:
        traits: all of them, so that each has the meaning of its neighbours around it.
        rarity: for a country, how much a term tells there.
    """
    contexts = _contexts(traits)
    return [_strand(one, rarity(one.country), context) for one, context in zip(traits, contexts, strict=True)]


def _strand(one: Traits, rarity: Mapping[str, float], context: NDArray[np.float32]) -> Strand:
    statement = one.item.statement
    weights = {term: share * rarity[term] for term, share in one.terms.items()}
    close = (term for term, share in one.terms.items() if share >= SENTENCE and weights[term] > 0)
    return Strand(
        statement=statement.id,
        country=one.country,
        words=_unit(weights),
        own=_unit({term: weights[term] for term in one.own}),
        rights=_unit(dict.fromkeys(statement.rights, 1.0)),
        vector=one.item.vector,
        context=context,
        keys=tuple(sorted(close, key=lambda term: (-weights[term], term))[:KEYS]),
        day=one.item.moment.start,
        phrases=_best_phrases(one.phrases, weights),
        instruments=tuple(instrument_phrases(statement)),
    )


def _best_phrases(phrases: Sequence[Phrase], weights: Mapping[str, float]) -> tuple[str, ...]:
    def worth(phrase: Phrase) -> tuple[float, str]:
        words, stems = phrase
        told = sum(max(weights.get(s, 0.0), weights.get(NAME + s, 0.0)) for s in stems)
        return told / (1 + len(stems)), words

    return tuple(words for words, _ in sorted(phrases, key=worth, reverse=True)[:PHRASES])


def _unit(weights: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(w * w for w in weights.values()))
    return {term: w / length for term, w in weights.items() if w > 0} if length else {}


def _contexts(traits: Sequence[Traits]) -> NDArray[np.float32]:
    """Return (n, 384): each statement's meaning with that of its neighbours, the less the farther they stand."""
    vectors = np.array([one.item.vector for one in traits], np.float32)
    apart = _apart([one.sentence for one in traits])
    share = np.exp(-apart / REACH) * np.where(_apart([one.paragraph for one in traits]) == 0, 1.0, OTHER_PARAGRAPH)
    mixed = share.astype(np.float32) @ vectors
    lengths = np.linalg.norm(mixed, axis=1, keepdims=True)
    contexts: NDArray[np.float32] = (mixed / np.maximum(lengths, 1e-9)).astype(np.float32)
    return contexts


def _apart(places: Iterable[int]) -> NDArray[np.float32]:
    at = np.array(list(places), np.float32)
    found: NDArray[np.float32] = np.abs(at[:, None] - at[None, :])
    return found


def names_of_country(gazetteer: Gazetteer, code: str | None) -> frozenset[str]:
    """Return the stems of a country's names and demonyms: they stand everywhere and tell nothing."""
    country = gazetteer.countries.get(code or "")
    if country is None:
        return frozenset()
    forms = (country.name, *country.also, *country.demonyms, *(d + "s" for d in country.demonyms))
    return frozenset(stem(word) for form in forms for word in form.split())
