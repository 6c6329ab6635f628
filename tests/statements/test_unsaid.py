"""What nobody said is no statement."""

import pytest

from onrecord.records import Span
from onrecord.statements.decoding import Found
from onrecord.statements.unsaid import drop_unsaid


def found(text: str, source: str, cue: str, content: str) -> Found:
    def place(words: str) -> Span:
        start = text.index(words)
        return start, start + len(words)

    return Found(source=(place(source),), cue=place(cue), content=(place(content),), scores={"statement": 0.9})


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "is_kept"),
    [
        ("It does not appear that the Union has pushed for reform.", "the Union", "pushed for", "reform", False),
        ("There is no sign that the ministry wants a new law.", "the ministry", "wants", "a new law", False),
        ("It appears that the Union has pushed for reform.", "the Union", "pushed for", "reform", True),
        ("It does not appear in court. The Union asked for reform.", "The Union", "asked for", "reform", True),
        ("Growing public worries over fires led to a law.", "Growing public", "worries over", "fires", False),
        ("The public fears more fires.", "The public", "fears", "more fires", True),
        ("Residents’ fears of fires led to a law.", "Residents’", "fears of", "fires", True),
        ("Widespread, serious concern about fires remains.", "Widespread, serious", "concern about", "fires", False),
    ],
)
def test_what_nobody_said_is_left_out(text: str, source: str, cue: str, content: str, *, is_kept: bool) -> None:
    assert bool(drop_unsaid(text, [found(text, source, cue, content)])) is is_kept


def test_what_leads_over_to_an_example_is_cut_from_the_content() -> None:
    text = "Take the Union, for example, which claims to defend rights, according to its charter."
    one = found(text, "its charter", "according to", "Take the Union, for example, which claims to defend rights")
    (kept,) = drop_unsaid(text, [one])
    assert [text[a:b] for a, b in kept.content] == ["the Union", "claims to defend rights"]
