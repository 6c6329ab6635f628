"""What a brief is made from, and the proof that it still is what was stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onrecord import __version__
from onrecord.briefs.billview import BillAccount
from onrecord.errors import IntegrityError
from onrecord.records import (
    Commitment,
    Document,
    FigureCheck,
    Finding,
    IntakeReport,
    Issue,
    Marked,
    Right,
    Span,
    Statement,
    Stretch,
    Thread,
    cut,
    sha256_hex,
)

_QUOTED = re.compile("“([^”]+)”")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The choices that limited the statements; *since* and *until* are ISO dates, both inclusive.

    *thread* is the name of the only thread, *as_of* the day of knowledge by which commitments are judged.
    """

    since: str | None = None
    until: str | None = None
    rights: tuple[Right, ...] = ()
    thread: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything that one brief says.

    *statements* are those about the country, already limited by *filters*; each one's document is among *documents*.
    *threads*, *findings*, *commitments*, *checks* and *bills* are the country's; what lies outside the limits is left
    out when it is printed. *pictures* is SVG by the id of a check. *intake* is the account of all intakes together.
    *generated_at* is printed as it is given; None leaves it out.
    """

    country: str
    country_name: str
    documents: tuple[Document, ...]
    statements: tuple[Statement, ...]
    threads: tuple[Thread, ...] = ()
    findings: tuple[Finding, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    checks: tuple[FigureCheck, ...] = ()
    pictures: Mapping[str, str] = field(default_factory=dict)
    bills: tuple[BillAccount, ...] = ()
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
    for finding in material.findings:
        _check_finding(finding, documents)
    _check_figures(material, documents)
    _check_bills(material, documents)
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


def _check_finding(finding: Finding, documents: Mapping[str, Document]) -> None:
    """Check the sides that the brief has, and that what the reason quotes stands in them."""
    sides = [side for side in (finding.a, finding.b) if side]
    for side in sides:
        if side.document in documents:
            _check_spans(side.spans, documents[side.document], f"finding {finding.id}")
    if all(side.document in documents for side in sides):
        _check_quoted(finding.why, [documents[side.document] for side in sides], f"finding {finding.id}")


def _check_figures(material: Material, documents: Mapping[str, Document]) -> None:
    homes = {statement.id: documents[statement.document] for statement in material.statements}
    for check in material.checks:
        if check.statement in homes:
            _check_spans([check.span], homes[check.statement], f"figure check {check.id}")
            _check_quoted(check.why, [homes[check.statement]], f"figure check {check.id}")


def _check_bills(material: Material, documents: Mapping[str, Document]) -> None:
    """Check the sentences to read, and that what is said of a concern quotes its bill."""
    for account in material.bills:
        texts = [documents[version.document] for version in account.versions if version.document in documents]
        for hit in account.screens:
            if hit.document in documents:
                _check_spans([hit.span], documents[hit.document], f"screen {hit.id}")
        if len(texts) == len(account.versions):
            for concern in account.concerns:
                _check_quoted(concern.because, texts, f"concern {concern.id}")


def _check_quoted(said: str, documents: Iterable[Document], where: str) -> None:
    """Check that whatever *said* puts between quotation marks is verbatim in a document, line breaks apart."""
    quoted = [_SPACE.sub(" ", words) for words in _QUOTED.findall(said)]
    texts = [_SPACE.sub(" ", document.text) for document in documents] if quoted else []
    for words in quoted:
        if not any(words in text for text in texts):
            raise _broken(f"The quoted words “{words}” are not in the source.", where)


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
