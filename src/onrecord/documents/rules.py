"""The rules for boilerplate and disclosures: read from their tables and compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

Where = Literal["any", "edge", "top", "tail"]
Unit = Literal["line", "start", "sentence", "phrase"]

_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRule:
    """Lines of one kind of boilerplate; *spoken*: such a line may hold a verb of saying."""

    kind: str
    where: Where
    max_words: int
    spoken: bool
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureRule:
    """Words of one kind of disclosure; *unit* says whether the words, their sentence or the whole line is marked.

    Only sentences with the words of *trigger* are looked at.
    """

    kind: str
    unit: Unit
    where: Where
    trigger: re.Pattern[str]
    pattern: re.Pattern[str]


@cache
def line_rules() -> tuple[LineRule, ...]:
    """Return the boilerplate rules, in the order in which they are tried."""
    table = _table("boilerplate.toml")
    return tuple(
        LineRule(
            kind=rule["kind"],
            where=rule["where"],
            max_words=rule["max_words"],
            spoken=rule.get("spoken", False),
            pattern=_compile(rule["patterns"], table["words"]),
        )
        for rule in table["rule"]
    )


@cache
def disclosure_rules() -> tuple[DisclosureRule, ...]:
    """Return the disclosure rules."""
    table = _table("disclosures.toml")
    return tuple(
        DisclosureRule(
            kind=rule["kind"],
            unit=rule["unit"],
            where=rule["where"],
            trigger=re.compile(rule.get("trigger", ""), re.IGNORECASE),
            pattern=_compile(rule["patterns"], table["words"], cased=rule.get("cased", False)),
        )
        for rule in table["rule"]
    )


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _compile(patterns: list[str], words: dict[str, str], cased: bool = False) -> re.Pattern[str]:
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    for name, alternatives in {"month": _MONTHS, **words}.items():
        joined = joined.replace("{" + name + "}", f"(?:{alternatives})")
    return re.compile(joined, 0 if cased else re.IGNORECASE)
