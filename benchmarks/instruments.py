"""Score the finding, joining and dating of instruments against marks made by hand.

    python benchmarks/instruments.py [--data DATA] [--half open|held|fresh|last|blind] [--show] [--resamples 1000]

``benchmarks/instruments/*.txt`` are invented texts, marked in place; ``benchmarks/instruments.tsv`` holds marks,
offsets alone, in news, country reports, jurisprudence and general comments that lie under DATA
(docs/annotating-instruments.md says which, and how they were marked; ``pyarrow`` reads them).

Prints, by genre and for all, beside a baseline: mentions (precision, recall and F1: overlap with the right kind; F1 of
exact spans; kind right where the words are), joining (mentions joined to the right earlier mention; pairs; B³), the
same across the documents of one group, treaty codes and dates; intervals of 95 % from resampled documents; and what
it costs in time.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.bootstrap import intervals  # noqa: E402  (found through the line above)
from benchmarks.instruments_marks import Found, Gold, Text, read_invented, read_marked  # noqa: E402
from benchmarks.instruments_scores import Judged, align, count, measures, total, touches_optional  # noqa: E402

from onrecord.labels.instruments import find_mentions  # noqa: E402
from onrecord.labels.instruments_dates import iso_of  # noqa: E402
from onrecord.labels.views import Page  # noqa: E402

Finder = Callable[[Page], list[Found]]


def main() -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, help="the folder that holds hrdsattack/, fiw_texts/ and the others")
    parser.add_argument("--half", choices=("open", "held", "fresh", "last", "blind", "seed"), help="one half alone")
    parser.add_argument("--show", action="store_true", help="list what is wrong (not of the held half)")
    parser.add_argument("--resamples", type=int, default=1000)
    args = parser.parse_args()
    texts = [*read_invented(), *(read_marked(args.data) if args.data else ())]
    for half in (args.half,) if args.half else ("open", "held", "fresh", "last", "blind", "seed"):
        chosen = [t for t in texts if t.half == half]
        if chosen:
            report(half, chosen, args.resamples)
        if args.show and half not in ("held", "last", "blind"):
            show(chosen)
    print(f"time: {microseconds_a_word(texts):.2f} µs a word")
    return 0


def ours(page: Page) -> list[Found]:
    """Find with onrecord."""
    found = find_mentions(page)
    return [Found(span=m.span, kind=m.kind, key=m.key, date=iso_of(m.when)) for m in found]


_KINDS = {
    "Convention": "treaty", "Covenant": "treaty", "Treaty": "treaty", "Protocol": "treaty", "Charter": "treaty",
    "Agreement": "agreement", "Accord": "agreement", "Resolution": "resolution", "Declaration": "resolution",
    "Act": "law", "Law": "law", "Constitution": "law", "Decree": "law", "Directive": "law", "Bill": "bill",
    "Code": "code", "Council": "body", "Commission": "body", "Committee": "body", "Commissioner": "body",
    "Ombudsman": "body", "Dialogue": "dialogue", "Review": "dialogue", "Index": "index",
}  # fmt: skip
_PHRASE = re.compile(r"[A-Z][\w’'-]*(?:\s+(?:(?:of|on|for|and|the|against|to)\s+)*[A-Z][\w’'-]*)*")


def baseline(page: Page) -> list[Found]:
    """Find capitalised phrases that end in, or begin with, a word that says what they are; join equal ones."""
    out = []
    for m in _PHRASE.finditer(page.text):
        words = m.group().split()
        words = words[1:] if words[0] in ("The", "A", "In", "Under") else words
        kind = _KINDS.get(words[-1]) or _KINDS.get(words[0]) if words else None
        if kind:
            name = " ".join(words)
            out.append(Found(span=(m.end() - len(name), m.end()), kind=kind, key=name.lower()))
    return out


def overall(texts: Sequence[Text]) -> dict[str, float]:
    """Return what onrecord measures on the instruments of *texts*, by name."""
    return measures(total([(text, *count(text, ours(text.page))) for text in texts]))


def report(half: str, texts: Sequence[Text], resamples: int) -> None:
    """Print the tables of one half."""
    print(f"\n== {half}: {len(texts)} documents, {sum(not g.is_optional for t in texts for g in t.gold)} mentions ==")
    for name, finder in (("onrecord", ours), ("baseline", baseline)):
        judged: list[Judged] = [(t, *count(t, finder(t.page))) for t in texts]
        print(f"-- {name}")
        _row("genre", list(measures({})))
        genres = sorted({t.genre for t in texts}) if name == "onrecord" else []
        for genre in genres:
            _row(genre, list(measures(total([j for j in judged if j[0].genre == genre])).values()))
        _row("all", list(measures(total(judged)).values()))
        ends = intervals(judged, lambda drawn: list(measures(total(drawn)).values()), count=resamples)
        for label, side in (("  from", 0), ("  to", 1)):
            _row(label, [pair[side] for pair in ends])


def _row(label: str, cells: Sequence[str | float]) -> None:
    print(f"{label:14}" + "".join(f"{c:>10}" if isinstance(c, str) else f"{c:>10.3f}" for c in cells))


def show(texts: Sequence[Text]) -> None:
    """List what is missed, false, of the wrong kind or wrongly joined."""
    for text in texts:
        found = ours(text.page)
        pairs = align(text.gold, found)
        words = text.page.text
        print(f"\n# {text.name}")
        for g in text.gold:
            if not g.is_optional and not any(p[0] is g for p in pairs):
                before = words[max(0, g.span[0] - 30) : g.span[0]]
                print(f"  missed  {words[slice(*g.span)]!r} {'|'.join(g.kinds)}  …{before!r}")
        for f in found:
            if not any(p[1] is f for p in pairs) and not touches_optional(text, f, pairs):
                around = words[max(0, f.span[0] - 30) : f.span[1] + 20]
                print(f"  false   {words[slice(*f.span)]!r} {f.kind}  {around!r}")
        seen: list[tuple[Gold, Found]] = []
        for g, f in pairs:
            if g.is_optional:
                continue
            if f.kind not in g.kinds:
                print(f"  kind    {words[slice(*f.span)]!r} {f.kind} for {'|'.join(g.kinds)}")
            if f.span != g.span:
                print(f"  span    {words[slice(*f.span)]!r} for {words[slice(*g.span)]!r}")
            true = next((p for p in reversed(seen) if p[0].entity == g.entity), None)
            said = next((p for p in reversed(seen) if p[1].key == f.key), None)
            if (true or said) and not (said and said[0].entity == g.entity):
                print(f"  join    {words[slice(*f.span)]!r} [{f.key}] should be {true[1].key if true else 'alone'}")
            if (g.date and not f.date.startswith(g.date)) or (f.date and not g.date and not f.key.startswith("known:")):
                print(f"  date    {words[slice(*f.span)]!r} {f.date!r} for {g.date!r}")
            seen.append((g, f))


def microseconds_a_word(texts: Sequence[Text]) -> float:
    """Return what finding costs in processor time, pages ready made; the best of three runs."""
    words = sum(len(t.page.text.split()) for t in texts)
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for text in texts:
            find_mentions(text.page)
        best = min(best, time.process_time() - start)
    return best / words * 1e6


if __name__ == "__main__":
    raise SystemExit(main())
