"""Statements: the list, one of them with what made it, and what a person decides on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.briefs import marks
from onrecord.briefs.words import say_date
from onrecord.dossier import Dossier, notes, overview, pages, rebuttals, reviews
from onrecord.dossier.connected import connected
from onrecord.dossier.facts import Order
from onrecord.dossier.given import SPEAKER, TEXTS, read_changes
from onrecord.dossier.reviews import Changes, Decision
from onrecord.records import Note, Span, Statement, When
from onrecord.settings import iso, utc_now
from onrecord.web.asked import PAGE_SIZE, asked_filter, given, one_of, person, text_of, with_form
from onrecord.web.cards import rows_of
from onrecord.web.rendering import go, page

ORDERS = {"document": "by document", "newest": "newest first", "confidence": "least sure first"}
_AROUND = 600
"""Characters of the document shown before and after a statement."""
_DECISIONS = ("confirmed", "corrected", "rejected", "undone")


def show_list(request: Request) -> Response:
    """Show the statements that the address asks for."""
    wanted = asked_filter(request)
    order = cast("Order", one_of("order", given(request, "order"), tuple(ORDERS)) or "document")
    with request.app.state.access.reading() as dossier:
        found = pages.statement_page(
            dossier, wanted, order=order, after=given(request, "after"), before=given(request, "before"),
            limit=PAGE_SIZE,
        )  # fmt: skip
        return page(
            request,
            "statements.html.j2",
            shown=found,
            rows=rows_of(dossier, found.items),
            countries=country_choices(dossier),
            orders=ORDERS,
            order=order,
        )


def country_choices(dossier: Dossier) -> list[tuple[str, str]]:
    """Return the countries that statements are about, as choices of a filter."""
    return [(c.code, c.name or c.code) for c in overview.country_list(dossier) if c.code]


def show(request: Request) -> Response:
    """Show one statement: its words in their place, what the machine made of them and why, and what persons decided."""
    with request.app.state.access.reading() as dossier:
        statement = dossier.statement(request.path_params["id"])
        (row,) = rows_of(dossier, [statement])
        start, end = _around(statement, row.source.document.text)
        return page(
            request,
            "statement.html.j2",
            row=row,
            statement=statement,
            start=start,
            marked=marks.mark_stretch(row.source.document, [row], start, end),
            labels=_labels(statement),
            history=reviews.log(dossier, statement.id),
            rebuttals=rebuttals.rebuttals(dossier, statement.id),
            notes=_notes_on(statement, notes.notes(dossier, document=statement.document)),
            beside=connected(dossier, statement, iso(utc_now())[:10]),
            values=values_of(statement),
        )


def _notes_on(statement: Statement, found: Iterable[Note]) -> list[Note]:
    """Return the notes that stand on any of a statement's words."""
    own = (*statement.source, *statement.cue, *statement.content)
    return [note for note in found if any(a < end and start < b for start, end in note.spans for a, b in own)]


def rebut(request: Request, form: FormData) -> Response:
    """Attach a rebuttal to a statement, or take one back."""
    by, now, id = person(request, form), iso(utc_now()), request.path_params["id"]
    why = text_of(form, "why") or None
    with request.app.state.access.writing() as dossier:
        if taken_back := text_of(form, "undo"):
            rebuttals.undo(dossier, taken_back, by=by, now=now, why=why)
        else:
            said, note, who = (text_of(form, name) or None for name in ("statement", "note", "who"))
            rebuttals.attach(dossier, id, by=by, now=now, why=why, statement=said, note=note, who=who)
    return go(text_of(form, "back") or f"/statements/{id}", reviewer=by)


def _labels(statement: Statement) -> list[tuple[str, str]]:
    """Return what the machine gave a statement, each with its value in words."""
    found = [
        ("statement", statement.voice),
        ("rights", ", ".join(statement.rights) or "none"),
        ("act", statement.act),
        ("stance", statement.stance),
        ("hedged", "yes" if statement.hedged else "no"),
        ("target", statement.target or "unknown"),
        ("country", statement.country or "unknown"),
        ("time", say_date(statement.time)),
        ("speaker", ", ".join(s.name or "nobody named" for s in statement.speakers) or "unresolved"),
        *((f"instrument: {one.kind}", one.name) for one in statement.instruments),
        *((f"figure: {one.measures or ''}", f"{one.value:g} {one.unit or ''}") for one in statement.figures),
    ]
    known = [name for name, _ in found]
    others = dict.fromkeys(name for name in (*statement.reasons, *statement.confidence) if name not in known)
    return [*found, *((name, "") for name in others)]


def _around(statement: Statement, text: str) -> tuple[int, int]:
    """Return the stretch of the text that shows a statement with what stands around it, from line to line."""
    spans = (*statement.source, *statement.cue, *statement.content)
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    start = text.rfind("\n", 0, max(0, first - _AROUND)) + 1
    end = text.find("\n", min(len(text), last + _AROUND))
    return start, len(text) if end < 0 else end


def review(request: Request, form: FormData) -> Response:
    """Write down what a person decides on a statement, and go back."""
    by = person(request, form)
    decision = one_of("decision", text_of(form, "decision"), _DECISIONS)
    id = request.path_params["id"]
    with request.app.state.access.writing() as dossier:
        changes = _changes(form, dossier.statement(id)) if decision == "corrected" else Changes()
        made = Decision(
            statement=id,
            decision=decision,  # type: ignore[arg-type]  # checked above
            by=by,
            why=text_of(form, "why") or None,
            changes=changes,
        )
        (done,) = reviews.review(dossier, [made], iso(utc_now()))
    if decision != "confirmed":  # what is confirmed says the same as before
        request.app.state.afterwards.weigh([done.document])
    return go(text_of(form, "back") or f"/statements/{id}", reviewer=by)


def _changes(form: FormData, statement: Statement) -> Changes:
    """Return the values of a form that are not those which the statement has."""
    now = values_of(statement)
    sent = {name: text_of(form, name) for name in (*TEXTS, *SPEAKER) if name in form}
    if "labels" in form:  # boxes that are not ticked are not sent
        sent["rights"] = ",".join(str(code) for code in form.getlist("rights"))
        sent["hedged"] = "yes" if form.get("hedged") else "no"
    changed = {name: value or "none" for name, value in sent.items() if value != now.get(name)}
    if any(name in changed for name in SPEAKER):
        changed |= {name: sent.get(name, "") for name in SPEAKER}
        changed["speaker"] = changed["speaker"] or "none"
    return read_changes(changed)


def values_of(statement: Statement) -> dict[str, str]:
    """Return what a person can correct, as it is written in a form."""
    who = statement.speakers[0] if statement.speakers else None
    return {
        "rights": ",".join(statement.rights),
        "act": statement.act,
        "stance": statement.stance,
        "hedged": "yes" if statement.hedged else "no",
        "target": statement.target or "",
        "time": _time(statement.time),
        "source": _spans(statement.source),
        "cue": _spans(statement.cue),
        "content": _spans(statement.content),
        "speaker": (who and who.name) or "",
        "role": (who and who.role) or "",
        "affiliation": (who and who.affiliation) or "",
        "camp": who.camp if who else "unknown",
    }


def _spans(spans: tuple[Span, ...]) -> str:
    return ",".join(f"{start}-{end}" for start, end in spans)


def _time(when: When) -> str:
    """Return a time as `read_changes` takes it."""
    if not (when.start and when.end):
        return when.start or when.end or ""
    size = {"year": 4, "month": 7}.get(when.precision, 10)
    start, end = when.start[:size], when.end[:size]
    return start if start == end else f"{start}..{end}"


ROUTES = [
    Route("/statements", show_list),
    Route("/statements/{id}", show),
    Route("/statements/{id}/review", with_form(review), methods=["POST"]),
    Route("/statements/{id}/rebuttals", with_form(rebut), methods=["POST"]),
]
