"""Files of commitments: which format a file is in, and what it holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from onrecord.commitments import plain, thematic, treaty_status, uhri, upr_info
from onrecord.commitments.cells import check_package, columns_of, csv_lines, decode, plain_name, sheet_lines
from onrecord.commitments.drafts import Parsed, Source
from onrecord.errors import Broken, Refusal, Unsupported
from onrecord.reference.countries import Gazetteer

_PARSERS: dict[str, Callable[[Source], Parsed]] = {
    upr_info.FORMAT: upr_info.parse,
    thematic.FORMAT: thematic.parse,
    thematic.TABLE: thematic.parse_table,
    uhri.FORMAT: uhri.parse,
    treaty_status.STATUS: treaty_status.parse_status,
    treaty_status.LIST: treaty_status.parse_list,
    plain.FORMAT: plain.parse,
}
FORMATS = tuple(_PARSERS)
"""The formats of commitments, by their names."""
_LIST_MARK = re.compile(rb"source of position\s*:|thematic list of recommendations", re.IGNORECASE)
_HEADER_LINES = 12
_LOOKED_AT = 200_000


def recognise(name: str, data: bytes) -> str | None:
    """Return the name of the format that a file is in; None where it is none of commitments."""
    try:
        if data.startswith(b"PK"):
            return _package(name, data)
        if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"[", b"{")):
            return uhri.FORMAT if b"AnnotationId" in data[:_LOOKED_AT] or b"UprPosition" in data[:_LOOKED_AT] else None
        if _LIST_MARK.search(data[:_LOOKED_AT]) and not _is_table(name, data):
            return thematic.FORMAT
        return _table(name, data)
    except Refusal:
        return None


def parse(name: str, data: bytes, format: str, gazetteer: Gazetteer, country: str | None = None) -> Parsed:
    """Read a file of commitments.

    Args:
        name: the file's name, for messages; some formats name the state in it.
        data: its bytes.
        format: one of `FORMATS`.
        gazetteer: the countries that rows may name.
        country: the code of the only country that is wanted; where rows name none, theirs.

    Raises:
        Refusal: nothing of it can be read.
    """
    if format not in _PARSERS:
        raise Unsupported(f"there is no format {format}.", where=name, do=f"one of {', '.join(FORMATS)}")
    if not data.strip():
        raise Broken("the file is empty.", where=name, do="get it again from its publisher")
    return _PARSERS[format](Source(name=name, data=data, gazetteer=gazetteer, country=country))


def _package(name: str, data: bytes) -> str | None:
    inside = check_package(data, name)
    if "word/document.xml" in inside:
        return thematic.FORMAT
    if "xl/workbook.xml" not in inside:
        return None
    for _, cells in islice(sheet_lines(data, name), _HEADER_LINES):
        heads, found = {plain_name(cell) for cell in cells}, columns_of(cells).keys()
        if {"text", "by"} <= found and ("body" in found or any("upr" in head for head in heads)):
            return uhri.FORMAT
        if "text" in found:
            return plain.FORMAT
    return None


def _table(name: str, data: bytes) -> str | None:
    head = next(csv_lines(decode(data[:_LOOKED_AT], name).rsplit("\n", 1)[0], name), None)
    if head is None:
        return None
    heads, found = {plain_name(cell) for cell in head[1]}, columns_of(head[1]).keys()
    if {"text", "session"} <= found and ("from" in heads or "state under review" in heads) and "para" not in found:
        return upr_info.FORMAT
    if {"text", "para"} <= found:
        return thematic.TABLE
    if {"treaty", "status"} <= found:
        return treaty_status.STATUS
    if {"treaty", "ratified"} <= found:
        return treaty_status.LIST
    if {"text", "by"} <= found and {"body", "symbol"} & found and any("upr" in head for head in heads):
        return uhri.FORMAT
    return plain.FORMAT if "text" in found else None


def _is_table(name: str, data: bytes) -> bool:
    """Tell whether the first line names the columns of a table: a list has prose or a heading there."""
    first = decode(data[:_LOOKED_AT], name).lstrip().split("\n", 1)[0]
    return "text" in columns_of(re.split(r"[,;\t]", first))
