"""What commands give back of a dossier: hits, records, files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from onrecord.dossier import Dossier, Hit, StatementFilter
from onrecord.errors import NotWritable, SettingsError
from onrecord.reference.countries import Gazetteer

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def make_filter(wanted: Mapping[str, str | None]) -> StatementFilter:
    """Return the filter for the options given.

    Raises:
        SettingsError: a date is not of the form YYYY, YYYY-MM or YYYY-MM-DD.
    """
    for name in ("since", "until"):
        check_day(f"--{name}", wanted.get(name))
    return StatementFilter(**{key: value for key, value in wanted.items() if value is not None})  # type: ignore[arg-type]


def check_day(option: str, value: str | None) -> None:
    """Check that an option is a date, if it is given.

    Raises:
        SettingsError: it is not of the form YYYY, YYYY-MM or YYYY-MM-DD.
    """
    if value is not None and not _DAY.fullmatch(value):
        raise SettingsError(f"This is no date: {value}", where=option, do="write it as YYYY, YYYY-MM or YYYY-MM-DD")


def country_code(dossier: Dossier, country: str) -> str:
    """Return the code of *country*, given by code or name.

    Raises:
        SettingsError: no such country is known or declared.
    """
    code = Gazetteer(dossier.declared_countries()).code_of(country)
    if code is None:
        do = "see `onrecord countries list`, or declare it with `onrecord countries add`"
        raise SettingsError(f"No country is known as {country}.", where="--country", do=do)
    return code


def search(dossier: Dossier, words: str, wanted: StatementFilter, limit: int) -> list[Hit]:
    """Return the statements that fit *words* best, by words and by meaning."""
    from onrecord.dossier import find
    from onrecord.models import load_embedder

    vector = load_embedder().embed([words])[0] if words.strip() else None
    return find(dossier, words, vector, wanted, limit)


def save(path: Path, text: str) -> None:
    """Write *text* to *path*, whole or not at all.

    Raises:
        NotWritable: the file cannot be written.
    """
    save_bytes(path, text.encode())


def save_bytes(path: Path, data: bytes) -> None:
    """Write *data* to *path*, whole or not at all.

    Raises:
        NotWritable: the file cannot be written.
    """
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as exc:
        do = "choose a folder that you may write to"
        raise NotWritable(f"This file cannot be written: {exc.strerror}.", where=str(path), do=do) from exc
