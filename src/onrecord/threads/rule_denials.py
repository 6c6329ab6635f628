"""A claim, and words that say that it is not so: a denial, or one's own taking back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from onrecord.threads.findings_joined import Joined
from onrecord.threads.pair_apart import are_of_two_things
from onrecord.threads.pair_blocks import Pair
from onrecord.threads.pair_same import is_one_voice, is_told_apart, order_of
from onrecord.threads.pair_words import has, pattern
from onrecord.threads.sides import View
from onrecord.threads.sides_claims import Claim

_BACK = 4
"""So many statements back stands what somebody takes back."""
_LEAST_WEIGHT, _LEAST_SHARE = 2.5, 0.34


def join_denials(pair: Pair) -> Iterator[Joined]:
    """Yield a claim and its denial by another."""
    if pair.weight < _LEAST_WEIGHT or is_one_voice(pair.a, pair.b):
        return
    if is_denial(pair.a, pair.claim) == is_denial(pair.b, pair.other) or order_of(pair.a, pair.b) != "same":
        return
    if not (_is_clause(pair.claim) and _is_clause(pair.other)) or are_of_two_things(pair.claim.quote, pair.other.quote):
        return
    smaller = min(len(c.stems | c.matters) for c in (pair.claim, pair.other))
    if len(pair.shared) < _LEAST_SHARE * max(1, smaller):
        return
    yield Joined(
        kind="contradiction",
        rule="denial",
        a=pair.a,
        b=pair.b,
        a_spans=(pair.claim.span,),
        b_spans=(pair.other.span,),
        a_words=pair.claim.quote,
        b_words=pair.other.quote,
        strength=pair.weight,
    )


def is_denial(view: View, claim: Claim) -> bool:
    """Tell whether a claim is stated in order to be denied."""
    if pattern("denials", "denied").search(claim.quote):
        return True
    return bool(pattern("denials", "cues").search(view.cue)) and not pattern("denials", "turned").search(view.cue)


def join_admissions(views: Sequence[View]) -> Iterator[Joined]:
    """Yield words in which somebody takes a position back, and the speaker's words that they are nearest to."""
    said: dict[str, list[View]] = defaultdict(list)
    for view in views:
        for voice in view.voices:
            said[voice].append(view)
    for view in views:
        if view.voices and pattern("denials", "admitted").search(view.statement.quote):
            earlier = {v.number: v for voice in view.voices for v in said[voice] if _may_be_taken_back(v, view)}
            if earlier:
                yield _taken_back(max(earlier.values(), key=lambda v: (_nearness(v, view), -v.number)), view)


_LEAST_NEAR = 0.3
_BESIDE = 0.2
"""What stands shortly before in the same document is by so much nearer."""


def _may_be_taken_back(before: View, view: View) -> bool:
    if before.number == view.number or not is_told_apart(before, view) or not _says_something(before):
        return False
    if before.statement.document == view.statement.document:
        return before.start < view.start and _nearness(before, view) >= _LEAST_NEAR
    is_earlier = before.published is None or view.published is None or before.published <= view.published
    return is_earlier and _nearness(before, view) >= _LEAST_NEAR


def _says_something(view: View) -> bool:
    """Tell whether a statement is a quotation, or a clause with a verb, and not a piece of one."""
    is_quoted = view.statement.mode == "direct" and len(view.statement.quote.split()) >= _FEWEST_WORDS
    return is_quoted or any(map(_is_clause, view.claims))


def _is_clause(claim: Claim) -> bool:
    """Tell whether a claim has a verb, and is not a piece of a clause: "the killing of a journalist"."""
    return len(claim.quote.split()) >= _FEWEST_WORDS and has("demands", "finite", claim.quote)


_FEWEST_WORDS = 4


def _nearness(before: View, view: View) -> float:
    is_beside = before.statement.document == view.statement.document and 0 < view.number - before.number <= _BACK
    return float(before.item.vector @ view.item.vector) + (_BESIDE if is_beside else 0.0)


def _taken_back(before: View, view: View) -> Joined:
    return Joined(
        kind="changed-position",
        rule="taken-back",
        a=before,
        b=view,
        a_spans=before.statement.content,
        b_spans=view.statement.content,
        a_words=before.statement.quote,
        b_words=view.statement.quote,
        strength=2.0,
    )
