"""A thread as weaving sees it: what its statements have in common, kept small whatever their number."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

import msgspec
import numpy as np
from numpy.typing import NDArray

N = TypeVar("N", int, float)
WIDTH = 384
MOST_TERMS = 48
"""Terms of a thread that are kept: those that weigh most in it."""
MOST_NAMES = 16
"""Phrases, and names of instruments, of a thread that are kept: those that most statements have."""


@dataclass(slots=True, kw_only=True)
class Strand:
    """A statement ready to be compared: every dictionary and vector has length 1, or is empty.

    *words* weighs the terms in and around the statement, *own* those in it; *context* is the meaning of what stands
    around it, itself included, *vector* its own (both `(384,) float32`). *phrases* are noun phrases of it, verbatim,
    *instruments* names of instruments.
    """

    statement: str
    country: str | None
    words: dict[str, float]
    own: dict[str, float]
    rights: dict[str, float]
    vector: NDArray[np.float32]
    context: NDArray[np.float32]
    keys: tuple[str, ...]
    day: str | None
    phrases: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Profile:
    """Sums over the strands of a thread; divided by *size*, their dot product with a strand is the mean likeness."""

    thread: str
    country: str | None
    size: int = 0
    words: dict[str, float] = field(default_factory=dict)
    own: dict[str, float] = field(default_factory=dict)
    rights: dict[str, float] = field(default_factory=dict)
    vector: NDArray[np.float32] = field(default_factory=lambda: np.zeros(WIDTH, np.float32))
    context: NDArray[np.float32] = field(default_factory=lambda: np.zeros(WIDTH, np.float32))
    last: str | None = None
    phrases: dict[str, int] = field(default_factory=dict)
    instruments: dict[str, int] = field(default_factory=dict)

    def add(self, one: Strand) -> None:
        """Take in a statement."""
        self.size += 1
        for mine, theirs in ((self.words, one.words), (self.own, one.own), (self.rights, one.rights)):
            for term, weight in theirs.items():
                mine[term] = mine.get(term, 0.0) + weight
        self.vector = self.vector + one.vector
        self.context = self.context + one.context
        self.last = max(self.last or "", one.day or "") or None
        for phrase in one.phrases:
            self.phrases[phrase] = self.phrases.get(phrase, 0) + 1
        for name in one.instruments:
            self.instruments[name] = self.instruments.get(name, 0) + 1

    def prune(self) -> None:
        """Keep the terms that weigh most."""
        self.words, self.own = _heaviest(self.words, MOST_TERMS), _heaviest(self.own, MOST_TERMS)
        self.phrases, self.instruments = _heaviest(self.phrases, MOST_NAMES), _heaviest(self.instruments, MOST_NAMES)

    def keys(self, count: int) -> dict[str, float]:
        """Return the terms that weigh most in its statements, with how much of the whole."""
        best = sorted(self.own, key=lambda term: (-self.own[term] - self.words.get(term, 0.0), term))[:count]
        return {term: self.own[term] / self.size for term in best}


def _heaviest(weights: dict[str, N], most: int) -> dict[str, N]:
    if len(weights) <= most:
        return weights
    kept = sorted(weights, key=lambda term: (-weights[term], term))[:most]
    return {term: weights[term] for term in kept}


class _Packed(msgspec.Struct, array_like=True):
    size: int
    words: dict[str, float]
    own: dict[str, float]
    rights: dict[str, float]
    vectors: bytes
    last: str | None
    phrases: dict[str, int]
    instruments: dict[str, int]


_decoder = msgspec.msgpack.Decoder(_Packed)


def pack(profile: Profile) -> bytes:
    """Return a profile as bytes to keep."""
    vectors = np.concatenate([profile.vector, profile.context]).astype(np.float16).tobytes()
    words, own, rights = ({t: round(w, 3) for t, w in d.items()} for d in (profile.words, profile.own, profile.rights))
    made = (profile.size, words, own, rights, vectors, profile.last, profile.phrases, profile.instruments)
    return msgspec.msgpack.encode(_Packed(*made))


def unpack(data: bytes, thread: str, country: str | None) -> Profile:
    """Return the profile that was packed."""
    kept = _decoder.decode(data)
    vectors = np.frombuffer(kept.vectors, np.float16).astype(np.float32)
    return Profile(
        thread=thread,
        country=country,
        size=kept.size,
        words=kept.words,
        own=kept.own,
        rights=kept.rights,
        vector=vectors[:WIDTH],
        context=vectors[WIDTH:],
        last=kept.last,
        phrases=kept.phrases,
        instruments=kept.instruments,
    )
