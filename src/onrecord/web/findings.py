"""Findings: the list, one with both sides in their places, and what a person says of it."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.briefs import marks
from onrecord.briefs.weighed import AGAINST, Place
from onrecord.dossier import Dossier, threads
from onrecord.dossier.finding_pages import (
    MOST_LOOKED_AT,
    FindingQuery,
    FindingState,
    count_kinds,
    decisions_on,
    finding,
    finding_page,
    is_looked_through,
)
from onrecord.dossier.findings import decide_finding
from onrecord.errors import SettingsError
from onrecord.records import FINDING_KINDS, RIGHTS, Finding, FindingKind, Span, Thread
from onrecord.settings import iso, utc_now
from onrecord.web.asked import given, one_of, person, text_of, with_form
from onrecord.web.rendering import go, page
from onrecord.web.statements import country_choices
from onrecord.web.weighed import pairs_of

PAGE_SIZE = 20
STATES: dict[FindingState, str] = {
    "standing": "not rejected", "machine": "not reviewed", "confirmed": "confirmed", "rejected": "rejected",
}  # fmt: skip
_TOGETHER = "against"
"""The kinds that set two statements against each other, asked for together."""
_DECISIONS = ("confirmed", "rejected", "undone")
_AROUND = 300
"""Characters of the document shown before and after a side."""


def show_list(request: Request) -> Response:
    """Show the findings that the address asks for."""
    wanted = _wanted(request)
    with request.app.state.access.reading() as dossier:
        kinds = count_kinds(dossier, wanted)
        shown = finding_page(
            dossier, wanted, after=given(request, "after"), before=given(request, "before"), limit=PAGE_SIZE,
            total=sum(n for kind, n in kinds.items() if kind in (wanted.kinds or kinds)),
        )  # fmt: skip
        pairs = pairs_of(dossier, shown.items)
        return page(
            request,
            "findings.html.j2",
            shown=shown,
            pairs=pairs,
            missing=len(shown.items) - len(pairs),
            kinds=kinds,
            looked_through=MOST_LOOKED_AT if is_looked_through(wanted) else None,
            against=sum(kinds.get(one, 0) for one in AGAINST),
            kind=given(request, "kind"),
            countries=country_choices(dossier),
            states=STATES,
            state=wanted.state,
            thread=_thread(dossier, wanted.thread),
        )


def _wanted(request: Request) -> FindingQuery:
    kind = one_of("kind", given(request, "kind"), (*FINDING_KINDS, _TOGETHER))
    kinds: tuple[FindingKind, ...] | None = AGAINST if kind == _TOGETHER else (kind,) if kind else None  # type: ignore[assignment]  # checked
    return FindingQuery(
        kinds=kinds,
        country=given(request, "country"),
        right=one_of("right", given(request, "right"), RIGHTS),  # type: ignore[arg-type]  # checked
        thread=given(request, "thread"),
        state=one_of("state", given(request, "state"), tuple(STATES)) or "standing",  # type: ignore[arg-type]  # checked
    )


def _thread(dossier: Dossier, id: str | None) -> Thread | None:
    """Return the thread of this id; None for one that is gone."""
    try:
        return threads.thread(dossier, id) if id else None
    except SettingsError:
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A side of a finding in its place: the text of its document around it, from *start* on, with the side marked."""

    place: Place
    start: int
    marked: Markup


def show(request: Request) -> Response:
    """Show one finding: both sides, each in its place, and what persons decided."""
    with request.app.state.access.reading() as dossier:
        found = finding(dossier, request.path_params["id"])
        pairs = pairs_of(dossier, [found])
        return page(
            request,
            "finding.html.j2",
            finding=found,
            pair=pairs[0] if pairs else None,
            excerpts=[_excerpt(place) for pair in pairs for place in (pair.a, pair.b) if place],
            thread=_thread(dossier, _thread_of(dossier, found)),
            history=decisions_on(dossier, found),
        )


def _thread_of(dossier: Dossier, found: Finding) -> str | None:
    """Return the thread in which the first side stands now."""
    standing = threads.threads_of(dossier, [found.a.statement]) if found.a.statement else {}
    return next(iter(standing.values()), found.thread)


def _excerpt(place: Place) -> Excerpt:
    document = place.source.document
    row = place.row
    spans: tuple[Span, ...] = (
        *place.spans,
        *(row.statement.source if row else ()),
        *(row.statement.cue if row else ()),
    )
    text = document.text
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    start = text.rfind("\n", 0, max(0, first - _AROUND)) + 1
    end = text.find("\n", min(len(text), last + _AROUND))
    stop = len(text) if end < 0 else end
    return Excerpt(place=place, start=start, marked=marks.mark_stretch(document, [row] if row else [], start, stop))


def review(request: Request, form: FormData) -> Response:
    """Write down what a person says of a finding, and go back."""
    by = person(request, form)
    decision = one_of("decision", text_of(form, "decision"), _DECISIONS)
    id = request.path_params["id"]
    with request.app.state.access.writing() as dossier:
        why = text_of(form, "why") or None
        decide_finding(dossier, id, decision, by=by, now=iso(utc_now()), why=why)  # type: ignore[arg-type]  # checked
    return go(text_of(form, "back") or f"/findings/{id}", reviewer=by)


ROUTES = [
    Route("/findings", show_list),
    Route("/findings/{id}", show),
    Route("/findings/{id}/review", with_form(review), methods=["POST"]),
]
