import re

import pytest

from onrecord.labels.figures import find_figures
from onrecord.labels.numbers import number_of
from onrecord.records import When


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
        ("The state scored 28 out of 100.", [(28, "score", "score", None, "out of 100")]),
        ("He got five years in prison.", [(5, "years", "imprisonment", None, None)]),
        ("a seven-year sentence", [(7, "years", "imprisonment", None, None)]),
        ("It supports nearly 200 centres where children learn.", [(200, "centres", "centres", None, "nearly")]),
        (
            "about 4,000 companies and 2,000 joint ventures",
            [(4000, "companies", "companies", None, "about"), (2000, "ventures", "joint ventures", None, None)],
        ),
        ("Its neighbour comes 31st, one place lower.", [(31, "rank", None, None, None)]),
        ("fined €1,200", [(1200, "EUR", "fine", None, None)]),
        ("some 2.4 million people were poor", [(2_400_000, "people", "people", None, "some")]),
        ("a third of the prisoners fell ill", [(33, "percent", "prisoners", None, None)]),
        ("Twelve activists were held", [(12, "activists", "activists", None, None)]),
        ("Article 19 of the Covenant, adopted on 5 May 2012", []),
        ("in the 21st century", []),
        ("the spread of COVID-19 cases", []),
        ("one of the judges", []),
        ("1. The court met at 10.30 a.m.; call 0800 556 556.", []),
        ("Pavo Rinn, 52, and a girl aged 14 came four days later.", []),
        ("Prisoners asked for dozens of visits over the past two years.", []),
        ("Turnout was 54.3 per cent.", [(54.3, "percent", "Turnout", None, None)]),
        ("The share of women rose from 20 to 29 per cent.", [(29, "percent", "share of women", None, "from 20")]),
        (
            "In 2024, 43 people were killed, up from 28 in 2023.",
            [(43, "people", "people", 2024, "up from 28"), (28, "people", "people", 2023, "up from")],
        ),
        (
            "The Reds won 61 seats and the Blues took 28.",
            [(61, "seats", "seats", None, None), (28, "seats", "seats", None, None)],
        ),
        (
            "The bill passed by 80 votes to 3.",
            [(80, "votes", "votes", None, "80 votes to 3"), (3, "votes", "votes", None, None)],
        ),
        ("Nearly one in five children is poor.", [(20, "percent", "children", None, "nearly")]),
        ("She spent four and a half months in custody.", [(4.5, "months", "custody", None, None)]),
        ("a five-year term", [(5, "years", "term", None, None)]),
        ("At least 86 human rights defenders fled.", [(86, "defenders", "human rights defenders", None, "at least")]),
        ("That is twice as many as before.", [(2, "times", None, None, "twice as many as")]),
    ],
)
def test_figures(text: str, expected: list[tuple[float, str | None, str | None, int | None, str | None]]) -> None:
    found = find_figures(text, [(0, len(text))])
    assert [(q.value, q.unit, q.measures, q.year, q.comparison) for q in found] == expected
    assert all(0 <= q.span[0] < q.span[1] <= len(text) for q in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turnout fell, as expected, to 43 per cent.", [(43, "percent", "Turnout")]),
        ("The bank raised its main rate by 2 per cent.", [(2, "percent", "main rate")]),
        (
            "He was fined 1,000 crowns; on appeal the fine was doubled to 2,000.",
            [(1000, "crowns", "fine"), (2000, "crowns", "fine")],
        ),
        ("The prison population, which stood at 9,000, is falling.", [(9000, "people", "prison population")]),
        (
            "It called 41 witnesses, of whom 12 withdrew.",
            [(41, "witnesses", "witnesses"), (12, "witnesses", "witnesses")],
        ),
        (
            "It called 41 witnesses. Another 30 may follow.",
            [(41, "witnesses", "witnesses"), (30, "witnesses", "witnesses")],
        ),
        (
            "She heard 20 appeals and allowed 7 per cent of them.",
            [(20, "appeals", "appeals"), (7, "percent", "appeals")],
        ),
        ("The cells were built for 12.", [(12, "people", "people")]),
        ("Guards arrested 64.", [(64, "people", "people")]),
        (
            "Of the 40 candidates, 25 per cent were women.",
            [(40, "candidates", "candidates"), (25, "percent", "candidates")],
        ),
        ("She was held for 14 days.", [(14, "days", "detention")]),
        ("The paper was suspended for three months in May.", [(3, "months", "suspension")]),
        ("He received ten years.", [(10, "years", "imprisonment")]),
        ("The state gives the courts 5 million crowns.", [(5e6, "crowns", "courts")]),
        ("About 13 million crowns meant for road repairs is gone.", [(13e6, "crowns", "road repairs")]),
        ("He paid 2,000 crowns in damages.", [(2000, "crowns", "damages")]),
        ("The shortfall, 3 million crowns, will be met by loans.", [(3e6, "crowns", "shortfall")]),
        ("A study of 60 per cent of health and care workers.", [(60, "percent", "health and care workers")]),
        ("Births numbered 96,400 and deaths 81,200.", [(96400, "Births", "Births"), (81200, "deaths", "deaths")]),
        (
            "The poorest got 2 per cent of all income, the richest 31 per cent.",
            [(2, "percent", "income"), (31, "percent", "income")],
        ),
        ("Rents rose by 5 per cent and wages 2 per cent.", [(5, "percent", "Rents"), (2, "percent", "wages")]),
        (
            "Ten officers were hurt. Of those detained, 214 were let go.",
            [(10, "officers", "officers"), (214, "people", "those detained")],
        ),
        (
            "It has 48 prisons with a capacity of 21,000.",
            [(48, "prisons", "prisons"), (21000, "people", "capacity")],
        ),
        ("With five abstentions, defence gets 3 billion.", [(5, "abstentions", "abstentions"), (3e9, None, "defence")]),
        (
            "It gave 240 million euros, of which 35 million was lost.",
            [(240e6, "EUR", None), (35e6, "EUR", None)],
        ),
        ("The number of lawyers has halved, to 640.", [(640, "lawyers", "lawyers")]),
        (
            "The share of foreigners climbed to 8 from 7 per cent.",
            [(8, "percent", "share of foreigners"), (7, "percent", "share of foreigners")],
        ),
        (
            "Life expectancy: 79 years for women, 73 for men.",
            [(79, "years", "Life expectancy"), (73, "years", "Life expectancy")],
        ),
        ("It logged 310 cases of torture, a rise of 45 per cent.", [(310, "cases", "cases"), (45, "percent", "cases")]),
        ("Arlen won 54 per cent, ahead of Moss on 31 per cent.", [(54, "percent", "vote"), (31, "percent", "vote")]),
        ("She was sentenced to 200 hours of community service.", [(200, "hours", "community service")]),
        (
            "Over two dozen human rights and environmental activists fled.",
            [(24, "activists", "human rights and environmental activists")],
        ),
        ("They took 21 percent of the lower house.", [(21, "percent", "lower house")]),
        ("One in four of those arrested was beaten.", [(25, "percent", "those arrested")]),
        ("The fee went up tenfold, to 500 crowns.", [(10, "times", "fee"), (500, "crowns", "fee")]),
        (
            "Turnout was 66 per cent, the highest in 28 years. Most were over 65 last year.",
            [(66, "percent", "Turnout")],
        ),
        ("The penalty is one to three years.", [(1, "years", "penalty")]),
        ("The state spends 90 crowns per prisoner per day.", [(90, "crowns", "prisoner")]),
        ("A curfew of ten days was imposed.", [(10, "days", "curfew")]),
        (
            "He got nine years in prison. One got 30 months.",
            [(9, "years", "imprisonment"), (30, "months", "imprisonment")],
        ),
        ("It must pay each of the 14 victims 300 crowns.", [(14, "victims", "victims"), (300, "crowns", "victims")]),
        ("He was held with 11 others, of whom four fled.", [(11, "people", "people"), (4, "people", "people")]),
        (
            "Police killed 27 people, including five minors. Another 350 were hurt.",
            [(27, "people", "people"), (5, "minors", "minors"), (350, "people", "people")],
        ),
        (
            "The reserve shrinks from 200 million crowns to 45.",
            [(200e6, "crowns", "reserve"), (45, "crowns", "reserve")],
        ),
        (
            "Health grows by 7 per cent, education by 3 per cent.",
            [(7, "percent", "Health"), (3, "percent", "education")],
        ),
        ("They cost 20 to 35 million crowns.", [(20e6, "crowns", None)]),
        ("One child in nine works.", [(11.1, "percent", "child")]),
        ("The number of doctors per 1,000 people fell to 2.", [(2, "doctors", "doctors")]),
        ("Of the 2 million registered, 640,000 voted.", [(2e6, "people", "people"), (640000, "people", "people")]),
        ("It has a budget of 300 crowns, half of it gone.", [(300, "crowns", "budget"), (50, "percent", "budget")]),
        ("The grant was cut to 2 million.", [(2e6, None, "grant")]),
        ("They sued. A multi-million crown claim. Call 42 if two-and-a-half years pass.", [(2.5, "years", None)]),
    ],
)
def test_what_a_figure_measures(text: str, expected: list[tuple[float, str | None, str | None]]) -> None:
    """The verb, the clause and the figure before say what a number counts where no noun stands behind it."""
    found = find_figures(text, [(m.start(), m.end()) for m in re.finditer(r"[^ .][^.]*\.", text)])
    assert [(q.value, q.unit, q.measures) for q in found] == expected


def test_a_range_keeps_both_ends() -> None:
    (found,) = find_figures("Between 30 and 40 people came.", [(0, 30)])
    assert (found.value, found.high, found.unit) == (30, 40, "people")


def test_last_year_is_a_year_where_the_day_of_publication_is_known() -> None:
    text = "Last spring was wet; last year 12 people drowned."
    published = When(start="2021-05-12", end="2021-05-12", precision="day", basis="stated")
    assert [q.year for q in find_figures(text, [(0, len(text))], published)] == [2020]
    assert [q.year for q in find_figures(text, [(0, len(text))])] == [None]


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
