"""What stands beside a statement in its document: its limits, its turn to the present, another figure for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from onrecord.records import FindingKind
from onrecord.threads.findings_joined import Joined
from onrecord.threads.pair_counts import Count, counts_of
from onrecord.threads.pair_same import is_one_voice, is_told_apart
from onrecord.threads.pair_words import has, pattern
from onrecord.threads.sides import View
from onrecord.threads.sides_claims import Claim

_LEADING = re.compile(r"\W*(?:(?:but|and|yet|however),? )?", re.IGNORECASE)


def _begins(section: str, name: str, quote: str) -> bool:
    """Tell whether *quote* begins with a pattern, a conjunction aside."""
    lead = _LEADING.match(quote)
    return pattern(section, name).match(quote, lead.end() if lead else 0) is not None


_MEASURES = frozenset({"measure-adopted", "commitment"})
_MOST_BACK = 2


def join_limits(views: Sequence[View]) -> Iterator[Joined]:
    """Yield a measure and the next words on it that say to whom it does not apply."""
    for at, view in enumerate(views):
        limit = next((c for c in view.claims if _begins("limits", "outside", c.quote)), None)
        if limit is None or view.statement.act == "demand":
            continue
        for before in reversed(views[max(0, at - _MOST_BACK) : at]):
            if not _continues(before, view) or before.statement.act not in _MEASURES:
                break
            yield _joined("exception", "does-not-apply", before, view, before.claims, limit)


def _continues(before: View, view: View) -> bool:
    """Tell whether *view* goes on where *before* stands: same document, same voice."""
    if before.statement.document != view.statement.document or not is_told_apart(before, view) or not before.claims:
        return False
    return is_one_voice(before, view) or not (before.voices or view.voices)


_REACH = 2


def join_then_and_now(views: Sequence[View]) -> Iterator[Joined]:
    """Yield what was said on a past day, and the next words on "today" that go the other way."""
    for at, view in enumerate(views):
        if not _begins("beside", "now", view.lead or view.statement.quote[:30]) or view.statement.stance not in (
            "progress",
            "regress",
        ):
            continue
        for before in reversed(views[max(0, at - _REACH) : at]):
            if before.statement.document != view.statement.document:
                break
            stances = {before.statement.stance, view.statement.stance}
            is_dated = before.period is not None and before.period.is_stated and not before.statement.hedged
            if stances == {"progress", "regress"} and is_dated and _same_country(before, view) and before.claims:
                yield _joined("update", "then-and-today", before, view, before.claims, view.claims[0])
                break


def _same_country(a: View, b: View) -> bool:
    return a.statement.target == b.statement.target is not None


_LONGEST_REJECTION = 120


def join_rejections(views: Sequence[View]) -> Iterator[Joined]:
    """Yield what is said and the next words of somebody else that reject it: "That is a lie", "nothing of the kind"."""
    for before, view in pairwise(views):
        if before.statement.document != view.statement.document or not (before.claims and view.claims):
            continue
        if before.statement.act == "demand" or len(view.statement.quote) > _LONGEST_REJECTION:
            continue
        is_quoted = before.statement.voice == "attributed" or before.statement.mode is not None
        is_next = view.start - before.start < _NEXT_CHARS and is_told_apart(before, view)
        if (
            is_quoted
            and is_next
            and not is_one_voice(before, view)
            and _begins("turns", "rejects", view.statement.quote)
        ):
            yield _joined("contradiction", "rejected", before, view, before.claims, view.claims[0])


_NEXT_CHARS = 400


def join_remains(views: Sequence[View]) -> Iterator[Joined]:
    """Yield a measure and the next words on it that say for what alone it is kept: "It survives only for treason"."""
    for before, view in pairwise(views):
        if not _continues(before, view) or before.statement.act not in _MEASURES or not view.claims:
            continue
        if _begins("turns", "remains", view.statement.quote):
            yield _joined("exception", "kept-for", before, view, before.claims, view.claims[0])


_SHORT = 60
_COUNTS_BACK = 3


def join_other_figures(views: Sequence[View]) -> Iterator[Joined]:
    """Yield a count, and the other figure that somebody else is said to put in its place."""
    for at, view in enumerate(views):
        other = _bare_figure(view)
        if other is None:
            continue
        for before in reversed(views[max(0, at - _COUNTS_BACK) : at]):
            if before.statement.document != view.statement.document:
                break
            if is_one_voice(before, view) or not is_told_apart(before, view):
                continue
            counted = [(c, count) for c in before.claims if c.has_number for count in counts_of(c.quote)]
            if counted and all(count.value != other.value and _may_be_one(count, other) for _, count in counted):
                yield _joined("contradiction", "other-figure", before, view, (counted[0][0],), view.claims[0])
                break


def _may_be_one(count: Count, other: Count) -> bool:
    return other.noun is None or count.noun is None or count.noun == other.noun


def _bare_figure(view: View) -> Count | None:
    """Return the figure of a statement that says little but a figure: "speaks of at least sixty"."""
    quote = view.statement.quote
    if (
        len(quote) > _SHORT
        or has("beside", "supposed", quote)
        or not (pattern("beside", "puts_at").search(view.cue) or pattern("beside", "puts_at").search(quote))
        or not view.claims
    ):
        return None
    counts = counts_of(quote)
    return counts[0] if len(counts) == 1 and counts[0].deed is None else None


def _joined(kind: FindingKind, rule: str, before: View, after: View, claims: Sequence[Claim], claim: Claim) -> Joined:
    return Joined(
        kind=kind,
        rule=rule,
        a=before,
        b=after,
        a_spans=before.statement.content if len(claims) > 1 else (claims[0].span,),
        b_spans=(claim.span,),
        a_words=before.statement.quote if len(claims) > 1 else claims[0].quote,
        b_words=claim.quote,
        strength=2.0,
    )
