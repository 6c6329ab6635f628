"""Find the least of a smooth convex function, with numpy alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Flat = NDArray[np.float64]
Loss = Callable[[Flat], tuple[float, Flat]]
"""A function of a flat vector: its value there, and its gradient."""

_MEMORY = 12
_ENOUGH_DESCENT = 1e-4
_HALVINGS = 20


def minimise(loss: Loss, start: Flat, curvature: Flat, *, steps: int, tolerance: float = 1e-4) -> Flat:
    """Return where *loss* is least, by limited-memory BFGS with halved steps.

    Args:
        loss: smooth and convex.
        start: where to begin.
        curvature: about the second derivative along each coordinate, positive: it sets the first scale.
        steps: at most so many.
        tolerance: done when no part of the gradient is larger, each measured against its curvature.

    Source: Nocedal and Wright, Numerical Optimization, algorithm 7.4.
    """
    at, past = start, deque[tuple[Flat, Flat, float]](maxlen=_MEMORY)
    value, gradient = loss(at)
    for _ in range(steps):
        if float(np.abs(gradient / curvature).max(initial=0.0)) < tolerance:
            break
        way = -_scaled(gradient, past, curvature)
        found = _walk(loss, at, value, gradient, way)
        if found is None:
            break
        new, value, new_gradient = found
        moved, turned = new - at, new_gradient - gradient
        at, gradient = new, new_gradient
        if (product := float(moved @ turned)) > 0:
            past.append((moved, turned, 1 / product))
    return at


def _walk(loss: Loss, at: Flat, value: float, gradient: Flat, way: Flat) -> tuple[Flat, float, Flat] | None:
    """Return the first of the whole step, its half, … from where the function is enough lower; None if none is."""
    slope, size = float(gradient @ way), 1.0
    for _ in range(_HALVINGS):
        new = at + size * way
        new_value, new_gradient = loss(new)
        if new_value <= value + _ENOUGH_DESCENT * size * slope:
            return new, new_value, new_gradient
        size /= 2
    return None


def _scaled(gradient: Flat, past: deque[tuple[Flat, Flat, float]], curvature: Flat) -> Flat:
    """Return the gradient times the inverse second derivative, as far as past steps tell it."""
    out, shares = gradient.copy(), list[float]()
    for moved, turned, scale in reversed(past):
        share = scale * float(moved @ out)
        shares.append(share)
        out -= share * turned
    out /= curvature
    for (moved, turned, scale), share in zip(past, reversed(shares), strict=True):
        out += (share - scale * float(turned @ out)) * moved
    return out
