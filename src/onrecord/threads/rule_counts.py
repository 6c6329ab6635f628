"""Two figures for one count: a contradiction; an agreement where they are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.threads.findings_joined import Joined
from onrecord.threads.pair_blocks import Pair
from onrecord.threads.pair_counts import Count, counts_of
from onrecord.threads.pair_same import is_independent, is_one_voice, order_of

_FACTS = frozenset({"assessment", "event", "figure", "measure-adopted", "other"})
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def join_counts(pair: Pair) -> Iterator[Joined]:
    """Yield the finding that two counts of one thing make."""
    if not (pair.claim.has_number and pair.other.has_number):
        return
    if not {pair.a.statement.act, pair.b.statement.act} <= _FACTS:
        return
    for one in counts_of(pair.claim.quote):
        for two in counts_of(pair.other.quote):
            if _is_one_thing(pair, one, two):
                yield from _joined(pair, one, two)
                return


def _is_one_thing(pair: Pair, one: Count, two: Count) -> bool:
    years = set(_YEAR.findall(pair.claim.quote)), set(_YEAR.findall(pair.other.quote))
    if one.deed != two.deed or (years != (set(), set()) and not years[0] & years[1]):
        return False
    if one.deed:
        return _is_one_event(pair) and (one.noun is None or two.noun is None or one.noun == two.noun)
    things = one.things & two.things
    return bool(things) and len(pair.shared - things) >= 2


def _is_one_event(pair: Pair) -> bool:
    """Tell whether two counts of the dead, the hurt or the held are of one event or year: the words must say so."""
    if _YEAR.search(pair.claim.quote):
        return pair.weight >= _SAME_YEAR
    is_at_once = abs((pair.a.published or 0) - (pair.b.published or 0)) <= _AT_ONCE_DAYS
    is_dated = pair.a.item.published.precision == pair.b.item.published.precision == "day"
    return is_at_once and is_dated and pair.weight >= _NEWS


_SAME_YEAR = 1.5
_NEWS = 1.0
_AT_ONCE_DAYS = 14
"""News of so few days that count the dead or the hurt in the same words speak of one event."""


def _joined(pair: Pair, one: Count, two: Count) -> Iterator[Joined]:
    order = order_of(pair.a, pair.b)
    is_same = one.value == two.value
    if order != "same" or one.is_share or two.is_share:
        return
    if is_same and not (one.deed and is_independent(pair.a, pair.b)):
        return
    if not is_same and (_is_within(one, two) or is_one_voice(pair.a, pair.b)):
        return
    yield Joined(
        kind="agreement" if is_same else "contradiction",
        rule="same-count" if is_same else "two-counts",
        a=pair.a,
        b=pair.b,
        a_spans=(pair.claim.span,),
        b_spans=(pair.other.span,),
        a_words=pair.claim.quote,
        b_words=pair.other.quote,
        strength=1.0 + pair.weight,
    )


def _is_within(one: Count, two: Count) -> bool:
    """Tell a rough figure that the other bears out: "at least sixty" and "61"."""
    low, high = sorted((one, two), key=lambda c: c.value)
    return (low.is_rough or high.is_rough) and high.value <= 1.25 * low.value
