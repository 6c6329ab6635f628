"""What sentences claim: kinds, words and numbers."""

import pytest

from onrecord.figures.claims import find_claims
from onrecord.figures.numbers import find_numbers

TOPS = frozenset({100.0, 40.0, 60.0, 7.0})
LEVELS = ("Not Free", "Partly Free", "Free", "electoral autocracy")

CLAIMS = [
    (
        "It was ranked a lowly 65th and has since climbed six positions.",
        [("rank", "65th", 65), ("rank-change", "climbed six positions", 6)],
    ),
    ("It ranks 65th out of 126 countries.", [("rank", "65th", 65), ("countries", "126", 126)]),
    ("It is number 65 of 142 countries.", [("rank", "65", 65), ("countries", "142", 142)]),
    ("It came sixty-fifth.", [("rank", "sixty-fifth", 65)]),
    ("It came third.", [("rank", "third", 3)]),
    ("The third reason is simple.", []),
    ("In the 19th century, on 11 March and at the 48th session.", []),
    ("It scored 23 out of 100.", [("value", "23 out of 100", 23)]),
    ("It was given 23/100.", [("value", "23/100", 23)]),
    ("Its score is 0.52 on a scale from 0 to 1.", [("value", "0.52", 0.52)]),
    ("At least 14 people were held.", []),
    ("Inflation was 7.25%.", []),
    ("It fell by 10 places to 122nd.", [("rank-change", "fell by 10 places", 10), ("rank", "122nd", 122)]),
    ("a six-place drop", [("rank-change", "six-place drop", 6)]),
    ("five places lower than before", [("rank-change", "five places lower", 5), ("relation", "lower than ", None)]),
    ("It lost two points.", [("value-change", "lost two points", 2)]),
    ("The index covers 139 countries.", [("countries", "139", 139)]),
    ("It is rated Not Free.", [("level", "Not Free", None)]),
    ("Free elections are rare.", []),
    ("It is an electoral autocracy.", [("level", "electoral autocracy", None)]),
    ("It is the lowest in Central Asia.", [("superlative", "lowest in Central Asia", None)]),
    ("It came third in Central Asia.", [("superlative", "third in Central Asia", 3)]),
    ("It is among the worst ten.", [("among", "worst ten", 10)]),
]


@pytest.mark.parametrize(("text", "expected"), CLAIMS)
def test_claims_of_a_sentence(text: str, expected: list[tuple[str, str, float | None]]) -> None:
    found = [(c.kind, text[slice(*c.span)], c.value) for c in find_claims(text, TOPS, LEVELS) if c.start is None]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "start", "goal", "change"),
    [
        ("It rose from 74th in 2019 to 66th.", 74, 66, 8),
        ("It fell to 70th from 66th.", 66, 70, -4),
        ("Its score rose from 0.51 to 0.52.", 0.51, 0.52, 0.01),
    ],
)
def test_changes_from_one_figure_to_another(text: str, start: float, goal: float, change: float) -> None:
    (claim,) = [c for c in find_claims(text) if c.start is not None]
    assert (claim.start, claim.goal) == (start, goal)
    assert claim.value == pytest.approx(change)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("65th, sixty-five and 0.52", [65, 65, 0.52]),
        ("12% of 1,200 people at 10:30 on 3 May", []),
        ("Article 5, $20 and 20/30", [20]),
        ("the hundred and first", [1]),
    ],
)
def test_numbers_that_may_be_figures(text: str, numbers: list[float]) -> None:
    assert [n.value for n in find_numbers(text)] == numbers
