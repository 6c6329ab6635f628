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
    ],
)
def test_whom_a_statement_is_about(marked: str, country: str | None, target: str | None) -> None:
    view = make_test_view(marked)
    found = country_of(view)[0]
    assert found == country
    assert target_of(view, found)[0] == target
