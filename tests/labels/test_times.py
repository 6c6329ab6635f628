import pytest

from onrecord.labels.times import find_times
from onrecord.records import When

PUBLISHED = When(start="2021-05-12", end="2021-05-12", precision="day", basis="stated")  # a Wednesday


@pytest.mark.parametrize(
    ("text", "start", "end", "precision", "basis"),
    [
        ("adopted on February 11th 2021", "2021-02-11", "2021-02-11", "day", "stated"),
        ("adopted on 3 March 2019", "2019-03-03", "2019-03-03", "day", "stated"),
        ("on 2018-07-01", "2018-07-01", "2018-07-01", "day", "stated"),
        ("in June 2020", "2020-06-01", "2020-06-30", "month", "stated"),
        ("Back in 2015, it was worse", "2015-01-01", "2015-12-31", "year", "stated"),
        ("since 2019", "2019-01-01", "2021-05-12", "interval", "stated"),
        ("between 2015 and 2018", "2015-01-01", "2018-12-31", "interval", "stated"),
        ("from 2016-18", "2016-01-01", "2018-12-31", "interval", "stated"),
        ("in the 1990s", "1990-01-01", "1999-12-31", "interval", "stated"),
        ("last week", "2021-05-03", "2021-05-09", "interval", "inferred"),
        ("last year", "2020-01-01", "2020-12-31", "year", "inferred"),
        ("next month", "2021-06-01", "2021-06-30", "month", "inferred"),
        ("yesterday", "2021-05-11", "2021-05-11", "day", "inferred"),
        ("on Monday", "2021-05-10", "2021-05-10", "day", "inferred"),
        ("almost one year ago", "2020-05-12", "2020-07-12", "interval", "inferred"),
        ("three years ago", "2018-01-01", "2018-12-31", "year", "inferred"),
        ("two months ago", "2021-03-01", "2021-03-31", "month", "inferred"),
        ("over the past three years", "2018-05-12", "2021-05-12", "interval", "inferred"),
        ("in December", "2020-12-01", "2020-12-31", "month", "inferred"),
        ("would publish it in April", "2022-04-01", "2022-04-30", "month", "inferred"),
        ("by 1 September", "2021-09-01", "2021-09-01", "day", "inferred"),
        ("on 4 April", "2021-04-04", "2021-04-04", "day", "inferred"),
    ],
)
def test_time_expressions(text: str, start: str, end: str, precision: str, basis: str) -> None:
    when = find_times(text, [(0, len(text))], PUBLISHED)[0].when
    assert (when.start, when.end, when.precision, when.basis) == (start, end, precision, basis)


@pytest.mark.parametrize(
    "text", ["last week", "yesterday", "three years ago", "in December", "on 4 April", "on Monday"]
)
def test_without_a_publication_date_relative_times_stay_unknown(text: str) -> None:
    assert find_times(text, [(0, len(text))], When()) == []


@pytest.mark.parametrize(
    "text", ["It may be so.", "1,999 people", "2,015 cases", "a march for peace", "$2015", "31 February 2020"]
)
def test_no_time_is_found_where_none_is(text: str) -> None:
    assert [m.when for m in find_times(text, [(0, len(text))], PUBLISHED) if m.when.precision != "year"] == []
