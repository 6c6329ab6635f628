"""Score the labels of statements from news-like text against labels given by hand.

    python benchmarks/labels_news.py --data DIR [--set open|held] [--show] [--baseline]

DIR holds hrdsattack/, fiw_texts/, un_jurisprudence_kazakhstan/ and polnear/ as the annotation used them, and beside it
``seeds/``; a data set that is not there is left out, and said so. The annotation, offsets and labels alone, is
``benchmarks/labels_news.tsv``; how it was made and what its columns mean stands in ``docs/annotating-labels.md``; texts
that were invented for it lie in ``benchmarks/labels_news/``. The statements' spans are given; speakers and labels come
from the shipped code. Where the annotation allows several answers the nearest counts; "first answer only" counts the
annotator's own choice alone.

``--show`` lists what is wrong, in the open set only: of the held set nobody looks at more than totals. ``--baseline``
also fits linear models on words alone, on what the shipped heads were trained on; it needs scipy, pandas and pyarrow.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from onrecord import documents, labels
from onrecord.models import load_embedder
from onrecord.records import (
    Blob,
    DeclaredCountry,
    Document,
    Sighting,
    Span,
    Statement,
    Voice,
    When,
    cut,
    statement_id,
)
from onrecord.reference.countries import Gazetteer
from onrecord.statements.speakers import resolve

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.labels_scores import (  # noqa: E402
    FIGURES,
    Gold,
    Pair,
    Said,
    first_only,
    has_time,
    interval,
    majority,
)

HERE = ROOT / "benchmarks"
ANNOTATION = HERE / "labels_news.tsv"
TEXTS = HERE / "labels_news"
MARK = re.compile(r"\{\d+[sqc](?:,\d+[sqc])*:|\}")
HEAD = re.compile(
    r"# genre: (?P<genre>[^;]+); country: (?P<code>X\w\w) (?P<name>\w+) (?P<of>\w+); published: (?P<day>\S+)"
)
DEVELOPED_ON = "seed"
"""This genre is listed, and left out of the totals: the program was made with these two texts in view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text of a data set and, where the data set knows it, its day of publication."""

    text: str
    published: str | None = None


def main() -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=HERE.parents[1] / "shared" / "data")
    parser.add_argument("--set", choices=("open", "held"), dest="part", help="one set alone; both by default")
    parser.add_argument("--show", action="store_true", help="list what is wrong in the open set")
    parser.add_argument("--baseline", action="store_true", help="also fit linear models on words alone")
    args = parser.parse_args()
    if args.show and args.part != "open":
        parser.error("--show needs --set open: of the held set only totals are looked at")
    rows = read_annotation(ANNOTATION)
    texts = dict(load_texts(args.data, {r.document for r in rows}))
    missing = {r.document.split(":")[0] for r in rows} - {key.split(":")[0] for key in texts}
    if missing:
        print(f"not there, so not scored: {', '.join(sorted(missing))}")
    pairs, statements = label(rows, texts)
    words: list[Said] = []
    if args.baseline:
        words = importlib.import_module("benchmarks.labels_words").words_alone(
            args.data, spoken(pairs, statements, texts)
        )
    for part in [args.part] if args.part else ["open", "held"]:
        chosen = [n for n, (gold, _) in enumerate(pairs) if gold.part == part]
        report(part, [pairs[n] for n in chosen], [(pairs[n][0], words[n]) for n in chosen] if words else None)
    if args.show:
        show(pairs, statements)
    return 0


def read_annotation(path: Path) -> list[Gold]:
    """Read the annotated statements of *path*."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return [_gold(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _gold(row: dict[str, str]) -> Gold:
    answers = {name: tuple(row[name].split("|")) for name in ("act", "stance", "hedged", "target", "country", "time")}
    rights = tuple(frozenset(a.split(",")) - {"-"} for a in row["rights"].split("|"))
    return Gold(
        part=row["set"],
        genre=row["genre"],
        document=row["document"],
        source=_spans(row["source"]),
        cue=_spans(row["cue"]),
        content=_spans(row["content"]),
        rights=rights,
        act=answers["act"],
        stance=answers["stance"],
        hedged=answers["hedged"],
        target=answers["target"],
        country=answers["country"],
        time=answers["time"],
    )


def _spans(field: str) -> tuple[Span, ...]:
    pairs = (part.split("-") for part in field.split(",") if part != "-")
    return tuple((int(start), int(end)) for start, end in pairs)


def load_texts(data: Path, wanted: set[str]) -> Iterator[tuple[str, Text]]:
    """Yield the *wanted* documents of those data sets that are there, by key."""
    found = {"own": _own, "hrdsattack": _news, "fiw_texts": _reports, "un_jurisprudence_kazakhstan": _decisions}
    for name, load in (found | {"polnear": _campaign, "seeds": _seeds}).items():
        keys = {key.partition(":")[2] for key in wanted if key.startswith(f"{name}:")}
        folder = {"own": TEXTS, "seeds": data.parent / "seeds"}.get(name, data / name)
        if folder.is_dir():
            yield from ((f"{name}:{key}", text) for key, text in load(folder, keys))


def _own(folder: Path, keys: set[str]) -> Iterator[tuple[str, Text]]:
    for key in keys:
        lines = (folder / f"{key}.txt").read_text(encoding="utf-8").split("\n")
        body = "\n".join(line for line in lines if not line.startswith("#"))
        yield key, Text(text=MARK.sub("", body).strip() + "\n", published=_head(lines[0])["day"])


def _head(line: str) -> re.Match[str]:
    if match := HEAD.fullmatch(line.rstrip("\n")):
        return match
    raise ValueError(f"not the head of an invented text: {line!r}")


def _table(path: Path, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    parquet = importlib.import_module("pyarrow.parquet")  # a dependency of training, without type information
    table = parquet.read_table(path, columns=list(columns)).to_pydict()
    return zip(*(table[name] for name in columns), strict=True)


def _news(folder: Path, keys: set[str]) -> Iterator[tuple[str, Text]]:
    for key, day, text in _table(folder / "hrdsattack.parquet", ("id", "publish_date", "text")):
        if str(key) in keys:
            yield str(key), Text(text=text, published=str(day)[:10])


def _reports(folder: Path, keys: set[str]) -> Iterator[tuple[str, Text]]:
    for year, code, question, text in _table(folder / "fiw_texts.parquet", ("data_year", "iso3", "sub_item", "text")):
        if (key := f"{year}/{code}/{question}") in keys:
            yield key, Text(text=text)


def _decisions(folder: Path, keys: set[str]) -> Iterator[tuple[str, Text]]:
    with (folder / "paragraphs.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["doc_id"], row["text"]) for row in csv.DictReader(file)]
    for key in keys:
        yield key, Text(text="\n\n".join(text for name, text in rows if name == key))


def _campaign(folder: Path, keys: set[str]) -> Iterator[tuple[str, Text]]:
    for key in keys:
        text = (folder / "dev" / "text" / f"{key}.txt").read_bytes().decode("utf-8")
        yield key, Text(text=text, published=key.split("_")[1])


def _seeds(folder: Path, keys: set[str]) -> Iterator[tuple[str, Text]]:
    for key in keys:
        yield key, Text(text=(folder / f"{key}.txt").read_bytes().decode("utf-8"))


def declared() -> tuple[DeclaredCountry, ...]:
    """Return the countries that the invented texts are about."""
    heads = [_head(path.read_text(encoding="utf-8").split("\n", 1)[0]) for path in sorted(TEXTS.glob("*.txt"))]
    return tuple(
        DeclaredCountry(code=code, name=name, demonym=of)
        for code, name, of in sorted({(h["code"], h["name"], h["of"]) for h in heads})
    )


def label(rows: Sequence[Gold], texts: dict[str, Text]) -> tuple[list[Pair], list[Statement]]:
    """Return each annotated statement beside what the shipped code says of it, and the statements."""
    gazetteer, embedder, heads = Gazetteer(declared()), load_embedder(), labels.load_heads()
    pairs: list[Pair] = []
    statements: list[Statement] = []
    for key in sorted({r.document for r in rows} & texts.keys()):
        mine = [r for r in rows if r.document == key]
        document = freeze(key, texts[key], gazetteer)
        found = resolve(document, [_statement(document, row) for row in mine], gazetteer)
        vectors = embedder.embed([s.quote for s in found])
        by_id = {s.id: s for s in labels.assign(document, found, vectors, heads, gazetteer)}
        labelled = [by_id[_statement(document, row).id] for row in mine]
        statements += labelled
        pairs += [(row, said_of(s)) for row, s in zip(mine, labelled, strict=True)]
    return pairs, statements


def spoken(pairs: Sequence[Pair], statements: Sequence[Statement], texts: dict[str, Text]) -> list[str]:
    """Return the cue and the content of each statement."""
    rows = zip(pairs, statements, strict=True)
    return [f"{cut(texts[gold.document].text, statement.cue)} {statement.quote}" for (gold, _), statement in rows]


def freeze(key: str, text: Text, gazetteer: Gazetteer) -> Document:
    """Read *text* as `onrecord read` would read its file, with the day that the data set knows."""
    blob = Blob(
        data=text.text.encode(), name=f"{key}.txt", media_type="text/plain", sighting=Sighting(where=f"{key}.txt")
    )
    document = documents.read(blob, gazetteer).document
    if document.text != text.text:
        raise ValueError(f"the frozen text of {key} is not its text: offsets would be wrong")
    day = text.published
    return replace(document, published=When(start=day, end=day, precision="day", basis="stated")) if day else document


def _statement(document: Document, row: Gold) -> Statement:
    voice: Voice = "attributed" if row.cue or row.source else "author"
    return Statement(
        id=statement_id(document, voice, row.source, row.cue, row.content),
        document=document.id,
        voice=voice,
        source=row.source,
        cue=row.cue,
        content=row.content,
        quote=cut(document.text, row.content),
    )


def said_of(s: Statement) -> Said:
    """Return the labels of *s* in the words of the annotation."""
    return Said(
        rights=frozenset(s.rights),
        act=s.act,
        stance=s.stance,
        hedged="yes" if s.hedged else "no",
        target=s.target or "-",
        country=s.country or "-",
        time=(s.time.start, s.time.end),
    )


_BY_GENRE = ("rights micro F1", "rights exact set", "act kappa", "stance kappa", "progress-regress swaps", "hedged F1",
             "target right", "time right")  # fmt: skip
_LEARNT = tuple(FIGURES)[:12]


def report(part: str, pairs: Sequence[Pair], words: Sequence[Pair] | None) -> None:
    """Print all figures of a set: with intervals, beside the baselines, and by genre."""
    everything = pairs
    pairs = [pair for pair in pairs if pair[0].genre != DEVELOPED_ON]
    words = [pair for pair in words if pair[0].genre != DEVELOPED_ON] if words else None
    print(f"\n{part}: {len(pairs)} statements, {len({g.document for g, _ in pairs})} documents")
    print(f"{'':24}{'shipped':>9} {'95 % interval':>16} {'first only':>11} {'majority':>9} {'words':>7}")
    strict = [(first_only(g), s) for g, s in pairs]
    flat = majority(pairs)
    for name, figure in FIGURES.items():
        low, high = interval(pairs, figure)
        line = f"{name:24}{figure(pairs):9.3f} {f'[{low:.3f}, {high:.3f}]':>16} {figure(strict):11.3f}"
        if name in _LEARNT:
            line += f" {figure(flat):9.3f}" + (f" {figure(words):7.3f}" if words else "")
        print(line)
    print(f"{'by genre':20}{'n':>5}  " + "  ".join(_BY_GENRE))
    for genre in sorted({g.genre for g, _ in everything}):
        rows = [(g, s) for g, s in everything if g.genre == genre]
        values = "  ".join(f"{FIGURES[name](rows):{len(name)}.2f}" for name in _BY_GENRE)
        print(f"{genre:20}{len(rows):5}  {values}")


def show(pairs: Sequence[Pair], statements: Sequence[Statement]) -> None:
    """List what is wrong in the open set, with the reasons that the program gives."""
    for (gold, said), statement in zip(pairs, statements, strict=True):
        names = ("rights", "act", "stance", "hedged", "target", "country")
        wrong = [n for n in names if getattr(said, n) not in getattr(gold, n)]
        wrong += [] if any(has_time(a, said.time) for a in gold.time) else ["time"]
        if gold.part == "open" and wrong:
            print(f"\n{gold.document} {gold.content[0][0]}: {statement.quote[:300]!r}")
            for name in wrong:
                reason = "; ".join(v for k, v in statement.reasons.items() if k.split(".")[0] == name)
                print(f"    {name}: {_plain(getattr(said, name))} for {_plain(getattr(gold, name))}  ({reason})")


def _plain(value: object) -> str:
    if isinstance(value, frozenset):
        return ",".join(sorted(value)) or "-"
    return " | ".join(_plain(v) for v in value) if isinstance(value, tuple) else str(value)


if __name__ == "__main__":
    raise SystemExit(main())
