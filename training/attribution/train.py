"""Train the reader on PolNeAR.

    python training/attribution/train.py --data DIR --out DIR [--epochs 6] [--evaluator polnear_eval.py]
        [--start READER --rate 1.2e-4]

DIR of the data holds train/ and dev/. A checkpoint is saved after every epoch; run the same command again and training
goes on from the last one. Seeds are fixed. Scores on dev are logged after every epoch. With --start a trained reader is
taken further.

Besides PolNeAR the reader learns from texts of our own: put together from parts (`genres.py`), and written and marked
by hand (`texts/`).
"""

import argparse
import importlib.util
import sys
import time
from pathlib import Path

import base
import numpy as np
import torch
from data import Article, Example, Gold, make_examples, read_annotators, read_split
from genres import make_articles
from model import Cues, Reader
from nested import unnest
from rename import rename
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional
from vary import vary

from onrecord.models.geometry import distances, relations
from onrecord.models.reader import Transitions
from onrecord.models.windows import make_windows
from onrecord.statements.paths import allow, best_paths

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.marked import read_folder

LAYER_DECAY, HEADS_FASTER, WEIGHT_DECAY, NEGATIVES = 0.9, 5, 0.01, 2
MASK, HIDDEN = 103, 0.04
"""The piece that stands for a hidden one, and the share of pieces hidden in training."""
RENAMED, TEXTS_REPEATED = 0.4, 2
HERE = Path(__file__).resolve().parent


class Words:
    """The int8 word vectors exactly as they are shipped."""

    def __init__(self) -> None:
        words = base.weights()["embeddings.word_embeddings.weight"]
        scale = np.maximum(np.abs(words).max(axis=1, keepdims=True), 1e-8).astype(np.float32) / 127
        self.table = torch.from_numpy(np.rint(words / scale).astype(np.float32) * scale)


def collate(examples: list[Example], words: Words, rng: np.random.Generator | None = None) -> dict[str, Tensor]:
    """Pad windows to the longest one; with *rng* some pieces are hidden."""
    pieces = pad([e.window.pieces for e in examples])
    if rng:
        pieces[torch.from_numpy(rng.random(pieces.shape) < HIDDEN)] = MASK
    return {
        "vectors": words.table[pieces],
        "features": pad([e.window.features for e in examples]),
        "mask": pad([np.ones(len(e.window.pieces), np.int64) for e in examples]),
        "first": pad([e.window.first for e in examples]),
        "units": pad([np.ones(len(e.window.units), np.int64) for e in examples]),
        "own": pad([_own(e) for e in examples]),
        "cue": pad([e.cue for e in examples]),
    }


def _own(example: Example) -> np.ndarray:
    at = np.arange(len(example.window.units))
    return ((at >= example.window.own[0]) & (at < example.window.own[1])).astype(np.int64)


def pad(rows: list[np.ndarray]) -> Tensor:
    out = np.zeros((len(rows), max(map(len, rows))), np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return torch.from_numpy(out)


def collate_cues(examples: list[Example], found: list[tuple[int, int, int]], width: int) -> Cues:
    """Make the tables for cues, (window, first unit, end unit) each."""
    return Cues(
        window=torch.tensor([w for w, _, _ in found]),
        first=torch.tensor([a for _, a, _ in found]),
        last=torch.tensor([b - 1 for _, _, b in found]),
        distance=torch.from_numpy(
            np.stack([_wide(distances(len(examples[w].window.units), (a, b)), width) for w, a, b in found])
        ),
        relation=torch.from_numpy(np.stack([_wide(relations(examples[w].window, (a, b)), width) for w, a, b in found])),
    )


def _wide(row: np.ndarray, width: int) -> np.ndarray:
    return np.pad(row, (0, width - len(row)))


def spans_of_cues(probability: np.ndarray, own: tuple[int, int], threshold: float) -> list[tuple[int, int]]:
    """Read cues off the probabilities, (units, 3), of outside, first and further."""
    out = []
    end = 0
    for i in np.flatnonzero(probability[:, 1] > threshold):
        if i < end or not own[0] <= i < own[1]:
            continue
        end = i + 1
        while end < len(probability) and probability[end, 2] > max(probability[end, 0], probability[end, 1]):
            end += 1
        out.append((int(i), int(end)))
    return out


def targets(
    examples: list[Example], cue_scores: Tensor, rng: np.random.Generator
) -> tuple[list[tuple[int, int, int]], list[np.ndarray]]:
    """Choose the cues to learn from: the gold ones, some as the reader sees them, and some that are none."""
    probability = cue_scores.detach().float().softmax(-1).numpy()
    found, labels = [], []
    for w, example in enumerate(examples):
        seen = spans_of_cues(probability[w, : len(example.window.units)], example.window.own, 0.15)
        for a, b, gold in example.links:
            near = [s for s in seen if s[0] < b and a < s[1]]
            found.append((w, *(near[0] if near and rng.random() < 0.3 else (a, b))))
            labels.append(gold)
        false = [s for s in seen if not example.cue[s[0] : s[1]].any()]
        for i in rng.permutation(len(false))[:NEGATIVES]:
            found.append((w, *false[i]))
            labels.append(np.zeros(len(example.window.units), np.int64))
    return found, labels


def loss_of(
    model: Reader, batch: dict[str, Tensor], examples: list[Example], rng: np.random.Generator
) -> tuple[Tensor, Tensor]:
    with torch.autocast("cpu", torch.bfloat16):
        states = model.encode(batch["vectors"], batch["features"], batch["mask"], batch["first"])
        cue_scores = model.cue(functional.dropout(states, 0.1, model.training))
    mask = (batch["units"] * batch["own"]).bool()
    cue_loss = functional.cross_entropy(cue_scores.float()[mask], batch["cue"][mask])
    found, labels = targets(examples, cue_scores, rng)
    if not found:
        return cue_loss, torch.zeros(())
    width = batch["units"].shape[1]
    cues = collate_cues(examples, found, width)
    own = batch["units"][cues.window].bool()
    with torch.autocast("cpu", torch.bfloat16):
        scores = model.pairs(states, cues, own)
    gold = torch.from_numpy(np.stack([_wide(x, width) for x in labels]))
    token_loss = functional.cross_entropy(scores.float()[own], gold[own])
    return cue_loss, 0.1 * model.path_loss(scores, gold, own) + token_loss


def groups(model: Reader, rate: float) -> list[dict]:
    """Give lower layers lower rates, and the new heads a higher one."""
    out = []
    for name, parameter in model.named_parameters():
        if name.startswith("encoder.layer."):
            own = rate * LAYER_DECAY ** (5 - int(name.split(".")[2]))
        elif name.startswith("embeddings"):
            own = HEADS_FASTER * rate if "feature" in name else rate * LAYER_DECAY**6
        else:
            own = HEADS_FASTER * rate
        decay = 0.0 if parameter.ndim < 2 or "embeddings" in name else WEIGHT_DECAY
        out.append({"params": [parameter], "lr": own, "peak": own, "weight_decay": decay})
    return out


def set_rate(optimizer: torch.optim.Optimizer, done: float) -> None:
    """Warm up over the first 6 %, then fall to nothing along a line."""
    factor = min(done / 0.06, (1 - done) / 0.94)
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * max(factor, 0.0)


@torch.no_grad()
def predict(
    model: Reader, texts: dict[str, str], tokenizer: Tokenizer, words: Words, threshold: float = 0.5
) -> dict[str, list[dict]]:
    """Find statements with the float model and plain decoding."""
    model.eval()
    start, change, stop = (x.detach().numpy() for x in (model.start, model.transitions(), model.stop))
    steps = allow(Transitions(start=start + np.array([0, 0, -1e4, 0, -1e4], np.float32), change=change, stop=stop))
    out: dict[str, list[dict]] = {}
    for stem, text in texts.items():
        windows = make_windows(text, tokenizer)
        examples = [Example(window=w, cue=np.zeros(len(w.units), np.int64), links=[]) for w in windows if len(w.units)]
        out[stem] = []
        if not examples:
            continue
        batch = collate(examples, words)
        with torch.autocast("cpu", torch.bfloat16):
            states = model.encode(batch["vectors"], batch["features"], batch["mask"], batch["first"])
            probability = model.cue(states).float().softmax(-1).numpy()
        found = [
            (w, a, b)
            for w, e in enumerate(examples)
            for a, b in spans_of_cues(probability[w, : len(e.window.units)], e.window.own, threshold)
        ]
        if not found:
            continue
        cues = collate_cues(examples, found, batch["units"].shape[1])
        scores = model.pairs(states.float(), cues, batch["units"][cues.window].bool()).numpy()
        lengths = np.array([len(examples[w].window.units) for w, _, _ in found])
        for (w, a, b), path in zip(found, best_paths(scores, lengths, steps), strict=True):
            units = examples[w].window.units
            spans = {r: runs(path, f, units) for r, f in (("source", 1), ("content", 3))}
            if spans["content"]:
                out[stem].append({"cue": [[int(units[a, 0]), int(units[b - 1, 1])]], **spans})
    return out


def runs(path: np.ndarray, first: int, units: np.ndarray) -> list[list[int]]:
    out: list[list[int]] = []
    for i, x in enumerate(path):
        if x == first:
            out.append(units[i].tolist())
        elif x == first + 1 and out:
            out[-1][1] = int(units[i, 1])
    return out


def load_evaluator(path: Path):
    spec = importlib.util.spec_from_file_location("polnear_eval", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def report(scores: dict) -> str:
    parts = [f"{r} {scores['exact'][r]['f']:.1f}" for r in ("source", "cue", "content")]
    return "dev exact " + " ".join(parts) + f" relation {scores['relation']['relation']['f']:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--evaluator", type=Path)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--start", type=Path, help="a trained reader to go on from")
    parser.add_argument("--texts", type=Path, default=HERE / "texts", help="our own marked texts")
    parser.add_argument("--texts-from", type=int, default=1, help="the first epoch that learns from them")
    parser.add_argument("--articles", type=int, help="use only so many (to try the script)")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    tokenizer = Tokenizer.from_str(base.tokenizer_json())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    words, model = Words(), Reader()
    if args.start:
        model.load_state_dict(torch.load(args.start))
    else:
        model.start_from(base.weights())
    optimizer = torch.optim.AdamW(groups(model, args.rate), betas=(0.9, 0.98))
    train = list(read_annotators(args.data / "train").values())[: args.articles]
    dev = dict(list(read_split(args.data / "dev").items())[: args.articles])
    begun = resume(args.out, model, optimizer)
    for epoch in range(begun, args.epochs):
        run_epoch(model, optimizer, train, tokenizer, words, args, epoch)
        torch.save(
            {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1}, args.out / "last.pt"
        )
        torch.save(model.state_dict(), args.out / f"epoch{epoch + 1}.pt")
        predicted = predict(model, {k: t for k, (t, _) in dev.items()}, tokenizer, words)
        if args.evaluator:
            log(args.out, f"epoch {epoch + 1} " + report(load_evaluator(args.evaluator).score(dev, predicted)))
    torch.save(model.state_dict(), args.out / "reader.pt")


def resume(folder: Path, model: Reader, optimizer: torch.optim.Optimizer) -> int:
    """Take up the last checkpoint; return how many epochs are done."""
    path = folder / "last.pt"
    if not path.exists():
        return 0
    stored = torch.load(path)
    model.load_state_dict(stored["model"])
    optimizer.load_state_dict(stored["optimizer"])
    return int(stored["epoch"])


def gather(
    train: list[tuple[str, list[list[Gold]]]], args: argparse.Namespace, epoch: int, rng: np.random.Generator
) -> list[Article]:
    """Put together the articles of an epoch: of several annotators any; people often renamed; our own texts."""
    articles = [(text, statements[int(rng.integers(len(statements)))]) for text, statements in train]
    articles = [rename(*a, rng) if rng.random() < RENAMED else a for a in articles]
    articles += make_articles(rng, int(120 * len(train) / 840))
    if epoch + 1 >= args.texts_from:
        articles += TEXTS_REPEATED * [part for text in read_folder(args.texts).values() for part in unnest(text)]
    return articles


def run_epoch(model: Reader, optimizer, train, tokenizer, words: Words, args: argparse.Namespace, epoch: int) -> None:
    rng = np.random.default_rng([args.seed, epoch])
    torch.manual_seed(args.seed * 1000 + epoch)
    examples = make_examples(gather(train, args, epoch, rng), tokenizer, vary, seed=args.seed * 100 + epoch)
    # windows of like length stand together in a batch, batches come in any order
    order = sorted(rng.permutation(len(examples)), key=lambda i: len(examples[i].window.pieces) // 16)
    batches = [order[i : i + args.batch] for i in range(0, len(order), args.batch)]
    model.train()
    began, sums = time.monotonic(), np.zeros(2)
    for step, n in enumerate(rng.permutation(len(batches))):
        set_rate(optimizer, (epoch + step / len(batches)) / args.epochs)
        chosen = [examples[i] for i in batches[n]]
        cue_loss, pair_loss = loss_of(model, collate(chosen, words, rng), chosen, rng)
        optimizer.zero_grad()
        (2 * cue_loss + pair_loss).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        sums = 0.95 * sums + 0.05 * np.array([cue_loss.item(), pair_loss.item()])
        if step % 20 == 0:
            log(
                args.out,
                f"epoch {epoch + 1} step {step}/{len(batches)} cue {sums[0]:.4f} pairs {sums[1]:.4f} "
                f"{time.monotonic() - began:.0f}s",
            )


def log(folder: Path, line: str) -> None:
    print(line, flush=True)
    with (folder / "log.txt").open("a") as file:
        file.write(line + "\n")


if __name__ == "__main__":
    main()
