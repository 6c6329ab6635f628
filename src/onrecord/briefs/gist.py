"""The gist: for each right how much is disputed, promised, laid down in law and told of practice; and in all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.briefs.counts import Count, Index
from onrecord.briefs.disputes import Disputed
from onrecord.briefs.glance import by_right, title_of
from onrecord.briefs.promises import COLUMNS, column_of
from onrecord.briefs.rows import Row
from onrecord.records import Right


@dataclass(frozen=True, slots=True, kw_only=True)
class GistLine:
    """One right, or all together: the statements in dispute, then those in each of `COLUMNS`."""

    code: str
    title: str
    disputed: Count
    columns: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gist:
    """A line for each right, and *total*, in which each statement is counted once."""

    lines: tuple[GistLine, ...]
    total: GistLine


def find_gist(rows: Sequence[Row], disputed: Sequence[Disputed], index: Index, only: Sequence[Right] = ()) -> Gist:
    """Count by right what the sections on disputes and promises hold."""
    opposed: dict[str, list[Row]] = {right.code: _rows_of(right) for right in disputed}
    groups = by_right(rows, only)
    lines = [_line(code, title_of(code), group, opposed.get(code, []), index) for code, group in groups.items()]
    every = [row for group in groups.values() for row in group]
    total = _line("all", "All rights", every, [row for group in opposed.values() for row in group], index)
    return Gist(lines=tuple(lines), total=total)


def _rows_of(right: Disputed) -> list[Row]:
    return [row for dispute in right.disputes for row in (*dispute.progress, *dispute.against)]


def _line(code: str, title: str, rows: Sequence[Row], opposed: Sequence[Row], index: Index) -> GistLine:
    columns = [
        index.count((row for row in rows if column_of(row) == n), f"{title} · {name}")
        for n, (name, _) in enumerate(COLUMNS, start=1)
    ]
    return GistLine(
        code=code, title=title, disputed=index.count(opposed, f"{title} · disputed"), columns=tuple(columns)
    )
