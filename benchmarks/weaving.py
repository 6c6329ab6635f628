"""Score threads against annotated ones: B³ precision, recall and F1 over annotated statements.

    python benchmarks/weaving.py [--part open|held] [--shared FOLDER] [--show] [--given] [--step] [--cache FILE]

Reads each dossier of `benchmarks/weighing/PART/` with the whole reader, parts all of its statements into threads (with
--step weaves them document by document in the order of publication, and leaves it at that), and compares with the
dossier's `threads.tsv` (docs/annotation-weighing.md). An annotated
statement stands in the thread of the statement found that shares most of its characters, if that is half of the
shorter; else it is alone. Statements on the record as a whole (`-`) are not scored. Intervals are 95 % bootstraps over
documents. With --given the annotated statements themselves are labelled and woven, which tells what weaving does from
what finding statements does. Baselines: each statement alone, one thread a right, one a document; "at best" is what the
annotated threads come to with the statements that were found.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import pickle
import random
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from onrecord import labels, pipeline  # noqa: E402  (found through the line above)
from onrecord.dossier.vectors import quantise, restore  # noqa: E402
from onrecord.models import load_embedder  # noqa: E402
from onrecord.pipeline import Reading  # noqa: E402
from onrecord.records import Blob, DeclaredCountry, Sighting, Span, Statement, When, statement_id  # noqa: E402
from onrecord.reference.countries import Gazetteer  # noqa: E402
from onrecord.text.spans import overlap  # noqa: E402
from onrecord.threads import Item, Loom, Rarities, names_of_country  # noqa: E402
from onrecord.threads.evidence import Weights  # noqa: E402
from onrecord.threads.regrouping import Spot, passage_of, regroup  # noqa: E402
from onrecord.threads.traits import Survey, Traits, spin  # noqa: E402

FOLDER = Path(__file__).with_name("weighing")
NO_MATTER = "-"
ROUNDS = 1000
Key = tuple[str, str, int]
"""Dossier, document, number of the annotated statement."""
Read = tuple[tuple[DeclaredCountry, ...], bytes]
"""What a reading depends on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """An annotated statement."""

    document: str
    span: Span
    thread: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A dossier with what was read of its documents and the annotated statements."""

    name: str
    readings: dict[str, Reading]
    gold: tuple[Gold, ...]
    declared: tuple[DeclaredCountry, ...]


def main() -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("open", "held"), default="open")
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--show", action="store_true", help="print what stands in which thread")
    parser.add_argument("--cache", type=Path, help="keep what was read in this file")
    parser.add_argument("--given", action="store_true", help="weave the annotated statements, not those found")
    parser.add_argument("--step", action="store_true", help="document by document only, never all at once")
    args = parser.parse_args()
    dossiers = load(args.part, args.shared, args.cache)
    if args.given:
        dossiers = [given(one) for one in dossiers]
    woven = {one.name: weave(one) if args.step else weave_whole(one) for one in dossiers}
    report(dossiers, woven)
    if args.show:
        for one in dossiers:
            show(one, woven[one.name])
    return 0


def load(part: str, shared: Path, cache: Path | None = None) -> list[Annotated]:
    """Read all dossiers of a part; those of shared texts only where the texts are. *cache* keeps what was read."""
    folders = sorted(path.parent for path in (FOLDER / part).glob("*/threads.tsv"))
    known: dict[Read, Reading] = pickle.loads(cache.read_bytes()) if cache and cache.exists() else {}
    before = len(known)
    dossiers = [found for folder in folders if (found := read_dossier(folder, shared, known))]
    if cache and len(known) > before:
        cache.write_bytes(pickle.dumps(known))
    return dossiers


def read_dossier(folder: Path, shared: Path, known: dict[Read, Reading]) -> Annotated | None:
    """Read a dossier as `onrecord add` does; None where its texts are not at hand."""
    texts = {path.name: path.read_bytes() for path in sorted(folder.glob("*.txt"))}
    if (folder / "documents.tsv").exists():
        texts = shared_texts(folder / "documents.tsv", shared)
        if not texts:
            print(f"{folder.name}: left out, its texts are not at {shared.name}/")
            return None
    countries = folder / "countries.toml"
    rows = tomllib.loads(countries.read_text(encoding="utf-8")).get("country", []) if countries.exists() else []
    declared = tuple(
        DeclaredCountry(code=r["code"], name=r["name"], demonym=r.get("demonym"), also=tuple(r.get("also", ())))
        for r in rows
    )
    for name, data in texts.items():
        if (declared, data) not in known:
            blob = Blob(data=data, name=name, sighting=Sighting(where=name))
            known[declared, data] = pipeline.read(blob, pipeline.load_tools(declared))
    years = _years(folder / "documents.tsv")
    readings = {name: _dated(known[declared, data], years.get(name)) for name, data in texts.items()}
    with (folder / "threads.tsv").open(encoding="utf-8", newline="") as file:
        gold = tuple(
            Gold(document=r["document"], span=(int(r["start"]), int(r["end"])), thread=r["thread"])
            for r in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        )
    return Annotated(name=folder.name, readings=readings, gold=gold, declared=declared)


def given(dossier: Annotated) -> Annotated:
    """Return a dossier whose statements are the annotated ones, labelled as those that are found."""
    tools = pipeline.load_tools(dossier.declared)
    readings = {}
    for name, reading in dossier.readings.items():
        document = reading.document
        spans = sorted({gold.span for gold in dossier.gold if gold.document == name})
        bare = [
            Statement(
                id=statement_id(document, "author", (), (), (span,)),
                document=document.id,
                voice="author",
                content=(span,),
                quote=document.text[span[0] : span[1]],
            )
            for span in spans
        ]
        vectors = restore(quantise(tools.embedder.embed([s.quote for s in bare])))
        labelled = labels.assign(document, bare, vectors, tools.heads, tools.gazetteer) if bare else ()
        readings[name] = replace(reading, statements=tuple(labelled), vectors=vectors)
    return replace(dossier, readings=readings)


def shared_texts(table: Path, shared: Path) -> dict[str, bytes]:
    """Return the shared texts that a table names, checked by their hashes; none where they are not at hand."""
    out: dict[str, bytes] = {}
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            data = _shared_text(row["source"], shared)
            if data is None:
                return {}
            if not hashlib.sha256(data).hexdigest().startswith(row["sha256"]):
                raise SystemExit(f"{row['document']}: the text is another than the one that was annotated")
            out[row["document"]] = data
    return out


def _shared_text(source: str, shared: Path) -> bytes | None:
    """Return the text of a file, or of a row of a data set (`fiw_texts: country, year, sub_item`, `hrdsattack: id`)."""
    kind, colon, what = source.partition(": ")
    if not colon:
        path = shared / source
        return path.read_bytes() if path.is_file() else None
    folder = shared / "data" / kind
    if not folder.is_dir():
        return None
    if kind == "fiw_texts":
        country, year, question = (part.strip() for part in what.split(","))
        table = _table(folder / "fiw_texts.parquet")
        rows = (
            n for n in range(len(table["text"])) if table["country"][n] == country and table["sub_item"][n] == question
        )
        return next((str(table["text"][n]).encode() for n in rows if str(table["data_year"][n]) == year), None)
    raise SystemExit(f"{source}: this data set is not read here")


@cache
def _table(path: Path) -> dict[str, list[Any]]:
    import pyarrow.parquet as pq

    found: dict[str, list[Any]] = pq.read_table(path, columns=["country", "data_year", "sub_item", "text"]).to_pydict()
    return found


def _years(table: Path) -> dict[str, str]:
    """Return when the documents of a table were published, where it says so."""
    if not table.exists():
        return {}
    with table.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["document"]: row["published"] for row in rows if row.get("published")}


def _dated(reading: Reading, year: str | None) -> Reading:
    """Return a reading of a document whose text does not tell when it was published, with that year."""
    if year is None or reading.document.published.start:
        return reading
    when = When(start=f"{year}-01-01", end=f"{year}-12-31", precision="year", basis="inferred")
    return replace(reading, document=replace(reading.document, published=when))


def weave(dossier: Annotated, weights: Weights | None = None) -> dict[str, str]:
    """Return the thread of each statement found, by statement id."""
    loom, gazetteer = Loom(Rarities(), weights=weights), Gazetteer(dossier.declared)
    out: dict[str, str] = {}
    for reading in sorted(dossier.readings.values(), key=lambda r: (r.document.published.start or "9", r.document.id)):
        codes = {statement.country for statement in reading.statements}
        unspoken = frozenset(stem for code in codes for stem in names_of_country(gazetteer, code))
        out |= {p.statement: p.thread for p in loom.weave(reading.document, items_of(reading), unspoken=unspoken)}
    return out


def weave_whole(dossier: Annotated) -> dict[str, str]:
    """Return the thread of each statement found, once all documents have come in: what a dossier ends with."""
    spots = spots_of(dossier, load_embedder().embed)
    groups = regroup(spots)
    return {spot.strand.statement: str(group) for spot, group in zip(spots, groups, strict=True)}


def spots_of(dossier: Annotated, embed: Callable[[Sequence[str]], NDArray[np.float32]]) -> list[Spot]:
    """Return the statements of a dossier about its country as they are compared when all documents are there."""
    rarities, gazetteer = Rarities(), Gazetteer(dossier.declared)
    read: list[tuple[Survey, list[Traits]]] = []
    for reading in sorted(dossier.readings.values(), key=lambda r: (r.document.published.start or "9", r.document.id)):
        codes = {statement.country for statement in reading.statements}
        survey = Survey(reading.document, frozenset(stem for c in codes for stem in names_of_country(gazetteer, c)))
        home = survey.home(rarities)
        found = [survey.traits(item, home) for item in items_of(reading)]
        found.sort(key=lambda t: (t.start, t.item.statement.id))
        for one in found:
            rarities.count(one.country, one.own)
        read.append((survey, found))
    rarities.settle()
    return [spot for survey, found in read if found for spot in _spots(survey, found, rarities, embed)]


def _spots(
    survey: Survey, found: list[Traits], rarities: Rarities, embed: Callable[[Sequence[str]], NDArray[np.float32]]
) -> Iterator[Spot]:
    passages = restore(quantise(embed([passage_of(survey, one) for one in found])))
    for one, strand, passage in zip(found, spin(found, rarities.of), passages, strict=True):
        statement = one.item.statement
        yield Spot(
            strand=strand, document=statement.document, sentence=one.sentence, within=statement.within, passage=passage
        )


def items_of(reading: Reading) -> list[Item]:
    """Return the statements of a document as weaving takes them."""
    document = reading.document
    return [
        Item(
            statement=statement,
            vector=vector,
            published=document.published,
            publisher=document.publisher,
            title=document.title,
            disclosed=frozenset(mark.kind for mark in document.disclosures),
        )
        for statement, vector in zip(reading.statements, reading.vectors, strict=True)
    ]


def match(gold: Gold, statements: Sequence[Statement]) -> Statement | None:
    """Return the statement that shares most characters with the annotated one, at least half of the shorter."""
    best, most = None, 0
    for one in statements:
        shared = sum(overlap(span, gold.span) for span in one.content)
        length = min(sum(end - start for start, end in one.content), gold.span[1] - gold.span[0])
        if shared * 2 >= length and shared > most:
            best, most = one, shared
    return best


Assignment = Mapping[Key, str]


def gold_threads(dossiers: Sequence[Annotated]) -> dict[Key, str]:
    """Return the annotated thread of each annotated statement."""
    return {key: f"{d.name} {gold.thread}" for d in dossiers for key, gold in scored(d)}


def scored(dossier: Annotated) -> Iterator[tuple[Key, Gold]]:
    """Yield the statements that are scored."""
    for n, gold in enumerate(dossier.gold):
        if gold.thread != NO_MATTER:
            yield (dossier.name, gold.document, n), gold


def system(dossiers: Sequence[Annotated], thread_of: Callable[[Annotated, Statement], str]) -> dict[Key, str]:
    """Return the thread that each annotated statement has by *thread_of*; one that was not found is alone."""
    out: dict[Key, str] = {}
    for dossier in dossiers:
        for key, gold in scored(dossier):
            found = match(gold, dossier.readings[gold.document].statements)
            out[key] = f"alone {key}" if found is None else f"{dossier.name} {thread_of(dossier, found)}"
    return out


def gold_by_statement(dossiers: Sequence[Annotated]) -> dict[tuple[str, str], str]:
    """Return the annotated thread of each statement found: the best that weaving can do with these statements."""
    out: dict[tuple[str, str], str] = {}
    for dossier in dossiers:
        for _, gold in scored(dossier):
            if found := match(gold, dossier.readings[gold.document].statements):
                out.setdefault((dossier.name, found.id), gold.thread)
    return out


def b_cubed(gold: Assignment, found: Assignment) -> dict[Key, tuple[float, float]]:
    """Return B³ precision and recall of each statement."""
    by_gold, by_found = _groups(gold), _groups(found)
    both = Counter((gold[key], found[key]) for key in gold)
    return {
        key: (
            both[gold[key], found[key]] / len(by_found[found[key]]),
            both[gold[key], found[key]] / len(by_gold[gold[key]]),
        )
        for key in gold
    }


def _groups(assignment: Assignment) -> dict[str, list[Key]]:
    out: dict[str, list[Key]] = defaultdict(list)
    for key, thread in assignment.items():
        out[thread].append(key)
    return out


def totals(scores: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Return mean precision, mean recall and their harmonic mean."""
    precision = sum(p for p, _ in scores) / len(scores)
    recall = sum(r for _, r in scores) / len(scores)
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1.0)


def interval(scores: Mapping[Key, tuple[float, float]]) -> tuple[float, float]:
    """Return the 95 % interval of F1, resampling documents."""
    by_document: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for (dossier, document, _), one in scores.items():
        by_document[dossier, document].append(one)
    groups, chance = list(by_document.values()), random.Random(7)
    rounds = sorted(totals([s for g in chance.choices(groups, k=len(groups)) for s in g])[2] for _ in range(ROUNDS))
    return rounds[int(ROUNDS * 0.025)], rounds[int(ROUNDS * 0.975)]


def report(dossiers: Sequence[Annotated], woven: Mapping[str, Mapping[str, str]]) -> None:
    """Print the figures of weaving and of the baselines, then of each dossier."""
    gold = gold_threads(dossiers)
    documents = len({key[:2] for key in gold})
    ways: dict[str, Callable[[Annotated, Statement], str]] = {
        "woven": lambda d, s: woven[d.name].get(s.id, s.id),
        "each alone": lambda _, s: s.id,
        "one a right": lambda _, s: (s.rights or ("none",))[0],
        "one a document": lambda _, s: s.document,
    }
    best = gold_by_statement(dossiers)
    ways["at best"] = lambda d, s: best.get((d.name, s.id), s.id)
    matched = system(dossiers, ways["each alone"])
    print(
        f"{len(dossiers)} dossiers, {documents} documents, {len(gold)} statements in {len(set(gold.values()))} threads"
    )
    print(f"found: {sum(not t.startswith('alone') for t in matched.values())} of {len(gold)}")
    print(f"{'':24}{'P':>8}{'R':>8}{'F1':>8}   95 %")
    for name, way in ways.items():
        scores = b_cubed(gold, system(dossiers, way))
        p, r, f = totals(list(scores.values()))
        low, high = interval(scores)
        print(f"{name:24}{p:8.3f}{r:8.3f}{f:8.3f}   {low:.3f}-{high:.3f}")
    scores = b_cubed(gold, system(dossiers, ways["woven"]))
    for dossier in dossiers:
        p, r, f = totals([s for key, s in scores.items() if key[0] == dossier.name])
        print(f"  {dossier.name:22}{p:8.3f}{r:8.3f}{f:8.3f}")


def show(dossier: Annotated, woven: Mapping[str, str]) -> None:
    """Print a dossier's annotated statements by the thread that they were put in."""
    groups: dict[str, list[str]] = defaultdict(list)
    for _, gold in scored(dossier):
        reading = dossier.readings[gold.document]
        found = match(gold, reading.statements)
        words = reading.document.text[gold.span[0] : gold.span[1]].replace("\n", " ")
        thread = woven[found.id] if found else "not found"
        groups[thread].append(f"   {gold.thread:24} {gold.document[:20]:20} {words[:100]}")
    print(f"\n== {dossier.name}")
    for thread, lines in sorted(groups.items(), key=lambda item: -len(item[1])):
        print(thread, *lines, sep="\n")


if __name__ == "__main__":
    sys.exit(main())
