import numpy as np
import pytest

from onrecord.models.reader import Transitions
from onrecord.statements.paths import CONTENT, CONTENT_FIRST, OUT, SOURCE, SOURCE_FIRST, allow, best_paths

LETTERS = {"o": OUT, "S": SOURCE_FIRST, "s": SOURCE, "C": CONTENT_FIRST, "c": CONTENT}


def free() -> Transitions:
    change = np.zeros((5, 5), np.float32)
    for a, b in [(0, 2), (0, 4), (1, 4), (2, 4), (3, 2), (4, 2)]:
        change[a, b] = -1e4
    return Transitions(start=np.array([0, 0, -1e4, 0, -1e4], np.float32), change=change, stop=np.zeros(5, np.float32))


def favour(letters: str) -> np.ndarray:
    scores = np.zeros((len(letters), 5), np.float32)
    for i, letter in enumerate(letters):
        scores[i, LETTERS[letter]] = 1 + 0.01 * (len(letters) - i)
    return scores


@pytest.mark.parametrize(
    ("favoured", "path"),
    [
        ("ooSsoCcc", "ooSsoCcc"),
        ("CccoSoCc", "CccoSoCc"),
        ("SsoSsoCc", "Ssoo"),  # the second source falls, whatever it was
        ("occc", "oCcc"),  # content goes on only after its beginning
        ("o", "o"),
    ],
)
def test_the_best_path_keeps_the_rules(favoured: str, path: str) -> None:
    scores = favour(favoured)
    (found,) = best_paths(scores[None], np.array([len(favoured)]), allow(free()))
    assert [int(x) for x in found][: len(path)] == [LETTERS[x] for x in path]
    assert sum(int(x) == SOURCE_FIRST for x in found) <= 1


def test_padding_of_shorter_sequences_has_no_say() -> None:
    long, short = favour("oSoCcc"), favour("SCc")
    table = np.full((2, 6, 5), 9.0, np.float32)
    table[0], table[1, :3] = long, short
    together = best_paths(table, np.array([6, 3]), allow(free()))
    assert together[1].tolist() == [LETTERS[x] for x in "SCc"]
