"""A number in its place: the words to its left that bear on it, and whether it is a figure at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.labels.noun_phrases import counted_noun, word_lists
from onrecord.labels.numbers import NUMBER, Number, number_of
from onrecord.records import Span

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)
_LEFT_WORD = re.compile(r"[\w’'-]+|[^\w\s]")
_RANGE = re.compile(r"\s?[-–—]\s?$|\s(?:to|and|or)\s(?:(?:about|around|some|nearly)\s)?$")


SIGN = re.compile(r"(?:\b(EUR|USD|GBP|CHF|KZT|RUB|UAH|INR|RM|Rs)\.?\s?|(?:\b(?:US|HK|A|C))?([$€£¥₹₸₽])\s?)\Z")
"""The sign or code of a currency before an amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A number of *text* in its statement *within*.

    *left* are the words before it, lower case, the nearest last, without the words *about* that qualify it;
    *start* is where those begin, *end* where the number, or the range, ends. *high* is the upper end of a range;
    *was* is the number before a change ("from 49 to 44") and *to* the other side of a vote ("52 to 48").
    """

    text: str
    within: Span
    number: Number
    value: float
    start: int
    end: int
    left: tuple[str, ...]
    about: str | None = None
    high: float | None = None
    was: str | None = None
    to: str | None = None

    def right(self, length: int = 60) -> str:
        """Return what follows."""
        return self.text[self.end : min(self.within[1], self.end + length)]

    def prev(self, back: int = 1) -> str:
        """Return a word to the left, "" if there is none."""
        return self.left[-back] if len(self.left) >= back else ""


def make_spot(text: str, within: Span, number: Number, following: Sequence[Number], floor: int) -> Spot:
    """Look to the left of *number*, and over the number that follows if both are one range, change or vote."""
    from_ = max(within[0], floor, number.start - 70)
    sign = SIGN.search(text[max(from_, number.start - 5) : number.start]) if number.form == "digits" else None
    begin = number.start - len(sign.group()) if sign else number.start
    left = [m.group() for m in _LEFT_WORD.finditer(text, from_, begin)]
    lower = [w.lower() for w in left]
    count = _about_words(lower)
    about = " ".join(lower[len(lower) - count :]) if count else None
    start = _start_of(text, begin, count)
    rest = tuple(lower[: len(lower) - count])
    spot = Spot(
        text=text, within=within, number=number, value=number.value, start=start, end=number.end, left=rest, about=about
    )
    return _with_next(spot, following[0]) if following else spot


def _about_words(lower: list[str]) -> int:
    """Return how many of the last words qualify a number ("as many as", "at least about")."""
    about, taken = word_lists()["about"], 0
    while size := next(
        (n for n in (3, 2, 1) if " ".join(lower[max(0, len(lower) - taken - n) : len(lower) - taken]) in about), 0
    ):
        taken += size
        if taken > 4 or taken >= len(lower):
            break
    return min(taken, len(lower))


def _start_of(text: str, position: int, words: int) -> int:
    start = position
    for _ in range(words):
        head = text[max(0, start - 24) : start].rstrip()
        match = re.search(r"[\w’'-]+$", head)
        start = max(0, start - 24) + match.start() if match else start
    return start


_RANGING = ("range", "ranges", "ranging", "ranged", "vary", "varies", "varying")


def _with_next(spot: Spot, then: Number) -> Spot:
    between = spot.text[spot.end : then.start]
    joint = _RANGE.match(between)
    if (
        not joint
        or joint.end() != len(between)
        or not _is_alike(spot.number.form, then.form)
        or then.form in ("ordinal", "part")
    ):
        return spot
    word = between.strip()
    if (word == "and" and spot.prev() != "between") or _is_year(spot.text, then):
        return spot
    low = spot.value * (_scale(spot.text, then) if then.has_scale and not spot.number.has_scale else 1)
    said = spot.text[spot.number.start : spot.number.end]
    if word == "to" and spot.prev() == "from" and spot.prev(2) not in _RANGING:
        is_short = spot.number.has_scale and not then.has_scale and then.form == "digits"
        value = then.value * (_scale(spot.text, spot.number) if is_short else 1)
        return _merged(spot, then, value=value, was=f"from {said}")
    if low < then.value and word in ("-", "–", "—", "to", "and", "or"):
        return _merged(spot, then, value=low, high=then.value)
    if word in ("-", "–", "to"):
        return _merged(spot, then, value=low, to=f"to {spot.text[then.start : then.end]}")
    return spot


def _is_alike(form: str, other: str) -> bool:
    plain = ("digits", "words")
    return form == other or (form in plain and other in plain)


_SCALED = re.compile(r"[a-z]+$", re.IGNORECASE)


def _scale(text: str, number: Number) -> float:
    """Return what the word behind *number* multiplies by: a million in "3.5 million"."""
    word = _SCALED.search(text, number.start, number.end)
    return (number_of(word.group()) if word else None) or 1.0


def _merged(
    spot: Spot, then: Number, *, value: float, high: float | None = None, was: str | None = None, to: str | None = None
) -> Spot:
    number = replace(spot.number, has_scale=spot.number.has_scale or then.has_scale)
    return Spot(
        text=spot.text, within=spot.within, number=number, value=value, start=spot.start, end=then.end,
        left=spot.left, about=spot.about, high=high, was=was, to=to,
    )  # fmt: skip


_BEFORE = re.compile(
    r"(?:[\w&][-–/.:#§+]|[#§№+/]|\d,|\(\d{1,4}\)\s?|\d\s?\(|[^\W\d_][,;]|[.,;:][”“\"’)\]]|[”\"’\])][.,;:]?)$"
    rf"|(?:{_MONTH})\.?\s(?:the\s)?(?:\d\d?(?:st|nd|rd|th)?\s(?:and|to)\s)?$|(?:^|\n)\s*\(?$"
)
_AFTER = re.compile(
    r"[-–]\d{3}|/\d|:\d\d|[-–](?=[A-Z])|\s?(?:[ap]\.?m\.?\b|GMT\b|UTC\b|o’?'?clock)|(?:[-–]|\s)years?[-–\s]olds?\b|"
    rf"(?:\s(?:and|to)\s\d\d?|[-–]\d\d?)?\s(?:of\s)?{_MONTH}|s\b|\s(?:years\sof\sage|years?\sold"
    rf"|years?\solder|years?\syounger)\b"
)
_OLD = re.compile(r"(?:[-–]|\s)years?[-–\s]old")
_VAGUE = ("few", "several", "many", "couple")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_ZERO = re.compile(r"0\d")
_YEAR_UNITS = re.compile(r"\s(?:people|cases|prisoners|persons|complaints|%|per\s?cent|euros?|dollars)")
_LIST_ITEM = re.compile(r"[.)](?:\s|$)")
_AGE_AFTER = re.compile(r"\s?(?:[,;.)\]—–]|$|and\b|who\b)")
_AGES = re.compile(r"\b(?:age[ds]?|year-olds?|aged)\b[^,.;]{0,22}$|\bturn(?:ed|s|ing)\s$", re.IGNORECASE)
_NAME_COMMA = re.compile(
    r"(?:[A-Z][\w’'-]+|\b(?:man|woman|boy|girl|minister|pensioner|mayor|lawyer|activist|journalist)),\s(?:now\s)?$"
)
_TIME_UNIT = re.compile(
    r"[\s-](?:more\s|full\s)?(years?|months?|weeks?|days?|hours?|minutes?|decades?|centur(?:y|ies)"
    r"|seconds?)\b(?:\s(\w+))?"
)


def is_no_figure(spot: Spot, before: Sequence[Number]) -> bool:
    """Tell whether the number is a date, a time, an age, a label ("Article 19"), or part of a longer number."""
    text, number = spot.text, spot.number
    if spot.prev() == "per" and number.form == "digits":
        return True
    left = text[max(spot.within[0], number.start - 26) : number.start]
    if number.form == "digits" and (
        _is_year(text, number) or _ZERO.match(text, number.start) or _is_attached(spot, left)
    ):
        return True
    if number.form == "digits" and spot.number.start - spot.within[0] < 4 and _LIST_ITEM.match(spot.right()):
        return True
    if number.form == "words" and text[number.start - 1 : number.start] == "-":
        return True
    if number.form == "words" and (_OLD.match(text, number.end) or spot.prev() in _VAGUE):
        return True
    return _is_label(spot, before) or _is_age(spot, left) or _is_moment(spot) or _is_small_one(spot)


def _is_year(text: str, number: Number) -> bool:
    words = text[number.start : number.end]
    return bool(_YEAR.fullmatch(words)) and not _YEAR_UNITS.match(text, number.end)


def _is_attached(spot: Spot, left: str) -> bool:
    if _AFTER.match(spot.text, spot.number.end, spot.within[1]):
        return True
    found = _BEFORE.search(left)
    if not found or (left.endswith("(") and found.group()[0].isdigit() and not spot.right().startswith(")")):
        return False
    if not found.group().strip(" ("):
        return spot.number.start > spot.within[0] and bool(_LIST_ITEM.match(spot.right()))
    return True


def _is_label(spot: Spot, before: Sequence[Number]) -> bool:
    labels, previous = word_lists()["labels"], spot.prev()
    if spot.about or spot.to or spot.number.form == "part":
        return False
    if previous in ("call", "called", "dial") and counted_noun(spot.text, spot.end, spot.within[1]):
        return False
    if previous in labels or (previous in (".", "-", "(") and spot.prev(2) in labels):
        return previous not in ("order", "school", "prison", "called", "unit") or spot.number.form == "digits"
    if previous in (",", "and", "or", "to", "&") and before and spot.number.form == "digits":
        words = [w for w in spot.left[:-1] if not re.fullmatch(r"[\d,&]+|and|or|to|\(\w+\)", w)]
        return bool(words) and words[-1] in labels and bool(re.fullmatch(r"\d+", spot.prev(2)))
    return False


def _is_age(spot: Spot, left: str) -> bool:
    if spot.value > 115 or spot.number.form not in ("digits", "words"):
        return False
    if spot.prev() == "," and not spot.about and _NAME_COMMA.search(left) and _AGE_AFTER.match(spot.right()):
        return True
    if _AGES.search(left) and not re.match(r"\s?(?:%|per\s?cent|[a-z]+s\b(?<!years))", spot.right()):
        return True
    if "age" in spot.left[-9:] and re.match(r"\syears?\b", spot.right()):
        return True
    if spot.about in ("over", "under", "above", "below") and spot.value > 9 and spot.prev() in _AGED:
        return bool(_AGE_ALONE.match(spot.right()))
    return (
        "age" in spot.left[-8:]
        and spot.prev() in ("to", "at", "is")
        and not spot.right().lstrip().startswith(("%", "per"))
    )


_AGED = frozenset("was were are is be people those men women children anyone everyone citizens voters".split())
_AGE_ALONE = re.compile(r"\s?(?:[,.;)]|$|(?:last|this|in|at|and|who|were|are|had|have|voted|live|said)\b)")
_MOST = re.compile(r"\b(?:[a-z]{3,}est|first|most|least|time)\b")
"""Before "in 28 years": "the highest", "for the first time"."""
_MODALS = frozenset("will would to could should may might must can shall".split())


def _is_moment(spot: Spot) -> bool:
    """Tell "three years ago", "over the past ten years", "four days later", "every two years"."""
    found = _TIME_UNIT.match(spot.right())
    if not found or (spot.prev() == "last" and spot.prev(2) in _MODALS):
        return False
    if spot.prev() == "in" and spot.number.form != "part" and _MOST.search(" ".join(spot.left[-4:-1])):
        return True
    if spot.prev() == "in" and spot.prev(2) in ("time", "times"):
        return True
    lists = word_lists()
    after = (found[2] or "").lower()
    around = spot.left[-2:] if not spot.about else (*spot.left[-2:], *spot.about.split()[-1:])
    is_stretch = bool(set(around[-2:]) & (lists["before_times"] - {"first"}))
    return (
        after in lists["after_times"]
        or (after == "before" and spot.prev() != "for")
        or (is_stretch and spot.number.form != "part")
    )


_ONE_NOUN_IN = re.compile(
    rf"\s(?P<noun>[a-z]+)\sin\s(?:every\s)?(?P<den>{NUMBER})\b(?!\s(?:years?|months?|weeks?|days?|hours?|{_MONTH}|\d))"
)


def one_noun_in(spot: Spot) -> re.Match[str] | None:
    """Read "one child in nine": a share, of what stands between."""
    return _ONE_NOUN_IN.match(spot.text, spot.end, spot.within[1]) if spot.value == 1 else None


def _is_small_one(spot: Spot) -> bool:
    """Tell "one of the judges", "the one", "two sides": the word one counts only where something qualifies it."""
    number = spot.number
    if number.form != "words":
        return False
    said = spot.text[number.start : number.end].lower()
    if (
        said == "one"
        and spot.prev() in ("to", "of", "for")
        and re.match(r"\s(?:year|month|week|day|hour|minute)\b", spot.right())
    ):
        return False
    return (
        said == "one"
        and one_noun_in(spot) is None
        and spot.high is None
        and not spot.about
        and not re.match(r"\sin\s(?:every\s)?[a-z\d]", spot.right())
    )
