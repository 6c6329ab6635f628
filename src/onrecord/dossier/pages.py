"""Give a dossier by pages: so many at a time, from where the page before ended, and how many there are in all."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.dossier import rows
from onrecord.dossier.choosing import choose
from onrecord.dossier.connections import translated
from onrecord.dossier.cursors import LIMIT, Page, cut, from_address, to_address
from onrecord.dossier.facts import Facts, Order
from onrecord.dossier.facts_kept import facts_of
from onrecord.dossier.filters import EVERYTHING, StatementFilter
from onrecord.dossier.rows import fold
from onrecord.dossier.store import Dossier
from onrecord.errors import SettingsError
from onrecord.records import CountryShare, Statement, When

MOSTLY_ABOUT = 0.25
"""A document without a statement about a country is listed with it from this share of its country mentions on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHead:
    """A document without its text; *statements* of its current reading (rejected ones too) and *issues* are counted."""

    id: str
    title: str | None
    publisher: str | None
    authors: tuple[str, ...]
    language: str
    media_type: str
    published: When
    countries: tuple[CountryShare, ...]
    statements: int
    issues: int


# Statements


def statement_page(
    dossier: Dossier,
    wanted: StatementFilter = EVERYTHING,
    *,
    order: Order = "document",
    after: str | None = None,
    before: str | None = None,
    limit: int = LIMIT,
) -> Page[Statement]:
    """Return a page of the wanted statements.

    Args:
        dossier: where from.
        wanted: which.
        order: in which order.
        after: what the page before gave as its *after*; the page begins behind it.
        before: what the page behind gave as its *before*; the page ends in front of it.
        limit: at most so many.

    Raises:
        SettingsError: *after* or *before* is no such address.
    """
    with dossier.snapshot(), translated(dossier.path):
        facts = facts_of(dossier)
        chosen = facts.ordered(choose(dossier.connection, facts, wanted), order)
        ranks = facts.ranks(order)
        behind, front = (_rank(facts, ranks, address) for address in (after, before))
        first, last = cut(
            len(chosen),
            None if behind is None else int(np.searchsorted(ranks[chosen], behind, "right")),
            None if front is None else int(np.searchsorted(ranks[chosen], front, "left")),
            limit,
        )
        numbers = facts.column("id")[chosen[first:last]].tolist()
        found = dossier.statements_by_row(numbers)
    return Page(
        items=tuple(found[n] for n in numbers),
        after=_address(facts, int(chosen[last - 1])) if first < last < len(chosen) else None,
        before=_address(facts, int(chosen[first])) if 0 < first < last else None,
        total=len(chosen),
    )


def _address(facts: Facts, place: int) -> str:
    reading = int(facts.reading_of[place])
    key = (int(facts.column("id")[place]), facts.readings[reading].order_key, place - int(facts.starts[reading]))
    return to_address(key)


def _rank(facts: Facts, ranks: NDArray[np.int64], address: str | None) -> int | None:
    """Return the rank of the statement at an address; if it has been replaced, of what stands there now."""
    if address is None:
        return None
    number, order_key, nth = from_address(address, tuple[int, str, int])
    found = facts.places(np.array([number], np.int64))
    place = int(found[0]) if len(found) else facts.nearest_place(order_key, nth)
    return int(ranks[place]) if place < len(ranks) else len(ranks)


# Documents


def document_page(
    dossier: Dossier,
    *,
    country: str | None = None,
    text: str | None = None,
    publisher: str | None = None,
    media_type: str | None = None,
    order: Literal["document", "newest"] = "newest",
    after: str | None = None,
    before: str | None = None,
    limit: int = LIMIT,
) -> Page[DocumentHead]:
    """Return a page of documents, without loading their texts.

    Args:
        dossier: where from.
        country: only those with a statement on this country, or mostly about it.
        text: only those whose title or publisher has this in it; case and accents are ignored.
        publisher: only of this one.
        media_type: only of this one, for example "application/pdf".
        order: `newest`: the latest day of publication first; `document`: the earliest; unknown days always last.
        after: what the page before gave as its *after*.
        before: what the page behind gave as its *before*.
        limit: at most so many.

    Raises:
        SettingsError: *after* or *before* is no such address.
    """
    with dossier.snapshot(), translated(dossier.path):
        db = dossier.connection
        listed = _listed(db, publisher=publisher, media_type=media_type, text=text)
        if country is not None:
            about = _about(db, country)
            listed = [(number, key) for number, key in listed if number in about]
        if order == "newest":
            listed = [*(x for x in reversed(listed) if _is_dated(x[1])), *(x for x in listed if not _is_dated(x[1]))]
        behind, front = (None if a is None else _passed(listed, a, order) for a in (after, before))
        first, last = cut(
            len(listed), None if behind is None else behind[1], None if front is None else front[0], limit
        )
        items = tuple(_heads(dossier, [number for number, _ in listed[first:last]]))
    return Page(
        items=items,
        after=to_address(listed[last - 1][1]) if first < last < len(listed) else None,
        before=to_address(listed[first][1]) if 0 < first < last else None,
        total=len(listed),
    )


def document_head(dossier: Dossier, id: str) -> DocumentHead:
    """Return a document without its text.

    Raises:
        SettingsError: there is none of this id.
    """
    sql = "SELECT r.id FROM documents d JOIN readings r ON r.document = d.id AND r.is_current = 1 WHERE d.key = ?"
    with dossier.snapshot(), translated(dossier.path):
        found = dossier.connection.execute(sql, (id,)).fetchone()
        if not found:
            raise SettingsError("there is no such document.", where=id, do="the sources list names them")
        return _heads(dossier, [found[0]])[0]


def _is_dated(order_key: str) -> bool:
    return not order_key.startswith("unknown ")


def _listed(db: sqlite3.Connection, **wanted: str | None) -> list[tuple[int, str]]:
    """Return the current readings (row, order key) whose documents are wanted, in the order of documents."""
    text = fold(wanted["text"] or "")
    sql = (
        "SELECT r.id, r.order_key, t.detail ->> '$.title', t.detail ->> '$.publisher' AS publisher,"
        " t.detail ->> '$.media_type' AS media_type FROM readings r JOIN texts t ON t.id = r.text"
        " WHERE r.is_current = 1 AND coalesce(:publisher, publisher, '') = coalesce(publisher, '')"
        " AND coalesce(:media_type, media_type) = media_type ORDER BY r.order_key"
    )
    given = {"publisher": wanted["publisher"], "media_type": wanted["media_type"]}
    return [
        (number, key)
        for number, key, title, publisher, _ in db.execute(sql, given)
        if text in fold(f"{title or ''}\n{publisher or ''}")
    ]


def _about(db: sqlite3.Connection, country: str) -> set[int]:
    spoken = "SELECT DISTINCT reading FROM statements WHERE country = ?"
    mentioned = (
        "SELECT r.id FROM readings r JOIN texts t ON t.id = r.text, json_each(t.detail, '$.countries') j"
        " WHERE r.is_current = 1 AND j.value ->> '$.code' = ? AND j.value ->> '$.share' >= ?"
    )
    found = [*db.execute(spoken, (country,)), *db.execute(mentioned, (country, MOSTLY_ABOUT))]
    return {number for (number,) in found}


def _passed(listed: Sequence[tuple[int, str]], address: str, order: str) -> tuple[int, int]:
    """Return how many of the list stand in front of an address, without and with what has it."""
    key = _place_of(from_address(address, str), order)
    places = [_place_of(one, order) for _, one in listed]
    return sum(place < key for place in places), sum(place <= key for place in places)


def _place_of(order_key: str, order: str) -> tuple[bool, tuple[int, ...]]:
    """Return what sorts as the list does."""
    is_dated = _is_dated(order_key)
    letters = tuple(-ord(c) if order == "newest" and is_dated else ord(c) for c in order_key)
    return not is_dated, letters


_HEAD = (
    "SELECT d.key, t.published_start, t.published_end, t.detail,"
    " (SELECT count(*) FROM statements WHERE reading = r.id),"
    " (SELECT count(*) FROM issues WHERE document = d.key)"
    " FROM readings r JOIN texts t ON t.id = r.text JOIN documents d ON d.id = r.document WHERE r.id = ?"
)
_details = msgspec.json.Decoder(rows.TextDetail)


def _heads(dossier: Dossier, readings: Sequence[int]) -> list[DocumentHead]:
    return [_head(*dossier.connection.execute(_HEAD, (number,)).fetchone()) for number in readings]


def _head(key: str, start: str | None, end: str | None, text: str, statements: int, issues: int) -> DocumentHead:
    with rows.readable(f"the head of document {key}"):
        detail = _details.decode(text)
    return DocumentHead(
        id=key,
        title=detail.title,
        publisher=detail.publisher,
        authors=detail.authors,
        language=detail.language,
        media_type=detail.media_type,
        published=When(start=start, end=end, precision=detail.precision, basis=detail.basis),
        countries=detail.countries,
        statements=statements,
        issues=issues,
    )
