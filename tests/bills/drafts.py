"""Invented bills, and short ways to read and align them."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.bills.aligning import align
from onrecord.bills.following import Draft
from onrecord.bills.lines import read_lines
from onrecord.bills.pieces import Piece, pieces_of
from onrecord.bills.reading import read_version
from onrecord.bills.sheets import provisions
from onrecord.records import Document, Provision, Sighting, sha256_hex


def document(text: str, name: str = "bill.txt") -> Document:
    """Return a document with this text."""
    digest = sha256_hex(text.encode())
    return Document(
        id=digest[:20],
        sha256=digest,
        text_sha256=digest,
        media_type="text/plain",
        text=text,
        sightings=(Sighting(where=name),),
    )


def read(text: str) -> tuple[Provision, ...]:
    """Return the provisions of a text."""
    return provisions(read_lines(text)[0], text)


def cites(text: str) -> list[str]:
    """Return the citations of the provisions of a text."""
    return [provision.cite for provision in read(text)]


def draft(text: str, name: str, bill: str = "Societies Bill", date: str | None = None) -> Draft:
    """Return a version of a bill."""
    version = read_version(document(text), bill=bill, name=name, date=date).version
    return Draft(version=version, text=text)


def pieces(text: str) -> tuple[Piece, ...]:
    """Return the provisions of a text as alignment sees them."""
    return pieces_of(draft(text, "any").version, text)


def became(before: str, after: str) -> dict[str, tuple[str, list[str]]]:
    """Return by citation what became of each provision of *before*: relation and citations in *after*."""
    a, b = pieces(before), pieces(after)
    return {a[i].cite: (link.relation, [b[j].cite for j in link.b]) for link in align(a, b) for i in link.a}


def arrived(before: str, after: str) -> list[str]:
    """Return the citations of what is new in *after*."""
    b = pieces(after)
    return [b[j].cite for link in align(pieces(before), b) if link.relation == "new" for j in link.b]


def bill(*articles: Sequence[str]) -> str:
    """Return a bill of articles, each a title and its paragraphs."""
    lines = []
    for n, (title, *paragraphs) in enumerate(articles, start=1):
        lines += [f"Article {n}. {title}", *(f"{m}. {words}" for m, words in enumerate(paragraphs, start=1))]
    return "\n".join(lines)


REGISTER = (
    "Register of societies",
    "The Board keeps a public register of all societies that have at least ten members in one district.",
    "A society is entered in the register within thirty days of its founding meeting, free of charge.",
)
REFUSAL = (
    "Refusal of registration",
    "The Board may refuse to register a society whose aims are contrary to public morals or to national unity.",
    "A refusal is given in writing and may be contested before the district court within three months.",
)
FUNDING = (
    "Funding from abroad",
    "A society that receives money from abroad reports each payment to the tax office before spending it.",
    "Whoever fails to report is punished by a fine of up to 100 monthly calculation indices.",
)
CLOSURE = (
    "Closure",
    "A society that has broken this Law twice in one year is closed by decision of the prosecutor.",
    "Property of a closed society passes to the state treasury after its debts are paid.",
)
MEETINGS = (
    "Meetings",
    "Members meet at least once in a calendar year and elect a chair for two years by secret ballot.",
    "Minutes of every meeting are kept for five years and shown to any member who asks.",
)
