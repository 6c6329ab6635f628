"""Pairing the provisions of two versions: by words and surroundings, hardly by numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.bills.drafts import CLOSURE, FUNDING, MEETINGS, REFUSAL, REGISTER, arrived, became, bill, pieces

from onrecord.bills.aligning import align
from onrecord.bills.matching import match
from onrecord.bills.terms import similarities, with_pairs, words_of

FIRST = bill(REGISTER, REFUSAL, FUNDING, CLOSURE, MEETINGS)


def test_nothing_changed() -> None:
    assert {relation for relation, _ in became(FIRST, FIRST).values()} == {"kept"}
    assert arrived(FIRST, FIRST) == []


def test_provisions_are_followed_through_renumbering() -> None:
    """Article 2 of the second version has the number, not the words, of Article 2 of the first."""
    new = ("Aims", "A society states its aims in its founding document in plain language.")
    second = bill(REGISTER, new, REFUSAL, FUNDING, CLOSURE, MEETINGS)
    found = became(FIRST, second)
    assert found["Article 1"] == ("kept", ["Article 1"])
    assert found["Article 2"] == ("renumbered", ["Article 3"])
    assert found["Article 5(2)"] == ("kept", ["Article 6(2)"])
    assert arrived(FIRST, second) == ["Article 2", "Article 2(1)"]


def test_what_is_removed_is_not_paired_with_what_is_new() -> None:
    new = ("Archive", "Old files of the Board are handed to the national archive after ten years.")
    second = bill(REGISTER, new, FUNDING, CLOSURE, MEETINGS)
    found = became(FIRST, second)
    assert found["Article 2"] == ("removed", [])
    assert found["Article 2(1)"] == ("removed", [])
    assert arrived(FIRST, second) == ["Article 2", "Article 2(1)"]


def test_a_removal_has_its_nearest_candidates_beside_it() -> None:
    merged_elsewhere = (*REGISTER, "A society whose aims are contrary to public order is not entered in the register.")
    a, b = pieces(FIRST), pieces(bill(merged_elsewhere, FUNDING, CLOSURE, MEETINGS))
    removed = next(link for link in align(a, b) if link.relation == "removed" and a[link.a[0]].cite == "Article 2(1)")
    assert "Article 1(3)" in [b[n].cite for n in removed.candidates]


def test_an_amended_provision_is_followed_and_said_to_be_amended() -> None:
    changed = (FUNDING[0], FUNDING[1], FUNDING[2].replace("100", "500"))
    a, b = pieces(FIRST), pieces(bill(REGISTER, REFUSAL, changed, CLOSURE, MEETINGS))
    texts = {a[link.a[0]].cite: link.text for link in align(a, b)}
    assert (texts["Article 3"], texts["Article 3(1)"], texts["Article 3(2)"]) == ("amended", "identical", "amended")


def test_articles_in_another_order_have_moved() -> None:
    found = became(FIRST, bill(REGISTER, REFUSAL, CLOSURE, MEETINGS, FUNDING))
    assert found["Article 3"] == ("moved", ["Article 5"])
    assert found["Article 4"] == ("renumbered", ["Article 3"])


def test_a_paragraph_that_went_to_another_article_has_moved() -> None:
    second = bill(REGISTER, REFUSAL, FUNDING, CLOSURE[:2], (*MEETINGS, CLOSURE[2]))
    assert became(FIRST, second)["Article 4(2)"] == ("moved", ["Article 5(3)"])


def test_a_split_is_found() -> None:
    second = bill(REGISTER, REFUSAL, FUNDING, CLOSURE[:2], ("Property", CLOSURE[2]), MEETINGS)
    assert became(FIRST, second)["Article 4"] == ("split", ["Article 4", "Article 5"])


def test_a_merger_is_found() -> None:
    second = bill(REGISTER, REFUSAL, FUNDING, (*CLOSURE, *MEETINGS[1:]))
    found = became(FIRST, second)
    assert found["Article 4"] == ("merged", ["Article 4"])
    assert found["Article 5"] == ("merged", ["Article 4"])


def test_drafting_ids_are_used_where_they_agree_with_the_texts() -> None:
    """A rewritten paragraph has no words in common with what it was, but the same id."""
    rewritten = (FUNDING[0], FUNDING[1], "Whoever hides a payment loses the right to hold office and is fined.")
    a, b = pieces(FIRST), pieces(bill(REGISTER, REFUSAL, rewritten, CLOSURE, MEETINGS))
    without = {a[link.a[0]].cite: link.relation for link in align(a, b) if link.a}
    with_ids = [tuple(replace(p, drafting_id=f"id{n}") for n, p in enumerate(side)) for side in (a, b)]
    links = {a[link.a[0]].cite: link.relation for link in align(*with_ids) if link.a}
    assert (without["Article 3(2)"], links["Article 3(2)"]) == ("removed", "kept")


def test_drafting_ids_that_stand_for_places_are_not_believed() -> None:
    """Ids given anew in order would pair every article with its neighbour."""
    a, b = pieces(FIRST), pieces(bill(MEETINGS, REGISTER, REFUSAL, FUNDING, CLOSURE))
    numbered = [tuple(replace(p, drafting_id=f"id{n}") for n, p in enumerate(side)) for side in (a, b)]
    found = {a[link.a[0]].cite: [b[n].cite for n in link.b] for link in align(*numbered)}
    assert found["Article 1"] == ["Article 2"]


ARTICLES = st.permutations([REGISTER, REFUSAL, FUNDING, CLOSURE, MEETINGS]).flatmap(
    lambda order: st.integers(min_value=0, max_value=5).map(lambda n: order[:n])
)


@given(first=ARTICLES, second=ARTICLES)
def test_every_provision_of_either_side_is_in_a_link(
    first: list[tuple[str, ...]], second: list[tuple[str, ...]]
) -> None:
    """And articles with the same words are paired, in whatever order they stand."""
    a, b = pieces(bill(*first)), pieces(bill(*second))
    links = align(a, b)
    assert {n for link in links for n in link.a} == set(range(len(a)))
    assert {n for link in links for n in link.b} == set(range(len(b)))
    paired = {(a[link.a[0]].heading, b[link.b[0]].heading) for link in links if link.a and link.b}
    common = {title for title, *_ in first} & {title for title, *_ in second}
    assert {(title, title) for title in common} <= paired


WEIGHTS = st.dictionaries(st.tuples(st.integers(0, 5), st.integers(0, 5)), st.integers(-3, 9), min_size=1, max_size=20)


@given(weights=WEIGHTS)
def test_the_matching_is_the_best_there_is(weights: dict[tuple[int, int], int]) -> None:
    """Against all matchings, one by one."""
    a, b = (np.array(side, np.int64) for side in zip(*weights, strict=True))
    partner = match(6, 6, a, b, np.array(list(weights.values()), np.float32))
    pairs = [(i, j) for i, j in enumerate(partner.tolist()) if j >= 0]
    assert len({j for _, j in pairs}) == len(pairs)
    assert sum(weights[pair] for pair in pairs) == _best(tuple(sorted(weights.items())))


def _best(weights: tuple[tuple[tuple[int, int], int], ...]) -> int:
    if not weights:
        return 0
    ((i, j), weight), rest = weights[0], weights[1:]
    free = tuple(item for item in rest if item[0][0] != i and item[0][1] != j)
    return max(_best(rest), weight + _best(free))


SAID = st.lists(
    st.lists(st.sampled_from("lamp bulb board may shall register refuse tax".split()), max_size=8), max_size=6
)


@given(a=SAID, b=SAID)
def test_similarity_is_the_cosine_of_weighted_counts(a: list[list[str]], b: list[list[str]]) -> None:
    """Sparse and dense parts together give what the formula gives."""
    left, right = [with_pairs(words) for words in a], [with_pairs(words) for words in b]
    found = similarities(left, right)
    assert found.shape == (len(a), len(b))
    texts = [*left, *right]

    def vector(text: dict[str, int]) -> dict[str, float]:
        return {w: (1 + np.log(n)) * np.log1p(len(texts) / sum(w in t for t in texts)) for w, n in text.items()}

    for i, x in enumerate(map(vector, left)):
        for j, y in enumerate(map(vector, right)):
            norm = np.sqrt(sum(v * v for v in x.values()) * sum(v * v for v in y.values()))
            assert found[i, j] == pytest.approx(sum(x[w] * y.get(w, 0) for w in x) / norm if norm else 0, abs=1e-5)


def test_words_are_lower_case_and_numbers_stay() -> None:
    assert words_of("Article 12(a): Fines") == ["article", "12", "a", "fines"]
