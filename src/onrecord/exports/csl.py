"""The sources as references in CSL-JSON."""

from __future__ import annotations

import json
from typing import IO

from onrecord.exports.material import Material, Tally
from onrecord.exports.references import csl_item


def write(material: Material, out: IO[bytes], tally: Tally, table: str | None = None) -> None:
    """Write one array, an item for each document."""
    del table
    between = b"[\n"
    for source in material.sources():
        out.write(between + json.dumps(csl_item(source), ensure_ascii=False).encode("utf-8", "replace"))
        between = b",\n"
        tally.wrote("references")
    out.write(b"\n]\n" if between == b",\n" else b"[]\n")
