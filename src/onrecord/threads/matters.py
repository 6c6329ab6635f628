"""Matters that come up in every country under several names: the death penalty is capital punishment."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from onrecord.threads.words import function_words, stem


def find_matters(stems: Sequence[str]) -> Iterator[str]:
    """Yield the codes of the matters whose names stand in a row of *stems*; function words are left out of both."""
    names = _names()
    for n, first in enumerate(stems):
        for rest, code in names.get(first, ()):
            if tuple(stems[n + 1 : n + 1 + len(rest)]) == rest:
                yield code


def name_of(code: str) -> str:
    """Return what people call the matter."""
    return str(_data()[code]["name"])


@cache
def _names() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    stops = function_words()
    for code, row in _data().items():
        for form in str(row["forms"]).split(","):
            words = [stem(word) for word in form.split() if word not in stops]
            found[words[0]].append((tuple(words[1:]), code))
    return {first: tuple(rest) for first, rest in found.items()}


@cache
def _data() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("matters.toml").read_text(encoding="utf-8"))
