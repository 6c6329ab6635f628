"""Follow bills: take versions in, align them, find concerns in what documents say, and compute what became of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from onrecord.bills import following
from onrecord.bills.concern_ledger import Ledger, make_ledger
from onrecord.bills.concern_places import find_provisions
from onrecord.bills.concern_proposals import propose
from onrecord.bills.concern_states import Texts
from onrecord.bills.export_compared import Compared
from onrecord.bills.following import Draft, changes_between
from onrecord.bills.reading import freeze, is_markup, read_version
from onrecord.bills.screening import screen
from onrecord.briefs.billview import BillAccount, Step
from onrecord.dossier import Dossier, StatementFilter
from onrecord.dossier import bills as kept
from onrecord.dossier.concern_decisions import ConcernDecision, decide, find_concern, verdicts
from onrecord.errors import Refusal, SettingsError
from onrecord.pipeline.intake import add
from onrecord.records import (
    Bill,
    BillVersion,
    Blob,
    Change,
    Concern,
    ConcernState,
    Document,
    Issue,
    Record,
    ScreenHit,
    Statement,
    content_id,
    sha256_hex,
)

MOSTLY_ABOUT = 0.5
"""A bill is its document's country's from this share of country mentions on, where nobody says whose it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A version as it was taken in: *is_new* unless it was there; *found* counts concerns found in other documents."""

    version: BillVersion
    is_new: bool
    issues: tuple[Issue, ...] = ()
    found: int = 0


def add_version(
    dossier: Dossier,
    source: Blob | Document,
    bill: Bill,
    *,
    name: str,
    date: str | None = None,
    now: str,
    follow: bool = True,
) -> Added:
    """Take a version of a bill in: its file becomes a document of the dossier, its provisions are followed.

    Args:
        dossier: open for writing.
        source: a file, or a document that the dossier has.
        bill: the bill; made if the dossier does not have it.
        name: what the version is called: `first reading`.
        date: when it was published, ISO 8601, as exact as known; by default that of the document.
        now: ISO 8601 moment.
        follow: align it and find concerns now; without, that is left to the version that is added last.

    Raises:
        Refusal: the file is not taken in; the error says why.
        SettingsError: no provisions were found in it, or the bill has another version of this name.
    """
    document, issues = (source, ()) if isinstance(source, Document) else _take_in(dossier, source, now)
    date = date or _date_of(document)
    data = dossier.original(document.id)
    read = read_version(document, bill=bill.id, name=name, date=date, data=data)
    if not read.version.provisions:
        do = "check that it is the text of a bill; see docs/formats.md for what is read"
        raise SettingsError("no articles, sections or clauses were found in this text.", where=name, do=do)
    bill = replace(bill, country=bill.country or _country_of(document))
    found = (*issues, *read.issues)
    is_new = kept.put_version(dossier, bill, read.version, document.text_sha256, read.issues)
    for other in kept.bills(dossier):  # what was taken for a letter before is a bill
        kept.put_found(dossier, other.id, document.id, ())
    proposed = 0
    if follow:
        follow_bills(dossier)
        proposed = propose_concerns(dossier, kept.find_bill(dossier, bill.id))
    return Added(version=read.version, is_new=is_new, issues=found, found=proposed)


def _take_in(dossier: Dossier, blob: Blob, now: str) -> tuple[Document, tuple[Issue, ...]]:
    if is_markup(blob):
        document = freeze(blob)
        dossier.keep(blob, document, (), np.zeros((0, 384), np.float32), (), "")
        return document, ()
    report = add(dossier, [blob], now=now, request=blob.name)
    if report.refused:
        issue = report.issues[0]
        raise Refusal(issue.what, where=issue.where, do=issue.do)
    return dossier.document(sha256_hex(blob.data)[:20]), report.issues


def _date_of(document: Document) -> str | None:
    when = document.published
    if when.start is None or when.basis != "stated":
        return None
    return when.start[:4] if when.precision == "year" else when.start[:7] if when.precision == "month" else when.start


def _country_of(document: Document) -> str | None:
    most = max(document.countries, key=lambda one: one.share, default=None)
    return most.code if most and most.share >= MOSTLY_ABOUT else None


# Changes


def follow_bills(dossier: Dossier) -> None:
    """Align the versions of every bill, if that was not done with these versions by this aligner."""
    every = _drafts(dossier)
    stamp = kept.stamp_of(every)
    ids = dict.fromkeys(draft.version.bill for draft in every)
    if all(kept.is_followed(dossier, stamp, bill) for bill in ids):
        return
    kept.put_changes(dossier, every, following.follow(every).changes, stamp)


def _drafts(dossier: Dossier) -> list[Draft]:
    """Return the versions of all bills in the order of their dates, those of one bill in the bill's own order."""
    every = [draft for bill in kept.bills(dossier) for draft in kept.drafts(dossier, bill.id)]
    latest: dict[str, str] = {}
    order: list[tuple[str, int]] = []
    for n, draft in enumerate(every):
        date = max(draft.version.date or "", latest.get(draft.version.bill, ""))
        latest[draft.version.bill] = date
        order.append((date, n))
    return [every[n] for _, n in sorted(order)]


def changes_of(dossier: Dossier, bill: str) -> list[Change]:
    """Return the changes of a bill; what was not aligned with the versions that are there now is aligned here."""
    every = _drafts(dossier)
    if kept.is_followed(dossier, kept.stamp_of(every), bill):
        return kept.changes(dossier, bill)
    return [change for change in following.follow(every).changes if change.bill == bill]


def changes_between_versions(dossier: Dossier, earlier: BillVersion, later: BillVersion) -> list[Change]:
    """Return the changes from one version to any later one of its bill."""
    stored = [c for c in changes_of(dossier, earlier.bill) if c.from_version == earlier.id]
    ids = [version.id for version in kept.versions(dossier, earlier.bill)]
    if ids.index(later.id) == ids.index(earlier.id) + 1:
        return stored
    a, b = (_draft(dossier, version) for version in (earlier, later))
    return list(changes_between(a, b))


def two_versions(
    dossier: Dossier, bill: Bill, from_version: str | None, to_version: str | None
) -> tuple[BillVersion, BillVersion]:
    """Return the two versions asked for; by default the last and the one before it.

    Raises:
        SettingsError: there are not two, or they are one and the same.
    """
    stages = kept.versions(dossier, bill.id)
    ids = [stage.id for stage in stages]
    later = kept.find_version(dossier, bill.id, to_version) if to_version else stages[-1]
    before = ids.index(later.id) - 1
    earlier = kept.find_version(dossier, bill.id, from_version) if from_version else stages[max(before, 0)]
    if earlier.id == later.id:
        do = "add another version: onrecord bill add"
        raise SettingsError("there are not two versions to compare.", where=bill.id, do=do)
    return earlier, later


def compared_versions(dossier: Dossier, bill: Bill, earlier: BillVersion, later: BillVersion) -> Compared:
    """Return two versions of a bill with what changed."""
    changes = changes_between_versions(dossier, earlier, later)
    return Compared(bill=bill, a=_draft(dossier, earlier), b=_draft(dossier, later), changes=tuple(changes))


def screen_version(dossier: Dossier, version: BillVersion) -> tuple[tuple[ScreenHit, ...], str]:
    """Return the sentences of a version that are to be read, and the text that they stand in."""
    draft = _draft(dossier, version)
    return screen(draft.version, draft.text), draft.text


def _draft(dossier: Dossier, version: BillVersion) -> Draft:
    return next(one for one in kept.drafts(dossier, version.bill) if one.version.id == version.id)


# Concerns


def propose_concerns(dossier: Dossier, bill: Bill, documents: Iterable[str] | None = None) -> int:
    """Find concerns about a bill in documents of the dossier, all of them by default; return how many are new."""
    texts = kept.documents_of_bills(dossier)
    stages = kept.versions(dossier, bill.id)
    wanted = None if documents is None else set(documents)
    new = 0
    for document in dossier.documents():
        if stages and document.id not in texts and (wanted is None or document.id in wanted):
            spoken = list(dossier.statements(StatementFilter(document=document.id)))
            found = propose(document, spoken, bill, _spoken_of(document, stages))
            new += kept.put_found(dossier, bill.id, document.id, found)
    return new


def propose_for_all(dossier: Dossier, documents: Iterable[str]) -> int:
    """Find concerns about every bill in new documents; return how many are new."""
    fresh = list(documents)
    return sum(propose_concerns(dossier, bill, fresh) for bill in kept.bills(dossier)) if fresh else 0


def _spoken_of(document: Document, stages: Sequence[BillVersion]) -> BillVersion:
    """Return the version that a document can speak of: the last that was there when it was written, else the first."""
    written = document.published.end or document.published.start
    if written is None:
        return stages[0]
    earlier = [version for version in stages if version.date and version.date <= written]
    return earlier[-1] if earlier else stages[0]


def raise_concern(
    dossier: Dossier,
    bill: Bill,
    version: BillVersion,
    on: str,
    *,
    title: str,
    by: Sequence[Statement] = (),
    asked: str | None = None,
    standard: str | None = None,
    words: Sequence[str] = (),
) -> Concern:
    """Write down a concern that a person names.

    Raises:
        SettingsError: the version has no such provision.
    """
    found = find_provisions(on, version)
    if on.strip() and not found:
        do = "name them as onrecord bill align lists them, for example Article 5(2)"
        raise SettingsError(f"{version.name} has no such provision.", where=on, do=do)
    cites = tuple(provision.cite for provision in found)
    source = by[0] if by else None
    concern = Concern(
        id=content_id("concern", bill.id, version.id, cites, title, asked, [one.id for one in by]),
        bill=bill.id,
        by=tuple(one.id for one in by),
        provisions={version.id: cites} if cites else {},
        asked=asked,
        standard=standard,
        title=title or next((p.heading for p in found if p.heading), "") or on,
        raised=version.id,
        document=source.document if source else None,
        spans=source.content if source else (),
        words=tuple(words),
        review="confirmed",
    )
    kept.put_concern(dossier, concern)
    return concern


def place_concern(
    dossier: Dossier, id: str, version: str, on: str, *, by: str, why: str | None, now: str
) -> ConcernDecision:
    """Write down where a concern stands in a version.

    Raises:
        SettingsError: there is no such concern, version or provision.
    """
    key = find_concern(dossier, id)
    bill = next(b for b in kept.bills(dossier) if key in {c.id for c in kept.concerns(dossier, b.id, rejected=True)})
    stage = kept.find_version(dossier, bill.id, version)
    found = find_provisions(on, stage)
    if on.strip() and not found:
        raise SettingsError(f"{stage.name} has no such provision.", where=on, do="see: onrecord bill align")
    cites = [provision.cite for provision in found]
    return decide(dossier, key, "placed", by=by, why=why, version=stage.id, cites=cites, now=now)


def texts_of(dossier: Dossier) -> Texts:
    """Return all versions of all bills with their words and changes."""
    every = _drafts(dossier)
    changes = [change for bill in kept.bills(dossier) for change in changes_of(dossier, bill.id)]
    return Texts(every, changes)


def ledger_of(
    dossier: Dossier,
    bill: Bill,
    *,
    texts: Texts | None = None,
    rejected: bool = False,
    computed: ConcernState | None = None,
) -> Ledger:
    """Return the ledger of a bill's concerns as they stand now, or of those that the texts show to be *computed*."""
    with dossier.snapshot():
        concerns = kept.concerns(dossier, bill.id, rejected=rejected)
        who = {one.id: who_raised(dossier, one) for one in concerns}
        ledger = make_ledger(bill, concerns, texts or texts_of(dossier), who, verdicts(dossier))
    lines = (line for line in ledger.lines if computed in (None, line.concern.computed))
    return replace(ledger, lines=tuple(lines))


def bill_records(dossier: Dossier) -> Iterator[Record]:
    """Return every record on bills: versions, changes, concerns as they stand now, sentences to read."""
    every = kept.bills(dossier)
    texts = texts_of(dossier) if every else None
    for bill in every:
        ledger = ledger_of(dossier, bill, texts=texts, rejected=True)
        yield bill
        yield from ledger.versions
        yield from (change for change in texts.changes if change.bill == bill.id) if texts else ()
        yield from (line.concern for line in ledger.lines)
        for version in ledger.versions:
            yield from screen_version(dossier, version)[0]


def bill_accounts(dossier: Dossier, country: str) -> tuple[BillAccount, ...]:
    """Return what a brief says of the bills of a country."""
    every = kept.bills(dossier, country)
    if not any(bill.versions for bill in every):
        return ()
    texts = texts_of(dossier)
    return tuple(_account(dossier, bill, texts) for bill in every if bill.versions)


def _account(dossier: Dossier, bill: Bill, texts: Texts) -> BillAccount:
    ledger = ledger_of(dossier, bill, texts=texts)
    return BillAccount(
        bill=bill,
        versions=ledger.versions,
        changes=tuple(change for change in texts.changes if change.bill == bill.id),
        concerns=tuple(line.concern for line in ledger.lines),
        who={line.concern.id: line.who for line in ledger.lines},
        steps={
            line.concern.id: tuple(Step(version=s.version, cites=s.cites, state=s.state) for s in line.standings)
            for line in ledger.lines
        },
        screens=screen_version(dossier, ledger.versions[-1])[0],
    )


def who_raised(dossier: Dossier, concern: Concern) -> str:
    """Return who raised a concern: the speakers of its statements, else whose document it is."""
    names = dict.fromkeys(name for id in concern.by for name in _speakers(dossier, id))
    if names or concern.document is None:
        return ", ".join(names)
    document = dossier.document(concern.document)
    own = dossier.statements(StatementFilter(document=document.id))
    issuers = dict.fromkeys(s.name for one in own if one.voice == "author" for s in one.speakers if s.name)
    return ", ".join(issuers or document.authors) or document.publisher or document.title or document.id


def _speakers(dossier: Dossier, statement: str) -> list[str]:
    try:
        found = dossier.statement(statement)
    except SettingsError:  # an earlier reading had it
        return []
    return [name for one in found.speakers if (name := one.name or one.role)]
