"""Words that set two claims apart which else share theirs: another place, another year, the second, not the first."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.threads.pair_words import has

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ORDINALS = re.compile(r"\b(?:first|second|third|fourth|fifth|lower|upper|primary|secondary)\b", re.IGNORECASE)
_TURN = re.compile(r"\s*Elsewhere,\s")
"""At the head of a sentence it turns to another matter, not to another place."""
_PROVISION = re.compile(r"\b(?:Articles?|Sections?|Chapters?) (\d+\w*)")


def are_of_two_things(quote: str, other: str) -> bool:
    """Tell whether the words say that two clauses are of two things: one is of another place, text or ordinal."""
    mine, theirs = (_TURN.sub("", said, count=1) if _TURN.match(said) else said for said in (quote, other))
    if has("apart", "elsewhere", mine) != has("apart", "elsewhere", theirs):
        return True
    return any(_differ(pattern, quote, other) for pattern in (_ORDINALS, _PROVISION))


def are_of_two_years(quote: str, other: str) -> bool:
    """Tell whether both clauses name years, and not the same ones."""
    mine, theirs = _found(_YEAR, quote), _found(_YEAR, other)
    return bool(mine and theirs) and mine != theirs


def have_other_names(names: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether each side names something that the other does not."""
    return bool(names - other) and bool(other - names)


def _differ(pattern: re.Pattern[str], quote: str, other: str) -> bool:
    mine, theirs = _found(pattern, quote), _found(pattern, other)
    return bool(mine and theirs) and not mine & theirs


@lru_cache(maxsize=200_000)
def _found(pattern: re.Pattern[str], quote: str) -> frozenset[str]:
    return frozenset(found.lower() for found in pattern.findall(quote))
