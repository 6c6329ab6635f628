import io

import numpy as np
import pytest

from onrecord import labels
from onrecord.errors import ModelError
from onrecord.labels.features import list_columns, make_reading
from onrecord.labels.heads import read_heads
from onrecord.labels.lexicon import read_words
from onrecord.records import ACTS, RIGHTS, STANCES


def test_scores_have_the_shapes_they_promise() -> None:
    texts = ["Torture is a crime.", "It rained.", ""]
    readings = [make_reading(read_words(t, [(0, len(t))]), read_words("", [])) for t in texts]
    scores = labels.load_heads().score(np.zeros((3, 384), np.float32), readings)
    assert scores.rights.shape == (3, len(RIGHTS))
    assert scores.acts.shape == (3, len(ACTS))
    assert scores.stances.shape == (3, len(STANCES))
    assert np.allclose(scores.acts.sum(axis=1), 1) and np.allclose(scores.stances.sum(axis=1), 1)
    assert scores.rights[0, RIGHTS.index("torture")] > scores.rights[1, RIGHTS.index("torture")]


def test_heads_for_other_word_lists_are_refused() -> None:
    buffer = io.BytesIO()
    np.savez(buffer, columns=np.array([*list_columns(), "one.more"]), labels=np.array([*RIGHTS, *ACTS, *STANCES]))
    with pytest.raises(ModelError, match="word lists"):
        read_heads(buffer.getvalue())
