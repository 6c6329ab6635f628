"""What a verb before a number is about: what is raised or cut to it, what lasts so long, what is paid."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from onrecord.labels.figure_spots import Spot
from onrecord.labels.noun_phrases import Phrase, phrase_after, subject_before, word_lists

_CHANGED = re.compile(
    r"\b(?:rais(?:e[sd]?|ing)|cut(?:s|ting)?|increas(?:e[sd]?|ing)|reduc(?:e[sd]?|ing)|lower(?:s|ed|ing)?|doubl(?:e[sd]?|ing)|tripl(?:e[sd]?|ing)"
    r"|halv(?:e[sd]?|ing)|extend(?:s|ed|ing)?|br(?:ing|ings|ought)|puts?|sets?|limit(?:s|ed|ing)?|capp?(?:s|ed|ing)?|shorten(?:s|ed)?|slash(?:es|ed)?"
    r"|boost(?:s|ed)?|expand(?:s|ed)?|estimates?|estimated|trim(?:s|med)?|freez(?:e[sd]?|ing)|froze|lift(?:s|ed)?|fix(?:es|ed))\s"
    r"(?P<what>[^,;:.]{2,80}?)\s(?:by|to|at|from)\s(?:\w+\s){0,2}$"
)
_CHANGE = re.compile(
    r"\b(?:increase|rise|drop|fall|decline|reduction|growth|decrease|surge|change|cut)\sin\s(?P<what>[^,;:.]{2,80}?)\s(?:from|of|by|to)\s(?:\w+\s)?$"
)
_NUMBER = re.compile(r"(?:total\s)?(?:number|figure|total|amount|share|proportion|rate|length|level|price|cost)\sof\s")
_OF = re.compile(r"\sof\s")


def changed_before(spot: Spot, start: int | None = None) -> Phrase | None:
    """Return what a verb or noun of change before *start* changes: "its main rate" of "raised its main rate by"."""
    start = spot.start if start is None else start
    if spot.prev() not in ("by", "to", "at", "from", "of"):
        return None
    at = max(spot.within[0], start - 130)
    found = _CHANGED.search(spot.text, at, start) or _CHANGE.search(spot.text, at, start)
    return _named(spot.text, found.start("what"), found.end("what")) if found else None


def _named(text: str, start: int, end: int) -> Phrase | None:
    """Return the noun phrase at *start*, with what a number or share is of."""
    phrase = phrase_after(text, start, end)
    of = _OF.match(text, phrase.span[1], end) if phrase else None
    if phrase is None or of is None or phrase.head not in _OF_WHAT:
        return phrase
    rest = phrase_after(text, of.end(), end)
    if rest is None:
        return phrase
    span = (phrase.span[0], rest.span[1])
    return Phrase(span=span, words=" ".join(text[slice(*span)].split()), head=phrase.head)


_OF_WHAT = frozenset("number total share proportion length rate amount".split())


def subject_or_changed(spot: Spot, start: int | None = None) -> Phrase | None:
    """Return what is changed to the number, or else the subject of its clause."""
    start = spot.start if start is None else start
    return changed_before(spot, start) or subject_before(spot.text, spot.within[0], start)


@cache
def _tables() -> dict[str, dict[str, str]]:
    raw = tomllib.loads(files("onrecord.labels").joinpath("figures.toml").read_text(encoding="utf-8"))
    return {name: {word: noun for noun, words in raw[name].items() for word in words} for name in ("events", "worths")}


def event_before(spot: Spot) -> str | None:
    """Return the noun for what the verb before a length of time says was done: "detention" of "was held for"."""
    events = _tables()["events"]
    near = spot.left[-7:]
    return next((events[w] for w in reversed(near) if w in events), None)


def event_of(word: str) -> str | None:
    """Return the noun for what the verb *word* does: "suspension" of "suspended"."""
    return _tables()["events"].get(word)


_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")


def worth_before(spot: Spot, start: int) -> str | None:
    """Return the noun for what the words before say of money: "fine" of "was fined"."""
    worths = _tables()["worths"]
    clause = spot.text[max(spot.within[0], start - 150) : start]
    clause = clause[clause.rfind(";") + 1 :]
    words = _WORD.findall(clause.lower())
    return next((worths[w] for w in reversed(words) if w in worths), None)


def worth_word(word: str) -> str | None:
    """Return the noun for an amount of money that *word* names."""
    return _tables()["worths"].get(word)


def worth_after(spot: Spot, end: int) -> str | None:
    """Return the noun for what the words right after say of money: "damages" of "$120,000 in damages"."""
    found = re.compile(r"\)?\s(?:in|as)\s(?:\w+\s)?([a-z]+)\b").match(spot.text, end, spot.within[1])
    return _tables()["worths"].get(found[1]) if found else None


def is_claim(spot: Spot) -> bool:
    """Tell an amount that someone asks for ("had demanded 900"): it is what the amount before it is."""
    return spot.prev() in word_lists()["claimed"] or (spot.prev() == "for" and spot.prev(2) == "asked")


_GIVEN_TO = re.compile(
    r"\b(?:gives?|gave|giving|allocates?|allocated|grants?|granted|allots?|assigns?|pays?|paid|paying|lends?|lent|offers?|offered|promises?|promised|owes?|owed)"
    r"\s(?:each\sof\s(?:(?:the|its|their)\s)?(?:\d[\d,]*\s)?)?(?P<who>[^,;:.]{3,60}?)\s$"
)


def given_to(spot: Spot, start: int) -> Phrase | None:
    """Return who or what is given money: "the prison service" of "gives the prison service 212 million"."""
    found = _GIVEN_TO.search(spot.text, max(spot.within[0], start - 75), start)
    phrase = phrase_after(spot.text, found.start("who"), start) if found else None
    return phrase if phrase and not spot.text[phrase.span[1] : start].strip() else None


_TO_DO = re.compile(
    r"\s(?:a\s(?:year|month|day|week)\s)?to\s(?!the\b|an?\b|his\b|her\b|its\b|their\b|be\b)[a-z]{3,}\s(?=[a-z])"
)
_SPENT = re.compile(
    r"(?:\s(?:were|was|is|are|be|(?:had|has|have|will|would|to)\sbeen?|which\swas))?\s(?:meant|set\saside|earmarked|allocated|allotted|reserved|intended|spent"
    r"|used|went|goes|go|going|devoted|given|offered|provided|destined|budgeted|granted|invested|awarded|paid)\s(?:on|for|to|in)\s"
)


def spent_on(spot: Spot, end: int) -> Phrase | None:
    """Return what money is meant for or spent on: "road repairs" of "13 million euros meant for road repairs"."""
    found = _SPENT.match(spot.text, end, spot.within[1]) or _TO_DO.match(spot.text, end, spot.within[1])
    return phrase_after(spot.text, found.end(), spot.within[1]) if found else None
