"""Figures for labels given to statements beside labels given by hand, where several answers may be allowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks import bootstrap
from onrecord.labels import agreement
from onrecord.records import Span

SEED = 20261122
DRAWS = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """One annotated statement. Every label is a tuple of allowed answers, the annotator's own choice first."""

    part: str
    genre: str
    document: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    rights: tuple[frozenset[str], ...]
    act: tuple[str, ...]
    stance: tuple[str, ...]
    hedged: tuple[str, ...]
    target: tuple[str, ...]
    country: tuple[str, ...]
    time: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The labels that were given to a statement, in the words of the annotation."""

    rights: frozenset[str]
    act: str
    stance: str
    hedged: str
    target: str
    country: str
    time: tuple[str | None, str | None]


Pair = tuple[Gold, Said]
Figure = Callable[[Sequence[Pair]], float]


def nearest_rights(gold: Gold, said: Said) -> frozenset[str]:
    """Return the allowed answer that overlaps most with what was said."""
    return max(
        gold.rights, key=lambda a: 2 * len(a & said.rights) / max(1, len(a) + len(said.rights)) + (a == said.rights)
    )


def nearest(allowed: Sequence[str], said: str) -> str:
    """Return what was said if that is allowed, else the annotator's own choice."""
    return said if said in allowed else allowed[0]


def has_time(answer: str, said: tuple[str | None, str | None]) -> bool:
    """Tell whether *said* is the time that *answer* writes: a day, a month, a year, `A..B`, or `-` for unknown."""
    if answer == "-":
        return said == (None, None)
    start, _, end = answer.partition("..")
    wanted = (_first_day(start), _last_day(end or start))
    return all(w == "*" or w == s for w, s in zip(wanted, said, strict=True))


def _first_day(date: str) -> str:
    return date if date == "*" else (date + "-01-01"[3 * (len(date) > 4) :])[:10]


def _last_day(date: str) -> str:
    if date == "*" or len(date) == 10:
        return date
    month = np.datetime64(date if len(date) == 7 else f"{date}-12", "M")
    return str((month + 1).astype("datetime64[D]") - 1)


def right_counts(pairs: Iterable[Pair]) -> tuple[int, int, int]:
    """Return how many rights were rightly given, given, and wanted."""
    rows = [(nearest_rights(g, s), s.rights) for g, s in pairs]
    return sum(len(a & b) for a, b in rows), sum(len(b) for _, b in rows), sum(len(a) for a, _ in rows)


def rights_f1(pairs: Sequence[Pair]) -> float:
    """Return micro F1 of the rights."""
    right, given, wanted = right_counts(pairs)
    return 2 * right / max(1, given + wanted)


def rights_precision(pairs: Sequence[Pair]) -> float:
    """Return micro precision of the rights."""
    right, given, _ = right_counts(pairs)
    return right / max(1, given)


def rights_recall(pairs: Sequence[Pair]) -> float:
    """Return micro recall of the rights."""
    right, _, wanted = right_counts(pairs)
    return right / max(1, wanted)


def rights_exact(pairs: Sequence[Pair]) -> float:
    """Return the share of statements whose rights are an allowed answer, "none" among them."""
    return _share(s.rights in g.rights for g, s in pairs)


def accuracy(name: str) -> Figure:
    """Return the share of allowed answers for the label *name*."""
    return lambda pairs: _share(getattr(s, name) in getattr(g, name) for g, s in pairs)


def kappa(name: str) -> Figure:
    """Return Cohen's kappa for the label *name*; an allowed answer counts as the annotator's."""

    def figure(pairs: Sequence[Pair]) -> float:
        given = [getattr(s, name) for _, s in pairs]
        agreed = agreement.kappa(given, [nearest(getattr(g, name), getattr(s, name)) for g, s in pairs])
        return float("nan") if agreed is None else agreed

    return figure


def swaps(pairs: Sequence[Pair]) -> float:
    """Return the share of statements for which progress was taken for regress or the reverse."""
    opposite = {("progress", "regress"), ("regress", "progress")}
    return _share((nearest(g.stance, s.stance), s.stance) in opposite for g, s in pairs)


def hedged_counts(pairs: Iterable[Pair]) -> tuple[int, int, int]:
    """Return how many were rightly called hedged, were called so, and are."""
    rows = [(nearest(g.hedged, s.hedged) == "yes", s.hedged == "yes") for g, s in pairs]
    return sum(a and b for a, b in rows), sum(b for _, b in rows), sum(a for a, _ in rows)


def hedged_f1(pairs: Sequence[Pair]) -> float:
    """Return F1 of the hedged ones."""
    right, given, wanted = hedged_counts(pairs)
    return 2 * right / max(1, given + wanted)


def hedged_precision(pairs: Sequence[Pair]) -> float:
    """Return precision of the hedged ones."""
    right, given, _ = hedged_counts(pairs)
    return right / max(1, given)


def hedged_recall(pairs: Sequence[Pair]) -> float:
    """Return recall of the hedged ones."""
    right, _, wanted = hedged_counts(pairs)
    return right / max(1, wanted)


def time_right(pairs: Sequence[Pair]) -> float:
    """Return the share of statements whose time is right; unknown is an answer."""
    return _share(any(has_time(a, s.time) for a in g.time) for g, s in pairs)


def time_known_right(pairs: Sequence[Pair]) -> float:
    """Return the same among those whose time the annotator knows."""
    return time_right([(g, s) for g, s in pairs if "-" not in g.time])


def _share(flags: Iterable[bool]) -> float:
    row = list(flags)
    return sum(row) / len(row) if row else float("nan")


FIGURES: dict[str, Figure] = {
    "rights micro F1": rights_f1,
    "rights precision": rights_precision,
    "rights recall": rights_recall,
    "rights exact set": rights_exact,
    "act accuracy": accuracy("act"),
    "act kappa": kappa("act"),
    "stance accuracy": accuracy("stance"),
    "stance kappa": kappa("stance"),
    "progress-regress swaps": swaps,
    "hedged F1": hedged_f1,
    "hedged precision": hedged_precision,
    "hedged recall": hedged_recall,
    "target right": accuracy("target"),
    "country right": accuracy("country"),
    "time right": time_right,
    "time right, known ones": time_known_right,
}


def first_only(gold: Gold) -> Gold:
    """Return *gold* with the annotator's own choices alone."""
    first = {
        name: getattr(gold, name)[:1] for name in ("rights", "act", "stance", "hedged", "target", "country", "time")
    }
    return replace(gold, **first)


def majority(pairs: Sequence[Pair]) -> list[Pair]:
    """Return what is said by who always gives the most frequent label of this very set, and calls all hedged."""
    rights = Counter(code for g, _ in pairs for code in g.rights[0]).most_common(1)[0][0]
    act, stance = (Counter(getattr(g, n)[0] for g, _ in pairs).most_common(1)[0][0] for n in ("act", "stance"))
    return [(g, replace(s, rights=frozenset({rights}), act=act, stance=stance, hedged="yes")) for g, s in pairs]


def interval(pairs: Sequence[Pair], figure: Figure) -> tuple[float, float]:
    """Return the 95 % interval of *figure* from draws of whole documents."""
    return bootstrap.interval(pairs, figure, of=lambda pair: pair[0].document, count=DRAWS, seed=SEED)
