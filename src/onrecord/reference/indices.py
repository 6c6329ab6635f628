"""Indices known by name: how texts call them, their indicators, editions and method breaks, a few printed figures."""

from __future__ import annotations

import csv
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Literal

import msgspec

Best = Literal["high", "low"]
PRINTED = "as printed then"
"""The release of values as an edition printed them, where the publisher's file gives others today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What an index measures one by one: *levels* are the words that it says for values ("Not Free")."""

    key: str
    name: str
    names: tuple[str, ...] = ()
    scale: tuple[float, float] | None = None
    best: Best | None = None
    levels: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownEdition:
    """An edition: *year* is the one that it is called by, *also* another in its name ("2017-2018").

    *published* is its year and month. Ranks computed from scores that were revised since may lie *tolerance* from those
    printed. *source* says where the facts stand.
    """

    name: str
    year: int
    also: int | None = None
    data_year: int | None = None
    countries: int | None = None
    published: str | None = None
    method: str = ""
    tolerance: int = 0
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigure:
    """A country's rank or value as printed in an edition, with where it was read."""

    indicator: str
    edition: str
    country: str
    rank: int | None = None
    countries: int | None = None
    value: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownIndex:
    """An index of the reference list.

    *publishers* name it only beside a figure, an abbreviation only in a text with one of the words *beside*. *file* is
    what to import; empty where only a plain table is read. *edition_by* says what a year beside it may mean besides its
    name. *by_data_year*: its editions are named by the year that they describe; *out_in_month* is the month of the next
    year in which that comes out. *release_from*: every release holds all years anew, and this plus the release's number
    is its year. *since* is the year of the first edition. *usual* are the indicators that may be meant where none is
    named.
    """

    key: str
    name: str
    publisher: str
    file: str = ""
    names: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    scale: tuple[float, float] | None = None
    best: Best = "high"
    is_ranked: bool = True
    edition_by: Literal["name", "data", "published"] = "name"
    by_data_year: bool = False
    release_from: int | None = None
    out_in_month: int = 12
    since: int | None = None
    usual: tuple[str, ...] = ()
    indicators: dict[str, Indicator] = field(default_factory=dict)


@cache
def known_indices() -> dict[str, KnownIndex]:
    """Return the reference list by its keys."""
    raw = tomllib.loads(_text("indices.toml"))
    for key, table in raw.items():
        table["key"] = key
        for code, indicator in table.get("indicators", {}).items():
            indicator["key"] = code
    return msgspec.convert(raw, dict[str, KnownIndex])


@cache
def known_editions(index: str) -> tuple[KnownEdition, ...]:
    """Return the editions of *index* that are known, oldest first."""
    rows = (row for row in _rows("indices_editions.tsv") if row.pop("index") == index)
    return tuple(msgspec.convert(_filled(row), KnownEdition, strict=False) for row in rows)


@cache
def published_figures(index: str) -> dict[str, tuple[PublishedFigure, ...]]:
    """Return the printed figures of *index* by indicator."""
    out: dict[str, list[PublishedFigure]] = defaultdict(list)
    for row in _rows("indices_facts.tsv"):
        if row.pop("index") == index:
            figure = msgspec.convert(_filled(row), PublishedFigure, strict=False)
            out[figure.indicator].append(figure)
    return {key: tuple(figures) for key, figures in out.items()}


@cache
def regions() -> dict[str, frozenset[str]]:
    """Return groups of countries, as ISO codes, by the words that name them."""
    raw = tomllib.loads(_text("indices_regions.toml"))
    return {name: frozenset(table["members"].split()) for table in raw.values() for name in table["names"]}


def _filled(row: dict[str, str]) -> dict[str, str]:
    return {key: cell for key, cell in row.items() if cell}


def _rows(name: str) -> Iterator[dict[str, str]]:
    lines = (line for line in _text(name).splitlines() if line and not line.startswith("#"))
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _text(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
