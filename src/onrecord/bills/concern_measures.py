"""Measures that are no penalties: fifteen days' notice, 300 metres, ten members."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.bills.concern_words import table
from onrecord.records import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A number with its unit; *unit* is one code for all forms of a word, empty where none stands beside the number."""

    value: float
    unit: str
    span: Span


def find_measures(text: str) -> tuple[Measured, ...]:
    """Return the measures of *text*, in order: numbers in digits or words with a unit that is known."""
    found = (_measured(match) for match in _pattern().finditer(text))
    return tuple(one for one in found if one.unit)


def find_target(asked: str) -> tuple[Measured | None, Measured] | None:
    """Return from which measure to which a demand wants to go: `from fifteen days to no more than three`.

    The first is None where only one is named; a number without a unit has that of the other.
    """
    every = [_measured(match) for match in _pattern().finditer(asked)]
    units = [one.unit for one in every if one.unit]
    if not units:
        return None
    same = [one for one in every if one.unit in (units[0], "")]
    first, last = same[0], same[-1]
    target = Measured(value=last.value, unit=units[0], span=last.span)
    return (Measured(value=first.value, unit=units[0], span=first.span) if len(same) > 1 else None), target


def counterpart(one: Measured, before: Sequence[Measured], after: Sequence[Measured]) -> Measured | None:
    """Return what a measure became: the one at the same place among those of its unit, if there are as many."""
    old, new = ([m for m in side if m.unit == one.unit] for side in (before, after))
    return new[old.index(one)] if len(old) == len(new) and one in old else None


def _measured(match: re.Match[str]) -> Measured:
    return Measured(value=_value(match["number"]), unit=_unit(match["unit"] or ""), span=match.span())


def _value(written: str) -> float:
    if written[0].isdigit():
        return float(re.sub(r"[^\d.]", "", written.replace(",", ".") if re.search(r",\d{1,2}$", written) else written))
    total = 0.0
    for word in re.findall(r"[^\W\d_]+", written.lower()):
        value = float(_numbers().get(word, 0))
        total = max(total, 1) * value if value >= 100 else total + value
    return total


def _unit(word: str) -> str:
    return next((unit for unit, words in _units().items() if re.fullmatch("|".join(words), word, re.I)), "")


@cache
def _pattern() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, _numbers()), key=len, reverse=True))
    units = "|".join(word for words in _units().values() for word in words)
    number = rf"\d+(?:[ \u00a0.,]\d{{3}})*(?:[.,]\d+)?|(?:{words})(?:[\s-]+(?:and\s+)?(?:{words}))*"
    beside = r"(?:\s*\([^)]{1,12}\))?[\s-]*(?:calendar |working |full |календарн\w+ |рабоч\w+ )?"
    return re.compile(rf"(?<![\w(])(?P<number>{number})(?!\w|\))(?:{beside}(?P<unit>{units})(?!\w))?", re.I)


@cache
def _units() -> dict[str, list[str]]:
    return {unit: list(words) for unit, words in table("measures").items()}


@cache
def _numbers() -> dict[str, int]:
    raw = tomllib.loads(resources.files(__package__).joinpath("penalties.toml").read_text(encoding="utf-8"))
    return dict(raw["numbers"])
