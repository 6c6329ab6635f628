"""The commands."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord import __version__
from onrecord.cli.bill import bill_app
from onrecord.cli.briefs import brief, briefs
from onrecord.cli.commitments import commitments_app
from onrecord.cli.console import CLEAN, COULD_NOT_RUN, WITH_ISSUES, Console, intake_lines, opened_at, statement_lines
from onrecord.cli.exports import export
from onrecord.cli.figures import figures_app
from onrecord.cli.findings import findings_app
from onrecord.cli.imports import import_files
from onrecord.cli.labels import labels_app
from onrecord.cli.rereading import reread
from onrecord.cli.review_more import review_app
from onrecord.cli.serving import serve
from onrecord.cli.sources import list_sources
from onrecord.cli.speakers import speakers_app
from onrecord.cli.threads import threads_app
from onrecord.errors import OnrecordError, Refusal
from onrecord.records import Act, Camp, Right, Stance

if TYPE_CHECKING:
    from onrecord.dossier import Dossier, StatementFilter

app = typer.Typer(
    name="onrecord",
    help="A country's human-rights record, statement by statement.\n\n"
    "onrecord reads what is said about a state's record and gives back one account in which every sentence leads to "
    "the very words in a kept, hashed copy of the source. It works offline.\n\n"
    "Exit status: 0 clean, 1 finished with issues (each is printed and kept), 2 could not run.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Examples:\n\n"
    "onrecord demo: an example dossier and its brief, from documents about an invented country\n\n"
    "onrecord add articles/ letter.docx https://example.org/report.html -d kz.dossier\n\n"
    "onrecord brief -d kz.dossier --country KAZ -o brief.html\n\n"
    "onrecord read article.html --json: the statements of one file, no dossier needed",
)
countries_app = typer.Typer(no_args_is_help=True, help="List the countries, or declare one of the dossier's own.")
app.add_typer(countries_app, name="countries")
app.add_typer(review_app, name="review")
app.add_typer(speakers_app, name="speakers")
app.add_typer(labels_app, name="labels")
app.add_typer(threads_app, name="threads")
app.add_typer(findings_app, name="findings")
app.add_typer(commitments_app, name="commitments")
app.add_typer(figures_app, name="figures")
app.add_typer(bill_app, name="bill")
app.command(epilog="Example: onrecord brief -d kz.dossier --country KAZ --since 2020 -o brief.docx")(brief)
app.command(epilog="Example: onrecord briefs -d kz.dossier")(briefs)
app.command(epilog="Example: onrecord export --to xlsx -d kz.dossier --country KAZ -o kz.xlsx")(export)
app.command(epilog="Example: onrecord serve -d kz.dossier")(serve)
app.command(epilog="Example: onrecord reread --stale -d kz.dossier")(reread)
app.command("import", epilog="Example: onrecord import recommendations.csv -d kz.dossier --country KAZ")(import_files)
app.command("sources", epilog="Example: onrecord sources -d kz.dossier --country KAZ")(list_sources)

DossierPath = Annotated[Path, typer.Option("-d", "--dossier", help="The dossier: one file.", dir_okay=False)]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print results and errors only.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines (docs/records.schema.json).")]
Workers = Annotated[int | None, typer.Option(help="Processes to read with; one per processor by default.", min=1)]
Country = Annotated[str, typer.Option(help="ISO 3166-1 alpha-3 code or name.")]
Since = Annotated[
    str | None,
    typer.Option(help="Only what is about, or if unknown was published in, this day, month or year or later."),
]
Until = Annotated[str | None, typer.Option(help="The same: this day, month or year or earlier.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="The status of commitments on this day; today without.")]
ThreadOption = Annotated[
    str | None, typer.Option("--thread", help="Only statements of this thread: its id, or how it begins.")
]
RightOption = Annotated[Right | None, typer.Option("--right", help="Only statements about this right.")]


@app.callback(invoke_without_command=True)
def root(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Print the version, or go on to the command."""
    if version:
        sys.stdout.write(f"onrecord {__version__}\n")
        raise typer.Exit(CLEAN)


@app.command(epilog="Example: onrecord add articles/ https://example.org/report.html -d kz.dossier")
def add(
    inputs: Annotated[list[str], typer.Argument(metavar="PATH|URL…", help="Files, folders or addresses.")],
    dossier: DossierPath,
    workers: Workers = None,
    at_most: Annotated[int, typer.Option("--at-most", help="Of a sitemap or feed: so many pages.", min=1)] = 100,
    since: Annotated[str | None, typer.Option("--since", help="Of a sitemap or feed: of this day or later.")] = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Take documents into a dossier, read them, and print the intake report.

    Archives (.zip, WARC, WACZ), saved e-mails, sitemaps and feeds are opened, and what they hold is taken in. The
    dossier is made if it is not there. Every input is kept, recognised as a duplicate, or refused with its reason;
    the three add up. An interrupted intake can be run again: what was kept is not read twice.
    """
    from onrecord.cli.intake import Lists, take_in
    from onrecord.cli.output import check_day

    check_day("--since", since)
    report = take_in(inputs, dossier, workers, Console(quiet=quiet), Lists(at_most=at_most, since=since))
    console = Console(quiet=quiet)
    if as_json:
        console.records([report, *report.issues])
    else:
        for line in intake_lines(report):
            console.out(line)
        for issue in report.issues:
            console.issue(issue)
    raise typer.Exit(WITH_ISSUES if report.issues else CLEAN)


@app.command(epilog="Example: onrecord read article.html --json | jq .quote")
def read(
    files: Annotated[list[str], typer.Argument(metavar="FILE|URL…", help="Files or addresses.")],
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Print the statements of documents, without a dossier."""
    from onrecord.cli.intake import read_each

    console = Console(quiet=quiet)
    issues = 0
    for result in read_each(files, console):
        if isinstance(result, Refusal):
            console.error(result)
            issues += 1
            continue
        issues += len(result.issues)
        if as_json:
            console.records([result.document, *result.statements, *result.issues])
            continue
        console.out(f"{result.document.title or result.blob.name} ({len(result.statements)} statements)")
        for statement in result.statements:
            for line in statement_lines(statement):
                console.out(line)
        for issue in result.issues:
            console.issue(issue)
    raise typer.Exit(WITH_ISSUES if issues else CLEAN)


@app.command(epilog='Example: onrecord find "peaceful assembly" -d kz.dossier --stance regress')
def find(
    words: Annotated[str, typer.Argument(metavar="WORDS", help='Words; "in quotation marks" for a phrase.')],
    dossier: DossierPath,
    country: Annotated[str | None, typer.Option(help="ISO 3166-1 alpha-3 code or name.")] = None,
    since: Since = None,
    until: Until = None,
    right: RightOption = None,
    act: Annotated[Act | None, typer.Option(help="Only statements of this act.")] = None,
    stance: Annotated[Stance | None, typer.Option(help="Only statements of this stance.")] = None,
    camp: Annotated[Camp | None, typer.Option(help="Only statements of speakers of this camp.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Only statements of this speaker (part of the name).")] = None,
    thread: ThreadOption = None,
    limit: Annotated[int, typer.Option(help="At most so many.", min=1, max=1000)] = 20,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Find statements by words and by meaning."""
    from onrecord.cli.output import search

    console = Console(quiet=quiet)
    with opened_at(dossier) as opened:
        wanted = _filter(since=since, until=until, right=right, act=act, stance=stance, camp=camp, speaker=speaker,
                         thread=_thread(opened, thread),
                         country=_code(opened, country) if country else None)  # fmt: skip
        hits = search(opened, words, wanted, limit)
        titles = {d.id: d.title or d.id for d in opened.documents()}
    if as_json:
        console.records(hit.statement for hit in hits)
        return
    for hit in hits:
        console.out(f"{titles[hit.statement.document]} · {hit.statement.id} · found by {hit.by}")
        for line in statement_lines(hit.statement):
            console.out(line)
    console.note(f"{len(hits)} statements")


@app.command(epilog="Example: onrecord verify -d kz.dossier")
def verify(dossier: DossierPath, as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Recompute every hash and check that every span and quotation still cuts what it cut."""
    from onrecord.dossier import verify as check

    console = Console(quiet=quiet)
    with opened_at(dossier) as opened:
        issues = check(opened)
        count = opened.count_documents()
    if as_json:
        console.records(issues)
    else:
        for issue in issues:
            console.issue(issue)
        console.out(f"{count} documents checked, {len(issues)} issues")
    raise typer.Exit(WITH_ISSUES if issues else CLEAN)


@countries_app.command("list", epilog="Example: onrecord countries list -d my.dossier")
def countries_list(
    dossier: Annotated[Path | None, typer.Option("-d", "--dossier", help="With this dossier's own countries.")] = None,
    as_json: AsJson = False,
) -> None:
    """List the countries that texts are searched for: code, name, demonyms."""
    from onrecord.reference.countries import built_in

    console = Console()
    declared = []
    if dossier is not None:
        with opened_at(dossier) as opened:
            declared = list(opened.declared_countries())
    if as_json:
        console.records(declared)
        return
    rows = [(c.code, c.name, ", ".join(c.demonyms)) for c in built_in()]
    for code, name, demonyms in [*rows, *((c.code, c.name, c.demonym or "") for c in declared)]:
        console.out(f"{code}  {name}" + (f" ({demonyms})" if demonyms else ""))


@countries_app.command("add", epilog="Example: onrecord countries add XEX Exempla --demonym Exemplan -d my.dossier")
def countries_add(
    code: Annotated[str, typer.Argument(help="A user-assigned code, XAA to XZZ.")],
    name: Annotated[str, typer.Argument(help="The country's short name.")],
    dossier: DossierPath,
    demonym: Annotated[str | None, typer.Option(help="What its people and things are called.")] = None,
    also: Annotated[list[str] | None, typer.Option(help="Another name of the state; may be given again.")] = None,
) -> None:
    """Declare a country of the dossier's own. Documents read from then on are searched for it."""
    from onrecord.dossier import Dossier
    from onrecord.records import DeclaredCountry

    with Dossier.open(dossier, create=True) as opened:
        opened.declare_country(DeclaredCountry(code=code, name=name, demonym=demonym, also=tuple(also or ())))
    Console().out(f"{code} {name}")


@app.command(epilog="Example: onrecord demo --out my-first-dossier")
def demo(
    out: Annotated[Path, typer.Option(help="The folder to write to.", file_okay=False)] = Path("onrecord-demo"),
    workers: Workers = None,
    quiet: Quiet = False,
) -> None:
    """Make an example dossier and its brief from documents about an invented country."""
    from onrecord.cli.demo import run_demo

    report = run_demo(out, workers, Console(quiet=quiet))
    raise typer.Exit(CLEAN if report.kept else COULD_NOT_RUN)


def _filter(**wanted: str | None) -> StatementFilter:
    from onrecord.cli.output import make_filter

    return make_filter(wanted)


def _thread(dossier: Dossier, thread: str | None) -> str | None:
    from onrecord.dossier import threads

    return threads.thread(dossier, thread).id if thread else None


def _code(dossier: Dossier, country: str) -> str:
    from onrecord.cli.output import country_code

    return country_code(dossier, country)


def main() -> None:
    """Run the command line; every expected error becomes three lines and exit status 2."""
    try:
        app()
    except OnrecordError as error:
        Console().error(error)
        sys.exit(COULD_NOT_RUN)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(CLEAN)
