"""Vectors of training texts by the shipped sentence encoder, kept between runs."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.models.embedder import Embedder

CHUNK = 2000


def embed(texts: list[str], cache: Path) -> NDArray[np.float32]:
    """Return (n_texts, 384) vectors; texts seen in an earlier run are read from the folder *cache*."""
    cache.mkdir(parents=True, exist_ok=True)
    embedder = Embedder(threads=2)
    parts = [_chunk(texts[i : i + CHUNK], cache, embedder) for i in range(0, len(texts), CHUNK)]
    return np.concatenate(parts) if parts else np.zeros((0, 384), np.float32)


def _chunk(texts: list[str], cache: Path, embedder: Embedder) -> NDArray[np.float32]:
    path = cache / (hashlib.sha256("\0".join(texts).encode()).hexdigest()[:24] + ".npy")
    if path.exists():
        stored: NDArray[np.float32] = np.load(path).astype(np.float32)
        return stored
    vectors = embedder.embed(texts)
    np.save(path, vectors.astype(np.float16))
    return vectors
