"""HTML: the main text, one paragraph a line, and what the markup says of it."""

import json
from collections.abc import Callable

import pytest

from onrecord.documents import Taken

Take = Callable[..., Taken]

PARAGRAPHS = [
    "The parliament of Exempla passed a law on Tuesday that abolishes the death penalty for all crimes but treason.",
    "The ombudsman welcomed the vote. “It was overdue,” she said, and asked for the sentences to be commuted at once.",
    "A group of lawyers warned that the law leaves forty people on death row, because it does not look back in time.",
]


def page(
    head: str = "", before: str = "", inside: str = "", after: str = "", paragraphs: list[str] | None = None
) -> str:
    body = "".join(f"<p>{words}</p>" for words in (paragraphs or PARAGRAPHS))
    return (
        f"<!doctype html><html><head><title>A law is passed | Lake Courier</title>{head}</head><body>{before}"
        f"<article><h1>A law is passed</h1>{inside}{body}</article>{after}</body></html>"
    )


def test_the_main_text_has_one_paragraph_a_line(take: Take) -> None:
    nav = "<nav><ul><li><a href=/>Home</a></li><li><a href=/n>News</a></li></ul></nav>"
    foot = "<footer><p>Contact us by mail or by phone</p></footer>"
    text = take(page(before=nav, after=foot), "a.html").document.text
    assert text.split("\n") == ["A law is passed", *PARAGRAPHS]


def test_lists_quotations_line_breaks_and_tables_keep_their_lines(take: Take) -> None:
    inside = (
        "<ul><li>First demand of the lawyers</li><li>Second demand of the lawyers</li></ul>"
        "<blockquote><p>No one shall be put to death.</p></blockquote><h2>What comes next</h2>"
        "<p>One line of an address<br><br>Another line of it</p>"
        "<table><tr><td>Year</td><td>Sentences</td></tr><tr><td>2020</td><td>15</td></tr></table>"
    )
    lines = take(page(inside=inside), "a.html").document.text.split("\n")
    for line in (
        "First demand of the lawyers",
        "No one shall be put to death.",
        "What comes next",
        "Another line of it",
    ):
        assert line in lines
    assert "2020 | 15" in lines


def test_inline_markup_does_not_cut_words(take: Take) -> None:
    words = (
        "The <b>death</b> pen<i>alty</i> was <a href=x>abolished&nbsp;on</a>   Tuesday by the parliament of Exempla."
    )
    text = take(page(paragraphs=[words, *PARAGRAPHS]), "a.html").document.text
    assert "The death penalty was abolished on Tuesday by the parliament of Exempla." in text


LD = json.dumps(
    {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "A law is passed at last",
        "datePublished": "2021-03-12T08:00:00+01:00",
        "author": [{"@type": "Person", "name": "Jana Karimova"}, {"@type": "Organization", "name": "Lake Courier"}],
        "publisher": {"@type": "Organization", "name": "Lake Courier"},
    }
)
HEADS = [
    (f'<script type="application/ld+json">{LD}</script>', ("Lake Courier", ("Jana Karimova",), "2021-03-12", "stated")),
    (
        '<meta property="og:site_name" content="Lake Courier"><meta name="author" content="By Jana Karimova">'
        '<meta property="article:published_time" content="2021-03-12">',
        ("Lake Courier", ("Jana Karimova",), "2021-03-12", "stated"),
    ),
    ('<script type="application/ld+json">{ broken</script>', ("Lake Courier", (), None, "unknown")),
    ("", ("Lake Courier", (), None, "unknown")),
]


SHOWN = [
    ("A law is passed – Lake Courier", "", "", "Lake Courier"),
    ("A law is passed | Politics | Lake Courier", "", "", "Lake Courier"),
    ("A law is passed", "<div>Union of Lakes – Press Service</div>", "", "Union of Lakes"),
    ("A law is passed", "", "<footer>© 2021 Open Lake | Contact | Privacy</footer>", "Open Lake"),
    ("A law is passed | Politics", "", "", None),
    ("A law is passed - Jana Karimova", "", "", None),
    ("A law is passed - and what comes next", "<div>World News</div>", "", None),
]


@pytest.mark.parametrize(("title", "before", "after", "publisher"), SHOWN)
def test_a_page_without_meta_tags_may_show_its_publisher(
    take: Take, title: str, before: str, after: str, publisher: str | None
) -> None:
    html = page(before=before, after=after).replace("A law is passed | Lake Courier", title)
    assert take(html, "a.html").document.publisher == publisher


DATED = [
    ("<p class=meta>Posted on 12 March 2021 by Jana Karimova</p>", "2021-03-12", "stated"),
    ("<p>Vessin, 12 March 2021</p>", "2021-03-12", "stated"),
    ("<p>Updated on 14 March 2021</p>", "2020-01-02", "inferred"),
    ("", "2020-01-02", "inferred"),
]


@pytest.mark.parametrize(("inside", "start", "basis"), DATED)
def test_a_date_under_the_headline_is_stated(take: Take, inside: str, start: str, basis: str) -> None:
    """It wins over the file's name, also where main-text extraction leaves its line out."""
    prose = [*PARAGRAPHS, "On 3 May 2019 the ministry had said that the law would come before the end of that year."]
    published = take(page(inside=inside, paragraphs=prose), "2020-01-02-law.html").document.published
    assert (published.start, published.basis) == (start, basis)


@pytest.mark.parametrize(("head", "expected"), HEADS)
def test_metadata_of_the_markup(take: Take, head: str, expected: tuple[object, ...]) -> None:
    """A date that is nowhere in the page is unknown; it is never the day of the visit."""
    document = take(page(head), "a.html").document
    assert (document.publisher, document.authors, document.published.start, document.published.basis) == expected


def test_the_sites_name_is_no_part_of_the_title(take: Take) -> None:
    site = '<meta property="og:site_name" content="Lake Courier">'
    head = f'<meta property="og:title" content="A law is passed - Lake Courier">{site}'
    assert take(page(head), "a.html").document.title == "A law is passed"


def test_a_date_in_the_address_is_inferred(take: Take) -> None:
    published = take(page(), "https://news.example/2021/03/12/law").document.published
    assert (published.start, published.basis) == ("2021-03-12", "inferred")


def test_a_disclosure_outside_the_main_text_is_put_back(take: Take) -> None:
    """Extraction of the main text drops it; the record of where a text comes from needs it."""
    words = "Lake Courier publishes articles from a variety of outside sources, and does not endorse them."
    document = take(page(after=f"<footer><p>Menu</p><p>{words}</p></footer>"), "a.html").document
    assert [document.text[m.start : m.end] for m in document.disclosures] == [words]
    assert document.publisher == "Lake Courier"


def test_a_headline_outside_the_main_text_is_put_first(take: Take) -> None:
    html = page().replace("<article><h1>A law is passed</h1>", "<h1>A law is passed</h1><article>")
    assert take(html, "a.html").document.text.startswith("A law is passed\n")


def test_the_charset_of_the_page_is_used(take: Take) -> None:
    head = '<meta charset="windows-1251">'
    html = page(head, paragraphs=["Парламент принял закон об отмене смертной казни во вторник вечером. " * 6])
    assert "Парламент принял закон" in take(html.encode("cp1251"), "a.html").document.text


def test_short_pages_are_kept(take: Take) -> None:
    assert (
        "The court is closed."
        in take("<html><body><div>The court is closed.</div></body></html>", "a.html").document.text
    )
