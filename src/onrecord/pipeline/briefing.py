"""Gather what a brief says."""

from __future__ import annotations

from dataclasses import replace

from onrecord import briefs
from onrecord.dossier import Dossier, StatementFilter
from onrecord.records import Document
from onrecord.reference.countries import Gazetteer

MOSTLY_ABOUT = 0.25
"""A document without a fitting statement stands among a brief's sources from this share of country mentions on."""


def brief_material(
    dossier: Dossier, country: str, wanted: StatementFilter, *, generated_at: str | None
) -> briefs.Material:
    """Gather what a brief on *country* says.

    Args:
        dossier: where from.
        country: its code.
        wanted: which of its statements; the brief names the limits.
        generated_at: the moment to print on the brief.
    """
    wanted = replace(wanted, country=country)
    with dossier.snapshot():
        chosen = tuple(dossier.statements(wanted))
        speaking = {statement.document for statement in chosen}
        sources = tuple(d for d in dossier.documents() if d.id in speaking or _is_about(d, country))
        issues = tuple(dossier.issues())
        intake = dossier.account()
    return briefs.Material(
        country=country,
        country_name=Gazetteer(dossier.declared_countries()).name_of(country),
        documents=sources,
        statements=chosen,
        issues=issues,
        intake=intake,
        filters=briefs.Filters(since=wanted.since, until=wanted.until, rights=(wanted.right,) if wanted.right else ()),
        generated_at=generated_at,
        dossier=dossier.path.name,
    )


def _is_about(document: Document, country: str) -> bool:
    return any(share.code == country and share.share >= MOSTLY_ABOUT for share in document.countries)
