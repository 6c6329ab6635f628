"""Pictures of checks."""

from xml.etree import ElementTree

import pytest
from tests.figures.exempla import check_text

from onrecord.figures.picture import draw, lay_out


def the_check(text: str, words: str, date: str = "2023-11-16"):  # type: ignore[no-untyped-def]
    return dict(check_text(text, date))[words]


def test_the_better_rank_stands_higher_and_the_claim_at_its_edition() -> None:
    picture = lay_out(the_check("Exempla is 60th in the 2023 Harbour Index.", "60th"))
    assert picture is not None and picture.claim is not None
    by_edition = {dot.row.edition: dot for dot in picture.dots}
    assert by_edition["2023"].y < by_edition["2021"].y
    assert picture.claim[0] == by_edition["2023"].x and picture.claim[1] < by_edition["2023"].y


def test_editions_with_other_numbers_of_countries_are_not_joined() -> None:
    text = "Since 2019 Exempla has climbed eight places in the Harbour Index."
    picture = lay_out(the_check(text, "climbed eight places"))
    assert picture is not None
    assert {dot.row.edition: dot.joined for dot in picture.dots} == {
        "2016": False,
        "2018": False,
        "2019": False,
        "2020": True,
        "2021": True,
        "2022": False,
        "2023": True,
        "2024": False,
    }
    assert picture.start == (picture.dots[2].x, picture.dots[2].y)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Exempla is 60th in the 2023 Harbour Index.", "60th"),
        ("Exempla scored 0.61 in the Harbour Index of 2023.", "0.61"),
        ("Exempla climbed three places in the Harbour Index in 2023.", "climbed three places"),
    ],
)
def test_pictures_are_drawings_without_style_or_script(text: str, words: str) -> None:
    svg = draw(the_check(text, words))
    names = {element.tag for element in ElementTree.fromstring(svg).iter()}
    assert {"svg", "circle", "text"} <= names <= {"svg", "circle", "text", "path", "title"}
    assert "style" not in svg and "on" + "load" not in svg


def test_nothing_is_drawn_without_an_edition() -> None:
    assert draw(the_check("In 2017 Exempla was 80th in the Harbour Index.", "80th")) == ""
