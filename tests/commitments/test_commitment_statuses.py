"""The status of a commitment on a day, from statements dated after it alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.commitments.invented import GOVERNMENT, NGO, PRESS, asked, told

from onrecord.commitments.evidence import Told
from onrecord.commitments.statuses import assess

LIBEL = "Remove libel from the Criminal Code"
PLEDGE = told("Libel will be taken out of the Criminal Code", "2020-03-01", act="pledge", speakers=(GOVERNMENT,))
BILL = told("A bill to remove libel from the code", "2020-05-01", act="measure-proposed", speakers=(GOVERNMENT,))
LAW = told("Parliament removed libel from the Criminal Code", "2021-02-01", act="measure-adopted", stance="progress",
           speakers=(PRESS,))  # fmt: skip
PART = told("Libel was removed from the code, except for insults", "2021-02-02", act="measure-adopted", stance="mixed",
            speakers=(PRESS,))  # fmt: skip
TRIALS = told("Three reporters were jailed for libel", "2021-09-01", act="event", stance="regress", speakers=(NGO,))
REMAINS = told("Libel remains a criminal offence", "2020-08-01", act="assessment", stance="regress", speakers=(NGO,))
DENIED = told("The law on libel was never changed", "2021-04-01", act="assessment", stance="regress", speakers=(NGO,))
WORKS = told("The end of criminal libel works in practice", "2021-10-01", act="assessment", stance="progress",
             speakers=(NGO,))  # fmt: skip
WORSE = told("The code was tightened: libel is punished more harshly, it is worse than before", "2022-03-01",
             act="measure-adopted", stance="regress", speakers=(NGO,))  # fmt: skip


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ([], "no-evidence"),
        ([PLEDGE], "announced"),
        ([PLEDGE, BILL], "in-progress"),
        ([PLEDGE, BILL, LAW], "fulfilled-in-law"),
        ([LAW, WORKS], "fulfilled"),
        ([PART], "partly"),
        ([LAW, PART], "partly"),
        ([REMAINS], "not-fulfilled"),
        ([REMAINS, LAW], "fulfilled-in-law"),
        ([LAW, DENIED], "disputed"),
        ([WORSE], "regressed"),
        ([LAW, WORSE], "regressed"),
    ],
    ids=lambda value: value if isinstance(value, str) else " + ".join(one.statement.quote[:22] for one in value),
)
def test_what_is_shown_makes_the_status(evidence: list[Told], expected: str) -> None:
    assert assess(asked(LIBEL), evidence, "2024").status == expected


def test_bad_practice_alone_does_not_say_that_a_law_was_not_made() -> None:
    quiet = told("Beatings at home go unpunished", "2021-01-01", act="assessment", stance="regress", speakers=(NGO,))
    assert assess(asked("Enact the draft law on domestic violence"), [quiet], "2024").status == "no-evidence"


def test_what_is_older_than_the_commitment_or_undated_never_counts() -> None:
    old = told(LAW.statement.quote, "2019-02-01", act="measure-adopted", stance="progress")
    undated = told(LAW.statement.quote, None, act="measure-adopted", stance="progress")
    retold = told(LAW.statement.quote, "2021-02-01", time="2015-06-01", act="measure-adopted", stance="progress")
    judged = assess(asked(LIBEL), [old, undated, retold], "2024")
    assert (judged.status, judged.evidence, judged.last_heard) == ("no-evidence", (), None)


def test_a_month_is_over_before_anything_is_after_it() -> None:
    law = told(LAW.statement.quote, "2020-01-20", act="measure-adopted", stance="progress")
    assert assess(asked(LIBEL, "2020-01"), [law], "2024").status == "no-evidence"
    assert assess(asked(LIBEL, "2019-12"), [law], "2024").status == "fulfilled-in-law"


def test_the_status_is_that_of_the_day() -> None:
    everything = [PLEDGE, BILL, LAW, WORSE]
    days = ["2020-02", "2020-04", "2020-06", "2021-06", "2022-06"]
    found = [assess(asked(LIBEL), everything, day).status for day in days]
    assert found == ["no-evidence", "announced", "in-progress", "fulfilled-in-law", "regressed"]


@pytest.mark.parametrize(
    ("evidence", "as_of", "expected"),
    [
        ([], "2020-06-01", "not-due"),
        ([PLEDGE], "2020-06-01", "announced"),
        ([PLEDGE], "2021-06-01", "overdue"),
        ([LAW], "2021-06-01", "fulfilled-in-law"),
        ([told("Libel was removed from the Criminal Code", "2021-03-01", time="2021-02-10", act="measure-adopted",
               stance="progress")], "2021-06-01", "fulfilled-late"),
        ([told("Exempla should remove libel at last", "2021-03-01", act="demand", speakers=(NGO,))], "2021-06-01",
         "overdue"),
        ([], "2021-06-01", "no-evidence"),
    ],
)  # fmt: skip
def test_a_deadline_that_has_passed(evidence: list[Told], as_of: str, expected: str) -> None:
    """Late is only what is known to have been done late; silence after a deadline is silence, and says so."""
    promise = asked(LIBEL, deadline="2020-12-31", kind="pledge")
    assert assess(promise, evidence, as_of).status == expected


def test_cameras_that_are_put_up_do_not_run_yet() -> None:
    promise = asked("all police officers will wear body cameras", kind="pledge")
    put_up = told("Body cameras were installed in the capital", "2021-01-01", act="measure-adopted", stance="progress")
    assert assess(promise, [put_up], "2024").status == "in-progress"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Continue efforts against trafficking", "in-progress"),
        ("Consider criminalizing trafficking", "in-progress"),
        ("Criminalize trafficking in persons", "fulfilled-in-law"),
    ],
)
def test_a_law_fulfils_what_asks_for_a_law(text: str, expected: str) -> None:
    law = told("Parliament criminalized trafficking in persons", "2021-01-01", act="measure-adopted", stance="progress")
    assert assess(asked(text), [law], "2024").status == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("An ombudsman was established", "in-progress"),
        ("An ombudsman was established in line with the Paris Principles", "fulfilled"),
    ],
)
def test_what_has_to_meet_a_standard_is_not_met_by_less(said: str, expected: str) -> None:
    wish = asked("Establish an ombudsman in conformity with the Paris Principles")
    news = told(said, "2021-01-01", act="measure-adopted", stance="progress")
    assert assess(wish, [news], "2024").status == expected


def test_who_hedges_shows_nothing() -> None:
    hope = told("The law may have removed libel", "2021-01-01", act="assessment", stance="progress", hedged=True)
    assert assess(asked(LIBEL), [hope], "2024").status == "no-evidence"


def test_because_names_who_and_when() -> None:
    judged = assess(asked(LIBEL), [LAW, DENIED], "2024")
    assert judged.because == (
        "The Quayside Review, 2021-02-01, says that it was done; Exempla Watch, 2021-04-01, reports otherwise."
    )
    assert judged.evidence == (LAW.statement.id, DENIED.statement.id)
    assert judged.last_heard == "2021-04-01"


ALL = [PLEDGE, BILL, LAW, PART, TRIALS, REMAINS, DENIED, WORKS, WORSE]


@given(st.lists(st.sampled_from(ALL)), st.dates(), st.dates())
def test_a_status_rests_on_what_is_later_than_the_commitment_and_known_on_the_day(
    evidence: list[Told], made: object, as_of: object
) -> None:
    judged = assess(asked(LIBEL, str(made)), evidence, str(as_of))
    by_id = {one.statement.id: one for one in evidence}
    dates = [by_id[key].published.start for key in judged.evidence]
    assert all(date and str(made) < date <= str(as_of) for date in dates)
    assert judged.status in ("no-evidence", "not-due") or judged.evidence
    again = assess(asked(LIBEL, str(made)), list(reversed(evidence)), str(as_of))
    assert again == judged
