"""Commands about reviews: what a person decides on statements."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.console import CLEAN, WITH_ISSUES, Console, opened_at
from onrecord.errors import SettingsError

if TYPE_CHECKING:
    from onrecord.dossier.reviews import Changes, Decision
    from onrecord.records import Review, ReviewDecision

review_app = typer.Typer(no_args_is_help=True, help="Confirm, correct or reject what the machine made of statements.")

Ids = Annotated[list[str], typer.Argument(metavar="ID…", help="Statements: ids, or how they begin.")]
DossierPath = Annotated[Path, typer.Option("-d", "--dossier", help="The dossier: one file.", dir_okay=False)]
By = Annotated[str, typer.Option(help="Who decides.")]
Why = Annotated[str | None, typer.Option(help="Why.")]
Blind = Annotated[bool, typer.Option("--blind", help="Judge what the machine made of it, whatever others have said.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines (docs/records.schema.json).")]


@review_app.command(epilog="Example: onrecord review confirm 3f2a 91bc -d kz.dossier --by Aigul")
def confirm(ids: Ids, dossier: DossierPath, by: By, why: Why = None, blind: Blind = False) -> None:
    """Say that statements are right as they stand: speaker, words and all labels."""
    _decide(dossier, ids, "confirmed", by, why, blind=blind)


@review_app.command(epilog="Example: onrecord review correct 3f2a -d kz.dossier --by Aigul --act demand --rights women")
def correct(
    ids: Ids,
    dossier: DossierPath,
    by: By,
    why: Why = None,
    rights: Annotated[str | None, typer.Option(help="Codes with commas between, or none.")] = None,
    act: Annotated[str | None, typer.Option(help="What the statement does.")] = None,
    stance: Annotated[str | None, typer.Option(help="How it puts the target's record.")] = None,
    hedged: Annotated[
        bool | None, typer.Option("--hedged/--not-hedged", help="Whether the speaker holds back.")
    ] = None,
    target: Annotated[str | None, typer.Option(help="Whom it is about, or none.")] = None,
    time: Annotated[str | None, typer.Option(help="YYYY, YYYY-MM, YYYY-MM-DD, A..B, or unknown.")] = None,
    country: Annotated[str | None, typer.Option(help="Code of the country it belongs to, or none.")] = None,
    voice: Annotated[str | None, typer.Option(help="attributed, or author: what the text says itself.")] = None,
    mode: Annotated[str | None, typer.Option(help="direct, indirect, mixed, or none.")] = None,
    speaker: Annotated[
        str | None, typer.Option(help="The name of who speaks; several with ; between; or none: unresolved.")
    ] = None,
    role: Annotated[str | None, typer.Option(help="The speaker's role.")] = None,
    affiliation: Annotated[str | None, typer.Option(help="The speaker's affiliation.")] = None,
    camp: Annotated[str | None, typer.Option(help="The speaker's camp.")] = None,
    source: Annotated[str | None, typer.Option(help="Where the text names the source: START-END, or none.")] = None,
    cue: Annotated[str | None, typer.Option(help="Where the cue stands: START-END, or none.")] = None,
    content: Annotated[str | None, typer.Option(help="Where the content stands: START-END,START-END…")] = None,
    blind: Blind = False,
) -> None:
    """Give the right values; those left out stay as they are. The machine's own are kept beside them."""
    from onrecord.dossier.given import read_changes

    given = {
        "rights": rights, "act": act, "stance": stance, "target": target, "time": time, "speaker": speaker,
        "role": role, "affiliation": affiliation, "camp": camp, "source": source, "cue": cue, "content": content,
        "country": country, "voice": voice, "mode": mode,
        "hedged": None if hedged is None else "yes" if hedged else "no",
    }  # fmt: skip
    changes = read_changes({name: value for name, value in given.items() if value is not None})
    _decide(dossier, ids, "corrected", by, why, changes, blind=blind)


@review_app.command(epilog='Example: onrecord review reject 3f2a -d kz.dossier --by Aigul --why "a heading"')
def reject(ids: Ids, dossier: DossierPath, by: By, why: Why = None) -> None:
    """Say that these are no statements, or nobody's: briefs leave them out, and the dossier keeps them."""
    _decide(dossier, ids, "rejected", by, why)


@review_app.command(epilog="Example: onrecord review undo 3f2a -d kz.dossier --by Aigul")
def undo(
    ids: Ids,
    dossier: DossierPath,
    by: By,
    why: Why = None,
    review: Annotated[str | None, typer.Option(help="The review to take back; the last one if not given.")] = None,
) -> None:
    """Take a review of statements back, the last one if none is named: what is left holds again, or the machine."""
    _decide(dossier, ids, "undone", by, why, undoes=review)


@review_app.command("list", epilog="Example: onrecord review list -d kz.dossier --json")
def list_reviews(
    dossier: DossierPath,
    all_of_them: Annotated[bool, typer.Option("--all", help="Also what no longer holds: the whole log.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the review that holds for each statement, and the conflicts: statements that are there no more."""
    from onrecord.dossier import reviews

    console = Console()
    with opened_at(dossier, read_only=True) as opened:
        holding = reviews.standing(opened)
        listed = reviews.log(opened) if all_of_them else [one.review for one in holding]
    if as_json:
        console.records(listed)
        return
    gone = {one.review.id for one in holding if one.is_conflict}
    differ = {one.review.id: one.disputed for one in holding if one.disputed}
    for review in listed:
        disputed = f" · DISPUTED: {', '.join(differ[review.id])}" if review.id in differ else ""
        gone_too = " · CONFLICT: no reading has this statement any more" * (review.id in gone)
        console.out(line_of(review) + disputed + gone_too)
    console.note(f"{len(listed)} reviews, {len(gone)} conflicts, {len(differ)} disputed")


@review_app.command("import", epilog="Example: onrecord review import reviews.csv -d kz.dossier --by Aigul")
def import_table(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A table (docs/formats.md).")],
    dossier: DossierPath,
    by: Annotated[str | None, typer.Option(help="Who decided, where the table does not say.")] = None,
) -> None:
    """Take reviews from a table: one line a statement. A line that cannot be taken is named; the others are taken."""
    from onrecord.cli.tables import Line, read_table
    from onrecord.dossier import reviews
    from onrecord.settings import iso, utc_now

    console = Console()
    lines = list(read_table(file, by))
    refused = [one for one in lines if isinstance(one, SettingsError)]
    with opened_at(dossier, read_only=False) as opened:
        taken: list[Decision] = []
        for line in (one for one in lines if isinstance(one, Line)):
            try:
                reviews.check(opened, line.decision)
            except SettingsError as error:
                where = f"{file.name}, line {line.number}: {error.where}"
                refused.append(SettingsError(error.what, where=where, do=error.do))
            else:
                taken.append(line.decision)
        fresh = reviews.without_repeats(opened, taken)
        made = reviews.review(opened, fresh, iso(utc_now()))
    for one in refused:
        console.error(one)
    already = len(taken) - len(fresh)
    console.out(f"{len(lines)} lines = {len(made)} taken + {already} already so + {len(refused)} refused")
    raise typer.Exit(WITH_ISSUES if refused else CLEAN)


def _decide(
    path: Path,
    ids: Sequence[str],
    decided: ReviewDecision,
    by: str,
    why: str | None,
    changes: Changes | None = None,
    *,
    blind: bool = False,
    undoes: str | None = None,
) -> None:
    from onrecord.dossier import reviews
    from onrecord.pipeline import weigh_again
    from onrecord.settings import iso, utc_now

    asked = [
        reviews.Decision(
            statement=one,
            decision=decided,
            by=by,
            why=why,
            changes=changes or reviews.Changes(),
            blind=blind,
            undoes=undoes,
        )
        for one in ids
    ]
    with opened_at(path, read_only=False) as opened:
        made = reviews.review(opened, asked, iso(utc_now()))
        if decided != "confirmed":  # what is confirmed says the same as before
            weigh_again(opened, {one.document for one in made})
    for one in made:
        Console().out(line_of(one))


def line_of(review: Review, names: Sequence[str] | None = None) -> str:
    """Return a review for people, with the values that it gave, or those of *names*."""
    wanted = [name for name in (review.given if names is None else names) if name != "statement"]
    values = [] if review.values is None else [f"{name} {_shown(getattr(review.values, name))}" for name in wanted]
    parts = [f"{review.statement}  {review.decision} by {review.by}, {review.at}", *values]
    return " · ".join([*parts, *([f"“{review.why}”"] if review.why else [])])


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_shown(one) for one in value) or "none"
    named = getattr(value, "name", None) or getattr(value, "start", None)
    return str(named if named is not None else "none" if value is None else value)
