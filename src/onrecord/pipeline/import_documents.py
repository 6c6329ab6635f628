"""Take in the documents that a list or a library of references names, with what it says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from onrecord.dossier import Dossier, descriptions
from onrecord.dossier.descriptions import says_less
from onrecord.dossier.places import Places, is_kept
from onrecord.errors import Refusal
from onrecord.imports.parts import DocumentRow, Parsed
from onrecord.pipeline.import_parts import Account, Outcome, Request
from onrecord.pipeline.intake import add
from onrecord.records import UNKNOWN_TIME, Blob, Description, Document, Issue, Sighting, sha256_hex

Said = dict[tuple[str, str], str]
"""By document and origin, the id of the description that holds."""


@dataclass(slots=True)
class _Fetched:
    """What came of one row: the documents that it names, which were new, and why others could not be had."""

    row: DocumentRow
    documents: list[str] = field(default_factory=list)
    new: set[str] = field(default_factory=set)
    refusals: list[Refusal] = field(default_factory=list)


def take_documents(
    dossier: Dossier, rows: Sequence[DocumentRow], parsed: Parsed, account: Account
) -> tuple[dict[str, str], list[Issue]]:
    """Take in what rows name, and count each row.

    Args:
        dossier: open for writing.
        rows: the rows.
        parsed: the file that they are of, with the parts of its package.
        account: where rows are counted.

    Returns:
        By the keys of rows the ids of their (first) documents, and what was met while the documents were read.
    """
    if not rows:
        return {}, []
    request, before = account.request, _said(dossier)
    gathered = [_Fetched(row) for row in rows]
    places = Places.load(dossier)
    blobs = (item for one in gathered for item in _blobs(dossier, one, parsed, request, places))
    report = add(dossier, blobs, now=request.now, request=f"import {request.name}", workers=request.workers)
    found: dict[str, str] = {}
    for one in gathered:
        one.documents = [key for key in dict.fromkeys(one.documents) if is_kept(dossier, key)]
        account.settle(_outcome(dossier, one, before, account), one.row.said.title or one.row.key)
        found |= {one.row.key: one.documents[0]} if one.documents else {}
    fetched_at = {issue.where for one in gathered for issue in one.refusals if not one.documents}
    return found, [issue for issue in report.issues if issue.where not in fetched_at]


def _blobs(
    dossier: Dossier, one: _Fetched, parsed: Parsed, request: Request, places: Places
) -> Iterator[Blob | Refusal]:
    row = one.row
    known = next((places.by_hash[name] for name in (row.sha256, row.key) if name in places.by_hash), None)
    if known is None and row.inside:
        known = places.by_hash.get(sha256_hex(parsed.inside[row.inside]))
    if known is not None:
        one.documents.append(known)
        _describe(dossier, known, _news(dossier.document(known), row.said), request)
        return
    if not row.files and not row.inside and (seen := places.find(row.addresses)):
        one.documents.append(seen)
        _describe(dossier, seen, row.said, request)
        return
    for item in _opened(row, parsed, request):
        if isinstance(item, Refusal):
            one.refusals.append(item)
            if row.files or row.inside:
                yield item
            continue
        key = sha256_hex(item.data)[:20]
        one.documents.append(key)
        if not is_kept(dossier, key):
            one.new.add(key)
        yield item


def _opened(row: DocumentRow, parsed: Parsed, request: Request) -> Iterator[Blob | Refusal]:
    if row.inside:
        sighting = Sighting(where=f"{request.name}!/{row.inside}", seen_at=request.now)
        yield Blob(data=parsed.inside[row.inside], name=row.inside, sighting=sighting, described=row.said)
    openers = [(request.open_file, name) for name in row.files]
    if not openers and not row.inside and request.is_fetching:
        openers = [(request.fetch, address) for address in row.addresses[:1]]
    for opener, name in openers:
        try:
            blob = opener(name)
        except Refusal as refusal:
            yield refusal
        else:
            yield Blob(
                data=blob.data, name=blob.name, media_type=blob.media_type, sighting=blob.sighting, described=row.said
            )


def _outcome(dossier: Dossier, one: _Fetched, before: Said, account: Account) -> Outcome | Issue:
    if not one.documents:
        return _refusal(one, account)
    if one.new & set(one.documents):
        return "added"
    origin = one.row.said.origin
    now = {(d.document, d.origin): d.id for key in one.documents for d in descriptions.descriptions(dossier, key)}
    changed = any(now.get((key, origin)) != before.get((key, origin)) for key in one.documents)
    return "updated" if changed else "unchanged"


def _refusal(one: _Fetched, account: Account) -> Issue:
    row = one.row
    if one.refusals:
        first = one.refusals[0]
        return account.of_error(first, first.reason, row.line)
    if row.files or row.inside:
        what = f"its file was refused: {', '.join(row.files) or row.inside}"
        return account.refusal("refused", what, row.line, "see the issue about the file itself")
    address = row.addresses[0] if row.addresses else ""
    name = row.said.title or row.key
    if not address:
        what = f"“{name}” has no file and no address."
        return account.refusal("reference-without-file", what, row.line, "attach its file in the library")
    what = f"“{name}” has no file; its address is {address}"
    do = f"run again with --fetch, or: onrecord add {address}"
    return account.refusal("reference-without-file", what, row.line, do)


def _said(dossier: Dossier) -> Said:
    return {(one.document, one.origin): one.id for one in descriptions.descriptions(dossier)}


def _describe(dossier: Dossier, document: str, said: Description, request: Request) -> None:
    """Keep what is said of a document that is there already, unless nothing is."""
    if any((said.title, said.publisher, said.authors, said.published.start, said.language, said.countries, said.note)):
        descriptions.describe(dossier, document, said, request.now)


def _news(document: Document, said: Description) -> Description:
    """Return what is said of a document otherwise than it is known already: an exported table says most of it again."""
    return replace(
        said,
        title=None if _is_its_name(said.title or "", document) else said.title,
        publisher=None if said.publisher == document.publisher else said.publisher,
        language=None if said.language == document.language else said.language,
        authors=() if said.authors == document.authors else said.authors,
        published=UNKNOWN_TIME if says_less(said.published, document.published) else said.published,
        countries=(),
    )


def _is_its_name(title: str, document: Document) -> bool:
    """Tell whether a title is what exports call the document: its own, that of its file, or with its id behind it."""
    files = (re.split(r"[\\/]", one.where)[-1] for one in document.sightings)
    return title.removesuffix(f" [{document.id[:8]}]") in (document.title, document.id, *files)
