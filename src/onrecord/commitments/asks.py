"""What a commitment asks for: which action, how specific, all or some, and by when."""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import resources
from typing import Any, Literal

from onrecord.commitments.terms import stem, stems
from onrecord.records import Commitment

Kind = Literal["specific", "general", "continuing", "considering"]
"""How a thing is asked: a named act, an effort, more of the same, or a thought."""

_FIRST_WORDS = 14
"""A recommendation says what to do at its beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked: *actions* of `asks.toml`; *is_legal*: one makes law; *has_standard*: it has to meet one."""

    kind: Kind
    actions: tuple[str, ...]
    is_legal: bool
    has_standard: bool


@dataclass(frozen=True, slots=True)
class _Action:
    name: str
    ask: frozenset[str]
    done: re.Pattern[str]
    against: re.Pattern[str]
    legal: bool


def focus_of(text: str) -> str:
    """Return what of a commitment says what is asked, without what it rests on, aims at or grants."""
    aside = _sign("aside").search(text.lower())
    shorter = text[: aside.start()] if aside else text
    return shorter if len(shorter.split()) >= _FEWEST_IN_FOCUS else text


_FEWEST_IN_FOCUS = 3


@cache
def _actions() -> tuple[_Action, ...]:
    return tuple(
        _Action(
            name,
            frozenset(stem(word) for word in entry["ask"].split()),
            _any_of(entry["done"]),
            _any_of(entry.get("against", ())),
            entry["legal"],
        )
        for name, entry in _toml("asks.toml").items()
    )


def _any_of(expressions: Iterable[str]) -> re.Pattern[str]:
    """Match any of the expressions at the beginning of a word; none matches nothing."""
    return re.compile("|".join(rf"\b{one}" for one in expressions) or "(?!)")


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def _sign(name: str) -> re.Pattern[str]:
    return re.compile("|".join(_toml("signs.toml")[name]))


@lru_cache(maxsize=200_000)
def has_sign(name: str, text: str) -> bool:
    """Tell whether *text*, in lower case, has words of a list of `signs.toml`."""
    return _sign(name).search(text) is not None


@lru_cache(maxsize=50_000)
def ask_of(text: str) -> Ask:
    """Return what the text of a commitment asks for."""
    lowered = text.lower().removeprefix("that ").strip(" “”\"'")
    words = stems(lowered)
    head = set(words[:_FIRST_WORDS])
    actions = tuple(action for action in _actions() if action.ask & head)
    return Ask(
        kind=_kind_of(lowered, bool(actions)),
        actions=tuple(action.name for action in actions),
        is_legal=any(action.legal for action in actions),
        has_standard=has_sign("standard", lowered),
    )


def _kind_of(lowered: str, has_action: bool) -> Kind:
    if has_sign("continuing", lowered):
        return "continuing"
    if has_sign("considering", lowered):
        return "considering"
    return "specific" if has_action and not _is_effort(lowered) else "general"


def _is_effort(lowered: str) -> bool:
    return has_sign("effort", lowered)


@lru_cache(maxsize=100_000)
def actions_done(text: str) -> frozenset[str]:
    """Return the actions that *text*, in lower case, says were done."""
    return frozenset(action.name for action in _actions() if action.done.search(text))


def actions_in(text: str) -> frozenset[str]:
    """Return the actions that a text names, done or not."""
    return frozenset(name for word in stems(text) for name in _by_stem().get(word, ()))


@cache
def _by_stem() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for action in _actions():
        for word in action.ask:
            found[word] = (*found.get(word, ()), action.name)
    return found


def is_done(ask: Ask, text: str) -> bool:
    """Tell whether *text*, in lower case, says that what is asked was done."""
    return bool(actions_done(text) & set(ask.actions))


def is_opposite(ask: Ask, text: str) -> bool:
    """Tell whether *text*, in lower case, says that the opposite of what is asked was done."""
    return any(action.name in ask.actions and action.against.search(text) for action in _actions())


_MONTHS = "january february march april may june july august september october november december".split()
_BY = re.compile(
    r"\b(?:by|before|until|no later than|not later than)\s+(?:the\s+)?(?:(end of|end|beginning of|start of)\s+)?"
    r"(?:(\d{1,2})\s+)?(?:(" + "|".join(_MONTHS) + r")\s+)?(\d{4})\b"
)
_THIS_YEAR = re.compile(r"\b(?:before|by)\s+(?:the end of\s+)?(?:the|this)\s+year\b|\bthis year\b|end of the year")
_WITHIN = re.compile(r"\bwithin\s+(\w+)\s+(day|week|month|year)s?\b")
_NUMBERS = dict(
    zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True)
)


def deadline_in(text: str, made: str | None) -> str | None:
    """Return the day by which *text* says that it will be done: `2022-12-31`; None where it says none.

    Args:
        text: the commitment.
        made: when it was made, for "within six months" and "this year".
    """
    lowered = text.lower()
    if match := _BY.search(lowered):
        return _day_of(match)
    if made and _THIS_YEAR.search(lowered):
        return f"{made[:4]}-12-31"
    if made and len(made) == len("2021-03-04") and (match := _WITHIN.search(lowered)):
        return _later(made, match[1], match[2])
    return None


def _day_of(match: re.Match[str]) -> str | None:
    edge, day, month, year = match.groups()
    if not 1900 <= int(year) <= 2100:
        return None
    if month is None:
        return f"{year}-01-31" if edge and edge.startswith(("beginning", "start")) else f"{year}-12-31"
    number = _MONTHS.index(month) + 1
    last = monthrange(int(year), number)[1]
    return f"{year}-{number:02d}-{min(int(day or last), last):02d}"


def _later(made: str, count: str, unit: str) -> str | None:
    number = int(count) if count.isdigit() else _NUMBERS.get(count)
    if number is None or not 0 < number < 1000:
        return None
    start = date.fromisoformat(made)
    if unit in ("day", "week"):
        return (start + timedelta(days=number * (7 if unit == "week" else 1))).isoformat()
    months = start.month - 1 + number * (12 if unit == "year" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    return f"{year}-{month:02d}-{min(start.day, monthrange(year, month)[1]):02d}"


def due_of(commitment: Commitment) -> str | None:
    """Return the last day by which a commitment is to be kept: its deadline, made exact; None where it has none."""
    return last_day(commitment.deadline) if commitment.deadline else deadline_in(commitment.text, commitment.made)


def last_day(when: str) -> str:
    """Return the last day of a date that may be a year or a month."""
    parts: Sequence[str] = when.split("-")
    if len(parts) == 1:
        return f"{when}-12-31"
    if len(parts) == 2:
        return f"{when}-{monthrange(int(parts[0]), int(parts[1]))[1]:02d}"
    return when
