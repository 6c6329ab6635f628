"""The sources as references: what kind of publication each one is, and the keys that they are cited by."""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from onrecord.exports.material import Source
from onrecord.exports.names import file_name, seen_at
from onrecord.records import Document
from onrecord.reference import organisations
from onrecord.reference.citations import reference_of, web_sighting

_LETTERS = re.compile(r"[^a-z0-9]+")
_DIGITS = 8
_ARTICLE = re.compile(r"\A(?:the|a|an)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """The words of `kinds.toml`, as patterns."""

    press: re.Pattern[str]
    report: re.Pattern[str]
    bill: re.Pattern[str]
    law: re.Pattern[str]
    stop: frozenset[str]


@cache
def _kinds() -> Kinds:
    raw = tomllib.loads(resources.files(__package__).joinpath("kinds.toml").read_text(encoding="utf-8"))
    found = {name: re.compile("|".join(raw[name]["patterns"]), re.IGNORECASE) for name in raw if name != "keys"}
    return Kinds(**found, stop=frozenset(raw["keys"]["stop"].split()))


def kind_of(source: Source) -> str:
    """Return the CSL type of a document: what is known of it decides, and a guess from words only between the rest."""
    document = source.document
    title, kinds = document.title or "", _kinds()
    if source.is_bill or kinds.bill.search(title):
        return "bill"
    if kinds.law.search(title):
        return "legislation"
    publisher = document.publisher or ""
    if publisher and (organisations.camp_of(publisher) == "media" or kinds.press.search(publisher)):
        return "article-newspaper"
    if document.media_type == "text/html":
        return "webpage" if web_sighting(document) else "document"
    return "report" if kinds.report.search(title) else "document"


def csl_item(source: Source) -> dict[str, Any]:
    """Return a document as CSL-JSON: its reference, its kind, and the hash that says which bytes are meant."""
    item = reference_of(source.document)
    kind = kind_of(source)
    if kind == "article-newspaper" and "publisher" in item:
        item["container-title"] = item.pop("publisher")
    if kind in ("report", "bill", "legislation") and "container-title" in item:
        item["publisher"] = item.pop("container-title")
    return {**item, "id": key_of(source.document), "type": kind, "note": "; ".join(_notes(source.document))}


def _notes(document: Document) -> list[str]:
    notes = [f"SHA-256 of the original: {document.sha256}"]
    if document.published.start and document.published.basis == "inferred":
        notes.append("date inferred, not stated")
    if not web_sighting(document):
        notes += [f"file: {file_name(document)}"] * bool(file_name(document))
        notes += [f"kept on {moment[:10]}" for moment in (seen_at(document),) if moment]
    return notes


def key_of(document: Document) -> str:
    """Return the key to cite a document by: who, the year, a word of the title, and digits of its hash.

    It depends on the document alone, so that it stays when others are added.
    """
    first = reference_of(document).get("author", [{}])[0]
    name = first.get("family") or first.get("literal") or document.publisher or ""
    who = _word(_ARTICLE.sub("", name)) or "anon"
    year = (document.published.start or document.published.end or "")[:4] or "nd"
    digits = hashlib.sha256(document.id.encode()).hexdigest()[:_DIGITS]
    return f"{who}{year}{_title_word(document.title or '')}-{digits}"


def _title_word(title: str) -> str:
    words = map(_word, re.split(r"[\s/–—-]+", title))
    return next((word[:20] for word in words if len(word) > 1 and word not in _kinds().stop), "")


def _word(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.split(",")[0]).encode("ascii", "ignore").decode().lower()
    return _LETTERS.sub("", plain)[:24]
