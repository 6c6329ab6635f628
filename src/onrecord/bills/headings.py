"""Tell the lines that head a part of a bill: `Article 5. Scope`, `CHAPTER IV`, `Статья 130. Клевета`, `130-бап`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.records.bills import ProvisionLevel

_NUMBER = r"(?:\d+(?:[-–.]\d+)*(?:[A-Za-zА-Яа-я]{1,2}(?![^\W\d_]))?|[IVXLC]+(?![^\W\d_])|[A-Z](?![^\W\d_]))"
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
_GAP = re.compile(r"(?<=\d) (?=\d)")
_REST_OF_KEY = re.compile(r"\d+|[a-zа-я]+")
_LONGEST = 250  # characters of a heading line

Key = tuple[int | str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading line taken apart; *word* as printed in lower case, *number* without marks around it."""

    level: ProvisionLevel
    word: str
    number: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    before: re.Pattern[str]
    after: re.Pattern[str]
    level: dict[str, ProvisionLevel]
    alone: dict[str, ProvisionLevel]
    ends: tuple[str, ...]
    goes_on: frozenset[str]


def find_heading(line: str) -> Heading | None:
    """Return the heading that a line is, if it is one."""
    words = _words()
    if (level := words.alone.get(line.lower().strip(" .:"))) is not None:
        return Heading(level=level, word=line.lower().strip(" .:"), number="", title="")
    match = words.before.fullmatch(line) or words.after.fullmatch(line)
    if match is None or len(line) > _LONGEST or _goes_on(match["rest"], words.goes_on):
        return None
    word, title = match["word"].lower(), match["rest"].strip(" .:–—-\u00a0\t")
    return Heading(level=words.level[word], word=word, number=match["number"].strip(), title=title)


def is_end(line: str) -> bool:
    """Tell whether a line begins what stands after the provisions."""
    return line.lower().lstrip("“\"'(").startswith(_words().ends)


def key_of(number: str) -> Key:
    """Return what orders numbers: 9 < 12 < 12-1 < 12A < 13; Roman numbers by their value."""
    low = number.lower().replace("–", "-")
    if low and all(letter in _ROMAN for letter in low):
        return (_roman(low),)
    return tuple(int(part) if part.isdigit() else part for part in _REST_OF_KEY.findall(low)) or (low,)


def whole_part(number: str) -> int | None:
    """Return the first number in a number: 12 of 12-1."""
    key = key_of(number)
    return key[0] if key and isinstance(key[0], int) else None


def without_gap(number: str, rest: str, after: int) -> tuple[str, str]:
    """Join a number that is printed with a gap (`3 1` for 31), where that is the number to come."""
    match = re.match(r"\s*(\d+)\b[ .]*", rest)
    if match and number.isdigit() and int(number + match[1]) == after + 1 and int(number) != after + 1:
        return number + match[1], rest[match.end() :]
    return number, rest


def _goes_on(rest: str, goes_on: frozenset[str]) -> bool:
    """Tell whether the words after a number go on with a sentence instead of naming what is headed."""
    stripped = rest.lstrip(" \u00a0\t")
    if not stripped:
        return False
    if stripped[0] in ",;()[/" or stripped.endswith((",", ";")):
        return True
    first = re.split(r"\W+", stripped.lstrip(".:–—- "), maxsplit=1)[0]
    separated = rest[0] in ".:–—-"
    return not separated and (first.lower() in goes_on or first[:1].islower())


def _roman(low: str) -> int:
    values = [_ROMAN[letter] for letter in low]
    return sum(-v if v < max(values[n:], default=0) else v for n, v in enumerate(values))


@cache
def _words() -> _Words:
    raw = tomllib.loads(resources.files(__package__).joinpath("outlines.toml").read_text(encoding="utf-8"))
    level = {word: name for group in ("before", "after") for name, words in raw[group].items() for word in words}
    before, after = ("|".join(_sorted(raw[group])) for group in ("before", "after"))
    rest = r"(?P<rest>(?:[\s.:–—-].*)?)"
    return _Words(
        before=re.compile(
            rf"(?P<word>{before})(?![^\W\d_])\.?[ \u00a0\t]+(?:No\.? ?|№ ?)?(?P<number>{_NUMBER}){rest}", re.I | re.S
        ),
        after=re.compile(rf"(?P<number>\d+(?:-\d+)?)\s*[-–]?\s*(?P<word>{after})(?![^\W\d_]){rest}", re.I | re.S),
        level=level,
        alone={word: name for name, words in raw["alone"].items() for word in words},
        ends=tuple(raw["ends"]["words"]),
        goes_on=frozenset(raw["goes_on"]["words"]),
    )


def _sorted(levels: dict[str, list[str]]) -> list[str]:
    return [re.escape(w) for w in sorted((w for words in levels.values() for w in words), key=len, reverse=True)]
