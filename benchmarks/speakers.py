"""Score the tracing of sources to speakers against names annotated by hand.

    python benchmarks/speakers.py --data DIR [--show]

DIR is the folder of PolNeAR (with dev/ and metadata.tsv). The annotation, offsets and names alone, is
``benchmarks/speakers.tsv``; the source spans given to the resolver are PolNeAR's own, so that only the tracing is
measured. Prints, of the annotated spans: correct (the full name, or rightly nobody), short (a part of the right name),
missed (a name is known, none was given), wrong (another name: the figure that matters), and what a name costs in time.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.records import Document, Span, Statement, When
from onrecord.reference.countries import Gazetteer
from onrecord.statements.speakers import resolve

_ANNOTATION = Path(__file__).with_name("speakers.tsv")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One annotated source span; *expected* holds the right answers, each a set of names (empty: nobody)."""

    document: str
    span: Span
    expected: tuple[frozenset[str], ...]
    round: str


def main() -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder of PolNeAR")
    parser.add_argument("--show", action="store_true", help="list what is not correct")
    args = parser.parse_args()
    items = list(read_items(_ANNOTATION))
    counts: dict[str, Counter[str]] = {}
    words, seconds = 0, 0.0
    gazetteer = Gazetteer()
    dates = _dates(args.data / "metadata.tsv")
    for name in sorted({item.document for item in items}):
        document, statements = _load(args.data / "dev", name, dates.get(name))
        began = time.process_time()
        found = {s.source[0]: s for s in resolve(document, statements, gazetteer) if s.source}
        seconds += time.process_time() - began
        words += len(document.text.split())
        for item in (i for i in items if i.document == name):
            names = frozenset(s.name for s in found[item.span].speakers if s.name)
            verdict = judge(names, item.expected)
            counts.setdefault(item.round, Counter())[verdict] += 1
            if args.show and verdict != "correct":
                print(
                    f"{verdict:8}{name[:40]:42}{item.span[0]:6}  {sorted(names)} for {list(map(sorted, item.expected))}"
                )
    for number, tally in sorted(counts.items()):
        print(f"round {number}", _line(tally))
    print("all    ", _line(sum(counts.values(), Counter())), f"| {1e6 * seconds / words:.1f} µs a word")
    return 0


def read_items(path: Path) -> Iterator[Item]:
    """Yield the annotated source spans of *path*."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        document, start, end, expected, number = line.split("\t")
        answers = tuple(frozenset() if a == "-" else frozenset(a.split(" & ")) for a in expected.split("|"))
        yield Item(document=document, span=(int(start), int(end)), expected=answers, round=number)


def judge(names: frozenset[str], expected: tuple[frozenset[str], ...]) -> str:
    """Return correct, short, missed or wrong."""
    if names in expected:
        return "correct"
    if not names:
        return "missed"
    parts = {word for answer in expected for name in answer for word in name.split()}
    return "short" if all(set(name.split()) <= parts for name in names) else "wrong"


def _line(tally: Counter[str]) -> str:
    total = tally.total()
    shares = (
        f"{kind} {tally[kind]} ({100 * tally[kind] / total:.1f} %)" for kind in ("correct", "short", "missed", "wrong")
    )
    return f"{total} spans: " + ", ".join(shares)


def _dates(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["filename"]: row["publication_date"] for row in csv.DictReader(file, delimiter="\t")}


def _load(folder: Path, name: str, date: str | None) -> tuple[Document, list[Statement]]:
    text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
    published = When(start=date, end=date, precision="day", basis="stated") if date else When()
    document = Document(
        id=name, sha256="", text_sha256="", media_type="text/plain", text=text, published=published,
        countries=Gazetteer().shares(text),
    )  # fmt: skip
    first = min((folder / "attributions").glob(f"{name}_*.ann"))
    return document, list(_statements(name, first.read_bytes().decode("utf-8")))


def _statements(name: str, brat: str) -> Iterator[Statement]:
    """Yield the statements of a brat file: one event line, one statement."""
    spans: dict[str, list[Span]] = {}
    rows = [line.rstrip("\r").split("\t") for line in brat.split("\n")]
    for row in (r for r in rows if re.fullmatch(r"T\d+", r[0])):
        where = row[1].split(" ", 1)[1]
        spans[row[0]] = [(int(a), int(b)) for a, b in (part.split() for part in where.split(";"))]
    for row in (r for r in rows if re.fullmatch(r"E\d+", r[0])):
        roles: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
        for argument in row[1].split()[1:]:
            role, _, key = argument.partition(":")
            if role.rstrip("0123456789").lower() in roles:
                roles[role.rstrip("0123456789").lower()] += spans.get(key, [])
        if roles["content"]:
            parts = {role: tuple(sorted(found)) for role, found in roles.items()}
            yield Statement(
                id=f"{name}:{row[0]}", document=name, voice="attributed", quote="", source=parts["source"],
                cue=parts["cue"], content=parts["content"],
            )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
