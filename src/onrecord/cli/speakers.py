"""Commands about speakers: who is the same across documents, what they said, and how persons put that right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.console import Console, opened_at
from onrecord.records import Camp

if TYPE_CHECKING:
    from onrecord.records import KnownSpeaker, SpeakerDecision

speakers_app = typer.Typer(no_args_is_help=True, help="List the speakers, say who is the same, and what they said.")

DossierPath = Annotated[Path, typer.Option("-d", "--dossier", help="The dossier: one file.", dir_okay=False)]
SpeakerId = Annotated[str, typer.Argument(metavar="SPEAKER", help="A speaker: its id, or how it begins.")]
By = Annotated[str, typer.Option(help="Who decides.")]
Why = Annotated[str | None, typer.Option(help="Why.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines (docs/records.schema.json).")]
Country = Annotated[str | None, typer.Option(help="ISO 3166-1 alpha-3 code or name.")]


@speakers_app.command("list", epilog="Example: onrecord speakers list -d kz.dossier --country KAZ --camp NGO")
def list_speakers(
    dossier: DossierPath,
    country: Country = None,
    camp: Annotated[Camp | None, typer.Option(help="Only speakers of this camp.")] = None,
    text: Annotated[str | None, typer.Option(help="Only speakers with this in a name.")] = None,
    limit: Annotated[int, typer.Option(help="At most so many, those with most statements first.", min=1)] = 50,
    as_json: AsJson = False,
) -> None:
    """List the speakers that documents name, those with most statements first."""
    from onrecord.cli.output import country_code
    from onrecord.dossier import speakers

    console = Console()
    with opened_at(dossier, read_only=True) as opened:
        code = country_code(opened, country) if country else None
        found = speakers.speakers(opened, country=code, text=text, camp=camp, limit=limit)
    if as_json:
        console.records(found.items)
        return
    for one in found.items:
        console.out(_line(one))
    console.note(f"{len(found.items)} of {found.total} speakers")


@speakers_app.command(epilog="Example: onrecord speakers show 3f2a -d kz.dossier")
def show(speaker: SpeakerId, dossier: DossierPath, country: Country = None, as_json: AsJson = False) -> None:
    """Print a speaker: its parts, its statements year by year, its changes of position, and what it said."""
    from onrecord.cli.console import statement_lines
    from onrecord.cli.output import country_code
    from onrecord.dossier import StatementFilter, speakers

    console = Console()
    with opened_at(dossier, read_only=True) as opened:
        found = speakers.speaker(opened, speaker)
        code = country_code(opened, country) if country else None
        said = list(opened.statements(StatementFilter(said_by=found.id, country=code, review="standing")))
        parts, years = speakers.parts(opened, found.id), speakers.years(opened, found.id, code)
        changes = speakers.changes_of_position(opened, found.id)
    if as_json:
        console.records([found, *changes, *said])
        return
    console.out(_line(found))
    for part in parts:
        words = ", ".join(filter(None, (part.speaker.name, part.speaker.role, part.speaker.affiliation)))
        console.out(
            f"  part {part.id}  {words} [{part.speaker.camp}] · {part.country or 'no country'} · {part.statements}"
        )
    for year in years:
        stances = ", ".join(f"{count} {stance}" for stance, count in year.stances.items())
        console.out(f"  {year.year or 'undated'}: {year.statements} statements: {stances}")
    for finding in changes:
        console.out(f"  {finding.kind}: {finding.why}")
    for statement in said:
        console.out(statement.id)
        for line in statement_lines(statement):
            console.out(line)


@speakers_app.command(epilog="Example: onrecord speakers merge 91bc 07aa --into 3f2a -d kz.dossier --by Aigul")
def merge(
    ids: Annotated[list[str], typer.Argument(metavar="SPEAKER…", help="Speakers: ids, or how they begin.")],
    dossier: DossierPath,
    into: Annotated[str, typer.Option(help="The speaker that they are.")],
    by: By,
    why: Why = None,
) -> None:
    """Say that speakers are the same as another one; what is read of them later counts there, too."""
    from onrecord.dossier import speaker_edits

    with opened_at(dossier, read_only=False) as opened:
        Console().out(_line(speaker_edits.merge(opened, ids, into, by=by, now=_now(), why=why)))


@speakers_app.command(epilog="Example: onrecord speakers unmerge 91bc -d kz.dossier --by Aigul")
def unmerge(
    speaker: SpeakerId,
    dossier: DossierPath,
    by: By,
    part: Annotated[
        list[str] | None, typer.Option(help="A part of it that is somebody else; may be given again.")
    ] = None,
    why: Why = None,
) -> None:
    """Take a speaker out of what it was merged into; or take parts out that are somebody else."""
    from onrecord.dossier import speaker_edits

    with opened_at(dossier, read_only=False) as opened:
        Console().out(_line(speaker_edits.unmerge(opened, speaker, part or (), by=by, now=_now(), why=why)))


@speakers_app.command(epilog='Example: onrecord speakers rename 3f2a "Ilse Maru" -d kz.dossier --by Aigul')
def rename(
    speaker: SpeakerId,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the speaker is called from now on.")],
    dossier: DossierPath,
    by: By,
    why: Why = None,
) -> None:
    """Call a speaker by another name."""
    from onrecord.dossier import speaker_edits

    with opened_at(dossier, read_only=False) as opened:
        Console().out(_line(speaker_edits.rename(opened, speaker, name, by=by, now=_now(), why=why)))


@speakers_app.command(epilog="Example: onrecord speakers camp 3f2a NGO -d kz.dossier --by Aigul")
def camp(
    speaker: SpeakerId,
    camp: Annotated[Camp, typer.Argument(metavar="CAMP", help="The camp that it belongs to.")],
    dossier: DossierPath,
    by: By,
    why: Why = None,
) -> None:
    """Say to which camp a speaker belongs."""
    from onrecord.dossier import speaker_edits

    with opened_at(dossier, read_only=False) as opened:
        Console().out(_line(speaker_edits.set_camp(opened, speaker, camp, by=by, now=_now(), why=why)))


@speakers_app.command(epilog="Example: onrecord speakers undo -d kz.dossier --by Aigul")
def undo(
    dossier: DossierPath,
    by: By,
    decision: Annotated[
        str | None, typer.Argument(metavar="[DECISION]", help="Its id, or how it begins; the last one if not given.")
    ] = None,
    why: Why = None,
) -> None:
    """Take a decision on speakers back."""
    from onrecord.dossier import speaker_edits

    with opened_at(dossier, read_only=False) as opened:
        Console().out(_decision(speaker_edits.undo(opened, decision, by=by, now=_now(), why=why)))


@speakers_app.command(epilog="Example: onrecord speakers decisions -d kz.dossier")
def decisions(
    dossier: DossierPath,
    all_of_them: Annotated[bool, typer.Option("--all", help="Also what was taken back: the whole log.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the decisions that hold, and the conflicts: those that nothing answers to any more."""
    from onrecord.dossier import speaker_edits

    console = Console()
    with opened_at(dossier, read_only=True) as opened:
        found = speaker_edits.decisions(opened, all_of_them=all_of_them)
    if as_json:
        console.records(found)
        return
    for one in found:
        console.out(_decision(one))
    console.note(f"{len(found)} decisions, {sum(one.conflict is not None for one in found)} conflicts")


def _line(one: KnownSpeaker) -> str:
    described = [", ".join(filter(None, (*one.roles[:2], *one.affiliations[:1])))]
    marks = [
        one.camp,
        *filter(None, described),
        f"{one.statements} statements",
        ", ".join(one.countries) or "no country",
    ]
    others = [name for name in one.names if name != one.name]
    marks += [f"also {', '.join(others)}"] * bool(others) + [f"merged: {', '.join(one.merged)}"] * bool(one.merged)
    return f"{one.id}  {one.name} · {' · '.join(marks)}" + (f" · now {one.into}" if one.into else "")


def _decision(one: SpeakerDecision) -> str:
    about = f"{one.speaker.speaker} {one.speaker.name}" if one.speaker else ""
    onto = f" → {one.into.speaker} {one.into.name}" if one.into else ""
    parts = [f"{one.id}  {one.kind} {about}{onto} by {one.by}, {one.at}"]
    parts += [f"“{one.name}”"] * bool(one.name) + [one.camp or ""] * bool(one.camp)
    parts += [f"parts {', '.join(one.parts)}"] * bool(one.parts) + [f"takes back {one.undoes}"] * bool(one.undoes)
    return " · ".join(
        [*parts, *([one.why] if one.why else []), *([f"CONFLICT: {one.conflict}"] if one.conflict else [])]
    )


def _now() -> str:
    from onrecord.settings import iso, utc_now

    return iso(utc_now())
