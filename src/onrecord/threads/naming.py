"""Names for threads: words that stand in their statements, never others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from onrecord.records import Statement
from onrecord.threads.profiles import Profile
from onrecord.threads.words import Word, commonness, function_words, stem

_LONGEST = 5
_BETWEEN = re.compile(r" (?:(?:of|on|against|for|in|to|and|with|by) )?(?:(?:the|an?|his|her|their|its) )?")
_INSTRUMENT_BONUS = 1.6
_FULL_CHARS = 60
_SMALL_WORDS = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


Phrase = tuple[str, tuple[str, ...]]
"""Words verbatim, and their stems."""


def find_phrases(text: str, words: Sequence[Word]) -> Iterator[Phrase]:
    """Yield noun phrases among *words* of a statement: up to five words with prepositions between them."""
    verbal = [_is_verbal(text, word) for word in words]
    is_end = [not v and not text[w.span[0]].isdigit() for v, w in zip(verbal, words, strict=True)]
    follows = [False, *(_is_joint(text[a.span[1] : b.span[0]]) for a, b in pairwise(words))]
    for first in range(len(words)):
        if verbal[first]:
            continue
        for last in range(first, min(first + _LONGEST, len(words))):
            if last > first and not follows[last]:
                break
            if is_end[last]:
                stems = tuple(word.stem for word in words[first : last + 1])
                yield text[words[first].span[0] : words[last].span[1]], stems


@lru_cache(maxsize=4096)
def _is_joint(between: str) -> bool:
    return bool(_BETWEEN.fullmatch(between))


def _is_verbal(text: str, word: Word) -> bool:
    return word.stem not in commonness() and text.endswith(("ed", "ing"), *word.span)


def instrument_phrases(statement: Statement) -> Iterator[str]:
    """Yield the names of the instruments that a statement names."""
    yield from (_SMALL_WORDS.sub("", instrument.name) for instrument in statement.instruments)


@lru_cache(maxsize=100_000)
def stems_of(phrase: str) -> tuple[str, ...]:
    """Return the stems of a phrase."""
    low = (word.lower() for word in re.split(r"[^\w'’-]+", phrase) if word)
    return tuple(stem(word) for word in low if word not in function_words())


def name_of(profile: Profile) -> str:
    """Return the phrase of a thread's statements that says most of what they have in common."""
    best = max(profile.phrases, key=lambda phrase: (_worth(phrase, profile), phrase), default="")
    return best[:1].upper() + best[1:]


def _worth(phrase: str, profile: Profile) -> float:
    stems = stems_of(phrase)
    if not stems:
        return 0.0
    told = sum(max(profile.own.get(s, 0.0), profile.own.get("^" + s, 0.0)) for s in dict.fromkeys(stems))
    pairs = sum(profile.own.get(f"{a} {b}", 0.0) for a, b in pairwise(stems))
    bonus = _INSTRUMENT_BONUS if phrase in profile.instruments else 1.0
    return (
        bonus
        * (told + 0.5 * pairs)
        / (0.5 + len(stems))
        * min(1.0, 0.5 + len(stems) / 4)
        / max(1.0, len(phrase) / _FULL_CHARS)
    )
