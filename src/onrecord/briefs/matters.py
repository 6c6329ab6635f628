"""Matters: threads of statements about one law, reform, case or recommendation, as a brief lists them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from onrecord.briefs.counts import Count, Index
from onrecord.briefs.promises import COLUMNS, column_of
from onrecord.briefs.rows import Row
from onrecord.briefs.words import years_of
from onrecord.records import Finding, FindingKind, Thread, When

SHOWN = 40
"""Matters that are listed, those with most statements first; the object has all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A thread: its statements, how many are promise, law and practice, and what sets them against each other.

    *repeats* are the statements that take over the words of an earlier one: no further witnesses.
    """

    thread: Thread
    statements: Count
    documents: Count
    repeats: Count
    columns: tuple[Count, ...]
    period: When
    disputed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Matters:
    """The threads with more than one statement, the largest first; *alone* counts the statements of the others."""

    lines: tuple[Matter, ...]
    alone: Count

    @property
    def shown(self) -> tuple[Matter, ...]:
        """The matters that are listed."""
        return self.lines[:SHOWN]

    @property
    def more(self) -> str:
        """How many are not, in words; nothing if all are."""
        rest = len(self.lines) - SHOWN
        return f" {rest} smaller ones are in the dossier." if rest > 0 else ""


_DISPUTES: frozenset[FindingKind] = frozenset({"contradiction", "exception", "principle-conduct", "changed-position"})


def find_matters(threads: Sequence[Thread], findings: Sequence[Finding], rows: Sequence[Row], index: Index) -> Matters:
    """Return the matters that *rows* are about, counting the statements of the brief alone."""
    by_id = {row.statement.id: row for row in rows}
    disputes = Counter(f.thread or "" for f in findings if f.kind in _DISPUTES and f.review != "rejected")
    taken = {f.b.statement for f in findings if f.kind == "dependent-sources" and f.b and f.review != "rejected"}
    lines, alone = [], []
    for thread in threads:
        mine = [by_id[key] for key in thread.statements if key in by_id]
        if len(mine) > 1:
            lines.append(_matter(thread, mine, disputes, taken, index))
        else:
            alone += mine
    lines.sort(key=lambda line: (-line.statements.n, line.thread.name, line.thread.id))
    return Matters(lines=tuple(lines), alone=index.count(alone, "Matters of one statement"))


def _matter(
    thread: Thread, rows: Sequence[Row], disputes: Mapping[str, int], taken: Set[str | None], index: Index
) -> Matter:
    name = thread.name
    return Matter(
        thread=thread,
        statements=index.count(rows, name),
        documents=index.count_sources((row.source for row in rows), f"{name} · documents"),
        repeats=index.count((row for row in rows if row.statement.id in taken), f"{name} · in others’ words"),
        columns=tuple(
            index.count((row for row in rows if column_of(row) == n), f"{name} · {title}")
            for n, (title, _) in enumerate(COLUMNS, start=1)
        ),
        period=_period(rows),
        disputed=disputes[thread.id],
    )


def _period(rows: Sequence[Row]) -> When:
    """Return the years in which the documents were published that speak of it."""
    known = [years for row in rows if (years := years_of(row.source.document.published))]
    if not known:
        return When()
    first, last = min(years[0] for years in known), max(years[1] for years in known)
    return When(start=f"{first}-01-01", end=f"{last}-12-31", precision="interval", basis="stated")
