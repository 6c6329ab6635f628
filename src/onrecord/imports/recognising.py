"""Which program wrote a file, by what it holds; and the rows of it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from itertools import islice

from onrecord.errors import Refusal, Unsupported
from onrecord.imports import bibtex, csl, own_tables, qdpx, ris, tables, web_notes, zotero_rdf
from onrecord.imports.parts import Parsed

STATEMENTS, DOCUMENTS = "statements", "documents"
_READERS: dict[str, Callable[[str, bytes], Parsed]] = {
    bibtex.FORMAT: bibtex.parse,
    ris.FORMAT: ris.parse,
    csl.FORMAT: csl.parse,
    zotero_rdf.FORMAT: zotero_rdf.parse,
    web_notes.HYPOTHESIS: web_notes.parse,
    web_notes.W3C: web_notes.parse,
    qdpx.FORMAT: qdpx.parse,
}
FORMATS = (STATEMENTS, DOCUMENTS, *_READERS)
"""The formats of other programs, by their names."""
_LOOKED_AT = 400_000
_HEADER_ROWS = 12


def recognise(name: str, data: bytes) -> str | None:
    """Return the name of the format that a file is in; None where it is none of these."""
    head = data[:_LOOKED_AT]
    bare = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    try:
        if qdpx.is_project(data):
            return qdpx.FORMAT
        if bare.startswith((b"[", b"{")):
            return _json(name, data)
        if ris.START.match(head):
            return ris.FORMAT
        if bibtex.START.search(head) and not bare.startswith(b"<"):
            return bibtex.FORMAT
        if bare.startswith(b"<"):
            return zotero_rdf.FORMAT if zotero_rdf.MARK in head else None
        return _table(name, data)
    except Refusal:
        return None


def _json(name: str, data: bytes) -> str | None:
    try:
        value = web_notes.read_values(name, data)
    except Refusal:
        return _broken_json(data)
    return web_notes.tell(value) or (csl.FORMAT if csl.is_csl(value) else None)


def _broken_json(data: bytes) -> str | None:
    """Tell whose a file is that breaks off, so that the error can say where."""
    head = data[:_LOOKED_AT]
    if b'"TextQuoteSelector"' in head:
        return web_notes.HYPOTHESIS if b'"user"' in head or b'"rows"' in head else web_notes.W3C
    marks = (b'"issued"', b'"container-title"', b'"itemType"')
    return csl.FORMAT if any(mark in head for mark in marks) else None


def _table(name: str, data: bytes) -> str | None:
    part = data if data.startswith(b"PK") else _whole_lines(data[:_LOOKED_AT], len(data))
    for kind in own_tables.KINDS if data.startswith(b"PK") else ("",):
        for _, cells in islice(tables.lines(name, part, kind), _HEADER_ROWS):
            if found := own_tables.recognise(cells):
                return found
    return None


def _whole_lines(head: bytes, size: int) -> bytes:
    """Return the lines of *head* that are whole: a file is cut where a letter may go on."""
    return head if len(head) == size else head[: head.rfind(b"\n") + 1] or head


def tables_in(data: bytes) -> dict[str, tuple[str, bytes]]:
    """Return the tables of an exported archive that can be taken back, by their names: format and bytes."""
    if not data.startswith(b"PK"):
        return {}
    found: dict[str, tuple[str, bytes]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            for kind in (DOCUMENTS, STATEMENTS):
                part = f"{kind}.csv"
                if part in names and package.getinfo(part).file_size <= tables.MAX_UNPACKED_BYTES:
                    found[part] = (kind, package.read(part))
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError, RuntimeError):
        return {}
    return found


def read(name: str, data: bytes, format: str, by: str = "") -> Parsed:
    """Read a file of another program.

    Args:
        name: the file's name, for messages.
        data: its bytes.
        format: one of `FORMATS`.
        by: whose word it is where the file does not say.

    Raises:
        Refusal: nothing of it can be read.
    """
    if format in own_tables.KINDS:
        return own_tables.parse(name, data, own_tables.kind_of(format), by)
    if format not in _READERS:
        raise Unsupported(f"there is no format {format}.", where=name, do=f"one of {', '.join(FORMATS)}")
    return _READERS[format](name, data)
