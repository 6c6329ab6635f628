"""The shapes of the files that publishers give out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import msgspec

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A file's shape: which columns name the country and the edition, and which hold the figures of an indicator.

    *printed* are values as an edition printed them, where *values* are those of today's file. *words* give the values
    of words in a column. *all_indicators*: every column named like an indicator of the index is one.
    """

    key: str
    title: str
    index: str
    needs: Names
    country: Names = ()
    code: Names = ()
    edition: Names = ()
    data_year: Names = ()
    countries: Names = ()
    kind: Names = ()
    kept_kind: str = ""
    values: dict[str, Names] = field(default_factory=dict)
    ranks: dict[str, Names] = field(default_factory=dict)
    computed_ranks: dict[str, Names] = field(default_factory=dict)
    printed: dict[str, Names] = field(default_factory=dict)
    words: dict[str, dict[str, float]] = field(default_factory=dict)
    ranks_are_computed: bool = False
    compute_ranks: bool = False
    all_indicators: bool = False
    is_wide: bool = False


@cache
def layouts() -> dict[str, Layout]:
    """Return the layouts by name, the more exact ones first."""
    raw = tomllib.loads(resources.files(__package__).joinpath("layouts.toml").read_text(encoding="utf-8"))
    return {key: msgspec.convert({"key": key, **table}, Layout) for key, table in raw.items()}


def fits(layout: Layout, header: Sequence[str]) -> bool:
    """Tell whether a file with this header has the layout's shape."""
    return all(any(pattern(need).fullmatch(cell) for cell in header) for need in layout.needs) and bool(
        column(header, layout.country) is not None or column(header, layout.code) is not None
    )


def pattern(name: str) -> re.Pattern[str]:
    """Return what matches the header *name*, the year in it as a group."""
    return re.compile(re.escape(name).replace(r"\{year\}", r"(?P<year>\d{4})"))


def column(header: Sequence[str], names: Names) -> int | None:
    """Return the column of the first of *names* that the header has."""
    return next((header.index(name) for name in names if name in header), None)
