"""Cross-validate act, stance and hedging, rules and all, on our own statements and on labelled sentences of news.

    python training/labels/validate.py --data ../shared/data --cache build/vectors

Each sixth of them is labelled by heads that were trained on the rest (the sentences of one document together); the head
for rights and the rules are the shipped ones. The word lists were written with some of our own statements in view, so
take those figures as the upper end. A sentence of news is labelled whole, as its author's, without its document: harder
than a statement is in practice.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import corpus
import numpy as np
from corpus import SEED, Item
from fit import Fitted
from numpy.typing import NDArray
from train import train_acts, train_bleak, train_stances
from vectors import embed

from onrecord.labels import Heads, assign, load_heads
from onrecord.labels.agreement import kappa
from onrecord.labels.features import VECTOR, list_columns
from onrecord.labels.heads import Head
from onrecord.records import ACTS, RIGHTS, STANCES, CountryShare, Document, Statement, sha256_hex
from onrecord.reference.countries import Gazetteer

FOLDS = 6


def main() -> None:
    """Print accuracy, kappa and the like."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[3] / "shared" / "data")
    parser.add_argument("--cache", type=Path, default=Path("build/vectors"))
    parser.add_argument("--show", action="store_true", help="print the errors")
    options = parser.parse_args()
    items = [*corpus.own(), *corpus.news(options.data)]
    vectors = embed([i.text for i in items], options.cache)
    folds = deal(items)
    bleak = train_bleak(options.data, load_heads().vocabulary, options.cache)
    got: list[Statement] = [None] * len(items)  # type: ignore[list-item]
    for fold in range(FOLDS):
        heads = trained_without(items, folds == fold, options.cache, bleak)
        for n in np.flatnonzero(folds == fold):
            got[n] = label(items[n], vectors[n : n + 1], heads)
    for origin, name in (("own", "our own statements"), ("hand", "sentences of news")):
        part = [n for n, item in enumerate(items) if item.origin == origin]
        print(f"{name}: {len(part)}")
        report([items[n] for n in part], [got[n] for n in part])
    if options.show:
        show(items, got)


def deal(items: Sequence[Item]) -> NDArray[np.int64]:
    """Return the fold of each item; what comes from one document stays together."""
    groups = {key: n for n, key in enumerate(dict.fromkeys(i.document or i.text for i in items))}
    drawn = np.random.default_rng(SEED).permutation(len(groups)) % FOLDS
    return drawn[[groups[i.document or i.text] for i in items]]


def trained_without(items: Sequence[Item], left_out: NDArray[np.bool_], cache: Path, bleak: Fitted) -> Heads:
    """Return the shipped heads with act and stance trained on the rest."""
    rest = [item for item, out in zip(items, left_out, strict=True) if not out]
    shipped = load_heads()
    acts = train_acts(rest, [], shipped.vocabulary, cache)
    stances = train_stances(rest, shipped.vocabulary, cache, bleak)
    return replace(shipped, acts=as_head(acts), stances=as_head(stances))


def as_head(fitted: Fitted) -> Head:
    """Return fitted weights as a head."""
    weights, end = fitted.weights.astype(np.float32), VECTOR + len(list_columns())
    bias = fitted.bias.astype(np.float32)
    return Head(vector=weights[:VECTOR], lists=weights[VECTOR:end], words=weights[end:], bias=bias)


def label(item: Item, vector: NDArray[np.float32], heads: Heads) -> Statement:
    """Label one statement, put into a document of its own: cue, then content."""
    text = f"{item.cue} {item.text}".strip()
    start = len(text) - len(item.text)
    digest = sha256_hex(text.encode())
    about = (CountryShare(code="XEX", share=1.0),)
    document = Document(
        id=digest[:20], sha256=digest, text_sha256=digest, media_type="text/plain", text=text, countries=about
    )
    statement = Statement(
        id=digest[:20],
        document=document.id,
        voice="attributed" if item.cue else "author",
        cue=((0, len(item.cue)),) if item.cue else (),
        content=((start, len(text)),),
        quote=item.text,
    )
    return assign(document, [statement], vector, heads, Gazetteer())[0]


def report(items: Sequence[Item], got: Sequence[Statement]) -> None:
    """Print the figures."""
    for name, labels in (("act", ACTS), ("stance", STANCES)):
        truth = np.array([labels.index(getattr(i, name)) for i in items])
        said = np.array([labels.index(getattr(s, name)) for s in got])
        majority, agreed = np.bincount(truth).max() / len(truth), kappa(said.tolist(), truth.tolist())
        print(f"{name}: accuracy {np.mean(truth == said):.3f} (majority {majority:.3f}), kappa {agreed:.3f}")
    pairs = [(i.stance, s.stance) for i, s in zip(items, got, strict=True)]
    swaps = sum({a, b} == {"progress", "regress"} for a, b in pairs)
    print(f"progress and regress swapped: {swaps / len(pairs):.3f}")
    print(f"hedged: F1 {f1([bool(i.hedged) for i in items], [s.hedged for s in got]):.3f}")
    cells = [(r in (i.rights or ()), r in s.rights) for i, s in zip(items, got, strict=True) for r in RIGHTS]
    print(f"rights (head has seen these): micro F1 {f1([a for a, _ in cells], [b for _, b in cells]):.3f}")


def f1(truth: Sequence[bool], said: Sequence[bool]) -> float:
    """Return the F1 of the positive class."""
    both = sum(a and b for a, b in zip(truth, said, strict=True))
    return 2 * both / max(1, sum(truth) + sum(said))


def show(items: Sequence[Item], got: Sequence[Statement]) -> None:
    """Print what went wrong."""
    for item, s in zip(items, got, strict=True):
        wrong = [
            f"{n} {getattr(item, n)}→{getattr(s, n)}"
            for n in ("act", "stance", "hedged")
            if getattr(item, n) != getattr(s, n)
        ]
        if set(item.rights or ()) != set(s.rights):
            wrong.append(f"rights {' '.join(item.rights or ())}→{' '.join(s.rights)}")
        if wrong:
            print("; ".join(wrong), "|", item.cue, "|", item.text)


if __name__ == "__main__":
    main()
