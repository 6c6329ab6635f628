"""Read kept originals again with today's extractors, models and countries; nothing that stands is lost by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from onrecord.documents import docx, html, pdf, plain
from onrecord.dossier import Dossier, readings, reviews
from onrecord.engine import map_documents
from onrecord.pipeline.note_places import place_again
from onrecord.pipeline.reading import Reading, heads_in_use, load_tools, read, reader_of
from onrecord.records import Blob, DeclaredCountry, Document, Issue, Sighting

Job = tuple[str, Blob, tuple[DeclaredCountry, ...], bytes | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """The account of a re-reading: *documents* = *changed* + *unchanged* + *failed*.

    *changed* have a new reading, and those of *texts* a new text, too; *failed* keep the reading that they had, and an
    issue says why. *before* and *after* count the statements of all of them, *conflicts* the reviews of which the
    statement is there no more, those of earlier too.
    """

    documents: int
    changed: int
    unchanged: int
    failed: int
    texts: int
    before: int
    after: int
    conflicts: int


def stale(dossier: Dossier) -> list[str]:
    """Return the documents that another version has read, or for which a country has been declared since.

    The oldest publication comes first.
    """
    declared = dossier.declared_countries()
    extractors = {name.split("/")[0]: name for name in (html.made_by(), pdf.made_by(), docx.MADE_BY, plain.MADE_BY)}
    found = []
    for head in readings.current(dossier):
        document = Document(id=head.document, sha256="", text_sha256="", media_type="", text="", language=head.language)
        is_read = head.reader.split(" + ")[0] == reader_of(document, declared)
        if not is_read or extractors.get(head.extractor.split("/")[0], head.extractor) != head.extractor:
            found.append(head.document)
    return found


def reread(
    dossier: Dossier,
    documents: Sequence[str],
    *,
    workers: int = 1,
    tell: Callable[[str], None] = lambda _: None,
) -> Reread:
    """Read documents again from their kept bytes; what changed has to be weighed again afterwards (`weigh`).

    A new text stands beside the old one, and so do the statements: spans never move. What persons said stays on the
    statements that are there again; what is not there any more is shown as a conflict (`review_conflicts`).
    Each document is committed on its own: an interrupted run is gone on with by reading again what is still stale.

    Args:
        dossier: open for writing.
        documents: their whole ids.
        workers: how many processes read.
        tell: told the name of each document as it is read, for a progress bar.
    """
    declared, own_heads = dossier.declared_countries(), heads_in_use(dossier)
    before = readings.count_statements(dossier, documents)
    changed = texts = failed = 0
    jobs = ((key, _blob(dossier, key), declared, own_heads) for key in documents)
    for outcome in map_documents(_read_job, jobs, workers=workers, name=_name_of):
        key, blob = outcome.item[0], outcome.item[1]
        result = outcome.settled()
        if isinstance(result, Issue):
            readings.put_issue(dossier, key, result)
            failed += 1
        else:
            old = dossier.document(key).text_sha256
            is_new = readings.replace_reading(
                dossier, blob, result.document, result.statements, result.vectors, result.issues,
                reader_of(result.document, declared),
            )  # fmt: skip
            changed += is_new
            texts += is_new and old != result.document.text_sha256
        tell(blob.name)
    place_again(dossier)
    return Reread(
        documents=len(documents),
        changed=changed,
        unchanged=len(documents) - changed - failed,
        failed=failed,
        texts=texts,
        before=before,
        after=readings.count_statements(dossier, documents),
        conflicts=sum(one.is_conflict for one in reviews.standing(dossier)),
    )


def _read_job(job: Job) -> Reading:
    return read(job[1], load_tools(job[2], job[3]))


def _name_of(job: Job) -> str:
    return job[1].name


def _blob(dossier: Dossier, key: str) -> Blob:
    """Return the bytes of a document as they came, from the place where they were seen first."""
    sighting = next(iter(dossier.document(key).sightings), Sighting(where=key))
    is_address = "://" in sighting.where
    return Blob(
        data=dossier.original(key),
        name=sighting.where if is_address else PurePath(sighting.where).name,
        media_type=sighting.headers.get("content-type"),
        sighting=sighting,
    )


def find(dossier: Dossier, wanted: Sequence[str]) -> list[str]:
    """Return the whole ids of documents that are named by how their ids begin, each once.

    Raises:
        SettingsError: there is none, or there are several.
    """
    return list(dict.fromkeys(dossier.document(one).id for one in wanted))


def chosen(dossier: Dossier, *, every: bool) -> list[str]:
    """Return all documents, or those that are `stale`."""
    return [head.document for head in readings.current(dossier)] if every else stale(dossier)
