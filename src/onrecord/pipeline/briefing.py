"""Gather what a brief says, write it, and remember that it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord import briefs
from onrecord.briefs.billview import BillAccount
from onrecord.dossier import Dossier, StatementFilter, brief_log, reviews
from onrecord.dossier.commitments import CommitmentFilter, commitments
from onrecord.dossier.findings import FindingFilter, findings
from onrecord.dossier.series import checks, list_series
from onrecord.dossier.threads import thread, threads
from onrecord.dossier.wanted import count_any, documents_of, mostly_about, statements_any
from onrecord.errors import SettingsError
from onrecord.figures.picture import draw
from onrecord.pipeline.bills import bill_accounts
from onrecord.pipeline.rebuttals import gather
from onrecord.pipeline.sources import sources as sources_of
from onrecord.records import Commitment, Document, FigureCheck, Review, ReviewState, Statement, Thread, sha256_hex
from onrecord.reference.countries import Gazetteer

MOST_STATEMENTS = 10_000
"""A brief has no more; what it takes grows with them (benchmarks/RESULTS.md, "Briefs by size")."""
MOST_IN_PDF = 1_000
"""One in PDF: laying out pages takes far longer than the rest."""
_NARROWER = "narrow it: --since, --until, --right, --camp, --thread or --reviewed; or export them: onrecord export"
_VOUCHED: tuple[ReviewState, ...] = ("confirmed", "corrected")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A brief as a file: *data* in the form *kind*; *view* is what it says, *filters* its limits as they were applied.

    *is_empty*: no statement fits.
    """

    kind: briefs.Kind
    data: bytes
    view: briefs.View
    filters: briefs.Filters
    is_empty: bool

    @property
    def media_type(self) -> str:
        """The media type of the file."""
        return briefs.MEDIA_TYPES[self.kind]


def make_brief(
    dossier: Dossier,
    country: str,
    filters: briefs.Filters,
    kind: briefs.Kind,
    *,
    now: str,
    style: briefs.Style | None = None,
    since_brief: str | None = None,
) -> Brief:
    """Write the brief on a country; nothing is stored, `note_brief` does that.

    Args:
        dossier: where from; open for reading is enough.
        country: its code.
        filters: which statements; its *thread_id* may be the beginning of an id, *as_of* is today if not given.
        kind: the form.
        now: ISO 8601 moment, printed on the brief.
        style: how sources are cited; Harvard without one.
        since_brief: the id of the brief to tell the changes since, or its beginning; without, the last on the same.

    Raises:
        IntegrityError: a stored quotation no longer is what the source says.
        SettingsError: there is no such thread or brief, more statements fit than the form holds, or what it needs is
            not installed.
    """
    _check_size(dossier, country, filters, kind)
    view = look_at(dossier, country, filters, now=now, since_brief=since_brief)
    data = briefs.render(view, kind, style)
    return Brief(kind=kind, data=data, view=view, filters=view.material.filters, is_empty=not view.rows)


def look_at(
    dossier: Dossier, country: str, filters: briefs.Filters, *, now: str, since_brief: str | None = None
) -> briefs.View:
    """Compute what a brief says, before it has a form; the arguments are those of `make_brief`."""
    with dossier.snapshot():
        material = brief_material(dossier, country, filters, generated_at=now, as_of=filters.as_of or now[:10])
        view = briefs.look(material)
        earlier = (
            brief_log.brief_by_id(dossier, since_brief)
            if since_brief
            else brief_log.earlier_brief(dossier, country, material.filters, view.digest, now)
        )
    return briefs.look(replace(material, earlier=earlier)) if earlier else view


def note_brief(dossier: Dossier, brief: Brief, name: str, now: str) -> brief_log.Written:
    """Write down in the dossier that a brief was written to a file of this name.

    Raises:
        NotWritable: the dossier is open for reading only.
    """
    return brief_log.note_brief(
        dossier,
        brief.view.contents,
        country=brief.view.material.country,
        filters=brief.filters,
        form=brief.kind,
        name=name,
        sha256=sha256_hex(brief.data),
        now=now,
    )


def brief_material(
    dossier: Dossier, country: str, filters: briefs.Filters, *, generated_at: str | None, as_of: str
) -> briefs.Material:
    """Gather what a brief on *country* says.

    Args:
        dossier: where from.
        country: its code.
        filters: which of its statements; the brief names the limits.
        generated_at: the moment to print on the brief.
        as_of: ISO 8601 day, month or year: the state of knowledge by which commitments are judged.

    Raises:
        SettingsError: more than `MOST_STATEMENTS` statements fit.
    """
    with dossier.snapshot():
        filters = _named(dossier, filters, as_of)
        chosen = _statements(dossier, country, filters)
        bills = bill_accounts(dossier, country)
        woven = _threads(dossier, country, filters)
        found = tuple(findings(dossier, FindingFilter(country=country, thread=filters.thread_id)))
        against = gather(dossier, chosen, found)
        ids = {one.id for one in chosen}
        told = tuple(one for one in checks(dossier, country=country) if one.statement in ids)
        return briefs.Material(
            country=country,
            country_name=Gazetteer(dossier.declared_countries()).name_of(country),
            documents=_sources(dossier, country, filters, [*_speaking(chosen, bills), *against.documents]),
            statements=chosen,
            threads=woven,
            findings=found,
            outlets=tuple(sources_of(dossier, country)),
            commitments=_commitments(dossier, country, filters, woven),
            checks=told,
            pictures=_pictures(dossier, told),
            bills=bills,
            reviews=_reviews(dossier, chosen),
            rebuttals=against.rebuttals,
            rebutting=against.statements,
            former_texts=against.former_texts,
            issues=tuple(dossier.issues()),
            intake=dossier.account(),
            filters=filters,
            generated_at=generated_at,
            dossier=dossier.path.name,
        )


def _speaking(chosen: Iterable[Statement], bills: Iterable[BillAccount]) -> Iterator[str]:
    """Give the ids of the documents with a fitting statement, and of the versions of bills."""
    yield from (statement.document for statement in chosen)
    yield from (version.document for account in bills for version in account.versions)


def _sources(dossier: Dossier, country: str, filters: briefs.Filters, speaking: Iterable[str]) -> tuple[Document, ...]:
    """Return the documents that speak; where nothing is left out, also those that are mostly about the country."""
    others = set() if filters.is_limiting else mostly_about(dossier, country)
    return tuple(documents_of(dossier, others.union(speaking)))


def _threads(dossier: Dossier, country: str, filters: briefs.Filters) -> tuple[Thread, ...]:
    if filters.thread_id:
        return (thread(dossier, filters.thread_id),)
    return tuple(threads(dossier, country=country))


def _named(dossier: Dossier, filters: briefs.Filters, as_of: str) -> briefs.Filters:
    """Return *filters* with the whole id and the name of their thread, and the day of knowledge."""
    if not filters.thread_id:
        return replace(filters, as_of=as_of)
    found = thread(dossier, filters.thread_id)
    return replace(filters, as_of=as_of, thread=found.name, thread_id=found.id)


def _statements(dossier: Dossier, country: str, filters: briefs.Filters) -> tuple[Statement, ...]:
    """Return the statements within the limits.

    Raises:
        SettingsError: there are more than `MOST_STATEMENTS`; nothing of them is loaded.
    """
    _check_size(dossier, country, filters)
    return tuple(one for one in statements_any(dossier, _wanted(country, filters)) if _fits(one, filters))


def _check_size(dossier: Dossier, country: str, filters: briefs.Filters, kind: briefs.Kind | None = None) -> None:
    if filters.thread_id:
        filters = replace(filters, thread_id=thread(dossier, filters.thread_id).id)
    n = count_any(dossier, _wanted(country, filters))
    most = MOST_IN_PDF if kind == "pdf" else MOST_STATEMENTS
    if n > most:
        form, other = ("PDF", "; or write it as .docx and print that") if kind == "pdf" else ("brief", "")
        what = f"{n} statements fit, and one {form} holds at most {most}."
        raise SettingsError(what, where=country, do=_NARROWER + other)


def _wanted(country: str, filters: briefs.Filters) -> list[StatementFilter]:
    """Return filters of which each wants some of what is within the limits, and all together the whole."""
    states: tuple[ReviewState | None, ...] = (*_VOUCHED, "rejected") if filters.reviewed else (None,)
    return [
        StatementFilter(
            country=country,
            since=filters.since,
            until=filters.until,
            thread=filters.thread_id,
            right=right,
            camp=camp,
            review=state,
        )
        for right in (filters.rights or (None,))
        for camp in (filters.camps or (None,))
        for state in states
    ]


def _fits(statement: Statement, filters: briefs.Filters) -> bool:
    """Tell whether a statement is within the limits; one that was rejected is told of as left out."""
    camps = {speaker.camp for speaker in statement.speakers}
    return (
        (not filters.rights or bool(set(filters.rights).intersection(statement.rights)))
        and (not filters.camps or bool(camps.intersection(filters.camps)))
        and (not filters.reviewed or statement.review in (*_VOUCHED, "rejected"))
    )


def _commitments(
    dossier: Dossier, country: str, filters: briefs.Filters, woven: Iterable[Thread]
) -> tuple[Commitment, ...]:
    """Return the commitments on the rights asked for; of a thread alone, those that its statements are evidence of."""
    held = commitments(dossier, filters.as_of or "", CommitmentFilter(country=country))
    if filters.thread_id:
        members = {key for one in woven for key in one.statements}
        held = [one for one in held if members.intersection(one.evidence)]
    return tuple(one for one in held if not filters.rights or set(filters.rights).intersection(one.rights))


def _reviews(dossier: Dossier, statements: Sequence[Statement]) -> dict[str, Review]:
    """Return the review that holds for each reviewed statement."""
    wanted = {one.id for one in statements if one.review != "machine"}
    if not wanted:
        return {}
    return {one.review.statement: one.review for one in reviews.standing(dossier) if one.review.statement in wanted}


def _pictures(dossier: Dossier, told: tuple[FigureCheck, ...]) -> dict[str, str]:
    """Return the picture of each check, by its id; where low values are good, they are drawn above."""
    low = {one.name for one in list_series(dossier) if one.best == "low"} if told else set()
    return {one.id: draw(one, is_low_best=one.indicator in low) for one in told}
