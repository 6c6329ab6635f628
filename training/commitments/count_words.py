"""Count how many texts hold each word, for `src/onrecord/commitments/words.psv`.

    python training/commitments/count_words.py --data DATA --out words.psv

DATA holds `upr_info_2008_2014/upr_info.parquet` (recommendations), `fiw_texts/fiw_texts.parquet` (Freedom in the World,
9,000 paragraphs drawn with a fixed seed) and `polnear/*/text/*` (US news). Only counts are written.
"""

from __future__ import annotations

import argparse
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd
import snowballstemmer

PARAGRAPHS, SEED = 9000, 1
FEWEST, MOST_TELLING = 12, 7.0
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])|\n+")
_stem = snowballstemmer.stemmer("english")


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    counted = [count(texts) for texts in corpora(args.data)]
    lines = [f"{word}|{telling:.1f}" for word, telling in sorted(table(counted).items())]
    args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} stems of {', '.join(str(size) for _, size in counted)} texts")


def corpora(data: Path) -> Iterator[Iterable[str]]:
    """Yield the texts of each corpus: recommendations whole, prose by sentences."""
    yield pd.read_parquet(data / "upr_info_2008_2014" / "upr_info.parquet").text.drop_duplicates()
    prose = (
        pd.read_parquet(data / "fiw_texts" / "fiw_texts.parquet").text.dropna().sample(PARAGRAPHS, random_state=SEED)
    )
    yield (sentence for text in prose for sentence in _SENTENCE.split(text))
    files = sorted(data.glob("polnear/*/text/*"))
    yield (s for path in files for s in _SENTENCE.split(path.read_text(encoding="utf-8")) if s.strip())


def count(texts: Iterable[str]) -> tuple[Counter[str], int]:
    """Return in how many texts each stem stands, and how many texts there are."""
    found: Counter[str] = Counter()
    size = 0
    for text in texts:
        size += 1
        words = _WORD.findall(text.lower().replace("\u2019", "'"))
        found.update({_stem.stemWord(word.removesuffix("'s")) for word in words})
    return found, size


def table(counted: list[tuple[Counter[str], int]]) -> dict[str, float]:
    """Return -ln of the largest share of texts that hold a stem, for stems that are common enough to count."""
    together = sum((found for found, _ in counted), Counter())
    chosen = [word for word, number in together.items() if number >= FEWEST and len(word) > 1]
    return {word: min(MOST_TELLING, -math.log(max(found[word] / size for found, size in counted))) for word in chosen}


if __name__ == "__main__":
    main()
