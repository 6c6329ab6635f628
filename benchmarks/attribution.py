"""Score the shipped reader on articles annotated with who says what.

    python benchmarks/attribution.py --data DIR [--split dev] [--evaluator FILE] [--annotators]
        [--articles N] [--write FILE]

DIR holds dev/ and the like, each with text/*.txt and attributions/*.ann (PolNeAR's brat form). Prints exact-span F1
for source, cue and content, F1 for whole statements, and words a second; beside it a baseline that takes every
quotation and the words around it. Then, for the shipped reader, the same with intervals, statements with all three
roles exact, and recall by kind. Without the evaluator the predictions are only written.

With --annotators: what several people made of the same articles, each pair of them scored like a prediction, and the
shipped reader against each. That is as far as agreeing with one person can go.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sys
import time
from itertools import combinations
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import measures  # noqa: E402  (found through the line above)
from onrecord.models import load_reader  # noqa: E402
from onrecord.records import Document, Span  # noqa: E402
from onrecord.statements.decoding import TUNED, Settings  # noqa: E402
from onrecord.statements.finding import find_attributed  # noqa: E402
from onrecord.text.quotes import find_quotations  # noqa: E402

Prediction = dict[str, list[list[int]]]
Predictions = dict[str, list[Prediction]]
Gold = dict[str, tuple[str, list[Prediction]]]

_SPEECH = re.compile(r"\b(said|says|say|told|added|asked|wrote|tweeted|argued|according to|called|insisted)\b")
_NAME = re.compile(r"\b(?:[A-Z][\w'’.-]+(?: [A-Z][\w'’.-]+)*|he|she|they|He|She|They)\b")


def main() -> int:
    """Run the benchmark; return the exit status."""
    args = _arguments()
    if args.annotators:
        return compare_annotators(args.data, args.split, load_evaluator(args.evaluator))
    texts = read_texts(args.data / args.split, args.articles)
    began = time.perf_counter()
    predicted = predict(texts)
    seconds = time.perf_counter() - began
    words = sum(len(t.split()) for t in texts.values())
    if args.write:
        lines = [json.dumps({"id": stem, "statements": found}) for stem, found in predicted.items()]
        args.write.write_text("\n".join(lines) + "\n", encoding="utf-8")
    if args.evaluator:
        evaluator = load_evaluator(args.evaluator)
        gold = {stem: x for stem, x in evaluator.load_gold(args.data, args.split).items() if stem in texts}
        print_table({"shipped": predicted, "quotation marks": baseline(texts)}, gold, evaluator)
        measures.print_figures("shipped", measures.measure(gold, predicted, evaluator))
        measures.print_recall(measures.recall_by_kind(gold, predicted, evaluator))
    print(f"{len(texts)} articles, {words} words, {words / seconds:.0f} words/s")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--evaluator", type=Path)
    parser.add_argument("--articles", type=int, help="only so many, the first by name")
    parser.add_argument("--write", type=Path, help="where to write the predictions, as JSON Lines")
    parser.add_argument("--annotators", action="store_true", help="how far people agree; needs the evaluator")
    args = parser.parse_args()
    if args.annotators and not args.evaluator:
        parser.error("--annotators needs --evaluator")
    return args


def read_texts(folder: Path, limit: int | None = None) -> dict[str, str]:
    """Read the articles of one split, line ends untouched."""
    out = {}
    for path in sorted((folder / "text").glob("*.txt"))[:limit]:
        with path.open(encoding="utf-8", newline="") as file:
            out[path.stem] = file.read()
    return out


def as_document(stem: str, text: str) -> Document:
    """Wrap a bare text."""
    return Document(id=stem, sha256="", text_sha256="", media_type="text/plain", text=text)


def predict(texts: dict[str, str], settings: Settings = TUNED) -> Predictions:
    """Find the attributed statements with the shipped code and models."""
    reader = load_reader()
    out: Predictions = {}
    for stem, text in texts.items():
        glances = [reader.look(window) for window in reader.windows(text)]
        found = find_attributed(as_document(stem, text), glances, reader, settings)
        out[stem] = [{"source": _plain(s.source), "cue": _plain(s.cue), "content": _plain(s.content)} for s in found]
    return out


def _plain(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def baseline(texts: dict[str, str]) -> Predictions:
    """Take every quotation of three words or more, with the nearest speech verb and name in its paragraph."""
    return {stem: _quoted(text) for stem, text in texts.items()}


def _quoted(text: str) -> list[Prediction]:
    out = []
    for quotation in find_quotations(text):
        start, end = quotation.span
        if len(text[start:end].split()) < 3:
            continue
        low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        rest = (low, start), (end, len(text) if high < 0 else high)
        cue = _nearest(_SPEECH, text, rest, start)
        name = _nearest(_NAME, text, rest, cue[0][0] if cue else start)
        out.append({"source": name, "cue": cue, "content": [[start, end]]})
    return out


def _nearest(pattern: re.Pattern[str], text: str, places: tuple[Span, Span], to: int) -> list[list[int]]:
    hits = [list(m.span()) for low, high in places for m in pattern.finditer(text, low, high)]
    return sorted(hits, key=lambda h: min(abs(h[0] - to), abs(h[1] - to)))[:1]


def load_evaluator(path: Path) -> ModuleType:
    """Import the evaluator from its file."""
    spec = importlib.util.spec_from_file_location("attribution_evaluator", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def figures(scores: dict[str, Any]) -> dict[str, float]:
    """Pick the figures that floors are set on, in percent."""
    exact = {role: scores["exact"][role]["f"] for role in ("source", "cue", "content")}
    return exact | {"relation": scores["relation"]["relation"]["f"]}


def compare_annotators(data: Path, split: str, evaluator: ModuleType) -> int:
    """Print how far the annotators of the same articles agree, and how far the shipped reader agrees with each.

    The reader learnt from the articles of train/, so there only people are compared.
    """
    versions: dict[str, list[tuple[str, list[Prediction]]]] = {}
    for key, version in sorted(evaluator.load_gold(data, split, every=True).items()):
        versions.setdefault(key.split("@")[0], []).append(version)
    several = {stem: found for stem, found in versions.items() if len(found) > 1}
    people: Gold = {}
    others: Predictions = {}
    for stem, found in several.items():
        for i, j in combinations(range(len(found)), 2):
            people[f"{stem}#{i} {j}"], others[f"{stem}#{i} {j}"] = found[i], found[j][1]
    print(f"{len(several)} articles, {sum(map(len, several.values()))} annotations, {len(people)} pairs of them")
    measures.print_figures("one person by another", measures.measure(people, others, evaluator))
    if split != "train":
        ours = predict({stem: found[0][0] for stem, found in several.items()})
        each = {f"{stem}#{i}": v for stem, found in several.items() for i, v in enumerate(found)}
        against = {key: ours[key.partition("#")[0]] for key in each}
        measures.print_figures("shipped by each person", measures.measure(each, against, evaluator))
    return 0


def print_table(systems: dict[str, Predictions], gold: Gold, evaluator: ModuleType) -> None:
    """Print one line a system."""
    print(f"{'':18}{'source':>9}{'cue':>9}{'content':>9}{'relation':>9}")
    for name, predicted in systems.items():
        row = figures(evaluator.score(gold, predicted))
        print(f"{name:18}" + "".join(f"{row[k]:9.1f}" for k in ("source", "cue", "content", "relation")))


if __name__ == "__main__":
    sys.exit(main())
