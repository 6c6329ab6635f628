"""The figures of the benchmarks: what is counted as found, as exact, as one kind or another."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
EVALUATOR = ROOT.parent / "shared" / "eval" / "polnear_eval.py"
sys.path.insert(0, str(ROOT))

from benchmarks.marked import parse  # noqa: E402

from benchmarks import attribution, measures  # noqa: E402  (found through the line above)

GOLD = [
    "{1s:The mayor} {1q:said} {1c:the bridge was safe}.",
    "{1s:She} {1q:told} them: {1c:“Cross it.”}",
    "{1c:The road}, {1s:he} {1q:said}, {1c:was closed}.",
    "{1s:Critics} {1q:say} {1c:{2s:the mayor} {2q:promised} {2c:a new road}}.",
    "It {1q:is feared} {1c:that “nobody” came}.",
]
FOUND = [
    "{1s:The mayor} {1q:said} {1c:the bridge was safe}.",
    "{1s:She} {1q:told them:} {1c:“Cross it.”}",  # the cue is too long
    "The road, {1s:he} {1q:said}, {1c:was closed}.",  # half of the content is missing
    "{1s:Critics} {1q:say} {1c:the mayor promised a new road}.",  # the inner statement is missing
    "{1s:It} {1q:is feared} {1c:that “nobody” came}.",  # that is no source
]
KINDS = {  # gold, found, exact
    "direct": (1, 1, 0),
    "mixed": (1, 0, 0),
    "indirect": (4, 3, 2),
    "no source": (1, 0, 0),
    "pronoun as source": (2, 2, 0),
    "discontinuous content": (1, 1, 0),
    "nested in another": (1, 0, 0),
}


@pytest.fixture(scope="module")
def evaluator() -> ModuleType:
    if not EVALUATOR.is_file():
        pytest.skip(f"the evaluator is not at {EVALUATOR}")
    return attribution.load_evaluator(EVALUATOR)


def marked(texts: list[str]) -> dict[str, tuple[str, list[measures.Marked]]]:
    return {str(n): parse(text) for n, text in enumerate(texts)}


def test_statements_half_right_and_all_right_are_counted_apart(evaluator: ModuleType) -> None:
    found = {key: statements for key, (_, statements) in marked(FOUND).items()}
    figures = measures.measure(marked(GOLD), found, evaluator)
    half, whole = figures["relation"], figures["whole"]
    assert (half.predicted, half.gold, round(half.precision), round(half.recall, 1)) == (5, 6, 80, 66.7)
    assert (round(whole.precision), round(whole.recall, 1)) == (40, 33.3)
    assert whole.low is not None and whole.high is not None and whole.low < whole.f1 < whole.high


def test_gold_as_prediction_is_all_right_however_documents_are_drawn(evaluator: ModuleType) -> None:
    gold = marked(GOLD)
    figures = measures.measure(gold, {key: statements for key, (_, statements) in gold.items()}, evaluator)
    assert {(f.precision, f.recall, f.f1, f.low, f.high) for f in figures.values()} == {(100, 100, 100, 100, 100)}


def test_versions_of_one_document_are_one_draw_and_few_documents_give_no_interval(evaluator: ModuleType) -> None:
    gold = {f"same#{key}": value for key, value in marked(GOLD).items()}
    figures = measures.measure(gold, {}, evaluator)
    assert {(f.f1, f.low, f.high) for f in figures.values()} == {(0, None, None)}
    assert figures["relation"].gold == 6


def test_recall_is_counted_by_kind(evaluator: ModuleType) -> None:
    found = {key: statements for key, (_, statements) in marked(FOUND).items()}
    recalls = measures.recall_by_kind(marked(GOLD), found, evaluator)
    assert {kind: (r.gold, r.found, r.exact) for kind, r in recalls.items()} == KINDS
