"""Write the sample of the training texts that heads are refitted on by users: numbers, no source text.

    python training/labels/sample.py --data ../shared/data --cache build/vectors

`train.py` writes it in the same run as the heads. By itself, this makes the sample for the heads that lie in the
package, of the same texts: which are taken does not depend on how the heads came out. What stands in it:
`onrecord.labels.samples`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import corpus
import numpy as np
from corpus import SEED, Item
from numpy.typing import NDArray
from vectors import embed

from onrecord.dossier.vectors import quantise
from onrecord.labels.features import Reading, list_features, make_reading, word_features
from onrecord.labels.heads import read_heads
from onrecord.labels.lexicon import read_words
from onrecord.records import sha256_hex

HERE = Path(__file__).parent
FOLDER = HERE.parents[1] / "src" / "onrecord" / "labels" / "data"
HEADS, OUT = FOLDER / "heads.npz", FOLDER / "sample.npz"
OTHERS = 3400
"""Texts besides our own: 3 MB in all."""
OWN_WEIGHT = 4.0
ACT_RIDGE, STANCE_RIDGE, RIGHTS_RIDGE = 2.5, 4.0, 1.0
STANCE_SCALE = 0.5
"""The stance head leans on word lists more than on the vector (cross-validation in docs/models/labels.md)."""
OTHER_ACTS = 0.05


def read_item(item: Item) -> Reading:
    """Look up the words of a training text and of its cue."""
    text = f"{item.text}\n{item.cue}"
    size = len(item.text)
    return make_reading(read_words(text, [(0, size)]), read_words(text, [(size + 1, len(text))]))


def choose(data: Path) -> tuple[list[Item], NDArray[np.float32]]:
    """Return the texts of the sample, and (n, 3) how much each weighs for rights, act and stance.

    Our own statements and the sentences that we labelled are all there. Of the others, a text is drawn the likelier the
    more it weighs in training, and all that are drawn weigh the same: together as much as all of them do in training.
    Act and stance rest on our own.
    """
    own, others = [*corpus.own(), *corpus.news(data)], rights_others(data)
    share = np.array([item.weight for item in others])
    rng = np.random.default_rng(SEED)
    picked = np.sort(rng.choice(len(others), OTHERS, replace=False, p=share / share.sum()))
    weights = np.zeros((len(own) + OTHERS, 3), np.float32)
    weights[: len(own)] = (OWN_WEIGHT, 1.0, 1.0)
    weights[len(own) :, 0] = share.sum() / OTHERS
    return [*own, *(others[n] for n in picked)], weights


def rights_others(data: Path, recommendations: int = 30000) -> list[Item]:
    """Return what the head for rights learns from besides our own statements; weak labels at half weight."""
    rng = np.random.default_rng(SEED)
    asked = corpus.upr(data, evaluation=False)
    picked = [asked[n] for n in np.sort(rng.permutation(len(asked))[:recommendations])]
    weak = [*corpus.freedom_house(data), *corpus.outsiders(data)]
    halved = [Item(text=i.text, origin=i.origin, rights=i.rights, weight=0.5 * i.weight) for i in weak]
    return [*picked, *corpus.general_comments(data), *halved]


def write(data: Path, cache: Path) -> None:
    """Write the sample for the heads that lie in the package."""
    stored = HEADS.read_bytes()
    items, weights = choose(data)
    readings = [read_item(item) for item in items]
    words = word_features([r.content for r in readings], read_heads(stored).vocabulary)
    lists = list_features(readings)
    rows, columns = np.nonzero(lists)
    arrays = {
        "heads": np.array(sha256_hex(stored)),
        "codes": quantise(embed([item.text for item in items], cache)),
        "list_ends": np.searchsorted(rows, np.arange(len(items)), side="right").astype(np.uint32),
        "list_columns": columns.astype(np.uint16),
        "list_values": lists[rows, columns].astype(np.uint8),
        "word_ends": _ends(words),
        "word_columns": np.concatenate(words).astype(np.uint16),
        "weights": weights,
        "ridges": np.array(
            [
                [RIGHTS_RIDGE, RIGHTS_RIDGE],
                [ACT_RIDGE, ACT_RIDGE],
                [STANCE_RIDGE / STANCE_SCALE**2, STANCE_RIDGE],
            ],
            np.float32,
        ),
    }
    np.savez_compressed(OUT, **arrays)  # type: ignore[arg-type]
    print(f"{OUT}: {OUT.stat().st_size / 1e6:.1f} MB, {len(items)} texts")


def _ends(rows: Sequence[NDArray[np.int64]]) -> NDArray[np.uint32]:
    return np.array(list(accumulate(len(row) for row in rows)), np.uint32)


def main() -> None:
    """Write the sample."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]
    parser.add_argument("--data", type=Path, default=HERE.parents[2] / "shared" / "data")
    parser.add_argument("--cache", type=Path, default=HERE.parents[1] / "build" / "vectors")
    options = parser.parse_args()
    write(options.data, options.cache)


if __name__ == "__main__":
    main()
