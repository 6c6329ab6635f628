"""What is right of figures, times and caveats that were found, by the marks made by hand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from benchmarks.figures_marks import Found, Mark, Text

from onrecord.records import Span

Counts = dict[str, int]


def align(gold: Sequence[Mark], found: Sequence[Found]) -> list[tuple[Mark, Found]]:
    """Pair marks and finds one to one: equal values first, then the greatest overlap."""
    pairs = [
        (g.kind == "f" and not value_right(g, f), -_shared(g.span, f.span), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if _fits(g, f)
    ]
    out: dict[int, int] = {}
    for _, _, i, j in sorted(pairs):
        if i not in out and j not in out.values():
            out[i] = j
    return [(gold[i], found[j]) for i, j in sorted(out.items())]


def _shared(a: Span, b: Span) -> int:
    return min(a[1], b[1]) - max(a[0], b[0])


def _likeness(a: Span, b: Span) -> float:
    """Return the shared part of both spans together."""
    return max(0, _shared(a, b)) / (max(a[1], b[1]) - min(a[0], b[0]))


def _fits(mark: Mark, found: Found) -> bool:
    if mark.kind == "s":
        return mark.span == found.span
    if mark.kind == "x":
        return _likeness(mark.span, found.span) >= 0.5
    return _shared(mark.span, found.span) > 0


def value_right(mark: Mark, found: Found) -> bool:
    """Tell whether the value is right, to one part in a hundred; a share may be given of 1 or of 100."""
    said = float(mark.cells[0])
    return any(abs(found.value * k - said) <= 0.011 * abs(said) for k in (1, 100 if mark.cells[1] == "percent" else 1))


def unit_right(mark: Mark, found: Found) -> bool:
    """Tell whether the unit is one of those marked."""
    said = (found.unit or "").lower()
    return any(said == u.lower() or (said and u and _last(said) == _last(u)) for u in mark.cells[1].split("|"))


def measure_right(mark: Mark, found: Found) -> bool:
    """Tell whether the head of what is measured is one of those marked."""
    return any(_same_measure(m, found.measures or "") for m in mark.cells[2].split("|"))


def _same_measure(gold: str, found: str) -> bool:
    if gold == "*":
        return True
    if gold.endswith("*"):
        return any(w.lower().startswith(gold[:-1].lower()) for w in found.split())
    if not gold or not found:
        return gold == found
    return _last(gold) == _last(found) or _head(gold) == _head(found)


def _last(words: str) -> str:
    last = words.lower().split()[-1]
    return {"women": "woman", "men": "man", "children": "child", "people": "person"}.get(last, last.rstrip("s"))


def _head(words: str) -> str:
    parts = re.split(r"\s+(?:of|in|for|on|at|among|held|who)\s+", words, maxsplit=1)
    return _last(re.sub(r"^(?:the|its|their|his|her|a|an)\s+", "", parts[0].strip() or words))


def year_right(mark: Mark, found: Found) -> bool:
    """Tell whether the year is that marked; "?" leaves it open, "2021?" allows none."""
    said, year = mark.cells[3], str(found.year or "")
    return said == "?" or year == said.rstrip("?") or (said.endswith("?") and not year)


def comparison_right(mark: Mark, found: Found) -> bool:
    """Tell whether the words of comparison share half of those marked, or none are given where none are marked."""
    said = set((found.comparison or "").lower().split())
    return any(_half(said, set(c.lower().split())) for c in mark.cells[4].split("|"))


def _half(said: set[str], gold: set[str]) -> bool:
    return said == gold or bool(said & gold and len(said & gold) >= min(len(said), len(gold)) / 2)


def interval_right(mark: Mark, found: Found) -> bool:
    """Tell whether start and end are those marked."""
    return any((found.when.start, found.when.end) == _ends(c)[:2] for c in mark.cells[0].split("|"))


def time_right(mark: Mark, found: Found) -> bool:
    """Tell whether start, end and precision are those marked."""
    when = found.when
    return any((when.start, when.end, when.precision) == _ends(c) for c in mark.cells[0].split("|"))


def _ends(cell: str) -> tuple[str | None, str | None, str]:
    """Read "2015", "2015-03", "2015-03-04" or two of them with ".." between."""
    first, dots, last = cell.partition("..")
    start = f"{first}-01-01"[:10] if len(first) == 4 else f"{first}-01"[:10]
    closing = last if dots else first
    if not closing:
        return start, None, "interval"
    days = [f"{closing}-12-31"[:10]] if len(closing) == 4 else [f"{closing}-{d}"[:10] for d in _last_days(closing)]
    return start or None, days[0], "interval" if dots else {4: "year", 7: "month"}.get(len(first), "day")


def _last_days(month: str) -> list[int]:
    if len(month) != 7:
        return [1]
    year, number = map(int, month.split("-"))
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return [(31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[number - 1]]


def count(kind: str, text: Text, found: Sequence[Found]) -> Counts:
    """Count what is right of one kind in one document."""
    gold = text.of(kind)
    pairs = align(gold, found)
    judged = [(g, f) for g, f in pairs if not g.is_optional]
    taken = {id(f) for _, f in judged}
    spare = [f for f in found if id(f) not in taken and any(g.is_optional and _fits(g, f) for g in gold)]
    counts = {"gold": sum(not g.is_optional for g in gold), "found": len(found) - len(spare), "there": len(judged)}
    for g, f in judged:
        for name, is_right in judge(g, f).items():
            counts[name] = counts.get(name, 0) + is_right
    return counts


def judge(g: Mark, f: Found) -> dict[str, bool]:
    """Tell by name what is right of a find that lies on a mark."""
    if g.kind == "x":
        return {"tied": f.limited is not None and _likeness(g.limited, f.limited) >= 0.5}
    if g.kind in "ts":
        return {"interval": interval_right(g, f), "whole": time_right(g, f)}
    judged = {"value": value_right(g, f), "unit": unit_right(g, f), "measure": measure_right(g, f)}
    others = {"year": year_right(g, f), "comparison": comparison_right(g, f)}
    return {**judged, "whole": all(judged.values()), **others}


def measures(kind: str, counts: Counts) -> dict[str, float]:
    """Return what is printed, by name."""
    there, gold, found = (counts.get(n, 0) for n in ("there", "gold", "found"))
    share = {
        name: _over(counts.get(name, 0), there) for name in ("value", "unit", "measure", "whole", "year", "comparison")
    }
    found_rows = {"P": _over(there, found), "R": _over(there, gold), "F1": _over(2 * there, found + gold)}
    if kind == "f":
        whole = _over(2 * counts.get("whole", 0), found + gold)
        return {
            **found_rows,
            **{k: share[k] for k in share if k != "whole"},
            "v+u+m": share["whole"],
            "v+u+m F1": whole,
        }
    if kind == "x":
        tied = counts.get("tied", 0)
        return {**found_rows, "tied": _over(tied, there), "tied F1": _over(2 * tied, found + gold)}
    interval = _over(counts.get("interval", 0), there)
    if kind == "s":
        return {"interval": interval, "+precision": share["whole"]}
    false = _over(found - there, found)
    return {**found_rows, "false": false, "interval": interval, "+precision": share["whole"]}


def _over(part: float, whole: float) -> float:
    return part / whole if whole else float("nan")


def total(counts: Iterable[Counts]) -> Counts:
    """Add the counts of documents."""
    out: Counts = defaultdict(int)
    for one in counts:
        for name, value in one.items():
            out[name] += value
    return out
