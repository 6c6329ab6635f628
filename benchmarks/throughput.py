"""How fast one core reads, and how much memory it takes.

    python benchmarks/throughput.py [--data DIR] [--documents N]

Reads plain-text documents from bytes to labelled statements, as `onrecord read` does, in this process on one core,
after the models are loaded. Without DIR it takes the texts of `../shared/data/polnear/dev` if they are there, else
the examples; a document is read once, so nothing comes from a cache.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import sys
import time
from pathlib import Path

from onrecord import pipeline
from onrecord.documents import fetch
from onrecord.settings import utc_now

ROOT = Path(__file__).parents[1]
PLACES = (ROOT.parent / "shared" / "data" / "polnear" / "dev" / "text", ROOT / "examples" / "documents")


def main() -> None:
    """Print words per second and peak memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=next((p for p in PLACES if p.is_dir()), None))
    parser.add_argument("--documents", type=int, default=84)
    options = parser.parse_args()
    if options.data is None:
        sys.exit("no texts: give --data DIR with .txt files")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    blobs = [fetch.from_path(path, utc_now()) for path in sorted(options.data.glob("*.txt"))[: options.documents]]
    start = time.perf_counter()
    tools = pipeline.load_tools()
    pipeline.read(blobs[0], tools)
    loaded = time.perf_counter()
    words = statements = 0
    for blob in blobs[1:]:
        reading = pipeline.read(blob, tools)
        words += len(reading.document.text.split())
        statements += len(reading.statements)
    seconds = time.perf_counter() - loaded
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{platform.processor() or platform.machine()}, one core, {len(blobs) - 1} documents from {options.data.name}"
    )
    print(f"start with the first document: {loaded - start:.2f} s")
    print(f"{words} words in {seconds:.2f} s: {words / seconds:,.0f} words/s; {statements} statements")
    print(f"peak memory: {peak_mb:.0f} MB")


if __name__ == "__main__":
    main()
