"""The rights codes: their titles, UHRI themes and treaty articles."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.records import RIGHTS, Right


@dataclass(frozen=True, slots=True, kw_only=True)
class RightEntry:
    """What a code stands for.

    *covers* says in a line what belongs here; *themes* are themes of the Universal Human Rights Index; *articles* maps
    the abbreviation of an instrument to its articles ("9", or a range "28-45").
    """

    code: Right
    title: str
    covers: str
    themes: tuple[str, ...]
    articles: dict[str, tuple[str, ...]]


@cache
def entries() -> dict[Right, RightEntry]:
    """Return every right by its code, in the order of `records.RIGHTS`."""
    raw = tomllib.loads(resources.files(__package__).joinpath("rights.toml").read_text(encoding="utf-8"))
    return {code: _entry(code, **raw[code]) for code in RIGHTS}


def _entry(code: Right, *, title: str, covers: str, themes: list[str], articles: dict[str, list[str]]) -> RightEntry:
    by_instrument = {instrument: tuple(numbers) for instrument, numbers in articles.items()}
    return RightEntry(code=code, title=title, covers=covers, themes=tuple(themes), articles=by_instrument)


RIGHT_TITLES: dict[Right, str] = {code: entry.title for code, entry in entries().items()}
"""The title of every code, for people to read."""


def title_of(code: Right) -> str:
    """Return the title of *code* for people to read."""
    return RIGHT_TITLES[code]


def themes_of(code: Right) -> tuple[str, ...]:
    """Return the UHRI themes that *code* stands for."""
    return entries()[code].themes


def articles_of(code: Right) -> tuple[str, ...]:
    """Return the treaty articles behind *code*, as "ICCPR 19"."""
    return tuple(f"{name} {number}" for name, numbers in entries()[code].articles.items() for number in numbers)


def rights_of_article(instrument: str, article: str) -> tuple[Right, ...]:
    """Return the codes that rest on *article* of *instrument* (its abbreviation), in the order of the codes."""
    return tuple(
        code
        for code, entry in entries().items()
        if any(_holds(numbers, article) for numbers in entry.articles.get(instrument, ()))
    )


def _holds(numbers: str, article: str) -> bool:
    first, _, last = numbers.partition("-")
    if not last:
        return first == article
    return article.isdigit() and int(first) <= int(article) <= int(last)
