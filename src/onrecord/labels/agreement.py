"""How well labels agree with those that people gave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Sequence


def micro_f1(said: Sequence[Collection[str]], right: Sequence[Collection[str]]) -> float | None:
    """Return the F1 over all labels of all statements; None where neither side gives any label."""
    pairs = [(set(a), set(b)) for a, b in zip(said, right, strict=True)]
    all_labels = sum(len(a) + len(b) for a, b in pairs)
    return 2 * sum(len(a & b) for a, b in pairs) / all_labels if all_labels else None


def accuracy(said: Sequence[Hashable], right: Sequence[Hashable]) -> float | None:
    """Return the share of equal labels; None for no statement."""
    return sum(a == b for a, b in zip(said, right, strict=True)) / len(right) if right else None


def kappa(said: Sequence[Hashable], right: Sequence[Hashable]) -> float | None:
    """Return Cohen's kappa; None where chance alone would agree always."""
    equal = accuracy(said, right)
    if equal is None:
        return None
    one, other = Counter(said), Counter(right)
    chance = sum(one[label] * other[label] for label in one) / len(right) ** 2
    return (equal - chance) / (1 - chance) if chance < 1 else None
