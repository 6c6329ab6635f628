"""Web archives: the documents in WARC files, packed or not, and in WACZ packages."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from onrecord.errors import Broken, Refusal, TooLarge
from onrecord.records import Blob, Issue, Sighting, make_issue

MAX_RECORD_BYTES = 100_000_000
_STARTS = (b"WARC/1", b"WARC/0")
_KEPT = ("content-type", "content-length", "last-modified", "etag", "date", "content-language", "server")
_DOCUMENTS = re.compile(
    r"text/(?:html|plain)|application/(?:xhtml\+xml|pdf|msword|vnd\.openxmlformats-officedocument\.wordprocessingml\.document"
    r"|rtf|octet-stream)", re.IGNORECASE
)  # fmt: skip
_PAGES = re.compile(r"text/html|application/xhtml", re.IGNORECASE)
_AGAIN = "get the archive again; what could be read of it is kept"


@dataclass(slots=True)
class Told:
    """What was passed over in an archive, by reason, and what is wrong with it."""

    passed_over: Counter[str] = field(default_factory=Counter)
    issues: list[Issue] = field(default_factory=list)

    def tell(self, kind: str, what: str, where: str, do: str = _AGAIN) -> None:
        """Keep an issue about the archive."""
        self.issues.append(make_issue(kind, "imports", what, where, do))


def is_warc(head: bytes) -> bool:
    """Tell whether a file with these first bytes is a WARC file, packed or not."""
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 64)
        except zlib.error:
            return False
    return head.startswith(_STARTS)


def is_wacz(file: IO[bytes]) -> bool:
    """Tell whether an open file is a WACZ package."""
    try:
        with zipfile.ZipFile(file) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        return False
    return "datapackage.json" in names and any(_is_inner_warc(name) for name in names)


def _is_inner_warc(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz"))


def read_warc(file: IO[bytes], place: str, told: Told, pages: frozenset[str] = frozenset()) -> Iterator[Blob | Refusal]:
    """Yield the documents of a WARC file in the order of its records.

    Args:
        file: the file, open; it is read as it goes.
        place: what to call it.
        told: what is passed over and what is wrong is counted here.
        pages: if any are given, only these addresses' HTML is wanted; other kinds of documents always are.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    records = ArchiveIterator(file, check_digests=True)
    at, last = 0, None
    try:
        for record in records:
            _tell_if_cut(last, at, place, told)
            at, last = int(records.offset), record
            yield from _document(record, place, at, told, pages)
        _tell_if_cut(last, at, place, told)
        if records.fh.tell() > records.offset and not told.issues:
            what = f"the archive breaks off in the head of the record at byte {records.offset}."
            told.tell("truncated", what, f"{place}, byte {records.offset}")
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, zlib.error) as exc:
        what = f"the archive breaks off or is damaged at byte {records.offset} ({type(exc).__name__})."
        told.tell("truncated", what, f"{place}, byte {records.offset}")
    if records.err_count:
        what = f"{records.err_count} records are longer or shorter than they say."
        told.tell("truncated", what, place)


def _tell_if_cut(record: Any, at: int, place: str, told: Told) -> None:
    """Say so where a record, now read to its end, is shorter than it says."""
    if record is not None and record.raw_stream.limit > 0:
        told.tell("truncated", f"the record at byte {at} breaks off.", f"{place}, byte {at}")


def _document(record: Any, place: str, at: int, told: Told, pages: frozenset[str]) -> Iterator[Blob | Refusal]:
    reason = _passed_over(record, pages)
    if reason:
        told.passed_over[reason] += 1
        return
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    data = _payload(record)
    if len(data) > MAX_RECORD_BYTES:
        yield TooLarge(f"this answer is over {MAX_RECORD_BYTES // 1_000_000} MB.", where=url, do="add it by itself")
        return
    if record.raw_stream.limit > 0:
        yield Broken("this answer breaks off in the archive.", where=url, do=_AGAIN)
        return
    if record.digest_checker is not None and record.digest_checker.passed is False:
        what = f"the answer at byte {at} is not what its digest says; it is taken as it is."
        told.tell("digest", what, f"{place}, byte {at}")
    yield _blob(record, url, data, place)


def _payload(record: Any) -> bytes:
    """Return what a record holds, unpacked, and read the record to its end: digests are known then."""
    stream, parts, size = record.content_stream(), list[bytes](), 0
    while size <= MAX_RECORD_BYTES and (part := stream.read(1 << 20)):
        parts.append(part)
        size += len(part)
    while size <= MAX_RECORD_BYTES and record.raw_stream.read(1 << 20):
        pass
    return b"".join(parts)


def _passed_over(record: Any, pages: frozenset[str]) -> str:
    """Return why a record is no document; "" where it is one."""
    if record.rec_type not in {"response", "resource"}:
        return {"revisit": "revisits"}.get(record.rec_type, "records about the archive")
    url = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    if not re.match(r"https?://|urn:|file:", url):
        return "other schemes"
    kind = _content_type(record)
    if record.rec_type == "response":
        status = record.http_headers.get_statuscode() if record.http_headers else ""
        if status.startswith("3"):
            return "redirects"
        if status != "200":
            return "error answers"
    if not _DOCUMENTS.match(kind) or url.endswith("/robots.txt"):
        return "no documents"
    return "pages inside pages" if pages and _PAGES.match(kind) and url not in pages else ""


def _content_type(record: Any) -> str:
    """Return the media type of what the record holds, of a resource that of the record."""
    headers = record.http_headers if record.rec_type == "response" else record.rec_headers
    return str(headers.get_header("Content-Type") or "") if headers else ""


def _blob(record: Any, url: str, data: bytes, place: str) -> Blob:
    http = record.http_headers.headers if record.rec_type == "response" and record.http_headers else []
    headers = {name.lower(): value for name, value in http if name.lower() in _KEPT}
    headers["warc"] = place
    headers["warc-record-id"] = str(record.rec_headers.get_header("WARC-Record-ID") or "").strip("<>")
    moment = re.sub(r"\.\d+Z$", "Z", str(record.rec_headers.get_header("WARC-Date") or "")) or None
    sighting = Sighting(where=url, seen_at=moment, headers=headers)
    return Blob(data=data, name=url, media_type=_content_type(record) or None, sighting=sighting)


def read_wacz(file: IO[bytes], place: str, told: Told) -> Iterator[Blob | Refusal]:
    """Yield the documents of a WACZ package; where it lists its pages, of HTML only these."""
    try:
        package = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError):
        yield Broken("this web archive is damaged.", where=place, do="get it again")
        return
    with package:
        pages = frozenset(_pages(package))
        for name in sorted(filter(_is_inner_warc, package.namelist())):
            inner = f"{place}!/{name}"
            _check_hash(package, name, inner, told)
            try:
                with package.open(name) as stream:
                    yield from read_warc(io.BufferedReader(stream), inner, told, pages)  # type: ignore[type-var]
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as exc:
                told.tell("truncated", f"a part of the archive cannot be unpacked ({exc}).", inner)


def _pages(package: zipfile.ZipFile) -> Iterator[str]:
    for name in package.namelist():
        if re.fullmatch(r"pages/\w+\.jsonl", name) and package.getinfo(name).file_size < MAX_RECORD_BYTES:
            for line in package.read(name).decode("utf-8", "replace").splitlines():
                try:
                    page = json.loads(line)
                except ValueError:
                    continue
                if isinstance(page, dict) and page.get("url"):
                    yield str(page["url"])


def _check_hash(package: zipfile.ZipFile, name: str, inner: str, told: Told) -> None:
    """Say so where a part is not what the package says it is."""
    try:
        stated = {one["path"]: one.get("hash", "") for one in json.loads(package.read("datapackage.json"))["resources"]}
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile):
        told.tell("digest", "the package does not say what it holds: datapackage.json cannot be read.", inner)
        return
    method, _, wanted = str(stated.get(name, "")).partition(":")
    if not wanted or method not in {"sha256", "md5", "sha1", "sha512"}:
        return
    counted = hashlib.new(method, usedforsecurity=False)
    try:
        with package.open(name) as stream:
            while chunk := stream.read(1 << 20):
                counted.update(chunk)
    except (zipfile.BadZipFile, EOFError, OSError):
        return
    if counted.hexdigest() != wanted.lower():
        what = "this part is not what the package says: its hash differs; it is read as it is."
        told.tell("digest", what, inner)
