"""Count how common words are, and how much each is tied to a matter.

    python training/threads/commonness.py --news FOLDER --reports FILE.parquet FILE.parquet

FOLDER is PolNeAR's train folder (text/**/*.txt), the FILEs paragraphs of UN general comments and of special
rapporteurs. Writes `src/onrecord/threads/commonness.tsv`: stem, sentences per million that have it, and its pull: the
log of how much likelier one of the next three sentences has it too than three others would, in hundredths. Words of a
matter ("assembly", "eviction") come again, words that fit anywhere ("provide", "recent") do not. Only stems of at least
`LEAST` sentences.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow.parquet as pq

from onrecord.text.sentences import find_sentences
from onrecord.threads.words import find_words

OUT = Path(__file__).resolve().parents[2] / "src" / "onrecord" / "threads" / "commonness.tsv"
LEAST = 10
AHEAD = 3
TOGETHER = 20
"""Paragraphs of reports that are counted as one text."""


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--reports", type=Path, nargs="+", required=True)
    args = parser.parse_args()
    has, again = Counter[str](), Counter[str]()
    total = 0
    for text in texts(args.news, args.reports):
        sentences = list(by_sentence(text))
        total += len(sentences)
        for n, stems in enumerate(sentences):
            has.update(stems)
            again.update(stems & set().union(*sentences[n + 1 : n + 1 + AHEAD]))
    rows = [
        f"{w}\t{round(n * 1e6 / total)}\t{round(100 * pull(again[w], n, total))}"
        for w, n in sorted(has.items())
        if n >= LEAST
    ]
    head = "# stem, sentences per million that have it, pull in hundredths; made by training/threads/commonness.py"
    OUT.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    print(f"{total} sentences, {len(rows)} stems")


def pull(again: int, count: int, total: int) -> float:
    """Return the log of how much likelier a stem comes again nearby than elsewhere; never below nothing."""
    return max(0.0, math.log((again + 0.5) / (count + 1) / (AHEAD * count / total)))


def texts(news: Path, reports: Sequence[Path]) -> Iterator[str]:
    """Yield the texts of both kinds; of reports every other paragraph."""
    for path in sorted(news.rglob("*.txt")):
        yield path.read_text(encoding="utf-8")
    for path in reports:
        table = pq.read_table(path)
        name = next(name for name in table.column_names if "text" in name.lower())
        found = [str(text) for text in table.column(name).to_pylist()[::2]]
        yield from ("\n\n".join(found[n : n + TOGETHER]) for n in range(0, len(found), TOGETHER))


def by_sentence(text: str) -> Iterator[set[str]]:
    """Yield the stems of each sentence, but for proper names."""
    words = find_words(text)
    at = 0
    for _, end in find_sentences(text):
        start = at
        while at < len(words) and words[at].span[0] < end:
            at += 1
        yield {word.stem for word in words[start:at] if not word.is_name}


if __name__ == "__main__":
    main()
