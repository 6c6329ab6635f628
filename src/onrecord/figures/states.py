"""Which country a row of a data file is about."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from onrecord.reference.countries import Gazetteer


def country_of(name: str, code: str, gazetteer: Gazetteer) -> str | None:
    """Return the ISO 3166-1 alpha-3 code of a row, given its cells; None for what is no country of today."""
    code = _codes().get(code, code)
    if code in gazetteer.countries:
        return code
    name = " ".join(name.replace("’", "'").split())
    return _names().get(name.lower()) or (gazetteer.code_of(name) if name else None)


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files(__package__).joinpath("countries.toml").read_text(encoding="utf-8"))


def _codes() -> dict[str, str]:
    return _tables()["codes"]


def _names() -> dict[str, str]:
    return _tables()["names"]
