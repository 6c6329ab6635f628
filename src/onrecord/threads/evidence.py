"""How much speaks for statements being about one matter.

The pieces of evidence are weighed by a logistic function, one for two statements of one document, one for statements of
different documents. The weights stand in ``weights.toml``; they were fitted to annotated threads
(`training/threads/fit.py`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from onrecord.threads.profiles import Profile, Strand
from onrecord.threads.traits import Traits

Matrix = NDArray[np.float32]
ACROSS = ("bias", "meaning", "context", "own", "words", "rights", "rights_known")
"""Evidence between statements of different documents."""
INSIDE = (*ACROSS, "near", "paragraph", "nested")
"""Evidence between statements of one document."""


def inside(strands: Sequence[Strand], traits: Sequence[Traits]) -> Matrix:
    """Return (n, n, len(INSIDE)): the evidence for each two statements of one document."""
    words, own, rights = (_table([_of(s, kind) for s in strands], None)[0] for kind in ("words", "own", "rights"))
    vectors, contexts = np.array([s.vector for s in strands]), np.array([s.context for s in strands])
    known = (np.abs(rights).sum(axis=1) > 0).astype(np.float32)
    sentences, paragraphs = (np.array([getattr(t, k) for t in traits]) for k in ("sentence", "paragraph"))
    pieces = [
        np.ones((len(strands), len(strands))),
        vectors @ vectors.T,
        contexts @ contexts.T,
        own @ own.T,
        words @ words.T,
        rights @ rights.T,
        np.outer(known, known),
        1.0 / (1.0 + np.abs(sentences[:, None] - sentences[None, :])),
        paragraphs[:, None] == paragraphs[None, :],
        _nested(traits),
    ]
    return np.stack(pieces, axis=2).astype(np.float32)


def across(strands: Sequence[Strand], profiles: Sequence[Profile]) -> Matrix:
    """Return (n, m, len(ACROSS)): the mean evidence for each statement and the statements of each thread."""
    sizes = np.array([[max(1, p.size)] for p in profiles], np.float32)
    vectors, contexts = np.array([s.vector for s in strands]), np.array([s.context for s in strands])
    dots = []
    for kind in ("own", "words", "rights"):
        mine, columns = _table([_of(s, kind) for s in strands], None)
        theirs, _ = _table([getattr(p, kind) for p in profiles], columns)
        dots.append(mine @ (theirs / sizes).T)
    known = np.array([1.0 if s.rights else 0.0 for s in strands])
    theirs_known = np.array([1.0 if p.rights else 0.0 for p in profiles])
    pieces = [
        np.ones((len(strands), len(profiles))),
        vectors @ (np.array([p.vector for p in profiles]) / sizes).T,
        contexts @ (np.array([p.context for p in profiles]) / sizes).T,
        *dots,
        np.outer(known, theirs_known),
    ]
    return np.stack(pieces, axis=2).astype(np.float32)


def _of(strand: Strand, kind: str) -> dict[str, float]:
    found: dict[str, float] = getattr(strand, kind)
    return found


def _table(rows: Sequence[Mapping[str, float]], columns: dict[str, int] | None) -> tuple[Matrix, dict[str, int]]:
    """Return dictionaries as rows of a matrix, and its columns; terms that are not among given ones are left out."""
    if columns is None:
        columns = {term: n for n, term in enumerate(dict.fromkeys(term for row in rows for term in row))}
    out = np.zeros((len(rows), len(columns)), np.float32)
    for n, row in enumerate(rows):
        terms = [term for term in row if term in columns]
        out[n, [columns[term] for term in terms]] = [row[term] for term in terms]
    return out, columns


def _nested(traits: Sequence[Traits]) -> NDArray[np.bool_]:
    """Tell which two statements lie in one another."""
    at = {t.item.statement.id: n for n, t in enumerate(traits)}
    out = np.zeros((len(traits), len(traits)), np.bool_)
    for n, one in enumerate(traits):
        outer = at.get(one.item.statement.within or "")
        if outer is not None:
            out[n, outer] = out[outer, n] = True
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each piece of evidence weighs, by `INSIDE` and `ACROSS`."""

    inside: Matrix
    across: Matrix


@cache
def load_weights() -> Weights:
    """Load the shipped weights."""
    data = tomllib.loads(files(__package__).joinpath("weights.toml").read_text(encoding="utf-8"))
    inner = np.array([float(data["inside"].get(name, 0.0)) for name in INSIDE], np.float32)
    outer = np.array([float(data["across"].get(name, 0.0)) for name in ACROSS], np.float32)
    return Weights(inside=inner, across=outer)
