"""Put notes on the passages that they quote: the very words, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.dossier import Dossier, notes
from onrecord.dossier.places import Places
from onrecord.imports.parts import Passage
from onrecord.imports.placing import place, unflat
from onrecord.records import ELLIPSIS, Document, Note, Span, cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where passages stand: spans in a document, or why they stand nowhere."""

    document: str | None = None
    spans: tuple[Span, ...] = ()
    quote: str = ""
    unplaced: str | None = None


def place_passages(dossier: Dossier, candidates: Sequence[str], passages: Sequence[Passage]) -> Placed:
    """Find the one document of *candidates* in which every passage stands.

    Args:
        dossier: where the documents are.
        candidates: ids of documents, the likeliest first.
        passages: what the note quotes; none: the note is about the whole document.
    """
    if not candidates:
        return Placed(quote=_quote(passages), unplaced="the dossier has no document at this address")
    if not passages:
        return Placed(document=candidates[0])
    tried = [_in(dossier.document(key), passages) for key in candidates]
    found = [one for one in tried if one.unplaced is None]
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        what = f"its words stand in {len(found)} documents of this address"
        return Placed(document=None, quote=_quote(passages), unplaced=what)
    return tried[0]


def _in(document: Document, passages: Sequence[Passage]) -> Placed:
    spans: list[Span] = []
    for one in passages:
        position = unflat(document.text, one.position) if one.position else None
        found = place(document.text, one.quote, position, one.before, one.after)
        if isinstance(found, str):
            return Placed(document=document.id, quote=_quote(passages), unplaced=found)
        spans.append(found)
    ordered = tuple(sorted(spans))
    return Placed(document=document.id, spans=ordered, quote=cut(document.text, ordered))


def _quote(passages: Sequence[Passage]) -> str:
    return ELLIPSIS.join(one.quote for one in passages)


def place_again(dossier: Dossier) -> int:
    """Try the notes that stand nowhere again, now that other documents are there; return how many found their place."""
    waiting = notes.unplaced(dossier)
    if not waiting:
        return 0
    places = Places.load(dossier)
    found = [made for note in waiting if (made := _again(dossier, places, note)) is not None]
    notes.put_notes(dossier, found)
    return len(found)


def _again(dossier: Dossier, places: Places, note: Note) -> Note | None:
    names = [name for name in (note.about, note.document) if name]
    quotes = note.quote.split(ELLIPSIS) if note.quote else []
    passages = [Passage(quote=quote) for quote in quotes]
    if len(passages) == 1:
        passages = [Passage(quote=note.quote, before=note.before, after=note.after)]
    placed = place_passages(dossier, places.candidates(names), passages)
    if placed.unplaced is not None:
        return None
    return replace(note, document=placed.document, spans=placed.spans, quote=placed.quote, unplaced=None)
