"""What linear models on words alone make of the labels of statements, for comparison with the shipped heads.

They are trained on what the shipped heads learnt from (`training/labels/corpus.py`); needs scipy, pandas and pyarrow.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.labels_scores import SEED, Said

from onrecord.labels.lexicon import Words, read_words
from onrecord.records import ACTS, RIGHTS, STANCES

TRAINING = Path(__file__).resolve().parents[1] / "training" / "labels"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bare:
    """The words of a text and nothing else, where training looks for what it has read."""

    content: Words


def words_alone(data: Path, texts: Sequence[str]) -> list[Said]:
    """Label *texts*, each the cue and the content of a statement, by linear models on words and word pairs."""
    sys.path.insert(0, str(TRAINING))
    corpus, train = (importlib.import_module(name) for name in ("corpus", "train"))
    own = [replace(i, text=f"{i.cue} {i.text}".strip()) for i in (*corpus.own(), *corpus.news(data))]
    asked = corpus.upr(data, evaluation=False)
    drawn = [asked[n] for n in np.random.default_rng(SEED).permutation(len(asked))[: train.RECOMMENDATIONS]]
    human = [*drawn, *corpus.general_comments(data), *corpus.freedom_house(data), *corpus.outsiders(data)]
    rights = [*own, *human]
    weights = np.array([[train.BY_HAND.get(i.origin, i.weight)] for i in rights])
    vocabulary = train.choose_vocabulary(_bare(rights), train.rights_targets(rights))
    new = [corpus.Item(text=text, origin="new") for text in texts]
    guess = _guesser(train, new)
    found = guess(rights, train.rights_targets(rights), weights * np.ones((1, len(RIGHTS))), vocabulary, softmax=False)
    acts = [*own, *train.act_items(data)]
    light = np.array([[1.0 if i.origin in train.BY_HAND else train.OTHER_ACTS] for i in acts])
    small = train.choose_vocabulary(_bare(acts), train.rights_targets(acts))
    act = guess(acts, _one_hot([i.act for i in acts], ACTS), light, small, softmax=True)
    even = np.ones((len(own), 1))
    stance = guess(own, _one_hot([i.stance for i in own], STANCES), even, small, softmax=True)
    hedged = guess(own, _one_hot([bool(i.hedged) for i in own], (False, True)), even, small, softmax=True)
    return [
        Said(
            rights=frozenset(code for code, score in zip(RIGHTS, found[n], strict=True) if score > -0.2),
            act=ACTS[int(act[n].argmax())],
            stance=STANCES[int(stance[n].argmax())],
            hedged="yes" if hedged[n].argmax() else "no",
            target="-",
            country="-",
            time=(None, None),
        )
        for n in range(len(texts))
    ]


def _bare(items: Sequence[Any]) -> list[Bare]:
    return [Bare(content=read_words(i.text, [(0, len(i.text))])) for i in items]


def _one_hot(values: Sequence[object], names: Sequence[object]) -> Any:
    return np.array([[value == name for name in names] for value in values], np.float64)


def _guesser(train: Any, new: Sequence[Any]) -> Callable[..., Any]:
    """Return a function that fits a model on items and returns its logits for *new*."""

    def features(items: Sequence[Any], vocabulary: dict[str, int]) -> Any:
        readings = _bare(items)
        return train.Features(dense=np.zeros((len(items), 1), np.float32), sparse=train.sparse(readings, vocabulary))

    def guess(items: Sequence[Any], targets: Any, weights: Any, vocabulary: dict[str, int], *, softmax: bool) -> Any:
        model = train.fit(features(items, vocabulary), targets, weights, 0.3, softmax=softmax, steps=80)
        return model.logits(features(new, vocabulary))

    return guess
