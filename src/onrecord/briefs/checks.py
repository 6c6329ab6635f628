"""Figures held against their indices, as a brief prints them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.briefs.rows import Row
from onrecord.records import FIGURE_VERDICTS, FigureCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """A check with the row of its statement and the words of the figure; *picture* is SVG, or empty."""

    check: FigureCheck
    row: Row
    words: str
    picture: str


_ORDER = {verdict: n for n, verdict in enumerate(dict.fromkeys(("differs", "not-comparable", *FIGURE_VERDICTS)))}


def find_checks(checks: Sequence[FigureCheck], pictures: Mapping[str, str], rows: Sequence[Row]) -> list[CheckLine]:
    """Return the checks of figures that *rows* name, what differs first."""
    by_id = {row.statement.id: row for row in rows}
    lines = [
        CheckLine(
            check=check,
            row=by_id[check.statement],
            words=by_id[check.statement].words([check.span]),
            picture=pictures.get(check.id, ""),
        )
        for check in checks
        if check.statement in by_id
    ]
    return sorted(lines, key=lambda line: (_ORDER[line.check.verdict], line.row.number, line.check.span, line.check.id))
