"""What changed since the last brief: every count can be told again from the rows of both."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from tests.briefs.exempla import material

from onrecord import briefs
from onrecord.briefs import Earlier, Material
from onrecord.briefs.view import View, look
from onrecord.records import Review, Statement

WHEN = "2024-01-03T09:00:00Z"


def since(earlier: Material, now: Material) -> View:
    held = look(earlier).contents
    return look(replace(now, earlier=Earlier(id="b1", at=WHEN, items=held)))


def other(**changes: Any) -> Material:
    """Return the brief on Exempla with its first statement that nobody reviewed changed."""
    every = material().statements
    at = next(n for n, one in enumerate(every) if one.review == "machine")
    return replace(material(), statements=(*every[:at], replace(every[at], **changes), *every[at + 1 :]))


def changed_one() -> Statement:
    return next(one for one in material().statements if one.review == "machine")


def test_nothing_has_changed_between_the_same() -> None:
    view = since(material(), material())
    assert view.changes is not None
    assert view.changes.is_none
    assert "Nothing has changed." in briefs.render(view, "md").decode()


def test_what_came_is_new_and_what_went_is_gone_with_its_words() -> None:
    less = replace(material(), statements=material().statements[1:])
    told = since(less, material()).changes
    assert told is not None
    assert [row.statement.id for row in told.rows] == [material().statements[0].id]
    assert told.statements.n == 1
    back = since(material(), less).changes
    assert back is not None
    (gone,) = back.gone["statement"]
    assert gone.words == material().statements[0].quote
    assert gone.was == "▲ progress, assessment, machine-read"


def test_a_statement_that_a_person_rejected_is_gone_for_that_reason() -> None:
    told = since(material(), other(review="rejected")).changes
    assert told is not None
    (gone,) = told.gone["statement"]
    assert (gone.id, gone.why) == (changed_one().id, "rejected in review")


def test_a_statement_read_otherwise_says_how() -> None:
    told = since(material(), other(stance="mixed", review="corrected")).changes
    assert told is not None
    (one,) = told.otherwise["statement"]
    assert (one.was.split(", ")[0], one.now.split(", ")[0]) == ("▲ progress", "◆ mixed")
    assert one.now.endswith("corrected")


def test_a_commitment_tells_its_change_of_status_and_not_that_time_went_on() -> None:
    later = tuple(replace(one, as_of="2025-01-01") for one in material().commitments)
    told = since(material(), replace(material(), commitments=later)).changes
    assert told is not None
    assert told.is_none
    kept = tuple(replace(one, status="regressed", verdict=None) for one in material().commitments)
    told = since(material(), replace(material(), commitments=kept)).changes
    assert told is not None
    assert {one.now for one in told.otherwise["commitment"]} == {"regressed"}


def test_findings_come_and_go_with_their_reason() -> None:
    none = replace(material(), findings=())
    told, back = since(none, material()).changes, since(material(), none).changes
    assert told is not None
    assert back is not None
    assert len(told.findings) == len(back.gone["finding"]) == len(look(material()).weighed.pairs)
    assert {gone.words for gone in back.gone["finding"]} == {pair.finding.why for pair in told.findings}


def test_a_reason_that_quotes_what_is_no_longer_there_is_not_printed() -> None:
    """Whatever stands between quotation marks is verbatim in a source, also in what an earlier brief said."""
    first = look(material())
    forged = tuple(
        replace(item, id="gone", says="He said “words that nobody said”.") if item.kind == "finding" else item
        for item in first.contents
    )
    view = look(replace(material(), earlier=Earlier(id="b1", at=WHEN, items=forged)))
    for kind in briefs.KINDS[:1]:
        assert "words that nobody said" not in briefs.render(view, kind).decode()


def test_the_digest_is_of_what_is_held_whatever_the_order() -> None:
    turned = replace(material(), statements=material().statements[::-1], documents=material().documents[::-1])
    assert look(turned).digest == look(material()).digest
    assert look(other(stance="mixed")).digest != look(material()).digest


@pytest.mark.parametrize("kind", ["html", "md", "json", "docx"])
def test_every_form_tells_what_changed_and_who_reviewed(kind: briefs.Kind) -> None:
    one = changed_one()
    made = Review(id="r1", statement=one.id, document=one.document, decision="confirmed", by="Aigul", at=WHEN)
    view = since(material(), replace(other(review="confirmed"), reviews={one.id: made}))
    data = briefs.render(view, kind)
    text = data.decode("utf-8", "replace") if kind != "docx" else _words(data)
    if kind == "json":
        brief = json.loads(text)
        assert brief["changes"]["since"] == WHEN
        assert [x["id"] for x in brief["changes"]["otherwise"]["statement"]] == [one.id]
        reviewed = {s["id"]: s["reviewed"] for s in brief["statements"]}[one.id]
        assert reviewed == {"decision": "confirmed", "by": "Aigul", "at": WHEN, "why": None}
        return
    assert "Since the brief of 3 January 2024" in text
    assert "confirmed by Aigul, 3 January 2024" in text


def _words(data: bytes) -> str:
    from tests.briefs.test_brief_docx import parts, text_of

    return text_of(parts(data)["word/document.xml"])
