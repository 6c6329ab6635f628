"""Saved e-mails (.eml): the message and its attachments as documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime

from onrecord.errors import Broken, Refusal
from onrecord.records import UNKNOWN_TIME, Blob, Description, Sighting, When

_HEADER = re.compile(
    rb"^(?:received|return-path|message-id|mime-version|delivered-to|from|to|subject|date):",
    re.IGNORECASE | re.MULTILINE,
)
_KEPT = ("from", "to", "cc", "date", "subject", "message-id")


def is_mail(data: bytes) -> bool:
    """Tell whether bytes begin as a message does."""
    headers = {match.lower() for match in _HEADER.findall(data[:4096])}
    return len(headers) >= 3 and bool(headers & {b"received:", b"message-id:", b"mime-version:", b"return-path:"})


def open_mail(data: bytes, place: str, seen_at: str) -> Iterator[Blob | Refusal]:
    """Yield the words of a message, then its attachments; its headers stand in the sighting of each."""
    message = BytesParser(policy=policy.default).parsebytes(data)
    headers = {name: " ".join(str(message[name]).split())[:500] for name in _KEPT if message[name]}
    body = message.get_body(("html", "plain")) if isinstance(message, EmailMessage) else None
    said = _said(message, place)
    if body is not None:
        yield from _part(body, "message", f"{place}!/message", seen_at, headers, said)
    attached = list(message.iter_attachments()) if isinstance(message, EmailMessage) and message.is_multipart() else []
    for number, part in enumerate(attached, start=1):
        name = _safe(part.get_filename() or f"attachment-{number}")
        yield from _part(part, name, f"{place}!/{number}-{name}", seen_at, headers, None)
    if body is None and not attached:
        yield Broken("this message holds no words.", where=place, do="save its text as a .txt file, and add that")


def _part(
    part: Message, name: str, where: str, seen_at: str, headers: dict[str, str], said: Description | None
) -> Iterator[Blob | Refusal]:
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        inner = part.get_payload()
        payload = inner[0].as_bytes() if isinstance(inner, list) and inner and isinstance(inner[0], Message) else b""
    kind = part.get_content_type()
    if name == "message":
        name = "message.html" if kind == "text/html" else "message.txt"
        payload = _as_utf8(part, payload)
    sighting = Sighting(where=where, seen_at=seen_at, headers=headers)
    yield Blob(data=payload, name=name, media_type=kind, sighting=sighting, described=said)


def _as_utf8(part: Message, payload: bytes) -> bytes:
    """Return the words of a body in UTF-8, with the line ends of a text file."""
    charset = part.get_content_charset() or "utf-8"
    try:
        text = payload.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return payload
    return text.replace("\r\n", "\n").encode()


def _said(message: Message, place: str) -> Description:
    senders = getaddresses([str(one) for one in message.get_all("from", [])])
    return Description(
        origin=place,
        title=" ".join(str(message["subject"] or "").split()) or None,
        authors=tuple(name or address for name, address in senders if name or address),
        published=_day(str(message["date"] or "")),
    )


def _day(text: str) -> When:
    try:
        day = parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return UNKNOWN_TIME
    return When(start=day, end=day, precision="day", basis="inferred")


def _safe(name: str) -> str:
    return re.split(r"[\\/]", name)[-1].strip() or "attachment"
