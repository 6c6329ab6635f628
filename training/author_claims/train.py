"""Train the classifier that tells the author's claims on a country's record from other sentences.

    python training/author_claims/train.py --data DIR --out src/onrecord/models/data/claims.npz

DIR is the folder of data sets. The features are the shipped reader's own states, so run this after every new reader.
Own examples (`examples.tsv`) count most; the data sets give the breadth: country reports and news on attacks as claims,
campaign news and debate sentences as other.
"""

import argparse
import csv
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.preprocessing import StandardScaler

from onrecord.models.reader import Reader
from onrecord.statements.claims import pool
from onrecord.text.sentences import find_sentences

OWN_WEIGHT, SEED, EACH = 12.0, 5, 2500
TAIL = 0.05
"""The threshold lies midway between the lowest claims and the highest others, leaving out this share of either."""


def sentences(texts: list[str], limit: int, rng: np.random.Generator) -> list[str]:
    """Return up to *limit* sentences of 6 to 60 words, from all over *texts*."""
    found = [t[a:b] for t in texts for a, b in find_sentences(t)]
    found = [s for s in found if 6 <= len(s.split()) <= 60]
    return [found[i] for i in rng.permutation(len(found))[:limit]]


def gather(data: Path) -> tuple[list[str], list[int], list[float]]:
    """Return sentences, whether each is a claim, and how much it counts."""
    rng = np.random.default_rng(SEED)
    reports = pd.read_parquet(data / "fiw_texts" / "fiw_texts.parquet").text.sample(2000, random_state=SEED)
    attacks = pd.read_parquet(data / "hrdsattack" / "hrdsattack.parquet").text.sample(200, random_state=SEED)
    debates = pd.read_parquet(data / "checkworthy_ct24_en" / "checkworthy.parquet")
    campaign = [p.read_text(encoding="utf-8") for p in sorted((data / "polnear" / "train" / "text").glob("*.txt"))[::4]]
    parts = [
        (sentences(list(reports), EACH, rng), 1, 0.7),
        (sentences(list(attacks), EACH // 3, rng), 1, 0.4),
        (sentences(list(debates[~debates.check_worthy].text), EACH, rng), 0, 0.5),
        (sentences(campaign, EACH, rng), 0, 0.4),
    ]
    rows = [(s, label, weight) for part, label, weight in parts for s in part]
    return [s for s, _, _ in rows], [label for _, label, _ in rows], [w for _, _, w in rows]


def own_examples() -> tuple[list[str], list[int]]:
    with (Path(__file__).parent / "examples.tsv").open(encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [r[1] for r in rows], [int(r[0]) for r in rows]


def features(texts: list[str], reader: Reader) -> np.ndarray:
    """Encode sentences in shuffled documents of ten, so that the company of a sentence says nothing about it."""
    order = np.random.default_rng(SEED).permutation(len(texts))
    out = []
    for i in range(0, len(texts), 10):
        lines = [texts[n].replace("\n", " ").strip() for n in order[i : i + 10]]
        starts = np.cumsum([0, *(len(line) + 1 for line in lines)])
        glances = [reader.look(w) for w in reader.windows("\n".join(lines))]
        out.append(pool([(int(s), int(s) + len(line)) for s, line in zip(starts, lines, strict=False)], glances))
    return np.concatenate(out)[np.argsort(order)]


def fit(x: np.ndarray, y: np.ndarray, weight: np.ndarray, strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=500).fit(x, y, sample_weight=weight)


def out_of_fold(x: np.ndarray, y: np.ndarray, weight: np.ndarray, n_own: int, strength: float) -> np.ndarray:
    """Score our own examples, the last *n_own* rows, each by a model that has not seen it."""
    scores = np.zeros(n_own)
    fold = np.random.default_rng(SEED).permutation(n_own) % 5
    own = np.arange(len(x) - n_own, len(x))
    for k in range(5):
        held = own[fold == k]
        keep = np.setdiff1d(np.arange(len(x)), held)
        scores[fold == k] = fit(x[keep], y[keep], weight[keep], strength).predict_proba(x[held])[:, 1]
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    texts, labels, weights = gather(args.data)
    own, own_labels = own_examples()
    x = features(texts + own, Reader(threads=2))
    y, weight = np.array(labels + own_labels), np.array(weights + [OWN_WEIGHT] * len(own))
    scaler = StandardScaler().fit(x)
    z, truth = scaler.transform(x), np.array(own_labels)
    trials = {c: out_of_fold(z, y, weight, len(own), c) for c in (0.0003, 0.001, 0.003, 0.01, 0.03)}
    best = max(trials, key=lambda c: (round(roc_auc_score(truth, trials[c]), 3), -c))
    for c, scores in trials.items():
        print(f"C={c} AUC on own examples {roc_auc_score(truth, scores):.4f}")
    claims, others = trials[best][truth == 1], trials[best][truth == 0]
    threshold = float(np.quantile(claims, TAIL) + np.quantile(others, 1 - TAIL)) / 2
    kept, wrong = (claims >= threshold).mean(), (others >= threshold).mean()
    print(f"C={best} threshold {threshold:.3f}: lets through {kept:.0%} of claims and {wrong:.0%} of others")
    model = fit(z, y, weight, best)
    np.savez(
        args.out,
        mean=scaler.mean_.astype(np.float32),
        deviation=scaler.scale_.astype(np.float32),
        weights=model.coef_[0].astype(np.float32),
        bias=model.intercept_.astype(np.float32),
        threshold=np.float32(threshold),
    )


if __name__ == "__main__":
    main()
