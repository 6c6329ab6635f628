"""What was taken in: bytes, where they were seen, and the frozen text made of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.records.notes import Description
from onrecord.records.values import UNKNOWN_TIME, Span, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A stretch of the frozen text with a kind: boilerplate, or a disclosure."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of the frozen text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryShare:
    """How much of a document's country mentions fall on one country: *share* in 0..1; shares sum to at most 1."""

    code: str
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """Where and when a document was seen.

    *seen_at* is an ISO 8601 moment in UTC; *redirects* are the addresses passed through, in order.
    """

    where: str
    seen_at: str | None = None
    redirects: tuple[str, ...] = ()
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blob:
    """Bytes as they came, with what the outside said of them; not yet judged.

    *name* is the file name or the address, used in messages and to guess the kind; *described* is what a person says of
    the document, or a library of references that it comes from.
    """

    data: bytes
    name: str
    media_type: str | None = None
    sighting: Sighting
    described: Description | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One content: bytes hashed, text frozen.

    *pages* are the spans of the pages of a paged original, in order; empty for others. *scare_quotes* are words that
    the author puts in quotation marks without saying whose they are: they are given to nobody. *made_by* names the
    extractor and its version: another extractor makes another text beside this one.
    """

    id: str
    sha256: str
    text_sha256: str
    media_type: str
    text: str
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str = "und"
    published: When = UNKNOWN_TIME
    countries: tuple[CountryShare, ...] = ()
    boilerplate: tuple[Marked, ...] = ()
    disclosures: tuple[Marked, ...] = ()
    scare_quotes: tuple[Stretch, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    pages: tuple[Span, ...] = ()
    made_by: str = ""
