"""The shipped sample of what the heads were trained on: numbers that stand for texts, no words of theirs."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import ModelError
from onrecord.labels.features import VECTOR_SCALE, Floats, list_columns
from onrecord.labels.heads import shipped_heads
from onrecord.records import sha256_hex


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """Training texts as the heads see them.

    *vectors* (n, 384), scaled; *lists* (n, n_list_columns); *words* hold for each text the columns of the vocabulary
    that it fills; *weights* (n, 3) say how much of all training each stands for, for rights, act and stance; *ridges*
    (3, 2) are the penalties that the heads were trained with, on the vector and on the rest.
    """

    vectors: Floats
    lists: Floats
    words: tuple[NDArray[np.int64], ...]
    weights: Floats
    ridges: Floats


def read_sample(data: bytes, heads: bytes) -> Sample:
    """Read the sample from the bytes of an `.npz` file.

    Raises:
        ModelError: it was not made in one run with these *heads*.
    """
    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    if str(arrays["heads"]) != sha256_hex(heads):
        raise ModelError(
            "the sample of the training texts does not belong to the label heads.",
            where="labels/data/sample.npz",
            do="run training/labels/sample.py, or install onrecord again",
        )
    codes = arrays["codes"].astype(np.float32)
    lengths = np.linalg.norm(codes, axis=1, keepdims=True)
    return Sample(
        vectors=codes * (np.float32(VECTOR_SCALE) / np.maximum(lengths, np.float32(1e-9))),
        lists=_lists(arrays),
        words=tuple(np.split(arrays["word_columns"].astype(np.int64), arrays["word_ends"][:-1])),
        weights=arrays["weights"].astype(np.float32),
        ridges=arrays["ridges"].astype(np.float32),
    )


def _lists(arrays: dict[str, NDArray[np.float32]]) -> Floats:
    ends = arrays["list_ends"].astype(np.int64)
    out = np.zeros((len(ends), len(list_columns())), np.float32)
    rows = np.repeat(np.arange(len(ends)), np.diff(ends, prepend=0))
    out[rows, arrays["list_columns"]] = arrays["list_values"]
    return out


@cache
def load_sample() -> Sample:
    """Load the shipped sample.

    Raises:
        ModelError: it is missing, or was not made in one run with the shipped heads.
    """
    file = resources.files(__package__).joinpath("data", "sample.npz")
    if not file.is_file():
        do = "run training/labels/sample.py, or install onrecord again"
        raise ModelError("the sample of the training texts is missing.", where="labels/data/sample.npz", do=do)
    return read_sample(file.read_bytes(), shipped_heads())
