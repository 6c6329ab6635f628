"""How much the namings of a document weigh, and which country it is about."""

import pytest
from tests.labels.labelled import GAZETTEER, make_document

from onrecord.labels.scenes import STRONG, Scene, make_scene
from onrecord.text.spans import paragraphs


def scene_of(text: str) -> Scene:
    return make_scene(make_document(text), GAZETTEER, GAZETTEER.mentions(text), paragraphs(text))


@pytest.mark.parametrize(
    ("text", "strong"),
    [
        ("Kenyan police came", ["KEN"]),
        ("a Kenyan journalist", []),
        ("Kenyans in Qatar", ["QAT"]),
        ("the government of Peru", ["PER"]),
        ("she fled to Peru", []),
        ("unlike Peru and Chile", []),
        ("fees are lower than in Peru", []),
        ("observers from Ghana", []),
        ("Ghana served them as a model", []),
        ("the Ghana-Togo border", []),
        ("US officials; a US citizen", ["USA"]),
    ],
)
def test_what_can_be_the_matter(text: str, strong: list[str]) -> None:
    assert [n.code for n in scene_of(text).namings if n.weight >= STRONG] == strong


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("Prisons in Chile\n\nPeruvian guests praised them. Peruvian guests left.", "CHL"),
        ("Concluding observations on the third periodic report of Chile\n\nPeru, Peru, Peru.", "CHL"),
        ("Norway v. Peru 2:0\n\nIn Norway, in Norway, in Norway.", "NOR"),
        ("A Kenyan journalist met a Ghanaian nurse.", None),
        ("The Albanian way.", "ALB"),
        ("Nothing.", None),
    ],
)
def test_main_country(text: str, main: str | None) -> None:
    assert scene_of(text).main == main


def test_one_heading_makes_no_section() -> None:
    assert scene_of("Ghana\n\nA radio station is back.\n").sections == ()
