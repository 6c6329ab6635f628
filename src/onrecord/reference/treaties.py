"""Core human-rights treaties, as files on their status name them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

import msgspec

from onrecord.records import Right
from onrecord.reference.instruments import KnownInstrument, find_known, known_instruments


@dataclass(frozen=True, slots=True, kw_only=True)
class Treaty:
    """A treaty under its key in the list of instruments.

    *codes* are abbreviations that files use, *adopted_by* the symbol of the resolution that adopted its text.
    """

    key: str
    codes: tuple[str, ...]
    adopted_by: str
    rights: tuple[Right, ...]

    @property
    def instrument(self) -> KnownInstrument:
        """Its entry in the list of instruments: name, dates, body."""
        return known_instruments()[self.key]


@cache
def core_treaties() -> dict[str, Treaty]:
    """Return the treaties by their keys."""
    raw = tomllib.loads(resources.files(__package__).joinpath("treaties.toml").read_text(encoding="utf-8"))
    return {key: msgspec.convert({"key": key, **table}, Treaty) for key, table in raw.items()}


def treaty_of(name: str) -> Treaty | None:
    """Return the treaty that a cell names, by code or by name; None if none of the core ones, or several."""
    code = name.strip().upper().replace("_", "-").replace(" ", "-")
    if code in _by_code():
        return _by_code()[code]
    keys = {known.key for _, known in find_known(name)} & core_treaties().keys()
    return core_treaties()[keys.pop()] if len(keys) == 1 else None


@cache
def _by_code() -> dict[str, Treaty]:
    return {code.upper(): treaty for treaty in core_treaties().values() for code in (treaty.key, *treaty.codes)}
