"""How much of what a careful reader finds in the examples is found by onrecord.

    python examples/measure.py [--misses]

Reads `documents/` and `broken/` as `onrecord read` does and compares with `expected.toml`. A statement is found if a
statement's content holds the expected words; its speaker is right if the names are the expected ones, all of them, or,
for a body or somebody anonymous, if the source or the speaker holds the expected words and no person's name is given.
"""

from __future__ import annotations

import argparse
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from onrecord import pipeline
from onrecord.documents import fetch
from onrecord.errors import Refusal
from onrecord.records import DeclaredCountry, Statement, cut

HERE = Path(__file__).parent
SEEN_AT = datetime(2024, 10, 31, 12, 0, tzinfo=UTC)
COUNTRIES = (
    DeclaredCountry(code="XEX", name="Exempla", demonym="Exemplan", also=("Republic of Exempla",)),
    DeclaredCountry(code="XNV", name="Norvania", demonym="Norvanian"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Whether one expectation was met: *kind* is what is counted, *note* what was found instead."""

    kind: str
    is_met: bool
    file: str
    what: str
    note: str = ""


def measure() -> Iterator[Outcome]:
    """Yield the outcome of every expectation, in the order of `expected.toml`."""
    expected = tomllib.loads((HERE / "expected.toml").read_text(encoding="utf-8"))
    tools = pipeline.load_tools(COUNTRIES)
    for entry in expected["document"]:
        yield from _of_document(entry, tools)
    for entry in expected["refused"]:
        yield _of_refusal(entry, tools)


def _of_document(entry: dict[str, Any], tools: pipeline.Tools) -> Iterator[Outcome]:
    file = entry["file"]
    reading = pipeline.read(fetch.from_path(HERE / "documents" / file, SEEN_AT), tools)
    document = reading.document
    date = (document.published.start or "", document.published.basis)
    yield Outcome(
        kind="date",
        is_met=date[0] == entry["published"] and date[1] in entry["basis"],
        file=file,
        what=entry["published"],
        note=str(date),
    )
    publisher = document.publisher or ""
    is_met = not entry["publisher"] or entry["publisher"].lower() in publisher.lower()
    yield Outcome(kind="publisher", is_met=is_met, file=file, what=entry["publisher"], note=publisher)
    yield Outcome(
        kind="language",
        is_met=document.language == entry["language"],
        file=file,
        what=entry["language"],
        note=document.language,
    )
    kinds = {mark.kind for mark in document.disclosures}
    for kind in entry.get("disclosures", ()):
        yield Outcome(kind="disclosure", is_met=kind in kinds, file=file, what=kind, note=str(sorted(kinds)))
    for wanted in entry["statements"]:
        yield from _of_statement(wanted, file, document.text, reading.statements)


def _of_statement(wanted: dict[str, Any], file: str, text: str, found: Sequence[Statement]) -> Iterator[Outcome]:
    quote = _plain(wanted["quote"])
    hits = [s for s in found if quote in _plain(cut(text, s.content))]
    what = f"{wanted['quote']} ({wanted.get('trap', 'plain')})"
    if wanted.get("author"):
        voices = {s.voice for s in hits}
        yield Outcome(kind="author statement", is_met=voices == {"author"}, file=file, what=what, note=str(voices))
        return
    attributed = [s for s in hits if s.voice == "attributed"]
    others = [cut(text, s.content) for s in found if _overlaps(quote, _plain(cut(text, s.content)))]
    yield Outcome(kind="statement", is_met=bool(attributed), file=file, what=what, note=" / ".join(others[:2]))
    if attributed:
        is_met = any(_has_speaker(wanted, text, s) for s in attributed)
        kind = "body or anonymous source" if "source" in wanted else "named speaker"
        yield Outcome(kind=kind, is_met=is_met, file=file, what=what, note=str([_who(text, s) for s in attributed]))


def _has_speaker(wanted: dict[str, Any], text: str, statement: Statement) -> bool:
    names = {s.name for s in statement.speakers if s.named and s.name}
    if "source" in wanted:
        words = _plain(wanted["source"])
        said = [_plain(cut(text, statement.source)), *(_plain(n) for n in names), *_roles(statement)]
        return any(words in part or (part and part in words) for part in said)
    expected = set(wanted.get("speakers", [wanted.get("speaker")]))
    return names == expected


def _roles(statement: Statement) -> list[str]:
    return [_plain(f"{s.role or ''} {s.affiliation or ''}") for s in statement.speakers]


def _who(text: str, statement: Statement) -> str:
    return f"{cut(text, statement.source)} -> {', '.join(s.name or '-' for s in statement.speakers) or 'unresolved'}"


def _of_refusal(entry: dict[str, Any], tools: pipeline.Tools) -> Outcome:
    reason = "kept"
    try:
        pipeline.read(fetch.from_path(HERE / "broken" / entry["file"], SEEN_AT), tools)
    except Refusal as refusal:
        reason = refusal.reason
    return Outcome(
        kind="refusal", is_met=reason == entry["reason"], file=entry["file"], what=entry["reason"], note=reason
    )


def _plain(text: str) -> str:
    """Return *text* without what layout may change: case, white space, ellipses between fragments, quotation marks."""
    return " ".join(re.sub(r"\[…\]|[“”\"‘’']", " ", text).lower().split())


def _overlaps(wanted: str, content: str) -> bool:
    words = set(wanted.split())
    return len(words & set(content.split())) >= max(2, len(words) // 2)


def main() -> None:
    """Print the counts, and with --misses each expectation that was not met."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="print every expectation that was not met")
    options = parser.parse_args()
    outcomes = list(measure())
    met, all_of = Counter(o.kind for o in outcomes if o.is_met), Counter(o.kind for o in outcomes)
    for kind, total in all_of.items():
        print(f"{kind:26} {met[kind]:4} of {total:4}  {met[kind] / total:6.1%}")
    if options.misses:
        for o in outcomes:
            if not o.is_met:
                print(f"\n{o.file}: {o.kind}\n  expected: {o.what}\n  found:    {o.note}")


if __name__ == "__main__":
    main()
