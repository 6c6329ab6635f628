"""What a text is about: matters, telling words and instruments, each with how much it tells."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import snowballstemmer  # type: ignore[import-untyped]

from onrecord.records import Span
from onrecord.reference.instruments import find_known

Terms = dict[str, float]
"""Terms with their weights: a stem ("camera"), a matter ("=libel") or an instrument ("#OPCAT")."""

NARROW, BROAD, INSTRUMENT, RAREST = 5.0, 2.5, 5.5, 6.0
"""Weights of a narrow and a broad matter, of an instrument, and of a word that is in no count (a name, most often)."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LEAST = 2.6
"""Words in more than one sentence of thirteen tell nothing."""
_TREATIES = frozenset({"treaty", "agreement"})


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the stem of a word in lower case."""
    return str(_stemmer().stemWord(word.replace("’", "'").removesuffix("'s")))


def stems(text: str) -> list[str]:
    """Return the stems of the words of a text, in order."""
    return [stem(word.lower()) for word in _WORD.findall(text)]


@cache
def _telling() -> dict[str, float]:
    raw = resources.files(__package__).joinpath("words.psv").read_text(encoding="utf-8")
    pairs = (line.split("|") for line in raw.splitlines() if not line.startswith("#"))
    return {word: float(value) for word, value in pairs}


@cache
def _stopped() -> frozenset[str]:
    return frozenset(stem(word) for words in _toml("stop.toml").values() for word in words.split())


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A phrase of a matter as stems; *exact*: the word itself, where its stem means more."""

    stems: tuple[str, ...]
    matter: str
    weight: float
    exact: str | None = None


@cache
def _phrases() -> dict[str, list[_Phrase]]:
    """Return by its first stem the phrases of the matters, the longest first."""
    found: dict[str, list[_Phrase]] = {}
    for name, matter in _toml("matters.toml").items():
        weight = NARROW if matter["narrow"] else BROAD
        for phrase in matter["phrases"]:
            exact = phrase.strip("'") if phrase.startswith("'") else None
            one = _Phrase(tuple(stems(phrase)), f"={name}", weight, exact)
            found.setdefault(one.stems[0], []).append(one)
    return {first: sorted(phrases, key=lambda p: -len(p.stems)) for first, phrases in found.items()}


def terms_of(text: str, ignored: frozenset[str] = frozenset(), *, names_instruments: bool = True) -> Terms:
    """Return what a text is about.

    Args:
        text: a commitment or a statement.
        ignored: stems that tell nothing here: those of the country's names.
        names_instruments: whether to look for treaties and agreements by their names.

    Returns:
        Terms; words that stand inside the phrase of a matter or the name of an instrument are counted with that alone.
    """
    found: Terms = {}
    if names_instruments:
        hits = [(span, known) for span, known in find_known(text) if known.kind in _TREATIES]
        parents = {known.protocol_to for _, known in hits}
        found |= {f"#{known.key}": INSTRUMENT for _, known in hits if known.key not in parents}
        text = without(text, [span for span, _ in hits])
    words = [word.lower() for word in _WORD.findall(text)]
    row = [stem(word) for word in words]
    place = 0
    while place < len(row):
        length, matters = _matter_at(row, words, place)
        found |= matters
        word = row[place]
        if not length and word not in ignored and word not in _stopped() and (weight := weight_of(word)) >= _LEAST:
            found[word] = weight
        place += max(length, 1)
    return found


def without(text: str, spans: Iterable[Span]) -> str:
    """Return *text* with other words in the place of *spans* blotted out."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _matter_at(row: Sequence[str], words: Sequence[str], place: int) -> tuple[int, Terms]:
    """Return how many words the longest phrase at *place* takes, and its matters: a phrase may name several."""
    taken, found = 0, {}
    for phrase in _phrases().get(row[place], ()):
        length = len(phrase.stems)
        if length < taken:
            break
        is_there = tuple(row[place : place + length]) == phrase.stems
        if is_there and phrase.exact in (None, words[place]):
            taken = length
            found[phrase.matter] = phrase.weight
    return taken, found


def weight_of(word: str) -> float:
    """Return how telling a stem is, from 0 to `RAREST`."""
    return min(_telling().get(word, RAREST), RAREST) if len(word) > 1 else 0.0


def shown(terms: Iterable[str]) -> Iterator[str]:
    """Yield terms as people read them."""
    for term in terms:
        yield term.lstrip("=#").replace("-", " ") if term.startswith("=") else term.lstrip("#")
