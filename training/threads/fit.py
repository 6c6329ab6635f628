"""Fit the weights of the evidence for one matter to annotated threads.

    python training/threads/fit.py [--write] [--cache FILE]

Takes every two annotated statements of a dossier of `benchmarks/weighing/open/`; a ridge logistic regression learns
which are of one thread, once for two of one document, once for two of different ones. Then the two thresholds are
chosen for which weaving scores best (`benchmarks/weaving.py`). Prints the weights; with --write puts them into
`weights.toml`.
Prints, too, the score of each dossier with the weights that the others give.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from benchmarks import weaving  # noqa: E402  (found through the line above)
from onrecord.reference.countries import Gazetteer  # noqa: E402
from onrecord.threads import evidence  # noqa: E402
from onrecord.threads.profiles import Profile, Strand  # noqa: E402
from onrecord.threads.rarities import Rarities  # noqa: E402
from onrecord.threads.traits import Survey, Traits, names_of_country, spin  # noqa: E402

OUT = ROOT / "src" / "onrecord" / "threads" / "weights.toml"
RIDGE = 1.0
FREE = {"bias", "rights_known"}
"""Evidence that may speak against; the rest may only speak for one matter."""
SHIFTS_INSIDE, SHIFTS_ACROSS = (0.0, 0.3, 0.6, 0.9, 1.2, 1.5), (0.0, 0.3, 0.6, 0.9, 1.2, 1.5, 1.8)
Weights = dict[str, NDArray[np.float32]]
Pairs = dict[str, tuple[NDArray[np.float64], NDArray[np.float64]]]


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    dossiers = weaving.load("open", ROOT.parent / "shared", args.cache)
    pairs = [pairs_of(dossier) for dossier in dossiers]
    scores = []
    for n, dossier in enumerate(dossiers):
        rest = [d for d in dossiers if d is not dossier]
        learnt = fit([p for m, p in enumerate(pairs) if m != n], rest)
        scores.append(score([dossier], learnt))
        print(f"{dossier.name:24} {scores[-1]:.3f} with the weights of the others")
    print(f"{'mean':24} {np.mean(scores):.3f}")
    weights = fit(pairs, dossiers)
    text = "".join(
        f"[{kind}]\n" + "".join(f"{n} = {w:.3f}\n" for n, w in zip(names, weights[kind], strict=True))
        for kind, names in (("inside", evidence.INSIDE), ("across", evidence.ACROSS))
    )
    print(text, f"all: {score(dossiers, weights):.3f}", sep="")
    if args.write:
        head = "# Weights of the evidence for one matter (log-odds), fitted by training/threads/fit.py.\n"
        OUT.write_text(head + text, encoding="utf-8")


def pairs_of(dossier: weaving.Annotated) -> Pairs:
    """Return the evidence for each two annotated statements, and whether they are of one thread."""
    spun = list(spin_all(dossier))
    found: dict[str, list[tuple[NDArray[np.float32], float]]] = {"inside": [], "across": []}
    for n, (name, strands, traits, gold) in enumerate(spun):
        pieces = evidence.inside(strands, traits)
        mine = [k for k in range(len(strands)) if gold[k]]
        found["inside"] += [(pieces[a, b], float(gold[a] == gold[b])) for a in mine for b in mine if a < b]
        for other, theirs, _, other_gold in spun[:n]:
            profiles = [_single(s) for s in theirs]
            if not profiles or not strands or name == other:
                continue
            between = evidence.across(strands, profiles)
            found["across"] += [
                (between[a, b], float(gold[a] == other_gold[b]))
                for a in mine
                for b in range(len(theirs))
                if other_gold[b]
            ]
    return {
        kind: (np.array([x for x, _ in rows], float), np.array([y for _, y in rows])) for kind, rows in found.items()
    }


def _single(strand: Strand) -> Profile:
    profile = Profile(thread="", country=strand.country)
    profile.add(strand)
    return profile


def spin_all(dossier: weaving.Annotated) -> Iterator[tuple[str, list[Strand], list[Traits], list[str | None]]]:
    """Yield each document's statements as weaving sees them at the end, with their annotated threads."""
    rarities, surveys = Rarities(), []
    gazetteer = Gazetteer(dossier.declared)
    for name, reading in dossier.readings.items():
        codes = {s.country for s in reading.statements}
        survey = Survey(reading.document, frozenset(n for c in codes for n in names_of_country(gazetteer, c)))
        traits = sorted(
            (
                survey.traits(item, dossier.declared[0].code if dossier.declared else "KAZ")
                for item in weaving.items_of(reading)
            ),
            key=lambda t: (t.start, t.item.statement.id),
        )
        for one in traits:
            rarities.count(one.country, one.own)
        surveys.append((name, traits))
    rarities.settle()
    gold: dict[str, str] = {}
    for _, one_gold in weaving.scored(dossier):
        found = weaving.match(one_gold, dossier.readings[one_gold.document].statements)
        if found:
            gold.setdefault(found.id, one_gold.thread)
    for name, traits in surveys:
        if traits:
            yield name, spin(traits, rarities.of), traits, [gold.get(t.item.statement.id) for t in traits]


def fit(pairs: Sequence[Pairs], dossiers: Sequence[weaving.Annotated]) -> Weights:
    """Return the weights, with the thresholds that weave the dossiers best."""
    weights: Weights = {}
    for kind, names in (("inside", evidence.INSIDE), ("across", evidence.ACROSS)):
        x, y = (np.concatenate([p[kind][n] for p in pairs if len(p[kind][1])]) for n in (0, 1))
        weights[kind] = _fit_signed(x, y, names)
    best = max(
        ((score(dossiers, _shifted(weights, a, b)), a, b) for a, b in product(SHIFTS_INSIDE, SHIFTS_ACROSS)),
    )
    return _shifted(weights, best[1], best[2])


def _shifted(weights: Weights, inside: float, across: float) -> Weights:
    out = {kind: w.copy() for kind, w in weights.items()}
    out["inside"][0] += inside
    out["across"][0] += across
    return out


def score(dossiers: Sequence[weaving.Annotated], weights: Weights) -> float:
    """Return B³ F1 of weaving with *weights*."""
    made = evidence.Weights(inside=weights["inside"], across=weights["across"])
    woven = {one.name: weaving.weave(one, made) for one in dossiers}
    gold = weaving.gold_threads(dossiers)
    found = weaving.system(dossiers, lambda d, s: woven[d.name].get(s.id, s.id))
    return weaving.totals(list(weaving.b_cubed(gold, found).values()))[2]


def _fit_signed(x: NDArray[np.float64], y: NDArray[np.float64], names: Sequence[str]) -> NDArray[np.float32]:
    """Return ridge logistic weights; those that would speak against where they may not are left out."""
    active = np.ones(len(names), bool)
    while True:
        weights = np.zeros(len(names))
        weights[active] = _newton(x[:, active], y)
        wrong = np.array([name not in FREE for name in names]) & (weights < 0)
        if not wrong.any():
            return weights.astype(np.float32)
        active &= ~wrong


def _newton(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    weights, penalty = np.zeros(x.shape[1]), RIDGE * np.eye(x.shape[1])
    penalty[0, 0] = 1e-6
    for _ in range(30):
        odds = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - odds) - penalty @ weights
        weights = weights + np.linalg.solve((x * (odds * (1 - odds))[:, None]).T @ x + penalty, slope)
    return weights


if __name__ == "__main__":
    main()
