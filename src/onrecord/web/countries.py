"""A country's page: what is said of it by whom, what is disputed, promised and done, and of what nothing is heard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.briefs.chart import draw
from onrecord.briefs.held import ORDER, held_meta
from onrecord.briefs.promises import COLUMNS
from onrecord.briefs.weighed import Pair
from onrecord.dossier import Dossier, StatementFilter, bills, overview, pages
from onrecord.dossier.commitments import CommitmentFilter, commitments, heard_last
from onrecord.dossier.finding_pages import FindingQuery, count_kinds, finding_page
from onrecord.dossier.series import count_verdicts, newest_checks
from onrecord.dossier.tallies import Tally, tally
from onrecord.dossier.thread_pages import AGAINST, thread_page
from onrecord.errors import SettingsError
from onrecord.records import CAMPS, FIGURE_VERDICTS, Camp, Commitment, CommitmentStatus, FigureCheck, FindingKind
from onrecord.reference.countries import Gazetteer
from onrecord.web.asked import asked_filter, given, one_of
from onrecord.web.cards import rows_by_id, rows_of
from onrecord.web.commitments import as_of
from onrecord.web.linked import Base, bins, camp_rows, courses, matrix_of_camps, matrix_of_voices, peak, year_lines
from onrecord.web.rendering import link, page
from onrecord.web.weighed import pairs_of, weightiest

MOST_PAIRS, MOST_COMMITMENTS, MOST_SILENT, MOST_CHECKS, MOST_THREADS, MOST_NEWEST = 3, 8, 6, 4, 10, 4
_TO_CHOOSE_FROM = 12
MOST_JUDGED, MOST_LINKS = 200, 300
"""So many commitments are judged for the page, with so many links to statements; their own list judges all."""
TROUBLED: tuple[CommitmentStatus, ...] = ("regressed", "not-fulfilled", "overdue", "disputed")
"""The statuses of commitments that a reader has to look at first."""


def show(request: Request) -> Response:
    """Show a country."""
    code = request.path_params["code"].upper()
    wanted = asked_filter(request, country=code, review="standing")
    with request.app.state.access.reading() as dossier:
        counted = tally(dossier, wanted)
        name = name_of(dossier, code, counted)
        base = Base(params={"country": code, "since": wanted.since, "until": wanted.until, "right": wanted.right})
        found = bins(base, counted.years)
        return page(
            request,
            "country.html.j2",
            code=code,
            name=name,
            counted=counted,
            base=base,
            is_limited=bool(wanted.since or wanted.until or wanted.right),
            brief=link("/briefs", country=code, right=wanted.right, since=wanted.since, until=wanted.until),
            **_matrix(request, dossier, wanted, base, counted),
            chart=draw(found),
            table=year_lines(found),
            camps=camp_rows(base, counted.camps),
            courses=courses(base, counted.acts),
            COLUMNS=COLUMNS,
            disputes=_disputes(dossier, wanted),
            held=_held(dossier, wanted, as_of(request)),
            held_meta=held_meta,
            figures=_figures(dossier, code),
            bills=_bills(dossier, code),
            threads=thread_page(dossier, country=code, right=wanted.right, limit=MOST_THREADS),
            newest=rows_of(dossier, pages.statement_page(dossier, wanted, order="newest", limit=MOST_NEWEST).items),
        )


def name_of(dossier: Dossier, code: str, counted: Tally | None = None) -> str:
    """Return what a country is called.

    Raises:
        SettingsError: no country has this code, and nothing is said of one that has.
    """
    name = Gazetteer(dossier.declared_countries()).name_of(code)
    if name == code and not (counted and counted.statements):
        raise SettingsError("there is no such country.", where=code, do="the overview lists those of the dossier")
    return name


def _matrix(request: Request, dossier: Dossier, wanted: StatementFilter, base: Base, counted: Tally) -> dict[str, Any]:
    """Return the rights by stance: others beside authors, or one camp beside another."""
    totals = Counter[Camp]()
    for (camp, _), n in counted.camps.items():
        totals[camp] += n
    sides = ("camps", "voices")
    if one_of("sides", given(request, "sides"), sides) != "camps" or not totals:
        lines = matrix_of_voices(base, counted)
        groups: tuple[str, str] = ("Said by others", "Authors’ own")
        return {"sides": "voices", "groups": groups, "totals": totals, "matrix": lines, "top": peak(lines)}
    others = [camp for camp, _ in totals.most_common() if camp not in ("government", "unknown")]
    one = one_of("one", given(request, "one"), CAMPS) or "government"
    other = one_of("other", given(request, "other"), CAMPS) or next((c for c in others if c != one), "NGO")
    of_others = StatementFilter(**{**_fields(wanted), "voice": "attributed"})
    lines = matrix_of_camps(base, overview.matrix(dossier, of_others), (one, other))  # type: ignore[arg-type]
    return {"sides": "camps", "groups": (one, other), "totals": totals, "matrix": lines, "top": peak(lines)}


def _fields(wanted: StatementFilter) -> dict[str, Any]:
    return {name: getattr(wanted, name) for name in StatementFilter.__dataclass_fields__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputes:
    """How many findings there are of each kind, and the first of those that set statements against each other."""

    counts: Mapping[FindingKind, int]
    shown: tuple[tuple[FindingKind, tuple[Pair, ...]], ...]


def _disputes(dossier: Dossier, wanted: StatementFilter) -> Disputes:
    query = FindingQuery(country=wanted.country, right=wanted.right)
    counts = count_kinds(dossier, query)
    shown = []
    for kind in AGAINST:
        if kind in counts:
            some = finding_page(dossier, replace(query, kinds=(kind,)), limit=_TO_CHOOSE_FROM, total=counts[kind])
            shown.append((kind, tuple(weightiest(pairs_of(dossier, some.items))[:MOST_PAIRS])))
    return Disputes(counts=counts, shown=tuple(shown))


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Commitments as of a day: how many have each status, those to look at first, and those never heard of.

    *judged* of all are: where there are too many, those that the statements taken in last bear on (not *is_whole*).
    """

    as_of: str
    size: int
    judged: int
    is_whole: bool
    tallies: tuple[tuple[CommitmentStatus, int], ...]
    first: tuple[Commitment, ...]
    silent: tuple[Commitment, ...]
    silent_count: int


def _held(dossier: Dossier, wanted: StatementFilter, on: str) -> Held:
    ids, size = heard_last(dossier, wanted.country or "", wanted.right, MOST_JUDGED, MOST_LINKS)
    among = ids if size > len(ids) else None
    found = commitments(dossier, on, CommitmentFilter(country=wanted.country, right=wanted.right, among=among))
    counts = Counter(status_of(one) for one in found)
    told = sorted(
        (one for one in found if one.evidence or one.verdict),
        key=lambda one: (ORDER.index(status_of(one)), _newest_first(one.last_heard)),
    )
    silent = [one for one in found if not one.evidence and not one.verdict]
    return Held(
        as_of=on,
        size=size,
        judged=len(found),
        is_whole=among is None,
        tallies=tuple((status, counts[status]) for status in ORDER if counts[status]),
        first=tuple(told[:MOST_COMMITMENTS]),
        silent=tuple(sorted(silent, key=_silent_since)[:MOST_SILENT]),
        silent_count=len(silent),
    )


def _silent_since(one: Commitment) -> tuple[str, str]:
    return one.last_heard or one.made or "~", one.id


def status_of(one: Commitment) -> CommitmentStatus:
    """Return a person's verdict on a commitment where there is one, else the status computed."""
    return one.verdict or one.status


def _newest_first(day: str | None) -> tuple[int, ...]:
    return tuple(-ord(c) for c in day or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How many figures have each verdict, and the first that differ, each with the row of its statement."""

    counts: tuple[tuple[str, int], ...]
    shown: tuple[tuple[FigureCheck, Any], ...]


def _figures(dossier: Dossier, code: str) -> Figures:
    counts = count_verdicts(dossier, code)
    differing = newest_checks(dossier, code, "differs", MOST_CHECKS)
    rows = rows_by_id(dossier, [one.statement for one in differing])
    return Figures(
        counts=tuple((verdict, counts[verdict]) for verdict in FIGURE_VERDICTS if verdict in counts),
        shown=tuple((one, rows[one.statement]) for one in differing if one.statement in rows),
    )


def _bills(dossier: Dossier, code: str) -> list[tuple[Any, Any, int]]:
    """Return the bills of a country with their versions and how many concerns are raised about each."""
    return [
        (one, bills.versions(dossier, one.id), len(bills.concerns(dossier, one.id)))
        for one in bills.bills(dossier, code)
    ]


ROUTES = [Route("/countries/{code}", show)]
