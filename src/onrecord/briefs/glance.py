"""At a glance: rights by stance, publication over time, acts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.briefs.counts import Count, Index
from onrecord.briefs.rows import Row
from onrecord.briefs.words import word, years_of
from onrecord.records import ACTS, RIGHTS, STANCES, Right, Stance
from onrecord.reference.rights import RIGHT_TITLES

MAX_MONTHS = 18
"""Publication dates within so many months are drawn by month, others by year."""
NO_RIGHT = "No right assigned"
VOICES = (("said by others", False), ("author’s own", True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a table of counts: for each voice (others, author) the counts by stance, then all."""

    code: str
    title: str
    others: tuple[Count, ...]
    author: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """A stretch of the time axis; *others* and *author* are counts by stance."""

    title: str
    short: str
    others: tuple[Count, ...]
    author: tuple[Count, ...]
    is_known: bool = True


def title_of(code: Right) -> str:
    """Return the title of a right."""
    return RIGHT_TITLES[code]


def by_right(rows: Iterable[Row], only: Sequence[Right] = ()) -> dict[Right, list[Row]]:
    """Group rows by right, in the order of the codes; a row with several rights stands under each of them."""
    groups: dict[Right, list[Row]] = {code: [] for code in RIGHTS}
    for row in rows:
        for code in row.statement.rights:
            groups[code].append(row)
    return {code: group for code, group in groups.items() if group and (not only or code in only)}


def matrix(rows: Sequence[Row], index: Index, only: Sequence[Right] = ()) -> list[Line]:
    """Return rights by stance; then the statements without a right; then all, each statement counted once."""
    lines = [_line(index, code, title_of(code), group) for code, group in by_right(rows, only).items()]
    none = [row for row in rows if not row.statement.rights]
    lines += [_line(index, "none", NO_RIGHT, none)] if none else []
    return [*lines, _line(index, "all", "All statements", rows)]


def acts(rows: Sequence[Row], index: Index) -> list[Line]:
    """Return acts by stance, without acts that do not occur."""
    groups = {act: [row for row in rows if row.statement.act == act] for act in ACTS}
    return [_line(index, act, word("acts", act).capitalize(), group) for act, group in groups.items() if group]


def _line(index: Index, code: str, title: str, rows: Sequence[Row]) -> Line:
    others, author = (_by_stance(index, rows, title, is_author, voice) for voice, is_author in VOICES)
    return Line(code=code, title=title, others=others, author=author)


def _by_stance(index: Index, rows: Sequence[Row], title: str, is_author: bool, voice: str) -> tuple[Count, ...]:
    groups: dict[Stance, list[Row]] = {stance: [] for stance in STANCES}
    mine = [row for row in rows if row.is_author == is_author]
    for row in mine:
        groups[row.statement.stance].append(row)
    counted = [index.count(group, f"{title} · {word('stances', s)} · {voice}") for s, group in groups.items()]
    return (*counted, index.count(mine, f"{title} · {voice}"))


def timeline(rows: Sequence[Row], index: Index) -> list[Bin]:
    """Return the statements by the month or year in which their documents were published; unknown dates last."""
    spans = {row.source.document.id: _days(row) for row in rows}
    is_monthly = _fits_months([days for days in spans.values() if days])
    groups: dict[str | None, list[Row]] = defaultdict(list)
    for row in rows:
        groups[_bin_of(spans[row.source.document.id], is_monthly)].append(row)
    bins = [_bin(index, name, groups.get(name, [])) for name in _axis([key for key in groups if key], is_monthly)]
    return bins + ([_bin(index, None, groups[None])] if groups.get(None) else [])


def _days(row: Row) -> tuple[str, str] | None:
    when = row.source.document.published
    if years_of(when) is None:
        return None
    return (when.start or when.end or "", when.end or when.start or "")


def _fits_months(spans: Sequence[tuple[str, str]]) -> bool:
    if not spans or any(start[:7] != end[:7] for start, end in spans):
        return False
    months = [int(start[:4]) * 12 + int(start[5:7] or 1) for start, _ in spans]
    return 1 < max(months) - min(months) + 1 <= MAX_MONTHS


def _bin_of(span: tuple[str, str] | None, is_monthly: bool) -> str | None:
    if span is None or span[0][:4] != span[1][:4]:
        return None
    return span[0][:7] if is_monthly else span[0][:4]


def _axis(names: Sequence[str], is_monthly: bool) -> list[str]:
    """Return every month or year from the first to the last, also those in which nothing was published."""
    if not names:
        return []
    first, last = min(names), max(names)
    if not is_monthly:
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    start, end = (int(name[:4]) * 12 + int(name[5:7]) - 1 for name in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]


def _bin(index: Index, name: str | None, rows: Sequence[Row]) -> Bin:
    title = f"published {name}" if name else "date unknown or not within one year"
    others, author = (_by_stance(index, rows, title, is_author, voice) for voice, is_author in VOICES)
    return Bin(title=title, short=name or "unknown", others=others, author=author, is_known=name is not None)
