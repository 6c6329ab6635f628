"""Measure a dossier of generated statements: bytes a statement, time to keep, to list, to search and to verify.

Times are those of one core, so that other work on the machine does not count.

    python benchmarks/dossier.py [--statements 100000] [--keep-file PATH]
    python benchmarks/dossier.py --recall DIR

The words are invented, with the frequencies of prose. With --recall, the sentences of the text files below DIR (news
of 2016, for the queries built in) are embedded instead; printed are the share of the 20 nearest that is found for so
many candidates of the coarse search, and how many sentences each least cosine lets through.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import numpy as np
from numpy.typing import NDArray

from onrecord.dossier import Dossier, StatementFilter, find, vectors, verify
from onrecord.records import (
    ACTS,
    CAMPS,
    RIGHTS,
    STANCES,
    Blob,
    Document,
    Sighting,
    Span,
    Speaker,
    Statement,
    When,
    cut,
    sha256_hex,
    statement_id,
)
from onrecord.text.sentences import find_sentences

STATEMENTS_A_DOCUMENT = 25
READER = "attribution 1.0"
COUNTRIES = ("XEX", "XAA", "XAB", "XAC")
NEAREST = 20
ON_TOPIC = ("tax returns", "police violence against protesters", "migrants at the border", "elections were rigged")
OFF_TOPIC = ("giraffes in the zoo", "a recipe for sourdough", "how to tune a violin", "the moons of Saturn")
FLOORS = (0.25, 0.30, 0.35, 0.40)


def main() -> None:
    """Run the benchmark and print its numbers."""
    args = _arguments()
    if args.recall:
        print_recall(args.recall)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(args.keep_file or Path(folder) / "generated.dossier", args.statements)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--keep-file", type=Path, help="write the dossier here and leave it, or use what is there")
    parser.add_argument("--recall", type=Path, metavar="DIR", help="measure the coarse search on real sentences")
    return parser.parse_args()


def measure(path: Path, count: int) -> None:
    """Fill a dossier with *count* statements and print what it takes."""
    if not path.exists():
        with Dossier.open(path, create=True) as dossier:
            print(f"keep: {1e6 * fill(dossier, count) / count:.0f} µs a statement")
            print_sizes(dossier, count)
    with Dossier.open(path, create=False, read_only=True) as dossier:
        print_times(dossier)


def fill(dossier: Dossier, count: int) -> float:
    """Keep generated documents and return the seconds of one core spent in keeping them."""
    spent = 0.0
    for blob, document, statements, meaning in generate(count):
        began = time.process_time()
        dossier.keep(blob, document, statements, meaning, reader=READER)
        spent += time.process_time() - began
    return spent


def print_sizes(dossier: Dossier, count: int) -> None:
    """Print bytes a statement, in all and by table."""
    db = dossier.connection
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    print(f"file: {dossier.path.stat().st_size / count:.0f} bytes a statement")
    for name, size in db.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 14"):
        print(f"  {name:40} {size / count:6.0f}")


def print_times(dossier: Dossier) -> None:
    """Print how long reads and searches take."""
    chance = np.random.default_rng(5)
    vector = chance.normal(size=384).astype(np.float32)
    vector /= np.linalg.norm(vector)
    words = Words(random.Random(5))
    rare, common = f"{words.words[900]} {words.words[700]}", f"{words.words[3]} {words.words[5]}"
    narrow = StatementFilter(country="XEX", right="torture", since="2019")
    for name, run in {
        "search, rare words": lambda: find(dossier, rare),
        "search, the commonest words": lambda: find(dossier, common),
        "search, a phrase": lambda: find(dossier, f'"{common}"'),
        "search, rare words and meaning": lambda: find(dossier, rare, vector),
        "search, rare words and meaning, filtered": lambda: find(dossier, rare, vector, narrow),
        "count, filtered": lambda: dossier.count_statements(narrow),
        "first of all statements": lambda: next(dossier.statements()),
        "all statements": lambda: sum(1 for _ in dossier.statements()),
        "verify": lambda: verify(dossier),
    }.items():
        slow = name in ("all statements", "verify")
        times = [_timed(run) for _ in range(1 if slow else 9)]  # the first of nine also warms the page cache
        print(f"{name:45} {1000 * median(times):8.1f} ms (median of {len(times)})")


def _timed(run: object) -> float:
    assert callable(run)
    began = time.process_time()
    run()
    return time.process_time() - began


class Words:
    """Invented words; the n-th is about 1/n as frequent as the first, as in prose."""

    def __init__(self, chance: random.Random, count: int = 20_000) -> None:
        syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er", "ist")]
        made = ("".join(chance.choices(syllables, k=1 + min(3, n // 400))) for n in range(10 * count))
        self.words = list(dict.fromkeys(made))[:count]
        self._weights = np.cumsum(1 / (np.arange(len(self.words)) + 2.7)).tolist()
        self._chance = chance

    def sentence(self, least: int, most: int) -> str:
        """Return a sentence of so many words."""
        chosen = self._chance.choices(self.words, cum_weights=self._weights, k=self._chance.randint(least, most))
        return " ".join(chosen).capitalize() + ". "


def generate(count: int) -> Iterator[tuple[Blob, Document, list[Statement], NDArray[np.float32]]]:
    """Invent documents with *count* statements in all."""
    chance = random.Random(20_240_501)
    words, numbers = Words(chance), np.random.default_rng(20_240_501)
    people = [_speaker(words, chance) for _ in range(max(20, count // 100))]
    centres = numbers.normal(size=(200, 384))
    for start in range(0, count, STATEMENTS_A_DOCUMENT):
        size = min(STATEMENTS_A_DOCUMENT, count - start)
        blob, document, places = _document(words, size, start, chance)
        statements = [_statement(document, place, people, chance) for place in places]
        meaning = centres[numbers.integers(0, 200, size)] + numbers.normal(size=(size, 384))
        yield blob, document, statements, meaning.astype(np.float32)


def _speaker(words: Words, chance: random.Random) -> Speaker:
    name = words.sentence(2, 2).title().strip(". ")
    return Speaker(name=name, role=words.sentence(2, 4), camp=chance.choice(CAMPS), named=True)


def _document(words: Words, size: int, number: int, chance: random.Random) -> tuple[Blob, Document, list[list[Span]]]:
    """Invent a document of sentences "source cue content", with as many others between them."""
    text, places = "", []
    for _ in range(size):
        text += words.sentence(10, 25)
        source, cue, content = words.sentence(3, 6), words.sentence(1, 2), words.sentence(12, 28)
        at = [len(text), len(text) + len(source), len(text) + len(source) + len(cue)]
        text += source + cue + content
        places.append([(at[0], at[1] - 2), (at[1], at[2] - 2), (at[2], len(text) - 1)])
    data = f"<html><body><p>{text}</p></body></html>".encode()
    day = f"20{chance.randint(10, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    sighting = Sighting(where=f"https://example.org/{number}.html", seen_at="2024-05-01T10:00:00Z")
    document = Document(
        id=sha256_hex(data)[:20],
        sha256=sha256_hex(data),
        text_sha256=sha256_hex(text.encode()),
        media_type="text/html",
        text=text,
        title=words.sentence(5, 10),
        published=When(start=day, end=day, precision="day", basis="stated"),
        sightings=(sighting,),
        made_by="html 1.0",
    )
    return Blob(data=data, name=sighting.where, sighting=sighting), document, places


def _statement(document: Document, place: list[Span], people: list[Speaker], chance: random.Random) -> Statement:
    source, cue, content = ((span,) for span in place)
    labels = ("content", "act", "stance", "rights", "hedged", "camp")
    year = str(chance.randint(2010, 2024))
    return Statement(
        id=statement_id(document, "attributed", source, cue, content),
        document=document.id,
        voice="attributed",
        mode="indirect",
        source=source,
        cue=cue,
        content=content,
        quote=cut(document.text, content),
        speakers=(chance.choice(people),),
        rights=tuple(chance.sample(RIGHTS, chance.randint(0, 3))),
        act=chance.choice(ACTS),
        stance=chance.choice(STANCES),
        country=chance.choice(COUNTRIES),
        time=When(start=f"{year}-01-01", end=f"{year}-12-31", precision="year", basis="inferred"),
        confidence={label: round(chance.random(), 4) for label in labels},
        reasons={"act": "said", "stance": "head"},
        made_by=READER,
    )


def print_recall(folder: Path) -> None:
    """Embed real sentences; print which share of the nearest the coarse search lets through, and what cosines mean."""
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.rglob("*.txt"))]
    sentences = list(dict.fromkeys(t[a:b] for t in texts for a, b in find_sentences(t) if b - a > 30))
    from onrecord.models import load_embedder

    meaning = load_embedder().embed(sentences)
    asked = np.random.default_rng(3).choice(len(sentences), 300, replace=False)
    codes = vectors.quantise(meaning)
    bits, exact = vectors.sketch(codes), meaning[asked] @ meaning.T
    best = np.argsort(-exact, axis=1)[:, 1 : NEAREST + 1]
    words = vectors.to_words(bits)
    near = [vectors.distances(bits[i], words) for i in asked]
    print(f"{len(sentences)} sentences, {len(asked)} queries, the {NEAREST} nearest of each")
    for count in (50, 100, 200, 500, 1000, 2000):
        found = [np.isin(b, vectors.smallest(d, count)).mean() for b, d in zip(best, near, strict=True)]
        print(f"  {count:6} candidates: recall {np.mean(found):.3f}")
    error = np.abs(vectors.restore(codes)[asked] @ meaning.T - exact).max()
    print(f"largest error of a cosine by codes: {error:.4f}")
    spread = np.percentile(exact, (50, 90, 99, 99.9))
    print("cosines between sentences, 50th to 99.9th percentile: " + " ".join(f"{x:.2f}" for x in spread))
    for name, queries in (("what the texts are about", ON_TOPIC), ("what they are not about", OFF_TOPIC)):
        cosines = load_embedder().embed(queries) @ meaning.T
        counts = ", ".join(f"{(cosines >= floor).sum() / len(queries):.1f} at {floor}" for floor in FLOORS)
        print(f"sentences let through by the cosine, queries on {name}: {counts}")


if __name__ == "__main__":
    main()
