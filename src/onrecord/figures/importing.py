"""Series from the files of their publishers, or from a plain table."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.errors import Unsupported
from onrecord.figures import plain
from onrecord.figures.layouts import Layout, column, fits, layouts, pattern
from onrecord.figures.making import Cell, Refused, make_series, number
from onrecord.figures.states import country_of
from onrecord.figures.tables import Table, read_tables
from onrecord.records import Issue, Series, make_issue
from onrecord.reference.countries import Gazetteer
from onrecord.reference.indices import KnownIndex, known_indices

_RELEASE = re.compile(r"(?<![a-z])v[-_. ]?(\d{1,2}(?:\.\d+)?)(?!\d)", re.IGNORECASE)
_LOOK = 40
"""So many rows tell the layout of a file."""


def recognise(name: str, data: bytes) -> str | None:
    """Return the format of a data file, a key of `layouts`; None where it is none that is read.

    Args:
        name: the file's name.
        data: its bytes.
    """
    try:
        return next((layout.key for table in read_tables(name, data, _LOOK) if (layout := _layout_of(table))), None)
    except Unsupported:
        return None


def parse(
    name: str, data: bytes, format: str, *, gazetteer: Gazetteer | None = None, release: str | None = None
) -> tuple[list[Series], list[Issue], int]:
    """Read the series of a data file.

    Args:
        name: the file's name; it may say the release ("V-Dem-CY-v14.csv").
        data: its bytes.
        format: a key of `layouts`, as `recognise` gives it.
        gazetteer: the countries that rows may be about, a dossier's own among them.
        release: the release that the file is of, where its name does not say.

    Returns:
        The series, what could not be read, and how many lines of a country and an edition there were. Lines that are in
        no series are counted in the issues, by reason.

    Raises:
        Broken: the file is damaged.
        Unsupported: it does not have that layout.
    """
    layout = layouts()[format]
    gazetteer = gazetteer or Gazetteer()
    found = False
    refused, rows_in = Refused(), 0
    cells: dict[str, list[Cell]] = defaultdict(list)
    out: list[Series] = []
    for table in read_tables(name, data):
        if not fits(layout, table.header):
            continue
        if found and not table.place:
            break
        found = True
        if layout.key == "plain":
            more, count = plain.read(table, name, gazetteer, refused)
            out += more
        else:
            read, count = _read(table, layout, gazetteer, refused)
            for indicator, values in read.items():
                cells[indicator] += values
        rows_in += count
        if not layout.is_wide:
            break
    if not found:
        do = "see docs/figures.md for the layouts that are read"
        raise Unsupported(f"the file does not have the layout {format}.", where=name, do=do)
    if layout.index:
        index = known_indices()[layout.index]
        out += make_series(index, layout, cells, release or _release_of(name, index, cells), name)
    return out, list(_issues(refused, name)), rows_in


def _layout_of(table: Table) -> Layout | None:
    return next((layout for layout in layouts().values() if fits(layout, table.header)), None)


def _release_of(name: str, index: KnownIndex, cells: Mapping[str, Sequence[Cell]]) -> str | None:
    """Return the release that re-estimates all years: said by the file's name, else told by its newest year."""
    if index.release_from is None:
        return None
    if said := _RELEASE.search(name):
        return f"v{said[1]}"
    newest = max((int(cell.edition) for found in cells.values() for cell in found), default=None)
    return f"v{newest + 1 - index.release_from}" if newest else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """The columns of an indicator, for one edition of a wide file or for all."""

    indicator: str
    value: int | None
    rank: int | None = None
    computed: int | None = None
    printed: int | None = None
    year: str | None = None


def _read(table: Table, layout: Layout, gazetteer: Gazetteer, refused: Refused) -> tuple[dict[str, list[Cell]], int]:
    """Return the cells by indicator, and how many lines of a country and an edition there were."""
    columns = list(_wide(table, layout) if layout.is_wide else _long(table, layout))
    years: list[str | None] = [*sorted({c.year for c in columns if c.year})] or [None]
    by_year = {year: [c for c in columns if c.year == year] for year in years}
    out: dict[str, list[Cell]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    count = 0
    lines = _Lines(table.header, layout)
    codes: dict[tuple[str, str], str | None] = {}
    for row in table.rows:
        if not any(cell.strip() for cell in row):
            continue
        name = (_at(row, lines.country), _at(row, lines.code))
        if name not in codes:
            codes[name] = country_of(*name, gazetteer)
        code = codes[name]
        for year in years:
            count += 1
            edition = year or _at(row, lines.edition)
            countries = _at(row, lines.countries)
            made = list(_cells(row, by_year[year], layout, (code or "", edition, countries)))
            is_kept = not layout.kept_kind or _at(row, lines.kind) in ("", layout.kept_kind)
            if reason := _reason(code, edition, made, seen, is_kept=is_kept):
                refused.add(reason, name[0] or name[1])
                continue
            seen.add((code or "", edition))
            for indicator, cell in made:
                out[indicator].append(cell)
    return out, count


def _reason(
    code: str | None, edition: str, made: Sequence[object], seen: set[tuple[str, str]], *, is_kept: bool
) -> str:
    if not is_kept:
        return "of territories, which the publisher does not count among the countries"
    if code is None:
        return "of no country that is known under this name"
    if not re.search(r"\d{4}", edition):
        return "without an edition"
    if not made:
        return "without a figure"
    return "there a second time" if (code, edition) in seen else ""


class _Lines:
    """The columns of a table that say what a line is about."""

    def __init__(self, header: Sequence[str], layout: Layout) -> None:
        self.country, self.code = column(header, layout.country), column(header, layout.code)
        self.edition, self.kind = column(header, layout.edition), column(header, layout.kind)
        self.countries = column(header, layout.countries)


def _at(row: Sequence[str], column: int | None) -> str:
    return row[column].strip() if column is not None and column < len(row) else ""


def _cells(
    row: Sequence[str], columns: Iterable[_Columns], layout: Layout, about: tuple[str, str, str]
) -> Iterator[tuple[str, Cell]]:
    country, edition, of = about
    countries = number(of)
    for c in columns:
        word = _at(row, c.value)
        value = layout.words.get(c.indicator, {}).get(word, number(word))
        rank, computed = number(_at(row, c.rank)), number(_at(row, c.computed))
        if value is None and rank is None and computed is None:
            continue
        yield (
            c.indicator,
            Cell(
                country=country,
                edition=edition,
                value=value,
                rank=int(rank) if rank else int(computed) if computed else None,
                is_computed=layout.ranks_are_computed or (not rank and bool(computed)),
                countries=int(countries) if countries else None,
                printed=number(_at(row, c.printed)),
            ),
        )


def _long(table: Table, layout: Layout) -> Iterator[_Columns]:
    header = table.header
    named = dict(layout.values)
    if layout.all_indicators:
        codes = known_indices()[layout.index].indicators
        named |= {code: (plain.normal_code(code),) for code in codes if plain.normal_code(code) in header}
    for indicator, names in named.items():
        value, rank = column(header, names), column(header, layout.ranks.get(indicator, ()))
        if value is not None or rank is not None:
            yield _Columns(
                indicator=indicator,
                value=value,
                rank=rank,
                computed=column(header, layout.computed_ranks.get(indicator, ())),
                printed=column(header, layout.printed.get(indicator, ())),
            )


def _wide(table: Table, layout: Layout) -> Iterator[_Columns]:
    for indicator, names in layout.values.items():
        ranks = _by_year(table.header, layout.ranks.get(indicator, ()))
        for year, at in _by_year(table.header, names).items():
            yield _Columns(indicator=indicator, value=at, rank=ranks.get(year), year=year)
        one_rank = column(table.header, ("rank",))
        if one_rank is not None and len(by := _by_year(table.header, names)) == 1 and not ranks:
            (year,) = by
            yield _Columns(indicator=indicator, value=by[year], rank=one_rank, year=year)


def _by_year(header: Sequence[str], names: Sequence[str]) -> dict[str, int]:
    found = ((pattern(name).fullmatch(cell), n) for name in names for n, cell in enumerate(header))
    return {m["year"]: n for m, n in found if m}


def _issues(refused: Refused, name: str) -> Iterator[Issue]:
    for reason, places in refused.by_reason.items():
        count = sum(places.values())
        some = ", ".join(list(Counter(places))[:8]) + (" …" if len(places) > 8 else "")
        what = f"{count} line{'s' if count != 1 else ''} left out, {reason}: {some}"
        yield make_issue("rows-refused", "figures", what, name, "correct the lines where they ought to count")
