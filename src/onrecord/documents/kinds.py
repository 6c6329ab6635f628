"""Which kind of file it is: by its bytes first, then by its name, then by the media type that came with it."""

from __future__ import annotations

import io
import re
import tomllib
import zipfile
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import urlsplit

from onrecord.errors import Broken, EmptyInput, Encrypted, Unsupported
from onrecord.records import Blob

Kind = Literal["text", "html", "pdf", "docx"]

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_HTML_START = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta|article|div|p|h1)\b", re.I | re.S
)
_HTML_INSIDE = re.compile(rb"<(?:html|body|head)\b[^>]*>", re.I)
_TAG = re.compile(rb"</?(?:p|div|br|span|a|h[1-6]|li|article|table)\b[^>]*>", re.I)
_MAIL_HEADER = re.compile(
    rb"^(?:received|return-path|message-id|mime-version|delivered-to|from|to|subject|date):", re.I | re.M
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Foreign:
    """A kind of file that is recognised and not read: *names* are endings, *starts* the first bytes in hexadecimal."""

    what: str
    do: str
    names: tuple[str, ...] = ()
    starts: tuple[bytes, ...] = ()


def tell_kind(blob: Blob) -> Kind:
    """Tell which extractor reads *blob*.

    Raises:
        EmptyInput: no bytes, or white space alone.
        Unsupported: a kind that is not read; the error says what to convert it to.
        Broken: the name says one kind, the bytes another; or a damaged container.
        Encrypted: an Office file under a password.
    """
    head = blob.data[:4096]
    if not blob.data.strip(b"\x00\t\n\r\x0b\x0c \xef\xbb\xbf"):
        raise EmptyInput("this file is empty.", where=blob.name, do="check that it was saved or downloaded completely")
    if b"%PDF-" in head[:1024] and b" obj" in blob.data:
        return "pdf"
    if head.startswith(b"PK"):
        return _of_zip(blob)
    if head.startswith(_OLE):
        raise _of_ole(blob)
    _refuse_foreign(blob, head)
    return _of_characters(blob, head)


def ending(blob: Blob) -> str:
    """Return the ending of the blob's name or address path, lower case, without the dot."""
    path = urlsplit(blob.name).path if "://" in blob.name else blob.name.replace("\\", "/")
    return PurePosixPath(path).suffix.lower().removeprefix(".")


def _of_zip(blob: Blob) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(blob.data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, UnicodeDecodeError) as exc:
        raise Broken(
            "this file is damaged: it cannot be unpacked.", where=blob.name, do="download or save it again"
        ) from exc
    if "word/document.xml" in names:
        return "docx"
    for inside, name in (("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx"), ("mimetype", "odt")):
        if inside in names:
            raise _unsupported(blob, _by_name(name))
    if ending(blob) == "docx":
        raise Broken(
            "this .docx file holds no Word document.", where=blob.name, do="save it again from the word processor"
        )
    raise _unsupported(blob, _by_name("zip"))


def _of_ole(blob: Blob) -> Encrypted | Unsupported:
    if "EncryptedPackage".encode("utf-16-le") in blob.data:
        do = "open it with its password, save a copy without one, and add the copy"
        return Encrypted("this Office file is protected by a password.", where=blob.name, do=do)
    return _unsupported(blob, _by_name(ending(blob)) or _by_name("doc"))


def _refuse_foreign(blob: Blob, head: bytes) -> None:
    for foreign in _foreign():
        if any(head.startswith(start) for start in foreign.starts):
            raise _unsupported(blob, foreign)
    if head[4:8] == b"ftyp":
        raise _unsupported(blob, _by_name("mp4"))
    headers = {match.lower() for match in _MAIL_HEADER.findall(head)}
    if len(headers) >= 3 and headers & {b"received:", b"message-id:", b"mime-version:", b"return-path:"}:
        raise _unsupported(blob, _by_name("eml"))


def _of_characters(blob: Blob, head: bytes) -> Kind:
    name, plain = ending(blob), head.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe")
    if _is_html(plain, name, blob.media_type):
        return "html"
    if name in {"pdf", "docx"}:
        what = f"the name says .{name}, but the file is something else."
        raise Broken(what, where=blob.name, do="open it to see what it is; save or download it again")
    if (foreign := _by_name(name)) is not None:
        raise _unsupported(blob, foreign)
    if plain.lstrip().startswith(b"<?xml"):
        raise _unsupported(blob, _by_name("xml"))
    return "text"


def _is_html(head: bytes, name: str, media_type: str | None) -> bool:
    if _HTML_START.match(head) or (head.lstrip().startswith(b"<") and _HTML_INSIDE.search(head)):
        return True
    says_html = name in {"html", "htm", "xhtml"} or (media_type or "").startswith(("text/html", "application/xhtml"))
    return says_html and _TAG.search(head) is not None


def _unsupported(blob: Blob, foreign: _Foreign | None) -> Unsupported:
    found = foreign or _Foreign(what="a file of an unknown kind", do="convert it to PDF, DOCX, HTML or plain text")
    return Unsupported(f"this is {found.what}; onrecord does not read it.", where=blob.name, do=found.do)


def _by_name(name: str) -> _Foreign | None:
    return next((foreign for foreign in _foreign() if name in foreign.names), None)


@cache
def _foreign() -> tuple[_Foreign, ...]:
    raw = tomllib.loads(resources.files(__package__).joinpath("foreign.toml").read_text(encoding="utf-8"))
    return tuple(
        _Foreign(
            what=entry["what"],
            do=entry["do"],
            names=tuple(entry.get("names", ())),
            starts=tuple(bytes.fromhex(start) for start in entry.get("starts", ())),
        )
        for entry in raw["kind"]
    )
