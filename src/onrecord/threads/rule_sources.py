"""What rests on one source: a serious claim that nobody else tells, or one whose source has no name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from onrecord.threads.findings_joined import Joined
from onrecord.threads.pair_blocks import Pair
from onrecord.threads.pair_same import is_independent
from onrecord.threads.pair_words import pattern
from onrecord.threads.sides import View

_SERIOUS_ACTS = frozenset({"event", "figure"})
_GRAVE = frozenset({"life", "torture", "liberty", "trafficking"})
_FEWEST_WORDS = 5
_TOLD_AGAIN = 2.5
"""Rare words that two statements share when they tell one thing."""


def join_lone(views: Sequence[View], again: Set[int]) -> Iterator[Joined]:
    """Yield the claims that rest on one source: those not among the ones told *again*; the same words once."""
    seen: set[str] = set()
    for view in views:
        if not view.claims or view.statement.within or view.number in again or view.statement.quote in seen:
            continue
        seen.add(view.statement.quote)
        if _is_anonymous(view):
            yield _alone(view, "unnamed-source")
        elif _is_serious(view):
            yield _alone(view, "one-source")


def told_again(pair: Pair) -> Iterator[int]:
    """Yield the numbers of those of two statements that the other, independent and named, tells too."""
    smaller = min(len(pair.claim.terms), len(pair.other.terms))
    if pair.weight < _TOLD_AGAIN or len(pair.shared) < 0.4 * smaller or not is_independent(pair.a, pair.b):
        return
    for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
        if not _is_anonymous(other):
            yield one.number


def _is_anonymous(view: View) -> bool:
    """Tell whether the source is a person or persons without a name, who speak of more than their own case."""
    statement = view.statement
    if statement.voice != "attributed" or not statement.speakers or any(s.name for s in statement.speakers):
        return False
    if statement.act in ("demand", "pledge") or len(statement.quote.split()) < _FEWEST_WORDS:
        return False
    roles = " ".join(s.role or s.affiliation or "" for s in statement.speakers)
    return (
        bool(pattern("sources", "unnamed").search(roles))
        and not pattern("sources", "papers").search(roles)
        and not pattern("sources", "own_case").search(roles)
    )


def _is_serious(view: View) -> bool:
    """Tell whether a claim is of a grave act done to people, told by one who can be asked."""
    statement = view.statement
    is_grave = statement.stance == "regress" and bool(_GRAVE & set(statement.rights))
    return statement.act in _SERIOUS_ACTS and is_grave and bool(view.voices) and not statement.hedged


def _alone(view: View, rule: str) -> Joined:
    return Joined(
        kind="anonymous-source" if rule == "unnamed-source" else "single-source",
        rule=rule,
        a=view,
        b=None,
        a_spans=view.statement.content,
        a_words=view.statement.quote,
    )
