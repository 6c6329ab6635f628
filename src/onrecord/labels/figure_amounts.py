"""Shares, multiples and money."""

from __future__ import annotations

import re

from onrecord.labels.figure_clauses import (
    changed_before,
    given_to,
    spent_on,
    subject_or_changed,
    worth_after,
    worth_before,
)
from onrecord.labels.figure_finds import Find, found_at
from onrecord.labels.figure_spots import SIGN, Spot, one_noun_in
from onrecord.labels.noun_phrases import (
    Phrase,
    counted_noun,
    is_plural,
    noun_before,
    phrase_after,
    subject_before,
    word_lists,
)
from onrecord.labels.numbers import NUMBER, number_of

_TWICE = re.compile(
    r"\b(?:[Tt]wice|[Dd]ouble)\s(?:as\s\w+\sas|th(?:e|at|is)\s(?:\w+\s)?(?:number|amount|rate|figure|total|share|sum))\b"
)


_LIKE_NEXT = re.compile(rf"\s(?:from|and|or|against)\s{NUMBER}\s?(?:%|per\s?cent\b)")


def is_share(spot: Spot, after: re.Match[str] | None) -> bool:
    """Tell "8.2 per cent", and "8.2" of "climbed to 8.2 from 7.5 per cent"."""
    return bool(after and after["percent"]) or (
        spot.number.form == "digits" and bool(_LIKE_NEXT.match(spot.text, spot.end, spot.within[1]))
    )


def percent(spot: Spot, after: re.Match[str] | None) -> Find | None:
    """Make a percentage."""
    if after is None or not after["percent"]:
        return found_at(spot, spot.end, "percent", share_of(spot, spot.end))
    unit = "percentage points" if after["points"] else "percent"
    return found_at(spot, after.end(), unit, share_of(spot, after.end()))


_ITS_VERB = re.compile(r"\s(?:have|has|had|were|was|are|is|said|say|voted|live|lived|did|do|believe|trust)\b")


def share_of(spot: Spot, end: int) -> str | None:
    """Return what a share is a share of, or what rises by it."""
    text, stop = spot.text, spot.within[1]
    if _ITS_VERB.match(text, end, stop):
        whole = _of_before(spot)
        return whole.words if whole else None
    more = re.compile(r"\s(?:more|less|fewer|higher|lower)\b").match(text, end, stop)
    of = re.compile(r"(?:\sshare)?\sof\s").match(text, end, stop)
    if of and (phrase := _whole(text, of.end(), stop)):
        return phrase.words
    if (named := _change_named(spot, end)) or (named := _vote(spot)):
        return named
    subject = changed_before(spot) or _of_before(spot) or subject_before(text, spot.within[0], spot.start)
    if subject is None and of is None and more is None:
        behind = phrase_after(text, end, stop) if text[end : end + 1] == " " else None
        return behind.words if behind and is_plural(behind.head.lower()) else None
    return subject.words if subject else None


_AND_MORE = re.compile(r"\sand\s(?:[a-z-]+\s)?[a-z-]+s\b")
_ITS_NUMBER = re.compile(rf"(?:the\s)?(?:[\w-]+\s)?[\w-]+[’']s?\s{NUMBER}\b")


def _whole(text: str, start: int, stop: int) -> Phrase | None:
    """Read "of health and care workers" as workers, "of the land's 9 million people" as people."""
    if owned := _ITS_NUMBER.match(text, start, stop):
        return counted_noun(text, owned.end(), stop) or phrase_after(text, owned.end(), stop)
    phrase = phrase_after(text, start, stop)
    more = _AND_MORE.match(text, phrase.span[1], stop) if phrase and not is_plural(phrase.head.lower()) else None
    if phrase and more and len(phrase.words.split()) == 1 and text[start : start + 4] not in ("the ", "its "):
        words = " ".join(text[phrase.span[0] : more.end()].split())
        return Phrase(span=(phrase.span[0], more.end()), words=words, head=words.split()[-1])
    return phrase


_CHANGES = r"(?:rise|increase|drop|fall|decline|decrease|cut|growth|reduction|surge|jump|hike)"
_CHANGE_IN = re.compile(rf"\s(?:\w+\s)?{_CHANGES}\s(?:in|of)\s")
_CHANGE_ALONE = re.compile(rf"\s(?:\w+\s)?{_CHANGES}\b")


def _change_named(spot: Spot, end: int) -> str | None:
    """Read "a 12 per cent rise in prices", "a sudden 30% devaluation"."""
    if not {"a", "an", "the"} & set(spot.left[-2:]) or spot.prev() == "of":
        return None
    if inside := _CHANGE_IN.match(spot.text, end, spot.within[1]):
        phrase = phrase_after(spot.text, inside.end(), spot.within[1])
        return phrase.words if phrase else None
    if _CHANGE_ALONE.match(spot.text, end, spot.within[1]) or spot.text[end : end + 1] != " ":
        return None
    phrase = phrase_after(spot.text, end + 1, spot.within[1])
    return phrase.words if phrase else None


_WON = frozenset(
    "ahead defeated beat came finished won took received secured gained followed garnered polled placed".split()
)


_TO_SHARE = re.compile(r"\s?(?:%|per\s?cent|percent)?\s(?:to|against)\s[\d.]+\s?(?:%|per\s?cent|percent)")
_HAS = frozenset("had has have with on took won".split())
_VOTES = frozenset("vote votes ballots".split())


def _vote(spot: Spot) -> str | None:
    """Read "came second with 30 per cent": in an election a share without more is one of the vote."""
    if spot.prev() in _HAS and _VOTES & set(spot.left):
        return "vote"
    if _WON & set(spot.left) and _TO_SHARE.match(spot.text, spot.end, spot.within[1]):
        return "vote"
    is_won = spot.prev() in ("with", "on") and _WON & set(spot.left[-14:])
    return "vote" if is_won or spot.prev() in ("won", "took", "received", "polled", "garnered") else None


_SHARE_OF = re.compile(
    r"\b(threshold|rate|majority|turnout|quota|growth|inflation|unemployment|deficit|tax|interest|margin|minimum|maximum)\sof\s(?:\w+\s){0,2}$"
)
_OF_THE = re.compile(r"(?:^|[\s“\"])[Oo]f\s(?:the|all|these|those)\s(?:\d[\d,.]*\s|\w+\s(?=hundred|thousand))?")


def _of_before(spot: Spot) -> Phrase | None:
    """Read what stands before: "Of the 40 candidates, 24 per cent", "a threshold of 4 per cent"."""
    text, start = spot.text, spot.start
    if spot.prev() == "of" and (near := _SHARE_OF.search(text, max(spot.within[0], start - 40), start)):
        return Phrase(span=near.span(1), words=near[1], head=near[1])
    if spot.prev() == "at" and spot.prev(2) == ",":
        return noun_before(text, spot.within[0], text.rfind(",", spot.within[0], start))
    if spot.prev() != ",":
        return None
    whole = _OF_THE.search(text, max(spot.within[0], start - 100), start)
    return phrase_after(text, whole.end(), start) if whole else None


def is_money(spot: Spot, after: re.Match[str] | None) -> bool:
    """Tell whether a sign or a name of a currency stands beside the number."""
    return bool(after and after["money"]) or _sign_before(spot) is not None


_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₸": "KZT", "₽": "RUB"}


def _sign_before(spot: Spot) -> tuple[str, int] | None:
    at = spot.number.start
    left = spot.text[max(0, at - 5) : at]
    match = SIGN.search(left)
    if not match:
        return None
    sign = match.group(1) or match.group(2)
    return _SIGNS.get(sign, sign), at - len(match.group())


def money(spot: Spot, after: re.Match[str] | None) -> Find | None:
    """Make an amount of money."""
    sign = _sign_before(spot)
    if sign:
        unit, start, end = sign[0], min(sign[1], spot.start), spot.end
    else:
        assert after is not None
        unit, start, end = _currency(after["money"]), spot.start, after.end()
    found = found_at(spot, end, unit, money_for(spot, start, end))
    return Find(span=(start, end), value=found.value, high=found.high, unit=unit, measures=found.measures,
                comparison=found.comparison)  # fmt: skip


def _currency(words: str) -> str:
    if words.lower() in ("us dollars", "us dollar"):
        return "USD"
    names = {"euro": "EUR", "euros": "EUR", "dollars": "USD", "dollar": "USD", "pounds": "GBP", "pound": "GBP"}
    return names.get(words.lower(), words if words[:3].isupper() or " " in words else words.lower())


_NOUN_NEXT = re.compile(r"[\s-][A-Za-z]")
_SUMS = frozenset("total sum amount average maximum minimum excess".split())
_PER = re.compile(r"\sper\s(?!(?:cent|day|week|month|year|hour|head|capita|annum|term|night)\b)")
_FOR_WHAT = re.compile(
    r"(?:\s\([^()]{1,20}\)|\))?\s(?:(?:in|on|of|for|as|worth\sof)\s(?!\d)|(?:to|per|for)\s(?:each|every)\s)"
)


def money_for(spot: Spot, start: int, end: int) -> str | None:
    """Return what the money is: a fine, a budget, what it is spent on."""
    text, stop = spot.text, spot.within[1]
    if spot.prev() in ("a", "an", "the", "its", "their") and _NOUN_NEXT.match(text, end, stop):
        phrase = phrase_after(text, end + 1, stop)
        if phrase:
            return phrase.words
    clause = text[max(spot.within[0], start - 60) : start]
    near = re.search(r"([\w’'-]+(?:\s[\w’'-]+)?)\s(?:of|worth)\s(?:between\s)?[“\"]?(?:\w+\s)?$", clause)
    if near and near[1].split()[-1] not in _SUMS:
        return _last_nouns(near[1])
    if (each := _PER.match(text, end, stop)) and (phrase := phrase_after(text, each.end(), stop)):
        return phrase.words
    if named := worth_after(spot, end):
        return named
    if phrase := spent_on(spot, end):
        return phrase.words
    if phrase := given_to(spot, start) or _apposed(spot, start, end):
        return phrase.words
    if named := worth_before(spot, start):
        return named
    behind = _FOR_WHAT.match(text, end, stop)
    if behind and (phrase := phrase_after(text, behind.end(), stop)):
        return phrase.words
    if spot.prev() in (";", ":", ""):
        return None
    subject = subject_or_changed(spot, start)
    return subject.words if subject else None


def _apposed(spot: Spot, start: int, end: int) -> Phrase | None:
    """Read "The shortfall, 0.9 billion euros, is to be met"."""
    text = spot.text
    if text[max(spot.within[0], start - 2) : start] != ", " or text[end : end + 1] != ",":
        return None
    return noun_before(text, spot.within[0], start - 2)


def _last_nouns(words: str) -> str:
    parts = words.split()
    return parts[-1] if len(parts) > 1 and parts[0].lower() in word_lists()["stops"] else " ".join(parts)


def times(spot: Spot, after: re.Match[str] | None) -> Find | None:
    """Read "three times as many", "was used 38 times", "a fine of 70 times the bribe"."""
    assert after is not None
    text, end, stop = spot.text, after.end(), spot.within[1]
    more = re.compile(r"\s(as\s\w+\sas|(?:more|higher|larger|greater)(?:\s\w+)?\sthan|the\s\w+)").match(text, end, stop)
    said = " ".join(text[spot.number.start : more.end()].split()) if more else None
    if re.match(r"\s(?:since|in|a)\b", text[end : end + 8]) is None and not more and spot.value <= 1:
        return None
    subject = subject_before(text, spot.within[0], spot.start)
    return found_at(spot, more.end() if more else end, "times", subject.words if subject else None, said)


_NAMES_PART = re.compile(
    r"\b(?:first|second|third|fourth|last|next|latter|this|that|each|every|past|previous|final)\s(?:and\s\w+\s)?$", re.I
)
_PART_AFTER = re.compile(
    r"\s(?:of|more|less|fewer|higher|lower|larger|smaller|coming|the|were|are|have|had|said)\b|\s?[.,;)]|$"
)
_TIME_PART = re.compile(r"\s(?:of\s(?:the\s)?(?:\d{4}|year|month|century|last|next)|century|hour|year|-)")


def part(spot: Spot, _after: re.Match[str] | None) -> Find | None:
    """Read "a third of the prisoners", "by half", "nearly half of them"."""
    text, end = spot.text, spot.end
    if _NAMES_PART.search(text[max(0, spot.start - 24) : spot.start]) or _TIME_PART.match(text, end, spot.within[1]):
        return None
    said = text[spot.number.start : end].lower()
    if spot.prev() == "in" and said == "half":
        return None
    if spot.prev() == "remaining":
        return found_at(spot, end, "percent", share_of(spot, end), value=round(100 * spot.value))
    if (
        not said.endswith(("half", "halves"))
        and spot.prev() not in ("by", "to")
        and not _PART_AFTER.match(text, end, spot.within[1])
    ):
        return None
    is_of = re.compile(r"(?:\sof)?\s(?:the|its|their|all|a|\w+)\b").match(text, end, spot.within[1])
    if not (is_of or spot.prev() in ("by", "to")):
        return None
    return found_at(spot, end, "percent", share_of(spot, end), value=round(100 * spot.value))


def one_in(spot: Spot, after: re.Match[str] | None) -> Find | None:
    """Read "nearly one in five", "three in ten"."""
    assert after is not None
    whole = number_of(re.sub(r"^a\s", "", after["den"]))
    if (
        not whole
        or spot.value >= whole
        or not 2 <= whole <= 100
        or spot.value > 20
        or re.match(r"\s(?:days|weeks|months|years|hours)", spot.text[after.end() :][:9])
    ):
        return None
    phrase = (
        counted_noun(spot.text, after.end(), spot.within[1])
        if spot.text[after.end() : after.end() + 1] == " "
        else None
    )
    if spot.text.startswith(" of ", after.end()):
        phrase = _whole(spot.text, after.end() + 4, spot.within[1])
    subject = phrase or subject_before(spot.text, spot.within[0], spot.start)
    value = round(100 * spot.value / whole, 1)
    return found_at(spot, after.end(), "percent", subject.words if subject else None, value=value)


def one_of_noun(spot: Spot, _after: re.Match[str] | None) -> Find | None:
    """Read "one household in ten"."""
    found = one_noun_in(spot)
    whole = number_of(found["den"]) if found else None
    if found is None or not whole or whole < 2:
        return None
    return found_at(spot, found.end(), "percent", found["noun"], value=round(100 / whole, 1))


def twice(spot: Spot, _after: re.Match[str] | None) -> Find | None:
    """Read "twice as many as", "double the amount"."""
    said = _TWICE.match(spot.text, spot.number.start, spot.within[1])
    if said is None and spot.value != 2:
        changed = subject_or_changed(spot)
        return found_at(spot, spot.end, "times", changed.words if changed else None)
    if said is None:
        return None
    subject = subject_before(spot.text, spot.within[0], spot.start)
    return found_at(spot, said.end(), "times", subject.words if subject else None, " ".join(said.group().split()))
