"""What statements are filtered, ordered and counted by: of all statements at once, in arrays.

A row of the file says everything of one statement; a page asks a little of a million. So the few columns that filters
and counts are over stand in arrays, in the order of the document view: by day of publication (unknown last), then in
reading order.
"""

from __future__ import annotations

import sqlite3
import zlib
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, TypeVar, get_args

import numpy as np
from numpy.typing import NDArray

from onrecord.dossier.rows import decode_statement_detail, readable
from onrecord.errors import IntegrityError
from onrecord.records import ACTS, CAMPS, RIGHTS, STANCES, ReviewState, Voice

Order = Literal["document", "newest", "confidence"]
"""`document`: by day of publication, unknown last, then in reading order. `newest`: the last day first, undated
documents last. `confidence`: the surest statements first, those without a probability last."""
VOICES: tuple[Voice, ...] = get_args(Voice)
REVIEWS: tuple[ReviewState, ...] = get_args(ReviewState)
UNDATED = 0
_OTHER = 255
C = TypeVar("C")

Mask = NDArray[np.bool_]
"""(n,) bool: which of the statements, in their order."""

FACT = np.dtype(
    [
        ("id", "<i8"),
        ("country", "<u4"),
        ("rights", "<u4"),
        ("first", "<i4"),
        ("last", "<i4"),
        ("confidence", "<f4"),
        ("camps", "<u2"),
        ("act", "u1"),
        ("stance", "u1"),
        ("voice", "u1"),
        ("review", "u1"),
    ]
)
"""One statement: its row; its country (see `country_number`); one bit a right and a camp; the first and last day that
it counts by as numbers (20210304), `UNDATED` where there is none; the probability that it is a statement, NaN where it
is not known; positions in the lists of codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The current reading of a document: its row and that of its text, and what documents are ordered by."""

    id: int
    text: int
    order_key: str

    @property
    def is_dated(self) -> bool:
        """Tell whether the day of publication is known."""
        return not self.order_key.startswith("unknown ")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """All statements of current readings, in the order of documents.

    *starts* is (n_readings + 1,): the statements of `readings[i]` are `rows[starts[i]:starts[i + 1]]`.
    """

    readings: tuple[Reading, ...]
    starts: NDArray[np.int64]
    rows: NDArray[np.void]

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> NDArray[Any]:
        """Return one column of `FACT`, its values side by side in memory."""
        if name not in self._columns:
            self._columns[name] = np.ascontiguousarray(self.rows[name])
        return self._columns[name]

    @cached_property
    def _columns(self) -> dict[str, NDArray[Any]]:
        return {}

    def remembered(self, key: Hashable, count: Callable[[], C]) -> C:
        """Return what *count* returns, counted once for this state of the dossier; it stands for what *key* says."""
        if key not in self._counted:
            self._counted[key] = count()
        found: C = self._counted[key]
        return found

    @cached_property
    def _counted(self) -> dict[Hashable, Any]:
        return {}

    @cached_property
    def newest_first(self) -> NDArray[np.int64]:
        """Return (n,) positions: documents of the latest day first, undated ones last, each in reading order."""
        counts = np.diff(self.starts)
        order = np.array([*reversed(range(self.dated)), *range(self.dated, len(self.readings))], np.int64)
        return _ranges(self.starts[:-1][order], counts[order])

    @cached_property
    def dated(self) -> int:
        """Return of how many readings the day of publication is known: they come first."""
        return sum(reading.is_dated for reading in self.readings)

    @cached_property
    def reading_of_text(self) -> dict[int, int]:
        """Return the position in `readings` of the reading of each text, by the row of the text."""
        return {reading.text: n for n, reading in enumerate(self.readings)}

    @cached_property
    def surest_first(self) -> NDArray[np.int64]:
        """Return (n,) positions: the most probable statements first, those of unknown probability last."""
        return np.argsort(-self.column("confidence"), kind="stable")

    def ordered(self, mask: Mask, order: Order) -> NDArray[np.int64]:
        """Return the positions of the statements of a mask in an order."""
        if order == "document":
            return np.flatnonzero(mask)
        every = self.newest_first if order == "newest" else self.surest_first
        return every[mask[every]]

    def ranks(self, order: Order) -> NDArray[np.int64]:
        """Return (n,) the rank that each statement has in an order."""
        if order not in self._ranks:
            every = self.ordered(np.ones(len(self), np.bool_), order)
            ranks = np.empty(len(self), np.int64)
            ranks[every] = np.arange(len(self))
            self._ranks[order] = ranks
        return self._ranks[order]

    @cached_property
    def _ranks(self) -> dict[Order, NDArray[np.int64]]:
        return {}

    def readings_before(self, order_key: str) -> tuple[int, int]:
        """Return how many readings stand in front of a key in the order of documents, without and with what has it."""
        first = bisect_left(self.readings, order_key, key=lambda reading: reading.order_key)
        is_there = first < len(self.readings) and self.readings[first].order_key == order_key
        return first, first + is_there

    def nearest_place(self, order_key: str, nth: int) -> int:
        """Return where the *nth* statement of the document with this order key stands, or where it would."""
        n, _ = self.readings_before(order_key)
        if n == len(self.readings):
            return len(self)
        return min(int(self.starts[n]) + nth, max(int(self.starts[n]), int(self.starts[n + 1]) - 1))

    @cached_property
    def _place_of(self) -> NDArray[np.int32]:
        ids = self.column("id")
        places = np.full(int(ids.max(initial=0)) + 1, -1, np.int32)
        places[ids] = np.arange(len(ids), dtype=np.int32)
        return places

    def places(self, ids: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the positions of statements by their rows; those that are not current are left out."""
        known = ids[(ids >= 0) & (ids < len(self._place_of))]
        found = self._place_of[known]
        return found[found >= 0]

    def mask_of(self, ids: NDArray[np.int64]) -> Mask:
        """Return which statements have one of these rows."""
        mask = np.zeros(len(self), np.bool_)
        mask[self.places(ids)] = True
        return mask

    @cached_property
    def reading_of(self) -> NDArray[np.int32]:
        """Return (n,) the position in `readings` of each statement's."""
        return np.repeat(np.arange(len(self.readings), dtype=np.int32), np.diff(self.starts))

    @cached_property
    def _reading_places(self) -> dict[int, int]:
        return {reading.id: n for n, reading in enumerate(self.readings)}

    def stretch(self, reading: int) -> slice:
        """Return where the statements of a reading stand, by its row; nowhere if it is not current."""
        n = self._reading_places.get(reading)
        return slice(0, 0) if n is None else slice(int(self.starts[n]), int(self.starts[n + 1]))


def _ranges(starts: NDArray[np.int64], counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the numbers of ranges of so many *counts* from each of *starts* on, one range after the other."""
    before = np.cumsum(counts) - counts
    return np.repeat(starts - before, counts) + np.arange(int(counts.sum()))


def country_number(code: str | None) -> int:
    """Return a number for a country's code: its letters, which are different for different codes; 0 for none."""
    data = (code or "").encode()
    return int.from_bytes(data, "big") if len(data) <= 3 else 0x8000_0000 | zlib.crc32(data)


def day_number(day: str | None) -> int:
    """Return an ISO day as a number that sorts as the day does: "2021-03" is 20210300, none is `UNDATED`."""
    digits = (day or "")[:10].replace("-", "")
    return int(digits.ljust(8, "0")[:8]) if digits.isdecimal() and len(digits) <= 8 else UNDATED


def last_number(day: str) -> int:
    """Return the greatest number of a day that lies in the year, month or day *day*."""
    digits = day[:10].replace("-", "")
    return int(digits.ljust(8, "9")[:8]) if digits.isdecimal() and len(digits) <= 8 else 99_999_999


def place_in(codes: tuple[str, ...], code: str) -> int:
    """Return the position of a code in its list."""
    return codes.index(code) if code in codes else _OTHER


def bits_of(codes: tuple[str, ...], found: Iterable[str]) -> int:
    """Return one bit for each code of the list that is *found*."""
    return sum(1 << codes.index(code) for code in set(found) if code in codes)


_ROWS = """
SELECT s.id, s.country, s.act, s.stance, s.voice, s.review,
    coalesce(s.time_start, s.time_end, t.published_start, t.published_end),
    coalesce(s.time_end, s.time_start, t.published_end, t.published_start), s.detail, s.packed
FROM readings r JOIN texts t ON t.id = r.text JOIN statements s ON s.reading = r.id
WHERE r.id = ? AND r.is_current = 1 ORDER BY s.position, s.key
"""
FORMAT = b"\x01"
"""Stands in front of packed facts; other codes, or another order of them, need another number."""


def refresh(db: sqlite3.Connection) -> None:
    """Pack the facts of readings that changed; in a transaction of the caller, at its end."""
    stale = db.execute("SELECT reading FROM facts WHERE body IS NULL").fetchall()
    camps: dict[int, str] = {}
    for (reading,) in stale:
        db.execute("UPDATE facts SET body = ? WHERE reading = ?", (FORMAT + pack(db, reading, camps), reading))


def pack(db: sqlite3.Connection, reading: int, camps: dict[int, str]) -> bytes:
    """Return the facts of the statements of a reading, in their order, as bytes of `FACT`; none if it is not current.

    Args:
        db: the dossier.
        reading: its row.
        camps: those of speakers already looked up, by their rows; others are added.
    """
    with readable(f"the statements of reading {reading}"):
        return np.array([_fact(db, camps, *row) for row in db.execute(_ROWS, (reading,))], FACT).tobytes()


def is_sound(db: sqlite3.Connection, reading: int, body: bytes) -> bool:
    """Tell whether packed facts are what the statements of a reading say; rows that cannot be read say nothing."""
    try:
        return not body.startswith(FORMAT) or body[len(FORMAT) :] == pack(db, reading, {})
    except IntegrityError:
        return True


def _fact(
    db: sqlite3.Connection, camps: dict[int, str], id: int, country: str | None, act: str, stance: str, voice: str,
    review: str, first: str | None, last: str | None, text: str, packed: bytes | None,
) -> tuple[float, ...]:  # fmt: skip
    detail = decode_statement_detail(text, packed)
    for speaker in detail.speakers:
        if speaker not in camps:
            found = db.execute("SELECT camp FROM speakers WHERE id = ?", (speaker,)).fetchone()
            camps[speaker] = found[0] if found else ""
    return (
        id,
        country_number(country),
        bits_of(RIGHTS, detail.rights),
        day_number(first),
        day_number(last),
        detail.confidence.get("statement", np.nan),
        bits_of(CAMPS, [camps[speaker] for speaker in detail.speakers]),
        place_in(ACTS, act),
        place_in(STANCES, stance),
        place_in(VOICES, voice),
        place_in(REVIEWS, review),
    )


def assembled(readings: Iterable[tuple[Reading, bytes]]) -> Facts:
    """Return the facts of readings that are given in their order."""
    found = list(readings)
    counts = np.array([0, *(len(body) // FACT.itemsize for _, body in found)], np.int64)
    return Facts(
        readings=tuple(reading for reading, _ in found),
        starts=np.cumsum(counts),
        rows=np.frombuffer(b"".join(body for _, body in found), FACT),
    )
