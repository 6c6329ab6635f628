"""Numbers in figures and in words."""

from __future__ import annotations

import re

_ONES = dict(
    zip(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split(),
        range(20),
        strict=True,
    )
)
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "bn": 1e9, "m": 1e6}
_ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(),
        range(1, 13),
        strict=True,
    )
)
_FRACTIONS = {"half": 0.5, "third": 1 / 3, "quarter": 0.25, "two thirds": 2 / 3, "three quarters": 0.75}

_WORD = "|".join([*sorted(_TENS, key=len, reverse=True), *sorted(_ONES, key=len, reverse=True)])
_SCALE = r"(?:hundred|thousand|million|billion|trillion|bn)"
FIGURES = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
NUMBER = (
    rf"(?:(?:{FIGURES})(?:\s*(?:million|billion|trillion|thousand|bn)\b)?"
    rf"|(?:(?:a|{_WORD})\s+)?(?:dozen|{_SCALE})(?:\s+and\s+(?:{_WORD}))?"
    rf"|(?i:{_WORD})(?:[- ](?:{_WORD}))?(?:\s+{_SCALE}){{0,2}})"
)
"""A regular expression for a number, without groups."""

NUMBER_WORDS = frozenset(
    {*_ONES, *_TENS, *_SCALES, "dozen", "half", "third", "thirds", "quarter", "quarters", *"0123456789"}
) - {"m"}
"""A text without any of these words and digits holds no figure."""


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
        value = _part(part)
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


def _part(part: str) -> tuple[bool, float] | None:
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
