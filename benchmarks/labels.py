"""Score the shipped label heads on recommendations that they were not trained on, and measure their speed.

    python benchmarks/labels.py --data DIR [--size N] [--baseline]

DIR holds upr_info_2008_2014/, upr_slovenia_ohchr_themes/ and, for the baseline, what training/labels reads. Prints the
micro F1 of the rights on sessions 17 to 20 of the Universal Periodic Review with a bootstrap interval, the F1 of each
right, agreement beyond chance, and microseconds a word. ``--baseline`` also fits a linear model on words alone, on the
same training recommendations.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.labels import load_heads
from onrecord.labels.assigner import assign
from onrecord.labels.features import make_reading
from onrecord.labels.lexicon import Words, read_words
from onrecord.models import load_embedder
from onrecord.records import RIGHTS, Document, Statement, sha256_hex
from onrecord.reference.countries import Gazetteer

REPOSITORY = Path(__file__).parents[1]
NOTHING = Words(words=(), spans=())
SEED = 20260101
Flags = NDArray[np.bool_]


def main() -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=REPOSITORY.parent / "shared" / "data")
    parser.add_argument("--size", type=int, default=2000, help="how many recommendations, drawn with a fixed seed")
    parser.add_argument("--baseline", action="store_true", help="also fit a linear model on words")
    args = parser.parse_args()
    if not args.data.is_dir():
        print(f"no data under {args.data}: nothing measured")
        return 2
    held_out(args.data, args.size, args.baseline)
    return 0


def held_out(data: Path, size: int, with_baseline: bool) -> None:
    """Score the rights on sessions 17 to 20, by the head alone and as `assign` gives them."""
    items = _training("corpus").upr(data, evaluation=True)
    picked = np.sort(np.random.default_rng(SEED).permutation(len(items))[:size])
    items = [items[n] for n in picked]
    truth = flags([i.rights or () for i in items])
    texts = [i.text for i in items]
    vectors = load_embedder().embed(texts)
    heads = load_heads()
    readings = [make_reading(read_words(t, [(0, len(t))]), NOTHING) for t in texts]
    scores = heads.score(vectors, readings).rights
    for bar in (0.35, 0.45, 0.55):
        print(f"head alone, bar {bar}: {interval(truth, scores > bar)}")
    best = scores > 0.45
    began = time.perf_counter()
    assigned = flags([s.rights for s in label_all(texts, vectors, heads)])
    spent = time.perf_counter() - began
    print(f"as assigned: {interval(truth, assigned)}")
    print(f"{spent / sum(len(t.split()) for t in texts) * 1e6:.1f} µs a word without the encoder")
    for n, code in enumerate(RIGHTS):
        row = truth[:, n], best[:, n]
        print(f"  {code:14} {row[0].sum():5}  F1 {micro(*row):.3f}  kappa {kappa(*row):.3f}")
    if with_baseline:
        print(f"words alone, linear: {interval(truth, words_alone(data, texts))}")


def _training(name: str) -> ModuleType:
    """Return a module of training/labels, which is no package."""
    folder = str(REPOSITORY / "training" / "labels")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(name)


def label_all(texts: Sequence[str], vectors: NDArray[np.float32], heads: Any) -> list[Statement]:
    """Label each text as a document of one statement by its author."""
    out: list[Statement] = []
    gazetteer = Gazetteer()
    for text, vector in zip(texts, vectors, strict=True):
        digest = sha256_hex(text.encode())
        document = Document(id=digest[:20], sha256=digest, text_sha256=digest, media_type="text/plain", text=text)
        statement = Statement(
            id=digest[:20], document=document.id, voice="author", content=((0, len(text)),), quote=text
        )
        out += assign(document, [statement], vector[None], heads, gazetteer)
    return out


def words_alone(data: Path, texts: Sequence[str]) -> Flags:
    """Fit a ridge-penalised logistic model on words and pairs of words of the training recommendations."""
    corpus, train, fitting = _training("corpus"), _training("train"), _training("fit")
    asked = corpus.upr(data, evaluation=False)
    picked = np.sort(np.random.default_rng(SEED).permutation(len(asked))[: train.RECOMMENDATIONS])
    items = [asked[n] for n in picked]
    readings = [train.read_item(i) for i in items]
    targets = train.rights_targets(items)
    vocabulary = train.choose_vocabulary(readings, targets)
    blank = np.zeros((len(items), 1), np.float32)
    features = fitting.Features(dense=blank, sparse=train.sparse(readings, vocabulary))
    model = fitting.fit(features, targets, np.ones_like(targets), 0.3, softmax=False, steps=60)
    new = [make_reading(read_words(t, [(0, len(t))]), NOTHING) for t in texts]
    test = fitting.Features(dense=np.zeros((len(texts), 1), np.float32), sparse=train.sparse(new, vocabulary))
    found: Flags = model.logits(test) > -0.2
    return found


def flags(rows: Sequence[Sequence[str]]) -> Flags:
    """Return (n, 19): which rights each row holds."""
    return np.array([[code in row for code in RIGHTS] for row in rows], np.bool_)


def micro(truth: Flags, said: Flags) -> float:
    """Return micro F1."""
    return float(2 * (truth & said).sum() / max(1, truth.sum() + said.sum()))


def kappa(truth: Flags, said: Flags) -> float:
    """Return Cohen's kappa of two yes-or-no columns."""
    agree = float((truth == said).mean())
    a, b = float(truth.mean()), float(said.mean())
    chance = a * b + (1 - a) * (1 - b)
    return (agree - chance) / (1 - chance) if chance < 1 else 1.0


def interval(truth: Flags, said: Flags) -> str:
    """Return micro F1 with its 95 % interval from 200 bootstrap draws of texts."""
    rng = np.random.default_rng(SEED)
    draws = [micro(truth[i], said[i]) for i in (rng.integers(0, len(truth), len(truth)) for _ in range(200))]
    low, high = np.quantile(draws, [0.025, 0.975])
    return f"micro F1 {micro(truth, said):.4f} [{low:.3f}, {high:.3f}] over {len(truth)} texts"


if __name__ == "__main__":
    raise SystemExit(main())
