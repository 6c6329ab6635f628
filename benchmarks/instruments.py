"""Score the finding, joining and dating of instruments against marks made by hand.

    python benchmarks/instruments.py [--data DATA] [--half open|held|fresh|last] [--show] [--resamples 1000]

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
import csv
import random
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from pathlib import Path

from onrecord.labels.instruments import find_mentions
from onrecord.labels.instruments_dates import iso_of
from onrecord.labels.views import Page, make_page
from onrecord.records import CountryShare, DeclaredCountry, Document, Span, When, sha256_hex
from onrecord.reference.countries import Gazetteer
from onrecord.reference.instruments import known_instruments

_HERE = Path(__file__).parent
_MARK = re.compile(r"\{(\??)([a-z|]+)/([^/:}]+)(?:/([\d-]+))?:|\}")
_DECLARED = (
    DeclaredCountry(code="XVL", name="Velmoria", demonym="Velmorian"),
    DeclaredCountry(code="XOR", name="Orsania", demonym="Orsanian"),
    DeclaredCountry(code="XNR", name="Norvia", demonym="Norvian"),
)
Counts = dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A marked mention; *kinds* are all that are right, *date* the beginning of an ISO day or ""."""

    span: Span
    kinds: frozenset[str]
    entity: str
    date: str = ""
    is_optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A mention as a finder gives it."""

    span: Span
    kind: str
    key: str
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A marked document; documents of one *group* share their entities."""

    name: str
    genre: str
    half: str
    group: str
    page: Page
    gold: tuple[Gold, ...]


Finder = Callable[[Page], list[Found]]


def main() -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, help="the folder that holds hrdsattack/, fiw_texts/ and the others")
    parser.add_argument("--half", choices=("open", "held", "fresh", "last", "seed"), help="one half alone")
    parser.add_argument("--show", action="store_true", help="list what is wrong (not of the held half)")
    parser.add_argument("--resamples", type=int, default=1000)
    args = parser.parse_args()
    texts = [*read_invented(), *(read_marked(args.data) if args.data else ())]
    for half in (args.half,) if args.half else ("open", "held", "fresh", "last", "seed"):
        chosen = [t for t in texts if t.half == half]
        if chosen:
            report(half, chosen, args.resamples)
        if args.show and half not in ("held", "last"):
            show(chosen)
    print(f"time: {microseconds_a_word(texts):.2f} µs a word")
    return 0


# Reading


def read_invented() -> list[Text]:
    """Read the texts marked in place."""
    return [_read_invented(path) for path in sorted((_HERE / "instruments").glob("*.txt"))]


def _read_invented(path: Path) -> Text:
    _, head, body = path.read_text(encoding="utf-8").split("\n", 2)
    fields = dict(part.strip("# ").split(": ") for part in head.split(" · "))
    text, gold = _unmarked(body)
    page = _page(text, fields["published"], fields["country"])
    genre, half = path.stem.rsplit("-", 1)[0], fields["half"]
    return Text(name=path.stem, genre=genre, half=half, group=fields["country"], page=page, gold=tuple(gold))


def _unmarked(marked: str) -> tuple[str, list[Gold]]:
    parts: list[str] = []
    gold: list[Gold] = []
    opened: list[tuple[int, re.Match[str]]] = []
    at = size = 0
    for mark in _MARK.finditer(marked):
        parts.append(marked[at : mark.start()])
        size, at = size + len(parts[-1]), mark.end()
        if mark.group() != "}":
            opened.append((size, mark))
            continue
        start, m = opened.pop()
        kinds = frozenset(m[2].split("|"))
        gold.append(Gold(span=(start, size), kinds=kinds, entity=m[3], date=m[4] or "", is_optional=bool(m[1])))
    return "".join([*parts, marked[at:]]), _dated(sorted(gold, key=lambda g: g.span))


def _dated(gold: list[Gold]) -> list[Gold]:
    """Give all mentions of an entity in a document the fullest date that is marked on one of them."""
    dates: dict[str, str] = {}
    for g in gold:
        dates[g.entity] = max(dates.get(g.entity, ""), g.date, key=len)
    return [replace(g, date=dates[g.entity]) for g in gold]


def read_marked(data: Path) -> list[Text]:
    """Read the marks in texts that are not ours, and those texts from *data*."""
    rows: dict[tuple[str, str, str, str], list[Gold]] = {}
    with (_HERE / "instruments.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.reader(
            (line for line in file if not line.startswith("#")), delimiter="\t", quotechar=None, quoting=csv.QUOTE_NONE
        ):
            source, name, half, group, span, kind, entity, date, optional = row
            gold = rows.setdefault((source, name, half, group), [])
            if span != "-":
                start, end = map(int, span.split("-"))
                gold.append(
                    Gold(
                        span=(start, end),
                        kinds=frozenset(kind.split("|")),
                        entity=entity,
                        date=date.strip("-"),
                        is_optional=optional == "optional",
                    )
                )
    return [_marked(data, key, gold) for key, gold in rows.items()]


def _marked(data: Path, key: tuple[str, str, str, str], gold: list[Gold]) -> Text:
    source, name, half, group = key
    text, published, title = _text_of(data, source, name)
    country = group if group != "-" else ""
    page = _page(text, published, country, title)
    if half == "seed":
        group = "KAZ"
    return Text(
        name=name, genre=source, half=half, group=group if group != "-" else name, page=page, gold=tuple(_dated(gold))
    )


def _text_of(data: Path, source: str, name: str) -> tuple[str, str, str]:
    """Return a document's text, its day of publication and its title, each "" where unknown."""
    if source == "seed":
        return (data.parent / "seeds" / f"{name}.txt").read_bytes().decode("utf-8"), "", ""
    return _table(data, source)[name]


@cache
def _table(data: Path, source: str) -> dict[str, tuple[str, str, str]]:
    if source == "jurisprudence":
        with (data / "un_jurisprudence_kazakhstan" / "paragraphs.csv").open(encoding="utf-8", newline="") as file:
            return {f"{r['doc_id']}#{i}": (r["text"], "", "") for i, r in enumerate(csv.DictReader(file))}
    parquet = __import__("pyarrow.parquet").parquet
    if source == "hrdsattack":
        rows = parquet.read_table(data / "hrdsattack" / "hrdsattack.parquet").to_pylist()
        return {str(r["id"]): (r["text"], str(r["publish_date"])[:10], "") for r in rows}
    if source == "comments":
        rows = parquet.read_table(data / "treaty_body_general_comments" / "paragraphs.parquet").to_pylist()
        return {r["id"]: (r["text"], "", r["document"]) for r in rows}
    if source == "rapporteurs":
        rows = parquet.read_table(
            data / "treaty_body_general_comments" / "special_rapporteur_paragraphs.parquet"
        ).to_pylist()
        return {r["id"]: (r["text"], "", "") for r in rows}
    out: dict[str, tuple[str, str, str]] = {}
    for r in parquet.read_table(data / "fiw_texts" / "fiw_texts.parquet").to_pylist():
        out.setdefault(f"{r['iso3']}-{r['data_year']}-{r['sub_item']}", (r["text"], "", ""))
    return out


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer(_DECLARED)


def _page(text: str, published: str, country: str, title: str = "") -> Page:
    """Make a document as intake would; *country* is what a report's title says it is about."""
    digest = sha256_hex(text.encode())
    shares = _gazetteer().shares(text)
    if country:
        shares = (CountryShare(code=country, share=1.0), *(s for s in shares if s.code != country))
    when = When(start=published, end=published, precision="day", basis="stated") if published else When()
    document = Document(
        id=digest[:20],
        sha256=digest,
        text_sha256=digest,
        media_type="text/plain",
        text=text,
        title=title or None,
        published=when,
        countries=shares,
    )
    return make_page(document, _gazetteer())


# Finders


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


# Scoring


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
    spare = [f for f in found if id(f) not in optional and not _touches_optional(text, f, judged)]
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


def _touches_optional(text: Text, found: Found, judged: Sequence[tuple[Gold, Found]]) -> bool:
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


def _total(judged: Sequence[Judged]) -> Counts:
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


def report(half: str, texts: Sequence[Text], resamples: int) -> None:
    """Print the tables of one half."""
    print(f"\n== {half}: {len(texts)} documents, {sum(not g.is_optional for t in texts for g in t.gold)} mentions ==")
    for name, finder in (("onrecord", ours), ("baseline", baseline)):
        judged: list[Judged] = [(t, *count(t, finder(t.page))) for t in texts]
        print(f"-- {name}")
        _row("genre", list(measures({})), 0)
        genres = sorted({t.genre for t in texts}) if name == "onrecord" else []
        for genre in genres:
            _row(genre, list(measures(_total([j for j in judged if j[0].genre == genre])).values()), 0)
        _row("all", list(measures(_total(judged)).values()), 0)
        for label, ends in _intervals(judged, resamples):
            _row(label, ends, 0)


def _row(label: str, cells: Sequence[str | float], _: int) -> None:
    print(f"{label:14}" + "".join(f"{c:>10}" if isinstance(c, str) else f"{c:>10.3f}" for c in cells))


def _intervals(judged: list[Judged], resamples: int) -> Iterator[tuple[str, list[float]]]:
    rng = random.Random(20261121)
    draws = [list(measures(_total([rng.choice(judged) for _ in judged])).values()) for _ in range(resamples)]
    for label, at in (("  from", 0.025), ("  to", 0.975)):
        columns = [sorted(x for x in column if x == x) for column in zip(*draws, strict=True)]
        yield label, [c[int(at * (len(c) - 1))] if c else float("nan") for c in columns]


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
            if not any(p[1] is f for p in pairs) and not _touches_optional(text, f, pairs):
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
