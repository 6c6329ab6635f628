"""A claim in general terms against what limits it: in one statement, in its neighbour, or elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.text.spans import overlap
from onrecord.threads.findings_joined import Joined
from onrecord.threads.pair_blocks import Pair
from onrecord.threads.pair_same import order_of
from onrecord.threads.pair_words import has, pattern, poles, stem, tokens, word_list, word_set
from onrecord.threads.sides import View
from onrecord.threads.sides_claims import Claim, place

_GENERAL_ACTS = frozenset({"measure-adopted", "assessment", "event", "figure", "other"})
_MEASURES = frozenset({"measure-adopted", "commitment"})
_NAMES_SOMEBODY = re.compile(r"(?:but|yet|though|although|while|however),? (?:[A-Z][a-z]+ )+[a-z]")
"""What is said of somebody else by name limits no general claim."""
_SHORTEST = 12
"""A caveat of fewer characters is a word that was taken for one."""


def join_caveats(views: Sequence[View]) -> Iterator[Joined]:
    """Yield the caveats that were marked on statements of fact, each with the words that it limits."""
    for view in views:
        statement = view.statement
        if statement.act not in _GENERAL_ACTS or statement.mode == "direct":
            continue
        for limit, limited in zip(statement.exceptions, statement.limited, strict=True):
            words, claim = _cut(view, *limit), _cut(view, *limited)
            if not claim or not _limits(claim, words):
                continue
            if pattern("limits", "conditions").match(words) and statement.act not in _MEASURES:
                continue
            yield Joined(
                kind="exception",
                rule="caveat",
                a=view,
                b=view,
                a_spans=(limited,),
                b_spans=(limit,),
                a_words=claim,
                b_words=words,
                strength=3.0,
            )


def join_left_out(views: Sequence[View]) -> Iterator[Joined]:
    """Yield what a sentence says in general and the words of the same sentence that leave a part out of it."""
    for view in views:
        statement, quote = view.statement, view.statement.quote
        if statement.act in ("demand", "pledge"):
            continue
        for limit in pattern("turns", "leaves_out").finditer(quote):
            start = max((m.end() for m in _STOP.finditer(quote, 0, limit.start())), default=0)
            stop = _STOP.search(quote, limit.end())
            end = stop.start() if stop else len(quote)
            if limit.start() - start < _SHORTEST or end - limit.end() < _LEAST_LEFT or _is_denied(quote[start:end]):
                continue
            is_subject = limit.group()[0] in "eEnNaA" and limit.group().endswith("but")
            if not is_subject and not has("demands", "finite", quote[start : limit.start()]):
                continue
            if statement.act not in _MEASURES and not pattern("turns", "general").search(quote, start, limit.end()):
                continue
            yield Joined(
                kind="exception",
                rule="left-out",
                a=view,
                b=view,
                a_spans=(place(statement, start, start + len(quote[start : limit.start()].rstrip(" ,"))),),
                b_spans=(place(statement, limit.start(), end),),
                a_words=quote[start : limit.start()].rstrip(" ,"),
                b_words=quote[limit.start() : end],
                strength=2.0,
            )


_STOP = re.compile(r"[.;:!?][”\"’']?\s|\s[–—]\s|\s?\[…\]\s")
_LEAST_LEFT = 4


def _is_denied(sentence: str) -> bool:
    return not word_set("negators").isdisjoint(tokens(sentence).words)


def _limits(claim: str, words: str) -> bool:
    """Tell whether *words* take a part out of *claim*, and do not merely add something bad."""
    if len(words) < _SHORTEST or _NAMES_SOMEBODY.match(words) or pattern("limits", "none").search(words):
        return False
    if claim.rsplit(" ", 1)[-1].lower() in word_list("limits", "hanging"):
        return False
    if pattern("limits", "words").search(words):
        return True
    return pattern("limits", "lasting").search(words) is not None and _is_of_same(claim, words)


def _is_of_same(claim: str, words: str) -> bool:
    """Tell whether two clauses share a thing, go back to it with a pronoun, or tell the two ends of an axis."""
    mine, theirs = tokens(claim).words, tokens(words).words
    weak = word_set("weak")
    if {stem(w) for w in mine if w not in weak} & {stem(w) for w in theirs if w not in weak}:
        return True
    if not _BACK.isdisjoint(theirs[:3]):
        return True
    poles_of = [{(hit.value.axis, hit.value.sign) for hit in poles().find(one)} for one in (mine, theirs)]
    return any((axis, -sign) in poles_of[1] for axis, sign in poles_of[0])


_BACK = frozenset({"it", "they", "this", "these", "that", "overall"})


def _cut(view: View, start: int, end: int) -> str:
    """Return the words at `[start, end)` of the text, as far as the content holds them."""
    at = 0
    for first, last in view.statement.content:
        if first <= start and end <= last:
            return view.statement.quote[at + start - first : at + end - first]
        at += last - first + 5
    return ""


def join_scoped(pair: Pair) -> Iterator[Joined]:
    """Yield a general claim and another that says the same of a part only, or what is left outside of it."""
    if pair.claim.is_scoped == pair.other.is_scoped or order_of(pair.a, pair.b) != "same":
        return
    if not {pair.a.statement.act, pair.b.statement.act} <= _GENERAL_ACTS:
        return
    for view, general, limiter, part in (
        (pair.a, pair.claim, pair.b, pair.other),
        (pair.b, pair.other, pair.a, pair.claim),
    ):
        if part.is_scoped and not (general.is_scoped or general.is_whole) and _say_the_same(general, part):
            yield Joined(
                kind="exception",
                rule="scoped-claim",
                a=view,
                b=limiter,
                a_spans=(general.span,),
                b_spans=_with_rest(limiter, part),
                a_words=general.quote,
                b_words=part.quote,
                strength=2.0 + pair.weight,
            )
            return


def _with_rest(view: View, part: Claim) -> tuple[tuple[int, int], ...]:
    """Return the span of *part*, and of the caveats on it."""
    statement = view.statement
    limits = [e for e, t in zip(statement.exceptions, statement.limited, strict=True) if overlap(t, part.span)]
    return (part.span, *(e for e in limits if not overlap(e, part.span)))


def _say_the_same(general: Claim, part: Claim) -> bool:
    """Tell whether both claim one thing, done by a rule, of one named matter."""
    if not general.matters & part.matters:
        return False
    return any(
        one.axis == two.axis == "force" and one.sign == two.sign and one.manner == two.manner == "told"
        for one in general.said
        for two in part.said
    )
