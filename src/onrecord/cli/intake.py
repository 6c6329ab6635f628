"""Inputs as users name them: files, folders, addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
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
    from onrecord.pipeline.containers import Passed

FEW_INPUTS = 4
"""Below this, starting a second process costs more than it saves (each loads the models)."""


AT_MOST = 100
"""Addresses of a sitemap or feed that are fetched if nothing else is asked for: at one a second, two minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """How lists of addresses are taken: at most so many, published or changed on the ISO 8601 day *since* or later."""

    at_most: int = AT_MOST
    since: str | None = None


def take_in(
    inputs: Sequence[str], dossier: Path, workers: int | None, console: Console, lists: Lists | None = None
) -> IntakeReport:
    """Add *inputs* to the dossier at *dossier*, made if missing, with a progress bar.

    Raises:
        Interrupted: the user stopped it; what was kept stays.
    """
    from onrecord import pipeline
    from onrecord.pipeline.containers import Passed

    names, skipped = find_files(inputs)
    now, passed = utc_now(), Passed()
    if skipped:
        passed.counts["hidden or temporary files"] += skipped
    with Dossier.open(dossier, create=True) as opened, console.progress("reading", len(names)) as advance:
        _warn_of_old_heads(opened, console)
        blobs = (item for name in names for item in inputs_of(name, now, opened, passed, lists or Lists()))
        count = workers or (default_workers() if len(names) >= FEW_INPUTS else 1)
        request = " ".join(inputs)
        tell = lambda name: advance(Path(name).name)  # noqa: E731 - a name for the progress bar
        try:
            report = pipeline.add(opened, blobs, now=iso(now), request=request, workers=count, tell=tell)
            pipeline.put_issues(opened, "", passed.issues)
            weigh(opened, console)
        except KeyboardInterrupt as exc:
            do = "run the same command again; it goes on where it stopped"
            raise Interrupted("the intake was interrupted; what was kept stays.", where=str(dossier), do=do) from exc
    for line in passed.lines():
        console.note(line)
    return replace(report, issues=(*report.issues, *passed.issues))


def inputs_of(name: str, now: datetime, dossier: Dossier, passed: Passed, lists: Lists) -> Iterator[Blob | Refusal]:
    """Give what an input holds: itself, the documents in a container, or the pages that a list names."""
    from onrecord.pipeline import containers

    if is_address(name):
        item = blob_or_refusal(name, now)
        inside = [item] if isinstance(item, Refusal) else containers.unfold_blob(item, passed)
        for one in inside:
            yield from _listed(one, now, dossier, passed, lists)
        return
    try:
        with Path(name).open("rb") as file:
            kind = containers.kind_of(file)
            if kind not in ("file", "listing"):
                yield from containers.unfold(file, kind, name, iso(now), passed)
                return
    except (OSError, ValueError):
        kind = "file"  # what is wrong with it is said when it is read
    yield from _listed(blob_or_refusal(name, now), now, dossier, passed, lists)


def _listed(
    item: Blob | Refusal, now: datetime, dossier: Dossier, passed: Passed, lists: Lists
) -> Iterator[Blob | Refusal]:
    """Give an input, or the pages that it lists."""
    from onrecord.documents.fetch import Courteous
    from onrecord.imports.listings import is_listing
    from onrecord.pipeline import containers

    if isinstance(item, Refusal) or not is_listing(item.data):
        yield item
        return
    web = Courteous(now)
    choice = containers.Choice(at_most=lists.at_most, since=lists.since)
    try:
        wanted = containers.addresses(item, web.get, choice, containers.seen_addresses(dossier), passed)
    except Refusal as refusal:
        yield refusal
        return
    for one in wanted:
        try:
            yield web.get(one.address)
        except Refusal as refusal:
            yield refusal


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
    return find_files(inputs)[0]


def find_files(inputs: Sequence[str]) -> tuple[list[str], int]:
    """Return the same, and how many hidden and temporary files were left out."""
    from onrecord.imports.archives import is_hidden

    found: list[str] = []
    skipped = 0
    for item in inputs:
        path = Path(item)
        if is_address(item) or not path.is_dir():
            found.append(item)
            continue
        inside = sorted(p for p in path.rglob("*") if p.is_file())
        kept = [str(p) for p in inside if not is_hidden(str(p.relative_to(path)))]
        skipped += len(inside) - len(kept)
        found += kept
    return found, skipped


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
