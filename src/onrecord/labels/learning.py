"""Move one linear head towards what reviews say, held back by what it was trained on.

The shipped sample stands for the training texts: what the head says of them is to change as little as can be, and its
weights are to stay near where they are. How much that holds a weight back is the second derivative of the training loss
where the shipped head is, so that nothing of the training has to be run again, and without reviews nothing moves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.labels.descent import Flat, minimise
from onrecord.labels.features import Floats
from onrecord.labels.heads import sigmoid, softmax

STEPS = 60
_NEGLIGIBLE = 0.003
"""Training texts that a label is sure of (p(1-p) below this) do not hold it back: they are sure either way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One head and the reviews that it is moved by.

    *now* (n, labels) are the head's raw scores of the reviewed statements; *targets* (n, labels) what is right, 0 or 1;
    *given* (n,) 0 where the review says nothing of this label; *holds* (labels, d, d) are the Cholesky factors of what
    holds each label back; *reach* (labels, n, d) are the statements' features seen through these: in such coordinates,
    moving by some length costs half its square.
    """

    now: Floats
    targets: Floats
    given: Floats
    holds: Floats
    reach: Floats
    is_softmax: bool

    def probabilities(self, logits: Floats) -> Floats:
        """Return 0 to 1 for raw scores."""
        return softmax(logits) if self.is_softmax else sigmoid(logits)

    def moved(self, by: Floats) -> Floats:
        """Return the raw scores when the head is moved by (labels, d) coordinates."""
        out: Floats = self.now + np.matmul(self.reach, by[:, :, None])[:, :, 0].T
        return out

    def weights(self, by: Floats) -> Floats:
        """Return (d, labels): by how much the coordinates *by* move each weight of the head."""
        upper = self.holds.transpose(0, 2, 1)
        return np.linalg.solve(upper, by[:, :, None])[:, :, 0].T.astype(np.float32)


def make_task(
    features: Floats, now: Floats, weights: Floats, ridge: Floats, size: int, said: tuple[Floats, Floats], *,
    is_softmax: bool,
) -> Task:  # fmt: skip
    """Make the task of one head.

    Args:
        features: (size + n, d) of the sample and, below, of the reviewed statements; the last column all ones.
        now: (size + n, labels), the head's raw scores.
        weights: (size,), how much of the training each text of the sample stands for.
        ridge: (d,), the penalty on moving each weight.
        size: of the sample.
        said: (n,) whether a review says something of this label, and (n, labels) what.
        is_softmax: one label a statement; otherwise each is a question of its own.
    """
    p = softmax(now[:size]) if is_softmax else sigmoid(now[:size])
    bend = p * (1 - p) * weights[:, None]
    bend[p * (1 - p) < _NEGLIGIBLE] = 0.0
    holds = np.stack([_hold(features[:size], column, ridge) for column in bend.T])
    reach = np.stack([np.linalg.solve(hold, features[size:].T).T for hold in holds])
    return Task(now=now[size:], targets=said[1], given=said[0], holds=holds, reach=reach, is_softmax=is_softmax)


def _hold(features: Floats, bend: Floats, ridge: Floats) -> Floats:
    used = np.flatnonzero(bend > 0)
    scaled = features[used] * np.sqrt(bend[used])[:, None]
    out: Floats = np.linalg.cholesky(scaled.T @ scaled + np.diag(ridge))
    return out


def learn(task: Task, weights: Floats, start: Floats | None = None) -> Floats:
    """Return (labels, d) coordinates: how to move the head where each statement counts as *weights* (n,) say."""
    used = np.flatnonzero(weights * task.given)
    reach, now, targets = task.reach[:, used], task.now[used], task.targets[used]
    weight = weights[used][:, None]
    shape = (task.reach.shape[0], task.reach.shape[2])

    def loss(flat: Flat) -> tuple[float, Flat]:
        by = flat.reshape(shape).astype(np.float32)
        logits = now + np.matmul(reach, by[:, :, None])[:, :, 0].T
        errors = weight * (task.probabilities(logits) - targets)
        gradient = np.matmul(errors.T[:, None, :], reach)[:, 0] + by
        value = float((weight * log_loss(logits, targets, is_softmax=task.is_softmax)).sum(dtype=np.float64))
        return value + 0.5 * float((by**2).sum(dtype=np.float64)), gradient.ravel().astype(np.float64)

    begin = np.zeros(shape) if start is None else start
    found = minimise(loss, begin.ravel().astype(np.float64), _curvature(reach, now, weight, task), steps=STEPS)
    return found.reshape(shape).astype(np.float32)


def _curvature(reach: Floats, now: Floats, weight: Floats, task: Task) -> Flat:
    """Return about the second derivative of the loss along each coordinate."""
    p = task.probabilities(now)
    bend = weight * np.maximum(p * (1 - p), 0.05)
    out: Flat = (1 + np.einsum("knd,nk->kd", reach**2, bend)).ravel().astype(np.float64)
    return out


def log_loss(logits: Floats, targets: Floats, *, is_softmax: bool) -> Floats:
    """Return the log loss of each text: (n, labels), or (n, 1) for softmax."""
    if is_softmax:
        shifted = logits - logits.max(axis=1, keepdims=True)
        log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        own: Floats = -(targets * log_p).sum(axis=1, keepdims=True)
        return own
    out: Floats = np.logaddexp(np.float32(0), logits) - targets * logits
    return out
