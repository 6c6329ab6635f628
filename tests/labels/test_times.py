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


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("in the first half of 2020", "2020-01-01", "2020-06-30"),
        ("in the last quarter of last year", "2020-10-01", "2020-12-31"),
        ("the first six months of 2019", "2019-01-01", "2019-06-30"),
        ("in the summer of 2018", "2018-06-01", "2018-08-31"),
        ("from 2 to 13 March 2020", "2020-03-02", "2020-03-13"),
        ("between May and July 2019", "2019-05-01", "2019-07-31"),
        ("since March", "2021-03-01", "2021-05-12"),
        ("since 30 November", "2020-11-30", "2021-05-12"),
        ("since November 30", "2020-11-30", "2021-05-12"),
        ("the year before last", "2019-01-01", "2019-12-31"),
        ("the day before yesterday", "2021-05-10", "2021-05-10"),
        ("They were seized Tuesday at home", "2021-05-11", "2021-05-11"),
        ("is planned for Saturday", "2021-05-15", "2021-05-15"),
        ("on Thursday, May 6, 2021", "2021-05-06", "2021-05-06"),
    ],
)
def test_parts_of_years_and_days_of_the_week(text: str, start: str, end: str) -> None:
    (moment,) = find_times(text, [(0, len(text))], PUBLISHED)
    assert (moment.when.start, moment.when.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("In 2017 it passed; the following year it was repealed.", "2018"),
        ("In 2017 it passed, two years later than planned.", "2019"),
        ("It won in 2017. That year was wet.", "2017"),
        ("It had 12 seats in 2017, more than a year earlier.", "2016"),
    ],
)
def test_a_time_told_against_the_time_before(text: str, year: str) -> None:
    assert (find_times(text, [(0, len(text))], When())[-1].when.start or "")[:4] == year


@pytest.mark.parametrize(
    "text", ["every Friday", "Bloody Sunday", "the following year", "general comment No. 24 (2019)"]
)
def test_names_and_times_that_hang_in_the_air_are_left_out(text: str) -> None:
    assert find_times(text, [(0, len(text))], PUBLISHED) == []
