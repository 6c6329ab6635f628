"""What a brief is made from, and the proof that it still is what was stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onrecord import __version__
from onrecord.errors import IntegrityError
from onrecord.records import Document, IntakeReport, Issue, Marked, Right, Span, Statement, Stretch, cut, sha256_hex


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The choices that limited the statements; *since* and *until* are ISO dates, both inclusive."""

    since: str | None = None
    until: str | None = None
    rights: tuple[Right, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything that one brief says.

    *statements* are those about the country, already limited by *filters*; each one's document is among *documents*.
    *intake* is the account of all intakes together. *generated_at* is printed as it is given; None leaves it out.
    """

    country: str
    country_name: str
    documents: tuple[Document, ...]
    statements: tuple[Statement, ...]
    issues: tuple[Issue, ...] = ()
    intake: IntakeReport | None = None
    filters: Filters = Filters()
    generated_at: str | None = None
    version: str = __version__
    dossier: str = ""


def check(material: Material) -> None:
    """Check that every text, span, quotation and total is what was stored.

    Raises:
        IntegrityError: at the first one that is not.
    """
    documents = {document.id: document for document in material.documents}
    _check_unique("document", (document.id for document in material.documents))
    _check_unique("statement", (statement.id for statement in material.statements))
    for document in material.documents:
        _check_document(document)
    for statement in material.statements:
        if statement.document not in documents:
            raise _broken("A statement's document is not in the brief.", statement.id)
        _check_statement(statement, documents[statement.document])
    if material.intake is not None:
        _check_intake(material.intake)


def _check_unique(what: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in ids:
        if key in seen:
            raise _broken(f"Two {what}s carry the same id.", key)
        seen.add(key)


def _check_document(document: Document) -> None:
    if sha256_hex(document.text.encode("utf-8", "surrogatepass")) != document.text_sha256:
        raise _broken("The frozen text of a document has changed.", document.title or document.id)
    marks: tuple[Marked | Stretch, ...] = (*document.boilerplate, *document.disclosures, *document.scare_quotes)
    _check_spans(((mark.start, mark.end) for mark in marks), document, document.id)


def _check_statement(statement: Statement, document: Document) -> None:
    _check_spans(_spans_of(statement), document, statement.id)
    if not statement.content or cut(document.text, statement.content) != statement.quote:
        where = f"{document.title or document.id}, statement {statement.id}"
        raise _broken("The words of a statement are no longer those of its document.", where)


def _spans_of(statement: Statement) -> Iterator[Span]:
    yield from (*statement.source, *statement.cue, *statement.content, *statement.exceptions)
    for instrument in statement.instruments:
        yield from instrument.spans
    yield from (figure.span for figure in statement.figures)


def _check_spans(spans: Iterable[Span], document: Document, where: str) -> None:
    size = len(document.text)
    for start, end in spans:
        if not 0 <= start < end <= size:
            raise _broken(f"The span {start}-{end} does not lie in its document's {size} characters.", where)


def _check_intake(intake: IntakeReport) -> None:
    if intake.files_in != intake.kept + intake.duplicates + intake.refused:
        raise _broken(
            f"The intake does not add up: {intake.files_in} files in, {intake.kept} kept, "
            f"{intake.duplicates} duplicates, {intake.refused} refused.",
            "the dossier's account of its intakes",
        )


def _broken(what: str, where: str) -> IntegrityError:
    return IntegrityError(what, where=where, do="run onrecord verify on the dossier; nothing was written")
