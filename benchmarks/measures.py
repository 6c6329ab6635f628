"""Figures beside the evaluator's own: statements with all three roles exact, recall by kind, and how sure a figure is.

A figure is counted by document, so that documents can be drawn anew: its interval holds 95 % of what 1,000 such draws
give. Where one document is scored several times, all its scores are drawn together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np
from numpy.typing import NDArray

Marked = dict[str, list[list[int]]]
Predictions = Mapping[str, Sequence[Marked]]
Gold = Mapping[str, tuple[str, Sequence[Marked]]]
Tokens = dict[str, Any]
"""What the evaluator makes of a statement: a set of tokens a role."""
Counts = NDArray[np.int64]

ROLES = ("source", "cue", "content")
MEASURES = (*ROLES, "relation", "whole")
NAMES = {r: f"{r}, exact" for r in ROLES} | {"relation": "statement", "whole": "statement, exact"}
_DRAWS, _SEED, _FEWEST = 1000, 20161108, 5
_PRONOUNS = frozenset(
    "i me my we us our you your he him his she her it its they them their who whom whose which that this these those "
    "himself herself itself themselves".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Precision, recall and F1 in percent; *low* and *high* are the ends of the 95 % interval of F1, if any."""

    precision: float
    recall: float
    f1: float
    low: float | None
    high: float | None
    predicted: int
    gold: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """Of *gold* statements of a kind, how many were found, and how many with all three roles exact."""

    gold: int
    found: int
    exact: int


def measure(gold: Gold, predicted: Predictions, evaluator: ModuleType) -> dict[str, Figure]:
    """Score *predicted*: the three roles, and whole statements half right (relation) and all right (whole).

    A statement is half right where the evaluator says so: source and content each share half of their tokens. It is all
    right where source, cue and content are the same tokens. Statements without content do not count, as there.

    Args:
        gold: statements by document. What follows `#` in a key tells versions of one document apart.
        predicted: statements under the same keys.
        evaluator: whose rules hold.
    """
    by_document: dict[str, Counts] = {}
    for key in sorted(gold):
        document, counted = key.partition("#")[0], np.array(_count(key, gold, predicted, evaluator))
        by_document[document] = by_document.get(document, np.zeros_like(counted)) + counted
    counts = np.array(list(by_document.values()))
    total, f1, ends = counts.sum(axis=0), _f1(counts.sum(axis=0)), _interval(counts)
    return {
        name: Figure(
            precision=100 * float(total[i, 0] / max(1, total[i, 1])),
            recall=100 * float(total[i, 0] / max(1, total[i, 2])),
            f1=float(f1[i]),
            low=ends[i][0],
            high=ends[i][1],
            predicted=int(total[i, 1]),
            gold=int(total[i, 2]),
        )
        for i, name in enumerate(MEASURES)
    }


def _interval(counts: Counts) -> list[tuple[float, float]] | list[tuple[None, None]]:
    """Return the ends of the interval of each measure; none for so few documents that drawing them says nothing."""
    if len(counts) < _FEWEST:
        return [(None, None)] * len(MEASURES)
    draws = np.random.default_rng(_SEED).integers(0, len(counts), (_DRAWS, len(counts)))
    low, high = np.percentile(_f1(counts[draws].sum(axis=1)), (2.5, 97.5), axis=0)
    return list(zip(low.tolist(), high.tolist(), strict=True))


def _f1(counts: Counts) -> NDArray[np.float64]:
    """Return F1 in percent of counts (…, measures, right and predicted and gold)."""
    right, both = counts[..., 0], counts[..., 1] + counts[..., 2]
    return np.asarray(200 * right / np.maximum(1, both), dtype=np.float64)


def _count(stem: str, gold: Gold, predicted: Predictions, evaluator: ModuleType) -> list[tuple[int, int, int]]:
    """Return right, predicted and gold of each measure in one document."""
    scores = evaluator.score({stem: gold[stem]}, {stem: predicted.get(stem, [])})
    rows = [scores["exact"][role] for role in ROLES] + [scores["relation"]["relation"]]
    out = [(round(row["p"] * row["pred"] / 100), int(row["pred"]), int(row["gold"])) for row in rows]
    wanted, had = _in_tokens(stem, gold, predicted, evaluator)
    return [*out, (len(_match(had, wanted, _is_whole, evaluator)), len(had), len(wanted))]


def _in_tokens(
    stem: str, gold: Gold, predicted: Predictions, evaluator: ModuleType
) -> tuple[list[Tokens], list[Tokens]]:
    text, statements = gold[stem]
    article = evaluator.Article(text)
    wanted = [s for s in map(article.statement, statements) if s["content"]]
    return wanted, [s for s in map(article.statement, predicted.get(stem, [])) if s["content"]]


def _is_whole(a: Tokens, b: Tokens) -> bool:
    return all(a[role] == b[role] for role in ROLES)


def _match(
    had: list[Tokens], wanted: list[Tokens], is_same: Callable[[Tokens, Tokens], bool], evaluator: ModuleType
) -> set[int]:
    """Return the numbers of the *wanted* statements that have a partner, one to one."""
    edges = [[j for j, g in enumerate(wanted) if is_same(p, g)] for p in had]
    return set(evaluator.max_matching(edges, len(wanted)))


def recall_by_kind(gold: Gold, predicted: Predictions, evaluator: ModuleType) -> dict[str, Recall]:
    """Count what is found of each kind of statement; a statement may be of several kinds."""
    tally = {kind: [0, 0, 0] for kind in (*_KINDS, "nested in another")}

    def is_found(a: Tokens, b: Tokens) -> bool:
        return bool(evaluator.agree(a["source"], b["source"]) and evaluator.agree(a["content"], b["content"]))

    for stem, (text, _) in gold.items():
        article = evaluator.Article(text)
        wanted, had = _in_tokens(stem, gold, predicted, evaluator)
        found, exact = _match(had, wanted, is_found, evaluator), _match(had, wanted, _is_whole, evaluator)
        for j, statement in enumerate(wanted):
            kinds = [kind for kind, is_it in _KINDS.items() if is_it(statement, article)]
            kinds += ["nested in another"] * any(_lies_in(statement, other) for other in wanted)
            for kind in kinds:
                tally[kind] = [n + x for n, x in zip(tally[kind], (1, j in found, j in exact), strict=True)]
    return {kind: Recall(gold=n, found=found, exact=exact) for kind, (n, found, exact) in tally.items()}


def _lies_in(inner: Tokens, outer: Tokens) -> bool:
    cue: frozenset[int] = inner["cue"]
    content: frozenset[int] = outer["content"]
    return inner is not outer and bool(cue) and cue <= content


def _is_pronoun(statement: Tokens, article: Any) -> bool:
    words = [article.words[i].casefold() for i in sorted(statement["source"])]
    return len(words) == 1 and words[0] in _PRONOUNS


def _is_torn(statement: Tokens, _article: Any) -> bool:
    tokens: frozenset[int] = statement["content"]
    return max(tokens) - min(tokens) + 1 > len(tokens)


_KINDS: dict[str, Callable[[Tokens, Any], bool]] = {
    "direct": lambda s, a: a.kind(s["content"]) == "direct",
    "mixed": lambda s, a: a.kind(s["content"]) == "mixed",
    "indirect": lambda s, a: a.kind(s["content"]) == "indirect",
    "no source": lambda s, _: not s["source"],
    "pronoun as source": _is_pronoun,
    "discontinuous content": _is_torn,
}


def print_figures(title: str, figures: Mapping[str, Figure]) -> None:
    """Print one line a measure."""
    print(f"{title:24}{'P':>7}{'R':>7}{'F1':>7}   95 % interval{'found':>8}{'gold':>7}")
    for name, f in figures.items():
        interval = "" if f.low is None else f"{f.low:.1f} to {f.high:.1f}"
        row = f"{f.precision:7.1f}{f.recall:7.1f}{f.f1:7.1f}   {interval:14}{f.predicted:7}{f.gold:7}"
        print(f"  {NAMES[name]:22}{row}")


def print_recall(recalls: Mapping[str, Recall]) -> None:
    """Print one line a kind."""
    print(f"{'recall, in percent':24}{'gold':>7}{'found':>7}{'exact':>7}")
    for kind, r in recalls.items():
        shares = f"{100 * r.found / r.gold:7.1f}{100 * r.exact / r.gold:7.1f}" if r.gold else f"{'-':>7}{'-':>7}"
        print(f"  {kind:22}{r.gold:7}{shares}")
