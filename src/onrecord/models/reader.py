"""Run the reader: where the cues of a window are, and how every unit stands to each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.models import files
from onrecord.models.geometry import distances, relations
from onrecord.models.windows import Window, make_windows
from onrecord.records import Span

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """What the encoder made of one window.

    *states* is (units, 384); *cue* is (units, 3): probabilities of standing outside a cue, of being the first unit of
    one, and of being a further unit. Rows of *cue* sum to 1.
    """

    window: Window
    states: Floats
    cue: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Transitions:
    """Scores of label sequences: of the first label (5,), of changes from row to column (5, 5), of the last (5,)."""

    start: Floats
    change: Floats
    stop: Floats


class Reader:
    """The fine-tuned encoder with its two heads, loaded at the first use.

    Args:
        threads: how many threads one call may use.
    """

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads

    @cached_property
    def _encoder(self) -> Any:
        return files.load_session("reader.onnx", self._threads)

    @cached_property
    def _pairs(self) -> Any:
        return files.load_session("pairs.onnx", self._threads)

    @cached_property
    def transitions(self) -> Transitions:
        """The learned scores of label sequences."""
        stored = files.load_arrays("transitions.npz")
        return Transitions(start=stored["start"], change=stored["change"], stop=stored["stop"])

    def windows(self, text: str, skip: Sequence[Span] = ()) -> list[Window]:
        """Cut *text* into windows, without the stretches *skip*."""
        return [w for w in make_windows(text, files.load_tokenizer(), skip) if w.own[0] < w.own[1]]

    def look(self, window: Window) -> Glance:
        """Encode one window (which has at least one unit) and look for cues."""
        vectors = files.load_words().look_up(window.pieces[None])
        feeds = {"vectors": vectors, "features": window.features[None], "first": window.first}
        states, scores = self._encoder.run(None, feeds)
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return Glance(window=window, states=states, cue=powers / powers.sum(axis=1, keepdims=True))

    def relate(self, glance: Glance, cues: Sequence[tuple[int, int]]) -> Floats:
        """Score, for each cue, the five labels of every unit.

        Args:
            glance: the window.
            cues: first unit and unit after the last, of each cue; at least one.

        Returns:
            (n_cues, n_units, 5) float32: outside, first of source, source, first of content, content.
        """
        n = len(glance.window.units)
        feeds = {
            "states": glance.states,
            "first": np.array([a for a, _ in cues], np.int64),
            "last": np.array([b - 1 for _, b in cues], np.int64),
            "distance": np.stack([distances(n, cue) for cue in cues]),
            "relation": np.stack([relations(glance.window, cue) for cue in cues]),
        }
        scores: Floats = self._pairs.run(None, feeds)[0]
        return scores
