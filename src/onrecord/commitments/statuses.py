"""The status of a commitment on a day, from what was shown of it by then; and a sentence that says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.commitments.asks import ask_of, due_of, has_sign, last_day
from onrecord.commitments.evidence import Role, Shown, Told, show
from onrecord.records import Commitment, CommitmentStatus

FURTHER_APART_DAYS = 548
"""A year and a half: words further apart than this are of different times, and the later ones stand."""

_DONE: frozenset[Role] = frozenset({"law", "done"})
_AGAINST: frozenset[Role] = frozenset({"against", "against-law"})
_TOWARDS: frozenset[Role] = frozenset({"step", "proposed", "practice"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A status, the statements that it rests on, and the rule in words."""

    status: CommitmentStatus
    rests_on: tuple[Shown, ...] = ()
    because: str = ""


def assess(commitment: Commitment, evidence: Iterable[Told], as_of: str) -> Commitment:
    """Return *commitment* with its status on the day *as_of*, computed from statements dated after it alone.

    Args:
        commitment: as it was imported or found.
        evidence: statements on its matter, of any date.
        as_of: ISO 8601 day (or month or year: its last day); what was published later was not known then.
    """
    day = last_day(as_of)
    ask = ask_of(commitment.text)
    shown = [one for told in evidence if (one := show(told, commitment, ask)) and one.known <= day and one.start <= day]
    shown = _weightiest(shown)
    judged = judge(commitment, shown, day)
    return replace(
        commitment,
        status=judged.status,
        as_of=day,
        evidence=tuple(dict.fromkeys(one.id for one in judged.rests_on)),
        last_heard=max((one.known for one in shown), default=None),
        because=judged.because,
    )


MOST_OF_A_DOCUMENT = 2
"""So many statements of one document that show the same are enough: a bill speaks of its matter in every article."""


def _weightiest(shown: Iterable[Shown]) -> list[Shown]:
    """Return, by date, of each document the statements that show a thing most surely."""
    counts: Counter[tuple[str, Role]] = Counter()
    kept: list[Shown] = []
    for one in sorted(shown, key=lambda one: (-one.told.score, one.start, one.id)):
        key = (one.told.statement.document, one.role)
        counts[key] += 1
        if counts[key] <= MOST_OF_A_DOCUMENT or one.told.attached:
            kept.append(one)
    return sorted(kept, key=lambda one: (one.start, one.end, one.id))


def judge(commitment: Commitment, shown: Sequence[Shown], day: str) -> Judged:
    """Apply the rules of docs/commitments.md, the first that fits."""
    due = due_of(commitment)
    if not shown:
        return _silent(commitment, due, day)
    done = [one for one in shown if one.role in _DONE]
    against = _standing([one for one in shown if one.role in _AGAINST], shown)
    if done:
        return _done(done, shown, due)
    practice = _standing([one for one in shown if one.role == "practice"], shown)
    if practice and against and _are_opposed(practice, against):
        return _say(
            "disputed", [*practice, *against], "says that it goes better", practice, "reports otherwise", against
        )
    if against and _is_about_what_is_asked(commitment, against):
        return _against(against, due, day)
    return _towards(commitment, shown, due, day)


def _is_about_what_is_asked(commitment: Commitment, against: Sequence[Shown]) -> bool:
    """Tell whether reports of a wrong say that what is asked is not done.

    An effort can go on beside the wrong, and a law can stand beside bad practice: of these, words are needed that say
    that it was not done, that it got worse, or, of a law, what the law still says.
    """
    ask = ask_of(commitment.text)
    if ask.kind == "general" or (ask.kind == "specific" and not ask.is_legal):
        return True
    is_law = ask.kind == "specific"
    return any(
        one.is_worse
        or has_sign("undone", one.told.statement.quote.lower())
        or (is_law and (one.role == "against-law" or has_sign("restricting", one.told.statement.quote.lower())))
        for one in against
    )


def _silent(commitment: Commitment, due: str | None, day: str) -> Judged:
    if commitment.made is None:
        return Judged(status="no-evidence", because="Its date is not known, so nothing can be shown to be later.")
    if due and due > day:
        return Judged(status="not-due", because=f"It is due on {due}; nothing dated after {commitment.made} was found.")
    passed = f"It was due on {due}; n" if due else "N"
    return Judged(status="no-evidence", because=f"{passed}othing dated after {commitment.made} was found.")


def _done(done: Sequence[Shown], shown: Sequence[Shown], due: str | None) -> Judged:
    """Judge what was done: undone again, in part, disputed, late, or in law alone."""
    first = done[0]
    later = [one for one in shown if one.role in _AGAINST and one.start >= first.start]
    working = [one for one in shown if one.role == "practice" and one.start >= first.start]
    undone = [one for one in later if one.role == "against-law" and one.is_worse and one.start > done[-1].start]
    part = [one for one in (*done, *later) if one.is_partial]
    whole = [one for one in done if not one.is_partial]
    late = f", after the day that it was due, {due}" if due and _is_late(first, shown, due) else ""
    if undone:
        return _say(
            "regressed", [*done, *undone], "says that it was done", done, "says that it was turned back", undone
        )
    if part:
        return _say("partly", [*whole, *part], f"says that it was done{late}", whole, "says that only a part was", part)
    opposed = [one for one in later if one.role == "against-law" and _are_opposed(done, [one])]
    if opposed:
        return _say("disputed", [*done, *opposed], f"says that it was done{late}", done, "reports otherwise", opposed)
    if later:
        otherwise = "reports otherwise of practice"
        return _say("partly", [*done, *later], f"says that it was done{late}", done, otherwise, later)
    if late:
        return _say("fulfilled-late", done, f"says that it was done{late}", done)
    if all(one.role == "law" for one in done) and not working:
        return _say("fulfilled-in-law", done, "says that it is law; nothing was found on practice", done)
    return _say("fulfilled", [*done, *working], "says that it was done", done, "says that it works", working)


def _is_late(first: Shown, shown: Sequence[Shown], due: str) -> bool:
    """Tell whether what was done is known to have been done after *due*, not only to have been written of then."""
    if first.is_own_date:
        return first.start > due
    return any(due < one.start < first.start and one.role in _AGAINST | {"announced", "proposed"} for one in shown)


def _against(against: Sequence[Shown], due: str | None, day: str) -> Judged:
    if due and due > day:
        return _say("not-due", against, f"reports the contrary; it is due on {due}", against)
    if any(one.is_worse for one in against):
        return _say("regressed", against, "reports that it got worse", against)
    return _say("not-fulfilled", against, "reports the contrary", against)


def _towards(commitment: Commitment, shown: Sequence[Shown], due: str | None, day: str) -> Judged:
    towards = [one for one in shown if one.role in _TOWARDS]
    announced = [one for one in shown if one.role == "announced"]
    asked = [one for one in shown if one.role == "asked" and due and one.start > due]
    if asked and due:
        still = f"asks for it still; it was due on {due}, and nothing says that it was done"
        return _say("overdue", [*towards, *asked], still, asked, "speaks of steps", towards)
    if due and due <= day and (towards or announced):
        said = f"speaks of steps or promises; it was due on {due}, and nothing says that it was done"
        return _say("overdue", [*towards, *announced], said, [*towards, *announced])
    if towards:
        return _say("in-progress", towards, "speaks of steps towards it", towards)
    if announced:
        return _say("announced", announced, "announces it again", announced)
    silent = _silent(commitment, due, day)
    speak = "1 statement dated after {} tells" if len(shown) == 1 else f"{len(shown)} statements dated after {{}} tell"
    heard = f"{speak.format(commitment.made)} of the matter, and none says what was done."
    return replace(silent, because=heard)


def _standing(some: Sequence[Shown], shown: Sequence[Shown]) -> list[Shown]:
    """Return those of *some* that still stand beside the newest word on practice: not years older than it."""
    newest = max((one.start for one in shown if one.role in _AGAINST or one.role == "practice"), default="")
    if not newest:
        return list(some)
    edge = (date.fromisoformat(newest) - timedelta(days=FURTHER_APART_DAYS)).isoformat()
    return [one for one in some if one.start >= edge]


def _are_opposed(some: Sequence[Shown], others: Sequence[Shown]) -> bool:
    """Tell whether the two sides are of different camps; where a camp is unknown, of different documents."""
    return any(_differ(one, other) for one in some for other in others)


def _differ(one: Shown, other: Shown) -> bool:
    ours, theirs = _camps(one), _camps(other)
    if not ours or not theirs:
        return one.told.statement.document != other.told.statement.document
    return not ours & theirs


def _camps(one: Shown) -> set[str]:
    return {str(speaker.camp) for speaker in one.told.statement.speakers} - {"unknown"}


def _say(
    status: CommitmentStatus,
    rests_on: Iterable[Shown],
    what: str,
    some: Sequence[Shown],
    but: str = "",
    others: Sequence[Shown] = (),
) -> Judged:
    """Return a status with its sentence: who says what, when; and who says otherwise."""
    said = [(side, words) for side, words in ((some, what), (others, but)) if side]
    sentence = "; ".join(f"{_who(side)} {words}" for side, words in said)
    unique = {one.id: one for one in rests_on}
    return Judged(status=status, rests_on=tuple(unique.values()), because=f"{sentence}.")


def _who(shown: Sequence[Shown]) -> str:
    """Name the first statement by its speaker or document and its date, and count the others."""
    first = shown[0]
    speakers = [s.name or s.role for s in first.told.statement.speakers if s.name or s.role]
    name = " and ".join(filter(None, speakers[:2])) or first.told.publisher or first.told.title or "A document"
    name = name[:1].upper() + name[1:]
    more = f" (and {len(shown) - 1} more)" if len(shown) > 1 else ""
    day = first.start if first.start == first.end else f"{first.start} to {first.end}"
    return f"{name}, {day},{more}" if more else f"{name}, {day},"
