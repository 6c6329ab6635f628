"""References in BibTeX and BibLaTeX, as Zotero, Better BibTeX and JabRef write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.errors import Broken
from onrecord.imports.parts import Parsed, Row, refused
from onrecord.imports.references import Reference, files_of, to_row, turned
from onrecord.imports.texts import decode
from onrecord.records import Issue

FORMAT = "bibtex"
START = re.compile(rb"^[ \t]*@[A-Za-z]+\s*[{(]", re.MULTILINE)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_AGAIN = "export the library again, or correct this entry"
_TEXTS = ("title", "author", "journal", "journaltitle", "booktitle", "publisher", "institution", "organization",
          "school", "note", "abstract", "howpublished")  # fmt: skip


def parse(name: str, data: bytes) -> Parsed:
    """Read the entries of a BibTeX file; one that is broken is refused, the others are read.

    Raises:
        Broken: it is no text, or holds no entry.
    """
    import logging

    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # its warnings are our refusals
    text = decode(name, data).replace("\r\n", "\n").replace("\r", "\n")
    library = parse_string(text, append_middleware=[])
    if not library.entries and not library.failed_blocks:
        raise Broken("this file holds no reference.", where=name, do="export the library as BibTeX")
    return Parsed(format=FORMAT, rows=_rows(name, library))


def _rows(name: str, library: Any) -> Iterator[Row | Issue]:
    for block in library.blocks:
        line = (block.start_line or 0) + 1
        if block in library.failed_blocks:
            what = f"this entry cannot be read: {_why(block)}."
            yield refused("no-reference", what, name, line, _AGAIN)
        elif hasattr(block, "fields_dict"):
            yield to_row(name, _reference(line, block.key, block.entry_type, _fields(block)))


def _why(block: Any) -> str:
    if type(block).__name__ == "DuplicateBlockKeyBlock":
        return f"its key “{block.key}” is that of an earlier entry"
    return "a brace, a quotation mark or a comma is missing, or a field is there twice"


def _fields(entry: Any) -> dict[str, str]:
    plain = {field.key.lower(): str(field.value) for field in entry.fields}
    return {key: _decoded(value) if key in _TEXTS else value.strip() for key, value in plain.items()}


def _decoded(value: str) -> str:
    """Return a value without LaTeX's commands and braces."""
    if not re.search(r"[\\{}$~]", value):
        return value
    from pylatexenc.latex2text import LatexNodes2Text

    return str(LatexNodes2Text(keep_comments=True).latex_to_text(value))


def _reference(line: int, key: str, kind: str, fields: Mapping[str, str]) -> Reference:
    def first(*names: str) -> str:
        return next((fields[name] for name in names if fields.get(name)), "")

    return Reference(
        line=line,
        key=key,
        type=kind,
        title=first("title"),
        authors=tuple(turned(one) for one in re.split(r"\s+and\s+", first("author")) if one),
        outlet=first("journaltitle", "journal", "booktitle", "organization", "howpublished"),
        publisher=first("publisher", "institution", "school", "organization"),
        date=first("date") or _day(first("year"), first("month"), first("day")),
        language=_language(first("langid", "language")),
        note=first("note", "abstract"),
        addresses=(first("url").replace("\\_", "_").replace("\\%", "%").replace("\\&", "&").replace("\\#", "#"),),
        files=files_of(first("file", "local-url", "pdf")),
    )


def _day(year: str, month: str, day: str) -> str:
    """Return the three fields of a date as one, as exact as they are."""
    lowered = month.strip('{}" ').lower()
    number = lowered if lowered.isdigit() else ""
    if lowered[:3] in _MONTHS:
        number = str(_MONTHS.index(lowered[:3]) + 1)
    return "-".join(part for part in (year, number, day if number and day.isdigit() else "") if part)


def _language(name: str) -> str:
    return {"english": "en", "american": "en", "british": "en", "french": "fr", "russian": "ru", "german": "de",
            "spanish": "es", "arabic": "ar", "turkish": "tr"}.get(name.lower(), name)  # fmt: skip
