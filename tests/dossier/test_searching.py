"""Statements are found by their words, by their meaning, and by what they are."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.dossier import samples

from onrecord.dossier import Dossier, StatementFilter, find, vectors
from onrecord.dossier.filters import match_all, match_any

TORTURE, BEATINGS = "the new code abolishes torture", "beatings go on in the prisons"
CLOSED, PAPER = "We closed no newspaper", "The Café Öst paper closed in May"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dossier]:
    with Dossier.open(tmp_path_factory.mktemp("d") / "exempla.dossier", create=True) as dossier:
        samples.add(dossier, samples.press())
        samples.add(dossier, samples.law())
        yield dossier


@pytest.mark.parametrize(
    ("wanted", "quotes"),
    [
        ({}, [TORTURE, BEATINGS, CLOSED, PAPER]),  # by publication, unknown last; then in reading order
        ({"country": "XEX"}, [TORTURE, BEATINGS]),
        ({"country": "XAA"}, []),
        ({"right": "torture"}, [TORTURE, BEATINGS]),
        ({"right": "liberty"}, [BEATINGS]),
        ({"act": "event"}, [PAPER]),
        ({"stance": "regress"}, [BEATINGS, PAPER]),
        ({"camp": "NGO"}, [BEATINGS]),
        ({"camp": "government"}, [TORTURE, CLOSED]),
        ({"speaker": "maru"}, [TORTURE]),
        ({"speaker": "EXEMPLA W"}, [BEATINGS]),
        ({"speaker": "%"}, []),
        ({"voice": "author"}, [PAPER]),
        ({"document": samples.press()[1].id}, [CLOSED, PAPER]),
        ({"text": "cafe ost"}, [PAPER]),
        ({"text": '"exempla watch" prisons'}, [BEATINGS]),
        ({"stance": "regress", "right": "torture"}, [BEATINGS]),
        # The promise is about 2021, inferred; the charge has no time, so its document's day counts; press has neither.
        ({"since": "2021"}, [TORTURE, BEATINGS]),
        ({"until": "2021"}, [TORTURE, BEATINGS]),
        ({"until": "2021-01"}, [TORTURE]),
        ({"since": "2021-03-05"}, [TORTURE]),
        ({"since": "2021-03-04", "until": "2021-03-04"}, [TORTURE, BEATINGS]),
        ({"since": "2022"}, []),
        ({"until": "2020-12-31"}, []),
    ],
    ids=str,
)
def test_filters_give_just_these_in_order(filled: Dossier, wanted: dict[str, Any], quotes: list[str]) -> None:
    chosen = StatementFilter(**wanted)
    assert [s.quote for s in filled.statements(chosen)] == quotes
    assert filled.count_statements(chosen) == len(quotes)


@pytest.mark.parametrize(
    ("query", "quotes"),
    [
        ("prisons", [BEATINGS]),
        ("PRISONS beatings", [BEATINGS]),
        ("café", [PAPER]),
        ("cafe", [PAPER]),
        ('"closed in May"', [PAPER]),
        ("“closed in May”", [PAPER]),
        ('"May closed"', []),
        ("pris*", [BEATINGS]),
        ("maru", [TORTURE]),  # the source is searched too
        ("prisons giraffes", [BEATINGS]),  # no statement has both, so either will do
        ('"closed in May" giraffes', [PAPER]),  # but a phrase must stand
        ("giraffes", []),
        ("", []),
        ('" * ^ ( NEAR', []),
        ("prisons AND OR NOT", [BEATINGS]),
        ("quote:prisons", []),
        ("prisons;--'", [BEATINGS]),
    ],
)
def test_words_find(filled: Dossier, query: str, quotes: list[str]) -> None:
    hits = find(filled, query)
    assert [hit.statement.quote for hit in hits] == quotes
    assert {hit.by for hit in hits} <= {"words"}


@given(st.text() | st.text(alphabet='ab"*()^:+-{} “”\x00'))
def test_no_query_is_a_syntax_error(query: str) -> None:
    with closing(samples_index()) as database:
        for match in (match_all(query), match_any(query)):
            database.execute("SELECT rowid FROM words WHERE words MATCH ?", (match,)).fetchall()


def samples_index() -> Any:
    import sqlite3

    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE words USING fts5 (quote, source_words)")
    database.execute("INSERT INTO words VALUES ('a b', 'c')")
    return database


def test_meaning_finds_and_what_both_find_comes_first(filled: Dossier) -> None:
    statement = next(s for s in filled.statements() if s.quote == BEATINGS)
    meant = samples.vectors_of([statement])[0]
    assert [(h.statement.quote, h.by) for h in find(filled, "giraffes", meant)] == [(BEATINGS, "meaning")]
    assert [(h.statement.quote, h.by) for h in find(filled, "prisons OR closed", meant)] == [
        (BEATINGS, "both"),
        (CLOSED, "words"),
        (PAPER, "words"),
    ]
    assert find(filled, "giraffes", -meant) == []
    assert find(filled, '"in the prisons"', meant)[0].by == "both"
    assert (
        find(filled, '"in May"', meant, limit=1)[0].statement.quote == PAPER
    )  # a phrase must stand, whatever is meant


def test_both_searches_keep_to_the_filter_and_the_limit(filled: Dossier) -> None:
    statements = list(filled.statements())
    meant = samples.vectors_of(statements).sum(axis=0)
    meant /= np.linalg.norm(meant)
    assert len(find(filled, "closed", meant)) == 4
    press = StatementFilter(right="expression")
    assert {h.statement.quote for h in find(filled, "prisons", meant, press)} == {CLOSED, PAPER}
    assert len(find(filled, "closed", meant, limit=1)) == 1


def test_replaced_readings_are_found_no_more(dossier: Dossier) -> None:
    blob, document, statements = samples.law()
    samples.add(dossier, (blob, document, statements))
    samples.add(dossier, (blob, document, statements[:1]), reader="reader 2")
    assert find(dossier, "prisons", samples.vectors_of(statements)[1]) == []
    assert len(find(dossier, "torture", samples.vectors_of(statements)[0])) == 1


def test_a_search_may_be_part_of_a_snapshot(filled: Dossier) -> None:
    with filled.snapshot():
        assert len(find(filled, "prisons")) == filled.count_statements(StatementFilter(text="prisons")) == 1


def test_an_empty_dossier_finds_nothing(dossier: Dossier) -> None:
    assert find(dossier, "prisons", np.ones(384, np.float32)) == []


def test_codes_and_sketches_keep_what_is_near() -> None:
    chance = np.random.default_rng(7)
    many = chance.normal(size=(5000, 384)).astype(np.float32)
    query = many[42] + chance.normal(size=384).astype(np.float32) * 0.5
    codes = vectors.quantise(many)
    exact = (many @ query) / np.linalg.norm(many, axis=1)
    assert np.abs(vectors.restore(codes) @ query - exact).max() < 0.1
    differing = vectors.distances(
        vectors.sketch(vectors.quantise(query[None]))[0], vectors.to_words(vectors.sketch(codes))
    )
    assert vectors.smallest(differing, 1).tolist() == [42]
