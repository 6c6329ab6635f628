"""Best label sequences under learned scores (Viterbi), for many cues at once.

Scores come for five labels. The states double them, so that a path knows whether it has passed a source: a statement
has one source span at most.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from onrecord.models.reader import Transitions

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

OUT, SOURCE_FIRST, SOURCE, CONTENT_FIRST, CONTENT = range(5)
"""Labels of a unit with regard to one cue."""
_STATES = np.array([OUT, CONTENT_FIRST, CONTENT, SOURCE_FIRST, SOURCE, OUT, CONTENT_FIRST, CONTENT])
"""The label of each state: before a source, in it, and after it."""
_PHASE = np.array([0, 0, 0, 1, 1, 2, 2, 2])
_BARRED = np.float32(-1e6)


def allow(transitions: Transitions) -> Transitions:
    """Turn scores of label sequences into scores of state sequences."""
    pairs = [[_may_follow(a, b) for b in range(len(_STATES))] for a in range(len(_STATES))]
    change = np.where(np.array(pairs), transitions.change[_STATES][:, _STATES], _BARRED)
    start = np.where(_PHASE < 2, transitions.start[_STATES], _BARRED)
    return Transitions(start=start, change=change, stop=transitions.stop[_STATES])


def _may_follow(a: int, b: int) -> bool:
    if _PHASE[b] == 1:
        return bool(_STATES[b] == (SOURCE_FIRST, SOURCE, -1)[_PHASE[a]])
    return bool(_PHASE[a] == _PHASE[b] or (_PHASE[a], _PHASE[b]) == (1, 2))


def best_paths(scores: Floats, lengths: Ints, states: Transitions) -> list[Ints]:
    """Return the best label path of each sequence.

    Args:
        scores: (n, length, 5), score of each label at each unit; what stands beyond a sequence's length is not looked
            at.
        lengths: (n,), each at least 1.
        states: what `allow` gives.
    """
    by_state = scores[:, :, _STATES]
    n, width, size = by_state.shape
    best = by_state[:, 0] + states.start
    back = np.zeros((n, width, size), np.int8)
    ends = best + states.stop
    for t in range(1, width):
        through = best[:, :, None] + states.change
        back[:, t] = through.argmax(axis=1)
        best = through.max(axis=1) + by_state[:, t]
        ends = np.where((lengths > t)[:, None], best + states.stop, ends)
    last = ends.argmax(axis=1)
    return [_STATES[_walk_back(back[i, : lengths[i]], int(last[i]))] for i in range(n)]


def _walk_back(back: NDArray[np.int8], last: int) -> Ints:
    path = np.empty(len(back), np.int64)
    path[-1] = last
    for t in range(len(back) - 1, 0, -1):
        path[t - 1] = back[t, path[t]]
    return path
