"""FollowTheMoney entities: documents, who speaks in them, and what each statement says, with its document as proof."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import IO, Any

from onrecord.exports.material import Material, Source, Tally
from onrecord.exports.names import describe, file_name, is_web, seen_at, spans_text, title_of, web_address, when_text
from onrecord.exports.references import kind_of
from onrecord.records import Document, KnownSpeaker, Speaker, Statement, When, content_id

_MAX_NAME = 384
_PUBLIC = frozenset({"government", "judiciary", "parliament", "intergovernmental"})
_SCHEMATA = {"text/html": "HyperText", "application/pdf": "Pages", "text/plain": "PlainText"}
_SPACE = re.compile(r"\s+")

Entity = dict[str, Any]


def write(material: Material, out: IO[bytes], tally: Tally, table: str | None = None) -> None:
    """Write an entity a line: documents, speakers, the links between the two, and a note for each statement."""
    del table
    written: set[str] = set()
    for source in material.sources():
        for entity in _entities(source, material, tally):
            if entity["id"] not in written:
                out.write(json.dumps(entity, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
                tally.wrote(_WHAT.get(entity["schema"], "documents"))
                if entity["schema"] != "Note":
                    written.add(entity["id"])


_WHAT = {
    "Note": "statements", "Documentation": "links", "Person": "speakers", "Organization": "speakers",
    "PublicBody": "speakers",
}  # fmt: skip


def _entities(source: Source, material: Material, tally: Tally) -> Iterator[Entity]:
    yield _document(source)
    for statement in tally.accepted(source):
        named = [_Named(one, material.who_is(one, statement)) for one in statement.speakers if one.named and one.name]
        for one in named:
            yield _speaker(one)
            yield _link(one, source.document)
        unnamed = len(statement.speakers) - len(named)
        tally.leave("speakers", "they have no name; the words for them stand in the note", unnamed)
        yield _note(statement, named, source.document)


def _entity(key: str, schema: str, **properties: object) -> Entity:
    """Return an entity with the properties that have a value, each as a list."""
    lists = {name: _values(value) for name, value in properties.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in lists.items() if values}}


def _values(value: object) -> list[str]:
    given = value if isinstance(value, list | tuple) else [value]
    return list(dict.fromkeys(str(one) for one in given if one not in (None, "")))


# Documents


def _document(source: Source) -> Entity:
    document, data = source.document, source.original()
    return _entity(
        document_key(document),
        _schema(source),
        title=document.title,
        name=_short(title_of(document)),
        fileName=file_name(document) or document.id,
        mimeType=document.media_type,
        contentHash=hashlib.sha1(data, usedforsecurity=False).hexdigest(),
        fileSize=len(data),
        author=list(document.authors),
        publisher=document.publisher,
        language=_language(document.language),
        publishedAt=_dates(document.published),
        retrievedAt=(seen_at(document) or "")[:19],
        sourceUrl=[one.where for one in document.sightings if is_web(one.where)],
        country=[code for one in document.countries if (code := _country(one.code))],
        bodyText=document.text,
        notes=[f"SHA-256 of the original: {document.sha256}", f"SHA-256 of the text: {document.text_sha256}"],
        processingAgent=document.made_by,
    )


def _schema(source: Source) -> str:
    if kind_of(source) == "article-newspaper":
        return "Article"
    media = source.document.media_type
    return "Pages" if "wordprocessing" in media else _SCHEMATA.get(media, "Document")


def document_key(document: Document) -> str:
    """Return the id of a document among entities."""
    return f"onrecord-document-{document.id}"


def _dates(when: When) -> str | None:
    """Return a date as exact as it is known; the first day of an interval."""
    return when_text(when).partition("..")[0] or None


# Speakers


@dataclass(frozen=True, slots=True)
class _Named:
    """A named speaker, and whom the dossier knows it to be: one entity in all documents."""

    speaker: Speaker
    known: KnownSpeaker | None

    @property
    def schema(self) -> str:
        one = self.known or self.speaker
        if not one.collective:
            return "Person"
        return "PublicBody" if one.camp in _PUBLIC else "Organization"

    @property
    def key(self) -> str:
        """Return its id; without a known speaker one name and kind is one entity."""
        name = _SPACE.sub(" ", self.speaker.name or "").strip().casefold()
        return f"onrecord-speaker-{self.known.id if self.known else content_id('ftm', self.schema, name)}"


def _speaker(one: _Named) -> Entity:
    name = one.known.name if one.known else one.speaker.name or ""
    others = [other for other in (one.known.names if one.known else ()) if other != name]
    posts = list(one.known.roles) if one.known and one.schema == "Person" else []
    return _entity(one.key, one.schema, name=_short(name), alias=[_short(other) for other in others], position=posts)


def _link(one: _Named, document: Document) -> Entity:
    """Return that a document quotes a speaker, with the role that it gives."""
    speaker = one.speaker
    return _entity(
        f"onrecord-link-{content_id('link', one.key, document.id, speaker.role, speaker.affiliation)}",
        "Documentation",
        document=document_key(document),
        entity=one.key,
        role="quoted",
        description=", ".join(part for part in (speaker.role, speaker.affiliation) if part),
        date=_dates(document.published),
        proof=document_key(document),
        sourceUrl=web_address(document),
    )


# Statements


def _note(statement: Statement, named: list[_Named], document: Document) -> Entity:
    return _entity(
        f"onrecord-statement-{statement.id}",
        "Note",
        description=statement.quote,
        entity=[one.key for one in named],
        proof=document_key(document),
        country=_country(statement.country or ""),
        keywords=[
            *(f"right:{right}" for right in statement.rights),
            f"act:{statement.act}",
            f"stance:{statement.stance}",
            *(["hedged"] * statement.hedged),
            f"review:{statement.review}",
        ],
        summary=_said_by(statement),
        notes=[
            f"characters {spans_text(statement.content)} of the text with SHA-256 {document.text_sha256}",
            *(f"about {when}" for when in [when_text(statement.time)] if when),
        ],
        sourceUrl=web_address(document),
        publisher=document.publisher,
    )


def _said_by(statement: Statement) -> str:
    if statement.voice == "author":
        return "the author's own words"
    return " and ".join(describe(one) or "an unnamed source" for one in statement.speakers) or "source not resolved"


# Values


def _short(name: str) -> str:
    text = _SPACE.sub(" ", name).strip()
    return text if len(text) <= _MAX_NAME else text[: _MAX_NAME - 1] + "…"


def _country(code: str) -> str | None:
    """Return the code that FollowTheMoney has; None for countries that a dossier declares itself."""
    return _codes("countries").get(code)


def _language(tag: str) -> str | None:
    code = tag.split("-")[0]
    return _codes("languages").get(code)


@cache
def _codes(name: str) -> dict[str, str]:
    raw = tomllib.loads(resources.files(__package__).joinpath("codes.toml").read_text(encoding="utf-8"))
    return dict(pair.split("=") for pair in raw[name].split())
