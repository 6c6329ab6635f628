"""Score findings on annotated dossiers.

    python benchmarks/findings.py [--set open|held] [--data DIR] [--seeds DIR] [--show] [--cache DIR]

The annotation is ``benchmarks/weighing/`` (docs/annotation-weighing.md): dossiers of invented texts, and of shared ones
by offset, which are scored where ``--data`` and ``--seeds`` have them. A finding is right where its kind is (one of)
the annotated and each side overlaps the annotated side; sides in either order for contradictions and agreements.
Findings of an arguable pair (``?``) count neither way; any other that is not annotated counts as wrong. Recall is over
the annotated pairs without ``?``. What one side says (single and anonymous sources) and dependent sources stand apart.

The baseline joins any two statements of opposite stance on one right in one year, as a contradiction.

``--show`` lists what is wrong and what is missed, in the open set only.
"""

from __future__ import annotations

import argparse
import csv
import pickle
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np

from onrecord import pipeline
from onrecord.records import Blob, DeclaredCountry, Finding, Side, Sighting, Span, When, content_id, sha256_hex
from onrecord.threads.findings import find_findings
from onrecord.threads.items import Item

HERE = Path(__file__).resolve().parent / "weighing"
SHARED = HERE.parents[2] / "shared"
SYMMETRIC = frozenset({"contradiction", "agreement"})
APART = frozenset({"single-source", "anonymous-source", "dependent-sources"})
_DRAWS, _SEED = 1000, 20261122


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
    """What was read of one dossier, and what people found in it; *names* are the documents' files by id."""

    name: str
    items: tuple[Item, ...]
    texts: dict[str, str]
    names: dict[str, str]
    gold: tuple[Gold, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of one dossier: findings *right* of those *made*, gold pairs *found* of those *asked*; by kind."""

    made: Counter[str]
    right: Counter[str]
    asked: Counter[str]
    found: Counter[str]
    tempted: int
    tempting: int


def main() -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--set", choices=("open", "held"), dest="part", default="open")
    parser.add_argument("--data", type=Path, default=SHARED / "data")
    parser.add_argument("--seeds", type=Path, default=SHARED / "seeds")
    parser.add_argument("--show", action="store_true", help="list what is wrong and missed in the open set")
    parser.add_argument("--cache", type=Path, help="keep what was read here")
    parser.add_argument("--only", help="one dossier alone")
    args = parser.parse_args()
    if args.show and args.part != "open":
        parser.error("--show needs --set open: of the held set only totals are looked at")
    dossiers = [
        dossier
        for folder in sorted((HERE / args.part).iterdir())
        if folder.is_dir() and args.only in (None, folder.name)
        if (dossier := load(folder, args.data, args.seeds, args.cache)) is not None
    ]
    results = [(d, weigh(d)) for d in dossiers]
    report(args.part, "rules", [score(d, found) for d, found in results])
    report(args.part, "baseline", [score(d, baseline(d)) for d in dossiers])
    apart(results)
    if args.show:
        for dossier, found in results:
            show(dossier, found)
    return 0


def load(folder: Path, data: Path, seeds: Path, cache: Path | None) -> Dossier | None:
    """Read a dossier's documents by the pipeline; None where its texts are not there."""
    sources = list(_texts(folder, data, seeds))
    if not sources:
        print(f"not there, so not scored: {folder.name}")
        return None
    countries = _countries(folder)
    items: list[Item] = []
    texts, names = {}, {}
    for name, text, published in sources:
        reading = _read(name, text, countries, cache)
        texts[reading.document.id], names[reading.document.id] = reading.document.text, name
        items += _items(reading, published)
    return Dossier(name=folder.name, items=tuple(items), texts=texts, names=names, gold=tuple(read_gold(folder)))


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


def weigh(dossier: Dossier) -> list[Finding]:
    """Return the findings of a dossier."""
    return find_findings(dossier.items, dossier.texts)


def baseline(dossier: Dossier) -> list[Finding]:
    """Join any two statements of opposite stance on one right in one year."""
    out = []
    for one, other in combinations(dossier.items, 2):
        a, b = one.statement, other.statement
        years = {(i.moment.start or "")[:4] for i in (one, other)}
        if {a.stance, b.stance} == {"progress", "regress"} and set(a.rights) & set(b.rights) and len(years) == 1:
            sides = [Side(document=s.document, spans=s.content, statement=s.id) for s in (a, b)]
            out.append(Finding(id=a.id + b.id, kind="contradiction", why="", a=sides[0], b=sides[1], rule="baseline"))
    return out


def _touches(dossier: Dossier, side: Side | None, gold: tuple[str, Span] | None) -> bool:
    if side is None or gold is None:
        return side is None and gold is None
    name, (start, end) = gold
    return dossier.names[side.document] == name and any(s < end and start < e for s, e in side.spans)


def fits(dossier: Dossier, finding: Finding, gold: Gold, *, any_kind: bool = False) -> bool:
    """Tell whether a finding is the annotated pair."""
    if not any_kind and finding.kind not in gold.kinds:
        return False
    straight = _touches(dossier, finding.a, gold.a) and _touches(dossier, finding.b, gold.b)
    if straight or not (any_kind or finding.kind in SYMMETRIC):
        return straight
    return finding.b is not None and _touches(dossier, finding.b, gold.a) and _touches(dossier, finding.a, gold.b)


def verdict(dossier: Dossier, finding: Finding) -> str:
    """Return `right`, `open` (arguable) or `wrong`."""
    fitting = [gold for gold in dossier.gold if gold.kinds != {"none"} and fits(dossier, finding, gold)]
    if any(not gold.is_open for gold in fitting):
        return "right"
    arguable = [gold for gold in dossier.gold if gold.is_open and fits(dossier, finding, gold, any_kind=True)]
    return "open" if fitting or arguable else "wrong"


def score(dossier: Dossier, findings: Sequence[Finding]) -> Score:
    """Count what is right, wrong and missed in a dossier; pairs alone."""
    pairs = [f for f in findings if f.kind not in APART]
    verdicts = [(f, verdict(dossier, f)) for f in pairs]
    asked = [g for g in dossier.gold if not g.is_open and g.kinds != {"none"} and not g.kinds <= APART]
    found = [g for g in asked if any(fits(dossier, f, g) for f in pairs)]
    tempting = [g for g in dossier.gold if g.kinds == {"none"}]
    wrong = [f for f, said in verdicts if said == "wrong"]
    return Score(
        made=Counter(f.kind for f, said in verdicts if said != "open"),
        right=Counter(f.kind for f, said in verdicts if said == "right"),
        asked=Counter(min(g.kinds) for g in asked),
        found=Counter(min(g.kinds) for g in found),
        tempted=sum(any(fits(dossier, f, g, any_kind=True) for f in wrong) for g in tempting),
        tempting=len(tempting),
    )


def report(part: str, name: str, scores: Sequence[Score]) -> None:
    """Print precision, recall and F1, over all and by kind."""
    kinds = sorted({kind for s in scores for kind in (*s.made, *s.asked)})
    tempted, tempting = sum(s.tempted for s in scores), sum(s.tempting for s in scores)
    print(f"\n{part}, {name}: {len(scores)} dossiers; of {tempting} tempting non-pairs {tempted} joined")
    for kind in ("all", *kinds):
        table = np.array([_row(s, kind) for s in scores])
        p, r, f1 = _measures(table.sum(axis=0))
        draws = np.random.default_rng(_SEED).integers(0, len(scores), (_DRAWS, len(scores)))
        low_high = np.nanpercentile([_measures(table[d].sum(axis=0)) for d in draws], [2.5, 97.5], axis=0)
        spans = " ".join(f"[{a:.3f}, {b:.3f}]" for a, b in low_high.T)
        made, right, asked, found = table.sum(axis=0)
        print(f"  {kind:17} P {p:.3f} ({right}/{made})  R {r:.3f} ({found}/{asked})  F1 {f1:.3f}   {spans}")


def _row(score: Score, kind: str) -> list[int]:
    counts = (score.made, score.right, score.asked, score.found)
    return [c.total() if kind == "all" else c[kind] for c in counts]


def _measures(row: np.ndarray) -> tuple[float, float, float]:
    made, right, asked, found = row
    precision = right / made if made else float("nan")
    recall = found / asked if asked else float("nan")
    both = 2 * precision * recall / (precision + recall) if precision + recall > 0 else 0.0
    return precision, recall, both


def apart(results: Sequence[tuple[Dossier, list[Finding]]]) -> None:
    """Print how many findings of one side there are, and how many annotated ones they hold."""
    for kind in sorted(APART):
        made = [(d, f) for d, found in results for f in found if f.kind == kind]
        asked = [(d, g) for d, _ in results for g in d.gold if g.kinds == {kind} and not g.is_open]
        hits = [1 for d, g in asked if any(e is d and fits(d, f, g) for e, f in made)]
        print(f"  {kind}: {len(made)} made, {len(hits)} of {len(asked)} annotated among them")


def show(dossier: Dossier, findings: Sequence[Finding]) -> None:
    """Print what is wrong and what is missed."""
    print(f"\n##### {dossier.name}")
    for finding in findings:
        if finding.kind in APART:
            continue
        said = verdict(dossier, finding)
        print(f"{said.upper():5} {finding.kind} [{finding.rule}] {finding.why}")
        for side in (finding.a, finding.b):
            if side:
                text = " / ".join(dossier.texts[side.document][s:e] for s, e in side.spans)
                print(f"        {dossier.names[side.document][:24]:24} {text[:260]}")
    for gold in dossier.gold:
        if gold.is_open or gold.kinds == {"none"} or gold.kinds <= APART:
            continue
        if not any(fits(dossier, f, gold) for f in findings):
            print(f"MISSED {'|'.join(sorted(gold.kinds))} ({gold.note})")
            for annotated in (gold.a, gold.b):
                if annotated:
                    print(f"        {annotated[0][:24]:24} {_cut(dossier, annotated)[:260]}")


def _cut(dossier: Dossier, side: tuple[str, Span]) -> str:
    document = next(key for key, name in dossier.names.items() if name == side[0])
    return dossier.texts[document][side[1][0] : side[1][1]]


if __name__ == "__main__":
    sys.exit(main())
