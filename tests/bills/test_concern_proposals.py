# ruff: noqa: E501 -- the lines of the texts and tables are longer
"""Concerns are found in letters, with the words that raise them."""

from __future__ import annotations

import pytest
from tests.bills.stories import document
from tests.bills.test_concern_states import A

from onrecord.bills.concern_proposals import propose
from onrecord.records import Bill, Concern, Speaker, Statement, When

BILL = Bill(id="harbour", name="Bill on Harbour Associations", versions=(A.version.id,))
LETTER = """Open letter on the draft law on harbour associations

We have read the draft with care, and welcome Article 1.

Article 4 – Unregistered associations
People who meet to mend a pier would go to prison. This is at odds with Article 22 of the ICCPR, which the state has joined.
We call on the ministry to delete this article.

Article 5 – False reports
The words “false reports” are so vague that any fisherman may break the law.

1. Shorten the period in Article 2(1) from thirty days to ten.
2. Recognise the right to meet without a register, which the draft does not mention.

Article 31 of the Constitution must be respected.
"""


def found(text: str = LETTER, **fields: object) -> list[Concern]:
    return list(propose(document(text, "letter.txt", **fields), [], BILL, A.version))


def test_a_letter_yields_its_concerns_in_order() -> None:
    assert [(one.title, list(one.provisions.values())) for one in found()] == [
        ("Unregistered associations", [("Article 4",)]),
        ("False reports", [("Article 5",)]),
        ("Registration", [("Article 2(1)",)]),
        ("Recognise the right to meet without a register, which the draft does not mention.", []),
    ]


def test_a_passage_under_a_heading_keeps_its_standard_and_what_it_asks() -> None:
    first = found()[0]
    assert first.standard == "Article 22 of the ICCPR"
    assert first.asked == "We call on the ministry to delete this article."
    assert first.review == "machine" and first.raised == A.version.id


def test_the_words_objected_to_are_kept() -> None:
    assert found()[1].words == ("false reports",)


def test_the_spans_cut_the_words_of_the_letter() -> None:
    for one in found():
        words = LETTER[slice(*one.spans[0])]
        assert one.asked is None or one.asked in words


def test_statements_that_overlap_are_whose_concern_it_is() -> None:
    place = LETTER.index("delete this article")
    told = Statement(
        id="s1", document="d", voice="author", content=((place, place + 19),), quote="delete this article",
        speakers=(Speaker(name="Port Watch", named=True),), act="demand",
    )  # fmt: skip
    one = propose(document(LETTER, "letter.txt"), [told], BILL, A.version)[0]
    assert one.by == ("s1",)


@pytest.mark.parametrize(
    "text",
    [
        "We welcome Article 4 of the draft on harbour associations.",  # praise
        "Delete Article 4.",  # of which bill?
        "Delete Article 4 of the bill on forests and mines.",
        "Article 19 of the ICCPR must guide the draft on harbour associations.",
        "Delete Article 77 of the draft on harbour associations.",  # there is none
    ],
)
def test_what_is_no_concern_about_this_bill(text: str) -> None:
    assert found(text) == []


def test_finding_again_finds_the_same() -> None:
    assert [one.id for one in found()] == [one.id for one in found(published=When(start="2021-02-01"))]
