"""The command that serves the workbench."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from onrecord.cli.console import Console


def serve(
    dossier: Annotated[
        Path, typer.Option("-d", "--dossier", help="The dossier; it is made if missing.", dir_okay=False)
    ],
    port: Annotated[int | None, typer.Option(help="The port; the first free one from 8420 on without.", min=0)] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open the browser.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print the address only.")] = False,
) -> None:
    """Open the workbench over a dossier: pages for this machine's browser, on 127.0.0.1 alone. Ctrl-C ends it."""
    from onrecord.web.serving import serve as run

    console = Console(quiet=quiet)
    run(dossier, port, opens_browser=not no_browser, tell=console.out)
