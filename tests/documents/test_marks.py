"""Boilerplate and disclosures: lines that are furniture, and prose that only looks like it."""

from collections.abc import Callable

import pytest

from onrecord.documents import Taken

Take = Callable[..., Taken]

BODY = (
    "The ministry of justice of Exempla said on Tuesday that it would send the draft law to parliament before the end "
    "of the spring session.\n\nLawyers doubt that the deadline can be met, because the committee has not met since "
    "January, according to two of its members.\n"
)


def kinds_of(taken: Taken, words: str) -> set[str]:
    document = taken.document
    return {mark.kind for mark in document.boilerplate if words in document.text[mark.start : mark.end]}


AT_THE_TOP = [
    ("Skip to main content", "navigation"),
    ("Skip to content", "navigation"),
    ("Connect with us", "navigation"),
    ("Follow us on Twitter", "navigation"),
    ("Home | News | Opinion | Sport", "navigation"),
    ("Home > World > Europe", "navigation"),
    ("Region / Country", "navigation"),
    ("We use cookies to give you the best experience on our website.", "navigation"),
    ("By continuing to use this site you agree to our use of cookies.", "navigation"),
    ("Menu", "navigation"),
    ("Share on Facebook", "share"),
    ("Published: 12 March 2021, 10:15", "byline"),
    ("12 March 2021", "byline"),
    ("4 min read", "byline"),
    ("By Jana Karimova", "byline"),
]

AT_THE_END = [
    ("Share this article:", "share"),
    ("Share this:", "share"),
    ("Facebook Twitter LinkedIn", "share"),
    ("Print this page", "share"),
    ("1,204 shares", "share"),
    ("Your tax deductible gift can help stop abuses around the world.", "donation"),
    ("Donate now", "donation"),
    ("Support independent journalism", "donation"),
    ("If you value our reporting, please consider making a donation today.", "donation"),
    ("Make a tax-deductible donation today.", "donation"),
    ("Photo: Office of the Ombudsman", "caption"),
    ("Voters queue outside a polling station in the capital. (Photo: Exempla News Agency)", "caption"),
    ("Read also: Court frees two reporters", "read-also"),
    ("Related articles", "read-also"),
    ("You may also like", "read-also"),
    ("Read more: what the new code changes", "read-also"),
    ("© 2021 Exempla Daily. All rights reserved.", "legal"),
    ("Sign up for our weekly newsletter and get the news in your inbox.", "legal"),
    ("The views expressed here are the author's own and do not necessarily reflect those of the paper.", "legal"),
    ("The Post hosts commentary from a range of outside writers. Their views are not its own.", "legal"),
    ("Terms of use | Privacy policy", "legal"),
    ("Reporting by Jana Karimova; editing by Piet Maas", "byline"),
    ("Tags: justice, parliament", "navigation"),
    ("Region / Country", "navigation"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "kind"), AT_THE_TOP)
def test_furniture_before_the_body_is_marked(take: Take, line: str, kind: str) -> None:
    taken = take(f"{line}\n\nParliament waits for the draft law\n\n{BODY}")
    assert kind in kinds_of(taken, line)


@pytest.mark.parametrize(("line", "kind"), AT_THE_END)
def test_furniture_after_the_body_is_marked(take: Take, line: str, kind: str) -> None:
    assert kind in kinds_of(take(f"Parliament waits for the draft law\n\n{BODY}\n{line}\n"), line)


PROSE = [
    "Home is where the police found him.",
    "The site uses cookies to track readers, the authority of Exempla found, and it must stop doing so.",
    "Share of women in parliament rises",
    "“Share this article with everyone you know,” the editor told his readers before the paper was closed.",
    "Donors gave tax-deductible gifts worth four million to the party, according to the electoral commission.",
    "“Your support can help save lives,” the minister told the crowd.",
    "Your government has failed you, the opposition leader told voters in the main square of the capital.",
    "By the end of the year the court had heard three cases.",
    "By law, every detainee must see a judge within two days.",
    "Read in parliament for the first time in May, the bill met no resistance.",
    "Photographs of the beaten protesters were shown in court.",
    "Photo evidence: the court refuses it",
    "Related parties were not heard by the court.",
    "The views expressed in the report were rejected by the ministry, which called them an insult to the nation.",
    "Copyright law was amended in the same session, and the penalties were raised.",
    "All rights reserved to citizens by the constitution were suspended under the emergency decree, the court said.",
    "Advertisement of alcohol was banned.",
    "Women / men ratio in courts",
    "More on the trial will be heard in June, the clerk said.",
    "Support for the president fell to a third of voters.",
    "Give the detainees a lawyer, the ombudsman urged.",
    "Print media are controlled by the state.",
    "Sign of change: two reporters freed",
    "Follow-up visits were refused.",
]


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_never_boilerplate(take: Take, line: str) -> None:
    """Between paragraphs of prose, where headings and short paragraphs stand."""
    first, second = BODY.split("\n\n")
    assert kinds_of(take(f"Parliament waits\n\n{first}\n\n{line}\n\n{second}"), line) == set()


def test_links_under_a_heading_of_links_are_links(take: Take) -> None:
    taken = take(f"{BODY}\nRelated articles\nCourt frees two reporters\nA law nobody has read\n")
    assert kinds_of(taken, "Court frees two reporters") == {"read-also"}
    assert kinds_of(taken, "A law nobody has read") == {"read-also"}


DISCLOSURES = [
    ("The Exempla Post publishes articles from a variety of outside sources.", "outside-contributor"),
    ("The opinions expressed here are solely those of the author.", "outside-contributor"),
    ("Views in this column do not necessarily reflect the editorial position of the magazine.", "outside-contributor"),
    ("Jana Karimova is a guest contributor.", "outside-contributor"),
    ("Sponsored content", "sponsored"),
    ("Advertorial", "sponsored"),
    ("Paid for by the Exempla Investment Board", "sponsored"),
    ("In partnership with the Exempla Investment Board", "sponsored"),
    ("This article was paid for by the Exempla Investment Board.", "sponsored"),
    ("This article was supported by the Exempla Investment Board.", "sponsored"),
    ("This report has been made possible by a grant of the Exempla Investment Board.", "sponsored"),
    ("This series is generously funded by the Exempla Investment Board.", "sponsored"),
    ("By the Lake Press Agency", "syndicated"),
    ("Source: Exempla News Service", "syndicated"),
    ("(LPA; reporting from Vessin)", "syndicated"),
    ("This article was originally published by the Lake Courier.", "syndicated"),
    ("Republished with permission from the Lake Courier.", "syndicated"),
    ("© 2021 Agence France-Presse", "syndicated"),
]


@pytest.mark.parametrize(("line", "kind"), DISCLOSURES)
def test_disclosures_are_found_at_the_edges(take: Take, line: str, kind: str) -> None:
    document = take(f"Parliament waits\n\n{BODY}\n{line}\n").document
    assert (line.rstrip("."), kind) in {
        (document.text[mark.start : mark.end].rstrip("."), mark.kind) for mark in document.disclosures
    }


ANONYMOUS = [
    ("A Kazakhstan government source said the pact would help.", "A Kazakhstan government source"),
    ("The bill is dead, a senior ministry official said.", "a senior ministry official"),
    ("“It is over,” said an official who asked not to be named.", "an official who asked not to be named"),
    ("Sources close to the president said he would sign.", "Sources close to the president"),
    ("According to three security sources, the men were moved.", "three security sources"),
    ("One Western diplomat, speaking on condition of anonymity, called it theatre.",
     "One Western diplomat, speaking on condition of anonymity"),
    ("Two officials told the paper that the list exists.", "Two officials"),
    ("An unnamed official confirmed the arrest.", "An unnamed official"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "words"), ANONYMOUS)
def test_officials_without_a_name_are_disclosed(take: Take, sentence: str, words: str) -> None:
    document = take(f"{BODY}\n{sentence}\n\n{BODY}").document
    found = [document.text[m.start : m.end] for m in document.disclosures if m.kind == "anonymous-official"]
    assert found == [words]


NOT_DISCLOSURES = [
    "Kazakh officials could have decriminalized libel.",
    "Government sources of income have dwindled since the reform of the tax code.",
    "The UN, in partnership with the government, launched a programme for judges.",
    "A victim who asked not to be named said she was beaten.",
    "The official gazette said the law was in force.",
    "EU officials are forging ahead with negotiations.",
    "The minister, Piet Maas, said the court was free.",
    "The source of the leak was never found, the ministry said.",
    "An official statement said the men were free.",
    "The campaign was supported by the union, and this law was made possible by it.",
    "State sources of energy were cut, the company said.",
    "In his opinion, the law is a step back.",
    "The report was published by the ministry in May and sent to all the courts of the country.",
]


@pytest.mark.parametrize("sentence", NOT_DISCLOSURES)
def test_prose_is_no_disclosure(take: Take, sentence: str) -> None:
    first, second = BODY.split("\n\n")
    assert take(f"Parliament waits\n\n{first}\n\n{sentence}\n\n{second}").document.disclosures == ()


@pytest.mark.parametrize(
    "line", ["KYIV (Reuters) - ", "GENEVA, May 3 (AFP) – ", "VESSIN, Nov 25 (LPA) - ", "PORT ALMERY (LPA) – "]
)
def test_an_agency_line_makes_a_text_syndicated(take: Take, line: str) -> None:
    assert [mark.kind for mark in take(line + BODY).document.disclosures] == ["syndicated"]


@pytest.mark.parametrize("line", ["GENEVA (OHCHR) – ", "VESSIN (3 May 2021) – ", "The Lake Party (LPE) – "])
def test_other_letters_in_parentheses_are_no_agency(take: Take, line: str) -> None:
    assert take(line + BODY).document.disclosures == ()


def test_a_label_makes_a_text_opinion(take: Take) -> None:
    assert [mark.kind for mark in take(f"Opinion\n\nWhy the law must go\n\n{BODY}").document.disclosures] == ["opinion"]


def test_an_entry_of_a_menu_discloses_nothing(take: Take) -> None:
    assert take(f"Menu\nNews\nOpinion\nCountries\n\nWhy the law must go\n\n{BODY}").document.disclosures == ()


def test_a_note_on_a_known_author_is_a_byline(take: Take) -> None:
    taken = take(f"By Jana Karimova\n\n{BODY}\nJana Karimova is director of the Lake Observatory.\n")
    assert kinds_of(taken, "Lake Observatory") == {"byline"}


def test_a_line_can_be_boilerplate_and_hold_a_disclosure(take: Take) -> None:
    line = "The Post publishes articles from a variety of outside sources. Their views are not its own."
    document = take(f"{BODY}\n{line}").document
    assert [mark.kind for mark in document.boilerplate] == ["legal"]
    assert [mark.kind for mark in document.disclosures] == ["outside-contributor"]
