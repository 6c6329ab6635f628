"""Choose the decoding settings on the development articles.

    python training/attribution/tune.py --data DIR --evaluator polnear_eval.py

Encodes each article once with the shipped reader, then tries settings one after the other (coordinate ascent) and
prints the best by the mean of the four figures that floors are set on.
"""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks import attribution as bench
from onrecord.models import load_reader
from onrecord.statements.decoding import TUNED, Settings
from onrecord.statements.finding import find_attributed

GRID = {
    "cue": (0.15, 0.2, 0.25, 0.3, 0.4, 0.5),
    "inside": (0.4, 0.45, 0.5, 0.55),
    "content": (-1.0, -0.5, 0.0, 0.5),
    "source": (0.0, 0.5, 1.0, 1.5),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--evaluator", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=1)
    args = parser.parse_args()
    evaluator = bench.load_evaluator(args.evaluator)
    gold = evaluator.load_gold(args.data, "dev")
    reader = load_reader()
    seen = {stem: [reader.look(w) for w in reader.windows(text)] for stem, (text, _) in gold.items()}

    def trial(settings: Settings) -> float:
        predicted = {}
        for stem, (text, _) in gold.items():
            found = find_attributed(bench.as_document(stem, text), seen[stem], reader, settings)
            predicted[stem] = [
                {"source": list(s.source), "cue": list(s.cue), "content": list(s.content)} for s in found
            ]
        row = bench.figures(evaluator.score(gold, predicted))
        mean = sum(row.values()) / len(row)
        print(settings, {k: round(v, 2) for k, v in row.items()}, round(mean, 3), flush=True)
        return mean

    best, best_score = TUNED, trial(TUNED)
    for _ in range(args.rounds):
        for name, values in GRID.items():
            for value in values:
                settings = replace(best, **{name: value})
                if settings != best and (score := trial(settings)) > best_score:
                    best, best_score = settings, score
    print("best:", best, round(best_score, 3))


if __name__ == "__main__":
    main()
