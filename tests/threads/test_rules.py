"""The rules on what is asked, done, ended, rejected, left out or professed, told in small invented texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Literal

import pytest
from tests.threads.test_findings import ASSEMBLY, MINISTER, WATCH, found, item, kinds

from onrecord.records import Speaker, When
from onrecord.threads.pair_apart import are_of_two_things, are_of_two_years
from onrecord.threads.pair_counts import counts_of
from onrecord.threads.rule_answers import deeds_asked, ways_told
from onrecord.threads.sides import views_of


@pytest.mark.parametrize(
    ("quote", "deeds"),
    [
        ("to release the dockers held in Dorrin", {"free"}),
        ("that the harbour tribunal be abolished", {"end"}),
        ("to equip every lighthouse with a radio", {"equip"}),
        ("to compensate the families of the drowned", {"pay"}),
        ("The pier is long.", set()),
    ],
)
def test_a_demand_names_the_deed_that_it_asks_for(quote: str, deeds: set[str]) -> None:
    assert deeds_asked(quote) == deeds


@pytest.mark.parametrize(
    ("deed", "quote", "ways"),
    [
        ("free", "The dockers were released in May", {1}),
        ("free", "The dockers are still held in Dorrin", {-1}),
        ("free", "None of the dockers was released", {-1}),
        ("try", "no officer has been charged", {-1}),
        ("admit", "the inspector was not turned away from any pier", {1}),
        ("end", "The choir sang.", set()),
    ],
)
def test_a_report_tells_a_deed_as_done_or_left_undone(deed: str, quote: str, ways: set[int]) -> None:
    assert ways_told(deed, quote) == ways


ASKED = item("to release the dockers arrested at the Carron pier", "2030-01-10", speaker=ASSEMBLY, act="demand")


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        ("The dockers of the Carron pier walked free", ["demand-met"]),
        ("The dockers are still held, a year after the strike at the pier", ["demand-unmet"]),
        ("Seven of the dockers were released", ["demand-partly"]),
        ("The dockers would be released if they signed", []),
        ("she regretted that the dockers", []),
        ("on releasing the dockers", []),
        ("In the neighbouring port two dockers were released", []),
    ],
)
def test_a_demand_is_answered_by_the_deed_that_it_asks_for(report: str, expected: list[str]) -> None:
    assert kinds(ASKED, item(report, "2031-02-01", speaker=None, act="event")) == expected


def test_what_was_asked_of_all_is_not_met_by_what_is_told_of_some() -> None:
    asked = item("to abolish the lash for all crimes, without exception", "2030-01-10", speaker=ASSEMBLY, act="demand")
    assert kinds(asked, item("The lash was abolished", "2031-02-01", speaker=None, act="event")) == []
    partly = item("The lash was abolished for ordinary crimes", "2031-02-01", speaker=None, act="event")
    assert kinds(asked, partly) == ["demand-partly"]


def test_a_report_may_name_what_was_asked_for_shortly_before() -> None:
    asked = item("to equip all lighthouses with radios", "2030-01-10", speaker=ASSEMBLY, act="demand")
    before = "The radios for the lighthouses came in May. "
    report = item(
        "We have installed them in four of nine", "2031-02-01", start=len(before), speaker=MINISTER, act="event"
    )
    text = before + report.statement.quote
    assert [f.kind for f in found(asked, report, texts={report.statement.document: text})] == ["demand-partly"]


def test_a_deed_left_undone_and_done_later_is_an_update() -> None:
    then = item("nobody has been charged over the fire at the Carron cannery", "2030-01-10", speaker=WATCH, act="event")
    later = item(
        "Two foremen of the Carron cannery were sentenced over the fire", "2031-09-10", speaker=None, act="event"
    )
    assert kinds(then, later) == ["update"]


def test_a_rule_that_was_struck_out_and_a_plan_that_was_put_off() -> None:
    rule = item("Fishing is allowed only from the listed piers", "2030-01-10", speaker=WATCH)
    out = item(
        "Parliament struck the list of the piers out of the Fishing Act", "2031-09-10", speaker=None, act="event"
    )
    assert kinds(rule, out) == ["update"]
    plan = item("By the end of 2030 the Dorrin quarantine station will be closed", "2030-01-10", speaker=MINISTER)
    put_off = item("The closure of the Dorrin quarantine station was put off to 2033", "2031-09-10", speaker=None)
    assert kinds(plan, put_off) == ["update"]


def test_what_is_flatly_denied_and_what_is_told() -> None:
    denied = item("no docker has been fined for want of a badge", "2031-05-04", speaker=MINISTER)
    told = item("eleven dockers were fined for want of a badge", "2031-05-20", speaker=WATCH, act="event")
    assert kinds(denied, told) == ["contradiction"]
    of_others = item("eleven sailors were fined for want of a badge", "2031-05-20", speaker=WATCH, act="event")
    assert kinds(denied, of_others) == []


@pytest.mark.parametrize(
    ("reply", "expected"),
    [("That is a lie.", ["contradiction"]), ("It does nothing of the kind.", ["contradiction"]), ("It is late.", [])],
)
def test_the_next_words_reject_what_was_said(reply: str, expected: list[str]) -> None:
    said = item("that the Harbour Act abolishes badges", document="paper", speaker=MINISTER)
    answer = item(reply, document="paper", start=60, speaker=WATCH)
    assert kinds(said, answer) == expected


@pytest.mark.parametrize(
    ("quote", "general", "limit"),
    [
        (
            "Boats may land at any pier, with the exception of the naval one.",
            "Boats may land at any pier",
            "with the exception of the naval one.",
        ),
        ("The Act abolished the lash for all but two crimes.", "The Act abolished the lash", "for all but two crimes."),
    ],
)
def test_a_sentence_leaves_a_part_out_of_what_it_says(quote: str, general: str, limit: str) -> None:
    (one,) = found(item(quote, speaker=None, act="measure-adopted"))
    sides = [quote[slice(*side.spans[0])] for side in (one.a, one.b) if side]
    assert (one.kind, sides) == ("exception", [general, limit])


def test_what_is_kept_is_an_exception_to_what_was_ended() -> None:
    ended = item("The lash has been abolished", document="paper", speaker=MINISTER, act="measure-adopted")
    kept = item("It survives only for mutiny", document="paper", start=40, speaker=MINISTER)
    assert kinds(ended, kept) == ["exception"]


def test_a_government_professes_and_others_report_of_its_officers() -> None:
    said = item("This ministry has zero tolerance for torture in the harbour prison", speaker=MINISTER)
    done = item(
        "Officers routinely beat prisoners in the harbour prison", "2031-06-01", speaker=WATCH, stance="regress"
    )
    assert kinds(said, done) == ["principle-conduct"]
    assert kinds(said, item("Officers routinely help sailors in the harbour", "2031-06-01", stance="progress")) == []


def test_how_far_a_thing_has_come() -> None:
    then = item("There are four refuges for sailors in the port", "2030-01-10", speaker=MINISTER)
    now = item("six refuges for sailors of the port are now in operation", "2031-09-10", speaker=None)
    assert kinds(then, now) == ["update"]


def test_a_rule_with_another_number_later() -> None:
    then = item("Skippers must give notice of a regatta ten days in advance", "2030-01-10", speaker=None)
    later = item(
        "Skippers are required to give notice of a regatta three to seven days in advance", "2031-09-10", speaker=None
    )
    assert kinds(then, later) == ["update"]
    of_weeks = item(
        "Skippers are required to give notice of a regatta two weeks in advance", "2031-09-10", speaker=None
    )
    assert kinds(then, of_weeks) == []


def test_counts_of_one_event_meet_though_a_year_lies_between_the_reports() -> None:
    texts = {
        "a": "Four sailors died in the fire at Carron on the Dorrin quay. The Ministry of Ports told of it.",
        "b": "The inquiry into the fire at Carron, on the Dorrin quay: eleven sailors died.",
    }
    ministry = item("Four sailors died in the fire", "2030-07-10", document="a", speaker=MINISTER, act="event")
    inquiry = item("eleven sailors died", "2031-05-10", document="b", speaker=WATCH, act="event")
    assert [f.kind for f in found(ministry, inquiry, texts=texts)] == ["contradiction"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("the lash was abolished", "the neighbouring state kept the lash", True),
        ("the first protocol was signed", "the second protocol was signed", True),
        ("Article 4 was repealed", "Article 9 was repealed", True),
        ("Article 4 was repealed", "the Act was repealed", False),
        ("Elsewhere, the Assembly keeps to free elections", "the Assembly does not keep to free elections", False),
    ],
)
def test_words_tell_two_things_apart(one: str, other: str, expected: bool) -> None:
    assert are_of_two_things(one, other) is expected
    assert are_of_two_things(other, one) is expected


def test_other_years_are_told_apart_and_unknown_ones_are_not() -> None:
    assert are_of_two_years("in 2030 it fell", "between 2030 and 2033 it fell")
    assert not are_of_two_years("in 2030 it fell", "it fell")


@pytest.mark.parametrize(
    ("quote", "values"),
    [("Two hundred and twelve people were detained", [212.0]), ("Eleven of our brothers are dead", [11.0])],
)
def test_counts_are_read_in_words(quote: str, values: list[float]) -> None:
    assert [(count.value, count.is_share) for count in counts_of(quote)] == [(value, False) for value in values]


def test_a_document_without_a_date_is_no_older_than_the_day_of_a_demand_but_may_be_than_a_year_asked_for() -> None:
    def floor(start: str, end: str, precision: Literal["day", "year"]) -> int | None:
        asked = item("to repeal the Harbour Act", speaker=ASSEMBLY, act="demand")
        when = When(start=start, end=end, precision=precision, basis="stated")
        undated = replace(asked, published=When(), statement=replace(asked.statement, time=when))
        (view,) = views_of([undated], {})
        return view.published

    assert floor("2031-02-11", "2031-02-11", "day") == date(2031, 2, 11).toordinal()
    assert floor("2035-01-01", "2035-12-31", "year") is None


def test_a_speaker_without_an_office_speaks_for_no_state() -> None:
    sailor = Speaker(name="Joss Ardan", role="sailor", named=True)
    said = item("zero tolerance for torture in the harbour prison is what we want", speaker=sailor)
    done = item(
        "Officers routinely beat prisoners in the harbour prison", "2031-06-01", speaker=WATCH, stance="regress"
    )
    assert kinds(said, done) == []
