"""Commitments: what a state is held to, what was heard of it since, and what a person makes of that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import get_args

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.briefs.rows import Row
from onrecord.commitments.asks import last_day
from onrecord.dossier import Dossier
from onrecord.dossier import commitments as kept
from onrecord.dossier.commitment_decisions import Decided, decide, find_commitment, log
from onrecord.dossier.commitment_pages import MOST_JUDGED, listed
from onrecord.dossier.commitments import CommitmentFilter, Evidence
from onrecord.errors import SettingsError
from onrecord.records import COMMITMENT_STATUSES, RIGHTS, Commitment, CommitmentKind
from onrecord.reference.countries import Gazetteer
from onrecord.settings import iso, utc_now
from onrecord.web.asked import PAGE_SIZE, day, given, one_of, person, text_of, with_form
from onrecord.web.cards import rows_of
from onrecord.web.rendering import go, page
from onrecord.web.statements import country_choices

KINDS: tuple[CommitmentKind, ...] = get_args(CommitmentKind)
_DECISIONS: tuple[Decided, ...] = get_args(Decided)


def as_of(request: Request) -> str:
    """Return the last day of the state of knowledge that the address asks for; today without one."""
    asked = day("as_of", given(request, "as_of"))
    return last_day(asked) if asked else utc_now().date().isoformat()


def show_list(request: Request) -> Response:
    """Show commitments with their status, or those of which nothing was heard."""
    on = as_of(request)
    status = one_of("status", given(request, "status"), COMMITMENT_STATUSES)
    wanted = CommitmentFilter(
        country=given(request, "country"),
        kind=one_of("kind", given(request, "kind"), KINDS),  # type: ignore[arg-type]
        right=one_of("right", given(request, "right"), RIGHTS),  # type: ignore[arg-type]
    )
    silent = day("silent", given(request, "silent"))
    first = int(given(request, "first") or 0) if (given(request, "first") or "0").isdecimal() else 0
    with request.app.state.access.reading() as dossier:
        keys = listed(dossier, on, wanted)
        is_counted = len(keys) <= MOST_JUDGED or bool(silent or status)
        if silent:
            every = kept.silences(dossier, silent + "-01" * (2 - silent.count("-")), on, wanted)
        elif is_counted:
            every = kept.commitments(dossier, on, wanted)
        else:
            every = kept.commitments(dossier, on, CommitmentFilter(among=tuple(keys[first : first + PAGE_SIZE])))
        found = [one for one in every if status in (None, status_of(one))]
        return page(
            request,
            "commitments.html.j2",
            shown=found[first : first + PAGE_SIZE] if is_counted else found,
            total=len(found) if is_counted else len(keys),
            most_judged=None if is_counted else MOST_JUDGED,
            first=first,
            size=PAGE_SIZE,
            statuses=_statuses(every) if is_counted else [(code, None) for code in COMMITMENT_STATUSES],
            kinds=KINDS,
            as_of=on,
            countries=country_choices(dossier),
        )


def _statuses(every: Sequence[Commitment]) -> list[tuple[str, int | None]]:
    counts = Counter(map(status_of, every))
    return [(code, counts[code]) for code in COMMITMENT_STATUSES if counts[code]]


def status_of(one: Commitment) -> str:
    """Return a person's status where there is one, else the computed one."""
    return one.verdict or one.status


def show(request: Request) -> Response:
    """Show one commitment: its status, the words that it rests on, what else bears on it, and what persons decided."""
    on = as_of(request)
    with request.app.state.access.reading() as dossier:
        key = find_commitment(dossier, request.path_params["id"])
        one, evidence = kept.commitment(dossier, key, on)
        rows = rows_of(dossier, (item.told.statement for item in evidence))
        by_id = {item.told.statement.id: (item, row) for item, row in zip(evidence, rows, strict=True)}
        return page(
            request,
            "commitment.html.j2",
            one=one,
            as_of=on,
            resting=[by_id[id] for id in one.evidence if id in by_id],
            others=[pair for id, pair in by_id.items() if id not in (*one.evidence, one.origin)],
            country=Gazetteer(dossier.declared_countries()).name_of(one.by),
            found_in=_origin(dossier, one),
            history=log(dossier, key),
            statuses=COMMITMENT_STATUSES,
            date_of=date_of,
        )


def _origin(dossier: Dossier, one: Commitment) -> list[Row]:
    """Return the statement that a pledge or call was found in, as a row."""
    try:
        return rows_of(dossier, [dossier.statement(one.origin)])
    except SettingsError:
        return []


def date_of(item: Evidence) -> str:
    """Return the date by which evidence is placed; empty where it is not known."""
    told = item.told
    return told.dated or told.statement.time.start or told.published.start or ""


def review(request: Request, form: FormData) -> Response:
    """Write down what a person decides on a commitment, and go back."""
    by = person(request, form)
    decision = one_of("decision", text_of(form, "decision"), _DECISIONS)
    fields: Sequence[str] = ("statement", "status", "dated")
    with request.app.state.access.writing() as dossier:
        key = find_commitment(dossier, request.path_params["id"])
        told = {name: text_of(form, name) or None for name in fields}
        decide(
            dossier, key, decision, by=by, now=iso(utc_now()), why=text_of(form, "why") or None, **told  # type: ignore[arg-type]
        )  # fmt: skip
    return go(text_of(form, "back") or f"/commitments/{key}", reviewer=by)


ROUTES = [
    Route("/commitments", show_list),
    Route("/commitments/{id}", show),
    Route("/commitments/{id}/review", with_form(review), methods=["POST"]),
]
