"""The order of work, and the only place that knows it: bytes in, an account out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from onrecord import briefs, documents, labels, statements
from onrecord.dossier import Dossier, StatementFilter, fits, reviews
from onrecord.dossier.vectors import quantise, restore
from onrecord.engine import map_documents
from onrecord.errors import Refusal, SettingsError
from onrecord.labels.assigner import look, unlabelled
from onrecord.labels.heads import read_heads, shipped_heads, write_heads
from onrecord.labels.refit import Example, refit
from onrecord.labels.samples import load_sample
from onrecord.models import Embedder, Reader, load_embedder, load_reader
from onrecord.records import (
    Blob,
    DeclaredCountry,
    Document,
    Fit,
    IntakeReport,
    Issue,
    Statement,
    content_id,
    make_issue,
    sha256_hex,
)
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
def load_tools(declared: tuple[DeclaredCountry, ...] = (), own_heads: bytes | None = None) -> Tools:
    """Load the models and the gazetteer; the second call in a process costs nothing.

    Args:
        declared: a dossier's own countries.
        own_heads: a dossier's own label heads; None for the shipped ones.

    Raises:
        ModelError: a model file is missing or damaged.
    """
    heads = labels.load_heads() if own_heads is None else read_heads(own_heads)
    return Tools(reader=load_reader(), embedder=load_embedder(), heads=heads, gazetteer=Gazetteer(declared))


def read(blob: Blob, tools: Tools) -> Reading:
    """Read one input: freeze its text, find its statements, resolve speakers, assign labels.

    Raises:
        Refusal: the input is not taken in; the error says why.
    """
    taken = documents.read(blob, tools.gazetteer)
    document = taken.document
    if not is_readable(document):
        return Reading(blob=blob, document=document, statements=(), vectors=_no_vectors(), issues=taken.issues)
    found = statements.find(document, tools.reader, tools.gazetteer)
    document = replace(document, scare_quotes=statements.find_scare_quotes(document, found))
    # Labels are given from the vectors as a dossier keeps them, so that they can be given again from there.
    vectors = restore(quantise(tools.embedder.embed([statement.quote for statement in found])))
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


Job = tuple[Blob, tuple[DeclaredCountry, ...], bytes | None]


def _read_job(job: Job) -> Reading:
    return read(job[0], load_tools(job[1], job[2]))


def _name_of(job: Job) -> str:
    return job[0].name


def add(
    dossier: Dossier,
    inputs: Iterable[Blob | Refusal],
    *,
    now: str,
    request: str = "",
    workers: int = 1,
    tell: Callable[[str], None] = lambda _: None,
) -> IntakeReport:
    """Take inputs into *dossier*: each is kept, recognised as a duplicate, or refused with its reason.

    Every document is committed on its own: an intake that is interrupted leaves whole documents behind, and running it
    again completes it.

    Args:
        dossier: open for writing.
        inputs: what was fetched; what could not be fetched stands among them as its refusal.
        now: ISO 8601 moment.
        request: what was asked for, as it would be asked for again.
        workers: how many processes read.
        tell: told the name of each input as it is settled, for a progress bar.

    Returns:
        The report, counted from the dossier's rows: `files_in == kept + duplicates + refused`.
    """
    declared, own_heads = dossier.declared_countries(), heads_in_use(dossier)
    with dossier.intake(now, request) as number:
        intake = _Intake(dossier, tell)
        jobs = ((blob, declared, own_heads) for blob in intake.new_ones(inputs))
        for outcome in map_documents(_read_job, jobs, workers=workers, name=_name_of):
            intake.settle(outcome.item[0], outcome.settled())
        intake.settle_repeats()
        dossier.finish_intake(number, intake.report(), now)
        return dossier.account(number)


class _Intake:
    """The running count of one intake; the dossier counts on its own, and the two must agree."""

    def __init__(self, dossier: Dossier, tell: Callable[[str], None]) -> None:
        self.dossier, self.tell = dossier, tell
        self.counts: Counter[str] = Counter()
        self.seen: set[str] = set()
        self.repeats: list[tuple[str, Blob]] = []

    def new_ones(self, inputs: Iterable[Blob | Refusal]) -> Iterator[Blob]:
        """Yield the inputs that have to be read; settle the others."""
        for item in inputs:
            if isinstance(item, Refusal):
                self.refuse(make_issue(item.reason, "documents", item.what, item.where, item.do), None)
                continue
            sha256 = sha256_hex(item.data)
            if sha256 in self.seen:
                self.repeats.append((sha256, item))
            elif self.dossier.has_original(sha256):
                self.duplicate(sha256, item)
            else:
                self.seen.add(sha256)
                yield item

    def settle(self, blob: Blob, result: Reading | Issue) -> None:
        """Keep what was read, or refuse it."""
        if isinstance(result, Issue):
            self.refuse(result, blob)
            return
        reader = statements.MADE_BY if is_readable(result.document) else ""
        self.dossier.keep(blob, result.document, result.statements, result.vectors, result.issues, reader)
        self._count("kept", blob.name)

    def settle_repeats(self) -> None:
        """Settle inputs whose bytes came twice in this intake, now that the first of each is settled."""
        for sha256, blob in self.repeats:
            if self.dossier.has_original(sha256):
                self.duplicate(sha256, blob)
            else:
                what = "the same bytes were refused earlier in this intake."
                self.refuse(make_issue("repeat-of-refused", "documents", what, blob.name), blob)

    def duplicate(self, sha256: str, blob: Blob) -> None:
        """Add a sighting to a document that the dossier has."""
        self.dossier.add_sighting(sha256, blob.sighting)
        self._count("duplicates", blob.name)

    def refuse(self, issue: Issue, blob: Blob | None) -> None:
        """Store that an input is not taken in, and why."""
        self.dossier.refuse(issue, blob)
        self._count("refused", issue.where)

    def _count(self, outcome: str, name: str) -> None:
        self.counts[outcome] += 1
        self.tell(name)

    def report(self) -> IntakeReport:
        """Return the account of this intake."""
        kept, duplicates, refused = (self.counts[name] for name in ("kept", "duplicates", "refused"))
        return IntakeReport(files_in=self.counts.total(), kept=kept, duplicates=duplicates, refused=refused)


FEWEST_REVIEWS = 5
"""Labels of fewer reviewed statements teach nothing."""


def heads_in_use(dossier: Dossier) -> bytes | None:
    """Return the dossier's own label heads; None where the shipped ones are in use.

    Heads that were fitted from other shipped heads than these are of an earlier version, which saw texts otherwise:
    they are not used until they are fitted again.
    """
    own = fits.own_heads(dossier)
    return own.heads if own and own.base == sha256_hex(shipped_heads()) else None


def fit_labels(dossier: Dossier, *, now: str, tell: Callable[[str], None] = lambda _: None) -> Fit:
    """Fit the label heads to the dossier's reviews and label every statement anew: all of it, or nothing.

    Reviewed statements keep the labels that they show.

    Args:
        dossier: open for writing.
        now: ISO 8601 moment.
        tell: told the name of each document as it is labelled, for a progress bar.

    Raises:
        SettingsError: fewer than `FEWEST_REVIEWS` statements have a rights, act or stance that a person spoke for.
    """
    gazetteer = Gazetteer(dossier.declared_countries())
    parent, shipped = fits.own_heads(dossier), shipped_heads()
    with dossier.snapshot():
        examples = list(_examples(dossier, gazetteer))
    if len(examples) < FEWEST_REVIEWS:
        what = f"{len(examples)} statements have a reviewed right, act or stance; a fit takes {FEWEST_REVIEWS}."
        raise SettingsError(what, where=str(dossier.path), do="confirm or correct more: onrecord review")
    found = refit(labels.load_heads(), load_sample(), examples)
    data = write_heads(found.heads)
    fit = Fit(
        id=content_id("fit", len(fits.fits(dossier)), now, sha256_hex(data)),
        made_at=now,
        parent=parent.fit if parent else None,
        reviews=len(examples),
        documents=len({example.group for example in examples}),
        measures=found.measures,
        statements=0,
        relabelled=0,
        warnings=found.warnings,
    )
    with dossier.transaction() as db:
        number = fits.put_fit(db, fit, sha256_hex(shipped), data)
        counts = [
            (size, _label_again(dossier, document, read_heads(data), gazetteer, tell, fit=number))
            for document, size in fits.documents_with_statements(dossier)
        ]
        fit = replace(fit, statements=sum(size for size, _ in counts), relabelled=sum(n for _, n in counts))
        fits.finish_fit(db, number, fit)
    return fit


def undo_labels(dossier: Dossier, *, now: str, tell: Callable[[str], None] = lambda _: None) -> Fit:
    """Take the last fit back: every statement gets the labels that it had, those read since the heads' before it.

    Raises:
        SettingsError: there is none.
    """
    gazetteer = Gazetteer(dossier.declared_countries())
    with dossier.transaction():
        fit, last = fits.undo_fit(dossier, now)
        own = heads_in_use(dossier)
        heads = labels.load_heads() if own is None else read_heads(own)
        for document, _ in fits.documents_with_statements(dossier):
            _label_again(dossier, document, heads, gazetteer, tell, after=last)
    return fit


def _examples(dossier: Dossier, gazetteer: Gazetteer) -> Iterator[Example]:
    """Yield the reviewed statements whose rights, act or stance a person spoke for."""
    spoken = reviews.vouched(dossier)
    about = {s.review.statement: s.review.document for s in reviews.standing(dossier) if not s.is_conflict}
    for document in sorted({about[key] for key in spoken if key in about}):
        stored, vectors = fits.stored_statements(dossier, document)
        chosen = [n for n, one in enumerate(stored) if spoken.get(one.statement.id, frozenset()) & _LEARNT]
        seen = look(dossier.document(document), [stored[n].statement for n in chosen], gazetteer)
        for n, one in zip(chosen, seen, strict=True):
            said = {name: getattr(stored[n].statement, name) for name in spoken[stored[n].statement.id] & _LEARNT}
            yield Example(seen=one, vector=vectors[n], **said)


_LEARNT = frozenset({"rights", "act", "stance"})


def _label_again(
    dossier: Dossier,
    document_id: str,
    heads: labels.Heads,
    gazetteer: Gazetteer,
    tell: Callable[[str], None],
    *,
    fit: int | None = None,
    after: int = 0,
) -> int:
    """Label a document's statements in rows *after* one with *heads*; return how many look otherwise now."""
    stored, vectors = fits.stored_statements(dossier, document_id)
    chosen = [n for n, one in enumerate(stored) if one.number > after]
    document = dossier.document(document_id)
    bare = [unlabelled(stored[n].machine) for n in chosen]
    labelled = labels.assign(document, bare, vectors[chosen], heads, gazetteer)
    tell(document.title or document.id)
    return fits.relabel(dossier, fit, document, [stored[n] for n in chosen], labelled)


MOSTLY_ABOUT = 0.25
"""A document without a fitting statement stands among a brief's sources from this share of country mentions on."""


def brief_material(
    dossier: Dossier, country: str, wanted: StatementFilter, *, generated_at: str | None
) -> briefs.Material:
    """Gather what a brief on *country* says.

    Args:
        dossier: where from.
        country: its code.
        wanted: which of its statements; the brief names the limits.
        generated_at: the moment to print on the brief.
    """
    wanted = replace(wanted, country=country)
    with dossier.snapshot():
        chosen = tuple(dossier.statements(wanted))
        speaking = {statement.document for statement in chosen}
        sources = tuple(d for d in dossier.documents() if d.id in speaking or _is_about(d, country))
        issues = tuple(dossier.issues())
        intake = dossier.account()
    return briefs.Material(
        country=country,
        country_name=Gazetteer(dossier.declared_countries()).name_of(country),
        documents=sources,
        statements=chosen,
        issues=issues,
        intake=intake,
        filters=briefs.Filters(since=wanted.since, until=wanted.until, rights=(wanted.right,) if wanted.right else ()),
        generated_at=generated_at,
        dossier=dossier.path.name,
    )


def _is_about(document: Document, country: str) -> bool:
    return any(share.code == country and share.share >= MOSTLY_ABOUT for share in document.countries)
