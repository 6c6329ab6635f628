"""The annotated dossiers that findings are scored against: their texts, read, and what people found in them."""

from __future__ import annotations

import csv
import pickle
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from onrecord import labels, pipeline
from onrecord.dossier.vectors import quantise, restore
from onrecord.records import Blob, DeclaredCountry, Document, Sighting, Span, Statement, When, content_id, sha256_hex
from onrecord.text.spans import overlap
from onrecord.threads import Item

Place = tuple[str, Span]
"""A document's file, and characters of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """An annotated pair: *kinds* of which each is right; *is_open*: arguable, neither asked for nor counted against."""

    kinds: frozenset[str]
    a: tuple[str, Span]
    b: tuple[str, Span] | None
    is_open: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What was read of one dossier, and what people found in it; *names* are the documents' files by id.

    *threads* are the annotated threads of places in the files.
    """

    name: str
    items: tuple[Item, ...]
    texts: dict[str, str]
    names: dict[str, str]
    gold: tuple[Gold, ...]
    threads: tuple[tuple[str, Span, str], ...]


def load(folder: Path, data: Path, seeds: Path, cache: Path | None, *, given: bool = False) -> Dossier | None:
    """Read a dossier's documents by the pipeline; None where its texts are not there.

    Args:
        folder: the dossier's.
        data: where the shared data sets are.
        seeds: where the seed articles are.
        cache: where readings are kept.
        given: put the annotated statements in the place of those that were read.
    """
    sources = list(_texts(folder, data, seeds))
    if not sources:
        print(f"not there, so not scored: {folder.name}")
        return None
    countries = _countries(folder)
    items: list[Item] = []
    texts, names = {}, {}
    spans = read_spans(folder)
    for name, text, published in sources:
        reading = _read(name, text, countries, cache)
        texts[reading.document.id], names[reading.document.id] = reading.document.text, name
        found = _items(reading, published)
        items += give(reading.document, found, sorted(spans.get(name, {})), countries) if given else found
    threads = tuple((name, span, thread) for name, one in spans.items() for span, thread in one.items())
    return Dossier(
        name=folder.name, items=tuple(items), texts=texts, names=names, gold=tuple(read_gold(folder)), threads=threads
    )


def _countries(folder: Path) -> tuple[DeclaredCountry, ...]:
    file = folder / "countries.toml"
    if not file.is_file():
        return ()
    rows = tomllib.loads(file.read_text(encoding="utf-8")).get("country", [])
    return tuple(DeclaredCountry(**{**row, "also": tuple(row.get("also", ()))}) for row in rows)


def _texts(folder: Path, data: Path, seeds: Path) -> Iterable[tuple[str, str, str]]:
    listed = folder / "documents.tsv"
    if not listed.is_file():
        for file in sorted(folder.glob("*.txt")):
            yield file.name, file.read_bytes().decode("utf-8"), ""
        return
    with listed.open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t"):
            text = _shared_text(row["source"], data, seeds)
            if text is None:
                continue
            if sha256_hex(text.encode("utf-8"))[:12] != row["sha256"]:
                raise SystemExit(f"{folder.name}: {row['document']} is another text than the annotated one")
            yield row["document"], text, row.get("published") or ""


_TABLES: dict[str, list[dict[str, object]]] = {}


def _shared_text(source: str, data: Path, seeds: Path) -> str | None:
    if source.startswith("seeds/"):
        file = seeds / source.removeprefix("seeds/")
        return file.read_bytes().decode("utf-8") if file.is_file() else None
    kind, _, key = source.partition(":")
    rows = _table(data, kind.strip())
    if kind.strip() == "hrdsattack":
        found = [r["text"] for r in rows if str(r["id"]) == key.strip()]
    else:
        country, year, item = (part.strip() for part in key.split(","))
        wanted = (country, year, item)
        found = [r["text"] for r in rows if (str(r["iso3"]), str(r["data_year"]), str(r["sub_item"])) == wanted]
        found = found or [
            r["text"] for r in rows if (str(r["country"]), str(r["data_year"]), str(r["sub_item"])) == wanted
        ]
    return str(found[0]) if found else None


def _table(data: Path, kind: str) -> list[dict[str, object]]:
    if kind not in _TABLES:
        file = data / kind / f"{kind}.parquet"
        if not file.is_file():
            return []
        from pyarrow import parquet

        _TABLES[kind] = parquet.read_table(file).to_pylist()
    return _TABLES[kind]


def _read(name: str, text: str, countries: tuple[DeclaredCountry, ...], cache: Path | None) -> pipeline.Reading:
    kept = cache / f"{content_id(name, text, [c.code for c in countries])}.pickle" if cache else None
    if kept and kept.is_file():
        return pickle.loads(kept.read_bytes())  # type: ignore[no-any-return]
    blob = Blob(data=text.encode("utf-8"), name=name, media_type=None, sighting=Sighting(where=name))
    reading = pipeline.read(blob, pipeline.load_tools(countries))
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(reading))
    return reading


def _items(reading: pipeline.Reading, published: str) -> list[Item]:
    """Return a document's statements; its year of publication is as annotated where the text does not tell it."""
    document = reading.document
    when = document.published
    if published and not when.start:
        when = When(start=f"{published}-01-01", end=f"{published}-12-31", precision="year", basis="inferred")
    return [
        Item(
            statement=statement,
            vector=vector,
            published=when,
            publisher=document.publisher,
            title=document.title,
            disclosed=frozenset(mark.kind for mark in document.disclosures),
        )
        for statement, vector in zip(reading.statements, reading.vectors, strict=True)
    ]


def read_gold(folder: Path) -> Iterable[Gold]:
    """Read the annotated pairs of a dossier."""
    with (folder / "findings.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield Gold(
                kinds=frozenset(row["kind"].lstrip("?").split("|")),
                a=(row["a_document"], (int(row["a_start"]), int(row["a_end"]))),
                b=(row["b_document"], (int(row["b_start"]), int(row["b_end"]))) if row["b_start"] else None,
                is_open=row["kind"].startswith("?"),
                note=row["note"],
            )


def read_spans(folder: Path) -> dict[str, dict[Span, str]]:
    """Return the annotated statements of a dossier with their threads, by document."""
    out: dict[str, dict[Span, str]] = {}
    with (folder / "threads.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            out.setdefault(row["document"], {})[int(row["start"]), int(row["end"])] = row["thread"]
    return out


def give(
    document: Document, items: Sequence[Item], spans: Sequence[Span], countries: tuple[DeclaredCountry, ...]
) -> list[Item]:
    """Return *spans* as the statements of a document, labelled; who speaks is as the read statement there has it."""
    bare = [_given(document, [item.statement for item in items], span) for span in spans]
    if not bare:
        return []
    tools = pipeline.load_tools(countries)
    vectors = restore(quantise(tools.embedder.embed([s.quote for s in bare])))
    labelled = labels.assign(document, bare, vectors, tools.heads, tools.gazetteer)
    return [
        replace(items[0], statement=statement, vector=vector)
        if items
        else Item(statement=statement, vector=vector, published=document.published, publisher=document.publisher)
        for statement, vector in zip(labelled, vectors, strict=True)
    ]


def _given(document: Document, read: Sequence[Statement], span: Span) -> Statement:
    quote = document.text[slice(*span)]
    key = content_id("given", document.id, span)
    there = max(read, key=lambda s: sum(overlap(one, span) for one in s.content), default=None)
    if there is None or not any(overlap(one, span) for one in there.content):
        return Statement(id=key, document=document.id, voice="author", content=(span,), quote=quote)
    return Statement(
        id=key,
        document=document.id,
        voice=there.voice,
        mode=there.mode,
        source=there.source,
        cue=there.cue,
        speakers=there.speakers,
        content=(span,),
        quote=quote,
    )
