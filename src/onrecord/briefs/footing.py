"""What rests on little: one document or voice, an anonymous source, a disclosure, words shared by documents."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.briefs.counts import Count, Index
from onrecord.briefs.glance import by_right, title_of
from onrecord.briefs.rows import Row, Source
from onrecord.briefs.words import word
from onrecord.records import STANCES, Marked, Right, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """A stance on a right that one document or one voice carries; *disclosed*: its documents with a disclosure."""

    code: Right
    title: str
    stance: Stance
    rows: Count
    documents: Count
    voices: Count
    disclosed: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosed:
    """A disclosure: its words, verbatim, and the statements of its document."""

    source: Source
    mark: Marked
    words: str
    rows: Count


MIN_SHARED_WORDS = 8
"""Shorter passages may be alike by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """The same words in several documents; *first*: the statement of the document published first."""

    first: Row
    rows: Count
    documents: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Footing:
    """All of it; *anonymous* are statements of single sources without a name."""

    singles: tuple[Single, ...]
    anonymous: tuple[Row, ...]
    anonymous_count: Count
    disclosures: tuple[Disclosed, ...]
    shared: tuple[Shared, ...]


def find_footing(rows: Sequence[Row], sources: Sequence[Source], index: Index, only: Sequence[Right] = ()) -> Footing:
    """Return what rests on a single, an anonymous or a dependent source."""
    anonymous = tuple(row for row in rows if any(voice.kind == "anonymous" for voice in row.vouching))
    return Footing(
        singles=_singles(rows, index, only),
        anonymous=anonymous,
        anonymous_count=index.count(anonymous, "anonymous sources"),
        disclosures=_disclosures(rows, sources, index),
        shared=tuple(_shared(rows, index)),
    )


def _shared(rows: Sequence[Row], index: Index) -> Iterator[Shared]:
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        words = tuple(re.findall(r"\w+", row.statement.quote.casefold()))
        if len(words) >= MIN_SHARED_WORDS and not row.is_provision:
            groups[words].append(row)
    for group in groups.values():
        if len({row.source.number for row in group}) > 1:
            first = min(group, key=lambda row: (row.source.document.published.start or "~", row.number))
            label = f"the words of S{first.number}"
            yield Shared(
                first=first,
                rows=index.count(group, label),
                documents=index.count_sources((row.source for row in group), f"{label} · documents"),
            )


def _singles(rows: Sequence[Row], index: Index, only: Sequence[Right]) -> tuple[Single, ...]:
    groups = (
        (code, stance, [row for row in group if row.statement.stance == stance])
        for code, group in by_right(rows, only).items()
        for stance in STANCES
        if stance != "neutral"
    )
    counted = (_single(code, stance, group, index) for code, stance, group in groups if group and _is_single(group))
    return tuple(counted)


def _voices_of(rows: Sequence[Row]) -> set[str]:
    return {voice.key for row in rows for voice in row.vouching}


def _is_single(rows: Sequence[Row]) -> bool:
    return len({row.source.number for row in rows}) == 1 or len(_voices_of(rows)) == 1


def _single(code: Right, stance: Stance, rows: Sequence[Row], index: Index) -> Single:
    title = title_of(code)
    label = f"{title} · {word('stances', stance)}"
    disclosed = [row.source for row in rows if row.source.document.disclosures]
    return Single(
        code=code,
        title=title,
        stance=stance,
        rows=index.count(rows, label),
        documents=index.count_sources((row.source for row in rows), f"{label} · documents"),
        voices=index.count_voices(((voice, row) for row in rows for voice in row.vouching), f"{label} · voices"),
        disclosed=index.count_sources(disclosed, f"{label} · documents with a disclosure"),
    )


def _disclosures(rows: Sequence[Row], sources: Sequence[Source], index: Index) -> tuple[Disclosed, ...]:
    return tuple(
        Disclosed(
            source=source,
            mark=mark,
            words=source.document.text[mark.start : mark.end],
            rows=index.count(
                (row for row in rows if row.source is source), f"D{source.number}, a document with a disclosure"
            ),
        )
        for source in sources
        for mark in source.document.disclosures
    )
