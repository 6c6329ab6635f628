"""What commands about bills do with a dossier."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from onrecord.cli.intake import blob_or_refusal, is_address
from onrecord.cli.output import check_day, country_code, save
from onrecord.dossier import Dossier
from onrecord.dossier import bills as kept
from onrecord.errors import NotWritable, Refusal, SettingsError
from onrecord.pipeline.bills import Added, add_version, compared_versions, two_versions
from onrecord.records import Bill, Blob, Document
from onrecord.settings import iso, utc_now


def add_versions(
    sources: Sequence[str],
    path: Path,
    bill: str,
    *,
    name: str | None,
    versions: Sequence[str] | None,
    dates: Sequence[str] | None,
    country: str | None,
) -> list[Added]:
    """Take versions in, in the order given.

    Raises:
        Refusal: a file is not taken in.
        SettingsError: names and dates are not one for each file, or a version cannot be added.
    """
    names = _each("--version", versions, sources) or [Path(source).stem for source in sources]
    days: Sequence[str | None] = _each("--date", dates, sources) or [None] * len(sources)
    for day in days:
        check_day("--date", day)
    now = utc_now()
    with Dossier.open(path, create=True) as opened:
        code = country_code(opened, country) if country else None
        made = Bill(id=bill.strip(), name=name or bill.strip(), country=code)
        last = len(sources) - 1
        return [
            add_version(opened, _source(opened, source), made, name=label, date=day, now=iso(now), follow=n == last)
            for n, (source, label, day) in enumerate(zip(sources, names, days, strict=True))
        ]


def _each(option: str, given: Sequence[str] | None, sources: Sequence[str]) -> list[str]:
    if given and len(given) != len(sources):
        do = f"give {option} once for each file, in the same order"
        raise SettingsError(f"{len(given)} given for {len(sources)} files.", where=option, do=do)
    return list(given or ())


def _source(dossier: Dossier, name: str) -> Blob | Document:
    """Return the file or page of this name, else the document of this id."""
    if not is_address(name) and not Path(name).exists():
        try:
            return dossier.document(name)
        except SettingsError as exc:
            do = "name a file, or a document by its id (onrecord export prints them)"
            raise SettingsError("there is no such file and no such document.", where=name, do=do) from exc
    blob = blob_or_refusal(name, utc_now())
    if isinstance(blob, Refusal):
        raise blob
    return blob


def write_redline(
    dossier: Dossier, bill: str, from_version: str | None, to_version: str | None, output: Path | None
) -> str:
    """Write what changed to a file by its name's end, or return it as HTML.

    Raises:
        SettingsError: the name ends in nothing that can be written.
    """
    from onrecord.bills.akn_writing import write_akn
    from onrecord.bills.export_page import write_page
    from onrecord.bills.redline_docx import write_docx

    one = kept.find_bill(dossier, bill)
    compared = compared_versions(dossier, one, *two_versions(dossier, one, from_version, to_version))
    kind = ".html" if output is None else output.suffix.lower()
    if kind in (".html", ".htm"):
        text = write_page(compared)
    elif kind == ".xml":
        text = write_akn(compared)
    elif kind == ".docx" and output is not None:
        _save_bytes(output, write_docx(compared))
        return ""
    else:
        raise SettingsError(
            "This form cannot be written.", where=str(output), do="end the name in .html, .docx or .xml"
        )
    if output is not None:
        save(output, text)
    return text


def _save_bytes(path: Path, data: bytes) -> None:
    """Write *data* to *path*, whole or not at all."""
    beside = path.with_name(path.name + ".part")
    try:
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as exc:
        do = "choose a folder that you may write to"
        raise NotWritable(f"This file cannot be written: {exc.strerror}.", where=str(path), do=do) from exc
