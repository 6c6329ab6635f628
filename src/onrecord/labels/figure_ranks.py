"""Ranks, changes of rank, scores, and how long something lasts."""

from __future__ import annotations

import re

from onrecord.labels.figure_clauses import changed_before, event_before, event_of
from onrecord.labels.figure_finds import MORE_THAN, Find, found_at
from onrecord.labels.figure_spots import Spot
from onrecord.labels.noun_phrases import Phrase, phrase_after, subject_before, word_lists

_RANKED = frozenset("ranked ranks rank ranking placed came comes place positioned stood stands finished".split())
_INDEX = re.compile(r"(?:\b[\w’'-]+\s+){1,5}?(?:[Ii]ndex|[Rr]ankings?|[Bb]arometer|[Tt]able)\b")
_CENTURY = re.compile(
    r"\s(?:century|anniversary|session|birthday|time|meeting|report|edition|periodic|day|largest|biggest|\w+est\b)"
)


def is_rank(spot: Spot, _after: re.Match[str] | None) -> bool:
    """Tell whether the number is a rank."""
    if spot.number.form == "ordinal":
        return not _CENTURY.match(spot.right()) and not re.match(r"\s[A-Z]", spot.right())
    recent = spot.left[-5:]
    is_ranked = bool({"ranked", "ranks", "ranking"} & set(recent)) or ("number" in recent[-1:] and "ranked" in recent)
    return is_ranked and spot.number.form == "digits" and not spot.right().startswith((" place", "%", " per"))


def rank(spot: Spot, _after: re.Match[str] | None) -> Find | None:
    """Make a rank, with the index that it is in and out of how many."""
    text, stop = spot.text, spot.within[1]
    total = re.compile(r"(?:\splace)?\s(?:out\s)?(of\s(?:the\s)?(\d+))\b(?:\scountries)?").match(text, spot.end, stop)
    end = total.end() if total else spot.end
    place = re.compile(r"\s(?:place|position|spot)\b").match(text, spot.end, stop)
    out_of = " ".join(text[total.start() : total.end(1)].split()).replace("place ", "") if total else None
    named = _index_near(spot, end) or _ranked_for(spot, end)
    has_ground = (
        total or place or named or set(spot.left[-4:]) & _RANKED or spot.prev() in ("to", "from", "is", "was", "now")
    )
    return (
        found_at(spot, place.end() if place and not total else end, "rank", named, out_of or "") if has_ground else None
    )


def _ranked_for(spot: Spot, end: int) -> str | None:
    behind = re.compile(r"\s(?:for|in)\s").match(spot.text, end, spot.within[1])
    phrase = phrase_after(spot.text, behind.end(), spot.within[1]) if behind else None
    if phrase is None:
        return None
    more = re.compile(r"\sand\s[a-z]+").match(spot.text, phrase.span[1], spot.within[1])
    return phrase.words + (" ".join(["", *more.group().split()]) if more and phrase.head == "order" else "")


def _index_near(spot: Spot, end: int) -> str | None:
    """Return the index that the words around name."""
    start, stop = max(spot.within[0], spot.start - 120), min(spot.within[1], end + 120)
    found = _INDEX.search(spot.text, start, stop)
    if not found:
        return None
    name = re.sub(
        r"^.*\b(?:in|on|the|its|a|this|an|to|by|from|at|latest|of\sthe|year['’]s|new)\s+",
        "",
        found.group(),
        flags=re.IGNORECASE | re.DOTALL,
    )
    return " ".join(name.split()) if " " in name.strip() else None


def places(spot: Spot, after: re.Match[str] | None) -> Find | None:
    """Make a change of rank or of points."""
    assert after is not None
    lists = word_lists()
    if spot.was and after["places"].startswith("point") and {"score", "scores"} & set(spot.left[-9:]):
        return score(spot, after)
    changed = changed_before(spot)
    is_change = changed is not None or any(w in lists["up"] | lists["down"] for w in spot.left[-3:])
    than = MORE_THAN.match(spot.text, after.end(), min(spot.within[1], after.end() + 30))
    unit = "points" if after["places"].startswith("point") else "positions"
    if not is_change and not than:
        return None
    named = _index_near(spot, after.end())
    if is_change:
        back = next((n for n in (1, 2, 3, 4, 5) if spot.prev(n) in lists["up"] | lists["down"]), 1)
        said = " ".join(
            [*spot.left[-back:], *(spot.about or "").split(), *spot.text[spot.number.start : after.end()].split()]
        )
        return found_at(spot, after.end(), unit, named or (changed.words if changed else None), said)
    return found_at(spot, after.end(), unit, named)


def is_score(spot: Spot, after: re.Match[str] | None) -> bool:
    """Tell whether the number is a score."""
    recent = set(spot.left[-9:])
    plain = after is None or after.lastgroup in ("part", "total", "noun") or after["total"] is not None
    return bool(recent & {"score", "scored", "scores", "scoring"}) and plain and not _counted_right(spot)


def _counted_right(spot: Spot) -> bool:
    return bool(re.match(r"\s(?!out\b|of\b|to\b|in\b|from\b|due\b|points?\b|and\b)[a-z]+s\b", spot.right()))


def score(spot: Spot, _after: re.Match[str] | None) -> Find | None:
    """Make a score."""
    total = re.compile(r"(?:\spoints)?\s?(?:out\sof|/)\s?(\d+)").match(spot.text, spot.end, spot.within[1])
    of_all = f"out of {total[1]}" if total else None
    verb = next((w for w in reversed(spot.left[-4:]) if w in word_lists()["up"] | word_lists()["down"]), None)
    change = f"{verb} {spot.was} to" if spot.was and verb else of_all
    return found_at(spot, total.end() if total else spot.end, "score", _index_near(spot, spot.end), change)


_TERM_AFTER = re.compile(
    r"\s?(?:in\s(?:a\s)?(?:prison|jail|penal)|(?:of\s)?imprisonment|prison|jail|behind\sbars|sentence|term\b|"
    r"in\s(?:a\s)?(?:labou?r|strict|maximum)|of\s(?:forced|hard)\slabou?r|to\slife)"
)
_SERVED_AS = re.compile(
    r"\s(?:of|on)\s((?:(?:community|public|social|correctional|unpaid)\s)(?:service|work|labou?r)|probation|parole)\b"
)
_SENTENCED = frozenset(
    "sentenced convicted incarcerated served faces facing sentence sentences jailed imprisoned prison "
    "jail imprisonment serving serve term prosecutors prosecutor prosecution carries carry punishable punished".split()
)
_HELD_IN = re.compile(r"\s(?:of|in)\s(?:\w+\s)?(?:detention|custody|arrest)|\sunder\s")
_NOUNISH = re.compile(r"(?:ing|tion|sion|ment|ance|ence|s|al|ship|ice|ban|rule)$")
_LASTS = frozenset("is was are were exceed takes take took lasts last lasted lasting averages averaged".split())
_GIVEN = frozenset("received receives got gets given handed bagged".split())
_EACH = re.compile(r"\s(?:each|apiece|respectively|suspended)\b")
_ALONE = re.compile(r"\s?(?:[,.;)]|$|each\b|respectively\b|apiece\b|and\b|while\b)")
_HELD = ("house arrest", "pre-trial detention", "administrative detention", "detention", "custody", "arrest", "remand")


def duration(spot: Spot, after: re.Match[str] | None) -> Find | None:
    """A term of prison or detention, or the length of what the words name; None for a mere moment."""
    assert after is not None
    unit = after["time"] if after["time"].endswith("s") else after["time"] + "s"
    text, end, stop = spot.text, after.end(), spot.within[1]
    right = text[end : min(stop, end + 60)]
    if served := _SERVED_AS.match(right):
        return found_at(spot, end + served.end(), unit, served[1])
    term = _TERM_AFTER.match(right)
    is_term = bool(term and term.group().strip() not in ("term", "sentence")) or bool(set(spot.left[-14:]) & _SENTENCED)
    is_term = is_term or (
        (unit == "years" or bool(_EACH.match(right)))
        and bool(_GIVEN & set(spot.left[-2:]))
        and bool(_ALONE.match(right))
    )
    if (
        is_term
        and unit not in ("hours", "minutes")
        and not _HELD_IN.match(right)
        and not (spot.prev(2) in ("serve", "serves", "served") and spot.prev() == "for")
    ):
        return found_at(spot, end + (term.end() if term else 0), unit, "imprisonment")
    changed = changed_before(spot)
    is_limit = spot.prev() == "to" and spot.prev(2).endswith("ed")
    if changed or is_limit or spot.prev() in _LASTS or spot.about == "not exceed":
        subject = changed or subject_before(text, spot.within[0], spot.start)
        return found_at(spot, end, unit, subject.words if subject else None)
    near = next((h for h in _HELD if h in right[: len(h) + 26]), None)
    near = near or next((h for h in _HELD if h in text[max(spot.within[0], spot.start - 50) : spot.start]), None)
    if near:
        return found_at(spot, end, unit, "detention" if near == "arrest" else near)
    named = _length_of(spot, end)
    if named is None and spot.prev() == "after":
        return None
    return found_at(spot, end, unit, named)


_NAMES_LENGTH = re.compile(
    r"(?!(?:total|most|average|all|some|out|because|sum|space|matter|end|start|course)$)[a-z-]{3,}"
)
_WAS_FOR = re.compile(r"\b(?:was|is|been|were|are|became)\s(?:an?|the|its)\s([a-z][\w -]{2,40}?)\sfor\s$")
_MONTHS = frozenset("January February March April May June July August September October November December".split())


def _length_of(spot: Spot, end: int) -> str | None:
    text, stop = spot.text, spot.within[1]
    if spot.prev() == "for" and (event := event_of(spot.prev(2))):
        return event
    left = text[max(spot.within[0], spot.start - 70) : spot.start]
    if was := _WAS_FOR.search(left):
        return was[1]
    link = re.compile(r"(?:\s(?:of|to|in|on)\s|[’']\s|\s(?=notice|delay|ban|term))").match(text, end - 1, stop)
    link = link or re.compile(r"\s(?:of|to|in|on|from|as|with)\s").match(text, end, stop)
    if link and (phrase := phrase_after(text, link.end(), stop)) and phrase.head not in _MONTHS:
        return phrase.words
    is_for = spot.prev() in ("for", "within", "than", "period", "of", "next", "to", "over")
    if is_for and (event := event_before(spot)):
        return event
    if spot.prev().startswith("wait") and (link := re.compile(r"\sfor\s").match(text, end, stop)):
        awaited = phrase_after(text, link.end(), stop)
        return awaited.words if awaited else None
    if (
        spot.prev() in ("for", "within")
        and _NOUNISH.search(spot.prev(2))
        and spot.prev(2) not in word_lists()["stops"] | word_lists()["states"]
    ):
        return spot.prev(2)
    if spot.prev() == "of" and _NAMES_LENGTH.fullmatch(spot.prev(2)):
        return "imprisonment" if spot.prev(2) in ("sentence", "sentences") else spot.prev(2)
    subject = subject_before(text, spot.within[0], spot.start)
    return subject.words if subject else None


def hyphened(spot: Spot, after: re.Match[str] | None) -> Find | None:
    """Read "44-member council", "seven-year sentence", "four-year terms"."""
    assert after is not None
    word, text, stop = after["hyphen"], spot.text, spot.within[1]
    begin = after.end() + text.startswith(", ", after.end())
    phrase = phrase_after(text, begin, stop) if text.startswith(" ", begin) else None
    if word in ("member", "strong", "seat", "person", "man", "page", "point", "party", "bed", "room"):
        unit = {"strong": "members", "man": "members", "person": "people", "party": "parties"}.get(word, word + "s")
        return found_at(spot, phrase.span[1] if phrase else after.end(), unit, _long_name(spot, phrase))
    if word in ("year", "month", "week", "day", "hour", "minute"):
        is_term = bool(phrase and re.search(r"\b(?:sentence|prison|jail|imprisonment)\b", phrase.words))
        is_term = is_term or bool(phrase and phrase.head == "term" and set(spot.left[-8:]) & _SENTENCED)
        measures = "imprisonment" if is_term else phrase.words if phrase else None
        return found_at(spot, phrase.span[1] if phrase else after.end(), word + "s", measures) if measures else None
    if phrase and word not in ("old", "time", "style", "foot", "term", "based", "th"):
        return found_at(spot, phrase.span[1], word if word.endswith("s") else f"{word}s", phrase.words)
    return None


def _long_name(spot: Spot, phrase: Phrase | None) -> str | None:
    if phrase is None:
        return None
    more = re.compile(r"\s(?:on|of|for)\s(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*").match(
        spot.text, phrase.span[1], spot.within[1]
    )
    return phrase.words + (" " + " ".join(more.group().split()) if more and phrase.words[0].isupper() else "")
