"""How sure the machine is of its readings: the band of each statement, and how often such were wrong in a test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.briefs.counts import Count, Index
from onrecord.briefs.rows import Row
from onrecord.briefs.words import word
from onrecord.models.confidence import BandCode, load_calibration


@dataclass(frozen=True, slots=True, kw_only=True)
class BandLine:
    """A band: its statements in this brief, and, in percent, how many in the test were not as people had them.

    *floor* is its least probability, in percent.
    """

    code: BandCode
    title: str
    meaning: str
    floor: int
    error: int
    others: Count
    author: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Sureness:
    """All bands, surest first, and what they were measured on; no lines if no statement has a band."""

    lines: tuple[BandLine, ...]
    measured_on: str
    statements: int


def say_sureness(sure: Sureness) -> str:
    """Say what the bands mean, and on what their errors were measured."""
    return word("notes", "sureness").format(statements=f"{sure.statements:,}", where=sure.measured_on)


def find_sureness(rows: Sequence[Row], index: Index) -> Sureness:
    """Count the statements of each band."""
    calibration = load_calibration()
    lines = []
    for band in calibration.bands if any(row.band for row in rows) else ():
        mine = [row for row in rows if row.band == band.code]
        title = word("bands", band.code)
        line = BandLine(
            code=band.code,
            title=title,
            meaning=word("band_meanings", band.code),
            floor=round(100 * band.floor),
            error=round(100 * band.error),
            others=index.count((row for row in mine if not row.is_author), f"confidence · {title}, said by others"),
            author=index.count((row for row in mine if row.is_author), f"confidence · {title}, author’s own"),
        )
        lines.append(line)
    return Sureness(lines=tuple(lines), measured_on=calibration.measured_on, statements=calibration.statements)
