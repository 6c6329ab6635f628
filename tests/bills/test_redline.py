"""What changed between two wordings, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.bills.redline import redline, redline_html

EDITS = [
    ("Lamps are allowed.", "Lamps are allowed.", [("equal", "Lamps are allowed.", "Lamps are allowed.")]),
    ("Lamps are lit.", "Lamps are not lit.", [("insert", "", "not ")]),
    ("Lamps are not lit.", "Lamps are lit.", [("delete", "not ", "")]),
    ("up to two years.", "up to five years.", [("replace", "two ", "five ")]),
    (
        "under sections 36 and 37 of",
        "under sections 41 and 42 of",
        [("renumber", "36 ", "41 "), ("renumber", "37 ", "42 ")],
    ),
    ("по статье 130 кодекса", "по статье 131 кодекса", [("renumber", "130 ", "131 ")]),
    ("a fine of 100 euros", "a fine of 500 euros", [("replace", "100 ", "500 ")]),
    ("", "Lamps", [("insert", "", "Lamps")]),
]


@pytest.mark.parametrize(("a", "b", "expected"), EDITS)
def test_edits(a: str, b: str, expected: list[tuple[str, str, str]]) -> None:
    """Numbers of references are told from amounts."""
    found = [(e.op, a[slice(*e.a)], b[slice(*e.b)]) for e in redline(a, b) if e.op != "equal" or a == b]
    assert found == expected


def test_markup_in_a_bill_is_escaped() -> None:
    assert redline_html("a <b> lamp", "a <i> lamp") == "a &lt;<del>b</del><ins>i</ins>&gt; lamp"


def test_a_word_or_two_between_long_changes_is_no_island() -> None:
    a, b = "the Board shall decide at once and in private", "each owner will object in writing and with reasons"
    assert [e.op for e in redline(a, b)] == ["replace"]


SENTENCES = st.lists(st.sampled_from("the lamp, may (2) shall not 12 be lit; § статья".split(" ")), max_size=30).map(
    " ".join
)


@given(a=SENTENCES, b=SENTENCES)
def test_edits_cover_both_wordings_in_order(a: str, b: str) -> None:
    """Spans stand one after the other without gaps, and equal stretches are equal but for white space."""
    edits = redline(a, b)
    assert "".join(a[slice(*e.a)] for e in edits) == a
    assert "".join(b[slice(*e.b)] for e in edits) == b
    for e in edits:
        assert e.op != "equal" or a[slice(*e.a)].split() == b[slice(*e.b)].split()
