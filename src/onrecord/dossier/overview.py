"""What a dossier holds, counted: its countries, and of each the rights, years, acts and newest statements.

Everything is counted from the statements of current readings; those that a person rejected do not count. What a number
counts is what `pages.statement_page` lists for the same filter with `review="standing"`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from onrecord.dossier.choosing import choose
from onrecord.dossier.connections import translated
from onrecord.dossier.facts import UNDATED, Facts, Mask
from onrecord.dossier.facts_kept import facts_of
from onrecord.dossier.filters import EVERYTHING, StatementFilter
from onrecord.dossier.pages import statement_page
from onrecord.dossier.store import Dossier
from onrecord.records import ACTS, CAMPS, RIGHTS, STANCES, Act, Camp, Right, Stance, Statement
from onrecord.reference.countries import Gazetteer

C = TypeVar("C")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryCount:
    """A country: its statements and the documents that they stand in, and the first and last day that they are about.

    *code* and *name* are None for statements on no country. Days are as exact as they are known: "2021-03".
    """

    code: str | None
    name: str | None
    statements: int
    documents: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How many statements on a right have a stance. *camp* None: of all camps; *right* None: on no right.

    A statement on two rights counts for both, one by speakers of two camps for both.
    """

    right: Right | None
    stance: Stance
    camp: Camp | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCount:
    """How many statements have a stance and are about a year; *year* None: their time is unknown."""

    year: int | None
    stance: Stance
    count: int


def country_list(dossier: Dossier) -> tuple[CountryCount, ...]:
    """Return the countries that statements are about, those with most statements first; none comes last."""
    with dossier.snapshot(), translated(dossier.path):
        facts = facts_of(dossier)
        found = facts.remembered("countries", lambda: _countries(dossier, facts))
    names = Gazetteer(dossier.declared_countries())
    named = [replace(one, name=names.name_of(one.code)) if one.code else one for one in found]
    return tuple(sorted(named, key=lambda one: (one.code is None, -one.statements, one.code or "")))


def _countries(dossier: Dossier, facts: Facts) -> list[CountryCount]:
    mask = choose(dossier.connection, facts, _standing(EVERYTHING))
    return [_country(dossier, facts, where) for where in _by_country(facts, mask)]


def _by_country(facts: Facts, mask: NDArray[np.bool_]) -> Iterator[NDArray[np.int64]]:
    """Yield the positions of the statements of each country."""
    places = np.flatnonzero(mask)
    numbers = facts.column("country")[places]
    order = np.argsort(numbers, kind="stable")
    starts = np.flatnonzero(np.diff(numbers[order], prepend=numbers[order][:1] - 1))
    yield from (places[part] for part in np.split(order, starts) if len(part))


def _country(dossier: Dossier, facts: Facts, where: NDArray[np.int64]) -> CountryCount:
    sql = "SELECT country FROM statements WHERE id = ?"
    (code,) = dossier.connection.execute(sql, (int(facts.column("id")[where[0]]),)).fetchone()
    first = facts.column("first")[where]
    dated = first[first != UNDATED]
    return CountryCount(
        code=code,
        name=None,
        statements=len(where),
        documents=len(np.unique(facts.reading_of[where])),
        first=iso_day(int(dated.min())) if len(dated) else None,
        last=iso_day(int(facts.column("last")[where].max())) if len(dated) else None,
    )


def iso_day(number: int) -> str:
    """Return the day of a number of `facts`, as exact as it is known: 20210300 is "2021-03"."""
    year, month, day = number // 10_000, number // 100 % 100, number % 100
    return "-".join([f"{year:04}", *([f"{month:02}"] if month else []), *([f"{day:02}"] if day else [])])


def matrix(dossier: Dossier, wanted: StatementFilter = EVERYTHING) -> tuple[Cell, ...]:
    """Return what statements say of each right: counts by right and stance, in all and for each camp; no zeros.

    Args:
        dossier: where from.
        wanted: only these, for example `StatementFilter(country="KAZ")`.
    """
    with dossier.snapshot(), translated(dossier.path):
        facts = facts_of(dossier)
        mask = choose(dossier.connection, facts, _standing(wanted))
    rights, camps, stances = (facts.column(name)[mask] for name in ("rights", "camps", "stance"))
    cells: list[Cell] = []
    for right, of_right in [*_masks(RIGHTS, rights), (None, rights == 0)]:
        some_stances, some_camps = stances[of_right], camps[of_right]
        for camp, of_camp in [(None, slice(None)), *_masks(CAMPS, some_camps)]:
            counts = np.bincount(some_stances[of_camp], minlength=len(STANCES))
            cells += [
                Cell(right=right, stance=stance, camp=camp, count=int(count))
                for stance, count in zip(STANCES, counts, strict=False)
                if count
            ]
    return tuple(cells)


def _masks(codes: Sequence[C], bits: NDArray[Any]) -> list[tuple[C, Mask]]:
    """Return each code with which of the statements have its bit."""
    return [(code, (bits >> n) & 1 == 1) for n, code in enumerate(codes)]


def timeline(dossier: Dossier, wanted: StatementFilter = EVERYTHING) -> tuple[YearCount, ...]:
    """Return how many statements are about each year, by stance, in order; the unknown year last; no zeros.

    A statement counts by the time that it is about, from its first year; where that is unknown by the
    day of publication.
    """
    with dossier.snapshot(), translated(dossier.path):
        facts = facts_of(dossier)
        mask = choose(dossier.connection, facts, _standing(wanted))
    years, stances = facts.column("first")[mask] // 10_000, facts.column("stance")[mask]
    pairs, counts = np.unique(years.astype(np.int64) * 256 + stances, return_counts=True)
    found = [
        YearCount(year=int(pair) // 256 or None, stance=STANCES[int(pair) % 256], count=int(count))
        for pair, count in zip(pairs, counts, strict=True)
        if int(pair) % 256 < len(STANCES)
    ]
    return tuple(sorted(found, key=lambda one: (one.year is None, one.year or 0)))


def acts(dossier: Dossier, wanted: StatementFilter = EVERYTHING) -> dict[Act, int]:
    """Return how many statements are each act, in the order of the list of acts; no zeros."""
    with dossier.snapshot(), translated(dossier.path):
        facts = facts_of(dossier)
        mask = choose(dossier.connection, facts, _standing(wanted))
    counts = np.bincount(facts.column("act")[mask], minlength=len(ACTS))
    return {act: int(count) for act, count in zip(ACTS, counts, strict=False) if count}


def newest(dossier: Dossier, country: str | None, limit: int) -> tuple[Statement, ...]:
    """Return the statements on a country (on all if None) of the documents published last."""
    return statement_page(
        dossier, StatementFilter(country=country, review="standing"), order="newest", limit=limit
    ).items


def _standing(wanted: StatementFilter) -> StatementFilter:
    return wanted if wanted.review else replace(wanted, review="standing")
