"""How commands speak: results on standard output, everything else on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import OnrecordError
from onrecord.records import IntakeReport, Issue, Record, Statement, to_json_line
from onrecord.settings import tells_progress_in_lines

if TYPE_CHECKING:
    from rich.progress import Progress

    from onrecord.dossier import Dossier

CLEAN, WITH_ISSUES, COULD_NOT_RUN = 0, 1, 2
"""Exit statuses: clean; finished, but with issues; could not run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Console:
    """Where a command writes; *quiet* silences all but results and errors."""

    quiet: bool = False

    def out(self, line: str) -> None:
        """Write one line of the result."""
        sys.stdout.write(line + "\n")

    def note(self, line: str) -> None:
        """Write one line about the work, unless quiet."""
        if not self.quiet:
            sys.stderr.write(line + "\n")

    def error(self, error: OnrecordError) -> None:
        """Write an error in its three parts."""
        sys.stderr.write(f"Error: {error}\n")

    def records(self, records: Iterable[Record]) -> None:
        """Write records as JSON Lines."""
        for record in records:
            self.out(to_json_line(record))

    def issue(self, issue: Issue) -> None:
        """Write an issue for people."""
        self.error(OnrecordError(issue.what, where=issue.where, do=issue.do))

    @contextmanager
    def progress(self, what: str, total: int | None) -> Iterator[Callable[[str], None]]:
        """Show a progress bar on standard error while the work goes on, if that is a terminal and not quiet."""
        if tells_progress_in_lines():
            yield _told_in_lines(what, total)
            return
        if self.quiet or not sys.stderr.isatty():
            yield Advance()
            return
        from rich.console import Console as RichConsole
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=RichConsole(stderr=True), transient=True) as bar:
            yield Advance(bar=bar, task=bar.add_task(what, total=total))


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    """Moves a progress bar on, if there is one."""

    bar: Progress | None = None
    task: int = 0

    def __call__(self, description: str) -> None:
        """Move the bar on by one and name what was done."""
        if self.bar is not None:
            from rich.progress import TaskID

            self.bar.update(TaskID(self.task), advance=1, description=description[-48:])


def _told_in_lines(what: str, total: int | None) -> Callable[[str], None]:
    """Return what writes each step as a line of JSON: the stage, how many are done, of how many, and what was done."""
    import json

    done = count(1)

    def advance(description: str) -> None:
        step = {"type": "progress", "stage": what, "done": next(done), "total": total, "name": description}
        sys.stderr.write(json.dumps(step) + "\n")
        sys.stderr.flush()

    return advance


def intake_lines(report: IntakeReport) -> list[str]:
    """Return the intake report for people: the sum first, then what is read in part, each with its reason."""
    lines = [
        f"{report.files_in} in = {report.kept} kept + {report.duplicates} duplicates + {report.refused} refused",
        f"{report.statements} statements found",
    ]
    return lines + [f"{len(report.issues)} issues:"] * bool(report.issues)


def statement_lines(statement: Statement) -> list[str]:
    """Return a statement for people: who, what, and the labels."""
    who = " and ".join(filter(None, (_speaker(s.name, s.role, s.affiliation) for s in statement.speakers)))
    voice = "author" if statement.voice == "author" else "unresolved"
    labels = [", ".join(statement.rights) or "no right", statement.act, statement.stance]
    labels += ["hedged"] * statement.hedged + [f"about {statement.target}"] * bool(statement.target)
    labels += [f"time {statement.time.start}…{statement.time.end}"] * bool(statement.time.start)
    head = f"  {who or f'({voice})'}" + (f" [{statement.speakers[0].camp}]" if statement.speakers else "")
    return [head, f"    {statement.quote}",
            f"    {' · '.join(labels)}"]  # fmt: skip


def _speaker(name: str | None, role: str | None, affiliation: str | None) -> str:
    return ", ".join(part for part in (name, role, affiliation) if part)


def opened_at(path: Path, *, read_only: bool = True) -> Dossier:
    """Open the dossier at *path*, which is there."""
    from onrecord.dossier import Dossier

    return Dossier.open(path, create=False, read_only=read_only)
