"""Fit the weights by which all statements of a country are parted into matters to annotated threads.

    python training/threads/fit_regrouping.py [--write] [--cache FILE]

Takes every two annotated statements of a dossier of `benchmarks/weighing/open/`, as found and as given; a ridge
logistic regression learns which are of one thread, once for two of one document, once for two of different ones. Each
dossier counts by its statements. Then the probability at which joining ends is chosen for the best B³ F1. Prints the
weights and, for each dossier, the score with the weights that the others give; with --write puts them into
`regrouping.toml`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks import weaving  # noqa: E402  (found through the line above)
from onrecord.models import load_embedder  # noqa: E402
from onrecord.threads.regrouping import (  # noqa: E402
    EVIDENCE,
    RegroupWeights,
    Spot,
    density_of,
    evidence,
    in_one_document,
    regroup,
)

OUT = ROOT / "src" / "onrecord" / "threads" / "regrouping.toml"
RIDGE = 100.0
"""On standardised evidence; 33 and 300 score within 0.015 by the dossiers left out."""
GRID = np.arange(0.15, 0.5, 0.0125)
Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A dossier, its statements, and the pairs of annotated ones: evidence, of one document or not, of one thread."""

    dossier: weaving.Annotated
    spots: list[Spot]
    pieces: Table
    same: NDArray[np.bool_]
    joined: Table
    weight: float


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    found = weaving.load("open", ROOT.parent / "shared", args.cache)
    cases = {"found": [case_of(d) for d in found], "given": [case_of(weaving.given(d)) for d in found]}
    for kind, some in cases.items():
        labels: dict[str, dict[str, str]] = {}
        for n, case in enumerate(some):
            rest = {k: [c for m, c in enumerate(v) if m != n] for k, v in cases.items()}
            labels[case.dossier.name] = threads_of(case, fit(rest))
        print(f"{kind}: {score([c.dossier for c in some], labels):.3f} with the weights of the other dossiers")
    weights = fit(cases)
    for kind, some in cases.items():
        print(f"{kind}: {score_with(some, weights):.3f} with all")
    text = "".join(
        f"[{kind}]\n" + "".join(f"{n} = {w:.3f}\n" for n, w in zip(EVIDENCE, getattr(weights, kind), strict=True))
        for kind in ("inside", "across")
    )
    head = "# Log-odds of the evidence for one matter, fitted by training/threads/fit_regrouping.py.\n"
    text = f"{head}least = {weights.least:.4f}\n{text}"
    print(text)
    if args.write:
        OUT.write_text(text, encoding="utf-8")


def case_of(dossier: weaving.Annotated) -> Case:
    """Return the pairs of a dossier."""
    spots = weaving.spots_of(dossier, load_embedder().embed)
    gold: dict[str, str] = {}
    for _, one in weaving.scored(dossier):
        if found := weaving.match(one, dossier.readings[one.document].statements):
            gold.setdefault(found.id, one.thread)
    kept = [n for n, spot in enumerate(spots) if spot.strand.statement in gold]
    left, right = (np.array(kept)[side] for side in np.triu_indices(len(kept), 1))
    threads = np.array([gold.get(spot.strand.statement, "") for spot in spots])
    return Case(
        dossier=dossier,
        spots=spots,
        pieces=np.stack([piece[left, right] for piece in evidence(spots, density_of(spots))], axis=1).astype(float),
        same=in_one_document(spots)[left, right],
        joined=(threads[left] == threads[right]).astype(float),
        weight=1.0 / len(kept),
    )


def fit(cases: dict[str, list[Case]]) -> RegroupWeights:
    """Return the weights, with the probability at which the dossiers are parted best."""
    flat = [case for some in cases.values() for case in some]
    weights = _fit(flat)
    best = max((sum(score_with(some, _ending(weights, at)) for some in cases.values()), at) for at in GRID)
    return _ending(weights, best[1])


def _ending(weights: RegroupWeights, least: float) -> RegroupWeights:
    return RegroupWeights(inside=weights.inside, across=weights.across, least=float(least))


def score_with(cases: Sequence[Case], weights: RegroupWeights) -> float:
    """Return B³ F1 over dossiers parted with *weights*."""
    return score([c.dossier for c in cases], {c.dossier.name: threads_of(c, weights) for c in cases})


def threads_of(case: Case, weights: RegroupWeights) -> dict[str, str]:
    """Return the group of each statement."""
    groups = regroup(case.spots, weights=weights)
    return {spot.strand.statement: str(group) for spot, group in zip(case.spots, groups, strict=True)}


def score(dossiers: Sequence[weaving.Annotated], labels: dict[str, dict[str, str]]) -> float:
    """Return B³ F1 of statements in groups."""
    gold = weaving.gold_threads(dossiers)
    found = weaving.system(dossiers, lambda d, s: labels[d.name].get(s.id, s.id))
    return weaving.totals(list(weaving.b_cubed(gold, found).values()))[2]


def _fit(cases: Sequence[Case]) -> RegroupWeights:
    same = np.concatenate([c.same for c in cases])[:, None]
    pieces, joined = (np.concatenate([getattr(c, k) for c in cases]) for k in ("pieces", "joined"))
    by_case = np.concatenate([np.full(len(c.joined), c.weight) for c in cases])
    table = np.concatenate([np.ones_like(same, float), same, (pieces * same)[:, 1:], (pieces * ~same)[:, 1:]], axis=1)
    weights = _logistic(table, joined, by_case * len(by_case) / by_case.sum())
    width = len(EVIDENCE) - 1
    inner = np.concatenate([[weights[0] + weights[1]], weights[2 : 2 + width]])
    outer = np.concatenate([[weights[0]], weights[2 + width :]])
    return RegroupWeights(inside=inner.astype(np.float32), across=outer.astype(np.float32), least=0.3)


def _logistic(table: Table, joined: Table, counts: Table) -> Table:
    """Return ridge logistic weights, the ridge on standardised columns, the first a constant one."""
    mean, spread = table.mean(axis=0), table.std(axis=0)
    mean[0], spread[spread == 0] = 0.0, 1.0
    x = (table - mean) / spread
    x[:, 0] = 1.0
    weights, penalty = np.zeros(x.shape[1]), RIDGE * np.eye(x.shape[1])
    penalty[0, 0] = 1e-6
    for _ in range(25):
        odds = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (counts * (joined - odds)) - penalty @ weights
        weights = weights + np.linalg.solve((x * (counts * odds * (1 - odds))[:, None]).T @ x + penalty, slope)
    out: Table = weights / spread
    out[0] = weights[0] - (weights * mean / spread)[1:].sum()
    return out


if __name__ == "__main__":
    main()
