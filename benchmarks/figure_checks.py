"""Score the checks of figures against their indices on claims whose verdict is known.

    python benchmarks/figure_checks.py --data DATA [--set open|held] [--show] [--whole] [--resamples 1000]

``figure_checks.tsv`` (open) and ``figure_checks-held.tsv`` hold dated snippets with the claims in them and the right
verdict of each (docs/figures.md says how they are written). DATA holds ``indicators_*``, the publishers' files. Every
sentence is taken for a statement of the author's; ``--whole`` reads the snippets with the models instead, which shows
what the whole program finds. Prints verdicts right, wrong figures passed as right, right ones called wrong, and the
same of a baseline: the first number of the claim, right if it is any figure of that country; with 95 % intervals from
resampled snippets.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

from onrecord.figures.checking import Checker
from onrecord.figures.importing import parse, recognise
from onrecord.records import Blob, Document, FigureCheck, Series, Sighting, Span, Statement, When, sha256_hex
from onrecord.reference.countries import Gazetteer
from onrecord.text.sentences import find_sentences

_HERE = Path(__file__).parent
FILES = {"open": "figure_checks.tsv", "held": "figure_checks-held.tsv"}
VERDICTS = ("matches", "differs", "not-comparable", "no-such-edition", "not-checkable")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim in a snippet, and the verdict that it ought to get."""

    span: Span
    measure: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A dated text with its claims."""

    id: str
    document: Document
    claims: tuple[Claim, ...]


Finder = Callable[[Snippet], Sequence[FigureCheck]]


def main() -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds indicators_*")
    parser.add_argument("--set", choices=FILES, default="open")
    parser.add_argument("--show", action="store_true", help="list what is wrong (not of the held set)")
    parser.add_argument("--whole", action="store_true", help="read the snippets with the models")
    parser.add_argument("--resamples", type=int, default=1000)
    args = parser.parse_args()
    started = time.perf_counter()
    series = list(load_series(args.data))
    print(f"{len(series)} series read in {time.perf_counter() - started:.1f} s")
    checker = Checker(series)
    snippets = list(read_snippets(_HERE / FILES[args.set]))
    statements = _read_whole() if args.whole else _sentences
    checks = {s.id: checker.check(s.document, statements(s.document)) for s in snippets}
    report("onrecord", snippets, lambda s: checks[s.id], args.resamples)
    report("baseline", snippets, lambda s: baseline(s, series), args.resamples)
    if args.show and args.set != "held":
        show(snippets, checks)
    return 0


# Reading


def load_series(data: Path) -> Iterator[Series]:
    """Yield the series of all data files that are recognised; a parquet file is read as the CSV that it was."""
    for path in sorted([*data.glob("indicators_*/*.csv"), *data.glob("indicators_*/vdem.parquet")]):
        body = path.read_bytes() if path.suffix == ".csv" else _as_csv(path)
        if form := recognise(path.name, body):
            yield from parse(path.name, body, form)[0]


def _as_csv(path: Path) -> bytes:
    parquet = __import__("pyarrow.parquet").parquet
    table = parquet.read_table(path)
    out = StringIO()
    lines = csv.writer(out)
    lines.writerow(table.column_names)
    lines.writerows([_cell(value) for value in row.values()] for row in table.to_pylist())
    return out.getvalue().encode()


def _cell(value: object) -> object:
    if isinstance(value, float):
        return "" if value != value else f"{value:.6f}".rstrip("0").rstrip(".")
    return "" if value is None else value


def read_snippets(path: Path) -> Iterator[Snippet]:
    """Yield the snippets of a table of claims."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    held: dict[str, tuple[str, str, list[tuple[str, str, str]]]] = {}
    for key, date, measure, verdict, words, *rest in rows[1:]:
        held.setdefault(key, (date, rest[0] if rest else "", []))[2].append((words, measure, verdict))
    for key, (date, text, claims) in held.items():
        made = [Claim(span=_where(text, words, key), measure=measure, verdict=v) for words, measure, v in claims]
        yield Snippet(id=key, document=_document(text, date), claims=tuple(made))


def _where(text: str, words: str, key: str) -> Span:
    words, _, nth = words.partition("#")
    found = list(re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text))
    if not found:
        raise SystemExit(f"{key}: these words are not in the text: {words}")
    return found[int(nth or 1) - 1].span()


def _document(text: str, date: str) -> Document:
    digest = sha256_hex(text.encode())
    published = When(start=date, end=date, precision="day", basis="stated") if date else When()
    document = Document(
        id=digest[:20], sha256=digest, text_sha256=digest, media_type="text/plain", text=text, published=published
    )
    return replace(document, countries=Gazetteer().shares(text))


def _sentences(document: Document) -> list[Statement]:
    return [
        Statement(id=f"{document.id}-{n}", document=document.id, voice="author", content=(span,),
                  quote=document.text[slice(*span)])
        for n, span in enumerate(find_sentences(document.text))
    ]  # fmt: skip


def _read_whole() -> Callable[[Document], Sequence[Statement]]:
    from onrecord import pipeline

    tools = pipeline.load_tools()

    def read(document: Document) -> Sequence[Statement]:
        blob = Blob(data=document.text.encode(), name="snippet.txt", sighting=Sighting(where="snippet.txt"))
        return pipeline.read(blob, tools).statements

    return read


# Scoring


def found_for(claim: Claim, checks: Sequence[FigureCheck]) -> FigureCheck | None:
    """Return the check of a claim: the same measure, and the most words shared."""
    shared = [
        (min(c.span[1], claim.span[1]) - max(c.span[0], claim.span[0]), c) for c in checks if c.measure == claim.measure
    ]
    best = max(shared, key=lambda pair: (pair[0], -(pair[1].span[1] - pair[1].span[0])), default=(0, None))
    return best[1] if best[0] > 0 else None


def report(name: str, snippets: Sequence[Snippet], find: Finder, resamples: int) -> None:
    """Print the figures of a finder."""
    counts = [_counts(snippet, find(snippet)) for snippet in snippets]
    total = sum(counts, Counter())
    print(f"\n{name}: {total['claims']} claims in {len(snippets)} snippets")
    for label, top, bottom in (
        ("verdict right", "right", "claims"),
        ("of those checked", "right", "checked"),
        ("wrong figures passed as right", "false match", "not right"),
        ("right figures called wrong", "false differ", "are right"),
    ):
        low, high = _interval(counts, top, bottom, resamples)
        print(f"  {label:30} {_share(total, top, bottom):.3f} [{low:.3f}, {high:.3f}]  {total[top]}/{total[bottom]}")
    for verdict in VERDICTS:
        print(f"    {verdict:16} {total[f'right {verdict}']}/{total[f'is {verdict}']}")
    print(f"  checks of nothing annotated: {total['extra']}, of which matches or differs: {total['extra verdict']}")


def _counts(snippet: Snippet, checks: Sequence[FigureCheck]) -> Counter[str]:
    out: Counter[str] = Counter()
    used = set()
    for claim in snippet.claims:
        check = found_for(claim, checks)
        verdict = check.verdict if check else ""
        used.add(check.id if check else "")
        out.update({"claims": 1, f"is {claim.verdict}": 1, "checked": check is not None})
        out.update({"right": verdict == claim.verdict, f"right {claim.verdict}": verdict == claim.verdict})
        out.update({"not right": claim.verdict != "matches", "are right": claim.verdict == "matches"})
        out.update({"false match": verdict == "matches" != claim.verdict})
        out.update({"false differ": verdict == "differs" and claim.verdict == "matches"})
    extra = [c for c in checks if c.id not in used]
    return out + Counter({"extra": len(extra), "extra verdict": sum(c.verdict in VERDICTS[:2] for c in extra)})


def _share(counts: Counter[str], top: str, bottom: str) -> float:
    return counts[top] / counts[bottom] if counts[bottom] else 0.0


def _interval(counts: Sequence[Counter[str]], top: str, bottom: str, resamples: int) -> tuple[float, float]:
    rng = random.Random(0)
    shares = sorted(
        _share(Counter({k: sum(c[k] for c in drawn) for k in (top, bottom)}), top, bottom)
        for drawn in (rng.choices(counts, k=len(counts)) for _ in range(resamples))
    )
    return shares[int(0.025 * resamples)], shares[int(0.975 * resamples)]


def baseline(snippet: Snippet, series: Sequence[Series]) -> list[FigureCheck]:
    """Take the first number of each claim for right if it is any figure of the first country named, else for wrong."""
    codes = [m.code for m in Gazetteer().mentions(snippet.document.text)]
    values = {
        round(value, 3)
        for s in series
        for p in s.points
        if codes and p.country == codes[0]
        for value in (p.value, p.rank)
        if value is not None
    }
    out = []
    for n, claim in enumerate(snippet.claims):
        number = re.search(r"\d+(?:\.\d+)?", snippet.document.text[slice(*claim.span)])
        verdict = "matches" if number and float(number.group()) in values else "differs"
        out.append(
            FigureCheck(id=str(n), statement="", span=claim.span, indicator="", measure=claim.measure,  # type: ignore[arg-type]
                        verdict=verdict, why="")  # type: ignore[arg-type]
        )  # fmt: skip
    return out


def show(snippets: Sequence[Snippet], checks: dict[str, tuple[FigureCheck, ...]]) -> None:
    """Print the claims that are judged wrongly."""
    for snippet in snippets:
        text = snippet.document.text
        for claim in snippet.claims:
            check = found_for(claim, checks[snippet.id])
            if not check or check.verdict != claim.verdict:
                found = f"{check.verdict}: {check.why}" if check else "no check"
                print(f"{snippet.id} {text[slice(*claim.span)]!r} is {claim.verdict}, {found}")
        used = {c.id for claim in snippet.claims if (c := found_for(claim, checks[snippet.id]))}
        for check in checks[snippet.id]:
            if check.id not in used:
                print(f"{snippet.id} extra {text[slice(*check.span)]!r} {check.measure} {check.verdict}: {check.why}")


if __name__ == "__main__":
    raise SystemExit(main())
