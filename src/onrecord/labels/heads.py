"""The label heads: linear models over the features of a statement, small enough to be refitted on any machine."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import ModelError
from onrecord.labels.features import (
    VECTOR_SCALE,
    WORD_SCALE,
    Floats,
    Reading,
    list_columns,
    list_features,
    word_features,
)
from onrecord.records import ACTS, RIGHTS, STANCES


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """One linear model.

    *vector* is (384, n_labels), *lists* (n_list_columns, n_labels), *words* (n_vocabulary or 0, n_labels), *bias*
    (n_labels,).
    """

    vector: Floats
    lists: Floats
    words: Floats
    bias: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Raw scores of n statements: *rights* (n, 19) in 0..1 each; *acts* (n, 9) and *stances* (n, 4), rows sum to 1."""

    rights: Floats
    acts: Floats
    stances: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The heads for rights, act and stance, with the vocabulary of the first."""

    rights: Head
    acts: Head
    stances: Head
    vocabulary: dict[str, int]

    def score(self, vectors: NDArray[np.float32], readings: Sequence[Reading]) -> Scores:
        """Score statements.

        Args:
            vectors: (n_statements, 384), rows of length 1.
            readings: the words of the same statements.
        """
        scaled = vectors * np.float32(VECTOR_SCALE)
        lists = list_features(readings)
        columns = word_features([r.content for r in readings], self.vocabulary)
        return Scores(
            rights=_sigmoid(_logits(self.rights, scaled, lists, columns)),
            acts=_softmax(_logits(self.acts, scaled, lists, None)),
            stances=_softmax(_logits(self.stances, scaled, lists, None)),
        )


def _logits(head: Head, vectors: Floats, lists: Floats, columns: list[NDArray[np.int64]] | None) -> Floats:
    out: Floats = vectors @ head.vector + lists @ head.lists + head.bias
    for row, filled in zip(out, columns or (), strict=False):
        row += head.words[filled].sum(axis=0) * np.float32(WORD_SCALE)
    return out


def _sigmoid(x: Floats) -> Floats:
    out: Floats = np.reciprocal(1 + np.exp(-np.clip(x, -30, 30)))
    return out


def _softmax(x: Floats) -> Floats:
    powers: Floats = np.exp(x - x.max(axis=1, keepdims=True))
    out: Floats = powers / powers.sum(axis=1, keepdims=True)
    return out


def read_heads(data: bytes) -> Heads:
    """Read heads from the bytes of an `.npz` file.

    Raises:
        ModelError: the heads were made for other word lists or labels than these.
    """
    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    labels = [*RIGHTS, *ACTS, *STANCES]
    if arrays["columns"].tolist() != list(list_columns()) or arrays["labels"].tolist() != labels:
        raise ModelError(
            "the label heads do not fit the word lists of this version.",
            where="labels/data/heads.npz",
            do="run training/labels/train.py again, or install onrecord again",
        )
    vocabulary = {str(term): i for i, term in enumerate(arrays["vocabulary"].tolist())}
    heads = {name: _head(arrays, name) for name in ("rights", "acts", "stances")}
    return Heads(vocabulary=vocabulary, **heads)


def _head(arrays: dict[str, NDArray[np.float32]], name: str) -> Head:
    parts = {part: arrays[f"{name}_{part}"].astype(np.float32) for part in ("vector", "lists", "words", "bias")}
    return Head(**parts)


@cache
def load_heads() -> Heads:
    """Load the shipped heads."""
    return read_heads(resources.files(__package__).joinpath("data", "heads.npz").read_bytes())
