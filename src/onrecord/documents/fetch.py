"""The edge of the room: files from disk and pages from the web, as Blobs.

Addresses are fetched politely, one request each (and one for each redirect), many of one host with a pause between.
Nothing inside the user's own network is ever asked: every host is resolved first, refused if any of its addresses is
not public, and the connection goes to the very address that was checked.
"""

from __future__ import annotations

import ipaddress
import socket
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from onrecord import __version__
from onrecord.documents.limits import MAX_BYTES
from onrecord.errors import NotFetched, TooLarge
from onrecord.records import Blob, Sighting

PAUSE_S = 1.0
"""Between two requests to one host, where many addresses of it are asked for; a site may ask for a longer one."""
MAX_PAUSE_S = 30.0
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
    sleep: Callable[[float], None] = time.sleep


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


class Courteous:
    """Fetches many addresses: no host more often than once a second, and none that its robots.txt keeps programs from.

    Args:
        now: the moment of the sightings.
        web: the outside world.
    """

    def __init__(self, now: datetime, web: Web = THE_WEB) -> None:
        self._now, self._web = now, web
        self._asked: dict[str, float] = {}
        self._rules: dict[str, RobotFileParser] = {}

    def get(self, url: str) -> Blob:
        """Fetch an address, after a pause if its host was asked just now.

        Raises:
            NotFetched: as by `from_url`, and where the site asks programs not to.
            TooLarge: the answer is over the limit.
        """
        scheme, host, port = _split(url)
        site = f"{scheme}://{host}:{port}"
        if site not in self._rules:
            self._rules[site] = self._read_rules(urljoin(url, "/robots.txt"), site)
        rules = self._rules[site]
        if not rules.can_fetch("onrecord", url):
            do = "add it by itself if you may: onrecord add ADDRESS"
            raise NotFetched("the site asks programs not to fetch this address (robots.txt).", where=url, do=do)
        self._wait(site, float(rules.crawl_delay("onrecord") or PAUSE_S))
        return from_url(url, self._now, self._web)

    def _read_rules(self, address: str, site: str) -> RobotFileParser:
        rules = RobotFileParser()
        self._wait(site, PAUSE_S)
        try:
            text = from_url(address, self._now, self._web).data.decode("utf-8", "replace")
        except (NotFetched, TooLarge):
            text = ""  # a site without rules has none
        rules.parse(text.splitlines())
        return rules

    def _wait(self, site: str, pause_s: float) -> None:
        last = self._asked.get(site)
        if last is not None:
            left = min(max(pause_s, PAUSE_S), MAX_PAUSE_S) - (self._web.clock() - last)
            if left > 0:
                self._web.sleep(left)
        self._asked[site] = self._web.clock()


def from_folders(name: str, folders: Sequence[Path], now: datetime) -> Blob:
    """Read a file that another file names, if it lies in one of *folders* or below.

    Args:
        name: a path, relative to one of the folders or absolute, or a `file:` address; of another system, too.
        folders: where it may lie; the first in which it is there is taken.
        now: the moment of the sighting.

    Raises:
        NotFetched: it is not there, lies elsewhere, or cannot be read.
        TooLarge: it is over the limit.
    """
    path = unquote(urlsplit(name).path) if name.lower().startswith("file:") else name
    path = path.replace("\\", "/")
    is_elsewhere = False
    for folder in folders:
        root = folder.resolve()
        for tail in _tails(path):
            try:
                found = (root / tail).resolve()
                is_there = found.is_file()
            except (OSError, ValueError, RuntimeError):
                continue
            if is_there and found.is_relative_to(root):
                return from_path(found, now)
            is_elsewhere = is_elsewhere or is_there
    what = "this file lies outside the folders that may be read." if is_elsewhere else "this file is not there."
    do = "give the folder that it is in: --files FOLDER (of Zotero: its storage folder)"
    raise NotFetched(what, where=name, do=do)


def _tails(path: str) -> Iterator[str]:
    """Give a path as it is, and, where it is absolute, its last parts: `storage/ABC/a.pdf` of another machine."""
    yield path
    parts = [part for part in path.split("/") if part not in ("", ".", "..")]
    if path.startswith("/") or (len(path) > 1 and path[1] == ":"):
        yield from ("/".join(parts[-count:]) for count in (3, 2) if len(parts) > count)


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
