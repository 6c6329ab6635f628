"""Score the tracing of sources to speakers against names annotated by hand.

    python benchmarks/speakers.py --data POLNEAR [--show]
    python benchmarks/speakers.py --news hrdsattack.parquet [--half open|second|third|fourth|fifth|sixth|held] [--show]

POLNEAR is the folder of that corpus (with dev/ and metadata.tsv); ``hrdsattack.parquet`` the articles of HRDsAttack as
a table with the columns id, publish_date and text (``pyarrow`` reads it). The annotations, offsets and names alone, are
``benchmarks/speakers.tsv`` and ``benchmarks/speakers-news.tsv``. The statements given to the resolver are PolNeAR's own
and those written beside the news, so that only the tracing is measured. Prints, of the annotated sources: correct (the
full name, or rightly nobody), short (a part of the right name), missed (a name is known, none was given), wrong
(another name: the figure that matters); for the news also role, affiliation and camp, and each kind of mention; and
what a name costs in time.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.records import Document, Span, Speaker, Statement, When
from onrecord.reference.countries import Gazetteer
from onrecord.statements.name_words import fold
from onrecord.statements.speakers import resolve

_ANNOTATION = Path(__file__).with_name("speakers.tsv")
_NEWS = Path(__file__).with_name("speakers-news.tsv")
_PARTS = ("open", "second", "third", "fourth", "fifth", "sixth", "held")
_VERDICTS = ("correct", "short", "missed", "wrong")
_NO_PERSON = ("body", "bodyref", "acronym", "state", "collective")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One annotated source span; *expected* holds the right answers, each a set of names (empty: nobody)."""

    document: str
    span: Span
    expected: tuple[frozenset[str], ...]
    round: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsItem:
    """One annotated source of the news: what is right for each field, as ``docs/annotating-speakers.md`` writes it."""

    document: str
    half: str
    statement: Statement
    kind: str
    name: str
    role: str
    affiliation: str
    camp: str

    @property
    def is_resolvable(self) -> bool:
        """Whether the document names the speaker, so that leaving it open is no right answer."""
        return "-" not in self.name.split("|")


def main() -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, help="the folder of PolNeAR")
    parser.add_argument("--news", type=Path, help="hrdsattack.parquet")
    parser.add_argument("--half", choices=_PARTS, help="one part of the news alone")
    parser.add_argument("--show", action="store_true", help="list what is not correct (never of the held half)")
    args = parser.parse_args()
    if not (args.data or args.news):
        parser.error("give --data, --news or both")
    if args.data:
        score_polnear(args.data, show=args.show)
    if args.news:
        score_news(args.news, half=args.half, show=args.show)
    return 0


def score_polnear(data: Path, *, show: bool) -> None:
    """Print the figures for the annotated spans of PolNeAR's development articles."""
    items = list(read_items(_ANNOTATION))
    counts: dict[str, Counter[str]] = {}
    words, seconds = 0, 0.0
    gazetteer = Gazetteer()
    dates = _dates(data / "metadata.tsv")
    for name in sorted({item.document for item in items}):
        document, statements = _load(data / "dev", name, dates.get(name))
        began = time.process_time()
        found = {s.source[0]: s for s in resolve(document, statements, gazetteer) if s.source}
        seconds += time.process_time() - began
        words += len(document.text.split())
        for item in (i for i in items if i.document == name):
            names = frozenset(s.name for s in found[item.span].speakers if s.name)
            verdict = judge(names, item.expected)
            counts.setdefault(item.round, Counter())[verdict] += 1
            if show and verdict != "correct":
                print(
                    f"{verdict:8}{name[:40]:42}{item.span[0]:6}  {sorted(names)} for {list(map(sorted, item.expected))}"
                )
    for number, tally in sorted(counts.items()):
        print(f"round {number}", _line(tally))
    print("all    ", _line(sum(counts.values(), Counter())), f"| {1e6 * seconds / words:.1f} µs a word")


def score_news(table: Path, *, half: str | None, show: bool) -> None:
    """Print the figures for the annotated sources of news, by half and by kind of mention."""
    rows = list(read_news(_NEWS))
    texts = _articles(table, {r.document for r in rows})
    gazetteer = Gazetteer()
    tally: dict[tuple[str, str], Counter[str]] = {}
    words, seconds = 0, 0.0
    for name in dict.fromkeys(r.document for r in rows if half in (None, r.half)):
        mine = [r for r in rows if r.document == name]
        document = _document(name, *texts[name], gazetteer)
        began = time.process_time()
        found = {s.id: s.speakers for s in resolve(document, [r.statement for r in mine], gazetteer)}
        seconds += time.process_time() - began
        words += len(document.text.split())
        for row in (r for r in mine if r.kind not in ("-", "x")):
            verdicts = judge_news(row, found[row.statement.id])
            for group in ("all", "resolvable" if row.is_resolvable else "nobody named", f"  {row.kind}"):
                tally.setdefault((row.half, group), Counter()).update(verdicts)
            if show and row.half != "held" and any(v.split()[-1] not in ("correct", "right") for v in verdicts):
                print(_shown(row, document.text, found[row.statement.id], verdicts))
    for (part, group), counts in sorted(tally.items(), key=lambda pair: pair[0][0]):
        print(f"{part}  {group:14}", _line_news(counts))
    print(f"{1e6 * seconds / words:.1f} µs a word")


def _shown(row: NewsItem, text: str, speakers: tuple[Speaker, ...], verdicts: list[str]) -> str:
    said = "; ".join(f"{s.name} / {s.role} / {s.affiliation} / {s.camp}" for s in speakers)
    wanted = f"{row.name} / {row.role} / {row.affiliation} / {row.camp}"
    source = text[slice(*row.statement.source[0])]
    failed = ", ".join(v for v in verdicts if v.split()[-1] not in ("correct", "right"))
    return f"[{failed}] {row.document} {row.statement.source[0][0]} «{source}»\n    found  {said}\n    wanted {wanted}"


def read_items(path: Path) -> Iterator[Item]:
    """Yield the annotated source spans of *path*."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        document, start, end, expected, number = line.split("\t")
        answers = tuple(frozenset() if a == "-" else frozenset(a.split(" & ")) for a in expected.split("|"))
        yield Item(document=document, span=(int(start), int(end)), expected=answers, round=number)


def read_news(path: Path) -> Iterator[NewsItem]:
    """Yield the statements of *path*; the kind of those that are not judged is "-" or "x"."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("#"):
            continue
        document, half, source, cue, content, kind, name, role, affiliation, camp = line.split("\t")
        statement = Statement(
            id=f"{document}:{number}", document=document, voice="attributed", quote="", source=_spans(source),
            cue=_spans(cue), content=_spans(content),
        )  # fmt: skip
        yield NewsItem(
            document=document, half=half, statement=statement, kind=kind, name=name, role=role,
            affiliation=affiliation, camp=camp,
        )  # fmt: skip


def _spans(field: str) -> tuple[Span, ...]:
    pairs = (part.split("-") for part in field.split(",") if part != "-")
    return tuple((int(start), int(end)) for start, end in pairs)


def judge(names: frozenset[str], expected: tuple[frozenset[str], ...]) -> str:
    """Return correct, short, missed or wrong."""
    if names in expected:
        return "correct"
    if not names:
        return "missed"
    parts = {word for answer in expected for name in answer for word in name.split()}
    return "short" if all(set(name.split()) <= parts for name in names) else "wrong"


def judge_news(row: NewsItem, speakers: tuple[Speaker, ...]) -> list[str]:
    """Return the verdict on the names, and "role right", "camp wrong" and so on for each field that is judged."""
    answers = row.name.split("|")
    expected = tuple(_names(a.split(" & ")) for a in answers if not a.startswith("~"))
    names = _names([s.name for s in speakers if s.name])
    is_short_form = " & ".join(sorted(names)) in {_plain(a[1:]) for a in answers if a.startswith("~")}
    out = ["short" if is_short_form else judge(names, expected)]
    one = speakers[0] if len(speakers) == 1 else Speaker()
    if row.role != "*" and row.kind not in _NO_PERSON:
        out.append("role " + _rightness(_has_role(one, a) for a in row.role.split("|")))
    if row.affiliation != "*" and row.kind not in _NO_PERSON:
        out.append("affiliation " + _rightness(_has_affiliation(one, a) for a in row.affiliation.split("|")))
    if row.camp != "*":
        camps = {s.camp for s in speakers} or {"unknown"}
        out.append("camp " + _rightness([bool(speakers) and camps <= set(row.camp.split("|"))]))
    return out


def _names(names: list[str]) -> frozenset[str]:
    return frozenset(_plain(n) for n in names if n != "-")


def _plain(name: str) -> str:
    return re.sub(r"^(?:the|mr) ", "", fold(name).replace("“", '"').replace("”", '"'))


def _rightness(fitting: Iterator[bool] | list[bool]) -> str:
    return "right" if any(fitting) else "wrong"


def _has_role(speaker: Speaker, expected: str) -> bool:
    if expected == "-":
        return speaker.role is None
    said = {*_words(speaker.role or ""), *_words(speaker.affiliation or "")}
    return speaker.role is not None and set(_words(expected)) <= said


def _has_affiliation(speaker: Speaker, expected: str) -> bool:
    if expected == "-":
        return speaker.affiliation is None
    return " ".join(_words(expected)) in " ".join(_words(speaker.affiliation or ""))


def _words(phrase: str) -> list[str]:
    return re.findall(r"\w+", fold(phrase))


def _line(tally: Counter[str]) -> str:
    total = sum(tally[kind] for kind in _VERDICTS)
    shares = (f"{kind} {tally[kind]} ({100 * tally[kind] / total:.1f} %)" for kind in _VERDICTS)
    return f"{total} spans: " + ", ".join(shares)


def _line_news(tally: Counter[str]) -> str:
    fields = []
    for field in ("role", "affiliation", "camp"):
        right, total = tally[f"{field} right"], tally[f"{field} right"] + tally[f"{field} wrong"]
        fields.append(f"{field} {right}/{total} ({100 * right / total:.0f} %)" if total else f"{field} –")
    return _line(tally) + " | " + ", ".join(fields)


def _dates(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["filename"]: row["publication_date"] for row in csv.DictReader(file, delimiter="\t")}


def _articles(table: Path, wanted: set[str]) -> dict[str, tuple[str, str]]:
    """Return text and date of the *wanted* articles."""
    parquet = importlib.import_module("pyarrow.parquet")  # a dependency of training, without type information
    columns = parquet.read_table(table, columns=["id", "publish_date", "text"]).to_pydict()
    rows = zip(columns["id"], columns["publish_date"], columns["text"], strict=True)
    return {str(key): (text, str(date)[:10]) for key, date, text in rows if str(key) in wanted}


def _document(name: str, text: str, date: str | None, gazetteer: Gazetteer) -> Document:
    published = When(start=date, end=date, precision="day", basis="stated") if date else When()
    return Document(
        id=name, sha256="", text_sha256="", media_type="text/plain", text=text, published=published,
        countries=gazetteer.shares(text),
    )  # fmt: skip


def _load(folder: Path, name: str, date: str | None) -> tuple[Document, list[Statement]]:
    text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
    first = min((folder / "attributions").glob(f"{name}_*.ann"))
    return _document(name, text, date, Gazetteer()), list(_statements(name, first.read_bytes().decode("utf-8")))


def _statements(name: str, brat: str) -> Iterator[Statement]:
    """Yield the statements of a brat file: one event line, one statement."""
    spans: dict[str, list[Span]] = {}
    rows = [line.rstrip("\r").split("\t") for line in brat.split("\n")]
    for row in (r for r in rows if re.fullmatch(r"T\d+", r[0])):
        where = row[1].split(" ", 1)[1]
        spans[row[0]] = [(int(a), int(b)) for a, b in (part.split() for part in where.split(";"))]
    for row in (r for r in rows if re.fullmatch(r"E\d+", r[0])):
        roles: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
        for argument in row[1].split()[1:]:
            role, _, key = argument.partition(":")
            if role.rstrip("0123456789").lower() in roles:
                roles[role.rstrip("0123456789").lower()] += spans.get(key, [])
        if roles["content"]:
            parts = {role: tuple(sorted(found)) for role, found in roles.items()}
            yield Statement(
                id=f"{name}:{row[0]}", document=name, voice="attributed", quote="", source=parts["source"],
                cue=parts["cue"], content=parts["content"],
            )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
