"""A demand for a deed of a known kind, and a later report that such a deed was done, or that it was not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from onrecord.records import FindingKind, Span
from onrecord.threads.findings_joined import Joined
from onrecord.threads.pair_apart import are_of_two_things, have_other_names
from onrecord.threads.pair_blocks import Meeting
from onrecord.threads.pair_words import Lexicon, lexicon, pattern, stem, tokens
from onrecord.threads.rule_demands import is_demand, is_report, may_answer
from onrecord.threads.sides import View
from onrecord.threads.sides_claims import Claim, terms_of

_LEAST_NEAR, _LEAST_OBJECT, _LEAST_AROUND = 0.25, 1.2, 2.0
_BEFORE = 6
"""So many words before a deed a negation may stand."""


def join_answers(meeting: Meeting) -> Iterator[Joined]:
    """Yield what became of a demand: the deed asked for is told, and something of what it was asked for is named."""
    for asked, told in ((meeting.a, meeting.b), (meeting.b, meeting.a)):
        if not may_answer(asked, told):
            continue
        for claim in asked.claims:
            if is_demand(asked, claim):
                for want in _wants(claim):
                    yield from _answers(meeting, asked, told, want)


def _answers(meeting: Meeting, asked: View, told: View, want: Want) -> Iterator[Joined]:
    for fact in told.claims:
        if not is_report(fact) or are_of_two_things(want.quote, fact.quote) or _is_of_others(want, fact):
            continue
        if want.is_whole and not (fact.is_whole or fact.is_scoped):
            continue
        kind = _outcome(want, fact)
        close = _closeness(meeting, told, want, fact) if kind else 0.0
        if kind and close:
            yield Joined(
                kind=kind,
                rule="deed-asked-for",
                a=asked,
                b=told,
                a_spans=(want.span,),
                b_spans=(fact.span,),
                a_words=want.quote,
                b_words=fact.quote,
                strength=1.0 + close,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Want:
    """One of the things that a demand asks for: "to repeal the law" of "to repeal the law, and to free those held"."""

    span: Span
    quote: str
    terms: frozenset[str]
    names: frozenset[str]
    deeds: frozenset[str]
    is_scoped: bool
    is_whole: bool


_NEXT = re.compile(r",?\s+and\s+(?=(?:not )?to\s)|,\s+(?=(?:not )?to\s)|;\s")


@lru_cache(maxsize=20_000)
def _wants(claim: Claim) -> tuple[Want, ...]:
    """Return the things that a claim asks for whose deeds are known."""
    cuts = [0, *(at for m in _NEXT.finditer(claim.quote) for at in m.span()), len(claim.quote)]
    is_whole = claim.span[1] - claim.span[0] == len(claim.quote)
    out: list[Want] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=True):
        quote = claim.quote[start:end]
        if deeds := deeds_asked(quote):
            out.append(
                Want(
                    span=(claim.span[0] + start, claim.span[0] + end) if is_whole else claim.span,
                    quote=quote,
                    terms=terms_of(quote),
                    names=claim.names,
                    deeds=deeds,
                    is_scoped=claim.is_scoped,
                    is_whole=claim.is_whole,
                )
            )
    return tuple(out)


def _is_of_others(want: Want, fact: Claim) -> bool:
    """Tell whether both share a name, and each has another: two churches of one town."""
    names = frozenset(name for name in want.names if name in want.terms)
    return bool(names & fact.names) and have_other_names(names, fact.names)


def _outcome(want: Want, fact: Claim) -> FindingKind | None:
    """Return what *fact* tells of a deed that *want* asks for; None where it tells nothing, or both ways."""
    ways = {way for deed in want.deeds for way in ways_told(deed, fact.quote)}
    if len(ways) != 1:
        return None
    if pattern("demands", "part").search(fact.quote) or (fact.is_scoped and not want.is_scoped):
        return "demand-partly"
    return "demand-met" if ways == {1} else "demand-unmet"


def _closeness(meeting: Meeting, told: View, want: Want, fact: Claim) -> float:
    """Return how much both name besides the deed: what it was asked for; 0 where that is too little.

    A name counts half. A report may name a thing shortly before: "We have installed them in forty-six".
    """
    deeds = stems_of_deeds(want.quote) | stems_of_deeds(fact.quote)
    shared = (want.terms & fact.terms) - deeds
    named = sum(meeting.rarity.of(w) * (_NAME if w in want.names | fact.names else 1.0) for w in shared)
    if meeting.near >= _LEAST_NEAR and named >= _LEAST_OBJECT:
        return named + meeting.near
    around = sum(map(meeting.rarity.of, (want.terms & terms_of(told.before)) - deeds - want.names - shared))
    return named + around if _points_back(fact) and named + around >= _LEAST_AROUND else 0.0


_NAME = 0.5


def _points_back(fact: Claim) -> bool:
    return not _BACK.isdisjoint(tokens(fact.quote).words)


_BACK = frozenset("it they them this these those him her he she one ones there".split())


@cache
def _lists() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(resources.files(__package__).joinpath("answers.toml").read_text(encoding="utf-8"))


def deeds() -> tuple[str, ...]:
    """Return the kinds of deeds that are known."""
    return tuple(_lists())


@cache
def _terms(deed: str) -> tuple[Lexicon[int], Lexicon[int]]:
    """Return how a deed is asked for, and how it is told: +1 done, -1 left."""
    lists = _lists()[deed]
    return lexicon([(lists["asked"], 0)]), lexicon([(lists["done"], 1), (lists["left"], -1)])


@lru_cache(maxsize=50_000)
def deeds_asked(quote: str) -> frozenset[str]:
    """Return the kinds of deeds that a demand names."""
    words = tokens(quote).words
    return frozenset(deed for deed in _lists() if _terms(deed)[0].find(words))


@lru_cache(maxsize=50_000)
def ways_told(deed: str, quote: str) -> frozenset[int]:
    """Return which ways a report tells of a deed: +1 that it was done, -1 that it was not."""
    words = tokens(quote).words
    out: set[int] = set()
    for hit in _terms(deed)[1].find(words):
        before = words[max(0, hit.first - _BEFORE) : hit.first]
        is_turned = any(w in _NOT or w.endswith("n't") for w in before)
        out.add(-hit.value if is_turned else hit.value)
    return frozenset(out)


_NOT = frozenset("not never no none nobody neither nor without".split())


@lru_cache(maxsize=50_000)
def stems_of_deeds(quote: str) -> frozenset[str]:
    """Return the stems of the words that name a deed, asked for or told."""
    words = tokens(quote).words
    hits = [hit for deed in _lists() for terms in _terms(deed) for hit in terms.find(words)]
    return frozenset(stem(words[n]) for hit in hits for n in range(hit.first, hit.last + 1))
