"""How sure the machine is: bands beside statements, and their measured errors at the foot."""

from __future__ import annotations

import json

import pytest
from tests.briefs.exempla import GAZETTE, HAKK, SOLENN, material
from tests.briefs.marked import statement

from onrecord import briefs
from onrecord.briefs.rows import number_rows, number_sources
from onrecord.models.confidence import load_calibration
from onrecord.records import ReviewState, Statement


def rated(sure: float | None, review: ReviewState = "machine") -> Statement:
    confidence = {} if sure is None else {"statement": sure}
    return statement(GAZETTE, 3, (SOLENN,), confidence=confidence, review=review)


@pytest.mark.parametrize(
    ("sure", "review", "band"),
    [
        (0.99, "machine", "high"),
        (0.7, "machine", "check"),
        (0.1, "machine", "doubtful"),
        (None, "machine", None),  # nobody said how sure
        (0.1, "confirmed", None),  # a person has looked
        (0.1, "corrected", None),
    ],
)
def test_a_statement_has_the_band_of_its_probability_until_a_person_reviews_it(
    sure: float | None, review: ReviewState, band: str | None
) -> None:
    [row] = number_rows([rated(sure, review)], number_sources([GAZETTE[0]]))
    assert row.band == band


@pytest.mark.parametrize("kind", ["html", "md"])
def test_a_brief_says_in_words_what_to_check_and_how_often_it_is_wrong(kind: briefs.TextKind) -> None:
    made = briefs.write(material(), kind)
    for band in load_calibration().bands:
        assert f"{round(100 * band.error)} %" in made
        assert band.code in made
    assert "How sure the machine is" in made


@pytest.mark.parametrize("kind", ["html", "md"])
def test_a_brief_without_probabilities_does_not_speak_of_them(kind: briefs.TextKind) -> None:
    bare = material(statements=(rated(None),), documents=(GAZETTE[0],))
    assert "How sure the machine is" not in briefs.write(bare, kind)


def test_a_doubtful_reading_stands_last_in_a_dispute() -> None:
    sides = [
        statement(GAZETTE, 3, (SOLENN,), "assembly", stance="progress", confidence={"statement": 0.2}),
        statement(GAZETTE, 6, (SOLENN,), "assembly", stance="progress", confidence={"statement": 0.9}),
        statement(GAZETTE, 8, (HAKK,), "assembly", stance="regress", confidence={"statement": 0.9}),
    ]
    made = json.loads(briefs.write(material(statements=tuple(sides), documents=(GAZETTE[0],)), "json"))
    [dispute] = made["disputes"]
    assert dispute["progress"] == [sides[1].id, sides[0].id]
    assert {band["code"]: len(band["statements"]) for band in made["bands"]} == {"high": 2, "check": 0, "doubtful": 1}
