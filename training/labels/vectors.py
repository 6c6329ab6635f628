"""Vectors of training texts by the shipped sentence encoder, kept between runs."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.models.embedder import Embedder

EMBEDDER = Path(__file__).parents[2] / "src" / "onrecord" / "models" / "data" / "embedder.onnx"


def embed(texts: list[str], cache: Path) -> NDArray[np.float32]:
    """Return (n_texts, 384) vectors; those that this embedder made in an earlier run are read from *cache*."""
    cache.mkdir(parents=True, exist_ok=True)
    path = cache / f"vectors-{hashlib.sha256(EMBEDDER.read_bytes()).hexdigest()[:8]}.npz"
    known, rows = _load(path)
    names = [hashlib.sha256(text.encode()).hexdigest()[:16].encode() for text in texts]
    missing = sorted({n: t for n, t in zip(names, texts, strict=True) if n not in known}.items())
    if missing:
        new = Embedder(threads=2).embed([text for _, text in missing]).astype(np.float16)
        known |= {name: len(rows) + i for i, (name, _) in enumerate(missing)}
        rows = np.concatenate([rows, new])
        np.savez(path, keys=np.array(list(known)), rows=rows)
    found: NDArray[np.float32] = rows[[known[name] for name in names]].astype(np.float32)
    return found


def _load(path: Path) -> tuple[dict[bytes, int], NDArray[np.float16]]:
    if not path.exists():
        return {}, np.zeros((0, 384), np.float16)
    with np.load(path, allow_pickle=False) as stored:
        return {key: i for i, key in enumerate(stored["keys"].tolist())}, stored["rows"]
