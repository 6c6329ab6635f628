"""PDF: reading order, words put together again, running heads, and quotations over two pages."""

from collections import Counter
from collections.abc import Callable

import pytest
from fpdf import FPDF
from fpdf.enums import AccessPermission

from onrecord.documents import Taken
from onrecord.documents.pdf import name_pages
from onrecord.documents.pdftext import is_one_word
from onrecord.errors import Encrypted, NoText

Take = Callable[..., Taken]

SENTENCE = "The ministry said that the reform of the courts would be finished by the end of the year. "


class Report(FPDF):
    """A report with running heads and page numbers."""

    def header(self) -> None:
        self.set_font("Helvetica", size=8)
        self.cell(0, 5, "Lake Courier - Annual report 2021", new_x="LMARGIN", new_y="NEXT")
        self.ln(4)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=8)
        self.cell(0, 5, f"Page {self.page_no()} of 9", align="C")


def new(kind: type[FPDF] = FPDF) -> FPDF:
    pdf = kind()
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    return pdf


def test_paragraphs_are_joined_from_lines(take: Take) -> None:
    pdf = new()
    for first in ("Alpha", "Beta", "Gamma"):
        pdf.multi_cell(0, 5.5, f"{first} begins. {SENTENCE * 3}{first} ends.", new_x="LMARGIN", new_y="NEXT")
        pdf.ln(3)
    lines = take(bytes(pdf.output()), "a.pdf").document.text.split("\n")
    assert lines == [f"{first} begins. {SENTENCE * 3}{first} ends." for first in ("Alpha", "Beta", "Gamma")]


def test_a_quotation_over_two_pages_is_one_stretch(take: Take) -> None:
    """Running heads and page numbers are taken from between; the page where it begins and ends is known."""
    pdf = new(Report)
    quotation = '"' + " ".join(f"Word{n} follows and" for n in range(40)) + ' then it ends."'
    pdf.multi_cell(0, 5.5, SENTENCE * 30, new_x="LMARGIN", new_y="NEXT")
    while pdf.get_y() < 240:
        pdf.multi_cell(0, 5.5, SENTENCE, new_x="LMARGIN", new_y="NEXT")
    pdf.multi_cell(0, 5.5, f"The director warned: {quotation} She left.")
    document = take(bytes(pdf.output()), "a.pdf").document
    start = document.text.index(quotation)
    assert len(document.pages) == 2
    assert start < document.pages[1][0] < start + len(quotation)


def test_running_heads_are_kept_once_and_marked(take: Take) -> None:
    pdf = new(Report)
    pdf.multi_cell(0, 5.5, SENTENCE * 150)
    document = take(bytes(pdf.output()), "a.pdf").document
    marked = [document.text[mark.start : mark.end] for mark in document.boilerplate if mark.kind == "running-head"]
    assert marked == ["Lake Courier - Annual report 2021"]
    assert document.text.count("Lake Courier") == 1
    assert "Page " not in document.text
    assert document.text.count(SENTENCE.strip()) == 150


@pytest.mark.parametrize("by_rows", [False, True], ids=["column after column", "row after row"])
def test_two_columns_are_read_one_after_the_other(take: Take, by_rows: bool) -> None:
    """However the file stores them."""
    pdf = new()
    pdf.set_font("Helvetica", size=9)
    pdf.text(20, 20, "A headline that runs across both of the columns of this page, as headlines do")
    left = [f"left line {n} runs on to the very edge of the column" for n in range(12)]
    right = [f"right line {n} runs on to the very edge of the column" for n in range(12)]
    cells = [(20, n, left[n]) for n in range(12)] + [(110, n, right[n]) for n in range(12)]
    for x, n, words in sorted(cells, key=lambda cell: cell[1]) if by_rows else cells:
        pdf.text(x, 30 + 5 * n, words)
    text = take(bytes(pdf.output()), "a.pdf").document.text.replace("\n", " ")
    assert text.endswith(" ".join([*left, *right]))


def test_a_table_is_read_row_by_row(take: Take) -> None:
    pdf = new()
    for n in range(6):
        pdf.text(20, 30 + 7 * n, f"Year 201{n}")
        pdf.text(90, 30 + 7 * n, f"{n} cases")
    assert take(bytes(pdf.output()), "a.pdf").document.text.split("\n") == [
        f"Year 201{n} | {n} cases" for n in range(6)
    ]


def test_hyphens_at_line_ends(take: Take) -> None:
    """A hyphen that only divides a word goes; that of a compound stays."""
    pdf = new()
    lines = [
        "The govern-", "ment said it would review the long-", "term plan for non-", "governmental groups, the well-",
        "known Anglo-", "Exempla school and its repre-", "sentatives before the end of the year.",
    ]  # fmt: skip
    for n, words in enumerate(lines):
        pdf.text(20, 30 + 5.5 * n, words)
    assert take(bytes(pdf.output()), "a.pdf").document.text.replace("\n", " ") == (
        "The government said it would review the long-term plan for non-governmental groups, the well-known "
        "Anglo-Exempla school and its representatives before the end of the year."
    )


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("whom the others cal-", "led the engineer, read", "whom the others called the engineer, read"),
        ("a report of the non-", "governmental groups", "a report of the non-governmental groups"),
        ("on pre-", "and post-war trials", "on pre- and post-war trials"),
    ],
)
def test_a_word_divided_at_the_end_of_a_page(take: Take, above: str, below: str, expected: str) -> None:
    """It is put together as within a page; the pages meet where its second part begins."""
    pdf = new(Report)
    pdf.set_auto_page_break(False)
    for n in range(20):
        pdf.text(20, 30 + 5.5 * n, "The court heard the men for days without a lawyer or a break.")
    pdf.text(20, 140, above)
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    pdf.text(20, 30, below + " me a text, said the witness.")
    document = take(bytes(pdf.output()), "a.pdf").document
    assert expected in document.text
    assert document.text[slice(*document.pages[1])].startswith(below.split()[0])
    assert document.pages[0][1] == document.pages[1][0]


def test_a_hyphen_with_nothing_to_go_on_stays(take: Take) -> None:
    pdf = new()
    pdf.text(20, 30, "They went by the name of the non-")
    assert take(bytes(pdf.output()), "a.pdf").document.text == "They went by the name of the non-"


WORDS = [
    ("govern", "ment", {}, True),
    ("long", "term", {}, False),
    ("long", "term", {"longterm": 2}, True),
    ("co", "operation", {"cooperation": 1}, True),
    ("co", "operation", {"co-operation": 1}, False),
    ("EU", "backed", {}, False),
    ("state", "led", {}, False),
    ("cal", "led", {}, True),
    ("aid", "led", {"aid": 1}, False),
    ("Anglo", "Exempla", {}, False),
]


@pytest.mark.parametrize(("left", "right", "words", "expected"), WORDS)
def test_the_documents_own_words_decide_on_hyphens(
    left: str, right: str, words: dict[str, int], expected: bool
) -> None:
    assert is_one_word(left, right, Counter(words)) is expected


def test_notes_stand_after_the_paragraph_that_runs_over_the_page(take: Take) -> None:
    pdf = new()
    pdf.set_auto_page_break(False)
    for n in range(20):
        pdf.text(20, 30 + 5.5 * n, f"line {n} of a paragraph that goes on and on to the edge of the page")
    pdf.set_font("Helvetica", size=7)
    pdf.text(20, 260, "1 See the report of the ombudsman, page 4.")
    pdf.add_page()
    pdf.set_font("Helvetica", size=11)
    pdf.text(20, 30, "and it ends here, on the second page.")
    lines = take(bytes(pdf.output()), "a.pdf").document.text.split("\n")
    assert lines[0].endswith("to the edge of the page and it ends here, on the second page.")
    assert lines[1] == "1 See the report of the ombudsman, page 4."


def test_the_title_is_the_largest_heading_unless_the_properties_agree_with_the_page(take: Take) -> None:
    pdf = new()
    pdf.set_title("Microsoft Word - draft3.doc")
    pdf.set_author("Front Office")
    pdf.set_font("Helvetica", style="B", size=18)
    pdf.multi_cell(0, 8, "The state of the courts in Exempla", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Helvetica", size=11)
    pdf.multi_cell(0, 5.5, SENTENCE * 8)
    document = take(bytes(pdf.output()), "a.pdf").document
    assert document.title == "The state of the courts in Exempla"
    assert document.authors == ()
    assert document.published.basis == "inferred"


def test_an_encrypted_file_is_refused(take: Take) -> None:
    pdf = new()
    pdf.multi_cell(0, 5.5, SENTENCE)
    pdf.set_encryption(owner_password="a", user_password="b", permissions=AccessPermission.none())
    with pytest.raises(Encrypted):
        take(bytes(pdf.output()), "a.pdf")


def picture_page(pdf: FPDF) -> None:
    from PIL import Image

    pdf.add_page()
    pdf.image(Image.new("L", (40, 40), 200), x=20, y=20, w=100)


def test_a_scan_is_refused_and_its_pages_named(take: Take) -> None:
    pdf = FPDF()
    picture_page(pdf)
    picture_page(pdf)
    with pytest.raises(NoText) as caught:
        take(bytes(pdf.output()), "scan.pdf")
    assert caught.value.where == "scan.pdf, pages 1-2"
    assert "OCR" in caught.value.do


def test_single_pages_without_text_are_an_issue(take: Take) -> None:
    pdf = new()
    pdf.multi_cell(0, 5.5, SENTENCE * 4)
    picture_page(pdf)
    pdf.add_page()
    taken = take(bytes(pdf.output()), "a.pdf")
    (issue,) = taken.issues
    assert (issue.kind, issue.document) == ("no-text", taken.document.id)
    assert issue.what.startswith("page 2:")
    assert [end - start for start, end in taken.document.pages][1:] == [0, 0]


@pytest.mark.parametrize(("numbers", "words"), [([3], "page 3"), ([4, 5, 6, 12], "pages 4-6, 12")])
def test_pages_are_named_as_people_do(numbers: list[int], words: str) -> None:
    assert name_pages(numbers) == words
