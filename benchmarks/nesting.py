"""Score what is found of statements inside statements: "Critics say the president promised …".

    python benchmarks/nesting.py [--texts FILE] [--data DIR --evaluator FILE] [--misses]

FILE holds invented sentences, one a line, with both statements marked in place (see `benchmarks/marked.py`); the file
beside this one by default. A statement is found when source and content each share at least half of their characters;
a link is right when the found inner statement says that it lies within the found outer one. With DIR (PolNeAR's brat
form) it also counts how many statements are marked inside others there, and how many the program finds.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.marked import Gold, parse  # noqa: E402

from benchmarks import attribution as bench  # noqa: E402  (found through the line above)
from onrecord.models import Reader, load_reader  # noqa: E402
from onrecord.records import Statement  # noqa: E402
from onrecord.statements.finding import find_statements  # noqa: E402
from onrecord.text.spans import covered  # noqa: E402

Tally = Counter[str]


def main() -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=Path(__file__).with_suffix(".txt"))
    parser.add_argument("--data", type=Path)
    parser.add_argument("--evaluator", type=Path)
    parser.add_argument("--misses", action="store_true", help="print what was missed and what was found too much")
    args = parser.parse_args()
    reader = load_reader()
    tally = score_file(args.texts, reader, args.misses)
    for name in ("outer", "inner", "link", "extra"):
        print(f"{name:8}{tally[name]:5} of {tally['of ' + name]}")
    if args.data and args.evaluator:
        count_in(args.data, args.evaluator, reader)
    return 0


def score_file(path: Path, reader: Reader, tell: bool) -> Tally:
    """Count, over the lines of *path*, outer and inner statements, links, and inner statements that are not there."""
    tally: Tally = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            tally += score_line(*parse(line + "\n"), reader, tell)
    return tally


def score_line(text: str, gold: Sequence[Gold], reader: Reader, tell: bool) -> Tally:
    """Count for one text."""
    found = [s for s in find_statements(bench.as_document("line", text), reader) if s.voice == "attributed"]
    matches = [next((s for s in found if is_same(s, g)), None) for g in gold]
    tally: Tally = Counter()
    for g, match in zip(gold, matches, strict=True):
        outer = [i for i, o in enumerate(gold) if o is not g and is_inside(g, o)]
        kind = "inner" if outer else "outer"
        tally += Counter({f"of {kind}": 1, kind: int(match is not None)})
        if outer:
            linked = match is not None and any((o := matches[i]) and match.within == o.id for i in outer)
            tally += Counter({"of link": 1, "link": int(linked)})
        if tell and match is None:
            print(f"missed {kind}: {text.strip()}")
    extra = [s for s in found if s.within and s not in matches]
    if tell and extra:
        print(f"too much: {text.strip()} {[s.quote for s in extra]}")
    return tally + Counter({"extra": len(extra), "of extra": sum(bool(s.within) for s in found)})


def is_same(statement: Statement, gold: Gold) -> bool:
    """Tell whether source and content of both share at least half of the characters of the larger one."""
    return agree(statement.source, gold["source"]) and agree(statement.content, gold["content"])


def agree(a: Sequence[Sequence[int]], b: Sequence[Sequence[int]]) -> bool:
    """Tell whether two lists of spans share at least half of the characters of the larger one."""
    first, second = [(s, e) for s, e in a], [(s, e) for s, e in b]
    shared = sum(covered(span, second) for span in first)
    return 2 * shared >= max(sum(e - s for s, e in spans) for spans in (first, second))


def is_inside(inner: Gold, outer: Gold) -> bool:
    """Tell whether the cue of *inner* stands in the content of *outer*."""
    at = inner["cue"][0][0]
    return any(start <= at < end for start, end in outer["content"])


def count_in(data: Path, evaluator: Path, reader: Reader) -> None:
    """Print how many statements lie inside others in the articles, as annotated and as found."""
    module = bench.load_evaluator(evaluator)
    for split in ("train", "dev"):
        gold = module.load_gold(data, split)
        marked = [(g, o) for _, all_ in gold.values() for g in all_ if g["cue"] for o in all_ if o is not g]
        inside = sum(is_inside(g, o) for g, o in marked)
        print(
            f"{split}: {sum(len(s) for _, s in gold.values())} statements annotated, {inside} with the cue in another"
        )
    found = [find_statements(bench.as_document(stem, text), reader) for stem, (text, _) in gold.items()]
    said = [s for statements in found for s in statements if s.voice == "attributed"]
    print(f"dev: {len(said)} statements found, {sum(bool(s.within) for s in said)} within another")


if __name__ == "__main__":
    sys.exit(main())
