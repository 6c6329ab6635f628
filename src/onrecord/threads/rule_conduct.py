"""What an actor holds up as its rule, against what it does: in one sentence, in neighbours, or between statements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise

from onrecord.records import Span
from onrecord.threads.findings_joined import Joined
from onrecord.threads.pair_blocks import Meeting
from onrecord.threads.pair_same import is_one_voice, is_told_apart
from onrecord.threads.pair_words import has, pattern
from onrecord.threads.sides import View
from onrecord.threads.sides_claims import place


@cache
def _fronted() -> re.Pattern[str]:
    return re.compile(rf"\W*{pattern('principle', 'fronted').pattern}[^,]{{8,120}},\s", re.IGNORECASE)


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf",\s(?={pattern('principle', 'fronted').pattern})", re.IGNORECASE)


def join_within(views: Sequence[View]) -> Iterator[Joined]:
    """Yield rules that a statement sets its own report against: "Despite the guarantee, rallies are banned"."""
    for view in views:
        quote = view.statement.quote
        if _is_upheld(quote):
            continue
        front = _fronted().match(quote)
        if (
            front
            and not _NO_RULE.search(quote, 0, front.end())
            and pattern("principle", "rule").search(quote, 0, front.end())
            and pattern("principle", "practice").search(quote, front.end())
        ):
            yield _inside(view, (0, front.end() - 2), (front.end(), _end_of_clause(quote, front.end())))
            continue
        back = _behind().search(quote)
        if (
            back
            and pattern("principle", "practice").search(quote, 0, back.start())
            and pattern("principle", "rule").search(quote, back.end())
        ):
            yield _inside(view, (back.end(), len(quote)), (0, back.start()))
            continue
        turn = _turn().search(quote)
        is_rule = turn and not _NO_RULE.search(quote, 0, turn.start())
        if (
            turn
            and is_rule
            and pattern("principle", "rule").search(quote, 0, turn.start())
            and _is_practice(quote, turn.end())
        ):
            yield _inside(view, (0, turn.start()), (turn.end(), _end_of_clause(quote, turn.end())))


_NO_RULE = re.compile(r"\bno\b|\bnot (?:any|yet|provide|guarantee|protect)", re.IGNORECASE)
"""What is said not to be there is no rule."""


def _is_upheld(quote: str) -> bool:
    return has("principle", "upheld", quote)


def _is_practice(quote: str, start: int) -> bool:
    return pattern("principle", "practice").search(quote, start, _end_of_clause(quote, start)) is not None


@cache
def _turn() -> re.Pattern[str]:
    return re.compile(rf"[,;]\s(?:{'|'.join(('but', 'yet', 'though', 'although', 'however'))})\b,?\s", re.IGNORECASE)


def _end_of_clause(quote: str, start: int) -> int:
    stop = re.compile(r"[.;]\s").search(quote, start)
    return stop.start() if stop else len(quote)


def _inside(view: View, rule: Span, conduct: Span) -> Joined:
    quote, statement = view.statement.quote, view.statement
    return Joined(
        kind="principle-conduct",
        rule="rule-and-report",
        a=view,
        b=view,
        a_spans=(place(statement, *rule),),
        b_spans=(place(statement, *conduct),),
        a_words=quote[slice(*rule)],
        b_words=quote[slice(*conduct)],
        strength=3.0,
    )


_NEAR_CHARS = 600


_LEADING = re.compile(r"\W*(?:(?:but|and|yet) )?", re.IGNORECASE)


def _turns_to_practice(quote: str) -> bool:
    lead = _LEADING.match(quote)
    return pattern("beside", "practice").match(quote, lead.end() if lead else 0) is not None


def join_neighbours(views: Sequence[View]) -> Iterator[Joined]:
    """Yield a rule and the next statement of its document that says what is done "in practice" or "instead"."""
    for before, after in pairwise(views):
        if before.statement.document != after.statement.document or after.start - before.start > _NEAR_CHARS:
            continue
        if (
            pattern("beside", "even_as").search(after.lead)
            and pattern("principle", "profess").search(after.statement.quote)
            and _is_against(before)
        ):
            yield _between(after, before, "professed-and-done")
            continue
        opening = after.statement.quote if _turns_to_practice(after.statement.quote) else after.lead.split(",")[0]
        if not _turns_to_practice(opening) or after.statement.act in ("demand", "pledge"):
            continue
        is_rule = pattern("principle", "rule").search(before.statement.quote) or pattern("principle", "profess").search(
            before.statement.quote
        )
        if is_rule and is_told_apart(before, after) and has("demands", "finite", after.statement.quote):
            yield _between(before, after, "rule-and-practice")


def join_professed(meeting: Meeting) -> Iterator[Joined]:
    """Yield what an actor professes, and what another voice reports of that actor's conduct."""
    for said, done in ((meeting.a, meeting.b), (meeting.b, meeting.a)):
        if (
            done.statement.act in ("demand", "pledge")
            or not _professes(said.statement.quote)
            or is_one_voice(said, done)
        ):
            continue
        if _is_of(said, done) and _is_against(done):
            yield _between(said, done, "professed-and-done")
            return


def join_disowned(meeting: Meeting) -> Iterator[Joined]:
    """Yield what a government says it stands for, and what others report of those who act for it, on one matter."""
    for said, done in ((meeting.a, meeting.b), (meeting.b, meeting.a)):
        if said.statement.act == "demand" or not _is_of_state(said) or _is_of_state(done):
            continue
        if done.statement.act in ("demand", "pledge") or done.statement.stance == "progress":
            continue
        if not _professes(said.statement.quote) or not _are_on_one_matter(said, done, meeting.near):
            continue
        fact = next((c for c in done.claims if pattern("principle", "of_agents").search(c.quote)), None)
        if fact is not None:
            yield replace(_between(said, done, "professed-and-reported"), b_spans=(fact.span,), b_words=fact.quote)
            return


def _is_of_state(view: View) -> bool:
    """Tell whether a government speaks: by its camp, by the speaker's office, or by the words."""
    if "government" in view.camps or pattern("principle", "own").search(view.statement.quote):
        return True
    return not view.camps and any(pattern("principle", "offices").search(voice) for voice in view.voices)


def _are_on_one_matter(said: View, done: View, near: float) -> bool:
    if near < _LEAST_NEAR:
        return False
    matters = [{matter for claim in view.claims for matter in claim.matters} for view in (said, done)]
    return bool(matters[0] & matters[1]) or (
        near >= _QUITE_NEAR and bool(set(said.statement.rights) & set(done.statement.rights))
    )


_LEAST_NEAR, _QUITE_NEAR = 0.25, 0.35


@lru_cache(maxsize=200_000)
def _professes(quote: str) -> bool:
    return has("principle", "profess", quote)


_VERB = (
    r"(?:['’]s \w+)?(?: officials| authorities| leaders)? (?:has|have|had|is|are|was|were|seems?|does|did|do|"
    r"refus\w+|fail\w+|ignor\w+|stay\w*|remain\w*|continu\w+|den\w+)\b"
)


def _is_of(said: View, done: View) -> bool:
    """Tell whether *done* is told of who professes in *said*: named as the subject of its verb."""
    names = {s.name for s in said.statement.speakers if s.name} | ({said.statement.target} - {None})
    patterns = (
        re.compile(rf"(?<!of )(?<!of the )(?<!with the )(?<!by the )\b{re.escape(n)}{_VERB}") for n in names if n
    )
    found = (pattern.search(done.statement.quote) for pattern in patterns)
    return any(
        m is not None and pattern("principle", "practice").search(done.statement.quote, m.start()) is not None
        for m in found
    )


def _is_against(done: View) -> bool:
    return has("principle", "practice", done.statement.quote) and done.statement.stance != "progress"


def _between(a: View, b: View, rule: str) -> Joined:
    return Joined(
        kind="principle-conduct",
        rule=rule,
        a=a,
        b=b,
        a_spans=a.statement.content,
        b_spans=b.statement.content,
        a_words=a.statement.quote,
        b_words=b.statement.quote,
        strength=2.0,
    )
