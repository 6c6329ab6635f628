"""References in RIS, as Zotero, EndNote, Mendeley and databases write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.imports.parts import Parsed, Row, refused
from onrecord.imports.references import Reference, to_row, turned
from onrecord.imports.texts import decode
from onrecord.records import Issue

FORMAT = "ris"
_TAG = re.compile(r"([A-Z][A-Z0-9])  ?-(?: (.*)|\s*)$")
START = re.compile(rb"\A[\s\xef\xbb\xbf]*(?:1\.\s+)?TY  ?- ?\w")
_NUMBER = re.compile(r"\d+\.")
"""Some programs number references on lines between them."""
_FILE = re.compile(r"(?:file://(?:localhost)?|internal-pdf://)", re.IGNORECASE)

Fields = dict[str, list[str]]


def parse(name: str, data: bytes) -> Parsed:
    """Read references, each from `TY` to `ER`.

    Raises:
        Broken: it is no text.
    """
    return Parsed(format=FORMAT, rows=_rows(name, decode(name, data)))


def _rows(name: str, text: str) -> Iterator[Row | Issue]:
    start, fields, last = 0, Fields(), ""
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        match = _TAG.match(line.lstrip("\ufeff"))
        if match is None:
            if fields and last and line.strip():
                fields[last][-1] = f"{fields[last][-1]} {line.strip()}".strip()
            elif line.strip() and not _NUMBER.fullmatch(line.strip()):
                what = "this line belongs to no reference."
                yield refused("no-reference", what, name, number, "export the library again")
            continue
        last, value = match[1], (match[2] or "").strip()
        if last == "ER":
            if fields:
                yield to_row(name, _reference(start, fields))
            start, fields, last = 0, Fields(), ""
            continue
        if last == "TY" and fields:
            yield _unfinished(name, start)
            fields = Fields()
        start = start or number
        start = number if last == "TY" else start
        fields.setdefault(last, []).append(value)
    if fields:
        yield _unfinished(name, start)


def _unfinished(name: str, line: int) -> Issue:
    what = "this reference breaks off: it has no end (ER)."
    return refused("no-reference", what, name, line, "export the library again")


def _reference(line: int, fields: Fields) -> Reference:
    def first(*tags: str) -> str:
        return next((fields[tag][0] for tag in tags if fields.get(tag)), "")

    def every(*tags: str) -> list[str]:
        return [one for tag in tags for one in fields.get(tag, [])]

    links = every("L1", "L2", "LK")
    files = [_local(one) for one in links if not one.lower().startswith("http")]
    return Reference(
        line=line,
        key=first("ID", "AN") or first("TI", "T1", "UR") or str(line),
        type=first("TY"),
        title=first("TI", "T1", "CT"),
        authors=tuple(turned(one) for one in every("AU", "A1")),
        outlet=first("T2", "JF", "JO", "JA"),
        publisher=first("PB"),
        date=_date(first("DA", "PY", "Y1")),
        language=first("LA"),
        note=first("AB", "N2", "N1"),
        addresses=tuple(part for one in [*every("UR"), *links] for part in re.split(r"[\s;]+(?=https?://)", one)),
        files=tuple(files),
    )


def _local(link: str) -> str:
    return _FILE.sub("", link)


def _date(value: str) -> str:
    """Return `2021/03/04/` or `2021///` as `2021-03-04` or `2021`."""
    match = re.match(r"(\d{4})(?:/(\d{1,2})?(?:/(\d{1,2})?)?)?(?:/|$)", value)
    return "-".join(part for part in match.groups() if part) if match else value
