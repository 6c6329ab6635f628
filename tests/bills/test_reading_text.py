"""Bills in running text: units in order, groups above them, lists below them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.bills.drafts import bill, cites, document, read

from onrecord.bills.lines import read_lines
from onrecord.bills.markers import find_markers
from onrecord.bills.reading import read_version

EUROPEAN = """HAVE ADOPTED THIS REGULATION:
CHAPTER I
GENERAL PROVISIONS
Article 1
Subject matter
1. This Regulation lays down rules on lamps.
2. It applies to:
(a) lamps with one bulb;
(b) lamps that:
(i) hang from ceilings;
(ii) stand on floors.
Article 2
Definitions
For the purposes of this Regulation, "lamp" means a thing that gives light.
CHAPTER II DUTIES
Article 3
Done at Examplia, 1 May 2030"""

BRITISH = """CONTENTS
1 Duty to register
2 Offences
3 Short title
A BILL TO
Make provision about registers.
1 Duty to register
(1) A body must register with the Board.
(2) In section 5 of the Bodies Act 1999, after subsection (2) insert—
“(2A) A body that is registered—
(a) is exempt, and
(b) must say so.”
2 Offences
(1) A person guilty of an offence is liable to a fine.
3 Short title
This Act may be cited as the Bodies Act.
SCHEDULE 1
Consequential amendments
1 The Bodies Act 1999 is amended as follows.
2 (1) Section 9 is amended as follows.
(2) Omit subsection (3)."""

RUSSIAN = """ОБЩАЯ ЧАСТЬ
Раздел 1. Закон
Глава 1. Положения
Статья 1. Закон о лампах
1. Лампа даёт свет:
1) днём;
2) ночью.
Статья 2. Задачи
Статья 274 другого закона применяется.
ОСОБЕННАЯ ЧАСТЬ
Глава 2. Лампы
Статья 2-1. Лампы без света
Такие лампы не продаются."""

KAZAKH = """1-бөлім. Жалпы ережелер
1-тарау. Шамдар
1-бап. Шам
1. Шам жарық береді:
1) күндіз;
2) түнде.
2-бап. Мақсат
Шамдар керек."""

AMERICAN = """SECTION 1. SHORT TITLE.
This Act may be cited as the Lamp Act.
SEC. 2. DEFINITIONS.
(a) In General.—In this Act:
(1) Lamp.—The term lamp means a lamp.
(2) Bulb.—The term bulb means—
(A) a bulb of glass; or
(B) any other bulb.
(b) Rule.—Subsection (a) applies."""

OUTLINES = [
    pytest.param(
        EUROPEAN,
        [
            "Chapter I",
            "Article 1",
            "Article 1(1)",
            "Article 1(2)",
            "Article 1(2)(a)",
            "Article 1(2)(b)",
            "Article 1(2)(b)(i)",
            "Article 1(2)(b)(ii)",
            "Article 2",
            "Chapter II",
            "Article 3",
        ],
        id="European",
    ),
    pytest.param(
        BRITISH,
        [
            "Section 1",
            "Section 1(1)",
            "Section 1(2)",
            "Section 2",
            "Section 2(1)",
            "Section 3",
            "Schedule 1",
            "Schedule 1, paragraph 1",
            "Schedule 1, paragraph 2",
            "Schedule 1, paragraph 2(1)",
            "Schedule 1, paragraph 2(2)",
        ],
        id="British",
    ),
    pytest.param(
        RUSSIAN,
        [
            "Общая часть",
            "Общая часть, Раздел 1",
            "Общая часть, Раздел 1, Глава 1",
            "Статья 1",
            "Статья 1(1)",
            "Статья 1(1)(1)",
            "Статья 1(1)(2)",
            "Статья 2",
            "Особенная часть",
            "Особенная часть, Глава 2",
            "Статья 2-1",
        ],
        id="Russian",
    ),
    pytest.param(
        KAZAKH,
        ["Бөлім 1", "Бөлім 1, Тарау 1", "Бап 1", "Бап 1(1)", "Бап 1(1)(1)", "Бап 1(1)(2)", "Бап 2"],
        id="Kazakh",
    ),
    pytest.param(
        AMERICAN,
        [
            "Section 1",
            "Sec. 2",
            "Sec. 2(a)",
            "Sec. 2(a)(1)",
            "Sec. 2(a)(2)",
            "Sec. 2(a)(2)(A)",
            "Sec. 2(a)(2)(B)",
            "Sec. 2(b)",
        ],
        id="American",
    ),
]


@pytest.mark.parametrize(("text", "expected"), OUTLINES)
def test_provisions_are_found_and_cited(text: str, expected: list[str]) -> None:
    """Contents, quoted amendments and references to other articles are no provisions."""
    assert cites(text) == expected


def test_headings_stand_on_the_line_or_on_the_next() -> None:
    headings = {p.cite: p.heading for p in read(EUROPEAN) if p.level in ("article", "chapter")}
    assert headings == {
        "Chapter I": "GENERAL PROVISIONS",
        "Article 1": "Subject matter",
        "Article 2": "Definitions",
        "Chapter II": "DUTIES",
        "Article 3": "",
    }


def test_own_words_are_those_without_what_lies_below() -> None:
    point = next(p for p in read(EUROPEAN) if p.cite == "Article 1(2)(b)")
    assert [EUROPEAN[slice(*span)] for span in point.own] == ["(b) lamps that:"]
    assert EUROPEAN[slice(*point.span)].endswith("(ii) stand on floors.")


def test_a_quoted_amendment_belongs_to_what_quotes_it() -> None:
    subsection = next(p for p in read(BRITISH) if p.cite == "Section 1(2)")
    assert "(b) must say so.”" in BRITISH[slice(*subsection.own[0])]


def test_a_number_printed_with_a_gap_is_joined_where_it_comes_next() -> None:
    text = "Article 9\nLamps\nArticle 1 0\nBulbs\nArticle 1 1\nSwitches"
    assert cites(text) == ["Article 9", "Article 10", "Article 11"]


def test_signatures_are_no_part_of_the_last_article() -> None:
    last = read(EUROPEAN)[-1]
    assert EUROPEAN[slice(*last.span)] == "Article 3"


def test_lines_at_fault_are_named_in_one_issue() -> None:
    text = "Article 1. Lamps\nLamps are allowed.\nArticle 4. Bulbs\nBulbs are not.\nArticle 2. Switches\nSwitches are."
    read_ = read_version(document(text, "lamps.txt"), bill="Lamps", name="first")
    assert [p.cite for p in read_.version.provisions] == ["Article 1", "Article 2"]
    assert [(i.kind, i.where, "line 3: article 4" in i.what) for i in read_.issues] == [
        ("structure", "lamps.txt", True)
    ]


def test_a_text_without_articles_is_an_issue_and_has_no_provisions() -> None:
    read_ = read_version(document("Lamps are good.\nBulbs are better."), bill="Lamps", name="first")
    assert read_.version.provisions == ()
    assert "no articles, sections or clauses" in read_.issues[0].what


def test_numbers_inside_lines_count_where_lines_of_a_page_were_joined() -> None:
    text = "1 Duty\n(1) A body must (a) register; (b) pay. (2) The Board may refuse. 2 Title\nThis is the Lamp Act."
    opened, _ = read_lines(text, runs_on=True)
    assert [piece.number for piece in opened] == ["1", "(1)", "(2)", "2"]


MARKERS = [
    ("(a) lamps", ["lower"]),
    ("(i) lamps", ["lower", "roman"]),
    ("(IV) lamps", ["upper", "upper roman"]),
    ("12. Lamps", ["digit"]),
    ("(2A) lamps", ["digit"]),
    ("– lamps", ["none"]),
    ("б) лампы", ["cyrillic"]),
    ("A. Lamps", []),
    ("5 May", []),
]


@pytest.mark.parametrize(("line", "alphabets"), MARKERS)
def test_a_number_has_all_readings_that_it_may_have(line: str, alphabets: list[str]) -> None:
    assert [marker.alphabet for marker in find_markers(line)] == alphabets


TITLES = st.sampled_from(["Lamps", "Bulbs of glass", "Duties", "Курение", "Rights of owners"])
WORDS = st.lists(st.sampled_from(["Lamps shall be sold.", "The Board decides.", "Owners may object."]), max_size=4)


@given(articles=st.lists(st.tuples(TITLES, WORDS), min_size=1, max_size=12))
def test_every_article_and_paragraph_of_a_plain_bill_is_found(articles: list[tuple[str, list[str]]]) -> None:
    """Spans lie inside their parents' and cut the very numbers."""
    text = bill(*([title, *paragraphs] for title, paragraphs in articles))
    found = {p.id: p for p in read(text)}
    expected = [
        c
        for n, (_, ps) in enumerate(articles, 1)
        for c in (f"Article {n}", *(f"Article {n}({m})" for m in range(1, len(ps) + 1)))
    ]
    assert [p.cite for p in found.values()] == expected
    for p in found.values():
        assert text[slice(*p.span)].startswith(p.number if p.parent else f"Article {p.number}")
        assert not p.parent or (found[p.parent].span[0] <= p.span[0] and p.span[1] <= found[p.parent].span[1])


@given(text=st.text(alphabet="Article 12.\n(a)“”«»—;ivxSecЖ", max_size=400))
def test_any_text_is_read_without_error(text: str) -> None:
    """Own spans of all provisions never overlap."""
    own = sorted(span for p in read(text) for span in p.own)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(own))
