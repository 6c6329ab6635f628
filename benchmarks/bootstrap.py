"""Intervals of 95 %: what a figure is in samples drawn again and again from the documents that it was measured on."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

SEED = 20261121
DRAWS = 1000
T = TypeVar("T")


def draws(size: int, *, count: int = DRAWS, seed: int = SEED) -> Iterator[NDArray[np.int64]]:
    """Yield *count* samples of *size* from as many things, by number, each thing as often as it comes."""
    chance = np.random.default_rng(seed)
    return (chance.integers(0, size, size) for _ in range(count))


def intervals(
    items: Sequence[T],
    figures: Callable[[list[T]], Sequence[float]],
    *,
    count: int = DRAWS,
    seed: int = SEED,
) -> list[tuple[float, float]]:
    """Return the ends of the interval of each of *figures*; samples in which one is not defined (NaN) do not count."""
    rows = np.array([figures([items[i] for i in drawn]) for drawn in draws(len(items), count=count, seed=seed)])
    low, high = (np.full(rows.shape[1], np.nan) for _ in range(2))
    defined = ~np.isnan(rows).all(axis=0)
    low[defined], high[defined] = np.nanpercentile(rows[:, defined], [2.5, 97.5], axis=0)
    return list(zip(low.tolist(), high.tolist(), strict=True))


def interval(
    items: Sequence[T],
    figure: Callable[[list[T]], float],
    *,
    of: Callable[[T], Hashable] | None = None,
    count: int = DRAWS,
    seed: int = SEED,
) -> tuple[float, float]:
    """Return the ends of the interval of *figure*.

    Args:
        items: what the figure is reckoned from.
        figure: reckons it.
        of: names the document that an item is of, where whole documents are to be drawn; else items are drawn.
        count: how many samples.
        seed: of the drawing.
    """
    groups: dict[Hashable, list[T]] = {}
    for number, item in enumerate(items):
        groups.setdefault(number if of is None else of(item), []).append(item)
    (ends,) = intervals(
        list(groups.values()), lambda rows: [figure([i for row in rows for i in row])], count=count, seed=seed
    )
    return ends
