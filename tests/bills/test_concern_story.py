# ruff: noqa: E501 -- the lines of the texts and tables are longer
"""A criminal code from draft to law, as a ledger: every concern is followed through its renumbering.

The numbers, the moves and which penalties rose are those of a real code between its draft of 2013 and its adoption in
2014 (facts); all words of the provisions, and the sums, are invented.
"""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from tests.bills.stories import concern, draft, texts

from onrecord.bills.concern_ledger import Ledger, Verdict, ledger_csv, make_ledger, timeline_csv
from onrecord.records import Bill, Concern

LIBEL = (
    "Libel",
    "Whoever spreads what is untrue about another person, knowing it to be untrue and so as to lower that person in the "
    "eyes of neighbours, shall be punished by {}.",
)
INSULT = (
    "Insult",
    "Whoever humbles another person in a manner that good company does not bear shall be punished by a fine of up to 100 euros.",
)
PRESS = (
    "Hindering the work of a journalist",
    "Whoever keeps a journalist from lawful work by threats shall be punished by a fine of up to {} euros.",
)
DISCORD = (
    "Rousing discord between groups of society",
    "Whoever by speech or print rouses discord between the orders, clans or creeds of society shall be punished by {}.",
)
GATHERINGS = (
    "Breach of the rules on gatherings",
    "Whoever calls a gathering in the street, leads it or walks in it against the rules on processions shall be punished "
    "by arrest of up to seventy-five days.",
)
STRIKE = (
    "Calls to go on with a strike that a court has stopped",
    "Whoever calls upon workers to go on with a strike that a court has stopped shall be punished by imprisonment of up "
    "to three years.",
)
ASSOCIATION = (
    "Leading an association that is not registered",
    "Whoever leads an association that the register does not hold, joins it or gives it money shall be punished by arrest "
    "of up to ninety days.",
)
WORSHIP = (
    "Breach of the law on worship",
    "Whoever teaches a creed to strangers without the leave of the office of worship shall be punished by arrest of up to "
    "sixty days.",
)
TIDINGS = (
    "Spreading false tidings",
    "Whoever spreads tidings, knowing them to be false, that may alarm a town shall be punished by imprisonment of up to "
    "ten years.",
)
MEDDLING = (
    "Meddling of members of an association with the offices of the state",
    "Whoever as a member of an association hinders a clerk in the duties of office shall be punished by a fine of up to "
    "300 euros.",
)
OTHERS = {  # between them: a code is read only where few articles are missing in a row
    190: ("Theft of nets", "Whoever takes the nets of another boat shall be punished by a fine of up to 700 euros."),
    215: ("Trade without a licence", "Whoever sells fish in the harbour unlicensed shall be punished by a fine of up to 600 euros."),
    240: ("False coin", "Whoever strikes coin in the likeness of that of the mint shall be punished by imprisonment of up to six years."),
    265: ("Damming a river", "Whoever dams a river that feeds a mill shall be punished by a fine of up to 900 euros."),
    290: ("Fouling a well", "Whoever throws carrion into a well shall be punished by community service of up to 100 hours."),
    315: ("Wrecking", "Whoever lights a false beacon on the cliff shall be punished by imprisonment of up to eight years."),
    340: ("Bribing a pilot", "Whoever gives a pilot money for an undue turn shall be punished by a fine of up to 5000 euros."),
    365: ("Perjury", "Whoever under oath tells a judge what is false shall be punished by imprisonment of up to two years."),
    385: ("Breaking a seal", "Whoever breaks the seal of a bailiff shall be punished by a fine of up to 200 euros."),
}  # fmt: skip


def code(articles: dict[int, tuple[str, str]]) -> str:
    """Print a code in the order of its numbers."""
    both = OTHERS | articles
    return "\n\n".join(f"Article {n}. {both[n][0]}\n{both[n][1]}" for n in sorted(both)) + "\n"


def told(of: tuple[str, str], penalty: str) -> tuple[str, str]:
    return of[0], of[1].format(penalty)


DRAFT = {
    130: told(LIBEL, "restriction of freedom of up to one year"),
    131: INSULT,
    155: told(PRESS, "50"),
    164: told(DISCORD, "imprisonment of up to seven years or by a fine of up to 2000 euros"),
    398: GATHERINGS,
    400: STRIKE,
    403: ASSOCIATION,
    404: WORSHIP,
}
ADOPTED = {
    130: told(LIBEL, "imprisonment of up to three years"),
    131: INSULT,
    158: told(PRESS, "500"),
    174: told(DISCORD, "imprisonment of up to twenty years"),
    274: TIDINGS,
    400: GATHERINGS,
    402: STRIKE,
    403: MEDDLING,
    404: ASSOCIATION,
}
A = draft(code(DRAFT), "code", "draft", "2013-09-16")
B = draft(code(ADOPTED), "code", "adopted", "2014-07-03")
BOTH = texts(A, B)
BILL = Bill(id="code", name="Criminal Code", country="XEX", versions=(A.version.id, B.version.id))

STORY = [
    # on, asked, in the draft, as adopted, computed
    ("Article 130", "Decriminalise libel.", "Article 130", "Article 130", "worse"),
    ("Article 131", "Remove Article 131.", "Article 131", "Article 131", "not"),
    ("Article 164", "Amend the charge so that it is narrow.", "Article 164", "Article 174", "worse"),
    ("Article 400", "Delete Article 400.", "Article 400", "Article 402", "not"),
    ("Article 403", "Delete Article 403.", "Article 403", "Article 404", "not"),
    ("Article 404", "Delete Article 404.", "Article 404", None, "fixed"),
    ("Article 398", None, "Article 398", "Article 400", "not"),
]


@pytest.mark.parametrize(("on", "asked", "before", "after", "state"), STORY)
def test_every_concern_is_followed_through_its_renumbering(
    on: str, asked: str | None, before: str, after: str | None, state: str
) -> None:
    (line,) = ledger([concern(on, A, asked=asked)]).lines
    reached = {A.version.id: (before,), B.version.id: (after,) if after else ()}
    assert line.concern.provisions == reached
    assert line.concern.computed == state, line.concern.because


def ledger(concerns: list[Concern], given: dict[str, Verdict] | None = None) -> Ledger:
    return make_ledger(BILL, concerns, BOTH, {one.id: "Port Watch" for one in concerns}, given or {})


def test_an_offence_that_came_in_later_is_a_new_problem() -> None:
    (line,) = ledger([concern("Article 274", B)]).lines
    assert line.concern.computed == "new-problem"


def test_a_number_that_another_provision_took_is_not_followed() -> None:
    """Article 403 of the draft is 404 of the law, whose 403 is about something else; 404 of the draft is gone."""
    lines = ledger([concern("Article 403", A), concern("Article 404", A)]).lines
    assert lines[0].concern.because == "Article 403 of draft is Article 404 in adopted, word for word."
    assert lines[1].concern.because.startswith("Article 404 of draft is not in adopted any more")


def test_the_ledger_stands_in_the_order_of_the_bill_and_goes_into_a_table() -> None:
    every = [concern(on, A, asked=asked) for on, asked, *_ in reversed(STORY)]
    made = ledger(every, {"about Article 404": Verdict(by="Aigul", at="2014-07-04T00:00:00Z", why="=gone")})
    rows = list(csv.DictReader(StringIO(ledger_csv(made))))
    order = ["Article 130", "Article 131", "Article 164", "Article 398", "Article 400", "Article 403", "Article 404"]
    assert [row["provisions, draft"] for row in rows] == order
    assert [row["computed"] for row in rows] == ["worse", "not", "worse", "not", "not", "not", "fixed"]
    assert (rows[-1]["verdict by"], rows[-1]["verdict why"]) == ("Aigul", "'=gone")
    assert rows[0]["raised by"] == "Port Watch"


def test_the_timeline_goes_version_by_version() -> None:
    rows = list(csv.DictReader(StringIO(timeline_csv(ledger([concern("Article 164", A), concern("Article 400", A)])))))
    assert [(row["version"], row["provisions"], row["state"]) for row in rows] == [
        ("draft", "Article 164", ""),
        ("draft", "Article 400", ""),
        ("adopted", "Article 174", "worse"),
        ("adopted", "Article 402", "not"),
    ]


def test_what_went_to_a_companion_bill_is_not_taken_for_fixed() -> None:
    """Libel left the code for the code of small offences, with a lighter penalty."""
    later = draft(code({n: one for n, one in ADOPTED.items() if n != 130}), "code", "amended", "2020-06-26")
    heading, words = told(LIBEL, "a fine of up to 400 euros")
    companion = draft(f"Article 73-3. {heading}\n{words}\n", "small-offences", "bill", "2020-06-26")
    all_three = texts(A, B, later, companion)
    (line,) = make_ledger(BILL, [concern("Article 130", A)], all_three, {}, {}).lines
    assert [(s.version, s.state) for s in line.standings] == [
        (A.version.id, None),
        (B.version.id, "worse"),
        (later.version.id, "partly"),
    ]
    assert line.concern.provisions[companion.version.id] == ("Article 73-3",)
    assert "Article 73-3 of another bill" in line.concern.because
