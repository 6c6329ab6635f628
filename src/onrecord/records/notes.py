"""What persons write beside what was read: notes on passages, and descriptions of documents."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.records.values import UNKNOWN_TIME, Span, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a person wrote about a passage of a document, in another program or here.

    *quote* are the words it is about, verbatim where it is placed. *spans* is empty where it stands on no passage: then
    it is about the whole document, or, with a quote, *unplaced*, which says why. *document* is None where the dossier
    has none at *about*, the address that the note gives. *before* and *after* are the words around the quote, as given.
    """

    id: str
    document: str | None = None
    spans: tuple[Span, ...] = ()
    quote: str = ""
    text: str = ""
    tags: tuple[str, ...] = ()
    by: str = ""
    at: str = ""
    origin: str = ""
    about: str | None = None
    before: str = ""
    after: str = ""
    unplaced: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a person, or the person's library, says of a document: it stands beside what was read, never over it.

    *origin* is the file and the entry that it comes from; *address* where the document is said to be on the web.
    """

    id: str = ""
    document: str = ""
    by: str = ""
    at: str = ""
    origin: str
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: When = UNKNOWN_TIME
    countries: tuple[str, ...] = ()
    language: str | None = None
    address: str | None = None
    note: str | None = None
