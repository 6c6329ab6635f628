"""The shipped models: an encoder that reads, an encoder that embeds, and the table of word vectors that both share."""

from __future__ import annotations

from functools import cache

from onrecord.models.embedder import Embedder
from onrecord.models.reader import Reader

__all__ = ["Embedder", "Reader", "load_embedder", "load_reader"]


@cache
def load_embedder(threads: int = 1) -> Embedder:
    """Return the sentence encoder of this process; its files are read at the first use."""
    return Embedder(threads)


@cache
def load_reader(threads: int = 1) -> Reader:
    """Return the reader of this process; its files are read at the first use."""
    return Reader(threads)
