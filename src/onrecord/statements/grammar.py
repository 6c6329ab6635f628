"""Word lists of grammar, from ``grammar.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def words(kind: str) -> frozenset[str]:
    """Return the word list *kind*."""
    return frozenset(str(_data()[kind]).split())


@cache
def endings() -> tuple[str, ...]:
    """Return the endings of words that modify a noun."""
    return tuple(str(_data()["modifier_endings"]).split())


def alternatives(kind: str) -> str:
    """Return the word list *kind* as alternatives of a regular expression, longest first."""
    return "|".join(sorted(words(kind), key=lambda w: (-len(w), w)))


def phrases(kind: str) -> tuple[str, ...]:
    """Return the list of regular expressions *kind*."""
    return tuple(_data()[kind])


@cache
def _data() -> dict[str, Any]:
    raw = resources.files(__package__).joinpath("grammar.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)
