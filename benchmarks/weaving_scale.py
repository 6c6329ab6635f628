"""Measure what weaving costs: time, memory and growth from 10,000 to 100,000 statements.

    python benchmarks/weaving_scale.py [--sizes 10000 30000 100000] [--folder DIR] [--room]

Makes up documents of twenty statements on eight countries, on matters of the countries' own (laws, cases, incidents,
with names, places and figures of their own) and on none, with vectors that lie near those of their matters. Weaves them
all at once (`onrecord.dossier.weaving.reweave_all`), then adds documents one by one. With --room the room alone is
measured, without a dossier.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord.dossier import Dossier, weaving
from onrecord.records import (
    RIGHTS,
    Blob,
    CountryShare,
    DeclaredCountry,
    Document,
    Right,
    Sighting,
    Statement,
    When,
    sha256_hex,
    statement_id,
)
from onrecord.threads import Item, Loom, Rarities

COUNTRIES = tuple(
    DeclaredCountry(code=f"XA{letter}", name=name, demonym=f"{name}n")
    for letter, name in zip("ABCDEFGH", "Aldora Brenia Cassia Dovia Elmara Fenoria Galdia Hestia".split(), strict=True)
)
PER_DOCUMENT = 20
MATTERS_PER_COUNTRY = 400
ADDED = 20
_SYLLABLES = "ba re ti ko lu mar ven dos pel gar nim sol tar vek hol bri cas dun fer jor lan mos".split()
_OBJECTS = (
    "gatherings broadcasting associations prisons elections schools hospitals judges police land water mines press "
    "churches unions shelters cameras lawyers textbooks passports tenants fishermen miners nurses veterans"
).split()
_KINDS = (
    "Law on {o}",
    "Act on {o}",
    "closure of the {n} newspaper",
    "trial of {n} {m}",
    "strike in {n}",
    "inquiry into {n}",
)
_SAYINGS = (
    "the {k} was adopted in {y} after a long debate in {n}",
    "nobody has been charged since the {k} came before the court in {n}",
    "{c} people were affected by the {k} in the district of {n}",
    "the {k} falls short of what was promised to the {o} of {n}",
    "the government will amend the {k} before the end of {y}",
    "the ministry called the {k} a step forward for the {o}",
    "observers counted {c} cases under the {k} in {y}",
    "the {k} must be withdrawn and the {o} of {n} compensated",
)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--room", action="store_true")
    args = parser.parse_args()
    print(
        f"{'statements':>12}{'threads':>9}{'seconds':>9}{'µs each':>9}{'MiB':>7}   a document more, ms (median, worst)"
    )
    with tempfile.TemporaryDirectory(dir=args.folder) as folder:
        for size in args.sizes:
            measure_room(size) if args.room else measure_dossier(size, Path(folder) / f"{size}.dossier")


def measure_room(size: int) -> None:
    """Weave without a dossier."""
    loom = Loom(Rarities())
    spent = 0.0
    for document, items in documents(size):
        started = time.process_time()
        loom.weave(document, items)
        spent += time.process_time() - started
    _print(size, len(loom.profiles), spent, [])


def measure_dossier(size: int, path: Path) -> None:
    """Weave a dossier anew, then add documents to it."""
    made = documents(size + ADDED * PER_DOCUMENT)
    with Dossier.open(path, create=True) as dossier:
        for country in COUNTRIES:
            dossier.declare_country(country)
        for _ in range(size // PER_DOCUMENT):
            _keep(dossier, *next(made))
        started = time.process_time()
        threads = weaving.reweave_all(dossier)
        spent = time.process_time() - started
        added = []
        for document, items in made:
            _keep(dossier, document, items)
            started = time.process_time()
            weaving.weave_document(dossier, document.id)
            added.append(time.process_time() - started)
    _print(size, threads, spent, added)


def _print(size: int, threads: int, spent: float, added: list[float]) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    tail = f"{statistics.median(added) * 1000:28.0f}, {max(added) * 1000:.0f}" if added else ""
    print(f"{size:12}{threads:9}{spent:9.1f}{spent / size * 1e6:9.0f}{memory:7.0f}{tail}", flush=True)


def _keep(dossier: Dossier, document: Document, items: list[Item]) -> None:
    data = document.text.encode()
    blob = Blob(data=data, name=f"{document.id}.txt", sighting=Sighting(where=f"{document.id}.txt"))
    vectors = np.array([item.vector for item in items])
    dossier.keep(blob, document, [item.statement for item in items], vectors, reader="made up")


def documents(size: int) -> Iterator[tuple[Document, list[Item]]]:
    """Yield documents with their statements until there are *size* of these, always the same."""
    chance, waves = random.Random(11), np.random.default_rng(11)
    matters = {c.code: [_matter(chance, waves) for _ in range(MATTERS_PER_COUNTRY)] for c in COUNTRIES}
    for _ in range(size // PER_DOCUMENT):
        country = chance.choice(COUNTRIES)
        # a few matters are spoken of often, most seldom
        chosen = [matters[country.code][int(MATTERS_PER_COUNTRY * chance.random() ** 2.5)] for _ in range(4)]
        told = sorted(range(PER_DOCUMENT), key=lambda n: n * len(chosen) // PER_DOCUMENT)
        yield _document(country, [chosen[n * len(chosen) // PER_DOCUMENT] for n in told], chance, waves)


Matter = tuple[str, str, str, tuple[Right, ...], NDArray[np.float32]]


def _matter(chance: random.Random, waves: np.random.Generator) -> Matter:
    thing, name = chance.choice(_OBJECTS), _name(chance)
    kind = chance.choice(_KINDS).format(o=thing, n=name, m=_name(chance))
    vector = waves.normal(size=384).astype(np.float32)
    return kind, thing, name, (chance.choice(RIGHTS),), vector / np.linalg.norm(vector)


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.choice((2, 3, 3)))).capitalize()


def _document(
    country: DeclaredCountry, matters: list[Matter], chance: random.Random, waves: np.random.Generator
) -> tuple[Document, list[Item]]:
    paragraphs, spans, at = [], [], 0
    for kind, thing, name, _, _ in matters:
        said = chance.choice(_SAYINGS).format(
            k=kind, o=thing, n=name, y=chance.randint(2005, 2025), c=chance.randint(2, 4000)
        )
        lead = f"{_name(chance)} {_name(chance)} of {country.name} said that "
        paragraphs.append(f"{lead}{said}.")
        spans.append((at + len(lead), at + len(lead) + len(said)))
        at += len(lead) + len(said) + 3
    text = "\n\n".join(paragraphs)
    year = chance.randint(2005, 2025)
    day = f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    sha256 = sha256_hex(text.encode())
    document = Document(
        id=sha256[:20], sha256=sha256, text_sha256=sha256, media_type="text/plain", text=text, title=matters[0][0],
        published=When(start=day, end=day, precision="day", basis="stated"), language="en", made_by="made up",
        countries=(CountryShare(code=country.code, share=1.0),),
    )  # fmt: skip
    return document, [
        _item(document, country, span, matter, waves) for span, matter in zip(spans, matters, strict=True)
    ]


def _item(
    document: Document, country: DeclaredCountry, span: tuple[int, int], matter: Matter, waves: np.random.Generator
) -> Item:
    vector = matter[4] + waves.normal(scale=0.04, size=384).astype(np.float32)
    statement = Statement(
        id=statement_id(document, "author", (), (), (span,)),
        document=document.id,
        voice="author",
        content=(span,),
        quote=document.text[span[0] : span[1]],
        rights=matter[3],
        country=country.code,
        made_by="made up",
    )
    return Item(statement=statement, vector=vector / np.linalg.norm(vector), published=document.published)


if __name__ == "__main__":
    main()
