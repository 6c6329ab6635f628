"""The bodies in whose name resolutions speak, and what each verb of their paragraphs says."""

from __future__ import annotations

import pytest

from onrecord.models import load_reader
from onrecord.records import Document, Statement, cut, sha256_hex
from onrecord.reference.countries import Gazetteer
from onrecord.statements import find
from onrecord.statements.resolutions import clauses, find_heads, only_cites


def read(text: str) -> list[Statement]:
    key = sha256_hex(text.encode())
    document = Document(id=key[:20], sha256=key, text_sha256=key, media_type="text/plain", text=text)
    return [s for s in find(document, load_reader(), Gazetteer(())) if s.voice == "attributed"]


ITEMS = """

Recalling its resolution of 12 May 2019 on the freedom of the press,

Deeply concerned at the reports of torture in the prisons of Norland,

1. Is appalled by the conditions in the prison of Vessin, and calls for an inquiry;

2. Welcomes the release of four men in March, but regrets that they lost posts; recalls that the law protects them;

3. Decides to remain seized of the matter.
"""
HEADS = [
    ("The Parliament of the Republic of Calder,", "Parliament of the Republic of Calder"),
    ("The Congress of Local and Regional Authorities,", "Congress of Local and Regional Authorities"),
    ("The Committee on Legal Affairs and Human Rights, meeting in Vessin on 3 March 2022,",
     "Committee on Legal Affairs and Human Rights"),
    ("The Union of Writers, Editors and Translators,", "Union of Writers, Editors and Translators"),
    ("The Inter-Parliamentary Conference of the Northern Seas (IPCNS),",
     "Inter-Parliamentary Conference of the Northern Seas"),
    ("SENATE OF OSTLAND\nSÉNAT D’OSTLAND\n\nResolution of 4 May 2021\n\nThe Senate,", "Senate"),
    ("Conclusions of the Council of the Northern Federation of 3 April 2023\n\nThe Council,",
     "Council of the Northern Federation"),
    ("Motion\n\nadopted by the Executive Council of the Federation of Teachers, 5 May 2022\n\nThe Executive Council,",
     "Executive Council of the Federation of Teachers"),
    ("We, the delegates of the World Congress of Printers and Media Workers, meeting in Vessin,",
     "World Congress of Printers and Media Workers"),
    ("The Island Commission on Human and Peoples’ Rights (the Commission), meeting at its 26th session in Dorna;",
     "Island Commission on Human and Peoples’ Rights"),
    ("The Standing Conference of Bar Associations, Law Societies and Notaries,\nat its session of 4 November 2022,",
     "Standing Conference of Bar Associations, Law Societies and Notaries"),
    ("THE PERMANENT COUNCIL OF THE LEAGUE OF ISLAND STATES,", "PERMANENT COUNCIL OF THE LEAGUE OF ISLAND STATES"),
    ("The National Assembly of Meridia (L’Assemblée nationale de Méridie),", "National Assembly of Meridia"),
    ("Resolution on bargaining\nAdopted on 3 May 2020\n\nCongress of the Trade Union Confederation of Norland:",
     "Congress of the Trade Union Confederation of Norland"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "name"), HEADS)
def test_every_verb_is_said_by_the_body_at_the_head(head: str, name: str) -> None:
    text = head + ITEMS
    found = read(text)
    said = [(cut(text, s.cue), s.quote.split()[-1]) for s in found]
    assert said == [
        ("Deeply concerned at", "Norland"), ("Is appalled by", "Vessin"), ("calls for", "inquiry"),
        ("Welcomes", "March"), ("regrets", "posts"), ("recalls", "them"), ("Decides", "matter"),
    ]  # fmt: skip
    assert [[speaker.name for speaker in s.speakers] for s in found] == [[name]] * len(found)
    assert {text[slice(*s.source[0])] for s in found} == {text[slice(*find_heads(text)[0].span)]}


def test_recitals_may_stand_before_the_body_and_short_forms_mean_it() -> None:
    text = """RESOLUTION ON THE SAFETY OF REPORTERS

1. Alarmed by the murder of three reporters in Norland,

The Northern Parliamentary Assembly:

2. Condemns all attacks on reporters;

3. Calls on participating States to report each year;

4. Supports the inquiry.

The Assembly regrets that two delegations were absent.
"""
    found = read(text)
    assert len(found) == 5
    assert {speaker.name for s in found for speaker in s.speakers} == {"Northern Parliamentary Assembly"}


def test_verbs_without_ending_after_we_and_after_decides() -> None:
    text = """We, the representatives of 34 associations of the Southern Cities, gathered in Calder on 7 June 2021,

1. Condemn the dispersal of the march of 5 June;

2. Call on the Ministry of Interior to publish the names of the officers, and demand that they be tried;

3. Demand that all those held be released.
"""
    found = read(text)
    assert [cut(text, s.cue) for s in found] == ["Condemn", "Call on", "demand", "Demand"]
    assert {speaker.role for s in found for speaker in s.speakers} == {
        "representatives of 34 associations of the Southern Cities"
    }
    text = """The Island Commission on Prisons,

Decides to:

1. Condemn the forced returns;

2. Urge the Government of Meridia to respect the treaty.
"""
    assert [(cut(text, s.cue), s.quote) for s in read(text)] == [
        ("Condemn", "the forced returns"), ("Urge", "the Government of Meridia to respect the treaty"),
    ]  # fmt: skip


def test_a_resolution_of_two_houses_in_lower_case() -> None:
    text = """Whereas the Government of Norland arrested the editor Ilan Orme in March 2022: Now, therefore, be it

Resolved, That the Senate—

(1) condemns the arrest of Ilan Orme;

(2) calls on the Government of Norland to release him; and

(3) urges the President to impose sanctions.
"""
    found = read(text)
    assert [cut(text, s.cue) for s in found] == ["condemns", "calls on", "urges"]
    assert {speaker.name for s in found for speaker in s.speakers} == {"Senate"}


CLAUSES = [
    ("Strongly condemns the raid, urges the police to return the files", ["Strongly condemns", "urges"]),
    ("Notes that the court, which demands a bond, calls witnesses late", ["Notes"]),
    ("Recalls that the ombudsman criticised the law and calls for its repeal", ["Recalls"]),
    ("Condemns the arrest of the editor and calls for her release", ["Condemns", "calls for"]),
    ("Regrets the lack of answers to its letters, requests and demands for access", ["Regrets"]),
    (
        "Takes note with interest of the plan; points out that it has no budget",
        ["Takes note with interest of", "points out"],
    ),
    ("Deeply concerned at the raid, and noting that no order was shown", ["Deeply concerned at", "noting"]),
    ("The minister welcomes the law", []),
]


@pytest.mark.parametrize(("text", "cues"), CLAUSES)
def test_each_verb_of_a_paragraph_that_goes_back_to_the_head(text: str, cues: list[str]) -> None:
    assert [text[slice(*clause.cue)] for clause in clauses(text, (0, len(text)))] == cues


CITING = [
    ("Recalling its resolution of 4 May 2019 on prisons", True),
    ("Noting the concluding observations of the Committee", True),
    ("Reaffirming the Convention on the Rights of Prisoners", True),
    ("Recalling that the treaty binds all parties", False),
    ("Noting with alarm the report of the envoy", False),
    ("Noting that its resolution was ignored", False),
    ("Deploring the closure of three newspapers", False),
]


@pytest.mark.parametrize(("text", "expected"), CITING)
def test_a_recital_that_only_cites_says_nothing(text: str, expected: bool) -> None:
    (clause,) = clauses(text, (0, len(text)))
    assert only_cites(text, clause) is expected


NO_HEADS = [
    "The Senate met on Monday, in a hurry.\n\nIn May it rose.",
    "Dear Minister,\n\n1. Calls on you were in vain.",
    "The Ministry said in a letter:\n\nIn May nothing happened.",
    "Whereas the court ruled in May,\n\nNow, therefore,\n\nConsidering the appeal",
]


@pytest.mark.parametrize("text", NO_HEADS)
def test_not_every_name_with_a_comma_is_a_head(text: str) -> None:
    assert find_heads(text) == ()
