"""Commands about reviews of several persons: agreement, the queue, conflicts after re-reading, rebuttals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.console import Console, opened_at
from onrecord.cli.review import AsJson, By, DossierPath, Why, line_of, review_app

__all__ = ["review_app"]

if TYPE_CHECKING:
    from onrecord.records import Agreement, QueueItem, Rebuttal

Limit = Annotated[int, typer.Option(help="At most so many of each kind.", min=1, max=10_000)]
Country = Annotated[str | None, typer.Option(help="ISO 3166-1 alpha-3 code or name.")]
ReviewId = Annotated[str, typer.Argument(metavar="REVIEW", help="A review: its id, or how it begins.")]


@review_app.command(epilog="Example: onrecord review queue -d kz.dossier --country KAZ --limit 20")
def queue(dossier: DossierPath, country: Country = None, limit: Limit = 20, as_json: AsJson = False) -> None:
    """List what most needs a person: doubtful statements that much hangs on, and all that awaits a verdict."""
    from onrecord.cli.output import country_code
    from onrecord.dossier import review_queue

    console = Console()
    with opened_at(dossier, read_only=True) as opened:
        code = country_code(opened, country) if country else None
        found = [*review_queue.queue(opened, code, limit), *review_queue.awaiting(opened, code, limit)]
        quotes = {one.id: opened.statement(one.id).quote for one in found if one.kind == "statement"}
    if as_json:
        console.records(found)
        return
    for one in found:
        console.out(_queued(one))
        if one.id in quotes:
            console.out(f"    {quotes[one.id]}")
    console.note(f"{len(found)} listed")


@review_app.command(epilog="Example: onrecord review agreement -d kz.dossier")
def agreement(dossier: DossierPath, as_json: AsJson = False) -> None:
    """Say how far each two reviewers agree, label by label: Cohen's kappa with its 95 % interval."""
    from onrecord.dossier import agreement as counted

    console = Console()
    with opened_at(dossier, read_only=True) as opened:
        found = counted.agreement(opened)
    if as_json:
        console.records(found)
        return
    for one in found:
        console.out(_agreement(one))
    if not found:
        console.note("No statement has been reviewed by two persons.")


@review_app.command(epilog="Example: onrecord review disputes -d kz.dossier")
def disputes(dossier: DossierPath, as_json: AsJson = False) -> None:
    """List the statements on which reviewers differ, with what each says; the last word holds."""
    from onrecord.dossier import agreement as counted

    console = Console()
    with opened_at(dossier, read_only=True) as opened:
        found = counted.disputes(opened)
    if as_json:
        console.records(review for one in found for review in one.reviews)
        return
    for one in found:
        console.out(f"{one.statement}  they differ on {', '.join(one.values)}")
        for review in one.reviews:
            console.out(f"    {line_of(review, one.values)}")
    console.note(f"{len(found)} disputes")


@review_app.command(epilog="Example: onrecord review conflicts -d kz.dossier")
def conflicts(dossier: DossierPath, as_json: AsJson = False) -> None:
    """List the reviews whose statement no reading has any more, with its words and what may be meant now."""
    from onrecord.dossier import review_conflicts

    console = Console()
    with opened_at(dossier, read_only=True) as opened:
        found = review_conflicts.conflicts(opened)
    if as_json:
        console.records(one.review for one in found)
        return
    for one in found:
        console.out(f"review {one.review.id}: {line_of(one.review)}")
        console.out(f"    {one.quote}")
        near = ", ".join(one.candidates) or "none"
        console.out(f"    {'the same text' if one.is_same_text else 'another text now'} · statements like it: {near}")
    console.note(f"{len(found)} conflicts")


@review_app.command(epilog="Example: onrecord review place 8c1d --to 3f2a -d kz.dossier --by Aigul")
def place(
    review: ReviewId,
    dossier: DossierPath,
    to: Annotated[str, typer.Option(help="The statement that it is about now: its id, or how it begins.")],
    by: By,
    why: Why = None,
) -> None:
    """Put a review whose statement is there no more on one that is."""
    from onrecord.dossier import review_conflicts
    from onrecord.settings import iso, utc_now

    with opened_at(dossier, read_only=False) as opened:
        Console().out(line_of(review_conflicts.place(opened, review, to, by=by, now=iso(utc_now()), why=why)))


@review_app.command(epilog="Example: onrecord review keep 8c1d -d kz.dossier --by Aigul")
def keep(review: ReviewId, dossier: DossierPath, by: By) -> None:
    """Keep the statement of a review that no reading has any more, as one that a person found."""
    from onrecord import pipeline
    from onrecord.dossier import review_conflicts
    from onrecord.settings import iso, utc_now

    with opened_at(dossier, read_only=False) as opened:
        kept = review_conflicts.keep_own(opened, review, by=by, now=iso(utc_now()))
        pipeline.weigh(opened)
    Console().out(f"{kept.id}  {kept.quote}")


@review_app.command(epilog="Example: onrecord review rebut 3f2a --statement 91bc -d kz.dossier --by Aigul")
def rebut(
    target: Annotated[str, typer.Argument(metavar="ID", help="A statement or finding: its id, or how it begins.")],
    dossier: DossierPath,
    by: By,
    statement: Annotated[str | None, typer.Option(help="The statement that rebuts it.")] = None,
    document: Annotated[str | None, typer.Option(help="The document whose passage rebuts it.")] = None,
    spans: Annotated[str | None, typer.Option(help="The passage: START-END,START-END…")] = None,
    note: Annotated[str | None, typer.Option(help="Your own words: shown as yours, never as evidence.")] = None,
    who: Annotated[str | None, typer.Option(help="Who rebuts it, where no statement tells.")] = None,
    why: Why = None,
) -> None:
    """Hold something against a statement or a finding: briefs print it beneath."""
    from onrecord.dossier import rebuttals
    from onrecord.dossier.given import read_spans
    from onrecord.settings import iso, utc_now

    with opened_at(dossier, read_only=False) as opened:
        made = rebuttals.attach(
            opened, target, by=by, now=iso(utc_now()), statement=statement, document=document,
            spans=read_spans("spans", spans or "none"), note=note, who=who, why=why,
        )  # fmt: skip
    Console().out(_rebuttal(made))


@review_app.command("rebuttals", epilog="Example: onrecord review rebuttals -d kz.dossier")
def list_rebuttals(
    dossier: DossierPath,
    all_of_them: Annotated[bool, typer.Option("--all", help="Also what was taken back: the whole log.")] = False,
    as_json: AsJson = False,
) -> None:
    """List what is held against statements and findings."""
    from onrecord.dossier import rebuttals

    console = Console()
    with opened_at(dossier, read_only=True) as opened:
        found = rebuttals.rebuttals(opened, all_of_them=all_of_them)
    if as_json:
        console.records(found)
        return
    for one in found:
        console.out(_rebuttal(one))
    console.note(f"{len(found)} rebuttals")


@review_app.command(epilog="Example: onrecord review withdraw 5d10 -d kz.dossier --by Aigul")
def withdraw(
    rebuttal: Annotated[str, typer.Argument(metavar="REBUTTAL", help="A rebuttal: its id, or how it begins.")],
    dossier: DossierPath,
    by: By,
    why: Why = None,
) -> None:
    """Take a rebuttal back; it stays in the log."""
    from onrecord.dossier import rebuttals
    from onrecord.settings import iso, utc_now

    with opened_at(dossier, read_only=False) as opened:
        Console().out(_rebuttal(rebuttals.undo(opened, rebuttal, by=by, now=iso(utc_now()), why=why)))


def _queued(one: QueueItem) -> str:
    return f"{one.id}  {one.kind} · {one.weight:g} · {', '.join(one.because)}"


def _agreement(one: Agreement) -> str:
    equal = "" if one.equal is None else f" · {one.equal:.0%} the same"
    head = f"{' and '.join(one.reviewers)} · {one.label} · {one.statements} statements{equal}"
    if one.kappa is None or one.low is None or one.high is None:
        return f"{head} · {one.note or 'no interval'}"
    return f"{head} · kappa {one.kappa:.2f} ({one.low:.2f} to {one.high:.2f})"


def _rebuttal(one: Rebuttal) -> str:
    said = f"statement {one.statement}" if one.statement else f"“{one.quote}”" if one.quote else f"note: {one.note}"
    if one.undoes:
        said = f"takes back {one.undoes}"
    parts = [f"{one.id}  against {one.about} {one.target} by {one.by}, {one.at}", said]
    parts += [f"says {one.who}"] * bool(one.who) + [one.why or ""] * bool(one.why)
    return " · ".join([*parts, *([f"CONFLICT: {one.conflict}"] if one.conflict else [])])
