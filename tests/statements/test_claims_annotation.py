"""The annotated sample of benchmarks/author_claims.tsv is what docs/annotating-author-claims.md says it is."""

import csv
import importlib
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from onrecord.text.sentences import find_sentences

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def annotated() -> ModuleType:
    sys.path.insert(0, str(REPOSITORY / "training" / "author_claims"))
    try:
        return importlib.import_module("annotated")
    finally:
        sys.path.pop(0)


def test_the_sample_is_large_and_no_document_is_in_both_parts(annotated: ModuleType) -> None:
    items = annotated.read_annotation()
    sizes = Counter({part: sum(len(i.sentences) for i in items if i.part == part) for part in ("tune", "held")})
    assert sizes.total() >= 500
    assert sizes["held"] >= 250
    assert len(items) >= 60
    assert len({(i.kind, i.name) for i in items}) == len(items)


def test_codes_are_those_of_the_guide(annotated: ModuleType) -> None:
    sentences = [s for item in annotated.read_annotation() for s in item.sentences]
    assert {s.first for s in sentences} == set("1p0s")
    assert {s.second for s in sentences} <= set("1p0s-")
    assert sum(s.second != "-" for s in sentences) >= 150


def test_spans_in_our_own_texts_are_sentences(annotated: ModuleType) -> None:
    for item in (i for i in annotated.read_annotation() if i.kind == "own"):
        text = (annotated.HERE / "texts" / f"{item.name}.txt").read_bytes().decode()
        assert {s.span for s in item.sentences} <= set(find_sentences(text)), item.name


def test_no_training_example_stands_in_the_part_that_is_only_totalled(annotated: ModuleType) -> None:
    with (annotated.HERE / "examples.tsv").open(encoding="utf-8") as file:
        examples = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert {label for label, _ in examples} == {"0", "1"}
    held = [i for i in annotated.read_annotation() if i.kind == "own" and i.part == "held"]
    texts = [(annotated.HERE / "texts" / f"{i.name}.txt").read_text(encoding="utf-8") for i in held]
    assert not [sentence for _, sentence in examples if any(sentence in text for text in texts)]
