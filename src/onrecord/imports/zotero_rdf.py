"""References in Zotero's own RDF, which keeps the files of each item."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.imports.parts import Parsed, Row
from onrecord.imports.references import Reference, person, to_row
from onrecord.imports.xmls import local, words
from onrecord.imports.xmls import parse as parse_xml
from onrecord.records import Issue

FORMAT = "zotero-rdf"
MARK = b"http://www.zotero.org/namespaces/export#"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_NO_ITEMS = frozenset({"Attachment", "Memo", "Collection", "Journal", "Periodical", "Series"})


def parse(name: str, data: bytes) -> Parsed:
    """Read the items of a Zotero RDF file, each with its attachments.

    Raises:
        Broken: it is no XML.
    """
    root = parse_xml(name, data)
    about = {one.get(f"{_RDF}about") or f"#{one.get(f'{_RDF}ID')}": one for one in root}
    return Parsed(format=FORMAT, rows=_rows(name, root, about))


def _rows(name: str, root: Any, about: dict[str, Any]) -> Iterator[Row | Issue]:
    linked: set[str] = set()
    items = [
        one for one in root if local(one) not in _NO_ITEMS and local(one) and _of(one, "title", "link", "identifier")
    ]
    for item in items:
        links = [link.get(f"{_RDF}resource", "") for link in item if local(link) == "link"]
        linked |= set(links)
        attached = [about[link] for link in links if link in about]
        yield to_row(name, _reference(item, attached, about))
    for key, one in about.items():
        if local(one) == "Attachment" and key not in linked:
            yield to_row(name, _reference(one, [one], about))


def _of(item: Any, *names: str) -> bool:
    return any(local(child) in names for child in item)


def _reference(item: Any, attached: list[Any], about: dict[str, Any]) -> Reference:
    outlet = _child(item, "isPartOf")
    held = about.get(outlet.get(f"{_RDF}resource", ""), outlet) if outlet is not None else None
    return Reference(
        line=int(item.sourceline or 0),
        key=str(item.get(f"{_RDF}about") or item.get(f"{_RDF}ID") or item.sourceline),
        type=words(_child(item, "itemType")),
        title=words(_child(item, "title")),
        authors=tuple(_people(_child(item, "authors"))),
        outlet=_first(held, "title"),
        publisher=_first(_child(item, "publisher"), "name"),
        date=words(_child(item, "date")),
        language=words(_child(item, "language")),
        note=words(_child(item, "abstract")),
        addresses=tuple(_addresses(item)),
        files=tuple(path for one in attached for path in _paths(one)),
    )


def _child(item: Any, name: str) -> Any:
    return next((child for child in item if local(child) == name), None)


def _first(element: Any, name: str) -> str:
    """Return the words of the first element of that *name* inside."""
    return words(next((one for one in element.iter() if local(one) == name), None)) if element is not None else ""


def _people(authors: Any) -> Iterator[str]:
    for one in authors.iter() if authors is not None else ():
        if local(one) == "Person":
            given = words(_child(one, "givenName")) or words(_child(one, "givenname"))
            yield person(words(_child(one, "surname")), given)


def _addresses(item: Any) -> Iterator[str]:
    for one in item.iter():
        if local(one) == "URI":
            yield words(one)
    yield str(item.get(f"{_RDF}about") or "")


def _paths(attachment: Any) -> Iterator[str]:
    for one in attachment:
        if local(one) == "resource":
            yield str(one.get(f"{_RDF}resource") or "")
