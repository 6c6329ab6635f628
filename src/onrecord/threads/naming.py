"""Names for threads: words that stand in their statements, never others."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from onrecord.records import Statement
from onrecord.threads.profiles import Profile
from onrecord.threads.words import Word, commonness, function_words, stem

_LONGEST = 5
_ARTICLE = "(?:the|an?|his|her|their|its) "
_BETWEEN = re.compile(f" (?:(?:of|on|against|for|in|and|with|by) (?:{_ARTICLE})?|to {_ARTICLE})?")
_INSTRUMENT_BONUS = 1.6
_NAMED_BY = 0.5
"""Share of a thread's statements that name an instrument for which the thread may be called."""
_FULL_CHARS = 60
_SMALL_WORDS = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"[’']s?$")
_LAST_WORD = re.compile(r"([^\W\d_][\w’'-]*) $")
_NEXT_WORD = re.compile(r" ([^\W\d_][\w’'-]*)")
_IN_QUOTATION = re.compile(r"(?:“[^”]*|(?:^|[\s(])\"[^\"]*)$")
_QUOTED_WITHIN = 60
"""Characters after the beginning of a quotation in which its first words stand."""
_NO_HEAD = ("ed", "ly")
"""How words end that no noun phrase ends with."""


Phrase = tuple[str, tuple[str, ...]]
"""Words verbatim, and their stems."""


def find_phrases(text: str, words: Sequence[Word]) -> Iterator[Phrase]:
    """Yield noun phrases among *words* of a statement: up to five words with prepositions between them.

    A phrase is whole: no noun follows that belongs to it. One word alone is one only where it is a name. Those after an
    article, a preposition or a number are sure; where a statement has such, others are left out. The first words of
    quotations are left out: what is worth quoting is often a figure of speech.
    """
    found = list(_phrases(text, words))
    yield from (phrase for is_sure, phrase in found if is_sure or not any(sure for sure, _ in found))


def _phrases(text: str, words: Sequence[Word]) -> Iterator[tuple[bool, Phrase]]:
    verbal = [_is_verbal(text, word) for word in words]
    ends = [not v and _may_end(text, word) for v, word in zip(verbal, words, strict=True)]
    follows = [False, *(_is_joint(text[a.span[1] : b.span[0]]) for a, b in pairwise(words))]
    for first, word in enumerate(words):
        before = _before(text, word)
        if verbal[first] or before in _words_of("barring") or text.endswith("ly", *word.span):
            continue
        if not word.is_name and _is_quoted(text, word):
            continue
        is_sure = word.is_name or before in _words_of("leading")
        for last in range(first, min(first + _LONGEST, len(words))):
            if last > first and not (follows[last] and _may_join(text, words[first : last + 1])):
                break
            if ends[last] and (last > first or (word.is_name and word.stem not in commonness())):
                stems = tuple(w.stem for w in words[first : last + 1])
                phrase = _POSSESSIVE.sub("", text[word.span[0] : words[last].span[1]])
                yield is_sure, (phrase, stems)


def _before(text: str, word: Word) -> str:
    """Return the word right before *word*, in lower case; nothing if something else stands between."""
    found = _LAST_WORD.search(text, max(0, word.span[0] - 24), word.span[0])
    return found[1].lower() if found else ""


def _is_quoted(text: str, word: Word) -> bool:
    """Tell whether *word* is among the first of a quotation."""
    start = word.span[0]
    return _IN_QUOTATION.search(text[max(0, start - _QUOTED_WITHIN) : start]) is not None


def _may_join(text: str, words: Sequence[Word]) -> bool:
    """Tell whether the last of *words* goes on with the phrase: "and" joins names, and what stands after "of"."""
    one, other = words[-2:]
    if " and " not in text[one.span[1] : other.span[0]]:
        return True
    return (one.is_name and other.is_name) or " of " in text[words[0].span[1] : one.span[0]]


def _may_end(text: str, word: Word) -> bool:
    """Tell whether a noun phrase may end with *word*: a noun, as far as its form and what follows tell."""
    start, end = word.span
    if text[start].isdigit() or (text.endswith(_NO_HEAD, start, end) and not word.is_name):
        return False
    found = _NEXT_WORD.match(text, end)
    if found is None:
        return True
    following = found[1]
    return following.lower() in _words_of("following") or following.endswith(("ed", "ing"))


@cache
def _words_of(group: str) -> frozenset[str]:
    data = tomllib.loads(files(__package__).joinpath("naming.toml").read_text(encoding="utf-8"))
    return frozenset(str(data[group]["words"]).split())


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
    """Return what a thread is called: an instrument that many of its statements name, or a phrase that says most."""
    named = [name for name, count in profile.instruments.items() if count >= _NAMED_BY * profile.size]
    best = max({*profile.phrases, *named}, key=lambda phrase: (_worth(phrase, profile), phrase), default="")
    return best[:1].upper() + best[1:]


def _worth(phrase: str, profile: Profile) -> float:
    """Return how much of what a thread's statements have in common a phrase says, for its length."""
    stems = stems_of(phrase)
    if not stems:
        return 0.0
    told = sum(max(profile.own.get(s, 0.0), profile.own.get("^" + s, 0.0)) for s in dict.fromkeys(stems))
    pairs = sum(profile.own.get(f"{a} {b}", 0.0) for a, b in pairwise(stems))
    bonus = _INSTRUMENT_BONUS if phrase in profile.instruments else 1.0
    length = (0.5 + len(stems)) * max(1.0, len(phrase) / _FULL_CHARS)
    return bonus * (told + 0.5 * pairs) * min(1.0, 0.5 + len(stems) / 4) / length
