"""Average the weights of several checkpoints of one training run into one reader.

    python training/attribution/average.py RUN/reader.pt CHECKPOINT [CHECKPOINT ...]

The mean of the last passes lies in a flatter place than the last one alone (Izmailov et al. 2018, Averaging Weights
Leads to Wider Optima and Better Generalization).
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor


def load(path: Path) -> dict[str, Tensor]:
    """Read the weights of a reader or of a checkpoint."""
    stored = torch.load(path, map_location="cpu")
    return stored.get("model", stored)


def mean(parts: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Return the mean of each weight."""
    return {key: torch.stack([part[key].float() for part in parts]).mean(0) for key in parts[0]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    args = parser.parse_args()
    torch.save(mean([load(path) for path in args.checkpoints]), args.out)


if __name__ == "__main__":
    main()
