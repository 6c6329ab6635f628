"""The edge of the room: files from disk and pages from the web, as Blobs.

Addresses are fetched politely, one request each (and one for each redirect). Nothing inside the user's own network is
ever asked: every host is resolved first, refused if any of its addresses is not public, and the connection goes to the
very address that was checked.
"""

from __future__ import annotations

import ipaddress
import socket
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from onrecord import __version__
from onrecord.documents.limits import MAX_BYTES
from onrecord.errors import NotFetched, TooLarge
from onrecord.records import Blob, Sighting

USER_AGENT = f"onrecord/{__version__} (human-rights research; one page at a time)"
MAX_REDIRECTS = 5
TIMEOUT_S = 30.0
MAX_SECONDS = 120.0
"""For one address with all its redirects, however slowly it answers."""

_KEPT_HEADERS = ("content-type", "content-length", "last-modified", "etag", "date", "content-language", "server")
_SPLIT = "split it into parts, or add the pages that matter"

Resolver = Callable[[str, int], list[str]]
"""Gives the addresses of a host and port, as text; raises OSError when there are none."""


def resolve(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of *host*."""
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """The outside world, swappable: how hosts are resolved, and an httpx transport (None: the network)."""

    resolver: Resolver = resolve
    transport: Any = None
    max_bytes: int = MAX_BYTES
    timeout_s: float = TIMEOUT_S
    clock: Callable[[], float] = field(default=lambda: datetime.now(UTC).timestamp())


THE_WEB = Web()


def from_path(path: Path, now: datetime) -> Blob:
    """Read a file.

    Args:
        path: a file; a folder is refused (listing it is the caller's work).
        now: the moment of the sighting.

    Raises:
        NotFetched: there is no such file, it is no plain file, or it cannot be read.
        TooLarge: it is over the limit; told from its size, before it is read.
    """
    where = str(path)
    try:
        info = path.stat()
        if stat.S_ISDIR(info.st_mode):
            raise NotFetched("this is a folder, not a file.", where=where, do="add the files in it")
        if not stat.S_ISREG(info.st_mode):
            raise NotFetched("this is no plain file.", where=where, do="save its content to a file and add that")
        if info.st_size > MAX_BYTES:
            raise TooLarge(f"this file is over {MAX_BYTES // 1_000_000} MB.", where=where, do=_SPLIT)
        data = path.read_bytes()
    except (OSError, ValueError) as exc:
        raise _unreadable(exc, where) from exc
    return Blob(data=data, name=path.name, sighting=Sighting(where=where, seen_at=_iso(now)))


def from_url(url: str, now: datetime, web: Web = THE_WEB) -> Blob:
    """Fetch an address.

    Args:
        url: http or https.
        now: the moment of the sighting.
        web: the outside world.

    Raises:
        NotFetched: the address is refused, cannot be reached, redirects too often, or answers with an error status.
        TooLarge: the answer is over the limit; fetching stops there.
    """
    import httpx

    passed: list[str] = []
    until = web.clock() + MAX_SECONDS
    with httpx.Client(
        transport=web.transport, timeout=web.timeout_s, follow_redirects=False, trust_env=False
    ) as client:
        here = url
        while True:
            blob, onward = _fetch_one(client, here, now, web, until, tuple(passed))
            if blob is not None:
                return blob
            passed.append(here)
            if len(passed) > MAX_REDIRECTS:
                raise NotFetched(
                    "this address redirects too often.",
                    where=url,
                    do="open it in a browser and add the page it ends at",
                )
            here = urljoin(here, onward)


def _fetch_one(
    client: Any, url: str, now: datetime, web: Web, until: float, passed: tuple[str, ...]
) -> tuple[Blob | None, str]:
    """Fetch one address; return the answer, or where it redirects to."""
    import httpx

    request = _pinned_request(client, url, web)
    try:
        response = client.send(request, stream=True)
        try:
            if response.has_redirect_location:
                return None, response.headers["location"]
            _refuse_status(response.status_code, url)
            data = b"".join(_chunks(response, url, web, until))
        finally:
            response.close()
    except httpx.TimeoutException as exc:
        raise NotFetched("this address did not answer in time.", where=url, do="try again later") from exc
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as exc:
        do = "check the address and the connection, then try again"
        raise NotFetched(f"this address could not be fetched ({type(exc).__name__}).", where=url, do=do) from exc
    headers = {name: response.headers[name] for name in _KEPT_HEADERS if name in response.headers}
    sighting = Sighting(where=url, seen_at=_iso(now), redirects=passed, headers=headers)
    return Blob(data=data, name=url, media_type=response.headers.get("content-type"), sighting=sighting), ""


def _pinned_request(client: Any, url: str, web: Web) -> Any:
    """Build the request so that the connection goes to the address that was checked, whatever the name says later."""
    import httpx

    scheme, host, port = _split(url)
    address = _public_address(url, host, port, web.resolver)
    try:
        target = httpx.URL(url).copy_with(host=address, username=None, password=None, fragment=None)
        shown = f"[{host}]" if ":" in host else host
        header = shown if port == (443 if scheme == "https" else 80) else f"{shown}:{port}"
        headers = {"Host": header, "User-Agent": USER_AGENT, "Accept": "text/html,application/pdf,text/plain,*/*;q=0.5"}
        return client.build_request("GET", target, headers=headers, extensions={"sni_hostname": host})
    except (httpx.InvalidURL, ValueError, UnicodeError) as exc:
        raise NotFetched("this is no valid address.", where=url, do="copy it again from the browser") from exc


def _split(url: str) -> tuple[str, str, int]:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii") if parts.hostname else ""
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except (ValueError, UnicodeError) as exc:
        raise NotFetched("this is no valid address.", where=url, do="copy it again from the browser") from exc
    if parts.scheme not in {"http", "https"}:
        raise NotFetched(
            f"addresses of the kind “{parts.scheme}:” are not fetched.", where=url, do="give an http or https address"
        )
    if not host:
        raise NotFetched("this address names no host.", where=url, do="copy it again from the browser")
    return parts.scheme, host, port


def _public_address(url: str, host: str, port: int, resolver: Resolver) -> str:
    """Return an address of *host*, after checking that all of them are public."""
    try:
        addresses = resolver(host, port)
    except (OSError, UnicodeError) as exc:
        raise NotFetched("this host is not known.", where=url, do="check the address and the connection") from exc
    if not addresses or not all(is_public(address) for address in addresses):
        what = "this address is inside a private or reserved network, which is never asked."
        raise NotFetched(what, where=url, do="save the page from a browser and add the file")
    return addresses[0]


def is_public(address: str) -> bool:
    """Tell whether *address* is on the public internet: not private, loopback, link-local, reserved, multicast."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or _nat64(ip)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not (
        ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local or ip.is_unspecified
    )


def _nat64(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    inside = ip in ipaddress.ip_network("64:ff9b::/96")
    return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if inside else None


def _refuse_status(status: int, url: str) -> None:
    if status >= 400:
        do = {
            401: "log in with a browser, save the page, and add the file",
            404: "check the address; an archive may have it",
        }
        advice = do.get(status, "open it in a browser; if it shows there, save the page and add the file")
        raise NotFetched(f"the server answered with status {status}.", where=url, do=advice)


def _chunks(response: Any, url: str, web: Web, until: float) -> Iterator[bytes]:
    """Yield the answer's bytes, as long as they stay within the limits of size (unpacked) and time."""
    stated = response.headers.get("content-length", "")
    got = int(stated) if stated.isdigit() else 0
    if got > web.max_bytes:
        raise TooLarge(f"this answer is over {web.max_bytes // 1_000_000} MB.", where=url, do=_SPLIT)
    got = 0
    for chunk in response.iter_bytes(65_536):
        got += len(chunk)
        if got > web.max_bytes:
            raise TooLarge(f"this answer is over {web.max_bytes // 1_000_000} MB.", where=url, do=_SPLIT)
        if web.clock() > until:
            raise NotFetched("this address answers too slowly.", where=url, do="try again later")
        yield chunk


def _unreadable(exc: OSError | ValueError, where: str) -> NotFetched:
    if isinstance(exc, FileNotFoundError):
        return NotFetched("there is no such file.", where=where, do="check the path")
    if isinstance(exc, PermissionError):
        return NotFetched("this file may not be read.", where=where, do="change its permissions, or copy it")
    return NotFetched(
        f"this file cannot be read ({type(exc).__name__}).", where=where, do="check the path and the disk"
    )


def _iso(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
