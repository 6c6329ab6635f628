"""Small facts that several forms tell of a document, a statement or a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from onrecord.records import Document, Sighting, Span, Speaker, Statement, When

_PLURALS = {"series": "series", "country": "countries", "figure": "figures"}
BETWEEN = " | "
"""Stands between the values of several speakers, or of several names, in one cell."""


def plural(kind: str) -> str:
    """Return what several records of a type are called."""
    return _PLURALS.get(kind, f"{kind}s")


def is_web(where: str) -> bool:
    """Tell whether *where* is an address."""
    return urlsplit(where).scheme in ("http", "https") and bool(urlsplit(where).netloc)


def web_sighting(document: Document) -> Sighting | None:
    """Return the first sighting of a document on the web."""
    return next((one for one in document.sightings if is_web(one.where)), None)


def web_address(document: Document) -> str | None:
    """Return the address where a document was first seen; None for files."""
    seen = web_sighting(document)
    return seen.where if seen else None


def file_name(document: Document) -> str | None:
    """Return the name of the file that a document came from, without its folder; None if it came from the web alone."""
    where = next((one.where for one in document.sightings if not is_web(one.where)), None)
    return re.split(r"[\\/]", where)[-1] if where else None


def seen_at(document: Document) -> str | None:
    """Return when a document was first seen, on the web if it was seen there."""
    first = web_sighting(document) or next(iter(document.sightings), None)
    return first.seen_at if first else None


def urn(document: Document) -> str:
    """Return a name for a document that depends on its bytes alone."""
    return f"urn:sha256:{document.sha256}"


def address(document: Document) -> str:
    """Return the address of a document, or its name by its bytes where it has none."""
    return web_address(document) or urn(document)


def title_of(document: Document) -> str:
    """Return a title for people: the document's, else the file's name, else its id."""
    return document.title or file_name(document) or document.id


def when_text(when: When) -> str:
    """Return a time as exact as it is known: a year, a month, a day, or two days with ".." between; "" if unknown."""
    if when.start is None:
        return when.end or ""
    if when.precision == "year":
        return when.start[:4]
    if when.precision == "month":
        return when.start[:7]
    if when.end is None or when.start == when.end:
        return when.start
    return f"{when.start}..{when.end}"


def spans_text(spans: Sequence[Span]) -> str:
    """Return places as START-END with commas between."""
    return ",".join(f"{start}-{end}" for start, end in spans)


def who(statement: Statement) -> str:
    """Return the speakers for people; "" where there are none."""
    return " and ".join(filter(None, map(describe, statement.speakers)))


def describe(speaker: Speaker) -> str:
    """Return name, role and affiliation of a speaker."""
    return ", ".join(part for part in (speaker.name, speaker.role, speaker.affiliation) if part)
