"""The app: every page's routes, and what becomes of errors."""

from __future__ import annotations

import traceback
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from importlib import import_module, resources
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from onrecord.errors import DossierError, NotWritable, OnrecordError, SettingsError
from onrecord.web.access import Access
from onrecord.web.afterwards import Afterwards
from onrecord.web.asked import NameNeeded
from onrecord.web.briefs import Exports
from onrecord.web.guard import Guard
from onrecord.web.jobs import Jobs
from onrecord.web.rendering import page

PAGES = (
    "home", "countries", "statements", "documents", "threads", "findings", "speakers", "commitments", "figures",
    "bills", "search", "intake", "issues", "reviews", "briefs", "sources",
)  # fmt: skip
"""The modules of pages; each has its `ROUTES`."""


def make_app(path: Path, hosts: Collection[str]) -> Starlette:
    """Return the app over the dossier at *path*, made if it is missing.

    Args:
        path: the dossier.
        hosts: the names, with ports, under which browsers may ask for it (`127.0.0.1:8420`).

    Raises:
        DossierError: the file is not a dossier, or cannot be used.
    """
    access = Access(path)
    app = Starlette(
        routes=routes(),
        lifespan=_until_closed,
        middleware=[Middleware(Guard, hosts=hosts)],
        exception_handlers={
            NameNeeded: _nameless,
            OnrecordError: _known,
            HTTPException: _http,
            Exception: _unknown,
        },
    )
    app.state.access = access
    app.state.jobs = Jobs(path)
    app.state.exports = Exports()
    app.state.afterwards = Afterwards(access)
    return app


@asynccontextmanager
async def _until_closed(app: Starlette) -> AsyncIterator[None]:
    yield
    app.state.afterwards.close()
    app.state.access.close()
    app.state.exports.close()


def routes() -> list[BaseRoute]:
    """Return the routes of all pages."""
    found: list[BaseRoute] = []
    for name in PAGES:
        found += import_module(f"onrecord.web.{name}").ROUTES
    return [
        *found,
        Route("/brief.css", _brief_css),
        Mount("/static", StaticFiles(packages=[("onrecord.web", "static")]), name="static"),
    ]


def _brief_css(_: Request) -> Response:
    text = resources.files("onrecord.briefs").joinpath("templates", "brief.css").read_text(encoding="utf-8")
    return Response(text, media_type="text/css")


def _nameless(request: Request, error: Exception) -> Response:
    """Ask who decides, and send the decision again with the name."""
    assert isinstance(error, NameNeeded)
    return page(request, "name.html.j2", address=error.address, fields=error.fields, status_code=422)


def _known(request: Request, error: Exception) -> Response:
    assert isinstance(error, OnrecordError)
    status = 400 if isinstance(error, SettingsError) else 503 if isinstance(error, DossierError) else 500
    if isinstance(error, SettingsError) and error.what.startswith("there is no"):
        status = 404
    if isinstance(error, NotWritable):
        status = 409
    return page(request, "error.html.j2", error=error, status_code=status)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    known = OnrecordError(error.detail, where=request.url.path, do="go back, or begin at the overview")
    return page(request, "error.html.j2", error=known, status_code=error.status_code)


def _unknown(request: Request, error: Exception) -> Response:
    traceback.print_exception(error)
    known = OnrecordError(
        f"an unexpected error: {type(error).__name__}: {error}",
        where=f"{request.method} {request.url.path}",
        do="the dossier is as it was; report this with what you did",
    )
    return page(request, "error.html.j2", error=known, status_code=500)
