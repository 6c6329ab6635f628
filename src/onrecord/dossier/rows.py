"""Turn records into rows and back, exactly."""

from __future__ import annotations

import sqlite3
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import msgspec

from onrecord.dossier import details
from onrecord.errors import IntegrityError, SettingsError
from onrecord.records import (
    Basis,
    CountryShare,
    Document,
    Instrument,
    Marked,
    Mode,
    Precision,
    Quantity,
    Right,
    Sighting,
    Span,
    Speaker,
    Statement,
    Stretch,
    When,
    content_id,
    cut,
)

Row = dict[str, Any]
"""Column names to values, to be stored."""


class Columns(Protocol):
    """A stored row: values by column names."""

    def __getitem__(self, name: str, /) -> Any:
        """Return the value of a column."""


_COMPRESSION = 6
"""Level 9 takes three times as long on English prose for 1 % less."""


class TextDetail(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a row of `texts` keeps as JSON."""

    media_type: str
    title: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    language: str = "und"
    precision: Precision = "unknown"
    basis: Basis = "unknown"
    countries: tuple[CountryShare, ...] = ()
    boilerplate: tuple[Marked, ...] = ()
    disclosures: tuple[Marked, ...] = ()
    scare_quotes: tuple[Stretch, ...] = ()
    pages: tuple[Span, ...] = ()


class StatementDetail(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a row of `statements` keeps as JSON; *speakers* are row ids, *made_by* is None where it is the reading's."""

    content: tuple[Span, ...]
    mode: Mode | None = None
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    within: str | None = None
    speakers: tuple[int, ...] = ()
    rights: tuple[Right, ...] = ()
    precision: Precision = "unknown"
    basis: Basis = "unknown"
    instruments: tuple[Instrument, ...] = ()
    figures: tuple[Quantity, ...] = ()
    confidence: dict[str, float] = {}
    reasons: dict[str, str] = {}
    exceptions: tuple[Span, ...] = ()
    limited: tuple[Span, ...] = ()
    made_by: str | None = None


class SightingDetail(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a row of `sightings` keeps as JSON."""

    redirects: tuple[str, ...] = ()
    headers: dict[str, str] = {}


_statement_details = msgspec.json.Decoder(StatementDetail)
_text_details = msgspec.json.Decoder(TextDetail)
_sighting_details = msgspec.json.Decoder(SightingDetail)


def to_json(value: object) -> str:
    """Return *value* as JSON text."""
    return msgspec.json.encode(value).decode()


def pack(data: bytes) -> tuple[str, bytes]:
    """Return the codec and the bytes to store: compressed, unless that makes them longer."""
    packed = zlib.compress(data, _COMPRESSION)
    return ("zlib", packed) if len(packed) < len(data) else ("raw", data)


def unpack(codec: str, body: bytes) -> bytes:
    """Return the bytes that were packed.

    Raises:
        zlib.error: they cannot be decompressed any more.
    """
    return zlib.decompress(body) if codec == "zlib" else body


@contextmanager
def readable(where: str) -> Iterator[None]:
    """Raise `IntegrityError` where stored bytes or JSON can no longer be read."""
    try:
        yield
    except (zlib.error, UnicodeDecodeError, msgspec.DecodeError, ValueError) as exc:
        raise IntegrityError(
            "stored words can no longer be read.",
            where=where,
            do="run onrecord verify, or go back to a copy of the dossier",
        ) from exc


def fold(name: str) -> str:
    """Return *name* without case and accents, for comparing."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c))


def text_row(document: Document) -> Row:
    """Return the columns of `texts` that come from the record alone."""
    codec, body = pack(document.text.encode())
    detail = TextDetail(
        media_type=document.media_type,
        title=document.title,
        publisher=document.publisher,
        authors=document.authors,
        language=document.language,
        precision=document.published.precision,
        basis=document.published.basis,
        countries=document.countries,
        boilerplate=document.boilerplate,
        disclosures=document.disclosures,
        scare_quotes=document.scare_quotes,
        pages=document.pages,
    )
    return {
        "sha256": document.text_sha256,
        "made_by": document.made_by,
        "published_start": document.published.start,
        "published_end": document.published.end,
        "detail": to_json(detail),
        "codec": codec,
        "body": body,
    }


def document_id(db: sqlite3.Connection, id_or_prefix: str) -> str:
    """Return the whole id of the document of this id, or of the only one whose id begins so.

    Raises:
        SettingsError: there is none, or there are several.
    """
    sql = "SELECT key FROM documents WHERE key >= ?1 AND key < ?1 || '~' ORDER BY key LIMIT 2"
    found = [str(key) for (key,) in db.execute(sql, (id_or_prefix,))]
    if len(found) == 1 or id_or_prefix in found:
        return found[0]
    what = "several documents have ids that begin so." if found else "there is no such document."
    do = "give more of the id; the sources list names them"
    raise SettingsError(what, where=id_or_prefix or "(empty id)", do=do)


def to_document(row: Columns, sightings: Iterable[Sighting]) -> Document:
    """Return the document of a row of `texts` that also has the `key` and `original_sha256` of its document."""
    detail = _text_details.decode(row["detail"])
    return Document(
        id=row["key"],
        sha256=row["original_sha256"],
        text_sha256=row["sha256"],
        media_type=detail.media_type,
        text=unpack(row["codec"], row["body"]).decode(),
        title=detail.title,
        publisher=detail.publisher,
        authors=detail.authors,
        language=detail.language,
        published=_when(row["published_start"], row["published_end"], detail),
        countries=detail.countries,
        boilerplate=detail.boilerplate,
        disclosures=detail.disclosures,
        scare_quotes=detail.scare_quotes,
        sightings=tuple(sightings),
        pages=detail.pages,
        made_by=row["made_by"],
    )


def statement_row(statement: Statement, text: str, speakers: tuple[int, ...], reader: str) -> Row:
    """Return the columns of `statements` that come from the record, its text and the row ids of its speakers."""
    detail = StatementDetail(
        content=statement.content,
        mode=statement.mode,
        source=statement.source,
        cue=statement.cue,
        within=statement.within,
        speakers=speakers,
        rights=statement.rights,
        precision=statement.time.precision,
        basis=statement.time.basis,
        instruments=statement.instruments,
        figures=statement.figures,
        confidence=statement.confidence,
        reasons=statement.reasons,
        exceptions=statement.exceptions,
        limited=statement.limited,
        made_by=None if statement.made_by == _reader_alone(reader) else statement.made_by,
    )
    return {
        "key": statement.id,
        "position": position_of(statement),
        "voice": statement.voice,
        "act": statement.act,
        "stance": statement.stance,
        "hedged": int(statement.hedged),
        "target": statement.target,
        "country": statement.country,
        "time_start": statement.time.start,
        "time_end": statement.time.end,
        "review": statement.review,
        "quote": statement.quote,
        "source_words": cut(text, statement.source),
        "cue_words": cut(text, statement.cue),
        "detail": "",
        "packed": details.pack(to_json(detail)),
    }


def _reader_alone(reading: str) -> str:
    """Return who read, of the name of a reading: without what was declared by then and what persons added."""
    return reading.split(" @")[0].split(" + ")[0]


def position_of(statement: Statement) -> int:
    """Return where in its text *statement* begins."""
    return min(start for start, _ in (*statement.source, *statement.cue, *statement.content))


def decode_statement_detail(text: str, packed: bytes | None = None) -> StatementDetail:
    """Return what is kept as JSON in a row of `statements`: in its `packed`, or in the `detail` of an older row.

    Raises:
        zlib.error: it cannot be decompressed any more.
        msgspec.DecodeError: it is not what was stored.
    """
    return _statement_details.decode(text if packed is None else details.unpack(packed))


def to_statement(row: Columns, detail: StatementDetail, speakers: tuple[Speaker, ...]) -> Statement:
    """Return the statement of a row of `statements` that also has its `document` key and its `reader`."""
    return Statement(
        id=row["key"],
        document=row["document"],
        voice=row["voice"],
        mode=detail.mode,
        source=detail.source,
        cue=detail.cue,
        content=detail.content,
        quote=row["quote"],
        within=detail.within,
        speakers=speakers,
        rights=detail.rights,
        act=row["act"],
        stance=row["stance"],
        hedged=bool(row["hedged"]),
        target=row["target"],
        country=row["country"],
        time=_when(row["time_start"], row["time_end"], detail),
        instruments=detail.instruments,
        figures=detail.figures,
        review=row["review"],
        confidence=detail.confidence,
        reasons=detail.reasons,
        exceptions=detail.exceptions,
        limited=detail.limited,
        made_by=_reader_alone(row["reader"]) if detail.made_by is None else detail.made_by,
    )


def speaker_row(speaker: Speaker) -> Row:
    """Return the columns of `speakers`."""
    return {
        "key": content_id("speaker", speaker),
        "name": speaker.name,
        "role": speaker.role,
        "affiliation": speaker.affiliation,
        "camp": speaker.camp,
        "named": int(speaker.named),
        "collective": int(speaker.collective),
        "folded": fold(speaker.name or ""),
    }


def to_speaker(row: Columns) -> Speaker:
    """Return the speaker of a row of `speakers`."""
    return Speaker(
        name=row["name"],
        role=row["role"],
        affiliation=row["affiliation"],
        camp=row["camp"],
        named=bool(row["named"]),
        collective=bool(row["collective"]),
    )


def sighting_row(sighting: Sighting) -> Row:
    """Return the columns of `sightings` that come from the record alone."""
    return {
        "place": sighting.where,
        "seen_at": sighting.seen_at,
        "last_seen_at": sighting.seen_at,
        "detail": to_json(SightingDetail(redirects=sighting.redirects, headers=sighting.headers)),
    }


def to_sighting(row: Columns) -> Sighting:
    """Return the sighting of a row of `sightings`."""
    detail = _sighting_details.decode(row["detail"])
    return Sighting(where=row["place"], seen_at=row["seen_at"], redirects=detail.redirects, headers=detail.headers)


def _when(start: str | None, end: str | None, detail: TextDetail | StatementDetail) -> When:
    return When(start=start, end=end, precision=detail.precision, basis=detail.basis)
