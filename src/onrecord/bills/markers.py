"""Numbers at the beginning of lines: `1.`, `(2)`, `(a)`, `iv)`, and which list they go on with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Alphabet = Literal["digit", "lower", "upper", "roman", "upper roman", "cyrillic", "none"]

_MARKER = re.compile(
    r"(?P<open>\(?)(?P<number>\d{1,3}(?:-\d{1,2})?[A-Z]{0,2}|[a-z]{1,4}|[A-Z]{1,4}|[а-яёәғқңөұүһі])"
    r"(?P<close>[.)]\)?)(?=[\s“\"'«‘(\[]|[^\W\d_]|$)[ \u00a0\t]*"
)
_DASH = re.compile(r"[–—•▪●-][ \u00a0\t]+(?=\S)")
_ROMAN = re.compile(r"(?=[ivxlc])(?:x[cl]|l?x{0,3})(?:i[xv]|v?i{0,3})")
_CYRILLIC = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_VALUE = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_JUMP = 3  # numbers that may be missing in a list


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """A number before a provision: *style* is how it is printed, *value* its place in its list, *length* in the line.

    *extra* tells inserted numbers apart: (2A) is 2 with the extra A.
    """

    alphabet: Alphabet
    style: str
    number: str
    value: int
    extra: str = ""
    length: int = 0

    def opens(self) -> bool:
        """Tell whether a list may begin with it."""
        return self.value == 1 or self.alphabet == "none"

    def follows(self, last: Marker) -> bool:
        """Tell whether it goes on with a list that stands at *last*."""
        if (self.alphabet, self.style) != (last.alphabet, last.style):
            return False
        if self.alphabet == "none":
            return True
        ahead = self.value - last.value
        return 0 < ahead <= _JUMP or (ahead == 0 and self.extra > last.extra)


def find_markers(line: str) -> tuple[Marker, ...]:
    """Return what the number at the beginning of a line may be: `(i)` is a letter or a Roman number."""
    dash = _DASH.match(line)
    if dash:
        return (Marker(alphabet="none", style="dash", number="", value=0, length=dash.end()),)
    match = _MARKER.match(line)
    if match is None or (match["close"] == "." and match["open"]):
        return ()
    style, number = match["open"] + "n" + match["close"], match["number"]
    if style == "n." and not number[0].isdigit():
        return ()  # a name or an abbreviation begins so more often than a list
    return tuple(_readings(number, style, match.end()))


def _readings(number: str, style: str, length: int) -> list[Marker]:
    printed = {"(": "(", "n": ""}[style[0]] + number + style[style.index("n") + 1 :]
    found: list[tuple[Alphabet, int, str]] = []
    twice: list[Marker] = []
    if number[0].isdigit():
        digits = re.match(r"\d+", number)
        whole = digits.group() if digits else "0"
        found.append(("digit", int(whole), number[len(whole) :]))
    elif number[0] in _CYRILLIC or number > "а":
        found.append(("cyrillic", _CYRILLIC.find(number) + 1, ""))
    else:
        upper = number.isupper()
        low = number.lower()
        if len(low) == 2 and low[0] == low[1]:
            value = ord(low[0]) - 96  # (aa), (bb): a list of its own, deeper than (a) and (i)
            case: Alphabet = "upper" if upper else "lower"
            twice.append(Marker(alphabet=case, style=style * 2, number=printed, value=value, length=length))
        if len(set(low)) == 1:
            found.append(("upper" if upper else "lower", (len(low) - 1) * 26 + ord(low[0]) - 96, ""))
        elif len(low) == 2:
            found.append(("upper" if upper else "lower", ord(low[0]) - 96, low[1]))
        if _ROMAN.fullmatch(low):
            found.append(("upper roman" if upper else "roman", _roman(low), ""))
    return twice + [
        Marker(alphabet=alphabet, style=style, number=printed, value=value, extra=extra, length=length)
        for alphabet, value, extra in found
    ]


def _roman(low: str) -> int:
    values = [_VALUE[letter] for letter in low]
    return sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))
