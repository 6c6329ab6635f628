import pytest

from onrecord.records import Mode
from onrecord.statements.voices import is_authors_own, is_clause, is_headline, says_nothing


@pytest.mark.parametrize(
    ("cue", "mode", "has_source", "own"),
    [
        ("seems", "indirect", False, True),
        ("does not appear", "indirect", False, True),
        ("is showing", "indirect", False, True),
        ("is expected", "indirect", False, False),
        ("has been accused of", "indirect", False, False),
        ("claims of", "indirect", False, False),
        ("decision", "indirect", False, True),
        ("was dubbed", "indirect", False, False),
        ("has often been mentioned as", "indirect", False, False),
        ("reportedly", "indirect", False, False),
        ("was registered", "indirect", False, True),
        ("shows", "mixed", False, False),
        ("seems", "indirect", True, False),
        ("is empowered", "indirect", True, True),
        ("shall notify", "indirect", True, True),
        ("should ensure", "indirect", True, True),
        ("having regard to", "indirect", True, True),
        ("has adopted", "indirect", True, True),
        ("has adopted", "mixed", True, False),
    ],
)
def test_a_cue_without_a_source_has_to_report_somebodys_words(
    cue: str, mode: Mode, has_source: bool, own: bool
) -> None:
    assert is_authors_own(cue, mode, has_source=has_source) is own


@pytest.mark.parametrize(
    ("content", "nothing"),
    [
        (["it"], True),
        (["That"], True),
        (["it", "was late"], False),
        (["the two"], True),
        (["each other"], True),
        (["the two men"], False),
    ],
)
def test_a_pronoun_alone_says_nothing(content: list[str], nothing: bool) -> None:
    assert says_nothing(content) is nothing


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Calvan: a reformer with old habits\nThe president spoke.", True),
        ("Calvan: “I will not resign”\nThe president spoke.", False),
        ("Heading\nCalvan: I will not resign.", False),
    ],
)
def test_a_heading_is_no_speech(text: str, answer: bool) -> None:
    assert is_headline(text, text.index(":")) is answer


@pytest.mark.parametrize(
    ("words", "answer"),
    [("a reformer with old habits", False), ("I will not resign", True), ("The law isn't ready", True)],
)
def test_what_somebody_says_is_a_clause(words: str, answer: bool) -> None:
    assert is_clause(words) is answer
