"""Penalties in provisions: which kind, how much, and whether a change makes them heavier."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

from onrecord.records import Span
from onrecord.records.bills import PenaltyChange
from onrecord.text.spans import overlap

_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f,.']\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_CUE_BEFORE = 220  # characters in which the words that name a penalty stand before its measure
_CUE_AFTER = 40
_SAME = re.compile(
    r"[^,.;]{0,20}\b(?:на тот же срок|the same (?:term|period))|[^,.;]{0,20}\b(?:в том же размере|the same amount)",
    re.I,
)
_Limits = dict[tuple[str, str], tuple[float, float]]
_SENTENCE = re.compile(r"[^.;\n]*(?:\.(?=\d)[^.;\n]*)*[.;\n]?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty:
    """A penalty that a text threatens.

    *least* and *most* are days for time, hours for work, else counts of *unit*: a currency, `index` for multiples of a
    calculation index, `share` for per cent. Both are None for a penalty without measure. *span* covers its words.
    """

    kind: str
    unit: str = ""
    least: float | None = None
    most: float | None = None
    span: Span


class _Rules(NamedTuple):
    kinds: list[tuple[str, str, re.Pattern[str]]]
    absolute: list[tuple[str, re.Pattern[str]]]
    rank: dict[str, int]
    quantity: re.Pattern[str]
    units: list[tuple[str, str, float, re.Pattern[str]]]
    numbers: dict[str, int]
    most: re.Pattern[str]
    least: re.Pattern[str]
    punishing: re.Pattern[str]


def find_penalties(text: str) -> tuple[Penalty, ...]:
    """Return the penalties of a provision, in order: English and Russian."""
    found = [
        p for match in _SENTENCE.finditer(text) if match.group() for p in _of_sentence(match.group(), match.start())
    ]
    return tuple(sorted(found, key=lambda p: p.span))


def compare_penalties(before: str, after: str) -> PenaltyChange | None:
    """Tell whether a changed provision threatens more or less than it did; None if nothing about it changed.

    A heavier kind, or more of the same kinds and less of none, is `up`; the reverse `down`; another kind of the same
    weight, or more here and less there, `other`.
    """
    old, new = _limits(find_penalties(before)), _limits(find_penalties(after))
    if old == new:
        return None
    heaviest = [max((_rules().rank[kind] for kind, _ in side), default=0) for side in (old, new)]
    if heaviest[0] != heaviest[1]:
        return "up" if heaviest[1] > heaviest[0] else "down"
    if old.keys() != new.keys():
        return _heaviest_move(old, new, heaviest[0])
    moves = {_sign(new[key], old[key]) for key in old} - {0}
    return "up" if moves == {1} else "down" if moves == {-1} else "other"


def _heaviest_move(old: _Limits, new: _Limits, rank: int) -> PenaltyChange:
    """Where other kinds came or went, tell by the heaviest kind alone whether it became more or less."""
    shared = [key for key in old.keys() & new.keys() if _rules().rank[key[0]] == rank]
    moves = {_sign(new[key], old[key]) for key in shared} - {0}
    return "up" if moves == {1} else "down" if moves == {-1} else "other"


def _limits(penalties: Sequence[Penalty]) -> _Limits:
    """Return the greatest and smallest measure by kind and unit; what has no upper limit counts its lower."""
    limits: _Limits = {}
    for p in penalties:
        most = p.most if p.most is not None else p.least or 0.0
        held = limits.get((p.kind, p.unit), (0.0, 0.0))
        limits[p.kind, p.unit] = (max(held[0], most), max(held[1], p.least or 0.0))
    return limits


def _sign(new: tuple[float, float], old: tuple[float, float]) -> int:
    """Compare the greatest measures, then the smallest."""
    return (new > old) - (new < old)


def _of_sentence(sentence: str, start: int) -> Iterator[Penalty]:
    absolute = [
        Penalty(kind=name, span=(start + match.start(), start + match.end()))
        for name, cue in _rules().absolute
        for match in cue.finditer(sentence)
    ]
    measured = list(_measured(sentence, start))
    yield from [*absolute, *measured]
    if _rules().punishing.search(sentence):
        yield from _unmeasured(sentence, start, measured, [p.span for p in absolute])


def _unmeasured(sentence: str, start: int, measured: Sequence[Penalty], taken: Sequence[Span]) -> Iterator[Penalty]:
    """Return kinds named without a measure of their own: `or a fine`; `for the same term` takes the one before."""
    done = {p.kind for p in measured}
    for name, _, cue in _rules().kinds:
        match = None if name in done else cue.search(sentence)
        if match is None:
            continue
        span = (start + match.start(), start + match.end())
        if any(overlap(span, other) for other in taken):
            continue
        same = _SAME.match(sentence, match.end())
        before = [p for p in measured if p.span[1] <= span[0]] if same else []
        last = before[-1] if before else Penalty(kind=name, span=span)
        yield Penalty(kind=name, unit=last.unit, least=last.least, most=last.most, span=span)


def _measured(sentence: str, start: int) -> Iterator[Penalty]:
    for match in _rules().quantity.finditer(sentence):
        unit, measure, factor = _unit(match["unit"] or match["mark"])
        kind = _kind(sentence, match.start(), match.end(), measure)
        if kind is None:
            continue
        least, most = _range(match, sentence)
        yield Penalty(
            kind=kind,
            unit=unit,
            least=least * factor if least is not None else None,
            most=most * factor if most is not None else None,
            span=(start + match.start(), start + match.end()),
        )


def _unit(word: str) -> tuple[str, str, float]:
    return next((unit, measure, factor) for unit, measure, factor, pattern in _rules().units if pattern.fullmatch(word))


def _kind(sentence: str, start: int, end: int, measure: str) -> str | None:
    """Return the kind of penalty that is named nearest: right after a measure (five years' imprisonment), or before."""
    best: tuple[int, str] | None = None
    for name, of, cue in _rules().kinds:
        if of != measure:
            continue
        for match in cue.finditer(sentence, max(0, start - _CUE_BEFORE), min(len(sentence), end + _CUE_AFTER)):
            distance = start - match.end() if match.end() <= start else match.start() - end
            is_fitting = match.end() <= start or sentence[end : match.start()].strip(" '’") in ("", "of", "in", "s")
            if is_fitting and (best is None or distance < best[0]):
                best = (distance, name)
    return best[1] if best else None


def _range(match: re.Match[str], sentence: str) -> tuple[float | None, float | None]:
    first, second = _number(match["first"]), _number(match["second"]) if match["second"] else None
    if second is not None:
        return min(first, second), max(first, second)
    before = sentence[max(0, match.start() - 30) : match.start()]
    if _rules().most.search(before):
        return None, first
    if _rules().least.search(before):
        return first, None
    return first, first


def _number(written: str) -> float:
    """Read a number in digits or words: 15 000 000, 2,5, twenty-five, двух тысяч, 2 million."""
    total, part = 0.0, 0.0
    for piece in re.findall(rf"{_DIGITS}|[^\W\d_]+", written.lower()):
        value = float(_rules().numbers[piece]) if piece in _rules().numbers else _digits(piece)
        if value >= 1000 and piece in _rules().numbers:
            total, part = total + max(part, 1) * value, 0.0
        elif value == 100 and 0 < part < 10 and piece in _rules().numbers:
            part *= value
        else:
            part += value
    return total + part


def _digits(piece: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:[ \u00a0\u202f,.']\d{3})+", piece):
        return float(re.sub(r"\D", "", piece))
    return float(piece.replace(",", "."))


@cache
def _rules() -> _Rules:
    raw = tomllib.loads(resources.files(__package__).joinpath("penalties.toml").read_text(encoding="utf-8"))
    numbers: dict[str, int] = raw["numbers"]
    units = [
        *((unit, "time", raw["time_days"][unit], words) for unit, words in raw["time"].items()),
        *(("hours", "hours", 1.0, words) for words in raw["hours"].values()),
        *((unit, "money", 1.0, words) for unit, words in raw["money"].items()),
    ]
    return _Rules(
        kinds=[(kind["name"], kind["measure"], _any(kind["cue"])) for kind in raw["kind"]],
        absolute=[(kind["name"], _any(kind["cue"])) for kind in raw["absolute"]],
        rank={kind["name"]: kind["rank"] for kind in raw["kind"] + raw["absolute"]},
        quantity=_quantity(numbers, [word for *_, words in units for word in words]),
        units=[("time" if of == "time" else unit, of, factor, _any(words)) for unit, of, factor, words in units],
        numbers=numbers,
        most=re.compile(rf"(?:{'|'.join(raw['limits']['most'])})\W*\Z", re.I),
        least=re.compile(rf"(?:{'|'.join(raw['limits']['least'])})\W*\Z", re.I),
        punishing=_any(raw["punishing"]["words"]),
    )


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.I)


def _quantity(numbers: dict[str, int], units: Sequence[str]) -> re.Pattern[str]:
    """Return the pattern of a measure: a number or a range before its unit, or an amount behind its currency."""
    word = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    digits = rf"(?:{_DIGITS})(?:\s+(?:thousand|million|тысяч\w*|миллион\w*)(?!\w))?"
    words = rf"(?:{word})(?!\w)(?:[\s-]+(?:and\s+)?(?:{word})(?!\w))*"
    number = rf"(?:{digits}|{words})"
    to = r"(?:\s+to\s+|\s*[–—-]\s*|\s+до\s+|(?(between)\s+and\s+|(?!)))"
    unit = "|".join(units)
    mark = r"€|£|US\$|\$|EUR|USD|GBP|KZT|RUB"
    brackets = r"(?:\s*\([^)]{1,30}\))?"
    return re.compile(
        rf"(?P<between>between\s+)?(?:(?P<mark>{mark})\s?)?(?<!\w)(?P<first>{number}){brackets}"
        rf"(?:{to}(?:(?:{mark})\s?)?(?P<second>{number}){brackets})?"
        rf"(?:(?(mark)|(?!))|[\s-]*(?P<unit>{unit})(?!\w)['’]?)",
        re.I,
    )
