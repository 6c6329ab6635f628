"""Tell how likely a stretch in the author's voice is to claim something about a country's record.

Two small classifiers look at the stretch, one at the reader's states (so nothing is encoded twice), one at its words.
A third weighs what they find, and its answer is a probability: it was fitted to scores of texts that the first two had
not seen (`training/author_claims/learn.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from onrecord.models import files
from onrecord.models.reader import Glance
from onrecord.records import Span

Floats = NDArray[np.float32]
Parts = tuple[Span, ...]

N_BUCKETS = 8192
"""Words and pairs of words share this many weights; 2,000 sentences hold about 30,000 of them."""
_FAR = 30.0
"""Beyond this a logit is as good as certain, and its exponential might overflow."""
_TOKEN = re.compile(r"\w+|[?!]")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What is known of the candidates of one text, in reading order.

    *states* is (n, 768): see `pool`. *words* holds for each the numbers of its words (see `number_words`). *shape* is
    (n, 3): the highest probability of a cue inside, whether others speak in the same sentence, the logarithm of the
    count of its numbers.
    """

    states: Floats
    words: Sequence[NDArray[np.int64]]
    shape: Floats


def describe(text: str, found: Sequence[Parts], glances: Sequence[Glance], whole: Sequence[bool]) -> Features:
    """Gather the features of candidates; *whole* says of each whether it is all of its sentence."""
    longest = [max(parts, key=lambda span: span[1] - span[0]) for parts in found]
    words = [number_words(" ".join(text[a:b] for a, b in parts)) for parts in found]
    shape = np.array(
        [
            (cue, not is_whole, np.log1p(len(ids)))
            for cue, is_whole, ids in zip(highest_cue(longest, glances), whole, words, strict=True)
        ],
        np.float32,
    ).reshape(-1, 3)
    return Features(states=pool(longest, glances), words=words, shape=shape)


def pool(spans: Sequence[Span], glances: Sequence[Glance]) -> Floats:
    """Return features of sorted, disjoint spans: (n_spans, 768) float32.

    The first half is the mean state of the units in the span, which knows their surroundings; the second half is the
    mean of their word vectors, which does not: so a sentence on sport stays one in an article on prisons.
    """
    out = np.zeros((len(spans), 2 * files.WIDTH), np.float32)
    counts = np.zeros(len(spans), np.float32)
    for glance in glances:
        number, inside = _places(spans, glance)
        at = np.flatnonzero(inside)
        units = at + glance.window.own[0]
        vectors = files.load_words().look_up(glance.window.pieces[glance.window.first[units]])
        first = np.flatnonzero(np.diff(number[at], prepend=-1))  # the units of a span stand together
        rows = number[at][first]
        out[rows] += np.add.reduceat(np.concatenate([glance.states[units], vectors], axis=1), first)
        counts[rows] += np.diff(first, append=len(at))
    return (out / np.maximum(counts, 1)[:, None]).astype(np.float32)


def highest_cue(spans: Sequence[Span], glances: Sequence[Glance]) -> Floats:
    """Return for each of sorted, disjoint spans how sure the reader was at most of a cue inside: (n_spans,) float32."""
    out = np.zeros(len(spans), np.float32)
    for glance in glances:
        low, high = glance.window.own
        number, inside = _places(spans, glance)
        np.maximum.at(out, number[inside], (1 - glance.cue[low:high, 0])[inside])
    return out


def _places(spans: Sequence[Span], glance: Glance) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return for each of the window's own units the number of the span it would be in, and whether it is."""
    starts, ends = np.array([s for s, _ in spans]), np.array([e for _, e in spans])
    units = glance.window.units[slice(*glance.window.own)]
    number = np.searchsorted(starts, units[:, 0], side="right") - 1
    return number, (number >= 0) & (units[:, 1] <= ends[np.maximum(number, 0)])


def number_words(text: str) -> NDArray[np.int64]:
    """Return the numbers, each once, of the words of *text* and of pairs of neighbours; all figures are one word."""
    tokens = [_DIGITS.sub("0", token) for token in _TOKEN.findall(text.lower())]
    pairs = [f"{a} {b}" for a, b in zip(["^", *tokens], [*tokens, "$"], strict=True)]
    return np.array(sorted({crc32(token.encode()) % N_BUCKETS for token in (*tokens, *pairs)}), np.int64)


def first_scores(features: Features, head: files.Arrays) -> tuple[Floats, Floats]:
    """Return the scores of the two classifiers that look at a candidate alone: by its states and by its words."""
    by_states = (features.states - head["mean"]) / head["deviation"] @ head["weights"] + head["bias"]
    by_words = [head["words"][ids].sum() / np.sqrt(len(ids) or 1) + head["words_bias"] for ids in features.words]
    return by_states.astype(np.float32), np.array(by_words, np.float32)


def weigh(by_states: Floats, by_words: Floats, shape: Floats) -> Floats:
    """Return what the last classifier looks at: (n, 5) float32."""
    return np.column_stack([by_states, by_words, shape]).astype(np.float32)


def probabilities(features: Features) -> Floats:
    """Return for each candidate the probability, 0 to 1, of being a claim on a country's record."""
    head = load_head()
    logits = weigh(*first_scores(features, head), features.shape) @ head["last"] + head["last_bias"]
    return (1 / (1 + np.exp(-np.clip(logits, -_FAR, _FAR)))).astype(np.float32)


@cache
def load_head() -> files.Arrays:
    """Load the shipped weights."""
    return files.load_arrays("claims.npz")
