"""Refit the label heads to what a person decided, from where the shipped heads are, and say what it brings.

How much a review counts against a training text is chosen by cross-validation over the reviews, for each head by
itself; a head that gains nothing stays as it is. Documents are never split between what is learnt and what is tested.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from onrecord.labels.agreement import accuracy, kappa, micro_f1
from onrecord.labels.assigner import Seen, judge
from onrecord.labels.features import VECTOR, VECTOR_SCALE, WORD_SCALE, Floats, list_features, word_features
from onrecord.labels.heads import Head, Heads, Scores, sigmoid, softmax
from onrecord.labels.learning import Task, learn, log_loss, make_task
from onrecord.labels.samples import Sample
from onrecord.records import ACTS, RIGHTS, STANCES, Act, Measure, Right, Stance

Label = Literal["rights", "act", "stance"]
FOLDS = 5
WEIGHTS = (1.0, 4.0, 16.0, 64.0)
"""What a review may count against a training text."""
FEW = 30
"""Below so many reviews the figures say little."""
WORDS = 150
"""Words of the vocabulary that are refitted: those in most reviews, in two at least."""
_FREE = 0.001
"""The bias moves all but freely."""
_HEADS: tuple[tuple[Label, str], ...] = (("rights", "rights"), ("act", "acts"), ("stance", "stances"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A reviewed statement: *vector* (384,); a label that the person did not speak about is None."""

    seen: Seen
    vector: Floats
    rights: tuple[Right, ...] | None = None
    act: Act | None = None
    stance: Stance | None = None

    @property
    def group(self) -> str:
        """The document: what is told of one statement tells of its neighbours."""
        return self.seen.view.statement.document


@dataclass(frozen=True, slots=True, kw_only=True)
class Refit:
    """Refitted heads with what cross-validation says of them."""

    heads: Heads
    measures: tuple[Measure, ...]
    warnings: tuple[str, ...]


def refit(heads: Heads, sample: Sample, examples: Sequence[Example]) -> Refit:
    """Refit the shipped *heads* to *examples*; the same examples in any order give the same heads."""
    examples = sorted(examples, key=lambda e: e.seen.view.statement.id)
    matter = _Matter.make(heads, sample, examples)
    folds = _folds([e.group for e in examples])
    tried = {label: _refit_head(matter.task(label), folds) for label, _ in _HEADS}
    found = _without_losses(examples, matter, tried)
    fitted = replace(
        heads,
        rights=matter.moved("rights", found["rights"].moved),
        acts=matter.moved("acts", found["act"].moved),
        stances=matter.moved("stances", found["stance"].moved),
    )
    measures = _measures(examples, matter, found)
    return Refit(heads=fitted, measures=measures, warnings=_warnings(examples, found))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """One head: by how much its weights move, what a review weighs, and the raw scores of held-out examples."""

    moved: Floats
    weight: float
    held_out: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class _Matter:
    """The sample above the examples, as features: vector, lists, and the words that are refitted."""

    heads: Heads
    sample: Sample
    examples: Sequence[Example]
    dense: Floats
    words: Floats
    columns: NDArray[np.int64]
    now: Scores
    size: int

    @classmethod
    def make(cls, heads: Heads, sample: Sample, examples: Sequence[Example]) -> _Matter:
        readings = [e.seen.view.reading for e in examples]
        own = word_features([r.content for r in readings], heads.vocabulary)
        filled = [*sample.words, *own]
        counts = Counter(int(c) for row in own for c in row)
        often = sorted(counts, key=lambda c: (-counts[c], c))[:WORDS]
        columns = np.array(sorted(c for c in often if counts[c] > 1), np.int64)
        vectors = np.vstack([sample.vectors, np.array([e.vector for e in examples]) * np.float32(VECTOR_SCALE)])
        lists = np.vstack([sample.lists, list_features(readings)])
        return cls(
            heads=heads,
            sample=sample,
            examples=examples,
            dense=np.hstack([vectors, lists]),
            words=_word_matrix(filled, columns, len(heads.vocabulary)),
            columns=columns,
            now=heads.logits(vectors, lists, filled),
            size=len(sample.vectors),
        )

    def task(self, label: Label) -> Task:
        """Return what the head for *label* is to learn; the examples weigh nothing yet."""
        at = [name for name, _ in _HEADS].index(label)
        now: Floats = getattr(self.now, _HEADS[at][1])
        parts = [self.dense, self.words] if label == "rights" else [self.dense]
        features = np.hstack([*parts, np.ones((len(self.dense), 1), np.float32)])
        ridge = np.full(features.shape[1], self.sample.ridges[at, 1], np.float32)
        ridge[:VECTOR], ridge[-1] = self.sample.ridges[at, 0], _FREE
        weights = self.sample.weights[:, at]
        said = _targets(label, self.examples)
        return make_task(features, now, weights, ridge, self.size, said, is_softmax=label != "rights")

    def shipped(self) -> Scores:
        """Return the raw scores of the examples by the shipped heads."""
        at = slice(self.size, None)
        return Scores(rights=self.now.rights[at], acts=self.now.acts[at], stances=self.now.stances[at])

    def moved(self, name: str, by: Floats) -> Head:
        """Return a head with its weights moved."""
        head: Head = getattr(self.heads, name)
        lists = VECTOR + head.lists.shape[0]
        words = head.words.copy()
        if name == "rights":
            words[self.columns] += by[lists:-1]
        return Head(
            vector=head.vector + by[:VECTOR], lists=head.lists + by[VECTOR:lists], words=words, bias=head.bias + by[-1]
        )


def _word_matrix(filled: Sequence[NDArray[np.int64]], columns: NDArray[np.int64], size: int) -> Floats:
    place = np.full(size, -1)
    place[columns] = np.arange(len(columns))
    out = np.zeros((len(filled), len(columns)), np.float32)
    for row, words in zip(out, filled, strict=True):
        at = place[words]
        row[at[at >= 0]] = WORD_SCALE
    return out


def _targets(label: Label, examples: Sequence[Example]) -> tuple[Floats, Floats]:
    """Return which examples speak about *label*, (n,) 0 or 1, and what they say, (n, labels)."""
    said = [getattr(e, label) for e in examples]
    given = np.array([one is not None for one in said], np.float32)
    if label == "rights":
        return given, np.array([[code in (one or ()) for code in RIGHTS] for one in said], np.float32)
    codes = ACTS if label == "act" else STANCES
    return given, np.array([[one == code for code in codes] for one in said], np.float32)


def _folds(groups: Sequence[str]) -> NDArray[np.int64]:
    """Return the fold of each example: whole groups, the largest first, each to the fold that has least.

    Where fewer groups than folds leave no other way, the examples are dealt out one by one.
    """
    counts = Counter(groups)
    if len(counts) < FOLDS:
        return np.arange(len(groups)) % FOLDS
    sizes, fold = [0] * FOLDS, dict[str, int]()
    for group in sorted(counts, key=lambda g: (-counts[g], g)):
        fold[group] = sizes.index(min(sizes))
        sizes[fold[group]] += counts[group]
    return np.array([fold[g] for g in groups])


def _refit_head(task: Task, folds: NDArray[np.int64]) -> _Found:
    """Choose the weight of a review by what heads say of reviews that they have not seen, then learn from all.

    The lowest weight is taken whose loss is within one standard error of the lowest loss: what a higher one brings
    may be chance.
    """
    nothing = np.zeros((task.reach.shape[2], task.now.shape[1]), np.float32)
    tried = [_Found(moved=nothing, weight=0.0, held_out=task.now)]
    starts: dict[int, Floats] = {}
    for weight in WEIGHTS if task.given.any() else ():
        tried.append(replace(tried[0], weight=weight, held_out=_held_out(task, weight, folds, starts)))
    chosen = tried[_lowest([_losses(task, one.held_out) for one in tried])]
    if not chosen.weight:
        return chosen
    return replace(chosen, moved=task.weights(learn(task, np.full(len(folds), chosen.weight, np.float32))))


def _losses(task: Task, logits: Floats) -> Floats:
    """Return the log loss of each review that says something of this label."""
    each: Floats = log_loss(logits, task.targets, is_softmax=task.is_softmax).sum(axis=1)
    return each[task.given > 0]


def _lowest(losses: Sequence[Floats]) -> int:
    """Return the first whose mean is no more than a standard error of the difference above the lowest mean."""
    if not len(losses[0]):
        return 0
    best = losses[int(np.argmin([row.mean() for row in losses]))]
    apart = [row - best for row in losses]
    return next(n for n, row in enumerate(apart) if row.mean() <= row.std() / np.sqrt(len(row)))


def _held_out(task: Task, weight: float, folds: NDArray[np.int64], starts: dict[int, Floats]) -> Floats:
    """Return the raw scores of each example by a head that learnt from the other folds; *starts* are kept between."""
    out = task.now.copy()
    for fold in range(FOLDS):
        weights = np.where(folds == fold, np.float32(0), np.float32(weight))
        starts[fold] = learn(task, weights, starts.get(fold))
        out[folds == fold] = task.moved(starts[fold])[folds == fold]
    return out


def _without_losses(examples: Sequence[Example], matter: _Matter, tried: dict[Label, _Found]) -> dict[Label, _Found]:
    """Leave a head as it is where its labels, rules and all, would agree less with held-out reviews than before."""
    scores, kept = matter.shipped(), dict(tried)
    for (label, name), (_, figure) in zip(_HEADS, (_FIGURES[0], _FIGURES[1], _FIGURES[3]), strict=True):
        fields = {"rights": scores.rights, "acts": scores.acts, "stances": scores.stances}
        new = Scores(**(fields | {name: tried[label].held_out}))
        before, after = (_figure(label, figure, examples, _labels(examples, one)) for one in (scores, new))
        if (after or 0.0) < (before or 0.0):
            nothing = np.zeros_like(tried[label].moved)
            kept[label] = _Found(moved=nothing, weight=0.0, held_out=fields[name])
        else:
            scores = new
    return kept


def _measures(examples: Sequence[Example], matter: _Matter, found: dict[Label, _Found]) -> tuple[Measure, ...]:
    """Compare labels, rules and all, by the shipped heads and by heads that had not seen the statement."""
    now = matter.shipped()
    then = Scores(rights=found["rights"].held_out, acts=found["act"].held_out, stances=found["stance"].held_out)
    before, after = _labels(examples, now), _labels(examples, then)
    return tuple(
        Measure(
            label=label,
            figure=figure,
            reviews=sum(getattr(e, label) is not None for e in examples),
            before=_figure(label, figure, examples, before),
            after=_figure(label, figure, examples, after),
            weight=found[label].weight,
        )
        for label, figure in _FIGURES
    )


_Figure = Literal["micro-f1", "accuracy", "kappa"]
_FIGURES: tuple[tuple[Label, _Figure], ...] = (
    ("rights", "micro-f1"), ("act", "accuracy"), ("act", "kappa"), ("stance", "accuracy"), ("stance", "kappa"),
)  # fmt: skip
_Said = dict[Label, tuple[str, ...]]


def _labels(examples: Sequence[Example], logits: Scores) -> list[_Said]:
    """Return the labels of each example as they would be given."""
    rows = zip(sigmoid(logits.rights), softmax(logits.acts), softmax(logits.stances), strict=True)
    return [_said(e.seen, *row) for e, row in zip(examples, rows, strict=True)]


def _said(seen: Seen, rights: Floats, acts: Floats, stances: Floats) -> _Said:
    judged = judge(seen, rights, acts, stances)
    return {
        "rights": tuple(d.label for d in judged.rights),
        "act": (judged.act.label,),
        "stance": (judged.stance.label,),
    }


def _figure(label: Label, figure: _Figure, examples: Sequence[Example], said: Sequence[_Said]) -> float | None:
    given = [(one[label], getattr(e, label)) for e, one in zip(examples, said, strict=True)]
    pairs = [(a, b) for a, b in given if b is not None]
    if figure == "micro-f1":
        found = micro_f1([a for a, _ in pairs], [b for _, b in pairs])
    else:
        measure = accuracy if figure == "accuracy" else kappa
        found = measure([a[0] for a, _ in pairs], [b for _, b in pairs])
    return None if found is None else round(found, 4)


def _warnings(examples: Sequence[Example], found: dict[Label, _Found]) -> tuple[str, ...]:
    """Say what makes the figures doubtful, and what no fit can change."""
    documents = len({e.group for e in examples})
    out = []
    if len(examples) < FEW:
        out.append(f"Only {len(examples)} reviews: below about {FEW} the figures may be chance.")
    if documents < FOLDS:
        out.append(f"All reviews are of {documents} documents: neighbours are tested on neighbours, which flatters.")
    for label, one in found.items():
        if not one.weight and any(getattr(e, label) is not None for e in examples):
            out.append(f"The head for {label} does not gain on reviews that it has not seen: left as it is.")
        if count := sum(_is_ruled(e, label) for e in examples):
            out.append(f"Reviews against a rule for {label} that comes before the head: {count}. No fit changes these.")
    return tuple(out)


def _is_ruled(example: Example, label: Label) -> bool:
    """Tell whether rules would give another act or stance than the person, were the heads as sure as can be."""
    right = getattr(example, label)
    if right is None or label == "rights":
        return False
    rights = np.array([code in (example.rights or ()) for code in RIGHTS], np.float32)
    acts = np.array([code == (example.act or example.seen.view.statement.act) for code in ACTS], np.float32)
    stances = np.array([code == example.stance for code in STANCES], np.float32)
    return _said(example.seen, rights, acts, stances)[label] != (right,)
