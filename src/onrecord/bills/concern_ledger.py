"""The ledger of concerns: who fears what of which provisions, what became of it, and what a person makes of that."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from onrecord.bills.concern_states import Standing, Texts, assess, follow_concern
from onrecord.records import Bill, BillVersion, Concern

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a person decided, and who, when and why."""

    by: str
    at: str
    why: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """A concern as it stands now: *who* raised it, its *standings* from version to version, who gave the verdict."""

    concern: Concern
    who: str
    standings: tuple[Standing, ...]
    given: Verdict | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The concerns of a bill, those of the earliest version and provision first."""

    bill: Bill
    versions: tuple[BillVersion, ...]
    lines: tuple[LedgerLine, ...]


def make_ledger(
    bill: Bill, concerns: Sequence[Concern], texts: Texts, who: Mapping[str, str], given: Mapping[str, Verdict]
) -> Ledger:
    """Return the ledger of a bill.

    Args:
        bill: which.
        concerns: its concerns with what persons decided, not those that a person rejected.
        texts: its versions and all changes.
        who: by the id of a concern, who raised it.
        given: by the id of a concern, who gave its verdict.
    """
    versions = tuple(texts.of_bill(bill.id))
    lines = [
        LedgerLine(
            concern=assess(one, texts),
            who=who.get(one.id, ""),
            standings=follow_concern(one, texts),
            given=given.get(one.id),
        )
        for one in concerns
    ]
    return Ledger(
        bill=bill, versions=versions, lines=tuple(sorted(lines, key=lambda line: _order(line.concern, versions)))
    )


def _order(concern: Concern, versions: Sequence[BillVersion]) -> tuple[int, int, str]:
    ids = [version.id for version in versions]
    if concern.raised not in ids:
        return (len(ids), 0, concern.id)
    place = ids.index(concern.raised)
    cites = [provision.cite for provision in versions[place].provisions]
    first = next(iter(concern.provisions.get(concern.raised, ())), None)
    return (place, cites.index(first) if first in cites else len(cites), concern.id)


def ledger_csv(ledger: Ledger) -> str:
    """Return the ledger as a table for spreadsheets: a row for each concern, two columns for each version."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    stages = [cell for version in ledger.versions for cell in (f"provisions, {version.name}", f"state, {version.name}")]
    table.writerow(
        ["concern", "title", "raised by", "raised on", "standard", "asked", "words objected to", *stages, "computed",
         "because", "verdict", "verdict by", "verdict at", "verdict why", "review", "document"]
    )  # fmt: skip
    names = {version.id: version.name for version in ledger.versions}
    for line in ledger.lines:
        table.writerow(_safe(cell) for cell in _cells(line, names))
    return out.getvalue()


def _cells(line: LedgerLine, names: Mapping[str, str]) -> Iterator[str | None]:
    one, given = line.concern, line.given
    yield from (
        one.id,
        one.title,
        line.who,
        names.get(one.raised or ""),
        one.standard,
        one.asked,
        " | ".join(one.words),
    )
    standing = {standing.version: standing for standing in line.standings}
    for version in names:
        at = standing.get(version)
        yield from ("; ".join(at.cites), at.state) if at else ("; ".join(one.provisions.get(version, ())), None)
    yield from (one.computed, one.because, one.verdict)
    yield from (given.by, given.at, given.why) if given else (None, None, None)
    yield from (one.review, one.document)


def timeline_csv(ledger: Ledger) -> str:
    """Return the ledger as a timeline: a row for each concern in each version, in the order of time."""
    out = StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["date", "version", "concern", "title", "provisions", "state", "because"])
    for version in ledger.versions:
        for line in ledger.lines:
            for at in line.standings:
                if at.version == version.id:
                    row = (
                        version.date,
                        version.name,
                        line.concern.id,
                        line.concern.title,
                        "; ".join(at.cites),
                        at.state,
                    )
                    table.writerow(_safe(cell) for cell in (*row, at.because))
    return out.getvalue()


def _safe(cell: str | None) -> str:
    """Keep a spreadsheet from taking words for a formula."""
    text = cell or ""
    return f"'{text}" if text.startswith(_FORMULA) else text
