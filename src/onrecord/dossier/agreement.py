"""How far persons agree who reviewed the same statements, and on which they do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from onrecord.dossier import connections, reviews
from onrecord.dossier.effects import effective
from onrecord.dossier.rows import fold
from onrecord.dossier.store import Dossier
from onrecord.labels.agreement import accuracy, kappa
from onrecord.records import RIGHTS, Agreement, Judgement, Review

FEWEST = 10
"""On fewer statements no kappa is given: its interval would span nearly everything."""
DRAWS = 1000
"""Bootstrap samples for an interval: drawn over statements, always the same ones."""

_Coding = Callable[[Review], list[Hashable] | None]
"""What a review decides on a label: one value, for rights one a code; None where it says nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A statement on which persons differ: the last *reviews* of each, oldest first, and the values in question."""

    statement: str
    reviews: tuple[Review, ...]
    values: tuple[str, ...]


def agreement(dossier: Dossier) -> list[Agreement]:
    """Return for each two persons and each label how far they agree on the statements that both have reviewed.

    Of each person the last review of a statement that was not undone counts, with all that it leaves the statement
    saying: who corrects one value has looked at the others.
    """
    by_pair: dict[tuple[str, str], list[tuple[Review, Review]]] = defaultdict(list)
    for stack in effective(reviews.log(dossier)).values():
        people = reviews.by_person(stack)
        for one, other in combinations(sorted(people), 2):
            by_pair[one, other].append((people[one], people[other]))
    return [
        _agreement(pair, label, [(a, b) for one, other in judged if (a := code(one)) and (b := code(other))])
        for pair, judged in sorted(by_pair.items())
        for label, code in CODINGS.items()
    ]


def disputes(dossier: Dossier) -> list[Dispute]:
    """Return the statements on which persons differ, those that were reviewed last first."""
    several = "SELECT statement FROM reviews GROUP BY statement HAVING count(DISTINCT reviewer) > 1"
    with connections.translated(dossier.path):
        keys = [key for (key,) in dossier.connection.execute(several).fetchall()]
    found = []
    for key in keys:
        stack = effective(reviews.log(dossier, key)).get(key, [])
        people = tuple(reviews.by_person(stack).values())
        if values := reviews.differing(people):
            last = sorted(people, key=lambda one: stack.index(one))
            found.append(Dispute(statement=key, reviews=tuple(last), values=values))
    return sorted(found, key=lambda one: one.reviews[-1].at, reverse=True)


def _agreement(pair: tuple[str, str], label: str, coded: Sequence[tuple[list[Hashable], list[Hashable]]]) -> Agreement:
    said, right = (
        ([value for values in side for value in values] for side in zip(*coded, strict=True)) if coded else ([], [])
    )
    equal = accuracy(said, right)
    if len(coded) < FEWEST:
        note = f"too few: a kappa takes {FEWEST} statements"
        return Agreement(
            reviewers=pair, label=label, statements=len(coded), decisions=len(said), equal=equal, note=note
        )
    found = kappa(said, right)
    low, high = _interval(coded) if found is not None else (None, None)
    same = "both say the same of all of them: nothing varies" if found is None else None
    return Agreement(
        reviewers=pair, label=label, statements=len(coded), decisions=len(said), equal=equal, kappa=found, low=low,
        high=high, note=same,
    )  # fmt: skip


def _interval(coded: Sequence[tuple[list[Hashable], list[Hashable]]]) -> tuple[float | None, float | None]:
    """Return the 95 % bootstrap interval of kappa over statements; samples in which nothing varies are left out."""
    draws = np.random.default_rng(0).integers(0, len(coded), (DRAWS, len(coded)))
    found = [
        one
        for draw in draws.tolist()
        if (one := kappa([v for n in draw for v in coded[n][0]], [v for n in draw for v in coded[n][1]])) is not None
    ]
    if not found:
        return None, None
    low, high = np.quantile(found, (0.025, 0.975)).tolist()
    return float(low), float(high)


def _value(name: str) -> _Coding:
    return lambda one: None if one.values is None else [getattr(one.values, name)]


def _of(read: Callable[[Judgement], list[Hashable]]) -> _Coding:
    return lambda one: None if one.values is None else read(one.values)


def _names(values: Judgement) -> list[Hashable]:
    return [frozenset(fold(one.name or one.role or "") for one in values.speakers)]


CODINGS: dict[str, _Coding] = {
    "statement": lambda one: ["no" if one.values is None else "yes"],
    "rights": _of(lambda values: [code in values.rights for code in RIGHTS]),
    "act": _value("act"),
    "stance": _value("stance"),
    "hedged": _value("hedged"),
    "target": _value("target"),
    "country": _value("country"),
    "time": _of(lambda values: [(values.time.start, values.time.end)]),
    "voice": _value("voice"),
    "speakers": _of(_names),
    "camp": _of(lambda values: [frozenset(one.camp for one in values.speakers)]),
    "content": _value("content"),
}
"""How the labels are compared, by their names."""
