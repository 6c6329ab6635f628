"""Issues: what could not be handled, never only logged."""

from __future__ import annotations

from collections import Counter

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.web.asked import given
from onrecord.web.rendering import page

MOST_SHOWN = 500


def show(request: Request) -> Response:
    """Show the issues, of one kind or document if the address says so; settled ones only on request."""
    kind, document = given(request, "kind"), given(request, "document")
    with request.app.state.access.reading() as dossier:
        every = dossier.issues(settled=bool(given(request, "settled")))
        kinds = Counter(issue.kind for issue in every)
        shown = [i for i in every if kind in (None, i.kind) and document in (None, i.document)]
        return page(request, "issues.html.j2", issues=shown[:MOST_SHOWN], total=len(shown), kinds=sorted(kinds.items()))


ROUTES = [Route("/issues", show)]
