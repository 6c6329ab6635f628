"""ClaimReview of figures that were held against their index: what was claimed, and how it compares.

Source: https://schema.org/ClaimReview. There is no number for how true a claim is: the verdict is a word with a reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, Any

from onrecord.exports.material import Material, Source, Tally
from onrecord.exports.names import web_address, when_text
from onrecord.records import FigureCheck, Series, Speaker, Statement

NAMES = {
    "matches": "Matches the index", "differs": "Differs from the index", "not-comparable": "Not comparable",
    "no-such-edition": "No such edition",
}  # fmt: skip
"""What each verdict is called; what could not be checked has none, and is left out."""


def write(material: Material, out: IO[bytes], tally: Tally, table: str | None = None) -> None:
    """Write one JSON-LD object with a graph of reviews."""
    del table
    head = {"@context": "https://schema.org", "@id": "#reviews"}
    out.write(json.dumps(head).encode()[:-1] + b', "@graph": [')
    between = b"\n"
    for review in _reviews(material, tally):
        out.write(between + json.dumps(review, ensure_ascii=False).encode("utf-8", "replace"))
        between = b",\n"
        tally.wrote("figure checks")
    out.write(b"\n]}\n")


def _reviews(material: Material, tally: Tally) -> Iterator[dict[str, Any]]:
    checks: dict[str, list[FigureCheck]] = {}
    for one in material.records("figure"):
        if isinstance(one, FigureCheck):
            checks.setdefault(one.statement, []).append(one)
    series = {one.name: one for one in material.records("series") if isinstance(one, Series)}
    for source in material.sources():
        for statement in source.statements:
            for check in checks.pop(statement.id, ()):
                if why := _not_to_print(check, statement):
                    tally.leave("figure checks", why)
                else:
                    yield _review(check, statement, source, series.get(check.indicator))
    tally.leave("figure checks", "their statement is not among those exported", sum(map(len, checks.values())))


def _not_to_print(check: FigureCheck, statement: Statement) -> str | None:
    if statement.review == "rejected":
        return "a reviewer rejected their statement"
    return None if check.verdict in NAMES else "they could not be checked: nothing was reviewed"


def _review(check: FigureCheck, statement: Statement, source: Source, series: Series | None) -> dict[str, Any]:
    return {
        "@type": "ClaimReview",
        "@id": f"urn:onrecord:figure:{check.id}",
        "claimReviewed": statement.quote,
        "itemReviewed": _claim(statement, source),
        "reviewRating": {
            "@type": "Rating",
            "alternateName": NAMES[check.verdict],
            "ratingExplanation": check.why,
            "reviewAspect": f"{check.indicator}: {check.measure}",
        },
        **_basis(check, series),
    }


def _basis(check: FigureCheck, series: Series | None) -> dict[str, Any]:
    """Return the edition that the figure was held against, as far as it is known."""
    if not check.editions and not check.edition:
        return {}
    edition = {"version": check.edition} if check.edition else {}
    by = {"publisher": {"@type": "Organization", "name": series.publisher}} if series and series.publisher else {}
    return {"isBasedOn": {"@type": "Dataset", "name": check.indicator, **edition, **by}}


def _claim(statement: Statement, source: Source) -> dict[str, Any]:
    document = source.document
    authors = [_author(one) for one in statement.speakers if one.named and one.name]
    day = when_text(document.published).partition("..")[0]
    place = {
        "@type": "CreativeWork",
        **({"url": url} if (url := web_address(document)) else {"identifier": f"sha256:{document.sha256}"}),
        **({"headline": document.title} if document.title else {}),
        **({"publisher": {"@type": "Organization", "name": document.publisher}} if document.publisher else {}),
        **({"datePublished": day} if day else {}),
    }
    return {
        "@type": "Claim",
        "@id": f"urn:onrecord:statement:{statement.id}",
        "text": statement.quote,
        **({"author": authors[0] if len(authors) == 1 else authors} if authors else {}),
        "appearance": place,
    }


def _author(speaker: Speaker) -> dict[str, Any]:
    if speaker.collective:
        return {"@type": "Organization", "name": speaker.name}
    of = {"affiliation": {"@type": "Organization", "name": speaker.affiliation}} if speaker.affiliation else {}
    return {"@type": "Person", "name": speaker.name, **({"jobTitle": speaker.role} if speaker.role else {}), **of}
