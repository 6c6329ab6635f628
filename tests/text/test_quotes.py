"""Quotations, and that one unclosed mark switches nothing off further down."""

import pytest

from onrecord.text.quotes import find_quotations

CASES = [
    ("He said “yes” and “no”.", ["“yes”", "“no”"]),
    ('He said "yes" and "no".', ['"yes"', '"no"']),
    ("Il a dit « oui ».", ["« oui »"]),
    ("„Ja“, sagte sie.", ["„Ja“"]),
    ("She said: 'It's done,' and left.", ["'It's done,'"]),
    ("The minister's promise isn't new.", []),
    ('A 6" pipe.', []),
    ("It said “one.\nNext “two” ends.", ["“one.", "“two”"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quotations_stand_between_their_marks(text: str, expected: list[str]) -> None:
    assert [text[q.span[0] : q.span[1]] for q in find_quotations(text)] == expected


def test_a_quotation_may_run_over_paragraphs() -> None:
    first, second = find_quotations("He said: “We will act.\n“We will act soon.”")
    assert (first.closed, second.continues, second.closed) == (False, True, True)


def test_a_paragraph_that_merely_follows_an_unclosed_mark_does_not_continue_it() -> None:
    first, second = find_quotations("He said: “We will act.\nShe called it “late”.")
    assert (first.closed, second.continues) == (False, False)
