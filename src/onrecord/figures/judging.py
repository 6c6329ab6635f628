"""Ranks, values, levels and numbers of countries held against the editions that are meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from onrecord.figures.cases import Case
from onrecord.figures.saying import basis, called, capital, edition, file_of, ordinal, plainly, rank_of
from onrecord.figures.shelf import Reading, Volume
from onrecord.records import FigureVerdict
from onrecord.reference.indices import PRINTED

REVISED = 0.05
"""Values of a release that is not loaded may lie so far, as a share of the scale, from those of one that is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What became of a claim; *readings* are the figures that show it."""

    verdict: FigureVerdict
    why: str
    volume: Volume | None = None
    claimed: float | None = None
    true: float | None = None
    readings: tuple[Reading, ...] = ()


def judge_figure(case: Case, name_of: Callable[[str], str]) -> Judgement:
    """Judge a rank, a value, a level or a number of countries."""
    return over_editions(case, lambda volume: _at(case, volume, name_of))


def over_editions(case: Case, at: Callable[[Volume], Judgement]) -> Judgement:
    """Judge against each edition that may be meant: one that fits is enough, one that is missing leaves it open."""
    meant = case.meant
    if meant.problem:
        near = [j for v in meant.near if case.time and case.time.kind == "year" and (j := at(v)).verdict == "matches"]
        return near[0] if near else _no_edition(case)
    judged = [at(volume) for volume in meant.volumes]
    fits = next((j for j in judged if j.verdict == "matches"), None)
    return fits or next((j for j in judged if j.verdict == "not-checkable"), judged[0])


def _no_edition(case: Case) -> Judgement:
    index, meant = case.index, case.meant
    if meant.problem == "undated":
        why = "The text names no edition and has no date, so it is not known which one it means."
        return Judgement(verdict="not-checkable", why=why, claimed=case.claim.value)
    names = " and ".join(edition(index, v) for v in meant.near)
    beside = f"; there is {names}" if names else ""
    if meant.problem == "no-such-edition":
        years = [v.year for v in index.volumes if v.year != meant.year]
        around = [
            max((y for y in years if y < meant.year), default=None),
            min((y for y in years if y > meant.year), default=None),
        ]
        told = " and ".join(str(y) for y in around if y)
        beside = beside or (f"; the nearest are those of {told}" if told else "")
        why = f"{capital(called(index))} has no edition of {meant.year}{beside}."
        return Judgement(verdict="no-such-edition", why=why, claimed=case.claim.value)
    why = f"{capital(called(index))} of {meant.year} is not loaded{beside}: import {file_of(index)}."
    return Judgement(verdict="not-checkable", why=why, claimed=case.claim.value)


def missing(case: Case, volume: Volume, country: str, name_of: Callable[[str], str]) -> Judgement:
    """Judge where a country has no figure in an edition."""
    words = edition(case.index, volume)
    if case.index.has(case.indicator, volume):
        why = f"{capital(words)} has no figure of {name_of(country)} in the file loaded."
    else:
        why = f"{capital(words)} of {called(case.index)} is not loaded: import {file_of(case.index)}."
    return Judgement(verdict="not-checkable", why=why, volume=volume, claimed=case.claim.value)


def figures_at(case: Case, volume: Volume, country: str, indicator: str | None = None) -> tuple[list[Reading], bool]:
    """Return a country's figures in an edition that may be meant, the likeliest first, and whether those are all.

    Of an index whose releases re-estimate all years: those of the release quoted, else of the releases out by the
    day of the document, newest first; where the right one is not loaded, others stand in and are not all.
    """
    found = case.index.reading(indicator or case.indicator, country, volume)
    known = case.index.known
    if known is None or known.release_from is None or not found:
        return sorted(found, key=lambda r: r.release == PRINTED), True
    if case.release:
        quoted = [r for r in found if r.release == case.release]
        return (quoted, True) if quoted else (found, False)
    if not case.published.end:
        return found, False
    year, month = int(case.published.end[:4]), int(case.published.end[5:7])
    newest = year - known.release_from - (month < known.out_in_month)
    out = sorted((r for r in found if _release(r) <= newest), key=_release, reverse=True)
    return (out or found), bool(out) and _release(out[0]) == newest


def _release(reading: Reading) -> int:
    digits = "".join(c for c in (reading.release or "").split(".")[0] if c.isdigit())
    return int(digits) if digits else 0


def _at(case: Case, volume: Volume, name_of: Callable[[str], str]) -> Judgement:
    if case.claim.kind == "countries":
        return _countries(case, volume)
    indicators = _indicators(case)
    found = [figures_at(case, volume, case.country, i) for i in indicators]
    readings = [r for readings, _ in found for r in readings]
    has = [r for r in readings if (r.rank if case.claim.kind == "rank" else r.value) is not None]
    if not has:
        return missing(case, volume, case.country, name_of)
    is_all = all(sure for _, sure in found) and (bool(case.indicator) or len(indicators) == len(case.index.series))
    if case.claim.kind == "rank":
        return _rank(case, volume, has, is_all, name_of(case.country))
    if case.claim.kind == "level":
        return _level(case, volume, has, is_all, name_of(case.country))
    return _value(case, volume, has, is_all, name_of(case.country))


def _indicators(case: Case) -> list[str]:
    """Return the indicators that a claim may be of: the one named, else those that are usually meant."""
    if case.indicator:
        return [case.indicator]
    usual = case.index.known.usual if case.index.known else ()
    return [key for key in case.index.series if key in usual]


def _rank(case: Case, volume: Volume, readings: Sequence[Reading], is_all: bool, country: str) -> Judgement:
    claimed = case.claim.value or 0
    printed = [r for r in readings if r.is_printed] or list(readings)
    fitting = [r for r in printed if _is_rank(claimed, r, case.claim.is_near)]
    best = (fitting or printed)[0]
    words = edition(case.index, volume, best.release)
    if fitting or is_all:
        verdict: FigureVerdict = "matches" if fitting else "differs"
        said = "" if fitting else f"The text says {ordinal(claimed)}. "
        stale = "" if fitting else _elsewhere(case, claimed)
        why = f"{said}{capital(words)} ranks {country} {rank_of(best)}.{stale}{basis([best], 'rank')}"
    else:
        verdict = "not-checkable"
        why = f"{_which(case, best)} {country} is {rank_of(best)} there.{basis([best], 'rank')}"
    return Judgement(
        verdict=verdict, why=why, volume=volume, claimed=claimed, true=float(best.rank or 0), readings=(best,)
    )


def _is_rank(claimed: float, reading: Reading, is_near: bool) -> bool:
    slack = max(reading.slack, 2 if is_near else 0)
    return reading.rank is not None and abs(reading.rank - claimed) <= slack


def _elsewhere(case: Case, claimed: float) -> str:
    """Name the newest other edition in which the country has the rank that the text gives."""
    found = [r for r in case.index.readings(case.indicator, case.country) if r.rank == claimed]
    return f" It was {rank_of(found[-1])} in {edition(case.index, found[-1].volume)}." if found else ""


def _which(case: Case, reading: Reading) -> str:
    if not case.indicator:
        return f"The text does not say which figure of {case.index.name} it means."
    if case.release:
        return f"Release {case.release} is not loaded: import {file_of(case.index)}. Loaded is {reading.release}."
    return f"Each release re-estimates all years, and the one that the text quotes is not loaded: import {file_of(case.index)}. Loaded is {reading.release}."  # noqa: E501


def same_value(claimed: float, decimals: int, true: float, is_near: bool = False) -> bool:
    """Tell whether *true*, rounded to the decimals of the text, is what the text says."""
    step = 10.0**-decimals
    return abs(true - claimed) <= max(step / 2, 0.05 * abs(true) if is_near else 0) + 1e-9


def _value(case: Case, volume: Volume, readings: Sequence[Reading], is_all: bool, country: str) -> Judgement:
    claim = case.claim
    claimed = claim.value or 0.0
    fitting = [
        r for r in readings if r.value is not None and same_value(claimed, claim.decimals, r.value, claim.is_near)
    ]
    best = (fitting or list(readings))[0]
    assert best.value is not None
    words = f"{capital(edition(case.index, volume, best.release))} gives {country} {plainly(best.value)}"
    words += f" for {_measures(case)}" if _measures(case) else ""
    words += f" ({best.release})" if best.release == PRINTED else ""
    base = Judgement(
        verdict="matches", why=f"{words}.{basis([best])}", volume=volume, claimed=claimed, true=best.value,
        readings=(best,),
    )  # fmt: skip
    if fitting:
        return base
    scale = case.index.scale(case.indicator)
    is_far = bool(scale) and abs(best.value - claimed) > REVISED * (scale[1] - scale[0] if scale else 1)
    if is_all or (case.indicator and is_far):
        return _but(base, "differs", f"The text says {plainly(claimed)}. {base.why}")
    return _but(base, "not-checkable", f"{_which(case, best)} {base.why}")


def _but(judgement: Judgement, verdict: FigureVerdict, why: str) -> Judgement:
    return Judgement(
        verdict=verdict, why=why, volume=judgement.volume, claimed=judgement.claimed, true=judgement.true,
        readings=judgement.readings,
    )  # fmt: skip


def _measures(case: Case) -> str:
    indicator = case.index.indicators.get(case.indicator)
    return indicator.name if indicator and case.indicator not in ("overall", "total") else ""


def _level(case: Case, volume: Volume, readings: Sequence[Reading], is_all: bool, country: str) -> Judgement:
    levels = case.index.indicators[case.indicator].levels
    claimed = levels[case.claim.level]
    fitting = [r for r in readings if r.value == claimed]
    best = (fitting or list(readings))[0]
    word = next((word for word, value in levels.items() if value == best.value), "")
    words = f"{capital(edition(case.index, volume, best.release))} calls {country} “{word}”.{basis([best])}"
    verdict: FigureVerdict = "matches" if fitting else "differs" if is_all else "not-checkable"
    said = "" if fitting else f"The text says “{case.claim.level}”. " if is_all else _which(case, best) + " "
    return Judgement(
        verdict=verdict, why=said + words, volume=volume, claimed=claimed, true=best.value, readings=(best,)
    )


def _countries(case: Case, volume: Volume) -> Judgement:
    claimed = case.claim.value or 0
    series = (s for found in case.index.series.values() for s in found)
    loaded = {e.countries for s in series for e in s.editions if e.name == volume.name and e.countries}
    counts = [n for n in (volume.countries, *sorted(loaded)) if n]
    if not counts:
        return missing(case, volume, case.country, str)
    fits_ = _has_count(counts, claimed, case.claim.is_near)
    why = f"{capital(edition(case.index, volume))} has {counts[0]} countries."
    source = f" Source: {volume.source}." if volume.source else ""
    return Judgement(
        verdict="matches" if fits_ else "differs",
        why=("" if fits_ else f"The text says {int(claimed)}. ") + why + source,
        volume=volume,
        claimed=claimed,
        true=float(counts[0]),
        readings=tuple(case.index.reading(case.indicator, case.country, volume)[:1]),
    )


def _has_count(counts: Iterable[int], claimed: float, is_near: bool) -> bool:
    return any(abs(n - claimed) <= (0.05 * n if is_near else 0) for n in counts)
