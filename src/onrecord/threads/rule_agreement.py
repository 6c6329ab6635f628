"""Two independent sources that tell the same."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.threads.findings_joined import Joined
from onrecord.threads.pair_apart import are_of_two_things, are_of_two_years, have_other_names
from onrecord.threads.pair_blocks import Pair
from onrecord.threads.pair_counts import counts_of
from onrecord.threads.pair_same import is_independent, may_share_rights, order_of
from onrecord.threads.pair_words import has
from onrecord.threads.sides_claims import Claim

_TELLING = frozenset({"assessment", "measure-adopted", "event", "figure", "commitment"})
_NEAR, _WEIGHT, _OF_SHORTER, _OF_LONGER, _PLAIN = 0.6, 3.0, 0.7, 0.5, 3


def join_agreement(pair: Pair) -> Iterator[Joined]:
    """Yield two statements of one time that share meaning, rare words and figures, by sources that stand apart."""
    if pair.near < _NEAR or pair.weight < _WEIGHT:
        return
    if not {pair.a.statement.act, pair.b.statement.act} <= _TELLING:
        return
    plain = pair.shared - pair.claim.names - pair.other.names
    if not _cover_each_other(pair) or len(plain) < _PLAIN or order_of(pair.a, pair.b) != "same":
        return
    if not (_tells(pair.claim) and _tells(pair.other)) or not may_share_rights(pair.a, pair.b):
        return
    if _say_other_things(pair) or _differ_in_figures(pair) or not is_independent(pair.a, pair.b):
        return
    yield Joined(
        kind="agreement",
        rule="same-claim",
        a=pair.a,
        b=pair.b,
        a_spans=(pair.claim.span,),
        b_spans=(pair.other.span,),
        a_words=pair.claim.quote,
        b_words=pair.other.quote,
        strength=pair.near + pair.weight,
    )


def _cover_each_other(pair: Pair) -> bool:
    sizes = sorted((len(pair.claim.terms), len(pair.other.terms)))
    return len(pair.shared) >= _OF_SHORTER * sizes[0] and len(pair.shared) >= _OF_LONGER * sizes[1]


def _say_other_things(pair: Pair) -> bool:
    """Tell whether two claims differ in what they say of a thing, or in the thing."""
    said = [{(one.axis, one.sign) for one in claim.said} for claim in (pair.claim, pair.other)]
    if said[0] != said[1] or pair.claim.is_negated != pair.other.is_negated:
        return True
    return (
        are_of_two_things(pair.claim.quote, pair.other.quote)
        or are_of_two_years(pair.claim.quote, pair.other.quote)
        or have_other_names(pair.claim.names, pair.other.names)
    )


def _tells(claim: Claim) -> bool:
    """Tell whether a claim is a clause that tells something as a fact of its own."""
    return has("demands", "finite", claim.quote) and not any(
        has("beside", name, claim.quote) for name in ("reporting", "asking")
    )


def _differ_in_figures(pair: Pair) -> bool:
    mine = {count.value for count in counts_of(pair.claim.quote)}
    theirs = {count.value for count in counts_of(pair.other.quote)}
    return bool(mine and theirs) and not mine & theirs
