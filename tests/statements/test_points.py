"""What lists, resolutions and institutional documents say: one statement a point, and the body that speaks."""

import pytest

from onrecord.models import load_reader
from onrecord.records import Document, Statement, cut, sha256_hex
from onrecord.reference.countries import Gazetteer
from onrecord.statements import find


def read(text: str, publisher: str | None = None) -> tuple[Statement, ...]:
    key = sha256_hex(text.encode())
    document = Document(
        id=key[:20], sha256=key, text_sha256=key, media_type="text/plain", text=text, publisher=publisher
    )
    return find(document, load_reader(), Gazetteer(()))


def names(statement: Statement) -> list[str | None]:
    return [speaker.name for speaker in statement.speakers]


RESOLUTION = """Resolution on defenders in Vestria

The Northern Assembly,

– having regard to the Convention on Fundamental Freedoms,

A. whereas a court in Calder sentenced the lawyer Ane Dorval to six years in prison in May 2022;

1. Strongly condemns the sentencing of Ane Dorval;

2. Calls on the Vestrian authorities to:

(a) repeal the law on foreign funding;

(b) end the prosecution of organisations that monitor elections;

3. Urges the Commission and the member states:

– to raise these cases in every meeting;

4. Requests the Bureau to follow the matter;

5. Instructs its President to forward this resolution to the Government of Vestria.
"""


def test_each_point_of_a_list_is_a_demand_of_its_own_with_the_cue_of_all() -> None:
    found = [s for s in read(RESOLUTION) if cut(RESOLUTION, s.cue).startswith("Calls on")]
    assert [s.quote for s in found] == [
        "the Vestrian authorities to […] repeal the law on foreign funding",
        "the Vestrian authorities to […] end the prosecution of organisations that monitor elections",
    ]


def test_the_body_of_a_resolution_says_every_paragraph() -> None:
    found = [s for s in read(RESOLUTION) if s.voice == "attributed"]
    assert {cut(RESOLUTION, s.cue).split()[0] for s in found} >= {"Strongly", "Calls", "Urges", "Requests", "Instructs"}
    assert all(names(s) == ["Northern Assembly"] for s in found)
    assert all(s.quote != "the Convention on Fundamental Freedoms" for s in found)


def test_what_follows_the_verb_is_no_source() -> None:
    (found,) = [s for s in read(RESOLUTION) if cut(RESOLUTION, s.cue) == "Instructs"]
    assert found.quote == "its President to forward this resolution to the Government of Vestria"


def test_a_wrapped_resolution_keeps_its_points_and_recitals() -> None:
    text = """RESOLUTION ON FREEDOM OF THE PRESS

The General Assembly of the Federation of Regional Journalists, meeting in
Calder on 3 and 4 September 2022,

Noting with alarm that nine newspapers have been closed in Ostland since the
beginning of the year,

1. Condemns the closure of the daily Lantern and the detention of its editor;

2. Demands that the Ministry of Information restore the licences of all nine
newspapers;

3. Calls upon the authorities of Ostland
   (i) to repeal the decree on the registration of websites,
   (ii) to stop summoning journalists, and
   (iii) to pay compensation to those who lost their work;

4. Decides to send a delegation to Ostland.
"""
    found = [s for s in read(text) if s.voice == "attributed"]
    asked = [" ".join(s.quote.split()) for s in found if cut(text, s.cue) == "Calls upon"]
    assert asked == [
        "the authorities of Ostland […] to repeal the decree on the registration of websites",
        "the authorities of Ostland […] to stop summoning journalists",
        "the authorities of Ostland […] to pay compensation to those who lost their work",
    ]
    assert any("since the\nbeginning of the year" in s.quote for s in found)
    assert {name for s in found for name in names(s)} == {"General Assembly of the Federation of Regional Journalists"}


def test_a_recommendation_is_said_by_the_states_in_brackets() -> None:
    text = """II. Conclusions and recommendations

101. The recommendations made during the dialogue enjoy the support of Meridia:

101.1 Ratify the Optional Protocol on the abolition of the death penalty (Kenya);

101.2 Take measures to protect journalists from attacks (France, Costa Rica).
"""
    found = {s.quote: names(s) for s in read(text) if cut(text, s.cue) == "recommendations"}
    assert found == {
        "Ratify the Optional Protocol on the abolition of the death penalty": ["Kenya"],
        "Take measures to protect journalists from attacks": ["France", "Costa Rica"],
    }


ASKED = """Broken Locks: prisons of Calderia

We found that beatings are common.

The authorities of Calderia should:
- close the prison of Vessin;
- investigate every report of torture.

You should:
- bring a pen;
- come early.
"""


def test_what_the_author_says_that_others_should_do_is_a_demand_a_point() -> None:
    found = [s for s in read(ASKED, "Prison Monitor") if s.voice == "author" and "should" in s.quote]
    assert [(s.quote, names(s)) for s in found] == [
        ("The authorities of Calderia should […] close the prison of Vessin", ["Prison Monitor"]),
        ("The authorities of Calderia should […] investigate every report of torture", ["Prison Monitor"]),
    ]


REPORT = """Behind the Wall: conditions of detention in Calderia

This report finds that overcrowding in Calderian prisons has doubled since 2019.

We found no evidence that complaints are investigated. Our organisation believes that deaths in custody are hidden.

We urge the Minister of Justice to publish the list of deaths.
"""
LETTER = """15 May 2023

Dear Minister,

I write to ask you to reopen the inquiry into the death of Pavel Enn. I am convinced that it was not independent.

Our centre has asked three times for the autopsy report.

Yours faithfully,
Dana Kestrel
Director, Harbour Rights Centre
"""
NATIONAL = """National report submitted in accordance with paragraph 15 of resolution 5/1
Republic of Norland

1. We believe that the reform of the courts is complete.
"""
OPEN = """Open letter

We, the undersigned organisations, express our concern about the arrest of Ilan Orme. We call on you to free him.

Signed:
Union of Free Writers
Calder Centre for Civil Rights
"""
FIRST_PERSONS = [
    (REPORT, "Prison Monitor", "This report", ["Prison Monitor"]),
    (REPORT, "Prison Monitor", "We", ["Prison Monitor"]),
    (REPORT, "Prison Monitor", "Our organisation", ["Prison Monitor"]),
    (REPORT, None, "This report", [None]),
    (REPORT, None, "We", []),
    (LETTER, None, "I", ["Dana Kestrel"]),
    (LETTER, None, "Our centre", ["Harbour Rights Centre"]),
    (NATIONAL, None, "We", ["Republic of Norland"]),
    (OPEN, None, "We", ["Union of Free Writers", "Calder Centre for Civil Rights"]),
]


@pytest.mark.parametrize(("text", "publisher", "source", "expected"), FIRST_PERSONS)
def test_the_first_person_of_a_document_is_who_issues_it(
    text: str, publisher: str | None, source: str, expected: list[str | None]
) -> None:
    found = [s for s in read(text, publisher) if cut(text, s.source) == source]
    assert found
    assert all(names(s) == expected for s in found)


OPINIONS = [
    ("In the view of the Ombudsman, the detention was unlawful.", "the Ombudsman", "the detention was unlawful"),
    ("The case is a symbol of impunity, in the eyes of activists.", "activists", "The case is a symbol of impunity"),
    ("Human rights come first, in the words of the new envoy.", "the new envoy", "Human rights come first"),
]


@pytest.mark.parametrize(("text", "source", "content"), OPINIONS)
def test_an_opinion_needs_no_verb(text: str, source: str, content: str) -> None:
    assert [(cut(text, s.source), s.quote) for s in read(text) if s.voice == "attributed"] == [(source, content)]


@pytest.mark.parametrize(
    "text",
    ["The minister said:\n\nNothing.", "Dates:\n\n- 4 May\n- 6 May", "He left, in the words of a song, for good."],
)
def test_not_every_colon_leads_up_to_a_list(text: str) -> None:
    assert all(s.made_by != "onrecord.points/2" for s in read(text))
