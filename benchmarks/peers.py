"""The shipped reader side by side with a baseline and with other programs that find who says what.

    python benchmarks/peers.py --data DIR --evaluator FILE [--split dev] [--python EXECUTABLE] [--node FOLDER]

Same documents, same evaluator, one run; each program in a process of its own on one core and one thread. Words a second
are words by seconds of processor time, after models are loaded. The peers are set up once, apart from onrecord:

    python3.11 -m venv benchmarks/peers/.venv                            textacy and sayswho
    benchmarks/peers/.venv/bin/pip install -r benchmarks/peers/requirements.txt
    benchmarks/peers/.venv/bin/python -m spacy download en_core_web_sm   or _lg; from GitHub, for it is not on PyPI
    npm install --prefix benchmarks/peers                                compromise

A peer that is not there is said to be missing, and left out. What each gives is taken as it is: textacy and sayswho
give speaker, cue and quotation; compromise gives quotations, names and verbs, of which the nearest are put together.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.attribution import Predictions, baseline, figures, load_evaluator, predict, read_texts

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "benchmarks" / "peers"
ONE_THREAD = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
PIP = "pip install -r benchmarks/peers/requirements.txt, and an English model of spaCy"
NPM = "npm install --prefix benchmarks/peers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a program found, and the processor time that it took; *missing* says what it would need to run."""

    name: str
    found: Predictions
    seconds: float = 0.0
    missing: str = ""


def main() -> int:
    """Run the comparison; return the exit status."""
    args = _arguments()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    evaluator, texts = load_evaluator(args.evaluator), read_texts(args.data / args.split)
    gold = evaluator.load_gold(args.data, args.split)
    words = sum(len(text.split()) for text in texts.values())
    print(f"{len(texts)} articles, {words} words; F1 in percent")
    print(f"{'':44}{'relation':>9}{'source':>9}{'cue':>9}{'content':>9}{'words/s':>11}")
    for result in _results(texts, args.python, args.node):
        if result.missing:
            print(f"{result.name:44}not installed: {result.missing}", flush=True)
            continue
        row = figures(evaluator.score(gold, result.found))
        scores = "".join(f"{row[k]:9.1f}" for k in ("relation", "source", "cue", "content"))
        print(f"{result.name:44}{scores}{words / result.seconds:11,.0f}", flush=True)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--evaluator", type=Path, required=True)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--python", type=Path, default=HERE / ".venv" / "bin" / "python")
    parser.add_argument("--node", type=Path, default=HERE, help="the folder that holds node_modules")
    return parser.parse_args()


def _results(texts: dict[str, str], python: Path, node: Path) -> Iterator[Result]:
    predict(dict(list(texts.items())[:1]))  # loads the models
    yield _timed("onrecord", predict, texts)
    yield _timed("every quotation, nearest speech verb and name", baseline, texts)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for stem, text in texts.items():
            (folder / f"{stem}.txt").write_bytes(text.encode())
        for name in ("textacy", "sayswho"):
            yield _run(name, [str(python), str(HERE / "spacy_quotes.py"), name, place], python, PIP)
        script = node / "compromise_quotes.mjs"
        if node != HERE and node.is_dir():
            script.write_bytes((HERE / script.name).read_bytes())
        yield _run("compromise", ["node", str(script), place], node / "node_modules" / "compromise", NPM)


def _timed(name: str, find: Callable[[dict[str, str]], Predictions], texts: dict[str, str]) -> Result:
    began = time.process_time()
    found = find(texts)
    return Result(name=name, found=found, seconds=time.process_time() - began)


def _run(name: str, command: list[str], needs: Path, setup: str) -> Result:
    """Run a peer in its own process; what it needs has to be there, and it has to end well."""
    if not needs.exists():
        return Result(name=name, found={}, missing=setup)
    try:
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **ONE_THREAD}, check=True)
    except FileNotFoundError:
        return Result(name=name, found={}, missing=f"{command[0]} is not there")
    except subprocess.CalledProcessError as failed:
        return Result(name=name, found={}, missing=f"{setup} ({failed.stderr.strip().splitlines()[-1]})")
    said = json.loads(done.stdout.splitlines()[-1])
    return Result(name=f"{name} {said['version']}", found=said["statements"], seconds=said["seconds"])


if __name__ == "__main__":
    sys.exit(main())
