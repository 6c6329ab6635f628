"""The sources as references in BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import IO, Any

from onrecord.exports.material import Material, Tally
from onrecord.exports.references import csl_item

_TYPES = {"article-newspaper": "article", "report": "techreport"}
_WHERE = {"article": "journal", "techreport": "institution"}
_GENRES = {"bill": "Bill", "legislation": "Legislation"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MARKS = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_MARK = re.compile("[" + re.escape("".join(_MARKS)) + "]")
_IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
_BREAKS = re.compile(r"\s+")


def write(material: Material, out: IO[bytes], tally: Tally, table: str | None = None) -> None:
    """Write one entry for each document."""
    del table
    for source in material.sources():
        out.write((_entry(csl_item(source)) + "\n").encode("utf-8", "replace"))
        tally.wrote("references")


def _entry(item: Mapping[str, Any]) -> str:
    kind = _TYPES.get(item["type"], "misc")
    lines = [f"  {name} = {value}," for name, value in _fields(item, kind)]
    return "\n".join([f"@{kind}{{{item['id']},", *lines, "}"]) + "\n"


def _fields(item: Mapping[str, Any], kind: str) -> Iterator[tuple[str, str]]:
    if "title" in item:
        yield "title", "{{" + escape(item["title"]) + "}}"
    if "author" in item:
        yield "author", "{" + " and ".join(map(_author, item["author"])) + "}"
    if place := item.get("container-title") or item.get("publisher"):
        yield _WHERE.get(kind, "publisher" if "publisher" in item else "howpublished"), "{" + escape(place) + "}"
    if item["type"] in _GENRES:
        yield "type", "{" + _GENRES[item["type"]] + "}"
    yield from _date(item.get("issued"))
    if "URL" in item:
        yield "url", "{" + item["URL"].translate(_IN_ADDRESS) + "}"
    if "accessed" in item:
        yield "urldate", "{" + _iso(item["accessed"]["date-parts"][0]) + "}"
    if "language" in item:
        yield "language", "{" + escape(item["language"]) + "}"
    yield "note", "{" + escape(item["note"]) + "}"


def _author(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return "{" + escape(name["literal"]) + "}"
    family = " ".join(filter(None, (name.get("non-dropping-particle"), name["family"])))
    return f"{_part(family)}, {_part(name.get('given', ''))}"


def _part(name: str) -> str:
    """Return a part of a name; in braces where it holds what parts names."""
    text = escape(name)
    return "{" + text + "}" if "," in text or re.search(r"\band\b", text) else text


def _date(issued: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    """Give the date as exact as it is known; an interval by its years alone."""
    if not issued:
        return
    first, *rest = issued["date-parts"]
    years = dict.fromkeys(f"{part[0]:04}" for part in (first, *rest))
    yield "year", "{" + "--".join(years) + "}"
    if rest:
        return
    if len(first) > 1:
        yield "month", _MONTHS[first[1] - 1]
    if len(first) > 2:
        yield "day", "{" + str(first[2]) + "}"


def _iso(parts: list[int]) -> str:
    return "-".join(f"{part:0{4 if place == 0 else 2}}" for place, part in enumerate(parts))


def escape(text: str) -> str:
    """Return *text* so that LaTeX prints it as it is, on one line."""
    return _MARK.sub(lambda mark: _MARKS[mark.group()], _BREAKS.sub(" ", text).strip())
