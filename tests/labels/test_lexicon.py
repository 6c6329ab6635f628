import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.labels.lexicon import Lexicon, lexicon, read_words


def found(terms: str, text: str, **options: str) -> list[str]:
    lists = Lexicon({"x": {"terms": terms, **options}})
    words = read_words(text, [(0, len(text))]).words
    return [" ".join(words[h.first : h.last]) for h in lists.find(words)]


@pytest.mark.parametrize(
    ("terms", "text", "expected"),
    [
        ("free speech", "They want free speech.", ["free speech"]),
        ("journalist*", "Three journalists and a journal", ["journalists"]),
        ("arrested|jailed editor*", "jailed editors, arrested men", ["jailed editors"]),
        ("draft _ code", "the draft penal code", ["draft penal code"]),
        ("abolish* ... penalty", "abolished the cruel death penalty", ["abolished the cruel death penalty"]),
        ("abolish* ... penalty", "abolished the tax and then, much later on, the penalty", []),
        ("non governmental", "a non-governmental body", ["non governmental"]),
        ("child's", "the child's parents", []),
        ("children", "the children’s home", ["children"]),
    ],
)
def test_terms(terms: str, text: str, expected: list[str]) -> None:
    assert found(terms, text) == expected


def test_a_term_can_be_called_off_by_its_neighbours() -> None:
    assert found("abolished", "The tax was abolished") == ["abolished"]
    assert found("abolished", "The tax will be abolished", unless_after="will") == []
    assert found("may", "in may 2019", unless_after="in") == []
    assert found("may", "it may not", unless_before="not") == []


@given(st.text(alphabet="abc' -’.\nÄ1,", max_size=60))
def test_words_cut_what_they_say(text: str) -> None:
    read = read_words(text, [(0, len(text))])
    for word, (start, end) in zip(read.words, read.spans, strict=True):
        assert text[start:end].lower().replace("’", "'") == word


def test_the_shipped_lists_load() -> None:
    assert {"right.torture", "act.demand", "stance.regress", "hedge.strong", "cue.praise"} <= set(lexicon().groups)
