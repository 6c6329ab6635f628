"""A quotation stands where its very words stand, or nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.exports.lineends import flatten
from onrecord.imports.placing import occurrences, place, unflat

TEXT = "The court sat.  The court\nrose. Nobody was heard. The law is old."


@pytest.mark.parametrize(
    ("quote", "position", "before", "after", "expected"),
    [
        ("Nobody was heard", None, "", "", "Nobody was heard"),
        ("The court rose", None, "", "", "The court\nrose"),
        ("The  court\n rose", None, "", "", "The court\nrose"),
        ("The court", (16, 25), "", "", "The court"),
        ("The court", None, "", "rose", "The court"),
        ("law", None, "", "", "law"),
        ("law", None, "The ", " is old", "law"),
        ("The court", None, "", "", "its words stand in 2 places"),
        ("The court", (0, 4), "", "", "its words stand in 2 places"),
        ("The courts rose", None, "", "", "its words do not stand in the text"),
        ("nobody was heard", None, "", "", "its words do not stand in the text"),
        ("law", None, "quite another ", " context", "its few words stand in the text, but between other words"),
        ("  ", None, "", "", "it quotes nothing"),
        ("The court", (60, 900), "", "", "its words stand in 2 places"),
    ],
)
def test_a_quotation_is_placed_or_says_why_not(
    quote: str, position: tuple[int, int] | None, before: str, after: str, expected: str
) -> None:
    found = place(TEXT, quote, position, before, after)
    assert (found if isinstance(found, str) else TEXT[found[0] : found[1]]) == expected


def test_the_words_around_tell_two_places_apart() -> None:
    assert place(TEXT, "The court", after=" rose.") == (16, 25)
    assert place(TEXT, "The court", after=" sat.") == (0, 9)


@given(st.text(alphabet="ab \n", max_size=40), st.data())
def test_what_is_placed_has_the_words_that_were_quoted(text: str, data: st.DataObject) -> None:
    """And whatever is cut from a text stands among its occurrences."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = text[start:end]
    found = place(text, quote, (start, end))
    if quote.split():
        assert not isinstance(found, str)
        assert text[found[0] : found[1]].split() == quote.split()
        assert found in list(occurrences(text, quote))
    else:
        assert found == "it quotes nothing"


@given(st.booleans(), st.text(alphabet="ab\r\n", max_size=30), st.data())
def test_places_of_a_text_with_other_line_ends_come_back(has_mark: bool, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    whole = "\ufeff" * has_mark + text
    place_there = flatten(whole).place((start + has_mark, end + has_mark))
    back = unflat(whole, place_there)
    assert whole[back[0] : back[1]].split() == flatten(whole).text[slice(*place_there)].split()
