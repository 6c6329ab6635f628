"""Where a country stands in an index is told by a number beside a rank, in a text that names an index."""

import pytest

from onrecord.statements.standings import names_index, tells_standing


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("Exempla climbed in the Rule of Law Index.", True),
        ("It fell to 120th in the Harbour Index.", True),
        ("The consumer price index rose.", False),
        ("The court sat on Monday.", False),
    ],
)
def test_an_index_of_countries_is_known_by_its_name(text: str, *, is_named: bool) -> None:
    assert names_index(text) is is_named


@pytest.mark.parametrize(
    ("sentence", "is_told"),
    [
        ("It ranks 66th of 118 countries.", True),
        ("The country scored 0.52.", True),
        ("It is rated Not Free.", True),
        ("Its score is high.", False),
        ("Twelve people were held.", False),
        ("In 2015 the law was passed.", False),
    ],
)
def test_a_standing_is_a_number_beside_a_rank(sentence: str, *, is_told: bool) -> None:
    assert tells_standing(sentence, ((0, len(sentence)),)) is is_told
