"""Train the label heads in one command.

    python training/labels/train.py --data ../shared/data --cache build/vectors

writes ``src/onrecord/labels/data/heads.npz`` and, for users who refit the heads, ``sample.npz`` beside it. Needs
numpy, scipy, pandas, pyarrow and the package itself. The same data give the same heads: every choice by chance has a
fixed seed. What the data are and how good the result is stands in ``docs/models/labels.md``.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import corpus  # noqa: E402  (this folder is put on the path above)
from corpus import SEED, Item  # noqa: E402
from fit import Features, Fitted, Matrix, fit  # noqa: E402
from sample import ACT_RIDGE, OTHER_ACTS, OWN_WEIGHT, STANCE_RIDGE, STANCE_SCALE, read_item  # noqa: E402
from sample import write as write_sample  # noqa: E402
from vectors import embed  # noqa: E402

from onrecord.labels.features import (  # noqa: E402
    VECTOR,
    VECTOR_SCALE,
    WORD_SCALE,
    Reading,
    list_columns,
    list_features,
    terms_of,
    word_features,
)
from onrecord.records import ACTS, RIGHTS, STANCES  # noqa: E402

OUT = HERE.parents[1] / "src" / "onrecord" / "labels" / "data" / "heads.npz"
VOCABULARY = 4000
RARE = 12
COMMON = 5
BY_HAND = {"own": 1.5 * OWN_WEIGHT, "hand": 1.5 * OWN_WEIGHT}
"""What statements that were labelled for this weigh for rights, beside a recommendation's 1."""
OF_NEWS, NEWS_STANCE = 0.6, 0.8
"""What a sentence of news weighs for act and for stance, beside a statement of our own: it may hold several."""
BAD, GOOD = 1.0, 3.0
"""Scores of Freedom House up to which a question's paragraph tells nothing good, and from which on nothing bad."""
BLEAK_RIDGE = 30.0
FIRST_STAGE = 9000
RECOMMENDATIONS = 30000


def dense(items: Sequence[Item], readings: Sequence[Reading], cache: Path) -> NDArray[np.float32]:
    """Return vectors and list features side by side."""
    return np.hstack([embed([i.text for i in items], cache) * np.float32(VECTOR_SCALE), list_features(readings)])


def sparse(readings: Sequence[Reading], vocabulary: dict[str, int]) -> csr_matrix:
    """Return the vocabulary features as a matrix."""
    columns = word_features([r.content for r in readings], vocabulary)
    rows = np.repeat(np.arange(len(columns)), [len(c) for c in columns])
    values = np.full(len(rows), WORD_SCALE, np.float32)
    return csr_matrix((values, (rows, np.concatenate(columns))), shape=(len(readings), len(vocabulary)))


def choose_vocabulary(readings: Sequence[Reading], targets: Matrix) -> dict[str, int]:
    """Return the terms that say most about any one right: by the z-score of their log odds."""
    counts = Counter(t for r in readings for t in terms_of(r.content.words))
    terms = sorted(t for t, n in counts.items() if n >= RARE and t.isascii() and any(c.isalpha() for c in t))
    matrix = sparse(readings, {t: i for i, t in enumerate(terms)})
    matrix.data[:] = 1
    with_term = np.asarray(matrix.sum(axis=0)).ravel()[:, None]
    both = matrix.T @ targets
    share = targets.mean(axis=0)[None, :]
    expected = with_term * share
    z = np.abs(both - expected) / np.sqrt(expected * (1 - share) + 1)
    best = np.argsort(-z.max(axis=1), kind="stable")[:VOCABULARY]
    return {terms[i]: n for n, i in enumerate(sorted(best))}


def with_common(vocabulary: dict[str, int], readings: Sequence[Reading], ours: Sequence[Reading]) -> dict[str, int]:
    """Add the terms that are common among *ours*, the texts labelled for act and stance, and not rare in *readings*."""
    everywhere = Counter(t for r in readings for t in terms_of(r.content.words))
    here = Counter(t for r in ours for t in terms_of(r.content.words))
    common = {t for t, n in here.items() if n >= COMMON and everywhere[t] >= RARE and any(c.isalpha() for c in t)}
    return {term: n for n, term in enumerate(sorted({*vocabulary, *(t for t in common if t.isascii())}))}


def rights_targets(items: Sequence[Item]) -> Matrix:
    """Return (n, 19): 1 where the item is labelled with the right."""
    return np.array([[code in (i.rights or ()) for code in RIGHTS] for i in items], np.float64)


def settle(items: Sequence[Item], targets: Matrix, scores: Matrix) -> tuple[Matrix, Matrix]:
    """Return targets and weights, weak labels checked against the *scores* of a first model.

    A paragraph's question is believed for a sentence unless the model sees nothing of it; other rights are believed if
    the model is sure; where it is in doubt, the cell is left out.
    """
    weights = np.array([[BY_HAND.get(i.origin, i.weight)] * len(RIGHTS) for i in items])
    settled = targets.copy()
    for n, item in enumerate(items):
        if item.origin in ("fiw", "news", "debate"):
            asked, score = targets[n] > 0, scores[n]
            sure = score > (0.7 if item.origin == "fiw" else 0.9)
            settled[n] = (asked & (score > 0.15)) | sure
            doubt = ~sure & np.where(asked, score <= 0.15, score > 0.35)
            weights[n] = np.where(doubt, 0.0, 0.5)
    return settled, weights


def train_rights(data: Path, cache: Path) -> tuple[Fitted, dict[str, int]]:
    """Train the head for rights: a first model on the human labels, then all of it."""
    rng = np.random.default_rng(SEED)
    asked = corpus.upr(data, evaluation=False)
    picked = np.sort(rng.permutation(len(asked))[:RECOMMENDATIONS])
    ours = [*corpus.own(), *corpus.news(data)]
    human = [*(asked[n] for n in picked), *ours, *corpus.general_comments(data)]
    weak = [*corpus.freedom_house(data), *corpus.outsiders(data)]
    items = [*human, *weak]
    readings = [read_item(i) for i in items]
    matrix = dense(items, readings, cache)
    targets = rights_targets(items)
    picked = np.sort(rng.permutation(len(human))[:FIRST_STAGE])
    first = fit(
        Features(dense=matrix[picked]), targets[picked], np.ones_like(targets[picked]), 1.0, softmax=False, steps=60
    )
    scores = 1 / (1 + np.exp(-first.logits(Features(dense=matrix))))
    targets, weights = settle(items, targets, scores)
    vocabulary = with_common(choose_vocabulary(readings, targets), readings, [read_item(i) for i in ours])
    features = Features(dense=matrix, sparse=sparse(readings, vocabulary))
    return fit(features, targets, weights, 1.0, softmax=False, steps=110), vocabulary


def act_items(data: Path) -> list[Item]:
    """Return what the act head learns from: our own statements, and recommendations and pledges at a low weight."""
    rng = np.random.default_rng(SEED)
    upr = corpus.upr(data, evaluation=False)
    asked = [i for i in upr if i.act == "demand"]
    picked = [asked[n] for n in np.sort(rng.permutation(len(asked))[:400])]
    return [*picked, *[i for i in upr if i.act == "pledge"][:300], *corpus.pledges(data, 300)]


def train_acts(
    ours: Sequence[Item], others: Sequence[Item], vocabulary: dict[str, int], cache: Path, ridge: float = ACT_RIDGE
) -> Fitted:
    """Train the head for acts."""
    items = [*ours, *others]
    targets = np.array([[i.act == act for act in ACTS] for i in items], np.float64)
    weight = np.array([[{"own": 1.0, "hand": OF_NEWS}.get(i.origin, OTHER_ACTS)] for i in items])
    return fit(features_of(items, vocabulary, cache), targets, weight, ridge, softmax=True)


def train_stances(
    ours: Sequence[Item], vocabulary: dict[str, int], cache: Path, bleak: Fitted, ridge: float = STANCE_RIDGE
) -> Fitted:
    """Train the head for stance; it may lean on the logit of *bleak*, which is then written out in its features."""
    targets = np.array([[i.stance == stance for stance in STANCES] for i in ours], np.float64)
    weight = np.array([[1.0 if i.origin == "own" else NEWS_STANCE] for i in ours])
    features = features_of(ours, vocabulary, cache)
    lean = bleak.logits(features).astype(np.float32)
    features.dense[:, :VECTOR] *= STANCE_SCALE
    width = features.dense.shape[1]
    found = fit(
        Features(dense=np.hstack([features.dense, lean]), sparse=features.sparse), targets, weight, ridge, softmax=True
    )
    weights, leaning = np.delete(found.weights, width, axis=0), found.weights[width : width + 1]
    weights[:VECTOR] *= STANCE_SCALE
    return Fitted(weights=weights + bleak.weights @ leaning, bias=found.bias + (bleak.bias @ leaning).ravel())


def train_bleak(data: Path, vocabulary: dict[str, int], cache: Path) -> Fitted:
    """Train a model of how bad a score the paragraph of a sentence got: what bad and good news sound like."""
    scored = [i for i in corpus.freedom_house(data) if i.extra["score"].replace(".", "").isdigit()]
    items = [i for i in scored if not BAD < float(i.extra["score"]) < GOOD]
    targets = np.array([[float(i.extra["score"]) <= BAD] for i in items], np.float64)
    return fit(features_of(items, vocabulary, cache), targets, np.ones_like(targets), BLEAK_RIDGE, softmax=False)


def features_of(items: Sequence[Item], vocabulary: dict[str, int], cache: Path) -> Features:
    """Return all that the heads see of *items*."""
    readings = [read_item(i) for i in items]
    return Features(dense=dense(items, readings, cache), sparse=sparse(readings, vocabulary))


def save(rights: Fitted, acts: Fitted, stances: Fitted, vocabulary: dict[str, int]) -> None:
    """Write the heads as float16."""
    lists = len(list_columns())
    arrays: dict[str, NDArray[np.generic]] = {
        "columns": np.array(list(list_columns())),
        "labels": np.array([*RIGHTS, *ACTS, *STANCES]),
        "vocabulary": np.array([t.encode() for t in vocabulary]).astype(str),
    }
    for name, head in (("rights", rights), ("acts", acts), ("stances", stances)):
        arrays[f"{name}_vector"] = head.weights[:VECTOR].astype(np.float16)
        arrays[f"{name}_lists"] = head.weights[VECTOR : VECTOR + lists].astype(np.float16)
        arrays[f"{name}_words"] = head.weights[VECTOR + lists :].astype(np.float16)
        arrays[f"{name}_bias"] = head.bias.astype(np.float32)
    OUT.parent.mkdir(exist_ok=True)
    np.savez_compressed(OUT, **arrays)  # type: ignore[arg-type]


def main() -> None:
    """Train all heads and write them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--data", type=Path, default=HERE.parents[2] / "shared" / "data")
    parser.add_argument("--cache", type=Path, default=HERE.parents[1] / "build" / "vectors")
    options = parser.parse_args()
    ours = [*corpus.own(), *corpus.news(options.data)]
    rights, vocabulary = train_rights(options.data, options.cache)
    bleak = train_bleak(options.data, vocabulary, options.cache)
    stances = train_stances(ours, vocabulary, options.cache, bleak)
    acts = train_acts(ours, act_items(options.data), vocabulary, options.cache)
    save(rights, acts, stances, vocabulary)
    write_sample(options.data, options.cache)
    print(f"{OUT}: {OUT.stat().st_size / 1e3:.0f} kB, {len(vocabulary)} terms")


if __name__ == "__main__":
    main()
