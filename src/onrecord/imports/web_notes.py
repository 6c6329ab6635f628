"""Notes of other programs: Hypothesis (its service's answers and its own export), and W3C Web Annotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from onrecord.errors import Broken
from onrecord.imports.csl import read_json
from onrecord.imports.parts import NoteRow, Parsed, Passage, Row, refused
from onrecord.imports.texts import decode
from onrecord.records import Issue

HYPOTHESIS, W3C = "hypothesis", "w3c-annotations"
_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_AGAIN = "export the notes again"


def tell(value: Any) -> str | None:
    """Tell whether a JSON value is a list of notes, and whose."""
    notes = [one for one in _entries(value)[:20] if isinstance(one, dict) and "target" in one]
    if not notes:
        return None
    if all("uri" in one or "user" in one for one in notes):
        return HYPOTHESIS
    return W3C if all("Annotation" in _types(one) for one in notes) else None


def _types(entry: dict[str, Any]) -> list[str]:
    kinds = entry.get("type") or entry.get("@type") or ""
    return [str(kind) for kind in kinds] if isinstance(kinds, list) else [str(kinds)]


def _entries(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return []
    for name in ("rows", "annotations", "items", "@graph"):
        if isinstance(value.get(name), list):
            return list(value[name])
    first = value.get("first")
    return _entries(first) if isinstance(first, dict) else [value] if "target" in value else []


def read_values(name: str, data: bytes) -> Any:
    """Return the value of a JSON file, or a list of those of its lines where it is JSON Lines.

    Raises:
        Broken: it is neither.
    """
    text = decode(name, data)
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and lines[0].rstrip().endswith("}") and lines[0].lstrip().startswith("{"):
        return [read_json(f"{name}, line {n}", line.encode()) for n, line in enumerate(lines, start=1)]
    return read_json(name, data)


def parse(name: str, data: bytes) -> Parsed:
    """Read notes.

    Raises:
        Broken: it is no JSON, or holds no notes.
    """
    value = read_values(name, data)
    kind = tell(value)
    if kind is None:
        raise Broken("this JSON holds no notes.", where=name, do=_AGAIN)
    return Parsed(format=kind, rows=_rows(name, _entries(value), kind))


def _rows(name: str, entries: list[Any], kind: str) -> Iterator[Row | Issue]:
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or "target" not in entry:
            yield refused("no-note", "this is no note: it has no target.", name, number, _AGAIN, "entry")
            continue
        yield _row(number, entry, _targets(entry["target"]), kind)


def _targets(target: Any) -> list[Any]:
    return target if isinstance(target, list) and target else [target]


def _row(number: int, entry: dict[str, Any], targets: list[Any], kind: str) -> NoteRow:
    passages = (_passage(one.get("selector")) for one in targets if isinstance(one, dict))
    text, tags = _hypothesis_words(entry) if kind == HYPOTHESIS else _bodies(entry.get("body", entry.get("bodyValue")))
    return NoteRow(
        line=number,
        key=str(entry.get("id") or entry.get("@id") or number),
        about=tuple(dict.fromkeys(name for one in targets for name in _about(entry, one))),
        text_sha256=_text_hash(targets),
        passages=tuple(one for one in passages if one.quote or one.position),
        text=text,
        tags=tags,
        by=_person(entry),
        at=_moment(entry),
    )


def _about(entry: dict[str, Any], target: Any) -> Iterator[str]:
    """Give the names of the document, those that say most of it first."""
    given = target if isinstance(target, dict) else {"source": target}
    if given.get("onrecord:document"):
        yield str(given["onrecord:document"])
    source = given.get("source", given.get("id"))
    if isinstance(source, dict):
        yield from (str(source[key]) for key in ("id", "@id", "sha256", "canonical") if source.get(key))
    elif source:
        yield str(source)
    if entry.get("uri"):
        yield str(entry["uri"])
    document = entry.get("document")
    for link in (document.get("link") or []) if isinstance(document, dict) else []:
        if isinstance(link, dict) and link.get("href"):
            yield str(link["href"])


def _text_hash(target: Any) -> str | None:
    """Return the hash of the text that positions are in, where the target names one."""
    named = [value for key, value in _pairs(target) if "text" in key.lower() and _HASH.search(value)]
    match = _HASH.search(named[0]) if named else None
    return match[0] if match else None


def _pairs(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _pairs(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _pairs(inner, key)
    elif isinstance(value, str):
        yield key, value


def _passage(selector: Any) -> Passage:
    passage = Passage()
    for one in _selectors(selector):
        kind = str(one.get("type") or one.get("@type") or "")
        if kind == "TextQuoteSelector":
            quote, before, after = (str(one.get(name) or "") for name in ("exact", "prefix", "suffix"))
            passage = replace(passage, quote=quote, before=before, after=after)
        elif kind == "TextPositionSelector" and isinstance(one.get("start"), int) and isinstance(one.get("end"), int):
            passage = replace(passage, position=(one["start"], one["end"]))
    return passage


def _selectors(selector: Any) -> Iterator[dict[str, Any]]:
    for one in selector if isinstance(selector, list) else [selector]:
        if isinstance(one, dict):
            yield one
            yield from _selectors(one.get("refinedBy"))


def _hypothesis_words(entry: dict[str, Any]) -> tuple[str, tuple[str, ...]]:
    tags = entry.get("tags")
    return str(entry.get("text") or ""), tuple(str(tag) for tag in tags) if isinstance(tags, list) else ()


def _bodies(body: Any) -> tuple[str, tuple[str, ...]]:
    texts: list[str] = []
    tags: list[str] = []
    for one in body if isinstance(body, list) else [body] if body else []:
        value = str(one.get("value") or one.get("id") or "") if isinstance(one, dict) else str(one)
        purpose = str(one.get("purpose") or "") if isinstance(one, dict) else ""
        (tags if purpose in {"tagging", "classifying"} else texts).append(value)
    return "\n".join(filter(None, texts)), tuple(dict.fromkeys(filter(None, tags)))


def _person(entry: dict[str, Any]) -> str:
    shown = entry.get("user_info")
    if isinstance(shown, dict) and shown.get("display_name"):
        return str(shown["display_name"])
    who = entry.get("user") or entry.get("creator") or ""
    who = who[0] if isinstance(who, list) and who else who
    if isinstance(who, dict):
        return str(who.get("name") or who.get("nickname") or who.get("id") or "")
    return re.sub(r"^acct:([^@]+)@.*$", r"\1", str(who))


def _moment(entry: dict[str, Any]) -> str:
    return str(entry.get("updated") or entry.get("modified") or entry.get("created") or "")
