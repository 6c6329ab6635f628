"""The texts that figures and instruments are marked in: invented ones, marked in place, and ones that are not ours.

Those that are not ours lie under a folder DATA and are named by their set and an id; `pyarrow` reads them. In an
invented text a mark is ``{cells:words}``; marks may hold marks.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from onrecord.records import CountryShare, Document, Span, When, sha256_hex

_COMMENTS, _RAPPORTEURS = "paragraphs.parquet", "special_rapporteur_paragraphs.parquet"
_PARAGRAPHS = {"comments": _COMMENTS, "gc": _COMMENTS, "rapporteurs": _RAPPORTEURS, "rapporteur": _RAPPORTEURS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A text with its day of publication and its title, each "" where unknown."""

    text: str
    published: str = ""
    title: str = ""


def source_of(data: Path, set_: str, name: str) -> Source:
    """Return the text *name* of the set *set_*; ``name@start-end`` is a part of one."""
    if set_ == "seed":
        return Source(text=(data.parent / "seeds" / f"{name}.txt").read_bytes().decode("utf-8"))
    name, _, part = name.partition("@")
    found = _sets(data, set_)[name]
    if not part:
        return found
    start, end = map(int, part.split("-"))
    return Source(text=found.text[start:end], published=found.published, title=found.title)


@cache
def _sets(data: Path, set_: str) -> dict[str, Source]:
    if set_ == "jurisprudence":
        return {f"{r['doc_id']}#{i}": Source(text=r["text"]) for i, r in enumerate(_rows_of_decisions(data))}
    if set_ == "un":
        rows = reversed(_rows_of_decisions(data))
        return {f"{r['doc_id']}-{r['section']}-{r['para']}": Source(text=r["text"]) for r in rows}
    if set_ == "hrdsattack":
        table = _rows(data / "hrdsattack" / "hrdsattack.parquet")
        return {str(r["id"]): Source(text=r["text"], published=str(r["publish_date"])[:10]) for r in table}
    if set_ in _PARAGRAPHS:
        table = _rows(data / "treaty_body_general_comments" / _PARAGRAPHS[set_])
        is_titled = set_ == "comments"
        return {str(r["id"]): Source(text=r["text"], title=r["document"] if is_titled else "") for r in table}
    table = _rows(data / "fiw_texts" / "fiw_texts.parquet")
    return {f"{r['iso3']}-{r['data_year']}-{r['sub_item']}": Source(text=r["text"]) for r in reversed(table)}


def _rows(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = __import__("pyarrow.parquet").parquet.read_table(path).to_pylist()
    return rows


def _rows_of_decisions(data: Path) -> list[dict[str, str]]:
    with (data / "un_jurisprudence_kazakhstan" / "paragraphs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_rows(path: Path) -> Iterator[list[str]]:
    """Yield the rows of a table of marks, its comments left out."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        yield from csv.reader(lines, delimiter="\t", quotechar=None, quoting=csv.QUOTE_NONE)


def read_invented(folder: Path) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield the marked texts of *folder*: name, what the second line says ("half", "published" …), and the rest."""
    for path in sorted(folder.glob("*.txt")):
        _, head, body = path.read_text(encoding="utf-8").split("\n", 2)
        yield path.stem, dict(part.strip("# ").split(": ") for part in head.split(" · ")), body


def unmark(marked: str, mark: re.Pattern[str]) -> tuple[str, list[tuple[re.Match[str], Span]]]:
    """Return a text without its marks, and each mark's beginning with what it spans; *mark* also matches "}"."""
    parts: list[str] = []
    marks: list[tuple[re.Match[str], Span]] = []
    opened: list[tuple[int, re.Match[str]]] = []
    at = size = 0
    for one in mark.finditer(marked):
        parts.append(marked[at : one.start()])
        size, at = size + len(parts[-1]), one.end()
        if one.group() != "}":
            opened.append((size, one))
        else:
            start, beginning = opened.pop()
            marks.append((beginning, (start, size)))
    return "".join([*parts, marked[at:]]), marks


def as_document(source: Source, countries: tuple[CountryShare, ...] = ()) -> Document:
    """Make the document that intake would."""
    digest, day = sha256_hex(source.text.encode()), source.published
    return Document(
        id=digest[:20],
        sha256=digest,
        text_sha256=digest,
        media_type="text/plain",
        text=source.text,
        title=source.title or None,
        published=When(start=day, end=day, precision="day", basis="stated") if day else When(),
        countries=countries,
    )
