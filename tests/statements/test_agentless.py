"""What is told as said by nobody in particular keeps an empty source."""

import pytest

from onrecord.records import Span
from onrecord.statements.agentless import without_agents
from onrecord.statements.decoding import Found


def place(text: str, words: str) -> Span:
    return text.index(words), text.index(words) + len(words)


CASES = [
    ("It is alleged that guards slept.", "It", "is alleged", "that guards slept", [], "is alleged",
     ["that guards slept"]),
    ("It has been widely claimed that he fled.", "It", "has been widely claimed", "that he fled", [],
     "has been widely claimed", ["that he fled"]),
    ("Varo reportedly ordered the closure.", "Varo", "reportedly ordered", "the closure", [], "reportedly",
     ["Varo", "ordered the closure"]),
    ("Guards allegedly refused to call a doctor.", "Guards", "allegedly refused", "to call a doctor", [], "allegedly",
     ["Guards", "refused to call a doctor"]),
    ("It said that the camps were closed.", "It", "said", "that the camps were closed", ["It"], "said",
     ["that the camps were closed"]),
    ("Varo alleged that votes were bought.", "Varo", "alleged", "that votes were bought", ["Varo"], "alleged",
     ["that votes were bought"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "source", "cue", "content", "sources", "cue_left", "contents"), CASES)
def test_a_source_that_says_nothing_itself_is_taken_out(
    text: str, source: str, cue: str, content: str, sources: list[str], cue_left: str, contents: list[str]
) -> None:
    before = Found(
        source=(place(text, source),), cue=place(text, cue), content=(place(text, content),), scores={"statement": 0.9}
    )
    (after,) = without_agents(text, [before])
    assert [text[a:b] for a, b in after.source] == sources
    assert text[slice(*after.cue)] == cue_left
    assert [text[a:b] for a, b in after.content] == contents
