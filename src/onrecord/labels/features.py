"""What the heads see of a statement: its vector, the word lists that hit, and single words of a fixed vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onrecord.labels.lexicon import Hit, Words, lexicon

VECTOR = 384
VECTOR_SCALE = 4.0
"""Brings the parts of a vector (about 0.05 each) near the size of the other features, so one ridge penalty fits all."""
WORD_SCALE = 0.5
_CAP = 2.0

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A statement's words and what the word lists found in them; *cue* is empty for the author's own claims.

    *firsts* and *cue_firsts* hold the first hit of each list.
    """

    content: Words
    cue: Words
    content_hits: tuple[Hit, ...]
    cue_hits: tuple[Hit, ...]
    firsts: dict[str, Hit]
    cue_firsts: dict[str, Hit]

    def has(self, group: str) -> bool:
        """Tell whether the list *group* hits the content."""
        return group in self.firsts

    def cue_has(self, group: str) -> bool:
        """Tell whether the list *group* hits the cue."""
        return group in self.cue_firsts

    def first_words(self, group: str) -> str:
        """Return the words of the first hit of *group* in the content, or ""."""
        hit = self.firsts.get(group)
        return " ".join(self.content.words[hit.first : hit.last]) if hit else ""

    def first_cue_words(self, group: str) -> str:
        """Return the words of the first hit of *group* in the cue, or ""."""
        hit = self.cue_firsts.get(group)
        return " ".join(self.cue.words[hit.first : hit.last]) if hit else ""


def make_reading(content: Words, cue: Words) -> Reading:
    """Look the words of content and cue up in the word lists."""
    lists = lexicon()
    content_hits = tuple(h for h in lists.find(content.words) if not h.group.startswith("cue."))
    cue_hits = tuple(h for h in lists.find(cue.words) if h.group.startswith(("cue.", "hedge.", "rule.")))
    return Reading(
        content=content,
        cue=cue,
        content_hits=content_hits,
        cue_hits=cue_hits,
        firsts={hit.group: hit for hit in reversed(content_hits)},
        cue_firsts={hit.group: hit for hit in reversed(cue_hits)},
    )


@cache
def list_columns() -> dict[str, int]:
    """Return the column of each list feature, in a fixed order; the last ones are about the statement as a whole."""
    names = sorted(group for group in lexicon().groups if not group.startswith(_UNSEEN))
    cues = [f"in-cue:{n}" for n in names if n.startswith("hedge.")]
    named = [*names, *cues, *_WHOLE, *(f"{a} & {b}" for a, b in _PAIRS)]
    return {name: i for i, name in enumerate(named)}


_UNSEEN = ("sure.", "rule.")
"""Lists that only rules use."""
_WHOLE = ("has-cue", "two-sided", "starts-imperative", "long")
_PAIRS = (
    ("stance.penal", "stance.wrong"), ("stance.penal", "stance.freedom"), ("stance.lift", "stance.penal"),
    ("stance.lift", "stance.freedom"), ("stance.lift", "right.life"), ("act.adopted", "stance.wrong"),
    ("act.adopted", "stance.grant"), ("act.adopted", "stance.freedom"), ("act.proposed", "stance.freedom"),
    ("act.proposed", "stance.grant"), ("act.proposed", "stance.wrong"), ("act.event", "stance.lift"),
    ("act.demand", "stance.regress"), ("act.demand", "right.institutions"), ("act.figure", "stance.progress"),
    ("act.figure", "stance.regress"),
)  # fmt: skip
"""Lists that say more together: a penalty is one thing for traffickers and another for strikers."""


def list_features(readings: Sequence[Reading]) -> Floats:
    """Return (n_readings, n_list_columns) float32."""
    columns = list_columns()
    out = np.zeros((len(readings), len(columns)), np.float32)
    for row, reading in zip(out, readings, strict=True):
        _fill(row, reading, columns)
    return np.minimum(out, _CAP)


def _fill(row: Floats, reading: Reading, columns: dict[str, int]) -> None:
    for hit in reading.content_hits:
        if hit.group in columns:
            row[columns[hit.group]] += 1
    for hit in reading.cue_hits:
        if hit.group.startswith(_UNSEEN):
            continue
        row[columns[hit.group if hit.group.startswith("cue.") else f"in-cue:{hit.group}"]] += 1
    good, bad = row[columns["stance.progress"]], row[columns["stance.regress"]]
    row[columns["has-cue"]] = bool(reading.cue.words)
    row[columns["two-sided"]] = bool(row[columns["stance.contrast"]] and good and bad)
    row[columns["starts-imperative"]] = any(h.group == "act.imperative" and h.first == 0 for h in reading.content_hits)
    row[columns["long"]] = len(reading.content.words) > 30
    for a, b in _PAIRS:
        row[columns[f"{a} & {b}"]] = bool(row[columns[a]] and row[columns[b]])


def terms_of(words: Iterable[str]) -> set[str]:
    """Return the words and the pairs of neighbouring words that a vocabulary may hold."""
    row = list(words)
    return {*row, *(f"{a} {b}" for a, b in pairwise(row))}


def word_features(rows: Sequence[Words], vocabulary: dict[str, int]) -> list[NDArray[np.int64]]:
    """Return for each row of words the columns of *vocabulary* that it fills."""
    return [np.array(sorted(vocabulary[t] for t in terms_of(row.words) if t in vocabulary), np.int64) for row in rows]
