"""Countries: codes, names, demonyms, and where a text mentions them.

Codes are ISO 3166-1 alpha-3 (Kosovo under the customary XKX). A dossier may declare countries of its own under the
user-assigned codes XAA to XZZ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import Literal

from onrecord.records import CountryShare, DeclaredCountry, Span

_DECLARABLE = re.compile(r"X[A-Z]{2}")
_PLURAL = "s?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country under its code; *demonyms* are adjectives and names of people, *also* other names of the state."""

    code: str
    name: str
    demonyms: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryMention:
    """A place in a text that names a country, or by a demonym its people or things."""

    span: Span
    code: str
    kind: Literal["name", "demonym"]


class Gazetteer:
    """Finds countries in texts.

    Args:
        declared: countries of a dossier's own; a declared name wins over a built-in one.
    """

    def __init__(self, declared: Iterable[DeclaredCountry] = ()) -> None:
        own = tuple(_from_declared(country) for country in declared)
        self.countries: dict[str, Country] = {c.code: c for c in (*built_in(), *own)}

    @cached_property
    def _forms(self) -> dict[str, tuple[str, Literal["name", "demonym"]]]:
        forms: dict[str, tuple[str, Literal["name", "demonym"]]] = {}
        for country in self.countries.values():
            for demonym in country.demonyms:
                forms[_normal(demonym)] = (country.code, "demonym")
            for name in (country.name, *country.also):
                forms[_normal(name)] = (country.code, "name")
        return forms

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Return all forms, those of `not_countries` too, by first letter: most words of a text fail at that."""
        kinds = {form: kind for form, (_, kind) in self._forms.items()} | not_countries()
        rest: dict[str, list[str]] = {}
        for form in sorted(kinds, key=len, reverse=True):
            ending = re.escape(form[1:]).replace("'", "['’]") + _plural_of(kinds[form])
            rest.setdefault(form[0], []).append(ending)
        letters = "|".join(rf"{re.escape(letter)}(?:{'|'.join(endings)})" for letter, endings in rest.items())
        return re.compile(rf"(?<![\w.])(?=[{re.escape(''.join(rest))}])(?:{letters})(?:(?<=\W)|(?!\w))")

    def mentions(self, text: str, span: Span | None = None) -> list[CountryMention]:
        """Return where *text* (inside *span*) mentions countries, in reading order, never overlapping."""
        start, end = span or (0, len(text))
        found = ((m.span(), _normal(m.group())) for m in self._pattern.finditer(text, start, end))
        return [CountryMention(span=s, code=hit[0], kind=hit[1]) for s, form in found if (hit := self._lookup(form))]

    def _lookup(self, form: str) -> tuple[str, Literal["name", "demonym"]] | None:
        return self._forms.get(form) or self._forms.get(form.removesuffix("s"))

    def shares(self, text: str) -> tuple[CountryShare, ...]:
        """Return each country's share of the country mentions of *text*, largest first, of equals the first named."""
        counts = Counter(mention.code for mention in self.mentions(text))
        total = counts.total()
        return tuple(CountryShare(code=code, share=round(count / total, 4)) for code, count in counts.most_common())

    def code_of(self, name: str) -> str | None:
        """Return the code of a country given by code or by any of its names, case ignored; None if unknown."""
        if name.upper() in self.countries:
            return name.upper()
        by_lower = {form.lower(): code for form, (code, kind) in self._forms.items() if kind == "name"}
        return by_lower.get(_normal(name).lower())

    def name_of(self, code: str) -> str:
        """Return the short name of the country under *code*, or *code* itself if unknown."""
        return self.countries[code].name if code in self.countries else code


def is_declarable(code: str) -> bool:
    """Tell whether *code* is one of ISO 3166-1's user-assigned codes that a dossier may declare."""
    return bool(_DECLARABLE.fullmatch(code)) and code != "XKX"


@cache
def built_in() -> tuple[Country, ...]:
    """Return the countries that onrecord knows of itself."""
    return tuple(_parse(line) for line in _lines() if not line.startswith("-|"))


@cache
def not_countries() -> dict[str, Literal["name", "demonym"]]:
    """Return phrases that hold the name of a country and mean none ("Latin American"), and whether they take an -s."""
    rows = [_parse(line) for line in _lines() if line.startswith("-|")]
    phrases: dict[str, Literal["name", "demonym"]] = {_normal(form): "name" for row in rows for form in row.also}
    return phrases | {_normal(form): "demonym" for row in rows for form in row.demonyms}


def _lines() -> list[str]:
    raw = resources.files(__package__).joinpath("countries.psv").read_text(encoding="utf-8")
    return [line for line in raw.splitlines() if line and not line.startswith("#")]


def _parse(line: str) -> Country:
    code, name, demonyms, also = line.split("|")
    return Country(code=code, name=name, demonyms=_split(demonyms), also=_split(also))


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(",") if part)


def _from_declared(country: DeclaredCountry) -> Country:
    demonyms = (country.demonym,) if country.demonym else ()
    return Country(code=country.code, name=country.name, demonyms=demonyms, also=country.also)


def _normal(form: str) -> str:
    return form.replace("’", "'")


def _plural_of(kind: str) -> str:
    return _PLURAL if kind == "demonym" else ""
