"""Weigh what was read: threads, commitments, findings, figure checks. What was weighed is not weighed twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from onrecord import statements
from onrecord.dossier import Dossier, StatementFilter
from onrecord.dossier.commitment_intake import take_found
from onrecord.dossier.findings import put_findings
from onrecord.dossier.reweaving import countries_of_threads, countries_woven, reweave, stale_wordings
from onrecord.dossier.series import load_series, put_checks, stamp_of, unchecked
from onrecord.dossier.threads import threads_of
from onrecord.dossier.weaving import weave_document
from onrecord.dossier.weighings import (
    count_by_country,
    countries_of,
    items_of_country,
    neighbours,
    put_weighed,
    unweighed,
)
from onrecord.dossier.wordings import likenesses_of
from onrecord.figures.checking import MADE_BY as CHECKED_BY
from onrecord.figures.checking import Checker
from onrecord.models import load_embedder
from onrecord.pipeline.bills import propose_for_all
from onrecord.records import FigureCheck, Finding, Reweaving
from onrecord.reference.countries import Gazetteer
from onrecord.threads import Item
from onrecord.threads.echoes import find_dependence
from onrecord.threads.findings import find_findings

MADE_BY = f"onrecord.weighing/2 {statements.MADE_BY}"
"""Readings that another version weighed are weighed again."""
COMPARED_WHOLE = 1500
"""Up to so many statements on a country all are compared again when one comes in; beyond, its neighbours alone."""
PARTED_WHOLE = 1500
"""Up to so many statements on a country all are parted into threads anew when one comes in; beyond, when asked to."""
NEAREST, MOST_OF_THREADS = 24, 400


def weigh(dossier: Dossier, *, tell: Callable[[str], None] = lambda _: None) -> int:
    """Weigh every document that was not weighed yet; an interrupted run goes on where it stopped.

    Args:
        dossier: open for writing.
        tell: told the title of each document as it is woven, for a progress bar.

    Returns:
        How many documents were weighed.
    """
    fresh = unweighed(dossier, MADE_BY)
    gazetteer = Gazetteer(dossier.declared_countries())
    for key in fresh:
        weave_document(dossier, key)
    part_anew(dossier, countries_of_threads(dossier, fresh), most=PARTED_WHOLE)
    for key in fresh:
        document = dossier.document(key)
        spoken = [s for s in dossier.statements(StatementFilter(document=key)) if s.review != "rejected"]
        take_found(dossier, document, spoken, load_embedder().embed, gazetteer)
        _find_reused(dossier, key)
        tell(document.title or document.id)
    _set_beside(dossier, fresh)
    propose_for_all(dossier, fresh)
    check_figures(dossier)
    with dossier.transaction() as db:
        put_weighed(db, fresh, MADE_BY)
    return len(fresh)


def part_anew(dossier: Dossier, countries: Iterable[str | None], *, most: int | None = None) -> list[Reweaving]:
    """Part the statements of countries into threads anew, all at once; old threads keep their ids, persons' edits hold.

    Args:
        dossier: open for writing.
        countries: their codes; statements on none have None.
        most: leave countries alone that have more statements.
    """
    sizes = countries_woven(dossier)
    wanted = sorted((c for c in countries if sizes.get(c) and (most is None or sizes[c] <= most)), key=str)
    made = [reweave(dossier, country, load_embedder().embed) for country in wanted]
    for document in stale_wordings(dossier):
        _find_reused(dossier, document)
    return made


def weigh_again(dossier: Dossier, documents: Iterable[str]) -> None:
    """Set the statements of documents beside the others again, after a person changed what they say."""
    _set_beside(dossier, sorted(documents))


def _set_beside(dossier: Dossier, documents: Sequence[str]) -> None:
    """Find what contradicts, follows, limits or answers the statements of documents."""
    sizes = count_by_country(dossier)
    small = {country for country in countries_of(dossier, documents) if sizes.get(country, 0) <= COMPARED_WHOLE}
    for country in sorted(small, key=str):
        items, texts = items_of_country(dossier, country)
        _put(dossier, f"country:{country or ''}", _findings(dossier, items, texts))
    for document in documents:
        large = countries_of(dossier, [document]) - small
        if large:
            items, texts = neighbours(dossier, document, NEAREST, MOST_OF_THREADS)
            found = _findings(dossier, [item for item in items if item.statement.country in large], texts)
            mine = [one for one in found if document in (one.a.document, one.b.document if one.b else None)]
            _put(dossier, f"document:{document}", mine)


def _find_reused(dossier: Dossier, document: str) -> None:
    """Find the wording that a document shares with others."""
    alike = likenesses_of(dossier, document)
    threads = threads_of(dossier, {one.b.statement.id for one in alike})
    _put(dossier, f"wording:{document}", find_dependence(alike, threads))


def _findings(dossier: Dossier, items: Sequence[Item], texts: dict[str, str]) -> list[Finding]:
    threads = threads_of(dossier, (item.statement.id for item in items))
    return find_findings(items, texts, thread_of=threads)


def _put(dossier: Dossier, scope: str, found: Sequence[Finding]) -> None:
    with dossier.transaction() as db:
        put_findings(db, scope, found)


def check_figures(dossier: Dossier) -> int:
    """Hold the figures of every document against the series that are loaded now; return how many checks were made."""
    stamp = stamp_of(dossier, CHECKED_BY)
    stale = unchecked(dossier, stamp)
    if not stale:
        return 0
    checker = Checker(load_series(dossier), Gazetteer(dossier.declared_countries()))
    return put_checks(dossier, ((key, _checks(dossier, key, checker)) for key in stale), stamp)


def _checks(dossier: Dossier, document: str, checker: Checker) -> Sequence[FigureCheck]:
    found = dossier.document(document)
    if not checker.names_any(found.text):
        return ()
    spoken = [s for s in dossier.statements(StatementFilter(document=document)) if s.review != "rejected"]
    return checker.check(found, spoken)
