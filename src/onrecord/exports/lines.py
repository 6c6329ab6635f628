"""JSON Lines: every record as it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from onrecord.exports.material import Material, Tally
from onrecord.exports.names import plural
from onrecord.records import Record, to_json_line

FIRST = "country"


def write(material: Material, out: IO[bytes], tally: Tally, table: str | None = None) -> None:
    """Write countries, documents, statements, then the further records in their order."""
    del table
    _put(FIRST, material.records(FIRST), out, tally)
    _put("document", (source.document for source in material.sources()), out, tally)
    _put("statement", (one for source in material.sources() for one in source.statements), out, tally)
    for kind in (one for one in material.others if one != FIRST):
        _put(kind, material.records(kind), out, tally)


def _put(kind: str, records: Iterable[Record], out: IO[bytes], tally: Tally) -> None:
    for record in records:
        out.write(to_json_line(record).encode() + b"\n")
        tally.wrote(plural(kind))
