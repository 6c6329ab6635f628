"""Statements of a country compared all at once: what belongs together, and which id it keeps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.threads.woven import FINES, INQUIRY, LAW, QUARRY, SHELTER, document, embed, item, sentences

from onrecord.threads import Rarities, Survey, regrouping, spin
from onrecord.threads.regrouping import Spot, keep_ids, link, passage_of, regroup, shared


def spots(*contents: tuple[str, ...]) -> list[Spot]:
    """Return statements of documents ready to be parted."""
    rarities, out = Rarities(), []
    read = []
    for words in contents:
        made = document(sentences(*words))
        survey = Survey(made)
        traits = [survey.traits(item(made, one), "XEX") for one in words]
        for one in traits:
            rarities.count("XEX", one.own)
        read.append((survey, traits))
    for survey, traits in read:
        for one, strand in zip(traits, spin(traits, rarities.of), strict=True):
            (passage,) = embed([passage_of(survey, one)])
            out.append(
                Spot(
                    strand=strand,
                    document=one.item.statement.document,
                    sentence=one.sentence,
                    within=None,
                    passage=passage,
                )
            )
    return out


def test_matters_are_told_apart_over_documents() -> None:
    law, quarry, fines, inquiry, shelter = regroup(spots((LAW, QUARRY), (FINES, INQUIRY), (SHELTER,)))
    assert law == fines
    assert quarry == inquiry
    assert len({law, quarry, shelter}) == 3


def test_a_passage_is_the_sentences_around_within_the_paragraph() -> None:
    text = "Far away.\n\nOne here. Two here. Three here. Four here. Five here. Six here.\n\nNext."
    made = document(text)
    survey = Survey(made)
    assert passage_of(survey, survey.traits(item(made, "Three here"), None)) == (
        "One here. Two here. Three here. Four here. Five here."
    )


@pytest.mark.parametrize(
    ("groups", "before", "expected"),
    [
        pytest.param([["a", "b"]], {"a": "T", "b": "T"}, ["T"], id="the same"),
        pytest.param([["a", "b"], ["c"]], {"a": "T", "b": "T", "c": "T"}, ["T", "new c"], id="parted"),
        pytest.param([["a", "b", "c"]], {"a": "T", "b": "U", "c": "U"}, ["U"], id="joined: the larger one"),
        pytest.param([["x"], ["a"]], {"a": "T"}, ["new x", "T"], id="one more"),
        pytest.param(
            [["a"], ["b", "c"]], {"a": "new a", "b": "new a", "c": "new a"}, ["a", "new a"], id="its id is taken"
        ),
    ],
)
def test_a_group_keeps_the_id_of_the_thread_that_it_shares_most_with(
    groups: list[list[str]], before: dict[str, str], expected: list[str]
) -> None:
    made = keep_ids(groups, before, lambda statement: f"new {statement}")
    assert len(set(made)) == len(groups)
    assert all(e == m for e, m in zip(expected, made, strict=True) if e != "a")


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 14), st.integers(0, 10_000), st.floats(0.2, 0.8))
def test_chains_join_what_joining_the_nearest_two_again_and_again_joins(count: int, seed: int, least: float) -> None:
    drawn = np.random.default_rng(seed).random((count, count)).astype(np.float32)
    likeness = ((drawn + drawn.T) / 2).astype(np.float32)
    assert parts(link(likeness.copy(), least)) == parts(naive(likeness, least))


def parts(heads: list[int]) -> set[frozenset[int]]:
    return {frozenset(n for n, h in enumerate(heads) if h == head) for head in heads}


def naive(likeness: np.ndarray, least: float) -> list[int]:
    groups = [[n] for n in range(len(likeness))]
    while len(groups) > 1:
        means = [
            (float(likeness[np.ix_(a, b)].astype(float).mean()), i, j)
            for i, a in enumerate(groups)
            for j, b in enumerate(groups)
            if i < j
        ]
        best, i, j = max(means)
        if best < least:
            break
        groups[i] += groups.pop(j)
    return [next(g[0] for g in groups if n in g) for n in range(len(likeness))]


def test_rows_are_compared_by_the_terms_that_they_share() -> None:
    found = shared([{"a": 1.0}, {"a": 0.6, "b": 0.8}, {"b": 1.0}])
    assert found[0, 1] == pytest.approx(0.6)
    assert found[1, 2] == pytest.approx(0.8)
    assert found[0, 2] == 0.0


def test_many_statements_are_compared_in_blocks_of_what_is_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(regrouping, "BLOCK", 2)
    law, quarry, fines, inquiry = regroup(spots((LAW, QUARRY), (FINES, INQUIRY)))
    assert law == fines
    assert quarry == inquiry
