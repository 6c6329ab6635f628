"""Places: capitals, cities, regions and institutions that tell a country without naming it.

The rows stand in ``places.psv``; a capital may stand for its state ("Ankara refused"), a city lies in it, an
institution or a party belongs to it. Names that several countries share, or that are also people's, are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal
from unicodedata import combining, normalize

from onrecord.records import Span
from onrecord.reference.leaders import all_leaders

PlaceKind = Literal["capital", "city", "institution", "leader"]
_KINDS: tuple[PlaceKind, ...] = ("capital", "city", "institution")
_CAPITALISED = re.compile(r"(?<![\w.-])[A-ZÀ-ÞĀ-Ž][\w'’-]*")
_IN_A_NAME = re.compile(
    r"(?:[’']s)? (?!January|February|March|April|May|June|July|August|September|October|November)[A-Z]"
)
_OFFICE_BEFORE = re.compile(
    r"\b(?:president|presidents|minister|premier|chancellor|king|pm|mr|mrs|ms|leader|dictator|ruler)(?: \w+)? $", re.I
)
_CABINET = re.compile(r"(?:[’']s)? (?:government|administration|regime|cabinet)\b")
_OFFICE_CHARS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a text names a place, an institution or a leader of the country under *code*."""

    span: Span
    code: str
    kind: PlaceKind


def find_places(text: str) -> Iterator[Place]:
    """Yield the places of *text* in reading order; of two that begin with the same word the longer.

    A capital or city inside a longer name ("Minsk Agreements") is no place. A leader counts by full name, or by
    surname after an office ("Prime Minister Orbán").
    """
    firsts, end = _by_first_word(), 0
    for match in _CAPITALISED.finditer(text):
        options = firsts.get(_bare(match.group()))
        if not options or match.start() < end:
            continue
        found = next((one for one in options if _stands(text, match.start(), *one)), None)
        if found:
            end = match.start() + len(found[0])
            yield Place(span=(match.start(), end), code=found[1], kind=found[2])


def _stands(text: str, start: int, form: str, _code: str, kind: PlaceKind) -> bool:
    end = start + len(form)
    if not text.startswith(form, start) or text[end : end + 1].isalnum():
        return False
    if kind == "leader":
        is_in_office = " " in form or _CABINET.match(text, end)
        return bool(is_in_office or _OFFICE_BEFORE.search(text, max(0, start - _OFFICE_CHARS), start))
    return kind == "institution" or not _IN_A_NAME.match(text, end)


def _bare(word: str) -> str:
    return re.split(r"['’-]", word, maxsplit=1)[0]


@cache
def _by_first_word() -> dict[str, list[tuple[str, str, PlaceKind]]]:
    """Return the forms that begin with a word, the longest first: form, code, kind."""
    out: dict[str, list[tuple[str, str, PlaceKind]]] = {}
    for one in sorted({*_listed(), *_leaders()}, key=lambda one: (-len(one[0]), one)):
        out.setdefault(_bare(one[0].split()[0]), []).append(one)
    return out


def _listed() -> Iterator[tuple[str, str, PlaceKind]]:
    raw = resources.files(__package__).joinpath("places.psv").read_text(encoding="utf-8")
    for line in raw.splitlines():
        if line and not line.startswith("#"):
            code, *cells = line.split("|")
            for kind, cell in zip(_KINDS, cells, strict=True):
                yield from ((form, code, kind) for form in cell.split(",") if form)


def _plain(name: str) -> str:
    """Return *name* without accents, as agencies write it: "Erdogan"."""
    return "".join(c for c in normalize("NFKD", name.replace("ı", "i")) if not combining(c))


def _leaders() -> Iterator[tuple[str, str, PlaceKind]]:
    """Yield full names and surnames; a surname that leaders of two countries share is left out."""
    owners: dict[str, set[str]] = {}
    for row in all_leaders():
        for form in (row.name, row.name.split()[-1]):
            for spelling in (form, _plain(form)):
                owners.setdefault(spelling, set()).add(row.code)
    yield from ((form, next(iter(codes)), "leader") for form, codes in owners.items() if len(codes) == 1)
