"""W3C Web Annotations: the rules of the model, and selectors that choose the very words."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from tests.exports.samples import NEWS, exported, news, sources

PURPOSES = {"assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting",
            "identifying", "linking", "moderating", "questioning", "replying", "tagging"}  # fmt: skip
TEXTS = {source.document.text_sha256: source.document.text for source in sources()}


def collection() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(exported("annotations")[0])
    return found


def items() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = collection()["first"]["items"]
    return found


def test_a_collection_has_one_page_with_all() -> None:
    whole = collection()
    assert whole["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert (whole["type"], whole["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
    assert whole["total"] == len(items()) == sum(exported("annotations")[1].written.values()) == 6
    assert whole["first"]["partOf"] == whole["id"]
    assert (whole["first"]["startIndex"], whole["generated"]) == (0, "2024-06-01T12:00:00Z")


@pytest.mark.parametrize("item", items(), ids=lambda one: one["id"])
def test_every_annotation_keeps_the_rules_of_the_model(item: dict[str, Any]) -> None:
    assert item["type"] == "Annotation"
    assert item["id"].startswith("urn:")
    assert item["motivation"] in PURPOSES
    assert len(item["target"]) >= 1
    for body in item.get("body", []):
        assert body["type"] == "TextualBody"
        assert body["purpose"] in PURPOSES
        assert isinstance(body["value"], str)
    for moment in (item.get("created"), item.get("modified")):
        assert moment is None or datetime.fromisoformat(moment).tzinfo
    creators = item["creator"] if isinstance(item["creator"], list) else [item["creator"]]
    assert {one["type"] for one in creators} <= {"Software", "Person", "Organization"}


@pytest.mark.parametrize("item", items(), ids=lambda one: one["id"])
def test_both_selectors_choose_the_same_words_of_the_hashed_text(item: dict[str, Any]) -> None:
    for target in item["target"]:
        text = TEXTS[target["onrecord:textSha256"]]
        position, quote = target["selector"]
        assert (position["type"], quote["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        assert text[position["start"] : position["end"]] == quote["exact"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert text.find(around) + len(quote["prefix"]) == position["start"]


def test_each_stretch_of_a_broken_quotation_is_a_target() -> None:
    first = items()[0]
    cut = [NEWS[t["selector"][0]["start"] : t["selector"][0]["end"]] for t in first["target"]]
    assert " […] ".join(cut) == news().statements[0].quote


def test_a_target_names_the_page_as_it_was_seen() -> None:
    target = items()[0]["target"][0]
    assert target["source"]["id"] == "https://example.org/news?id=1&x=%7B"
    assert target["state"] == {"type": "TimeState", "sourceDate": "2024-05-01T10:00:00Z",
                               "cached": f"urn:sha256:{news().document.sha256}"}  # fmt: skip
    file = items()[-1]["target"][0]
    assert file["source"]["id"].startswith("urn:sha256:")


def test_machine_and_person_are_told_apart() -> None:
    first, second, *_ = items()
    assert [one["type"] for one in first["creator"]] == ["Software", "Person"]
    assert (first["creator"][1]["name"], first["modified"]) == ("Aigul", "2024-05-20T09:30:00Z")
    assert [one["type"] for one in second["creator"]] == ["Software"]
    assert (first["onrecord:review"], second["onrecord:review"]) == ("corrected", "machine")


def test_labels_are_tags() -> None:
    tags = {(b["onrecord:label"], b["value"]) for b in items()[0]["body"]}
    assert {("right", "expression"), ("act", "assessment"), ("stance", "progress"), ("time", "2020"),
            ("speaker", "Ilse Maru, minister, Ministry of Justice")} <= tags  # fmt: skip


def test_a_note_of_a_person_is_a_comment_with_tags() -> None:
    note = next(one for one in items() if one["motivation"] == "commenting")
    assert [(b["purpose"], b["value"]) for b in note["body"]] == [
        ("commenting", "which one?"), ("tagging", "index"), ("tagging", "to do"),
    ]  # fmt: skip
    assert note["target"][0]["selector"][1]["exact"] == "Harbour"
    assert (note["creator"]["name"], note["created"]) == ("Bela", "2024-05-21T08:00:00Z")


def test_what_a_reviewer_rejected_is_left_out_and_said() -> None:
    assert [(one.what, one.count) for one in exported("annotations")[1].left_out] == [("statements", 1)]
    assert "It may go on" not in [t["selector"][1]["exact"] for one in items() for t in one["target"]]
