"""What a number counts: percent, money, rank, score, term of prison, votes, or the nouns after it."""

from __future__ import annotations

import re
from collections.abc import Callable

from onrecord.labels.figure_amounts import is_money, money, one_in, part, percent, times, twice
from onrecord.labels.figure_finds import Find, found_at
from onrecord.labels.figure_ranks import duration, hyphened, is_rank, is_score, places, rank, score
from onrecord.labels.figure_spots import Spot
from onrecord.labels.noun_phrases import counted_noun, is_plural, phrase_after, subject_before, word_lists
from onrecord.labels.numbers import NUMBER

_DET = r"(?:the\s|its\s|their\s|his\s|her\s|all\s|those\s|these\s|our\s)?"
_CURRENCY = (
    r"(?:[A-Z][a-z]+\s){0,2}(?:euros?|dollars?|pounds?(?:\ssterling)?|tenge|rou?bles?|crowns?|francs?|lira|yen|yuan|pesos?|"
    r"rupees?|taka|naira|shillings?|dinars?|dirhams?|zloty|forints?|hryvnias?|soms?|lei|reais|rand|baht|won|ringgit|kronor|"
    r"kroner|manat|lari|drams?)\b|(?:EUR|USD|GBP|CHF|KZT|RUB|UAH|INR|CNY|JPY|PLN|TRY|SEK|NOK|DKK)\b"
)
_AFTER = re.compile(
    r"(?P<percent>\s?(?:%|per\s?cent(?:age)?\b|percent(?:age)?\b)(?P<points>\s?points?\b)?)"
    rf"|\s(?P<money>{_CURRENCY})"
    rf"|(?P<share>\sin\s(?:every\s)?(?P<den>(?:a\s)?{NUMBER})\b(?!\s(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December|\d)))"
    r"|(?P<times>[\s-](?:times|fold)\b)"
    r"|-(?P<hyphen>[a-z]+)\b(?!-old)"
    r"|[\s-](?:full\s|more\s|further\s|additional\s)?(?P<time>(?:year|month|week|day|hour|minute)s?)\b[’']?"
    r"|\s(?:more\s)?(?P<places>(?:places?|positions?|spots?|ranks?|rungs?|points?))\b"
    rf"|(?:\s(?P<noun>[\w-]+))?(?:\sout)?\sof\s{_DET}(?P<total>(?:\d[\d,.]*\d|\d|{NUMBER}))\b"
    rf"|\s(?:out\s)?of\s(?P<part>{_DET}\w+)"
)


def make_figure(spot: Spot, unit: str | None, measures: str | None) -> Find | None:
    """Say what the number at *spot* counts, or None if it counts nothing that can be told.

    Args:
        spot: a number that is no date, age or label.
        unit: of the figure before, which a bare number after it ("won 61 seats, the Greens 28") takes over.
        measures: of the figure before.
    """
    after = _AFTER.match(spot.text, spot.end, spot.within[1])
    kind = after.lastgroup if after else None
    for test, make in _MAKERS:
        if test(spot, after) and (found := make(spot, after)) is not None:
            return found
    if after and (kind == "part" or after["total"]):
        found = _of_those(spot, after, unit, measures)
        if found:
            return found
    return _counted(spot) or _bare(spot, unit, measures)


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


def _of_those(spot: Spot, after: re.Match[str], unit: str | None, measures: str | None) -> Find | None:
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
        return found_at(spot, after.end(), unit, measures) if unit and unit not in ("percent", "rank") else None
    behind = re.compile(rf"\s(?:out\s)?of\s{_DET}").match(text, spot.end, stop)
    counted = counted_noun(text, behind.end(), stop) if behind else None
    if counted is None:
        return None
    said = " ".join(text[spot.end : counted.span[1]].split())
    return found_at(spot, counted.span[1], counted.head, counted.words, said)


_MEASURES = frozenset("metres meters tonnes tons litres hectares kilograms kilos".split())


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
        subject = subject_before(text, spot.within[0], spot.start)
        return found_at(spot, phrase.span[1], phrase.words, subject.words if subject else None)
    return found_at(spot, phrase.span[1], phrase.head, phrase.words)


_BARE_RIGHT = re.compile(
    r"\s?(?:[,.;)]|$|were\b|was\b|are\b|is\b|have\b|had\b|has\b|remain|died|took\b|of\swhom|in\b|on\b|and\b|with\b|fell\b|did\b|led\b|more\b|had\b"
    r"|fewer\b|who\b|would\b|will\b|by\b|as\b|classified\b)"
)


_FROM = re.compile(r"\bfrom\s[^.;]*\sto\s$")
_LEVELS = ("was", "is", "been", "at", "stood", "reached")
_PEOPLE = re.compile(
    r"\s(?:(?:were|are|was|have\sbeen|others)\s)?(?:hurt|injured|killed|wounded|missing|arrested|detained|dead)\b"
)
_NUMBER_OF = re.compile(
    r"\b(?:number|total|toll)\sof\s([a-z][a-z-]*(?:\s[a-z][a-z-]*){0,3}?)\s"
    r"(?:(?:at|to|is|was|reached|stood\sat)\s(?:\w+\s)?|(?:rose|fell|grew|dropped|increased|climbed|went)\b[^.;]*\sto\s)$"
)


def _bare(spot: Spot, unit: str | None, measures: str | None) -> Find | None:
    """A number without a noun counts what the one before it did: "won 61 seats, the Greens 28"; or its subject."""
    if not _BARE_RIGHT.match(spot.right()) or spot.number.form in ("ordinal", "part"):
        return None
    counted = _NUMBER_OF.search(spot.text[max(spot.within[0], spot.start - 60) : spot.start])
    if counted:
        return found_at(spot, spot.end, counted[1].split()[-1], counted[1])
    if spot.prev() in ("the", "these", "those", "all"):
        return None
    subject = subject_before(spot.text, spot.within[0], spot.start)
    of = re.match(r"(?:total\s)?number\sof\s(.+)", subject.words) if subject else None
    if of and (spot.prev() in ("to", "at", "was", "is") or spot.was):
        return found_at(spot, spot.end, of[1].split()[-1], of[1])
    if spot.prev() not in _LEVELS and (
        _PEOPLE.match(spot.right()) and unit not in ("people", "prisoners", "demonstrators")
    ):
        return found_at(spot, spot.end, unit or "people", measures or "people")
    is_level = spot.prev() in _LEVELS or (
        spot.prev() == "to" and spot.prev(2) in word_lists()["down"] | word_lists()["up"]
    )
    if subject and is_level:
        head = "people" if subject.head == "population" else subject.head
        return found_at(
            spot, spot.end, unit if unit and measures and _shares(measures, subject.words) else head, subject.words
        )
    if unit in ("years", "months", "days", "hours", "weeks") and _FROM.search(
        spot.text[max(0, spot.start - 40) : spot.start]
    ):
        return found_at(spot, spot.end, unit, measures)
    if unit is None or unit in ("rank", "positions", "score", "years", "months", "days", "times", "hours"):
        return None
    return found_at(spot, spot.end, unit, measures)


def _shares(a: str, b: str) -> bool:
    return bool({w for w in a.lower().split() if len(w) > 3} & set(b.lower().split()))


_MAKERS: tuple[tuple[_Test, _Maker], ...] = (
    (lambda s, _: s.number.form == "times", twice),
    (_is_vote, _vote),
    (is_money, money),
    (lambda _, a: bool(a and a["percent"]), percent),
    (lambda s, _: s.number.form == "part", part),
    (is_rank, rank),
    (lambda _, a: bool(a and a["places"]), places),
    (is_score, score),
    (lambda _, a: bool(a and a["hyphen"]), hyphened),
    (lambda _, a: bool(a and a["time"]), duration),
    (lambda _, a: bool(a and a["times"]), times),
    (lambda _, a: bool(a and a["share"]), one_in),
)
