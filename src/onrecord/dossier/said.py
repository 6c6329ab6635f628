"""Which statements are a known speaker's, told without reading their rows."""

from __future__ import annotations

import sqlite3

import numpy as np
from numpy.typing import NDArray

from onrecord.dossier.facts import Facts, Mask, country_number

_PLACES = (
    "SELECT p.speaker, p.country, p.document FROM known_speakers k JOIN speaker_places p ON p.final = k.id"
    " WHERE k.key = ? AND p.statements > 0"
)


def said_by(db: sqlite3.Connection, facts: Facts, known: str) -> Mask:
    """Return which statements are those of the known speaker of this id, rejected ones too.

    Args:
        db: the dossier, in the snapshot that *facts* are of.
        facts: of all statements.
        known: the whole id.
    """
    mask = np.zeros(len(facts), np.bool_)
    every: dict[int, NDArray[np.int32]] = {}
    for speaker, country, document in db.execute(_PLACES, (known,)).fetchall():
        if speaker not in every:
            every[speaker] = _of_speaker(db, facts, speaker)
        places = every[speaker]
        here = facts.column("country")[places] == country_number(country or None)
        if document:
            here &= np.isin(places, _of_document(db, facts, document))
        mask[places[here]] = True
    return mask


def _of_speaker(db: sqlite3.Connection, facts: Facts, speaker: int) -> NDArray[np.int32]:
    sql = "SELECT statement FROM statement_speakers WHERE speaker = ?"
    return facts.places(np.array(db.execute(sql, (speaker,)).fetchall(), np.int64).reshape(-1))


def _of_document(db: sqlite3.Connection, facts: Facts, document: int) -> NDArray[np.int64]:
    sql = "SELECT id FROM readings WHERE document = ? AND is_current = 1"
    stretches = [facts.stretch(reading) for (reading,) in db.execute(sql, (document,))]
    return np.concatenate([np.arange(s.start, s.stop) for s in stretches] or [np.zeros(0, np.int64)])
