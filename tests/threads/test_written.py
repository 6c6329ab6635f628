"""A document without a date was written while those whom it gives an office held it."""

import pytest

from onrecord.threads.written import written_between


@pytest.mark.parametrize(
    ("text", "between"),
    [
        ("The Union’s foreign affairs chief, Catherine Ashton, linked the two.", ("2009-12-01", "2014-11-01")),
        ("Catherine Ashton, the Union's foreign policy chief, was there.", ("2009-12-01", "2014-11-01")),
        ("Former foreign affairs chief Catherine Ashton was there.", None),
        ("The then European Council president Donald Tusk praised it.", None),
        ("Ex-European Council president Donald Tusk praised it.", None),
        ("European Council president Donald Tusk praised it.", ("2014-12-01", "2019-12-01")),
        ("In 2012 European Council president Herman Van Rompuy praised it; in 2019 nobody did.", None),
        ("A letter from the ministry names no office.", None),
        ("Foreign policy chief Catherine Ashton and European Council president Donald Tusk met.", None),
        ("UN human rights chief Michelle Bachelet and Commissioner for Human Rights Dunja Mijatović met.",
         ("2018-09-01", "2022-09-01")),
    ],
)  # fmt: skip
def test_offices_bound_the_time_of_writing(text: str, between: tuple[str, str] | None) -> None:
    when = written_between(text)
    assert ((when.start, when.end) if when.start else None) == between
    assert when.basis == ("inferred" if between else "unknown")
