"""Reading again: what persons said stays, countries declared later are found, and nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord import pipeline
from onrecord.dossier import Dossier, reviews, verify
from onrecord.dossier.reviews import Changes, Decision
from onrecord.pipeline import rereading
from onrecord.records import Blob, DeclaredCountry, Sighting

NOW = "2024-06-01T10:00:00Z"
TEXT = """Prisons in Exempla

The Exemplan minister said the new law abolishes the death penalty. Lena Oduor, director of the Rights Desk, said that
guards in Exempla still beat prisoners. She called on the government of Exempla to let inspectors in.
"""


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    blob = Blob(data=TEXT.encode(), name="prisons.txt", sighting=Sighting(where="/files/prisons.txt"))
    with Dossier.open(tmp_path / "x.dossier", create=True) as opened:
        pipeline.add(opened, [blob], now=NOW)
        yield opened


def test_a_country_declared_later_is_found_and_reviews_stay(dossier: Dossier) -> None:
    found = list(dossier.statements())
    assert found and {one.country for one in found} == {None}
    asked = Decision(statement=found[0].id, decision="corrected", by="Ana", changes=Changes(hedged=True))
    reviews.review(dossier, [asked], NOW)
    assert rereading.stale(dossier) == []
    dossier.declare_country(DeclaredCountry(code="XEX", name="Exempla", demonym="Exemplan"))
    (wanted,) = rereading.stale(dossier)
    done = pipeline.reread(dossier, [wanted])
    assert (done.documents, done.changed, done.failed, done.conflicts) == (1, 1, 0, 0)
    assert (done.before, done.after) == (len(found), dossier.count_statements())
    again = {one.id: one for one in dossier.statements()}
    assert "XEX" in {one.country for one in again.values()}
    assert (again[found[0].id].review, again[found[0].id].hedged) == ("corrected", True)
    assert rereading.stale(dossier) == [] and verify(dossier) == []
    assert len(dossier.document(wanted).sightings) == 1


def test_what_was_read_so_already_is_left_as_it_is(dossier: Dossier) -> None:
    before = list(dossier.statements())
    done = pipeline.reread(dossier, rereading.chosen(dossier, every=True))
    assert (done.changed, done.unchanged) == (0, 1)
    assert list(dossier.statements()) == before


def test_a_document_that_cannot_be_read_again_keeps_its_reading(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise ValueError("broken")

    monkeypatch.setattr(rereading, "read", refuse)
    before = list(dossier.statements())
    done = pipeline.reread(dossier, rereading.chosen(dossier, every=True))
    assert (done.failed, list(dossier.statements())) == (1, before)
    assert [issue.document for issue in dossier.issues()] == [before[0].document]
