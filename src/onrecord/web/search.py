"""Search: by words and by meaning, with what the question was taken to ask."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.dossier import find
from onrecord.dossier.expansion import expanded
from onrecord.models import load_embedder
from onrecord.web.asked import asked_filter, given
from onrecord.web.cards import rows_of
from onrecord.web.rendering import page
from onrecord.web.statements import country_choices

MOST_HITS = 60


def show(request: Request) -> Response:
    """Show the statements that answer a question, best first."""
    question = given(request, "q")
    wanted = asked_filter(request)
    with request.app.state.access.reading() as dossier:
        vector = load_embedder().embed([question])[0] if question else None
        hits = find(dossier, question, vector, wanted, MOST_HITS) if question else []
        rows = rows_of(dossier, (hit.statement for hit in hits))
        return page(
            request,
            "search.html.j2",
            hits=list(zip(hits, rows, strict=True)),
            question=question or "",
            expansion=expanded(dossier, question) if question else None,
            most=MOST_HITS,
            countries=country_choices(dossier),
        )


ROUTES = [Route("/search", show)]
