"""Dates and marks as they are printed."""

from __future__ import annotations

import pytest
from tests.briefs.marked import day, document, statement

from onrecord.briefs.counts import Index
from onrecord.briefs.marks import mark_up, plain, words
from onrecord.briefs.people import find_people
from onrecord.briefs.rows import number_rows, number_sources, trim_marks
from onrecord.briefs.words import say_date, word, years_of
from onrecord.records import ACTS, CAMPS, STANCES, Speaker, When

DATES = [
    (day("2021-03-04"), "4 March 2021", (2021, 2021)),
    (day("2021-03"), "March 2021", (2021, 2021)),
    (day("2021"), "2021", (2021, 2021)),
    (day("2019/2021"), "2019–2021", (2019, 2021)),
    (day(None), "date unknown", None),
    (When(start="2021-05-01", end="2021-06-30", precision="interval"), "1 May 2021 – 30 June 2021", (2021, 2021)),
    (When(start="2021-05-01", precision="day", basis="inferred"), "1 May 2021", (2021, 2021)),
    (When(end="2021-05-01", precision="interval", basis="inferred"), "1 May 2021", (2021, 2021)),
]  # fmt: skip


@pytest.mark.parametrize(("when", "said", "years"), DATES)
def test_dates_are_as_exact_as_they_are_known(when: When, said: str, years: tuple[int, int] | None) -> None:
    assert say_date(when) == said
    assert years_of(when) == years


@pytest.mark.parametrize(("table", "codes"), [("acts", ACTS), ("camps", CAMPS), ("stances", STANCES)])
def test_every_code_has_a_word(table: str, codes: tuple[str, ...]) -> None:
    assert all(word(table, code) for code in codes)


MARKED = [
    ("[s1 Ann] [u1 says] [c1 it rains].", '<mark class="s" data-s="1">Ann</mark>'),
    ("[a1 It rains.]", '<mark class="a" data-s="1">It rains.</mark>'),
    # a statement inside a statement: the inner words belong to both
    ("[s1 Ann] [u1 says] [c1 that [s2 Bo] [u2 says] [c2 it rains]].", '<mark class="c o" data-s="1 2">it rains</mark>'),
    # an exception inside its statement
    ("[s1 Ann] [u1 says] [c1 all are free, [x1 save Bo]].", '<mark class="c x" data-s="1">save Bo</mark>'),
    # content over two lines: one mark in each
    ("[s1 Ann] [u1 says] [c1 it rains\nand snows].", '<mark class="c" data-s="1">and snows</mark>'),
    ("[b:share Share <this>]", '<span class="b" data-k="boilerplate: share buttons">Share &lt;this&gt;</span>'),
]


@pytest.mark.parametrize(("marked", "expected"), MARKED)
def test_spans_become_marks(marked: str, expected: str) -> None:
    pair = document(marked)
    numbers = sorted({int(key[1]) for key in pair[1] if key[1].isdigit()})
    rows = number_rows([statement(pair, n) for n in numbers], number_sources([pair[0]]))
    assert expected in mark_up(pair[0], rows)


def test_controls_that_would_act_on_the_page_are_named() -> None:
    assert words("a\u202eb") == 'a<span class="ctl" data-u="U+202E"></span>b'
    assert plain("a\u202eb\x00") == "a\ufffdb\ufffd"
    assert words("عربي\u200f") == "عربي\u200f"  # a mark of direction is part of ordinary Arabic


QUOTABLE = [
    ("but not all of it.”", "but not all of it."),
    ("“but not all of it.", "but not all of it."),
    ("“but not all of it.”", "“but not all of it.”"),
    ("but “not all” of it", "but “not all” of it"),
    ("”", ""),
]


@pytest.mark.parametrize(("text", "expected"), QUOTABLE)
def test_a_quotation_mark_without_its_partner_is_not_quoted(text: str, expected: str) -> None:
    assert trim_marks(text) == expected


def test_a_role_within_a_longer_one_is_said_once() -> None:
    pair = document("[s1 Ann Orr] [u1 said] [c1 yes]. [s2 Ann Orr] [u2 said] [c2 no]. [s3 Ann Orr] [u3 said] [c3 so].")
    roles = ("director", "Director of Quay", "lawyer")
    found = [
        statement(pair, n, (Speaker(name="Ann Orr", role=role, camp="NGO", named=True),))
        for n, role in enumerate(roles, start=1)
    ]
    people = find_people(number_rows(found, number_sources([pair[0]])), Index(size=3))
    assert [person.roles for camp in people.camps for person in camp.people] == [("Director of Quay", "lawyer")]
