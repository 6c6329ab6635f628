"""What a number counts: percent, money, rank, score, term of prison, votes, or the nouns after it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from onrecord.labels.figure_amounts import is_money, is_share, money, one_in, one_of_noun, part, percent, times, twice
from onrecord.labels.figure_bare import bare
from onrecord.labels.figure_clauses import is_claim, worth_word
from onrecord.labels.figure_finds import CURRENCY, Before, Find, found_at, kind_of
from onrecord.labels.figure_ranks import duration, hyphened, is_rank, is_score, places, rank, score
from onrecord.labels.figure_spots import Spot, one_noun_in
from onrecord.labels.noun_phrases import (
    counted_noun,
    has_verb,
    is_plural,
    phrase_after,
    subject_before,
    word_lists,
)
from onrecord.labels.numbers import NUMBER

_DET = r"(?:the\s|its\s|their\s|his\s|her\s|all\s|those\s|these\s|our\s)?"
_AFTER = re.compile(
    r"(?P<percent>\s?(?:%|per\s?cent(?:age)?\b|percent(?:age)?\b)(?P<points>\s?points?\b)?)"
    rf"|\s(?P<money>{CURRENCY.pattern})"
    rf"|(?P<share>\sin\s(?:every\s)?(?P<den>(?:a\s)?{NUMBER})\b(?!\s(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December|\d)))"
    r"|(?P<times>[\s-](?:times|fold)\b)"
    r"|-(?P<hyphen>[a-z]+)\b(?!-old)"
    r"|[\s-](?:full\s|more\s|further\s|additional\s)?(?P<time>(?:year|month|week|day|hour|minute)s?)\b[’']?"
    r"|\s(?:more\s)?(?P<places>(?:places?|positions?|spots?|ranks?|rungs?|points?))\b"
    rf"|(?:\s(?P<noun>[\w-]+))?(?:\sout)?\sof\s{_DET}(?P<total>(?:\d[\d,.]*\d|\d|{NUMBER}))\b"
    rf"|\s(?:out\s)?of\s(?P<part>{_DET}\w+)"
)


def make_figure(spot: Spot, before: Before) -> Find | None:
    """Say what the number at *spot* counts, or None if it counts nothing that can be told.

    Args:
        spot: a number that is no date, age or label.
        before: the figures before, whose noun a bare number after them ("won 61 seats, the Greens 28") takes over.
    """
    after = _AFTER.match(spot.text, spot.end, spot.within[1])
    kind = after.lastgroup if after else None
    for test, make in _MAKERS:
        if test(spot, after) and (found := make(spot, after)) is not None:
            return _with_measure_before(spot, found, before)
    if after and (kind == "part" or after["total"]):
        found = _of_those(spot, after, before)
        if found:
            return found
    return _counted(spot) or bare(spot, before)


def _with_measure_before(spot: Spot, found: Find, before: Before) -> Find:
    if found.unit in ("percent", "points", "percentage points", "times"):
        return _share_like_before(spot, found, before)
    if found.unit and kind_of(found.unit) == "length":
        return _length_like_before(spot, found, before)
    return _money_like_before(spot, found, before)


_RISE_OF = re.compile(
    r"^(?:[^,;]{0,40}),\s(?:an?|the)\s(?:\w+\s)?(?:rise|increase|drop|fall|decline|jump|decrease|growth|change)\sof\s$"
)
_ASKED = frozenset("got gets received receives given handed wanted want wants sought demanded asked for".split())


def _length_like_before(spot: Spot, found: Find, before: Before) -> Find:
    """Let "one got 30 months" be prison where the last length of time was."""
    last = before.of("length", spot)
    is_term = last and last.measures == "imprisonment" and bool(_ASKED & set(spot.left[-2:]))
    return replace(found, measures="imprisonment") if is_term and found.measures is None else found


_JOINED = re.compile(
    r"(?:\s(?:since|in)\s\d{4})?,?\s(?:to|from|up\sfrom|down\sfrom|against|compared\s(?:with|to)|and)\s(?:\w+\s)?"
)
_OF_IT = re.compile(r"\sof\s(?:it\b|(?:that|this|which)(?=[,.;]|$))")
_ITS_PRONOUN = re.compile(r"(?:\s\w+)?\sof\s(?:them|these|those|whom|which)\b(?!\s(?:\w+ed|held|who|whose|in)\b)")


def _share_like_before(spot: Spot, found: Find, before: Before) -> Find:
    """Let a share be of what the figure before counts: "7 per cent of them", "by two points, to 11 per cent"."""
    counted, last = before.of("count", spot), before.by_kind.get(before.in_sentence())
    if last is counted and last and spot.prev() == "or" and not spot.text.startswith(" of ", found.span[1]):
        return replace(found, measures=last.measures)
    if counted and _ITS_PRONOUN.match(spot.text, found.span[1], spot.within[1]):
        return replace(found, measures=counted.measures)
    if last and _OF_IT.match(spot.text, found.span[1], spot.within[1]):
        return replace(found, measures=last.measures)
    if (
        last
        and last.measures
        and " ".join(spot.left[-2:]) in ("compared with", "compared to")
        and last.unit == found.unit
    ):
        return replace(found, measures=last.measures)
    if last and last.unit == found.unit == "percent" and (named := _beside_share(spot.text, last, found)):
        return replace(found, measures=named)
    if last and last.measures:
        between = spot.text[last.span[1] : found.span[0]]
        if _RISE_OF.search(between):
            return replace(found, measures=last.measures)
        is_aside = spot.prev() == "," and (found.unit == "times" or "than" in (found.comparison or "").split())
        if is_aside or (
            _JOINED.fullmatch(between) and not spot.text.startswith(" of ", found.span[1]) and last.unit != "rank"
        ):
            return replace(found, measures=last.measures)
    if found.measures is None and found.unit in ("points", "percentage points"):
        share = before.by_kind.get("percent")
        return replace(found, measures=share.measures if share else None)
    share = before.of("percent", spot)
    if share and share.measures == "vote" and spot.prev() in ("with", "on", "got", "had") and found.unit == "percent":
        return replace(found, measures="vote")
    if found.measures is None and found.unit == "percent" and share and "it" in spot.left[-5:]:
        return replace(found, measures=share.measures)
    if found.measures is None and found.unit == "percent" and counted:
        return replace(found, measures=counted.measures)
    return found


_BESIDE = re.compile(
    r"[^,;]{0,40}(?:,|\sand|\swhile|\sbut)\s(?P<who>(?:the\s)?[\w’'-]+(?:\s[\w’'-]+){0,3})\s(?:(?:by|to|at)\s)?"
)


def _beside_share(text: str, last: Find, found: Find) -> str | None:
    """Read "received 2 per cent of all income, the richest 31 per cent": no verb between, so the same is shared.

    In "rents rose 5 per cent and wages 2 per cent" the noun between is what the share measures.
    """
    beside = _BESIDE.fullmatch(text, last.span[1], found.span[0])
    if beside is None or text.startswith(" of ", found.span[1]) or has_verb(text, last.span[1], found.span[0]):
        return None
    if text.startswith((" of ", "of "), last.span[1]):
        return last.measures
    phrase = phrase_after(text, beside.start("who"), found.span[0])
    is_whole = phrase and text[phrase.span[1] : found.span[0]].strip() in ("", "by", "to", "at")
    return phrase.words if phrase and is_whole and phrase.head[0].islower() else None


def _money_like_before(spot: Spot, found: Find, before: Before) -> Find:
    """Let an amount measure what the amount before it does: "5,556 tenge (12 dollars)", "who had asked for 900"."""
    last = before.of("money", spot)
    if last is None or not found.unit or kind_of(found.unit) != "money" or not last.measures:
        return found
    between = spot.text[last.span[1] : found.span[0]]
    is_joined = last.span[0] >= before.sentence and (
        bool(_AGAINST.fullmatch(between)) or (_LISTED.search(between) and not _is_for(spot, found, last))
    )
    if is_joined or _IN_BRACKETS.fullmatch(between) or found.measures is None or is_claim(spot):
        return replace(found, measures=last.measures)
    return found


def _is_for(spot: Spot, found: Find, last: Find) -> bool:
    """Tell whether the amount has words of its own that say what it is for."""
    has_own = spot.text.startswith((" for", " on", " of", " in", " to", "-"), found.span[1])
    return has_own or has_verb(spot.text, last.span[1], found.span[0])


_LISTED = re.compile(r"\b(?:and|or|,)\b|,")
_AGAINST = re.compile(
    r"(?:\s(?:since|in)\s\d{4})?,?\s(?:to|from|up\sfrom|down\sfrom|against|compared\s(?:with|to)|instead\sof)\s(?:\w+\s)?"
)
_IN_BRACKETS = re.compile(r"[^(.;]{0,12}\((?:about|around|some|or|nearly|over|US)?\s?")


_Test = Callable[[Spot, re.Match[str] | None], bool]
_Maker = Callable[[Spot, re.Match[str] | None], Find | None]


_VOTE = frozenset("voted vote votes approved adopted passed rejected favour backed".split())


def _is_vote(spot: Spot, after: re.Match[str] | None) -> bool:
    is_to = re.match(r"\svotes?\sto\s", spot.right()) or (spot.to and set(spot.left[-12:]) & _VOTE)
    return bool(is_to) and not (after and after["percent"])


def _vote(spot: Spot, _after: re.Match[str] | None) -> Find | None:
    text, stop = spot.text, spot.within[1]
    to = re.compile(r"\svotes?\s(to\s[\w]+)").match(text, spot.end, stop)
    said = spot.text[spot.number.start : to.end()] if to else spot.text[spot.number.start : spot.end]
    end = to.start(1) - 1 if to else spot.end
    return found_at(spot, end, "votes", "votes", " ".join(said.split()))


def _of_those(spot: Spot, after: re.Match[str], before: Before) -> Find | None:
    """Read "61 of the 120 seats", "12 out of 15 cases", "three of the people", "two of them"."""
    text, stop = spot.text, spot.within[1]
    if after["total"]:
        counted = counted_noun(text, after.end(), stop)
        said = " ".join(text[after.start("total") - 10 : after.end()].split())
        match = re.search(r"((?:out )?of (?:the |its |their )?\S+)$", said)
        own = after["noun"] if after["noun"] and is_plural(after["noun"].lower()) else None
        noun = own or (counted.words if counted else None)
        if noun is None:
            return None
        return found_at(
            spot, counted.span[1] if counted else after.end(), noun.split()[-1], noun, match[1] if match else None
        )
    if after["part"].split()[-1].lower() in word_lists()["pronouns"]:
        is_sum = spot.number.has_scale and before.in_sentence() == "money"
        last = before.of("money" if is_sum else "count", spot)
        return found_at(spot, after.end(), last.unit, last.measures) if last else None
    behind = re.compile(rf"\s(?:out\s)?of\s{_DET}").match(text, spot.end, stop)
    counted = counted_noun(text, behind.end(), stop) if behind else None
    if counted is None:
        return None
    said = " ".join(text[spot.end : counted.span[1]].split())
    return found_at(spot, counted.span[1], counted.head, counted.words, said)


_MEASURES = frozenset(
    "kilogrammes grams grammes kilometres miles metres meters tonnes tons litres hectares kilograms kilos".split()
)


def _counted(spot: Spot) -> Find | None:
    text = spot.text
    if spot.number.form == "ordinal" or text[spot.end : spot.end + 1] not in (" ", "\n", "\xa0"):
        return None
    phrase = counted_noun(text, spot.end, spot.within[1])
    if phrase is None and spot.value == 1:
        phrase = phrase_after(text, spot.end, spot.within[1])
    if phrase is None or phrase.head.lower() in word_lists()["times_units"]:
        return None
    if phrase.head in _MEASURES:
        of = re.compile(r"\sof\s").match(text, phrase.span[1], spot.within[1])
        thing = phrase_after(text, of.end(), spot.within[1]) if of else None
        thing = thing or subject_before(text, spot.within[0], spot.start)
        return found_at(spot, phrase.span[1], phrase.words, thing.words if thing else None)
    sum_ = worth_word(spot.prev(2)) if spot.prev() == "of" else None
    return found_at(spot, phrase.span[1], phrase.head, sum_ or phrase.words)


_MAKERS: tuple[tuple[_Test, _Maker], ...] = (
    (lambda s, _: s.number.form == "times", twice),
    (lambda s, _: one_noun_in(s) is not None, one_of_noun),
    (_is_vote, _vote),
    (is_money, money),
    (is_share, percent),
    (lambda s, _: s.number.form == "part", part),
    (is_rank, rank),
    (lambda _, a: bool(a and a["places"]), places),
    (is_score, score),
    (lambda _, a: bool(a and a["hyphen"]), hyphened),
    (lambda s, a: bool(a and a["time"] and s.number.form != "ordinal"), duration),
    (lambda _, a: bool(a and a["times"]), times),
    (lambda _, a: bool(a and a["share"]), one_in),
)
