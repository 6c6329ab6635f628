"""A table of one's own: `index, edition, country or code`, and `score` or `rank`, with as much else as is known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.figures.layouts import column
from onrecord.figures.making import Cell, Refused, edition_named, make_points, number, series_id
from onrecord.figures.states import country_of
from onrecord.figures.tables import Table, normal
from onrecord.records import Edition, Series
from onrecord.reference.countries import Gazetteer
from onrecord.reference.indices import KnownIndex, known_editions, known_indices

_SCALE = re.compile(r"(-?\d+(?:\.\d+)?)\s*(?:-|–|to|\.\.)\s*(\d+(?:\.\d+)?)")
_COLUMNS = {
    "index": ("index",),
    "indicator": ("indicator", "measures"),
    "release": ("release",),
    "publisher": ("publisher",),
    "edition": ("edition",),
    "published": ("published", "year"),
    "data_year": ("data year",),
    "code": ("code", "iso3"),
    "country": ("country",),
    "rank": ("rank",),
    "computed": ("rank computed",),
    "countries": ("n countries", "countries"),
    "value": ("score", "value"),
    "scale": ("scale",),
    "best": ("best",),
    "method": ("method",),
}


@dataclass(slots=True)
class _Made:
    """What the lines of a series say."""

    index: str
    indicator: str
    release: str | None
    publisher: str = ""
    scale: tuple[float, float] | None = None
    best: str = "high"
    cells: list[Cell] = field(default_factory=list)
    editions: dict[str, Edition] = field(default_factory=dict)


def normal_code(code: str) -> str:
    """Return an indicator's code as headers are compared."""
    return normal(code)


def read(table: Table, origin: str, gazetteer: Gazetteer, refused: Refused) -> tuple[list[Series], int]:
    """Read the series of a plain table, and how many lines it has; several indices may stand in one."""
    at = {name: column(table.header, names) for name, names in _COLUMNS.items()}
    made: dict[tuple[str, str, str], _Made] = {}
    seen: set[tuple[str, ...]] = set()
    count = 0
    for row in table.rows:
        cells = {name: row[n].strip() if n is not None and n < len(row) else "" for name, n in at.items()}
        if not any(cells.values()):
            continue
        count += 1
        code = country_of(cells["country"], cells["code"], gazetteer) or _own_code(cells["code"])
        if reason := _reason(cells, code, seen):
            refused.add(reason, cells["country"] or cells["code"] or "an empty line")
            continue
        key = (cells["index"], cells["indicator"] or "overall", cells["release"])
        _put(made.setdefault(key, _Made(key[0], key[1], key[2] or None)), cells, code or "")
    return [_series(one, origin) for one in made.values()], count


def _own_code(code: str) -> str | None:
    """Return a code of a dossier's own country, which need not be declared before its figures are imported."""
    return code if re.fullmatch(r"X[A-Z]{2}", code) else None


def _reason(cells: dict[str, str], code: str | None, seen: set[tuple[str, ...]]) -> str:
    if code is None:
        return "of no country that is known under this name"
    if not cells["index"] or not re.search(r"\d{4}", cells["edition"]):
        return "without an index, or an edition with its year"
    if number(cells["rank"]) is None and number(cells["value"]) is None and number(cells["computed"]) is None:
        return "without a figure"
    key = (cells["index"], cells["indicator"], cells["release"], code, cells["edition"])
    if key in seen:
        return "there a second time"
    seen.add(key)
    return ""


def _put(one: _Made, cells: dict[str, str], country: str) -> None:
    rank, computed, countries = (number(cells[name]) for name in ("rank", "computed", "countries"))
    one.publisher = one.publisher or cells["publisher"]
    one.best = "low" if cells["best"].lower() == "low" else one.best
    if scale := _SCALE.fullmatch(cells["scale"]):
        one.scale = (float(scale[1]), float(scale[2]))
    name = cells["edition"]
    cell = Cell(
        country=country,
        edition=name,
        value=number(cells["value"]),
        rank=int(rank) if rank else int(computed) if computed else None,
        is_computed=not rank and bool(computed),
        countries=int(countries) if countries else None,
    )
    one.cells.append(cell)
    one.editions.setdefault(name, _edition(name, cells, cell))


def _edition(name: str, cells: dict[str, str], cell: Cell) -> Edition:
    years = re.findall(r"\d{4}", cells["published"] or name)
    data_year = number(cells["data_year"])
    return Edition(
        name=name,
        year=int(years[-1]),
        data_year=int(data_year) if data_year else None,
        countries=cell.countries,
        method=cells["method"],
    )


def _series(one: _Made, origin: str) -> Series:
    index = known_named(one.index)
    key = index.key if index else re.sub(r"[^a-z0-9]+", "-", one.index.lower()).strip("-")
    known = known_editions(key) if index else ()
    names = {name: match.name if (match := edition_named(name, known)) else name for name in one.editions}
    indicator = index.indicators.get(one.indicator) if index else None
    values = [cell.value for cell in one.cells if cell.value is not None]
    return Series(
        id=series_id(key, one.indicator, one.release),
        name=index.name if index else one.index,
        publisher=index.publisher if index else one.publisher,
        measures=indicator.name if indicator else one.indicator,
        scale=one.scale or (index.scale if index else _likely_scale(values)),
        best="low" if one.best == "low" or (index and index.best == "low") else "high",
        release=one.release,
        origin=origin,
        editions=tuple(
            Edition(name=names[n], year=e.year, data_year=e.data_year, countries=e.countries, method=e.method)
            for n, e in sorted(one.editions.items(), key=lambda pair: (pair[1].year, pair[0]))
        ),
        points=make_points(one.cells, names),
    )


def known_named(name: str) -> KnownIndex | None:
    """Return the known index that *name*, or its key, is the name of."""
    wanted = name.lower().removeprefix("the ")
    return next(
        (k for k in known_indices().values() if wanted in (k.key.lower(), k.name.lower(), *map(str.lower, k.names))),
        None,
    )


def _likely_scale(values: Sequence[float]) -> tuple[float, float] | None:
    """Return the usual scale that *values* fit; None if there are none."""
    if not values or min(values) < 0:
        return None
    return next(((0.0, top) for top in (1.0, 10.0, 100.0) if max(values) <= top), None)
