"""An index with all that is known of it: names, editions, figures loaded and figures printed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from onrecord.records import EditionRow, Point, Series
from onrecord.reference.indices import (
    Best,
    Indicator,
    KnownEdition,
    KnownIndex,
    known_editions,
    known_indices,
    published_figures,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """An edition, loaded or only known of; see `KnownEdition`."""

    name: str
    year: int
    also: int | None = None
    data_year: int | None = None
    countries: int | None = None
    published: str | None = None
    method: str = ""
    tolerance: int = 0
    source: str = ""

    @property
    def order(self) -> tuple[int, str]:
        """Sort oldest first."""
        return (self.data_year or self.year, self.published or str(self.year))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A country's figures in an edition, with where they stand: a file, or a source of printed figures."""

    country: str
    volume: Volume
    value: float | None = None
    rank: int | None = None
    is_computed: bool = False
    countries: int | None = None
    release: str | None = None
    origin: str = ""
    is_printed: bool = False

    @property
    def slack(self) -> int:
        """How far the rank may lie from the one printed."""
        return self.volume.tolerance if self.is_computed else 0

    def row(self) -> EditionRow:
        """Return the line of a table."""
        return EditionRow(
            edition=self.volume.name,
            year=self.volume.year,
            data_year=self.volume.data_year,
            countries=self.countries,
            value=self.value,
            rank=self.rank,
        )


@dataclass
class Index:
    """An index; *series* are those loaded, by indicator."""

    key: str
    name: str
    publisher: str
    known: KnownIndex | None = None
    series: dict[str, list[Series]] = field(default_factory=lambda: defaultdict(list))

    @property
    def is_loaded(self) -> bool:
        """Tell whether a file of it is loaded."""
        return bool(self.series)

    @property
    def default(self) -> str:
        """The indicator that a figure is of where none is named; "" where the index has no such one."""
        indicators = [*self.series, *(self.known.indicators if self.known else ())]
        return next((key for key in ("overall", "total") if key in indicators), "overall" if not indicators else "")

    @property
    def indicators(self) -> dict[str, Indicator]:
        """Those that the reference list names."""
        return self.known.indicators if self.known else {}

    def scale(self, indicator: str) -> tuple[float, float] | None:
        """Return the lowest and the highest possible value."""
        known = self.indicators.get(indicator)
        loaded = next((s.scale for s in self.series.get(indicator, ())), None)
        return (known.scale if known else None) or loaded or (self.known.scale if self.known else None)

    def best(self, indicator: str) -> Best:
        """Return which end of the scale is good."""
        known = self.indicators.get(indicator)
        loaded = next((s.best for s in self.series.get(indicator, ())), None)
        return (known.best if known else None) or loaded or (self.known.best if self.known else "high")

    @cached_property
    def volumes(self) -> tuple[Volume, ...]:
        """The editions, oldest first."""
        known = {k.name: _volume(k) for k in known_editions(self.key)} if self.known else {}
        for series in (s for found in self.series.values() for s in found):
            for edition in series.editions:
                if edition.name not in known:
                    known[edition.name] = Volume(
                        name=edition.name,
                        year=self._called(edition.name, edition.year),
                        data_year=edition.data_year,
                        countries=edition.countries,
                        published=self._published(edition.data_year),
                        method=edition.method,
                    )
        return tuple(sorted(known.values(), key=lambda volume: volume.order))

    def _called(self, name: str, year: int) -> int:
        """Return the year that an edition is called by: the first in its name where that is one."""
        return int(name[:4]) if name[:4].isdigit() and not (self.known and self.known.by_data_year) else year

    def _published(self, data_year: int | None) -> str | None:
        if not (self.known and self.known.by_data_year and data_year):
            return None
        return f"{data_year + 1}-{self.known.out_in_month:02d}"

    @cached_property
    def _by_name(self) -> dict[str, Volume]:
        return {volume.name: volume for volume in self.volumes}

    @cached_property
    def _points(self) -> dict[str, list[tuple[Series, dict[str, list[Point]]]]]:
        """The points of each indicator by country, filled when they are first asked for."""
        return {}

    def _points_of(self, indicator: str) -> list[tuple[Series, dict[str, list[Point]]]]:
        if indicator not in self._points:
            found = []
            for series in self.series.get(indicator, ()):
                by_country: dict[str, list[Point]] = defaultdict(list)
                for point in series.points:
                    by_country[point.country].append(point)
                found.append((series, by_country))
            self._points[indicator] = found
        return self._points[indicator]

    def readings(self, indicator: str, country: str) -> list[Reading]:
        """Return all figures of a country, oldest edition first; printed ones before those of files."""
        out = list(self._printed(indicator, country))
        for series, by_country in self._points_of(indicator):
            counts = {edition.name: edition.countries for edition in series.editions}
            out += [
                _reading(point, self._by_name[point.edition], series, counts.get(point.edition))
                for point in by_country.get(country, ())
            ]
        return sorted(out, key=lambda r: (r.volume.order, not r.is_printed))

    def _printed(self, indicator: str, country: str) -> Iterator[Reading]:
        for figure in published_figures(self.key).get(indicator, ()) if self.known else ():
            if figure.country == country:
                yield Reading(
                    country=country,
                    volume=self._by_name[figure.edition],
                    value=figure.value,
                    rank=figure.rank,
                    countries=figure.countries,
                    origin=figure.source,
                    is_printed=True,
                )

    def reading(self, indicator: str, country: str, volume: Volume) -> list[Reading]:
        """Return the figures of a country in an edition, the printed ones first."""
        return [r for r in self.readings(indicator, country) if r.volume.name == volume.name]

    def countries_in(self, indicator: str, volume: Volume) -> list[str]:
        """Return the countries that the files have figures of in an edition."""
        found = {
            country
            for _, by_country in self._points_of(indicator)
            for country, points in by_country.items()
            if any(point.edition == volume.name for point in points)
        }
        return sorted(found)

    def has(self, indicator: str, volume: Volume) -> bool:
        """Tell whether a file with this edition is loaded."""
        return any(e.name == volume.name for s in self.series.get(indicator, ()) for e in s.editions)


def _reading(point: Point, volume: Volume, series: Series, countries: int | None) -> Reading:
    return Reading(
        country=point.country,
        volume=volume,
        value=point.value,
        rank=point.rank,
        is_computed=point.computed_rank,
        countries=(volume.countries or countries) if point.rank is not None else None,
        release=series.release,
        origin=series.origin,
    )


def _volume(known: KnownEdition) -> Volume:
    return Volume(
        name=known.name,
        year=known.year,
        also=known.also,
        data_year=known.data_year,
        countries=known.countries,
        published=known.published,
        method=known.method,
        tolerance=known.tolerance,
        source=known.source,
    )


def index_of(series: Series) -> tuple[str, str]:
    """Return the keys of the index and of the indicator of a series, which its id is made of."""
    key, _, rest = series.id.partition("/")
    return key, rest.partition("@")[0]


def shelve(series: Iterable[Series]) -> dict[str, Index]:
    """Return the indices by key: those known, with what is loaded of them, and the others that are loaded."""
    out = {k.key: Index(key=k.key, name=k.name, publisher=k.publisher, known=k) for k in known_indices().values()}
    for one in series:
        key, indicator = index_of(one)
        index = out.setdefault(key, Index(key=key, name=one.name, publisher=one.publisher))
        index.series[indicator].append(one)
    return out
