"""Reviews from a table (CSV): each line is taken or refused by itself, with its reason."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, cast

from onrecord.dossier.given import SPEAKER, TEXTS, read_changes
from onrecord.dossier.reviews import Decision
from onrecord.errors import SettingsError

if TYPE_CHECKING:
    from onrecord.records import ReviewDecision

COLUMNS = ("id", "decision", "by", "why", *TEXTS, *SPEAKER)
DECISIONS = {
    "confirm": "confirmed",
    "correct": "corrected",
    "reject": "rejected",
    "undo": "undone",
}
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the table: its number in the file, and the decision in it."""

    number: int
    decision: Decision


def read_table(path: Path, by: str | None) -> Iterator[Line | SettingsError]:
    """Yield each line's decision, or why it is refused.

    Args:
        path: a CSV file in UTF-8, with commas, semicolons or tabs; its first line names the columns.
        by: who decided, where the table does not say.

    Raises:
        SettingsError: it is no such table.
    """
    rows = csv.DictReader(StringIO(_text(path), newline=""), delimiter=_delimiter(path), strict=True)
    _check_columns(path, rows.fieldnames or [])
    try:
        for row in rows:
            yield _line(path, rows.line_num, row, by)
    except csv.Error as exc:
        raise SettingsError(f"the table is broken: {exc}.", where=f"{path}, line {rows.line_num}", do=_AGAIN) from exc


_AGAIN = "save it again as CSV in UTF-8"


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as exc:
        raise SettingsError(f"this file cannot be read: {exc.strerror}.", where=str(path), do="check its name") from exc
    except UnicodeDecodeError as exc:
        raise SettingsError("this is no text in UTF-8.", where=str(path), do=_AGAIN) from exc


def _delimiter(path: Path) -> str:
    first = _text(path).split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)


def _check_columns(path: Path, names: object) -> None:
    given = [str(name) for name in cast("list[str]", names)]
    missing, unknown = [n for n in ("id", "decision") if n not in given], [n for n in given if n not in COLUMNS]
    if missing or unknown or len(given) != len(set(given)):
        what = f"the column {missing[0]!r} is missing." if missing else "a column is there twice."
        what = f"there is no column {unknown[0]!r}." if unknown and not missing else what
        do = f"name the columns in the first line, each once, of: {', '.join(COLUMNS)}"
        raise SettingsError(what, where=f"{path}, line 1", do=do)


def _line(path: Path, number: int, row: Mapping[str | None, str | None], by: str | None) -> Line | SettingsError:
    place = f"{path.name}, line {number}"
    if None in row or None in row.values():
        return SettingsError("the line has more or fewer cells than the first one.", where=place, do=_AGAIN)
    cells = {str(name): value or "" for name, value in row.items()}
    word = cells["decision"].strip().lower()
    decided = DECISIONS.get(word, word)
    if decided not in DECISIONS.values():
        return SettingsError(
            f"this is no decision: {word or '(empty)'}", where=place, do=f"one of {', '.join(DECISIONS)}"
        )
    try:
        changes = read_changes({name: cells.get(name, "") for name in (*TEXTS, *SPEAKER)})
    except SettingsError as error:
        return SettingsError(error.what, where=f"{place}, column {error.where}", do=error.do)
    decision = Decision(
        statement=cells["id"].strip(),
        decision=cast("ReviewDecision", decided),
        by=cells.get("by", "").strip() or by or "",
        why=cells.get("why", "").strip() or None,
        changes=changes,
    )
    return Line(number=number, decision=decision)
