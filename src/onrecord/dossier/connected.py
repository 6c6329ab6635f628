"""What stands beside one statement: its thread, findings, commitments, figure checks."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from onrecord.dossier import connections, threads
from onrecord.dossier.commitments import commitment
from onrecord.dossier.findings import FindingFilter, findings
from onrecord.dossier.series import checks
from onrecord.dossier.store import Dossier
from onrecord.records import Commitment, FigureCheck, Finding, Statement, Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """What a dossier sets beside a statement; *thread* is None where it is in none."""

    thread: Thread | None
    findings: tuple[Finding, ...]
    commitments: tuple[Commitment, ...]
    checks: tuple[FigureCheck, ...]


def connected(dossier: Dossier, statement: Statement, as_of: str) -> Connected:
    """Return what stands beside *statement*, rejected findings too; commitments have the status of the day *as_of*."""
    thread = threads.threads_of(dossier, [statement.id]).get(statement.id)
    with connections.translated(dossier.path), dossier.snapshot():
        held = _commitments(dossier.connection, statement.id)
    return Connected(
        thread=threads.thread(dossier, thread) if thread else None,
        findings=tuple(findings(dossier, FindingFilter(statement=statement.id, rejected=True))),
        commitments=tuple(commitment(dossier, key, as_of)[0] for key in held),
        checks=tuple(one for one in checks(dossier, document=statement.document) if one.statement == statement.id),
    )


def _commitments(db: sqlite3.Connection, statement: str) -> list[str]:
    sql = (
        "SELECT c.key FROM commitment_links l JOIN commitments c ON c.id = l.commitment JOIN statements s"
        " ON s.id = l.statement JOIN readings r ON r.id = s.reading AND r.is_current = 1 WHERE s.key = ? ORDER BY c.key"
    )
    return [key for (key,) in db.execute(sql, (statement,))]
