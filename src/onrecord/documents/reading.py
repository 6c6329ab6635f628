"""The verb of the room: from bytes to a Document, or a refusal that says why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from onrecord.documents.dates import date_in_name
from onrecord.documents.errorpages import refuse_error_page
from onrecord.documents.extracts import Extract, Note
from onrecord.documents.kinds import Kind, tell_kind
from onrecord.documents.languages import foreign_paragraphs, tell_language
from onrecord.documents.limits import MAX_BYTES, MAX_CHARS, MAX_TEXT_BYTES
from onrecord.documents.marks import Layout, find_disclosures, lay_out, mark_boilerplate
from onrecord.documents.metadata import find_published, find_title
from onrecord.documents.people import find_authors
from onrecord.documents.publishers import find_masthead, find_publisher
from onrecord.errors import EmptyInput, NoText, TooLarge
from onrecord.records import Blob, Document, Issue, Marked, When, make_issue, sha256_hex
from onrecord.reference.countries import Gazetteer
from onrecord.text.spans import subtract, words

STAGE = "documents"
READABLE = frozenset({"en"})
"""Languages whose statements can be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A document that was taken in, and what could not be handled in it."""

    document: Document
    issues: tuple[Issue, ...] = ()


def read(blob: Blob, gazetteer: Gazetteer) -> Taken:
    """Read one input: tell its kind, freeze its text, find its metadata, boilerplate and disclosures.

    Args:
        blob: the bytes and where they were seen.
        gazetteer: the countries to look for.

    Raises:
        Refusal: one of its subclasses, when the input cannot be taken in.
    """
    kind = _kind_within_limits(blob)
    extract = _extractor(kind)(blob)
    _refuse_unreadable(blob, kind, extract)
    layout = lay_out(extract.text)
    authors, bylines = find_authors(extract.text, layout)
    boilerplate = mark_boilerplate(layout, _merged(extract.marks, bylines))
    document = _document(blob, extract, layout, authors, boilerplate, gazetteer)
    return Taken(document=document, issues=_issues(blob, document, extract))


def _kind_within_limits(blob: Blob) -> Kind:
    do = "split it into parts, or add the pages that matter"
    if len(blob.data) > MAX_BYTES:
        raise TooLarge(f"this file is over {MAX_BYTES // 1_000_000} MB.", where=blob.name, do=do)
    kind = tell_kind(blob)
    if kind in {"text", "html"} and len(blob.data) > MAX_TEXT_BYTES:
        raise TooLarge(f"this text is over {MAX_TEXT_BYTES // 1_000_000} MB.", where=blob.name, do=do)
    return kind


def _extractor(kind: Kind) -> Callable[[Blob], Extract]:
    """Return the extractor of a kind; its libraries are imported only when a file of that kind comes."""
    if kind == "html":
        from onrecord.documents.html import extract_html

        return extract_html
    if kind == "pdf":
        from onrecord.documents.pdf import extract_pdf

        return extract_pdf
    if kind == "docx":
        from onrecord.documents.docx import extract_docx

        return extract_docx
    from onrecord.documents.plain import extract_plain

    return extract_plain


def _refuse_unreadable(blob: Blob, kind: Kind, extract: Extract) -> None:
    if len(extract.text) > MAX_CHARS:
        what = f"the text of this file is over {MAX_CHARS // 1_000_000} million characters."
        raise TooLarge(what, where=blob.name, do="split it into parts, or add the pages that matter")
    if not any(character.isalnum() for character in extract.text):
        if kind == "text":
            raise EmptyInput("this file holds no words.", where=blob.name, do="check that it was saved completely")
        raise NoText(
            "no words were found in this file.", where=blob.name, do="save its text as a .txt file and add that"
        )
    if kind in {"text", "html"}:
        refuse_error_page(extract, blob.name)


def _merged(known: tuple[Marked, ...], more: tuple[Marked, ...]) -> tuple[Marked, ...]:
    """Return *known* and those of *more* that touch none of it."""
    free = (mark for mark in more if all(mark.end <= k.start or k.end <= mark.start for k in known))
    return (*known, *free)


def _document(
    blob: Blob,
    extract: Extract,
    layout: Layout,
    authors: tuple[str, ...],
    boilerplate: tuple[Marked, ...],
    gazetteer: Gazetteer,
) -> Document:
    digest, text, hints = sha256_hex(blob.data), extract.text, extract.hints
    body, masthead = _without(text, boilerplate), find_masthead(layout)
    return Document(
        id=digest[:20],
        sha256=digest,
        text_sha256=sha256_hex(text.encode()),
        media_type=extract.media_type,
        text=text,
        title=hints.title or find_title(layout, boilerplate, masthead.line if masthead else None),
        publisher=hints.publisher or find_publisher(text, layout, masthead),
        authors=hints.authors or authors,
        language=tell_language(body),
        published=_published(blob, extract, layout),
        countries=gazetteer.shares(body),
        boilerplate=boilerplate,
        disclosures=find_disclosures(text, layout),
        sightings=(blob.sighting,),
        pages=extract.pages,
        made_by=extract.made_by,
    )


def _without(text: str, boilerplate: tuple[Marked, ...]) -> str:
    kept = subtract((0, len(text)), [(mark.start, mark.end) for mark in boilerplate])
    return "\n".join(text[start:end] for start, end in kept)


def _published(blob: Blob, extract: Extract, layout: Layout) -> When:
    """Prefer what is stated, in the metadata or in the text, to what can be inferred; else unknown, never today."""
    if extract.hints.published.basis == "stated":
        return extract.hints.published
    stated = find_published(layout)
    if stated.basis == "stated":
        return stated
    inferred = (date_in_name(blob.name), date_in_name(blob.sighting.where), extract.hints.published, stated)
    return next((when for when in inferred if when.start), When())


def _issues(blob: Blob, document: Document, extract: Extract) -> tuple[Issue, ...]:
    notes = [*extract.notes, *_language_notes(document)]
    return tuple(make_issue(note.kind, STAGE, note.what, blob.name, note.do, document.id) for note in notes)


def _language_notes(document: Document) -> list[Note]:
    do = "add an English translation beside it, if there is one"
    if document.language not in {*READABLE, "und"}:
        what = f"this language ({document.language}) is not read yet: kept; {len(words(document.text))} words"
        return [Note(kind="language", what=what, do=do)]
    foreign = foreign_paragraphs(document.text.splitlines())
    if document.language in READABLE and foreign:
        return [Note(kind="language", what=f"parts are not in English and not read yet: kept; {foreign} words", do=do)]
    return []
