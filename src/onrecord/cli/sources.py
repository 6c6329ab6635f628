"""The command sources: what can be counted of each outlet and speaker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from onrecord.cli.console import Console

if TYPE_CHECKING:
    from onrecord.records import Source


def list_sources(
    dossier: Annotated[Path, typer.Option("-d", "--dossier", help="The dossier: one file.", dir_okay=False)],
    country: Annotated[str | None, typer.Option(help="ISO 3166-1 alpha-3 code or name; all if not given.")] = None,
    role: Annotated[
        Literal["publisher", "speaker"] | None, typer.Option(help="Only outlets, or only speakers.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON Lines (docs/records.schema.json).")] = False,
) -> None:
    """Print what can be counted of each outlet and speaker: camps, disclosures, reuse, siding with the government.

    Facts and counts, never a score of truth. `--json` has the statements behind each count.
    """
    from onrecord.cli.output import country_code
    from onrecord.dossier import Dossier
    from onrecord.pipeline.sources import countries_spoken_of, sources

    console = Console()
    with Dossier.open(dossier, create=False, read_only=True) as opened:
        codes = [country_code(opened, country)] if country else countries_spoken_of(opened)
        found = [one for code in codes for one in sources(opened, code) if role in (None, one.role)]
    if as_json:
        console.records(found)
        return
    for one in found:
        console.out(f"{one.name} · {one.role} · {one.country} · {' · '.join(_facts(one))}")
    console.note(f"{len(found)} sources")


def _facts(source: Source) -> Iterator[str]:
    yield f"{len(source.statements)} statements in {len(source.documents)} documents"
    if source.camps:
        yield "speakers: " + ", ".join(f"{one.camp} {one.count}" for one in source.camps)
    if source.disclosures:
        yield "discloses: " + ", ".join(f"{one.kind} {one.documents}" for one in source.disclosures)
    counts = {
        "official": source.official,
        "anonymous": source.anonymous,
        "take over words": source.reused,
        "taken over by others": source.reused_by,
        "agree with the government": source.agrees,
        "contradict it": source.contradicts,
    }
    yield from (f"{len(ids)} {what}" for what, ids in counts.items() if ids)
