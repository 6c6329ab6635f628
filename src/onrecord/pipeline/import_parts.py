"""What all imports share: what was asked for, how files are opened, and the account."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from onrecord.dossier import Dossier, writing
from onrecord.errors import NotFetched, OnrecordError
from onrecord.imports.parts import STAGE
from onrecord.records import Blob, ImportReport, Issue, make_issue

Outcome = Literal["added", "updated", "unchanged"]


def _opens_nothing(name: str) -> Blob:
    raise NotFetched("files beside this one are not opened here.", where=name, do="add the file itself")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked for.

    *name* is the file's; *by* whose word it is where the file does not say; *now* an ISO 8601 moment. *open_file* gives
    a file that a row names, *fetch* an address; both raise Refusal. *is_fetching*: references that have no file are
    fetched from their addresses. *tell* is told each row as it is settled, *note* what else there is to say.
    """

    name: str
    now: str
    by: str = ""
    workers: int = 1
    open_file: Callable[[str], Blob] = _opens_nothing
    fetch: Callable[[str], Blob] = _opens_nothing
    is_fetching: bool = False
    tell: Callable[[str], None] = lambda _: None
    note: Callable[[str], None] = lambda _: None


@dataclass(slots=True)
class Account:
    """The running count of one import: each row ends in one of the four."""

    request: Request
    counts: Counter[str] = field(default_factory=Counter)
    issues: list[Issue] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def settle(self, result: Outcome | Issue, what: str = "") -> None:
        """Count what became of a row."""
        if isinstance(result, Issue):
            self.issues.append(result)
            self.counts["refused"] += 1
        else:
            self.counts[result] += 1
        self.request.tell(what)

    def refusal(self, kind: str, what: str, line: int, do: str) -> Issue:
        """Return the issue for a row that is not taken."""
        return make_issue(kind, STAGE, what, f"{self.request.name}, line {line}", do)

    def of_error(self, error: OnrecordError, kind: str, line: int) -> Issue:
        """Return the issue for a row whose error was raised below."""
        where = f"{self.request.name}, line {line}" + (f", {error.where}" if error.where else "")
        return make_issue(kind, STAGE, error.what, where, error.do)

    def repeats(self, key: str, line: int) -> Issue | None:
        """Return an issue if an earlier row of the file is about the same thing; remember this one."""
        first = self.seen.setdefault(key, line)
        if first == line:
            return None
        what = f"line {first} of this file is about the same."
        return self.refusal("repeated-row", what, line, "take one of the two out")

    def report(self, format: str, more: Sequence[Issue] = ()) -> ImportReport:
        """Return the account of the whole."""
        added, updated, same, refused = (self.counts[n] for n in ("added", "updated", "unchanged", "refused"))
        return ImportReport(
            origin=self.request.name,
            format=format,
            rows_in=self.counts.total(),
            added=added,
            updated=updated,
            unchanged=same,
            refused=refused,
            issues=(*self.issues, *more),
        )


def put_issues(dossier: Dossier, name: str, issues: Sequence[Issue]) -> None:
    """Store what was refused of a file, in the place of what was refused of it before; with no *name*, beside it."""
    with dossier.transaction() as db:
        if not name:
            writing.put_issues(db, issues)
            return
        escaped = name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        gone = "DELETE FROM issues WHERE stage = ? AND (place LIKE ? ESCAPE '\\' OR place LIKE ? ESCAPE '\\')"
        db.execute(gone, (STAGE, f"{escaped}, line %", f"{escaped}, entry %"))
        writing.put_issues(db, issues)
