"""Whether the reader's confidence means something: reliability, and the errors of each band.

    python benchmarks/confidence.py --data DIR --evaluator FILE [--genres DIR] [--picture FILE] [--errors FILE]

DIR holds dev/ in PolNeAR's brat form. A statement is right if an annotated one shares at least half of its source and
half of its content, one to one, as the evaluator matches them. The weights are fitted anew on four fifths of the
articles and judged on the fifth that is left, five times, so no statement is judged by weights that have seen it. The
shipped weights come from all five fifths (`training/attribution/calibrate.py`).

Texts of other genres (`benchmarks/genres`) were never fitted on: they are judged by the shipped weights. `--errors`
writes statements that count as errors, with what stands around them, for a person to judge; `--picture` draws the
reliability curve.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.attribution import Gold, as_document, load_evaluator
from benchmarks.reliability import draw

from benchmarks import marked
from onrecord.models import load_reader
from onrecord.models.confidence import Band, Calibration, load_calibration
from onrecord.records import Statement
from onrecord.statements.confidence import features, rate
from onrecord.statements.finding import find_statements

Floats = NDArray[np.float64]

FOLDS, SEED = 5, 3
RIDGE = 3.0
"""Penalty on weights of standardised features; from 0.3 to 30 the Brier score stays within 0.0002."""
GENRES = Path(__file__).parent / "genres"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A statement of article *stem* with the annotators' verdict."""

    stem: str
    statement: Statement
    is_right: bool


def main() -> int:
    """Run the benchmark; return the exit status."""
    args = _arguments()
    evaluator, shipped = load_evaluator(args.evaluator), load_calibration()
    judged, unscored = judge(evaluator.load_gold(args.data, "dev"), evaluator)
    sure = cross_validate(judged)
    report(f"{args.data.name} dev, cross-validated", judged, sure, shipped)
    _print_reliability(sure, right(judged))
    _print_unscored(unscored)
    if args.genres.is_dir():
        _report_genres(args.genres, evaluator, shipped)
    if args.picture:
        args.picture.write_text(draw(reliability(sure, right(judged))), encoding="utf-8")
    if args.errors:
        texts = {stem: text for stem, (text, _) in evaluator.load_gold(args.data, "dev").items()}
        write_errors(args.errors, judged, sure, shipped, texts)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--evaluator", type=Path, required=True)
    parser.add_argument("--genres", type=Path, default=GENRES, help="marked texts of other genres")
    parser.add_argument("--picture", type=Path, help="where to draw the reliability curve, as SVG")
    parser.add_argument("--errors", type=Path, help="where to write 40 errors of each band, as JSON Lines")
    return parser.parse_args()


def judge(gold: Gold, evaluator: ModuleType) -> tuple[list[Judged], list[Judged]]:
    """Find the attributed statements of the articles and hold each against the annotators'.

    Those within another's content are left out: the annotators of PolNeAR, with few exceptions, marked none.

    Returns:
        What the reader found, with its raw scores, and what rules made or gave a source, which lacks some.
    """
    reader = load_reader()
    out: list[Judged] = []
    for stem, (text, annotated) in gold.items():
        all_found = find_statements(as_document(stem, text), reader)
        found = [s for s in all_found if s.voice == "attributed" and s.within is None]
        rights = _matched(text, found, annotated, evaluator)
        out += [Judged(stem=stem, statement=s, is_right=i in rights) for i, s in enumerate(found)]
    return [j for j in out if _is_scored(j)], [j for j in out if not _is_scored(j)]


def _is_scored(judged: Judged) -> bool:
    raw = judged.statement.confidence
    return "cue" in raw and ("source_overlap" in raw or not judged.statement.source)


def _matched(text: str, found: Sequence[Statement], annotated: object, evaluator: ModuleType) -> set[int]:
    """Return the numbers of *found* that the evaluator's relation score counts as right."""
    article = evaluator.Article(text)
    golden = [s for s in map(article.statement, annotated) if s["content"]]  # type: ignore[call-overload]
    ours = [article.statement({"source": s.source, "cue": s.cue, "content": s.content}) for s in found]
    agree = evaluator.agree
    edges = [
        [j for j, g in enumerate(golden) if all(agree(mine[role], g[role]) for role in ("source", "content"))]
        for mine in ours
    ]
    return set(evaluator.max_matching(edges, len(golden)).values())


def right(judged: Sequence[Judged]) -> Floats:
    """Return 1 for what is right, 0 for what is not."""
    return np.array([j.is_right for j in judged], np.float64)


def fit(judged: Sequence[Judged]) -> Calibration:
    """Return the shipped calibration with weights fitted on *judged*: logistic, a ridge on standardised features."""
    names = list(features(judged[0].statement))
    table = np.array([[features(j.statement)[name] for name in names] for j in judged])
    middle, spread = table.mean(axis=0), np.maximum(table.std(axis=0), 1e-6)
    inputs = np.column_stack([np.ones(len(table)), (table - middle) / spread])
    beta = _logistic(inputs, right(judged))
    weights = beta[1:] / spread
    return replace(
        load_calibration(),
        intercept=round(float(beta[0] - weights @ middle), 5),
        weights={name: round(float(weight), 5) for name, weight in zip(names, weights, strict=True)},
    )


def _logistic(inputs: Floats, targets: Floats) -> Floats:
    """Fit by Newton's method; the first column, all ones, is not penalised."""
    penalty = RIDGE * np.diag([0.0, *[1.0] * (inputs.shape[1] - 1)])
    beta = np.zeros(inputs.shape[1])
    for _ in range(30):
        sure = 1 / (1 + np.exp(-inputs @ beta))
        slope = inputs.T @ (targets - sure) - penalty @ beta
        beta += np.linalg.solve((inputs * (sure * (1 - sure))[:, None]).T @ inputs + penalty, slope)
    return beta


def cross_validate(judged: Sequence[Judged]) -> Floats:
    """Return the probability of each statement under weights fitted on articles other than its own."""
    fold_of = {stem: i % FOLDS for i, stem in enumerate(sorted({j.stem for j in judged}))}
    folds = np.array([fold_of[j.stem] for j in judged])
    out = np.zeros(len(judged))
    for fold in range(FOLDS):
        weights = fit([j for j, f in zip(judged, folds, strict=True) if f != fold])
        for i in np.flatnonzero(folds == fold).tolist():
            out[i] = probability(judged[i].statement, weights)
    return out


def probability(statement: Statement, calibration: Calibration) -> float:
    """Return the probability that *statement* is right."""
    return rate(statement, calibration).confidence["statement"]


def measure_bands(sure: Floats, is_right: Floats, bands: Sequence[Band]) -> list[tuple[Band, int, int]]:
    """Return each band with how many statements fall into it and how many of those are errors."""
    ceilings = [np.inf, *(band.floor for band in bands)]
    inside = [(sure >= band.floor) & (sure < ceiling) for band, ceiling in zip(bands, ceilings, strict=False)]
    return [(band, int(a.sum()), int((1 - is_right)[a].sum())) for band, a in zip(bands, inside, strict=True)]


def reliability(sure: Floats, is_right: Floats, bins: int = 10) -> list[tuple[float, float, int]]:
    """Return mean probability, share right, and number, of equally many statements each, least sure first."""
    order = np.array_split(np.argsort(sure, kind="stable"), bins)
    return [(float(sure[part].mean()), float(is_right[part].mean()), len(part)) for part in order if len(part)]


def expected_error(sure: Floats, is_right: Floats) -> float:
    """Return the expected calibration error over ten bins of equally many statements, in 0..1."""
    return sum(n * abs(said - was) for said, was, n in reliability(sure, is_right)) / len(sure)


def ranking(sure: Floats, is_right: Floats) -> float:
    """Return the chance that a right statement is rated above a wrong one (AUC)."""
    good, bad = sure[is_right == 1], sure[is_right == 0]
    if not good.size or not bad.size:
        return float("nan")
    return float(((good[:, None] > bad).mean() + (good[:, None] >= bad).mean()) / 2)


def report(title: str, judged: Sequence[Judged], sure: Floats, calibration: Calibration) -> None:
    """Print the scores and the bands of one set of texts."""
    truth = right(judged)
    brier, base = float(((sure - truth) ** 2).mean()), float(truth.mean() * (1 - truth.mean()))
    print(f"{title}: {len(judged)} statements, {100 * truth.mean():.1f} % right")
    print(
        f"  Brier {brier:.3f} (the same for all: {base:.3f}), expected calibration error "
        f"{100 * expected_error(sure, truth):.1f} points, AUC {ranking(sure, truth):.3f}"
    )
    for band, n, wrong in measure_bands(sure, truth, calibration.bands):
        share, error = 100 * n / len(judged), 100 * wrong / max(n, 1)
        print(f"  {band.code:9} from {band.floor:.2f}: {n:5} ({share:4.1f} %), {error:4.1f} % errors")


def _print_reliability(sure: Floats, is_right: Floats) -> None:
    print("  said, and right, by tenths: " + ", ".join(f"{a:.2f} {b:.2f}" for a, b, _ in reliability(sure, is_right)))


def _report_genres(folder: Path, evaluator: ModuleType, calibration: Calibration) -> None:
    every: list[Judged] = []
    by_rule: list[Judged] = []
    for stem, text in marked.read_folder(folder).items():
        judged, unscored = judge({stem: text}, evaluator)
        every, by_rule = every + judged, by_rule + unscored
        if judged:
            report(stem, judged, _shipped(judged, calibration), calibration)
    if every:
        report("all genres, shipped weights", every, _shipped(every, calibration), calibration)
    _print_unscored(by_rule)


def _print_unscored(judged: Sequence[Judged]) -> None:
    """Print how many statements rules made without the reader, and how many of those are right."""
    is_right = sum(j.is_right for j in judged)
    print(f"  made by rules, without raw scores, left out: {len(judged)}, of them right: {is_right}")


def _shipped(judged: Sequence[Judged], calibration: Calibration) -> Floats:
    return np.array([probability(j.statement, calibration) for j in judged])


def write_errors(
    path: Path, judged: Sequence[Judged], sure: Floats, calibration: Calibration, texts: dict[str, str]
) -> None:
    """Write up to 40 errors of each band, drawn at random, with 300 characters on both sides."""
    chance = random.Random(SEED)
    lines = []
    for band in calibration.bands:
        wrong = [(j, p) for j, p in zip(judged, sure, strict=True) if not j.is_right and calibration.band_of(p) == band]
        for j, p in chance.sample(wrong, min(40, len(wrong))):
            s, text = j.statement, texts[j.stem]
            low = max(0, min(a for a, _ in (*s.source, *s.cue, *s.content)) - 300)
            high = max(b for _, b in (*s.source, *s.cue, *s.content)) + 300
            spans = {name: [text[a:b] for a, b in getattr(s, name)] for name in ("source", "cue", "content")}
            lines.append({"band": band.code, "probability": p, "id": j.stem, **spans, "around": text[low:high]})
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
