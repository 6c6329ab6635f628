"""Gather what a brief says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord import briefs
from onrecord.dossier import Dossier, StatementFilter
from onrecord.dossier.commitments import CommitmentFilter, commitments
from onrecord.dossier.findings import FindingFilter, findings
from onrecord.dossier.series import checks, list_series
from onrecord.dossier.threads import threads
from onrecord.figures.picture import draw
from onrecord.pipeline.bills import bill_accounts
from onrecord.records import Document, FigureCheck, Thread
from onrecord.reference.countries import Gazetteer

MOSTLY_ABOUT = 0.25
"""A document without a fitting statement stands among a brief's sources from this share of country mentions on."""


def brief_material(
    dossier: Dossier, country: str, wanted: StatementFilter, *, generated_at: str | None, as_of: str
) -> briefs.Material:
    """Gather what a brief on *country* says.

    Args:
        dossier: where from.
        country: its code.
        wanted: which of its statements; the brief names the limits.
        generated_at: the moment to print on the brief.
        as_of: ISO 8601 day, month or year: the state of knowledge by which commitments are judged.
    """
    wanted = replace(wanted, country=country)
    with dossier.snapshot():
        chosen = tuple(dossier.statements(wanted))
        speaking = {statement.document for statement in chosen}
        bills = bill_accounts(dossier, country)
        speaking |= {version.document for account in bills for version in account.versions}
        sources = tuple(d for d in dossier.documents() if d.id in speaking or _is_about(d, country))
        told = tuple(checks(dossier, country=country))
        held = commitments(dossier, as_of, CommitmentFilter(country=country, right=wanted.right))
        woven = threads(dossier, country=country)
        found = findings(dossier, FindingFilter(country=country, thread=wanted.thread))
        if wanted.thread:
            woven = [one for one in woven if one.id == wanted.thread]
            members = {key for one in woven for key in one.statements}
            held = [one for one in held if members.intersection(one.evidence)]
        issues = tuple(dossier.issues())
        intake = dossier.account()
    return briefs.Material(
        country=country,
        country_name=Gazetteer(dossier.declared_countries()).name_of(country),
        documents=sources,
        statements=chosen,
        threads=tuple(woven),
        findings=tuple(found),
        commitments=tuple(held),
        checks=told,
        pictures=_pictures(dossier, told),
        bills=bills,
        issues=issues,
        intake=intake,
        filters=_filters(wanted, woven, as_of),
        generated_at=generated_at,
        dossier=dossier.path.name,
    )


def _filters(wanted: StatementFilter, woven: Sequence[Thread], as_of: str) -> briefs.Filters:
    return briefs.Filters(
        since=wanted.since,
        until=wanted.until,
        rights=(wanted.right,) if wanted.right else (),
        thread=woven[0].name if wanted.thread and woven else None,
        as_of=as_of,
    )


def _pictures(dossier: Dossier, told: tuple[FigureCheck, ...]) -> dict[str, str]:
    """Return the picture of each check, by its id; where low values are good, they are drawn above."""
    low = {one.name for one in list_series(dossier) if one.best == "low"} if told else set()
    return {one.id: draw(one, is_low_best=one.indicator in low) for one in told}


def _is_about(document: Document, country: str) -> bool:
    return any(share.code == country and share.share >= MOSTLY_ABOUT for share in document.countries)
