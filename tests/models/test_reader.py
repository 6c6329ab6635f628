import numpy as np
import pytest

from onrecord.errors import ModelError
from onrecord.models import files, load_reader
from onrecord.models.geometry import DISTANCES, distances


def test_a_window_gets_probabilities_for_each_unit_and_labels_for_each_cue() -> None:
    reader = load_reader()
    (window,) = reader.windows("The minister said that the law would be changed.")
    glance = reader.look(window)
    assert glance.states.shape == (len(window.units), 384)
    assert np.allclose(glance.cue.sum(axis=1), 1, atol=1e-4)
    assert reader.relate(glance, [(2, 3), (5, 6)]).shape == (2, len(window.units), 5)


def test_distances_are_exact_near_the_cue_and_coarse_far_away() -> None:
    numbers = distances(400, (200, 202))
    assert numbers[200] == numbers[201] == DISTANCES // 2
    assert len(set(numbers[192:210].tolist())) == 17
    assert numbers.min() >= 0
    assert numbers.max() < DISTANCES
    assert np.all(np.diff(numbers) >= 0)


def test_a_missing_model_file_says_what_to_do() -> None:
    with pytest.raises(ModelError, match="install onrecord again"):
        files.load_arrays("absent.npz")
