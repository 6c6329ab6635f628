"""The command that takes in files of other programs, of commitments and of index series."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.console import CLEAN, COULD_NOT_RUN, WITH_ISSUES, Console
from onrecord.errors import NotFetched, Refusal

if TYPE_CHECKING:
    from onrecord.dossier import Dossier
    from onrecord.pipeline import Request
    from onrecord.records import ImportReport

Files = Annotated[list[Path], typer.Argument(metavar="FILE…", help="Files as their publishers give them.")]
DossierPath = Annotated[Path, typer.Option("-d", "--dossier", help="The dossier: one file.", dir_okay=False)]
As = Annotated[str | None, typer.Option("--as", help="The format, where a file does not show it.")]
OfCountry = Annotated[
    str | None, typer.Option("--country", help="Only what is about it; whose the rows are, where they do not say.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines (docs/records.schema.json).")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print results and errors only.")]


ByName = Annotated[str, typer.Option("--by", help="Whose word it is, where the file does not say.")]
Fetch = Annotated[bool, typer.Option("--fetch", help="Fetch references that have no file from their addresses.")]
Folders = Annotated[
    list[Path] | None,
    typer.Option("--files", help="Where files lie that a library names; may be given again.", file_okay=False),
]


def import_files(
    files: Files, dossier: DossierPath, form: As = None, country: OfCountry = None, by: ByName = "",
    folders: Folders = None, fetch: Fetch = False, as_json: AsJson = False, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Take in files of other programs: each row is added, updated, unchanged, or refused with its reason.

    Tables of one's own, references (BibTeX, RIS, CSL-JSON, Zotero RDF), notes (Hypothesis, W3C), QDPX projects:
    docs/imports.md. Commitments: docs/commitments.md. Indices: docs/figures.md. A file that was imported before is
    brought up to date.
    """
    from onrecord.cli.intake import weigh
    from onrecord.dossier import Dossier as Opened

    console = Console(quiet=quiet)
    failed = issues = 0
    with Opened.open(dossier, create=True) as opened:
        for file in files:
            try:
                request = make_request(file, by, folders or [], is_fetching=fetch)
                report = import_file(opened, file, form, country, console, request)
            except Refusal as refusal:
                console.error(refusal)
                failed += 1
                continue
            issues += len(report.issues)
            _print(report, console, as_json=as_json)
        weigh(opened, console)
    raise typer.Exit(COULD_NOT_RUN if failed == len(files) else WITH_ISSUES if failed or issues else CLEAN)


def make_request(file: Path, by: str, folders: list[Path], *, is_fetching: bool) -> Request:
    """Return how a file is taken in: what it names may lie in its own folder, or in *folders*."""
    from onrecord.documents import fetch
    from onrecord.pipeline import Request as Asked
    from onrecord.settings import iso, utc_now

    now = utc_now()
    web = fetch.Courteous(now)
    within = [file.parent, *folders]
    return Asked(
        name=file.name,
        now=iso(now),
        by=by.strip(),
        open_file=lambda name: fetch.from_folders(name, within, now),
        fetch=web.get,
        is_fetching=is_fetching,
    )


def import_file(
    dossier: Dossier,
    file: Path,
    form: str | None,
    country: str | None,
    console: Console,
    request: Request | None = None,
) -> ImportReport:
    """Import one file and return its account.

    Raises:
        Refusal: nothing of it can be taken.
        SettingsError: the country is not known.
    """
    from onrecord import pipeline
    from onrecord.cli.output import country_code

    code = country_code(dossier, country) if country else None
    with console.progress(file.name, None) as advance:
        return pipeline.import_file(
            dossier, file.name, _read(file), form, code, tell=advance, note=console.note, request=request
        )


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as exc:
        raise NotFetched(f"this file cannot be read: {exc.strerror}.", where=str(file), do="check its name") from exc


def _print(report: ImportReport, console: Console, *, as_json: bool) -> None:
    if as_json:
        console.records([report, *report.issues])
        return
    sums = f"{report.added} added + {report.updated} updated + {report.unchanged} unchanged + {report.refused} refused"
    console.out(f"{report.origin} ({report.format}): {report.rows_in} in = {sums}")
    for issue in report.issues:
        console.issue(issue)
