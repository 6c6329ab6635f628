"""Commands about briefs: write one, list those that were written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from onrecord.cli.console import Console
from onrecord.errors import DossierError, NotWritable, SettingsError
from onrecord.records import CAMPS, RIGHTS

if TYPE_CHECKING:
    from onrecord.briefs import Filters, Kind, Style
    from onrecord.dossier import Dossier
    from onrecord.pipeline import Brief

DossierPath = Annotated[Path, typer.Option("-d", "--dossier", help="The dossier: one file.", dir_okay=False)]
Country = Annotated[str, typer.Option(help="ISO 3166-1 alpha-3 code or name.")]
Since = Annotated[
    str | None,
    typer.Option(help="Only what is about, or if unknown was published in, this day, month or year or later."),
]
Until = Annotated[str | None, typer.Option(help="The same: this day, month or year or earlier.")]
Rights = Annotated[
    list[str] | None, typer.Option(metavar="RIGHT", help="Only statements about this right; may be given again.")
]
Camps = Annotated[
    list[str] | None, typer.Option(metavar="CAMP", help="Only speakers of this camp; may be given again.")
]
Thread = Annotated[str | None, typer.Option(help="Only statements of this thread: its id, or how it begins.")]
Reviewed = Annotated[bool, typer.Option("--reviewed", help="Only statements that a person confirmed or corrected.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Status of commitments on this day; today without.")]
StyleName = Annotated[
    str | None, typer.Option("--style", help="How sources are cited: apa, oscola, … or a .csl file; Harvard without.")
]
SinceBrief = Annotated[
    str | None, typer.Option("--since-brief", metavar="ID", help="Tell the changes since this one, not the last.")
]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="A file; standard output without.")]
Form = Annotated[
    Literal["html", "docx", "pdf", "md", "json"] | None,
    typer.Option("--format", help="By the output's name if not given."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print results and errors only.")]
_SUFFIXES = {".html": "html", ".htm": "html", ".docx": "docx", ".pdf": "pdf", ".md": "md", ".json": "json"}


def brief(
    dossier: DossierPath,
    country: Country,
    since: Since = None,
    until: Until = None,
    right: Rights = None,
    camp: Camps = None,
    thread: Thread = None,
    reviewed: Reviewed = False,
    as_of: AsOf = None,
    style: StyleName = None,
    since_brief: SinceBrief = None,
    output: Output = None,
    form: Form = None,
    quiet: Quiet = False,
) -> None:
    """Write what the dossier says about a country, for people to read.

    Every sentence is a verbatim quotation or a fact counted from the dossier's rows; writing fails if a stored
    quotation no longer is what the source says. A brief written to a file is noted in the dossier, so that the next one
    on the same can say what has changed since.
    """
    from onrecord.cli.output import check_day, country_code
    from onrecord.dossier import Dossier
    from onrecord.pipeline import make_brief
    from onrecord.settings import iso, utc_now

    chosen = format_of(output, form)
    for option, value in (("--since", since), ("--until", until), ("--as-of", as_of)):
        check_day(option, value)
    filters = _filters(right, camp, since=since, until=until, thread=thread, reviewed=reviewed, as_of=as_of)
    how, now = _style(style), iso(utc_now())
    with Dossier.open(dossier, create=False, read_only=True) as opened:
        code = country_code(opened, country)
        made = make_brief(opened, code, filters, chosen, now=now, style=how, since_brief=since_brief)
    _give(made, output, dossier, now, Console(quiet=quiet))
    if made.is_empty:
        Console(quiet=quiet).note(f"The dossier holds no statement about {country} that fits; the brief says so.")


def briefs(
    dossier: DossierPath,
    country: Annotated[str | None, typer.Option(help="Only on this country: code or name.")] = None,
    quiet: Quiet = False,
) -> None:
    """List the briefs that were written to files, the newest first: when, on what, and the hash of each file."""
    from onrecord.cli.output import country_code
    from onrecord.dossier import Dossier
    from onrecord.dossier.brief_log import briefs_written

    console = Console(quiet=quiet)
    with Dossier.open(dossier, create=False, read_only=True) as opened:
        found = briefs_written(opened, country_code(opened, country) if country else None)
    for one in found:
        limits = ", ".join(_say(one.filters)) or "no limits"
        console.out(f"{one.id[:8]}  {one.at}  {one.country}  {one.name}  ({limits}; {one.size} records)")
        console.out(f"          SHA-256 of the file {one.sha256}, of what it held {one.contents}")
    console.note(f"{len(found)} briefs")


def format_of(output: Path | None, form: str | None) -> Kind:
    """Return the format asked for, or the one that the output's name says; Markdown on standard output.

    Raises:
        SettingsError: the name says none that can be written.
    """
    chosen = form or ("md" if output is None else _SUFFIXES.get(output.suffix.lower()))
    if chosen is None:
        do = "end its name in .html, .docx, .pdf, .md or .json, or give --format"
        raise SettingsError("The brief's format is not known from this name.", where=str(output), do=do)
    return cast("Kind", chosen)


def _filters(
    rights: list[str] | None,
    camps: list[str] | None,
    *,
    since: str | None,
    until: str | None,
    thread: str | None,
    reviewed: bool,
    as_of: str | None,
) -> Filters:
    from onrecord.briefs import Filters

    for name, given, known in (("--right", rights, RIGHTS), ("--camp", camps, CAMPS)):
        for code in given or ():
            if code not in known:
                what = f"This is no {name[2:]}: {code}"
                raise SettingsError(what, where=name, do=f"one of {', '.join(known)}")
    return Filters(
        since=since,
        until=until,
        rights=tuple(code for code in RIGHTS if code in (rights or ())),
        camps=tuple(code for code in CAMPS if code in (camps or ())),
        reviewed=reviewed,
        thread_id=thread,
        as_of=as_of,
    )


def _style(given: str | None) -> Style | None:
    """Return the citation style of this name, or in this file."""
    from onrecord.briefs import find_style, read_style

    if given is None:
        return None
    path = Path(given)
    if path.suffix.lower() != ".csl" and not path.is_file():
        return find_style(given)
    try:
        data = path.read_bytes()
    except OSError as exc:
        do = "give a .csl file, or the name of a style such as apa"
        raise SettingsError(f"This citation style cannot be read: {exc.strerror}.", where=given, do=do) from exc
    return read_style(data, given)


def _give(made: Brief, output: Path | None, dossier: Path, now: str, console: Console) -> None:
    from onrecord.cli.output import save_bytes

    if output is None:
        if made.kind in ("docx", "pdf"):
            raise SettingsError(f"A .{made.kind} file is not printed.", where="--format", do="name a file: -o FILE")
        sys.stdout.write(made.data.decode() + "\n")
        return
    save_bytes(output, made.data)
    console.note(f"The brief is in {output}")
    _note(made, output, dossier, now, console)


def _note(made: Brief, output: Path, dossier: Path, now: str, console: Console) -> None:
    """Note the brief in the dossier, if that may be written."""
    from onrecord.dossier import Dossier
    from onrecord.pipeline import note_brief

    try:
        with Dossier.open(dossier, create=False) as opened:
            note_brief(opened, made, output.name, now)
    except NotWritable:
        console.note("The dossier is read-only: it does not remember this brief for the next one to be set beside it.")
    except DossierError as error:
        console.note(f"The dossier does not remember this brief: {error.what}")


def _say(filters: Filters) -> list[str]:
    said = [f"{name} {value}" for name, value in (("since", filters.since), ("until", filters.until)) if value]
    said += [*filters.rights, *filters.camps, *(["reviewed only"] if filters.reviewed else [])]
    return said + ([f"thread {filters.thread}"] if filters.thread else [])


def write_and_note(dossier: Dossier, country: str, kind: Kind, path: Path) -> None:
    """Write the brief on a country to a file, without limits, and note it in the dossier, which is open for writing."""
    from onrecord.briefs import Filters
    from onrecord.cli.output import save_bytes
    from onrecord.pipeline import make_brief, note_brief
    from onrecord.settings import iso, utc_now

    now = iso(utc_now())
    made = make_brief(dossier, country, Filters(), kind, now=now)
    save_bytes(path, made.data)
    note_brief(dossier, made, path.name, now)
