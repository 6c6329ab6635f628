"""Take in files of other programs and publishers, and weigh anew what hangs on them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from onrecord import imports
from onrecord.commitments import importing as commitments
from onrecord.dossier import Dossier
from onrecord.dossier.commitment_intake import take_imported
from onrecord.dossier.series import import_series
from onrecord.errors import Unsupported
from onrecord.figures import importing as series
from onrecord.figures.layouts import layouts
from onrecord.imports.parts import CodedRow, DocumentRow, NoteRow, Parsed, StatementRow
from onrecord.models import load_embedder
from onrecord.pipeline.import_documents import take_documents
from onrecord.pipeline.import_notes import NoteTaker
from onrecord.pipeline.import_parts import Account, Request, put_issues
from onrecord.pipeline.import_projects import ProjectTaker
from onrecord.pipeline.import_statements import StatementTaker
from onrecord.pipeline.weighing import check_figures
from onrecord.records import ImportReport, Issue
from onrecord.reference.countries import Gazetteer


def recognise(name: str, data: bytes) -> str | None:
    """Return the name of the format that a file is in, whoever wrote it; None where none knows it.

    A list of documents needs no more than an address: it comes last.
    """
    own = imports.recognise(name, data)
    if own is not None and own != imports.DOCUMENTS:
        return own
    return commitments.recognise(name, data) or series.recognise(name, data) or own


def import_file(
    dossier: Dossier,
    name: str,
    data: bytes,
    form: str | None = None,
    country: str | None = None,
    *,
    tell: Callable[[str], None] = lambda _: None,
    note: Callable[[str], None] = lambda _: None,
    request: Request | None = None,
) -> ImportReport:
    """Import a file: each row is added, updated, unchanged, or refused with its reason.

    Args:
        dossier: open for writing.
        name: the file's name.
        data: what it holds.
        form: its format; told by what it holds if None.
        country: code of the only country that is wanted, and of whose the rows are where they do not say; of
            commitments and indices alone.
        tell: told each row as it is settled, for a progress bar.
        note: told what was passed over.
        request: how files of other programs are taken in; they are refused without one.

    Raises:
        Refusal: nothing of it can be taken.
    """
    tables = imports.tables_in(data) if request is not None and form is None else {}
    if tables:
        parts = [
            import_file(dossier, f"{name}/{part}", held, kind, country, tell=tell, note=note, request=request)
            for part, (kind, held) in tables.items()
        ]
        return _together(name, parts)
    chosen = form or recognise(name, data)
    if chosen in imports.FORMATS and request is not None:
        asked = replace(request, name=name, tell=tell, note=note)
        return take_rows(dossier, imports.read(name, data, chosen, asked.by), asked)
    gazetteer = Gazetteer(dossier.declared_countries())
    if chosen in commitments.FORMATS:
        parsed = commitments.parse(name, data, chosen, gazetteer, country)
        for reason, count in parsed.passed_over.items():
            note(f"{name}: {count} rows {reason} were passed over")
        return take_imported(dossier, name, parsed, load_embedder().embed, tell)
    return _import_series(dossier, name, data, chosen, gazetteer)


def _import_series(dossier: Dossier, name: str, data: bytes, chosen: str | None, gazetteer: Gazetteer) -> ImportReport:
    if chosen is None or chosen not in layouts():
        forms = ", ".join((*imports.FORMATS, *commitments.FORMATS, *layouts()))
        do = f"documents are taken in by onrecord add; else say what it is: --as, one of {forms}"
        raise Unsupported("this is no file that can be imported, of commitments or of an index.", where=name, do=do)
    found, issues, rows_in = series.parse(name, data, chosen, gazetteer=gazetteer)
    report = import_series(dossier, found, issues, rows_in, origin=name, format=chosen)
    check_figures(dossier)
    return report


def _together(name: str, parts: Sequence[ImportReport]) -> ImportReport:
    """Return the account of the tables of one archive."""
    return ImportReport(
        origin=name,
        format=" + ".join(one.format for one in parts),
        rows_in=sum(one.rows_in for one in parts),
        added=sum(one.added for one in parts),
        updated=sum(one.updated for one in parts),
        unchanged=sum(one.unchanged for one in parts),
        refused=sum(one.refused for one in parts),
        issues=tuple(issue for one in parts for issue in one.issues),
    )


def take_rows(dossier: Dossier, parsed: Parsed, request: Request) -> ImportReport:
    """Take the rows of a file of another program into a dossier: documents first, then what is said of them."""
    account = Account(request)
    if parsed.unknown:
        request.note(f"{request.name}: columns that are not read: {', '.join(parsed.unknown)}")
    more: list[Issue] = []
    if parsed.format == imports.STATEMENTS:
        taker = StatementTaker(dossier, account)
        for row in parsed.rows:
            account.settle(taker.take(row) if isinstance(row, StatementRow) else _issue(row), _shown(row))
    else:
        more = _take_mixed(dossier, parsed, account)
    put_issues(dossier, request.name, account.issues)
    return account.report(parsed.format, more)


def _take_mixed(dossier: Dossier, parsed: Parsed, account: Account) -> list[Issue]:
    rows = list(parsed.rows)
    for row in rows:
        if isinstance(row, Issue):
            account.settle(row)
    documents = [row for row in rows if isinstance(row, DocumentRow)]
    sources, issues = take_documents(dossier, documents, parsed, account)
    if any(isinstance(row, NoteRow) for row in rows):
        taker = NoteTaker(dossier, parsed.format, account)
        for row in rows:
            if isinstance(row, NoteRow):
                account.settle(taker.take(row, sources), row.text)
    coded = [row for row in rows if isinstance(row, CodedRow)]
    if coded:
        ProjectTaker(dossier, parsed.format, account).take_all(coded, sources)
    return issues


def _issue(row: object) -> Issue:
    if isinstance(row, Issue):
        return row
    raise TypeError(f"a table of statements has no {type(row).__name__}")


def _shown(row: object) -> str:
    return row.quote or row.id if isinstance(row, StatementRow) else ""
