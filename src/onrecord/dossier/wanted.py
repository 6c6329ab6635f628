"""What several filters together want, and documents by id or by country: nothing else is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
import numpy as np

from onrecord.dossier.choosing import choose
from onrecord.dossier.connections import translated
from onrecord.dossier.facts_kept import facts_of
from onrecord.dossier.filters import StatementFilter
from onrecord.dossier.pages import MOSTLY_ABOUT
from onrecord.dossier.store import Dossier
from onrecord.records import CountryShare, Document, Statement

_shares = msgspec.json.Decoder(tuple[CountryShare, ...])


def count_any(dossier: Dossier, wanted: Sequence[StatementFilter]) -> int:
    """Count the statements that at least one of the filters wants."""
    with dossier.snapshot(), translated(dossier.path):
        facts = facts_of(dossier)
        found = np.zeros(len(facts), np.bool_)
        for one in wanted:
            found |= choose(dossier.connection, facts, one)
    return int(found.sum())


def statements_any(dossier: Dossier, wanted: Sequence[StatementFilter]) -> Iterator[Statement]:
    """Give the statements that at least one of the filters wants, each once."""
    seen: set[str] = set()
    for one in wanted:
        for statement in dossier.statements(one):
            if statement.id not in seen:
                seen.add(statement.id)
                yield statement


def mostly_about(dossier: Dossier, country: str) -> set[str]:
    """Return the ids of the documents that mention a country often enough to be listed with it."""
    sql = (
        "SELECT d.key, t.shares FROM documents d JOIN readings r ON r.document = d.id AND r.is_current = 1"
        " JOIN texts t ON t.id = r.text WHERE instr(t.shares, ?) > 0"
    )
    with translated(dossier.path):
        found = dossier.connection.execute(sql, (country,)).fetchall()
    return {key for key, shares in found if _is_mostly(country, shares)}


def documents_of(dossier: Dossier, ids: Iterable[str]) -> Iterator[Document]:
    """Give the documents of these whole ids, each once, in the order of the ids."""
    yield from (dossier.document(id) for id in sorted(set(ids)))


def _is_mostly(country: str, shares: str) -> bool:
    return any(one.code == country and one.share >= MOSTLY_ABOUT for one in _shares.decode(shares))
