"""The parts of refitting: agreement figures, and finding the least of a function."""

import numpy as np
import pytest
from numpy.typing import NDArray

from onrecord.errors import ModelError
from onrecord.labels.agreement import accuracy, kappa, micro_f1
from onrecord.labels.descent import minimise
from onrecord.labels.heads import load_heads, read_heads, shipped_heads, write_heads
from onrecord.labels.samples import load_sample, read_sample


@pytest.mark.parametrize(
    ("said", "right", "expected"),
    [
        ([["life"], []], [["life"], []], 1.0),
        ([["life", "torture"]], [["life"]], 2 / 3),
        ([["life"]], [["torture"]], 0.0),
        ([[]], [[]], None),
    ],
)
def test_micro_f1(said: list[list[str]], right: list[list[str]], expected: float | None) -> None:
    assert micro_f1(said, right) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("said", "right", "equal", "beyond_chance"),
    [
        ("aabb", "aabb", 1.0, 1.0),
        ("aabb", "abab", 0.5, 0.0),
        ("aaab", "aabb", 0.75, 0.5),
        ("aaaa", "aaaa", 1.0, None),
        ("", "", None, None),
    ],
)
def test_accuracy_and_kappa(said: str, right: str, equal: float | None, beyond_chance: float | None) -> None:
    assert accuracy(said, right) == equal
    assert kappa(said, right) == pytest.approx(beyond_chance)


def test_the_least_of_a_bent_valley_is_found() -> None:
    scale = np.array([1.0, 100.0, 10_000.0])
    goal = np.array([3.0, -2.0, 0.5])

    def loss(at: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        away = at - goal
        value = float((scale * away**2).sum() / 2 + np.logaddexp(0, away).sum())
        return value, scale * away + 1 / (1 + np.exp(-away))

    found = minimise(loss, np.zeros(3), np.ones(3), steps=200, tolerance=1e-8)
    assert np.abs(loss(found)[1]).max() < 1e-5


def test_heads_come_back_from_their_file_and_give_the_same_file() -> None:
    heads = load_heads()
    data = write_heads(heads)
    again = read_heads(data)
    assert again.vocabulary == heads.vocabulary
    assert np.array_equal(again.rights.words, heads.rights.words) and np.array_equal(again.acts.bias, heads.acts.bias)
    assert write_heads(again) == data


def test_the_sample_belongs_to_the_shipped_heads_and_to_no_others() -> None:
    """Fails when the heads were trained without writing the sample: run training/labels/sample.py."""
    sample = load_sample()
    assert np.allclose(np.linalg.norm(sample.vectors, axis=1), 4.0, atol=1e-3)
    assert len(sample.words) == len(sample.lists) == len(sample.weights)
    from importlib import resources

    data = resources.files("onrecord.labels").joinpath("data", "sample.npz").read_bytes()
    assert len(data) < 3_000_000
    with pytest.raises(ModelError, match="does not belong"):
        read_sample(data, shipped_heads() + b"x")
