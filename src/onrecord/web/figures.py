"""Figures: what texts claim of indices, held against the editions; and the indices that are loaded."""

from __future__ import annotations

from collections import Counter

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.dossier import Dossier
from onrecord.dossier.series import checks, count_points, list_series
from onrecord.figures.picture import draw
from onrecord.records import FIGURE_VERDICTS, FigureCheck
from onrecord.web.asked import PAGE_SIZE, given, one_of
from onrecord.web.cards import rows_by_id
from onrecord.web.rendering import page
from onrecord.web.statements import country_choices


def show_list(request: Request) -> Response:
    """Show the claims with their verdicts, and the indices."""
    verdict = one_of("verdict", given(request, "verdict"), FIGURE_VERDICTS)
    start = given(request, "first") or "0"
    first = int(start) if start.isdecimal() else 0
    with request.app.state.access.reading() as dossier:
        every = checks(dossier, country=given(request, "country"))
        found = [one for one in every if verdict in (None, one.verdict)]
        shown = found[first : first + PAGE_SIZE]
        return page(
            request,
            "figures.html.j2",
            shown=shown,
            rows=rows_by_id(dossier, [one.statement for one in shown]),
            pictures=_pictures(dossier, shown),
            total=len(found),
            first=first,
            size=PAGE_SIZE,
            verdicts=[(code, n) for code in FIGURE_VERDICTS if (n := Counter(one.verdict for one in every)[code])],
            series=list_series(dossier),
            points=count_points(dossier),
            countries=country_choices(dossier),
        )


def show(request: Request) -> Response:
    """Show one claim with the table of editions and the picture."""
    with request.app.state.access.reading() as dossier:
        one = next((c for c in checks(dossier) if c.id == request.path_params["id"]), None)
        if one is None:
            raise HTTPException(404, "there is no such figure check.")
        return page(
            request,
            "figure.html.j2",
            one=one,
            row=rows_by_id(dossier, [one.statement]).get(one.statement),
            picture=_pictures(dossier, [one])[one.id],
        )


def _pictures(dossier: Dossier, told: list[FigureCheck]) -> dict[str, str]:
    """Return the picture of each check, by its id; where low values are good, they are drawn above."""
    low = {one.name for one in list_series(dossier) if one.best == "low"} if told else set()
    return {one.id: draw(one, is_low_best=one.indicator in low) for one in told}


ROUTES = [Route("/figures", show_list), Route("/figures/{id}", show)]
