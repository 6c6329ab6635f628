"""Measure commitments: importing, what statuses rest on, and whether linked statements bear on what they are linked to.

    python benchmarks/commitments.py --data DATA --seeds SEEDS [--show]

DATA is the folder of data sets (`upr_info_2008_2014/kazakhstan.csv`: 327 recommendations to Kazakhstan), SEEDS that of
the two articles on it. commitments.tsv holds pairs judged by eye: a commitment (UPR Info's number, or the document and
the characters of the statement that it was found in, with the first digits of the SHA-256 of its words), a document of
SEEDS or of examples/documents with the characters of a statement, and whether the statement bears on the commitment.
Pairs of a recommendation to Kazakhstan with a statement on the invented country are judged as if both were about one
country.

The two articles carry no date, so that nothing of them counts as evidence. A second count takes the years that their
words allow: DATES.
"""

from __future__ import annotations

import argparse
import csv
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onrecord import pipeline
from onrecord.commitments import importing
from onrecord.commitments.evidence import Told
from onrecord.commitments.matching import LEAST
from onrecord.commitments.statuses import assess
from onrecord.commitments.tracking import link
from onrecord.documents import fetch
from onrecord.dossier import Dossier, commitments, fits
from onrecord.dossier.commitment_intake import take_found, take_imported
from onrecord.models import load_embedder
from onrecord.records import Commitment, DeclaredCountry, Span, Statement, When, sha256_hex
from onrecord.reference.countries import Gazetteer

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples" / "documents"
DECLARED = (
    DeclaredCountry(code="XEX", name="Exempla", demonym="Exemplan", also=("Republic of Exempla",)),
    DeclaredCountry(code="XNV", name="Norvania", demonym="Norvanian"),
)
DATES = {"000_2d2b4d27f7e70e89.txt": "2021", "002_f9e431b4071f1396.txt": "2014"}
"""Years in which the articles can have been written, by what they tell of."""
NOW = "2026-01-01"
RESAMPLES, SEED = 2000, 7
SAME_PLACE = 0.5
"""A statement found is the one that was judged if so much of the two overlaps."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A line of commitments.tsv."""

    commitment: str
    document: str
    span: Span
    bears: bool


@dataclass(frozen=True, slots=True)
class Material:
    """A dossier's statements with their documents' file names, and its commitments by both their names."""

    told: list[tuple[str, Told]]
    vectors: NDArray[np.float32]
    found: dict[str, Commitment]
    listed: dict[str, Commitment]


def main() -> None:
    """Run the benchmark and print its numbers."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--seeds", type=Path, required=True)
    parser.add_argument("--show", action="store_true", help="print statuses, and the pairs that were judged otherwise")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Dossier.open(Path(folder) / "x.dossier", create=True) as dossier:
        material = fill(dossier, args.data / "upr_info_2008_2014" / "kazakhstan.csv", args.seeds)
        print_statuses(dossier, material, show=args.show)
        print_pairs(material, list(read_judged(HERE / "commitments.tsv")), show=args.show)


def fill(dossier: Dossier, recommendations: Path, seeds: Path) -> Material:
    """Add the documents, find their commitments, import the recommendations, and print how long that took."""
    for country in DECLARED:
        dossier.declare_country(country)
    files = [*sorted(seeds.glob("*.txt")), *sorted(EXAMPLES.iterdir())]
    blobs = [fetch.from_path(path, datetime(2026, 1, 1, tzinfo=UTC)) for path in files]
    pipeline.add(dossier, blobs, now=f"{NOW}T00:00:00Z")
    gazetteer, embed = Gazetteer(dossier.declared_countries()), load_embedder().embed
    told: list[tuple[str, Told]] = []
    vectors, found = [], {}
    for document in dossier.documents():
        name = Path(document.sightings[0].where).name
        stored, rows = fits.stored_statements(dossier, document.id)
        ordered = sorted(zip(stored, rows, strict=True), key=lambda pair: pair[0].number)
        for one in take_found(dossier, document, [s.statement for s, _ in ordered], embed, gazetteer):
            place = next(s.statement for s, _ in ordered if s.statement.id == one.origin)
            found[f"{name}:{place.content[0][0]}-{place.content[-1][1]}:{sha256_hex(one.text.encode())[:8]}"] = one
        for row, vector in ordered:
            told.append((name, _told(row.statement, document.published, document.publisher)))
            vectors.append(vector)
    data = recommendations.read_bytes()
    started = time.perf_counter()
    parsed = importing.parse(recommendations.name, data, "upr-info", gazetteer)
    report = take_imported(dossier, recommendations.name, parsed, embed)
    print(f"import: {report.rows_in} rows in {time.perf_counter() - started:.1f} s; {report.added} added")
    started = time.perf_counter()
    again = take_imported(dossier, recommendations.name, parsed, embed)
    print(f"again: {again.unchanged} unchanged in {time.perf_counter() - started:.1f} s")
    listed = {one.reference or "": one for one in parsed.commitments}
    return Material(told, np.array(vectors, np.float32), found, listed)


def _told(statement: Statement, published: When, publisher: str | None) -> Told:
    return Told(statement=statement, published=published, publisher=publisher)


def print_statuses(dossier: Dossier, material: Material, *, show: bool) -> None:
    """Print how many commitments have which status, and check what each rests on."""
    started = time.perf_counter()
    listed = commitments.commitments(dossier, NOW, commitments.CommitmentFilter(country="KAZ", kind="recommendation"))
    print(f"list of {len(listed)}: {(time.perf_counter() - started) * 1000:.0f} ms")
    print("recommendations to Kazakhstan, articles without a date:", dict(_counts(listed)))
    dated = _dated(material)
    print(f"the same, articles of {', '.join(sorted(DATES.values()))}:", dict(_counts(dated)))
    if show:
        _show(dated)
    own = commitments.commitments(dossier, NOW, commitments.CommitmentFilter(country="XEX"))
    print("commitments found in the examples:", dict(_counts(own)))
    by_id = {told.statement.id: told for _, told in material.told}
    faults = [one for one in (*listed, *own) if not _is_sound(one, by_id)]
    spans = sum(bool(by_id[key].statement.content) for one in (*listed, *own) for key in one.evidence)
    print(f"statuses without later evidence, or that do not open their spans: {len(faults)}; spans opened: {spans}")


def _dated(material: Material) -> list[Commitment]:
    """Return the recommendations judged with the articles dated by hand."""
    recommendations = list(material.listed.values())
    chosen = [(n, replace(told, published=_year(DATES[name]))) for n, (name, told) in enumerate(material.told)
              if name in DATES]  # fmt: skip
    by_id = {told.statement.id: told for _, told in chosen}
    links = link(
        [told.statement for _, told in chosen], recommendations, material.vectors[[n for n, _ in chosen]],
        load_embedder().embed([one.text for one in recommendations]), _names(),
    )  # fmt: skip
    linked = defaultdict(list)
    for one in links:
        linked[one.commitment].append(by_id[one.statement])
    return [assess(one, linked[one.id], NOW) for one in recommendations]


def _year(year: str) -> When:
    return When(start=f"{year}-01-01", end=f"{year}-12-31", precision="year", basis="inferred")


def _counts(some: Iterable[Commitment]) -> list[tuple[str, int]]:
    return Counter(str(one.status) for one in some).most_common()


def _show(some: Iterable[Commitment]) -> None:
    for one in some:
        if one.evidence:
            print("  ", one.status, "|", one.text[:110], "|", one.because)


def _is_sound(one: Commitment, by_id: dict[str, Told]) -> bool:
    """Tell whether every statement that a status rests on is there, has words, and is later than the commitment."""
    if one.status not in ("no-evidence", "not-due") and not one.evidence:
        return False
    for key in one.evidence:
        told = by_id.get(key)
        dates = [] if told is None else [told.published.start, told.statement.time.start]
        known = [date for date in dates if date]
        if told is None or not told.statement.quote or not known or not all(date > (one.made or "~") for date in known):
            return False
    return True


def print_pairs(material: Material, judged: Sequence[Judged], *, show: bool) -> None:
    """Print how often a linked pair was judged to be one, and how many of those judged so are linked."""
    recommendations = [*material.listed.values(), *material.found.values()]
    asked = load_embedder().embed([one.text for one in recommendations])
    everywhere = [replace(told.statement, country="XEX") for _, told in material.told]
    elsewhere = [replace(one, by="XEX") for one in recommendations]
    linked = {
        (one.commitment, one.statement): one for one in link(everywhere, elsewhere, material.vectors, asked, _names())
    }
    names = {**material.listed, **material.found}
    rows: list[tuple[str, bool, bool]] = []
    missing = 0
    for line in judged:
        commitment, statement = names.get(line.commitment), _at(material, line)
        if commitment is None or statement is None:
            missing += 1
            continue
        is_linked = (commitment.id, statement.id) in linked
        rows.append((commitment.id, is_linked, line.bears))
        if show and is_linked != line.bears:
            print("  ", "linked:" if is_linked else "missed:", commitment.text[:90], "|", statement.quote[:90])
    print(
        f"pairs judged: {len(rows)} ({sum(bears for *_, bears in rows)} bear); not found again: {missing}; over {LEAST}"
    )
    for name, part in (("precision", 1), ("recall", 2)):
        value, low, high = _share(rows, part)
        print(f"  {name} {value:.3f} [{low:.3f}, {high:.3f}]")


def _share(rows: Sequence[tuple[str, bool, bool]], part: int) -> tuple[float, float, float]:
    """Return the share of pairs both linked and judged to bear among those with the flag *part*, and its interval."""
    groups: dict[str, list[tuple[str, bool, bool]]] = defaultdict(list)
    for row in rows:
        groups[row[0]].append(row)
    pieces = np.array([[sum(r[1] and r[2] for r in g), sum(bool(r[part]) for r in g)] for g in groups.values()])
    rng = np.random.default_rng(SEED)
    draws = pieces[rng.integers(0, len(pieces), (RESAMPLES, len(pieces)))].sum(axis=1)
    low, high = np.quantile(draws[:, 0] / np.maximum(draws[:, 1], 1), [0.025, 0.975])
    both, flagged = pieces.sum(axis=0)
    return float(both / max(flagged, 1)), float(low), float(high)


def _names() -> dict[str, list[str]]:
    countries = Gazetteer(DECLARED).countries
    words = [w for code in ("XEX", "KAZ") for c in [countries[code]] for w in (c.name, *c.demonyms, *c.also)]
    return {"XEX": words, "KAZ": words}


def _at(material: Material, line: Judged) -> Statement | None:
    """Return the statement that stands where the judged one stood."""
    start, end = line.span
    for name, told in material.told:
        first, last = told.statement.content[0][0], told.statement.content[-1][1]
        both = min(end, last) - max(start, first)
        if name == line.document and both >= SAME_PLACE * max(end - start, last - first):
            return told.statement
    return None


def read_judged(path: Path) -> Iterable[Judged]:
    """Yield the lines of commitments.tsv."""
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            span = (int(row["start"]), int(row["end"]))
            yield Judged(row["commitment"], row["document"], span, row["bears"] == "yes")


if __name__ == "__main__":
    main()
