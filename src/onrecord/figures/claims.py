"""What a sentence claims of an index: ranks, numbers of countries, values, levels, changes, comparisons."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Literal

from onrecord.figures.mentions import find_region
from onrecord.figures.numbers import Number, find_numbers
from onrecord.records import Span

Kind = Literal["rank", "countries", "value", "level", "rank-change", "value-change", "superlative", "relation", "among"]


FEWEST, MOST = 20, 260
"""An index ranks so many countries."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim at *span* of its sentence.

    *value* is the number; of a change how much, better counted up for ranks (*direction* is 1 for up, -1 for down).
    *top* is the highest value that the text names ("23 out of 100"). *level* are the words of a level. *start* and
    *goal* are the ranks or values at both ends, where the text gives them. *is_good*: a comparison means the good end.
    *is_near*: the text says "about". *is_explicit*: the words alone say that it is a figure of a ranking.
    """

    kind: Kind
    span: Span
    value: float | None = None
    decimals: int = 0
    direction: int = 0
    top: float | None = None
    level: str = ""
    start: float | None = None
    goal: float | None = None
    is_good: bool = True
    is_near: bool = False
    is_explicit: bool = False


@cache
def words() -> dict[str, str]:
    """Return the words around figures."""
    raw: dict[str, str] = tomllib.loads(
        resources.files(__package__).joinpath("claims.toml").read_text(encoding="utf-8")
    )
    return raw


@cache
def _re(pattern: str) -> re.Pattern[str]:
    """Compile *pattern*, names in angle brackets replaced by their words."""
    for name, alternatives in words().items():
        pattern = pattern.replace(f"<{name}>", f"(?:{alternatives})")
    return re.compile(pattern, re.IGNORECASE)


_RANKED = (
    r"\b(?:rank(?:ed|s|ing|ings)?|plac(?:ed|es|ing)|place|position(?:ed)?|stands?|stood|came|comes|sits?|sat|listed"
    r"|finish(?:ed)?|spot|index)\b"
)
_RANK_BEFORE = (
    r"(?:\b(?:rank(?:ed|s|ing)?|placed|place|position|spot|ranked\s+(?:it|them|\w+))\s*(?:(?:it|the\s+country|\w+)\s+)?"
    r"(?:(?:at|as|of|is|was|number|no\.?|in\s+place|in\s+position|to|from|the)\s*)*#?|(?:\bnumber|\bno\.?|#)\s?)$"
)
_TOTAL = (
    r"(?:\s+points?)?(?:\s+(?:place|position|spot|rank))?,?\s*"
    r"(?:(?:out\s+of|of|among|from|/)\s*(?:the\s+|all\s+|an?\s+|total\s+of\s+|some\s+)*)"
    r"(?P<n>\d{2,3})\b(?!\.\d|%|st|nd|rd|th)(?P<unit>\s+(?:\w+\s+)?<units>)?"
)
_COVERS = (
    r"(?:\b(?:across|among|of|in|for|there\s+(?:were|are)"
    r"|(?:cover|assess|rank|measur|includ|survey|evaluat|compar|rat)(?:e?s|e?d|ing)?)"
    r"\s+(?:the\s+|all\s+|some\s+|a\s+total\s+of\s+|only\s+|just\s+)?)$"
)
_SCORE_BEFORE = r"\b(?:<score>|<gives>)\b(?:[^.;\d]|\b(?:19|20)\d\d\b){0,60}$"
_BETWEEN = r"[^;.]{0,60}?"


def find_claims(text: str, tops: frozenset[float] = frozenset(), levels: Sequence[str] = ()) -> list[Claim]:
    """Return the claims of a sentence.

    Args:
        text: the sentence.
        tops: the highest values of the indices meant, to tell "23 out of 100" from a rank.
        levels: the words of their levels.
    """
    numbers = find_numbers(text)
    changes = list(_changes(text, numbers))
    taken = [c.span for c in changes if c.value is not None and c.start is None]
    found: list[Claim] = []
    for number in numbers:
        if not _is_in(number, [*taken, *(c.span for c in found)]) and not _is_scale(text, number):
            found += _figure(text, number, tops)
    found += _level_claims(text, levels)
    return sorted([*changes, *found, *_comparisons(text)], key=lambda c: (c.span, c.kind))


def _is_in(number: Number, spans: Sequence[Span]) -> bool:
    return any(start <= number.start < end for start, end in spans)


def _is_scale(text: str, number: Number) -> bool:
    """Tell the ends of a scale: "on a scale from 0 to 1", "between 0 (worst) and 100"."""
    left = text[max(0, number.start - 60) : number.start]
    return bool(
        _re(
            r"\b(?:scale\s+(?:of(?!\s+\d{4})|from|between|runs|running|where|that|in\s+which)|rang(?:e|es|ing)\s+(?:from|between))\b[^.;,]{0,45}$"
        ).search(left)
    )


# Ranks, numbers of countries, values


def _figure(text: str, number: Number, tops: frozenset[float]) -> Iterator[Claim]:
    left, right = text[max(0, number.start - 70) : number.start], text[number.end : number.end + 60]
    total = _re(_TOTAL).match(right)
    near = bool(_re(r"\b<near>\s+$").search(left))
    if number.form == "ordinal":
        if (group := _group_after(right)) is not None:
            is_meant = is_rank_ordinal(text, number, left, right) or text[number.start].isdigit()
            if is_meant and not re.match(r"\s*[A-Z]", right):
                yield Claim(
                    kind="superlative", span=(number.start, number.end + group), value=number.value, is_explicit=True
                )
            return
        if is_rank_ordinal(text, number, left, right):
            yield from _rank(number, total, near=near, explicit=_has_ground(left, right, total))
        return
    if number.form == "word":
        return
    if total and (float(total["n"]) in tops and not total["unit"]):
        yield _value(number, (number.start, number.end + total.end("n")), near, top=float(total["n"]))
        return
    if number.form == "whole" and _is_ranked(text, left, total, has_tops=bool(tops)):
        yield from _rank(number, total, near=near, explicit=True)
    elif number.value >= FEWEST and _re(r"\s+(?:\w+\s+)?<units>\b").match(right) and _re(_COVERS).search(left):
        yield Claim(kind="countries", span=_span(number), value=number.value, is_near=near)
    elif _is_value(text, number, left, right):
        yield _value(number, _span(number), near, sure=bool(_re(r"\b<score>\b").search(left[-45:] + right[:8])))


def _is_ranked(text: str, left: str, total: re.Match[str] | None, *, has_tops: bool) -> bool:
    """Tell whether a whole number is a rank: "ranked 65", "number 65", "153 of 180 countries", "sits at 113"."""
    if total and (total["unit"] or _re(r"\brank").search(text)):
        return True
    is_at = _re(r"\b(?:sits?|sat|stands?|stood|lies|lay|puts?|placed)\s+(?:\w+\s+)?at\s+$").search(left)
    return bool(_re(_RANK_BEFORE).search(left) or (is_at and not has_tops))


def _group_after(right: str) -> int | None:
    """Return where the words for a group of countries end, right after a rank: "third in Central Asia"."""
    link = _re(r"\s+(?:place\s+)?(?:in|among|of|within)\s+(?:the\s+)?(?:countries\s+of\s+)?(?:the\s+)?").match(right)
    if link is None:
        return None
    nameless = _re(r"(?:region|neighbou?rhood|<places_of_the_world>)\b").match(right, link.end())
    found = find_region(right[link.start() :])
    if nameless:
        return nameless.end()
    return link.start() + found[0][1] if found and link.start() + found[0][0] <= link.end() else None


def _span(number: Number) -> Span:
    return (number.start, number.end)


def _value(number: Number, span: Span, near: bool, top: float | None = None, sure: bool = False) -> Claim:
    return Claim(
        kind="value", span=span, value=number.value, decimals=number.decimals, top=top, is_near=near,
        is_explicit=top is not None or sure,
    )  # fmt: skip


def _rank(number: Number, total: re.Match[str] | None, *, near: bool, explicit: bool) -> Iterator[Claim]:
    yield Claim(kind="rank", span=_span(number), value=number.value, is_near=near, is_explicit=explicit)
    if total and FEWEST <= float(total["n"]) <= MOST:
        start = number.end + total.start("n")
        span = (start, number.end + total.end("n"))
        yield Claim(kind="countries", span=span, value=float(total["n"]), is_explicit=True)


def is_rank_ordinal(text: str, number: Number, left: str, right: str) -> bool:
    """Tell whether an ordinal may be a rank: not a century, a session, a day or a "second reason"."""
    if _re(r"\s+(?:\w+\s+)?<other_ordinals>\b").match(right) or not number.value:
        return False
    if number.value <= 10 and not text[number.start].isdigit():
        return bool(
            _re(r"\b(?:rank(?:ed|s|ing)?|placed|came|comes|finish(?:ed)?|stood|stands)\s+(?:\w+\s+){0,2}$").search(left)
            or _group_after(right) is not None
            or _re(r"\s+(?:place\b|position\b|spot\b|(?:out\s+)?of\s+(?:the\s+)?\d)").match(right)
        )
    if not _re(r"\s*(?:[.,;:()”\"’'–—-]|$|<rank_goes_on>\b)").match(right):
        return False
    return not re.match(r"\s+[A-Z]\w+\s+(?:Committee|Assembly|Congress|Session|Amendment|Army|Street)", right)


def _has_ground(left: str, right: str, total: re.Match[str] | None) -> bool:
    return bool(
        (total and total["unit"])
        or _re(_RANKED).search(left[-45:])
        or _re(r"\s+(?:place|position|spot|out\s+of)\b").match(right)
        or (
            _re(r"\b(?:was|were|is|are|at|in)\s+(?:a\s+\w+\s+)?$").search(left)
            and _re(r"(?:\s+(?:in|today|now|last)\b|[,.;)]|$)").match(right)
        )
    )


def _is_value(text: str, number: Number, left: str, right: str) -> bool:
    if _re(r"\s*(?:<places>|<units>)\b").match(right):
        return False
    if _re(r"\s?(?:points?|pts)\b").match(right):
        return not _re(r"\b(?:by|<up>|<down>)\s+(?:(?:by|another|an?|<near>)\s+)*$").search(left)
    if _re(r"\b<bounds>\s+$").search(left) or left.endswith(("−", "-")):
        return False
    if not _re(r"\s*(?:[.,;:()”\"’'–—-]|$|<goes_on>\b)").match(right):
        return False
    if number.form == "decimal" and number.decimals >= 2:
        return True
    is_second = _re(r"\b\d+\s+(?:for|on)\s+[\w\s]{3,30}\band\s+$").search(left) and _re(r"\s+(?:for|on)\b").match(right)
    is_end = _re(r"\b(?:from|to)\s+$").search(left) and _re(r"\b(?:scor|rating|level)").search(text)
    is_aside = left.endswith("(") and right.startswith(")") and _re(r"\b(?:scor|points)").search(text)
    return bool(_re(_SCORE_BEFORE).search(left) or is_second or is_end or is_aside)


# Levels


def _level_claims(text: str, levels: Sequence[str]) -> Iterator[Claim]:
    taken: list[Span] = []
    for level in sorted(levels, key=len, reverse=True):
        for m in _level(level).finditer(text):
            before = text[: m.start("level")]
            if _re(r"\b(?:n?ever|once|formerly|no\s+longer)\s+(?:\w+\s+){0,2}[“\"]?$").search(before):
                continue
            if not any(m.start("level") < end and m.end("level") > start for start, end in taken):
                taken.append(m.span("level"))
                yield Claim(kind="level", span=m.span("level"), level=level)


@cache
def _level(level: str) -> re.Pattern[str]:
    body = re.escape(level).replace(r"\ ", r"[\s-]")
    if level == "Free":
        return re.compile(
            rf"\b(?:rat(?:ed|es|ing)|rank(?:ed|s)|status(?:\s+(?:of|as|is|was))?|as|classif\w+|label\w+|designat\w+|considered|deemed|from|to|category)"
            rf"\s+(?:\w+\s+)?(?:as\s+)?[“\"‘']?(?P<level>{body})(?![\w-])(?!\s+[A-Z])"
        )
    if level[0].isupper():
        low = level.replace("y F", "y f").replace("t F", "t f")
        return re.compile(rf"(?<![\w-])(?P<level>{body}|(?<=[“\"‘']){re.escape(low)}(?=[”\"’']))(?![\w-])")
    return re.compile(
        rf"\b(?:an?|as|into\s+an?|to)\s+[“\"‘']?(?P<level>{body})(?![\w-])(?!\s+(?:index|score))", re.IGNORECASE
    )


# Changes


def _changes(text: str, numbers: Sequence[Number]) -> Iterator[Claim]:
    for number in numbers:
        if number.form in ("word", "whole", "decimal") and (claim := _change(text, number)):
            yield claim
    ordinals = [n for n in numbers if n.form == "ordinal"]
    for first, second in [*pairwise(ordinals), *pairwise(n for n in numbers if n.form != "ordinal")]:
        if claim := _ends(text, first, second):
            yield claim


def _change(text: str, number: Number) -> Claim | None:
    """Read "climbed six positions", "fell by 10 places", "a three-place drop", "five places lower"."""
    after = _re(r"(?:\s+|-)(?P<what>(?:\w+\s+){0,2}?(?P<p><places>)|points?)\b").match(text, number.end)
    if after is None:
        return None
    kind: Kind = "rank-change" if after["p"] else "value-change"
    left = text[max(0, number.start - 60) : number.start]
    right = text[after.end() : after.end() + 40]
    before = list(_re(r"\b(?P<u><up>)\b|\b(?P<d><down>)\b").finditer(left))
    behind = _re(r"\s+(?:(?P<u><up>)|(?P<d><down>))\b").match(right)
    verb = next((m for m in reversed(before) if _is_close(left[m.end() :])), None) or behind
    if verb is None:
        return None
    direction = 1 if verb["u"] else -1
    start = number.start - (len(left) - verb.start()) if verb is not behind else number.start
    end = after.end() + (behind.end() if behind and verb is behind else 0)
    near = bool(_re(r"\b<near>\s+$").search(left))
    return Claim(
        kind=kind, span=(start, end), value=number.value, decimals=number.decimals, direction=direction, is_near=near,
        is_explicit=True,
    )  # fmt: skip


def _is_close(between: str) -> bool:
    """Tell whether the words between a verb and its number belong to it."""
    return bool(
        _re(
            r"\s*(?:(?:by|at|since\s+\d{4}|up|down|back|a|an|another|a\s+further|some|as\s+many\s+as|only|just|of|its|the\s+country|in\s+the\s+ranking|<near>)\s*)*"
        ).fullmatch(between)
    )


def _ends(text: str, first: Number, second: Number) -> Claim | None:
    """Read "from 74th in 2019 to 66th", "from 0.51 to 0.52", "to 70th from 66th"."""
    between = text[first.end : second.start]
    left = text[max(0, first.start - 12) : first.start]
    is_onward = _re(r"\bfrom\s+(?:a\s+)?$").search(left) and _re(_BETWEEN + r"\bto\s+(?:a\s+)?").fullmatch(between)
    is_back = _re(r"\bto\s+(?:a\s+)?$").search(left) and _re(_BETWEEN + r"\bfrom\s+(?:a\s+)?").fullmatch(between)
    if _is_scale(text, second) or not (is_onward or is_back) or (first.form == "ordinal") != (second.form == "ordinal"):
        return None
    start, goal = (first.value, second.value) if is_onward else (second.value, first.value)
    is_rank = first.form == "ordinal" or bool(_re(r"\brank|\bplace|\bposition").search(text[: first.start]))
    return Claim(
        kind="rank-change" if is_rank else "value-change",
        span=(first.start, second.end),
        value=start - goal if is_rank else goal - start,
        decimals=max(first.decimals, second.decimals),
        start=start,
        goal=goal,
        is_explicit=first.form == "ordinal",
    )


# Comparisons


def _comparisons(text: str) -> Iterator[Claim]:
    for m in _re(
        r"\b(?:(?P<g><good>)|(?P<b><bad>))(?:[-\s](?:rank\w*|plac\w*|scor\w*|rat\w*|perform\w*|country|state|nation|republic|position))*\s+(?:of|in|among|across)\s+(?:(?:all\s+)?(?:of\s+)?(?:the\s+)?)(?P<where>[\w\s-]{2,45})"
    ).finditer(text):
        end = m.start("where") + _end_of_group(m["where"])
        yield Claim(kind="superlative", span=(m.start(), end), is_good=bool(m["g"]), is_explicit=True)
    for m in _re(r"\b(?:(?P<w><worse>)|(?P<b><better>))\s+").finditer(text):
        yield Claim(kind="relation", span=m.span(), is_good=bool(m["b"]), is_explicit=True)
    ten = r"(?P<n>\d{1,2}|five|ten|fifteen|twenty|thirty|forty|fifty)"
    for m in _re(
        r"\b(?:(?P<g>best|top|highest|freest)|(?P<b>worst|bottom|lowest|last|least\s+free))[-\s]"
        rf"{ten}\b(?!%)|\b{ten.replace('<n>', '<k>')}\s+"
        r"(?:(?P<h>best|highest|freest)|(?P<c>worst|lowest|least\s+free))\b"
    ).finditer(text):
        if count := _count(m["n"] or m["k"]):
            yield Claim(kind="among", span=m.span(), value=count, is_good=bool(m["g"] or m["h"]), is_explicit=True)


def _end_of_group(where: str) -> int:
    """Return where the words for a group of countries end: "Central Asia", "the region", else up to the next clause."""
    if (found := find_region(where)) and found[0][0] < 30:
        return found[0][1]
    if found := find_region(f"the {where}"):
        return found[0][1] - 4
    stop = _re(r"\s(?:in|with|according|for|by|on|since|and|but|that|which|as|says?)\b").search(where, 2)
    return stop.start() if stop else len(where.rstrip())


def _count(word: str) -> float:
    found = find_numbers(f"{word} ")
    return found[0].value if found else 0.0
