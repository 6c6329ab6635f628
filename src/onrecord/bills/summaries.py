"""What the changes of a step come to, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from onrecord.records import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts of changes.

    *by_relation* counts by what became of provisions, *unchanged* those that neither moved nor changed a word nor their
    number, *amended* those whose words changed; *penalties* counts those that went up, down or are of other kinds.
    """

    by_relation: dict[str, int]
    unchanged: int
    amended: int
    penalties: dict[str, int]


def summarise(changes: Iterable[Change]) -> Summary:
    """Count changes of one step."""
    every = list(changes)
    return Summary(
        by_relation=dict(sorted(Counter(c.relation for c in every).items())),
        unchanged=sum(c.relation == "kept" and c.text == "identical" for c in every),
        amended=sum(c.text == "amended" for c in every),
        penalties=dict(sorted(Counter(c.penalty for c in every if c.penalty).items())),
    )
