import pytest

from onrecord.labels.figures import find_figures
from onrecord.labels.numbers import number_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Over 50% of its foreign trade is with the Union.", [(50, "percent", "foreign trade", None, "over")]),
        (
            "Back in 2015, it was ranked a lowly 65th in the rule of law index but has since climbed six positions.",
            [
                (65, "rank", "rule of law index", 2015, None),
                (6, "positions", "rule of law index", None, "climbed six positions"),
            ],
        ),
        ("It fell to 142nd out of 180 countries.", [(142, "rank", None, None, "out of 180")]),
        ("The state scored 28 out of 100.", [(28, "score", None, None, "out of 100")]),
        ("He got five years in prison.", [(5, "years", "imprisonment", None, None)]),
        ("a seven-year sentence", [(7, "years", "imprisonment", None, None)]),
        ("It supports nearly 200 centres where children learn.", [(200, "centres", "centres", None, "nearly")]),
        (
            "about 4,000 companies and 2,000 joint ventures",
            [(4000, "companies", "companies", None, "about"), (2000, "ventures", "joint ventures", None, None)],
        ),
        ("Its neighbour comes 31st, one place lower.", [(31, "rank", None, None, None)]),
        ("fined €1,200", [(1200, "EUR", None, None, None)]),
        ("some 2.4 million people were poor", [(2_400_000, "people", "people", None, "some")]),
        ("a third of the prisoners fell ill", [(33, "percent", "prisoners fell ill", None, None)]),
        ("Twelve activists were held", [(12, "activists", "activists", None, None)]),
        ("Article 19 of the Covenant, adopted on 5 May 2012", []),
        ("in the 21st century", []),
        ("the spread of COVID-19 cases", []),
        ("one of the judges", []),
    ],
)
def test_figures(text: str, expected: list[tuple[float, str | None, str | None, int | None, str | None]]) -> None:
    found = find_figures(text, [(0, len(text))])
    assert [(q.value, q.unit, q.measures, q.year, q.comparison) for q in found] == expected
    assert all(0 <= q.span[0] < q.span[1] <= len(text) for q in found)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1,200", 1200),
        ("2.4 million", 2.4e6),
        ("forty-two", 42),
        ("a dozen", 12),
        ("three hundred", 300),
        ("two hundred and five", 205),
        ("few", None),
    ],
)
def test_numbers_in_words(words: str, value: float | None) -> None:
    assert number_of(words) == value
