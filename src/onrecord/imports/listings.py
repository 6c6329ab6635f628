"""Lists of addresses: sitemaps, RSS, Atom and JSON feeds."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

from onrecord.errors import Broken, TooLarge
from onrecord.imports.references import is_web
from onrecord.imports.xmls import local, words
from onrecord.imports.xmls import parse as parse_xml

MAX_BYTES = 100_000_000
_ROOT = re.compile(rb"<(?:[\w-]+:)?(urlset|sitemapindex|rss|feed|RDF)\b")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}|\d{4}-\d{2}|\d{4}")
_AGAIN = "open its address in a browser to see what it is"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An address on a list: *day* is when it was published or changed, ISO 8601, as exact as the list says; or None."""

    address: str
    day: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a list names: pages, and *further* lists. *broken* counts entries without an address that can be fetched."""

    kind: str
    pages: tuple[Listed, ...] = ()
    further: tuple[Listed, ...] = ()
    broken: int = 0


def is_listing(data: bytes) -> bool:
    """Tell whether bytes are a list of addresses, packed or not."""
    head = _head(data)
    if re.match(rb"(?s)[\xef\xbb\xbf\s]*(?:<\?xml.*?\?>|<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*>|\s)*<", head):
        first = re.search(rb"<(?!\?|!)[^>]*", head)
        if first and (match := _ROOT.match(first[0])):
            return match[1] != b"RDF" or b"purl.org/rss/1.0" in head
    return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{") and b"jsonfeed.org/version" in head


def _head(data: bytes) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data[:4096]
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, 4096)
    except zlib.error:
        return b""


def read_listing(name: str, data: bytes, base: str = "") -> Listing:
    """Read a list of addresses; those that are relative are relative to *base*.

    Raises:
        Broken: it breaks off, or is no such list.
        TooLarge: it unpacks to too much.
    """
    data = _unpacked(name, data)
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
        return _json(name, data, base)
    root = parse_xml(name, data, _AGAIN)
    kind = local(root)
    if kind in {"urlset", "sitemapindex"}:
        found, broken = _sorted_out(_sitemap(root), base)
        is_index = kind == "sitemapindex"
        return Listing(
            kind="sitemap", pages=() if is_index else found, further=found if is_index else (), broken=broken
        )
    if kind in {"rss", "feed", "RDF"}:
        found, broken = _sorted_out(_entries(root), base)
        return Listing(kind="feed", pages=found, broken=broken)
    raise Broken("this is no sitemap and no feed.", where=name, do=_AGAIN)


def _unpacked(name: str, data: bytes) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            found = packed.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error) as exc:
        raise Broken("this packed list is damaged.", where=name, do="get it again") from exc
    if len(found) > MAX_BYTES:
        raise TooLarge(f"this list unpacks to over {MAX_BYTES // 1_000_000} MB.", where=name, do="name its parts")
    return found


def _sorted_out(found: Iterator[Listed], base: str) -> tuple[tuple[Listed, ...], int]:
    """Return what can be fetched, each address once, and how many entries cannot."""
    unique: dict[str, Listed] = {}
    broken = 0
    for one in found:
        address = urljoin(base, one.address.strip()).split("#")[0] if one.address.strip() else ""
        if is_web(address):
            unique.setdefault(address, Listed(address=address, day=one.day, title=one.title))
        else:
            broken += 1
    return tuple(unique.values()), broken


def _sitemap(root: Any) -> Iterator[Listed]:
    for entry in root:
        if local(entry) in {"url", "sitemap"}:
            values = {local(child): words(child) for child in entry}
            yield Listed(address=values.get("loc", ""), day=read_day(values.get("lastmod", "")))


def _entries(root: Any) -> Iterator[Listed]:
    for entry in root.iter():
        if local(entry) not in {"item", "entry"}:
            continue
        values = {local(child): words(child) for child in reversed(entry)}
        day = next((values[n] for n in ("published", "pubDate", "date", "updated", "modified") if values.get(n)), "")
        yield Listed(address=_link(entry), day=read_day(day), title=values.get("title") or None)


def _link(entry: Any) -> str:
    links = [child for child in entry if local(child) == "link"]
    for link in links:
        if link.get("href") and link.get("rel", "alternate") == "alternate":
            return str(link.get("href"))
    if text := next((words(link) for link in links if words(link)), ""):
        return text
    guid = next((child for child in entry if local(child) == "guid" and child.get("isPermaLink") != "false"), None)
    return words(guid) or next((words(c) for c in entry if local(c) == "id" and is_web(words(c))), "")


def _json(name: str, data: bytes, base: str) -> Listing:
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as exc:
        raise Broken("this JSON feed breaks off.", where=name, do=_AGAIN) from exc
    items = value.get("items") if isinstance(value, dict) else None
    if not isinstance(items, list):
        raise Broken("this is no JSON feed.", where=name, do=_AGAIN)
    entries = (one if isinstance(one, dict) else {} for one in items)
    listed = (
        Listed(
            address=str(one.get("url") or one.get("external_url") or ""),
            day=read_day(str(one.get("date_published") or one.get("date_modified") or "")),
            title=str(one["title"]) if one.get("title") else None,
        )
        for one in entries
    )
    found, broken = _sorted_out(listed, base)
    return Listing(kind="feed", pages=found, broken=broken)


def read_day(text: str) -> str | None:
    """Return the day of a moment in ISO 8601 or as e-mails write it; None if it is neither."""
    if match := _DAY.match(text.strip()):
        return match[0]
    try:
        return parsedate_to_datetime(text).date().isoformat() if text.strip() else None
    except (ValueError, TypeError, IndexError):
        return None


def wanted(listed: Listed, since: str | None) -> bool:
    """Tell whether an address was published or changed on *since* or later, or on a day that is not known."""
    return since is None or listed.day is None or listed.day >= since[: len(listed.day)]
