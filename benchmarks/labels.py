"""Score the shipped label heads on texts that they were not trained on, and measure their speed.

    python benchmarks/labels.py --data DIR [--size N] [--baseline] [--news]

DIR holds upr_info_2008_2014/, upr_slovenia_ohchr_themes/, hrdsattack/ and, for the baseline, what training/labels
reads. Prints the micro F1 of the rights, with bootstrap intervals and beside who always names the commonest right, on

- recommendations of sessions 17 to 20 of the Universal Periodic Review (all, or N of them), and the F1 of each right;
- recommendations to Slovenia of 2019 and 2025 by the themes of the UN's own index, which nothing was trained on;
- articles on attacks on rights defenders by what was done to them: life, torture, liberty, from title and lead;

and microseconds a word. ``--baseline`` also fits linear models on words alone, on the same training texts. ``--news``
goes on to the labelled statements of news-like texts (``benchmarks/labels_news.py``).
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from onrecord.labels import load_heads
from onrecord.labels.assigner import assign
from onrecord.labels.features import make_reading
from onrecord.labels.heads import Heads
from onrecord.labels.lexicon import Words, read_words
from onrecord.models import load_embedder
from onrecord.records import RIGHTS, Document, Statement, sha256_hex
from onrecord.reference.countries import Gazetteer

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from benchmarks.bootstrap import draws  # noqa: E402
from benchmarks.labels_sets import VIOLATIONS, Case, attacks, review, whole  # noqa: E402

NOTHING = Words(words=(), spans=())
SEED = 20260101
DRAWS = 500
BAR = 0.45
"""The head alone says what it scores higher than this."""
Flags = NDArray[np.bool_]


def main() -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=REPOSITORY.parent / "shared" / "data")
    parser.add_argument("--size", type=int, help="so many recommendations, drawn with a fixed seed; all by default")
    parser.add_argument("--baseline", action="store_true", help="also fit linear models on words")
    parser.add_argument("--news", action="store_true", help="also score the labelled statements of news-like texts")
    args = parser.parse_args()
    if not args.data.is_dir():
        print(f"no data under {args.data}: nothing measured")
        return 2
    heads = load_heads()
    recommendations(args.data, args.size, args.baseline, heads)
    violations(args.data, args.baseline, heads)
    if args.news:
        sys.argv = ["labels_news", "--data", str(args.data), *(["--baseline"] if args.baseline else [])]
        return int(importlib.import_module("benchmarks.labels_news").main())
    return 0


def recommendations(data: Path, size: int | None, with_baseline: bool, heads: Heads) -> None:
    """Score the rights on sessions 17 to 20 and on Slovenia's later reviews, by the head alone and as assigned."""
    items = _training("corpus").upr(data, evaluation=True)
    picked = np.sort(np.random.default_rng(SEED).permutation(len(items))[:size])
    drawn = [whole(items[n].text, items[n].rights) for n in picked]
    sets = {"sessions 17 to 20": drawn}
    for year, cycle in (("2019", "3"), ("2025", "4")):
        sets[f"Slovenia {year}, themes and persons"] = review(data, cycle, with_persons=True)
        sets[f"Slovenia {year}, themes alone"] = review(data, cycle, with_persons=False)
    texts = list(dict.fromkeys(case.text for cases in sets.values() for case in cases))
    words = dict(zip(texts, words_alone(data, texts), strict=True)) if with_baseline else {}
    for name, cases in sets.items():
        truth = flags([sorted(case.rights) for case in cases])
        scores, assigned, spent = label_all(cases, heads)
        said = {"head alone": scores > BAR, "as assigned": assigned, "majority": majority(truth)}
        compare(name, truth, said | ({"words alone": np.array([words[c.text] for c in cases])} if words else {}))
        if cases is drawn:
            print(f"  {spent * 1e6:.1f} µs a word for all labels without the encoder")
            by_right(truth, scores > BAR)


def violations(data: Path, with_baseline: bool, heads: Heads) -> None:
    """Score `VIOLATIONS` on articles about attacks."""
    cases = attacks(data)
    columns = [RIGHTS.index(code) for code in VIOLATIONS]
    scores, assigned, _ = label_all(cases, heads)
    truth = flags([sorted(case.rights) for case in cases])[:, columns]
    said = {"head alone": scores[:, columns] > BAR, "as assigned": assigned[:, columns], "majority": majority(truth)}
    if with_baseline:
        guessed = importlib.import_module("benchmarks.labels_words").words_alone(data, [c.text for c in cases])
        said["words alone"] = flags([sorted(g.rights) for g in guessed])[:, columns]
    compare("attacks on rights defenders", truth, said)
    for n, code in enumerate(VIOLATIONS):
        row = truth[:, n], said["as assigned"][:, n]
        print(f"    {code:14} {row[0].sum():5}  F1 {micro(*row):.3f}  kappa {kappa(*row):.3f}")


def compare(name: str, truth: Flags, said: dict[str, Flags]) -> None:
    """Print the micro F1 of each answer to a set, and how the first two differ from words alone on the same draws."""
    print(f"{name}: {len(truth)} texts, {truth.sum(axis=1).mean():.2f} rights each")
    for who, answer in said.items():
        print(f"  {who:12} {interval(truth, answer)}")
    if "words alone" in said:
        for who in ("head alone", "as assigned"):
            low, high = gain(truth, said[who], said["words alone"])
            print(f"  {who} above words alone by [{low:+.3f}, {high:+.3f}]")


def by_right(truth: Flags, said: Flags) -> None:
    """Print the F1 and the agreement beyond chance of each right."""
    for n, code in enumerate(RIGHTS):
        row = truth[:, n], said[:, n]
        print(f"    {code:14} {row[0].sum():5}  F1 {micro(*row):.3f}  kappa {kappa(*row):.3f}")


def majority(truth: Flags) -> Flags:
    """Return the most frequent right for every text."""
    out = np.zeros_like(truth)
    out[:, int(truth.sum(axis=0).argmax())] = True
    return out


def _training(name: str) -> ModuleType:
    """Return a module of training/labels, which is no package."""
    folder = str(REPOSITORY / "training" / "labels")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(name)


def label_all(cases: Sequence[Case], heads: Heads) -> tuple[NDArray[np.float32], Flags, float]:
    """Label the statements of each text as its author's.

    Returns:
        For each text the head's highest score of each right, the rights assigned to any of its statements, and the
        seconds a word that assigning took.
    """
    quotes = [case.text[a:b] for case in cases for a, b in case.statements]
    vectors = load_embedder().embed(quotes)
    readings = [make_reading(read_words(q, [(0, len(q))]), NOTHING) for q in quotes]
    ends = np.cumsum([len(case.statements) for case in cases])
    scores = np.array([part.max(axis=0) for part in np.split(heads.score(vectors, readings).rights, ends[:-1])])
    gazetteer = Gazetteer()
    began = time.perf_counter()
    rows = zip(cases, np.split(vectors, ends[:-1]), strict=True)
    found = [{right for s in _labelled(case, part, heads, gazetteer) for right in s.rights} for case, part in rows]
    spent = (time.perf_counter() - began) / sum(len(q.split()) for q in quotes)
    return scores, flags([sorted(row) for row in found]), spent


def _labelled(case: Case, vectors: NDArray[np.float32], heads: Heads, gazetteer: Gazetteer) -> Sequence[Statement]:
    digest = sha256_hex(case.text.encode())
    document = Document(id=digest[:20], sha256=digest, text_sha256=digest, media_type="text/plain", text=case.text)
    statements = [
        Statement(
            id=f"{digest[:16]}{a:04}", document=document.id, voice="author", content=((a, b),), quote=case.text[a:b]
        )
        for a, b in case.statements
    ]
    return assign(document, statements, vectors, heads, gazetteer)


def words_alone(data: Path, texts: Sequence[str]) -> Flags:
    """Fit a ridge-penalised logistic model on words and pairs of words of the training recommendations."""
    corpus, train, fitting = _training("corpus"), _training("train"), _training("fit")
    asked = corpus.upr(data, evaluation=False)
    picked = np.sort(np.random.default_rng(SEED).permutation(len(asked))[: train.RECOMMENDATIONS])
    items = [asked[n] for n in picked]
    readings = [train.read_item(i) for i in items]
    targets = train.rights_targets(items)
    vocabulary = train.choose_vocabulary(readings, targets)
    blank = np.zeros((len(items), 1), np.float32)
    features = fitting.Features(dense=blank, sparse=train.sparse(readings, vocabulary))
    model = fitting.fit(features, targets, np.ones_like(targets), 0.3, softmax=False, steps=60)
    new = [make_reading(read_words(t, [(0, len(t))]), NOTHING) for t in texts]
    test = fitting.Features(dense=np.zeros((len(texts), 1), np.float32), sparse=train.sparse(new, vocabulary))
    found: Flags = model.logits(test) > -0.2
    return found


def flags(rows: Sequence[Sequence[str]]) -> Flags:
    """Return (n, 19): which rights each row holds."""
    return np.array([[code in row for code in RIGHTS] for row in rows], np.bool_)


def micro(truth: Flags, said: Flags) -> float:
    """Return micro F1."""
    return float(2 * (truth & said).sum() / max(1, truth.sum() + said.sum()))


def kappa(truth: Flags, said: Flags) -> float:
    """Return Cohen's kappa of two yes-or-no columns."""
    agree = float((truth == said).mean())
    a, b = float(truth.mean()), float(said.mean())
    chance = a * b + (1 - a) * (1 - b)
    return (agree - chance) / (1 - chance) if chance < 1 else 1.0


def interval(truth: Flags, said: Flags) -> str:
    """Return micro F1 with its 95 % interval from draws of texts, precision and recall."""
    low, high = np.quantile([micro(truth[i], said[i]) for i in _draws(len(truth))], [0.025, 0.975])
    right = (truth & said).sum()
    shares = f"precision {right / max(1, said.sum()):.3f}, recall {right / max(1, truth.sum()):.3f}"
    return f"micro F1 {micro(truth, said):.4f} [{low:.3f}, {high:.3f}]  {shares}"


def gain(truth: Flags, said: Flags, other: Flags) -> tuple[float, float]:
    """Return the 95 % interval of the difference in micro F1 between two answers, both scored on the same draws."""
    rows = [micro(truth[i], said[i]) - micro(truth[i], other[i]) for i in _draws(len(truth))]
    low, high = np.quantile(rows, [0.025, 0.975])
    return float(low), float(high)


def _draws(size: int) -> Iterator[NDArray[np.int64]]:
    return draws(size, count=DRAWS, seed=SEED)


if __name__ == "__main__":
    raise SystemExit(main())
