"""What is disputed: opposite stances on one right at the same time; at different times they are then and now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onrecord.briefs.counts import Count, Index
from onrecord.briefs.glance import by_right, title_of
from onrecord.briefs.rows import Row
from onrecord.records import Camp, Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """Statements of opposite stance about one right in the same *years*; no years: the time is unknown."""

    years: tuple[int, ...]
    progress: tuple[Row, ...]
    against: tuple[Row, ...]

    @property
    def title(self) -> str:
        """The years, runs of years joined."""
        if not self.years:
            return "time unknown"
        runs: list[list[int]] = []
        for year in self.years:
            if runs and year == runs[-1][-1] + 1:
                runs[-1].append(year)
            else:
                runs.append([year])
        return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThenAndNow:
    """A year of a right on which both stances stand, in different years."""

    year: str
    progress: Count
    regress: Count
    mixed: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """One right: its disputes, and its opposite statements over time."""

    code: Right
    title: str
    disputes: tuple[Dispute, ...]
    over_time: tuple[ThenAndNow, ...]


def find_disputes(rows: Sequence[Row], index: Index, only: Sequence[Right] = ()) -> list[Disputed]:
    """Return, by right, the statements against each other and those that follow; the text of a law takes no side."""
    found = [_of_right(code, group, index) for code, group in by_right(rows, only).items()]
    return [right for right in found if right.disputes or right.over_time]


def _of_right(code: Right, rows: Sequence[Row], index: Index) -> Disputed:
    claims = [row for row in rows if _takes_side(row)]
    progress = [row for row in claims if row.statement.stance == "progress"]
    against = [row for row in claims if row.statement.stance in ("regress", "mixed")]
    return Disputed(
        code=code,
        title=title_of(code),
        disputes=_disputes(progress, against),
        over_time=_over_time(title_of(code), progress, against, index),
    )


def _takes_side(row: Row) -> bool:
    """Leave out a law's text, what nobody is known to say or another cites, and a mixed word on several rights."""
    is_unclear = row.statement.stance == "mixed" and len(row.statement.rights) > 1
    is_nobodys = all(voice.kind == "unresolved" for voice in row.voices)
    return not (row.is_provision or row.is_cited or is_unclear or is_nobodys)


def _disputes(progress: Sequence[Row], against: Sequence[Row]) -> tuple[Dispute, ...]:
    by_year, against_by_year = _by_year(progress), _by_year(against)
    out: dict[tuple[tuple[int, ...], tuple[int, ...]], list[int]] = {}
    kept: dict[tuple[tuple[int, ...], tuple[int, ...]], tuple[list[Row], list[Row]]] = {}
    for year in sorted(by_year.keys() & against_by_year.keys()):
        left = _opposed(by_year[year], against_by_year[year])
        right = _opposed(against_by_year[year], by_year[year])
        key = (tuple(r.number for r in left), tuple(r.number for r in right))
        if left:
            out.setdefault(key, []).append(year)
            kept[key] = (left, right)
    dated = [_dispute(sorted(y for y in out[key] if y), *pair) for key, pair in kept.items()]
    return tuple(sorted(dated, key=lambda d: d.years or (9999,)))


def _dispute(years: Sequence[int], progress: Sequence[Row], against: Sequence[Row]) -> Dispute:
    return Dispute(years=tuple(years), progress=_surest_first(progress), against=_surest_first(against))


def _surest_first(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Put doubtful readings last: no dispute is opened with one if there is another."""
    return tuple(sorted(rows, key=lambda row: row.band == "doubtful"))


def _by_year(rows: Iterable[Row]) -> dict[int, list[Row]]:
    """Group rows by each year in which they count; year 0 holds those whose time is unknown."""
    groups: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        first, last = row.years or (0, 0)
        for year in range(first, last + 1):
            groups[year].append(row)
    return groups


def _opposed(rows: Sequence[Row], others: Sequence[Row]) -> list[Row]:
    """Return those of *rows* that some of *others* stand against: another camp, or another voice of their document."""
    camps = {other.camps for other in others if other.camps}
    by_document: dict[int, list[Row]] = defaultdict(list)
    for other in others:
        by_document[other.source.number].append(other)
    return [row for row in rows if _meets_camp(row, camps) or _meets_voice(row, by_document[row.source.number])]


def _meets_camp(row: Row, camps: set[frozenset[Camp]]) -> bool:
    return bool(row.camps) and any(row.camps.isdisjoint(other) for other in camps)


def _meets_voice(row: Row, others: Sequence[Row]) -> bool:
    mine = {voice.key for voice in row.voices}
    return any(mine.isdisjoint(voice.key for voice in other.voices) for other in others)


def _over_time(title: str, progress: Sequence[Row], against: Sequence[Row], index: Index) -> tuple[ThenAndNow, ...]:
    """Return the years of both stances, if there are such in different years; a statement about two stands in each."""
    ups, downs = _by_year(progress), _by_year(against)
    known_ups, known_downs = ups.keys() - {0}, downs.keys() - {0}
    if not known_ups or not known_downs or known_ups == known_downs:
        return ()
    return tuple(
        ThenAndNow(
            year=str(year),
            progress=index.count(ups.get(year, ()), f"{title} · progress · about {year}"),
            regress=index.count(_with(downs.get(year, ()), "regress"), f"{title} · regress · about {year}"),
            mixed=index.count(_with(downs.get(year, ()), "mixed"), f"{title} · mixed · about {year}"),
        )
        for year in sorted(known_ups | known_downs)
    )


def _with(rows: Sequence[Row], stance: str) -> list[Row]:
    return [row for row in rows if row.statement.stance == stance]
