"""What the state is held to: each commitment, what was said of it since, and its status; and the silences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.briefs.promises import COLUMNS, column_of
from onrecord.briefs.rows import Row
from onrecord.briefs.words import say_partial, word
from onrecord.records import Commitment, CommitmentStatus

ORDER: tuple[CommitmentStatus, ...] = (
    "regressed", "not-fulfilled", "overdue", "disputed", "partly", "in-progress", "announced", "fulfilled-in-law",
    "fulfilled-late", "fulfilled", "not-due", "no-evidence",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A commitment with its evidence in the columns of promise, law and practice."""

    commitment: Commitment
    cells: tuple[tuple[Row, ...], ...]
    elsewhere: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many commitments have a status."""

    status: CommitmentStatus
    title: str
    meaning: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Commitments with evidence, the worst status first; *silent* are those of which nothing was heard since."""

    as_of: str | None
    tallies: tuple[Tally, ...]
    lines: tuple[Line, ...]
    silent: tuple[Commitment, ...]

    @property
    def size(self) -> int:
        """How many commitments there are."""
        return len(self.lines) + len(self.silent)


def find_held(commitments: Sequence[Commitment], rows: Sequence[Row]) -> Held:
    """Return the commitments with the evidence that the brief has."""
    by_id = {row.statement.id: row for row in rows}
    groups: dict[CommitmentStatus, list[Commitment]] = defaultdict(list)
    for commitment in commitments:
        groups[commitment.status].append(commitment)
    ordered = [one for status in ORDER for one in sorted(groups[status], key=_order)]
    return Held(
        as_of=max((one.as_of for one in commitments if one.as_of), default=None),
        tallies=tuple(_tally(status, len(groups[status])) for status in ORDER if groups[status]),
        lines=tuple(_line(one, by_id) for one in ordered if one.evidence),
        silent=tuple(sorted((one for one in ordered if not one.evidence), key=_order)),
    )


def held_meta(commitment: Commitment) -> str:
    """Say in one line what kind of commitment it is, to whom, when it was made and is due, and the state's answer."""
    made = say_partial(commitment.made) if commitment.made else "date unknown"
    said = [
        word("commitments", commitment.kind),
        f"to or by {commitment.to}" if commitment.to else "",
        commitment.reference or "",
        made,
        f"due {say_partial(commitment.deadline)}" if commitment.deadline else "",
        commitment.response or "",
        f"last heard of {say_partial(commitment.last_heard)}" if commitment.last_heard else "",
    ]
    return " · ".join(part for part in said if part)


def _order(commitment: Commitment) -> tuple[str, str, str, str]:
    return (commitment.made or "~", commitment.to or "", commitment.reference or "", commitment.id)


def _tally(status: CommitmentStatus, n: int) -> Tally:
    return Tally(status=status, title=word("statuses", status), meaning=word("status_meanings", status), n=n)


def _line(commitment: Commitment, rows: Mapping[str, Row]) -> Line:
    mine = [rows[key] for key in commitment.evidence if key in rows]
    last = len(COLUMNS)
    cells = tuple(tuple(row for row in mine if (column_of(row) or last) == n) for n in range(1, last + 1))
    return Line(commitment=commitment, cells=cells, elsewhere=len(commitment.evidence) - len(mine))
