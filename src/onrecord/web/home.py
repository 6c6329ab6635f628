"""The overview: what is in the dossier, what waits for a person."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.dossier import overview
from onrecord.web.rendering import page


def show(request: Request) -> Response:
    """Show the countries, the last intakes and what waits."""
    with request.app.state.access.reading() as dossier:
        return page(
            request,
            "home.html.j2",
            countries=overview.country_list(dossier),
            documents=dossier.count_documents(),
            intakes=dossier.intakes()[-5:][::-1],
            issues=len(dossier.issues()),
        )


ROUTES = [Route("/", show)]
