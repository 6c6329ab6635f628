"""Where the units of a window stand with regard to a cue, as small numbers that the reader has learned vectors for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onrecord.models.windows import Ints, Window

EXACT, FAR = 8, 7
DISTANCES = 2 * (EXACT + FAR) + 1
"""Distances are exact up to 8 units to either side, then by powers of two."""
RELATIONS = 8
"""Inside the cue or not, times same sentence or not, times same paragraph or not."""


def distances(n_units: int, cue: tuple[int, int]) -> Ints:
    """Number the distance of each unit from the nearer end of *cue*: (n_units,), 0 to `DISTANCES` - 1."""
    at = np.arange(n_units)
    gap = np.where(at < cue[0], at - cue[0], np.where(at >= cue[1], at - cue[1] + 1, 0))
    size = np.abs(gap)
    steps = np.ceil(np.log2(np.maximum(size, EXACT) / EXACT)).astype(np.int64)
    bucket = np.where(size <= EXACT, size, EXACT + np.minimum(steps, FAR))
    numbers: NDArray[np.int64] = EXACT + FAR + np.sign(gap) * bucket
    return numbers


def relations(window: Window, cue: tuple[int, int]) -> Ints:
    """Number how each unit stands to *cue*: (n_units,), 0 to `RELATIONS` - 1."""
    at = np.arange(len(window.units))
    inside = (at >= cue[0]) & (at < cue[1])
    same_sentence = window.sentences == window.sentences[cue[0]]
    same_paragraph = window.paragraphs == window.paragraphs[cue[0]]
    numbers: NDArray[np.int64] = inside * 4 + same_sentence * 2 + same_paragraph.astype(np.int64)
    return numbers
