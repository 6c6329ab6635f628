"""What becomes of claims: a table of texts about an invented index, and of real ones that are not loaded."""

from dataclasses import replace

import pytest
from tests.figures.exempla import GAZETTEER, check_text, harbour, make_document, statements_of

from onrecord import figures

CLAIMS = [  # date, text, words, measure, verdict, true
    ("2023-11-16", "Exempla ranks 66th of 118 countries in the Harbour Index.", "66th", "rank", "matches", 66),
    ("2023-11-16", "Exempla ranks 66th of 112 countries in the Harbour Index.", "112", "countries", "differs", 118),
    ("2023-11-16", "Exempla ranks 64th in the 2023 edition of the Harbour Index.", "64th", "rank", "differs", 66),
    ("2023-11-16", "In 2019 Exempla was 74th in the Harbour Index.", "74th", "rank", "matches", 74),
    ("2023-11-16", "In 2017 Exempla was 80th in the Harbour Index.", "80th", "rank", "no-such-edition", None),
    ("2015-11-16", "In 2012 Exempla was 80th in the Harbour Index.", "80th", "rank", "not-checkable", None),
    ("2030-11-16", "Exempla is 50th in the Harbour Index.", "50th", "rank", "not-checkable", None),
    ("", "Exempla is 66th in the Harbour Index.", "66th", "rank", "not-checkable", None),
    ("2023-11-16", "Exempla scored 0.52 in the Harbour Index of 2023.", "0.52", "value", "matches", 0.52),
    ("2023-11-16", "Exempla scored 0.61 in the Harbour Index of 2023.", "0.61", "value", "differs", 0.52),
    (
        "2023-11-16",
        "Exempla climbed three places in the Harbour Index in 2023.",
        "climbed three places",
        "change",
        "matches",
        3,
    ),
    (
        "2023-11-16",
        "Exempla fell by 3 places in the Harbour Index in 2023.",
        "fell by 3 places",
        "change",
        "differs",
        3,
    ),
    (
        "2022-02-15",
        "Back in 2019, Exempla was 74th in the Harbour Index. The country has since climbed nine places.",
        "climbed nine places",
        "change",
        "differs",
        4,
    ),
    (
        "2023-11-16",
        "Since 2019 Exempla has climbed eight places in the Harbour Index.",
        "climbed eight places",
        "change",
        "not-comparable",
        8,
    ),
    (
        "",
        "Exempla was 79th in the Harbour Index in 2016 and has since climbed nine places.",
        "climbed nine places",
        "change",
        "not-comparable",
        8,
    ),
    (
        "2023-11-16",
        "We in Exempla were 70th in the Harbour Index in 2021 and we are 66th today.",
        "70th in the Harbour Index in 2021 and we are 66th",
        "change",
        "not-comparable",
        4,
    ),
    (
        "2023-11-16",
        "The Harbour Index score of Exempla rose from 0.51 in 2022 to 0.52 in 2023.",
        "0.51 in 2022 to 0.52",
        "change",
        "matches",
        0.01,
    ),
    (
        "2023-11-16",
        "Exempla did better than Norvania in the 2023 Harbour Index.",
        "better than ",
        "comparison",
        "differs",
        None,
    ),
    (
        "2023-11-16",
        "Exempla, behind Norvania in the 2023 Harbour Index, hopes for more.",
        "behind ",
        "comparison",
        "matches",
        None,
    ),
    (
        "2023-11-16",
        "Exempla is last in the region in the 2023 Harbour Index.",
        "last in the region",
        "comparison",
        "not-checkable",
        None,
    ),
    (
        "2023-11-16",
        "The Harbour Index is out. On fundamental rights Exempla fell from 84th to 91st.",
        "84th to 91st",
        "change",
        "not-checkable",
        None,
    ),
    ("2023-11-16", "Kenya is 77th in the Global Gender Gap Index of 2023.", "77th", "rank", "not-checkable", None),
    ("2021-11-16", "Kenya is 102nd in the World Press Freedom Index.", "102nd", "rank", "not-checkable", None),
]


@pytest.mark.parametrize(("date", "text", "words", "measure", "verdict", "true"), CLAIMS)
def test_claims_end_in_their_verdict(
    date: str, text: str, words: str, measure: str, verdict: str, true: float | None
) -> None:
    found = {f"{w} {c.measure}": c for w, c in check_text(text, date)}
    assert f"{words} {measure}" in found
    check = found[f"{words} {measure}"]
    assert (check.verdict, check.true) == (verdict, true)
    assert check.why.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "Exempla held the 48th session of its council on 11 March; the Harbour Index was not discussed.",
        "The Harbour Index is cited often. At least 14 people were detained in Exempla in 2023.",
        "The CPI rose from 31 to 34 in Exempla, the statistics office said.",
        "Exempla ranked 66th in a contest of choirs.",
        "The Harbour Index is made of 8 factors, and Exempla signed 3 treaties.",
    ],
)
def test_other_numbers_are_no_figures_of_an_index(text: str) -> None:
    assert check_text(text, "2023-11-16") == []


def test_what_is_not_loaded_says_which_file_to_import() -> None:
    ((_, check),) = check_text("In 2021 Kenya was 102nd in the World Press Freedom Index.", "2022-01-01")
    assert "rsf.org" in check.why
    ((_, other),) = check_text("In 2021 Kenya was 95th in the Global Gender Gap Index.", "2022-01-01")
    assert "docs/figures.md" in other.why


def test_a_change_shows_both_ranks_the_raw_difference_and_the_editions_between() -> None:
    checks = dict(check_text("Since 2019 Exempla has climbed eight places in the Harbour Index.", "2023-11-16"))
    check = checks["climbed eight places"]
    assert "74th of 112" in check.why and "66th of 118" in check.why and "8 places up" in check.why
    assert [row.edition for row in check.editions] == ["2016", "2018", "2019", "2020", "2021", "2022", "2023", "2024"]
    assert [row.rank for row in check.editions] == [79, 76, 74, 73, 70, 69, 66, 71]


def test_words_outside_statements_are_not_checked() -> None:
    document = make_document("Exempla is 66th in the Harbour Index. Norvania is 31st.", "2023-11-16")
    first, _ = statements_of(document)
    found = list(figures.check([(document, [first])], harbour(), GAZETTEER))
    assert [document.text[slice(*c.span)] for c in found] == ["66th"]


def test_the_innermost_statement_holds_the_figure() -> None:
    document = make_document("Critics say the minister called Exempla 66th in the Harbour Index.", "2023-11-16")
    (outer,) = statements_of(document)
    inner = replace(outer, id="inner", content=((32, 65),))
    (check,) = figures.check([(document, [outer, inner])], harbour(), GAZETTEER)
    assert check.statement == "inner"


def test_checking_twice_gives_the_same_checks() -> None:
    text = "In 2019 Exempla was 74th in the Harbour Index, ahead of nobody; in 2020 it was 73rd."
    assert check_text(text, "2023-11-16") == check_text(text, "2023-11-16")
