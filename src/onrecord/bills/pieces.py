"""Provisions as alignment sees them: a tree of texts with numbers and headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.records import BillVersion, Provision, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A provision with its words.

    *parent* is the place of its parent in the sequence that holds both, -1 for none; a parent stands before its
    children. *own* are its words without those of the pieces below, *whole* with them; both may begin with its number
    and heading.
    """

    id: str
    parent: int = -1
    level: str
    number: str = ""
    cite: str = ""
    heading: str = ""
    own: str
    whole: str
    drafting_id: str | None = None


def pieces_of(version: BillVersion, text: str) -> tuple[Piece, ...]:
    """Return the provisions of a version with their words; *text* is the frozen text of its document."""
    at = {provision.id: place for place, provision in enumerate(version.provisions)}
    scheduled: set[str | None] = set()
    for provision in version.provisions:
        if provision.level == "schedule" or provision.parent in scheduled:
            scheduled.add(provision.id)
    return tuple(_piece(provision, text, at, provision.parent in scheduled) for provision in version.provisions)


def _piece(provision: Provision, text: str, at: dict[str, int], is_scheduled: bool) -> Piece:
    return Piece(
        id=provision.id,
        parent=at.get(provision.parent or "", -1),
        level=f"schedule {provision.level}" if is_scheduled else provision.level,
        number=provision.number,
        cite=provision.cite,
        heading=provision.heading,
        own=_words(provision.own, text),
        whole=" ".join(text[slice(*provision.span)].split()),
        drafting_id=provision.drafting_id,
    )


def _words(spans: Sequence[Span], text: str) -> str:
    return " ".join(" ".join(text[start:end] for start, end in spans).split())
