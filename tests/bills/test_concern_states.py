# ruff: noqa: E501 -- the lines of the texts and tables are longer
"""What became of a concern, by the texts alone."""

from __future__ import annotations

import pytest
from tests.bills.stories import concern, draft, texts

from onrecord.bills.concern_states import assess, follow_concern

FIRST = """CHAPTER I. GENERAL PROVISIONS

Article 1. Subject
This Act governs the registration and the duties of harbour associations in the towns of the coast.

Article 2. Registration
(1) A harbour association shall be registered by the port office no later than thirty days after it was founded.
(2) The port office may refuse registration on grounds of morals or for other reasons that it finds compelling.

Article 3. Members
A harbour association shall have at least fifty members, who shall be listed with their addresses in the port register.

CHAPTER II. LIABILITY

Article 4. Unregistered associations
Whoever leads a harbour association that is not registered shall be punished by imprisonment of up to three years.

Article 5. False reports about the harbour
Whoever knowingly spreads false reports about the depth of the harbour shall be punished by a fine of up to 200 euros.

Article 6. Entry into force
This Act enters into force on the first day of the year that follows its publication in the coast gazette.
"""
SECOND = """CHAPTER I. GENERAL PROVISIONS

Article 1. Subject
This Act governs the registration and the duties of harbour associations in the towns of the coast.

Article 2. Presumption
Every harbour association is presumed to pursue lawful aims until a court of the coast has found otherwise in public.

Article 3. Registration
(1) A harbour association shall be registered by the port office no later than twenty days after it was founded.
(2) The port office may refuse registration on grounds of morals or for other reasons that it finds compelling.

Article 4. Members
A harbour association shall have at least ten members.

CHAPTER II. LIABILITY

Article 5. False reports about the harbour
Whoever spreads false reports about the depth of the harbour or other waters shall be punished by a fine of up to 900 euros.

Article 6. Insulting the harbour master
Whoever insults the harbour master in the exercise of office shall be punished by arrest of up to fifteen days.

Article 7. Entry into force
This Act enters into force on the first day of the year that follows its publication in the coast gazette.
"""
A, B = draft(FIRST, "harbour", "first draft", "2021-01-05"), draft(SECOND, "harbour", "second draft", "2021-06-01")
BOTH = texts(A, B)


@pytest.mark.parametrize(
    ("on", "asked", "words", "state", "because"),
    [
        ("Article 4", None, (), "fixed", "Article 4 of first draft is not in second draft any more"),
        ("Article 2(2)", "Delete Article 2(2).", (), "not", "is Article 3(2) in second draft, word for word"),
        ("Article 2(2)", None, ("other reasons",), "not", "word for word"),
        ("Article 5", None, (), "worse", "threatens a heavier penalty (gone fine “200 euros”; new fine “900 euros”)"),
        ("Article 2(1)", "Shorten the period from thirty days to ten.", (), "partly", "from “thirty days” to “twenty days”"),
        ("Article 2(1)", "Extend the period from thirty days to sixty.", (), "worse", "went the other way"),
        ("Article 3", "Reduce the number from fifty members to ten.", (), "fixed", "from “fifty members” to “ten members”"),
        ("Article 3", "Remove the addresses from Article 3.", (), "fixed", "no longer says “addresses”"),
        ("Article 3", None, ("with their addresses in the port register",), "fixed", "no longer says"),
        ("", "Recognise a presumption of lawful aims.", (), "fixed", "in no provision of first draft"),
        ("", "Provide for an appeal to the mayor.", (), "not", "speaks of what was asked for"),
    ],
)  # fmt: skip
def test_states(on: str, asked: str | None, words: tuple[str, ...], state: str, because: str) -> None:
    one = assess(concern(on, A, asked=asked, words=words), BOTH)
    assert one.computed == state, one.because
    assert because in one.because


def test_provisions_are_followed_to_their_new_numbers() -> None:
    one = assess(concern("Articles 2(2), 3 and 5", A), BOTH)
    assert one.provisions == {
        A.version.id: ("Article 2(2)", "Article 3", "Article 5"),
        B.version.id: ("Article 3(2)", "Article 4", "Article 5"),
    }


def test_what_came_in_later_is_a_new_problem() -> None:
    one = assess(concern("Article 6", B), BOTH)
    assert (one.computed, one.because) == (
        "new-problem",
        "Article 6 came in with second draft: no earlier version has it.",
    )


def test_better_in_one_thing_and_worse_in_another_is_for_a_person_to_weigh() -> None:
    one = assess(concern("Article 3 and Article 5", A, asked="Remove the addresses from Article 3."), BOTH)
    assert one.computed == "unclear"
    assert "heavier penalty" in one.because and "“addresses”" in one.because


def test_with_one_version_there_is_nothing_to_compare() -> None:
    one = assess(concern("Article 4", A), texts(A))
    assert (one.computed, one.because) == ("unclear", "Raised on first draft; there is no later version to compare.")


def test_other_words_in_the_place_of_those_objected_to_are_not_taken_for_a_repair() -> None:
    before = draft(
        "Article 1. Notice\nAn assembly that has not been confirmed by the office shall not take place at all.\n",
        "b",
        "one",
    )
    after = draft(
        "Article 1. Notice\nAn assembly that has not been acknowledged by the office shall not take place at all.\n",
        "b",
        "two",
    )
    one = assess(concern("Article 1", before, asked="Delete the confirmation in Article 1."), texts(before, after))
    assert one.computed == "unclear"
    assert one.because == "Article 1 no longer says “confirmed”, but has other words in its place: read “acknowledged”."


def test_a_person_may_say_where_a_concern_stands() -> None:
    placed = concern("Article 4", A)
    placed.provisions[B.version.id] = ("Article 3(2)",)
    assert assess(placed, BOTH).provisions[B.version.id] == ("Article 3(2)",)
    assert assess(placed, BOTH).computed != "fixed"


def test_the_way_through_the_versions() -> None:
    steps = follow_concern(concern("Article 2(2)", A), BOTH)
    assert [(s.cites, s.state) for s in steps] == [(("Article 2(2)",), None), (("Article 3(2)",), "not")]
