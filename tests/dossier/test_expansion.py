"""A search says what it took the question to ask, and shows where the words stand."""

import pytest
from tests.dossier import samples

from onrecord.dossier import Dossier
from onrecord.dossier.expansion import expanded, highlights


@pytest.fixture
def filled(dossier: Dossier) -> Dossier:
    samples.add(dossier, samples.press())
    samples.add(dossier, samples.law())
    return dossier


@pytest.mark.parametrize(
    ("query", "matched", "terms"),
    [
        ("PRISONS beatings", "all", [("word", ("prisons",), 1), ("word", ("beatings",), 1)]),
        ("prisons café", "any", [("word", ("prisons",), 1), ("word", ("cafe",), 1)]),
        ('"new code"', "all", [("phrase", ("new", "code"), 1)]),
        ('"code new" prisons', "none", [("phrase", ("code", "new"), 0), ("word", ("prisons",), 1)]),
        ("giraffes", "none", [("word", ("giraffes",), 0)]),
        ("  ?", "none", []),
    ],
)
def test_terms_are_told_with_how_many_have_them(
    filled: Dossier, query: str, matched: str, terms: list[tuple[str, tuple[str, ...], int]]
) -> None:
    found = expanded(filled, query)
    assert found.matched == matched
    assert [(t.kind, t.words, t.statements) for t in found.terms] == terms


def test_a_beginning_is_told_with_the_words_that_begin_so(filled: Dossier) -> None:
    (term,) = expanded(filled, "Clo*").terms
    assert (term.kind, term.spellings, term.statements) == ("beginning", (("closed", 2),), 2)


@pytest.mark.parametrize(
    ("query", "text", "words"),
    [
        ("cafe", "The Café Öst paper", ["Café"]),
        ("prison*", "Prisons and prisoners of the prison", ["Prisons", "prisoners", "prison"]),
        ('"go on" in', "They go on and on in vain; go and on.", ["go on", "in"]),
        ('"on and on" on', "It goes on and on and on.", ["on and on and on"]),
        ("twenty-five", "Twenty five of twenty-five; five.", ["Twenty five", "twenty-five"]),
        ("art", "the article", []),
        ("", "nothing", []),
    ],
)
def test_the_words_found_are_marked(query: str, text: str, words: list[str]) -> None:
    assert [text[start:end] for start, end in highlights(query, text)] == words
