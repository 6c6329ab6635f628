"""What a brief is made from, and the proof that it still is what was stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onrecord import __version__
from onrecord.briefs.billview import BillAccount
from onrecord.briefs.earlier import Earlier
from onrecord.errors import IntegrityError
from onrecord.records import (
    Camp,
    Commitment,
    Document,
    FigureCheck,
    Finding,
    IntakeReport,
    Issue,
    Marked,
    Rebuttal,
    Review,
    Right,
    Source,
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

    A statement fits that is about any of *rights*, with a speaker of any of *camps*; *reviewed*: only those that a
    person confirmed or corrected. *thread* is the name of the only thread and *thread_id* its id; *as_of* is the day of
    knowledge by which commitments are judged.
    """

    since: str | None = None
    until: str | None = None
    rights: tuple[Right, ...] = ()
    camps: tuple[Camp, ...] = ()
    reviewed: bool = False
    thread: str | None = None
    thread_id: str | None = None
    as_of: str | None = None

    @property
    def is_limiting(self) -> bool:
        """Whether any statement about the country may be left out by them."""
        return bool(self.since or self.until or self.rights or self.camps or self.reviewed or self.thread_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything that one brief says.

    *statements* are those about the country, already limited by *filters*; each one's document is among *documents*.
    *threads*, *findings*, *outlets*, *commitments*, *checks* and *bills* are the country's; what lies outside the
    limits is left out when it is printed. *pictures* is SVG by the id of a check. *reviews* holds the review that
    stands for each reviewed statement, by its id. *rebuttals* are what persons hold against a statement or a finding,
    by its id; *rebutting* the statements among them that are not among *statements*; *former_texts* what passages among
    them were cut from that is no document's text any more, by its SHA-256. *intake* is the account of all intakes
    together. *generated_at* is printed as it is given; None leaves it out. *earlier* is the brief to tell the changes
    since; None without one.
    """

    country: str
    country_name: str
    documents: tuple[Document, ...]
    statements: tuple[Statement, ...]
    threads: tuple[Thread, ...] = ()
    findings: tuple[Finding, ...] = ()
    outlets: tuple[Source, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    checks: tuple[FigureCheck, ...] = ()
    pictures: Mapping[str, str] = field(default_factory=dict)
    bills: tuple[BillAccount, ...] = ()
    reviews: Mapping[str, Review] = field(default_factory=dict)
    rebuttals: Mapping[str, tuple[Rebuttal, ...]] = field(default_factory=dict)
    rebutting: tuple[Statement, ...] = ()
    former_texts: Mapping[str, str] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    intake: IntakeReport | None = None
    filters: Filters = Filters()
    generated_at: str | None = None
    version: str = __version__
    dossier: str = ""
    earlier: Earlier | None = None


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
    for statement in (*material.statements, *material.rebutting):
        if statement.document not in documents:
            raise _broken("A statement's document is not in the brief.", statement.id)
        _check_statement(statement, documents[statement.document])
    for finding in material.findings:
        _check_finding(finding, documents)
    _check_figures(material, documents)
    _check_bills(material, documents)
    _check_passages(material, documents)
    if material.intake is not None:
        _check_intake(material.intake)


def _check_unique(what: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for key in ids:
        if key in seen:
            raise _broken(f"Two {what}s carry the same id.", key)
        seen.add(key)


def _check_document(document: Document) -> None:
    if _sha256(document.text) != document.text_sha256:
        raise _broken("The frozen text of a document has changed.", document.title or document.id)
    marks: tuple[Marked | Stretch, ...] = (*document.boilerplate, *document.disclosures, *document.scare_quotes)
    _check_spans(((mark.start, mark.end) for mark in marks), document, document.id)


def _sha256(text: str) -> str:
    return sha256_hex(text.encode("utf-8", "surrogatepass"))


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


def _check_passages(material: Material, documents: Mapping[str, Document]) -> None:
    """Check the passages that rebut, in the text that they were cut from."""
    for one in (one for found in material.rebuttals.values() for one in found if one.document):
        document = documents.get(one.document or "")
        if document and document.text_sha256 == one.text_sha256:
            text = document.text
        else:
            text = material.former_texts.get(one.text_sha256 or "", "")
            if document is None or _sha256(text) != one.text_sha256:
                raise _broken("The text that a passage was cut from is not in the brief.", f"rebuttal {one.id}")
        if any(not 0 <= start < end <= len(text) for start, end in one.spans) or cut(text, one.spans) != one.quote:
            raise _broken("The words of a passage are no longer those of its document.", f"rebuttal {one.id}")


def _check_quoted(said: str, documents: Iterable[Document], where: str) -> None:
    """Check that whatever *said* puts between quotation marks is verbatim in a document, line breaks apart."""
    for words in _not_quoted(said, documents):
        raise _broken(f"The quoted words “{words}” are not in the source.", where)


def even_texts(documents: Iterable[Document]) -> list[str]:
    """Return the texts of documents with every run of white space as one space, as quotations are looked up."""
    return [_even(document.text) for document in documents]


def is_verbatim(said: str, texts: Iterable[str]) -> bool:
    """Tell whether whatever *said* puts between quotation marks is in one of *texts*, as `even_texts` gives them."""
    return all(any(words in text for text in texts) for words in map(_even, _QUOTED.findall(said)))


def _not_quoted(said: str, documents: Iterable[Document]) -> Iterator[str]:
    quoted = [_even(words) for words in _QUOTED.findall(said)]
    texts = even_texts(documents) if quoted else []
    yield from (words for words in quoted if not any(words in text for text in texts))


def _even(text: str) -> str:
    return _SPACE.sub(" ", text)


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
