"""Series made of the cells of a data file."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.figures.layouts import Layout
from onrecord.records import Edition, Point, Series
from onrecord.reference.indices import PRINTED, KnownEdition, KnownIndex, known_editions

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """An indicator's figures for a country in an edition; *printed* is the value that the edition printed."""

    country: str
    edition: str
    value: float | None = None
    rank: int | None = None
    is_computed: bool = False
    countries: int | None = None
    printed: float | None = None


class Refused:
    """Lines that are in no series: how many, by reason and by what they name."""

    def __init__(self) -> None:
        self.by_reason: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, reason: str, name: str) -> None:
        """Count a line."""
        self.by_reason[reason][name] += 1


def number(cell: str) -> float | None:
    """Return the number of a cell, with a point or a comma before the decimals; None if it holds none."""
    return float(cell.replace(",", ".")) if _NUMBER.fullmatch(cell) else None


def make_series(
    index: KnownIndex, layout: Layout, cells: Mapping[str, Sequence[Cell]], release: str | None, origin: str
) -> Iterator[Series]:
    """Make the series of an index, one for each indicator and, where values are printed otherwise, one of those."""
    for code, found in cells.items():
        ranked = _ranked(index, code, found) if layout.compute_ranks and is_ranked(index, code) else list(found)
        yield _series(index, code, ranked, release, origin)
        if any(cell.printed is not None for cell in found):
            printed = [replace(cell, value=cell.printed) for cell in ranked if cell.printed is not None]
            yield _series(index, code, printed, PRINTED, origin)


def is_ranked(index: KnownIndex, code: str) -> bool:
    """Tell whether ranks by this indicator mean anything: its values are on a scale, not in levels."""
    indicator = index.indicators.get(code)
    return index.is_ranked and not (indicator and indicator.levels)


def series_id(index: str, indicator: str, release: str | None) -> str:
    """Return the id of a series: the same indicator of the same release is the same series."""
    return f"{index}/{indicator}" + (f"@{release}" if release else "")


def _series(index: KnownIndex, code: str, cells: Sequence[Cell], release: str | None, origin: str) -> Series:
    indicator = index.indicators.get(code)
    editions = make_editions(cells, index)
    names = {cell: editions[cell].name for cell in {c.edition for c in cells}}
    return Series(
        id=series_id(index.key, code, release),
        name=index.name,
        publisher=index.publisher,
        measures=indicator.name if indicator else code,
        scale=(indicator.scale if indicator else None) or index.scale,
        best=(indicator.best if indicator else None) or index.best,
        release=release,
        origin=origin,
        editions=tuple(sorted(editions.values(), key=lambda e: (e.data_year or e.year, e.year, e.name))),
        points=make_points(cells, names),
    )


def make_points(cells: Iterable[Cell], names: Mapping[str, str]) -> tuple[Point, ...]:
    """Make the points, in the order of countries and editions."""
    made = (
        Point(
            country=cell.country,
            edition=names[cell.edition],
            value=cell.value,
            rank=cell.rank,
            computed_rank=cell.is_computed and cell.rank is not None,
        )
        for cell in cells
    )
    return tuple(sorted(made, key=lambda point: (point.country, point.edition)))


def make_editions(cells: Iterable[Cell], index: KnownIndex) -> dict[str, Edition]:
    """Return the editions by the cells that name them."""
    by_name: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_name[cell.edition].append(cell)
    known = known_editions(index.key)
    return {name: _edition(name, found, index, known) for name, found in by_name.items()}


def _edition(name: str, cells: Sequence[Cell], index: KnownIndex, known: Sequence[KnownEdition]) -> Edition:
    countries = max((cell.countries or 0 for cell in cells), default=0) or sum(cell.rank is not None for cell in cells)
    match = edition_named(name, known)
    if match is None:
        year = int(re.search(r"\d{4}", name)[0])  # type: ignore[index]  # lines without a year are refused
        is_data = index.by_data_year
        return Edition(name=name, year=year + is_data, data_year=year if is_data else None, countries=countries or None)
    return Edition(
        name=match.name,
        year=int((match.published or str(match.year))[:4]),
        data_year=match.data_year,
        countries=countries or None,
        method=match.method,
    )


def edition_named(name: str, known: Sequence[KnownEdition]) -> KnownEdition | None:
    """Return the edition that *name* is the name of, a dash or a stroke between its years, or a bare year."""
    wanted = re.sub(r"[–—/]", "-", name).replace(" ", "")
    exact = next((edition for edition in known if edition.name == wanted), None)
    return exact or next((edition for edition in known if wanted == str(edition.year)), None)


def _ranked(index: KnownIndex, code: str, cells: Sequence[Cell]) -> list[Cell]:
    """Rank the countries of each edition by value; equal values share the better rank, and the next are left out."""
    indicator = index.indicators.get(code)
    sign = -1 if ((indicator.best if indicator else None) or index.best) == "high" else 1
    values: dict[str, list[float]] = defaultdict(list)
    for cell in cells:
        if cell.value is not None:
            values[cell.edition].append(sign * cell.value)
    places = {edition: _places(found) for edition, found in values.items()}
    return [
        replace(cell, rank=places[cell.edition][sign * cell.value], is_computed=True)
        if cell.value is not None
        else cell
        for cell in cells
    ]


def _places(values: Iterable[float]) -> dict[float, int]:
    out: dict[float, int] = {}
    for n, value in enumerate(sorted(values), 1):
        out.setdefault(value, n)
    return out
