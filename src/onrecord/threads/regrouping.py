"""Look at all statements of a country at once, and part them anew into matters.

Weaving places a document's statements when it comes, and cannot know what comes later. Here any two statements are
compared, by what they say, by the passage that they stand in, and by the rare words that they share; groups are joined
by the mean probability over their pairs, until no two groups belong together by more than chance. How many pairs are
of one matter at all depends on the country: where statements share few rare words, there are many small matters.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log

import numpy as np
from numpy.typing import NDArray

from onrecord.threads.profiles import Strand
from onrecord.threads.traits import Survey, Traits

Matrix = NDArray[np.float32]
EVIDENCE = ("bias", "content", "passage", "own", "words", "rights", "rights_known", "density", "near", "nested")
"""What speaks for two statements being about one matter; `near` and `nested` only within a document."""
AROUND = 2
"""Sentences on each side, of the same paragraph, that make a statement's passage."""
NEAR = 4.0
"""Sentences after which nearness counts a third."""
BLOCK = 1500
"""So many statements are compared with each other at once; of more, those that are alike."""
USUAL_SIZE, CROWDING = 70, 0.5
"""Statements of an annotated dossier; of more, two are the less likely on one matter, by so much of the log."""
STAY = 0.25
"""Log-odds for what stood together to stay together, and what stood apart to stay apart."""
_TURNS = 12
USUAL, USUAL_PAIRS = 0.032, 300
"""What two statements of one country share on average in the annotated dossiers; it counts as so many pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A statement where it stands; *passage* is the meaning of the sentences around it, `(384,) float32`, length 1."""

    strand: Strand
    document: str
    sentence: int
    within: str | None
    passage: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegroupWeights:
    """Log-odds by `EVIDENCE` for two statements of one document and of two; *least* probability that joins groups."""

    inside: Matrix
    across: Matrix
    least: float


@cache
def load_regroup_weights() -> RegroupWeights:
    """Load the shipped weights, fitted by training/threads/fit_regrouping.py."""
    data = tomllib.loads(files(__package__).joinpath("regrouping.toml").read_text(encoding="utf-8"))
    inside, across = (
        np.array([float(data[kind].get(name, 0.0)) for name in EVIDENCE]) for kind in ("inside", "across")
    )
    return RegroupWeights(
        inside=inside.astype(np.float32), across=across.astype(np.float32), least=float(data["least"])
    )


def passage_of(survey: Survey, traits: Traits) -> str:
    """Return the words around a statement: its sentences and the neighbouring ones of its paragraph."""
    content = traits.item.statement.content
    start, end = content[0][0], content[-1][1]
    begin, stop = survey.paragraphs[traits.paragraph] if survey.paragraphs else (start, end)
    sentences = survey.sentences
    last = traits.sentence
    while last + 1 < len(sentences) and sentences[last + 1][0] < end:
        last += 1
    window = sentences[max(0, traits.sentence - AROUND) : last + AROUND + 1]
    if not window:
        return survey.text[start:end]
    return survey.text[min(start, max(window[0][0], begin)) : max(end, min(window[-1][1], stop))]


def regroup(
    spots: Sequence[Spot], before: Mapping[str, str] | None = None, weights: RegroupWeights | None = None
) -> list[int]:
    """Part the statements of a country into matters.

    Args:
        spots: all of them, in reading order.
        before: the threads that they are in now, which they leave only for good reason.
        weights: of the evidence; the shipped ones if not given.

    Returns:
        For each statement the place of the first statement of its group.
    """
    known = weights or load_regroup_weights()
    density = _density(spots)
    out = list(range(len(spots)))
    for block in _blocks(spots):
        group = [spots[n] for n in block]
        odds = _odds(group, density, known) - CROWDING * log(max(1.0, len(spots) / USUAL_SIZE))
        if before:
            _stay(odds, [before.get(spot.strand.statement) for spot in group])
        for member, first in enumerate(link(_probability(odds), known.least)):
            out[block[member]] = block[first]
    return out


def keep_ids(groups: Sequence[Sequence[str]], before: Mapping[str, str], founded: Callable[[str], str]) -> list[str]:
    """Return the id of each group: that of the old thread it shares most statements with, each old id once.

    Args:
        groups: statements of each group, in reading order.
        before: the old thread of statements.
        founded: the id of a thread that a statement founds.
    """
    shared: dict[tuple[int, str], int] = defaultdict(int)
    for n, group in enumerate(groups):
        for statement in group:
            if (old := before.get(statement)) is not None:
                shared[n, old] += 1
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for n, old in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        if n not in ids and old not in taken:
            ids[n] = old
            taken.add(old)
    for n, group in enumerate(groups):
        if n not in ids:
            ids[n] = next((key for key in map(founded, group) if key not in taken), founded("+".join([*group, ""])))
            taken.add(ids[n])
    return [ids[n] for n in range(len(groups))]


def evidence(spots: Sequence[Spot], density: float) -> Iterator[Matrix]:
    """Yield, in the order of `EVIDENCE`, `(n, n)` matrices: what speaks for each two statements."""
    count = len(spots)
    strands = [spot.strand for spot in spots]
    known = np.array([1.0 if s.rights else 0.0 for s in strands], np.float32)
    yield np.ones((count, count), np.float32)
    yield _cosines([s.vector for s in strands])
    yield _cosines([spot.passage for spot in spots])
    yield shared([s.own for s in strands])
    yield shared([s.words for s in strands])
    yield shared([s.rights for s in strands])
    yield np.outer(known, known)
    yield np.full((count, count), density, np.float32)
    sentences = np.array([spot.sentence for spot in spots], np.float32)
    yield np.exp(-np.abs(sentences[:, None] - sentences[None, :]) / NEAR) * in_one_document(spots)
    yield _nested(spots)


def in_one_document(spots: Sequence[Spot]) -> NDArray[np.bool_]:
    """Tell which two statements are of one document."""
    numbers = {key: n for n, key in enumerate(dict.fromkeys(spot.document for spot in spots))}
    at = np.array([numbers[spot.document] for spot in spots])
    same: NDArray[np.bool_] = at[:, None] == at[None, :]
    return same


def shared(rows: Sequence[Mapping[str, float]]) -> Matrix:
    """Return the dot products of sparse *rows*."""
    out = np.zeros((len(rows), len(rows)), np.float32)
    columns: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    for n, row in enumerate(rows):
        for term, weight in row.items():
            numbers, weights = columns[term]
            numbers.append(n)
            weights.append(weight)
    for numbers, weights in columns.values():
        if len(numbers) > 1:
            values = np.array(weights, np.float32)
            out[np.ix_(numbers, numbers)] += np.outer(values, values)
    return out


def link(likeness: Matrix, least: float) -> list[int]:
    """Join groups by the mean *likeness* of their pairs while it is at least *least*.

    Nearest-neighbour chains give what joining the nearest two again and again gives, in quadratic time.

    Args:
        likeness: `(n, n)`, symmetric; it is changed.
        least: mean likeness that joins.

    Returns:
        For each member the first member of its group.
    """
    count = len(likeness)
    np.fill_diagonal(likeness, -1.0)
    sizes, heads = np.ones(count), np.arange(count)
    waiting, chain = list(range(count - 1, -1, -1)), list[int]()
    gone = np.zeros(count, np.bool_)
    while waiting or chain:
        if not chain:
            top = waiting.pop()
            if not gone[top]:
                chain.append(top)
            continue
        top = chain[-1]
        nearest = int(likeness[top].argmax())
        if len(chain) > 1 and likeness[top, chain[-2]] >= likeness[top, nearest]:
            nearest = chain[-2]
        if likeness[top, nearest] < least:
            _finish(likeness, gone, chain)
        elif len(chain) > 1 and nearest == chain[-2]:
            del chain[-2:]
            kept, lost = min(top, nearest), max(top, nearest)
            _merge(likeness, sizes, kept, lost)
            gone[lost] = True
            heads[heads == lost] = kept
            chain.append(kept) if not chain else waiting.append(kept)
        else:
            chain.append(nearest)
    return [int(head) for head in heads]


def _finish(likeness: Matrix, gone: NDArray[np.bool_], chain: list[int]) -> None:
    """Take the last of a chain out: nothing is near enough to it, nor will be."""
    top = chain.pop()
    gone[top] = True
    likeness[top, :] = likeness[:, top] = -1.0


def _merge(likeness: Matrix, sizes: NDArray[np.float64], kept: int, lost: int) -> None:
    total = sizes[kept] + sizes[lost]
    row = (likeness[kept] * sizes[kept] + likeness[lost] * sizes[lost]) / total
    row[[kept, lost]] = -1.0
    row[(likeness[kept] < 0) | (likeness[lost] < 0)] = -1.0
    likeness[kept, :] = likeness[:, kept] = row
    likeness[lost, :] = likeness[:, lost] = -1.0
    sizes[kept] = total


def _odds(spots: Sequence[Spot], density: float, weights: RegroupWeights) -> Matrix:
    same = in_one_document(spots)
    out = np.zeros((len(spots), len(spots)), np.float32)
    for n, piece in enumerate(evidence(spots, density)):
        out += piece * np.where(same, weights.inside[n], weights.across[n])
    return out


def _stay(odds: Matrix, before: Sequence[str | None]) -> None:
    numbers = {key: n for n, key in enumerate(dict.fromkeys(filter(None, before)))}
    at = np.array([numbers.get(key or "", -1) for key in before])
    both = (at[:, None] >= 0) & (at[None, :] >= 0)
    odds += np.where(both, np.where(at[:, None] == at[None, :], STAY, -STAY), 0.0).astype(np.float32)


def _probability(odds: Matrix) -> Matrix:
    out: Matrix = (1.0 / (1.0 + np.exp(-odds))).astype(np.float32)
    return out


def _density(spots: Sequence[Spot]) -> float:
    """Return the log of how much two statements share on average, of their own rare words."""
    total: dict[str, float] = defaultdict(float)
    alone = 0.0
    for spot in spots:
        for term, weight in spot.strand.own.items():
            total[term] += weight
            alone += weight * weight
    told = sum(w * w for w in total.values()) - alone
    return float(np.log((told + USUAL * USUAL_PAIRS) / (len(spots) * (len(spots) - 1) + USUAL_PAIRS)))


def density_of(spots: Sequence[Spot]) -> float:
    """Return how much two of the statements share on average, as `evidence` takes it."""
    return _density(spots)


def _blocks(spots: Sequence[Spot]) -> list[list[int]]:
    """Return all statements in stretches that are not too large: parted, again and again, where they differ most."""
    open_, done = [list(range(len(spots)))], []
    while open_:
        block = open_.pop()
        if len(block) <= BLOCK:
            done.append(block)
            continue
        side = _side(np.array([spots[n].passage for n in block], np.float32))
        open_ += [
            [n for n, s in zip(block, side, strict=True) if s],
            [n for n, s in zip(block, side, strict=True) if not s],
        ]
    return [block for block in done if block]


def _side(vectors: Matrix) -> NDArray[np.bool_]:
    """Tell which half of the vectors along the direction in which they differ most each belongs to."""
    loose = vectors - vectors.mean(axis=0)
    direction = loose[int(np.abs(loose).sum(axis=1).argmax())].copy()
    for _ in range(_TURNS):
        direction = loose.T @ (loose @ direction)
        direction /= max(float(np.linalg.norm(direction)), 1e-9)
    order = np.argsort(loose @ direction, kind="stable")
    side = np.zeros(len(vectors), np.bool_)
    side[order[: len(vectors) // 2]] = True
    return side


def _cosines(vectors: Sequence[NDArray[np.float32]]) -> Matrix:
    table = np.array(vectors, np.float32)
    out: Matrix = table @ table.T
    return out


def _nested(spots: Sequence[Spot]) -> Matrix:
    at = {spot.strand.statement: n for n, spot in enumerate(spots)}
    out = np.zeros((len(spots), len(spots)), np.float32)
    for n, spot in enumerate(spots):
        outer = at.get(spot.within or "")
        if outer is not None:
            out[n, outer] = out[outer, n] = 1.0
    return out
