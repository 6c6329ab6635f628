"""Make documents and statements up from the examples: the same sentences of other countries, people, places and days.

The documents of the example dossier are taken apart where no statement crosses, and put together again in other
mixtures; names, numbers, dates and some nouns are exchanged; spans follow. The vectors are those of the originals with
noise, so that those of one origin lie together as statements on one matter do.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from onrecord.dossier import Dossier
from onrecord.dossier.fits import stored_statements
from onrecord.records import (
    Blob,
    CountryShare,
    DeclaredCountry,
    Document,
    Marked,
    Sighting,
    Span,
    Speaker,
    Statement,
    When,
    cut,
    sha256_hex,
    statement_id,
)

HOME, NEIGHBOUR = "XEX", "XNV"
NOISE = 0.03
"""Standard deviation added to each of 384 components: statements of one origin have cosines of about 0.75."""
STATEMENTS_A_DOCUMENT = 19.4
ORIGINAL_BYTES = 7_500
"""What an original of the examples takes in the file; generated ones are filled up with bytes that do not compress."""
PEOPLE, PLACES = 8, 12
"""Casts and sets of places that a country has."""

_PLACES = "Vessin Dorrin Port Almery Carron Quayside Littoral Harbour Lantern Quay".split()
_STATES = "Exempla EXEMPLA Exemplan Exemplans Norvania Norvanian".split()
_NOUNS = {
    "miners": "nurses teachers dockers farmers drivers weavers printers fishermen foresters bakers",
    "copper": "cotton timber wheat coal cobalt sugar salt fish phosphate tea",
    "strike": "march vigil sit-in rally boycott procession walkout blockade picket parade",
    "newspaper": "broadcaster magazine website station journal weekly bulletin channel agency podcast",
    "electrician": "student carpenter nurse pensioner teacher mechanic shopkeeper poet welder baker",
    "libel": "slander blasphemy insult sedition vagrancy extremism hooliganism espionage treason loitering",
    "lawyers": "judges doctors monks veterans tenants pensioners students herders tailors potters",
    "treaty": "pact charter accord compact concordat convention agreement memorandum settlement armistice",
    "inquiry": "audit probe review investigation study survey hearing inspection reckoning tribunal",
    "cameras": "microphones scanners drones sensors recorders terminals badges fences gates locks",
}
_OUTLETS = ("Post", "Watch", "Agency", "Review")
_SYLLABLES = "ba re ti ko lu mar ven dos pel gar nim sol tar vek hol bri cas dun fer jor lan mos ash el or".split()
_SWAPPED = {*_PLACES, *_STATES}
_TOKEN = re.compile(r"\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statement of an example, its vector, and where all its spans begin and end among the pieces of its block."""

    statement: Statement
    vector: NDArray[np.float32]
    first: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Paragraphs of an example that no statement leaves: pieces, every other one a word that is exchanged.

    *edges* are (piece, offset in it) of the span ends of all its statements, as two arrays.
    """

    pieces: tuple[str, ...]
    is_swapped: tuple[bool, ...]
    told: tuple[Told, ...]
    edges: tuple[NDArray[np.int64], NDArray[np.int64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An example document and its blocks."""

    document: Document
    blocks: tuple[Block, ...]


Words = Callable[[str], str]


def load(dossier: Dossier) -> list[Source]:
    """Take the examples of a dossier apart."""
    people = {w for s in _speakers(dossier) if s.named and not s.collective for w in _TOKEN.findall(s.name or "")}
    swapped = {*people, *_PLACES, *_STATES, *_NOUNS} - {"of", "the", "The", "Free", "Ballot"}
    found = [_source(dossier, document, swapped) for document in dossier.documents()]
    return [one for one in found if any(block.told for block in one.blocks)]


def _speakers(dossier: Dossier) -> Iterator[Speaker]:
    yield from (speaker for statement in dossier.statements() for speaker in statement.speakers)


def _source(dossier: Dossier, document: Document, swapped: set[str]) -> Source:
    stored, vectors = stored_statements(dossier, document.id)
    order = sorted(range(len(stored)), key=lambda n: min(_spans(stored[n].statement)))
    told = [(stored[n].statement, vectors[n]) for n in order]
    stretches = [(min(a for a, _ in _spans(s)), max(b for _, b in _spans(s))) for s, _ in told]
    parts = _parts(document.text, stretches)
    blocks = []
    for start, end in parts:
        inside = [told[n] for n, (a, b) in enumerate(stretches) if start <= a and b <= end]
        blocks.append(_block(document.text[start:end], start, inside, swapped))
    return Source(document=document, blocks=tuple(blocks))


def _parts(text: str, stretches: Sequence[Span]) -> list[Span]:
    """Return the stretches between line ends that no statement crosses."""
    ends = (found.span() for found in re.finditer(r"\n+", text))
    cuts = [0, *(end for start, end in ends if not any(a < end and start < b for a, b in stretches))]
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True) if b > a]


def _spans(statement: Statement) -> list[Span]:
    """Return all spans of a statement, in an order that `_respanned` knows."""
    spans = [*statement.source, *statement.cue, *statement.content, *statement.exceptions, *statement.limited]
    for instrument in statement.instruments:
        spans += instrument.spans
    return [*spans, *(figure.span for figure in statement.figures)]


def _block(text: str, start: int, told: Sequence[tuple[Statement, NDArray[np.float32]]], swapped: set[str]) -> Block:
    pieces, is_swapped, at = list[str](), list[bool](), 0
    for found in _TOKEN.finditer(text):
        if found.group() in swapped or found.group().isdecimal():
            pieces += [text[at : found.start()], found.group()]
            is_swapped += [False, True]
            at = found.end()
    pieces.append(text[at:])
    is_swapped.append(False)
    offsets = np.cumsum([0, *map(len, pieces)]).tolist()
    edges: list[tuple[int, int]] = []
    inside: list[Told] = []
    for statement, vector in told:
        spans = _spans(statement)
        inside.append(Told(statement=statement, vector=vector, first=len(edges), count=len(spans)))
        for a, b in spans:
            edges += [_edge(a - start, offsets, is_swapped, 0), _edge(b - start, offsets, is_swapped, 1)]
    table = np.array(edges, np.int64).reshape(-1, 2)
    return Block(
        pieces=tuple(pieces), is_swapped=tuple(is_swapped), told=tuple(inside), edges=(table[:, 0], table[:, 1])
    )


def _edge(at: int, offsets: list[int], is_swapped: list[bool], is_end: int) -> tuple[int, int]:
    piece = min(bisect_right(offsets, at) - 1, len(is_swapped) - 1)
    if is_swapped[piece] and at > offsets[piece]:
        return piece + is_end, 0
    return piece, at - offsets[piece]


# Countries


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """An invented country; *weight* is its share of the documents."""

    declared: DeclaredCountry
    weight: float


def countries(count: int) -> list[Country]:
    """Invent countries; the n-th is written about 1 / n ** 0.8 as often as the first."""
    made, seen = [], {"Exempla", "Norvania"}
    codes = (f"X{a}{b}" for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    codes = (code for code in codes if code not in ("XEX", "XNV", "XKX"))
    for n, code in zip(range(count), codes, strict=False):
        name = next(c for k in range(99) if (c := _name("country", n, k) + "ia") not in seen)
        seen.add(name)
        declared = DeclaredCountry(code=code, name=name, demonym=f"{name}n")
        made.append(Country(declared=declared, weight=(n + 1) ** -0.8))
    return made


@cache
def _name(*key: object) -> str:
    chance = random.Random(repr(key))
    return "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3)))).capitalize()


# Documents


Made = tuple[Blob, Document, list[Statement], NDArray[np.float32], list[str]]
"""What `Dossier.keep` takes, and the id of the example's statement that each statement was made from."""


class Maker:
    """Makes documents.

    Args:
        sources: the examples.
        found: the countries.
        seed: the same makes the same documents.
    """

    def __init__(self, sources: Sequence[Source], found: Sequence[Country], seed: int) -> None:
        self._sources, self._countries = sources, found
        self._pool = [block for source in sources for block in source.blocks if block.told]
        self._chance, self._numbers = random.Random(seed), np.random.default_rng(seed)
        self._weights = np.cumsum([country.weight for country in found]).tolist()

    def documents(self, statements: int) -> Iterator[tuple[Country, Made]]:
        """Yield documents with so many statements in all."""
        made = 0
        while made < statements:
            (country,) = self._chance.choices(self._countries, cum_weights=self._weights)
            one = self._document(country, made)
            made += len(one[2])
            yield country, one

    def _document(self, country: Country, number: int) -> Made:
        source = self._chance.choice(self._sources)
        blocks = self._blocks(source)
        words = self._words(country)
        texts, marks = list[str](), list[NDArray[np.int64]]()
        length = 0
        for block in blocks:
            parts = [words(p) if swap else p for p, swap in zip(block.pieces, block.is_swapped, strict=True)]
            lengths = np.cumsum([length, *map(len, parts)])
            marks.append(lengths[block.edges[0]] + block.edges[1])
            texts.append("".join(parts))
            length = int(lengths[-1])
            if not texts[-1].endswith("\n"):
                texts[-1] += "\n"
                length += 1
        text = "".join(texts)
        blob, document = self._kept(source.document, text, country, words, number)
        statements, vectors, origins = list[Statement](), list[NDArray[np.float32]](), list[str]()
        for block, edges in zip(blocks, marks, strict=True):
            self._tell(block, edges.tolist(), document, country, words, statements, vectors, origins)
        return blob, document, statements, self._shaken(vectors), origins

    def _blocks(self, source: Source) -> list[Block]:
        """Choose blocks: most of them of one example, each once."""
        target = self._chance.lognormvariate(2.75, 0.62)
        own = self._chance.sample(source.blocks, len(source.blocks))
        others = self._chance.sample(self._pool, min(len(self._pool), 40))
        chosen, size = dict[int, Block](), 0
        while size < target and (own or others):
            block = own.pop() if own and (self._chance.random() < 0.5 or not others) else others.pop()
            size += 0 if id(block) in chosen else len(block.told)
            chosen[id(block)] = block
        return list(chosen.values())

    def _words(self, country: Country) -> Words:
        """Choose what names, numbers and nouns become in one document."""
        chance = self._chance
        other = chance.choice(self._countries).declared
        mine = country.declared
        table = {
            "Exempla": mine.name, "EXEMPLA": mine.name.upper(), "Exemplan": f"{mine.demonym}",
            "Exemplans": f"{mine.demonym}s", "Norvania": other.name, "Norvanian": f"{other.demonym}",
        }  # fmt: skip
        cast, place = min(chance.randrange(PEOPLE), chance.randrange(PEOPLE)), chance.randrange(PLACES)
        for noun, instead in _NOUNS.items():
            if chance.random() < 0.8:
                table[noun] = chance.choice(instead.split())
        years = chance.randint(-10, 3)

        def word(old: str) -> str:
            if old.isdecimal():
                return _number(old, years, chance)
            if old not in table:
                table[old] = _name(mine.code, old, place if old in _PLACES else cast)
            return table[old]

        return word

    def _kept(self, source: Document, text: str, country: Country, words: Words, number: int) -> tuple[Blob, Document]:
        chance = self._chance
        title = _reworded(source.title or "", words) or text[:60]
        page = f"<html><head><title>{title}</title></head><body><p>{text}</p><img src='data:,"
        filling = max(0, int(ORIGINAL_BYTES * chance.uniform(0.4, 1.6)) - len(text) // 2)
        data = page.encode() + chance.randbytes(filling) + b"'></body></html>"
        day = f"{chance.randint(2005, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        is_dated = chance.random() < 0.95
        where = f"https://{_name('outlet', chance.randrange(300)).lower()}.example/{number}.html"
        sighting = Sighting(where=where, seen_at="2025-05-01T10:00:00Z")
        sha256 = sha256_hex(data)
        document = replace(
            source,
            id=sha256[:20],
            sha256=sha256,
            text_sha256=sha256_hex(text.encode()),
            text=text,
            title=title,
            publisher=f"{_name('outlet', chance.randrange(300))} {chance.choice(_OUTLETS)}",
            authors=(),
            published=When(start=day, end=day, precision="day", basis="stated") if is_dated else When(),
            countries=(CountryShare(code=country.declared.code, share=0.9),),
            boilerplate=(Marked(start=max(0, len(text) - 40), end=len(text), kind="legal"),),
            disclosures=(),
            scare_quotes=(),
            pages=(),
            sightings=(sighting,),
        )
        return Blob(data=data, name=where, sighting=sighting), document

    def _tell(
        self, block: Block, edges: list[int], document: Document, country: Country, words: Words,
        statements: list[Statement], vectors: list[NDArray[np.float32]], origins: list[str],
    ) -> None:  # fmt: skip
        """Add the statements of a block as they stand in *document*."""
        new_ids: dict[str, str] = {}
        made = []
        for told in block.told:
            ends = edges[told.first : told.first + 2 * told.count]
            spans = list(zip(ends[::2], ends[1::2], strict=True))
            one = self._statement(told.statement, spans, document, country, words)
            new_ids[told.statement.id] = one.id
            made.append(one)
        for told, one in zip(block.told, made, strict=True):
            within = new_ids.get(told.statement.within or "")
            statements.append(replace(one, within=within))
            vectors.append(told.vector)
            origins.append(told.statement.id)

    def _statement(
        self, old: Statement, spans: list[Span], document: Document, country: Country, words: Words
    ) -> Statement:
        rest = iter(spans)

        def take(count: int) -> tuple[Span, ...]:
            return tuple(next(rest) for _ in range(count))

        source, cue, content = take(len(old.source)), take(len(old.cue)), take(len(old.content))
        exceptions, limited = take(len(old.exceptions)), take(len(old.limited))
        instruments = tuple(
            replace(i, spans=take(len(i.spans)), name=_reworded(i.name, words), id=_reworded(i.id, words))
            for i in old.instruments
        )
        figures = tuple(replace(f, span=next(rest)) for f in old.figures)
        return replace(
            old,
            id=statement_id(document, old.voice, source, cue, content),
            document=document.id,
            source=source,
            cue=cue,
            content=content,
            quote=cut(document.text, content),
            within=None,
            speakers=tuple(_renamed(speaker, words) for speaker in old.speakers),
            country=country.declared.code if old.country == HOME else self._other(old.country),
            target=_reworded(old.target, words) if old.target else old.target,
            time=self._moved(old.time),
            instruments=instruments,
            figures=figures,
            exceptions=exceptions,
            limited=limited,
            review="machine",
            confidence={k: round(v * self._chance.uniform(0.9, 1), 4) for k, v in old.confidence.items()},
        )

    def _other(self, code: str | None) -> str | None:
        return None if code is None else self._chance.choice(self._countries).declared.code

    def _moved(self, time: When) -> When:
        years = self._chance.randint(-10, 3)
        return replace(time, start=_later(time.start, years), end=_later(time.end, years))

    def _shaken(self, found: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
        if not found:
            return np.zeros((0, 384), np.float32)
        loose = np.stack(found) + NOISE * self._numbers.standard_normal((len(found), 384), np.float32)
        lengths = np.linalg.norm(loose, axis=1, keepdims=True)
        return np.asarray(loose / lengths, np.float32)


def _later(day: str | None, years: int) -> str | None:
    return None if day is None else f"{int(day[:4]) + years:04}{day[4:].replace('02-29', '02-28')}"


def _number(old: str, years: int, chance: random.Random) -> str:
    if len(old) == 4 and old[:2] in ("19", "20"):
        return str(int(old) + years)
    return str(chance.randrange(10 ** (len(old) - 1), 10 ** len(old))) if len(old) < 9 else old


def _reworded(text: str, words: Words) -> str:
    return _TOKEN.sub(lambda found: words(found.group()) if found.group() in _SWAPPED else found.group(), text)


def _renamed(speaker: Speaker, words: Words) -> Speaker:
    if speaker.named and not speaker.collective and speaker.name:
        name: str | None = " ".join(map(words, speaker.name.split()))
    else:
        name = _reworded(speaker.name, words) if speaker.name else speaker.name
    affiliation = _reworded(speaker.affiliation, words) if speaker.affiliation else None
    return replace(speaker, name=name, affiliation=affiliation)
