"""The set of pairs, each side used once, whose weights add up to most."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import rustworkx

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

_EXACT = 1000  # weights are compared in thousandths


def match(n_a: int, n_b: int, a: Ints, b: Ints, weight: Floats) -> Ints:
    """Match each of *a* to at most one of *b* so that the sum of weights is the greatest.

    Args:
        n_a: how many there are on the first side.
        n_b: how many there are on the second.
        a: the first side of every candidate pair, none twice.
        b: the second side of it.
        weight: what it is worth; pairs worth nothing or less are never taken.

    Returns:
        ``(n_a,)``: the partner of each, -1 for none.
    """
    partner = np.full(n_a, -1, np.int64)
    worth = weight > 0
    a, b, weight = a[worth], b[worth], weight[worth]
    while len(a):
        settled = _settled(n_a, n_b, a, b, weight)
        if not settled.any():
            break
        partner[a[settled]] = b[settled]
        a_free, b_free = np.ones(n_a, bool), np.ones(n_b, bool)
        a_free[a[settled]], b_free[b[settled]] = False, False
        rest = a_free[a] & b_free[b]
        a, b, weight = a[rest], b[rest], weight[rest]
    _match_rest(partner, n_a, a, b, weight)
    return partner


def _settled(n_a: int, n_b: int, a: Ints, b: Ints, weight: Floats) -> npt.NDArray[np.bool_]:
    """Tell which pairs stand in some best matching: worth no less than the best other pair of either side together."""
    best_a, other_a = _best_two(n_a, a, weight)
    best_b, other_b = _best_two(n_b, b, weight)
    is_best = (best_a[a] == np.arange(len(a))) & (best_b[b] == np.arange(len(a)))
    settled: npt.NDArray[np.bool_] = is_best & (weight >= other_a[a] + other_b[b])
    return settled


def _best_two(n: int, side: Ints, weight: Floats) -> tuple[Ints, Floats]:
    """Return for each the place of its best pair and the weight of its second best (0 for none)."""
    order = np.lexsort((np.arange(len(side)), -weight, side))
    sorted_side = side[order]
    first = np.searchsorted(sorted_side, np.arange(n))
    count = np.bincount(side, minlength=n)
    best = np.where(count > 0, order[np.minimum(first, len(order) - 1)], -1)
    second = np.minimum(first + 1, len(order) - 1)
    return best, np.where(count > 1, weight[order[second]], np.float32(0))


def _match_rest(partner: Ints, n_a: int, a: Ints, b: Ints, weight: Floats) -> None:
    """Match what is still open, one connected part after the other."""
    if not len(a):
        return
    nodes, place = np.unique(np.concatenate([a, b + n_a]), return_inverse=True)
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(len(nodes)))
    ends = zip(place[: len(a)].tolist(), place[len(a) :].tolist(), strict=True)
    worth = np.maximum((weight * _EXACT).astype(np.int64), 1).tolist()
    graph.add_edges_from([(u, v, w) for (u, v), w in zip(ends, worth, strict=True)])
    for part in rustworkx.connected_components(graph):
        members = sorted(part)
        found = rustworkx.max_weight_matching(graph.subgraph(members), weight_fn=int)
        for u, v in found:
            first, second = sorted((int(nodes[members[u]]), int(nodes[members[v]])))
            partner[first] = second - n_a
