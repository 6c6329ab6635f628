"""Two independent sources that tell the same."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.threads.findings_joined import Joined
from onrecord.threads.pair_blocks import Pair
from onrecord.threads.pair_counts import counts_of
from onrecord.threads.pair_same import is_independent, may_share_rights, order_of
from onrecord.threads.pair_words import has
from onrecord.threads.rule_opposites import opposed
from onrecord.threads.sides_claims import Claim

_TELLING = frozenset({"assessment", "measure-adopted", "event", "figure", "commitment"})
_NEAR, _WEIGHT, _SHARE, _PLAIN = 0.6, 3.0, 0.35, 2


def join_agreement(pair: Pair) -> Iterator[Joined]:
    """Yield two statements of one time that share meaning, rare words and figures, by sources that stand apart."""
    if pair.near < _NEAR or pair.weight < _WEIGHT:
        return
    if not {pair.a.statement.act, pair.b.statement.act} <= _TELLING:
        return
    plain = pair.shared - pair.claim.names - pair.other.names
    if (
        len(pair.shared) < _SHARE * len(pair.claim.terms | pair.other.terms)
        or len(plain) < _PLAIN
        or order_of(pair.a, pair.b) != "same"
    ):
        return
    if not (_tells(pair.claim) and _tells(pair.other)) or not may_share_rights(pair.a, pair.b):
        return
    if pair.claim.names and pair.other.names and not pair.claim.names & pair.other.names:
        return
    if opposed(pair.claim, pair.other) or _differ_in_figures(pair) or not is_independent(pair.a, pair.b):
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


def _tells(claim: Claim) -> bool:
    """Tell whether a claim is a clause that tells something as a fact of its own."""
    return has("demands", "finite", claim.quote) and not any(
        has("beside", name, claim.quote) for name in ("reporting", "asking")
    )


def _differ_in_figures(pair: Pair) -> bool:
    mine = {count.value for count in counts_of(pair.claim.quote)}
    theirs = {count.value for count in counts_of(pair.other.quote)}
    return bool(mine and theirs) and not mine & theirs
