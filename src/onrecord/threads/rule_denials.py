"""A claim, and words that say that it is not so: a denial, or one's own taking back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.threads.findings_joined import Joined
from onrecord.threads.pair_blocks import Pair
from onrecord.threads.pair_same import is_one_voice, is_told_apart, order_of
from onrecord.threads.sides import View
from onrecord.threads.sides_claims import Claim

_DENIED = re.compile(
    r"\b(?:it is|it was|it['’]s) (?:not|neither|simply not) (?:true|correct|the case|so)\b(?:,? (?:either )?that\b)?"
    r"|\bit is (?:false|wrong|untrue|a lie|a myth|an invention) (?:to say )?that\b"
    r"|\bthere (?:is|was|were|are|has been|have been) no truth\b",
    re.I,
)
_DENYING_CUES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing)|contest(?:s|ed)?|contradict(?:s|ed)?)\b"
)
_NOT_DENYING = re.compile(r"\b(?:not|never|neither|nor)\b|n['’]t\b")
_ADMITTED = re.compile(
    r"\b(?:I|we) (?:was|were|had been) (?:wrong|mistaken)\b|\bI used the wrong word\b|\b(?:he|she|they) (?:had|has|have) changed "
    r"(?:his|her|their) minds?\b|\b(?:I|we) (?:have )?changed (?:my|our) minds?\b|\b(?:I|we) take (?:it|that|this) back\b"
    r"|\b(?:would|should) (?:now )?(?:vote|speak|decide) against it (?:today|now)\b|\bit was a mistake\b"
    r"|\bno longer (?:believes?|thinks?|holds?|supports?|opposes?)\b|\bwithdr(?:ew|aws?) (?:his|her|their|its) (?:words|remark|statement|claim)\b",
    re.I,
)
_BACK = 4
"""So many statements back stands what somebody takes back."""
_LEAST_WEIGHT, _LEAST_SHARE = 2.5, 0.34


def join_denials(pair: Pair) -> Iterator[Joined]:
    """Yield a claim and its denial by another."""
    if pair.weight < _LEAST_WEIGHT or is_one_voice(pair.a, pair.b):
        return
    if not is_denial(pair.a, pair.claim) != is_denial(pair.b, pair.other) or order_of(pair.a, pair.b) != "same":
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
    if _DENIED.search(claim.quote):
        return True
    return bool(_DENYING_CUES.search(view.cue)) and not _NOT_DENYING.search(view.cue)


def join_admissions(views: Sequence[View]) -> Iterator[Joined]:
    """Yield words in which somebody takes a position back, and that speaker's words shortly before."""
    for at, view in enumerate(views):
        if not view.voices or not _ADMITTED.search(view.statement.quote):
            continue
        for before in reversed(views[max(0, at - _BACK) : at]):
            if (
                is_one_voice(before, view)
                and is_told_apart(before, view)
                and before.statement.document == view.statement.document
            ):
                yield Joined(
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
                break
