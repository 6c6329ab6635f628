"""The labels as a codebook: groups of codes, each under an id that never changes."""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from onrecord.records import ACTS, CAMPS, RIGHTS, STANCES, Statement
from onrecord.reference.rights import entries

_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:onrecord:qdpx")


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code, or a group of codes that is none itself."""

    guid: str
    name: str
    about: str
    color: str
    parts: tuple[Code, ...] = ()


def guid(*parts: object) -> str:
    """Return an id that depends on *parts* alone."""
    return str(uuid.uuid5(_SPACE, "\x1f".join(map(str, parts)))).upper()


def codes_of(statement: Statement) -> Iterator[str]:
    """Return the ids of the codes that a statement has, each once."""
    pairs: list[tuple[str, str]] = [("right", right) for right in statement.rights]
    pairs += [("act", statement.act), ("stance", statement.stance)]
    pairs += [("camp", camp) for camp in dict.fromkeys(speaker.camp for speaker in statement.speakers)]
    pairs += [("single", "hedged")] * statement.hedged + [("single", "author")] * (statement.voice == "author")
    return (_code_guid(group, value) for group, value in pairs)


@cache
def _code_guid(group: str, value: str) -> str:
    return guid("code", group, value)


def codebook(tags: Sequence[str] = ()) -> tuple[Code, ...]:
    """Return the groups and codes; a group *tags* only if there are any."""
    rights = {code: (entry.title, entry.covers) for code, entry in entries().items()}
    own = {
        name: {value: (value, about) for value, about in _data()[name].items()} for name in ("act", "stance", "camp")
    }
    groups = [
        _group("right", {code: rights[code] for code in RIGHTS}),
        _group("act", {code: own["act"][code] for code in ACTS}),
        _group("stance", {code: own["stance"][code] for code in STANCES}),
        _group("camp", {code: own["camp"][code] for code in CAMPS}),
    ]
    groups += [_group("tag", {tag: (tag, "") for tag in tags})] if tags else []
    return (*groups, *(_code("single", key, **entry) for key, entry in _data()["single"].items()))


def _group(name: str, values: dict[Any, tuple[str, str]]) -> Code:
    entry = _data()["groups"][name]
    parts = tuple(
        _code(name, key, name=title, about=about, color=entry["color"]) for key, (title, about) in values.items()
    )
    return Code(guid=guid("group", name), name=entry["name"], about=entry["about"], color=entry["color"], parts=parts)


def _code(group: str, value: str, *, name: str, about: str, color: str) -> Code:
    return Code(guid=guid("code", group, value), name=name, about=about, color=color)


@cache
def _data() -> dict[str, Any]:
    raw = resources.files(__package__).joinpath("codebook.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)
