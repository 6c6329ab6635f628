"""The overview: what is in the dossier, what waits for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.dossier import Dossier, overview
from onrecord.dossier.finding_pages import FindingQuery, count_countries
from onrecord.dossier.overview import CountryCount
from onrecord.dossier.tallies import CountryTally, tally_countries
from onrecord.dossier.thread_pages import AGAINST
from onrecord.records import STANCES, DeclaredCountry, Stance
from onrecord.web.asked import text_of, with_form
from onrecord.web.linked import bars
from onrecord.web.rendering import go, page

MOST_INTAKES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryLine:
    """A country in the overview: its counts, the parts of its bar, how many findings set statements against others."""

    count: CountryCount
    tally: CountryTally
    bars: tuple[tuple[Stance, float, float], ...]
    against: int


def show(request: Request) -> Response:
    """Show the countries, the last intakes and what waits."""
    with request.app.state.access.reading() as dossier:
        countries = overview.country_list(dossier)
        return page(
            request,
            "home.html.j2",
            lines=_lines(dossier, countries),
            statements=sum(one.statements for one in countries),
            documents=dossier.count_documents(),
            declared=dossier.declared_countries(),
            intakes=dossier.intakes()[-MOST_INTAKES:][::-1],
            issues=len(dossier.issues()),
        )


def _lines(dossier: Dossier, countries: Sequence[CountryCount]) -> list[CountryLine]:
    against = count_countries(dossier, FindingQuery(kinds=AGAINST))
    tallies = tally_countries(dossier, [one.code for one in countries])
    return [
        CountryLine(
            count=one,
            tally=told,
            bars=bars([100 * told.stances.get(stance, 0) / max(1, one.statements) for stance in STANCES]),
            against=against.get(one.code, 0),
        )
        for one, told in zip(countries, tallies, strict=True)
    ]


def declare(request: Request, form: FormData) -> Response:
    """Declare a country of the dossier's own; texts that are read from then on are searched for it."""
    country = DeclaredCountry(
        code=text_of(form, "code").upper(),
        name=text_of(form, "name"),
        demonym=text_of(form, "demonym") or None,
        also=tuple(name.strip() for name in text_of(form, "also").split(";") if name.strip()),
    )
    with request.app.state.access.writing() as dossier:
        dossier.declare_country(country)
    return go("/")


ROUTES = [Route("/", show), Route("/countries", with_form(declare), methods=["POST"])]
