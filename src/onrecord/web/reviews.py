"""Reviews: what most needs a person, what was decided, where persons differ, and who reviews here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.dossier import Dossier, agreement, review_conflicts, review_queue, reviews
from onrecord.dossier.finding_pages import finding
from onrecord.errors import SettingsError
from onrecord.records import Finding, QueueItem
from onrecord.settings import iso, utc_now
from onrecord.web.asked import given, person, text_of, with_form
from onrecord.web.cards import rows_by_id
from onrecord.web.rendering import go, page
from onrecord.web.statements import country_choices

WAITING = 40
LOGGED = 200
TABS = {
    "queue": "What most needs a person",
    "awaiting": "Findings and concerns",
    "conflicts": "Conflicts",
    "agreement": "Agreement",
    "log": "All decisions",
}


def show_queue(request: Request) -> Response:
    """Show the statements that most need a person, those first."""
    country = given(request, "country")
    with request.app.state.access.reading() as dossier:
        items = review_queue.queue(dossier, country, WAITING)
        rows = rows_by_id(dossier, [item.id for item in items])
        pairs = [(item, rows[item.id]) for item in items if item.id in rows]
        return _page(request, dossier, "queue", items=pairs)


def show_awaiting(request: Request) -> Response:
    """Show the findings, concerns and differing reviews that await a verdict."""
    with request.app.state.access.reading() as dossier:
        items = review_queue.awaiting(dossier, given(request, "country"), WAITING)
        found = _findings(dossier, items)
        sides = [s.statement for f in found.values() for s in (f.a, f.b) if s and s.statement]
        rows = rows_by_id(dossier, [*sides, *(item.id for item in items if item.kind == "dispute")])
        return _page(request, dossier, "awaiting", items=items, findings=found, rows=rows)


def _findings(dossier: Dossier, items: Sequence[QueueItem]) -> dict[str, Finding]:
    return {item.id: finding(dossier, item.id) for item in items if item.kind == "finding"}


def show_conflicts(request: Request) -> Response:
    """Show the reviews whose statement is there no more."""
    with request.app.state.access.reading() as dossier:
        found = review_conflicts.conflicts(dossier)
        rows = rows_by_id(dossier, [id for one in found for id in one.candidates])
        return _page(request, dossier, "conflicts", conflicts=found, rows=rows)


def settle(request: Request, form: FormData) -> Response:
    """Attach a review to the statement that is meant, or keep what it was about as a person's own statement."""
    by, now = person(request, form), iso(utc_now())
    with request.app.state.access.writing() as dossier:
        if text_of(form, "decision") == "place":
            review_conflicts.place(dossier, request.path_params["id"], text_of(form, "statement"), by=by, now=now)
        elif text_of(form, "decision") == "keep":
            review_conflicts.keep_own(dossier, request.path_params["id"], by=by, now=now)
        else:
            raise SettingsError("no decision was given.", where="the form", do="place it, or keep it")
    return go("/reviews/conflicts", reviewer=by)


def show_agreement(request: Request) -> Response:
    """Show how far any two persons agree, label by label, and on what they differ."""
    with request.app.state.access.reading() as dossier:
        differing = agreement.disputes(dossier)
        rows = rows_by_id(dossier, [one.statement for one in differing[:WAITING]])
        return _page(request, dossier, "agreement", lines=agreement.agreement(dossier), disputes=differing, rows=rows)


def show_log(request: Request) -> Response:
    """Show all decisions on statements, the newest first."""
    by = given(request, "by")
    with request.app.state.access.reading() as dossier:
        every = reviews.log(dossier)
        found = [one for one in reversed(every) if by in (None, one.by)]
        rows = rows_by_id(dossier, [one.statement for one in found[:LOGGED]])
        names = sorted({one.by for one in every})
        return _page(request, dossier, "log", reviews=found[:LOGGED], total=len(found), rows=rows, names=names)


def _page(request: Request, dossier: Dossier, tab: str, **values: Any) -> Response:
    return page(
        request, f"reviews_{tab}.html.j2", tab=tab, tabs=TABS, countries=country_choices(dossier), **values
    )  # fmt: skip


def show_me(request: Request) -> Response:
    """Ask under which name the person reviews."""
    return page(request, "reviews_me.html.j2")


def be(request: Request, form: FormData) -> Response:
    """Remember the name of the person who reviews."""
    return go(text_of(form, "back") or "/reviews", reviewer=person(request, form))


ROUTES = [
    Route("/reviews", show_queue),
    Route("/reviews/me", show_me),
    Route("/reviews/me", with_form(be), methods=["POST"]),
    Route("/reviews/awaiting", show_awaiting),
    Route("/reviews/conflicts", show_conflicts),
    Route("/reviews/conflicts/{id}", with_form(settle), methods=["POST"]),
    Route("/reviews/agreement", show_agreement),
    Route("/reviews/log", show_log),
]
