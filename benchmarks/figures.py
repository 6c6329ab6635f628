"""Score figures, times and caveats against marks made by hand.

    python benchmarks/figures.py [--data DATA] [--half open|held|seed|last|blind] [--show] [--resamples 1000]

``benchmarks/figures/*.txt`` are invented texts, marked in place; ``benchmarks/figures.tsv``, ``times.tsv`` and
``caveats.tsv`` hold marks, offsets alone, in news and country reports under DATA (docs/annotating-figures.md says
which, and how they were marked; ``pyarrow`` reads them). Prints, by genre and for all, beside a baseline, with 95 %
intervals from resampled documents: figures found and what is right of each; times found, their interval and
precision, and false dates; the time that a statement is about; caveats found and tied to what they limit; and the
cost in time.
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
from benchmarks.figures_marks import Found, Text, read_invented, read_marked  # noqa: E402
from benchmarks.figures_scores import Counts, align, count, judge, measures, total  # noqa: E402

from onrecord.labels.caveats import find_caveats  # noqa: E402
from onrecord.labels.datings import time_of  # noqa: E402
from onrecord.labels.figures import find_figures  # noqa: E402
from onrecord.labels.instruments import find_mentions  # noqa: E402
from onrecord.labels.numbers import NUMBER, number_of  # noqa: E402
from onrecord.labels.times import find_times  # noqa: E402
from onrecord.labels.views import make_view  # noqa: E402
from onrecord.records import Span, Statement, When  # noqa: E402

_HALVES = ("open", "held", "seed", "last", "blind")
Finder = Callable[[Text], list[Found]]


def main() -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, help="the folder that holds hrdsattack/ and fiw_texts/")
    parser.add_argument("--half", choices=_HALVES, help="one half alone")
    parser.add_argument("--show", action="store_true", help="list what is wrong (not of the held and last)")
    parser.add_argument("--resamples", type=int, default=1000)
    args = parser.parse_args()
    texts = [*read_invented(), *(read_marked(args.data) if args.data else ())]
    for half in (args.half,) if args.half else _HALVES:
        if chosen := [t for t in texts if t.half == half]:
            report(half, chosen, args.resamples)
        if args.show and half not in ("held", "last", "blind"):
            show(chosen)
    print("\ntime, µs a word: " + ", ".join(f"{name} {cost:.2f}" for name, cost in microseconds_a_word(texts).items()))
    return 0


# Finders: each gives figures, times, the time of the marked statements, or caveats


def our_figures(text: Text) -> list[Found]:
    """Find figures with onrecord."""
    found = find_figures(text.page.text, text.page.sentences, text.page.document.published)
    return [
        Found(span=q.span, value=q.value, unit=q.unit, measures=q.measures, year=q.year, comparison=q.comparison)
        for q in found
    ]


def our_times(text: Text) -> list[Found]:
    """Find times with onrecord."""
    page = text.page
    return [Found(span=m.span, when=m.when) for m in find_times(page.text, page.sentences, page.document.published)]


def our_statement_times(text: Text) -> list[Found]:
    """Date the marked statements with onrecord, their acts given."""
    mentions = find_mentions(text.page)
    marks = text.of("s")
    return [
        Found(span=m.span, when=time_of(make_view(text.page, _statement(text, m.span)), m.cells[1], mentions))
        for m in marks
    ]


def our_caveats(text: Text) -> list[Found]:
    """Find caveats with onrecord, every sentence taken for a statement."""
    out: dict[Span, Found] = {}
    for span in text.page.sentences:
        for caveat in find_caveats(make_view(text.page, _statement(text, span))):
            out.setdefault(caveat.limit, Found(span=caveat.limit, limited=caveat.limits))
    return list(out.values())


def _statement(text: Text, span: Span) -> Statement:
    return Statement(
        id="", document=text.page.document.id, voice="author", content=(span,), quote=text.page.text[slice(*span)]
    )


_BASE_FIGURE = re.compile(rf"(?<![\w.,])(?P<n>{NUMBER})(?:\s+|(?=%)|-)(?P<noun>%|[A-Za-z]+)")
_BASE_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BASE_LIMIT = re.compile(r"\b(?:but|however|although|though|except|unless)\b[^.;]*", re.IGNORECASE)


def base_figures(text: Text) -> list[Found]:
    """Take every number for a figure of the word after it."""
    out = []
    for m in _BASE_FIGURE.finditer(text.page.text):
        unit = "percent" if m["noun"] in ("%", "percent", "per") else m["noun"]
        out.append(Found(span=m.span(), value=number_of(m["n"]) or 0.0, unit=unit, measures=m["noun"]))
    return out


def base_times(text: Text) -> list[Found]:
    """Take every year for the time that it names."""
    return [Found(span=m.span(), when=_year(m.group())) for m in _BASE_YEAR.finditer(text.page.text)]


def base_statement_times(text: Text) -> list[Found]:
    """Take the first year of a statement for its time, or the year of publication."""
    published = (text.page.document.published.start or "")[:4]
    found = [(m.span, _BASE_YEAR.search(text.page.text, *m.span)) for m in text.of("s")]
    return [Found(span=span, when=_year(y.group() if y else published)) for span, y in found]


def base_caveats(text: Text) -> list[Found]:
    """Take the words from a conjunction on for a caveat of the words of the sentence before it."""
    out = []
    for start, end in text.page.sentences:
        limits = _BASE_LIMIT.finditer(text.page.text, start, end)
        out += [Found(span=m.span(), limited=(start, max(start, m.start() - 2))) for m in limits]
    return out


def _year(year: str) -> When:
    return When(start=f"{year}-01-01", end=f"{year}-12-31", precision="year", basis="stated")


FINDERS: dict[str, tuple[Finder, Finder]] = {
    "f": (our_figures, base_figures),
    "t": (our_times, base_times),
    "s": (our_statement_times, base_statement_times),
    "x": (our_caveats, base_caveats),
}
TITLES = {"f": "figures", "t": "times", "s": "times of statements", "x": "caveats"}


def overall(texts: Sequence[Text]) -> dict[str, float]:
    """Return what onrecord measures on the figures of *texts*, by name."""
    return measures("f", total(count("f", text, our_figures(text)) for text in texts if "f" in text.kinds))


def report(half: str, texts: Sequence[Text], resamples: int) -> None:
    """Print the tables of one half."""
    for kind, finders in FINDERS.items():
        with_marks = [t for t in texts if kind in t.kinds and (kind != "s" or t.of("s"))]
        size = sum(not m.is_optional for t in texts for m in t.of(kind))
        if not size:
            continue
        print(f"\n== {half}, {TITLES[kind]}: {len(with_marks)} documents, {size} marks ==")
        for name, finder in zip(("onrecord", "baseline"), finders, strict=True):
            judged = [(t.genre, count(kind, t, finder(t))) for t in with_marks]
            _table_of(kind, name, judged, resamples)


def _table_of(kind: str, name: str, judged: list[tuple[str, Counts]], resamples: int) -> None:
    _row(f"-- {name}", list(measures(kind, {})))
    for genre in sorted({g for g, _ in judged}) if name == "onrecord" else ():
        _row(genre, list(measures(kind, total(c for g, c in judged if g == genre)).values()))
    counts = [c for _, c in judged]
    _row("all", list(measures(kind, total(counts)).values()))
    ends = intervals(counts, lambda drawn: list(measures(kind, total(drawn)).values()), count=resamples)
    for label, side in (("  from", 0), ("  to", 1)):
        _row(label, [pair[side] for pair in ends])


def _row(label: str, cells: Sequence[str | float]) -> None:
    print(f"{label:14}" + "".join(f"{c:>11}" if isinstance(c, str) else f"{c:>11.3f}" for c in cells))


def show(texts: Sequence[Text]) -> None:
    """List what is missed, false or wrong."""
    for text in texts:
        print(f"\n# {text.name}")
        for kind, (finder, _) in ((k, FINDERS[k]) for k in FINDERS if k in text.kinds):
            gold, found = text.of(kind), finder(text)
            pairs = align(gold, found)
            for g in gold:
                if not g.is_optional and not any(p[0] is g for p in pairs):
                    print(f"  {kind} missed {_near(text, g.span)} {g.cells}")
            for f in found:
                if not any(p[1] is f for p in pairs):
                    print(f"  {kind} false  {_near(text, f.span)} {_said(kind, f, text)}")
            for g, f in pairs:
                wrong = [name for name, is_right in judge(g, f).items() if not is_right and name != "whole"]
                if wrong and not g.is_optional:
                    wanted = g.cells or (text.page.text[slice(*g.limited)],)
                    print(f"  {kind} {','.join(wrong)} {_near(text, f.span)} {_said(kind, f, text)} for {wanted}")


def _near(text: Text, span: Span) -> str:
    words = text.page.text
    return f"{words[max(0, span[0] - 30) : span[0]]!r}[{words[slice(*span)]!r}]{words[span[1] : span[1] + 25]!r}"


def _said(kind: str, f: Found, text: Text) -> object:
    if kind == "f":
        return (f.value, f.unit, f.measures, f.year, f.comparison)
    if kind == "x":
        return text.page.text[slice(*f.limited)] if f.limited else None
    return (f.when.start, f.when.end, f.when.precision)


def microseconds_a_word(texts: Sequence[Text]) -> dict[str, float]:
    """Return what finding costs, pages and views ready made; the best of three runs."""
    words = sum(len(t.page.text.split()) for t in texts)
    views = [make_view(t.page, _statement(t, s)) for t in texts for s in t.page.sentences]
    jobs: dict[str, Callable[[], object]] = {
        "figures": lambda: [our_figures(t) for t in texts],
        "times": lambda: [our_times(t) for t in texts],
        "caveats": lambda: [find_caveats(view) for view in views],
    }
    costs = {name: min(_seconds(job) for _ in range(3)) / words * 1e6 for name, job in jobs.items()}
    return {**costs, "all": sum(costs.values())}


def _seconds(job: Callable[[], object]) -> float:
    start = time.process_time()
    job()
    return time.process_time() - start


if __name__ == "__main__":
    raise SystemExit(main())
