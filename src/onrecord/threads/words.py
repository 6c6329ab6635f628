"""Words of a text as weaving sees them: stems, proper names, and how common each is."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from onrecord.records import Span

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:[.,/]\d+)*")
_POSSESSIVE = re.compile(r"[’']s?$")
_ENDINGS = (
    ("ational", "at"), ("ization", "iz"), ("isation", "iz"), ("fulness", ""), ("iveness", "iv"), ("ements", ""),
    ("ations", "at"), ("ation", "at"), ("ement", ""), ("ments", ""), ("ities", ""), ("ising", "iz"), ("izing", "iz"),
    ("ances", ""), ("ences", ""), ("ment", ""), ("ness", ""), ("ance", ""), ("ence", ""), ("ised", "iz"),
    ("ized", "iz"), ("ises", "iz"), ("izes", "iz"), ("ions", ""), ("ings", ""), ("ies", "i"), ("ise", "iz"),
    ("ize", "iz"), ("ity", ""), ("ive", ""), ("ers", ""), ("ors", ""), ("ing", ""), ("ion", ""), ("ous", ""),
    ("ed", ""), ("er", ""), ("or", ""), ("es", ""), ("al", ""), ("y", "i"), ("e", ""), ("s", ""),
)  # fmt: skip
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word of a text; *stem* is what joins its forms, *is_name* whether it is (part of) a proper name."""

    span: Span
    stem: str
    is_name: bool


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return what the forms of an English word have in common: cut endings, never below four letters."""
    low = _POSSESSIVE.sub("", word.lower())
    return _cut(_cut(low))


def _cut(low: str) -> str:
    if low.endswith("ss") or len(low) <= _SHORTEST_STEM:
        return low
    for ending, instead in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) + len(instead) >= _SHORTEST_STEM:
            return _undouble(low[: -len(ending)] + instead)
    return low


def _undouble(word: str) -> str:
    return word[:-1] if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "lsz" else word


@lru_cache(maxsize=4)
def find_words(text: str) -> tuple[Word, ...]:
    """Return the words of *text* in reading order, but for function words."""
    found = [(m.span(), m.group()) for m in _WORD.finditer(text)]
    names = _names(text, found)
    stops = function_words()
    out = []
    for span, word in found:
        low = _POSSESSIVE.sub("", word.lower())
        if low in stops or (len(low) < 3 and not word.isupper()) or (low.isdigit() and len(low) != 4):
            continue
        out.append(Word(span=span, stem=stem(low), is_name=word in names))
    return tuple(out)


def _names(text: str, found: Iterable[tuple[Span, str]]) -> frozenset[str]:
    """Return the words that stand capitalised inside sentences and hardly ever without a capital."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for (start, _), word in found:
        if word[0].islower():
            small[word] += 1
        elif not _begins(text, start):
            capital[word] += 1
    common = function_words()
    return frozenset(word for word, n in capital.items() if n > small[word.lower()] and word.lower() not in common)


def _begins(text: str, start: int) -> bool:
    """Tell whether a sentence, a quotation or a heading of one begins at *start*."""
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or before[-1] in '.!?:\n“"‘(•–—-…'


@cache
def function_words() -> frozenset[str]:
    """Return words that say nothing about a matter: articles, pronouns, months, verbs of saying."""
    return frozenset(word for group in _data()["stop"].values() for word in group.split())


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


class Common(NamedTuple):
    """How common a stem is: the *share* of sentences that have it; its *pull*: how much it is tied to one matter."""

    share: float
    pull: float


UNSEEN = Common(share=2e-5, pull=4.5)
"""What holds for a stem that the background does not have."""


@cache
def commonness() -> dict[str, Common]:
    """Return how common stems are in news and reports (commonness.tsv)."""
    raw = files(__package__).joinpath("commonness.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in raw.splitlines() if not line.startswith("#"))
    return {stem: Common(share=float(share) / 1e6, pull=float(pull) / 100) for stem, share, pull in rows}
