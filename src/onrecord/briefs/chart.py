"""The picture over time: one row of columns for each stance, one place for each stretch of time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.briefs.counts import Count
from onrecord.briefs.glance import Bin
from onrecord.briefs.words import sign, word
from onrecord.records import STANCES

LEFT, TOP, ROW, BAR, STEP, WIDE, GAP, FOOT = 92, 8, 54, 34, 72, 40, 26, 34
"""Units of the drawing: label column, top, height of a row, of the longest column, distance and width of columns."""
MAX_WIDTH = 860


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: *others* solid from the base line, *author* outlined above it; lengths in units of the drawing."""

    x: float
    base: float
    others_height: float
    author_height: float
    others: Count
    author: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A place on the time axis; *short* is empty where there is no room for a label."""

    x: float
    short: str
    is_known: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """The columns of one stance."""

    stance: str
    title: str
    sign: str
    base: float
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The whole picture; *rule_x* is where the unknown dates are set apart."""

    width: float
    height: float
    wide: float
    ticks: tuple[Tick, ...]
    strips: tuple[Strip, ...]
    rule_x: float | None


def draw(bins: Sequence[Bin]) -> Chart | None:
    """Lay the picture out; None if there is nothing to draw, or no date to draw it by."""
    highest = max((bin_.others[n].n + bin_.author[n].n for bin_ in bins for n in range(len(STANCES))), default=0)
    known = sum(1 for bin_ in bins if bin_.is_known)
    if not highest or not known:
        return None
    step = max(6.0, min(STEP, (MAX_WIDTH - LEFT - GAP) / max(1, len(bins))))
    xs = [LEFT + n * step + (GAP if n >= known else 0) for n in range(len(bins))]
    strips = [_strip(n, bins, xs, highest) for n in range(len(STANCES))]
    return Chart(
        width=xs[-1] + max(step, 70 if known < len(bins) else step) + 4,
        height=TOP + ROW * len(STANCES) + FOOT,
        wide=min(WIDE, step * 0.66),
        ticks=tuple(_ticks(bins, xs, step)),
        strips=tuple(strips),
        rule_x=LEFT + known * step + GAP / 2 - 4 if known < len(bins) else None,
    )


def _strip(n: int, bins: Sequence[Bin], xs: Sequence[float], highest: int) -> Strip:
    base = TOP + ROW * (n + 1) - 4.0
    columns = [_column(x, base, bin_.others[n], bin_.author[n], highest) for x, bin_ in zip(xs, bins, strict=True)]
    code = STANCES[n]
    return Strip(stance=code, title=word("stances", code), sign=sign(code), base=base, columns=tuple(columns))


def _column(x: float, base: float, others: Count, author: Count, highest: int) -> Column:
    unit = BAR / highest
    return Column(
        x=round(x, 1),
        base=base,
        others_height=round(others.n * unit, 1),
        author_height=round(author.n * unit, 1),
        others=others,
        author=author,
    )


def _ticks(bins: Sequence[Bin], xs: Sequence[float], step: float) -> list[Tick]:
    every = max(1, round(32 / step))
    return [
        Tick(x=round(x, 1), short=_short(bin_, n % every == 0), is_known=bin_.is_known)
        for n, (x, bin_) in enumerate(zip(xs, bins, strict=True))
    ]


def _short(bin_: Bin, has_room: bool) -> str:
    if not bin_.is_known:
        return bin_.short
    return bin_.short[2:] if len(bin_.short) > 4 and has_room else bin_.short if has_room else ""
