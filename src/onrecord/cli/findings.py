"""Commands about findings: what setting statements beside each other yields, and what a person says of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from onrecord.cli.console import Console, opened_at
from onrecord.errors import SettingsError
from onrecord.records import FINDING_KINDS, FindingKind, Right

if TYPE_CHECKING:
    from onrecord.dossier import Dossier
    from onrecord.dossier.findings import FindingVerdict
    from onrecord.records import Finding, Side

findings_app = typer.Typer(help="List what contradicts, follows, limits or bears out what; decide on it.")

DossierPath = Annotated[Path, typer.Option("-d", "--dossier", help="The dossier: one file.", dir_okay=False)]
DossierIfAlone = Annotated[
    Path | None, typer.Option("-d", "--dossier", help="The dossier: one file.", dir_okay=False, show_default=False)
]
Id = Annotated[str, typer.Argument(metavar="ID", help="A finding's id, or how it begins.")]
Ids = Annotated[list[str], typer.Argument(metavar="ID…", help="Findings: ids, or how they begin.")]
By = Annotated[str, typer.Option(help="Who decides.")]
Why = Annotated[str | None, typer.Option(help="Why.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines (docs/records.schema.json).")]
CountryOption = Annotated[str | None, typer.Option("--country", help="Only on this country: code or name.")]
KindOption = Annotated[
    list[str] | None,
    typer.Option("--kind", help=f"Only of this kind; may be repeated: {', '.join(FINDING_KINDS)}."),
]
ThreadOption = Annotated[str | None, typer.Option("--thread", help="Only in this thread.")]
RightOption = Annotated[Right | None, typer.Option("--right", help="Only with a statement about this right.")]
Everything = Annotated[bool, typer.Option("--all", help="Also those that a person rejected.")]


@findings_app.callback(
    invoke_without_command=True, epilog="Example: onrecord findings -d kz.dossier --country KAZ --kind contradiction"
)
def findings(
    context: typer.Context,
    dossier: DossierIfAlone = None,
    country: CountryOption = None,
    kind: KindOption = None,
    thread: ThreadOption = None,
    right: RightOption = None,
    everything: Everything = False,
    as_json: AsJson = False,
) -> None:
    """List what setting statements beside each other yields, or decide on it."""
    if context.invoked_subcommand is not None:
        return
    if dossier is None:
        raise SettingsError("Findings of which dossier?", where="-d", do="name it: onrecord findings -d FILE")
    _list(dossier, country, _kinds(kind), thread, right, everything, as_json)


@findings_app.command("list", epilog="Example: onrecord findings list -d kz.dossier --kind demand-unmet --json")
def list_findings(
    dossier: DossierPath,
    country: CountryOption = None,
    kind: KindOption = None,
    thread: ThreadOption = None,
    right: RightOption = None,
    everything: Everything = False,
    as_json: AsJson = False,
) -> None:
    """List findings, each with the sentence that says why."""
    _list(dossier, country, _kinds(kind), thread, right, everything, as_json)


@findings_app.command(epilog="Example: onrecord findings show 3f2a91bc -d kz.dossier")
def show(id: Id, dossier: DossierPath, as_json: AsJson = False) -> None:
    """Show a finding: its rule, why, and the words of both sides as they stand in their documents."""
    console = Console()
    with opened_at(dossier, read_only=True) as opened:
        finding = _one(opened, id)
        if as_json:
            console.records([finding])
            return
        console.out(f"{finding.id}  {finding.kind} · rule {finding.rule} · {finding.review}")
        console.out(finding.why)
        for name, side in (("a", finding.a), ("b", finding.b)):
            if side is not None:
                for line in _words(opened, name, side):
                    console.out(line)


@findings_app.command(epilog='Example: onrecord findings reject 3f2a -d kz.dossier --by Aigul --why "two laws"')
def reject(ids: Ids, dossier: DossierPath, by: By, why: Why = None) -> None:
    """Say that these are none: they stay out of lists and briefs, also when findings are computed again."""
    _decide(dossier, ids, "rejected", by, why)


@findings_app.command(epilog="Example: onrecord findings confirm 3f2a -d kz.dossier --by Aigul")
def confirm(ids: Ids, dossier: DossierPath, by: By, why: Why = None) -> None:
    """Say that these are right."""
    _decide(dossier, ids, "confirmed", by, why)


@findings_app.command(epilog="Example: onrecord findings undo 3f2a -d kz.dossier --by Aigul")
def undo(ids: Ids, dossier: DossierPath, by: By, why: Why = None) -> None:
    """Take the last decision on findings back."""
    _decide(dossier, ids, "undone", by, why)


def _kinds(given: list[str] | None) -> list[FindingKind]:
    for kind in given or ():
        if kind not in FINDING_KINDS:
            raise SettingsError(
                f"This is no kind of finding: {kind}", where="--kind", do=f"one of {', '.join(FINDING_KINDS)}"
            )
    return cast("list[FindingKind]", given or [])


def _list(
    path: Path,
    country: str | None,
    kinds: list[FindingKind] | None,
    thread: str | None,
    right: Right | None,
    everything: bool,
    as_json: bool,
) -> None:
    from onrecord.cli.output import country_code
    from onrecord.dossier.findings import FindingFilter
    from onrecord.dossier.findings import findings as stored

    console = Console()
    with opened_at(path, read_only=True) as opened, opened.snapshot():
        code = country_code(opened, country) if country else None
        wanted = FindingFilter(kinds=tuple(kinds or ()), country=code, thread=thread, rejected=everything)
        found = stored(opened, wanted)
        if right:
            found = list(_about(opened, found, right))
    if as_json:
        console.records(found)
        return
    for finding in found:
        console.out(f"{finding.id[:8]}  {finding.kind}{' (rejected)' if finding.review == 'rejected' else ''}")
        console.out(f"          {finding.why}")
    console.note(f"{len(found)} findings")


def _about(dossier: Dossier, found: list[Finding], right: Right) -> Iterator[Finding]:
    from onrecord.dossier import StatementFilter

    ids = {statement.id for statement in dossier.statements(StatementFilter(right=right))}
    for finding in found:
        if any(side and side.statement in ids for side in (finding.a, finding.b)):
            yield finding


def _one(dossier: Dossier, id_or_prefix: str) -> Finding:
    from onrecord.dossier.findings import FindingFilter
    from onrecord.dossier.findings import findings as stored

    fitting = [one for one in stored(dossier, FindingFilter(rejected=True)) if one.id.startswith(id_or_prefix)]
    if len(fitting) != 1 or not id_or_prefix:
        what = "Several findings have ids that begin so." if fitting and id_or_prefix else "There is no such finding."
        raise SettingsError(what, where=id_or_prefix or "(empty id)", do="onrecord findings --json prints the ids")
    return fitting[0]


def _words(dossier: Dossier, name: str, side: Side) -> Iterator[str]:
    """Yield the words of a side, verbatim, and where they stand."""
    document = dossier.document(side.document)
    yield f"{name}  {document.title or document.id}"
    for start, end in side.spans:
        yield f"   {start}–{end}: {document.text[start:end]}"


def _decide(path: Path, ids: list[str], decision: FindingVerdict, by: str, why: str | None) -> None:
    from onrecord.dossier.findings import decide_finding
    from onrecord.settings import iso, utc_now

    now = iso(utc_now())
    with opened_at(path, read_only=False) as opened:
        made = [decide_finding(opened, one, decision, by=by, now=now, why=why) for one in ids]
    for one in made:
        reason = f" · “{one.why}”" if one.why else ""
        Console().out(f"{one.finding}  {one.decision} by {one.by}, {one.at}{reason}")
