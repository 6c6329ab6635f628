"""Link commitments and statements by the vectors and words that the dossier keeps of both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.commitments.matching import Matter, match
from onrecord.commitments.tracking import NO_STEMS, matter_of, of_commitment, stems_of
from onrecord.dossier import commitments, connections, rows
from onrecord.dossier.store import Dossier
from onrecord.dossier.vectors import restore
from onrecord.records import DeclaredCountry
from onrecord.reference.countries import Gazetteer

NEAREST = 200
"""So many of each `_AT_ONCE` statements are nearest to a commitment: what bears on it is hardly ever farther."""
_AT_ONCE = 25_000
"""Vectors held at once: 40 MB."""
_ROWS = 500
_CURRENT = (
    "FROM statements s JOIN readings r ON r.id = s.reading AND r.is_current = 1"
    " JOIN documents d ON d.id = r.document JOIN vectors v ON v.statement = s.id"
)


def link_document(dossier: Dossier, document: str) -> int:
    """Link the statements of a document's current reading to the commitments of the countries that they are about.

    Returns:
        How many links there are now.
    """
    matters = _statements(dossier, "d.key = ?", (document,))
    countries = sorted({matter.country for matter in matters if matter.country})
    marks = ", ".join("?" * len(countries))
    asked = _commitments(dossier, f"country IN ({marks})", countries) if countries else []
    links = match(asked, matters)
    with dossier.transaction() as db:
        commitments.drop_links(db, "statement", [int(matter.id) for matter in matters])
    commitments.put_links(dossier, links)
    return len(links)


def link_commitments(dossier: Dossier, ids: Iterable[str]) -> int:
    """Link commitments to the statements about their countries; what they were linked to before is done anew.

    Only the `NEAREST` statements by meaning are compared by their words.

    Returns:
        How many links there are now.
    """
    asked = _commitments(dossier, "1", (), set(ids))
    with dossier.transaction() as db:
        commitments.drop_links(db, "commitment", [int(one.id) for one in asked])
    count = 0
    for country in sorted({one.country for one in asked if one.country}):
        of_country = [one for one in asked if one.country == country]
        near = _nearest(dossier, country, np.array([one.vector for one in of_country], np.float32))
        links = match(of_country, [matter for batch in _by_row(dossier, near) for matter in batch])
        commitments.put_links(dossier, links)
        count += len(links)
    return count


def _nearest(dossier: Dossier, country: str, asked: NDArray[np.float32]) -> list[int]:
    """Return the rows of the statements about *country* that are nearest to any of the vectors *asked*."""
    found: set[int] = set()
    sql = f"SELECT s.id, v.codes {_CURRENT} WHERE s.country = ? AND s.id > ? ORDER BY s.id LIMIT {_AT_ONCE}"
    last = 0
    while True:
        with connections.translated(dossier.path):
            batch = dossier.connection.execute(sql, (country, last)).fetchall()
        if not batch:
            return sorted(found)
        last = batch[-1][0]
        numbers = np.array([row[0] for row in batch])
        cosines = asked @ restore(_codes([row[1] for row in batch])).T
        for row in cosines:
            best = np.argpartition(-row, NEAREST)[:NEAREST] if len(row) > NEAREST else np.arange(len(row))
            found.update(int(number) for number in numbers[best])


def _codes(blobs: Sequence[bytes]) -> NDArray[np.int8]:
    return np.frombuffer(b"".join(blobs), np.int8).reshape(len(blobs), -1)


def _commitments(
    dossier: Dossier, condition: str, given: Sequence[Any], wanted: set[str] | None = None
) -> list[Matter]:
    names = _ignored(dossier)
    found = commitments.numbered(dossier, condition, given)
    return [
        replace(of_commitment(one, vector, names.get(one.by, NO_STEMS)), id=str(number))
        for number, one, vector in found
        if wanted is None or one.id in wanted
    ]


def _ignored(dossier: Dossier) -> dict[str, frozenset[str]]:
    """Return by country the stems of its names: they tell nothing about a matter."""
    return _stems_of_names(dossier.declared_countries())


@lru_cache(maxsize=8)
def _stems_of_names(declared: tuple[DeclaredCountry, ...]) -> dict[str, frozenset[str]]:
    countries = Gazetteer(declared).countries.values()
    return {c.code: stems_of((c.name, *c.demonyms, *c.also)) for c in countries}


def _by_row(dossier: Dossier, numbers: Sequence[int]) -> Iterator[list[Matter]]:
    for start in range(0, len(numbers), _ROWS):
        chosen = numbers[start : start + _ROWS]
        yield _statements(dossier, f"s.id IN ({', '.join('?' * len(chosen))})", chosen)


def _statements(dossier: Dossier, condition: str, given: Sequence[Any]) -> list[Matter]:
    """Return statements as they are compared; their ids are their rows."""
    names = _ignored(dossier)
    sql = f"SELECT s.id, s.country, s.quote, s.detail, s.packed, v.codes {_CURRENT} WHERE {condition} ORDER BY s.id"
    with connections.translated(dossier.path), rows.readable("the statements"):
        found = dossier.connection.execute(sql, given).fetchall()
        if not found:
            return []
        vectors = restore(_codes([row[5] for row in found]))
        return [_matter(row, vector, names) for row, vector in zip(found, vectors, strict=True)]


def _matter(row: Sequence[Any], vector: NDArray[np.float32], names: dict[str, frozenset[str]]) -> Matter:
    number, country, quote, text, packed, _ = row
    detail = rows.decode_statement_detail(text, packed)
    ignored = names.get(country, NO_STEMS)
    return matter_of(str(number), country, quote, vector, ignored, detail.rights, detail.instruments)
