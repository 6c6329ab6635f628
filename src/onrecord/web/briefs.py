"""Handing in: briefs in every form, and exports for other programs."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import quote

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from onrecord import exports
from onrecord.briefs import Filters, Style, find_style, read_style
from onrecord.dossier import Dossier, threads
from onrecord.dossier.brief_log import briefs_written
from onrecord.errors import SettingsError
from onrecord.pipeline import make_brief, note_brief
from onrecord.pipeline.exporting import export
from onrecord.records import CAMPS, RIGHTS
from onrecord.reference.countries import Gazetteer
from onrecord.settings import iso, utc_now
from onrecord.web.asked import asked_filter, day, given, one_of, text_of, with_form
from onrecord.web.jobs import new_folder
from onrecord.web.rendering import go, page
from onrecord.web.statements import country_choices

FORMS = {
    "html": "a page", "docx": "Word (DOCX)", "pdf": "PDF", "md": "Markdown", "json": "JSON"
}  # fmt: skip
KEPT_EXPORTS = 12
"""So many of the last exports of a sitting can still be saved."""
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)"')
_UNSAFE = re.compile(r"[^\w-]+")


def show(request: Request) -> Response:
    """Show the forms for briefs and exports, and the briefs that were written."""
    with request.app.state.access.reading() as dossier:
        thread = given(request, "thread")
        return page(
            request,
            "briefs.html.j2",
            countries=country_choices(dossier),
            thread=threads.thread(dossier, thread) if thread else None,
            forms=FORMS,
            exports=exports.FORMS,
            written=briefs_written(dossier)[:50],
            names=Gazetteer(dossier.declared_countries()).name_of,
        )


def look(request: Request) -> Response:
    """Show a brief as its page is; nothing is noted of it."""
    country = given(request, "country")
    if country is None:
        raise SettingsError("a brief is on a country.", where="the address", do="choose one")
    with request.app.state.access.reading() as dossier:
        made = make_brief(dossier, country, _filters(request.query_params, request), "html", now=iso(utc_now()))
    text = made.data.decode()
    policy = _POLICY.search(text)
    allowed = policy.group(1).replace("&#39;", "'") if policy else "default-src 'none'"
    return HTMLResponse(text, headers={"Content-Security-Policy": f"{allowed}; frame-ancestors 'none'"})


def write(request: Request, form: FormData) -> Response:
    """Write a brief, give it as a file, and note it, so that the next one can say what has changed."""
    kind = one_of("form", text_of(form, "form") or "html", tuple(FORMS)) or "html"
    country = text_of(form, "country")
    if not country:
        raise SettingsError("a brief is on a country.", where="the form", do="choose one")
    now = iso(utc_now())
    filters = _filters(form, request)
    with request.app.state.access.reading() as dossier:
        style, since = _style(form), text_of(form, "since_brief") or None
        made = make_brief(dossier, country, filters, kind, now=now, style=style, since_brief=since)  # type: ignore[arg-type]
    name = f"{country}-{now[:10]}.{kind}"
    with request.app.state.access.writing() as dossier:
        note_brief(dossier, made, name, now)
    return Response(made.data, media_type=_safe(made.media_type), headers=_as_file(name))


def _filters(sent: FormData | object, request: Request) -> Filters:
    """Return the limits of a brief that a form or an address gives."""
    values = sent if isinstance(sent, FormData) else request.query_params
    rights, camps = (frozenset(map(str, values.getlist(name))) - {""} for name in ("right", "camp"))
    for name, codes, known in (("right", rights, RIGHTS), ("camp", camps, CAMPS)):
        for code in codes:
            one_of(name, code, known)
    texts = {name: str(values.get(name) or "").strip() or None for name in ("since", "until", "as_of", "thread")}
    return Filters(
        since=day("since", texts["since"]),
        until=day("until", texts["until"]),
        as_of=day("as_of", texts["as_of"]),
        thread_id=texts["thread"],
        rights=tuple(code for code in RIGHTS if code in rights),
        camps=tuple(code for code in CAMPS if code in camps),
        reviewed=bool(values.get("reviewed")),
    )


def _style(form: FormData) -> Style | None:
    upload = form.get("csl")
    if isinstance(upload, UploadFile) and upload.filename:
        return read_style(upload.file.read(), upload.filename)
    name = text_of(form, "style")
    return find_style(name) if name else None


def _safe(media_type: str) -> str:
    """Return a media type that no browser opens as a page of ours."""
    return "application/octet-stream" if media_type.startswith("text/html") else media_type


def _as_file(name: str) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """An export of this sitting: the file and its account."""

    number: int
    form: str
    path: Path
    account: exports.Account


class Exports:
    """The last exports of this sitting, in a folder of their own."""

    def __init__(self) -> None:
        self.folder = new_folder()
        self._numbers = count(1)
        self.made: dict[int, Made] = {}

    def make(self, dossier: Dossier, form: str, request: Request) -> Made:
        """Write an export, and forget the oldest if there are many."""
        number = next(self._numbers)
        kind = exports.form_of(form, None)
        path = self.folder / f"{_UNSAFE.sub('-', dossier.path.stem)}-{number}{kind.suffix}"
        wanted, reviewed = asked_filter(request), bool(given(request, "reviewed"))
        with path.open("wb") as out:
            account = export(dossier, form, out, wanted=wanted, reviewed=reviewed, generated_at=iso(utc_now()))
        made = self.made[number] = Made(number=number, form=form, path=path, account=account)
        for old in sorted(self.made)[:-KEPT_EXPORTS]:
            self.made.pop(old).path.unlink(missing_ok=True)
        return made

    def close(self) -> None:
        """Remove the files."""
        shutil.rmtree(self.folder, ignore_errors=True)


def make_export(request: Request) -> Response:
    """Write an export, and show its account."""
    form = given(request, "to") or "jsonl"
    with request.app.state.access.reading() as dossier:
        made = request.app.state.exports.make(dossier, form, request)
    return go(f"/exports/{made.number}")


def show_export(request: Request) -> Response:
    """Show what an export holds, what it left out and why, and where to save it."""
    return page(request, "export.html.j2", made=_export(request), size=_export(request).path.stat().st_size)


def save_export(request: Request) -> Response:
    """Give the file of an export."""
    made = _export(request)
    return FileResponse(made.path, media_type="application/octet-stream", headers=_as_file(made.path.name))


def _export(request: Request) -> Made:
    made: Made | None = request.app.state.exports.made.get(request.path_params["number"])
    if made is None:
        raise HTTPException(404, "this export is not kept any more; make it again.")
    return made


ROUTES = [
    Route("/briefs", show),
    Route("/briefs", with_form(write), methods=["POST"]),
    Route("/briefs/look", look),
    Route("/exports", make_export),
    Route("/exports/{number:int}", show_export),
    Route("/exports/{number:int}/file", save_export),
]
