"""The annotated sentences of `benchmarks/author_claims.tsv`, with the documents that they stand in.

Documents of the data sets are read from the folder of data sets; our own lie beside this file, in `texts/`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from onrecord.documents.marks import lay_out, mark_boilerplate
from onrecord.records import Document, Span

HERE = Path(__file__).parent
ANNOTATION = HERE.parents[1] / "benchmarks" / "author_claims.tsv"
CLAIMS = frozenset("1p")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One annotated sentence; *second* is "-" where it was annotated once. Codes: docs/annotating-author-claims.md."""

    span: Span
    first: str
    second: str

    @property
    def is_claim(self) -> bool:
        """Whether the first pass found a claim in the author's voice."""
        return self.first in CLAIMS


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """One document's annotated sentences; *part* is "tune" or "held", *kind* the data set or "own"."""

    part: str
    kind: str
    name: str
    sentences: tuple[Sentence, ...]


def read_annotation(path: Path = ANNOTATION) -> list[Annotated]:
    """Return the annotated documents, in the order of the file."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    grouped: dict[tuple[str, str, str], list[Sentence]] = {}
    for part, kind, name, start, end, first, second in rows:
        sentence = Sentence(span=(int(start), int(end)), first=first, second=second)
        grouped.setdefault((part, kind, name), []).append(sentence)
    return [
        Annotated(part=part, kind=kind, name=name, sentences=tuple(sentences))
        for (part, kind, name), sentences in grouped.items()
    ]


def load(items: list[Annotated], data: Path) -> Iterator[tuple[Annotated, Document]]:
    """Yield each annotated document with its text."""
    texts = {kind: _texts(kind, data) for kind in {item.kind for item in items}}
    for item in items:
        yield item, freeze(texts[item.kind][item.name], item.name)


def freeze(text: str, name: str) -> Document:
    """Return *text* as a document whose boilerplate is marked, as onrecord marks it in a plain-text file."""
    marks = mark_boilerplate(lay_out(text))
    return Document(id=name, sha256="", text_sha256="", media_type="text/plain", text=text, boilerplate=marks)


def _texts(kind: str, data: Path) -> Mapping[str, str]:
    if kind == "own":
        return {path.stem: path.read_bytes().decode() for path in (HERE / "texts").glob("*.txt")}
    if kind == "polnear":
        return {path.stem: path.read_bytes().decode() for path in (data / "polnear" / "dev" / "text").glob("*.txt")}
    import pandas as pd

    table = pd.read_parquet(data / kind / f"{kind}.parquet")
    if kind == "hrdsattack":
        return {str(row.id): str(row.text) for row in table.itertuples()}
    return {f"{row.data_year}/{row.iso3}/{row.sub_item}": str(row.text) for row in table.itertuples()}
