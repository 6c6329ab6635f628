"""Everything that persons decided on threads, findings, commitments and concerns, as records to give away."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.dossier import commitment_decisions, concern_decisions
from onrecord.dossier.findings import finding_decisions
from onrecord.dossier.store import Dossier
from onrecord.dossier.thread_decisions import ThreadDecision
from onrecord.dossier.threads import thread_decisions
from onrecord.records import Decision


def all_decisions(dossier: Dossier) -> list[Decision]:
    """Return every decision that was written down, also those taken back, by kind in the order of writing."""
    return [*map(_on_thread, thread_decisions(dossier)), *_on_others(dossier)]


def _on_thread(one: ThreadDecision) -> Decision:
    return Decision(
        id=one.id,
        on="thread",
        decision=one.kind,
        by=one.by,
        at=one.at,
        why=one.why,
        about=one.thread.thread if one.thread else None,
        into=one.into.thread if one.into else None,
        statements=one.statements,
        name=one.name,
        undoes=one.undoes,
    )


def _on_others(dossier: Dossier) -> Iterator[Decision]:
    for found in finding_decisions(dossier):
        yield Decision(
            id=found.id, on="finding", decision=found.decision, by=found.by, at=found.at, why=found.why,
            about=found.finding,
        )  # fmt: skip
    for held in commitment_decisions.log(dossier):
        yield Decision(
            id=held.id, on="commitment", decision=held.decision, by=held.by, at=held.at, why=held.why,
            about=held.commitment, statements=(held.statement,) if held.statement else (), value=held.status,
            dated=held.dated, undoes=held.undoes,
        )  # fmt: skip
    for raised in concern_decisions.log(dossier):
        yield Decision(
            id=raised.id, on="concern", decision=raised.decision, by=raised.by, at=raised.at, why=raised.why,
            about=raised.concern, value=raised.state, version=raised.version, cites=raised.cites, undoes=raised.undoes,
        )  # fmt: skip
