"""Score the alignment of bill versions on provisions whose true pairing is known.

    python benchmarks/bills.py --data DATA [--gold GOLD] [--seeds 2] [--show] [--resamples 1000]

DATA holds ``provisions/<case>.<version>.jsonl.gz`` (or is that folder): a provision a line with id, parent, type, num,
cite, heading, own and text. GOLD (DATA/gold where not given) holds ``<case>.<A>__<B>.csv`` with a_id, b_id, level,
relation and text. Prints for every file, and for all with 95 % intervals from resampled files: precision and recall of
pairs, of articles and sections and of all levels; recall where the number changed; how many provisions really removed
were paired with something, and new ones; splits and mergers; relation and text right; seconds. Beside it a baseline:
TF-IDF of all words, most alike first, one to one.

Splits and mergers are also made of the real versions (benchmarks/bills_made.py, with seeds). At the end two versions
of 2,000 provisions, real ones multiplied with other words, are timed on one core.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.bills_made import Links, make, multiply

from onrecord.bills.aligning import Link, align
from onrecord.bills.pieces import Piece
from onrecord.bills.terms import similarities, words_of
from onrecord.records.bills import ChangeRelation

_DRAWS_SEED = 20261122
_TOP = frozenset({"article", "section"})
_BASELINE_LEAST = 0.3
_TIMED = 2000
_COUNTS = (
    "right", "paired", "asked", "top right", "top paired", "top asked", "changed right", "changed asked",
    "removed", "removed paired", "new", "new paired", "links right", "links found", "links asked",
    "relation right", "text right", "labelled",
)  # fmt: skip
Aligner = Callable[[Sequence[Piece], Sequence[Piece]], Sequence[Link]]
Row = dict[str, str]
Counts = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two versions with their true pairing."""

    name: str
    case: str
    a: list[Piece]
    b: list[Piece]
    rows: list[Row]

    def links(self) -> Links:
        """Return the true partners of each provision of the first version."""
        found: Links = defaultdict(set)
        for row in self.rows:
            if row["a_id"] and row["b_id"]:
                found[row["a_id"]].add(row["b_id"])
        return found


def main() -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--seeds", type=int, default=2, help="how often splits and mergers are made of every file")
    parser.add_argument("--show", action="store_true", help="list what is wrong")
    parser.add_argument("--resamples", type=int, default=1000)
    args = parser.parse_args()
    pairs = read_pairs(args.data, args.gold or args.data / "gold")
    ours = report("onrecord", pairs, align, args.resamples)
    report("tf-idf, most alike first", pairs, greedy, args.resamples)
    if args.show:
        show(pairs, ours)
    report_made(pairs, args.seeds, args.resamples)
    report_time(pairs)
    return 0


# Reading


def read_pairs(data: Path, gold: Path) -> list[Pair]:
    """Read every pair of versions that the gold folder names."""
    folder = data / "provisions" if (data / "provisions").is_dir() else data
    return [_read_pair(folder, path) for path in sorted(gold.glob("*.csv"))]


def _read_pair(folder: Path, path: Path) -> Pair:
    case, versions = path.stem.split(".", 1)
    first, second = versions.split("__")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    a, b = (read_pieces(folder / f"{case}.{version}.jsonl.gz") for version in (first, second))
    return Pair(name=path.stem, case=case, a=a, b=b, rows=rows)


def read_pieces(path: Path) -> list[Piece]:
    """Read the provisions of a version."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    at = {row["id"]: place for place, row in enumerate(rows)}
    return [
        Piece(
            id=row["id"], parent=at.get(row["parent"], -1), level=row["type"], number=row["num"], cite=row["cite"],
            heading=row["heading"], own=row["own"], whole=row["text"],
        )
        for row in rows
    ]  # fmt: skip


# Aligners


def greedy(a: Sequence[Piece], b: Sequence[Piece]) -> list[Link]:
    """Pair what is most alike first, one to one, by all words with the heading counted thrice."""
    counts = [[Counter(words_of(f"{p.heading} {p.heading} {p.whole}")) for p in side] for side in (a, b)]
    alike = similarities(counts[0], counts[1])
    links, free_a, free_b = [], set(range(len(a))), set(range(len(b)))
    order = np.argsort(-alike, axis=None, kind="stable")
    for cell in order[: int((alike >= _BASELINE_LEAST).sum())].tolist():
        i, j = divmod(cell, len(b))
        if i in free_a and j in free_b:
            free_a.remove(i)
            free_b.remove(j)
            relation: ChangeRelation = "kept" if a[i].number == b[j].number else "renumbered"
            same = a[i].whole == b[j].whole
            links.append(Link(a=(i,), b=(j,), relation=relation, text="identical" if same else "amended"))
    return links


# Scoring


def score(pair: Pair, links: Sequence[Link]) -> Counts:
    """Count what is right of one pair of versions; a provision split or merged is right with any true partner."""
    true, partner = pair.links(), _partners(pair, links)
    cites = {row["a_id"]: row["a_cite"] != row["b_cite"] for row in pair.rows if row["a_id"] and row["b_id"]}
    counts = dict.fromkeys(_COUNTS, 0.0)
    for piece in pair.a:
        keys = ("", "top ") if piece.level in _TOP else ("",)
        is_right = partner.get(piece.id) in true.get(piece.id, ())
        for key in keys:
            counts[f"{key}right"] += is_right
            counts[f"{key}paired"] += piece.id in partner
            counts[f"{key}asked"] += piece.id in true
        counts["changed asked"] += cites.get(piece.id, False)
        counts["changed right"] += cites.get(piece.id, False) and is_right
    _count_lost(pair, links, counts)
    _count_labels(pair, links, counts)
    return counts


def _partners(pair: Pair, links: Sequence[Link]) -> dict[str, str]:
    partner: dict[str, str] = {}
    for link in links:
        for i in link.a:
            if link.b:
                partner.setdefault(pair.a[i].id, pair.b[link.b[0]].id)
    return partner


def _count_lost(pair: Pair, links: Sequence[Link], counts: Counts) -> None:
    paired_a = {pair.a[i].id for link in links if link.b for i in link.a}
    paired_b = {pair.b[j].id for link in links if link.a for j in link.b}
    removed = {row["a_id"] for row in pair.rows if row["relation"] == "removed"}
    new = {row["b_id"] for row in pair.rows if row["relation"] == "new"}
    counts["removed"], counts["removed paired"] = len(removed), len(removed & paired_a)
    counts["new"], counts["new paired"] = len(new), len(new & paired_b)


def _count_labels(pair: Pair, links: Sequence[Link], counts: Counts) -> None:
    """Count links of splits and mergers, and labels of all links that are right."""
    label = {(row["a_id"], row["b_id"]): row for row in pair.rows}
    asked = {key for key, row in label.items() if row["relation"] in ("split", "merged")}
    found = set()
    for link in links:
        for key in _keys(pair, link):
            if link.relation in ("split", "merged"):
                found.add(key)
            if key in label:
                counts["labelled"] += 1
                counts["relation right"] += label[key]["relation"] == link.relation
                counts["text right"] += label[key]["text"] == (link.text or "")
    counts["links right"] = sum(k in label and label[k]["relation"] in ("split", "merged") for k in found)
    counts["links found"], counts["links asked"] = len(found), len(asked)


def _keys(pair: Pair, link: Link) -> list[tuple[str, str]]:
    firsts, seconds = [pair.a[i].id for i in link.a] or [""], [pair.b[j].id for j in link.b] or [""]
    return [(first, second) for first in firsts for second in seconds]


# Reporting


def report(name: str, pairs: Sequence[Pair], aligner: Aligner, resamples: int) -> list[Sequence[Link]]:
    """Print the scores of an aligner, file by file and in all; return its links."""
    print(f"\n{name}\n{_HEADER}")
    all_counts, all_links = [], []
    for pair in pairs:
        start = time.perf_counter()
        links = aligner(pair.a, pair.b)
        seconds = time.perf_counter() - start
        all_links.append(links)
        all_counts.append(score(pair, links))
        print(f"{pair.name[:44]:44s} {_line(all_counts[-1])} {seconds:5.2f} s")
    total = {key: sum(counts[key] for counts in all_counts) for key in _COUNTS}
    print(f"{'all':44s} {_line(total)}")
    for what, top, bottom in _RATES:
        low, high = interval(all_counts, top, bottom, resamples)
        print(
            f"  {what:32s} {_rate(total, top, bottom)}  [{low:.3f}, {high:.3f}]  {total[top]:.0f}/{total[bottom]:.0f}"
        )
    return all_links


_RATES = (
    ("articles/sections precision", "top right", "top paired"), ("articles/sections recall", "top right", "top asked"),
    ("all levels precision", "right", "paired"), ("all levels recall", "right", "asked"),
    ("number changed, recall", "changed right", "changed asked"), ("removed, but paired", "removed paired", "removed"),
    ("new, but paired", "new paired", "new"), ("splits and mergers precision", "links right", "links found"),
    ("splits and mergers recall", "links right", "links asked"), ("relation right", "relation right", "labelled"),
    ("identical or amended right", "text right", "labelled"),
)  # fmt: skip
_HEADER = " " * 44 + " art/sec P     R all P     R num R removed     new   splits"


def _line(counts: Counts) -> str:
    rates = [_rate(counts, top, bottom) for _, top, bottom in _RATES[:5]]
    lost = [f"{counts[f'{what} paired']:.0f}/{counts[what]:.0f}" for what in ("removed", "new")]
    links = f"{counts['links right']:.0f}/{counts['links found']:.0f}/{counts['links asked']:.0f}"
    return f"{rates[0]:>9s} {' '.join(rates[1:])} {lost[0]:>7s} {lost[1]:>7s} {links:>8s}"


def _rate(counts: Counts, top: str, bottom: str) -> str:
    return f"{counts[top] / counts[bottom]:.3f}" if counts[bottom] else "    -"


def interval(counts: Sequence[Counts], top: str, bottom: str, resamples: int) -> tuple[float, float]:
    """Return the middle 95 % of a rate over resampled files; files without it drop out of a draw."""
    table = np.array([(c[top], c[bottom]) for c in counts])
    chance = np.random.default_rng(_DRAWS_SEED)
    sums = table[chance.integers(0, len(table), (resamples, len(table)))].sum(axis=1)
    rates = sums[sums[:, 1] > 0]
    low, high = np.quantile(rates[:, 0] / rates[:, 1], [0.025, 0.975]) if len(rates) else (0.0, 0.0)
    return float(low), float(high)


def show(pairs: Sequence[Pair], links: Sequence[Sequence[Link]]) -> None:
    """List the pairs missed and those that should not be."""
    for pair, found in zip(pairs, links, strict=True):
        true, partner = pair.links(), _partners(pair, found)
        cite = {p.id: p.cite for p in pair.b}
        for piece in pair.a:
            got = partner.get(piece.id)
            if got not in true.get(piece.id, {None} - ({got} - {None})):
                wanted = ", ".join(cite[b] for b in sorted(true.get(piece.id, ()))) or "none"
                print(f"  {pair.name}: {piece.cite} went to {cite.get(got or '', 'none')}, should be {wanted}")


def report_made(pairs: Sequence[Pair], seeds: int, resamples: int) -> None:
    """Print how many splits and mergers are found that were made of real versions."""
    found: dict[str, list[Counts]] = {"split": [], "merged": []}
    for pair in pairs:
        counts = {kind: Counter[str]() for kind in found}
        for seed in range(seeds):
            _score_made(pair, seed, counts)
        for kind, count in counts.items():
            found[kind].append({key: float(count[key]) for key in ("right", "found", "asked")})
    print(f"\nmade of the same files, {seeds} seeds each")
    for kind, counted in found.items():
        for what, bottom in (("precision", "found"), ("recall", "asked")):
            top, of = (sum(c[key] for c in counted) for key in ("right", bottom))
            low, high = interval(counted, "right", bottom, resamples)
            print(f"  {kind:8s} {what:10s} {top / max(of, 1):.3f}  [{low:.3f}, {high:.3f}]  {top:.0f}/{of:.0f} links")


def _score_made(pair: Pair, seed: int, counts: dict[str, Counter[str]]) -> None:
    made = make(pair.b, pair.links(), seed)
    changed = Pair(name=pair.name, case=pair.case, a=pair.a, b=made.pieces, rows=[])
    links = align(pair.a, made.pieces)
    for kind, truth in (("split", made.splits), ("merged", made.mergers)):
        asked = truth | {(r["a_id"], r["b_id"]) for r in pair.rows if r["relation"] == kind}
        found = {key for link in links if link.relation == kind for key in _keys(changed, link)}
        counts[kind].update(right=len(found & asked), found=len(found), asked=len(asked))


def report_time(pairs: Sequence[Pair]) -> None:
    """Print how long two versions of 2,000 provisions take."""
    longest = max(pairs, key=lambda p: min(len(p.a), len(p.b)))
    a, b = multiply(longest.a, _TIMED), multiply(longest.b, _TIMED)
    start = time.process_time()
    links = align(a, b)
    seconds = time.process_time() - start
    right = sum(len(k.a) == len(k.b) == 1 and a[k.a[0]].id.split(".")[0] == b[k.b[0]].id.split(".")[0] for k in links)
    print(f"\n{len(a)} and {len(b)} provisions ({longest.case}, multiplied): {seconds:.2f} s of processor time")
    print(f"  {right} of {sum(bool(k.a and k.b) for k in links)} pairs within one copy")


if __name__ == "__main__":
    raise SystemExit(main())
