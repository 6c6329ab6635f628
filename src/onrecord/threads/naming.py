"""Names for threads: words that stand in their statements, never others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.records import Statement
from onrecord.threads.profiles import Profile
from onrecord.threads.words import Word, commonness, find_words

_LONGEST = 5
_BETWEEN = re.compile(r" (?:(?:of|on|against|for|in|to|and|with|by) )?(?:(?:the|an?|his|her|their|its) )?")
_INSTRUMENT_BONUS = 1.6
_VERBAL = re.compile(r".+(?:ed|ing)$")
_FULL_CHARS = 60
_SMALL_WORDS = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


def find_phrases(text: str, words: Sequence[Word]) -> Iterator[str]:
    """Yield noun phrases among *words* of a statement, verbatim: up to five words with prepositions between them."""
    for first in range(len(words)):
        if _VERBAL.fullmatch(words[first].stem) or _is_verbal(text, words[first]):
            continue
        for last in range(first, min(first + _LONGEST, len(words))):
            if last > first and not _BETWEEN.fullmatch(text[words[last - 1].span[1] : words[last].span[0]]):
                break
            if not _is_verbal(text, words[last]) and not text[words[last].span[0]].isdigit():
                yield text[words[first].span[0] : words[last].span[1]]


def _is_verbal(text: str, word: Word) -> bool:
    return bool(_VERBAL.fullmatch(text[word.span[0] : word.span[1]])) and word.stem not in commonness()


def instrument_phrases(statement: Statement) -> Iterator[str]:
    """Yield the names of the instruments that a statement names."""
    yield from (_SMALL_WORDS.sub("", instrument.name) for instrument in statement.instruments)


def name_of(profile: Profile) -> str:
    """Return the phrase of a thread's statements that says most of what they have in common."""
    best = max(profile.phrases, key=lambda phrase: (_worth(phrase, profile), phrase), default="")
    return best[:1].upper() + best[1:]


def _worth(phrase: str, profile: Profile) -> float:
    stems = [w.stem for w in find_words(phrase)]
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
