"""References in CSL-JSON, and in the JSON that Zotero's add-ons write beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from onrecord.errors import Broken
from onrecord.imports.parts import Parsed, Row, refused
from onrecord.imports.references import Reference, joined, person, to_row
from onrecord.imports.texts import decode
from onrecord.records import Issue

FORMAT = "csl-json"


def is_csl(value: Any) -> bool:
    """Tell whether a JSON value is a list of references."""
    entries = _entries(value)
    return bool(entries) and all(isinstance(e, dict) and ("type" in e or "itemType" in e) for e in entries[:5]) and any(
        {"title", "issued", "author", "URL", "creators"} & set(e) for e in entries[:5]
    )  # fmt: skip


def _entries(value: Any) -> list[Any]:
    found = value.get("items") or value.get("references") if isinstance(value, dict) else value
    return found if isinstance(found, list) else []


def parse(name: str, data: bytes) -> Parsed:
    """Read a list of references.

    Raises:
        Broken: it is no JSON, or no list of references.
    """
    value = read_json(name, data)
    if not is_csl(value):
        raise Broken("this JSON holds no references.", where=name, do="export the library as CSL-JSON")
    return Parsed(format=FORMAT, rows=_rows(name, _entries(value)))


def read_json(name: str, data: bytes) -> Any:
    """Return the value of a JSON file.

    Raises:
        Broken: it is none; the error names the line.
    """
    try:
        return json.loads(decode(name, data))
    except json.JSONDecodeError as exc:
        where = f"{name}, line {exc.lineno}"
        raise Broken(f"this JSON breaks off or is wrong here: {exc.msg}.", where=where, do="export it again") from exc
    except RecursionError as exc:
        raise Broken("this JSON is nested too deep.", where=name, do="export it again") from exc


def _rows(name: str, entries: list[Any]) -> Iterator[Row | Issue]:
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict):
            yield refused("no-reference", "this is no reference.", name, number, "export the library again", "entry")
            continue
        yield to_row(name, _reference(number, entry), "entry")


def _reference(number: int, entry: dict[str, Any]) -> Reference:
    def text(*names: str) -> str:
        return next((str(entry[name]) for name in names if isinstance(entry.get(name), str | int)), "")

    files = [str(one.get("path") or "") for one in _dicts(entry.get("attachments"))]
    return Reference(
        line=number,
        key=text("id", "citekey", "citationKey", "itemKey", "key") or str(number),
        type=text("type", "itemType"),
        title=text("title"),
        authors=joined(_names(entry.get("author")), _names(entry.get("creators"))),
        outlet=text("container-title", "publicationTitle", "websiteTitle", "blogTitle"),
        publisher=text("publisher", "institution", "authority"),
        date=_date(entry.get("issued")) or text("date"),
        language=text("language"),
        note=text("note", "abstract", "abstractNote"),
        addresses=(text("URL", "url"),),
        files=(*files, text("file")),
    )


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _names(value: Any) -> list[str]:
    return [
        str(one.get("literal") or one.get("name") or "")
        or person(
            " ".join(str(one.get(key) or "") for key in ("non-dropping-particle", "family", "lastName")).strip(),
            str(one.get("given") or one.get("firstName") or ""),
        )
        for one in _dicts(value)
    ]


def _date(issued: Any) -> str:
    if not isinstance(issued, dict):
        return str(issued or "")
    parts = issued.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return "-".join(str(part) for part in parts[0] if part)
    return str(issued.get("raw") or issued.get("literal") or "")
