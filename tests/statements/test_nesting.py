"""What somebody is reported to have said within what somebody else says."""

import pytest

from onrecord.models import load_reader
from onrecord.records import Document, Speaker, Statement, cut, sha256_hex
from onrecord.reference.countries import Gazetteer
from onrecord.statements import find
from onrecord.statements.nesting import echo_of, link, without_own
from onrecord.text.sentences import find_sentences


def document(text: str) -> Document:
    key = sha256_hex(text.encode())
    return Document(id=key[:20], sha256=key, text_sha256=key, media_type="text/plain", text=text)


def said(text: str, number: str, source: str, content: str, *, speakers: tuple[Speaker, ...] = ()) -> Statement:
    def span(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    places = (span(content),)
    return Statement(
        id=number, document="d", voice="attributed", mode="indirect", source=(span(source),), cue=(span(number),),
        content=places, quote=cut(text, places), speakers=speakers,
    )  # fmt: skip


NESTED = [
    ("Critics say the president promised to free them.", "Critics", "the president", "to free them"),
    ("Her mother said doctors insisted that the injuries came from a fall.", "Her mother", "doctors",
     "that the injuries came from a fall"),
    ("The Assembly regrets that the minister called the strike a crime.", "The Assembly", "the minister",
     "the strike a crime"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "outer", "inner", "content"), NESTED)
def test_the_inner_statement_has_its_own_source_and_a_link(text: str, outer: str, inner: str, content: str) -> None:
    found = find(document(text), load_reader(), Gazetteer(()))
    by_source = {cut(text, s.source): s for s in found}
    assert by_source[inner].within == by_source[outer].id
    assert by_source[outer].within is None
    assert by_source[inner].quote == content
    assert by_source[inner].confidence["statement"] <= by_source[outer].confidence["statement"]


@pytest.mark.parametrize(
    "text",
    [
        "The minister said that talks with the unions would continue next week.",
        "The director said she fears that the prison will be closed.",
        "“We promised to publish the list, and we published it,” the minister said.",
        "The Assembly regrets that the Council has not condemned the arrests.",
        "The minister reportedly ordered the closure of the newspaper.",
    ],
)
def test_what_nobody_else_said_is_no_inner_statement(text: str) -> None:
    assert [s.quote for s in find(document(text), load_reader(), Gazetteer(())) if s.within] == []


def test_the_innermost_of_several_is_the_one_it_lies_within() -> None:
    text = "Orin writes that Varo says that Hakk fears that the court is closed."
    third = said(text, "fears", "Hakk", "that the court is closed")
    second = said(text, "says", "Varo", "that Hakk fears that the court is closed")
    first = said(text, "writes", "Orin", "that Varo says that Hakk fears that the court is closed")
    assert [s.within for s in link([first, second, third])] == [None, "writes", "says"]


def test_an_inner_statement_by_the_outer_speaker_is_left_out_and_what_lay_in_it_goes_one_step_out() -> None:
    text = "Orin writes that she says that Hakk fears that the court is closed."
    orin, hakk = Speaker(name="Orin", named=True), Speaker(name="Hakk", named=True)
    third = said(text, "fears", "Hakk", "that the court is closed", speakers=(hakk,))
    second = said(text, "says", "she", "that Hakk fears that the court is closed", speakers=(orin,))
    first = said(text, "writes", "Orin", "that she says that Hakk fears that the court is closed", speakers=(orin,))
    kept = without_own(text, link([first, second, third]))
    assert [(s.id, s.within) for s in kept] == [("writes", None), ("fears", "writes")]


def test_the_echo_leads_back_to_the_words_of_the_text() -> None:
    text = "“Varo promised a law,” Hakk said, “and Orin warned that it is late.”"
    parts = ("“Varo promised a law,”", "“and Orin warned that it is late.”")
    content = tuple((text.index(part), text.index(part) + len(part)) for part in parts)
    whole = Statement(id="x", document="d", voice="attributed", content=content, quote=cut(text, content))
    echo = echo_of(text, [whole], find_sentences(text))
    for word in ("Varo", "law", "Orin", "late"):
        at = echo.text.index(word)
        ((start, end),) = echo.back([(at, at + len(word))])
        assert text[start:end] == word
