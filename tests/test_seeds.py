"""The two articles that the project was made from, where they are beside the repository (their text is not in it)."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.documents import fetch
from onrecord.records import cut

SEEDS = sorted((Path(__file__).parents[2] / "shared" / "seeds").glob("*.txt"))
LEAST_SAID_BY_OTHERS = {"000": 20, "002": 5}

pytestmark = pytest.mark.skipif(not SEEDS, reason="the seed articles are not in ../shared/seeds")


@pytest.fixture(scope="module", params=SEEDS, ids=lambda path: path.stem[:3])
def reading(request: pytest.FixtureRequest) -> pipeline.Reading:
    return pipeline.read(fetch.from_path(request.param, datetime(2026, 1, 1, tzinfo=UTC)), pipeline.load_tools())


def test_the_frozen_text_is_the_file(reading: pipeline.Reading) -> None:
    assert reading.document.text == reading.blob.data.decode("utf-8")


def test_what_others_say_is_found_and_kept_apart_from_the_author(reading: pipeline.Reading) -> None:
    voices = [statement.voice for statement in reading.statements]
    assert voices.count("attributed") >= LEAST_SAID_BY_OTHERS[Path(reading.blob.name).stem[:3]]
    assert voices.count("author") >= 5


def test_every_quotation_is_verbatim_and_every_name_stands_in_the_text(reading: pipeline.Reading) -> None:
    text = reading.document.text
    for statement in reading.statements:
        assert statement.quote == cut(text, statement.content)
        assert all(speaker.name in text for speaker in statement.speakers if speaker.name)


def test_no_statement_is_furniture(reading: pipeline.Reading) -> None:
    furniture = [(mark.start, mark.end) for mark in reading.document.boilerplate]
    for statement in reading.statements:
        assert not any(s < end and start < e for s, e in statement.content for start, end in furniture)
