"""Numbers without a noun: what the subject says, or what the figure before counts."""

from __future__ import annotations

import re

from onrecord.labels.figure_amounts import money_for
from onrecord.labels.figure_clauses import changed_before, is_claim
from onrecord.labels.figure_finds import Before, Find, found_at
from onrecord.labels.figure_spots import Spot
from onrecord.labels.noun_phrases import Phrase, counted_noun, is_plural, noun_before, subject_before, word_lists
from onrecord.labels.numbers import NUMBER

_BARE_RIGHT = re.compile(
    r"\s?(?:[,.;:)]|$|of\s(?:whom|which|them|these|those)\b)"
    r"|\s(?:were|was|are|is|have|had|has|remain|died|took|in|on|at|and|with|fell|did|led|more|fewer|less|others?|who|that|would|will"
    r"|by|as|back|alone|could|should|may|might|can|must|within|until|last|this|there|led|lost|won|got|gave|fell|lay|sat|stood|became|left|every|now|still|from|to|after|before|since|during|over|each|apiece|classified|came|went|said|fled|\w+ed|shot|held|hurt)\b"
)
_FROM = re.compile(r"\bfrom\s[^.;]*\sto\s$")
_LEVELS = (
    "was",
    "is",
    "been",
    "at",
    "stood",
    "reached",
    "number",
    "numbered",
    "total",
    "totals",
    "totalled",
    "totaled",
)
_SET_AGAINST = frozenset("from against with than at".split())
_PEOPLE_RIGHT = re.compile(
    r"\s(?:(?:were|are|was|have\sbeen|others|more)\s)?(?:hurt|injured|killed|wounded|missing|arrested|detained|dead|died|jailed"
    r"|hospitali[sz]ed|released|fled|registered|eligible|voted|drowned|marched|displaced|in\s(?:hospital|custody|detention|prison|jail))\b"
)
_NUMBER_OF = re.compile(
    r"\b(?:number|total|toll)\sof\s([a-z][a-z-]*(?:\s[a-z][a-z-]*){0,8}?)\s"
    r"(?:(?:at|to|is|was|reached|stood\sat)\s(?:\w+\s)?"
    r"|(?:(?:has|have|had|will|would)\s)?(?:rose|risen|rise|fell|fallen|grew|grown|dropped|increased?|climbed|went|halved|doubled|tripled|jumped|soared|shrank|plunged|from)\b[^.;]*\s(?:to|by)\s(?:\w+\s){0,2}"
    r"|from\s)$"
)


def bare(spot: Spot, before: Before) -> Find | None:
    """Make a figure of a number without its noun: of its subject, or of what the figure before counts."""
    if spot.number.form in ("ordinal", "part") or not _is_alone(spot, before):
        return None
    if shared := _shared_noun(spot):
        return found_at(spot, spot.end, shared.head, shared.words)
    return (
        _numbered(spot)
        or _held_by(spot, before)
        or _beside_numbered(spot, before)
        or _levelled(spot, before)
        or _taken_over(spot, before)
    )


def _is_alone(spot: Spot, before: Before) -> bool:
    """Tell whether what follows the number is no noun that it counts."""
    is_object = (
        before.in_sentence() in ("count", "percent", "length", "money") or spot.prev() in word_lists()["people_left"]
    )
    if spot.right().startswith(" for ") and is_object:
        return True
    following = _NEXT_WORD.match(spot.text, spot.end, spot.within[1])
    if following and following[1] in word_lists()["participles"]:
        return True
    return spot.prev() == "remaining" or bool(_BARE_RIGHT.match(spot.right())) or _is_of_them(spot)


_NEXT_WORD = re.compile(r"\s([a-z]+)\b")
_SHARED = re.compile(rf"\s(?:and|or)\s{NUMBER}(?:\sof\s(?:the\s)?{NUMBER})?(?=\s[a-z])")


def _shared_noun(spot: Spot) -> Phrase | None:
    """Read "72 and 66 of the 180 seats": both count what stands behind the last."""
    more = _SHARED.match(spot.text, spot.end, spot.within[1])
    return counted_noun(spot.text, more.end(), spot.within[1]) if more else None


_WHERE = re.compile(r"\s(?:in|on|at|held|who|that|living|for|from|by|among|with|under|has|have|had|will|per)\b")


def _numbered(spot: Spot) -> Find | None:
    counted = _NUMBER_OF.search(spot.text[max(spot.within[0], spot.start - 120) : spot.start])
    if counted:
        words = _WHERE.split(counted[1], maxsplit=1)[0]
        return found_at(spot, spot.end, words.split()[-1], words)
    return None


_HELD_BY = re.compile(
    r"\b(?P<all>capacity|population|crowd|staff|workforce|membership|audience|garrison|force|toll|enrolment|electorate)\sof\s$"
    r"|\b[Oo]f\s(?P<those>(?:all\s)?those\s(?:[a-z]+ed|held|shot|hurt|(?:in|on)\s[a-z]+|who\s[a-z]+)\b[^,;.]{0,40}),\s$"
)


def _held_by(spot: Spot, before: Before) -> Find | None:
    """Read "a capacity of 21,000", "of those detained, 214" as people, "a wage of 480" as money."""
    found = _HELD_BY.search(spot.text, max(spot.within[0], spot.start - 70), spot.start)
    if found:
        return found_at(spot, spot.end, "people", found["all"] or found["those"])
    money = before.of("money", spot) if spot.prev() == "of" and spot.prev(2) in word_lists()["moneys"] else None
    return found_at(spot, spot.end, money.unit, spot.prev(2)) if money else None


_NOUN_BESIDE = re.compile(r"(?:,|\sand|\swhile|\sbut)\s((?:[a-z-]+\s)?[a-z]+s)\s$")


def _beside_numbered(spot: Spot, before: Before) -> Find | None:
    """Read "births numbered 96,400 and deaths 81,200": the noun stands before both."""
    last = before.by_kind.get("count") if before.in_sentence() == "count" else None
    if last is None or not last.measures or not spot.text[last.span[0] : last.span[1]][-1:].isdigit():
        return None
    named = _NOUN_BESIDE.fullmatch(spot.text, last.span[1], spot.start)
    is_before = spot.text.rfind(last.measures, before.sentence, last.span[0]) >= 0
    if named is None or not is_before or not is_plural(named[1].split()[-1]):
        return None
    return found_at(spot, spot.end, named[1].split()[-1], named[1])


_TO_THEN = re.compile(r"(?:\s(?:since|in)\s\d{4})?,?\sto\s(?:\w+\s)?")


def _levelled(spot: Spot, before: Before) -> Find | None:
    """Read "the population stood at 34,900", "the toll has risen to 37"."""
    last = before.by_kind.get(before.in_sentence())
    is_after = _is_to_after(spot, last)
    is_to = spot.prev() in ("to", "by") and (_is_change(spot.prev(2)) or bool(spot.was) or is_after)
    changed = changed_before(spot)
    if changed is None and not (is_to or spot.prev() in _LEVELS):
        return None
    subject = changed or subject_before(spot.text, spot.within[0], spot.start)
    if is_to and (subject is None or subject.words in _SUMS) and (counted := before.of("count", spot)):
        return found_at(spot, spot.end, counted.unit, counted.measures)
    if subject is None or (is_after and spot.number.has_scale and before.of("money", spot)):
        return None
    return _of_subject(spot, subject, last, before)


_SUMS = ("number", "figure", "total", "this number", "this figure")


def _is_change(word: str) -> bool:
    return word in word_lists()["down"] or word in word_lists()["up"]


def _is_to_after(spot: Spot, last: Find | None) -> bool:
    """Tell "fell by 6 per cent to 11,240"."""
    if last is None or last.unit == "votes":
        return False
    return bool(_TO_THEN.fullmatch(spot.text[last.span[1] : spot.start]))


def _of_subject(spot: Spot, subject: Phrase, last: Find | None, before: Before) -> Find:
    of = re.match(r"(?:total\s)?number\sof\s(.+)", subject.words)
    if of:
        counted = _WHERE.split(of[1], maxsplit=1)[0]
        return found_at(spot, spot.end, counted.split()[-1], counted)
    is_share = before.in_sentence() == "percent" and spot.value <= 100
    is_sum = spot.number.has_scale and not _counts_as_many(before) and not is_plural(subject.head.lower())
    if (subject.head.lower() in word_lists()["moneys"] and not is_share) or (is_sum and subject.head not in _CROWDS):
        money = before.by_kind.get("money")
        return found_at(spot, spot.end, money.unit if money else None, subject.words)
    if last and last.unit and last.measures and _shares(last.measures, subject.words) and _fits(spot, last.unit):
        return found_at(spot, spot.end, last.unit, subject.words)
    share = before.of("percent", spot)
    if share and subject.head in _RATES and spot.value <= 100 and not spot.was:
        return found_at(spot, spot.end, "percent", subject.words)
    return found_at(spot, spot.end, "people" if subject.head in ("population", "toll") else subject.head, subject.words)


_CROWDS = ("population", "toll", "electorate", "audience", "membership", "number", "total")
_RATES = frozenset("average rate share figure level norm mean target proportion".split())


def _fits(spot: Spot, unit: str) -> bool:
    return unit != "percent" or (spot.value <= 100 and spot.prev() != "to")


def _is_of_them(spot: Spot) -> bool:
    """Tell "of whom 12", "of which there were five", "another five"."""
    left = spot.left[-4:]
    return spot.about == "another" or (len(left) > 1 and bool(_OF_THEM & set(left[-3:])) and "of" in left)


_OF_THEM = frozenset("whom which them these those".split())


_DID = re.compile(r"\s(?:were|had|have|are|was|would|will|spent|said|got|went|came)\b")


def _taken_over(spot: Spot, before: Before) -> Find | None:
    """Read "… 61 seats, the Greens 28", "… 41 witnesses, of whom 12", "arrested 64"."""
    if spot.prev() in ("the", "these", "those", "all") and not spot.about and spot.prev(2) != "of":
        return _like(spot, before.of("count", spot)) if _is_all(spot) else None
    if spot.prev() in word_lists()["seats_won"] and "seat" in spot.text[max(0, spot.start - 250) : spot.start]:
        return found_at(spot, spot.end, "seats", "seats")
    if named := _named_of_which(spot, before):
        return found_at(spot, spot.end, named.head, named.words)
    if spot.right().startswith(" others") and before.in_sentence() != "count":
        return found_at(spot, spot.end, "people", "people")
    if spot.number.has_scale and _PEOPLE_RIGHT.match(spot.right()):
        return found_at(spot, spot.end, "people", "people")
    kind = _kind_taken(spot, before)
    last = before.by_kind.get(kind) if spot.number.has_scale and kind == "money" else before.of(kind, spot)
    if last is None and kind == "money":
        if spot.start and spot.text[spot.start - 1].isalpha():
            return None
        return found_at(spot, spot.end, None, money_for(spot, spot.start, spot.end))
    if _is_of_people(spot, last, before):
        return found_at(spot, spot.end, "people", "people")
    if last and kind == "money" and not spot.right().startswith((" more", " less")) and not is_claim(spot):
        named_money = money_for(spot, spot.start, spot.end)
        return found_at(spot, spot.end, last.unit, named_money or last.measures)
    return _like(spot, last)


def _like(spot: Spot, last: Find | None) -> Find | None:
    if last is None:
        return None
    return found_at(spot, spot.end, last.unit, last.unit if _is_sum(last) else last.measures)


def _is_all(spot: Spot) -> bool:
    """Tell "all four", "the two were charged"."""
    return spot.prev() == "all" or (
        spot.prev() in ("the", "these", "those") and spot.number.form == "words" and bool(_DID.match(spot.right()))
    )


_FAR = 40


def _is_of_people(spot: Spot, last: Find | None, before: Before) -> bool:
    """Tell "arrested 64", "built for 12", "14 others were hurt" where no figure of people stands before."""
    lists, right = word_lists(), spot.right()
    is_object = spot.prev() in lists["people_left"] or (spot.prev() == "for" and spot.prev(2) in lists["room_for"])
    if last is None:
        return is_object or right.startswith(" others") or bool(_PEOPLE_RIGHT.match(right))
    clause = max(before.sentence, spot.text.rfind(";", before.sentence, spot.start))
    if spot.prev() in ("when", "where") and _PEOPLE_RIGHT.match(right):
        return True
    count = before.by_kind.get("count")
    return is_object and count is not None and (count.span[0] < clause or spot.start - count.span[1] > _FAR)


_OF_WHICH = re.compile(r",?\sof\s(?:which|whom)\b[^,;.]{0,24}$")


def _named_of_which(spot: Spot, before: Before) -> Phrase | None:
    """Read "strikes, of which there were five" where no number of strikes stands before."""
    found = _OF_WHICH.search(spot.text, max(spot.within[0], spot.start - 40), spot.start)
    if found is None or not _counts_before(before) or before.in_sentence() == "money":
        return None
    named = noun_before(spot.text, spot.within[0], found.start())
    return named if named and is_plural(named.head.lower()) else None


def _is_sum(found: Find) -> bool:
    """Tell a toll or a population: what is taken over are the people."""
    return found.unit == "people" and bool(found.measures) and not is_plural((found.measures or "").split()[-1].lower())


def _kind_taken(spot: Spot, before: Before) -> str:
    """Return the kind of figure that a bare number stands for: mostly that of the last one in its sentence."""
    last = before.in_sentence()
    if spot.number.has_scale and not _counts_as_many(before):
        return "money"
    if _is_of_them(spot) or spot.right().startswith(" others"):
        return "count"
    if spot.number.has_scale:
        return "money" if before.of("money", spot) and last in ("money", "", "percent") else "count"
    if last in ("money", "length") and _DID.match(spot.right()) and before.of("count", spot):
        return "count"
    if last in ("percent", "money", "length") and not (last == "percent" and spot.value > 100):
        is_set = spot.prev() in _SET_AGAINST or not before.of("count", spot) or last == "percent"
        return last if is_set or _counts_before(before) else "count"
    return "count"


_MANY = 100_000


def _counts_as_many(before: Before) -> bool:
    """Tell whether anything that was counted so far comes in such numbers that "3.2 million" may count it too."""
    count = before.by_kind.get("count")
    return count is not None and count.value >= _MANY


def _counts_before(before: Before) -> bool:
    """Tell whether no count stands in the sentence, so that a bare number is rather another amount or length."""
    count = before.by_kind.get("count")
    return count is None or count.span[0] < before.sentence


def _shares(a: str, b: str) -> bool:
    return bool({w for w in a.lower().split() if len(w) > 3} & set(b.lower().split()))
