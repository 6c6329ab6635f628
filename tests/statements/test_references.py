"""Who is meant by what only points back: bodies, states, texts, nicknames, misprints, acronyms. Invented texts."""

import pytest
from tests.statements.test_speakers import names_of, speakers_of, the_one

from onrecord.records import CountryShare
from onrecord.reference.organisations import camp_of
from onrecord.statements.roles import camp_of as camp_of_role
from onrecord.statements.spellings import are_one_person, is_respelling, is_slip

POINTING_BACK = [
    # a text is its issuer's
    ("[[1 The Harbour Workers’ Union]] said <<1 so>>. “It is late,” [[2 the statement]] said <<2 so>>.",
     ["Harbour Workers’ Union"]),
    ("[[1 Open Quay Foundation]] said in a letter that <<1 so>>. It rained. [[2 The letter]] asks <<2 for more>>.",
     ["Open Quay Foundation"]),
    ("Nobody came. [[1 The statement]] said <<1 so>>.", ["(statement)"]),
    # the body that spoke, or heads the sentence before
    ("[[1 The Steppe Party]] said <<1 so>>. Rain fell. [[2 The party]] wants <<2 it>>.", ["Steppe Party"]),
    ("The Steppe Party promotes fishing. [[1 The party]] says <<1 so>>.", ["Steppe Party"]),
    ("[[1 Harbour Workers’ Union]] said <<1 so>>. [[2 The Bay group]] said <<2 no>>.", ["(Bay group)"]),
    ("The Government of the Republic of Norland met. [[1 The Exemplan government]] said <<1 so>>.",
     ["(Exemplan government)"]),
    # "it" is not what is told of
    ("[[1 Zerkal Online]] said <<1 so>>. <<2 He had met the Bay Committee>>, [[2 it]] added.", ["Zerkal Online"]),
    ("[[1 Zerkal Online]] said <<1 so>>. [[2 Zerkal]] said <<2 no>>.", ["Zerkal Online"]),
    # acronyms: either order, any letters
    ("The Central Union of Port Clerks (Cenpo) met. [[1 Cenpo]] said <<1 so>>.", ["Central Union of Port Clerks"]),
    ("The OQF (Open Quay Foundation) met. [[1 OQF]] said <<1 so>>.", ["Open Quay Foundation"]),
    ("Doctors of the Coast Union, known by its Norland acronym KLM, met. [[1 KLM]] said <<1 so>>.", ["Coast Union"]),
    ("The Port City Pilots met. [[1 The PCP]] said <<1 so>>.", ["Port City Pilots"]),
    # what kind of body it is stands before or after its name
    ("[[1 The Kvarn news agency]] said <<1 so>>. The Kvarn news agency is old.", ["Kvarn"]),
    ("[[1 The surveillance firm KVARN]] said <<1 so>>.", ["KVARN"]),
    ("[[1 A report by the non-profit Kvarn]] said <<1 so>>.", ["Kvarn"]),
    ("[[1 The Committee of Pilots]] met and said <<1 so>>. [[2 The committee – a body of nine –]] said <<2 no>>.",
     ["Committee of Pilots"]),
    # titles, ages, brackets
    ("[[1 Lt. Ann Roe]] said <<1 so>>. It rained. [[2 The lieutenant]] said <<2 no>>.", ["Ann Roe"]),
    ("[[1 Ann Roe]] said <<1 so>>. [[2 The 58-year-old journalist]] said <<2 no>>.", ["Ann Roe"]),
    ("[[1 The Crown Prince (Hugo Roe)]] said <<1 so>>.", ["Hugo Roe"]),
    ("[[1 Exempla’s ambassador to Kenya Maria Dorn]] said <<1 so>>.", ["Maria Dorn"]),
    # those who spoke together; two roles of one person are no two persons
    ("[[1 The lawyers, Ann Roe and Hugo Doe,]] said <<1 so>>. [[2 The two lawyers]] said <<2 no>>.",
     ["Ann Roe", "Hugo Doe"]),
    ("[[1 Writer and former minister Ann Roe]] said <<1 so>>.", ["Ann Roe"]),
    ("[[1 Ann Roe, a lecturer and Doe’s mother,]] said <<1 so>>. [[2 she]] said <<2 no>>.", ["Ann Roe"]),
    # nobody is who is named later in the sentence, whom a place or a ship is named after, or in an agreement
    ("Ann Roe, the mayor, came. [[1 The mayor]] met <<1 >>Mayor Ann Roe.", ["(mayor)"]),
    ("[[1 Photos of the ship, named after Hugo Roe,]] showed <<1 so>>.",
     ["(Photos of the ship, named after Hugo Roe)"]),
    ("[[1 Ann Roe]] signed an agreement, saying <<1 so>>. [[2 The agreement]] calls for <<2 more>>.", ["(agreement)"]),
    # names
    ("Anders “Bo” Holmqvist came. [[1 Holmqvist]] said <<1 so>>.", ["Anders “Bo” Holmqvist"]),
    ("Petro Vyshnevskiy came. [[1 Vyshnveskiy]] said <<1 so>>.", ["Petro Vyshnevskiy"]),
    ("according to [[1 Port Chief of Police Maria Dorn]], <<1 so>>.", ["Maria Dorn"]),
    ("[[1 the Geneva-based Open Quay Foundation]] said <<1 so>>.", ["Open Quay Foundation"]),
    ("[[1 Police]] said <<1 so>>.", ["(Police)"]),
    ("[[1 The Open Quay Foundation today]] called for <<1 more>>.", ["Open Quay Foundation"]),
    # nobody is who was only told of, or comes later
    ("“So,” said [[1 Ann Roe]], and [[2 a port-based journalist]], <<1 x>> <<2 y>>.", ["(port-based journalist)"]),
    ("[[1 The officer]] said <<1 so>>. Later Ann Roe, a police officer, came.", ["(officer)"]),
    ("[[1 Ann Roe]], {{1 labelled}} <<1 a rebel>>, came.", []),
    ("[[1 users of a Facebook group]] said <<1 so>>.", ["(users of a Facebook group)"]),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "expected"), POINTING_BACK)
def test_what_points_back_is_traced_or_left_open(markup: str, expected: list[str]) -> None:
    assert names_of(markup) == expected


def test_the_kingdom_is_the_only_state_named_before() -> None:
    markup = "Exempla jailed him. It rained. [[1 The kingdom]] denies <<1 it>>."
    assert names_of(markup, countries=(CountryShare(code="XEX", share=1.0),)) == ["Exempla"]
    assert names_of(markup) == ["(kingdom)"]


ROLES = [
    ("[[1 Harbour Union (HU, est. 1900) head Li Wei]] said <<1 so>>.", "head", "Harbour Union"),
    ("[[1 Ann Roe, Middle East and North Africa director at the Harbour Union]], said <<1 so>>.",
     "Middle East and North Africa director", "Harbour Union"),
    ("“So,” [[1 Ann Roe, the Harbour Union’s Coast Programme Coordinator]] said then, <<1 x>>.",
     "Coast Programme Coordinator", "Harbour Union"),
    ("[[1 Director of the Harbour Control Office Ann Roe]] said <<1 so>>.", "Director", "Harbour Control Office"),
]  # fmt: skip


@pytest.mark.parametrize(("markup", "role", "affiliation"), ROLES)
def test_role_and_affiliation_are_read_around_the_name(markup: str, role: str, affiliation: str) -> None:
    speaker = the_one(markup)
    assert (speaker.role, speaker.affiliation) == (role, affiliation)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("alexey mukhametov", "aleksei muhametov", True),
        ("zhanbolat serikov", "janbolat serikov", True),
        ("mohammed serikov", "mohamed serikov", True),
        ("o'tkir serikov", "otkir serikov", True),
        ("viktor lendvai", "lendvai viktor", True),
        ("martin serikov", "martina serikov", False),
        ("ivan petrov", "ivan petrova", False),
        ("ann roe", "bea roe", False),
    ],
)
def test_transliterations_are_joined_with_care(a: str, b: str, expected: bool) -> None:
    assert are_one_person(tuple(a.split()), tuple(b.split())) is expected


def test_a_slip_of_two_letters_is_no_other_surname() -> None:
    assert is_slip("vyshnevskiy", "vyshnveskiy")
    assert not is_slip("petrov", "pertov"), "too short to tell"
    assert not is_respelling("serikov", "serikova")


@pytest.mark.parametrize(
    ("name", "camp"),
    [
        ("International Civil Aviation Organization", "intergovernmental"),
        ("Norlandish Human Rights Commission", "government"),
        ("Asian Human Rights Commission", "NGO"),
        ("Steppe Democratic Movement", "party"),
        ("Bay Airport Services", "business"),
        ("Aurora Online", "media"),
        ("Group of Independent Experts", "unknown"),
    ],
)
def test_the_words_of_a_name_tell_its_camp(name: str, camp: str) -> None:
    assert camp_of(name) == camp


@pytest.mark.parametrize(
    ("role", "camp"),
    [
        ("spokesman for the government", "government"),
        ("shop's president", "unknown"),
        ("company's president", "business"),
        ("country's president", "government"),
        ("chief of police", "government"),
        ("lawyer for the family", "individual"),
        ("prosecution", "government"),
    ],
)
def test_whom_somebody_serves_tells_their_camp(role: str, camp: str) -> None:
    assert camp_of_role(role, None) == camp


def test_several_who_only_stand_in_the_sentence_are_they() -> None:
    (speaker,) = speakers_of("The rally was cut short by police, as [[1 they]] said <<1 so>>.")[-1]
    assert (speaker.name, speaker.camp) == (None, "government")
