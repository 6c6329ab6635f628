"""Counts in a claim: how many of what, so that two counts of one thing can be told from counts of two things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from onrecord.threads.pair_words import Hit, Lexicon, lexicon, lists, stem, tokens, word_set

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = {w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)}
_SCALE = {"hundred": 100, "hundreds": 100, "thousand": 1000, "million": 1_000_000}
_NOT_COUNTS = frozenset(
    "article articles section paragraph paragraphs chapter no number year-old o'clock am pm percent per".split()
)
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_SPANS_OF_TIME = re.compile(
    r"(?:years?|months?|weeks?|days?|hours?|minutes?|decades?|centur\w+|met(?:re|er)s?|kilomet\w+|percent|per|times?|places?|points?|p|am|pm|"
    r"million|euros?|dollars?)$"
)
_REACH = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number of *things* (stems of the words beside it), *noun* the first of them.

    *deed* tells what happened to them; *is_share*: so many of more.
    """

    value: float
    things: frozenset[str]
    noun: str | None
    deed: str | None
    is_rough: bool
    is_share: bool


@cache
def deeds() -> Lexicon[str]:
    """Return the words for what happens to people that are counted."""
    lines = (line.partition(" = ") for line in lists()["counted"]["terms"].strip().splitlines())
    return lexicon((terms, name) for name, _, terms in lines)


@lru_cache(maxsize=100_000)
def counts_of(quote: str) -> tuple[Count, ...]:
    """Return the counts of *quote*; dates, ages, amounts of time and money, ranks and shares are none."""
    words, spans = tokens(quote)
    hits = deeds().find(words)
    out: list[Count] = []
    at = 0
    while at < len(words):
        size, value = number_at(words, at)
        is_other = value is None or quote[spans[at + size - 1][1] :][:1] == "%" or _is_age(quote, spans[at])
        if size and value is not None and not is_other:
            out += _count(words, hits, at, size, value)
        at += max(1, size)
    return tuple(out)


def _is_age(quote: str, span: tuple[int, int]) -> bool:
    """Tell whether a number stands between commas: "Ilse Maru, 34, was"."""
    return quote[: span[0]].rstrip().endswith(",") and quote[span[1] : span[1] + 1] in (",", "")


def number_at(words: Sequence[str], at: int) -> tuple[int, float | None]:
    """Return how many tokens from *at* make a number, and the number; 0 and None where none begins there."""
    word = words[at]
    if word[0].isdigit():
        digits = word.replace(",", "")
        return (1, float(digits)) if re.fullmatch(r"\d+(?:\.\d+)?", digits) else (1, None)
    value = _spelt(word)
    if value is None:
        return 0, None
    if at + 1 < len(words) and (scale := _SCALE.get(words[at + 1])):
        rest = _spelt(words[at + 3]) if words[at + 2 : at + 3] == ["and"] and at + 3 < len(words) else None
        return (2, value * scale) if rest is None else (4, value * scale + rest)
    return 1, value


@cache
def _spelt(word: str) -> float | None:
    if word in _UNITS[1:]:
        return float(_UNITS.index(word))
    if word in _TENS:
        return float(_TENS[word])
    ten, _, unit = word.partition("-")
    if ten in _TENS and unit in _UNITS:
        return float(_TENS[ten] + _UNITS.index(unit))
    return 12.0 if word == "dozen" else None


_AWAY = frozenset("with for over after before about at by from".split())


def _deed(words: Sequence[str], hits: Sequence[Hit[str]], at: int, size: int) -> str | None:
    """Return what happened to those who are counted: said right after the number, or right before it."""
    others = (n for n in range(at + size, len(words)) if number_at(words, n)[0] and words[n - 1] not in ("not", "in"))
    stop = next(others, len(words))
    after = [h for h in hits if at + size <= h.first < min(stop, at + size + _REACH)]
    if after and not any(w in _AWAY for w in words[at + size : after[0].first]):
        return after[0].value
    before = [h for h in hits if at - 2 <= h.last < at]
    return before[-1].value if before else None


def _count(words: Sequence[str], hits: Sequence[Hit[str]], at: int, size: int, value: float) -> list[Count]:
    before = words[at - 1] if at else ""
    after = words[at + size : at + size + _REACH]
    is_day = _MONTHS & set(after[:3]) or (before in _MONTHS and words[at][0].isdigit())
    if before == "not" or before in _NOT_COUNTS or is_day:
        return []
    if (after and _SPANS_OF_TIME.match(after[0])) or _FIRST_YEAR <= value <= _LAST_YEAR:
        return []
    deed = _deed(words, hits, at, size)
    weak = word_set("weak")
    things = frozenset(stem(w) for w in after[:3] if w not in weak and not w[0].isdigit())
    if value < _FEWEST and not deed:
        return []
    is_share = (before == "of" and deed is None) or (after[:1] == ["of"] and after[1:2] not in _OURS)
    return [
        Count(
            value=value,
            things=things,
            noun=_noun(after, hits, at + size),
            deed=deed,
            is_rough=before in _ROUGHLY,
            is_share=is_share,
        )
    ]


def _noun(after: Sequence[str], hits: Sequence[Hit[str]], start: int) -> str | None:
    """Return what is counted ("six gendarmes"), None where it is people or the deed itself ("two deaths")."""
    of_deeds = {n for hit in hits for n in range(hit.first, hit.last + 1)}
    plain = [(n, w) for n, w in enumerate(after[:3]) if w not in word_set("weak")]
    return stem(plain[0][1]) if plain and start + plain[0][0] not in of_deeds else None


_OURS = (["our"], ["my"], ["their"], ["your"])
"""Eleven of our brothers are eleven in all."""
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_FEWEST = 2
_ROUGHLY = frozenset("about some around nearly almost least than over to".split())
