"""The same wording in several documents is found, and it is shown who had it first."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.threads.woven import document, item

from onrecord.records import Finding, Speaker
from onrecord.threads import Item
from onrecord.threads.echoes import find_dependence, find_echoes, find_likenesses, fingerprints

MEMO = "the new code brings the country fully into line with the best practice of the Union and ends a painful chapter"
MINISTER = Speaker(name="Ilse Maru", role="minister", camp="government", named=True)


def told(text: str, words: str, day: str, publisher: str, speaker: Speaker | None = None) -> Item:
    return item(document(text, day, publisher=publisher), words, speaker=speaker)


def wire(day: str, publisher: str, lead: str = "") -> Item:
    words = "the notice period was cut from fifteen days to seven and spontaneous gatherings were recognised"
    return told(f"{lead}Parliament voted: {words}.", words, day, publisher)


def test_one_wording_in_three_documents_counts_once() -> None:
    items = [wire("2031-05-06", "C", "Late. "), wire("2031-05-04", "A"), wire("2031-05-05", "B", "Again. ")]
    (echo,) = find_echoes(find_likenesses(items))
    assert len(echo.documents) == 3
    assert echo.statements[0] == items[1].statement.id
    assert echo.first.start == "2031-05-04"


def test_the_later_one_depends_on_the_first() -> None:
    items = [wire("2031-05-06", "C", "Late. "), wire("2031-05-04", "A"), wire("2031-05-05", "B", "Again. ")]
    found = find_dependence(find_likenesses(items))
    assert {f.rule for f in found} == {"same-wording"}
    assert {f.a.statement for f in found} == {items[1].statement.id}
    assert {f.b and f.b.statement for f in found} == {items[0].statement.id, items[2].statement.id}


def official(publisher: str, speaker: Speaker | None, text: str = "") -> list[Finding]:
    memo = told(f"The minister said that {MEMO}.", MEMO, "2031-05-04", "Ministry of Justice", MINISTER)
    words = f"observers agree: {MEMO}, and nobody doubts it"
    column = told(f"{text}A quiet turn: {words}.", words, "2031-06-01", publisher, speaker)
    return find_dependence(find_likenesses([column], [memo]))


def test_official_words_in_another_mouth_are_reuse() -> None:
    (finding,) = official("Littoral Observer", None)
    assert (finding.kind, finding.rule) == ("dependent-sources", "reused-official-wording")
    assert finding.b
    assert "official text (Ministry of Justice, 2031-05-04)" in finding.why


def test_a_publisher_does_not_depend_on_itself() -> None:
    assert official("Ministry of Justice", None) == []


@pytest.mark.parametrize(
    "words", ["too short to be told", "nobody who was there could have said what it was that they had all been about"]
)
def test_chance_is_no_dependence(words: str) -> None:
    """Few words, or function words only, are no wording of anybody's own."""
    first = told(f"One said {words} and went on to speak of harvests.", f"{words} and went", "2031-05-04", "A")
    later = told(f"Then another {words} but the river rose overnight.", f"{words} but the", "2031-05-05", "B")
    assert [one for one in find_likenesses([first, later]) if not one.is_same] == []


@settings(deadline=None)
@given(st.lists(st.sampled_from("law mayor stamp square notice permit court judge fine police".split()), min_size=8))
def test_eight_words_running_share_a_fingerprint(words: list[str]) -> None:
    run = " ".join(words)
    a = told(f"Alpha beta gamma {run} delta", f"Alpha beta gamma {run} delta", "2031-05-04", "A")
    b = told(f"Epsilon {run} zeta eta theta", f"Epsilon {run} zeta eta theta", "2031-05-05", "B")
    assert set(fingerprints(a.statement)) & set(fingerprints(b.statement))
