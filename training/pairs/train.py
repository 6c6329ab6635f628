"""Train the pair model: how one statement stands to another.

    python training/pairs/train.py ../shared/data RUN [--layers 3] [--epochs 4] [--first 2]

The first layers of the pretrained encoder read both statements together. It learns for *first* epochs from PERSPECTRUM
(support and undermine; Chen et al., NAACL 2019), then from the pairs of statements written for it (`*.tsv` beside this
file). Word vectors stay frozen, so that they are shared with the other models. Writes RUN/pairs.pt.
"""

import argparse
import csv
import random
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).parents[1] / "attribution"))
import base

RELATIONS = ("unrelated", "related", "agree", "contradict", "exception", "met", "partly", "unmet", "violates")
HERE = Path(__file__).parent
LENGTH, HELD = 112, 0.1


class Layer(nn.Module):
    """One layer of the encoder (post-norm, 12 heads, 384 wide)."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(384, 384) for _ in range(4))
        self.up, self.down = nn.Linear(384, 1536), nn.Linear(1536, 384)
        self.norm1, self.norm2 = nn.LayerNorm(384, eps=1e-12), nn.LayerNorm(384, eps=1e-12)

    def forward(self, x: torch.Tensor, mask: torch.Tensor, drop: float) -> torch.Tensor:
        """Return the states after this layer."""
        batch, length, _ = x.shape
        heads = [part(x).view(batch, length, 12, 32).transpose(1, 2) for part in (self.query, self.key, self.value)]
        mixed = functional.scaled_dot_product_attention(*heads, attn_mask=mask[:, None, None, :])
        mixed = self.out(mixed.transpose(1, 2).reshape(batch, length, 384))
        x = self.norm1(x + functional.dropout(mixed, drop, self.training))
        return self.norm2(x + functional.dropout(self.down(functional.gelu(self.up(x))), drop, self.training))


class PairModel(nn.Module):
    """Reads two statements as one text and scores `RELATIONS`."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        weights = {key: torch.tensor(value) for key, value in base.weights().items()}
        prefix = "embeddings."
        self.words = nn.Embedding.from_pretrained(weights[f"{prefix}word_embeddings.weight"], freeze=True)
        self.places = nn.Embedding.from_pretrained(weights[f"{prefix}position_embeddings.weight"][:128], freeze=False)
        self.sides = nn.Embedding.from_pretrained(weights[f"{prefix}token_type_embeddings.weight"], freeze=False)
        self.norm = nn.LayerNorm(384, eps=1e-12)
        self.norm.load_state_dict({k: weights[f"{prefix}LayerNorm.{k}"] for k in ("weight", "bias")})
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        for n, layer in enumerate(self.layers):
            load_layer(layer, weights, n)
        self.score = nn.Linear(768, len(RELATIONS))

    def forward(self, ids: torch.Tensor, sides: torch.Tensor, mask: torch.Tensor, drop: float = 0.1) -> torch.Tensor:
        """Return the scores of `RELATIONS`, one row a pair."""
        x = self.words(ids) + self.places.weight[: ids.shape[1]] + self.sides(sides)
        x = functional.dropout(self.norm(x), drop, self.training)
        for layer in self.layers:
            x = layer(x, mask, drop)
        mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        return self.score(functional.dropout(torch.cat([x[:, 0], mean], 1), drop, self.training))


def load_layer(layer: Layer, weights: dict[str, torch.Tensor], n: int) -> None:
    names = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "out": "attention.output.dense", "up": "intermediate.dense", "down": "output.dense",
        "norm1": "attention.output.LayerNorm", "norm2": "output.LayerNorm",
    }  # fmt: skip
    for mine, theirs in names.items():
        part = getattr(layer, mine)
        part.load_state_dict({k: weights[f"encoder.layer.{n}.{theirs}.{k}"] for k in ("weight", "bias")})


Example = tuple[str, str, int]


def read_pairs(paths: list[Path]) -> dict[str, list[Example]]:
    """Return the written pairs by family."""
    families: dict[str, list[Example]] = {}
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["relation"] in RELATIONS and row["a"] and row["b"]:
                    families.setdefault(f"{path.stem}{row['family']}", []).append(
                        (row["a"], row["b"], RELATIONS.index(row["relation"]))
                    )
    return families


def read_perspectrum(data: Path) -> list[Example]:
    import pandas

    table = pandas.read_parquet(data / "stance_perspectrum" / "perspectrum.parquet")
    names = {"SUPPORT": "agree", "UNDERMINE": "contradict"}
    rows = [
        (c, p, RELATIONS.index(names[s]))
        for c, p, s in zip(table.claim, table.perspective, table.stance3, strict=True)
        if s in names
    ]
    others = [p for _, p, _ in rows]
    rng = random.Random(7)
    rows += [(c, rng.choice(others), RELATIONS.index("unrelated")) for c, _, _ in rows[::3]]
    return rows


def both_ways(examples: list[Example]) -> list[Example]:
    """Add the other direction of what holds in both."""
    symmetric = {RELATIONS.index(name) for name in ("agree", "contradict", "related", "unrelated")}
    return examples + [(b, a, y) for a, b, y in examples if y in symmetric]


def across(families: dict[str, list[Example]], rng: random.Random, share: float) -> list[Example]:
    """Pair statements of different families: they are unrelated."""
    texts = [text for rows in families.values() for a, b, _ in rows for text in (a, b)]
    n = int(share * sum(map(len, families.values())))
    return [(rng.choice(texts), rng.choice(texts), 0) for _ in range(n)]


class Batches:
    """Groups pairs of similar length."""

    def __init__(self, tokenizer: object, size: int = 32) -> None:
        self.tokenizer, self.size = tokenizer, size

    def __call__(self, examples: list[Example], shuffle: random.Random | None = None):
        """Yield the places of the pairs of a batch, their pieces, sides, mask and labels."""
        encoded = [(self.tokenizer.encode(a, b), y) for a, b, y in examples]
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i][0].ids))
        groups = [order[i : i + self.size] for i in range(0, len(order), self.size)]
        if shuffle:
            shuffle.shuffle(groups)
        for group in groups:
            width = max(len(encoded[i][0].ids) for i in group)
            ids = torch.zeros(len(group), width, dtype=torch.long)
            sides, mask = torch.zeros_like(ids), torch.zeros(len(group), width, dtype=torch.bool)
            for row, i in enumerate(group):
                one = encoded[i][0]
                ids[row, : len(one.ids)] = torch.tensor(one.ids)
                sides[row, : len(one.ids)] = torch.tensor(one.type_ids)
                mask[row, : len(one.ids)] = True
            yield group, ids, sides, mask, torch.tensor([encoded[i][1] for i in group])


def load_tokenizer():
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(base.tokenizer_json())
    tokenizer.no_padding()
    tokenizer.enable_truncation(LENGTH)
    return tokenizer


def run(
    model: PairModel, examples: list[Example], batches: Batches, rate: float, epochs: int, rng: random.Random, tell
) -> None:
    groups = [p for n, p in model.named_parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(groups, lr=rate, weight_decay=0.01)
    steps = epochs * (len(examples) // batches.size + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps + epochs, pct_start=0.1)
    for epoch in range(epochs):
        model.train()
        total = 0.0
        for _, ids, sides, mask, y in batches(examples, rng):
            loss = functional.cross_entropy(model(ids, sides, mask), y, label_smoothing=0.05)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(groups, 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss) * len(y)
        tell(epoch, total / len(examples))


@torch.no_grad()
def predict(model: PairModel, examples: list[Example], batches: Batches) -> np.ndarray:
    model.eval()
    out = np.zeros((len(examples), len(RELATIONS)), np.float32)
    for group, ids, sides, mask, _ in batches(examples):
        out[group] = model(ids, sides, mask, 0.0).softmax(1).numpy()
    return out


def report(model: PairModel, held: list[Example], batches: Batches) -> None:
    scores = predict(model, held, batches)
    y = np.array([label for *_, label in held])
    best = scores.argmax(1)
    print(f"  held pairs {len(held)}: accuracy {np.mean(best == y):.3f}", flush=True)
    for n, name in enumerate(RELATIONS):
        right = np.sum((best == n) & (y == n))
        precision, recall = right / max(1, np.sum(best == n)), right / max(1, np.sum(y == n))
        print(f"    {name:10} P {precision:.2f} R {recall:.2f} n {np.sum(y == n)}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--first", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1e-4)
    args = parser.parse_args()
    args.run.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(14)
    torch.set_num_threads(2)
    rng = random.Random(14)
    model, batches = PairModel(args.layers), Batches(load_tokenizer())
    start = args.run / f"first-{args.layers}-{args.first}.pt"
    if args.first and start.exists():
        model.load_state_dict(torch.load(start))
    elif args.first:
        tell = lambda epoch, loss: print(f"perspectrum {epoch}: loss {loss:.3f}", flush=True)  # noqa: E731
        run(model, read_perspectrum(args.data), batches, args.rate, args.first, rng, tell)
        torch.save(model.state_dict(), start)
    families = read_pairs(sorted(HERE.glob("*.tsv")))
    if not families:
        return
    names = sorted(families)
    rng.shuffle(names)
    n_held = int(len(names) * HELD)
    held = [row for name in names[:n_held] for row in families[name]]
    kept = {name: families[name] for name in names[n_held:]}
    training = both_ways([row for rows in kept.values() for row in rows]) + across(kept, rng, 0.15)
    tell = lambda epoch, loss: (print(f"pairs {epoch}: loss {loss:.3f}", flush=True), report(model, held, batches))  # noqa: E731
    run(model, training, batches, args.rate, args.epochs, rng, tell)
    torch.save({"layers": args.layers, "state": model.state_dict()}, args.run / "pairs.pt")


if __name__ == "__main__":
    main()
