import pytest

from onrecord.records import Span, Statement, cut
from onrecord.statements.claims import candidates, outside_quotations
from onrecord.text.quotes import find_quotations
from onrecord.text.sentences import find_sentences


def attributed(text: str, source: str, cue: str, content: str) -> Statement:
    spans = [(text.index(words), text.index(words) + len(words)) for words in (source, cue, content)]
    return Statement(
        id="", document="", voice="attributed", source=(spans[0],), cue=(spans[1],), content=(spans[2],), quote=content
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The law was adopted in March last year.", ["The law was adopted in March last year."]),
        ("The law was adopted.", []),  # too short to stand alone
        ("HOME NEWS ABOUT US CONTACT DONATE NOW SHOP.", []),  # a menu
        ("Human Rights in Norland After the Reform", []),  # a heading
        ("See also: five things to know about the law", []),  # not finished
        (
            "The court closed the paper in May.\nThe editor was sent to prison.",
            ["The court closed the paper in May.", "The editor was sent to prison."],
        ),
    ],
)
def test_sentences_that_are_prose_are_candidates(text: str, expected: list[str]) -> None:
    assert [cut(text, parts) for parts in candidates(text, [], [], find_sentences(text))] == expected


def test_what_others_say_is_left_out_and_a_long_rest_is_kept() -> None:
    text = "The minister promised to change the law, and the police have already freed forty of the prisoners."
    statement = attributed(text, "The minister", "promised", "to change the law")
    assert [cut(text, parts) for parts in candidates(text, [statement], [], find_sentences(text))] == [
        "and the police have already freed forty of the prisoners."
    ]


def test_a_rest_without_a_verb_is_no_candidate() -> None:
    text = "The minister promised to change the law in a speech before the deputies of both chambers."
    assert (
        candidates(text, [attributed(text, "The minister", "promised", "to change the law")], [], find_sentences(text))
        == []
    )


def test_what_is_left_on_both_sides_is_one_candidate_and_little_words_at_the_joints_fall() -> None:
    text = (
        "The assembly adopted a new press law, which analysts said would silence critics, and has already applied it."
    )
    statement = attributed(text, "analysts", "said", "would silence critics")
    assert [cut(text, parts) for parts in candidates(text, [statement], [], find_sentences(text))] == [
        "The assembly adopted a new press law […] and has already applied it."
    ]


def test_sentences_in_quotation_marks_are_nobodys_claim() -> None:
    text = "The law is new. “It is bad. It will be used against us.” “So it goes.\nThe courts are slow."
    left = outside_quotations(find_sentences(text), find_quotations(text))
    assert [text[a:b] for a, b in left] == ["The law is new.", "“So it goes.", "The courts are slow."]


@pytest.mark.parametrize(
    "rest", ["if the law is adopted before the end of the year", "announced by the ministry that was in charge"]
)
def test_a_rest_that_leans_on_what_was_taken_out_is_no_candidate(rest: str) -> None:
    text = f"The minister promised to change the law, {rest}."
    assert (
        candidates(text, [attributed(text, "The minister", "promised", "to change the law")], [], find_sentences(text))
        == []
    )


def test_skipped_stretches_are_no_candidates() -> None:
    text = "The law was adopted in March last year. Share this article with all of your friends."
    skip: list[Span] = [(40, len(text))]
    assert len(candidates(text, [], skip, find_sentences(text))) == 1
