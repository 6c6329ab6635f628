"""Read a version of a bill: from a document to provisions, or issues that name the lines at fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.bills.lines import Fault, read_lines
from onrecord.bills.sheets import Opened, provisions
from onrecord.bills.xhtml import is_eurlex, write_page
from onrecord.bills.xml_facts import Facts, find_facts
from onrecord.bills.xml_trees import parse, tell_dialect, write_tree
from onrecord.errors import IntegrityError, NoText, TooLarge
from onrecord.records import BillVersion, Blob, Document, Issue, content_id, make_issue, sha256_hex

STAGE = "bills"
MAX_BYTES = 60_000_000
_XML, _PAGE = "application/xml", "application/xhtml+xml"
_MADE_BY = {_XML: "bills.xml 1", _PAGE: "bills.xhtml 1"}
_NAMED_FAULTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadVersion:
    """A version, and what of its structure was not understood."""

    version: BillVersion
    issues: tuple[Issue, ...] = ()


def is_markup(blob: Blob) -> bool:
    """Tell whether a file is a bill in XML, or a page of EUR-Lex: `freeze` reads these, `documents.read` all others."""
    head = blob.data[:3000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head.startswith(b"<") or b"<html" in head.lower():
        return is_eurlex(blob.data)
    return head.startswith(b"<?xml") or any(
        b"<" + root in head for root in (b"akomaNtoso", b"bill", b"ACT", b"resolution")
    )


def freeze(blob: Blob) -> Document:
    """Make a document of a bill in XML or of a page of EUR-Lex: the same bytes always give the same text.

    Raises:
        Broken: it is no well-formed XML.
        Unsupported: it is XML of another kind.
        NoText: there are no words in it.
        TooLarge: it is larger than any bill.
    """
    if len(blob.data) > MAX_BYTES:
        do = "give the bill in parts"
        raise TooLarge(f"this file is over {MAX_BYTES // 1_000_000} MB.", where=blob.name, do=do)
    text, _, facts = _drafted(blob.data, blob.name)
    if not any(letter.isalnum() for letter in text):
        raise NoText("no words were found in this file.", where=blob.name, do="check that it was downloaded completely")
    digest, kind = sha256_hex(blob.data), _PAGE if is_eurlex(blob.data) else _XML
    return Document(
        id=digest[:20],
        sha256=digest,
        text_sha256=sha256_hex(text.encode()),
        media_type=kind,
        text=text,
        title=facts.title,
        language=facts.language,
        published=facts.published,
        sightings=(blob.sighting,),
        made_by=_MADE_BY[kind],
    )


def read_version(
    document: Document, *, bill: str, name: str, date: str | None = None, data: bytes | None = None
) -> ReadVersion:
    """Read the provisions of a version.

    Args:
        document: the version as frozen: by `freeze` or by the room that reads documents.
        bill: the id or name of the bill; versions of one bill share it.
        name: what the version is called: `first reading`.
        date: when it was published, as exact as known, ISO 8601.
        data: the bytes of a document made by `freeze`; without them its text is read like any other.

    Raises:
        IntegrityError: *data* gives another text than the document's.
    """
    where = document.sightings[0].where if document.sightings else document.id
    opened, faults = _opened(document, data, where)
    version = BillVersion(
        id=content_id("version", bill, name, document.id, document.text_sha256),
        bill=bill,
        name=name,
        date=date,
        document=document.id,
        provisions=provisions(opened, document.text),
    )
    return ReadVersion(version=version, issues=_issues(faults, where, document))


def _opened(document: Document, data: bytes | None, where: str) -> tuple[list[Opened], tuple[Fault, ...]]:
    if document.media_type == _XML and data is not None:
        text, opened, _ = _drafted(data, where)
        if sha256_hex(text.encode()) != document.text_sha256:
            raise IntegrityError("these bytes give another text than the stored one.", where=where, do="add it again")
        faults = () if opened else (Fault(line=1, what="no articles, sections or clauses are marked as such"),)
        return opened, faults
    skip = [(mark.start, mark.end) for mark in document.boilerplate]
    return read_lines(document.text, skip, runs_on=bool(document.pages))


def _drafted(data: bytes, name: str) -> tuple[str, list[Opened], Facts]:
    if is_eurlex(data):
        return write_page(data, name), [], Facts()
    root = parse(data, name)
    sheet = write_tree(root, tell_dialect(root, name))
    return sheet.text(), sheet.opened, find_facts(root)


def _issues(faults: Sequence[Fault], where: str, document: Document) -> tuple[Issue, ...]:
    """Return one issue that names the lines at fault."""
    if not faults:
        return ()
    named = "; ".join(f"line {fault.line}: {fault.what}" for fault in faults[:_NAMED_FAULTS])
    more = f"; and {len(faults) - _NAMED_FAULTS} more" if len(faults) > _NAMED_FAULTS else ""
    do = "check these lines in the file; number the articles in a copy of it, or give the bill in another format"
    what = f"the structure of this bill is not understood in {len(faults)} places: {named}{more}"
    return (make_issue("structure", STAGE, what, where, do, document.id),)
