"""Marks of instruments, and the texts that they stand in (docs/annotating-instruments.md)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from benchmarks.source_texts import Source, as_document, read_rows, source_of, unmark

from benchmarks import source_texts
from onrecord.labels.views import Page, make_page
from onrecord.records import CountryShare, DeclaredCountry, Span
from onrecord.reference.countries import Gazetteer

_HERE = Path(__file__).parent
_MARK = re.compile(r"\{(\??)([a-z|]+)/([^/:}]+)(?:/([\d-]+))?:|\}")
_DECLARED = (
    DeclaredCountry(code="XVL", name="Velmoria", demonym="Velmorian"),
    DeclaredCountry(code="XOR", name="Orsania", demonym="Orsanian"),
    DeclaredCountry(code="XNR", name="Norvia", demonym="Norvian"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A marked mention; *kinds* are all that are right, *date* the beginning of an ISO day or ""."""

    span: Span
    kinds: frozenset[str]
    entity: str
    date: str = ""
    is_optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A mention as a finder gives it."""

    span: Span
    kind: str
    key: str
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A marked document; documents of one *group* share their entities."""

    name: str
    genre: str
    half: str
    group: str
    page: Page
    gold: tuple[Gold, ...]


def read_invented() -> list[Text]:
    """Read the texts marked in place."""
    return [_read_invented(*one) for one in source_texts.read_invented(_HERE / "instruments")]


def _read_invented(name: str, fields: dict[str, str], body: str) -> Text:
    text, marks = unmark(body, _MARK)
    gold = [
        Gold(span=span, kinds=frozenset(m[2].split("|")), entity=m[3], date=m[4] or "", is_optional=bool(m[1]))
        for m, span in marks
    ]
    country = fields["country"]
    page = _page(Source(text=text, published=fields["published"]), country)
    gold = _dated(sorted(gold, key=lambda g: g.span))
    return Text(
        name=name, genre=name.rsplit("-", 1)[0], half=fields["half"], group=country, page=page, gold=tuple(gold)
    )


def _dated(gold: list[Gold]) -> list[Gold]:
    """Give all mentions of an entity in a document the fullest date that is marked on one of them."""
    dates: dict[str, str] = {}
    for g in gold:
        dates[g.entity] = max(dates.get(g.entity, ""), g.date, key=len)
    return [replace(g, date=dates[g.entity]) for g in gold]


def read_marked(data: Path, part: str | None = None) -> list[Text]:
    """Read the marks in texts that are not ours, of one part or all, and those texts from *data*."""
    rows: dict[tuple[str, str, str, str], list[Gold]] = {}
    for source, name, half, group, span, kind, entity, date, optional in read_rows(_HERE / "instruments.tsv"):
        gold = rows.setdefault((source, name, half, group), [])
        if span != "-":
            start, end = map(int, span.split("-"))
            kinds, is_optional = frozenset(kind.split("|")), optional == "optional"
            mark = Gold(span=(start, end), kinds=kinds, entity=entity, date=date.strip("-"), is_optional=is_optional)
            gold.append(mark)
    return [_marked(data, key, gold) for key, gold in rows.items() if part in (None, key[2])]


def _marked(data: Path, key: tuple[str, str, str, str], gold: list[Gold]) -> Text:
    source, name, half, group = key
    country = "" if group == "-" else group
    page = _page(source_of(data, source, name), country)
    shared = "KAZ" if half == "seed" else country or name
    return Text(name=name, genre=source, half=half, group=shared, page=page, gold=tuple(_dated(gold)))


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer(_DECLARED)


def _page(source: Source, country: str) -> Page:
    """Make a document as intake would; *country* is what a report's title says it is about."""
    shares = _gazetteer().shares(source.text)
    if country:
        shares = (CountryShare(code=country, share=1.0), *(s for s in shares if s.code != country))
    return make_page(as_document(source, shares), _gazetteer())
