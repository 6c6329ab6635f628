"""Counts that can be recounted: every number of a brief comes from rows and leads to them.

A count is made from the rows themselves, never passed as a number; the index of counts lists, for each, what was
counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from onrecord.briefs.rows import Row, Source, Voice


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number and the anchor of what it counts; zero leads nowhere."""

    n: int
    anchor: str | None = None
    label: str = ""

    def __bool__(self) -> bool:
        return self.n > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the index: the statements, documents or voices behind a number; a voice with its first statement."""

    anchor: str
    label: str
    rows: tuple[Row, ...] = ()
    sources: tuple[Source, ...] = ()
    voices: tuple[tuple[Voice, Row], ...] = ()

    def __len__(self) -> int:
        return len(self.rows) + len(self.sources) + len(self.voices)


Key = tuple[str, tuple[int, ...], tuple[int, ...], tuple[str, ...]]


@dataclass(slots=True)
class Index:
    """Collects the counts of a brief; equal sets of statements under one label are listed once."""

    size: int
    entries: dict[Key, Entry] = field(default_factory=dict)

    def count(self, rows: Iterable[Row], label: str) -> Count:
        """Count *rows*, each once; *label* says in the index what they are."""
        ranked = _by_number(rows)
        if len(ranked) == self.size and ranked:
            return Count(n=len(ranked), anchor="register", label=label)
        return self._enter(Entry(anchor="", label=label, rows=ranked))

    def count_sources(self, sources: Iterable[Source], label: str) -> Count:
        """Count *sources*, each once."""
        ranked = tuple(sorted({source.number: source for source in sources}.values(), key=lambda s: s.number))
        return self._enter(Entry(anchor="", label=label, sources=ranked))

    def count_voices(self, pairs: Iterable[tuple[Voice, Row]], label: str) -> Count:
        """Count the voices of *pairs*, each once."""
        first: dict[str, tuple[Voice, Row]] = {}
        for voice, row in pairs:
            first.setdefault(voice.key, (voice, row))
        return self._enter(Entry(anchor="", label=label, voices=tuple(first.values())))

    def _enter(self, entry: Entry) -> Count:
        if not len(entry):
            return Count(n=0, label=entry.label)
        rows = tuple(row.number for row in entry.rows)
        sources = tuple(source.number for source in entry.sources)
        key = (entry.label, rows, sources, tuple(voice.key for voice, _ in entry.voices))
        if key not in self.entries:
            self.entries[key] = replace(entry, anchor=f"n{len(self.entries) + 1}")
        return Count(n=len(entry), anchor=self.entries[key].anchor, label=entry.label)


def _by_number(rows: Iterable[Row]) -> tuple[Row, ...]:
    return tuple(sorted({row.number: row for row in rows}.values(), key=lambda row: row.number))
