"""Taking in: files dropped or chosen, addresses, tables of others; how far it is, and what became of each input."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from pathlib import Path, PurePosixPath

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from onrecord.errors import SettingsError
from onrecord.web.asked import text_of
from onrecord.web.jobs import Job, new_folder
from onrecord.web.rendering import go, page, reviewer_of

MOST_FILES = 20_000
_PATHS = "paths"
"""The field that names the folders of files: browsers send the name alone."""


def show(request: Request) -> Response:
    """Show the form, what goes on, and the intakes so far."""
    with request.app.state.access.reading() as dossier:
        return page(
            request,
            "intake.html.j2",
            jobs=request.app.state.jobs.list(),
            intakes=dossier.intakes()[::-1][:50],
            refusals=dossier.refusals()[:200],
            account=dossier.account(),
        )


async def take_in(request: Request) -> Response:
    """Begin to take in what a form holds."""
    async with request.form(max_files=MOST_FILES, max_fields=2 * MOST_FILES) as form:
        job = await run_in_threadpool(_start, request, form)
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"address": f"/intake/{job.id}"})
    return go(f"/intake/{job.id}")


def _start(request: Request, form: FormData) -> Job:
    command = "import" if text_of(form, "command") == "import" else "add"
    uploads = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    paths = [str(path) for path in form.getlist(_PATHS)]
    addresses = text_of(form, "addresses").split()
    for address in addresses:
        if not address.startswith(("http://", "https://")):
            raise SettingsError("this is no web address.", where=address, do="begin it with https://")
    if not uploads and not addresses:
        raise SettingsError("nothing was given.", where="the form", do="choose files, drop them, or give addresses")
    folder = new_folder()
    names = [_save(one, path, folder) for one, path in zip(uploads, _names(uploads, paths), strict=True)]
    options = _import_options(request, form) if command == "import" else []
    jobs = request.app.state.jobs
    started: Job = jobs.start(command, [*names, *addresses], options, folder)
    return started


def _import_options(request: Request, form: FormData) -> list[str]:
    """Return the options of an import: whose the rows are, and who decided what tables say of statements."""
    given = {"--country": text_of(form, "country"), "--by": reviewer_of(request)}
    return [part for option, value in given.items() if value for part in (option, value)]


def _names(uploads: list[UploadFile], paths: list[str]) -> list[str]:
    named = [one.filename or "file" for one in uploads]
    return paths if len(paths) == len(named) else named


def _save(upload: UploadFile, name: str, folder: Path) -> str:
    """Write an upload below *folder*, under its own name; return it. A path that leads elsewhere is cut to its name."""
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    target = folder.joinpath(*(parts or ["file"]))
    while target.exists():
        target = target.with_name(f"{target.stem}-again{target.suffix}")
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        shutil.copyfileobj(upload.file, file)
    return target.relative_to(folder).as_posix()


def show_job(request: Request) -> Response:
    """Show one job: how far it is, then its account."""
    return page(request, "job.html.j2", job=_job(request))


def tell_job(request: Request) -> Response:
    """Tell the state of one job, for the progress bar."""
    return JSONResponse(asdict(_job(request)))


def stop_job(request: Request) -> Response:
    """Stop one job; what was kept stays."""
    request.app.state.jobs.stop(_job(request).id)
    return go(f"/intake/{request.path_params['number']}")


def _job(request: Request) -> Job:
    job: Job | None = request.app.state.jobs.get(request.path_params["number"])
    if job is None:
        raise HTTPException(404, "there is no such intake in this sitting.")
    return job


ROUTES = [
    Route("/intake", show),
    Route("/intake", take_in, methods=["POST"]),
    Route("/intake/{number:int}", show_job),
    Route("/intake/{number:int}/state", tell_job),
    Route("/intake/{number:int}/stop", stop_job, methods=["POST"]),
]
