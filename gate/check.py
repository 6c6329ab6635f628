"""Hold the shipped reader to its floors.

    python gate/check.py [--shared DIR] [--bless]

Scores the development articles and fails when a figure is below its floor in `gate/attribution.toml`; scores the open
half of the labelled news statements against `gate/labels.toml`, and the open parts of figures and instruments against
`gate/figures.toml` and `gate/instruments.toml` (they need pyarrow; left out without it). Lists the gold
statements found that were not found before, and the other way round, against `gate/attribution.found.txt`; `--bless`
writes that list anew (never the floors). Without the articles (DIR is `../shared` beside the repository by default) it
says so and passes.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import importlib.util
import sys
import time
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FOUND = ROOT / "gate" / "attribution.found.txt"
SHOWN = 8
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from benchmarks import attribution as bench  # noqa: E402  (found through the line above)


def main() -> int:
    """Run the gate; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--bless", action="store_true", help="write the list of statements found anew")
    args = parser.parse_args()
    articles, evaluator_path = args.shared / "data" / "polnear", args.shared / "eval" / "polnear_eval.py"
    if not (articles.is_dir() and evaluator_path.is_file()):
        print(f"gate: skipped, the development articles are not in {args.shared}")
        return 0
    failed = check(articles, bench.load_evaluator(evaluator_path), bless=args.bless)
    return failed | check_labels(args.shared / "data") | check_figures(args.shared / "data")


def check(articles: Path, evaluator: ModuleType, *, bless: bool) -> int:
    """Compare the figures of the shipped reader with their floors."""
    pinned = tomllib.loads((ROOT / "gate" / "attribution.toml").read_text(encoding="utf-8"))
    split = pinned["corpus"]["split"]
    if corpus_hash(articles / split) != pinned["corpus"]["sha256"]:
        print("gate: these are not the articles that the floors were measured on (the hash differs)")
        return 1
    texts = bench.read_texts(articles / split)
    began = time.perf_counter()
    predicted = bench.predict(texts)
    speed = sum(len(t.split()) for t in texts.values()) / (time.perf_counter() - began)
    gold = evaluator.load_gold(articles, split)
    figures = bench.figures(evaluator.score(gold, predicted)) | {"words_per_second": speed}
    compare(found_statements(gold, predicted, evaluator), gold, bless=bless)
    return judge(figures, pinned["floors"])


def check_labels(data: Path) -> int:
    """Compare the labels of the open half of the labelled news statements with their floors."""
    if importlib.util.find_spec("pyarrow") is None:
        print("gate: labels left out, pyarrow is not installed")
        return 0
    news = importlib.import_module("benchmarks.labels_news")
    pinned = tomllib.loads((ROOT / "gate" / "labels.toml").read_text(encoding="utf-8"))
    rows = [row for row in news.read_annotation(news.ANNOTATION) if row.part == pinned["part"]]
    rows = [row for row in rows if row.genre != news.DEVELOPED_ON]
    pairs, _ = news.label(rows, dict(news.load_texts(data, {row.document for row in rows})))
    figures = {name: 100 * figure(pairs) for name, figure in news.FIGURES.items()}
    figures["no progress-regress swap"] = 100 - figures["progress-regress swaps"]
    return judge(figures, pinned["floors"])


def check_figures(data: Path) -> int:
    """Compare the open parts of the marked figures and instruments with their floors."""
    if importlib.util.find_spec("pyarrow") is None:
        print("gate: figures and instruments left out, pyarrow is not installed")
        return 0
    failed = 0
    for name, kept in (("figures", ("F1", "v+u+m")), ("instruments", ("F1", "joined"))):
        bench = importlib.import_module(f"benchmarks.{name}")
        pinned = tomllib.loads((ROOT / "gate" / f"{name}.toml").read_text(encoding="utf-8"))
        texts = [t for t in bench.read_invented() if t.half == pinned["part"]] + bench.read_marked(data, pinned["part"])
        measured = bench.overall(texts)
        failed |= judge({f"{name} {key}": 100 * measured[key] for key in kept}, pinned["floors"])
    return failed


def corpus_hash(folder: Path) -> str:
    """Hash the texts and annotations of a split in order of their names."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("text/*.txt"), *folder.glob("attributions/*.ann")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def judge(figures: dict[str, float], floors: dict[str, float]) -> int:
    """Print each figure beside its floor; return 1 if one is below."""
    for name, floor in floors.items():
        verdict = "ok" if figures[name] >= floor else "BELOW ITS FLOOR"
        print(f"gate: {name:26}{figures[name]:10.1f}   floor {floor:8.1f}   {verdict}")
    return int(any(figures[name] < floor for name, floor in floors.items()))


def found_statements(gold: bench.Gold, predicted: bench.Predictions, evaluator: ModuleType) -> set[str]:
    """Name the gold statements that were found whole, as article and number of the statement in it."""
    out = set()
    for stem, (text, statements) in gold.items():
        article = evaluator.Article(text)
        wanted = [(n, s) for n, s in enumerate(map(article.statement, statements)) if s["content"]]
        had = [s for s in map(article.statement, predicted.get(stem, [])) if s["content"]]
        edges = [[j for j, (_, g) in enumerate(wanted) if _agree(p, g, evaluator)] for p in had]
        out |= {f"{stem} {wanted[j][0]}" for j in evaluator.max_matching(edges, len(wanted))}
    return out


def _agree(a: dict[str, Any], b: dict[str, Any], evaluator: ModuleType) -> bool:
    return bool(evaluator.agree(a["source"], b["source"]) and evaluator.agree(a["content"], b["content"]))


def compare(found: set[str], gold: bench.Gold, *, bless: bool) -> None:
    """Print what was gained and lost since the list was written; write it anew if asked to."""
    before = read_found() if FOUND.exists() else set()
    for name, keys in (("gained", found - before), ("lost", before - found)):
        print(f"gate: {name} {len(keys)} statements since the list was written")
        for key in sorted(keys)[:SHOWN]:
            stem, number = key.rsplit(" ", 1)
            text, statements = gold[stem]
            content = statements[int(number)]["content"]
            print(f"  {name}: {stem}: {' … '.join(text[a:b] for a, b in content)[:100]!r}")
    if bless:
        write_found(found)


def read_found() -> set[str]:
    """Read the list: one article a line, with the numbers of its statements."""
    rows = [line.split() for line in FOUND.read_text(encoding="utf-8").splitlines()]
    return {f"{stem} {number}" for stem, *numbers in rows for number in numbers}


def write_found(found: set[str]) -> None:
    """Write the list."""
    by_article: dict[str, list[int]] = {}
    for key in found:
        stem, number = key.rsplit(" ", 1)
        by_article.setdefault(stem, []).append(int(number))
    lines = [f"{stem} {' '.join(map(str, sorted(numbers)))}" for stem, numbers in sorted(by_article.items())]
    FOUND.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
