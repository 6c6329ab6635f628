"""Numbers in figures and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ONES = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split(),
        range(20),
        strict=True,
    )
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9, "mn": 1e6, "m": 1e6,
    "lakh": 1e5, "crore": 1e7,
}  # fmt: skip
_ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        range(1, 13),
        strict=True,
    )
)
_FRACTIONS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "two thirds": 2 / 3, "three quarters": 0.75}
PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "tenth": 10,
}
"""Into how many equal parts these words divide."""

_WORD = "|".join([*sorted(_TENS, key=len, reverse=True), *sorted(_ONES, key=len, reverse=True)])
_SCALE = r"(?:hundred|thousand|million|billion|trillion|bn|lakh|crore)"
FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2}(?:,\d\d)+,\d{3}|\d+(?:\.\d+)?"
_BELOW_100 = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_ONES)}))?|(?:{'|'.join(sorted(_ONES, key=len, reverse=True))}))\b"
)
NUMBER = (
    rf"(?:(?:{FIGURES})(?:\s*(?:million|billion|trillion|thousand|bn)\b)?"
    rf"|(?:(?:a|{_WORD})\s+)?(?:dozen|{_SCALE})(?:\s+and\s+(?:{_WORD}))?"
    rf"|(?i:{_WORD})(?:[- ](?:{_WORD}))?(?:\s+{_SCALE}){{0,2}})"
)
"""A regular expression for a number, without groups."""
_FIGURES = re.compile(rf"(?:{FIGURES})(?P<nth>(?:st|nd|rd|th)\b)?(?P<scale>[\s-]?(?:{_SCALE}|mn)\b|m\b)?")
_WORDS = re.compile(
    rf"(?:{_BELOW_100}(?:\s+(?:dozen|{_SCALE})\b)+|(?:dozen|{_SCALE})\b|{_BELOW_100})"
    rf"(?:(?<=d)\s+(?:and\s+)?{_BELOW_100}(?:\s+{_SCALE}\b)*)?(?P<half>[\s-]+and[\s-]+a[\s-]+half\b)?",
    re.IGNORECASE,
)
_PART = re.compile(rf"(?P<many>{_BELOW_100})?[\s-]*(?P<part>{'|'.join(PARTS)})(?P<s>s)?\b", re.IGNORECASE)
_START = {*_ONES, *_TENS, "hundred", "thousand", "million", "billion", "dozen"}
_FOLDS = {f"{word}fold": float(n) for word, n in _ONES.items() if 2 <= n <= 12}
_STARTS = frozenset({w for word in (*_START, *PARTS, *_FOLDS, "twice", "double") for w in (word, word.title())})
_TOKEN = re.compile(r"\d+|\b[BDEFHMNOQSTZbdefhmnoqstz][a-z]{2,8}\b")
"""Digits, and words that may begin a number by their first letter and length; ``_STARTS`` decides."""
_FOLD = re.compile(rf"(?:{'|'.join(_FOLDS)})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number at *start*–*end*.

    *form* is digits, words, ordinal ("65th"), times ("twice") or part ("a third", its value a share of 1).
    """

    start: int
    end: int
    value: float
    form: str
    has_scale: bool = False


def find_numbers(text: str, start: int, end: int) -> Iterator[Number]:
    """Yield the numbers of *text* between *start* and *end*, in reading order."""
    at = start
    for token in _TOKEN.finditer(text, start, end):
        word = token.group()
        if token.start() < at or not (word in _STARTS or word[0] <= "9"):
            continue
        number = _digits(text, token.start(), end) if word[0] <= "9" else _in_words(text, token.start(), end)
        if number:
            at = number.end
            yield number


def _digits(text: str, at: int, end: int) -> Number | None:
    match = _FIGURES.match(text, at, end)
    if not match:
        return None
    scale = (match["scale"] or "").strip(" -\n\t\xa0").lower()
    stop = match.end()
    if scale == "m" and (at == 0 or text[at - 1] not in "$€£"):
        scale, stop = "", match.start("scale")
    plain = text[at : match.start("scale") if match["scale"] else match.end()].rstrip("stndrh").replace(",", "")
    form = "ordinal" if match["nth"] else "digits"
    return Number(
        start=at, end=stop, value=round(float(plain) * _SCALES.get(scale, 1.0), 6), form=form, has_scale=bool(scale)
    )


def _in_words(text: str, at: int, end: int) -> Number | None:
    if text[at : at + 5].lower() in ("twice", "doubl"):
        return Number(start=at, end=at + 5 + (text[at] in "dD"), value=2.0, form="times")
    if fold := _FOLD.match(text, at, end):
        return Number(start=at, end=fold.end(), value=_FOLDS[fold.group().lower()], form="times")
    part = _PART.match(text, at, end)
    if part and (part["many"] is None or part["part"].lower() != "half"):
        return _part_number(part, text, at)
    match = _WORDS.match(text, at, end)
    value = (
        number_of(match.group()[: -len(match["half"])] if match and match["half"] else match.group()) if match else None
    )
    if match is None or value is None:
        return None
    has_scale = any(scale in match.group() for scale in ("thousand", "million", "billion"))
    return Number(start=at, end=match.end(), value=value + 0.5 * bool(match["half"]), form="words", has_scale=has_scale)


def _part_number(match: re.Match[str], text: str, at: int) -> Number | None:
    many = number_of(match["many"]) if match["many"] else 1.0
    if many is None or (many > 1) != bool(match["s"]):
        return None
    before = re.search(r"\b(?:[Aa]n?|[Oo]ne)\s$", text[max(0, at - 4) : at])
    if match["part"].lower() != "half" and not match["many"] and not before:
        return None
    start = at - len(before.group()) if before else at
    return Number(start=start, end=match.end(), value=many / PARTS[match["part"].lower()], form="part")


def number_of(words: str) -> float | None:
    """Return the value of a number in figures or words ("1,200", "2.4 million", "forty-two", "a dozen"); None if none.

    Cases: "few" and "several" have no value.
    """
    text = words.lower().strip()
    if text in _ORDINALS:
        return float(_ORDINALS[text])
    if text in _FRACTIONS:
        return _FRACTIONS[text]
    total, current, seen = 0.0, 0.0, False
    for part in re.split(r"[\s-]+", text):
        value = _value_of(part)
        if value is None:
            return None
        is_scale, amount = value
        if is_scale:
            current = (current or 1) * amount
            if amount >= 1e3:
                total, current = total + current, 0.0
        else:
            current += amount
        seen = True
    return total + current if seen else None


def _value_of(part: str) -> tuple[bool, float] | None:
    """Return whether *part* multiplies, and its value; None if it is no number."""
    if part in ("a", "an"):
        return False, 1.0
    if part == "and":
        return False, 0.0
    if part == "dozen":
        return True, 12.0
    if part in _SCALES:
        return True, _SCALES[part]
    if part in _ONES or part in _TENS:
        return False, float(_ONES.get(part, _TENS.get(part, 0)))
    if re.fullmatch(FIGURES, part):
        return False, float(part.replace(",", ""))
    return None
