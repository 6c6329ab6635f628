"""Measure what findings cost: all statements of a dossier at once, and one document into many.

    python benchmarks/findings_scale.py [--sizes 10000 100000] [--folder DIR]

The documents are those of `weaving_scale.py`: twenty statements each, on eight countries. The room alone is given all
statements of each country at once; a dossier of the same is then woven, and documents are added one by one, woven and
set beside the others as `onrecord add` does. Seconds are those of the processor.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.weaving_scale import ADDED, COUNTRIES, PER_DOCUMENT, _keep, documents

from onrecord import pipeline
from onrecord.dossier import Dossier, weaving
from onrecord.threads import Item
from onrecord.threads.findings import find_findings


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args()
    print(
        f"{'statements':>12}{'all at once, s':>16}{'MiB':>7}   a document more, ms (median, worst); its findings alone"
    )
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        for size in args.sizes:
            spent = measure_room(size)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            added, alone = measure_dossier(size, Path(folder) / f"{size}.dossier")
            tail = f"{_ms(added)}; {_ms(alone)}"
            print(f"{size:12}{spent:16.1f}{memory:7.0f}   {tail}", flush=True)


def _ms(spent: list[float]) -> str:
    return f"{statistics.median(spent) * 1000:.0f}, {max(spent) * 1000:.0f}"


def measure_room(size: int) -> float:
    """Return how long it takes to set all statements of each country beside each other."""
    items: dict[str | None, list[Item]] = defaultdict(list)
    texts: dict[str, str] = {}
    for document, made in documents(size):
        texts[document.id] = document.text
        for item in made:
            items[item.statement.country].append(item)
    started = time.process_time()
    for country in items.values():
        find_findings(country, texts)
    return time.process_time() - started


def measure_dossier(size: int, path: Path) -> tuple[list[float], list[float]]:
    """Return how long each of some documents takes that is added to a woven dossier, and of that its findings."""
    made = documents(size + ADDED * PER_DOCUMENT)
    added, alone = [], []
    with Dossier.open(path, create=True) as dossier:
        for country in COUNTRIES:
            dossier.declare_country(country)
        for _ in range(size // PER_DOCUMENT):
            _keep(dossier, *next(made))
        weaving.reweave_all(dossier)
        for document, items in made:
            _keep(dossier, document, items)
            started = time.process_time()
            weaving.weave_document(dossier, document.id)
            between = time.process_time()
            pipeline.weigh_again(dossier, [document.id])
            ended = time.process_time()
            added.append(ended - started)
            alone.append(ended - between)
    return added, alone


if __name__ == "__main__":
    main()
