"""How far a thing has come: an earlier number of what is there, and a later one."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.threads.findings_joined import Joined
from onrecord.threads.pair_apart import are_of_two_things, are_of_two_years
from onrecord.threads.pair_blocks import Pair
from onrecord.threads.pair_counts import Count, counts_of
from onrecord.threads.pair_same import order_of
from onrecord.threads.pair_words import pattern

_STATES = frozenset({"assessment", "event", "figure", "measure-adopted", "other"})
_LEAST_NEAR, _LEAST_OBJECT, _LONGEST = 0.5, 1.4, 200


def join_progress(pair: Pair) -> Iterator[Joined]:
    """Yield a number of things that there are, and a later number of the same things: "four shelters", "now six"."""
    if not (pair.claim.has_number and pair.other.has_number) or pair.near < _LEAST_NEAR:
        return
    if not {pair.a.statement.act, pair.b.statement.act} <= _STATES or order_of(pair.a, pair.b) != "later":
        return
    if not pattern("turns", "by_now").search(pair.other.quote):
        return
    mine, theirs = pair.claim.names, pair.other.names
    if (mine and theirs and not mine & theirs) or pair.weight < _LEAST_OBJECT:
        return
    if are_of_two_years(pair.claim.quote, pair.other.quote) or are_of_two_things(pair.claim.quote, pair.other.quote):
        return
    if max(len(pair.claim.quote), len(pair.other.quote)) > _LONGEST:
        return
    counted = [(one, two) for one in counts_of(pair.claim.quote) for two in counts_of(pair.other.quote)]
    if any(_has_changed(one, two) for one, two in counted):
        yield Joined(
            kind="update",
            rule="count-then-and-now",
            a=pair.a,
            b=pair.b,
            a_spans=(pair.claim.span,),
            b_spans=(pair.other.span,),
            a_words=pair.claim.quote,
            b_words=pair.other.quote,
            strength=pair.weight,
        )


def _has_changed(one: Count, two: Count) -> bool:
    """Tell whether two counts are of one kind of thing, not of what happened to people, and differ."""
    are_of_things = one.deed is None and two.deed is None and one.noun is not None
    return are_of_things and one.noun == two.noun and one.value != two.value
