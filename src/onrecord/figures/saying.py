"""Sentences that say why a figure was judged as it was, made from the records alone."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.figures.shelf import Index, Reading, Volume

PLAIN = "as a plain table (docs/figures.md)"


def ordinal(n: float) -> str:
    """Return "65th"."""
    whole = int(n)
    end = "th" if whole % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(whole % 10, "th")
    return f"{whole}{end}"


def plainly(value: float) -> str:
    """Return a value with at most four digits behind the point."""
    return f"{value:.4f}".rstrip("0").rstrip(".")


def file_of(index: Index) -> str:
    """Return what to import."""
    file = index.known.file if index.known else ""
    return file or f"the figures of {called(index)} ({index.publisher or 'its publisher'}), {PLAIN}"


def called(index: Index) -> str:
    """Return the name of an index as a sentence has it: "the World Press Freedom Index", "Freedom in the World"."""
    kinds = ("Index", "Scale", "Report", "Indicators", "Monitor", "Governance")
    return f"the {index.name}" if index.name.endswith(kinds) and not index.name.startswith("Index") else index.name


def edition(index: Index, volume: Volume, release: str | None = None) -> str:
    """Return the words for an edition."""
    if index.known and index.known.by_data_year:
        return f"{index.name}{f' {release}' if release and release.startswith('v') else ''}, data of {volume.data_year}"
    return f"the edition {volume.name}"


def rank_of(reading: Reading) -> str:
    """Return "65th of 102"."""
    assert reading.rank is not None
    return ordinal(reading.rank) + (f" of {reading.countries}" if reading.countries else "")


def basis(readings: Sequence[Reading], what: str = "") -> str:
    """Return a sentence on where figures stand, and how far ranks are computed."""
    if not readings:
        return ""
    origins = list(dict.fromkeys(r.origin for r in readings if r.origin))
    out = f" Source: {'; '.join(origins)}." if origins else ""
    if what == "rank" and any(r.is_computed for r in readings):
        out += " Ranks computed from the scores; equal scores share the better rank."
        if slack := max((r.slack for r in readings), default=0):
            out += f" The scores were revised since: the rank printed then may lie {slack} places off."
    return out


def capital(words: str) -> str:
    """Return *words* with a capital at the start."""
    return words[:1].upper() + words[1:]
