import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.models.reader import Glance
from onrecord.models.windows import Window
from onrecord.statements.claim_scores import (
    N_BUCKETS,
    describe,
    highest_cue,
    number_words,
    pool,
    probabilities,
    weigh,
)


def glance_of_four(cue: list[float]) -> Glance:
    """Units at 0-2, 3-5, 6-8 and 9-11 with states 0, 1, 2, 3; *cue* says how likely each is in a cue."""
    units = np.array([[0, 2], [3, 5], [6, 8], [9, 11]])
    ones = np.ones(4, np.int64)
    window = Window(
        pieces=ones, features=ones, units=units, first=ones - 1, paragraphs=ones, sentences=ones, own=(0, 4)
    )
    states = np.repeat(np.arange(4, dtype=np.float32)[:, None], 384, axis=1)
    likely = np.array(cue, np.float32)
    return Glance(window=window, states=states, cue=np.column_stack([1 - likely, likely, 0 * likely]))


def test_pooling_takes_the_mean_of_the_units_inside() -> None:
    assert pool([(0, 5), (6, 8), (20, 30)], [glance_of_four([0, 0, 0, 0])])[:, 0].tolist() == [0.5, 2.0, 0.0]


def test_the_surest_cue_inside_counts() -> None:
    found = highest_cue([(0, 5), (6, 8), (20, 30)], [glance_of_four([0.25, 0.5, 0, 0.75])])
    assert found.tolist() == [0.5, 0.0, 0.0]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The paper was closed.", "THE PAPER was closed", True),
        ("ranked 65th in 2015", "ranked 72nd in 2015", False),
        ("fell by 65 in 2015", "fell by 7 in 1999", True),  # every figure is the same word
        ("The judge freed him", "him freed judge The", False),  # the order counts
    ],
)
def test_words_are_numbered_by_what_they_are_and_what_they_follow(one: str, other: str, same: bool) -> None:
    assert (number_words(one).tolist() == number_words(other).tolist()) is same


@given(st.text())
def test_numbers_are_sorted_unique_and_within_the_weights(text: str) -> None:
    numbers = number_words(text).tolist()
    assert numbers == sorted(set(numbers))
    assert all(0 <= number < N_BUCKETS for number in numbers)


def test_what_is_weighed_is_six_numbers_a_candidate() -> None:
    two, three = np.zeros(2, np.float32), np.zeros((2, 3), np.float32)
    assert weigh(two, two, three).shape == (2, 5)


def test_probabilities_lie_between_nought_and_one() -> None:
    text = "No cat or dog"
    features = describe(text, [((0, 5),), ((6, 8), (9, 11))], [glance_of_four([0, 0.5, 0, 0])], [True, False])
    assert features.shape[:, :2].tolist() == [[0.5, 0.0], [0.0, 1.0]]
    likely = probabilities(features)
    assert likely.shape == (2,)
    assert ((likely >= 0) & (likely <= 1)).all()
