import pytest
from tests.labels.labelled import make_test_view

from onrecord.labels.targets import country_of, target_of


@pytest.mark.parametrize(
    ("marked", "country", "target"),
    [
        ("⟦The parliament⟧ ‹called on› «Kenya to end torture».", "KEN", "KEN"),
        ("In Kenya, police beat marchers. «Torture is widespread.»", "KEN", "KEN"),
        ("Kenya jails critics. «The EU seems to be looking away.»", "KEN", "EU"),
        ("Kenya jails critics. ⟦The group⟧ ‹urged› «the EU to suspend the talks».", "KEN", "EU"),
        ("Kenya, Kenya. ⟦Polish MEP Jan Nowy⟧ ‹said› «the courts are free».", "KEN", "KEN"),
        ("Kenya is at stake. «Washington is preparing a dialogue with Kenya.»", "KEN", "USA"),
        ("«It rained.»", None, None),
        ("Kenya and Ghana held elections. «Ghana was praised by observers.»", "GHA", "GHA"),
        ("Qatar and Kenya. «Qatar closed twelve Kenyan agencies.»", "QAT", "QAT"),
        ("Ghana and Peru: «Peruvian police held members of the Ghanaian minority.»", "PER", "PER"),
        ("Chile and Peru. «Unlike Peru, the country has no such law.» Chile, Chile.", "CHL", "CHL"),
        (
            "On the draft Labour Code of Chile\n«Article 4 follows the Peruvian code.» In Peru, in Ghana, in Peru.",
            "CHL",
            "CHL",
        ),
        ("State party: Chile\n\nPeru, Peru, Peru. «The author was beaten.»", "CHL", "CHL"),
        ("CASE OF DOE v. CHILE\n\nIn Peru, Peru. «He was held for a week.»", "CHL", "CHL"),
        ("TASHKENT, 4 May. The Oliy Majlis met. «Deputies adopted the bill.» Guests from Peru came.", "UZB", "UZB"),
        ("Prime Minister Orbán spoke. «The government extended the decree.»", "HUN", "HUN"),
        ("Ministers met in Peru and Ghana. ⟦The Peruvian justice ministry⟧ ‹said› «fees were low».", "PER", "PER"),
        ("Peru and Chile talk. ⟦The union⟧ ‹urged› «Chile, which knows him, to let him go».", "CHL", "CHL"),
        ("Chile, Chile. The EU paid. «It never asked about prisons.»", "CHL", "EU"),
        ("Chile, Chile and the European Union. «The Commission has paid four million.»", "CHL", "EU"),
        ("In Chile, rebels of the Red Dawn march. «The Red Dawn has taken a village.»", "CHL", "Red Dawn"),
        ("In Chile, in Chile. «Gunmen shot at a house.»", "CHL", None),
        ("Ethnic Germans sang. «Nobody knows where.»", None, None),
    ],
)
def test_whom_a_statement_is_about(marked: str, country: str | None, target: str | None) -> None:
    view = make_test_view(marked)
    found = country_of(view)[0]
    assert found == country
    assert target_of(view, found)[0] == target


ROUND_UP = """The month

GHANA

Two editors were freed. {ghana}

Kenya

The bill was sent back. {kenya}
"""


@pytest.mark.parametrize(("where", "code"), [("ghana", "GHA"), ("kenya", "KEN")])
def test_a_heading_that_names_a_country_rules_what_stands_under_it(where: str, code: str) -> None:
    text = ROUND_UP.format_map({"ghana": "", "kenya": ""} | {where: "«Lawyers from Kenya and Ghana were glad.»"})
    assert country_of(make_test_view(text))[0] == code
