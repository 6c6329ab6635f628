"""Score the shipped reader on texts of six genres that its users read.

    python benchmarks/genres.py --evaluator FILE [--texts DIR]

DIR holds the texts with their statements marked in place (see `benchmarks/marked.py`), named GENRE-NUMBER.txt; the
folder beside this file by default. They are invented, were annotated before any reader saw them, and are neither
trained on nor mended against. Prints, by genre and in all: exact F1 of source, cue and content; precision, recall and
F1 of whole statements, half right and all right; what is found of each kind of statement.

A line `# issuer: NAME | OTHER NAME` at the head of a text says who issues it. Of the statements that the issuer itself
makes ("we", "it", "the Assembly"), the second table counts whose speaker is the issuer.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.marked import Gold, read_folder  # noqa: E402

from benchmarks import attribution as bench  # noqa: E402  (found through the line above)
from benchmarks import measures  # noqa: E402
from onrecord.documents import read  # noqa: E402
from onrecord.models import load_reader  # noqa: E402
from onrecord.records import Blob, Sighting, Span, Statement  # noqa: E402
from onrecord.reference.countries import Gazetteer  # noqa: E402
from onrecord.statements import find  # noqa: E402

_OWN = frozenset({"we", "i", "it"})
_HEADER = "# issuer:"
Texts = dict[str, tuple[str, list[Gold]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who issues a text, under all names that stand for it there, in lower case and without "the"."""

    names: frozenset[str]


def main() -> int:
    """Run the benchmark; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--evaluator", type=Path, required=True)
    parser.add_argument("--texts", type=Path, default=Path(__file__).with_suffix(""))
    args = parser.parse_args()
    evaluator = bench.load_evaluator(args.evaluator)
    texts = read_folder(args.texts)
    found = find_all(texts)
    print_by_genre(texts, found, evaluator)
    print_issuers(texts, found, read_issuers(args.texts))
    return 0


def find_all(texts: Texts) -> dict[str, list[Statement]]:
    """Read the texts as `onrecord read` does; keep what others are said to say."""
    reader, gazetteer = load_reader(), Gazetteer()
    out = {}
    for name, (text, _) in texts.items():
        blob = Blob(data=text.encode(), name=f"{name}.txt", sighting=Sighting(where=f"{name}.txt"))
        document = read(blob, gazetteer).document
        if document.text != text:
            raise SystemExit(f"{name}: the frozen text is not the text, so that spans cannot be compared")
        out[name] = [s for s in find(document, reader, gazetteer) if s.voice == "attributed"]
    return out


def print_by_genre(texts: Texts, found: dict[str, list[Statement]], evaluator: ModuleType) -> None:
    """Print a line a genre, then all figures and kinds over all texts."""
    predicted = {name: [_plain(s) for s in statements] for name, statements in found.items()}
    print(
        f"{'':12}{'texts':>6}{'gold':>6}{'source':>8}{'cue':>8}{'content':>8}{'P':>9}{'R':>8}{'F1':>8}{'exact F1':>10}"
    )
    for genre in sorted({_genre(name) for name in texts}):
        part = {name: gold for name, gold in texts.items() if _genre(name) == genre}
        f = measures.measure(part, predicted, evaluator)
        roles = "".join(f"{f[role].f1:8.1f}" for role in measures.ROLES)
        half = f["relation"]
        line = f"{roles} {half.precision:8.1f}{half.recall:8.1f}{half.f1:8.1f}{f['whole'].f1:10.1f}"
        print(f"{genre:12}{len(part):6}{half.gold:6}{line}")
    measures.print_figures("all genres", measures.measure(texts, predicted, evaluator))
    measures.print_recall(measures.recall_by_kind(texts, predicted, evaluator))


def _genre(name: str) -> str:
    return name.rpartition("-")[0]


def _plain(statement: Statement) -> Gold:
    roles = {"source": statement.source, "cue": statement.cue, "content": statement.content}
    return {role: [[start, end] for start, end in spans] for role, spans in roles.items()}


def read_issuers(folder: Path) -> dict[str, list[Issuer]]:
    """Read who issues each text, from the comments at its head; texts without such a line are left out."""
    out: dict[str, list[Issuer]] = {}
    for path in sorted(folder.glob("*.txt")):
        lines = [x for x in path.read_text(encoding="utf-8").split("\n") if x.startswith(_HEADER)]
        issuers = [Issuer(names=frozenset(map(_bare, x.removeprefix(_HEADER).split("|")))) for x in lines]
        if issuers:
            out[path.stem] = issuers
    return out


def _bare(name: str) -> str:
    return name.strip(" ,.\n").casefold().removeprefix("the ")


def print_issuers(texts: Texts, found: dict[str, list[Statement]], issuers: dict[str, list[Issuer]]) -> None:
    """Print, by genre, how many statements of the issuer have the issuer as speaker."""
    tallies: dict[str, Counter[str]] = {}
    for name, who in issuers.items():
        text, gold = texts[name]
        for statement in gold:
            if is_own(statement, text, who, gold):
                tallies.setdefault(_genre(name), Counter())[judge(statement, found[name], who)] += 1
    verdicts = ("issuer", "as role", "another", "open", "not found")
    print(f"\n{'issuer as speaker':20}{'gold':>6}" + "".join(f"{v:>11}" for v in verdicts) + f"{'share':>8}")
    for genre, tally in (*sorted(tallies.items()), ("all", sum(tallies.values(), Counter()))):
        share = 100 * tally["issuer"] / max(1, tally.total())
        print(f"{genre:20}{tally.total():6}" + "".join(f"{tally[v]:11}" for v in verdicts) + f"{share:8.1f}")


def is_own(statement: Gold, text: str, issuers: Sequence[Issuer], all_of_text: Sequence[Gold]) -> bool:
    """Tell whether the issuer makes *statement*: by name, or as "we" or "it" outside what others say."""
    source = _bare(" ".join(text[a:b] for a, b in statement["source"]))
    if any(source in issuer.names for issuer in issuers):
        return True
    is_ours = source in _OWN or source.startswith("we, ")
    return is_ours and not any(_holds(other, statement) for other in all_of_text if other is not statement)


def _holds(outer: Gold, inner: Gold) -> bool:
    [[start, end]] = inner["cue"]
    return any(a <= start and end <= b for a, b in outer["content"])


def judge(gold: Gold, found: Sequence[Statement], issuers: Sequence[Issuer]) -> str:
    """Say whom the statement with the cue of *gold* was given to.

    "as role": the speaker has no name, but a role that is the issuer's name; "open": neither.
    """
    at: Span = (gold["cue"][0][0], gold["cue"][0][1])
    same = [s for s in found if any(a < at[1] and at[0] < b for a, b in s.cue)]
    if not same:
        return "not found"
    right = frozenset().union(*(issuer.names for issuer in issuers))
    names = {_bare(speaker.name) for speaker in same[0].speakers if speaker.name}
    if names:
        return "issuer" if names <= right else "another"
    return "as role" if any(_bare(speaker.role or "") in right for speaker in same[0].speakers) else "open"


if __name__ == "__main__":
    sys.exit(main())
