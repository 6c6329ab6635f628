"""Count what statements of a country, thread or document are: whose, of which camp, when, how far reviewed.

Statements that a person rejected do not count. What a number counts is what `pages.statement_page` lists for the same
filter with `review="standing"` and the condition that the number is of.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.dossier.choosing import choose
from onrecord.dossier.connections import translated
from onrecord.dossier.facts import REVIEWS, UNDATED, VOICES, Facts, country_number
from onrecord.dossier.facts_kept import facts_of
from onrecord.dossier.filters import EVERYTHING, StatementFilter
from onrecord.dossier.store import Dossier
from onrecord.records import ACTS, CAMPS, RIGHTS, STANCES, Act, Camp, ReviewState, Right, Stance, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class YearTally:
    """How many statements of a voice have a stance and are about a year; one about several years counts in each."""

    year: int
    voice: Voice
    stance: Stance
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of statements; no zeros.

    *documents* are those that they stand in, *undated* those statements of which no time is known, *first* and *last*
    the years that they are about. A statement by speakers of two camps counts for both, one on two rights for both.
    """

    statements: int
    documents: int
    undated: int
    first: int | None
    last: int | None
    reviews: Mapping[ReviewState, int]
    voices: Mapping[Voice, int]
    camps: Mapping[tuple[Camp, Stance], int]
    acts: Mapping[tuple[Right, Act], int]
    stances: Mapping[tuple[Right | None, Voice, Stance], int]
    years: tuple[YearTally, ...]


def tally(dossier: Dossier, wanted: StatementFilter = EVERYTHING) -> Tally:
    """Count the wanted statements in every way; *camps* counts those alone that are said by others.

    In *stances* the right None counts each statement once.
    """
    wanted = wanted if wanted.review else replace(wanted, review="standing")
    with dossier.snapshot(), translated(dossier.path):
        facts = facts_of(dossier)
        where = np.flatnonzero(choose(dossier.connection, facts, wanted))
    column = {name: facts.column(name)[where] for name in facts.rows.dtype.names or ()}
    dated = column["first"] != UNDATED
    years = [column[name][dated] // 10_000 for name in ("first", "last")]
    return Tally(
        statements=len(where),
        documents=_documents(facts, where),
        undated=int((~dated).sum()),
        first=int(years[0].min()) if dated.any() else None,
        last=int(years[1].max()) if dated.any() else None,
        reviews=_named(REVIEWS, column["review"]),
        voices=_named(VOICES, column["voice"]),
        camps=_crossed(
            CAMPS, column["camps"], STANCES, column["stance"], column["voice"] == VOICES.index("attributed")
        ),
        acts=_crossed(RIGHTS, column["rights"], ACTS, column["act"]),
        stances=_stances(column),
        years=_years(column, dated, *years),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryTally:
    """What statements on a country are: counts by stance, how many a person reviewed; no zeros among *stances*."""

    stances: Mapping[Stance, int]
    reviewed: int


def tally_countries(dossier: Dossier, codes: Sequence[str | None]) -> list[CountryTally]:
    """Count the statements on each of some countries, in their order."""
    with dossier.snapshot(), translated(dossier.path):
        facts = facts_of(dossier)
        return facts.remembered(("tallies", *codes), lambda: _tallies(dossier, facts, codes))


def _tallies(dossier: Dossier, facts: Facts, codes: Sequence[str | None]) -> list[CountryTally]:
    mask = choose(dossier.connection, facts, StatementFilter(review="standing"))
    numbers, stances = facts.column("country")[mask], facts.column("stance")[mask]
    is_reviewed = facts.column("review")[mask] != REVIEWS.index("machine")
    found = []
    for code in codes:
        mine = numbers == country_number(code)
        found.append(CountryTally(stances=_named(STANCES, stances[mine]), reviewed=int((mine & is_reviewed).sum())))
    return found


def _documents(facts: Facts, where: NDArray[np.int64]) -> int:
    return len(np.unique(facts.reading_of[where]))


def _named(codes: Sequence[Any], numbers: NDArray[Any]) -> dict[Any, int]:
    counts = np.bincount(numbers, minlength=len(codes))
    return {code: int(count) for code, count in zip(codes, counts, strict=False) if count}


def _crossed(
    codes: Sequence[Any], bits: NDArray[Any], others: Sequence[Any], numbers: NDArray[Any], only: Any = slice(None)
) -> dict[Any, int]:
    """Count pairs of a code of several that a statement may have and another of which it has one."""
    bits, numbers = bits[only], numbers[only]
    return {
        (code, other): count
        for n, code in enumerate(codes)
        for other, count in _named(others, numbers[(bits >> n) & 1 == 1]).items()
    }


def _stances(column: Mapping[str, NDArray[Any]]) -> dict[tuple[Right | None, Voice, Stance], int]:
    found: dict[tuple[Right | None, Voice, Stance], int] = {}
    for number, voice in enumerate(VOICES):
        mine = column["voice"] == number
        whole = _named(STANCES, column["stance"][mine])
        found |= {(None, voice, stance): count for stance, count in whole.items()}
        by_right = _crossed(RIGHTS, column["rights"], STANCES, column["stance"], mine)
        found |= {(right, voice, stance): count for (right, stance), count in by_right.items()}
    return found


def _years(
    column: Mapping[str, NDArray[Any]], dated: NDArray[np.bool_], first: NDArray[Any], last: NDArray[Any]
) -> tuple[YearTally, ...]:
    """Count by year with each statement in every year from its first to its last."""
    if not len(first):
        return ()
    start, size = int(first.min()), int(last.max()) - int(first.min()) + 2
    found = []
    for number, voice in enumerate(VOICES):
        for place, stance in enumerate(STANCES):
            mine = (column["voice"][dated] == number) & (column["stance"][dated] == place)
            begun = np.bincount(first[mine] - start, minlength=size)
            ended = np.bincount(np.maximum(last, first)[mine] - start + 1, minlength=size)
            counts = np.cumsum(begun - ended)
            found += [
                YearTally(year=start + int(n), voice=voice, stance=stance, count=int(counts[n]))
                for n in np.flatnonzero(counts)
            ]
    return tuple(sorted(found, key=lambda one: (one.year, one.voice, STANCES.index(one.stance))))
