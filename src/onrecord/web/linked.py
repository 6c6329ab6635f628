"""Numbers that lead to the statements that they count, as tables and pictures of the brief take them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.briefs.counts import Count
from onrecord.briefs.glance import NO_RIGHT, Bin, Line, title_of
from onrecord.briefs.promises import COLUMNS
from onrecord.briefs.words import word
from onrecord.dossier.overview import Cell
from onrecord.dossier.tallies import Tally, YearTally
from onrecord.records import CAMPS, RIGHTS, STANCES, Camp, Right, Stance, Voice
from onrecord.web.rendering import link

VOICES: tuple[tuple[Voice, str], ...] = (("attributed", "said by others"), ("author", "author’s own"))


_MOST_TICKS = 20
"""So many years have room for their number below the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What all numbers of a page have in common: the parameters of the list of statements."""

    params: Mapping[str, object]

    @property
    def rights(self) -> tuple[Right, ...]:
        """The rights that tables have a line for: the one that is asked for, or all."""
        only = self.params.get("right")
        return tuple(right for right in RIGHTS if only in (None, right))

    def count(self, n: int, label: str, **more: object) -> Count:
        """Return a number with the address of the statements that it counts."""
        address = link("/statements", {**self.params, "review": "standing", **more})
        return Count(n=n, anchor=address if n else None, label=label)

    def stances(self, counts: Mapping[Stance, int], label: str, **more: object) -> tuple[Count, ...]:
        """Return a number for each stance, and their sum."""
        each = [
            self.count(counts.get(s, 0), f"{label} · {word('stances', s)}", stance=s, **more) for s in STANCES
        ]  # fmt: skip
        return (*each, self.count(sum(counts.values()), label, **more))


def matrix_of_voices(base: Base, counted: Tally) -> tuple[Line, ...]:
    """Return rights by stance, what others say beside what the authors of documents say; then all statements."""
    found = [right for right in base.rights if any(key[0] == right for key in counted.stances)]
    lines = []
    for right in (*found, None):
        title = title_of(right) if right else "All statements"
        sides = [
            base.stances(
                {s: counted.stances.get((right, voice, s), 0) for s in STANCES},
                f"{title} · {name}",
                voice=voice,
                **({"right": right} if right else {}),
            )
            for voice, name in VOICES
        ]
        lines.append(Line(code=right or "all", title=title, others=sides[0], author=sides[1]))
    return tuple(lines)


def matrix_of_camps(base: Base, cells: Iterable[Cell], camps: Sequence[Camp]) -> tuple[Line, ...]:
    """Return rights by stance, what one camp says beside another; statements without a right in a line apart."""
    counts = {(cell.right, cell.camp, cell.stance): cell.count for cell in cells if cell.camp in camps}
    lines = []
    for right in (*(r for r in base.rights if any(key[0] == r for key in counts)), None):
        title = title_of(right) if right else NO_RIGHT
        sides = []
        for camp in camps:
            mine = {s: counts.get((right, camp, s), 0) for s in STANCES}
            made = base.stances(mine, f"{title} · {word('camps', camp)}", right=right, camp=camp, voice="attributed")
            sides.append(made if right else tuple(Count(n=one.n, label=one.label) for one in made))
        if right or any(one.n for side in sides for one in side):
            lines.append(Line(code=right or "none", title=title, others=sides[0], author=sides[1]))
    return tuple(lines)


def bins(base: Base, years: Sequence[YearTally]) -> tuple[Bin, ...]:
    """Return the years from the first to the last that are asked for, also those that no statement is about."""
    counts: dict[tuple[int, str], Counter[Stance]] = {}
    for one in years:
        counts.setdefault((one.year, one.voice), Counter())[one.stance] += one.count
    if not years:
        return ()
    since, until = str(base.params.get("since") or ""), str(base.params.get("until") or "")
    first = max(min(one.year for one in years), int(since[:4] or 0))
    last = min(max(one.year for one in years), int(until[:4] or 9999))
    every = 1 + (last - first) // _MOST_TICKS
    found = []
    for year in range(first, last + 1):
        limits = {
            name: given if given[:4] == str(year) else year for name, given in (("since", since), ("until", until))
        }
        others, author = (
            base.stances(counts.get((year, voice), {}), f"{year} · {name}", voice=voice, **limits)
            for voice, name in VOICES
        )
        short = "" if (last - year) % every else str(year)
        found.append(Bin(title=str(year), short=short, others=others, author=author))
    return tuple(found)


def year_lines(found: Sequence[Bin]) -> tuple[Line, ...]:
    """Return the years that a statement is about as lines of a table."""
    return tuple(
        Line(code=one.title, title=one.title, others=one.others, author=one.author)
        for one in found
        if one.others[-1] or one.author[-1]
    )


def peak(lines: Sequence[Line]) -> int:
    """Return the greatest number of a matrix but for its sums, by which its cells are shaded."""
    shaded = [line for line in lines if line.code not in ("all", "none")]
    return max((one.n for line in shaded for side in (line.others, line.author) for one in side[:-1]), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CampRow:
    """A camp: how many of its statements have each stance, then all; *bars* are their lengths in a hundred units."""

    code: Camp
    title: str
    counts: tuple[Count, ...]
    bars: tuple[tuple[Stance, float, float], ...]


def camp_rows(base: Base, camps: Mapping[tuple[Camp, Stance], int]) -> tuple[CampRow, ...]:
    """Return the camps that speak, the one with most statements first."""
    totals = Counter[Camp]()
    for (camp, _), n in camps.items():
        totals[camp] += n
    most = max(totals.values(), default=1)
    return tuple(
        CampRow(
            code=camp,
            title=word("camps", camp),
            counts=base.stances(
                {s: camps.get((camp, s), 0) for s in STANCES}, word("camps", camp), camp=camp, voice="attributed"
            ),
            bars=bars([camps.get((camp, s), 0) * 100 / most for s in STANCES]),
        )
        for camp in sorted(totals, key=lambda one: (-totals[one], CAMPS.index(one)))
    )


def bars(lengths: Sequence[float]) -> tuple[tuple[Stance, float, float], ...]:
    """Return where the part of each stance begins in a bar and how long it is; parts without length are left out."""
    at = [sum(lengths[:n]) for n in range(len(lengths))]
    return tuple(
        (stance, round(x, 2), round(long, 2)) for stance, x, long in zip(STANCES, at, lengths, strict=True) if long
    )


def courses(
    base: Base, acts: Mapping[tuple[Any, Any], int]
) -> tuple[tuple[str, str, tuple[tuple[Any, ...], ...]], ...]:
    """Return for each right what is promised, laid down in law and told of practice: the counts of acts, with words."""
    found = []
    for right in base.rights:
        cells = tuple(
            tuple(
                (
                    _said(word("acts", act), n),
                    base.count(n, f"{title_of(right)} · {word('acts', act)}", right=right, act=act),
                )
                for act in members
                if (n := acts.get((right, act), 0))
            )
            for _, members in COLUMNS
        )
        if any(cells):
            found.append((right, title_of(right), cells))
    return tuple(found)


def _said(act: str, n: int) -> str:
    """Return the word for an act, in the plural for several."""
    noun, _, more = act.partition(" ")
    return act if n == 1 else f"{noun}s {more}".strip()
