"""Plain text: bytes to characters, and nothing else.

The frozen text is exactly the decoded content, line ends included; only a byte order mark is left out, since it says
how the bytes are to be read and is no part of the text.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass

from onrecord.documents.extracts import Extract, Note
from onrecord.errors import Broken
from onrecord.records import Blob

MADE_BY = "onrecord.documents.plain/1"

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_WIDER = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
"""What pages that state these encodings are written in, as the HTML standard has it."""

_SAMPLE_BYTES = 100_000
_WESTERN = frozenset("‘’“”–—…•€£§©®°´·«»áàâäãåçéèêëíìîïñóòôöõøúùûüýæœßÁÀÂÄÅÇÉÈÊËÍÎÏÑÓÔÖØÚÜÆŒšžŠŽ\xa0½¼¾²³ªº¿¡")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Characters, and what had to be guessed to get them; *note* is None when nothing was."""

    text: str
    note: Note | None = None


def extract_plain(blob: Blob) -> Extract:
    """Read a plain-text file.

    Raises:
        Broken: the bytes are no text.
    """
    decoded = decode(blob)
    return Extract(
        text=decoded.text,
        media_type="text/plain",
        made_by=MADE_BY,
        notes=(decoded.note,) if decoded.note else (),
    )


def decode(blob: Blob) -> Decoded:
    """Turn the bytes of *blob* into characters: by byte order mark, as UTF-8, or by a guess that is noted.

    Raises:
        Broken: the bytes are no text.
    """
    decoded = _decode(blob.data)
    if decoded is None or _looks_binary(decoded.text):
        what = "this is no text: it holds bytes that are not characters."
        raise Broken(what, where=blob.name, do="open it with the program that made it and save it as text or PDF")
    return decoded


def decode_as(blob: Blob, stated: str | None) -> Decoded:
    """As `decode`, but with the encoding that the outside states, if it fits.

    Raises:
        Broken: the bytes are no text.
    """
    marked = blob.data.startswith(tuple(bom for bom, _ in _BOMS))
    if stated and not marked and stated.lower() not in {"utf-8", "utf8"}:
        with contextlib.suppress(LookupError, UnicodeError):
            return Decoded(text=blob.data.decode(_WIDER.get(stated.lower(), stated)))
    return decode(blob)


def _decode(data: bytes) -> Decoded | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _with_damage(data[len(bom) :], encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guess(data)
    return _decode_wide(data) if "\x00" in text[:1000] else Decoded(text=text)


def _with_damage(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    what = f"{lost} characters could not be decoded ({encoding}) and are shown as \ufffd."
    note = Note(kind="encoding", what=what, do="save the file again as UTF-8") if lost else None
    return Decoded(text=text, note=note)


def _decode_wide(data: bytes) -> Decoded | None:
    """Decode UTF-16 that lacks its byte order mark: every other byte of Western text is zero."""
    sample = data[:2000]
    for encoding, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if len(zeros) >= 8 and zeros.count(0) > 0.4 * len(zeros):
            return _guessed(data, encoding)
    return None


def _guess(data: bytes) -> Decoded | None:
    damaged = data.decode("utf-8", errors="replace")
    lost, whole = damaged.count("\ufffd"), sum(1 for c in damaged[:_SAMPLE_BYTES] if c > "\x7f" and c != "\ufffd")
    if whole > 10 * lost:
        return _with_damage(data, "utf-8")
    if "\x00" in damaged[:1000]:
        return _decode_wide(data)
    encoding = "cp1252" if _is_western(data) else _ask_detector(data)
    return _guessed(data, encoding) if encoding else None


def _is_western(data: bytes) -> bool:
    """Tell whether *data* is mostly ASCII with the accents and typographic marks of Windows-1252 in between."""
    special = b"".join(_NOT_ASCII.findall(data[: 10 * _SAMPLE_BYTES]))
    characters = special.decode("cp1252", errors="replace")
    known = sum(character in _WESTERN for character in characters)
    return len(special) < 0.05 * len(data) + 2 and known >= 0.98 * len(characters)


def _ask_detector(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(_sample(data)).best()
    return best.encoding if best else None


def _sample(data: bytes) -> bytes:
    first = _NOT_ASCII.search(data)
    start = max(0, first.start() - 2000) if first else 0
    return data[start : start + _SAMPLE_BYTES]


def _guessed(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    what = f"the character encoding is not stated and was guessed as {encoding}."
    return Decoded(text=text, note=Note(kind="encoding", what=what, do="if letters look wrong, save the file as UTF-8"))


def _looks_binary(text: str) -> bool:
    sample = text[:20_000] + text[-20_000:]
    odd = len(_CONTROLS.findall(sample)) + sample.count("\ufffd")
    return "\x00" in text or odd > 0.01 * len(sample) + 1
