"""Places that tell a country without naming it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reference.places import find_places


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ankara refused.", [("Ankara", "TUR", "capital")]),
        ("a court in Almaty", [("Almaty", "KAZ", "city")]),
        (
            "the Jogorku Kenesh sat in Bishkek",
            [("Jogorku Kenesh", "KGZ", "institution"), ("Bishkek", "KGZ", "capital")],
        ),
        ("the Minsk Agreements, the Paris Agreement", []),
        ("Minsk on Monday; in Minsk March is cold", [("Minsk", "BLR", "capital"), ("Minsk", "BLR", "capital")]),
        ("Prime Minister Orbán; Mr Orban; Orbán's cousin", [("Orbán", "HUN", "leader"), ("Orban", "HUN", "leader")]),
        ("new Ankaran ways", []),
    ],
)
def test_places(text: str, found: list[tuple[str, str, str]]) -> None:
    assert [(text[slice(*p.span)], p.code, p.kind) for p in find_places(text)] == found


@given(st.lists(st.sampled_from(["Kyiv", "Cox's Bazar", "in", "New", "Delhi", "President", "Erdoğan", ".", "Rada"])))
def test_places_never_overlap(words: list[str]) -> None:
    spans = [p.span for p in find_places(" ".join(words))]
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
