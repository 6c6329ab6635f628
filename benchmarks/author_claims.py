"""Score the finding of the author's own claims against sentences annotated by hand.

    python benchmarks/author_claims.py [--data DIR] [--part held|tune] [--show]

DIR is the folder of data sets (hrdsattack, fiw_texts, polnear); without it, or without pandas, only our own texts are
scored. The annotation, offsets and codes alone, is ``benchmarks/author_claims.tsv``, made by
``docs/annotating-author-claims.md``. A sentence counts as found if an author statement has half of its content in it.
Prints precision, recall and F1 by kind of source with 95 % intervals (1,000 resamplings of documents), whose words the
wrong ones are, author statements per 1,000 words, how well the probabilities are calibrated, and how far two passes of
annotation agree.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from benchmarks import bootstrap  # noqa: E402  (found through the line above)
from onrecord.labels.agreement import kappa  # noqa: E402
from onrecord.models.reader import Reader  # noqa: E402
from onrecord.records import Span, Statement  # noqa: E402
from onrecord.statements.finding import find_statements  # noqa: E402
from onrecord.text.spans import overlap  # noqa: E402

SEED, RESAMPLINGS = 20261121, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One annotated sentence; *probability* is that of the author statement found there, None if there is none."""

    code: str
    probability: float | None

    @property
    def is_claim(self) -> bool:
        """Whether the annotation says so."""
        return self.code in ("1", "p")

    @property
    def is_found(self) -> bool:
        """Whether the program says so."""
        return self.probability is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One document."""

    kind: str
    sentences: tuple[Judged, ...]
    n_words: int
    n_statements: int


def main() -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=REPOSITORY.parent / "shared" / "data")
    parser.add_argument("--part", choices=["held", "tune"], default="held")
    parser.add_argument("--show", action="store_true", help="list the errors of the part that may be looked at, tune")
    args = parser.parse_args()
    annotated = _annotated()
    everything = annotated.read_annotation()
    items = [item for item in everything if item.part == args.part]
    if not (args.data.is_dir() and _has_pandas()):
        print(f"without the data sets under {args.data}, and pandas, only our own texts are scored")
        items = [item for item in items if item.kind == "own"]
    reader = Reader()
    scored = [
        score_document(item, document, reader, args.show and args.part == "tune")
        for item, document in annotated.load(items, args.data)
    ]
    report(scored)
    agreement([s for item in everything for s in item.sentences])
    return 0


def _annotated() -> ModuleType:
    sys.path.insert(0, str(REPOSITORY / "training" / "author_claims"))
    return importlib.import_module("annotated")


def _has_pandas() -> bool:
    return importlib.util.find_spec("pandas") is not None


def score_document(item: Any, document: Any, reader: Reader, is_shown: bool) -> Scored:
    """Find the statements of one document, and judge its annotated sentences."""
    found = [s for s in find_statements(document, reader) if s.voice == "author"]
    judged = tuple(Judged(code=s.first, probability=found_in(s.span, found)) for s in item.sentences)
    for sentence, one in zip(item.sentences, judged, strict=True):
        if is_shown and one.is_claim != one.is_found:
            print("missed" if one.is_claim else f"wrong {one.code}", item.kind, document.text[slice(*sentence.span)])
    return Scored(kind=item.kind, sentences=judged, n_words=len(document.text.split()), n_statements=len(found))


def found_in(sentence: Span, statements: Sequence[Statement]) -> float | None:
    """Return the probability of the statement that has half of its content or more in *sentence*, or None."""
    for statement in statements:
        inside = sum(overlap(sentence, span) for span in statement.content)
        if 2 * inside >= sum(end - start for start, end in statement.content):
            return statement.confidence["statement"]
    return None


def measures(sentences: Sequence[Judged]) -> tuple[float, float, float]:
    """Return precision, recall and F1; what is undefined is NaN."""
    right = sum(s.is_claim and s.is_found for s in sentences)
    found, claims = sum(s.is_found for s in sentences), sum(s.is_claim for s in sentences)
    precision = right / found if found else float("nan")
    recall = right / claims if claims else float("nan")
    return precision, recall, 2 * right / (found + claims) if found + claims else float("nan")


def intervals(documents: Sequence[Scored]) -> list[tuple[float, float]]:
    """Return the 95 % bootstrap intervals of the three measures, resampling whole documents."""
    return bootstrap.intervals(
        documents, lambda drawn: measures([s for d in drawn for s in d.sentences]), count=RESAMPLINGS, seed=SEED
    )


def report(scored: Sequence[Scored]) -> None:
    """Print the tables."""
    titles = "precision [95 %]         recall [95 %]         F1 [95 %]"
    print(f"{'kind':12}{'documents':>10}{'sentences':>10}{'claims':>8}  {titles}")
    kinds = sorted({s.kind for s in scored})
    for name in [*kinds, "all"]:
        some = [s for s in scored if name in (s.kind, "all")]
        sentences = [one for s in some for one in s.sentences]
        n_claims = sum(s.is_claim for s in sentences)
        print(f"{name:12}{len(some):10}{len(sentences):10}{n_claims:8}  {_with_intervals(some)}")
    everything = [one for s in scored for one in s.sentences]
    wrong = [s for s in everything if s.is_found and not s.is_claim]
    print(f"of {len(wrong)} wrong, {sum(s.code == 's' for s in wrong)} are words of others that were not found as such")
    for name in kinds:
        some = [s for s in scored if s.kind == name]
        n_words = sum(s.n_words for s in some)
        print(f"{name:12}{1000 * sum(s.n_statements for s in some) / n_words:6.1f} author statements per 1,000 words")
    _calibration(everything)


def _with_intervals(some: Sequence[Scored]) -> str:
    values = measures([one for s in some for one in s.sentences])
    return "  ".join(f"{v:.3f} [{a:.3f}, {b:.3f}]" for v, (a, b) in zip(values, intervals(some), strict=True))


def _calibration(sentences: Sequence[Judged]) -> None:
    """Print, for bands of probability, what was promised and what came true."""
    found = [(s.probability, s.is_claim) for s in sentences if s.probability is not None]
    for low, high in ((0.0, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)):
        band = [(p, right) for p, right in found if low <= p < high]
        if band:
            promised, kept = np.mean(band, axis=0)
            name = f"probability {low:.1f}-{min(high, 1):.1f}"
            print(f"{name}: {len(band):4} found, promised {promised:.2f}, right {kept:.2f}")


def agreement(sentences: Sequence[Any]) -> None:
    """Print how far the two passes agree: claim or not, and on the four codes."""
    twice = [(s.first, s.second) for s in sentences if s.second != "-"]
    one, other = [a for a, _ in twice], [b for _, b in twice]
    codes = kappa(one, other)
    binary = kappa([a in "1p" for a in one], [b in "1p" for b in other])
    print(f"two passes, {len(twice)} sentences: kappa {binary:.2f} on claim or not, {codes:.2f} on codes")


if __name__ == "__main__":
    sys.exit(main())
