"""Where the sources stand: facts and counts about each outlet and speaker, never a score of truth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.briefs.counts import Count, Index
from onrecord.briefs.rows import Row
from onrecord.briefs.words import word
from onrecord.records import Source

COLUMNS = ("official", "anonymous", "reused", "reused_by", "agrees", "contradicts")
"""The counts beside that of statements; their titles stand in words.toml."""
SHOWN = 40
"""Sources that are listed, those with most statements first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A source: its statements in the brief, then the counts of `COLUMNS`; *camps* and *discloses* in words."""

    source: Source
    camps: str
    discloses: str
    statements: Count
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """The sources listed; *more* are in the dossier, with fewer statements."""

    lines: tuple[Standing, ...]
    more: int = 0

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles of the counts."""
        return tuple(word("standing", name) for name in COLUMNS)


def find_standings(sources: Sequence[Source], rows: Sequence[Row], index: Index) -> Standings:
    """Return where the sources of *rows* stand, counting the statements of the brief alone."""
    by_id = {row.statement.id: row for row in rows}
    said = [source for source in sources if any(key in by_id for key in source.statements)]
    ranked = sorted(said, key=lambda one: -sum(key in by_id for key in one.statements))
    return Standings(lines=tuple(_line(one, by_id, index) for one in ranked[:SHOWN]), more=len(ranked[SHOWN:]))


def _line(source: Source, by_id: Mapping[str, Row], index: Index) -> Standing:
    def count(ids: Iterable[str], title: str) -> Count:
        return index.count((by_id[key] for key in ids if key in by_id), f"{source.name} · {title}")

    return Standing(
        source=source,
        camps=", ".join(f"{word('camps', one.camp)} {one.count}" for one in source.camps),
        discloses=", ".join(f"{word('disclosures', one.kind)} {one.documents}" for one in source.disclosures),
        statements=count(source.statements, "statements"),
        counts=tuple(count(getattr(source, name), word("standing", name)) for name in COLUMNS),
    )
