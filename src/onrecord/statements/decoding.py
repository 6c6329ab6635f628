"""From the reader's scores to statements as spans: which cues there are, and what belongs to each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.models.reader import Glance, Reader
from onrecord.models.windows import Window
from onrecord.records import Span
from onrecord.statements.paths import CONTENT, CONTENT_FIRST, SOURCE, SOURCE_FIRST, allow, best_paths

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_ROLES = {"source": (SOURCE_FIRST, SOURCE), "content": (CONTENT_FIRST, CONTENT)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What is tuned on the development articles (`training/attribution/tune.py` sweeps these).

    *cue*: least probability of a cue's first unit. *inside*: least probability with which a cue goes on. *content* and
    *source* are added to the scores of beginning such a span: negative makes fewer of them.
    """

    cue: float = 0.25
    inside: float = 0.5
    content: float = 0.0
    source: float = 1.0


TUNED = Settings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One statement as the reader sees it: spans of the text, and raw scores in 0..1.

    *scores*: `cue`, probability of its first unit; `content` and, where there is one, `source`, mean probability of
    their labels; `content_overlap` and `source_overlap`, how much of all that may belong there is in it; `statement`,
    the cue's times the content's.
    """

    source: tuple[Span, ...]
    cue: Span
    content: tuple[Span, ...]
    scores: dict[str, float]


def decode(glances: Sequence[Glance], reader: Reader, settings: Settings = TUNED) -> list[Found]:
    """Find the statements of one document, in the order of their cues; those without content are left out."""
    places = [(g, cues) for g in glances if (cues := find_cues(g, settings))]
    if not places:
        return []
    states = allow(reader.transitions)
    out: list[Found] = []
    for group in _in_groups(places):
        scores = [_adjusted(reader.relate(glance, cues), settings) for glance, cues in group]
        lengths = np.array([len(s[0]) for s in scores for _ in s])
        paths = iter(best_paths(_stack(scores), lengths, states))
        for (glance, cues), of_window in zip(group, scores, strict=True):
            for cue, of_cue in zip(cues, of_window, strict=True):
                out.append(_found(glance, cue, of_cue, next(paths)))
    return [f for f in out if f.content]


def find_cues(glance: Glance, settings: Settings) -> list[tuple[int, int]]:
    """Return the cues that begin in the window's own part, as first unit and unit after the last."""
    out = []
    end, (low, high) = 0, glance.window.own
    for first in np.flatnonzero(glance.cue[:, 1] > settings.cue).tolist():
        if first < end or not low <= first < high:
            continue
        end = first + 1
        while end < len(glance.cue) and glance.cue[end, 2] > settings.inside:
            end += 1
        out.append((first, end))
    return out


def _in_groups(
    places: list[tuple[Glance, list[tuple[int, int]]]],
) -> Iterator[list[tuple[Glance, list[tuple[int, int]]]]]:
    """Yield some windows at a time, so that memory stays small for a long document."""
    for i in range(0, len(places), 64):
        yield places[i : i + 64]


def _adjusted(scores: Floats, settings: Settings) -> Floats:
    scores[:, :, CONTENT_FIRST] += settings.content
    scores[:, :, SOURCE_FIRST] += settings.source
    return scores


def _stack(scores: list[Floats]) -> Floats:
    """Put score tables of different lengths into one, (cues of all, longest, 5)."""
    out = np.zeros((sum(map(len, scores)), max(s.shape[1] for s in scores), scores[0].shape[2]), np.float32)
    at = 0
    for table in scores:
        out[at : at + len(table), : table.shape[1]] = table
        at += len(table)
    return out


def _found(glance: Glance, cue: tuple[int, int], scores: Floats, path: Ints) -> Found:
    units = glance.window.units
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    likely = powers / powers.sum(axis=1, keepdims=True)
    of_label = likely[np.arange(len(path)), path]
    sure = {"cue": float(glance.cue[cue[0], 1])}
    for name, (first, further) in _ROLES.items():
        chosen = (path == first) | (path == further)
        if chosen.any():
            sure[name] = float(of_label[chosen].mean())
            sure[f"{name}_overlap"] = _expected_overlap(likely[:, first] + likely[:, further], chosen)
    sure["statement"] = sure["cue"] * sure.get("content", 0.0)
    return Found(
        source=spans_of(path, SOURCE_FIRST, SOURCE, glance.window),
        cue=(int(units[cue[0], 0]), int(units[cue[1] - 1, 1])),
        content=spans_of(path, CONTENT_FIRST, CONTENT, glance.window),
        scores=sure,
    )


def _expected_overlap(likely: Floats, chosen: NDArray[np.bool_]) -> float:
    """Return how much of all that may belong to a role the chosen units hold: 1 if the rest surely does not."""
    shared = float(likely[chosen].sum())
    return shared / (float(likely.sum()) - shared + int(chosen.sum()))


def spans_of(path: Ints, first: int, further: int, window: Window) -> tuple[Span, ...]:
    """Return the spans of one role; a span ends where its paragraph ends."""
    out: list[list[int]] = []
    before = -1
    for i in np.flatnonzero((path == first) | (path == further)).tolist():
        start, end = window.units[i].tolist()
        if path[i] == further and out and before == i - 1 and window.paragraphs[i] == window.paragraphs[before]:
            out[-1][1] = end
        else:
            out.append([start, end])
        before = i
    return tuple((a, b) for a, b in out)
