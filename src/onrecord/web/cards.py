"""Statements as pages show them: with their document, their speakers told apart, their words cut out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.briefs.rows import Row, number_rows, number_sources
from onrecord.dossier import Dossier
from onrecord.errors import SettingsError
from onrecord.records import Document, Statement


def rows_of(dossier: Dossier, statements: Iterable[Statement]) -> list[Row]:
    """Return *statements* as rows, in their order; the numbers of rows and sources mean nothing beyond the page."""
    wanted = list(statements)
    whole = number_rows(wanted, number_sources(documents_of(dossier, (s.document for s in wanted))))
    by_id = {row.statement.id: row for row in whole}
    return [by_id[statement.id] for statement in wanted]


def documents_of(dossier: Dossier, ids: Iterable[str]) -> list[Document]:
    """Return the documents of these ids, each once."""
    return [dossier.document(id) for id in dict.fromkeys(ids)]


def rows_by_id(dossier: Dossier, ids: Sequence[str]) -> dict[str, Row]:
    """Return the statements of these ids as rows; those of readings that are no longer current are missing."""
    found = []
    for id in dict.fromkeys(ids):
        try:
            found.append(dossier.statement(id))
        except SettingsError:
            continue
    return {row.statement.id: row for row in rows_of(dossier, found)}
