"""Speakers: who, of which camp, what they said over time, where they changed position; and who is the same as whom."""

from __future__ import annotations

from typing import cast

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.dossier import Dossier, StatementFilter, pages, speaker_decisions, speaker_edits
from onrecord.dossier import speakers as kept
from onrecord.errors import SettingsError
from onrecord.records import CAMPS, STANCES, Camp, KnownSpeaker, SpeakerDecision
from onrecord.settings import iso, utc_now
from onrecord.web.asked import PAGE_SIZE, given, one_of, person, text_of, with_form
from onrecord.web.cards import rows_by_id, rows_of
from onrecord.web.rendering import go, link, page
from onrecord.web.statements import country_choices

OFFERED = 8
"""So many speakers are offered as possibly the same."""
_EDITS = ("rename", "camp", "merge", "unmerge", "undo")


def show_list(request: Request) -> Response:
    """Show the known speakers, most statements first; a search that finds one alone leads to it."""
    text = given(request, "text")
    camp = cast("Camp | None", one_of("camp", given(request, "camp"), CAMPS))
    with request.app.state.access.reading() as dossier:
        shown = kept.speakers(
            dossier, country=given(request, "country"), text=text, camp=camp, limit=PAGE_SIZE,
            after=given(request, "after"),
        )  # fmt: skip
        if text and len(shown.items) == 1 and given(request, "after") is None:
            return go(link(f"/speakers/{shown.items[0].id}"))
        return page(request, "speakers.html.j2", shown=shown, countries=country_choices(dossier))


def show(request: Request) -> Response:
    """Show one speaker: what was said, year by year, changes of position, and the parts that it is made of."""
    country = given(request, "country")
    with request.app.state.access.reading() as dossier:
        one = kept.speaker(dossier, request.path_params["id"])
        said = pages.statement_page(
            dossier, StatementFilter(said_by=one.id, country=country, review="standing"), order="newest",
            after=given(request, "after"), before=given(request, "before"), limit=PAGE_SIZE,
        )  # fmt: skip
        changes = kept.changes_of_position(dossier, one.id)
        sides = [side.statement for f in changes for side in (f.a, f.b) if side and side.statement]
        looked_for = given(request, "same")
        return page(
            request,
            "speaker.html.j2",
            one=one,
            said=said,
            rows=rows_of(dossier, said.items),
            years=kept.years(dossier, one.id, country),
            parts=kept.parts(dossier, one.id),
            changes=changes,
            sides=rows_by_id(dossier, sides),
            merged=[kept.speaker(dossier, id) for id in one.merged],
            into=kept.speaker(dossier, one.into) if one.into else None,
            offered=_offered(dossier, one.id, looked_for or one.name.split()[-1]),
            looked_for=looked_for,
            decisions=[d for d in speaker_decisions.log(dossier.connection) if _is_about(d, one.id)],
            stances=STANCES,
        )


def _offered(dossier: Dossier, id: str, text: str) -> list[KnownSpeaker]:
    found = kept.speakers(dossier, text=text, limit=OFFERED + 1).items
    return [one for one in found if one.id != id][:OFFERED]


def _is_about(decision: SpeakerDecision, id: str) -> bool:
    return id in {one.speaker for one in (decision.speaker, decision.into) if one}


def edit(request: Request, form: FormData) -> Response:
    """Write down what a person decides on a speaker, and show it."""
    by, now = person(request, form), iso(utc_now())
    what = one_of("decision", text_of(form, "decision"), _EDITS)
    id, why = request.path_params["id"], text_of(form, "why") or None
    with request.app.state.access.writing() as dossier:
        if what == "rename":
            speaker_edits.rename(dossier, id, text_of(form, "name"), by=by, now=now, why=why)
        elif what == "camp":
            camp = cast("Camp", text_of(form, "camp"))
            speaker_edits.set_camp(dossier, id, camp, by=by, now=now, why=why)
        elif what == "merge":
            id = speaker_edits.merge(dossier, [id], text_of(form, "into"), by=by, now=now, why=why).id
        elif what == "unmerge":
            parts = [str(part) for part in form.getlist("part")]
            id = speaker_edits.unmerge(dossier, id, parts, by=by, now=now, why=why).id
        elif what == "undo":
            speaker_edits.undo(dossier, text_of(form, "of") or None, by=by, now=now, why=why)
        else:
            raise SettingsError("no decision was given.", where="the form", do=f"one of {', '.join(_EDITS)}")
    return go(text_of(form, "back") or f"/speakers/{id}", reviewer=by)


ROUTES = [
    Route("/speakers", show_list),
    Route("/speakers/{id}", show),
    Route("/speakers/{id}/edit", with_form(edit), methods=["POST"]),
]
