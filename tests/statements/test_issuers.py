"""Who speaks in a document as a whole: those who sign it, and those whose statement it is."""

from __future__ import annotations

import pytest

from onrecord.models import load_reader
from onrecord.records import Document, Speaker, cut, sha256_hex
from onrecord.reference.countries import Gazetteer
from onrecord.statements import find

Described = tuple[str | None, str | None, str | None]
LETTER = """Dear Minister,

I believe that the charges against Ilan Orme were invented. We call on you to free him at once.

The courts of Norland have tried eleven editors since last year.

"""
OPEN = "Joint letter\n\nWe call on you to free Ilan Orme at once. The arrest was unlawful, and it broke the law.\n\n"


def said(text: str, source: str) -> list[Described]:
    key = sha256_hex(text.encode())
    document = Document(id=key[:20], sha256=key, text_sha256=key, media_type="text/plain", text=text)
    found = find(document, load_reader(), Gazetteer(()))
    return [described(who) for s in found if cut(text, s.source) == source for who in s.speakers]


def described(speaker: Speaker) -> Described:
    return speaker.name, speaker.role, speaker.affiliation


JOINT = [
    ("Sincerely,\n\nGolden Plain Legal Aid (Varmenia)\nTalvon Journalists' Union\nFree Word\nRights Forum Varmenia\n",
     ["Golden Plain Legal Aid", "Talvon Journalists' Union", "Free Word", "Rights Forum Varmenia"]),
    ("Signatories:\n• Ostland Bar Group (OBG), Ostland\n• Network of Women Lawyers; Centre for Peace and Dialogue\n"
     "\nContact: press@oba.example\n",
     ["Ostland Bar Group", "Network of Women Lawyers", "Centre for Peace and Dialogue"]),
    ("On behalf of the undersigned groups:\nOstland Bar Association, Network of Women Lawyers and Centre for Peace\n",
     ["Ostland Bar Association", "Network of Women Lawyers", "Centre for Peace"]),
    ("Signed:\n\n1. Ana Bell, Director, Harbour Rights Centre\n2. Mirek Tovan, President, Union of Free Writers\n"
     "3. Salome Quist, lawyer\n", ["Ana Bell", "Mirek Tovan", "Salome Quist"]),
    ("Yours,\n\nTomas Veld and Jane Corvell\nCo-chairs, Riverside Centre\n", ["Tomas Veld", "Jane Corvell"]),
]  # fmt: skip


@pytest.mark.parametrize(("foot", "names"), JOINT)
def test_all_who_sign_say_we(foot: str, names: list[str]) -> None:
    assert [name for name, _, _ in said(OPEN + foot, "We")] == names


SINGLE = [
    ("Yours faithfully,\n\nDr Salome Quist\nChair\nCommittee for the Release of Prisoners\n",
     ("Salome Quist", "Chair", "Committee for the Release of Prisoners")),
    ("Yours sincerely,\n\nJane Corvell\nExecutive Director\nThe Riverside Centre\n12 Long Street, Calder\n",
     ("Jane Corvell", "Executive Director", "Riverside Centre")),
    ("With kind regards,\n\nTomas Veld\nChair of the Riverside Centre\n\nAnnex: list of prisoners\n",
     ("Tomas Veld", "Chair", "Riverside Centre")),
    ("Respectfully,\nDana Kestrel, on behalf of the Harbour Rights Centre\n",
     ("Dana Kestrel", None, "Harbour Rights Centre")),
    ("Yours,\nTomas Veld (teacher)\n", ("Tomas Veld", None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("foot", "who"), SINGLE)
def test_one_who_signs_says_i_and_the_body_says_we(foot: str, who: Described) -> None:
    text = LETTER + foot
    assert said(text, "I") == [who]
    assert said(text, "We") == [(who[2], None, None) if who[2] else who]


STATED = [
    ("Statement by the Special Rapporteur on the situation of human rights in Norland, Mr. Pavel Enn",
     "I", ("Pavel Enn", "Special Rapporteur on the situation of human rights in Norland", None)),
    ("Statement by the Spokesperson of the Ministry of Foreign Affairs on the events in Norland",
     "We", ("Ministry of Foreign Affairs", None, None)),
    ("End-of-mission statement by the Working Group on Secret Prisons",
     "We", ("Working Group on Secret Prisons", None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("title", "source", "who"), STATED)
def test_whose_statement_it_is(title: str, source: str, who: Described) -> None:
    text = f"{title}\n\n{source} condemn the closure of schools in Norland.\n"
    assert said(text, source) == [who]


TITLED = """OPINION ON THE DRAFT LAW

adopted by the Consultative Commission for Law at its 112th session

1. The Commission considers that the definition is too broad.

2. The Commission regrets that the consultation lasted three days.

3. It recommends defining the grounds for dissolution.
"""


def test_a_body_that_the_title_names_in_full_is_meant_by_its_short_form() -> None:
    name = ("Consultative Commission for Law", None, None)
    assert said(TITLED, "The Commission") == [name, name]
    assert said(TITLED, "It") == [name]


def test_a_body_that_the_head_names_on_a_line_of_its_own() -> None:
    text = """Annual Conference of the Union of Dockers
Calder, May 2022

Conference notes that seven organisers have been arrested since January.

Conference calls on the Executive to raise the case. It regrets the delay.
"""
    name = ("Annual Conference of the Union of Dockers", None, None)
    assert said(text, "Conference") == [name, name]
    assert said(text, "It") == [name]


GOES_ON = [
    ("Kenya welcomed the ban on torture. It recommended that all prisons be inspected.", ["Kenya"]),
    ("Officials in Kenya welcomed the ban on torture. It recommended that all prisons be inspected.", []),
]


@pytest.mark.parametrize(("text", "names"), GOES_ON)
def test_it_goes_on_with_the_only_speaker_before(text: str, names: list[str]) -> None:
    assert [name for name, _, _ in said(text, "It")] == names
