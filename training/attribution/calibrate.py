"""Turn the reader's raw scores into probabilities: fit the weights and measure the bands, on the development articles.

    python training/attribution/calibrate.py --data DIR --evaluator polnear_eval.py

To be run after every new reader; it takes a minute. The training articles would not do: the reader has seen them and
is surer there than it should be. The weights that are stored are fitted on all development articles, the share and the
error of each band are measured by cross-validation over articles.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.attribution import load_evaluator
from benchmarks.reliability import draw

from benchmarks import confidence as bench
from onrecord.models.confidence import Band

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "src" / "onrecord" / "models" / "data" / "confidence.json"
PICTURE = ROOT / "docs" / "images" / "reliability.svg"
FLOORS = {"high": 0.85, "check": 0.6, "doubtful": 0.0}
"""Least probability of each band: about one error in sixteen, one in four, one in two."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--evaluator", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--picture", type=Path, default=PICTURE)
    args = parser.parse_args()
    evaluator = load_evaluator(args.evaluator)
    gold = evaluator.load_gold(args.data, "dev")
    judged = bench.judge(gold, evaluator)
    sure, truth = bench.cross_validate(judged), bench.right(judged)
    made = replace(
        bench.fit(judged),
        measured_on=f"PolNeAR 1.0, {len(gold)} development articles",
        statements=len(judged),
        bands=measure(sure, truth),
    )
    args.out.write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=2) + b"\n")
    args.picture.write_text(draw(bench.reliability(sure, truth)), encoding="utf-8")
    bench.report("development articles, cross-validated", judged, sure, made)


def measure(sure: bench.Floats, truth: bench.Floats) -> tuple[Band, ...]:
    """Return the bands with their share of the statements and of errors."""
    empty = [Band(code=code, floor=floor, share=0.0, error=0.0) for code, floor in FLOORS.items()]
    found = bench.measure_bands(sure, truth, empty)
    return tuple(replace(b, share=round(n / len(sure), 4), error=round(wrong / max(n, 1), 4)) for b, n, wrong in found)


if __name__ == "__main__":
    main()
