"""Commands about commitments: what a state is held to, and what became of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.console import Console, opened_at
from onrecord.errors import SettingsError
from onrecord.records import CommitmentKind, CommitmentStatus, Right

if TYPE_CHECKING:
    from onrecord.dossier.commitment_decisions import CommitmentDecision, Decided
    from onrecord.dossier.commitments import CommitmentFilter, Evidence
    from onrecord.records import Commitment

commitments_app = typer.Typer(
    invoke_without_command=True, help="What a state is held to, its status on a day, and what that rests on."
)

DossierPath = Annotated[Path, typer.Option("-d", "--dossier", help="The dossier: one file.", dir_okay=False)]
OfCountry = Annotated[str | None, typer.Option("--country", help="ISO 3166-1 alpha-3 code or name.")]
OfKind = Annotated[CommitmentKind | None, typer.Option("--kind", help="Only commitments of this kind.")]
OfRight = Annotated[Right | None, typer.Option("--right", help="Only commitments about this right.")]
OfStatus = Annotated[
    CommitmentStatus | None, typer.Option("--status", help="Only of this status: a person's, where there is one.")
]
AsOf = Annotated[str | None, typer.Option("--as-of", help="As known on this day, month or year; today without.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines (docs/records.schema.json).")]
Id = Annotated[str, typer.Argument(metavar="ID", help="The commitment: its id, or how it begins.")]
StatementId = Annotated[str, typer.Argument(metavar="STATEMENT", help="The statement: its id, or how it begins.")]
By = Annotated[str, typer.Option(help="Who decides.")]
Why = Annotated[str | None, typer.Option(help="Why.")]
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@commitments_app.callback(epilog="Example: onrecord commitments -d kz.dossier --country KAZ --status overdue")
def commitments(
    context: typer.Context,
    dossier: Annotated[Path | None, typer.Option("-d", "--dossier", help="The dossier.", dir_okay=False)] = None,
    country: OfCountry = None,
    kind: OfKind = None,
    right: OfRight = None,
    status: OfStatus = None,
    as_of: AsOf = None,
    silent_since: Annotated[
        str | None, typer.Option("--silent-since", help="Only those of which nothing was heard from this day on.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List commitments with their status; with a word after it, do that."""
    if context.invoked_subcommand is not None:
        return
    if dossier is None:
        raise typer.BadParameter("name the dossier: -d DOSSIER", ctx=context)
    _list(dossier, country, kind, right, status, as_of, silent_since, as_json=as_json)


@commitments_app.command("list", epilog="Example: onrecord commitments list -d kz.dossier --right torture --json")
def list_commitments(
    dossier: DossierPath,
    country: OfCountry = None,
    kind: OfKind = None,
    right: OfRight = None,
    status: OfStatus = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """List commitments with their status, by country and date."""
    _list(dossier, country, kind, right, status, as_of, None, as_json=as_json)


@commitments_app.command(epilog="Example: onrecord commitments silences -d kz.dossier --since 2020")
def silences(
    dossier: DossierPath,
    since: Annotated[str, typer.Option(help="Nothing heard from this day, month or year on.")],
    country: OfCountry = None,
    kind: OfKind = None,
    right: OfRight = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """List commitments of which nothing was heard, the longest silence first."""
    _list(dossier, country, kind, right, None, as_of, since, as_json=as_json)


@commitments_app.command(epilog="Example: onrecord commitments show 3f2a -d kz.dossier")
def show(id: Id, dossier: DossierPath, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Show a commitment, the words that its status rests on, and what else bears on it."""
    from onrecord.dossier import commitments as kept
    from onrecord.dossier.commitment_decisions import find_commitment, log

    console = Console()
    with opened_at(dossier, read_only=True) as opened:
        key = find_commitment(opened, id)
        one, evidence = kept.commitment(opened, key, _day(as_of))
        history = log(opened, key)
    if as_json:
        console.records([one, *(item.told.statement for item in evidence if item.told.statement.id in one.evidence)])
        return
    for line in _lines(one):
        console.out(line)
    for heading, items in _sorted(one, evidence):
        console.out(f"  {heading}:" if items else f"  {heading}: none")
        for item in items:
            console.out(_evidence_line(item))
    for decision in history:
        console.out(f"  {_decision_line(decision)}")


@commitments_app.command(epilog="Example: onrecord commitments verdict 3f2a partly -d kz.dossier --by Aigul")
def verdict(
    id: Id,
    status: Annotated[CommitmentStatus, typer.Argument(help="The status, in your judgement.")],
    dossier: DossierPath,
    by: By,
    why: Why = None,
) -> None:
    """Say what the status is; the computed one stays beside it."""
    _decide(dossier, id, "verdict", by=by, why=why, status=status)


@commitments_app.command(epilog="Example: onrecord commitments attach 3f2a 91bc -d kz.dossier --by Aigul --dated 2021")
def attach(
    id: Id,
    statement: StatementId,
    dossier: DossierPath,
    by: By,
    why: Why = None,
    dated: Annotated[str | None, typer.Option(help="Its date, where that is not known: YYYY, YYYY-MM, …")] = None,
) -> None:
    """Put a statement to a commitment as evidence."""
    if dated is not None:
        _day(dated)
    _decide(dossier, id, "attached", by=by, why=why, statement=statement, dated=dated)


@commitments_app.command(epilog="Example: onrecord commitments detach 3f2a 91bc -d kz.dossier --by Aigul")
def detach(id: Id, statement: StatementId, dossier: DossierPath, by: By, why: Why = None) -> None:
    """Say that a statement does not bear on a commitment."""
    _decide(dossier, id, "detached", by=by, why=why, statement=statement)


@commitments_app.command(epilog="Example: onrecord commitments undo 3f2a -d kz.dossier --by Aigul")
def undo(id: Id, dossier: DossierPath, by: By, why: Why = None) -> None:
    """Take the last decision on a commitment back."""
    _decide(dossier, id, "undone", by=by, why=why)


def _list(
    dossier: Path,
    country: str | None,
    kind: CommitmentKind | None,
    right: Right | None,
    status: CommitmentStatus | None,
    as_of: str | None,
    silent_since: str | None,
    *,
    as_json: bool,
) -> None:
    from onrecord.cli.output import country_code
    from onrecord.dossier import commitments as kept

    console, day = Console(), _day(as_of)
    with opened_at(dossier, read_only=True) as opened:
        code = country_code(opened, country) if country else None
        wanted: CommitmentFilter = kept.CommitmentFilter(country=code, kind=kind, right=right, status=status)
        if silent_since:
            found = kept.silences(opened, _first_day(silent_since), day, wanted)
        else:
            found = kept.commitments(opened, day, wanted)
    if as_json:
        console.records(found)
        return
    for one in found:
        for line in _lines(one):
            console.out(line)
    console.note(f"{len(found)} commitments, as known on {day}")


def _decide(path: Path, id: str, decided: Decided, *, by: str, why: str | None, **given: str | None) -> None:
    from onrecord.dossier.commitment_decisions import decide
    from onrecord.settings import iso, utc_now

    with opened_at(path, read_only=False) as opened:
        made = decide(opened, id, decided, by=by, why=why, now=iso(utc_now()), **given)
    Console().out(_decision_line(made))


def _day(as_of: str | None) -> str:
    """Return the last day that is meant; today where none is given.

    Raises:
        SettingsError: it is no date.
    """
    from onrecord.commitments.asks import last_day
    from onrecord.commitments.drafts import read_date
    from onrecord.settings import utc_now

    if as_of is None:
        return utc_now().date().isoformat()
    if not _DAY.fullmatch(as_of) or read_date(as_of) is None:
        do = "write it as YYYY, YYYY-MM or YYYY-MM-DD"
        raise SettingsError(f"This is no date: {as_of}", where="a date given to commitments", do=do)
    return last_day(as_of)


def _first_day(since: str) -> str:
    _day(since)
    return since + "-01" * (2 - since.count("-"))


def _lines(one: Commitment) -> list[str]:
    """Return a commitment for people: what, who asked, when, and the status with what it rests on."""
    asked = [one.kind, one.by, one.to and f"{'to' if one.kind in ('pledge', 'treaty') else 'by'} {one.to}", one.made]
    asked += [f"due {one.deadline}" if one.deadline else None, one.response, one.reference]
    status = f"{one.status}" + (f", {one.verdict} in a person's judgement" if one.verdict else "")
    return [
        f"{one.id}  {' · '.join(filter(None, asked))}",
        f"    {one.text}",
        f"    {status}: {one.because}",
    ]


def _sorted(one: Commitment, evidence: list[Evidence]) -> list[tuple[str, list[Evidence]]]:
    resting = [item for item in evidence if item.told.statement.id in one.evidence]
    dated = [item for item in evidence if item not in resting and _date_of(item)]
    undated = [item for item in evidence if item not in resting and not _date_of(item)]
    return [
        ("the status rests on", sorted(resting, key=_date_of)),
        ("also on the matter", dated),
        ("of unknown date, not counted", undated),
    ]


def _date_of(item: Evidence) -> str:
    told = item.told
    return told.dated or told.statement.time.start or told.published.start or ""


def _evidence_line(item: Evidence) -> str:
    told, statement = item.told, item.told.statement
    who = ", ".join(speaker.name or speaker.role or "" for speaker in statement.speakers) or told.publisher or ""
    why = "put there by a person" if told.attached else f"shares {', '.join(t.lstrip('=#') for t in item.shared)}"
    head = " · ".join(
        filter(None, [statement.id, _date_of(item) or "no date", who, f"{statement.act}, {statement.stance}"])
    )
    return f"    {head}\n      {statement.quote}\n      ({why})"


def _decision_line(one: CommitmentDecision) -> str:
    what = " ".join(filter(None, [one.decision, one.status, one.statement, one.dated and f"dated {one.dated}"]))
    return f"{one.commitment}  {what} by {one.by}, {one.at}" + (f" · “{one.why}”" if one.why else "")
