"""Title, publisher, authors and dates as the text gives them; what it does not give stays unknown."""

from collections.abc import Callable

import pytest

from onrecord.documents import Taken
from onrecord.documents.dates import date_in_name, read_date
from onrecord.documents.people import is_person_name, read_names

Take = Callable[..., Taken]

BODY = (
    "The ministry of justice of Exempla said on Tuesday that it would send the draft law to parliament before the end "
    "of the spring session of 2019.\n\nLawyers doubt that the deadline can be met, because the committee has not met "
    "since January 2020, according to two of its members.\n"
)

DATES = [
    ("12 March 2021", "2021-03-12", "day"),
    ("March 12, 2021", "2021-03-12", "day"),
    ("12th of March, 2021", "2021-03-12", "day"),
    ("Mar. 3, 2021", "2021-03-03", "day"),
    ("2021-03-12T08:00:00Z", "2021-03-12", "day"),
    ("12.03.2021", "2021-03-12", "day"),
    ("25/03/2021", "2021-03-25", "day"),
    ("03/25/2021", "2021-03-25", "day"),
    ("03/04/2021", "2021-01-01", "year"),
    ("2021/3/4", "2021-03-04", "day"),
]


@pytest.mark.parametrize(("words", "start", "precision"), DATES)
def test_calendar_dates_are_read(words: str, start: str, precision: str) -> None:
    found = read_date(words)
    assert found is not None
    assert (found[0].start, found[0].precision, found[0].basis) == (start, precision, "stated")


@pytest.mark.parametrize(
    "words", ["last Tuesday", "30 February 2021", "Article 12 of 2021", "2021", "tomorrow", "12/2021"]
)
def test_what_is_no_calendar_date_is_not_read(words: str) -> None:
    assert read_date(words) is None


PUBLISHED = [
    ("Published: 12 March 2021\n\n{}", "2021-03-12", "stated"),
    ("Posted on March 12, 2021 by the editors\n\n{}", "2021-03-12", "stated"),
    ("The title of it\n\n12 March 2021\n\n{}", "2021-03-12", "stated"),
    ("The title of it\n\nBy Jana Karimova | 12 March 2021\n\n{}", "2021-03-12", "stated"),
    ("Geneva, 12 March 2021\n\n{}", "2021-03-12", "stated"),
    ("GENEVA, 12 March 2021 – {}", "2021-03-12", "stated"),
    ("March 2021\n\n{}", "2021-03-01", "stated"),
    ("Vessin, 12. März 2021\n\n{}", "2021-03-12", "stated"),
    ("Le 1er mars 2021\n\n{}", "2021-03-01", "stated"),
    ("12 марта 2021 года\n\n{}", "2021-03-12", "stated"),
    ("A title of it\n\nOpen Lake briefing, 12 March 2021\n\n{}", "2021-03-12", "stated"),
    ("Adopted by the Assembly of the Lakes on 12 March 2021\n\n{}", None, "unknown"),
    ("Assembly of the Lakes resolution of 12 March 2021 on the closing of newspapers\n\n{}", "2021-03-12", "stated"),
    ("Resolution 12/4 adopted by the Lake Council on 12 March 2021\n\n{}", "2021-03-12", "stated"),
    ("The Assembly’s resolution of 12 March 2021 is ignored\n\n{}", None, "unknown"),
    ("Last updated: 12 March 2021\n\n{}", "2021-03-12", "inferred"),
    ("{}", None, "unknown"),
    ("{}\nCorrection\n\n14 March 2021\n", None, "unknown"),
    ("On 12 March 2021 the court ruled\n\n{}", None, "unknown"),
    ("What happened on 12 March 2021?\n\n{}", None, "unknown"),
    ("ASTANA, March 3 (Reuters) - {}", None, "unknown"),
]


@pytest.mark.parametrize(("pattern", "start", "basis"), PUBLISHED)
def test_date_of_publication(take: Take, pattern: str, start: str | None, basis: str) -> None:
    published = take(pattern.format(BODY)).document.published
    assert (published.start, published.basis) == (start, basis)


NAMES = [
    ("https://news.example/2021/03/12/a-law/", "2021-03-12", "day"),
    ("https://news.example/2021/03/a-law.html", "2021-03-01", "month"),
    ("statement-2021-03-12.txt", "2021-03-12", "day"),
    ("20210312_statement.pdf", "2021-03-12", "day"),
    ("000_2d2b4d27f7e70e89.txt", None, "unknown"),
    ("report-20219912.txt", None, "unknown"),
    ("1234202103121.txt", None, "unknown"),
]


@pytest.mark.parametrize(("name", "start", "precision"), NAMES)
def test_a_date_in_the_name_is_inferred(name: str, start: str | None, precision: str) -> None:
    when = date_in_name(name)
    assert (when.start, when.precision) == (start, precision)
    assert when.basis == ("inferred" if start else "unknown")


AUTHORS = [
    ("By Jana Karimova\n\n{}", ("Jana Karimova",)),
    ("By Jana Karimova and Piet van der Maas\n\n{}", ("Jana Karimova", "Piet van der Maas")),
    ("By Dr. Jana Karimova, Lake Courier\n\n{}", ("Dr. Jana Karimova",)),
    ("BY JANA KARIMOVA\n\n{}", ("JANA KARIMOVA",)),
    ("By Jana Karimova in Geneva\n\n{}", ("Jana Karimova",)),
    ("Author: Jana Karimova\n\n{}", ("Jana Karimova",)),
    ("The record is improving slowly in Exempla, a long time concern for the neighbours, writes Jana Karimova.\n\n{}",
     ("Jana Karimova",)),
    ("{}\nJana Karimova is a researcher at the Institute for Lake Studies.", ("Jana Karimova",)),
    ("{}\nJana Karimova is the director of the Lake Observatory and teaches law.", ("Jana Karimova",)),
    ("By Our Correspondent\n\n{}", ()),
    ("By Human Rights Watch\n\n{}", ()),
    ("By the end of May\n\n{}", ()),
    ("{}\nJana Karimova is a lawyer. In May Jana Karimova was arrested.", ()),
    ("“The courts of Exempla have never been free, and will not be while the president appoints them,” writes Jana "
     "Karimova.\n\n{}", ()),
    ("{}\nPiet Maas is the minister of justice, and Maas has promised a reform that Maas calls historic.", ()),
    ("{}", ()),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "names"), AUTHORS)
def test_authors(take: Take, pattern: str, names: tuple[str, ...]) -> None:
    assert take(pattern.format(BODY)).document.authors == names


@pytest.mark.parametrize(
    "name", ["Jana Karimova", "Abd al-Rahman ibn Yusuf", "J. B. Maas", "Síle O’Neill", "Prof. Li Na"]
)
def test_names_of_persons(name: str) -> None:
    assert is_person_name(name)


@pytest.mark.parametrize(
    "name", ["Jana", "European Parliament", "Staff Reporter", "the minister", "In Geneva", "Reuters"]
)
def test_what_is_no_name_of_a_person(name: str) -> None:
    assert not is_person_name(name)


def test_a_list_of_names_stops_where_it_stops_being_one() -> None:
    assert read_names("Jana Karimova, Piet Maas and the Lake Courier, Ann Lee") == ("Jana Karimova", "Piet Maas")


TITLES = [
    ("Parliament waits for the draft law\n\n{}", "Parliament waits for the draft law"),
    ("Skip to main content\n\nHome | News\n\nParliament waits\n\n{}", "Parliament waits"),
    ("Title: Parliament waits\n\n{}", "Parliament waits"),
    ("Who is waiting for whom?\n\n{}", "Who is waiting for whom?"),
    ("12 March 2021\n\nParliament waits\n\n{}", "Parliament waits"),
    ("Skip to main content\n\n{}", None),
    ("{}", None),
    ("Dear colleagues,\n\n{}", None),
    ("The Lake Courier\n\nParliament waits\n\n12 March 2021\n\n{}", "Parliament waits"),
    ("Lake Review, Winter issue\n\nParliament waits\n\n{}", "Parliament waits"),
    ("REPUBLIC OF EXEMPLA\nMINISTRY OF JUSTICE\n\nOn the draft law\n\n{}", "On the draft law"),
    ("PRESS RELEASE\n\nParliament waits\n\n{}", "Parliament waits"),
    ("Joint statement\n\n{}", "Joint statement"),
    ("The Lake Courier\n\n{}", "The Lake Courier"),
]


@pytest.mark.parametrize(("pattern", "title"), TITLES)
def test_titles(take: Take, pattern: str, title: str | None) -> None:
    assert take(pattern.format(BODY)).document.title == title


PUBLISHERS = [
    ("{}\nThe Lake Courier publishes articles from a variety of outside sources.", "The Lake Courier"),
    ("{}\nThe positions taken in these articles are not necessarily those of Lake Courier.", "Lake Courier"),
    ("{}\nThe opinions are the author's and do not necessarily reflect the views of the Institute for Lake Studies.",
     "the Institute for Lake Studies"),
    ("{}\n© 2021 Lake Courier. All rights reserved.", "Lake Courier"),
    ("{}\nCopyright © 2019-2021 Lake Courier", "Lake Courier"),
    ("{}\n© Lake Courier 2021", "Lake Courier"),
    ("The Lake Courier\n\nParliament waits\n\n12 March 2021\n\n{}", "The Lake Courier"),
    ("LEAGUE RIGHTS OFFICE\n\nPRESS STATEMENT\n\nParliament waits\n\n{}", "LEAGUE RIGHTS OFFICE"),
    ("REPUBLIC OF EXEMPLA\nMINISTRY OF JUSTICE\n\nOn the draft law\n\n{}", "MINISTRY OF JUSTICE"),
    ("Lake Review, Winter issue\n\nParliament waits\n\n{}", "Lake Review"),
    ("Parliament waits\nThe Lake Ledger\n12 March 2021\n\n{}", "The Lake Ledger"),
    ("Parliament waits\n\nOpen Lake briefing, 12 March 2021\n\n{}", "Open Lake"),
    ("Parliament waits\n\n{}\nOpen Lake Institute", "Open Lake Institute"),
    ("Parliament waits\n\n{}\nOpen Lake is an independent, non-profit organisation.", "Open Lake"),
    ("Open Lake waits\n\n{}\nAbout us\nOpen Lake is an independent network of lawyers.", "Open Lake"),
    # a title, a headline, a section, a person, a place, an agency, somebody who is quoted: none publishes the text
    ("The Lake Courier\n\n{}", None),
    ("Court Expels Observer\n\nMinisters defend the move\n\n12 March 2021\n\n{}", None),
    ("World News\n\nParliament waits\n\n12 March 2021\n\n{}", None),
    ("Parliament waits\n\nAnnual report, 12 March 2021\n\n{}", None),
    ("Parliament waits\n\n{}\nJana Karimova", None),
    ("Parliament waits\n\n{}\nPort Almery", None),
    ("Parliament waits\n\n{}\nJana Karimova\nInstitute for Lake Studies", None),
    ("Parliament waits\n\n{}\n© 2021 Jana Karimova", None),
    ("Parliament waits\n\n{}\n© 2021 Lake Images", None),
    ("© 2021 Open Lake\n\nParliament waits\n\n{}", None),
    ("Ministry of Justice\n\nVessin\n\nDear Minister,\n\n{}", None),
    ("Parliament waits\n\n{}\nAssociated Press", None),
    ("Parliament waits\n\n{}\nLake Courier\nOpen Lake Institute", None),
    ("Open Lake objects\n\n{}\nOpen Lake is an independent organisation based in Vessin.", None),
    ("{}\n© 2021 All rights reserved.", None),
    ("{}\nThe views expressed are not necessarily those of the publisher.", None),
    ("{}", None),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "publisher"), PUBLISHERS)
def test_publishers(take: Take, pattern: str, publisher: str | None) -> None:
    assert take(pattern.format(BODY)).document.publisher == publisher


def test_countries_are_counted_without_boilerplate(take: Take) -> None:
    text = (
        "Home | News\n\n"
        + BODY.replace("Exempla", "Chad")
        + "\nRead also: Peru frees two\nRead also: Peru votes again\n"
    )
    assert [share.code for share in take(text).document.countries] == ["TCD"]


LANGUAGES = [
    (BODY, "en", 0),
    ("Министерство юстиции сообщило во вторник, что внесёт законопроект в парламент до конца сессии.", "ru", 1),
    ("Le ministère de la justice a annoncé mardi que le projet de loi serait envoyé au parlement avant la fin de la "
     "session de printemps, malgré les critiques des avocats.", "fr", 1),
    ("Das Ministerium hat am Dienstag erklärt, dass der Entwurf vor dem Ende der Sitzung ins Parlament geht.", "de", 1),
    ("Yes.", "und", 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language", "issues"), LANGUAGES)
def test_languages(take: Take, text: str, language: str, issues: int) -> None:
    """Every document is kept; what is not read yet is an issue with its words counted, never a silent zero."""
    taken = take(text)
    assert taken.document.language == language
    assert [issue.kind for issue in taken.issues] == ["language"] * issues
    assert all(f"{len(text.split())} words" in issue.what for issue in taken.issues)


def test_a_foreign_part_of_an_english_text_is_an_issue(take: Take) -> None:
    part = (
        "Министерство юстиции сообщило во вторник, что внесёт законопроект в парламент до конца весенней сессии. " * 4
    )
    (issue,) = take(f"{BODY * 5}\n{part}\n").issues
    assert issue.kind == "language"
    assert "parts are not in English" in issue.what
