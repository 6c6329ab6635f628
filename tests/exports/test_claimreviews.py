"""ClaimReview: a verdict in words, never a number for truth, and nothing made up."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from tests.exports.samples import check, exported, material, news, others

from onrecord.exports.claimreviews import NAMES
from onrecord.records import Record


def graph(*checks: Any) -> list[dict[str, Any]]:
    records: dict[str, list[Record]] = {**others(), "figure": list(checks)}
    given: dict[str, Any] = {kind: partial(list, some) for kind, some in records.items()}
    found: dict[str, Any] = json.loads(exported("claimreview", others=given)[0])
    assert found["@context"] == "https://schema.org"
    reviews: list[dict[str, Any]] = found["@graph"]
    return reviews


@pytest.mark.parametrize("verdict", NAMES)
def test_a_verdict_is_a_word_with_its_reason(verdict: str) -> None:
    (review,) = graph(check(verdict))
    assert review["reviewRating"] == {
        "@type": "Rating",
        "alternateName": NAMES[verdict],
        "ratingExplanation": "The text says 74; the edition has 78.",
        "reviewAspect": "Harbour Index: rank",
    }


def test_nothing_stands_in_it_that_is_not_known() -> None:
    (review,) = graph(check())
    assert set(review) == {"@type", "@id", "claimReviewed", "itemReviewed", "reviewRating", "isBasedOn"}
    assert review["claimReviewed"] == news().statements[2].quote
    claim = review["itemReviewed"]
    assert (claim["@type"], claim["text"]) == ("Claim", review["claimReviewed"])
    assert "author" not in claim or claim["author"]
    assert claim["appearance"] == {
        "@type": "CreativeWork",
        "url": "https://example.org/news?id=1&x=%7B",
        "headline": news().document.title,
        "publisher": {"@type": "Organization", "name": "The Almery Courier"},
        "datePublished": "2021-03-04",
    }
    assert review["isBasedOn"]["publisher"]["name"] == "Harbour Institute"


def test_what_was_not_checked_is_no_review() -> None:
    data, account = exported("claimreview")
    assert len(json.loads(data)["@graph"]) == account.written["figure checks"] == 1
    assert [(one.what, one.count) for one in account.left_out] == [("figure checks", 1)]


def test_a_check_of_a_statement_that_is_not_exported_is_counted() -> None:
    given = {**material().others, "figure": lambda: [replace(check(), statement="gone")]}
    data, account = exported("claimreview", others=given)
    assert json.loads(data)["@graph"] == []
    assert [one.count for one in account.left_out] == [1]


def test_the_authors_of_a_claim_are_those_who_made_it() -> None:
    first, joint, *_ = news().statements
    person, both = graph(replace(check(), statement=first.id), replace(check(), statement=joint.id))
    assert person["itemReviewed"]["author"] == {
        "@type": "Person", "name": "Ilse Maru", "jobTitle": "minister",
        "affiliation": {"@type": "Organization", "name": "Ministry of Justice"},
    }  # fmt: skip
    assert [one["name"] for one in both["itemReviewed"]["author"]] == ["Journalists' Union", "Exempla Watch"]
