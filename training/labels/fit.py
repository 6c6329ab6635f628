"""Fit linear models with a ridge penalty: all labels at once, dense and sparse features side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """Features of n texts: *dense* (n, d) and, or None, *sparse* (n, s)."""

    dense: NDArray[np.float32]
    sparse: csr_matrix | None = None

    def rows(self, index: NDArray[np.int64]) -> Features:
        """Return the features of some texts."""
        return Features(dense=self.dense[index], sparse=None if self.sparse is None else self.sparse[index])

    def width(self) -> int:
        """Return the number of columns, dense and sparse."""
        return self.dense.shape[1] + (0 if self.sparse is None else self.sparse.shape[1])

    def times(self, weights: Matrix) -> Matrix:
        """Return the features times *weights*, (width, labels)."""
        d = self.dense.shape[1]
        out = self.dense @ weights[:d].astype(np.float32)
        return (out if self.sparse is None else out + self.sparse @ weights[d:].astype(np.float32)).astype(np.float64)

    def transposed_times(self, errors: Matrix) -> Matrix:
        """Return the transposed features times *errors*, (n, labels)."""
        e = errors.astype(np.float32)
        dense = self.dense.T @ e
        return (dense if self.sparse is None else np.concatenate([dense, self.sparse.T @ e])).astype(np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """*weights* (width, labels) and *bias* (labels,)."""

    weights: Matrix
    bias: Matrix

    def logits(self, features: Features) -> Matrix:
        """Return (n, labels)."""
        return features.times(self.weights) + self.bias


def fit(
    features: Features, targets: Matrix, weight: Matrix, ridge: float, *, softmax: bool, steps: int = 150
) -> Fitted:
    """Fit weights that minimise the weighted log loss plus *ridge* times half the sum of squares.

    Args:
        features: of n texts.
        targets: (n, labels), 0 to 1; rows sum to 1 for softmax.
        weight: (n, labels), or (n, 1) for softmax; 0 leaves a cell out.
        ridge: penalty on the weights (not on the bias).
        softmax: one label a text; otherwise each label is a question of its own.
        steps: at most so many steps of L-BFGS.
    """
    width, labels = features.width(), targets.shape[1]

    def loss(flat: Matrix) -> tuple[float, Matrix]:
        weights, bias = flat[:-labels].reshape(width, labels), flat[-labels:]
        logits = features.times(weights) + bias
        value, errors = _softmax_loss(logits, targets, weight) if softmax else _binary_loss(logits, targets, weight)
        gradient = features.transposed_times(errors) + ridge * weights
        value += 0.5 * ridge * float((weights**2).sum())
        return value, np.concatenate([gradient.ravel(), errors.sum(axis=0)])

    start = np.zeros(width * labels + labels)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 20}).x
    return Fitted(weights=found[:-labels].reshape(width, labels), bias=found[-labels:])


def _binary_loss(logits: Matrix, targets: Matrix, weight: Matrix) -> tuple[float, Matrix]:
    value = float((weight * (np.logaddexp(0, logits) - targets * logits)).sum())
    return value, weight * (1 / (1 + np.exp(-logits)) - targets)


def _softmax_loss(logits: Matrix, targets: Matrix, weight: Matrix) -> tuple[float, Matrix]:
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -float((weight * targets * log_p).sum()), weight * (np.exp(log_p) - targets)
