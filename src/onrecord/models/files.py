"""Load the shipped model files: the only place in the package that reads them from disk."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from onrecord.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WIDTH = 384
"""Length of a word vector and of a hidden state."""

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordVectors:
    """A table of word vectors: `codes[i] * scale[i]` is the vector of word piece *i*.

    *codes* is (pieces, 384) int8, *scale* (pieces, 1) float32.
    """

    codes: NDArray[np.int8]
    scale: NDArray[np.float32]

    def look_up(self, pieces: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the vectors of *pieces*, of any shape, with one more axis of 384."""
        return self.codes[pieces] * self.scale[pieces]


@cache
def load_tokenizer() -> Tokenizer:
    """Load the word-piece tokenizer, without padding and truncation."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(read("tokenizer.json").decode())
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


@cache
def load_words() -> WordVectors:
    """Load the word vectors that all encoders share."""
    arrays = load_arrays("words.npz")
    return WordVectors(codes=arrays["codes"], scale=arrays["scale"])


def load_arrays(name: str) -> Arrays:
    """Load the arrays of an `.npz` file by their names."""
    with np.load(io.BytesIO(read(name)), allow_pickle=False) as stored:
        return {key: stored[key] for key in stored.files}


def load_session(name: str, threads: int) -> Any:
    """Open an ONNX graph for running on *threads* threads of the processor."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # the graphs hold fused operators where those are faster; fusing more makes them slower
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    return onnxruntime.InferenceSession(read(name), options, providers=["CPUExecutionProvider"])


def read(name: str) -> bytes:
    """Read a shipped model file.

    Raises:
        ModelError: it is missing.
    """
    try:
        return files("onrecord.models").joinpath("data", name).read_bytes()
    except FileNotFoundError as exc:
        raise ModelError(
            f"the model file {name} is missing.",
            where="onrecord/models/data",
            do="install onrecord again; the wheel holds the models",
        ) from exc
