import pytest

from onrecord.records import Span
from onrecord.statements.fitting import fit
from onrecord.statements.modes import mode_of
from onrecord.text.quotes import find_quotations


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("text", "content", "fitted"),
    [
        ("“We are late,” he said.", "We are late,", "“We are late,”"),
        ("“We are late,” he said.", "“We are late,", "“We are late,”"),
        ('He said: "We are late."', "We are late.", '"We are late."'),
        ("He said that it is late, she left", "that it is late,", "that it is late"),
        ("He said “late", "“late", "“late"),
        ("It is “late” they say, “too”", "is “late” they", "is “late” they"),
    ],
)
def test_quotation_marks_go_with_what_stands_between_them(text: str, content: str, fitted: str) -> None:
    ((start, end),) = fit(text, [place(text, content)], find_quotations(text), [])
    assert text[start:end] == fitted


def test_a_quotation_of_several_sentences_is_taken_whole() -> None:
    text = "She said: “It is late. It is very late. We must go.” He nodded."
    ((start, end),) = fit(text, [place(text, "“It is late.")], find_quotations(text), [])
    assert text[start:end] == "“It is late. It is very late. We must go.”"


def test_an_infinitive_ends_before_a_verb_that_goes_back_to_the_source() -> None:
    text = "She promised to change the law, and has already freed the prisoners."
    ((start, end),) = fit(text, [place(text, "to change the law, and has already freed the prisoners")], [], [])
    assert text[start:end] == "to change the law"


def test_a_quotation_over_paragraphs_is_one_content() -> None:
    text = "She said: “The first point.\n\n“The second point.\n\n“The third point.” Then she left.\n“Other words.”"
    spans = fit(text, [place(text, "“The first point.")], find_quotations(text), [])
    assert [text[a:b] for a, b in spans] == ["“The first point.", "“The second point.", "“The third point.”"]


def test_a_quotation_does_not_go_on_into_what_somebody_else_says() -> None:
    text = "She said: “The first point.\n\n“The second point,” he said."
    taken = [place(text, "“The second point,”"), place(text, "said.")]
    spans = fit(text, [place(text, "“The first point.")], find_quotations(text), taken)
    assert [text[a:b] for a, b in spans] == ["“The first point."]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("“It is late.”", "direct"),
        ("that it is “late”", "mixed"),
        ("that it is late", "indirect"),
        ("''It is late''", "direct"),
        ("«Il est tard»", "direct"),
    ],
)
def test_mode_says_how_much_is_quoted(text: str, mode: str) -> None:
    assert mode_of(text, [(0, len(text))], find_quotations(text)) == mode
