"""What is right of instruments that were found: places, kinds, joining, codes and dates, by the marks made by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from benchmarks.instruments_marks import Found, Gold, Text

from onrecord.reference.instruments import known_instruments

Counts = dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A found mention that lies on a marked one."""

    text: str
    gold: Gold
    found: Found


def align(gold: Sequence[Gold], found: Sequence[Found]) -> list[tuple[Gold, Found]]:
    """Pair marked and found mentions one to one, the greatest overlap first."""
    pairs = sorted(
        (
            (min(g.span[1], f.span[1]) - max(g.span[0], f.span[0]), i, j)
            for i, g in enumerate(gold)
            for j, f in enumerate(found)
        ),
        key=lambda p: (-p[0], p[1], p[2]),
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    out = []
    for size, i, j in pairs:
        if size > 0 and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            out.append((gold[i], found[j]))
    return sorted(out, key=lambda p: p[0].span)


def count(text: Text, found: Sequence[Found]) -> tuple[Counts, list[Link]]:
    """Count what is right of one document, and return the links that joining is judged by."""
    pairs = align(text.gold, found)
    optional = {id(f) for g, f in pairs if g.is_optional}
    judged = [(g, f) for g, f in pairs if not g.is_optional]
    spare = [f for f in found if id(f) not in optional and not touches_optional(text, f, judged)]
    counts = {
        "gold": sum(not g.is_optional for g in text.gold),
        "found": len(spare),
        "there": len(judged),
        "right": sum(f.kind in g.kinds for g, f in judged),
        "exact": sum(f.kind in g.kinds and f.span == g.span for g, f in judged),
        "coded": sum(g.entity in known_instruments() for g, _ in judged),
        "code": sum(g.entity in known_instruments() and f.key == f"known:{g.entity}" for g, f in judged),
        "dated": sum(bool(g.date) for g, _ in judged),
        "dates": sum(bool(f.date) and not f.key.startswith("known:") for _, f in judged),
        "date": sum(bool(g.date) and f.date.startswith(g.date) for g, f in judged),
    }
    links = [Link(text=text.name, gold=g, found=f) for g, f in judged]
    return counts | _joins(links, "in "), links


def touches_optional(text: Text, found: Found, judged: Sequence[tuple[Gold, Found]]) -> bool:
    """Tell a find that was paired with nothing and lies on an optional mark: it counts for nothing."""
    if any(f is found for _, f in judged):
        return False
    return any(g.is_optional and g.span[0] < found.span[1] and found.span[0] < g.span[1] for g in text.gold)


def _joins(links: Sequence[Link], prefix: str, *, across: bool = False) -> Counts:
    """Count mentions joined rightly to the nearest earlier one, pairs, and the parts of B³ (in thousandths)."""
    out: Counts = defaultdict(int)
    for i, link in enumerate(links):
        earlier = [e for e in reversed(links[:i]) if not across or e.text != link.text]
        true = next((e for e in earlier if e.gold.entity == link.gold.entity), None)
        said = next((e for e in earlier if e.found.key == link.found.key), None)
        if true or said:
            out[prefix + "joinable"] += 1
            out[prefix + "joined"] += said is not None and said.gold.entity == link.gold.entity
    for a, b in combinations(links, 2):
        if across and a.text == b.text:
            continue
        same, said_same = a.gold.entity == b.gold.entity, a.found.key == b.found.key
        out[prefix + "pairs"] += same
        out[prefix + "said"] += said_same
        out[prefix + "both"] += same and said_same
    for link in links:
        true_set = [e for e in links if e.gold.entity == link.gold.entity]
        said_set = [e for e in links if e.found.key == link.found.key]
        both = sum(e.found.key == link.found.key for e in true_set)
        out[prefix + "b3"] += 1
        out[prefix + "b3p"] += round(1000 * both / len(said_set))
        out[prefix + "b3r"] += round(1000 * both / len(true_set))
    return dict(out)


def _f1(p: float, r: float) -> float:
    return 2 * p * r / (p + r) if p + r else 0.0


def _share(counts: Counts, part: str, whole: str, scale: float = 1.0) -> float:
    return counts.get(part, 0) / counts[whole] / scale if counts.get(whole) else float("nan")


def measures(c: Counts) -> dict[str, float]:
    """Return what is printed, by name."""
    p, r = _share(c, "right", "found"), _share(c, "right", "gold")
    return {
        "P": p,
        "R": r,
        "F1": _f1(p, r),
        "exact F1": _f1(_share(c, "exact", "found"), _share(c, "exact", "gold")),
        "kind": _share(c, "right", "there"),
        "joined": _share(c, "in joined", "in joinable"),
        "pairs F1": _f1(_share(c, "in both", "in said"), _share(c, "in both", "in pairs")),
        "B3 F1": _f1(_share(c, "in b3p", "in b3", 1000), _share(c, "in b3r", "in b3", 1000)),
        "across": _share(c, "x joined", "x joinable"),
        "x pairs P": _share(c, "x both", "x said"),
        "x pairs R": _share(c, "x both", "x pairs"),
        "code": _share(c, "code", "coded"),
        "date P": _share(c, "date", "dates"),
        "date R": _share(c, "date", "dated"),
    }


Judged = tuple[Text, Counts, list[Link]]


def total(judged: Sequence[Judged]) -> Counts:
    """Add the counts of documents, and count joining across those of one group."""
    out: Counts = defaultdict(int)
    groups: dict[str, list[Link]] = defaultdict(list)
    for text, counts, links in judged:
        for name, value in counts.items():
            out[name] += value
        groups[text.group] += links
    for links in groups.values():
        if len({link.text for link in links}) > 1:
            for name, value in _joins(links, "x ", across=True).items():
                out[name] += value
    return out
