"""Read kept originals again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.console import CLEAN, WITH_ISSUES, Console
from onrecord.errors import Interrupted, SettingsError


def reread(
    dossier: Annotated[Path, typer.Option("-d", "--dossier", help="The dossier: one file.", dir_okay=False)],
    documents: Annotated[
        list[str] | None, typer.Argument(metavar="[DOCUMENT…]", help="Documents: ids, or how they begin.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Read every document again.")] = False,
    stale: Annotated[
        bool, typer.Option("--stale", help="Read what another version has read, or before a country was declared.")
    ] = False,
    workers: Annotated[
        int | None, typer.Option(help="Processes to read with; one per processor by default.", min=1)
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print results and errors only.")] = False,
) -> None:
    """Read kept originals again with today's extractors, models and countries.

    New texts and statements stand beside the old ones. Reviews stay on the statements that are there again; the others
    are listed as conflicts (onrecord review conflicts). An interrupted run can be run again: --stale goes on where it
    stopped.
    """
    from onrecord import pipeline
    from onrecord.cli.intake import FEW_INPUTS, weigh
    from onrecord.dossier import Dossier
    from onrecord.pipeline import rereading
    from onrecord.settings import default_workers

    if bool(documents) + every + stale != 1:
        do = "name documents, or give --stale or --all"
        raise SettingsError("it is not said what to read again.", where="onrecord reread", do=do)
    console = Console(quiet=quiet)
    with Dossier.open(dossier, create=False) as opened:
        wanted = rereading.find(opened, documents) if documents else rereading.chosen(opened, every=every)
        count = workers or (default_workers() if len(wanted) >= FEW_INPUTS else 1)
        with console.progress("reading", len(wanted)) as advance:
            try:
                done = pipeline.reread(opened, wanted, workers=count, tell=advance)
            except KeyboardInterrupt as exc:
                do = "run onrecord reread --stale; it goes on where it stopped"
                raise Interrupted("re-reading was interrupted.", where=str(dossier), do=do) from exc
        weigh(opened, console)
    console.out(
        f"{done.documents} read again = {done.changed} changed + {done.unchanged} unchanged + {done.failed} failed;"
        f" {done.texts} new texts"
    )
    console.out(f"{done.before} statements before, {done.after} now; {done.conflicts} reviews without their statement")
    raise typer.Exit(WITH_ISSUES if done.failed or done.conflicts else CLEAN)
