"""Export the untuned sentence encoder, the table of word vectors and the tokenizer.

    python training/attribution/export_embedder.py src/onrecord/models/data

Prints the cosine between the float and the int8 encoder on sample sentences.
"""

import sys
from pathlib import Path

import base
import graph as g
import numpy as np
from onnx import TensorProto


def build(weights: g.Weights, *, quantised: bool) -> bytes:
    """Encode texts and give back the mean of each one's states, brought to length 1."""
    graph = g.Graph(quantised=quantised)
    merged = dict(weights)
    table = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    merged["embeddings.position_embeddings.weight"] = table
    extra = g.expand(graph, "vectors", g.positions(graph, "vectors", merged, length=128))
    hidden = g.encoder(graph, "vectors", extra, "mask", merged)
    axis = graph.constant("axis1", np.ones(1, np.int64))
    row = graph.add("Unsqueeze", [graph.add("Cast", ["mask"], "mask.float", to=TensorProto.FLOAT), axis], "mask.row")
    sums = graph.add("Squeeze", [graph.add("MatMul", [row, hidden], "sums.row"), axis], "sums")
    graph.add("LpNormalization", [sums], "meaning", axis=-1, p=2)
    inputs = [g.float_input("vectors", "batch", "length", 384), g.int_input("mask", "batch", "length")]
    return graph.model(inputs, [g.float_input("meaning", "batch", 384)]).SerializeToString()


def save_words(table: g.Weights, path: Path) -> None:
    """Write the word vectors as int8 with one scale a row."""
    words = table["embeddings.word_embeddings.weight"]
    scale = np.maximum(np.abs(words).max(axis=1, keepdims=True), 1e-8).astype(np.float32) / 127
    np.savez(path, codes=np.rint(words / scale).astype(np.int8), scale=scale)


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    weights = base.weights()
    save_words(weights, out / "words.npz")
    (out / "tokenizer.json").write_text(base.tokenizer_json(), encoding="utf-8")
    (out / "embedder.onnx").write_bytes(build(weights, quantised=True))
    for path in sorted(out.iterdir()):
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
