"""How fast one core reads, and how much memory it takes.

    python benchmarks/throughput.py [--data DIR] [--documents N] [--rounds N] [--workers N]

Reads plain-text documents in this process on one core, after the models are loaded, in two ways by turns: the encoder
and decoding alone, and all that `onrecord read` does, from bytes to labelled statements. Prints words per second of
processor time, the median of the rounds and their range: what else runs on the machine then matters little; and what
labelling (the sentence encoder, heads and rules) adds to the rest of reading, both timed document by document.
Without DIR it takes the texts of `../shared/data/polnear/dev` if they are there, else the examples. ``--workers 2``
also takes the documents into a dossier with one process and with two, and prints documents per second by the clock on
the wall.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median

from onrecord import documents, labels, pipeline, statements
from onrecord.documents import fetch
from onrecord.dossier import Dossier
from onrecord.dossier.vectors import quantise, restore
from onrecord.records import Blob
from onrecord.settings import iso, utc_now
from onrecord.statements.decoding import decode

ROOT = Path(__file__).parents[1]
PLACES = (ROOT.parent / "shared" / "data" / "polnear" / "dev" / "text", ROOT / "examples" / "documents")


def main() -> None:
    """Print the figures."""
    options = _arguments()
    if options.data is None:
        sys.exit("no texts: give --data DIR with .txt files")
    blobs = [fetch.from_path(path, utc_now()) for path in sorted(options.data.glob("*.txt"))[: options.documents]]
    if not blobs:
        sys.exit(f"no .txt files in {options.data}")
    print(f"{machine()}; {len(blobs)} documents from {options.data.name}")
    affinity = _take_one_core()
    measure(blobs, options.rounds)
    measure_labelling(blobs, options.rounds)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if affinity:
        os.sched_setaffinity(0, affinity)
    for workers in (1, options.workers) if options.workers > 1 else ():
        print(f"{workers} at once: {documents_per_second(blobs, workers):.1f} documents/s")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=next((p for p in PLACES if p.is_dir()), None))
    parser.add_argument("--documents", type=int, default=84)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workers", type=int, default=1)
    return parser.parse_args()


def machine() -> str:
    """Name the processor as the system does."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _take_one_core() -> set[int]:
    """Stay on one core; return those allowed before, or nothing where a system does not tell."""
    if not hasattr(os, "sched_setaffinity"):
        return set()
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    return allowed


def measure(blobs: Sequence[Blob], rounds: int) -> None:
    """Print the speed of both ways of reading."""
    began = time.process_time()
    tools = pipeline.load_tools()
    pipeline.read(blobs[0], tools)
    print(f"start with the first document: {time.process_time() - began:.2f} s")
    texts = [pipeline.read(blob, tools).document.text for blob in blobs]

    def look_and_decode() -> None:
        for text in texts:
            decode([tools.reader.look(window) for window in tools.reader.windows(text)], tools.reader)

    def read_all() -> None:
        for blob in blobs:
            pipeline.read(blob, tools)

    ways = {"encoder and decoding": look_and_decode, "all of read": read_all}
    words = sum(len(text.split()) for text in texts)
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            spent[name].append(_processor_seconds(way))
    for name, seconds in spent.items():
        low, high = words / max(seconds), words / min(seconds)
        print(f"{name}: {words / median(seconds):,.0f} words/s ({low:,.0f} to {high:,.0f} in {rounds} rounds)")


def measure_labelling(blobs: Sequence[Blob], rounds: int) -> None:
    """Print what labelling adds to the time of everything before it."""
    tools = pipeline.load_tools()
    with_encoder, without = [], []
    for _ in range(rounds):
        rest, encoder, labelling = (sum(part) for part in zip(*(_parts(blob, tools) for blob in blobs), strict=True))
        with_encoder.append(100 * (encoder + labelling) / rest)
        without.append(100 * labelling / rest)
    for name, shares in (("labelling", with_encoder), ("labelling without the sentence encoder", without)):
        low, high = min(shares), max(shares)
        print(f"{name} adds {median(shares):.1f} % to the rest ({low:.1f} to {high:.1f} in {rounds} rounds)")


def _parts(blob: Blob, tools: pipeline.Tools) -> tuple[float, float, float]:
    """Return the seconds from bytes to statements, of the sentence encoder, and of labelling besides."""
    began = time.process_time()
    document = documents.read(blob, tools.gazetteer).document
    found = statements.find(document, tools.reader, tools.gazetteer)
    document = replace(document, scare_quotes=statements.find_scare_quotes(document, found))
    read = time.process_time()
    vectors = restore(quantise(tools.embedder.embed([statement.quote for statement in found])))
    encoded = time.process_time()
    labels.assign(document, found, vectors, tools.heads, tools.gazetteer)
    return read - began, encoded - read, time.process_time() - encoded


def _processor_seconds(work: Callable[[], None]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def documents_per_second(blobs: Sequence[Blob], workers: int) -> float:
    """Take *blobs* into a new dossier with *workers* processes, their start included."""
    with tempfile.TemporaryDirectory() as folder, Dossier.open(Path(folder) / "speed.dossier", create=True) as dossier:
        began = time.perf_counter()
        pipeline.add(dossier, blobs, now=iso(utc_now()), workers=workers)
        return len(blobs) / (time.perf_counter() - began)


if __name__ == "__main__":
    main()
