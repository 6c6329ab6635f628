"""Threads are named by noun phrases that are whole, not by verbs, single common words, or figures of speech."""

from __future__ import annotations

import pytest

from onrecord.threads import Profile, name_of
from onrecord.threads.naming import find_phrases
from onrecord.threads.words import find_words


def phrases(text: str) -> set[str]:
    return {words for words, _ in find_phrases(text, find_words(text))}


@pytest.mark.parametrize(
    ("text", "some", "none"),
    [
        pytest.param("the police custody register was lost", {"police custody register"}, {"police custody"}, id="all"),
        pytest.param("They want to join trade unions", set(), {"join trade unions"}, id="no verb after to"),
        pytest.param("it cannot happen overnight", set(), {"happen overnight", "overnight"}, id="no predicate"),
        pytest.param("that it was a milestone", set(), {"milestone"}, id="no common word alone"),
        pytest.param("He met Zorvan there", {"Zorvan"}, set(), id="a name alone"),
        pytest.param("a bill on the financing of associations", {"bill on the financing of associations"},
                     {"bill on the financing"}, id="goes on with of"),
        pytest.param('the guild called it “a headache for the whole region” and left', set(),
                     {"whole region", "headache for the whole region"}, id="no figure of speech"),
        pytest.param("the Union’s conditions", {"Union’s conditions"}, {"Union’s"}, id="no possessive at the end"),
        pytest.param("conditions for access to the lawyer", {"access to the lawyer"}, set(), id="to an article"),
        pytest.param("in closely watched trials", set(), {"closely"}, id="no adverb"),
    ],
)  # fmt: skip
def test_phrases(text: str, some: set[str], none: set[str]) -> None:
    found = phrases(text)
    assert some <= found
    assert not none & found


def test_an_instrument_names_its_thread() -> None:
    profile = Profile(
        thread="t",
        country="XEX",
        size=2,
        own={"press": 1.0, "law": 0.8, "editor": 1.1},
        phrases={"Press Law": 1, "editor of the weekly": 1},
        instruments={"Press Law": 2},
    )
    assert name_of(profile) == "Press Law"
    assert name_of(Profile(thread="t", country=None)) == ""
