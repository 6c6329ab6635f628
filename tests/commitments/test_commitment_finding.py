"""Commitments that documents hold."""

from typing import Any

import pytest
from tests.commitments.invented import GOVERNMENT, NGO, day, told

from onrecord.commitments.finding import find
from onrecord.records import Commitment, Document, Instrument, Speaker, Statement, When
from onrecord.reference.countries import Gazetteer

ASSEMBLY = Speaker(name="Assembly of the Littoral Union", camp="parliament", named=True, collective=True)


def found(*statements: Statement, published: str | None = "2021-03-04") -> list[Commitment]:
    document = Document(
        id="d", sha256="", text_sha256="", media_type="text/plain", text="",
        published=day(published) if published else When(),
    )  # fmt: skip
    return find(document, statements, Gazetteer())


def said(quote: str, **fields: Any) -> Statement:
    return told(quote, None, **fields).statement


def test_a_pledge_of_the_state_is_a_commitment_with_its_deadline() -> None:
    promise = said("that libel would be taken out of the code by the end of 2022", act="pledge", speakers=(GOVERNMENT,))
    (one,) = found(promise)
    assert (one.kind, one.by, one.made, one.deadline) == ("pledge", "XEX", "2021-03-04", "2022-12-31")
    assert (one.origin, one.reference) == (promise.id, "Ilse Maru")


def test_two_promises_in_one_breath_are_two() -> None:
    both = said(
        "to abolish the death penalty and to adopt a law on peaceful assemblies", act="pledge", speakers=(GOVERNMENT,)
    )
    assert [one.text for one in found(both)] == [
        "to abolish the death penalty", "to adopt a law on peaceful assemblies",
    ]  # fmt: skip


def test_a_call_on_the_state_names_who_calls() -> None:
    call = said("Exempla to abolish the death penalty", act="demand", speakers=(ASSEMBLY,))
    (one,) = found(call)
    assert (one.kind, one.to) == ("call", "Assembly of the Littoral Union")


@pytest.mark.parametrize(
    "statement",
    [
        said("that libel would be decriminalised", act="pledge", speakers=(NGO,)),
        said("that libel would be decriminalised", act="pledge", speakers=(GOVERNMENT,), hedged=True),
        said("that libel would be decriminalised", act="pledge", speakers=(GOVERNMENT,), review="rejected"),
        said("that libel would be decriminalised", act="pledge", speakers=(GOVERNMENT,), within="another"),
        said("that libel would be decriminalised", act="pledge", speakers=(GOVERNMENT,), time="2020-01-01"),
        said("that libel be decriminalised", act="demand", speakers=(NGO,)),
        said("the Council of the Union to make aid conditional on torture", act="demand", speakers=(ASSEMBLY,)),
        said("to do it well", act="pledge", speakers=(GOVERNMENT,)),
        said("libel was decriminalised", act="measure-adopted", speakers=(GOVERNMENT,)),
    ],
    ids=[
        "of an NGO",
        "hedged",
        "rejected",
        "told by another",
        "recalled",
        "an NGO's demand",
        "on others",
        "empty",
        "done",
    ],
)
def test_what_is_no_commitment(statement: Statement) -> None:
    assert found(statement) == []


def test_a_treaty_that_was_ratified_has_the_id_of_the_one_in_a_list() -> None:
    from onrecord.commitments.importing import parse

    treaty = Instrument(id="i", name="Convention against Torture", kind="treaty", spans=((0, 1),))
    (one,) = found(
        said("Exempla ratified the Convention against Torture", act="event", instruments=(treaty,), time="1998-08-26")
    )
    assert (one.kind, one.made, one.reference) == ("treaty", "1998-08-26", "CAT")
    from onrecord.records import DeclaredCountry

    table = b"treaty,state,status,year\nCAT,Exempla,state party,1998\n"
    listed = parse("s.csv", table, "treaty-status", Gazetteer([DeclaredCountry(code="XEX", name="Exempla")]))
    assert [row.id for row in listed.commitments] == [one.id]


def test_what_is_said_again_in_a_document_is_taken_once() -> None:
    twice = [
        said("to abolish the death penalty this year", act="pledge", speakers=(GOVERNMENT,)),
        said("We shall abolish capital punishment", act="pledge", speakers=(GOVERNMENT,)),
    ]
    assert len(found(*twice)) == 1


def test_a_promise_of_unknown_date_is_kept_without_one() -> None:
    (one,) = found(said("to decriminalise libel soon", act="pledge", speakers=(GOVERNMENT,)), published=None)
    assert one.made is None
