"""The command that writes a dossier for other programs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.errors import NotWritable, SettingsError
from onrecord.records import Right

if TYPE_CHECKING:
    from onrecord.dossier import Dossier, StatementFilter
    from onrecord.exports import Account

DossierPath = Annotated[Path, typer.Option("-d", "--dossier", help="The dossier: one file.", dir_okay=False)]
To = Annotated[
    str,
    typer.Option(help="The form: jsonl, csv, xlsx, parquet, ftm, annotations, bibtex, csl, qdpx, claimreview or wacz."),
]
Output = Annotated[Path | None, typer.Option("-o", "--output", help="A file; standard output without, if it is text.")]
Country = Annotated[str | None, typer.Option(help="Only this country: ISO 3166-1 alpha-3 code or name.")]
RightOption = Annotated[Right | None, typer.Option("--right", help="Only statements about this right.")]
Since = Annotated[str | None, typer.Option(help="Only this day, month or year or later, as for a brief.")]
Until = Annotated[str | None, typer.Option(help="The same: or earlier.")]
Reviewed = Annotated[bool, typer.Option("--reviewed", help="Only statements that a person confirmed or corrected.")]
TableName = Annotated[str | None, typer.Option("--table", help="One table alone: of csv, or another one of parquet.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print results and errors only.")]


def export(
    dossier: DossierPath,
    to: To = "jsonl",
    output: Output = None,
    country: Country = None,
    right: RightOption = None,
    since: Since = None,
    until: Until = None,
    reviewed: Reviewed = False,
    table: TableName = None,
    quiet: Quiet = False,
) -> None:
    """Write a dossier for other programs: tables, references, annotations, projects, web archives (docs/exports.md).

    It says how many records were written, and what was left out and why.
    """
    from onrecord.cli.output import country_code, make_filter
    from onrecord.dossier import Dossier as Opened
    from onrecord.exports import form_of

    form = form_of(to, table)
    if output is None and not form.is_text:
        raise SettingsError(f"{to} is no text, and is written to a file only.", where="--to", do=f"-o x{form.suffix}")
    with Opened.open(dossier, create=False, read_only=True) as opened:
        given = {"right": right, "since": since, "until": until}
        wanted = make_filter({**given, "country": country_code(opened, country) if country else None})
        account = _write(opened, to, wanted, output, reviewed=reviewed, table=table)
    if not quiet:
        for line in account_lines(account, output):
            sys.stderr.write(line + "\n")


def _write(
    dossier: Dossier, to: str, wanted: StatementFilter, output: Path | None, *, reviewed: bool, table: str | None
) -> Account:
    """Write to a file, whole or not at all; or to standard output."""
    from functools import partial

    from onrecord.pipeline.exporting import export as write_export
    from onrecord.settings import iso, utc_now

    write = partial(
        write_export, dossier, to, wanted=wanted, reviewed=reviewed, table=table, generated_at=iso(utc_now())
    )
    if output is None:
        sys.stdout.flush()
        return write(sys.stdout.buffer)
    beside = output.with_name(output.name + ".part")
    try:
        with beside.open("wb") as out:
            account = write(out)
        beside.replace(output)
    except OSError as exc:
        do = "choose a folder that you may write to"
        raise NotWritable(f"This file cannot be written: {exc.strerror}.", where=str(output), do=do) from exc
    finally:
        beside.unlink(missing_ok=True)
    return account


def account_lines(account: Account, output: Path | None) -> list[str]:
    """Return an account for people: what was written, then what was left out, each with its reason."""
    kinds = ", ".join(f"{count:,} {what}" for what, count in account.written.items() if count)
    where = f" to {output}" if output else ""
    lines = [f"{account.total:,} records written{where}" + (f": {kinds}" if kinds else "")]
    return lines + [f"left out: {one.count:,} {one.what}: {one.why}" for one in account.left_out]
