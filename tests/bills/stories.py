"""Invented versions of bills: plain text as a document, read as bills are read."""

from __future__ import annotations

from onrecord.bills.concern_places import find_provisions
from onrecord.bills.concern_states import Texts
from onrecord.bills.following import Draft, follow
from onrecord.bills.reading import read_version
from onrecord.records import Concern, Document, Sighting, sha256_hex


def document(text: str, where: str = "bill.txt", **fields: object) -> Document:
    """Make a document of a text."""
    data = text.encode()
    made = {"id": sha256_hex(data)[:20], "sha256": sha256_hex(data), "text_sha256": sha256_hex(data), "text": text}
    sighting = Sighting(where=where, seen_at="2024-01-01T00:00:00Z")
    return Document(**made, media_type="text/plain", sightings=(sighting,), made_by="plain 1", **fields)  # type: ignore[arg-type]


def draft(text: str, bill: str, name: str, date: str | None = None) -> Draft:
    """Read a version; excerpts of a code leave numbers out, which is said but no hindrance."""
    read = read_version(document(text, f"{name}.txt"), bill=bill, name=name, date=date)
    assert read.version.provisions
    return Draft(version=read.version, text=text)


def texts(*drafts: Draft) -> Texts:
    """Follow versions."""
    return Texts(drafts, follow(drafts).changes)


def concern(on: str, stage: Draft, **fields: object) -> Concern:
    """Raise a concern on provisions of a version."""
    cites = tuple(p.cite for p in find_provisions(on, stage.version))
    version = stage.version
    provisions = {version.id: cites} if cites else {}
    return Concern(id=f"about {on}", bill=version.bill, provisions=provisions, raised=version.id, **fields)  # type: ignore[arg-type]
