"""A table of one's own: one line a commitment, only the text is required."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from onrecord.commitments.cells import Row, csv_lines, sheet_lines, table
from onrecord.commitments.drafts import Draft, Parsed, Source, clean, finish, read_date, read_rights, state_of
from onrecord.records import Commitment, CommitmentKind, Issue, Right

FORMAT = "commitments"
_AGAIN = "write YYYY, YYYY-MM or YYYY-MM-DD"


def parse(source: Source) -> Parsed:
    """Read a CSV file or a spreadsheet with the columns of docs/commitments.md."""
    parsed = Parsed(format=FORMAT)
    for row in table(_lines(source), ("text",), source.name):
        if code := state_of(row, source, parsed):
            parsed.take(_commitment(row, code, source))
    return parsed


def _lines(source: Source) -> Iterable[tuple[int, list[str]]]:
    if source.data.startswith(b"PK"):
        return sheet_lines(source.data, source.name)
    return csv_lines(source.text(), source.name)


def _commitment(row: Row, code: str, source: Source) -> Commitment | Issue:
    wrong = _fault(row)
    if wrong:
        return source.refuse(row.line, *wrong)
    text, to, made = clean(row["text"]), row["to"] or None, read_date(row["made"])
    reference = row["reference"] or row["id"] or None
    return finish(
        Draft(
            kind=_kind(row["kind"]) or "recommendation",
            key=(FORMAT, code, reference) if reference else (FORMAT, code, to or "", made or "", text),
            by=code,
            to=to,
            text=text,
            made=made,
            deadline=read_date(row["deadline"]),
            response=row["response"].lower() or None,
            rights=read_rights(row["rights"]) or (),
            reference=reference,
        ),
        source,
        row.line,
    )


def _fault(row: Row) -> tuple[str, str, str] | None:
    """Return kind, what and do of what is wrong with a row; None where nothing is."""
    if row["*too-long*"]:
        return "cells", "the line has more cells than the first one.", "put text with commas in quotation marks"
    if not clean(row["text"]):
        return "no-text-in-row", "the row has no text.", "complete it, or take it out"
    for name in ("made", "deadline"):
        if row[name] and read_date(row[name]) is None:
            return "no-date", f"this is no date for {name}: {row[name]}", _AGAIN
    if row["kind"] and _kind(row["kind"]) is None:
        return (
            "no-kind",
            f"there is no kind of commitment {row['kind']}.",
            f"one of {', '.join(get_args(CommitmentKind))}",
        )
    if read_rights(row["rights"]) is None:
        return "no-right", f"a right is not known: {row['rights']}", f"codes of {', '.join(get_args(Right))}"
    return None


def _kind(word: str) -> CommitmentKind | None:
    return next((kind for kind in get_args(CommitmentKind) if kind == word.strip().lower()), None)
