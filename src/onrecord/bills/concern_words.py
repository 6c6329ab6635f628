"""Words by which concerns speak of a bill: patterns from data, and stems for comparing."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources
from typing import Any

import snowballstemmer  # type: ignore[import-untyped]

from onrecord.records import Span

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_CYRILLIC = re.compile(r"[а-яё]", re.I)
_SHORTEST = 3


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
        if len(word) >= _SHORTEST and word not in _stop_words():
            yield stem(word), match.span()


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(table("stop")["words"])


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
