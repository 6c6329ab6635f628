"""Changes of rank and of value held against the two editions that they lie between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from onrecord.figures.cases import Case
from onrecord.figures.judging import Judgement, figures_at, missing, over_editions, same_value
from onrecord.figures.saying import basis, edition, plainly, rank_of
from onrecord.figures.shelf import Reading, Volume
from onrecord.records import FigureVerdict
from onrecord.reference.indices import PRINTED


def judge_change(case: Case, name_of: Callable[[str], str]) -> Judgement:
    """Judge a change of rank or of value."""
    base = case.base
    assert base is not None
    if base.problem == "no-such-edition" or (base.problem and case.meant.problem != "undated"):
        return over_editions(
            replace(case, meant=base, time=None), lambda volume: missing(case, volume, case.country, name_of)
        )
    if case.meant.problem == "undated":
        return _undated(case, name_of)
    if case.meant.problem:
        return over_editions(case, lambda volume: missing(case, volume, case.country, name_of))
    judged = [_between(case, start, goal, name_of) for start, goal in _pairs(case)]
    if not judged:
        return missing(case, case.meant.volumes[0], case.country, name_of)
    fits = next((j for j in judged if j.verdict == "matches"), None)
    return fits or next((j for j in judged if j.verdict == "not-checkable"), judged[0])


def _pairs(case: Case) -> Iterator[tuple[Volume, Volume]]:
    assert case.base is not None
    for goal in case.meant.volumes:
        earlier = [v for v in case.base.volumes if v.order < goal.order]
        if case.said_before and earlier:
            earlier = earlier[-1:] if len(case.meant.volumes) == 1 else [max(earlier, key=lambda v: v.order)]
        yield from ((start, goal) for start in earlier)


def _undated(case: Case, name_of: Callable[[str], str]) -> Judgement:
    """Judge a change up to the day of an undated text: it stands only if no later edition can be compared."""
    assert case.base is not None
    later = [(start, goal) for start in case.base.volumes for goal in case.index.volumes if goal.order > start.order]
    judged = [_between(case, start, goal, name_of) for start, goal in later]
    known = [j for j in judged if j.verdict != "not-checkable"]
    if known and all(j.verdict == "not-comparable" for j in known) and len(known) >= len(judged) - 1:
        why = f"The text has no date, and no edition since {case.base.volumes[0].name} can be compared with it. "
        readings = tuple(dict.fromkeys(r for j in known for r in j.readings))
        last = known[-1]
        return Judgement(
            verdict="not-comparable", why=why + last.why, volume=last.volume, claimed=last.claimed, true=last.true,
            readings=readings,
        )  # fmt: skip
    why = "The text has no date, so it is not known up to which edition it counts."
    return Judgement(verdict="not-checkable", why=why, claimed=signed(case))


def signed(case: Case) -> float | None:
    """Return the change that the text claims, counted up where it is for the better or to more."""
    claim = case.claim
    return claim.value if claim.start is not None or claim.value is None else claim.direction * claim.value


def _between(case: Case, start: Volume, goal: Volume, name_of: Callable[[str], str]) -> Judgement:
    first, last = _reading(case, start), _reading(case, goal)
    for volume, reading in ((start, first), (goal, last)):
        if reading is None:
            return missing(case, volume, case.country, name_of)
    assert first is not None and last is not None
    if case.claim.kind == "rank-change":
        return _ranks(case, first, last, name_of(case.country))
    return _values(case, first, last, name_of(case.country))


def _reading(case: Case, volume: Volume) -> Reading | None:
    is_rank = case.claim.kind == "rank-change"
    found, _ = figures_at(case, volume, case.country)
    return next((r for r in found if (r.rank if is_rank else r.value) is not None), None)


def _ranks(case: Case, first: Reading, last: Reading, country: str) -> Judgement:
    assert first.rank is not None and last.rank is not None
    true = float(first.rank - last.rank)
    claimed = signed(case) or 0.0
    told = f"{country} is {rank_of(first)} in {_in(case, first)} and {rank_of(last)} in {_in(case, last)}"
    raw = (
        f"{abs(int(true))} place{'s' if abs(true) != 1 else ''} {'up' if true > 0 else 'down'}" if true else "no change"
    )
    tail = basis([first, last], "rank")
    if broken := _break(first, last, by_rank=True):
        why = f"{told}. {broken}: the ranks cannot be compared. The raw difference is {raw}.{tail}"
        return _judgement("not-comparable", why, claimed, true, first, last)
    slack = first.slack + last.slack + (2 if case.claim.is_near else 0)
    fits = abs(true - claimed) <= slack and _ends_fit(case, first.rank, last.rank, slack)
    why = f"{told}: {raw}.{tail}"
    return _judgement("matches" if fits else "differs", why, claimed, true, first, last)


def _ends_fit(case: Case, start: int, goal: int, slack: int) -> bool:
    claim = case.claim
    if claim.start is None or claim.goal is None:
        return True
    return abs(claim.start - start) <= slack and abs(claim.goal - goal) <= slack


def _values(case: Case, first: Reading, last: Reading, country: str) -> Judgement:
    assert first.value is not None and last.value is not None
    claim, true = case.claim, last.value - first.value
    if not case.claim.direction and claim.start is None:
        return _judgement(
            "not-checkable", "The text does not say which way it changed.", claim.value, true, first, last
        )
    claimed = signed(case) or 0.0
    told = f"{country} has {plainly(first.value)} in {_in(case, first)} and {plainly(last.value)} in {_in(case, last)}"
    if broken := _break(first, last, by_rank=False):
        why = f"{told}. {broken}: the values cannot be compared. The raw difference is {plainly(true)}."
        return _judgement("not-comparable", why, claimed, true, first, last)
    fits = _same_change(case, first.value, last.value, claimed)
    why = f"{told}: a change of {plainly(true)}.{basis([first, last])}"
    return _judgement("matches" if fits else "differs", why, claimed, true, first, last)


def _same_change(case: Case, first: float, last: float, claimed: float) -> bool:
    claim = case.claim
    if claim.start is not None and claim.goal is not None:
        return same_value(claim.start, claim.decimals, first) and same_value(claim.goal, claim.decimals, last)
    rounded = round(last, claim.decimals) - round(first, claim.decimals)
    return any(same_value(claimed, claim.decimals, d, claim.is_near) for d in (last - first, rounded))


def _break(first: Reading, last: Reading, *, by_rank: bool) -> str:
    """Say what changed between two editions that keeps them from being compared."""
    if by_rank and first.countries != last.countries:
        return f"The number of countries changed from {first.countries or 'unknown'} to {last.countries or 'unknown'}"
    if first.volume.method != last.volume.method:
        return f"The publisher changed its method between {first.volume.name} and {last.volume.name}"
    if (first.release == PRINTED) != (last.release == PRINTED):
        return "One value is as printed then, the other as published since"
    return ""


def _in(case: Case, reading: Reading) -> str:
    return edition(case.index, reading.volume, reading.release)


def _judgement(
    verdict: FigureVerdict, why: str, claimed: float | None, true: float, first: Reading, last: Reading
) -> Judgement:
    return Judgement(
        verdict=verdict, why=why, volume=last.volume, claimed=claimed, true=round(true, 6), readings=(first, last)
    )
