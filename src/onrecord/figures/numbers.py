"""Numbers as texts write them: "65th", "sixty-fifth", "0.52", "six"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

Form = Literal["ordinal", "whole", "decimal", "word"]

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: E501
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()  # noqa: E501
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DIGITS = re.compile(r"(?<![\w.,/$€£:-])(?P<n>\d{1,3}(?:\.\d+)?)(?:(?P<th>st|nd|rd|th)\b|(?![\d]|[.,]\d|:\d))")
_MONTH_BEFORE = re.compile(rf"(?:{_MONTHS})\.?\s+$")
_MONTH_AFTER = re.compile(rf"\s+(?:of\s+)?(?:{_MONTHS})\b")
_PERCENT = re.compile(r"\s?(?:%|per\s?cent\b|percentage)")
_LABEL_BEFORE = re.compile(r"\b(?:[Aa]rticles?|[Ss]ections?|[Pp]aragraphs?|[Rr]esolution|[Cc]hapter|[Pp]age|v)\.?\s?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number at `[start, end)`; *decimals* is how many it shows."""

    start: int
    end: int
    value: float
    form: Form
    decimals: int = 0


def find_numbers(text: str) -> list[Number]:
    """Return the numbers of *text* in reading order, without years, dates, percentages and numbers of articles."""
    found = [number for m in _DIGITS.finditer(text) if (number := _digits(m))]
    found += [_word(m) for m in _words().finditer(text)]
    out: list[Number] = []
    for number in sorted(found, key=lambda n: (n.start, -n.end)):
        if not (out and number.start < out[-1].end) and not _is_other(text, number):
            out.append(number)
    return out


def _digits(m: re.Match[str]) -> Number | None:
    decimals = len(m["n"].partition(".")[2])
    form: Form = "ordinal" if m["th"] else "decimal" if decimals else "whole"
    return Number(start=m.start(), end=m.end(), value=float(m["n"]), form=form, decimals=decimals)


def _is_other(text: str, number: Number) -> bool:
    before = text[max(0, number.start - 12) : number.start]
    return bool(
        _MONTH_BEFORE.search(before)
        or (_MONTH_AFTER.match(text, number.end) and number.value <= 31)
        or _PERCENT.match(text, number.end)
        or _LABEL_BEFORE.search(before)
    )


def _word(m: re.Match[str]) -> Number:
    value, is_ordinal = _values()[re.sub(r"[\s-]+", "-", m.group().lower())]
    return Number(start=m.start(), end=m.end(), value=value, form="ordinal" if is_ordinal else "word")


@cache
def _values() -> dict[str, tuple[float, bool]]:
    out = {word: (float(n), False) for n, word in enumerate(_UNITS)}
    out |= {word: (float(n), True) for n, word in enumerate(_ORDINALS)}
    for n, ten in enumerate(_TENS, 2):
        out[ten] = (10.0 * n, False)
        out[ten[:-1] + "ieth"] = (10.0 * n, True)
        for k in range(1, 10):
            out[f"{ten}-{_UNITS[k]}"] = (10.0 * n + k, False)
            out[f"{ten}-{_ORDINALS[k]}"] = (10.0 * n + k, True)
    return out | {"hundredth": (100.0, True), "one-hundredth": (100.0, True)}


@cache
def _words() -> re.Pattern[str]:
    words = sorted(_values(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(w.replace('-', '[ -]') for w in words)})(?![\w])", re.IGNORECASE)
