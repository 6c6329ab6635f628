"""A web archive (WACZ) of the kept originals: each document's bytes as a WARC record, with indexes and hashes.

Sources: https://specs.webrecorder.net/wacz/1.1.1/, ISO 28500 (WARC 1.1). The HTTP answers were not kept, only their
bodies: the records are `resource` records, and what the server said stands in a `metadata` record beside each.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Any
from urllib.parse import urlsplit

from onrecord.exports.material import Material, Source, Tally
from onrecord.exports.names import file_name, seen_at, title_of, urn, web_address, web_sighting
from onrecord.exports.zips import Archive
from onrecord.records import Document

VERSION = "1.1.1"
_WARC = "data.warc.gz"
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:onrecord:warc")
_LINES = 1024
"""Lines of the index in one compressed block."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """Where a document lies in the WARC file."""

    url: str
    moment: str
    mime: str
    digest: str
    offset: int
    length: int

    @property
    def stamp(self) -> str:
        return re.sub(r"\D", "", self.moment)[:14]

    @property
    def line(self) -> str:
        """Return the line of the index (CDXJ)."""
        told = {
            "url": self.url, "mime": self.mime, "status": "200", "digest": self.digest, "length": str(self.length),
            "offset": str(self.offset), "filename": _WARC,
        }  # fmt: skip
        return f"{surt(self.url)} {self.stamp} {json.dumps(told)}\n"


class _Counted:
    """A stream that counts and hashes what is written to it."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self.size, self._hash = out, 0, hashlib.sha256()

    def write(self, data: bytes) -> int:
        self._out.write(data)
        self._hash.update(data)
        self.size += len(data)
        return len(data)

    def tell(self) -> int:
        return self.size

    def flush(self) -> None:
        """Do nothing: the zip file writes through."""

    @property
    def digest(self) -> str:
        return f"sha256:{self._hash.hexdigest()}"


def write(material: Material, out: IO[bytes], tally: Tally, table: str | None = None) -> None:
    """Write the archive: WARC and pages first, then the indexes over them, then the list of all with their hashes."""
    del table
    parts: list[dict[str, Any]] = []
    with Archive(out) as archive:
        with archive.entry(f"archive/{_WARC}", is_packed=False, is_large=True) as entry:
            counted = _Counted(entry)
            kept = sorted(_put_all(material, counted, tally), key=lambda one: one[0].line)
        parts.append(_part(f"archive/{_WARC}", counted.size, counted.digest))
        pages = _pages(material, [page for _, page in kept])
        for name, data in (*_indexes([one.line for one, _ in kept]), ("pages/pages.jsonl", pages)):
            archive.put(name, data, is_packed=not name.endswith(".gz"))
            parts.append(_part(name, len(data), _sha256(data)))
        package = _package(material, parts)
        archive.put("datapackage.json", package)
        told = {"path": "datapackage.json", "hash": _sha256(package)}
        archive.put("datapackage-digest.json", json.dumps(told, indent=2).encode())


# Records


def _put_all(material: Material, out: _Counted, tally: Tally) -> Iterator[tuple[_Kept, dict[str, Any]]]:
    """Write every original, and give where each lies with its page."""
    from warcio.warcwriter import WARCWriter

    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    _put_info(writer, material)
    for source in material.sources():
        url, moment = web_address(source.document) or urn(source.document), seen_at(source.document)
        if moment is None:
            tally.leave("dates", "when the document was seen is not known; the record has the moment of the export")
        kept = _put(writer, out, source, url, _utc(moment or material.generated_at))
        tally.wrote("documents")
        yield kept, _page(source, kept)


def _put_info(writer: Any, material: Material) -> None:
    told = {"software": f"onrecord {material.version}", "format": "WARC File Format 1.1", "isPartOf": material.title}
    body = "".join(f"{name}: {value}\r\n" for name, value in told.items()).encode("utf-8", "replace")
    _write_record(writer, "warcinfo", None, body, "application/warc-fields", _utc(material.generated_at), {})


def _put(writer: Any, out: _Counted, source: Source, url: str, moment: str) -> _Kept:
    document, data = source.document, source.original()
    offset = out.tell()
    digest = f"sha256:{document.sha256}"
    own = {"WARC-Payload-Digest": digest, "WARC-Block-Digest": digest}
    key = _write_record(writer, "resource", url, data, document.media_type, moment, own)
    length = out.tell() - offset
    told = json.dumps(_told(document), ensure_ascii=False, indent=1).encode("utf-8", "replace")
    _write_record(writer, "metadata", url, told, "application/json", moment, {"WARC-Concurrent-To": key})
    return _Kept(url=url, moment=moment, mime=document.media_type, digest=digest, offset=offset, length=length)


def _told(document: Document) -> dict[str, Any]:
    """Return what is known of how a document came in; of files the name, not the folder."""
    seen = web_sighting(document)
    web = {"redirects": list(seen.redirects), "headers": dict(seen.headers)} if seen else {}
    return {
        "id": document.id,
        "title": document.title,
        "file": file_name(document),
        "text_sha256": document.text_sha256,
        **web,
    }


def _write_record(
    writer: Any, kind: str, url: str | None, body: bytes, media_type: str, moment: str, own: dict[str, str]
) -> str:
    """Write a record whose id depends on what it holds, and return the id."""
    key = f"<urn:uuid:{uuid.uuid5(_SPACE, ' '.join((kind, url or '', moment, hashlib.sha256(body).hexdigest())))}>"
    headers = {"WARC-Record-ID": key, "WARC-Date": moment, "Content-Type": media_type, **own}
    record = writer.create_warc_record(url, kind, payload=io.BytesIO(body), length=len(body), warc_headers_dict=headers)
    writer.write_record(record)
    return key


# Indexes and pages


def _indexes(lines: list[str]) -> Iterator[tuple[str, bytes]]:
    """Give the index in compressed blocks, and the index of its blocks."""
    blocks: list[bytes] = []
    about = ['!meta 0 {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}\n']
    for start in range(0, max(len(lines), 1), _LINES):
        some = lines[start : start + _LINES]
        block = gzip.compress("".join(some).encode(), mtime=0)
        told = {
            "offset": sum(map(len, blocks)),
            "length": len(block),
            "digest": _sha256(block),
            "filename": "index.cdx.gz",
        }
        about += [f"{some[0].split(' {')[0]} {json.dumps(told)}\n"] if some else []
        blocks.append(block)
    yield "indexes/index.cdx.gz", b"".join(blocks)
    yield "indexes/index.idx", "".join(about).encode()


def _page(source: Source, kept: _Kept) -> dict[str, Any]:
    document = source.document
    return {"id": document.id, "url": kept.url, "ts": kept.moment, "title": title_of(document)}


def _pages(material: Material, pages: list[dict[str, Any]]) -> bytes:
    head = {"format": "json-pages-1.0", "id": "pages", "title": material.title}
    lines = (
        json.dumps(one, ensure_ascii=False) for one in (head, *sorted(pages, key=lambda one: (one["ts"], one["id"])))
    )
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _part(path: str, size: int, digest: str) -> dict[str, Any]:
    return {"name": path.split("/")[-1], "path": path, "hash": digest, "bytes": size}


def _package(material: Material, parts: list[dict[str, Any]]) -> bytes:
    told = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": material.title,
        "software": f"onrecord {material.version}",
        "created": _utc(material.generated_at),
        "resources": parts,
    }
    return json.dumps(told, indent=2, ensure_ascii=False).encode("utf-8", "replace")


def surt(url: str) -> str:
    """Return an address as archives sort it: the host's parts from the last on, then the path, in lower case."""
    parts = urlsplit(url)
    if not parts.hostname:
        return url.lower()
    host = ",".join(reversed(parts.hostname.removeprefix("www.").split(".")))
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    query = "?" + "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{host}{port}){parts.path or '/'}{query}".lower()


def _utc(moment: str) -> str:
    """Return a moment as archives write it; a day is its beginning."""
    when = datetime.fromisoformat(moment)
    when = when.astimezone(UTC) if when.tzinfo else when
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")
