"""Inputs as users name them: files, folders, addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.cli.console import Console
from onrecord.dossier import Dossier
from onrecord.errors import Interrupted, Refusal
from onrecord.records import Blob, IntakeReport
from onrecord.settings import default_workers, iso, utc_now

if TYPE_CHECKING:
    from onrecord.pipeline import Reading

FEW_INPUTS = 4
"""Below this, starting a second process costs more than it saves (each loads the models)."""


def take_in(inputs: Sequence[str], dossier: Path, workers: int | None, console: Console) -> IntakeReport:
    """Add *inputs* to the dossier at *dossier*, made if missing, with a progress bar.

    Raises:
        Interrupted: the user stopped it; what was kept stays.
    """
    from onrecord import pipeline

    names = expand(inputs)
    now = utc_now()
    with Dossier.open(dossier, create=True) as opened, console.progress("reading", len(names)) as advance:
        _warn_of_old_heads(opened, console)
        blobs = (blob_or_refusal(name, now) for name in names)
        count = workers or (default_workers() if len(names) >= FEW_INPUTS else 1)
        request = " ".join(inputs)
        tell = lambda name: advance(Path(name).name)  # noqa: E731 - a name for the progress bar
        try:
            report = pipeline.add(opened, blobs, now=iso(now), request=request, workers=count, tell=tell)
            weigh(opened, console)
        except KeyboardInterrupt as exc:
            do = "run the same command again; it goes on where it stopped"
            raise Interrupted("the intake was interrupted; what was kept stays.", where=str(dossier), do=do) from exc
    return report


def weigh(dossier: Dossier, console: Console) -> None:
    """Weigh what was not weighed yet, with a progress bar."""
    from onrecord import pipeline

    with console.progress("weighing", None) as advance:
        pipeline.weigh(dossier, tell=advance)


def _warn_of_old_heads(dossier: Dossier, console: Console) -> None:
    from onrecord import pipeline
    from onrecord.dossier import fits

    if fits.own_heads(dossier) and pipeline.heads_in_use(dossier) is None:
        what = (
            "The dossier's own label heads are of an earlier version and not used; fit them again: onrecord labels fit"
        )
        console.note(what)


def read_each(inputs: Sequence[str], console: Console) -> Iterator[Reading | Refusal]:
    """Read *inputs* one by one."""
    from onrecord import pipeline

    names = expand(inputs)
    tools = pipeline.load_tools()
    with console.progress("reading", len(names)) as advance:
        for name in names:
            advance(Path(name).name)
            try:
                blob = blob_or_refusal(name, utc_now())
                yield blob if isinstance(blob, Refusal) else pipeline.read(blob, tools)
            except Refusal as refusal:
                yield refusal


def expand(inputs: Sequence[str]) -> list[str]:
    """Return *inputs* with each folder replaced by the files below it, in order of name; hidden files are left out."""
    return [name for item in inputs for name in _files_of(item)]


def is_address(name: str) -> bool:
    """Tell whether *name* is an address rather than a path."""
    return "://" in name


def blob_or_refusal(name: str, now: datetime) -> Blob | Refusal:
    """Fetch one input; what cannot be fetched comes back as a refusal."""
    from onrecord.documents import fetch

    try:
        return fetch.from_url(name, now) if is_address(name) else fetch.from_path(Path(name), now)
    except Refusal as refusal:
        return refusal


def _files_of(name: str) -> list[str]:
    path = Path(name)
    if is_address(name) or not path.is_dir():
        return [name]
    inside = (p for p in path.rglob("*") if p.is_file())
    return sorted(str(p) for p in inside if not any(part.startswith(".") for part in p.relative_to(path).parts))
