"""What the speakers rely on: the lists of leaders and organisations."""

from itertools import pairwise

import pytest

from onrecord.records import When
from onrecord.reference import leaders, organisations

CAMPS = [
    ("the European Parliament", "parliament"),
    ("EU", "intergovernmental"),
    ("Ministry of Justice of Exempla", "government"),
    ("Exempla International Bureau for Human Rights and Rule of Law", "NGO"),
    ("Exemplan Bar Association", "NGO"),
    ("Legal Policy Research Centre", "academia"),
    ("Steppe State University", "academia"),
    ("UN Committee on Missing Persons", "intergovernmental"),
    ("Supreme Court of Exempla", "judiciary"),
    ("Exempla Times", "media"),
    ("Kompass Bank", "business"),
    ("Union of Littoral States", "intergovernmental"),
    ("Assembly of the Union of Littoral States", "parliament"),
    ("World League", "intergovernmental"),
    ("Union", "unknown"),
    ("Dorrin Miners’ Trade Union", "NGO"),
    ("Exempla Legal Clinic", "NGO"),
    ("Exempla Rights Desk", "NGO"),
    ("Exempla Bar", "NGO"),
    ("Memorial Centre", "NGO"),
    ("Norvanian Helsinki Committee", "NGO"),
    ("Foundation for Open Courts", "NGO"),
    ("Steppe Telegraph Agency", "media"),
    ("Zzyzx", "unknown"),
]


@pytest.mark.parametrize(("name", "camp"), CAMPS)
def test_the_camp_of_an_organisation_follows_from_list_or_words(name: str, camp: str) -> None:
    assert organisations.camp_of(name) == camp


def test_no_office_has_two_holders_on_one_day() -> None:
    """A new holder may start on the day on which the former one ends, not before."""
    by_office: dict[tuple[str, str], list[leaders.Leader]] = {}
    for row in leaders.all_leaders():
        by_office.setdefault((row.code, row.office), []).append(row)
    ordered = (sorted(rows, key=lambda r: r.start) for rows in by_office.values())
    clashes = [(a, b) for rows in ordered for a, b in pairwise(rows) if a.end is None or a.end > b.start]
    assert clashes == []


def test_nothing_is_claimed_for_unknown_days() -> None:
    assert leaders.holder("KAZ", "president", When()) is None
    late = When(start="2026-01-01", end="2026-01-01", precision="day", basis="stated")
    assert leaders.holder("KAZ", "president", late) is None
    change = When(start="2019-03-01", end="2019-03-31", precision="month", basis="stated")
    assert leaders.holder("KAZ", "president", change) is None
