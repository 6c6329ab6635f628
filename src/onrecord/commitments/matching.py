"""Which statements bear on which commitment: blocked by country and by shared terms, then compared by meaning."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.commitments.terms import NARROW, Terms
from onrecord.records import Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What is compared of a commitment or a statement.

    *terms* are those of its words, *vector* is `(384,) float32` of length 1: its meaning,
    *actions* what is asked for, or said to be done (`asks.toml`).
    """

    id: str
    country: str | None
    terms: Terms
    vector: NDArray[np.float32]
    rights: tuple[Right, ...] = ()
    actions: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A statement that bears on a commitment: how surely (*score*, 0 to 1), and the *shared* terms that joined them."""

    commitment: str
    statement: str
    score: float
    shared: tuple[str, ...]


LEAST = 0.5
"""Links under this score are not kept."""
_ENOUGH_WORDS = 11.0
"""Weight of the shared words where neither a narrow matter nor an instrument is shared: two names, or three words."""


_MOST_WORDS = 12.0
"""Weight of shared words beyond which more tell no more."""


def match(commitments: Sequence[Matter], statements: Sequence[Matter]) -> list[Link]:
    """Return the pairs that are about one matter, in the order of the commitments, then of the statements.

    The cost grows with the pairs that share a telling term, not with all pairs.
    """
    if not statements:
        return []
    postings = _postings(statements)
    vectors = np.array([one.vector for one in statements], np.float32).reshape(len(statements), -1)
    lengths = [_length(one.terms) for one in statements]
    found: list[Link] = []
    for commitment in commitments:
        candidates = _candidates(commitment, postings)
        if not candidates:
            continue
        places = sorted(candidates)
        cosines = vectors[places] @ commitment.vector
        for place, cosine in zip(places, cosines, strict=True):
            link = _compare(commitment, statements[place], float(cosine), lengths[place])
            if link.score >= LEAST:
                found.append(link)
    return found


def _postings(statements: Iterable[Matter]) -> dict[tuple[str | None, str], list[int]]:
    postings: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for number, one in enumerate(statements):
        for term in one.terms:
            postings[one.country, term].append(number)
    return postings


def _candidates(commitment: Matter, postings: dict[tuple[str | None, str], list[int]]) -> set[int]:
    """Return the statements on the same country that share enough with a commitment."""
    weights: dict[int, float] = defaultdict(float)
    for term, weight in commitment.terms.items():
        enough = _ENOUGH_WORDS if term[0] == "#" or (term[0] == "=" and weight == NARROW) else 0.0
        for number in postings.get((commitment.country, term), ()):
            weights[number] += weight + enough
    return {number for number, weight in weights.items() if weight >= _ENOUGH_WORDS}


def _length(terms: Terms) -> float:
    return math.sqrt(sum(weight * weight for weight in terms.values()))


def features(commitment: Matter, statement: Matter, cosine: float, length: float) -> tuple[float, ...]:
    """Return what a score is made of, in the order of `WEIGHTS`.

    Nearness of meaning; overlap of terms; share of the commitment's terms that are shared; narrow matters shared; an
    instrument shared; weight of the words shared; a right shared; what was asked is what was done.
    """
    shared = commitment.terms.keys() & statement.terms.keys()
    weights = [commitment.terms[term] for term in shared]
    overlap = sum(w * w for w in weights) / max(_length(commitment.terms) * length, 1e-9)
    total = sum(commitment.terms.values())
    covered = sum(weights) / max(total, 1e-9)
    narrow = sum(term.startswith("=") and commitment.terms[term] == NARROW for term in shared)
    instrument = any(term.startswith("#") for term in shared)
    words = min(sum(commitment.terms[t] for t in shared if t[0] not in "=#"), _MOST_WORDS)
    rights = bool(set(commitment.rights) & set(statement.rights))
    same = bool(commitment.actions & statement.actions)
    return cosine, overlap, covered, float(narrow), float(instrument), words, float(rights), float(same)


WEIGHTS = (2.5, 1.0, 1.0, 1.5, 1.5, 0.2, 0.5, 1.3)
BIAS = -4.7
"""Set by hand near a logistic fit to 239 pairs judged by eye (benchmarks/commitments.tsv): of those over `LEAST`,
94 in 100 were about one matter, and 60 in 100 of those about one matter were over it. A wrong link costs more."""


def _compare(commitment: Matter, statement: Matter, cosine: float, length: float) -> Link:
    values = features(commitment, statement, cosine, length)
    raw = BIAS + sum(weight * value for weight, value in zip(WEIGHTS, values, strict=True))
    shared = sorted(commitment.terms.keys() & statement.terms.keys(), key=lambda t: (-commitment.terms[t], t))
    return Link(
        commitment=commitment.id, statement=statement.id, score=1 / (1 + math.exp(-raw)), shared=tuple(shared[:6])
    )
