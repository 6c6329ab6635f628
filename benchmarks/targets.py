"""Score target and country of statements from documents that name several countries or actors.

    python benchmarks/targets.py --data DIR [--set open|held] [--show] [--mains]

The annotation, ``benchmarks/targets.tsv``, holds offsets and labels alone: 282 statements of 46 documents. 14 articles
of HRDsAttack and 8 texts of Freedom House on several countries were chosen by their country shares, none of a document
in ``labels_news.tsv``; 24 texts of twelve kinds were invented (``benchmarks/targets/``: two of each kind, most of the
countries invented too). Labels follow ``docs/annotating-labels.md``; besides:

- of several right answers the first is the annotator's own; all are allowed;
- an armed group or a company is a target of its own: "-" or its name;
- what a text that nowhere names its country is about may be left unknown.

The labels were finished before the program was run on any of them. Documents, not statements, were dealt to the sets
by a fixed seed, each kind apart. ``--show`` lists what is wrong, in the open set only: of the held set nobody looks at
more than totals. The baseline says the document's most-mentioned country, always.

``--mains`` also compares the main country of whole documents with what the data sets say of them: the place of the
attack in the test part of HRDsAttack (a text may well be about another country), and the country to which a paragraph
of Freedom House belongs (many paragraphs do not name it: then unknown is better than another).
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.labels_news import ANNOTATION as NEWS  # noqa: E402
from benchmarks.labels_news import MARK, Text, freeze, load_texts  # noqa: E402
from benchmarks.labels_news import _table as read_table  # noqa: E402
from benchmarks.labels_news import read_annotation as read_news  # noqa: E402
from benchmarks.labels_scores import Gold, Pair, Said, accuracy, first_only, interval  # noqa: E402

from onrecord.labels.scenes import make_scene  # noqa: E402
from onrecord.labels.targets import country_of, target_of  # noqa: E402
from onrecord.labels.views import make_page, make_view  # noqa: E402
from onrecord.records import DeclaredCountry, Document, Span, Statement, Voice, cut, statement_id  # noqa: E402
from onrecord.reference.countries import Gazetteer  # noqa: E402
from onrecord.statements.speakers import resolve  # noqa: E402
from onrecord.text.spans import paragraphs  # noqa: E402

HERE = ROOT / "benchmarks"
ANNOTATION = HERE / "targets.tsv"
TEXTS = HERE / "targets"
HEAD = re.compile(r"# genre: [^;]+; declares: (?P<declares>[^;]+); published: (?P<day>\S+)")
NAMES = ("target", "country")


def main() -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=HERE.parents[1] / "shared" / "data")
    parser.add_argument("--set", choices=("open", "held"), dest="part", help="one set alone; both by default")
    parser.add_argument("--show", action="store_true", help="list what is wrong in the open set")
    parser.add_argument("--mains", action="store_true", help="also score the main countries of whole documents")
    args = parser.parse_args()
    if args.show and args.part != "open":
        parser.error("--show needs --set open: of the held set only totals are looked at")
    rows = [row for row in read_annotation() if args.part in (None, row.part)]
    texts = dict(load(args.data, {row.document for row in rows}))
    missing = {row.document.split(":")[0] for row in rows} - {key.split(":")[0] for key in texts}
    if missing:
        print(f"not there, so not scored: {', '.join(sorted(missing))}")
    shipped, flat, reasons = label([row for row in rows if row.document in texts], texts)
    for part in [args.part] if args.part else ["open", "held"]:
        report(part, shipped, flat)
    if args.show:
        show(shipped, texts, reasons)
    if args.mains:
        score_mains(args.data)
    return 0


def read_annotation() -> list[Gold]:
    """Read the annotated statements; labels other than target and country are left empty."""
    lines = (line for line in ANNOTATION.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return [_gold(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _gold(row: dict[str, str]) -> Gold:
    empty = ("-",)
    return Gold(
        part=row["set"],
        genre=row["genre"],
        document=row["document"],
        source=_spans(row["source"]),
        cue=_spans(row["cue"]),
        content=_spans(row["content"]),
        rights=(),
        act=empty,
        stance=empty,
        hedged=empty,
        target=tuple(row["target"].split("|")),
        country=tuple(row["country"].split("|")),
        time=empty,
    )


def _spans(field: str) -> tuple[Span, ...]:
    pairs = (part.split("-") for part in field.split(",") if part != "-")
    return tuple((int(start), int(end)) for start, end in pairs)


def load(data: Path, wanted: set[str]) -> Iterator[tuple[str, Text]]:
    """Yield the *wanted* documents that are there, by key."""
    yield from load_texts(data, {key for key in wanted if not key.startswith("own:")})
    for key in sorted(key for key in wanted if key.startswith("own:")):
        lines = (TEXTS / f"{key.partition(':')[2]}.txt").read_text(encoding="utf-8").split("\n")
        body = "\n".join(line for line in lines if not line.startswith("#"))
        yield key, Text(text=MARK.sub("", body).strip() + "\n", published=_head(lines[0])["day"])


def _head(line: str) -> re.Match[str]:
    if match := HEAD.fullmatch(line):
        return match
    raise ValueError(f"not the head of an invented text: {line!r}")


def declared() -> tuple[DeclaredCountry, ...]:
    """Return the invented countries."""
    heads = [_head(path.read_text(encoding="utf-8").split("\n", 1)[0]) for path in sorted(TEXTS.glob("*.txt"))]
    named = {tuple(one.split()) for head in heads for one in head["declares"].split(", ") if one != "-"}
    return tuple(DeclaredCountry(code=code, name=name, demonym=of) for code, name, of in sorted(named))


def label(rows: Sequence[Gold], texts: dict[str, Text]) -> tuple[list[Pair], list[Pair], list[str]]:
    """Return each annotated statement beside what the shipped code says, what the baseline says, and the reasons."""
    gazetteer = Gazetteer(declared())
    shipped: list[Pair] = []
    flat: list[Pair] = []
    reasons: list[str] = []
    for key in dict.fromkeys(row.document for row in rows):
        document = freeze(key, texts[key], gazetteer)
        page = make_page(document, gazetteer)
        mine = [row for row in rows if row.document == key]
        found = resolve(document, [_statement(document, row) for row in mine], gazetteer)
        most = document.countries[0].code if document.countries else "-"
        for row, statement in zip(mine, found, strict=True):
            view = make_view(page, statement)
            country, why = country_of(view)
            target, reason = target_of(view, country)
            shipped.append((row, _said(target or "-", country or "-")))
            flat.append((row, _said(most, most)))
            reasons.append(f"target: {reason}; country: {why}")
    return shipped, flat, reasons


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


def _said(target: str, country: str) -> Said:
    nothing: frozenset[str] = frozenset()
    return Said(rights=nothing, act="-", stance="-", hedged="-", target=target, country=country, time=(None, None))


def report(part: str, shipped: Sequence[Pair], flat: Sequence[Pair]) -> None:
    """Print the figures of a set: with intervals, beside the baseline, and by genre."""
    own, base = ([pair for pair in pairs if pair[0].part == part] for pairs in (shipped, flat))
    strict = [(first_only(gold), said) for gold, said in own]
    print(f"\n{part}: {len(own)} statements, {len({gold.document for gold, _ in own})} documents")
    print(f"{'':16}{'shipped':>9} {'95 % interval':>16} {'first only':>11} {'most-mentioned':>15}")
    for name in NAMES:
        figure = accuracy(name)
        low, high = interval(own, figure)
        print(
            f"{name:16}{figure(own):9.3f} {f'[{low:.3f}, {high:.3f}]':>16} {figure(strict):11.3f} {figure(base):15.3f}"
        )
    print(f"{'by genre':24}{'n':>4}  target  (base)  country  (base)")
    for genre in sorted({gold.genre for gold, _ in own}):
        one, other = ([pair for pair in pairs if pair[0].genre == genre] for pairs in (own, base))
        target, country = accuracy("target"), accuracy("country")
        print(
            f"{genre:24}{len(one):4}  {target(one):6.2f} {target(other):7.2f} {country(one):8.2f} {country(other):7.2f}"
        )


def score_mains(data: Path) -> None:
    """Print how often the main country of a document is the one that its data set gives."""
    gazetteer = Gazetteer()
    annotated = {row.document.partition(":")[2] for row in (*read_annotation(), *read_news(NEWS))}
    print(f"\n{'main country':24}{'n':>6}  right  wrong  unknown   most-mentioned: right  wrong  unknown")
    for name, rows in (("HRDsAttack, test", _attacks(data, annotated)), ("Freedom House, 2023", _paragraphs(data))):
        found: Counter[tuple[str, str]] = Counter()
        for code, text in rows:
            known = gazetteer.code_of(code)
            shares = gazetteer.shares(text)
            scene = make_scene(_bare(text), gazetteer, gazetteer.mentions(text), paragraphs(text))
            for who, said in (("scene", scene.main), ("most", shares[0].code if shares else None)):
                found[who, "unknown" if said is None else "right" if said == known else "wrong"] += bool(known)
        total = sum(count for (who, _), count in found.items() if who == "scene")
        cells = [found[who, how] / total for who in ("scene", "most") for how in ("right", "wrong", "unknown")]
        print(f"{name:24}{total:6}" + "".join(f"{cell:7.3f}" for cell in cells))


def _attacks(data: Path, annotated: set[str]) -> Iterator[tuple[str, str]]:
    columns = ("id", "split", "country", "text")
    for key, split, country, text in read_table(data / "hrdsattack" / "hrdsattack.parquet", columns):
        if split == "test" and country and str(key) not in annotated:
            yield country, text


def _paragraphs(data: Path) -> Iterator[tuple[str, str]]:
    columns = ("data_year", "iso3", "text")
    for year, code, text in read_table(data / "fiw_texts" / "fiw_texts.parquet", columns):
        if year == 2023 and code and text and len(text) > 200:
            yield code, text


def _bare(text: str) -> Document:
    return Document(id="", sha256="", text_sha256="", media_type="text/plain", text=text)


def show(pairs: Sequence[Pair], texts: dict[str, Text], reasons: Sequence[str]) -> None:
    """List what is wrong in the open set, with the reasons that the program gives."""
    for (gold, said), reason in zip(pairs, reasons, strict=True):
        wrong = [name for name in NAMES if getattr(said, name) not in getattr(gold, name)]
        if gold.part == "open" and wrong:
            text = texts[gold.document].text
            print(f"\n{gold.document} {gold.content[0][0]}: {cut(text, gold.content)[:240]!r}")
            for name in wrong:
                print(f"    {name}: {getattr(said, name)} for {' | '.join(getattr(gold, name))}  ({reason})")


if __name__ == "__main__":
    raise SystemExit(main())
