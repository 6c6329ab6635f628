"""What a speaker goes on to say at the end of a sentence, and what only seems to be said there."""

import pytest

from onrecord.records import Span
from onrecord.statements.decoding import Found
from onrecord.statements.tails import add_goings_on, drop_borrowed
from onrecord.text.sentences import find_sentences


def found(text: str, source: str, cue: str, *content: str) -> Found:
    def span(words: str) -> Span:
        start = text.index(words)
        return start, start + len(words)

    return Found(source=(span(source),), cue=span(cue), content=tuple(map(span, content)), scores={"statement": 0.9})


GOING_ON = [
    ("Varo praised the law, underscoring the need for more.", "underscoring", "the need for more"),
    ("Varo praised the law, adding that it came late.", "adding that", "it came late"),
    ("Varo praised the law, which came late.", None, None),
    ("Varo praised the law, underscoring.", None, None),
]


@pytest.mark.parametrize(("text", "cue", "content"), GOING_ON)
def test_a_participle_after_a_comma_goes_on_with_the_speaker(text: str, cue: str | None, content: str | None) -> None:
    first = found(text, "Varo", "praised", "the law")
    more = [f for f in add_goings_on(text, [first], find_sentences(text)) if f is not first]
    cuts = [(text[f.cue[0] : f.cue[1]], text[f.content[0][0] : f.content[0][1]]) for f in more]
    assert cuts == ([(cue, content)] if cue else [])
    assert all(f.source == first.source for f in more)


def test_what_is_said_already_is_not_added_again() -> None:
    text = "Varo praised the law, adding it came late."
    both = [found(text, "Varo", "praised", "the law"), found(text, "Varo", "adding", "it came late")]
    assert add_goings_on(text, both, find_sentences(text)) == both


def test_the_end_belongs_to_the_cue_before_it_alone() -> None:
    text = "Varo said the law was good, adding that he is sure more will come."
    said = found(text, "Varo", "said", "the law was good", "more will come")
    adding = found(text, "Varo", "adding", "that he is sure more will come")
    assert [f.content for f in drop_borrowed([said, adding])] == [said.content[:1], adding.content]


def test_a_nested_statement_borrows_nothing() -> None:
    text = "Critics say the president promised to leave."
    say = found(text, "Critics", "say", "the president promised to leave")
    promised = found(text, "the president", "promised", "to leave")
    assert drop_borrowed([say, promised]) == [say, promised]
