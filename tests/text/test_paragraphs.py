"""Paragraphs: a line each, unless the text was wrapped at a fixed width."""

from onrecord.text.sentences import find_sentences
from onrecord.text.spans import paragraphs, unwrap

WRAPPED = """MINISTER DEFENDS LAW

The minister of justice of Exempla, Ana Beren, said on Tuesday that
the new law on assemblies "meets every standard that we have signed,
and then some".
She added that the courts would decide.

The demands of the lawyers:
- publish the draft before it is read in parliament, as the rules of
  procedure ask;
- hear the bar.
"""


def test_lines_are_paragraphs() -> None:
    text = "A heading\nThe first sentence of a paragraph, which is as long as it is.\nthird"
    assert [text[s:e] for s, e in paragraphs(text)] == text.split("\n")


def test_wrapped_lines_are_joined_up_to_an_empty_or_a_short_line() -> None:
    found = [WRAPPED[s:e].split()[0] for s, e in paragraphs(WRAPPED)]
    assert found == ["MINISTER", "The", "She", "The", "-", "-"]


def test_a_sentence_runs_on_over_wrapped_lines() -> None:
    sentences = [WRAPPED[s:e] for s, e in find_sentences(WRAPPED)]
    assert 'standard that we have signed,\nand then some".' in sentences[1]


def test_carriage_returns_do_not_matter() -> None:
    crlf = WRAPPED.replace("\n", "\r\n")
    assert [crlf[s:e].split() for s, e in paragraphs(crlf)] == [WRAPPED[s:e].split() for s, e in paragraphs(WRAPPED)]


def test_unwrapping_moves_nothing() -> None:
    flat = unwrap(WRAPPED)
    assert len(flat) == len(WRAPPED)
    assert "said on Tuesday that the new law" in flat
    assert unwrap("One line.\nAnother.") == "One line.\nAnother."
