"""Words by which concerns speak of a bill: patterns from data, and stems for comparing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any

import snowballstemmer

from onrecord.records import Span

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_CYRILLIC = re.compile(r"[а-яё]", re.I)
_SHORTEST = 3
_STOP = frozenset(
    """the and for from into onto with without that this these those which who whom whose its their his her our your not nor but
    are was were been being has have had will would can could should must such than then there here where when while what why how
    also only very more most less least some each every other another both either neither between within under over after before
    about against instead because since until upon per via one two way so as at by in of on or to is it be an no we they you
    для или это что как его при под над без все всех быть был была были если том также только уже еще ещё чем между после перед
    который которая которое которые которых""".split()
)


@cache
def table(name: str) -> dict[str, Any]:
    """Return a table of `concern_words.toml`."""
    return dict(_tables()[name])


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resources.files(__package__).joinpath("concern_words.toml").read_text(encoding="utf-8"))


@cache
def pattern(name: str, key: str = "words") -> re.Pattern[str]:
    """Return the pattern of a list of words."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(table(name)[key])})(?!\w)", re.I)


def stems(text: str) -> Iterator[tuple[str, Span]]:
    """Yield the stems of the words of *text* that mean something, with their places."""
    for match in _WORD.finditer(text):
        word = match.group().lower().replace("’", "'").removesuffix("'s")
        if len(word) >= _SHORTEST and word not in _STOP:
            yield stem(word), match.span()


@cache
def stem(word: str) -> str:
    """Return the stem of a word in small letters."""
    return str(_stemmer("russian" if _CYRILLIC.search(word) else "english").stemWord(word))


@cache
def _stemmer(language: str) -> Any:
    return snowballstemmer.stemmer(language)


@cache
def generic_stems() -> frozenset[str]:
    """Return the stems of words that say nothing of what is asked to go or to come."""
    return frozenset(stem(word) for word in table("generic")["words"])


def telling_stems(text: str) -> tuple[str, ...]:
    """Return the stems of *text* that say what it is about, each once, in order."""
    return tuple(dict.fromkeys(s for s, _ in stems(text) if s not in generic_stems()))


def has_any(text: str, names: Iterable[str]) -> bool:
    """Tell whether *text* has a word of one of these tables."""
    return any(pattern(name).search(text) for name in names)
