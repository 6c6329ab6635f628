"""Account for every input of an intake: kept, a duplicate, or refused.

The functions that write run inside a transaction that their caller holds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.errors import IntegrityError
from onrecord.records import Blob, IntakeReport, Issue, sha256_hex

Outcome = Literal["kept", "duplicate", "refused"]
_ISSUE_COLUMNS = "key, kind, stage, what, place, do, document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One run over a batch of inputs, as far as it came.

    *started* and *finished* are ISO 8601 moments; *files_in* is what the run counted itself when it finished. One
    without *finished* was interrupted, or still goes on; *is_completed* tells that the same request finished later.
    """

    id: int
    request: str
    started: str
    finished: str | None
    files_in: int | None
    kept: int
    duplicates: int
    refused: int
    is_completed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedInput:
    """An input whose bytes are not kept; *size* in bytes and *sha256* are None where the bytes were never seen."""

    place: str
    name: str
    issue: Issue
    size: int | None = None
    sha256: str | None = None


def begin(db: sqlite3.Connection, request: str, now: str) -> int:
    """Return the row id of a new intake."""
    return int(db.execute("INSERT INTO intakes (request, started) VALUES (?, ?)", (request, now)).lastrowid or 0)


def put_outcome(
    db: sqlite3.Connection, intake: int | None, place: str, outcome: Outcome, document: int | None, issue: str | None
) -> None:
    """Write down what became of one input, if an intake goes on."""
    if intake is not None:
        db.execute(
            "INSERT INTO intake_inputs (intake, place, outcome, document, issue) VALUES (?, ?, ?, ?, ?)",
            (intake, place, outcome, document, issue),
        )


def put_refusal(db: sqlite3.Connection, issue: Issue, blob: Blob | None) -> str:
    """Store that an input was refused, and return its place; the issue itself is stored by the caller."""
    place = blob.sighting.where if blob else issue.where
    name, size, sha256 = (blob.name, len(blob.data), sha256_hex(blob.data)) if blob else (place, None, None)
    db.execute(
        "INSERT INTO refusals (issue, place, name, size, sha256) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET size = excluded.size, sha256 = excluded.sha256, settled_by = NULL",
        (issue.id, place, name, size, sha256),
    )
    return place


def settle_refusals(db: sqlite3.Connection, number: int, sha256: str, places: Sequence[str]) -> None:
    """Mark earlier refusals of these bytes or places as settled by the document under row id *number*."""
    db.execute("UPDATE refusals SET settled_by = ? WHERE sha256 = ?", (number, sha256))
    db.executemany("UPDATE refusals SET settled_by = ? WHERE place = ?", [(number, place) for place in places])


def finish(db: sqlite3.Connection, intake: int, counted: IntakeReport, now: str) -> None:
    """Close an intake.

    Raises:
        IntegrityError: what the run *counted* is not what the rows say: an input was lost.
    """
    stored = report(db, intake)
    told = (counted.files_in, counted.kept, counted.duplicates, counted.refused)
    if told != (stored.files_in, stored.kept, stored.duplicates, stored.refused):
        raise IntegrityError(
            f"the intake does not add up: {counted.files_in} files in; {stored.kept} kept, {stored.duplicates}"
            f" duplicates and {stored.refused} refused in the dossier.",
            where=f"the intake of {_started(db, intake)}",
            do="run the same command again",
        )
    db.execute("UPDATE intakes SET finished = ?, files_in = ? WHERE id = ?", (now, counted.files_in, intake))


def _started(db: sqlite3.Connection, intake: int) -> str:
    (started,) = db.execute("SELECT started FROM intakes WHERE id = ?", (intake,)).fetchone()
    return str(started)


def load_all(db: sqlite3.Connection) -> list[Intake]:
    """Return all intakes in the order in which they began."""
    found = db.execute(
        "SELECT i.id, i.request, i.started, i.finished, i.files_in, EXISTS (SELECT 1 FROM intakes l"
        " WHERE l.id >= i.id AND l.request = i.request AND l.finished IS NOT NULL) FROM intakes i ORDER BY i.id"
    ).fetchall()
    return [_load(db, *row) for row in found]


def _load(
    db: sqlite3.Connection,
    id: int,
    request: str,
    started: str,
    finished: str | None,
    files_in: int | None,
    is_completed: int,
) -> Intake:
    counts = _counts(db, id)
    return Intake(
        id=id,
        request=request,
        started=started,
        finished=finished,
        files_in=files_in,
        kept=counts.get("kept", 0),
        duplicates=counts.get("duplicate", 0),
        refused=counts.get("refused", 0),
        is_completed=bool(is_completed),
    )


def report(db: sqlite3.Connection, intake: int | None = None) -> IntakeReport:
    """Return the account of an intake, or of all together, counted from rows."""
    counts = _counts(db, intake)
    return IntakeReport(
        files_in=sum(counts.values()),
        kept=counts.get("kept", 0),
        duplicates=counts.get("duplicate", 0),
        refused=counts.get("refused", 0),
        statements=_count_statements(db, intake),
        issues=tuple(_issues_of(db, intake)),
    )


def _counts(db: sqlite3.Connection, intake: int | None) -> dict[str, int]:
    sql = "SELECT outcome, count(*) FROM intake_inputs WHERE intake = ?1 OR ?1 IS NULL GROUP BY outcome"
    return dict(db.execute(sql, (intake,)).fetchall())


def _count_statements(db: sqlite3.Connection, intake: int | None) -> int:
    (count,) = db.execute(
        "SELECT count(*) FROM intake_inputs i JOIN readings r ON r.document = i.document AND r.is_current = 1"
        " JOIN statements s ON s.reading = r.id WHERE (i.intake = ?1 OR ?1 IS NULL) AND i.outcome = 'kept'",
        (intake,),
    ).fetchone()
    return int(count)


def _issues_of(db: sqlite3.Connection, intake: int | None) -> list[Issue]:
    """Return what went wrong with the inputs that were kept or refused."""
    found = db.execute(
        f"SELECT {_ISSUE_COLUMNS} FROM issues WHERE key IN ("
        " SELECT issue FROM intake_inputs WHERE intake = ?1 OR ?1 IS NULL UNION"
        " SELECT n.key FROM intake_inputs i JOIN documents d ON d.id = i.document JOIN issues n ON n.document = d.key"
        " WHERE (i.intake = ?1 OR ?1 IS NULL) AND i.outcome = 'kept') ORDER BY place, kind, key",
        (intake,),
    )
    return [_issue(row) for row in found]


def issues(db: sqlite3.Connection, *, settled: bool = False) -> list[Issue]:
    """Return what could not be handled, by place; where *settled*, refusals of what has been kept since, too."""
    unsettled = " WHERE key NOT IN (SELECT issue FROM refusals GROUP BY issue HAVING count(settled_by) = count(*))"
    kept = "" if settled else unsettled
    return [_issue(row) for row in db.execute(f"SELECT {_ISSUE_COLUMNS} FROM issues{kept} ORDER BY place, kind, key")]


def refusals(db: sqlite3.Connection) -> list[RefusedInput]:
    """Return the inputs that were refused and not kept since, by place."""
    found = db.execute(
        f"SELECT {_ISSUE_COLUMNS.replace('place', 'issues.place')}, r.place, r.name, r.size, r.sha256"
        " FROM refusals r JOIN issues ON issues.key = r.issue WHERE r.settled_by IS NULL ORDER BY r.place, key"
    )
    return [
        RefusedInput(issue=_issue(row[:7]), place=row[7], name=row[8], size=row[9], sha256=row[10]) for row in found
    ]


def _issue(row: Sequence[str]) -> Issue:
    """Return the issue of a row of `issues`, columns in the order of `_ISSUE_COLUMNS`."""
    key, kind, stage, what, place, do, document = row
    return Issue(id=key, kind=kind, stage=stage, what=what, where=place, do=do, document=document)
