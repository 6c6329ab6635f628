"""Make a dossier of a million statements from the examples, and measure what its pages take.

    python benchmarks/million.py make -d PATH [--statements 1000000] [--countries 60]
    python benchmarks/million.py time -d PATH [--base-url http://127.0.0.1:PORT]
    python benchmarks/million.py sizes -d PATH

`make` writes through the dossier's own functions; the same seed makes the same dossier.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from itertools import islice
from pathlib import Path

from benchmarks.million_weighed import NOW

from benchmarks import million_made as made
from benchmarks import million_timed, million_weighed
from onrecord.dossier import Dossier
from onrecord.records import Document, Issue, make_issue

DOCUMENTS_AT_ONCE = 200
SEED = 20_261_122
CACHE_KIB = 2_000_000
"""Of the program that writes: without it, pages of one transaction are written many times."""


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("make", "time", "sizes"))
    parser.add_argument("-d", "--dossier", type=Path, required=True)
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--countries", type=int, default=60)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--examples", type=Path, help="a dossier made by onrecord demo; made anew by default")
    parser.add_argument("--base-url", help="measure pages of a running onrecord serve too")
    parser.add_argument("--pid", type=int, help="of that program, to measure its processor time")
    args = parser.parse_args()
    if args.what == "make":
        make(args.dossier, args.statements, args.countries, args.seed, args.examples)
    elif args.what == "sizes":
        print_sizes(args.dossier)
    else:
        million_timed.time_queries(args.dossier)
        if args.base_url:
            million_timed.time_pages(args.dossier, args.base_url, args.pid)


def make(path: Path, statements: int, countries: int, seed: int, examples: Path | None) -> None:
    """Fill a dossier; one that is there already gets more."""
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as folder,
        Dossier.open(examples or _demo(Path(folder)), create=False) as dossier,
    ):
        sources, weighed = made.load(dossier), million_weighed.load(dossier)
    found = made.countries(countries)
    maker = made.Maker(sources, found, seed)
    with Dossier.open(path, create=True) as dossier:
        dossier.connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        for country in found:
            dossier.declare_country(country.declared)
        with dossier.intake(NOW, "generated") as intake:
            weigher = million_weighed.Weigher(dossier=dossier, found=weighed, seed=seed)
            count, documents = 0, maker.documents(statements)
            while batch := list(islice(documents, DOCUMENTS_AT_ONCE)):
                count += _write(dossier, weigher, batch)
                print(f"{count:9} statements, {time.monotonic() - began:6.0f} s", flush=True)
            with dossier.bulk():
                weigher.finish(found)
            dossier.finish_intake(intake, dossier.account(intake), NOW)


def _write(dossier: Dossier, weigher: million_weighed.Weigher, batch: list[tuple[made.Country, made.Made]]) -> int:
    with dossier.bulk():
        for n, (_, (blob, document, said, vectors, _)) in enumerate(batch):
            dossier.keep(blob, document, said, vectors, [_issue(document)] if n % 50 == 0 else ())
        dossier.refuse(_issue(None), batch[0][1][0])
        weigher.weigh(batch)
    return sum(len(one[2]) for _, one in batch)


def _issue(document: Document | None) -> Issue:
    kind, where = ("foreign-language", document.sightings[0].where) if document else ("empty", "https://empty.example")
    return make_issue(
        kind, "statements", "a part is in another language.", where, "", document.id if document else None
    )


def _demo(folder: Path) -> Path:
    from onrecord.cli.console import Console
    from onrecord.cli.demo import run_demo

    run_demo(folder, None, Console(quiet=True))
    return folder / "exempla.dossier"


def print_sizes(path: Path) -> None:
    """Print the bytes that each table and index takes for one statement."""
    with Dossier.open(path, create=False) as dossier:
        db = dossier.connection
        (count,) = db.execute("SELECT count(*) FROM statements").fetchone()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        print(f"{count} statements, {path.stat().st_size / 1e9:.3f} GB, {path.stat().st_size / count:.0f} bytes each")
        for name, size in db.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 40"):
            print(f"  {name:36} {size / count:7.1f}")


if __name__ == "__main__":
    main()
