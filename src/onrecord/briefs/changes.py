"""What changed since a brief that was written before on the same: every count with the rows behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.briefs.contents import Held
from onrecord.briefs.counts import Count, Index
from onrecord.briefs.earlier import ITEM_KINDS, Earlier, Item, ItemKind
from onrecord.briefs.material import even_texts, is_verbatim
from onrecord.briefs.rows import Row, Source
from onrecord.briefs.weighed import Pair
from onrecord.briefs.words import sign, word
from onrecord.records import Commitment, FigureCheck

MOST_SHOWN = 20
"""So many of each change are printed with their words; the counts lead to all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """What the earlier brief held and this one does not.

    *was* says what it was. *words* are a statement's, verbatim, where its document is still there; of anything else
    the sentence that the earlier brief had, left out where what it quotes is no longer in the sources.
    """

    id: str
    was: str
    words: str = ""
    source: Source | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """What both briefs hold and the earlier one had otherwise: *was* and *now* say what a reader would look for."""

    id: str
    was: str
    now: str
    row: Row | None = None
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All of it: what is new, what is *gone* and what is *otherwise*, by kind; *since* is a moment, *id* a brief's."""

    since: str
    id: str
    documents: Count
    statements: Count
    sources: tuple[Source, ...]
    rows: tuple[Row, ...]
    findings: tuple[Pair, ...]
    commitments: tuple[Commitment, ...]
    figures: tuple[FigureCheck, ...]
    gone: Mapping[ItemKind, tuple[Gone, ...]]
    otherwise: Mapping[ItemKind, tuple[Otherwise, ...]]

    @property
    def told(self) -> str:
        """The sum of it: "statements: 12 new, 1 gone; findings: 2 new; commitments: 3 otherwise"."""
        sizes = (len(self.sources), len(self.rows), len(self.findings), len(self.commitments), len(self.figures))
        said = []
        for kind, new in zip(ITEM_KINDS, sizes, strict=True):
            counts = (("new", new), ("otherwise", len(self.otherwise[kind])), ("gone", len(self.gone[kind])))
            parts = [f"{n} {name}" for name, n in counts if n]
            said += [f"{word('kinds', kind)}: {', '.join(parts)}"] if parts else []
        return "; ".join(said) or "nothing has changed"

    @property
    def is_none(self) -> bool:
        """Whether there is nothing to tell."""
        new = (self.sources, self.rows, self.findings, self.commitments, self.figures)
        return not any((*new, *self.gone.values(), *self.otherwise.values()))


def find_changes(earlier: Earlier, held: Held, items: Sequence[Item], index: Index) -> Changes:
    """Set what a brief holds, as *items* list it, beside what an earlier one held."""
    told = _Told(earlier.items, items, held)
    rows = [row for row in held.rows if row.statement.id in told.new["statement"]]
    sources = [source for source in held.sources if source.document.id in told.new["document"]]
    return Changes(
        since=earlier.at,
        id=earlier.id,
        documents=index.count_sources(sources, "new since the last brief · documents"),
        statements=index.count(rows, "new since the last brief · statements"),
        sources=tuple(sources),
        rows=tuple(rows),
        findings=tuple(pair for pair in held.pairs if pair.finding.id in told.new["finding"]),
        commitments=tuple(one for one in held.commitments if one.id in told.new["commitment"]),
        figures=tuple(check for check in held.checks if check.id in told.new["figure"]),
        gone={kind: tuple(told.gone(kind)) for kind in ITEM_KINDS},
        otherwise={kind: tuple(told.otherwise(kind)) for kind in ITEM_KINDS},
    )


class _Told:
    """Both briefs by kind and id."""

    def __init__(self, before: Sequence[Item], now: Sequence[Item], held: Held) -> None:
        self.before = {(item.kind, item.id): item for item in before}
        self.now = {(item.kind, item.id): item for item in now}
        self.sources = {source.document.id: source for source in held.sources}
        self.rows = {row.statement.id: row for row in held.rows}
        self.rejected = {row.statement.id for row in held.rejected}
        self.texts = even_texts(source.document for source in held.sources)
        self.new = {kind: {key for of, key in self.now if of == kind and (of, key) not in self.before}
                    for kind in ITEM_KINDS}  # fmt: skip

    def gone(self, kind: ItemKind) -> Iterator[Gone]:
        for (of, key), item in self.before.items():
            if of == kind and (of, key) not in self.now:
                yield self._gone(item)

    def _gone(self, item: Item) -> Gone:
        source = self.sources.get(item.document or "")
        if item.kind == "statement":
            words = _words(item, source) if source else ""
        else:
            words = item.says if item.kind == "document" or is_verbatim(item.says, self.texts) else ""
        why = "rejected in review" if item.id in self.rejected else ""
        return Gone(id=item.id, was=say_states(item), words=words, source=source, why=why)

    def otherwise(self, kind: ItemKind) -> Iterator[Otherwise]:
        for (of, key), item in self.now.items():
            before = self.before.get((of, key))
            if of == kind and before and _is_news(before, item):
                was, now = say_states(before), say_states(item)
                says = "" if kind == "statement" else item.says
                now = now if now != was else _SAME.get(kind, now)
                yield Otherwise(id=key, was=was, now=now, row=self.rows.get(key), says=says)


def _is_news(before: Item, now: Item) -> bool:
    """Tell whether a reader wants to know: of statements and documents anything, of the rest another verdict."""
    is_whole = now.kind in ("statement", "document")
    return before.digest != now.digest if is_whole else before.states != now.states


def _words(item: Item, source: Source) -> str:
    size = len(source.document.text)
    if any(not 0 <= start < end <= size for start, end in item.spans):
        return ""
    return " […] ".join(source.document.text[start:end] for start, end in item.spans)


_SAME: dict[ItemKind, str] = {
    "statement": "the same, with another speaker, right, time, span or rebuttal",
    "document": "with another text, title or date",
}
_TABLES: dict[ItemKind, tuple[str, ...]] = {
    "document": (),
    "statement": ("stances", "acts", "reviews", "rebuttals"),
    "finding": ("findings", "reviews", "rebuttals"),
    "commitment": ("statuses", "statuses"),
    "figure": ("verdicts",),
}


def say_states(item: Item) -> str:
    """Say in words what an item was: "▲ progress, pledge, machine-read"."""
    said = [word(table, code) for table, code in zip(_TABLES[item.kind], item.states, strict=False) if code]
    if item.kind == "statement" and item.states:
        said[0] = f"{sign(item.states[0])} {said[0]}"
    if item.kind == "finding" and said:
        said[0] = said[0][0].lower() + said[0][1:]
    if item.kind == "commitment" and len(said) > 1:
        said[1] = f"a person says: {said[1]}"
    return ", ".join(said)
