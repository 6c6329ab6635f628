"""PolNeAR as windows with labels: cues by unit, and for each cue the labels of all units."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.models.windows import Window, make_windows

Ints = NDArray[np.int64]
TRAINING_PIECES = 254
"""Windows are larger here than at run time, where shorter ones are faster and no worse."""
Spans = list[list[int]]
Gold = dict[str, Spans]
Article = tuple[str, list[Gold]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A window with its gold.

    *cue* is (units,): 0 outside, 1 first of a cue, 2 further; *links* are (first unit of the cue, unit after its last,
    labels of all units).
    """

    window: Window
    cue: Ints
    links: list[tuple[int, int, Ints]]


def read_split(folder: Path) -> dict[str, Article]:
    """Read texts and statements; of several annotators the first by file name."""
    return {stem: (text, statements[0]) for stem, (text, statements) in read_annotators(folder).items()}


def read_annotators(folder: Path) -> dict[str, tuple[str, list[list[Gold]]]]:
    """Read texts and, for each annotator by file name, the statements."""
    files: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        files.setdefault(path.stem.rsplit("_", 1)[0], []).append(path)
    return {stem: (_text(folder, stem), list(map(read_statements, paths))) for stem, paths in sorted(files.items())}


def _text(folder: Path, stem: str) -> str:
    with (folder / "text" / f"{stem}.txt").open(encoding="utf-8", newline="") as file:
        return file.read()


def read_statements(path: Path) -> list[Gold]:
    """Read one brat file."""
    spans: dict[str, Spans] = {}
    events = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        fields = line.rstrip("\r").split("\t")
        if re.fullmatch(r"T\d+", fields[0]):
            spans[fields[0]] = [[int(x) for x in part.split()] for part in fields[1].split(" ", 1)[1].split(";")]
        elif re.fullmatch(r"E\d+", fields[0]):
            events.append(fields[1].split()[1:])
    return [s for s in (_statement(event, spans) for event in events) if s["cue"] or s["content"]]


def _statement(event: list[str], spans: dict[str, Spans]) -> Gold:
    out: Gold = {"source": [], "cue": [], "content": []}
    for argument in event:
        name, _, ref = argument.partition(":")
        role = name.rstrip("0123456789").lower()
        if role in out and ref in spans:
            out[role] += spans[ref]
    return {role: sorted(s) for role, s in out.items()}


def label(window: Window, statements: list[Gold]) -> Example:
    """Give a window the labels of the statements whose cue is in it."""
    cue = np.zeros(len(window.units), np.int64)
    links = []
    for s in statements:
        at = _runs(window, s["cue"])
        if not at or cue[at[0][0] : at[0][1]].any():
            continue
        a, b = at[0]
        if not window.own[0] <= a < window.own[1]:
            continue
        cue[a], cue[a + 1 : b] = 1, 2
        labels = np.zeros(len(window.units), np.int64)
        for first, role in ((1, "source"), (3, "content")):
            for c, d in _runs(window, s[role]):
                labels[c], labels[c + 1 : d] = first, first + 1
        _begin_anew(labels)
        links.append((a, b, labels))
    return Example(window=window, cue=cue, links=links)


def _begin_anew(labels: Ints) -> None:
    """Let a span whose beginning another role took begin where it is left."""
    for i in np.flatnonzero((labels == 2) | (labels == 4)).tolist():
        if i == 0 or labels[i - 1] not in (labels[i], labels[i] - 1):
            labels[i] -= 1


def _runs(window: Window, spans: Spans) -> list[tuple[int, int]]:
    """Return the runs of units that lie at least half in a span; a run ends with its paragraph."""
    out = []
    for start, end in spans:
        inside = np.minimum(window.units[:, 1], end) - np.maximum(window.units[:, 0], start)
        at = np.flatnonzero(2 * inside >= window.units[:, 1] - window.units[:, 0])
        cuts = np.flatnonzero((np.diff(at) > 1) | (np.diff(window.paragraphs[at]) > 0)) + 1
        out += [(int(part[0]), int(part[-1]) + 1) for part in np.split(at, cuts) if len(part)]
    return sorted(out)


Change = Callable[[str, list[Gold], np.random.Generator], tuple[str, list[Gold]]]


def make_examples(
    articles: list[Article], tokenizer: Tokenizer, change: Change | None = None, seed: int = 0
) -> list[Example]:
    """Cut articles into labelled windows; with *change* texts are varied first and windows begin elsewhere."""
    rng = np.random.default_rng(seed)
    out = []
    for text, statements in articles:
        first = TRAINING_PIECES
        if change:
            text, statements = change(text, statements, rng)
            first = int(rng.integers(60, 255))
        out += [label(w, statements) for w in make_windows(text, tokenizer, limit=TRAINING_PIECES, first=first)]
    return [e for e in out if len(e.window.units)]
