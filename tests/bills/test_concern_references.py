"""Where texts speak of provisions, and of whose."""

import pytest

from onrecord.bills.concern_references import find_references


@pytest.mark.parametrize(
    ("text", "words", "paths"),
    [
        ("Article 400 – Calls to go on with a strike", "Article 400", [("400",)]),
        ("Articles 12 and 14 of the draft go too far", "Articles 12 and 14", [("12",), ("14",)]),
        ("section 5(2)(a) is vague", "section 5(2)(a)", [("5", "2", "a")]),
        ("paragraph 2 of Article 7", "paragraph 2 of Article 7", [("7", "2")]),
        ("Article 7, paragraphs 2 and 3", "Article 7, paragraphs 2 and 3", [("7", "2"), ("7", "3")]),
        ("Articles 3, 5(1) and 7(2)", "Articles 3, 5(1) and 7(2)", [("3",), ("5", "1"), ("7", "2")]),
        ("clauses 4 to 6", "clauses 4 to 6", [("4",), ("5",), ("6",)]),
        ("Articles 47–49", "Articles 47–49", [("47",), ("48",), ("49",)]),
        ("Article 337-1", "Article 337-1", [("337-1",)]),
        ("ч. 2 ст. 174 проекта", "ч. 2 ст. 174", [("174", "2")]),
        ("часть 2 статьи 174", "часть 2 статьи 174", [("174", "2")]),
        ("статьи 403 и 404 проекта", "статьи 403 и 404", [("403",), ("404",)]),
        ("400-баптың екінші бөлігі", "400-баптың", [("400",)]),
    ],
)
def test_references_are_found_with_their_numbers(text: str, words: str, paths: list[tuple[str, ...]]) -> None:
    (found,) = find_references(text)
    assert text[slice(*found.span)] == words
    assert list(found.paths) == paths
    assert not found.is_foreign


@pytest.mark.parametrize(
    ("text", "is_foreign"),
    [
        ("Article 19 of the ICCPR", True),
        ("ICCPR Article 19", True),
        ("Article 31 of the Constitution", True),
        ("статья 31 Конституции", True),
        ("Article 164 of the current Criminal Code", True),
        ("Article 14 of the Law on the Police", True),
        ("Article 164 of the draft Criminal Code", False),
        ("Article 5 of the Law on Peaceful Assemblies", False),
        ("Article 4 of the bill falls short of Article 21 as well", False),
    ],
)
def test_provisions_of_other_laws_are_told_apart(text: str, is_foreign: bool) -> None:
    assert find_references(text, "Law on Peaceful Assemblies")[0].is_foreign is is_foreign


def test_the_norm_is_named_with_its_treaty() -> None:
    text = "This breaches Article 19 of the International Covenant on Civil and Political Rights."
    (found,) = find_references(text)
    assert found.whose and text[slice(*found.whose)].endswith("Political Rights")


@pytest.mark.parametrize("text", ["He wrote an article in 2014.", "the section on prisons", "Part 3 of the series", ""])
def test_other_words_are_no_references(text: str) -> None:
    assert find_references(text) == ()
