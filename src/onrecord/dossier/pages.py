"""Give a dossier by pages: so many at a time, from where the page before ended, and how many there are in all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.dossier import rows
from onrecord.dossier.choosing import choose
from onrecord.dossier.connections import translated
from onrecord.dossier.cursors import LIMIT, Page, cut, from_address, to_address
from onrecord.dossier.facts import Facts, Order, Reading
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
        facts = facts_of(dossier)
        listed = np.ones(len(facts.readings), np.bool_)
        if text or publisher or media_type:
            listed &= _described(dossier.connection, facts, text or "", publisher, media_type)
        if country is not None:
            listed &= _about(dossier, facts, country)
        ranks = _in_order(facts, listed, order)
        behind, front = (None if a is None else _passed(facts, a, order) for a in (after, before))
        first, last = cut(
            len(ranks),
            None if behind is None else int(np.searchsorted(ranks, behind[1], "left")),
            None if front is None else int(np.searchsorted(ranks, front[0], "left")),
            limit,
        )
        shown = [_reading_at(facts, int(rank), order) for rank in ranks[first:last]]
        items = tuple(_heads(dossier, [reading.id for reading in shown]))
    return Page(
        items=items,
        after=to_address(shown[-1].order_key) if shown and last < len(ranks) else None,
        before=to_address(shown[0].order_key) if shown and first else None,
        total=len(ranks),
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


def _described(
    db: sqlite3.Connection, facts: Facts, text: str, publisher: str | None, media_type: str | None
) -> NDArray[np.bool_]:
    """Return which readings are of documents with these words, of this publisher, of this kind."""
    sql = (
        "SELECT id, title, publisher FROM texts WHERE (?1 IS NULL OR publisher = ?1)"
        " AND (?2 IS NULL OR media_type = ?2)"
    )
    wanted = fold(text)
    found = (
        number
        for number, title, by in db.execute(sql, (publisher, media_type))
        if not wanted or wanted in _folded(f"{title or ''}\n{by or ''}")
    )
    return _of_texts(facts, found)


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else fold(text)


def _of_texts(facts: Facts, texts: Iterable[int]) -> NDArray[np.bool_]:
    places = facts.reading_of_text
    mask = np.zeros(len(facts.readings), np.bool_)
    mask[[places[number] for number in texts if number in places]] = True
    return mask


def _about(dossier: Dossier, facts: Facts, country: str) -> NDArray[np.bool_]:
    """Return which readings have a statement on a country, or are mostly about it."""
    about = np.zeros(len(facts.readings), np.bool_)
    about[facts.reading_of[choose(dossier.connection, facts, StatementFilter(country=country))]] = True
    mostly = facts.remembered("shares", lambda: _mostly(dossier.connection, facts))
    about[mostly.get(country, [])] = True
    return about


def _mostly(db: sqlite3.Connection, facts: Facts) -> dict[str, list[int]]:
    """Return by country the positions of the readings that are mostly about it."""
    places = facts.reading_of_text
    found: dict[str, list[int]] = {}
    for number, shares in db.execute("SELECT id, shares FROM texts WHERE shares IS NOT NULL"):
        for one in _shares.decode(shares) if number in places else ():
            if one.share >= MOSTLY_ABOUT:
                found.setdefault(one.code, []).append(places[number])
    return found


def _in_order(facts: Facts, listed: NDArray[np.bool_], order: str) -> NDArray[np.int64]:
    """Return the ranks of the listed readings in an order, ascending."""
    places = np.flatnonzero(listed)
    if order == "newest":
        dated = places[places < facts.dated]
        return np.concatenate([facts.dated - 1 - dated[::-1], places[len(dated) :]])
    return places


def _reading_at(facts: Facts, rank: int, order: str) -> Reading:
    is_turned = order == "newest" and rank < facts.dated
    return facts.readings[facts.dated - 1 - rank if is_turned else rank]


def _passed(facts: Facts, address: str, order: str) -> tuple[int, int]:
    """Return how many readings stand in front of an address in an order, without and with what has it."""
    key = from_address(address, str)
    first, last = facts.readings_before(key)
    if order == "newest" and not key.startswith("unknown "):
        return facts.dated - last, facts.dated - first
    return first, last


_HEAD = (
    "SELECT d.key, t.published_start, t.published_end, t.detail,"
    " (SELECT count(*) FROM statements WHERE reading = r.id),"
    " (SELECT count(*) FROM issues WHERE document = d.key)"
    " FROM readings r JOIN texts t ON t.id = r.text JOIN documents d ON d.id = r.document WHERE r.id = ?"
)
_details = msgspec.json.Decoder(rows.TextDetail)
_shares = msgspec.json.Decoder(tuple[CountryShare, ...])


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
