"""What commands give back of a dossier: hits, records, files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from onrecord.dossier import Dossier, Hit, StatementFilter, commitments, findings, fits, reviews, series, threads
from onrecord.errors import NotWritable, SettingsError
from onrecord.records import Record, to_json_line
from onrecord.reference.countries import Gazetteer
from onrecord.settings import iso, utc_now

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


def all_records(dossier: Dossier) -> Iterator[Record]:
    """Return every record of a dossier; the status of commitments is that of today."""
    from onrecord.pipeline.bills import bill_records

    yield from dossier.declared_countries()
    yield from dossier.documents()
    yield from dossier.statements(StatementFilter())
    yield from threads.threads(dossier)
    yield from findings.findings(dossier, findings.FindingFilter(rejected=True))
    yield from commitments.commitments(dossier, iso(utc_now())[:10])
    yield from series.load_series(dossier)
    yield from series.checks(dossier)
    yield from bill_records(dossier)
    yield from reviews.log(dossier)
    yield from fits.fits(dossier)
    yield from dossier.issues()


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


def save_lines(path: Path, records: Iterable[Record]) -> int:
    """Write records to *path* as JSON Lines and return how many."""
    lines = [to_json_line(record) for record in records]
    save(path, "".join(line + "\n" for line in lines))
    return len(lines)
