"""Which countries a text names."""

import pytest

from onrecord.records import DeclaredCountry
from onrecord.reference.countries import Gazetteer, built_in, is_declarable

EXEMPLA = DeclaredCountry(code="XEX", name="Exempla", demonym="Exemplan", also=("Republic of Exempla",))
CASES = [
    ("Kenya and the Kenyans", ["KEN", "KEN"]),
    ("Nigeria, not Niger", ["NGA", "NER"]),
    ("Guinea-Bissau is not Guinea", ["GNB", "GIN"]),
    ("South Sudanese refugees in Sudan", ["SSD", "SDN"]),
    ("Côte d’Ivoire", ["CIV"]),
    ("polish the floor; Polish law", ["POL"]),
    ("The Democratic People's Republic of Korea", ["PRK"]),
    ("police in Northern Ireland, not in Ireland", ["GBR", "IRL"]),
    ("Latin American courts; US$3 for Americans", ["USA"]),
    ("a chadian in lower case", []),
    ("Exemplan courts of the Republic of Exempla", ["XEX", "XEX"]),
]


@pytest.mark.parametrize(("text", "codes"), CASES)
def test_mentions(text: str, codes: list[str]) -> None:
    assert [mention.code for mention in Gazetteer([EXEMPLA]).mentions(text)] == codes


def test_shares_are_of_all_country_mentions() -> None:
    shares = Gazetteer().shares("Chile, Chile, Chilean, Peru")
    assert [(s.code, s.share) for s in shares] == [("CHL", 0.75), ("PER", 0.25)]


def test_of_equal_shares_the_first_named_comes_first() -> None:
    assert [s.code for s in Gazetteer().shares("Peru and Chile")] == ["PER", "CHL"]


@pytest.mark.parametrize(
    ("name", "code"), [("kaz", "KAZ"), ("kazakhstan", "KAZ"), ("Burma", "MMR"), ("Atlantis", None)]
)
def test_codes_by_name(name: str, code: str | None) -> None:
    assert Gazetteer().code_of(name) == code


def test_every_code_is_listed_once() -> None:
    codes = [country.code for country in built_in()]
    assert len(codes) == len(set(codes)) >= 195


@pytest.mark.parametrize(
    ("code", "answer"), [("XAA", True), ("XEX", True), ("KAZ", False), ("XKX", False), ("xex", False)]
)
def test_only_user_assigned_codes_can_be_declared(code: str, answer: bool) -> None:
    assert is_declarable(code) is answer
