"""The reader: an encoder, a head that finds cues, and a head that relates every unit of a window to one cue."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.models.geometry import DISTANCES, RELATIONS
from onrecord.models.windows import FEATURES

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
PAIR_WIDTH, KERNEL, BLOCKS, LABELS = 128, 7, 2, 5
FORBIDDEN = [(0, 2), (0, 4), (1, 4), (2, 4), (3, 2), (4, 2)]
"""Label changes that cannot be: a span goes on only after its own beginning."""


class Layer(nn.Module):
    """A BERT layer, with the parameter names of a BERT state dict."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.dropout = dropout
        self.attention = nn.ModuleDict(
            {
                "self": nn.ModuleDict({k: nn.Linear(WIDTH, WIDTH) for k in ("query", "key", "value")}),
                "output": nn.ModuleDict(
                    {"dense": nn.Linear(WIDTH, WIDTH), "LayerNorm": nn.LayerNorm(WIDTH, eps=1e-12)}
                ),
            }
        )
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(WIDTH, INNER)})
        self.output = nn.ModuleDict({"dense": nn.Linear(INNER, WIDTH), "LayerNorm": nn.LayerNorm(WIDTH, eps=1e-12)})

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return new states; *bias* is added to the attention scores."""
        b, n, _ = x.shape
        parts = self.attention["self"]
        q, k, v = (parts[p](x).view(b, n, HEADS, -1).transpose(1, 2) for p in ("query", "key", "value"))
        seen = (
            functional.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype))
            .transpose(1, 2)
            .reshape(b, n, WIDTH)
        )
        out = self.attention["output"]
        x = out["LayerNorm"](x + self.drop(out["dense"](seen)))
        wide = functional.gelu(self.intermediate["dense"](x))
        return self.output["LayerNorm"](x + self.drop(self.output["dense"](wide)))

    def drop(self, x: Tensor) -> Tensor:
        """Drop some of *x* in training."""
        return functional.dropout(x, self.dropout, self.training)


class Block(nn.Module):
    """Looks at neighbouring units: a depthwise convolution and a small feed-forward layer, added to the input."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(PAIR_WIDTH)
        self.near = nn.Conv1d(PAIR_WIDTH, PAIR_WIDTH, KERNEL, padding=KERNEL // 2, groups=PAIR_WIDTH)
        self.up = nn.Linear(PAIR_WIDTH, 2 * PAIR_WIDTH)
        self.down = nn.Linear(2 * PAIR_WIDTH, PAIR_WIDTH)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Return new states, (cues, units, width); *mask* is 1 for units."""
        y = self.norm(x) * mask[..., None]
        y = self.near(y.transpose(1, 2)).transpose(1, 2)
        return x + self.down(functional.gelu(self.up(y)))


class Pairs(nn.Module):
    """Labels every unit with regard to a cue."""

    def __init__(self) -> None:
        super().__init__()
        self.unit = nn.Linear(WIDTH, PAIR_WIDTH)
        self.scale = nn.Linear(2 * WIDTH, PAIR_WIDTH)
        self.shift = nn.Linear(2 * WIDTH, PAIR_WIDTH)
        self.distance = nn.Embedding(DISTANCES, PAIR_WIDTH)
        self.relation = nn.Embedding(RELATIONS, PAIR_WIDTH)
        self.blocks = nn.ModuleList(Block() for _ in range(BLOCKS))
        self.norm = nn.LayerNorm(PAIR_WIDTH)
        self.label = nn.Linear(PAIR_WIDTH, LABELS)
        for table in (self.distance, self.relation):
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, states: Tensor, cues: "Cues", mask: Tensor) -> Tensor:
        """Return label scores, (n_cues, n_units, 5); *states* is (windows, units, 384)."""
        ends = torch.cat([states[cues.window, cues.first], states[cues.window, cues.last]], -1)
        x = self.unit(states)[cues.window] * (1 + self.scale(ends))[:, None] + self.shift(ends)[:, None]
        x = functional.gelu(x + self.distance(cues.distance) + self.relation(cues.relation))
        for block in self.blocks:
            x = block(x, mask)
        return self.label(functional.dropout(self.norm(x), 0.1, self.training))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The cues of a batch: their window, first and last unit, (n,) each; and tables of numbers, (n, units) each."""

    window: Tensor
    first: Tensor
    last: Tensor
    distance: Tensor
    relation: Tensor


class Reader(nn.Module):
    """Everything that is trained; word vectors come from outside and stay as they are."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.dropout = dropout
        self.embeddings = nn.ModuleDict(
            {
                "position_embeddings": nn.Embedding(512, WIDTH),
                "feature_embeddings": nn.Embedding(FEATURES, WIDTH),
                "LayerNorm": nn.LayerNorm(WIDTH, eps=1e-12),
            }
        )
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(Layer(dropout) for _ in range(LAYERS))})
        self.cue = nn.Linear(WIDTH, 3)
        self.pairs = Pairs()
        self.start = nn.Parameter(torch.zeros(LABELS))
        self.change = nn.Parameter(torch.zeros(LABELS, LABELS))
        self.stop = nn.Parameter(torch.zeros(LABELS))

    def start_from(self, weights: dict[str, np.ndarray]) -> None:
        """Take over the pretrained layers; every feature starts as the one token type there was."""
        state = {k: torch.from_numpy(v) for k, v in weights.items() if k.startswith(("encoder.", "embeddings."))}
        state["embeddings.feature_embeddings.weight"] = state.pop("embeddings.token_type_embeddings.weight")[:1].repeat(
            FEATURES, 1
        )
        state.pop("embeddings.word_embeddings.weight")
        missing = self.load_state_dict(state, strict=False)
        assert not missing.unexpected_keys, missing.unexpected_keys

    def encode(self, vectors: Tensor, features: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """Return the states of the units, (windows, units, 384)."""
        table = self.embeddings["position_embeddings"].weight[: vectors.shape[1]]
        x = vectors + table + self.embeddings["feature_embeddings"](features)
        x = functional.dropout(self.embeddings["LayerNorm"](x), self.dropout, self.training)
        bias = torch.zeros_like(mask, dtype=torch.float32).masked_fill(mask == 0, -1e4)[:, None, None]
        for layer in self.encoder["layer"]:
            x = layer(x, bias)
        return x.gather(1, first[..., None].expand(-1, -1, WIDTH))

    def transitions(self) -> Tensor:
        """Return the label change scores with the forbidden ones far down."""
        barred = torch.zeros_like(self.change)
        for a, b in FORBIDDEN:
            barred[a, b] = -1e4
        return self.change + barred

    def path_loss(self, scores: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
        """Return the mean negative log-likelihood of the gold label paths (linear-chain CRF)."""
        scores = scores.float()
        change = self.transitions()
        first_bar = torch.tensor([0.0, 0, -1e4, 0, -1e4])
        length = mask.sum(1)
        alpha = scores[:, 0] + self.start + first_bar
        for t in range(1, scores.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + change, 1) + scores[:, t]
            alpha = torch.where(mask[:, t, None], step, alpha)
        total = torch.logsumexp(alpha + self.stop, 1)
        own = (scores.gather(2, gold[..., None])[..., 0] * mask).sum(1)
        own = own + (change[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]).sum(1)
        own = own + self.start[gold[:, 0]] + self.stop[gold.gather(1, length[:, None] - 1)[:, 0]]
        return (total - own).mean()
