"""W3C Web Annotations: each statement on the words that it points at, bound to the hash of the text.

Source: https://www.w3.org/TR/annotation-model/, W3C Recommendation of 23 February 2017.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import IO, Any

from onrecord.exports.material import Material, Tally
from onrecord.exports.names import address, seen_at, urn, when_text, who
from onrecord.records import Document, Note, Review, Span, Statement

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"onrecord": "urn:onrecord:terms:"}]
_AROUND = 40
"""Characters of prefix and suffix: enough to tell two places apart in most texts."""


def write(material: Material, out: IO[bytes], tally: Tally, table: str | None = None) -> None:
    """Write one collection with one page; the page has every annotation."""
    del table
    head = _collection(material, sum(1 for _ in _annotations(material, Tally())))
    out.write(_json(head)[:-1] + b',\n"first": ' + _json(_page(material))[:-1] + b',\n"items": [')
    between = b"\n"
    for one in _annotations(material, tally):
        out.write(between + _json(one))
        between = b",\n"
    out.write(b"\n]}}\n")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def _collection(material: Material, total: int) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": f"urn:onrecord:annotations:{_slug(material)}",
        "type": "AnnotationCollection",
        "label": material.title,
        "generator": _software(material.version),
        "generated": material.generated_at,
        "total": total,
    }


def _page(material: Material) -> dict[str, Any]:
    name = f"urn:onrecord:annotations:{_slug(material)}"
    return {"id": f"{name}:page:1", "type": "AnnotationPage", "partOf": name, "startIndex": 0}


def _slug(material: Material) -> str:
    return "".join(mark if mark.isalnum() else "-" for mark in material.name.lower()).strip("-") or "dossier"


def _software(version: str) -> dict[str, str]:
    return {"id": f"urn:onrecord:software:{version}", "type": "Software", "name": f"onrecord {version}"}


def _annotations(material: Material, tally: Tally) -> Iterator[dict[str, Any]]:
    notes: dict[str, list[Note]] = {}
    for note in material.records("note"):
        if isinstance(note, Note):
            notes.setdefault(note.document or "", []).append(note)
    for source in material.sources():
        for statement in tally.accepted(source):
            tally.wrote("statements")
            yield _statement(statement, source.document, material)
        for note in notes.pop(source.document.id, ()):
            tally.wrote("notes")
            yield _note(note, source.document)
    tally.leave("notes", "their document is not among those exported", sum(map(len, notes.values())))


# Statements


def _statement(statement: Statement, document: Document, material: Material) -> dict[str, Any]:
    review = material.reviews.get(statement.id)
    return {
        "id": f"urn:onrecord:statement:{statement.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "creator": [_machine(statement), *([_person(review)] if review else [])],
        **({"modified": review.at} if review else {}),
        "body": list(_bodies(statement)),
        "target": targets(document, statement.content),
        "onrecord:review": statement.review,
        **({"onrecord:confidence": value} if (value := statement.confidence.get("statement")) is not None else {}),
    }


def _machine(statement: Statement) -> dict[str, str]:
    name = statement.made_by or "onrecord"
    return {"id": f"urn:onrecord:software:{name}", "type": "Software", "name": name}


def _person(review: Review) -> dict[str, str]:
    return {"type": "Person", "name": review.by}


def _bodies(statement: Statement) -> Iterator[dict[str, Any]]:
    for right in statement.rights:
        yield _tag("right", right)
    yield _tag("act", statement.act)
    yield _tag("stance", statement.stance)
    yield _tag("hedged", "hedged" if statement.hedged else "not hedged")
    yield _tag("voice", statement.voice)
    if speakers := who(statement):
        yield {"type": "TextualBody", "purpose": "identifying", "value": speakers, "onrecord:label": "speaker"}
    if when := when_text(statement.time):
        yield {"type": "TextualBody", "purpose": "describing", "value": when, "onrecord:label": "time"}


def _tag(label: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": "classifying", "value": value, "onrecord:label": label}


# Notes


def _note(note: Note, document: Document) -> dict[str, Any]:
    comments = [note.text] if note.text else []
    said = [*(("commenting", text) for text in comments), *(("tagging", tag) for tag in note.tags)]
    bodies = [{"type": "TextualBody", "purpose": purpose, "value": value} for purpose, value in said]
    return {
        "id": f"urn:onrecord:note:{note.id}",
        "type": "Annotation",
        "motivation": "commenting" if note.text else "highlighting",
        **({"creator": {"type": "Person", "name": note.by}} if note.by else {}),
        **({"created": note.at} if note.at else {}),
        **({"body": bodies} if bodies else {}),
        "target": targets(document, note.spans) or _whole(document),
    }


# Targets


def targets(document: Document, spans: Sequence[Span]) -> list[dict[str, Any]]:
    """Return a target for each stretch of a text, in order; each has two selectors that choose the same words."""
    return [{**_whole(document), "selector": [_position(span), _quote(document.text, span)]} for span in spans]


def _whole(document: Document) -> dict[str, Any]:
    """Return a document as a target: where it was seen, in the state that it was in then."""
    when = seen_at(document)
    state = {"type": "TimeState", "cached": urn(document), **({"sourceDate": when} if when else {})}
    return {
        "type": "SpecificResource",
        "source": {"id": address(document), "type": "Text", "format": document.media_type},
        "state": state,
        "onrecord:document": document.id,
        "onrecord:textSha256": document.text_sha256,
    }


def _position(span: Span) -> dict[str, Any]:
    return {"type": "TextPositionSelector", "start": span[0], "end": span[1]}


def _quote(text: str, span: Span) -> dict[str, Any]:
    start, end = span
    return {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
    }
