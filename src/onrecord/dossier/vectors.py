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
"""Sketches compared at once: 3 MB of bits and 3 MB of working space at 384 dimensions."""


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


def distances(query: NDArray[np.uint8], sketches: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Return in how many bits each of (n, bytes) *sketches* differs from the (bytes,) sketch *query*."""
    words, one = sketches.view(np.uint64), query.view(np.uint64)
    out = np.empty(len(words), np.uint16)
    for start in range(0, len(words), _CHUNK_ROWS):
        differing = np.bitwise_count(words[start : start + _CHUNK_ROWS] ^ one)
        out[start : start + _CHUNK_ROWS] = differing.sum(axis=1, dtype=np.uint16)
    return out


def smallest(values: NDArray[np.uint16], count: int) -> NDArray[np.intp]:
    """Return the positions of the *count* smallest *values*, in no order; all of them where there are fewer."""
    if len(values) <= count:
        return np.arange(len(values))
    return np.argpartition(values, count)[:count]
