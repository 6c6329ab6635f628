"""Cut a text into the windows that the reader sees.

A window is a row of word pieces: whole paragraphs, one after the other, with a separator between them. What the
uncased pieces lose (capitals, and whether a word stands in quotation marks) is given back as a feature of each piece.
Labels are given to *units*: words and single signs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from onrecord.records import Span
from onrecord.text.quotes import find_quotations
from onrecord.text.sentences import find_sentences
from onrecord.text.spans import paragraphs, subtract, trim

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Ints = NDArray[np.int64]

MAX_PIECES = 192
"""Word pieces in a window, the special ones included."""
CONTEXT = 40
"""Pieces of the same paragraph seen on each side of a part of a paragraph that is longer than a window."""
START, SEPARATOR = 101, 102
CASES, QUOTES = 4, 5
FEATURES = CASES * QUOTES + 1
"""Rows of the feature table; the last is for the special pieces."""
_UNIT = re.compile(r"\w+(?:[-'’.]\w+)*|[^\w\s]")
_OUTSIDE, _CLOSED, _OPEN, _MARK_FIRST, _MARK_LAST = range(QUOTES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One row of pieces with its units.

    *pieces* and *features* are (n_pieces,); *units* is (n_units, 2), code points of the text; *first* is the piece that
    a unit begins with; *paragraphs* and *sentences* number what each unit stands in, over the whole text; statements
    are looked for whose cue begins at the units ``own[0] <= i < own[1]``.
    """

    pieces: Ints
    features: Ints
    units: Ints
    first: Ints
    paragraphs: Ints
    sentences: Ints
    own: tuple[int, int]


def make_windows(
    text: str, tokenizer: Tokenizer, skip: Iterable[Span] = (), *, limit: int = MAX_PIECES, first: int = MAX_PIECES
) -> list[Window]:
    """Cut *text* into windows.

    Args:
        text: any text.
        tokenizer: gives word pieces with their offsets.
        skip: stretches that are not read.
        limit: pieces in a window.
        first: pieces in the first window (training varies it, so that windows begin elsewhere in each pass).

    Returns:
        Windows in reading order; a paragraph without any piece is in none.
    """
    segments = [part for s in _encode(text, tokenizer, list(skip)) for part in _split(s, limit - 2)]
    return [_join(group) for group in _pack(segments, limit, first)]


def _encode(text: str, tokenizer: Tokenizer, skip: list[Span]) -> Iterator[Window]:
    """Encode each paragraph, without special pieces."""
    stretches = [(n, trim(text, part)) for n, p in enumerate(paragraphs(text)) for part in subtract(p, skip)]
    stretches = [(n, s) for n, s in stretches if s[0] < s[1]]
    encodings = tokenizer.encode_batch([text[a:b] for _, (a, b) in stretches], add_special_tokens=False)
    quotations = [(q.span, q.closed) for q in find_quotations(text)]
    starts = np.array([s for s, _ in find_sentences(text)], np.int64)
    for (number, span), encoding in zip(stretches, encodings, strict=True):
        if encoding.ids:
            yield _segment(text, span, number, encoding.ids, encoding.offsets, quotations, starts)


def _segment(
    text: str,
    span: Span,
    number: int,
    ids: list[int],
    offsets: list[Span],
    quotations: list[tuple[Span, bool]],
    starts: Ints,
) -> Window:
    units = np.array([m.span() for m in _UNIT.finditer(text, *span)], np.int64).reshape(-1, 2)
    begins = np.array([a for a, _ in offsets], np.int64) + span[0]
    first = np.searchsorted(begins, units[:, 0])
    has_piece = begins[np.minimum(first, len(begins) - 1)] < units[:, 1]
    has_piece &= begins[np.minimum(first, len(begins) - 1)] >= units[:, 0]
    units, first = units[has_piece], first[has_piece]
    kinds = _cases(text, units) * QUOTES + _quote_states(units, span, quotations)
    owner = np.clip(np.searchsorted(first, np.arange(len(ids)), side="right") - 1, 0, None)
    return Window(
        pieces=np.array(ids, np.int64),
        features=kinds[owner] if len(kinds) else np.zeros(len(ids), np.int64),
        units=units,
        first=first,
        paragraphs=np.full(len(units), number, np.int64),
        sentences=np.searchsorted(starts, units[:, 0], side="right"),
        own=(0, len(units)),
    )


def _cases(text: str, units: Ints) -> Ints:
    return np.array([_case(text[a:b]) for a, b in units.tolist()], np.int64)


def _case(word: str) -> int:
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[0].isupper() else 3


def _quote_states(units: Ints, span: Span, quotations: list[tuple[Span, bool]]) -> Ints:
    states = np.zeros(len(units), np.int64)
    for (start, end), closed in quotations:
        if start >= span[1] or end <= span[0]:
            continue
        a, b = np.searchsorted(units[:, 0], [start, end])
        states[a:b] = _CLOSED if closed else _OPEN
        if a < b:
            states[a] = _MARK_FIRST
            states[b - 1] = _MARK_LAST if closed else states[b - 1]
    return states


def _split(segment: Window, room: int) -> Iterator[Window]:
    """Cut a paragraph that does not fit into parts, at sentence ends where possible, each seen with its context."""
    size = len(segment.pieces)
    if size <= room:
        yield segment
        return
    changes = np.flatnonzero(np.diff(segment.sentences)) + 1
    cuts = segment.first[changes]
    start, step = 0, room - 2 * CONTEXT
    while start < size:
        end = min(start + step, size)
        if end < size:
            good = cuts[(cuts > start + step // 3) & (cuts <= end)]
            end = int(good[-1]) if len(good) else end
        yield _part(segment, start, end)
        start = end


def _part(segment: Window, start: int, end: int) -> Window:
    """Cut out the pieces from *start* to *end*, which it owns, with the context on both sides."""
    low, high = max(0, start - CONTEXT), min(len(segment.pieces), end + CONTEXT)
    a, b = np.searchsorted(segment.first, [low, high]).tolist()
    own = np.searchsorted(segment.first, [start, end]).tolist()
    return Window(
        pieces=segment.pieces[low:high],
        features=segment.features[low:high],
        units=segment.units[a:b],
        first=segment.first[a:b] - low,
        paragraphs=segment.paragraphs[a:b],
        sentences=segment.sentences[a:b],
        own=(own[0] - a, own[1] - a),
    )


def _pack(segments: Sequence[Window], limit: int, first: int) -> Iterator[list[Window]]:
    """Group neighbours greedily; parts of one long paragraph, which overlap, are never put together."""
    group: list[Window] = []
    size, room = 1, first
    for segment in segments:
        need = len(segment.pieces) + 1
        is_part = segment.own != (0, len(segment.units))
        if group and (size + need > room or is_part or group[-1].own != (0, len(group[-1].units))):
            yield group
            group, size, room = [], 1, limit
        group.append(segment)
        size += need
    if group:
        yield group


def _join(group: list[Window]) -> Window:
    pieces, features, first = [np.array([START])], [np.array([FEATURES - 1])], []
    size = 1
    for segment in group:
        pieces += [segment.pieces, np.array([SEPARATOR])]
        features += [segment.features, np.array([FEATURES - 1])]
        first.append(segment.first + size)
        size += len(segment.pieces) + 1
    units = np.concatenate([s.units for s in group])
    return Window(
        pieces=np.concatenate(pieces),
        features=np.concatenate(features),
        units=units,
        first=np.concatenate(first),
        paragraphs=np.concatenate([s.paragraphs for s in group]),
        sentences=np.concatenate([s.sentences for s in group]),
        own=group[0].own if len(group) == 1 else (0, len(units)),
    )
