"""Splits and mergers made of real provisions, with a seed: what the second version would look like, and the truth."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from onrecord.bills.pieces import Piece

Links = dict[str, set[str]]
_SENTENCE_END = re.compile(r"(?<=[.;:])\s+")
_LONG_WORD = re.compile(r"[A-Za-z]{4,}")
_LEAST_WORDS = 30  # of a provision that is split or merged
_LEAST_HALF = 12  # of either half
_SHARE = 0.03  # of provisions that are split, and that are merged


@dataclass(slots=True, kw_only=True, eq=False)
class _Node:
    """A provision of a version that is being changed."""

    piece: Piece
    own: str
    number: str
    heading: str
    below: list[_Node] = field(default_factory=list)

    def words(self) -> int:
        """Count the words of the node and all below it."""
        return len(self.own.split()) + sum(child.words() for child in self.below)

    def whole(self) -> str:
        """Return all words."""
        return " ".join([self.own, *(child.whole() for child in self.below)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A changed version: its provisions, all true links by first id, and those that were made, by kind."""

    pieces: list[Piece]
    links: Links
    splits: set[tuple[str, str]]
    mergers: set[tuple[str, str]]


def make(pieces: Sequence[Piece], links: Links, seed: int) -> Made:
    """Split and merge provisions of a second version that have one true partner each in the first."""
    chance = random.Random(seed)
    root = _tree(pieces)
    partner = _one_to_one(links)
    made = Made(pieces=[], links={a: set(bs) for a, bs in links.items()}, splits=set(), mergers=set())
    budget = max(2, round(_SHARE * len(pieces)))
    used: set[str] = set()
    for kind in (_split_some, _merge_some):
        kind(root, partner, made, budget, used, chance)
    made.pieces.extend(_flat(root.below, -1, 0))
    return made


def _tree(pieces: Sequence[Piece]) -> _Node:
    top = Piece(id="", level="", own="", whole="")
    root = _Node(piece=top, own="", number="", heading="")
    nodes = [_Node(piece=p, own=p.own, number=p.number, heading=p.heading) for p in pieces]
    for node in nodes:
        (nodes[node.piece.parent] if node.piece.parent >= 0 else root).below.append(node)
    return root


def _one_to_one(links: Links) -> dict[str, str]:
    """Return the first id of every second id that has no other partner, nor its partner any."""
    firsts: dict[str, list[str]] = {}
    for a, bs in links.items():
        for b in bs:
            firsts.setdefault(b, []).append(a)
    return {b: of[0] for b, of in firsts.items() if len(of) == 1 and len(links[of[0]]) == 1}


def _families(node: _Node) -> Iterator[_Node]:
    yield node
    for child in node.below:
        yield from _families(child)


def _ids(node: _Node) -> set[str]:
    return {n.piece.id for n in _families(node)}


def _split_some(
    root: _Node, partner: dict[str, str], made: Made, budget: int, used: set[str], chance: random.Random
) -> None:
    places = [(family, node) for family in _families(root) for node in family.below]
    chance.shuffle(places)
    for family, node in places:
        if budget <= 0:
            return
        free = node.piece.id in partner and node.words() >= _LEAST_WORDS and not used & _ids(node)
        if free and (second := _cut(node, chance)) is not None:
            family.below.insert(family.below.index(node) + 1, second)
            a = partner[node.piece.id]
            made.links[a] = {node.piece.id, second.piece.id}
            made.splits.update({(a, node.piece.id), (a, second.piece.id)})
            used |= _ids(node) | _ids(second) | {family.piece.id}
            budget -= 1


def _cut(node: _Node, chance: random.Random) -> _Node | None:
    """Take the second half off a node: of its children, or of its sentences where it has none."""
    heading = node.heading if chance.random() < 0.5 else ""
    number = f"{node.number.rstrip('.')}A" if not node.number.startswith("(") else f"{node.number[:-1]}A)"
    piece = Piece(id=f"{node.piece.id}+", level=node.piece.level, own="", whole="")
    second = _Node(piece=piece, own=f"{number} {heading}".strip(), number=number, heading=heading)
    if len(node.below) >= 2:
        at = chance.randint(1, len(node.below) - 1)
        halves = sum(n.words() for n in node.below[:at]), sum(n.words() for n in node.below[at:])
        if min(halves) < _LEAST_HALF:
            return None
        node.below, second.below = node.below[:at], node.below[at:]
        return second
    cuts = [m for m in _SENTENCE_END.finditer(node.own) if _is_fair(node.own, m)] if not node.below else []
    if not cuts:
        return None
    cut = chance.choice(cuts)
    second.own = f"{second.own} {node.own[cut.end() :]}"
    node.own = node.own[: cut.start()]
    return second


def _is_fair(text: str, cut: re.Match[str]) -> bool:
    return min(len(text[: cut.start()].split()), len(text[cut.end() :].split())) >= _LEAST_HALF


def _merge_some(
    root: _Node, partner: dict[str, str], made: Made, budget: int, used: set[str], chance: random.Random
) -> None:
    pairs = [(f, x, y) for f in _families(root) for x, y in zip(f.below, f.below[1:], strict=False)]
    chance.shuffle(pairs)
    for family, first, second in pairs:
        if budget <= 0:
            return
        ids = {first.piece.id, second.piece.id}
        fits = ids <= partner.keys() and not used & (_ids(first) | _ids(second))
        if not fits or first.piece.level != second.piece.level or min(first.words(), second.words()) < _LEAST_HALF:
            continue
        if first not in family.below or second not in family.below:
            continue
        family.below.remove(second)
        own = second.own.removeprefix(second.number).strip()
        first.own, first.below = f"{first.own} {own}", [*first.below, *second.below]
        a, b = partner[first.piece.id], partner[second.piece.id]
        made.links[b] = {first.piece.id}
        made.mergers.update({(a, first.piece.id), (b, first.piece.id)})
        used |= _ids(first) | ids | {family.piece.id}
        budget -= 1


def _flat(nodes: Sequence[_Node], parent: int, start: int) -> list[Piece]:
    out: list[Piece] = []
    for node in nodes:
        place = start + len(out)
        out.append(
            Piece(
                id=node.piece.id, parent=parent, level=node.piece.level, number=node.number, heading=node.heading,
                own=node.own, whole=node.whole(),
            )
        )  # fmt: skip
        out.extend(_flat(node.below, place, place + 1))
    return out


def multiply(pieces: Sequence[Piece], n: int) -> list[Piece]:
    """Repeat a version until it has *n* provisions, each copy with other words in place of two in five."""
    out: list[Piece] = []
    copy = 0
    while len(out) < n:
        start = len(out)
        out.extend(_copied(piece, copy, start) for piece in pieces[: n - start])
        copy += 1
    return out


def _copied(piece: Piece, copy: int, start: int) -> Piece:
    return Piece(
        id=f"{copy}.{piece.id}",
        parent=piece.parent + start if piece.parent >= 0 else -1,
        level=piece.level,
        number=piece.number,
        heading=_reworded(piece.heading, copy),
        own=_reworded(piece.own, copy),
        whole=_reworded(piece.whole, copy),
    )


def _reworded(text: str, copy: int) -> str:
    return _LONG_WORD.sub(
        lambda m: f"{m.group()}{copy}" if copy and crc32(m.group().encode()) % 5 < 2 else m.group(), text
    )
