"""Score figures, times and caveats against marks made by hand.

    python benchmarks/figures.py [--data DATA] [--half open|held|seed|last] [--show] [--resamples 1000]

``benchmarks/figures/*.txt`` are invented texts, marked in place; ``benchmarks/figures.tsv``, ``times.tsv`` and
``caveats.tsv`` hold marks, offsets alone, in news and country reports under DATA (docs/annotating-figures.md says
which, and how they were marked; ``pyarrow`` reads them). Prints, by genre and for all, beside a baseline, with 95 %
intervals from resampled documents: figures found and what is right of each; times found, their interval and
precision, and false dates; the time that a statement is about; caveats found and tied to what they limit; and the
cost in time.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from onrecord.labels.caveats import find_caveats
from onrecord.labels.datings import time_of
from onrecord.labels.figures import find_figures
from onrecord.labels.instruments import find_mentions
from onrecord.labels.numbers import NUMBER, number_of
from onrecord.labels.times import find_times
from onrecord.labels.views import Page, make_page, make_view
from onrecord.records import Document, Span, Statement, When, sha256_hex
from onrecord.reference.countries import Gazetteer

_HERE = Path(__file__).parent
_MARK = re.compile(r"\{(\??)(?:([fts])/([^:{}]*?)|([xy])(\d)):|\}")
_TABLES = {"figures": "f", "times": "t", "caveats": "x"}
_PARAGRAPHS = {"gc": "paragraphs.parquet", "rapporteur": "special_rapporteur_paragraphs.parquet"}
_HALVES = ("open", "held", "seed", "last")
Counts = dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A mark made by hand: *kind* f, t, s or x; *cells* as in the guide; *limited* is what a caveat limits."""

    kind: str
    span: Span
    cells: tuple[str, ...] = ()
    limited: Span = (0, 0)
    is_optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A marked document; *kinds* are those that were marked in it."""

    name: str
    genre: str
    half: str
    page: Page
    marks: tuple[Mark, ...]
    kinds: str = "ftsx"

    def of(self, kind: str) -> list[Mark]:
        """Return the marks of one kind."""
        return [m for m in self.marks if m.kind == kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a finder gives: of a figure all fields, of a time *when*, of a caveat *limited*."""

    span: Span
    value: float = 0.0
    unit: str | None = None
    measures: str | None = None
    year: int | None = None
    comparison: str | None = None
    when: When = field(default_factory=When)
    limited: Span | None = None


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
        if args.show and half not in ("held", "last"):
            show(chosen)
    print("\ntime, µs a word: " + ", ".join(f"{name} {cost:.2f}" for name, cost in microseconds_a_word(texts).items()))
    return 0


# Reading


def read_invented() -> list[Text]:
    """Read the texts marked in place."""
    return [_read_invented(path) for path in sorted((_HERE / "figures").glob("*.txt"))]


def _read_invented(path: Path) -> Text:
    _, head, body = path.read_text(encoding="utf-8").split("\n", 2)
    fields = dict(part.strip("# ").split(": ") for part in head.split(" · "))
    text, marks = _unmarked(body)
    page = _page(text, fields["published"])
    genre, kinds = path.stem.rsplit("-", 1)[0], fields.get("kinds", "ftsx")
    return Text(name=path.stem, genre=genre, half=fields["half"], page=page, marks=tuple(marks), kinds=kinds)


def _unmarked(marked: str) -> tuple[str, list[Mark]]:
    parts: list[str] = []
    marks: list[Mark] = []
    opened: list[tuple[int, re.Match[str]]] = []
    ties: dict[str, dict[str, Span]] = defaultdict(dict)
    at = size = 0
    for mark in _MARK.finditer(marked):
        parts.append(marked[at : mark.start()])
        size, at = size + len(parts[-1]), mark.end()
        if mark.group() != "}":
            opened.append((size, mark))
            continue
        start, m = opened.pop()
        if m[4]:
            ties[m[5]][m[4]] = (start, size)
        else:
            cells = tuple(m[3].split("/"))
            marks.append(Mark(kind=m[2], span=(start, size), cells=_cells(m[2], cells), is_optional=bool(m[1])))
    marks += [Mark(kind="x", span=tie["x"], limited=tie["y"]) for tie in ties.values()]
    return "".join([*parts, marked[at:]]), sorted(marks, key=lambda m: m.span)


def _cells(kind: str, cells: tuple[str, ...]) -> tuple[str, ...]:
    return cells if len(cells) == {"f": 5, "t": 1, "s": 2}[kind] else (*cells, "")


def read_marked(data: Path) -> list[Text]:
    """Read the marks in texts that are not ours, and those texts from *data*."""
    marks: dict[tuple[str, str, str], list[Mark]] = defaultdict(list)
    kinds: dict[tuple[str, str, str], str] = defaultdict(str)
    for table, kind in _TABLES.items():
        with (_HERE / f"{table}.tsv").open(encoding="utf-8", newline="") as file:
            lines = (line for line in file if not line.startswith("#"))
            for source, name, half, span, *cells in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                key = (source, name, half)
                kinds[key] += ("ts" if kind == "t" else kind) if kind not in kinds[key] else ""
                marks[key] += [] if span == "-" else [_mark(kind, _span(span), cells, _text_of(data, source, name)[0])]
    return [_marked(data, key, found, kinds[key]) for key, found in marks.items()]


def _mark(kind: str, span: Span, cells: list[str], text: str) -> Mark:
    *rest, optional = cells
    is_optional = optional == "optional"
    if kind == "x":
        return Mark(kind=kind, span=span, limited=_span(rest[0]), is_optional=is_optional)
    return Mark(
        kind=kind, span=span, cells=tuple(_words(c, text) if kind == "f" else c for c in rest), is_optional=is_optional
    )


def _words(cell: str, text: str) -> str:
    """Return the words that an offset stands for."""
    return text[slice(*_span(cell))] if re.fullmatch(r"\d+-\d+", cell) and len(text) > 12 else cell.strip("-")


def _span(cell: str) -> Span:
    start, end = cell.split("-")
    return int(start), int(end)


def _marked(data: Path, key: tuple[str, str, str], marks: list[Mark], kinds: str) -> Text:
    source, name, half = key
    text, published = _text_of(data, source, name)
    return Text(name=name, genre=source, half=half, page=_page(text, published), marks=tuple(marks), kinds=kinds)


def _text_of(data: Path, source: str, name: str) -> tuple[str, str]:
    """Return a document's text and its day of publication, "" where unknown."""
    if source == "seed":
        return (data.parent / "seeds" / f"{name}.txt").read_bytes().decode("utf-8"), ""
    name, _, part = name.partition("@")
    text, published = _table(data, source)[name]
    return (text[slice(*_span(part))] if part else text), published


@cache
def _table(data: Path, source: str) -> dict[str, tuple[str, str]]:
    parquet = __import__("pyarrow.parquet").parquet
    if source == "hrdsattack":
        rows = parquet.read_table(data / "hrdsattack" / "hrdsattack.parquet").to_pylist()
        return {str(r["id"]): (r["text"], str(r["publish_date"])[:10]) for r in rows}
    if source in _PARAGRAPHS:
        rows = parquet.read_table(data / "treaty_body_general_comments" / _PARAGRAPHS[source]).to_pylist()
        return {str(r["id"]): (r["text"], "") for r in reversed(rows)}
    if source == "un":
        with (data / "un_jurisprudence_kazakhstan" / "paragraphs.csv").open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        return {f"{r['doc_id']}-{r['section']}-{r['para']}": (r["text"], "") for r in reversed(lines)}
    out: dict[str, tuple[str, str]] = {}
    for r in parquet.read_table(data / "fiw_texts" / "fiw_texts.parquet").to_pylist():
        out.setdefault(f"{r['iso3']}-{r['data_year']}-{r['sub_item']}", (r["text"], ""))
    return out


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer(())


def _page(text: str, published: str) -> Page:
    digest = sha256_hex(text.encode())
    when = When(start=published, end=published, precision="day", basis="stated") if published else When()
    document = Document(
        id=digest[:20], sha256=digest, text_sha256=digest, media_type="text/plain", text=text, published=when
    )
    return make_page(document, _gazetteer())


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


# Scoring


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
        for name, is_right in _judge(g, f).items():
            counts[name] = counts.get(name, 0) + is_right
    return counts


def _judge(g: Mark, f: Found) -> dict[str, bool]:
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


def _total(counts: Iterable[Counts]) -> Counts:
    out: Counts = defaultdict(int)
    for one in counts:
        for name, value in one.items():
            out[name] += value
    return out


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
        _row(genre, list(measures(kind, _total(c for g, c in judged if g == genre)).values()))
    counts = [c for _, c in judged]
    _row("all", list(measures(kind, _total(counts)).values()))
    rng = random.Random(20261121)
    draws = [list(measures(kind, _total(rng.choices(counts, k=len(counts)))).values()) for _ in range(resamples)]
    for label, at in (("  from", 0.025), ("  to", 0.975)):
        columns = [sorted(x for x in column if x == x) for column in zip(*draws, strict=True)]
        _row(label, [c[int(at * (len(c) - 1))] if c else float("nan") for c in columns])


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
                wrong = [name for name, is_right in _judge(g, f).items() if not is_right and name != "whole"]
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
