"""Penalties: which kind, how much, and whether a change makes them heavier."""

from __future__ import annotations

import pytest

from onrecord.bills.penalties import compare_penalties, find_penalties

YEAR, MONTH = 365.25, 30.4375
FOUND = [
    ("is punished by a fine of up to five hundred monthly calculation indices", [("fine", "index", None, 500)]),
    ("a fine from 100 to 200 minimum wages", [("fine", "index", 100, 200)]),
    (
        "administrative fines of up to EUR 15 000 000 or up to 2,5 % of turnover",
        [("fine", "EUR", None, 15_000_000), ("fine", "share", None, 2.5)],
    ),
    (
        "a fine of not less than $500 and not more than $5,000",
        [("fine", "USD", 500, None), ("fine", "USD", None, 5000)],
    ),
    ("community service for up to 240 hours", [("community service", "hours", None, 240)]),
    ("imprisonment for a term of two to five years", [("imprisonment", "time", 2 * YEAR, 5 * YEAR)]),
    ("imprisonment for between 6 and 12 months", [("imprisonment", "time", 6 * MONTH, 12 * MONTH)]),
    (
        "a fine of $50,000 and five years' imprisonment",
        [("fine", "USD", 50_000, 50_000), ("imprisonment", "time", 5 * YEAR, 5 * YEAR)],
    ),
    ("administrative arrest for up to fifteen days", [("arrest", "time", None, 15)]),
    ("disqualification for a term not exceeding three years", [("ban", "time", None, 3 * YEAR)]),
    (
        "is liable to imprisonment for a term not exceeding 12 months, or a fine",
        [("imprisonment", "time", None, 12 * MONTH), ("fine", "", None, None)],
    ),
    ("is punished by life imprisonment", [("life imprisonment", "", None, None)]),
    ("наказывается штрафом в размере до двух тысяч месячных расчетных показателей", [("fine", "index", None, 2000)]),
    ("наказывается арестом на срок до сорока пяти суток", [("arrest", "time", None, 45)]),
    (
        "лишением свободы на срок от трех до семи лет с лишением права занимать должности на срок до пяти лет",
        [("imprisonment", "time", 3 * YEAR, 7 * YEAR), ("ban", "time", None, 5 * YEAR)],
    ),
    (
        "наказывается ограничением свободы на срок до двух лет либо лишением свободы на тот же срок",
        [("restriction of freedom", "time", None, 2 * YEAR), ("imprisonment", "time", None, 2 * YEAR)],
    ),
    ("The report is published within two years.", []),
    ("The Board consists of 12 members and meets for three days.", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_penalties_are_found(text: str, expected: list[tuple[str, str, float | None, float | None]]) -> None:
    assert [(p.kind, p.unit, p.least, p.most) for p in find_penalties(text)] == expected


COMPARED = [
    ("imprisonment for up to three years", "imprisonment for up to five years", "up"),
    ("imprisonment for up to five years", "imprisonment for up to three years", "down"),
    ("imprisonment for up to three years", "imprisonment for up to 36 months", None),
    ("a fine of up to 100 euros", "a fine of up to 100 euros or arrest for up to five days", "up"),
    ("a fine of up to 100 euros or arrest for up to five days", "a fine of up to 100 euros", "down"),
    ("a fine of up to 100 euros or imprisonment for up to two years", "imprisonment for up to six years", "up"),
    ("a fine of up to 100 euros or imprisonment for up to two years", "imprisonment for up to two years", "other"),
    (
        "a fine of 100 euros and 20 hours of community service",
        "a fine of 50 euros and community service for 40 hours",
        "other",
    ),
    ("The Board decides.", "The Board decides within two years.", None),
    ("The Board decides.", "Whoever refuses is liable to a fine of 100 euros.", "up"),
]


@pytest.mark.parametrize(("before", "after", "expected"), COMPARED)
def test_penalties_are_compared(before: str, after: str, expected: str | None) -> None:
    assert compare_penalties(before, after) == expected
