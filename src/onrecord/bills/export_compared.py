"""Two versions side by side, row by row, for every export of what changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.bills.following import Draft
from onrecord.bills.pieces import Piece, pieces_of
from onrecord.records import Bill, Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """An earlier and a later version of a bill, and what became of each provision."""

    bill: Bill
    a: Draft
    b: Draft
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A provision in the order of the later version; what was removed stands where it stood.

    *before* and *after* are its own words without those below it, one of them empty for what came or went. *depth*
    counts how deep it lies. *note* says what became of it, where that is not to be seen.
    """

    cite: str
    before: str
    after: str
    depth: int
    level: str
    note: str
    change: Change


def rows(compared: Compared) -> tuple[Row, ...]:
    """Return the rows of a comparison."""
    return tuple(_Rows(compared).make())


class _Rows:
    """Puts the provisions of both versions into one order."""

    def __init__(self, compared: Compared) -> None:
        self.compared = compared
        self.old = {p.cite: p for p in pieces_of(compared.a.version, compared.a.text)}
        self.new = {p.cite: p for p in pieces_of(compared.b.version, compared.b.text)}
        own = [c for c in compared.changes if c.from_version == compared.a.version.id]
        here = compared.b.version.id
        self.by_new = {cite: c for c in own if c.to_version == here for cite in c.b}
        self.by_old = {cite: c for c in own for cite in c.a}
        self.depths = {side: _depths(list(pieces.values())) for side, pieces in (("a", self.old), ("b", self.new))}
        self.gone_after = self._gone_after()

    def make(self) -> Iterator[Row]:
        """Yield the rows in order."""
        yield from self._gone("")
        for cite, piece in self.new.items():
            yield self._row(cite, piece)
            yield from self._gone(cite)

    def _gone_after(self) -> dict[str, list[str]]:
        """Return by later citation what stood after its earlier self and is no longer there."""
        found: dict[str, list[str]] = defaultdict(list)
        last = ""
        for cite in self.old:
            change = self.by_old.get(cite)
            if change is not None and change.to_version == self.compared.b.version.id and change.b:
                last = change.b[-1] if change.relation != "moved" else last
            elif change is not None:
                found[last].append(cite)
        return found

    def _gone(self, after: str) -> Iterator[Row]:
        for cite in self.gone_after.get(after, ()):
            piece, change = self.old[cite], self.by_old[cite]
            note = "removed" if change.relation == "removed" else f"moved to {', '.join(change.b)} of another bill"
            if change.candidates:
                note += f"; nearest to it: {', '.join(change.candidates)}"
            yield Row(
                cite=cite,
                before=piece.own,
                after="",
                depth=self.depths["a"][cite],
                level=piece.level,
                note=note,
                change=change,
            )

    def _row(self, cite: str, piece: Piece) -> Row:
        change = self.by_new[cite]
        is_first = not change.b or change.b[0] == cite
        before = " ".join(self.old[a].own for a in change.a) if is_first else ""
        return Row(
            cite=cite,
            before=before,
            after=piece.own,
            depth=self.depths["b"][cite],
            level=piece.level,
            note=_note(change, cite, is_first=is_first),
            change=change,
        )


def _note(change: Change, cite: str, *, is_first: bool) -> str:
    came = ", ".join(change.a)
    words = {
        "new": "new",
        "moved": f"moved from {came}",
        "renumbered": f"was {came}",
        "split": f"split off from {came}" if not is_first else f"split: was {came}",
        "merged": f"merged from {came}",
    }.get(change.relation, "" if came == cite else f"was {came}")
    return "; ".join(part for part in (words, f"penalty {change.penalty}" if change.penalty else "") if part)


def _depths(pieces: Sequence[Piece]) -> dict[str, int]:
    depth: list[int] = []
    for piece in pieces:
        depth.append(depth[piece.parent] + 1 if piece.parent >= 0 else 0)
    return {piece.cite: n for piece, n in zip(pieces, depth, strict=True)}
