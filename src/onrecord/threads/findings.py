"""Set statements beside each other: what contradicts, follows, limits, answers or bears out what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from onrecord.records import Finding, FindingKind
from onrecord.threads.findings_joined import Joined, tell
from onrecord.threads.items import Item
from onrecord.threads.pair_blocks import Meeting, Pair, meetings_of, pairs_of, rarity_of
from onrecord.threads.rule_agreement import join_agreement
from onrecord.threads.rule_amounts import join_amounts
from onrecord.threads.rule_answers import join_answers
from onrecord.threads.rule_conduct import join_disowned, join_neighbours, join_professed, join_within
from onrecord.threads.rule_counts import join_counts
from onrecord.threads.rule_demands import join_answered_here, join_demands
from onrecord.threads.rule_denials import join_admissions, join_denials
from onrecord.threads.rule_exceptions import join_caveats, join_left_out, join_scoped
from onrecord.threads.rule_neighbours import (
    join_limits,
    join_other_figures,
    join_rejections,
    join_remains,
    join_then_and_now,
)
from onrecord.threads.rule_opposites import join_opposites
from onrecord.threads.rule_progress import join_progress
from onrecord.threads.rule_record import join_record
from onrecord.threads.rule_sources import join_lone, told_again
from onrecord.threads.rule_thresholds import join_thresholds
from onrecord.threads.rule_turns import join_ended, join_negated, join_turns
from onrecord.threads.sides import View, views_of

_PAIR_RULES: tuple[Callable[[Pair], Iterator[Joined]], ...] = (
    join_opposites,
    join_counts,
    join_demands,
    join_scoped,
    join_denials,
    join_agreement,
    join_amounts,
    join_progress,
)
_MEETING_RULES: tuple[Callable[[Meeting], Iterator[Joined]], ...] = (
    join_professed,
    join_disowned,
    join_record,
    join_answers,
    join_turns,
    join_ended,
    join_negated,
    join_thresholds,
)
_VIEW_RULES: tuple[Callable[[Sequence[View]], Iterator[Joined]], ...] = (
    join_caveats,
    join_left_out,
    join_rejections,
    join_remains,
    join_within,
    join_neighbours,
    join_answered_here,
    join_admissions,
    join_limits,
    join_then_and_now,
    join_other_figures,
)

_FIRST: tuple[FindingKind, ...] = (
    "exception", "demand-met", "demand-partly", "demand-unmet", "principle-conduct", "contradiction",
    "changed-position", "update", "agreement", "anonymous-source", "single-source", "dependent-sources",
)  # fmt: skip
"""Of several findings between two statements the first of these kinds stays."""


def find_findings(
    items: Sequence[Item], texts: Mapping[str, str], *, thread_of: Mapping[str, str] | None = None
) -> list[Finding]:
    """Return what setting statements beside each other yields; the same items give the same findings in any order.

    Cost grows near-linearly: claims meet only those of their country that share a rare word, and of these the nearest
    in time.

    Args:
        items: the statements of a whole dossier, or of some threads of it: opposite ones may lie in different threads.
        texts: frozen texts by document id; without a document's text, what introduces its statements is not known.
        thread_of: the thread of each statement, by their ids.
    """
    views = views_of(sorted(items, key=_place), texts)
    joined = [one for view_rule in _VIEW_RULES for one in view_rule(views)]
    rarity, again = rarity_of(views), set[int]()
    for meeting in meetings_of(views, rarity):
        joined += [one for meeting_rule in _MEETING_RULES for one in meeting_rule(meeting)]
        for pair in pairs_of(meeting, rarity):
            joined += [one for pair_rule in _PAIR_RULES for one in pair_rule(pair)]
            again.update(told_again(pair))
    joined += join_lone(views, again)
    return [tell(one, thread_of or {}) for one in _best(joined)]


def _place(item: Item) -> tuple[str, int, str]:
    return item.statement.document, item.statement.content[0][0], item.statement.id


def _best(joined: Iterable[Joined]) -> list[Joined]:
    """Keep one finding between two statements: of the kind that says most, the strongest."""
    kept: dict[object, Joined] = {}
    joined = list(joined)
    inner = {(one.kind, one.a.statement.within, one.b.statement.id) for one in joined if one.b}
    told = {one.a.statement.id for one in joined if one.rule == "rule-and-report"}
    marked = {(one.a.statement.id, one.a_spans) for one in joined if one.rule == "caveat"}
    for one in joined:
        if one.rule == "caveat" and one.a.statement.id in told:
            continue
        if one.rule == "left-out" and (one.a.statement.id, one.a_spans) in marked:
            continue
        if one.b and (one.kind, one.a.statement.id, one.b.statement.id) in inner:
            continue
        key = one.key if one.a is not one.b else (one.key, one.a_spans, one.kind)
        rival = kept.get(key)
        if rival is None or _rank(one) < _rank(rival):
            kept[key] = one
    return sorted(kept.values(), key=lambda one: (_FIRST.index(one.kind), one.a.number, one.b.number if one.b else -1))


def _rank(one: Joined) -> tuple[int, float]:
    return _FIRST.index(one.kind), -one.strength
