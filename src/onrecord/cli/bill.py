"""Commands about bills: versions, what changed, what is feared, and what became of that."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.console import CLEAN, WITH_ISSUES, Console, opened_at
from onrecord.records import ConcernState

if TYPE_CHECKING:
    from onrecord.dossier import Dossier
    from onrecord.dossier.concern_decisions import ConcernDecided
    from onrecord.records import Bill, BillVersion, Change

bill_app = typer.Typer(no_args_is_help=True, help="Follow draft laws: is what people fear fixed in the next version?")

DossierPath = Annotated[Path, typer.Option("-d", "--dossier", help="The dossier: one file.", dir_okay=False)]
BillName = Annotated[str, typer.Argument(metavar="BILL", help="The bill: its id or name, or how one of them begins.")]
ConcernId = Annotated[str, typer.Argument(metavar="ID", help="The concern: its id, or how it begins.")]
FromVersion = Annotated[str | None, typer.Option("--from", help="The earlier version: its name or number.")]
ToVersion = Annotated[str | None, typer.Option("--to", help="The later version.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines (docs/records.schema.json).")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print results and errors only.")]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="A file; standard output without.")]
By = Annotated[str, typer.Option(help="Who decides.")]
Why = Annotated[str | None, typer.Option(help="Why.")]


@bill_app.command(
    epilog='Example: onrecord bill add draft.docx -d kz.dossier --bill code --version "first reading" --date 2014-01-22'
)
def add(
    sources: Annotated[
        list[str],
        typer.Argument(metavar="FILE|DOCUMENT…", help="The version: a file, or the id of a document of the dossier."),
    ],
    dossier: DossierPath,
    bill: Annotated[str, typer.Option("--bill", help="A short id of the bill: all versions share it.")],
    version: Annotated[
        list[str] | None, typer.Option("--version", help="What the version is called; one for each file, in order.")
    ] = None,
    date: Annotated[
        list[str] | None, typer.Option("--date", help="When it was published: YYYY, YYYY-MM or YYYY-MM-DD; one each.")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help="What the bill is called.")] = None,
    country: Annotated[str | None, typer.Option("--country", help="Whose bill it is: code or name.")] = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Take versions of a bill in, follow its provisions, and find concerns in the dossier's other documents."""
    from onrecord.cli.bill_intake import add_versions

    console = Console(quiet=quiet)
    added = add_versions(sources, dossier, bill, name=name, versions=version, dates=date, country=country)
    for one in added:
        if as_json:
            console.records([one.version, *one.issues])
            continue
        console.out(version_line(one.version) + ("" if one.is_new else " · was there already"))
        for issue in one.issues:
            console.issue(issue)
    console.note(f"{sum(one.found for one in added)} new concerns found in the dossier's documents")
    raise typer.Exit(WITH_ISSUES if any(one.issues for one in added) else CLEAN)


@bill_app.command("list", epilog="Example: onrecord bill list -d kz.dossier")
def list_(dossier: DossierPath, as_json: AsJson = False) -> None:
    """List the bills with their versions."""
    from onrecord.dossier import bills as kept

    console = Console()
    with opened_at(dossier) as opened:
        for one in kept.bills(opened):
            stages = kept.versions(opened, one.id)
            if as_json:
                console.records([one, *stages])
                continue
            console.out(f"{one.id}  {one.name}" + (f" · {one.country}" if one.country else ""))
            for stage in stages:
                console.out(f"  {version_line(stage)}")


@bill_app.command(epilog="Example: onrecord bill align code -d kz.dossier --from 1 --to 3 --changed")
def align(
    bill: BillName,
    dossier: DossierPath,
    from_version: FromVersion = None,
    to_version: ToVersion = None,
    changed: Annotated[bool, typer.Option("--changed", help="Leave out what is the same in number and words.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show what became of each provision from one version to the next, or from any to any."""
    from onrecord.bills.summaries import summarise
    from onrecord.dossier import bills as kept

    console = Console()
    with opened_at(dossier) as opened:
        one = kept.find_bill(opened, bill)
        found = _changes(opened, one, from_version, to_version)
        names = {v.id: v.name for v in kept.versions(opened, one.id)}
    wanted = [c for c in found if not changed or c.relation != "kept" or c.text != "identical"]
    if as_json:
        console.records(wanted)
        return
    for change in wanted:
        console.out(change_line(change))
    for step in dict.fromkeys((c.from_version, names.get(c.from_version, "")) for c in found):
        summary = summarise(c for c in found if c.from_version == step[0])
        counts = [f"{n} {relation}" for relation, n in summary.by_relation.items()]
        counts += [f"{summary.amended} amended", *(f"{n} penalties {way}" for way, n in summary.penalties.items())]
        console.note(f"from {step[1]}: {', '.join(counts)}")


@bill_app.command(epilog="Example: onrecord bill redline code -d kz.dossier --from 1 --to 2 -o changes.docx")
def redline(
    bill: BillName,
    dossier: DossierPath,
    from_version: FromVersion = None,
    to_version: ToVersion = None,
    output: Output = None,
) -> None:
    """Write what changed, word by word: a page (.html), tracked changes (.docx), or Akoma Ntoso (.xml)."""
    from onrecord.cli.bill_intake import write_redline

    console = Console()
    with opened_at(dossier) as opened:
        written = write_redline(opened, bill, from_version, to_version, output)
    if output is None:
        console.out(written)
    else:
        console.note(f"The changes are in {output}")


@bill_app.command(epilog="Example: onrecord bill concerns code -d kz.dossier -o ledger.csv")
def concerns(
    bill: BillName,
    dossier: DossierPath,
    computed: Annotated[ConcernState | None, typer.Option(help="Only concerns that the texts show to be so.")] = None,
    timeline: Annotated[bool, typer.Option("--timeline", help="Show each version in turn.")] = False,
    rejected: Annotated[bool, typer.Option("--rejected", help="Also those that a person rejected.")] = False,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="A table (.csv) to write.")] = None,
    as_json: AsJson = False,
) -> None:
    """List what people fear of a bill, and what became of it: by the texts, and in a person's judgement."""
    from onrecord.bills.concern_ledger import ledger_csv, timeline_csv
    from onrecord.cli.bill_lines import ledger_lines, timeline_lines
    from onrecord.cli.output import save
    from onrecord.dossier import bills as kept
    from onrecord.pipeline.bills import ledger_of

    console = Console()
    with opened_at(dossier) as opened:
        ledger = ledger_of(opened, kept.find_bill(opened, bill), rejected=rejected, computed=computed)
    if output is not None:
        save(output, timeline_csv(ledger) if timeline else ledger_csv(ledger))
        console.note(f"{len(ledger.lines)} concerns written to {output}")
    elif as_json:
        console.records(line.concern for line in ledger.lines)
    else:
        for line in timeline_lines(ledger) if timeline else ledger_lines(ledger):
            console.out(line)
        console.note(f"{len(ledger.lines)} concerns")


@bill_app.command(epilog="Example: onrecord bill find code -d kz.dossier")
def find(
    bill: BillName,
    dossier: DossierPath,
    documents: Annotated[
        list[str] | None, typer.Option("--document", help="Only in this document: its id, or how it begins.")
    ] = None,
) -> None:
    """Look for concerns about a bill in the dossier's documents; what a person decided on stays."""
    from onrecord.dossier import bills as kept
    from onrecord.pipeline.bills import propose_concerns

    console = Console()
    with opened_at(dossier, read_only=False) as opened:
        wanted = [opened.document(one).id for one in documents] if documents else None
        found = propose_concerns(opened, kept.find_bill(opened, bill), wanted)
    console.out(f"{found} new concerns found")


@bill_app.command("raise", epilog='Example: onrecord bill raise code -d kz.dossier --on "Article 400" --version 1')
def raise_(
    bill: BillName,
    dossier: DossierPath,
    on: Annotated[str, typer.Option(help="The provisions, as the version numbers them; empty for what is missing.")],
    version: Annotated[str, typer.Option(help="The version of which it is said: its name or number.")],
    title: Annotated[str, typer.Option(help="What it is about; by default the provision's heading.")] = "",
    statement: Annotated[
        list[str] | None, typer.Option("--statement", help="A statement that raises it: its id, or how it begins.")
    ] = None,
    asked: Annotated[str | None, typer.Option(help="What is asked for.")] = None,
    standard: Annotated[str | None, typer.Option(help="The norm that it is held against.")] = None,
    words: Annotated[list[str] | None, typer.Option("--words", help="Words of the bill that are objected to.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write down a concern that was not found by itself."""
    from onrecord.dossier import bills as kept
    from onrecord.dossier.reviews import find_statement
    from onrecord.pipeline.bills import raise_concern

    console = Console()
    with opened_at(dossier, read_only=False) as opened:
        one = kept.find_bill(opened, bill)
        stage = kept.find_version(opened, one.id, version)
        by = [opened.statement(find_statement(opened, id)) for id in statement or ()]
        made = raise_concern(
            opened, one, stage, on, title=title, by=by, asked=asked, standard=standard, words=words or ()
        )
    if as_json:
        console.records([made])
    else:
        console.out(f"{made.id}  {made.title}")


@bill_app.command(epilog="Example: onrecord bill accept 3f2a -d kz.dossier --by Aigul")
def accept(id: ConcernId, dossier: DossierPath, by: By, why: Why = None) -> None:
    """Say that a concern that was found is one."""
    _decide(dossier, id, "accepted", by=by, why=why)


@bill_app.command(epilog="Example: onrecord bill reject 3f2a -d kz.dossier --by Aigul --why 'praise'")
def reject(id: ConcernId, dossier: DossierPath, by: By, why: Why = None) -> None:
    """Say that a concern that was found is none."""
    _decide(dossier, id, "rejected", by=by, why=why)


@bill_app.command(epilog='Example: onrecord bill place 3f2a -d kz.dossier --version 2 --on "Article 402" --by Aigul')
def place(
    id: ConcernId,
    dossier: DossierPath,
    version: Annotated[str, typer.Option(help="The version: its name or number.")],
    on: Annotated[str, typer.Option(help="The provisions of the concern there; empty for none.")],
    by: By,
    why: Why = None,
) -> None:
    """Say which provisions a concern is about in a version, where the machine followed it wrongly."""
    from onrecord.pipeline.bills import place_concern
    from onrecord.settings import iso, utc_now

    with opened_at(dossier, read_only=False) as opened:
        made = place_concern(opened, id, version, on, by=by, why=why, now=iso(utc_now()))
    Console().out(_decision_line(made.concern, made.decision, made.by, made.at, made.why))


@bill_app.command(epilog="Example: onrecord bill verdict 3f2a not -d kz.dossier --by Aigul --why 'same in substance'")
def verdict(
    id: ConcernId,
    state: Annotated[ConcernState, typer.Argument(help="What became of it, in your judgement.")],
    dossier: DossierPath,
    by: By,
    why: Why = None,
) -> None:
    """Say what became of a concern; what the texts show stays beside it."""
    _decide(dossier, id, "verdict", by=by, why=why, state=state)


@bill_app.command(epilog="Example: onrecord bill undo 3f2a -d kz.dossier --by Aigul")
def undo(id: ConcernId, dossier: DossierPath, by: By, why: Why = None) -> None:
    """Take the last decision on a concern back."""
    _decide(dossier, id, "undone", by=by, why=why)


@bill_app.command(epilog="Example: onrecord bill screen code -d kz.dossier --version 2")
def screen(
    bill: BillName,
    dossier: DossierPath,
    version: Annotated[str | None, typer.Option(help="The version: its name or number; the last without.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show sentences worded like others that were found wanting: to be read, never a verdict."""
    from onrecord.cli.bill_lines import screen_lines
    from onrecord.dossier import bills as kept
    from onrecord.pipeline.bills import screen_version

    console = Console()
    with opened_at(dossier) as opened:
        one = kept.find_bill(opened, bill)
        stage = kept.find_version(opened, one.id, version) if version else kept.versions(opened, one.id)[-1]
        hits, text = screen_version(opened, stage)
    if as_json:
        console.records(hits)
        return
    for line in screen_lines(hits, text):
        console.out(line)
    console.note(f"{len(hits)} sentences to read in {stage.name}; none of this is a verdict")


def version_line(version: BillVersion) -> str:
    """Return a version for people."""
    tops = sum(p.level in ("article", "section") for p in version.provisions)
    size = f"{tops} articles, {len(version.provisions)} provisions"
    return f"{version.name} · {version.date or 'no date'} · {size} · {version.id}"


def change_line(change: Change) -> str:
    """Return a change for people."""
    a, b = ", ".join(change.a) or "–", ", ".join(change.b) or "–"
    marks = [change.text, change.penalty and f"penalty {change.penalty}"]
    marks += [f"nearest: {', '.join(change.candidates)}"] if change.candidates else []
    return f"{change.relation:10} {a} → {b}" + "".join(f" · {mark}" for mark in marks if mark)


def _changes(dossier: Dossier, bill: Bill, from_version: str | None, to_version: str | None) -> list[Change]:
    from onrecord.pipeline.bills import changes_between_versions, changes_of, two_versions

    if from_version is None and to_version is None:
        return changes_of(dossier, bill.id)
    return changes_between_versions(dossier, *two_versions(dossier, bill, from_version, to_version))


def _decide(
    path: Path, id: str, decided: ConcernDecided, *, by: str, why: str | None, state: str | None = None
) -> None:
    from onrecord.dossier.concern_decisions import decide
    from onrecord.settings import iso, utc_now

    with opened_at(path, read_only=False) as opened:
        made = decide(opened, id, decided, by=by, why=why, state=state, now=iso(utc_now()))
    Console().out(_decision_line(made.concern, made.state or made.decision, made.by, made.at, made.why))


def _decision_line(concern: str, what: str, by: str, at: str, why: str | None) -> str:
    return f"{concern}  {what} by {by}, {at}" + (f" · “{why}”" if why else "")
