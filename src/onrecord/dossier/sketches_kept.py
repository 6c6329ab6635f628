"""Keep the sketches of all statements in the process, and bring them up to date when something was written."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from onrecord.dossier.vectors import WORDS, to_words

_CHANGED = (
    "SELECT f.reading, f.stamp, k.first, k.bits FROM facts f LEFT JOIN sketches k ON k.reading = f.reading"
    " WHERE f.stamp > ? ORDER BY f.stamp"
)


@dataclass(slots=True)
class Sketches:
    """The sketches of current readings, up to a stamp, in the order in which they came.

    *words* is (6, room) uint64, *ids* (room,) the rows of their statements, 0 where one is gone; *used* of the room is.
    """

    stamp: int = 0
    used: int = 0
    words: NDArray[np.uint64] = field(default_factory=lambda: np.zeros((WORDS, 0), np.uint64))
    ids: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    _places: dict[int, tuple[int, int]] = field(default_factory=dict)

    def refresh(self, db: sqlite3.Connection) -> None:
        """Read what was written since."""
        fresh: list[tuple[int, int, bytes]] = []
        for reading, stamp, first, bits in db.execute(_CHANGED, (self.stamp,)):
            self.stamp = stamp
            if bits is None:
                start, end = self._places.pop(reading, (0, 0))
                self.ids[start:end] = 0
            elif reading not in self._places:
                fresh.append((reading, first, bits))
        self._append(fresh)

    def _append(self, fresh: list[tuple[int, int, bytes]]) -> None:
        words = to_words(np.frombuffer(b"".join(bits for _, _, bits in fresh), np.uint8))
        start = self.used
        self._make_room(start + words.shape[1])
        self.words[:, start : start + words.shape[1]] = words
        for reading, first, bits in fresh:
            end = start + len(bits) // (8 * WORDS)
            self.ids[start:end] = np.arange(first, first + end - start)
            self._places[reading] = start, end
            start = end
        self.used = start

    def _make_room(self, needed: int) -> None:
        if needed > len(self.ids):
            more = max(needed, len(self.ids) * 5 // 4) - len(self.ids)
            self.words = np.concatenate([self.words, np.zeros((WORDS, more), np.uint64)], axis=1)
            self.ids = np.concatenate([self.ids, np.zeros(more, np.int64)])
