"""Readings of documents: who made the current ones, and new ones in their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onrecord.dossier import connections, writing
from onrecord.dossier.store import Dossier
from onrecord.records import Blob, Document, Issue, Statement, make_issue


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingHead:
    """The current reading of a *document*: its *reader*, and the *extractor* of the text that it is of."""

    document: str
    reader: str
    extractor: str
    language: str


def current(dossier: Dossier) -> list[ReadingHead]:
    """Return the current reading of every document, by day of publication."""
    sql = (
        "SELECT d.key, r.made_by, t.made_by, coalesce(t.detail ->> '$.language', 'und') FROM readings r"
        " JOIN documents d ON d.id = r.document JOIN texts t ON t.id = r.text WHERE r.is_current = 1"
        " ORDER BY r.order_key"
    )
    with connections.translated(dossier.path):
        found = dossier.connection.execute(sql).fetchall()
    return [ReadingHead(document=d, reader=r, extractor=e, language=language) for d, r, e, language in found]


def count_statements(dossier: Dossier, documents: Iterable[str]) -> int:
    """Return how many statements the current readings of documents have."""
    sql = (
        "SELECT count(*) FROM documents d JOIN readings r ON r.document = d.id AND r.is_current = 1"
        " JOIN statements s ON s.reading = r.id WHERE d.key = ?"
    )
    with connections.translated(dossier.path):
        return sum(dossier.connection.execute(sql, (key,)).fetchone()[0] for key in documents)


def replace_reading(
    dossier: Dossier,
    blob: Blob,
    document: Document,
    statements: Sequence[Statement],
    vectors: NDArray[np.float32],
    issues: Sequence[Issue],
    reader: str,
) -> bool:
    """Let a new reading of a kept document be the current one, with the issues that it met instead of the old ones.

    Returns:
        Whether there is a new one: a reader that has read this very text before adds nothing.
    """
    before = _current_row(dossier, document.id)
    with dossier.bulk():
        dossier.keep(blob, replace(document, sightings=()), statements, vectors, issues, reader)
        is_new = _current_row(dossier, document.id) != before
        if is_new:
            _settle_issues(dossier, document.id, issues)
    return is_new


def put_issue(dossier: Dossier, document: str, issue: Issue) -> None:
    """Store that a document could not be read again."""
    kept = make_issue(issue.kind, issue.stage, issue.what, issue.where, issue.do, document)
    with dossier.transaction() as db:
        writing.put_issues(db, [kept])


def _current_row(dossier: Dossier, document: str) -> int:
    sql = "SELECT r.id FROM readings r JOIN documents d ON d.id = r.document WHERE d.key = ? AND r.is_current = 1"
    (row,) = dossier.connection.execute(sql, (document,)).fetchone()
    return int(row)


def _settle_issues(dossier: Dossier, document: str, met: Sequence[Issue]) -> None:
    """Take away what was wrong with the reading before and is not any more."""
    keys = [issue.id for issue in met]
    sql = (
        f"DELETE FROM issues WHERE document = ? AND stage IN ('documents', 'statements', 'engine')"
        f" AND key NOT IN ({', '.join('?' * len(keys))}) AND key NOT IN (SELECT issue FROM refusals)"
        " AND key NOT IN (SELECT issue FROM intake_inputs WHERE issue IS NOT NULL)"
    )
    dossier.connection.execute(sql, (document, *keys))
