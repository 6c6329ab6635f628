"""Which statements bear on which commitments."""

from dataclasses import replace

import pytest
from tests.commitments.invented import asked, same_meaning, told

from onrecord.commitments.asks import actions_done, actions_in, ask_of, deadline_in, focus_of
from onrecord.commitments.terms import terms_of
from onrecord.commitments.tracking import link, track
from onrecord.records import Instrument

NAMES = {"XEX": ["Exempla", "Exemplan"]}


@pytest.mark.parametrize(
    ("commitment", "statement", "expected"),
    [
        ("Abolish the death penalty", "Capital punishment was abolished", True),
        ("Decriminalize defamation", "Libel remains a crime", True),
        ("Ratify OPCAT", "Exempla acceded to the Optional Protocol to the Convention against Torture", True),
        ("Ratify OPCAT", "Exempla acceded to the Convention on the Rights of the Child", False),
        ("Strengthen the Assembly of the People", "A law on peaceful assemblies was adopted", False),
        ("Establish an office of the Ombudsman for the rights of the child", "The Ombudsman was re-elected", False),
        ("an inquiry into the death of Josk Arlan", "The inquiry into the death of Josk Arlan was closed", True),
        ("Amend the law on the code", "The code of law was amended", False),
        ("Prevent domestic violence", "incidents of domestic violence", False),
        ("Exempla to improve Exemplan standards", "Exempla has improved its Exemplan standards", False),
    ],
)
def test_texts_are_about_one_matter(commitment: str, statement: str, expected: bool) -> None:
    mentioned = told(statement, "2021-01-01", act="measure-adopted", rights=("general",)).statement
    if "Convention" in statement:
        mentioned = replace(mentioned, instruments=(Instrument(id="i", name="a treaty", kind="treaty", spans=()),))
    found = link([mentioned], [asked(commitment, rights=("general",))], same_meaning(1), same_meaning(1), NAMES)
    assert bool(found) is expected


def test_another_country_is_another_matter() -> None:
    law = told("Capital punishment was abolished", "2021-01-01", act="measure-adopted")
    abroad = replace(law, statement=replace(law.statement, country="XNV"))
    assert link([abroad.statement], [asked("Abolish the death penalty")], same_meaning(1), same_meaning(1)) == []


def test_track_gives_every_commitment_back_in_order() -> None:
    law = told("Parliament abolished the death penalty", "2021-01-01", act="measure-adopted", stance="progress")
    both = [asked("Abolish the death penalty"), asked("Protect the coral reefs")]
    found = track([law], both, same_meaning(1), same_meaning(2), as_of="2024", country_names=NAMES)
    assert [(one.text, one.status) for one in found] == [
        ("Abolish the death penalty", "fulfilled-in-law"),
        ("Protect the coral reefs", "no-evidence"),
    ]
    assert found[0].evidence == (law.statement.id,)


def test_nothing_is_tracked_by_nothing() -> None:
    assert track([], [], same_meaning(0), same_meaning(0), as_of="2024") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Continue the fight against trafficking", "continuing"),
        ("Consider ratifying the Convention", "considering"),
        ("Take measures to end torture", "general"),
        ("Ensure access to health care", "general"),
        ("Abolish the death penalty", "specific"),
        ("to adopt a modern law on assemblies", "specific"),
        ("Adopt further measures for women", "general"),
    ],
)
def test_how_a_thing_is_asked(text: str, kind: str) -> None:
    assert ask_of(text).kind == kind


def test_what_a_recommendation_aims_at_is_not_what_it_asks() -> None:
    text = "Ratify the Second Optional Protocol to the ICCPR, aiming at the abolition of the death penalty"
    assert focus_of(text) == "Ratify the Second Optional Protocol to the ICCPR"
    assert terms_of(focus_of(text)).keys() == {"#ICCPR-OP2"}


def test_actions_are_known_by_their_words() -> None:
    assert "ratify" in actions_in("Parliament ratified the treaty")
    assert "abolish" in actions_done("a law that takes libel out of the code")
    assert "abolish" not in actions_done("the law is to abolish it")


@pytest.mark.parametrize(
    ("text", "made", "expected"),
    [
        ("libel would be out of the code by the end of 2022", None, "2022-12-31"),
        ("a bill will be submitted by 31 March 2025", None, "2025-03-31"),
        ("it will be done before June 2023", None, "2023-06-30"),
        ("with results made public within six months", "2021-03-04", "2021-09-04"),
        ("within two weeks", "2021-12-25", "2022-01-08"),
        ("before the end of the year", "2021-03-04", "2021-12-31"),
        ("we shall do it one day", "2021-03-04", None),
        ("within six months", None, None),
    ],
)
def test_deadlines_in_words(text: str, made: str | None, expected: str | None) -> None:
    assert deadline_in(text, made) == expected
