"""The verb of the room: follow bills from version to version, and concerns with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.bills.aligning import Link, align
from onrecord.bills.companions import find_moves
from onrecord.bills.penalties import compare_penalties
from onrecord.bills.pieces import Piece, pieces_of
from onrecord.records import BillVersion, Change, Concern


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A version with the frozen text of its document."""

    version: BillVersion
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What following yields: *changes* step by step, and *concerns* with their provisions in every later version."""

    changes: tuple[Change, ...]
    concerns: tuple[Concern, ...] = ()


def follow(drafts: Sequence[Draft], concerns: Sequence[Concern] = ()) -> Followed:
    """Follow bills from version to version.

    Args:
        drafts: versions of one bill or several, in the order in which they were published.
        concerns: each with the citations of its provisions in one version at least.

    Returns:
        The changes of each step of each bill: every provision of either side is in one, those that went to a version of
        another bill as moved there. The concerns with citations for all versions that their provisions reach.
    """
    pieces = {draft.version.id: pieces_of(draft.version, draft.text) for draft in drafts}
    steps = [(x.version, y.version) for versions in _by_bill(drafts) for x, y in pairwise(versions)]
    links = {(a.id, b.id): align(pieces[a.id], pieces[b.id]) for a, b in steps}
    changes = [_change(link, a, b, pieces[a.id], pieces[b.id]) for a, b in steps for link in links[a.id, b.id]]
    changes = find_moves(changes, [draft.version for draft in drafts], pieces)
    return Followed(changes=tuple(changes), concerns=tuple(trace(concern, changes) for concern in concerns))


def changes_between(a: Draft, b: Draft) -> tuple[Change, ...]:
    """Return the changes from one version to any other, not only the next."""
    first, second = pieces_of(a.version, a.text), pieces_of(b.version, b.text)
    return tuple(_change(link, a.version, b.version, first, second) for link in align(first, second))


def trace(concern: Concern, changes: Sequence[Change]) -> Concern:
    """Return a concern with the citations of its provisions in each later version that they reach.

    No citations for a version: nothing of them is left there. Citations that it has for a version already are kept: a
    person may have set them.
    """
    reached = dict(concern.provisions)
    for (from_version, to_version), step in _by_step(changes).items():
        if from_version not in reached or to_version in reached:
            continue
        cites = tuple(dict.fromkeys(_arrivals(reached[from_version], step)))
        is_companion = all(change.relation == "moved" for change in step)
        if cites or not is_companion:
            reached[to_version] = cites
    return replace(concern, provisions=reached)


def _by_step(changes: Sequence[Change]) -> Mapping[tuple[str, str], list[Change]]:
    steps: dict[tuple[str, str], list[Change]] = defaultdict(list)
    for change in changes:
        steps[change.from_version, change.to_version].append(change)
    return steps


def _arrivals(cites: Sequence[str], step: Sequence[Change]) -> Iterator[str]:
    for cite in cites:
        for change in step:
            if cite in change.a:
                yield from change.b


def _by_bill(drafts: Sequence[Draft]) -> list[list[Draft]]:
    bills: dict[str, list[Draft]] = {}
    for draft in drafts:
        bills.setdefault(draft.version.bill, []).append(draft)
    return list(bills.values())


def _change(link: Link, a: BillVersion, b: BillVersion, first: Sequence[Piece], second: Sequence[Piece]) -> Change:
    before, after = (" ".join(side[n].own for n in places) for side, places in ((first, link.a), (second, link.b)))
    return Change(
        bill=a.bill,
        from_version=a.id,
        to_version=b.id,
        a=tuple(first[n].cite for n in link.a),
        b=tuple(second[n].cite for n in link.b),
        relation=link.relation,
        text=link.text,
        penalty=compare_penalties(before, after) if link.a and link.b else None,
        candidates=tuple(second[n].cite for n in link.candidates),
    )
