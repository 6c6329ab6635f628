"""Write the encoder as an ONNX graph, operator by operator.

The graph takes word vectors instead of word numbers, so that two encoders can share one table of word vectors. Weights
are int8 per output channel (or float32, to measure what quantising costs); activations are quantised while the graph
runs.
"""

from collections.abc import Mapping

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Weights = Mapping[str, NDArray[np.float32]]
MS = "com.microsoft"
HEADS, EPSILON = 12, 1e-12


class Graph:
    """Collects nodes and initialisers, and names the intermediate values."""

    def __init__(self, *, quantised: bool) -> None:
        self.quantised = quantised
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, array: NDArray[np.generic]) -> str:
        """Keep *array* as an initialiser and give back its name."""
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def add(self, kind: str, inputs: list[str], name: str, domain: str = "", **attributes: object) -> str:
        """Append one operator with one output, and give back the output's name."""
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, domain=domain, **attributes))
        return name

    def linear(self, x: str, name: str, weight: NDArray[np.float32], bias: NDArray[np.float32] | None = None) -> str:
        """Multiply by *weight*, shape (outputs, inputs) as in a state dict, and add *bias*."""
        if not self.quantised:
            out = self.add("MatMul", [x, self.constant(f"{name}.w", weight.T)], f"{name}.product")
            return out if bias is None else self.add("Add", [out, self.constant(f"{name}.b", bias)], name)
        scale = np.maximum(np.abs(weight).max(axis=1), 1e-8).astype(np.float32) / 127
        codes = np.clip(np.rint(weight / scale[:, None]), -127, 127).astype(np.int8)
        inputs = [
            x,
            self.constant(f"{name}.w", codes.T),
            self.constant(f"{name}.scale", scale),
            self.constant(f"{name}.zero", np.zeros(len(scale), np.int8)),
        ]
        if bias is not None:
            inputs.append(self.constant(f"{name}.b", bias))
        return self.add("DynamicQuantizeMatMul", inputs, name, MS)

    def norm(self, x: str, skip: str, name: str, weights: Weights, key: str) -> str:
        """Add *skip* and normalise.

        Two operators: the fused one makes the whole encoder a fifth slower on a processor, so sessions are opened
        without the optimisation that would fuse them again.
        """
        total = self.add("Add", [x, skip], f"{name}.sum")
        gamma = self.constant(f"{name}.gamma", weights[f"{key}.weight"])
        beta = self.constant(f"{name}.beta", weights[f"{key}.bias"])
        return self.add("LayerNormalization", [total, gamma, beta], name, axis=-1, epsilon=EPSILON)

    def model(self, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto]) -> onnx.ModelProto:
        """Close the graph."""
        graph = helper.make_graph(self.nodes, "onrecord", inputs, outputs, list(self.constants.values()))
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MS, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="onrecord")


def layer(graph: Graph, x: str, mask: str, weights: Weights, n: int, wanted: str = "") -> str:
    """Append transformer layer *n*; *mask* is (batch, length) int32, 1 for a piece and 0 for padding.

    If *wanted* names a row of piece numbers, only the states of these pieces come out.
    """
    key, name = f"encoder.layer.{n}", f"layer{n}"
    parts = [weights[f"{key}.attention.self.{p}.weight"] for p in ("query", "key", "value")]
    biases = [weights[f"{key}.attention.self.{p}.bias"] for p in ("query", "key", "value")]
    qkv = graph.linear(x, f"{name}.qkv", np.concatenate(parts), np.concatenate(biases))
    q, k, v = f"{name}.q", f"{name}.k", f"{name}.v"
    graph.nodes.append(helper.make_node("Split", [qkv], [q, k, v], name=f"{name}.split", axis=2))
    if wanted:
        q = graph.add("Gather", [q, wanted], f"{name}.q.wanted", axis=1)
        x = graph.add("Gather", [x, wanted], f"{name}.x.wanted", axis=1)
    seen = graph.add("MultiHeadAttention", [q, k, v, "", mask], f"{name}.attention", MS, num_heads=HEADS)
    dense = f"{key}.attention.output.dense"
    out = graph.linear(seen, f"{name}.out", weights[f"{dense}.weight"], weights[f"{dense}.bias"])
    x = graph.norm(out, x, f"{name}.norm1", weights, f"{key}.attention.output.LayerNorm")
    wide = graph.linear(
        x, f"{name}.up", weights[f"{key}.intermediate.dense.weight"], weights[f"{key}.intermediate.dense.bias"]
    )
    wide = graph.add("Gelu", [wide], f"{name}.gelu", MS)
    down = graph.linear(
        wide, f"{name}.down", weights[f"{key}.output.dense.weight"], weights[f"{key}.output.dense.bias"]
    )
    return graph.norm(down, x, f"{name}.norm2", weights, f"{key}.output.LayerNorm")


def encoder(graph: Graph, vectors: str, extra: str, mask: str, weights: Weights, wanted: str = "") -> str:
    """Append the whole encoder.

    Args:
        graph: where to append.
        vectors: name of the word vectors, (batch, length, 384) float32.
        extra: name of what is added to them (positions and features), broadcastable to the same shape.
        mask: name of the (batch, length) int32 mask.
        weights: the state dict of a six-layer BERT.
        wanted: name of a row of piece numbers, if the states of other pieces are not looked at.

    Returns:
        Name of the hidden states, (batch, length, 384) float32, or of the wanted ones.
    """
    x = graph.norm(vectors, extra, "embeddings", weights, "embeddings.LayerNorm")
    last = sum(key.endswith("intermediate.dense.bias") for key in weights) - 1
    for n in range(last + 1):
        x = layer(graph, x, mask, weights, n, wanted if n == last else "")
    return x


def positions(graph: Graph, vectors: str, weights: Weights, length: int) -> str:
    """Append the first rows of the position table, (1, length of the batch, 384)."""
    table = graph.constant("positions", weights["embeddings.position_embeddings.weight"][None, :length])
    shape = graph.add("Shape", [vectors], "shape", start=1, end=2)
    zero, one = graph.constant("zero", np.zeros(1, np.int64)), graph.constant("one", np.ones(1, np.int64))
    return graph.add("Slice", [table, zero, shape, one], "positions.cut")


def expand(graph: Graph, vectors: str, rows: str) -> str:
    """Repeat *rows*, (1, length, 384), over the batch of *vectors*."""
    return graph.add("Expand", [rows, graph.add("Shape", [vectors], "shape.full")], "extra")


def float_input(name: str, *shape: int | str) -> onnx.ValueInfoProto:
    """Declare a float32 input or output."""
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, list(shape))


def int_input(name: str, *shape: int | str) -> onnx.ValueInfoProto:
    """Declare an int32 input."""
    return helper.make_tensor_value_info(name, TensorProto.INT32, list(shape))
