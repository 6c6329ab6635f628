"""Find what the author claims in the document's own voice.

A candidate is what is left of a sentence once everything is taken out that others are quoted as saying. A small
classifier over the reader's own states (so nothing is encoded twice) says whether it makes a claim on a country's record.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from onrecord.models import files
from onrecord.models.reader import Glance
from onrecord.records import Document, Span, Statement, cut, statement_id
from onrecord.text.sentences import find_sentences
from onrecord.text.spans import covered, merge, overlap, subtract, trim, words

Floats = NDArray[np.float32]

MADE_BY = "onrecord.claims/1"
MIN_WORDS = 6
"""Shorter sentences are headings and asides (on the tuning sentences none of them is a claim that stands alone)."""
MIN_REST_WORDS = 7
"""What is left beside a statement by somebody else has to be at least this long to be a claim of its own."""
_FINISHED = re.compile(r"[.!…;:][\"”’'»)\]]*$")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|does|did|do|cannot|\w+ed|\w+n't)\b"
)
_LOOSE = " \t\n,;:–—-…"


def find_claims(
    document: Document, glances: Sequence[Glance], attributed: Sequence[Statement], skip: Sequence[Span]
) -> list[Statement]:
    """Find the author's claims, in reading order; *attributed* is what others say, *skip* was not read."""
    spans = candidates(document.text, attributed, skip)
    if not spans:
        return []
    scores = score(pool(spans, glances))
    threshold = float(_head()["threshold"])
    return [_statement(document, s, float(p)) for s, p in zip(spans, scores, strict=True) if p >= threshold]


def candidates(text: str, attributed: Sequence[Statement], skip: Sequence[Span]) -> list[Span]:
    """Return sentences, and parts of sentences, that are in the author's voice."""
    taken = merge(span for s in attributed for span in (*s.source, *s.cue, *s.content))
    out = []
    at = 0
    for sentence in find_sentences(text):
        while at < len(taken) and taken[at][1] <= sentence[0]:
            at += 1
        near = _starting_before(taken, at, sentence[1])
        if _is_prose(text, sentence) and not covered(sentence, skip):
            out += _own_part(text, sentence, near)
    return out


def _starting_before(spans: Sequence[Span], at: int, end: int) -> list[Span]:
    out = []
    while at < len(spans) and spans[at][0] < end:
        out.append(spans[at])
        at += 1
    return out


def _is_prose(text: str, sentence: Span) -> bool:
    """Tell a sentence from a heading, a list entry or a menu: it is finished by a sign and holds small letters."""
    words_ = [text[a:b] for a, b in words(text, sentence)]
    small = sum(w[0].islower() for w in words_)
    return len(words_) >= MIN_WORDS and bool(_FINISHED.search(text[slice(*sentence)])) and 3 * small >= len(words_)


def _own_part(text: str, sentence: Span, taken: Sequence[Span]) -> list[Span]:
    """Return the sentence if nobody else speaks in it, else the longest stretch left, if it can stand alone."""
    if not any(overlap(sentence, t) for t in taken):
        return [sentence]
    rest = max(subtract(sentence, taken), key=lambda s: s[1] - s[0], default=None)
    if rest is None:
        return []
    start, end = trim(text, rest)
    while start < end and text[start] in _LOOSE:
        start += 1
    while end > start and text[end - 1] in _LOOSE:
        end -= 1
    is_clause = len(words(text, (start, end))) >= MIN_REST_WORDS and _FINITE.search(text, start, end)
    return [(start, end)] if is_clause else []


def pool(spans: Sequence[Span], glances: Sequence[Glance]) -> Floats:
    """Return the mean state of the units of each span, (n_spans, 384); spans are sorted and disjoint."""
    out = np.zeros((len(spans), files.WIDTH), np.float32)
    counts = np.zeros(len(spans), np.float32)
    starts, ends = np.array([s for s, _ in spans]), np.array([e for _, e in spans])
    for glance in glances:
        low, high = glance.window.own
        units = glance.window.units[low:high]
        number = np.searchsorted(starts, units[:, 0], side="right") - 1
        inside = (number >= 0) & (units[:, 1] <= ends[np.maximum(number, 0)])
        np.add.at(out, number[inside], glance.states[low:high][inside])
        np.add.at(counts, number[inside], 1)
    means: Floats = out / np.maximum(counts, np.float32(1))[:, None]
    return means


def score(features: Floats) -> Floats:
    """Return for each row the score, 0 to 1, of being a claim on a country's record."""
    head = _head()
    logits = (features - head["mean"]) / head["deviation"] @ head["weights"] + head["bias"]
    scores: Floats = (1 / (1 + np.exp(-logits))).astype(np.float32)
    return scores


@cache
def _head() -> files.Arrays:
    return files.load_arrays("claims.npz")


def _statement(document: Document, span: Span, sure: float) -> Statement:
    content = (span,)
    return Statement(
        id=statement_id(document, "author", (), (), content),
        document=document.id,
        voice="author",
        content=content,
        quote=cut(document.text, content),
        confidence={"statement": round(sure, 4)},
        made_by=MADE_BY,
    )
