"""Concerns and screens of a bill, for people to read in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.bills.concern_ledger import Ledger, LedgerLine
from onrecord.records import ScreenHit


def ledger_lines(ledger: Ledger) -> Iterator[str]:
    """Yield the ledger, concern by concern."""
    names = {version.id: version.name for version in ledger.versions}
    for line in ledger.lines:
        yield from _concern_lines(line, names)


def _concern_lines(line: LedgerLine, names: dict[str, str]) -> Iterator[str]:
    one = line.concern
    mark = {"machine": " · found by the machine", "rejected": " · rejected"}.get(one.review, "")
    yield f"{one.id}  {one.title}{mark}"
    raised = [
        line.who,
        f"on {names[one.raised]}" if one.raised in names else "",
        one.standard and f"held against {one.standard}",
    ]
    yield f"    raised {' · '.join(part for part in raised if part)}"
    if one.asked:
        yield f"    asked: {one.asked}"
    where = [f"{names[at.version]}: {', '.join(at.cites) or '–'}" for at in line.standings]
    if where:
        yield f"    {' → '.join(where)}"
    yield f"    {one.computed}: {one.because}"
    if one.verdict:
        given = line.given
        by = f" by {given.by}, {given.at}" + (f" · “{given.why}”" if given.why else "") if given else ""
        yield f"    verdict: {one.verdict}{by}"


def timeline_lines(ledger: Ledger) -> Iterator[str]:
    """Yield the ledger, version by version."""
    for version in ledger.versions:
        yield f"{version.name} · {version.date or 'no date'}"
        for line in ledger.lines:
            for at in line.standings:
                if at.version == version.id:
                    yield f"  {at.state or 'raised':12} {', '.join(at.cites) or '–'} · {line.concern.title}"
                    yield f"               {at.because}"


def screen_lines(hits: Sequence[ScreenHit], text: str) -> Iterator[str]:
    """Yield the sentences to read, each with what was held of such wording."""
    for hit in hits:
        sentence = " ".join(text[slice(*hit.span)].split())
        yield f"{hit.cite} · read this: {hit.title} ({hit.pattern})"
        yield f"    “{sentence}”"
        check = "" if hit.verified else " · unverified: check the paragraph"
        yield f"    {hit.right} · {hit.authority}{check}"
