"""A demand, and a later statement that tells whether it was met."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.records import FindingKind
from onrecord.threads.findings_joined import Joined
from onrecord.threads.pair_blocks import Pair
from onrecord.threads.pair_same import cosine, is_told_apart
from onrecord.threads.pair_words import stem
from onrecord.threads.sides import View
from onrecord.threads.sides_claims import Claim

_EVIDENCE = frozenset({"assessment", "measure-adopted", "event", "figure", "other"})
_PART = re.compile(
    r"\b(?:in part|partly|partially|(?:\d+|two|three|four|five|six|seven|eight|nine|ten|half|some|most|\w+ty-\w+) (?:out )?of "
    r"(?:the |our |its |their |all )?(?:\d+|\w+)|only|but|although|though|except|did not exempt|still|the others)\b",
    re.I,
)
_NOT_DONE = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|without|still|remains?|yet to|refus\w+|reject\w+|fail\w+|unchanged|"
    r"left as it was|as \w+ as)\b|n[’']t\b",
    re.I,
)
_PROMISED = re.compile(r"\b(?:will|would|plans? to|promis\w+|pledg\w+|is expected|draft|bill (?:to|that)|intends?|considers?|hopes?)\b", re.I)


def join_demands(pair: Pair) -> Iterator[Joined]:
    """Yield what became of a demand, as the other statement tells."""
    for asked, told, want, fact in (
        (pair.a, pair.b, pair.claim, pair.other),
        (pair.b, pair.a, pair.other, pair.claim),
    ):
        if is_demand(asked) and _may_answer(asked, told) and not _PROMISED.search(fact.quote):
            kind = outcome(want, fact, pair)
            if kind:
                yield Joined(
                    kind=kind,
                    rule="demand-and-outcome",
                    a=asked,
                    b=told,
                    a_spans=(want.span,),
                    b_spans=(fact.span,),
                    a_words=want.quote,
                    b_words=fact.quote,
                    strength=pair.weight + cosine(asked, told),
                )


def is_demand(view: View) -> bool:
    """Tell whether a statement asks for something, by its label or its cue."""
    return view.statement.act == "demand"


def _may_answer(asked: View, told: View) -> bool:
    if told.statement.act not in _EVIDENCE or not is_told_apart(asked, told):
        return False
    if asked.statement.document == told.statement.document:
        return False
    since = asked.published or (asked.period.first if asked.period else None)
    until = told.published or (told.period.last if told.period else None)
    if since is None or until is None or until <= since:
        return False
    happened = told.period
    return happened is None or not happened.is_stated or happened.last >= since - 31


def outcome(want: Claim, fact: Claim, pair: Pair) -> FindingKind | None:
    """Return what *fact* tells of *want*, or None where it tells nothing of it."""
    strength = pair.weight
    share = len(pair.shared) / max(1, min(len(want.stems | want.matters), len(fact.stems | fact.matters)))
    same_way = _goes(want, fact)
    if same_way is None or strength < 2.0 or share < 0.25:
        return None
    if same_way < 0:
        return "demand-unmet"
    return "demand-partly" if _PART.search(fact.quote) else "demand-met"


_ASKED = re.compile(r"(?:^\W*|\bto |\bbe |\band |\bthat )(?!the\b|be\b|a\b|to\b|not\b|it\b|all\b)([a-z]{4,})", re.I)


def verbs_asked(quote: str) -> frozenset[str]:
    """Return the stems of what a demand asks to be done."""
    return frozenset(stem(m.group(1).lower()) for m in _ASKED.finditer(quote))


def _goes(want: Claim, fact: Claim) -> int | None:
    """Return +1 where the fact goes the way that was asked, -1 where it goes the other way."""
    for one in want.said:
        for two in fact.said:
            if one.axis == two.axis and two.manner == "told":
                return 1 if one.sign == two.sign else -1
    if verbs_asked(want.quote) & fact.every:
        return -1 if bool(_NOT_DONE.search(fact.quote)) != want.is_negated else 1
    return None
