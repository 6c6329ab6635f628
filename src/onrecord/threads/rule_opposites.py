"""Two claims that say opposite things of one matter: contradiction, update, changed position, or an exception."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.records import FindingKind
from onrecord.threads.findings_joined import Joined
from onrecord.threads.pair_apart import are_of_two_things, are_of_two_years
from onrecord.threads.pair_blocks import Pair
from onrecord.threads.pair_same import is_of_before, is_one_voice, is_same_wording, may_share_rights, order_of
from onrecord.threads.pair_words import has
from onrecord.threads.sides_claims import Claim, Said

_TELLING = frozenset({"assessment", "measure-adopted", "event", "figure", "other", "commitment"})


def join_opposites(pair: Pair) -> Iterator[Joined]:
    """Yield the finding that two opposite claims make, if they do."""
    if not {pair.a.statement.act, pair.b.statement.act} <= _TELLING:
        return
    poles = opposed(pair.claim, pair.other)
    if poles is None or is_same_wording(pair.claim.quote, pair.other.quote, _COPY):
        return
    least = _LEAST.get(poles[0].axis, _LEAST_ELSE)
    is_of_one_text = pair.a.statement.document == pair.b.statement.document
    if pair.weight < least - (_WITHIN_A_TEXT if is_of_one_text else 0.0):
        return
    if not _is_of_one_thing(pair) or not all(_is_clause(claim) for claim in (pair.claim, pair.other)):
        return
    kind = None if are_of_two_things(pair.claim.quote, pair.other.quote) else _kind(pair, poles)
    if kind == "update" and is_of_before(pair.a, pair.b):
        return
    if kind == "contradiction" and are_of_two_years(pair.claim.quote, pair.other.quote):
        return
    if poles[0].axis in _JUDGED and not may_share_rights(pair.a, pair.b):
        return
    if kind == "contradiction" and poles[0].axis in _JUDGED and not (is_of_one_text or _judge_apart(pair)):
        return
    if kind == "contradiction" and poles[0].axis == "liberty" and not pair.claim.names & pair.other.names:
        return
    if kind:
        yield Joined(
            kind=kind,
            rule=f"opposite-{poles[0].axis.split(':')[0]}",
            a=pair.a,
            b=pair.b,
            a_spans=(pair.claim.span,),
            b_spans=(pair.other.span,),
            a_words=pair.claim.quote,
            b_words=pair.other.quote,
            strength=pair.weight + pair.near,
        )


_JUDGED = frozenset({"trend", "quality", "lawfulness"})
"""What is said on these is praise or blame only with its subject: violence that declines is no decline."""


def _judge_apart(pair: Pair) -> bool:
    return {pair.a.statement.stance, pair.b.statement.stance} == {"progress", "regress"}


def _is_clause(claim: Claim) -> bool:
    return has("demands", "finite", claim.quote)


def _is_of_one_thing(pair: Pair) -> bool:
    """Tell whether the claims share a thing by its kind, or enough words that are no names: a name is not enough."""
    plain = pair.shared - pair.claim.names - pair.other.names
    return bool(pair.claim.matters & pair.other.matters) or len(plain) >= _ENOUGH or _is_general(pair)


def _is_general(pair: Pair) -> bool:
    return all(set(view.statement.rights) == {"general"} for view in (pair.a, pair.b))


_ENOUGH = 2
_COPY = 0.7
"""A text copied with small changes does not contradict itself."""
_LEAST = {
    "liberty": 3.5,
    "permission": 4.0,
    "adoption": 3.5,
    "remedy": 3.0,
    "force": 1.5,
    "charges": 1.8,
    "account": 1.5,
    "trend": 1.5,
    "amount": 3.5,
}
_LEAST_ELSE = 1.5
_WITHIN_A_TEXT = 0.5
"""How rare the words must be that two opposite claims share: most for what happens to many persons and bodies."""


def opposed(claim: Claim, other: Claim) -> tuple[Said, Said] | None:
    """Return what two claims say against each other as facts, or None."""
    for one in claim.said:
        for two in other.said:
            is_told = one.manner == two.manner == "told"
            if (
                one.axis == two.axis
                and one.sign != two.sign
                and is_told
                and _is_plain(claim, one)
                and _is_plain(other, two)
            ):
                return one, two
    return None


def _is_plain(claim: Claim, said: Said) -> bool:
    """Tell whether a claim says one thing alone on an axis: "banned those that were not allowed" says two."""
    return len({one.sign for one in claim.said if one.axis == said.axis}) == 1


def _kind(pair: Pair, poles: tuple[Said, Said]) -> FindingKind | None:
    order = order_of(pair.a, pair.b)
    if order == "unknown":
        return None
    same_document = pair.a.statement.document == pair.b.statement.document
    if order == "later" or (not same_document and poles[1].is_change and not poles[0].is_change):
        return "changed-position" if is_one_voice(pair.a, pair.b) and not poles[1].is_change else "update"
    if pair.other.is_scoped != pair.claim.is_scoped and not (pair.claim.is_whole or pair.other.is_whole):
        return "exception"
    if is_one_voice(pair.a, pair.b) and same_document and poles[0].is_change != poles[1].is_change:
        return None
    return "contradiction"
