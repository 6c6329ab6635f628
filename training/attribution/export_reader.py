"""Export a trained reader as ONNX.

python training/attribution/export_reader.py RUN/reader.pt src/onrecord/models/data [--float]
"""

import argparse
from pathlib import Path

import graph as g
import numpy as np
import torch
from model import BLOCKS, FORBIDDEN, KERNEL, LABELS, PAIR_WIDTH
from onnx import TensorProto, helper


def build_encoder(weights: g.Weights, *, quantised: bool) -> bytes:
    """Encode one window (batch of one, so no mask is needed), keep the units' states, score cues."""
    graph = g.Graph(quantised=quantised)
    table = graph.constant("feature.table", weights["embeddings.feature_embeddings.weight"])
    features = graph.add("Gather", [table, "features"], "feature.rows")
    extra = graph.add("Add", [features, g.positions(graph, "vectors", weights, length=256)], "extra")
    hidden = g.encoder(graph, "vectors", extra, "", weights, wanted="first")
    graph.add("Squeeze", [hidden, graph.constant("axis0", np.zeros(1, np.int64))], "states")
    plain(graph, "states", "scores", weights, "cue")
    inputs = [
        g.float_input("vectors", 1, "length", 384),
        long_input("features", 1, "length"),
        long_input("first", "units"),
    ]
    outputs = [g.float_input("states", "units", 384), g.float_input("scores", "units", 3)]
    return graph.model(inputs, outputs).SerializeToString()


def build_pairs(weights: g.Weights, *, quantised: bool) -> bytes:
    """Relate all units to each cue; only the layers that run over all units are quantised."""
    graph = g.Graph(quantised=quantised)
    ends = [graph.add("Gather", ["states", end], f"state.{end}") for end in ("first", "last")]
    both = graph.add("Concat", ends, "ends", axis=1)
    one, axis1 = graph.constant("one", np.ones(1, np.float32)), graph.constant("axis1", np.ones(1, np.int64))
    scale = graph.add("Add", [plain(graph, both, "scale0", weights, "pairs.scale"), one], "scale1")
    scale = graph.add("Unsqueeze", [scale, axis1], "scale")
    shift = graph.add("Unsqueeze", [plain(graph, both, "shift0", weights, "pairs.shift"), axis1], "shift")
    x = graph.add("Mul", [linear(graph, "states", "unit", weights, "pairs.unit"), scale], "scaled")
    x = graph.add("Add", [x, shift], "shifted")
    for name in ("distance", "relation"):
        table = graph.constant(f"{name}.table", weights[f"pairs.{name}.weight"])
        x = graph.add("Add", [x, graph.add("Gather", [table, name], f"{name}.rows")], f"with.{name}")
    x = graph.add("Gelu", [x], "mixed", g.MS)
    for n in range(BLOCKS):
        x = block(graph, x, weights, n)
    x = norm(graph, x, "final", weights, "pairs.norm")
    plain(graph, x, "labels", weights, "pairs.label")
    inputs = [g.float_input("states", "units", 384), long_input("first", "cues"), long_input("last", "cues")]
    inputs += [long_input("distance", "cues", "units"), long_input("relation", "cues", "units")]
    return graph.model(inputs, [g.float_input("labels", "cues", "units", LABELS)]).SerializeToString()


def block(graph: g.Graph, x: str, weights: g.Weights, n: int) -> str:
    key, name = f"pairs.blocks.{n}", f"block{n}"
    y = norm(graph, x, f"{name}.norm", weights, f"{key}.norm")
    y = graph.add("Transpose", [y], f"{name}.turned", perm=[0, 2, 1])
    kernel = graph.constant(f"{name}.kernel", weights[f"{key}.near.weight"])
    bias = graph.constant(f"{name}.kernel.bias", weights[f"{key}.near.bias"])
    y = graph.add("Conv", [y, kernel, bias], f"{name}.near", group=PAIR_WIDTH, pads=[KERNEL // 2, KERNEL // 2])
    y = graph.add("Transpose", [y], f"{name}.back", perm=[0, 2, 1])
    y = graph.add("Gelu", [linear(graph, y, f"{name}.up", weights, f"{key}.up")], f"{name}.gelu", g.MS)
    return graph.add("Add", [x, linear(graph, y, f"{name}.down", weights, f"{key}.down")], f"{name}.out")


def norm(graph: g.Graph, x: str, name: str, weights: g.Weights, key: str) -> str:
    parts = [graph.constant(f"{name}.{p}", weights[f"{key}.{p}"]) for p in ("weight", "bias")]
    return graph.add("LayerNormalization", [x, *parts], name, epsilon=1e-5, axis=-1)


def linear(graph: g.Graph, x: str, name: str, weights: g.Weights, key: str) -> str:
    return graph.linear(x, name, weights[f"{key}.weight"], weights[f"{key}.bias"])


def plain(graph: g.Graph, x: str, name: str, weights: g.Weights, key: str) -> str:
    """Append a linear layer that is never quantised."""
    product = graph.add("MatMul", [x, graph.constant(f"{name}.w", weights[f"{key}.weight"].T)], f"{name}.product")
    return graph.add("Add", [product, graph.constant(f"{name}.b", weights[f"{key}.bias"])], name)


def long_input(name: str, *shape: int | str):
    return helper.make_tensor_value_info(name, TensorProto.INT64, list(shape))


def transitions(weights: g.Weights) -> dict[str, np.ndarray]:
    """The label sequence scores, with what cannot be put out of reach."""
    change, start = weights["change"].copy(), weights["start"].copy()
    for a, b in FORBIDDEN:
        change[a, b] = -1e4
    start[[2, 4]] = -1e4
    return {"start": start, "change": change, "stop": weights["stop"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--float", action="store_true", help="float32 instead of int8, to measure the loss")
    args = parser.parse_args()
    stored = torch.load(args.weights, map_location="cpu")
    weights = {key: value.float().numpy() for key, value in stored.get("model", stored).items()}
    (args.out / "reader.onnx").write_bytes(build_encoder(weights, quantised=not args.float))
    (args.out / "pairs.onnx").write_bytes(build_pairs(weights, quantised=not args.float))
    np.savez(args.out / "transitions.npz", **transitions(weights))


if __name__ == "__main__":
    main()
