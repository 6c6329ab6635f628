"""Keep the facts of a dossier in the process, and bring them up to date when something was written."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from onrecord.dossier import facts
from onrecord.dossier.facts import FORMAT, Facts, Reading, assembled
from onrecord.dossier.sketches_kept import Sketches
from onrecord.dossier.store import Dossier

_MOST_KEPT = 2
"""Dossiers whose facts are kept: about 150 MB each at a million statements."""

_CHANGED = (
    "SELECT f.reading, f.stamp, f.body, r.text, r.order_key, r.is_current"
    " FROM facts f JOIN readings r ON r.id = f.reading WHERE f.stamp > ? ORDER BY f.stamp"
)


@dataclass(slots=True)
class _Kept:
    """The facts up to a stamp; *bodies* are those of each current reading, packed."""

    stamp: int = 0
    readings: dict[int, Reading] = field(default_factory=dict)
    bodies: dict[int, bytes] = field(default_factory=dict)
    facts: Facts | None = None
    sketches: Sketches = field(default_factory=Sketches)
    lock: threading.Lock = field(default_factory=threading.Lock)


_kept: dict[tuple[object, ...], _Kept] = {}
_lock = threading.Lock()


def facts_of(dossier: Dossier) -> Facts:
    """Return the facts of all statements, as the snapshot has them that the caller holds.

    They stay in the process; only what was written since the last call is read.
    """
    with _current(dossier) as kept:
        return _brought_up(kept, dossier.connection)


@contextmanager
def sketches_of(dossier: Dossier) -> Iterator[Sketches]:
    """Give the sketches of all statements as the caller's snapshot has them; others wait meanwhile."""
    with _current(dossier) as kept:
        kept.sketches.refresh(dossier.connection)
        yield kept.sketches


@contextmanager
def _current(dossier: Dossier) -> Iterator[_Kept]:
    """Give what is kept, or something empty where it cannot be used: no other thread changes it meanwhile."""
    if dossier.is_writing:  # what is not committed may be undone: it is kept nowhere
        yield _Kept()
        return
    (stamp,) = dossier.connection.execute("SELECT coalesce(max(stamp), 0) FROM facts").fetchone()
    with _lock:
        kept = _kept.setdefault(_identity(dossier), _Kept())
        _forget_others(kept)
    with kept.lock:
        is_later = max(kept.stamp, kept.sketches.stamp) > stamp  # another thread has seen a later state already
        yield _Kept() if is_later else kept


def _identity(dossier: Dossier) -> tuple[object, ...]:
    (birth,) = dossier.connection.execute("SELECT birth FROM births").fetchone()
    file = dossier.path.stat()
    return birth, file.st_dev, file.st_ino


def _forget_others(kept: _Kept) -> None:
    """Keep this one and the one before it."""
    mine = next(key for key, value in _kept.items() if value is kept)
    _kept[mine] = _kept.pop(mine)  # to the end
    while len(_kept) > _MOST_KEPT:
        del _kept[next(iter(_kept))]


def _brought_up(kept: _Kept, db: sqlite3.Connection) -> Facts:
    changed = db.execute(_CHANGED, (kept.stamp,)).fetchall()
    camps: dict[int, str] = {}
    for number, stamp, body, text, order_key, is_current in changed:
        kept.stamp = stamp
        if not is_current:
            kept.readings.pop(number, None)
            kept.bodies.pop(number, None)
            continue
        kept.readings[number] = Reading(id=number, text=text, order_key=order_key)
        is_packed = body is not None and body.startswith(FORMAT)
        kept.bodies[number] = body[len(FORMAT) :] if is_packed else facts.pack(db, number, camps)
    if kept.facts is None or changed:
        order = sorted(kept.readings.values(), key=lambda reading: reading.order_key)
        kept.facts = assembled((reading, kept.bodies[reading.id]) for reading in order)
    return kept.facts
