"""What a rule asks in numbers, and another number that it asks later: days of notice, members, years of prison."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from onrecord.threads.findings_joined import Joined
from onrecord.threads.pair_apart import are_of_two_things
from onrecord.threads.pair_blocks import Meeting
from onrecord.threads.pair_counts import number_at
from onrecord.threads.pair_same import is_of_before, is_same_wording, may_share_rights, order_of
from onrecord.threads.pair_words import has, tokens
from onrecord.threads.sides_claims import Claim

_UNITS = frozenset("day hour week month year member signature unit percent citizen voter founder candidate".split())
_LEAST_NEAR, _LEAST_SHARED = 0.45, 2.0
_ACTS = frozenset({"pledge", "measure-proposed"})


def join_thresholds(meeting: Meeting) -> Iterator[Joined]:
    """Yield a rule with a number, and a later one on the same thing with another number of the same unit."""
    a, b = meeting.a, meeting.b
    if meeting.near < _LEAST_NEAR or _ACTS & {a.statement.act, b.statement.act}:
        return
    if order_of(a, b) != "later" or is_of_before(a, b) or not may_share_rights(a, b):
        return
    if is_same_wording(a.statement.quote, b.statement.quote):
        return
    for claim in a.claims:
        for other in b.claims:
            if _is_changed(claim, other) and _share(meeting, claim, other) >= _LEAST_SHARED:
                yield Joined(
                    kind="update",
                    rule="threshold-changed",
                    a=a,
                    b=b,
                    a_spans=(claim.span,),
                    b_spans=(other.span,),
                    a_words=claim.quote,
                    b_words=other.quote,
                    strength=meeting.near,
                )


def _is_changed(claim: Claim, other: Claim) -> bool:
    if not (claim.has_number and other.has_number) or are_of_two_things(claim.quote, other.quote):
        return False
    mine, theirs = thresholds(claim.quote), thresholds(other.quote)
    return any(theirs.get(unit, value) != value for unit, value in mine.items())


def _share(meeting: Meeting, claim: Claim, other: Claim) -> float:
    plain = (claim.terms & other.terms) - claim.names - other.names
    return sum(meeting.rarity.of(word) for word in plain if not word[0].isdigit())


@lru_cache(maxsize=50_000)
def thresholds(quote: str) -> Mapping[str, float]:
    """Return the numbers of units that a clause tells as a rule, of a range the last; none where it tells no rule."""
    if not has("turns", "threshold", quote) or has("demands", "promised", quote):
        return {}
    words = tokens(quote).words
    out: dict[str, float] = {}
    for at in range(len(words)):
        size, value = number_at(words, at)
        unit = next((u for w in words[at + size : at + size + 2] if (u := w.removesuffix("s")) in _UNITS), None)
        if size and value is not None and unit:
            out[unit] = value
    return out
