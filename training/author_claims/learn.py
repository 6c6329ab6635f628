"""Fit the classifiers of `onrecord.statements.claim_scores`.

Two look at a sentence alone, by states and by words; they learn from sentences of any origin. The last one weighs their
scores; it learns from annotated documents only, and from scores of classifiers that have not
seen the document, so that its answers are probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from onrecord.statements.claim_scores import N_BUCKETS, Features, first_scores, weigh

Floats = NDArray[np.float32]
FOLDS, SEED = 6, 5
THRESHOLD = 0.5
"""More likely a claim than not, since the last classifier gives probabilities."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentences:
    """Sentences to learn from: features, whether each is a claim, how much it counts."""

    features: Features
    labels: NDArray[np.int64]
    weights: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The candidates of one annotated document; a label is -1 where nobody annotated.

    *missed* counts the annotated claims that are no candidates.
    """

    features: Features
    labels: NDArray[np.int64]
    missed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Strengths of the three fits (the smaller, the more even the weights); what an annotated sentence counts."""

    states: float = 0.001
    words: float = 10.0
    last: float = 0.3
    annotated: float = 6.0


def join(parts: Sequence[Sentences]) -> Sentences:
    """Put sentences together."""
    features = Features(
        states=np.concatenate([p.features.states for p in parts]),
        words=[ids for p in parts for ids in p.features.words],
        shape=np.concatenate([p.features.shape for p in parts]),
    )
    labels = np.concatenate([p.labels for p in parts])
    return Sentences(features=features, labels=labels, weights=np.concatenate([p.weights for p in parts]))


def annotated_sentences(texts: Sequence[Text], weight: float) -> list[Sentences]:
    """Return the annotated candidates of *texts*, to learn from."""
    out = []
    for text in texts:
        known = np.flatnonzero(text.labels >= 0)
        f = text.features
        picked = Features(states=f.states[known], words=[f.words[i] for i in known], shape=f.shape[known])
        weights = np.full(len(known), weight, np.float32)
        out.append(Sentences(features=picked, labels=text.labels[known], weights=weights))
    return out


def fit_first(sentences: Sentences, settings: Settings) -> dict[str, Floats]:
    """Fit the two classifiers that look at a sentence alone."""
    x, y, weights = sentences.features.states, sentences.labels, sentences.weights
    mean, deviation = x.mean(axis=0), x.std(axis=0) + 1e-6
    by_states = LogisticRegression(C=settings.states, max_iter=300).fit((x - mean) / deviation, y, weights)
    by_words = LogisticRegression(C=settings.words, max_iter=300).fit(_matrix(sentences.features), y, weights)
    return {
        "mean": mean.astype(np.float32),
        "deviation": deviation.astype(np.float32),
        "weights": by_states.coef_[0].astype(np.float32),
        "bias": by_states.intercept_.astype(np.float32),
        "words": by_words.coef_[0].astype(np.float32),
        "words_bias": by_words.intercept_[0].astype(np.float32),
    }


def _matrix(features: Features) -> csr_matrix:
    sizes = np.array([len(ids) for ids in features.words])
    values = np.repeat(1 / np.sqrt(np.maximum(sizes, 1)), sizes)
    edges = np.concatenate([[0], np.cumsum(sizes)])
    return csr_matrix((values, np.concatenate(features.words), edges), shape=(len(sizes), N_BUCKETS))


def unseen_scores(general: Sentences, texts: Sequence[Text], settings: Settings) -> list[Floats]:
    """Return, for each text, what the last classifier looks at, by first ones that have not seen the text."""
    fold = np.random.default_rng(SEED).permutation(len(texts)) % FOLDS
    out: list[Floats] = [np.zeros((0, 5), np.float32)] * len(texts)
    for k in range(FOLDS):
        others = [text for text, f in zip(texts, fold, strict=True) if f != k]
        head = fit_first(join([general, *annotated_sentences(others, settings.annotated)]), settings)
        for i in np.flatnonzero(fold == k):
            out[i] = weigh(*first_scores(texts[i].features, head), texts[i].features.shape)
    return out


def fit_last(rows: Floats, labels: NDArray[np.int64], settings: Settings) -> LogisticRegression:
    """Fit the classifier that weighs; its columns are of like size, so they are left as they are."""
    return LogisticRegression(C=settings.last, max_iter=1000).fit(rows, labels)


def unseen_probabilities(
    rows: Sequence[Floats], texts: Sequence[Text], settings: Settings
) -> tuple[Floats, NDArray[np.int64]]:
    """Return probabilities and labels of annotated candidates, by last classifiers that have not seen their text."""
    fold = np.random.default_rng(SEED + 1).permutation(len(texts)) % FOLDS
    known = [np.flatnonzero(text.labels >= 0) for text in texts]
    found, labels = [], []
    for k in range(FOLDS):
        train, test = np.flatnonzero(fold != k), np.flatnonzero(fold == k)
        x = np.concatenate([rows[i][known[i]] for i in train])
        last = fit_last(x, np.concatenate([texts[i].labels[known[i]] for i in train]), settings)
        unseen = np.concatenate([rows[i][known[i]] for i in test])
        found.append(last.predict_proba(unseen)[:, 1])
        labels.append(np.concatenate([texts[i].labels[known[i]] for i in test]))
    return np.concatenate(found), np.concatenate(labels)


def measure(likely: Floats, labels: NDArray[np.int64], missed: int) -> str:
    """Return precision and recall at the threshold, and the Brier score, as words."""
    found = likely >= THRESHOLD
    right = int(labels[found].sum())
    precision, recall = right / max(int(found.sum()), 1), right / (int(labels.sum()) + missed)
    brier = float(np.mean((likely - labels) ** 2))
    return f"precision {precision:.3f} recall {recall:.3f} at {THRESHOLD}, Brier {brier:.3f}"


def learn(general: Sentences, texts: Sequence[Text], settings: Settings) -> tuple[dict[str, Floats], str]:
    """Fit everything; return the arrays to ship, and what was measured on texts as if they had not been seen."""
    rows = unseen_scores(general, texts, settings)
    likely, labels = unseen_probabilities(rows, texts, settings)
    figures = measure(likely, labels, sum(text.missed for text in texts))
    known = [np.flatnonzero(text.labels >= 0) for text in texts]
    last = fit_last(
        np.concatenate([r[k] for r, k in zip(rows, known, strict=True)]),
        np.concatenate([t.labels[k] for t, k in zip(texts, known, strict=True)]),
        settings,
    )
    head = fit_first(join([general, *annotated_sentences(texts, settings.annotated)]), settings)
    head["last"], head["last_bias"] = last.coef_[0].astype(np.float32), last.intercept_[0].astype(np.float32)
    head["threshold"] = np.float32(THRESHOLD)
    note = f"{figures}, last weights {last.coef_[0].round(2)}"
    return head, note
