"""Scare quotes: the author's distance to a word, not a name, a line of dialogue or somebody's words."""

import pytest

from onrecord.records import Document, Marked, Span, Statement, cut
from onrecord.statements.scares import find_scare_quotes


def document(text: str, boilerplate: tuple[Marked, ...] = ()) -> Document:
    return Document(id="d", sha256="", text_sha256="", media_type="text/plain", text=text, boilerplate=boilerplate)


def said(text: str, source: str, cue: str, content: str) -> Statement:
    def span(words: str) -> Span:
        return text.index(words), text.index(words) + len(words)

    spans = span(content)
    return Statement(
        id="s", document="d", voice="attributed", source=(span(source),), cue=(span(cue),), content=(spans,),
        quote=cut(text, [spans]),
    )  # fmt: skip


CASES = [
    ("Three more “foreign agents” were fined on Monday.", ["“foreign agents”"]),
    ("The so-called “referendum” took place under guard.", ["“referendum”"]),
    ('A "peacekeeping" force has stood there since May.', ['"peacekeeping"']),
    ("The ‘voluntary’ donations are taken out of the wages.", ["‘voluntary’"]),
    ("He was held for “extremism” and then for «hooliganism».", ["“extremism”", "«hooliganism»"]),
    ("“Foreign agents” pay twice the tax.", []),
    ("Parliament adopted the “Law on Peace”.", []),
    ("The newspaper “Azat” was closed.", []),
    ("The film was shown as “13th” abroad.", []),
    ('It is set as <b name="list of keys"> there.', []),
    ("The novel “the long winter” was banned.", []),
    ("The “dawn” group was banned.", []),
    ("He printed it in “Azat” and in “Evening Sun”.", []),
    ("The term “torture” is not in the code.", []),
    ("In this Act “foreign agent” means a person who receives funds.", []),
    ("The company (“the contractor”) paid nothing.", []),
    ("“Wait,” – “no, come.”", []),
    ("Nobody moved. “Leave now!” The door closed.", []),
    ("It was painted on the wall: “we remember”.", []),
    ("The minister said the plan was good and the “activists” were not.", []),
    ("The words that follow are long “and this is far more than a word that is held at arm's length” here.", []),
    ("The pipe is 12\" wide and 40\" long.", []),
    ("A mark was “left open and never closed.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_few_words_in_the_authors_sentence_without_a_source(text: str, expected: list[str]) -> None:
    assert [text[s.start : s.end] for s in find_scare_quotes(document(text), [])] == expected


def test_what_somebody_says_is_no_scare_quote() -> None:
    text = "Varo cheered the “new dawn” in the prisons. The “new dawn” has no heating."
    whole = said(text, "Varo", "cheered", "the “new dawn” in the prisons")
    assert [text[s.start : s.end] for s in find_scare_quotes(document(text), [whole])] == ["“new dawn”"]
    assert find_scare_quotes(document(text), [whole])[0].start > text.index("prisons")


def test_a_sentence_with_a_source_keeps_its_quotation_marks_for_that_source() -> None:
    text = "Varo cheered the plan, its “bold” aims and its authors."
    part = said(text, "Varo", "cheered", "the plan")
    assert find_scare_quotes(document(text), [part]) == ()


def test_boilerplate_holds_no_scare_quotes() -> None:
    text = "The “experts” came. Share this “story” with friends."
    marked = (Marked(start=20, end=len(text), kind="share"),)
    assert [text[s.start : s.end] for s in find_scare_quotes(document(text, marked), [])] == ["“experts”"]
