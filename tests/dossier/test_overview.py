"""Numbers of the overview are counts of statements: each is the length of a list that can be looked at."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.dossier import samples

from onrecord.dossier import Dossier, StatementFilter
from onrecord.dossier.overview import acts, country_list, matrix, newest, timeline
from onrecord.dossier.pages import statement_page
from onrecord.dossier.reviews import Decision, review

NOW = "2024-05-01T10:00:00Z"


@pytest.fixture
def filled(dossier: Dossier) -> Iterator[Dossier]:
    blob, document, said = samples.press()
    samples.add(dossier, (blob, document, [said[0], replace(said[1], country="KAZ")]))
    samples.add(dossier, samples.law())
    yield dossier


def test_countries_come_with_their_names_and_days(filled: Dossier) -> None:
    found = [(c.code, c.name, c.statements, c.documents, c.first, c.last) for c in country_list(filled)]
    assert found == [
        ("XEX", "XEX", 2, 1, "2021-01-01", "2021-12-31"),
        ("KAZ", "Kazakhstan", 1, 1, None, None),
        (None, None, 1, 1, None, None),
    ]


def test_every_cell_is_as_long_as_its_list(filled: Dossier) -> None:
    cells = matrix(filled, StatementFilter(country="XEX"))
    assert {(c.right, c.stance, c.count) for c in cells if c.camp is None} == {
        ("torture", "progress", 1), ("torture", "regress", 1), ("liberty", "regress", 1),
    }  # fmt: skip
    for cell in cells:
        wanted = StatementFilter(country="XEX", right=cell.right, stance=cell.stance, camp=cell.camp, review="standing")
        assert statement_page(filled, wanted).total == cell.count > 0


def test_what_is_about_no_right_has_a_row_of_its_own(filled: Dossier) -> None:
    blob, document = samples.make_document("Nothing was said of rights.", "n.txt")
    samples.add(filled, (blob, document, [samples.make_statement(document, "Nothing", country="XAA")]))
    assert [(c.right, c.stance, c.count) for c in matrix(filled, StatementFilter(country="XAA"))] == [
        (None, "neutral", 1)
    ]


def test_years_and_acts_are_counted(filled: Dossier) -> None:
    assert [(y.year, y.stance, y.count) for y in timeline(filled)] == [
        (2021, "progress", 1), (2021, "regress", 1), (None, "regress", 1), (None, "neutral", 1),
    ]  # fmt: skip
    assert acts(filled, StatementFilter(country="XEX")) == {"measure-adopted": 1, "other": 1}


def test_what_a_person_rejected_does_not_count(filled: Dossier) -> None:
    charge = next(filled.statements(StatementFilter(right="liberty")))
    review(filled, [Decision(statement=charge.id, decision="rejected", by="Ada")], NOW)
    assert {c.right for c in matrix(filled, StatementFilter(country="XEX"))} == {"torture"}
    assert sum(c.count for c in matrix(filled, StatementFilter(country="XEX", review="rejected")) if not c.camp) == 2
    assert next(c for c in country_list(filled) if c.code == "XEX").statements == 1


def test_the_newest_come_first(filled: Dossier) -> None:
    assert [s.quote for s in newest(filled, "XEX", 1)] == ["the new code abolishes torture"]
    assert newest(filled, "XAA", 5) == ()
