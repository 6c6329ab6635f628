"""Comparisons between countries held against an edition: "the lowest in Central Asia", "ahead of", "the worst ten"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from onrecord.figures.cases import Case
from onrecord.figures.judging import Judgement, figures_at, missing, over_editions
from onrecord.figures.mentions import find_region
from onrecord.figures.saying import basis, capital, edition, ordinal, plainly, rank_of
from onrecord.figures.shelf import Reading, Volume

_WORLD = re.compile(r"^(?:world|index|ranking|list|table|survey|globe|countries|\d+)\b|^all\b", re.I)
_NAMELESS = re.compile(r"^(?:its\s+|this\s+)?(?:region|neighbou?rhood|area|bloc|group)\b", re.I)
_MEMBERS = re.compile(
    r"^(?:(?:any|all|every)\s+)?(?:members?|member\s+states?|countries|states|nations)\s+(?:state\s+)?(?:of|in)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_WHERE = re.compile(r"\b(?:of|in|among|across|within)\s+(?:all\s+)?(?:of\s+)?(?:the\s+)?(?P<where>.*)$", re.I | re.S)


def judge_comparison(case: Case, name_of: Callable[[str], str]) -> Judgement | None:
    """Judge a comparison; None where the words compare no countries."""
    if case.claim.kind == "relation":
        is_other = bool(case.others) and case.country not in case.others
        return over_editions(case, lambda v: _relation(case, v, name_of)) if is_other else None
    if case.claim.kind == "among":
        return over_editions(case, lambda v: _among(case, v, name_of))
    words = case.sentence.text[slice(*case.claim.span)]
    found = _WHERE.search(words)
    where = found["where"] if found else ""
    if _NAMELESS.match(where):
        why = "The text does not say which countries it counts among the region."
        return Judgement(verdict="not-checkable", why=why)
    where = _MEMBERS.sub("", where)
    region = find_region(where) or find_region(f"the {where}")
    if region and region[0][0] <= 4:
        members = region[1]
        return over_editions(case, lambda v: _superlative(case, v, members, name_of))
    if _WORLD.match(where) or _is_in_index(case):
        return over_editions(case, lambda v: _superlative(case, v, None, name_of))
    return None


def _is_in_index(case: Case) -> bool:
    """Tell "last in the Corruption Perceptions Index": the words reach into the name of the index."""
    end = case.claim.span[1]
    start = end - len(re.split(r"\s(?:in|of|among)\s", case.sentence.text[slice(*case.claim.span)], maxsplit=1)[-1])
    return any(start <= m.span[0] < end + 3 and not m.is_weak for m in case.sentence.mentions)


def _badness(case: Case, reading: Reading) -> float:
    """Return a number that is the higher the worse a country stands."""
    if reading.rank is not None:
        return reading.rank
    assert reading.value is not None
    return reading.value if case.index.best(case.indicator) == "low" else -reading.value


def _standing(case: Case, volume: Volume, countries: Iterable[str]) -> dict[str, Reading]:
    out = {}
    for country in countries:
        found, _ = figures_at(case, volume, country)
        usable = [r for r in found if r.rank is not None or r.value is not None]
        if usable:
            out[country] = usable[0]
    kinds = {r.rank is not None for r in out.values()}
    return out if len(kinds) < 2 else {c: r for c, r in out.items() if r.rank is not None}


def _figure(reading: Reading) -> str:
    return rank_of(reading) if reading.rank is not None else plainly(reading.value or 0)


def _relation(case: Case, volume: Volume, name_of: Callable[[str], str]) -> Judgement:
    found = _standing(case, volume, (case.country, *case.others))
    for country in (case.country, *case.others):
        if country not in found:
            return missing(case, volume, country, name_of)
    own = found[case.country]
    sign = 1 if case.claim.is_good else -1
    gaps = [sign * (_badness(case, found[c]) - _badness(case, own)) for c in case.others]
    slack = max((r.slack for r in found.values()), default=0)
    told = ", ".join(f"{name_of(c)} {_figure(r)}" for c, r in found.items())
    why = f"{capital(edition(case.index, volume, own.release))}: {told}.{basis([own], 'rank' if own.rank else '')}"
    if all(gap > 0 for gap in gaps):
        verdict = "matches"
    else:
        verdict = "differs" if any(gap <= -2 * slack for gap in gaps if gap <= 0) else "not-checkable"
    return Judgement(verdict=verdict, why=why, volume=volume, readings=tuple(found.values()))  # type: ignore[arg-type]


def _superlative(
    case: Case, volume: Volume, members: frozenset[str] | None, name_of: Callable[[str], str]
) -> Judgement:
    countries = members if members is not None else frozenset(case.index.countries_in(case.indicator, volume))
    found = _standing(case, volume, sorted({*countries, case.country}))
    if case.country not in found or len(found) < 2:
        return missing(case, volume, case.country, name_of)
    sign = 1 if case.claim.is_good else -1
    own = sign * _badness(case, found[case.country])
    before = [c for c, r in found.items() if sign * _badness(case, r) < own]
    ordered = sorted(found, key=lambda c: sign * _badness(case, found[c]))
    told = ", ".join(f"{name_of(c)} {_figure(found[c])}" for c in dict.fromkeys([*ordered[:6], case.country]))
    absent = [name_of(c) for c in sorted((members or frozenset()) - found.keys())]
    left_out = f" No figure of {', '.join(absent)}." if absent else ""
    which = "best" if case.claim.is_good else "worst"
    place = len(before) + 1
    claimed = case.claim.value or 1.0
    why = f"{capital(edition(case.index, volume))}, {which} first: {told}.{left_out}"
    return Judgement(
        verdict="matches" if place == claimed else "differs",
        why=why + basis([found[case.country]], "rank" if found[case.country].rank else ""),
        volume=volume,
        claimed=claimed,
        true=float(place),
        readings=tuple(found[c] for c in dict.fromkeys([*ordered[:6], case.country])),
    )


def _among(case: Case, volume: Volume, name_of: Callable[[str], str]) -> Judgement:
    found = _standing(case, volume, case.index.countries_in(case.indicator, volume))
    if case.country not in found:
        return missing(case, volume, case.country, name_of)
    sign = 1 if case.claim.is_good else -1
    own = sign * _badness(case, found[case.country])
    place = 1 + sum(sign * _badness(case, r) < own for r in found.values())
    reading = found[case.country]
    if reading.rank is not None and reading.countries:
        place = reading.rank if case.claim.is_good else min(place, reading.countries - reading.rank + 1)
    end = "best" if case.claim.is_good else "worst"
    why = f"{capital(edition(case.index, volume))} has {name_of(case.country)} {_figure(reading)}, {ordinal(place)} from the {end} end."  # noqa: E501
    fits = place - reading.slack <= (case.claim.value or 0)
    return Judgement(
        verdict="matches" if fits else "differs",
        why=why + basis([reading], "rank" if reading.rank else ""),
        volume=volume,
        claimed=case.claim.value,
        true=float(place),
        readings=(reading,),
    )
