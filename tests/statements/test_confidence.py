"""The probability that an attributed statement is right, from raw scores."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.confidence import load_calibration
from onrecord.records import Mode, Statement
from onrecord.statements.confidence import features, rate

SHARE = st.floats(0, 1)


def read(cue: float = 0.9, overlap: float = 0.9, mode: Mode = "indirect", source: bool = True) -> Statement:
    """“The minister said that the law is new”, as a reader that is so sure of it would find it."""
    raw = {"cue": cue, "content": 0.9, "content_overlap": overlap, "statement": 0.5}
    return Statement(
        id="1",
        document="d",
        voice="attributed",
        mode=mode,
        source=((0, 12),) if source else (),
        cue=((13, 17),),
        content=((18, 37),),
        quote="that the law is new",
        confidence=raw | ({"source": 0.9, "source_overlap": overlap} if source else {}),
    )


def sure(statement: Statement) -> float:
    return rate(statement).confidence["statement"]


@given(SHARE, SHARE, st.sampled_from(["direct", "indirect", "mixed"]), st.booleans())
def test_it_is_a_probability_and_leaves_the_raw_scores(cue: float, overlap: float, mode: Mode, source: bool) -> None:
    statement = read(cue, overlap, mode, source)
    rated = rate(statement)
    assert 0 <= rated.confidence["statement"] <= 1
    assert replace(rated, confidence=statement.confidence) == statement
    assert rated.confidence | {"statement": 0.5} == statement.confidence


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (read(cue=0.3), read(cue=0.9)),
        (read(overlap=0.4), read(overlap=0.9)),
        (read(mode="indirect"), read(mode="direct")),
        (read(cue=0.3, overlap=0.3, source=False), read(cue=0.99, overlap=0.99, mode="direct")),
    ],
    ids=["surer cue", "surer extent", "quoted", "all of it"],
)
def test_what_the_reader_is_surer_of_is_likelier_right(less: Statement, more: Statement) -> None:
    assert sure(less) < sure(more)


def test_every_probability_has_a_band_and_surer_bands_err_less() -> None:
    bands = load_calibration().bands
    assert [band.code for band in bands] == ["high", "check", "doubtful"]
    assert bands[-1].floor == 0
    assert [b.floor for b in bands] == sorted((b.floor for b in bands), reverse=True)
    assert [b.error for b in bands] == sorted(b.error for b in bands)
    assert sum(b.share for b in bands) == pytest.approx(1, abs=0.001)


@given(SHARE)
def test_a_probability_falls_into_the_band_whose_floor_it_reaches(share: float) -> None:
    band = load_calibration().band_of(share)
    assert share >= band.floor
    assert all(share < b.floor for b in load_calibration().bands if b.floor > band.floor)


def test_weights_are_for_the_features_that_there_are() -> None:
    assert load_calibration().weights.keys() == features(read()).keys()
