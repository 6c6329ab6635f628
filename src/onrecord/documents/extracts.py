"""What an extractor hands over: a text to freeze, and what the original's structure says of it."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.records import UNKNOWN_TIME, Marked, Span, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """What a file or page says of itself outside its text: meta tags, document properties, headings, the address."""

    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: When = UNKNOWN_TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that could not be handled well in a document that is kept; becomes an issue."""

    kind: str
    what: str
    do: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """A text and its structure.

    *marks* is boilerplate known from the structure, not from the words; *pages* are the spans of pages; *made_by* names
    the extractor and its version.
    """

    text: str
    media_type: str
    made_by: str
    hints: Hints = Hints()
    marks: tuple[Marked, ...] = ()
    pages: tuple[Span, ...] = ()
    notes: tuple[Note, ...] = ()
