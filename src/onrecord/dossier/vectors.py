"""Keep vectors small, and find the near ones among very many.

A vector is kept twice: as one signed byte a dimension (`codes`), scaled so that its largest component is ±127, and as
one bit a dimension (its sign: the `sketch`). Sketches are compared first, because all of them fit into memory (48
bytes a statement); the best of them are then compared by their codes. Since vectors have length 1, the scale of the
codes need not be kept: the vector is the codes divided by their length.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_LARGEST = 127
_CHUNK_ROWS = 65_536
"""Sketches compared at once: a word of each takes 512 KB, which stays near the processor."""
WORDS = 6
"""Numbers of 64 bits in a sketch of 384."""


def quantise(vectors: NDArray[np.float32]) -> NDArray[np.int8]:
    """Return (n, width) int8 codes of (n, width) float32 *vectors*; a zero vector becomes zeros."""
    peaks = np.abs(vectors).max(axis=1, keepdims=True, initial=1e-12)
    codes: NDArray[np.int8] = np.rint(vectors * (_LARGEST / peaks)).astype(np.int8)
    return codes


def restore(codes: NDArray[np.int8]) -> NDArray[np.float32]:
    """Return (n, width) float32 vectors of length 1 (or 0) from their *codes*."""
    loose = codes.astype(np.float32)
    lengths = np.linalg.norm(loose, axis=1, keepdims=True)
    vectors: NDArray[np.float32] = (loose / np.maximum(lengths, 1e-12)).astype(np.float32)
    return vectors


def sketch(codes: NDArray[np.int8]) -> NDArray[np.uint8]:
    """Return (n, width / 8) uint8: the signs of (n, width) *codes*, eight a byte; the width is a multiple of 64."""
    return np.packbits(codes > 0, axis=1)


def to_words(sketches: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """Return (6, n) uint64 of n sketches of 48 bytes each: compared word by word, they are read in a row."""
    return np.ascontiguousarray(sketches.reshape(-1, 8 * WORDS).view(np.uint64).T)


def distances(query: NDArray[np.uint8], words: NDArray[np.uint64]) -> NDArray[np.uint16]:
    """Return in how many bits each of n sketches, as (6, n) *words*, differs from the (48,) sketch *query*."""
    out = np.zeros(words.shape[1], np.uint16)
    for start in range(0, len(out), _CHUNK_ROWS):
        part = out[start : start + _CHUNK_ROWS]
        for word, one in zip(words, query.view(np.uint64), strict=True):
            part += np.bitwise_count(word[start : start + _CHUNK_ROWS] ^ one)
    return out


def smallest(values: NDArray[np.uint16], count: int) -> NDArray[np.intp]:
    """Return the positions of the *count* smallest *values*, in no order; all of them where there are fewer."""
    if len(values) <= count:
        return np.arange(len(values))
    limit = int(np.searchsorted(np.cumsum(np.bincount(values)), count))
    under = np.flatnonzero(values < limit)
    return np.concatenate([under, np.flatnonzero(values == limit)[: count - len(under)]])
