"""Two figures for one count: a contradiction; an agreement where they are the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.threads.findings_joined import Joined
from onrecord.threads.pair_apart import are_of_two_things
from onrecord.threads.pair_blocks import Pair
from onrecord.threads.pair_counts import Count, counts_of
from onrecord.threads.pair_same import is_independent, is_one_voice, order_of
from onrecord.threads.pair_words import has

_FACTS = frozenset({"assessment", "event", "figure", "measure-adopted", "other"})
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def join_counts(pair: Pair) -> Iterator[Joined]:
    """Yield the finding that two counts of one thing make."""
    if not (pair.claim.has_number and pair.other.has_number):
        return
    if not {pair.a.statement.act, pair.b.statement.act} <= _FACTS:
        return
    alike = [
        (one, two)
        for one in counts_of(pair.claim.quote)
        for two in counts_of(pair.other.quote)
        if _is_one_thing(pair, one, two)
    ]
    if alike:
        yield from _joined(pair, *min(alike, key=lambda both: both[0].value != both[1].value))


def _is_one_thing(pair: Pair, one: Count, two: Count) -> bool:
    years = set(_YEAR.findall(pair.claim.quote)), set(_YEAR.findall(pair.other.quote))
    are_spans = any(has("apart", "spans", quote) for quote in (pair.claim.quote, pair.other.quote))
    if are_spans or are_of_two_things(pair.claim.quote, pair.other.quote):
        return False
    if one.deed != two.deed or (years != (set(), set()) and not years[0] & years[1]):
        return False
    if one.deed:
        low, high = sorted((one.value, two.value))
        if high > _MOST_TIMES * max(low, 1.0):
            return False
        return _is_one_event(pair) and (one.noun is None or two.noun is None or one.noun == two.noun)
    things = one.things & two.things
    return one.noun is not None and one.noun == two.noun and len(pair.shared - things) >= 2


def _is_one_event(pair: Pair) -> bool:
    """Tell whether two counts of the dead, the hurt or the held are of one event or year: the words must say so."""
    if _YEAR.search(pair.claim.quote):
        years = sum(1 for word in pair.shared if _YEAR.fullmatch(word))
        return pair.weight - years * _OF_YEAR >= _SAME_YEAR and len(pair.shared) > years
    mine, theirs = pair.claim.names, pair.other.names
    if mine and theirs and not mine & theirs:
        return False
    return (_are_at_once(pair) and pair.weight >= _NEWS) or _is_told_of_one_place(pair)


def _are_at_once(pair: Pair) -> bool:
    """Tell whether two documents are news of the same few days."""
    is_dated = pair.a.item.published.precision == pair.b.item.published.precision == "day"
    return is_dated and abs((pair.a.published or 0) - (pair.b.published or 0)) <= _AT_ONCE_DAYS


def _is_told_of_one_place(pair: Pair) -> bool:
    """Tell whether two documents speak of the same few places or persons, of which little else is told."""
    if pair.a.published is None or pair.b.published is None or pair.a.statement.document == pair.b.statement.document:
        return False
    if "year" in (pair.a.item.published.precision, pair.b.item.published.precision):
        return False
    is_of_one_time = abs(pair.a.published - pair.b.published) <= _REMEMBERED_DAYS
    return is_of_one_time and len(pair.a.names & pair.b.names) >= (1 if _are_at_once(pair) else _SAME_NAMES)


_SAME_YEAR, _OF_YEAR = 1.5, 1.5
_MOST_TIMES = 8.0
"""Counts of one event do not differ by more than this factor."""
_NEWS = 1.0
_SAME_NAMES, _REMEMBERED_DAYS = 2, 730
_AT_ONCE_DAYS = 14
"""News of so few days that count the dead or the hurt in the same words speak of one event."""


def _joined(pair: Pair, one: Count, two: Count) -> Iterator[Joined]:
    is_same = one.value == two.value
    if one.is_share or two.is_share or not _are_of_one_time(pair, one):
        return
    if is_same and not (one.deed and is_independent(pair.a, pair.b)):
        return
    if not is_same and (_is_within(one, two) or is_one_voice(pair.a, pair.b) or _may_have_risen(pair, one, two)):
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


def _are_of_one_time(pair: Pair, count: Count) -> bool:
    """Tell whether both counts are of one time: what happened to people once is so whenever it is told."""
    return order_of(pair.a, pair.b) == "same" or (count.deed is not None and _is_told_of_one_place(pair))


def _may_have_risen(pair: Pair, one: Count, two: Count) -> bool:
    """Tell whether the later of two counts may only be a later one: higher, by nobody whom the first speaks against."""
    return two.value > one.value and order_of(pair.a, pair.b) == "later" and pair.a.camps == pair.b.camps


def _is_within(one: Count, two: Count) -> bool:
    """Tell a rough figure that the other bears out: "at least sixty" and "61"."""
    low, high = sorted((one, two), key=lambda c: c.value)
    return (low.is_rough or high.is_rough) and high.value <= 1.25 * low.value
