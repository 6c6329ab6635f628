"""Score findings on annotated dossiers.

    python benchmarks/findings.py [--set open|held] [--given] [--data DIR] [--seeds DIR] [--show] [--cache DIR]

The annotation is ``benchmarks/weighing/`` (docs/annotation-weighing.md): dossiers of invented texts, and of shared ones
by offset, which are scored where ``--data`` and ``--seeds`` have them. A finding is right where its kind is (one of)
the annotated and each side overlaps the annotated side; sides in either order for contradictions and agreements.
Findings of an arguable pair (``?``) count neither way; any other that is not annotated counts as wrong. Recall is over
the annotated pairs without ``?``. What one side says (single and anonymous sources) and dependent sources stand apart.

Beside that strict score, three others: of the annotated pairs alone (true and tempting ones, as where each pair is put
as a question); with sides that lie in the same sentence as the annotated ones; and recall over matters (a kind, and the
annotated threads of both sides). A table tells at which step the missed pairs were lost. With ``--given`` the
annotated statements stand in the place of those that were read, so that the reader's share in the loss is seen.

The baseline joins any two statements of opposite stance on one right in one year, as a contradiction.

``--show`` lists what is wrong and what is missed, in the open set only.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.findings_gold import Dossier, Gold, Place, load
from benchmarks.findings_losses import Course, print_losses

from onrecord.records import Finding, Side
from onrecord.text.sentences import find_sentences
from onrecord.text.spans import overlap
from onrecord.threads.findings import find_findings

HERE = Path(__file__).resolve().parent / "weighing"
SHARED = HERE.parents[2] / "shared"
SYMMETRIC = frozenset({"contradiction", "agreement"})
APART = frozenset({"single-source", "anonymous-source", "dependent-sources"})
_DRAWS, _SEED = 1000, 20261122


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
    parser.add_argument("--given", action="store_true", help="weigh the annotated statements, not those read")
    args = parser.parse_args()
    if args.show and args.part != "open":
        parser.error("--show needs --set open: of the held set only totals are looked at")
    dossiers = [
        dossier
        for folder in sorted((HERE / args.part).iterdir())
        if folder.is_dir() and args.only in (None, folder.name)
        if (dossier := load(folder, args.data, args.seeds, args.cache, given=args.given)) is not None
    ]
    results = [(d, weigh(d)) for d in dossiers]
    report(args.part, "rules", [score(d, found) for d, found in results])
    report(args.part, "baseline", [score(d, baseline(d)) for d in dossiers])
    apart(results)
    beside(results)
    losses(results)
    if args.show:
        for dossier, found in results:
            show(dossier, found)
    return 0


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


def _touches(dossier: Dossier, side: Side | None, gold: Place | None) -> bool:
    if side is None or gold is None:
        return side is None and gold is None
    name, (start, end) = gold
    return dossier.names[side.document] == name and any(s < end and start < e for s, e in side.spans)


def by_sentence(dossier: Dossier, finding: Finding) -> Finding:
    """Return a finding whose sides are the sentences that they lie in; two sides of one sentence stay as they are."""
    wide = [_sentences_of(dossier, side) for side in (finding.a, finding.b) if side]
    if len(wide) < 2 or wide[0] == wide[1]:
        return finding
    return replace(finding, a=wide[0], b=wide[1])


def _sentences_of(dossier: Dossier, side: Side) -> Side:
    touched = [s for s in find_sentences(dossier.texts[side.document]) if any(overlap(s, one) for one in side.spans)]
    return replace(side, spans=tuple(touched) or side.spans)


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
    asked = _asked(dossier)
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


def beside(results: Sequence[tuple[Dossier, list[Finding]]]) -> None:
    """Print the scores that stand beside the strict one."""
    scores = [score(d, found) for d, found in results]
    hits, tempted = sum(s.found.total() for s in scores), sum(s.tempted for s in scores)
    print(f"  of annotated pairs alone: P {hits / max(1, hits + tempted):.3f} ({hits} true, {tempted} tempting ones)")
    table = np.array([_row(score(d, [by_sentence(d, f) for f in found]), "all") for d, found in results]).sum(axis=0)
    p, r, f1 = _measures(table)
    made, right, asked, found_ = table
    print(f"  sides by sentence: P {p:.3f} ({right}/{made})  R {r:.3f} ({found_}/{asked})  F1 {f1:.3f}")
    told = [_matters(d, [g for g in _asked(d) if any(fits(d, f, g) for f in found)]) for d, found in results]
    every = [_matters(d, _asked(d)) for d, _ in results]
    print(
        f"  matters: R {sum(map(len, told)) / sum(map(len, every)):.3f} ({sum(map(len, told))}/{sum(map(len, every))})"
    )


def _asked(dossier: Dossier) -> list[Gold]:
    return [g for g in dossier.gold if not g.is_open and g.kinds != {"none"} and not g.kinds <= APART]


def _matters(dossier: Dossier, pairs: Iterable[Gold]) -> set[tuple[object, ...]]:
    """Return the kinds and annotated threads that pairs are about."""
    return {(min(g.kinds), frozenset(_threads(dossier, side) for side in (g.a, g.b) if side)) for g in pairs}


def _threads(dossier: Dossier, side: Place) -> str:
    shared = [(overlap(span, side[1]), thread) for name, span, thread in dossier.threads if name == side[0]]
    most, thread = max(shared, default=(0, ""))
    return thread if most else f"{side}"


def losses(results: Sequence[tuple[Dossier, list[Finding]]]) -> None:
    """Print at which step the missed pairs were lost."""
    lost, hits = [], Counter[str]()
    for dossier, found in results:
        course = Course(dossier)
        pairs = [f for f in found if f.kind not in APART]
        for gold in _asked(dossier):
            kind = min(gold.kinds)
            if any(fits(dossier, f, gold) for f in pairs):
                hits[kind] += 1
            else:
                is_joined = any(fits(dossier, f, gold, any_kind=True) for f in pairs)
                lost.append((kind, "other kind" if is_joined else course.step(gold)))
    print_losses(lost, hits)


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


def _cut(dossier: Dossier, side: Place) -> str:
    document = next(key for key, name in dossier.names.items() if name == side[0])
    return dossier.texts[document][side[1][0] : side[1][1]]


if __name__ == "__main__":
    sys.exit(main())
