"""Commands about the label heads: fit them to reviews, take that back, see what was fitted."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onrecord.cli.console import Console, opened_at
from onrecord.errors import Interrupted

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.dossier import Dossier
    from onrecord.records import Fit

labels_app = typer.Typer(no_args_is_help=True, help="Teach the labels from your reviews, on your own machine.")

DossierPath = Annotated[Path, typer.Option("-d", "--dossier", help="The dossier: one file.", dir_okay=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines (docs/records.schema.json).")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print results and errors only.")]
_NAMES = {"micro-f1": "micro F1", "accuracy": "accuracy", "kappa": "Cohen's kappa"}


@labels_app.command(epilog="Example: onrecord labels fit -d kz.dossier")
def fit(dossier: DossierPath, as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Fit the label heads to the reviews, and label all other statements anew; reviewed labels stay.

    Printed is how well labels agree with reviews, before and after, where no head has seen the reviews that it is
    judged by. It is done whole or not at all, and `onrecord labels undo` takes it back.
    """
    from onrecord import pipeline

    _run(dossier, pipeline.fit_labels, Console(quiet=quiet), as_json=as_json)


@labels_app.command(epilog="Example: onrecord labels undo -d kz.dossier")
def undo(dossier: DossierPath, as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Take the last fit back: every statement gets the labels that it had before."""
    from onrecord import pipeline

    _run(dossier, pipeline.undo_labels, Console(quiet=quiet), as_json=as_json)


@labels_app.command(epilog="Example: onrecord labels show -d kz.dossier")
def show(dossier: DossierPath, as_json: AsJson = False) -> None:
    """List the fits, and say which heads are in use."""
    from onrecord import pipeline
    from onrecord.dossier import fits

    console = Console()
    with opened_at(dossier, read_only=True) as opened:
        found, own = fits.fits(opened), fits.own_heads(opened)
        is_in_use = pipeline.heads_in_use(opened) is not None
    if as_json:
        console.records(found)
        return
    for one in found:
        for line in fit_lines(one):
            console.out(line)
    outdated = (
        f"shipped heads: those of {own.fit} belong to an earlier version, fit them again" if own else "shipped heads"
    )
    console.out(f"in use: {own.fit if own and is_in_use else outdated}")


def fit_lines(fit: Fit) -> list[str]:
    """Return a fit for people: what it rests on, what it brings, what it changed."""
    undone = f", undone {fit.undone_at}" if fit.undone_at else ""
    head = f"fit {fit.id} of {fit.made_at}: {fit.reviews} reviews in {fit.documents} documents{undone}"
    figures = [
        f"  {m.label:<7}{_NAMES[m.figure]:<14} {_number(m.before)} → {_number(m.after)}  ({m.reviews} reviews)"
        for m in fit.measures
    ]
    changed = f"  {fit.relabelled} of {fit.statements} statements got another right, act or stance"
    return [head, *figures, changed, *(f"  Note: {warning}" for warning in fit.warnings)]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _run(path: Path, work: Callable[..., Fit], console: Console, *, as_json: bool) -> None:
    # Its matrices are small: beside other work, threads that wait for one another made a fit nine times as long.
    # NumPy reads this when it is first imported, below.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from onrecord.dossier import fits
    from onrecord.settings import iso, utc_now

    with opened_at(path, read_only=False) as opened:
        total = len(fits.documents_with_statements(opened))
        with console.progress("labelling", total) as advance:
            done = _uninterrupted(path, work, opened, iso(utc_now()), advance)
    if as_json:
        console.records([done])
        return
    for line in fit_lines(done):
        console.out(line)


def _uninterrupted(
    path: Path, work: Callable[..., Fit], opened: Dossier, now: str, advance: Callable[[str], None]
) -> Fit:
    try:
        return work(opened, now=now, tell=advance)
    except KeyboardInterrupt as exc:
        do = "run the same command again"
        raise Interrupted("it was interrupted; the dossier is as it was before.", where=str(path), do=do) from exc
