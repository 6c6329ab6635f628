"""FollowTheMoney: every entity is one to its own library, and is the same after it has read it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from tests.exports.samples import MARU, exported, news

from onrecord.records import KnownSpeaker

ftm = pytest.importorskip("followthemoney", reason="followthemoney is needed for tests alone")


def entities() -> list[dict[str, Any]]:
    return [json.loads(line) for line in exported("ftm")[0].splitlines()]


def named(name: str) -> dict[str, Any]:
    return next(one for one in entities() if name in one["properties"].get("name", ()))


@pytest.mark.parametrize("entity", entities(), ids=lambda one: one["schema"])
def test_every_entity_is_valid_and_comes_back(entity: dict[str, Any]) -> None:
    proxy = ftm.model.get_proxy(entity)
    proxy.schema.validate({"properties": entity["properties"]})
    for prop, value in proxy.itervalues():
        assert prop.type.validate(value), f"{prop.name}: {value}"
    again = proxy.to_dict()
    assert {name: sorted(values) for name, values in again["properties"].items()} == {
        name: sorted(values) for name, values in entity["properties"].items()
    }


def test_no_entity_points_at_one_that_is_not_there() -> None:
    every = {one["id"] for one in entities()}
    assert len(every) == len(entities())
    for entity in entities():
        for prop, value in ftm.model.get_proxy(entity).itervalues():
            assert prop.type.name != "entity" or value in every


def test_a_document_is_known_by_its_bytes_and_its_address() -> None:
    article = next(one for one in entities() if one["schema"] == "Article")
    assert article["properties"]["contentHash"] == [hashlib.sha1(news().original()).hexdigest()]
    assert article["properties"]["sourceUrl"] == ["https://example.org/news?id=1&x=%7B"]
    assert article["properties"]["publishedAt"] == ["2021-03-04"]
    bill = next(one for one in entities() if one["schema"] == "PlainText")
    assert bill["properties"]["publishedAt"] == ["2021-03"]
    assert bill["properties"]["fileName"] == ["-bill.txt"]


def test_only_named_speakers_are_entities() -> None:
    assert named("Ilse Maru")["schema"] == "Person"
    assert named("Exempla Watch")["schema"] == "Organization"
    assert named("Court of Vessin")["schema"] == "PublicBody"
    names = [name for one in entities() if one["schema"] != "Note" for name in one["properties"].get("name", [])]
    assert "an official" not in names
    assert [(one.what, one.count) for one in exported("ftm")[1].left_out] == [("statements", 1), ("speakers", 1)]


def test_a_note_has_the_words_the_speakers_and_the_proof() -> None:
    note = next(one for one in entities() if one["schema"] == "Note")["properties"]
    assert note["description"] == [news().statements[0].quote]
    assert note["entity"] == [named("Ilse Maru")["id"]]
    assert note["proof"] == [next(one["id"] for one in entities() if one["schema"] == "Article")]
    assert {"right:expression", "act:assessment", "stance:progress", "review:corrected"} == set(note["keywords"])


def test_a_country_of_the_dossier_alone_has_no_code_there() -> None:
    notes = [one["properties"] for one in entities() if one["schema"] == "Note"]
    assert [one.get("country") for one in notes] == [None, None, None, ["kz"], None]


def test_a_link_has_the_role_that_the_document_gives() -> None:
    link = next(one for one in entities() if one["schema"] == "Documentation")["properties"]
    assert link["description"] == [f"{MARU.role}, {MARU.affiliation}"]


def test_whom_the_dossier_knows_to_be_the_same_is_one_entity() -> None:
    known = KnownSpeaker(
        id="k1", name="I. Maru", names=("I. Maru", "Ilse Maru"), roles=("minister",), camp="government"
    )
    lines = exported("ftm", known=lambda _: (known,))[0].splitlines()
    person = next(one for one in map(json.loads, lines) if one["schema"] == "Person")
    assert person["id"] == "onrecord-speaker-k1"
    assert person["properties"] == {"name": ["I. Maru"], "alias": ["Ilse Maru"], "position": ["minister"]}
