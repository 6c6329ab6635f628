"""Commands about threads: the statements on one matter, and how persons put them right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.console import Console, opened_at
from onrecord.errors import SettingsError
from onrecord.records import Right

if TYPE_CHECKING:
    from onrecord.dossier import Dossier
    from onrecord.dossier.thread_decisions import ThreadDecision
    from onrecord.records import Thread

threads_app = typer.Typer(help="List the threads, statements on one matter each, and put them right.")

DossierPath = Annotated[Path, typer.Option("-d", "--dossier", help="The dossier: one file.", dir_okay=False)]
ThreadId = Annotated[str, typer.Argument(metavar="THREAD", help="A thread: its id, or how it begins.")]
Ids = Annotated[list[str], typer.Argument(metavar="STATEMENT…", help="Statements: ids, or how they begin.")]
By = Annotated[str, typer.Option(help="Who decides.")]
Why = Annotated[str | None, typer.Option(help="Why.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines (docs/records.schema.json).")]
Country = Annotated[str | None, typer.Option(help="ISO 3166-1 alpha-3 code or name.")]
RightOption = Annotated[Right | None, typer.Option("--right", help="Only threads with statements about this right.")]
Least = Annotated[int, typer.Option(help="Only threads with so many statements.", min=1)]
Limit = Annotated[int | None, typer.Option(help="At most so many, the largest first.", min=1)]


@threads_app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    dossier: Annotated[
        Path | None, typer.Option("-d", "--dossier", help="The dossier: one file.", dir_okay=False)
    ] = None,
    country: Country = None,
    right: RightOption = None,
    least: Least = 1,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """List the threads, or go on to the command."""
    if context.invoked_subcommand is not None:
        return
    if dossier is None:
        raise SettingsError("no dossier is named.", where="onrecord threads", do="name it: -d FILE")
    list_threads(dossier, country, right, least, limit, as_json)


@threads_app.command("list", epilog="Example: onrecord threads list -d kz.dossier --right assembly --least 2")
def list_threads(
    dossier: DossierPath,
    country: Country = None,
    right: RightOption = None,
    least: Least = 1,
    limit: Limit = None,
    as_json: AsJson = False,
) -> None:
    """List the threads, those with most statements first."""
    from onrecord.cli.output import country_code
    from onrecord.dossier import threads

    console = Console()
    with opened_at(dossier, read_only=True) as opened:
        code = country_code(opened, country) if country else None
        found = threads.threads(opened, country=code, right=right, least=least, limit=limit)
    if as_json:
        console.records(found)
        return
    for one in found:
        console.out(_line(one))
    console.note(f"{len(found)} threads")


@threads_app.command(epilog="Example: onrecord threads show 3f2a -d kz.dossier")
def show(thread: ThreadId, dossier: DossierPath, as_json: AsJson = False) -> None:
    """Print a thread with its statements, the oldest document first."""
    from onrecord.cli.console import statement_lines
    from onrecord.dossier import threads

    console = Console()
    with opened_at(dossier, read_only=True) as opened:
        found = threads.thread(opened, thread)
        statements = list(threads.statements_of(opened, found))
        documents = {s.document: opened.document(s.document) for s in statements}
        shared = [] if as_json else list(_same_wording(opened, found.statements))
    if as_json:
        console.records([found, *statements])
        return
    for line in (_line(found), *shared):
        console.out(line)
    for statement in statements:
        document = documents[statement.document]
        day = document.published.start or "undated"
        console.out(f"{statement.id}  {day}  {document.title or document.publisher or document.id}")
        for line in statement_lines(statement):
            console.out(line)


@threads_app.command(
    epilog='Example: onrecord threads rename 3f2a "Law on peaceful assemblies" -d kz.dossier --by Aigul'
)
def rename(
    thread: ThreadId,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the thread is called from now on.")],
    dossier: DossierPath,
    by: By,
    why: Why = None,
) -> None:
    """Call a thread by another name."""
    from onrecord.dossier import threads

    with opened_at(dossier, read_only=False) as opened:
        _tell([threads.rename(opened, thread, name, by=by, now=_now(), why=why)])


@threads_app.command(epilog="Example: onrecord threads merge 91bc 07aa --into 3f2a -d kz.dossier --by Aigul")
def merge(
    ids: Annotated[list[str], typer.Argument(metavar="THREAD…", help="Threads: ids, or how they begin.")],
    dossier: DossierPath,
    into: Annotated[str, typer.Option(help="The thread that they become part of.")],
    by: By,
    why: Why = None,
) -> None:
    """Let threads become part of another; what joins them later is shown there, too."""
    from onrecord.dossier import threads

    with opened_at(dossier, read_only=False) as opened:
        _tell(threads.merge(opened, ids, into, by=by, now=_now(), why=why))


@threads_app.command(epilog='Example: onrecord threads split 5d10 77e2 -d kz.dossier --by Aigul --name "Fines"')
def split(
    ids: Ids,
    dossier: DossierPath,
    by: By,
    name: Annotated[str | None, typer.Option(help="What the new thread is called; by its words if not given.")] = None,
    why: Why = None,
) -> None:
    """Let statements of one thread found a thread of their own."""
    from onrecord.dossier import threads

    with opened_at(dossier, read_only=False) as opened:
        _tell([threads.split(opened, ids, by=by, now=_now(), name=name, why=why)])


@threads_app.command(epilog="Example: onrecord threads move 5d10 --into 3f2a -d kz.dossier --by Aigul")
def move(
    ids: Ids,
    dossier: DossierPath,
    into: Annotated[str, typer.Option(help="The thread that they belong to.")],
    by: By,
    why: Why = None,
) -> None:
    """Put statements in another thread."""
    from onrecord.dossier import threads

    with opened_at(dossier, read_only=False) as opened:
        _tell([threads.move(opened, ids, into, by=by, now=_now(), why=why)])


@threads_app.command(epilog="Example: onrecord threads pin 5d10 -d kz.dossier --by Aigul")
def pin(ids: Ids, dossier: DossierPath, by: By, why: Why = None) -> None:
    """Let statements stay in the threads that they are in, whatever is woven later."""
    from onrecord.dossier import threads

    with opened_at(dossier, read_only=False) as opened:
        _tell(threads.pin(opened, ids, by=by, now=_now(), why=why))


@threads_app.command(epilog="Example: onrecord threads under 91bc 3f2a -d kz.dossier --by Aigul")
def under(
    thread: ThreadId,
    parent: Annotated[str, typer.Argument(metavar="PARENT", help="The thread to list it under, or none.")],
    dossier: DossierPath,
    by: By,
    why: Why = None,
) -> None:
    """List a thread under another one."""
    from onrecord.dossier import threads

    with opened_at(dossier, read_only=False) as opened:
        above = None if parent == "none" else parent
        _tell([threads.put_under(opened, thread, above, by=by, now=_now(), why=why)])


@threads_app.command(epilog="Example: onrecord threads undo -d kz.dossier --by Aigul")
def undo(
    dossier: DossierPath,
    by: By,
    decision: Annotated[
        str | None, typer.Argument(metavar="[DECISION]", help="Its id, or how it begins; the last one if not given.")
    ] = None,
    why: Why = None,
) -> None:
    """Take a decision on threads back."""
    from onrecord.dossier import threads

    with opened_at(dossier, read_only=False) as opened:
        _tell([threads.undo(opened, decision, by=by, now=_now(), why=why)])


@threads_app.command(epilog="Example: onrecord threads reweave -d kz.dossier --country Kazakhstan")
def reweave(dossier: DossierPath, country: Country = None, as_json: AsJson = False) -> None:
    """Part all statements of each country into threads anew; old threads keep their ids, decisions hold.

    Countries of few statements are parted anew whenever documents come in; large ones only by this command.
    """
    from onrecord.cli.output import country_code
    from onrecord.dossier.reweaving import countries_woven
    from onrecord.pipeline.weighing import part_anew

    console = Console()
    with opened_at(dossier, read_only=False) as opened:
        wanted = [country_code(opened, country)] if country else countries_woven(opened)
        reports = part_anew(opened, wanted)
    if as_json:
        console.records(reports)
        return
    for one in reports:
        console.out(
            f"{one.country or 'no country'}: {one.statements} statements, {one.before} threads → {one.after} · "
            f"{one.kept} as before, {one.joined} joined, {one.parted} parted, {one.moved} statements moved"
        )


@threads_app.command(epilog="Example: onrecord threads decisions -d kz.dossier")
def decisions(dossier: DossierPath) -> None:
    """List the decisions that hold, and the conflicts: those that nothing answers to any more."""
    from onrecord.dossier import threads

    console = Console()
    with opened_at(dossier, read_only=True) as opened:
        standing = threads.standing_decisions(opened)
    for one in standing:
        console.out(_decision(one.decision) + (f" · CONFLICT: {one.conflict}" if one.conflict else ""))
    console.note(f"{len(standing)} decisions, {sum(one.conflict is not None for one in standing)} conflicts")


def _line(thread: Thread) -> str:
    rights = ", ".join(thread.rights) or "no right"
    marks = [f"{len(thread.statements)} statements", rights, thread.country or "no country"]
    marks += [f"under {thread.part_of}"] * bool(thread.part_of) + ["edited"] * thread.edited
    return f"{thread.id}  {thread.name or '(no name)'} · {' · '.join(marks)}"


def _same_wording(dossier: Dossier, statements: Sequence[str]) -> Iterator[str]:
    """Yield a line for each wording that stands in several documents: it counts as one witness."""
    from onrecord.dossier.wordings import echoes_of

    for echo in echoes_of(dossier, statements):
        first = dossier.document(echo.documents[0])
        seen = f"first seen {echo.first.start or 'on an unknown day'}, {first.title or first.publisher or first.id}"
        quote = dossier.statement(echo.statements[0]).quote
        yield f"the same wording in {len(echo.documents)} documents, {seen}: “{quote}”"


def _decision(one: ThreadDecision) -> str:
    about = [one.thread.thread] * bool(one.thread) + list(one.statements) if one.thread else list(one.statements)
    onto = f" → {one.into.thread}" if one.into else ""
    parts = [f"{one.id}  {one.kind} {', '.join(about)}{onto} by {one.by}, {one.at}"]
    parts += [f"“{one.name}”"] * bool(one.name) + [f"takes back {one.undoes}"] * bool(one.undoes)
    return " · ".join([*parts, *([one.why] if one.why else [])])


def _tell(made: list[ThreadDecision]) -> None:
    for one in made:
        Console().out(_decision(one))


def _now() -> str:
    from onrecord.settings import iso, utc_now

    return iso(utc_now())
