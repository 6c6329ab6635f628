"""Bills of the country: their versions, what people fear of them, and what became of that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.briefs.rows import Row, Source
from onrecord.briefs.words import say_partial, word
from onrecord.records import Bill, BillVersion, Change, Concern, ConcernState, ScreenHit

MOST_SCREENS = 40
"""So many sentences to read are printed of a bill."""
STATES: tuple[ConcernState, ...] = ("worse", "new-problem", "not", "partly", "unclear", "fixed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Where a concern stands in a version: its provisions, and the state that the texts show; None where raised."""

    version: str
    cites: tuple[str, ...]
    state: ConcernState | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BillAccount:
    """What a dossier holds on a bill: *who* and *steps* are by the id of a concern, *screens* of the last version."""

    bill: Bill
    versions: tuple[BillVersion, ...]
    changes: tuple[Change, ...] = ()
    concerns: tuple[Concern, ...] = ()
    who: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    screens: tuple[ScreenHit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A version with its source, and in words what the text did since the one before."""

    version: BillVersion
    source: Source | None
    did: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernLine:
    """A concern with the statements that raise it, where the brief has them, and its way through the versions."""

    concern: Concern
    who: str
    rows: tuple[Row, ...]
    path: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PenaltyLine:
    """A provision whose penalty changed: the earlier and the later version with the citations there."""

    way: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreenLine:
    """A sentence to read."""

    hit: ScreenHit
    sentence: str
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class BillLine:
    """A bill as a brief prints it; the concerns that stand worst come first."""

    bill: Bill
    stages: tuple[Stage, ...]
    tallies: tuple[tuple[str, int], ...]
    concerns: tuple[ConcernLine, ...]
    penalties: tuple[PenaltyLine, ...]
    screens: tuple[ScreenLine, ...]
    more_screens: int


def find_bills(accounts: Sequence[BillAccount], rows: Sequence[Row], sources: Sequence[Source]) -> tuple[BillLine, ...]:
    """Return the bills with what the brief has of them."""
    by_statement = {row.statement.id: row for row in rows}
    by_document = {source.document.id: source for source in sources}
    return tuple(_bill(account, by_statement, by_document) for account in accounts)


def _bill(account: BillAccount, rows: Mapping[str, Row], sources: Mapping[str, Source]) -> BillLine:
    names = {version.id: version.name for version in account.versions}
    counts = Counter(concern.computed for concern in account.concerns)
    concerns = sorted(account.concerns, key=lambda one: STATES.index(one.computed))
    screens = [hit for hit in account.screens if hit.document in sources]
    return BillLine(
        bill=account.bill,
        stages=tuple(_stage(version, account.changes, sources) for version in account.versions),
        tallies=tuple((word("concern_states", state), counts[state]) for state in STATES if counts[state]),
        concerns=tuple(_concern(one, account, names, rows) for one in concerns),
        penalties=tuple(_penalties(account.changes, names)),
        screens=tuple(_screen(hit, sources[hit.document]) for hit in screens[:MOST_SCREENS]),
        more_screens=max(0, len(screens) - MOST_SCREENS),
    )


def _stage(version: BillVersion, changes: Sequence[Change], sources: Mapping[str, Source]) -> Stage:
    mine = [change for change in changes if change.to_version == version.id]
    return Stage(version=version, source=sources.get(version.document), did=_did(mine))


def _did(changes: Sequence[Change]) -> str:
    if not changes:
        return ""
    counts = Counter(change.relation for change in changes)
    same = sum(change.relation == "kept" and change.text == "identical" for change in changes)
    said = [f"{same} provisions unchanged", f"{sum(c.text == 'amended' for c in changes)} reworded"]
    said += [
        f"{counts[one]} {one}" for one in ("renumbered", "moved", "split", "merged", "removed", "new") if counts[one]
    ]
    return ", ".join(said)


def _concern(one: Concern, account: BillAccount, names: Mapping[str, str], rows: Mapping[str, Row]) -> ConcernLine:
    path = tuple(
        (names.get(step.version, step.version), ", ".join(step.cites) or "–", word("concern_states", step.state or ""))
        for step in account.steps.get(one.id, ())
    )
    mine = tuple(rows[key] for key in one.by if key in rows)
    return ConcernLine(concern=one, who=account.who.get(one.id, ""), rows=mine, path=path)


def _penalties(changes: Sequence[Change], names: Mapping[str, str]) -> Iterator[PenaltyLine]:
    for change in changes:
        if change.penalty:
            before = f"{', '.join(change.a)} of {names.get(change.from_version, change.from_version)}"
            after = f"{', '.join(change.b)} of {names.get(change.to_version, change.to_version)}"
            yield PenaltyLine(way=change.penalty, before=before, after=after)


def _screen(hit: ScreenHit, source: Source) -> ScreenLine:
    return ScreenLine(hit=hit, sentence=source.document.text[slice(*hit.span)], source=source)


def say_version(version: BillVersion) -> str:
    """Return a version's name and date in words."""
    return f"{version.name}, {say_partial(version.date) if version.date else 'date unknown'}"
