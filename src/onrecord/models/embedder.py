"""Turn sentences into vectors whose cosine says how near they are in meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.models import files

MAX_PIECES = 128
"""Longer texts are cut: their tail says nothing about the vector."""
BATCH_PIECES = 128
"""About how many word pieces, padding included, go through the encoder at once: what fits the cache of one core.

Sweep on an AMD EPYC core, 18,413 pieces of statements: 64 1.80 s, 128 1.76 s, 256 1.91 s, 512 2.16 s, 2048 3.57 s."""
MAX_PADDING = 8
"""How many pieces of padding a text may add to a batch: beyond that, a batch of its own costs less.

Statements of 30 news articles, 22,096 pieces: 23,210 with padding instead of 24,228, 3 % less time; 4 and 16 no
better.
"""


class Embedder:
    """The sentence encoder, loaded at the first use.

    Args:
        threads: how many threads one call may use.
    """

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads
        self._session: Any = None

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one vector a text.

        Args:
            texts: plain texts, best a sentence or a short paragraph each; at most 128 word pieces of each are read.

        Returns:
            (n_texts, 384) float32, rows of length 1. The vector of a text depends a little (cosine over 0.99) on the
            texts beside it, because activations are quantised by batch; the same list always gives the same vectors.
        """
        out = np.zeros((len(texts), files.WIDTH), np.float32)
        if not texts:
            return out
        encoded = [e.ids for e in files.load_tokenizer().encode_batch(list(texts))]
        pieces = [ids if len(ids) <= MAX_PIECES else [*ids[: MAX_PIECES - 1], ids[-1]] for ids in encoded]
        for batch in _batches([len(p) for p in pieces]):
            out[batch] = self._run([pieces[i] for i in batch])
        return out

    def _run(self, rows: list[list[int]]) -> NDArray[np.float32]:
        if self._session is None:
            self._session = files.load_session("embedder.onnx", self._threads)
        width = max(map(len, rows))
        ids = np.array([row + [0] * (width - len(row)) for row in rows], np.int64)
        mask = np.array([[1] * len(row) + [0] * (width - len(row)) for row in rows], np.int32)
        vectors = files.load_words().look_up(ids)
        meanings: NDArray[np.float32] = self._session.run(None, {"vectors": vectors, "mask": mask})[0]
        return meanings


def _batches(lengths: list[int]) -> Iterator[list[int]]:
    """Group positions of similar length; each group is at most `BATCH_PIECES` with its padding (or one text)."""
    batch: list[int] = []
    for i in sorted(range(len(lengths)), key=lengths.__getitem__):
        is_full = (len(batch) + 1) * lengths[i] > BATCH_PIECES
        if batch and (is_full or len(batch) * (lengths[i] - lengths[batch[-1]]) > MAX_PADDING):
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
