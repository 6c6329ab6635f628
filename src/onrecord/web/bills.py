"""Bills: their versions, what changed word by word, the ledger of concerns, the sentences to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from urllib.parse import quote

from markupsafe import Markup
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.bills.akn_writing import write_akn
from onrecord.bills.concern_ledger import ledger_csv
from onrecord.bills.export_compared import rows
from onrecord.bills.export_page import write_page
from onrecord.bills.redline import redline_html
from onrecord.bills.redline_docx import write_docx
from onrecord.bills.summaries import summarise
from onrecord.briefs.billview import say_version
from onrecord.dossier import Dossier
from onrecord.dossier import bills as kept
from onrecord.dossier.concern_decisions import decide, log
from onrecord.errors import SettingsError
from onrecord.pipeline import bills as following
from onrecord.records import CONCERN_STATES, Bill, BillVersion, Change
from onrecord.settings import iso, utc_now
from onrecord.web.asked import given, one_of, person, text_of, with_form
from onrecord.web.cards import rows_by_id
from onrecord.web.jobs import new_folder
from onrecord.web.rendering import go, link, page

PROVISIONS_A_PAGE = 150
_DECISIONS = {"confirmed": "accepted", "rejected": "rejected", "verdict": "verdict", "undone": "undone"}
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_list(request: Request) -> Response:
    """Show the bills with their versions, and how the concerns about them stand."""
    with request.app.state.access.reading() as dossier:
        every = kept.bills(dossier, given(request, "country"))
        texts = following.texts_of(dossier) if every else None
        lines = [
            (
                bill,
                kept.versions(dossier, bill.id),
                Counter(line.concern.verdict or line.concern.computed for line in
                        following.ledger_of(dossier, bill, texts=texts).lines),
            )
            for bill in every
        ]  # fmt: skip
        return page(request, "bills.html.j2", lines=lines, say_version=say_version)


def show(request: Request) -> Response:
    """Show one bill: its stages, what each did, and the ledger of concerns."""
    with request.app.state.access.reading() as dossier:
        bill = kept.find_bill(dossier, request.path_params["id"])
        ledger = following.ledger_of(dossier, bill, rejected=bool(given(request, "rejected")))
        state = one_of("state", given(request, "state"), CONCERN_STATES)
        return page(
            request,
            "bill.html.j2",
            bill=bill,
            ledger=ledger,
            lines=[line for line in ledger.lines if state in (None, line.concern.computed)],
            states=Counter(line.concern.computed for line in ledger.lines),
            steps=_steps(dossier, bill),
            names={version.id: version.name for version in ledger.versions},
            say_version=say_version,
        )


def _steps(dossier: Dossier, bill: Bill) -> dict[str, str]:
    """Return what each version did to the one before it, in words, by its id."""
    found = following.changes_of(dossier, bill.id)
    return {
        version.id: ", ".join(_counts([c for c in found if c.to_version == version.id]))
        for version in kept.versions(dossier, bill.id)[1:]
    }


def _counts(changes: list[Change]) -> list[str]:
    summary = summarise(changes)
    counted = [f"{n} {relation}" for relation, n in summary.by_relation.items() if relation != "kept"]
    counted += [f"{summary.amended} amended"] * bool(summary.amended)
    return counted + [f"{n} penalties {way}" for way, n in summary.penalties.items()] or ["nothing changed"]


def show_redline(request: Request) -> Response:
    """Show what changed between two versions, word by word, a page of provisions at a time."""
    with request.app.state.access.reading() as dossier:
        bill = kept.find_bill(dossier, request.path_params["id"])
        compared = following.compared_versions(dossier, bill, *_two(request, dossier, bill))
        every = rows(compared)
        only_changed = given(request, "all") is None
        wanted = [r for r in every if r.note or r.before.split() != r.after.split()] if only_changed else list(every)
        first = _number(given(request, "from_row"))
        return page(
            request,
            "redline.html.j2",
            bill=bill,
            versions=kept.versions(dossier, bill.id),
            compared=compared,
            summary=summarise(compared.changes),
            rows=[(row, Markup(redline_html(row.before, row.after))) for row in wanted[first:][:PROVISIONS_A_PAGE]],
            first=first,
            size=PROVISIONS_A_PAGE,
            total=len(wanted),
            every=len(every),
            only_changed=only_changed,
            say_version=say_version,
        )


def _two(request: Request, dossier: Dossier, bill: Bill) -> tuple[BillVersion, BillVersion]:
    return following.two_versions(dossier, bill, given(request, "from"), given(request, "to"))


def _number(value: str | None) -> int:
    return int(value) if value and value.isdecimal() else 0


def save_redline(request: Request) -> Response:
    """Give what changed as a file: a page, tracked changes, Akoma Ntoso."""
    form = request.path_params["form"]
    with request.app.state.access.reading() as dossier:
        bill = kept.find_bill(dossier, request.path_params["id"])
        compared = following.compared_versions(dossier, bill, *_two(request, dossier, bill))
    writers: dict[str, tuple[Callable[[], bytes], str]] = {
        "docx": (lambda: write_docx(compared), _DOCX),
        "html": (lambda: write_page(compared).encode(), "application/octet-stream"),
        "xml": (lambda: write_akn(compared).encode(), "application/xml"),
    }
    if form not in writers:
        raise HTTPException(404, "this form cannot be written.")
    write, media_type = writers[form]
    return _file(write(), media_type, f"{bill.id}-{compared.a.version.name}-{compared.b.version.name}.{form}")


def save_ledger(request: Request) -> Response:
    """Give the ledger of concerns as a table."""
    with request.app.state.access.reading() as dossier:
        bill = kept.find_bill(dossier, request.path_params["id"])
        text = ledger_csv(following.ledger_of(dossier, bill))
    return _file(text.encode("utf-8-sig"), "text/csv", f"{bill.id}-concerns.csv")


def _file(data: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name.replace(' ', '-'))}"}
    return Response(data, media_type=media_type, headers=headers)


def show_screen(request: Request) -> Response:
    """Show sentences of a version that are worded like others that were found wanting."""
    with request.app.state.access.reading() as dossier:
        bill = kept.find_bill(dossier, request.path_params["id"])
        versions = kept.versions(dossier, bill.id)
        asked = given(request, "version")
        version = kept.find_version(dossier, bill.id, asked) if asked else versions[-1]
        hits, text = following.screen_version(dossier, version)
        shown = [(hit, text[slice(*hit.span)]) for hit in hits]
        return page(request, "screen.html.j2", bill=bill, versions=versions, version=version, hits=shown)


def show_concern(request: Request) -> Response:
    """Show one concern: who raised it, where it went from version to version, and what persons decided."""
    with request.app.state.access.reading() as dossier:
        bill = kept.find_bill(dossier, request.path_params["id"])
        ledger = following.ledger_of(dossier, bill, rejected=True)
        line = next((one for one in ledger.lines if one.concern.id == request.path_params["concern"]), None)
        if line is None:
            raise HTTPException(404, "there is no such concern.")
        texts = following.texts_of(dossier)
        return page(
            request,
            "concern.html.j2",
            bill=bill,
            line=line,
            versions=ledger.versions,
            raised=list(rows_by_id(dossier, line.concern.by).values()),
            wordings={version.id: texts.texts[version.id] for version in ledger.versions},
            history=log(dossier, line.concern.id),
            states=CONCERN_STATES,
            say_version=say_version,
        )


def review_concern(request: Request, form: FormData) -> Response:
    """Write down what a person decides on a concern, and go back."""
    by = person(request, form)
    id, bill = request.path_params["concern"], request.path_params["id"]
    why, now = text_of(form, "why") or None, iso(utc_now())
    decision = text_of(form, "decision")
    with request.app.state.access.writing() as dossier:
        if decision == "placed":
            following.place_concern(dossier, id, text_of(form, "version"), text_of(form, "on"), by=by, why=why, now=now)
        else:
            decided = one_of("decision", _DECISIONS.get(decision), tuple(_DECISIONS.values()))
            if decided is None:
                raise SettingsError(f"this is no decision: {decision}", do=f"one of {', '.join(_DECISIONS)}")
            state = text_of(form, "state") or None
            decide(dossier, id, decided, by=by, why=why, state=state, now=now)  # type: ignore[arg-type]
    return go(text_of(form, "back") or f"/bills/{bill}/concerns/{id}", reviewer=by)


def raise_concern(request: Request, form: FormData) -> Response:
    """Write down a concern that a person names."""
    person(request, form)
    with request.app.state.access.writing() as dossier:
        bill = kept.find_bill(dossier, request.path_params["id"])
        version = kept.find_version(dossier, bill.id, text_of(form, "version"))
        by = [dossier.statement(id) for id in text_of(form, "statement").split()]
        made = following.raise_concern(
            dossier, bill, version, text_of(form, "on"), title=text_of(form, "title"), by=by,
            asked=text_of(form, "asked") or None, standard=text_of(form, "standard") or None,
        )  # fmt: skip
    return go(f"/bills/{bill.id}/concerns/{made.id}")


def add_version(request: Request, form: FormData) -> Response:
    """Take a version of a bill in."""
    upload, folder = form.get("file"), new_folder()
    if not isinstance(upload, UploadFile) or not upload.filename:
        raise SettingsError("no file was given.", where="the form", do="choose the file of the version")
    name = upload.filename.replace("\\", "/").rsplit("/", 1)[-1]
    name = name if name not in ("", ".", "..") else "version"
    (folder / name).write_bytes(upload.file.read())
    wanted = {"--bill": "bill", "--version": "version", "--date": "date", "--name": "name", "--country": "country"}
    options = [part for option, field in wanted.items() if (value := text_of(form, field)) for part in (option, value)]
    job = request.app.state.jobs.start("bill add", [name], options, folder)
    return go(link(f"/intake/{job.id}"))


ROUTES = [
    Route("/bills", show_list),
    Route("/bills", with_form(add_version), methods=["POST"]),
    Route("/bills/{id}", show),
    Route("/bills/{id}/redline", show_redline),
    Route("/bills/{id}/redline.{form}", save_redline),
    Route("/bills/{id}/concerns.csv", save_ledger),
    Route("/bills/{id}/concerns", with_form(raise_concern), methods=["POST"]),
    Route("/bills/{id}/concerns/{concern}", show_concern),
    Route("/bills/{id}/concerns/{concern}/review", with_form(review_concern), methods=["POST"]),
    Route("/bills/{id}/screen", show_screen),
]
