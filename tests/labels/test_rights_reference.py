import pytest

from onrecord.records import RIGHTS
from onrecord.reference import rights


def test_every_code_has_a_title_themes_and_articles() -> None:
    for code in RIGHTS:
        assert rights.title_of(code)
        assert rights.themes_of(code)
        assert rights.articles_of(code)


@pytest.mark.parametrize(
    ("instrument", "article", "expected"),
    [
        ("ICCPR", "19", {"expression", "information"}),
        ("ICCPR", "6", {"life"}),
        ("CRC", "40", {"justice", "children"}),
        ("ICCPR", "30", {"institutions"}),
        ("ICCPR", "99", set()),
        ("NOSUCH", "1", set()),
    ],
)
def test_an_article_leads_to_its_rights(instrument: str, article: str, expected: set[str]) -> None:
    assert set(rights.rights_of_article(instrument, article)) == expected
