"""What one statement tells and another takes back: a deed done and left undone, a rule and its end, a flat denial."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from onrecord.records import FindingKind
from onrecord.threads.findings_joined import Joined
from onrecord.threads.pair_apart import are_of_two_things, are_of_two_years
from onrecord.threads.pair_blocks import Meeting
from onrecord.threads.pair_same import is_of_before, is_one_voice, is_same_wording, may_share_rights, order_of
from onrecord.threads.pair_words import has, pattern, stem, tokens, word_set
from onrecord.threads.rule_answers import deeds, stems_of_deeds, ways_told
from onrecord.threads.sides import View
from onrecord.threads.sides_claims import Claim, terms_of

_TELLING = frozenset({"assessment", "measure-adopted", "event", "figure", "other", "commitment"})
_LEAST_NEAR, _LEAST_OBJECT, _NAME = 0.3, 1.4, 0.5


def join_turns(meeting: Meeting) -> Iterator[Joined]:
    """Yield two statements of which one tells a deed and the other its being left undone, of one thing."""
    a, b = meeting.a, meeting.b
    if meeting.near < _LEAST_NEAR or not {a.statement.act, b.statement.act} <= _TELLING:
        return
    order = order_of(a, b)
    if order == "unknown" or is_of_before(a, b):
        return
    for claim in a.claims:
        for other in b.claims:
            if _are_opposed(claim, other) and _share(meeting, claim, other) >= _least(meeting, order):
                kind = _kind(a, b, order)
                if kind:
                    yield _joined(meeting, kind, "deed-done-and-not", claim, other)


def _least(meeting: Meeting, order: str) -> float:
    """Return how much two claims must share: less of an update that is near in meaning as a whole."""
    if order != "later" or meeting.near < _NEARER:
        return _LEAST_OBJECT
    return _LEAST_OBJECT / 2 if meeting.near < _VERY_NEAR else 0.0


_NEARER, _VERY_NEAR = 0.45, 0.6


def _are_opposed(claim: Claim, other: Claim) -> bool:
    """Tell whether one claim tells a deed, and not for a part alone, which the other tells to be left undone."""
    if claim.is_scoped or other.is_scoped or are_of_two_things(claim.quote, other.quote):
        return False
    mine, theirs = told(claim.quote), told(other.quote)
    return any((deed, -way) in theirs and (deed, way) not in theirs for deed, way in mine if (deed, -way) not in mine)


@lru_cache(maxsize=100_000)
def told(quote: str) -> frozenset[tuple[str, int]]:
    """Return the deeds that a clause tells as facts, and which way."""
    if pattern("demands", "promised").search(quote) or pattern("demands", "asking").search(quote):
        return frozenset()
    return frozenset((deed, way) for deed in deeds() for way in ways_told(deed, quote))


def _share(meeting: Meeting, claim: Claim, other: Claim, of_name: float = _NAME, lead: str = "") -> float:
    """Return how much two claims share besides the deeds; a name counts in part.

    Of a claim of few words *lead* counts too, what its sentence says before it: "the bill […] was withdrawn".
    """
    terms = other.terms | terms_of(lead) if lead and len(other.terms) <= _FEW_TERMS else other.terms
    shared = (claim.terms & terms) - stems_of_deeds(claim.quote) - stems_of_deeds(other.quote)
    names = claim.names | other.names
    return sum(meeting.rarity.of(word) * (of_name if word in names else 1.0) for word in shared)


_FEW_TERMS = 2


def _kind(a: View, b: View, order: str) -> FindingKind | None:
    if order == "later":
        return "update"
    are_apart = bool(a.camps & _OFFICIAL) != bool(b.camps & _OFFICIAL)
    return "contradiction" if are_apart and not is_one_voice(a, b) else None


_OFFICIAL = frozenset({"government", "judiciary"})


def _joined(meeting: Meeting, kind: FindingKind, rule: str, claim: Claim, other: Claim) -> Joined:
    return Joined(
        kind=kind,
        rule=rule,
        a=meeting.a,
        b=meeting.b,
        a_spans=(claim.span,),
        b_spans=(other.span,),
        a_words=claim.quote,
        b_words=other.quote,
        strength=1.0 + meeting.near,
    )


_ENDED_NEAR, _ENDED_OBJECT, _ENDED_NAME = 0.3, 1.25, 0.2


def join_ended(meeting: Meeting) -> Iterator[Joined]:
    """Yield a rule or a measure, and a later statement that it was repealed, annulled or put off."""
    a, b = meeting.a, meeting.b
    if meeting.near < _ENDED_NEAR or b.statement.act not in _TELLING or not _may_end(b.statement.quote):
        return
    if a.statement.act == "demand":
        return
    if (
        order_of(a, b) != "later"
        or is_of_before(a, b)
        or not may_share_rights(a, b)
        or is_same_wording(a.statement.quote, b.statement.quote)
    ):
        return
    for claim in a.claims:
        for other in b.claims:
            are_of_others = claim.names and other.names and not claim.names & other.names
            is_put_off = _is_plan(claim) and _tells(other, "deferred")
            is_ended = not has("turns", "over", a.statement.quote) and _tells(other, "ended")
            if are_of_others or not (is_put_off or is_ended) or _LIMITED.match(other.quote):
                continue
            if _share(meeting, claim, other, 1.0 if is_put_off else _ENDED_NAME, b.lead) >= _ENDED_OBJECT:
                yield _joined(meeting, "update", "put-an-end-to", claim, other)


_LIMITED = re.compile(r"\W*(?:al)?though\b", re.IGNORECASE)
"""What is added so speaks of what its own sentence told."""


def _may_end(quote: str) -> bool:
    return has("turns", "ended", quote) or has("turns", "deferred", quote)


def _tells(claim: Claim, what: str) -> bool:
    return has("turns", what, claim.quote) and not claim.is_negated and not has("demands", "promised", claim.quote)


def _is_plan(claim: Claim) -> bool:
    return has("turns", "plan", claim.quote)


_SCOPE = 7
_NEGATED_NEAR, _NEGATED_WEIGHT = 0.35, 2.0


def join_negated(meeting: Meeting) -> Iterator[Joined]:
    """Yield a flat denial ("nobody has been fined") and what tells with the same words that it happened."""
    a, b = meeting.a, meeting.b
    if meeting.near < _NEGATED_NEAR or not {a.statement.act, b.statement.act} <= _TELLING or is_one_voice(a, b):
        return
    if not any(_is_flat(claim) for view in (a, b) for claim in view.claims):
        return
    order = order_of(a, b)
    if order == "unknown" or not may_share_rights(a, b):
        return
    for claim in a.claims:
        for other in b.claims:
            is_flat = [_is_flat(one) for one in (claim, other)]
            if is_flat[0] == is_flat[1] or not _denies(meeting, *((claim, other) if is_flat[0] else (other, claim))):
                continue
            if order == "same" or (is_flat[1] and _gap(a, b) <= _RECENT_DAYS):
                yield _joined(meeting, "contradiction", "flat-denial", claim, other)


_RECENT_DAYS = 400


def _gap(a: View, b: View) -> int:
    return b.period.first - a.period.last if a.period and b.period else 0


def _is_flat(claim: Claim) -> bool:
    return has("denials", "flat", claim.quote)


def _denies(meeting: Meeting, negated: Claim, plain: Claim) -> bool:
    """Tell whether *plain* tells as a fact what *negated* says never happened."""
    if (
        plain.is_negated
        or pattern("demands", "promised").search(plain.quote)
        or pattern("denials", "norm").search(plain.quote)
    ):
        return False
    if are_of_two_things(negated.quote, plain.quote) or are_of_two_years(negated.quote, plain.quote):
        return False
    if negated.names and plain.names and not negated.names & plain.names:
        return False
    both = (_scope(negated.quote) - negated.names) & plain.every
    is_same = bool(_predicates(negated.quote) & plain.every) and _subjects(negated.quote) <= plain.every
    return is_same and len(both) > 1 and sum(map(meeting.rarity.of, both)) >= _NEGATED_WEIGHT


_PREDICATE = re.compile(
    r"\b(?:was|were|been|be|is|are|has|have|had|ever)\s+(?:ever\s+|\w+ly\s+)?(\w{3,}ed|\w{3,}en|\w+t)\b", re.I
)
_NONE = re.compile(r"\b(?:no|not one|not a single)\s+(\w+)", re.I)
_NOBODY = frozenset({"one", "case", "time", "moment", "longer", "way"})


@lru_cache(maxsize=50_000)
def _predicates(quote: str) -> frozenset[str]:
    """Return the stems of what a flat denial says was done to nobody."""
    return frozenset(stem(word.lower()) for word in _PREDICATE.findall(quote))


@lru_cache(maxsize=50_000)
def _subjects(quote: str) -> frozenset[str]:
    """Return the stems of those to whom it was not done; none for nobody."""
    return frozenset(stem(word.lower()) for word in _NONE.findall(quote) if word.lower() not in _NOBODY)


@lru_cache(maxsize=50_000)
def _scope(quote: str) -> frozenset[str]:
    """Return the stems of the words that stand under a negation."""
    words = tokens(quote).words
    weak, negators = word_set("weak"), word_set("negators")
    at = [n for n, w in enumerate(words) if w in negators or w.endswith("n't")]
    return frozenset(stem(w) for n in at for w in words[n + 1 : n + 1 + _SCOPE] if w not in weak and w not in negators)
