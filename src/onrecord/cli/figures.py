"""Commands on figures: what was checked, what is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.console import Console, opened_at
from onrecord.records import FigureCheck, FigureVerdict, Series

if TYPE_CHECKING:
    from onrecord.dossier import Dossier

figures_app = typer.Typer(
    invoke_without_command=True,
    help="Show the figures of statements held against the index that they quote.",
    epilog="Example: onrecord figures -d kz.dossier --verdict differs",
)

DossierPath = Annotated[Path, typer.Option("-d", "--dossier", help="The dossier: one file.", dir_okay=False)]
MaybeDossier = Annotated[
    Path | None, typer.Option("-d", "--dossier", help="The dossier: one file.", dir_okay=False, show_default=False)
]
Country = Annotated[str | None, typer.Option(help="Only figures of this country: ISO 3166-1 alpha-3 code or name.")]
Verdict = Annotated[FigureVerdict | None, typer.Option(help="Only figures of this verdict.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines (docs/records.schema.json).")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print results and errors only.")]


@figures_app.callback()
def root(
    context: typer.Context,
    dossier: MaybeDossier = None,
    country: Country = None,
    verdict: Verdict = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Show the figures of statements held against the index that they quote."""
    if context.invoked_subcommand is None:
        if dossier is None:
            raise typer.BadParameter("name the dossier with -d", param_hint="-d")
        _list(dossier, country, verdict, Console(quiet=quiet), as_json=as_json)


@figures_app.command("list", epilog="Example: onrecord figures list -d kz.dossier --country KAZ --json")
def list_(
    dossier: DossierPath,
    country: Country = None,
    verdict: Verdict = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """List the checks of figures, by day of publication of their documents."""
    _list(dossier, country, verdict, Console(quiet=quiet), as_json=as_json)


@figures_app.command("series", epilog="Example: onrecord figures series -d kz.dossier")
def series(dossier: DossierPath, as_json: AsJson = False, quiet: Quiet = False) -> None:
    """List the indices that are loaded: indicators, editions, number of figures, where they came from."""
    from onrecord.dossier.series import count_points, list_series, load_series

    console = Console(quiet=quiet)
    with opened_at(dossier) as opened:
        found = load_series(opened) if as_json else list_series(opened)
        counts = count_points(opened)
    if as_json:
        console.records(found)
        return
    for one in found:
        console.out(series_line(one, counts[one.id]))
    console.note(f"{len(found)} series")


@figures_app.command("show", epilog="Example: onrecord figures show 3f2a -d kz.dossier")
def show(
    check: Annotated[str, typer.Argument(metavar="ID", help="The check's id, or its first digits.")],
    dossier: DossierPath,
    as_json: AsJson = False,
) -> None:
    """Show one check with its statement and the editions that it was held against."""
    console = Console()
    with opened_at(dossier) as opened:
        found = _one(opened, check)
        statement = opened.statement(found.statement)
        document = opened.document(statement.document)
    if as_json:
        console.records([found])
        return
    for line in check_lines(found, document.text[slice(*found.span)]):
        console.out(line)
    console.out(f"  in: “{statement.quote}”")
    console.out(f"  of: {document.title or document.id}, {document.published.start or 'without a date'}")
    for line in edition_lines(found):
        console.out(line)


def _list(path: Path, country: str | None, verdict: FigureVerdict | None, console: Console, *, as_json: bool) -> None:
    with opened_at(path) as opened:
        code = _code(opened, country) if country else None
        found = [c for c in _current(opened) if code in (None, c.country) and verdict in (None, c.verdict)]
        words = {} if as_json else _words(opened, found)
    if as_json:
        console.records(found)
        return
    for check in found:
        for line in check_lines(check, words[check.id]):
            console.out(line)
    console.note(f"{len(found)} figures checked")


def _current(dossier: Dossier) -> list[FigureCheck]:
    """Return the checks stored; documents that are not checked with what is loaded now are checked here."""
    from onrecord.dossier import StatementFilter
    from onrecord.dossier.series import checks, load_series, stamp_of, unchecked
    from onrecord.figures.checking import MADE_BY, Checker
    from onrecord.reference.countries import Gazetteer

    with dossier.snapshot():
        stale = unchecked(dossier, stamp_of(dossier, MADE_BY))
        if not stale:
            return checks(dossier)
        checker = Checker(load_series(dossier), Gazetteer(dossier.declared_countries()))
        out: list[FigureCheck] = []
        for document in dossier.documents():
            if document.id not in stale:
                out += checks(dossier, document=document.id)
            elif checker.names_any(document.text):
                spoken = [
                    s for s in dossier.statements(StatementFilter(document=document.id)) if s.review != "rejected"
                ]
                out += checker.check(document, spoken)
    return out


def _one(dossier: Dossier, id_or_prefix: str) -> FigureCheck:
    from onrecord.errors import SettingsError

    found = [check for check in _current(dossier) if check.id.startswith(id_or_prefix)]
    if len(found) == 1:
        return found[0]
    what = "several checks have ids that begin so." if found else "there is no such check of a figure."
    raise SettingsError(what, where=id_or_prefix or "(empty id)", do="list them: onrecord figures list")


def _words(dossier: Dossier, found: list[FigureCheck]) -> dict[str, str]:
    """Return the words of the text that each check is of."""
    texts: dict[str, str] = {}
    out = {}
    for check in found:
        document = dossier.statement(check.statement).document
        texts.setdefault(document, dossier.document(document).text)
        out[check.id] = texts[document][slice(*check.span)]
    return out


def check_lines(check: FigureCheck, words: str) -> list[str]:
    """Return a check for people: the verdict and the words, then why."""
    where = ", ".join(part for part in (check.indicator, check.country, check.edition) if part)
    return [f"{check.verdict:16} “{' '.join(words.split())}” · {where} · {check.id}", f"    {check.why}"]


def edition_lines(check: FigureCheck) -> list[str]:
    """Return the table of editions."""
    if not check.editions:
        return []
    lines = [f"  {'edition':12} {'data of':>8} {'value':>8} {'rank':>6} {'of':>5}"]
    for row in check.editions:
        cells = (row.data_year, _short(row.value), row.rank, row.countries)
        data_year, value, rank, countries = ("–" if cell is None else cell for cell in cells)
        mark = "*" if row.edition == check.edition else " "
        lines.append(f"{mark} {row.edition:12} {data_year:>8} {value:>8} {rank:>6} {countries:>5}")
    return lines


def _short(value: float | None) -> str | None:
    return None if value is None else f"{value:.4f}".rstrip("0").rstrip(".")


def series_line(one: Series, points: int) -> str:
    """Return a series for people."""
    editions = f"{one.editions[0].name} to {one.editions[-1].name}" if one.editions else "no edition"
    release = f" ({one.release})" if one.release else ""
    return f"{one.id:32} {one.name}: {one.measures}{release}; {len(one.editions)} editions, {editions}; {points} figures; {one.origin}"  # noqa: E501


def _code(dossier: Dossier, country: str) -> str:
    from onrecord.cli.output import country_code

    return country_code(dossier, country)
