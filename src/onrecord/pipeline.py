"""The order of work, and the only place that knows it: bytes in, an account out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from onrecord import documents, labels, statements
from onrecord.dossier import Dossier
from onrecord.engine import map_documents
from onrecord.errors import OnrecordError, Refusal
from onrecord.models import Embedder, Reader, load_embedder, load_reader
from onrecord.records import Blob, DeclaredCountry, Document, IntakeReport, Issue, Statement, make_issue, sha256_hex
from onrecord.reference.countries import Gazetteer

READABLE_LANGUAGES = frozenset({"en"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What reading needs besides the bytes: the models, and the countries it may find."""

    reader: Reader
    embedder: Embedder
    heads: labels.Heads
    gazetteer: Gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One document and what was found in it; *vectors* is `(n_statements, 384) float32`, rows of length 1."""

    blob: Blob
    document: Document
    statements: tuple[Statement, ...]
    vectors: NDArray[np.float32]
    issues: tuple[Issue, ...]


@cache
def load_tools(declared: tuple[DeclaredCountry, ...] = ()) -> Tools:
    """Load the models and the gazetteer; the second call in a process costs nothing.

    Raises:
        ModelError: a shipped model file is missing or damaged.
    """
    return Tools(
        reader=load_reader(), embedder=load_embedder(), heads=labels.load_heads(), gazetteer=Gazetteer(declared)
    )


def read(blob: Blob, tools: Tools) -> Reading:
    """Read one input: freeze its text, find its statements, resolve speakers, assign labels.

    Raises:
        Refusal: the input is not taken in; the error says why.
    """
    taken = documents.read(blob, tools.gazetteer)
    document = taken.document
    if not is_readable(document):
        return Reading(blob=blob, document=document, statements=(), vectors=_no_vectors(), issues=taken.issues)
    found = statements.find(document, tools.reader, tools.embedder, tools.gazetteer)
    vectors = tools.embedder.embed([statement.quote for statement in found])
    labelled = labels.assign(document, found, vectors, tools.heads, tools.gazetteer)
    issues = (*taken.issues, *_silence(blob, document, labelled))
    return Reading(blob=blob, document=document, statements=labelled, vectors=vectors, issues=issues)


def is_readable(document: Document) -> bool:
    """Tell whether the models know the document's language; an undetermined one is tried."""
    return document.language in READABLE_LANGUAGES | {"und"}


def _no_vectors() -> NDArray[np.float32]:
    return np.zeros((0, 384), dtype=np.float32)


def _silence(blob: Blob, document: Document, found: Sequence[Statement]) -> tuple[Issue, ...]:
    if found:
        return ()
    what = "Nothing that anybody says about rights was found in this document."
    do = "look at its text: it may be a list, a form or a table"
    return (make_issue("no-statements", "statements", what, blob.name, do, document.id),)


def read_in_worker(job: tuple[Blob, tuple[DeclaredCountry, ...]]) -> Reading | Refusal:
    """Read one input in a worker process; a refusal comes back as a value."""
    blob, declared = job
    try:
        return read(blob, load_tools(declared))
    except Refusal as refusal:
        return refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Where an intake stands, for a progress bar: the input just dealt with."""

    name: str
    outcome: str


def add(
    dossier: Dossier,
    inputs: Iterable[Blob | Refusal],
    *,
    now: str,
    workers: int = 1,
    tell: Callable[[Step], None] = lambda _: None,
) -> IntakeReport:
    """Take inputs into *dossier*: each is kept, recognised as a duplicate, or refused with its reason.

    Every document is committed on its own: an intake that is interrupted leaves whole documents behind, and running it
    again completes it.

    Returns:
        The report, counted from what was done: `files_in == kept + duplicates + refused`.
    """
    intake = _Intake(dossier, now, tell)
    declared = dossier.declared_countries()
    jobs = ((blob, declared) for blob in intake.new_ones(inputs))
    with dossier.intake(now) as number:
        for outcome in map_documents(read_in_worker, jobs, workers=workers, name=lambda job: job[0].name):
            intake.settle(outcome.item[0], outcome.settled())
        intake.settle_repeats()
        report = intake.report()
        dossier.finish_intake(number, report, now)
    return report


class _Intake:
    """The running count of one intake."""

    def __init__(self, dossier: Dossier, now: str, tell: Callable[[Step], None]) -> None:
        self.dossier, self.now, self.tell = dossier, now, tell
        self.files_in = self.kept = self.duplicates = self.refused = self.statements = 0
        self.issues: list[Issue] = []
        self.seen: set[str] = set()
        self.repeats: list[tuple[str, Blob]] = []

    def new_ones(self, inputs: Iterable[Blob | Refusal]) -> Iterator[Blob]:
        """Yield the inputs that have to be read; settle the others."""
        for item in inputs:
            self.files_in += 1
            if isinstance(item, Refusal):
                self.refuse(item, None)
            else:
                yield from self._if_new(item)

    def _if_new(self, blob: Blob) -> Iterator[Blob]:
        sha256 = sha256_hex(blob.data)
        if sha256 in self.seen:
            self.repeats.append((sha256, blob))
        elif self.dossier.has_original(sha256):
            self.duplicate(sha256, blob)
        else:
            self.seen.add(sha256)
            yield blob

    def settle(self, blob: Blob, result: Reading | Refusal | Issue) -> None:
        """Keep what was read, or refuse it."""
        if isinstance(result, Reading):
            self.dossier.keep(blob, result.document, result.statements, result.vectors, result.issues)
            self.kept += 1
            self.statements += len(result.statements)
            self.issues += result.issues
            self.tell(Step(name=blob.name, outcome="kept"))
        elif isinstance(result, Issue):
            self._refused(result, blob)
        else:
            self.refuse(result, blob)

    def settle_repeats(self) -> None:
        """Settle inputs whose bytes came twice in this intake, now that the first of each is settled."""
        for sha256, blob in self.repeats:
            if self.dossier.has_original(sha256):
                self.duplicate(sha256, blob)
            else:
                what = "The same bytes were refused earlier in this intake."
                self._refused(make_issue("repeat-of-refused", "documents", what, blob.name), blob)

    def duplicate(self, sha256: str, blob: Blob) -> None:
        """Add a sighting to a document that the dossier has."""
        self.dossier.add_sighting(sha256, blob.sighting)
        self.duplicates += 1
        self.tell(Step(name=blob.name, outcome="duplicate"))

    def refuse(self, refusal: Refusal, blob: Blob | None) -> None:
        """Turn a refusal into an issue, stored and counted."""
        where = refusal.where or (blob.name if blob else "")
        self._refused(make_issue(refusal.reason, "documents", refusal.what, where, refusal.do), blob)

    def _refused(self, issue: Issue, blob: Blob | None) -> None:
        self.dossier.refuse(issue, blob)
        self.issues.append(issue)
        self.refused += 1
        self.tell(Step(name=blob.name if blob else issue.where, outcome=issue.kind))

    def report(self) -> IntakeReport:
        """Return the account of this intake."""
        return IntakeReport(
            files_in=self.files_in,
            kept=self.kept,
            duplicates=self.duplicates,
            refused=self.refused,
            statements=self.statements,
            issues=tuple(self.issues),
        )


__all__ = ["OnrecordError", "Reading", "Step", "Tools", "add", "is_readable", "load_tools", "read"]
