"""Statements about one matter come into one thread, and stay there."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.threads.woven import FINES, INQUIRY, LAW, QUARRY, SHELTER, document, item, sentences, weave

from onrecord.reference.countries import Gazetteer
from onrecord.threads import Loom, Rarities, name_of, names_of_country
from onrecord.threads.matters import find_matters
from onrecord.threads.profiles import Profile, pack, unpack
from onrecord.threads.words import find_words, stem


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(LAW, FINES, id="one law"),
        pytest.param(QUARRY, INQUIRY, id="an incident and its inquiry"),
        pytest.param(SHELTER, "the shelter for women in Kisangari has twelve beds", id="the same told again"),
    ],
)
def test_one_matter_in_two_documents_is_one_thread(first: str, second: str) -> None:
    (a,), (b,) = weave((first,), (second,))
    assert a == b


@pytest.mark.parametrize(("first", "second"), [(LAW, QUARRY), (QUARRY, SHELTER), (SHELTER, FINES)])
def test_two_matters_are_two_threads(first: str, second: str) -> None:
    (a,), (b,) = weave((first,), (second,))
    assert a != b


def test_a_thread_lies_within_a_country() -> None:
    loom, made = Loom(Rarities()), document(sentences(LAW))
    other = document(sentences(LAW) + " Here too.", country="XNV")
    (a,) = loom.weave(made, [item(made, LAW)])
    (b,) = loom.weave(other, [item(other, LAW, country="XNV")])
    assert (a.country, b.country) == ("XEX", "XNV")
    assert a.thread != b.thread


def test_a_statement_on_no_country_goes_where_its_document_belongs() -> None:
    """A document that names no country, but names that are known from one, is taken to be about that one."""
    loom = Loom(Rarities())
    known = document("We saw Nola and Kisangari burn. They shot at Nola and in Kisangari near the quarry.")
    loom.weave(known, [item(known, "They shot at Nola and in Kisangari near the quarry")])
    text = document("He went to Nola, and then to Kisangari, where the quarry lies.", country=None)
    (placed,) = loom.weave(text, [item(text, "then to Kisangari, where the quarry lies", country=None)])
    assert placed.country == "XEX"


def test_what_a_person_fixed_is_not_placed_elsewhere() -> None:
    loom, made = Loom(Rarities()), document(sentences(LAW, QUARRY))
    law, quarry = item(made, LAW), item(made, QUARRY)
    placed = loom.weave(made, [law, quarry], fixed={quarry.statement.id: "mine"})
    assert [p.thread for p in placed if p.statement == quarry.statement.id] == ["mine"]


@settings(deadline=None, max_examples=15)
@given(st.permutations([LAW, FINES, QUARRY, INQUIRY, SHELTER]))
def test_weaving_the_same_again_gives_the_same(words: list[str]) -> None:
    """Threads depend on the documents and their order alone, and every statement is placed once."""
    first, again = weave(tuple(words), (LAW, QUARRY)), weave(tuple(words), (LAW, QUARRY))
    assert first == again
    assert [len(threads) for threads in first] == [5, 2]


def test_a_later_document_moves_nothing() -> None:
    alone = weave((LAW, QUARRY))
    with_more = weave((LAW, QUARRY), (FINES, INQUIRY, SHELTER))
    assert with_more[0] == alone[0]


def test_the_name_is_words_of_the_statements() -> None:
    loom, made = Loom(Rarities()), document(sentences(LAW, FINES))
    placed = loom.weave(made, [item(made, LAW), item(made, FINES)])
    name = name_of(loom.profiles[placed[0].thread])
    assert name
    assert name.lower() in made.text.lower()


def test_a_kept_profile_is_the_same_thread() -> None:
    loom, made = Loom(Rarities()), document(sentences(LAW))
    (placed,) = loom.weave(made, [item(made, LAW, rights=("assembly",))])
    before = loom.profiles[placed.thread]
    after = unpack(pack(before), placed.thread, "XEX")
    assert (after.size, after.rights, after.phrases) == (before.size, before.rights, before.phrases)
    assert after.keys(5).keys() == before.keys(5).keys()


def test_a_profile_without_statements_can_be_kept() -> None:
    empty = unpack(pack(Profile(thread="a", country=None)), "a", None)
    assert (empty.size, name_of(empty)) == (0, "")


@pytest.mark.parametrize(
    ("a", "b"),
    [("assemblies", "assembly"), ("dispersed", "disperses"), ("notification", "notifications"), ("detained", "detain")],
)
def test_forms_of_a_word_have_one_stem(a: str, b: str) -> None:
    assert stem(a) == stem(b)


def test_names_are_told_from_words() -> None:
    words = {w.stem: w.is_name for w in find_words("They met Lazar in Sorreth. Police met Lazar again, police said.")}
    assert words["lazar"] and words["sorreth"]
    assert not words["polic"]


@pytest.mark.parametrize("text", ["capital punishment", "the death penalty", "a moratorium on executions"])
def test_one_matter_has_several_names(text: str) -> None:
    assert "death-penalty" in set(find_matters([w.stem for w in find_words(text)]))


def test_names_of_the_country_tell_nothing() -> None:
    assert stem("Kenyan") in names_of_country(Gazetteer(), "KEN")
    assert not names_of_country(Gazetteer(), None)
