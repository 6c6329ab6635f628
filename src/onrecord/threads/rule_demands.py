"""A demand, and a later statement that tells whether it was met."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.records import FindingKind
from onrecord.threads.findings_joined import Joined
from onrecord.threads.pair_apart import are_of_two_things
from onrecord.threads.pair_blocks import Pair
from onrecord.threads.pair_same import is_told_apart
from onrecord.threads.pair_words import has, pattern, stem
from onrecord.threads.sides import View
from onrecord.threads.sides_claims import Claim

_EVIDENCE = frozenset({"assessment", "measure-adopted", "event", "figure", "other"})


def join_demands(pair: Pair) -> Iterator[Joined]:
    """Yield what became of a demand, as a later statement of another document tells."""
    if pair.weight < _LEAST_SHARED:
        return
    for asked, told, want, fact in (
        (pair.a, pair.b, pair.claim, pair.other),
        (pair.b, pair.a, pair.other, pair.claim),
    ):
        if not is_demand(asked, want) or not may_answer(asked, told) or not is_report(fact):
            continue
        if kind := outcome(want, fact, pair):
            yield _joined(kind, "demand-and-outcome", asked, told, want, fact, strength=closeness(pair))


def _joined(
    kind: FindingKind, rule: str, asked: View, told: View, want: Claim, fact: Claim, *, strength: float
) -> Joined:
    return Joined(
        kind=kind,
        rule=rule,
        a=asked,
        b=told,
        a_spans=(want.span,),
        b_spans=(fact.span,),
        a_words=want.quote,
        b_words=fact.quote,
        strength=strength,
    )


def is_demand(view: View, want: Claim) -> bool:
    """Tell whether somebody asks for something here; what a rule demands of people is no demand."""
    is_wanted = has("demands", "wanting", view.cue)
    is_put_so = any(form.match(want.quote) for form in (_INFINITIVE, _SUBJUNCTIVE))
    is_asked = (is_put_so or _asks(want, is_wanted)) if view.statement.act == "demand" else is_wanted and is_put_so
    return is_asked and not has("demands", "rules_themselves", want.quote)


def _asks(want: Claim, is_wanted: bool) -> bool:
    """Tell whether words that were taken for a demand ask: by a verb of asking, or with no verb at all."""
    if is_wanted or has("demands", "asked_for", want.quote):
        return True
    return not has("demands", "finite", want.quote) and len(want.quote) <= _SHORT


_SHORT = 80
_SUBJUNCTIVE = re.compile(r"\W*that\b[^.;]*(?<!can)(?<!may)(?<!will)(?<!would)(?<!could)(?<!might)(?<!to) be\b", re.I)
_INFINITIVE = re.compile(r"\W*(?:not )?to [a-z]", re.I)


def is_report(fact: Claim) -> bool:
    """Tell whether a clause tells something as a fact: a whole clause, no promise, nothing that is merely deplored."""
    return (
        has("demands", "finite", fact.quote)
        and not has("demands", "promised", fact.quote)
        and not has("demands", "regrets", fact.quote)
    )


def may_answer(asked: View, told: View) -> bool:
    """Tell whether *told* is a report of another document, later than what was *asked*."""
    if pattern("demands", "wanting").search(told.cue):
        return False
    if not _tells(told) or asked.statement.document == told.statement.document:
        return False
    since = asked.published or (asked.period.first if asked.period else None)
    until = told.published or (told.period.last if told.period else None)
    if since is None or until is None or until <= since:
        return False
    happened = told.period
    return happened is None or not happened.is_stated or happened.last >= since - _GRACE


def _tells(told: View) -> bool:
    """Tell whether a statement reports: by its act, or, of one that passes for a demand, by its finite verbs."""
    if told.statement.act in _EVIDENCE:
        return True
    return told.statement.act == "demand" and not (
        told.cue or pattern("demands", "asking").search(told.statement.quote)
    )


_GRACE = 31
"""A demand may be printed some days after it was made."""
_CLOSE = 2.0
"""From this closeness on, a statement that has a demand's verb, or a pole of it, is on what was asked."""


def closeness(pair: Pair) -> float:
    """Return how much a demand and a statement are on one thing: rare words shared, and meaning."""
    smaller = min(len(pair.claim.terms), len(pair.other.terms))
    return pair.weight * len(pair.shared) / max(1, smaller) + 2 * pair.near


def outcome(want: Claim, fact: Claim, pair: Pair) -> FindingKind | None:
    """Return what *fact* tells of *want*, or None where it tells nothing of it."""
    if want.is_whole and not (fact.is_whole or fact.is_scoped):
        return None
    close = closeness(pair)
    way = _way(want, fact)
    plain = pair.shared - want.names - fact.names - verbs_asked(want.quote)
    if way is None or close < _CLOSE or not plain or are_of_two_things(want.quote, fact.quote):
        return None
    if pattern("demands", "part").search(fact.quote) or (way > 0 and fact.is_scoped and not want.is_scoped):
        return "demand-partly"
    return "demand-met" if way > 0 else "demand-unmet"


_LEAST_SHARED = 2.0


def _way(want: Claim, fact: Claim) -> int | None:
    """Return +1 where the fact goes the way that was asked, -1 where it goes the other way."""
    verbs = verbs_asked(want.quote)
    for one in want.said:
        if stem(one.words[0]) not in verbs:
            continue
        for two in fact.said:
            if one.axis == two.axis and two.manner == "told":
                return 1 if one.sign == two.sign else -1
    if verbs & fact.every:
        return 1 if _is_undone(fact) == _is_against(want) else -1
    return None


def _is_undone(fact: Claim) -> bool:
    if pattern("demands", "at_least").search(fact.quote):
        return False
    return fact.is_negated or has("demands", "not_done", fact.quote)


def _is_against(want: Claim) -> bool:
    """Tell whether a demand is that something be not done, or no more."""
    return want.is_negated or has("demands", "stop", want.quote)


_NO_VERB = r"(?!the\b|be\b|a\b|to\b|not\b|it\b|all\b|this\b|those\b)"
_ASKED = re.compile(
    rf"(?:^\W*|\bto |\bbe |\band to |\band be ){_NO_VERB}([a-z]{{4,}})\b(?<!al)(?<!ive)(?<!ous)(?<!ic)", re.IGNORECASE
)


def verbs_asked(quote: str) -> frozenset[str]:
    """Return the stems of what a demand asks to be done."""
    return frozenset(stem(m.group(1).lower()) for m in _ASKED.finditer(quote))


_REACH_CHARS = 2500


def join_answered_here(views: Sequence[View]) -> Iterator[Joined]:
    """Yield the last demand that others are quoted with, and the document's own word that nothing was done about it."""
    asked: View | None = None
    for view in views:
        if asked and asked.statement.document != view.statement.document:
            asked = None
        if asked and view.start - asked.start < _REACH_CHARS and view.statement.act != "demand":
            fact = next((c for c in view.claims if pattern("demands", "left_open").search(c.quote)), None)
            if fact and is_told_apart(asked, view):
                want = asked.claims[0]
                yield _joined("demand-unmet", "demand-left-open", asked, view, want, fact, strength=2.0)
        if view.statement.voice == "attributed" and view.claims and is_demand(view, view.claims[0]):
            asked = view
