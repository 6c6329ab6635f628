"""What a statement is worth to a commitment: when it counts, and what it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.commitments.asks import Ask, actions_done, has_sign, is_done, is_opposite, last_day
from onrecord.records import UNKNOWN_TIME, Camp, Commitment, Statement, When

Role = Literal["announced", "proposed", "step", "law", "done", "practice", "against", "against-law", "asked", "heard"]
"""What a statement shows.

announced: the state says that it will · proposed: a bill, a plan · step: something was done towards it · law: what was
asked is law · done: what was asked, and is no law, was done · practice: it goes better in practice · against: it does
not happen, or gets worse · against-law: the law itself goes the other way · asked: it is asked for again · heard: the
matter was spoken of, no more.
"""

STATE_CAMPS: frozenset[Camp] = frozenset({"government", "judiciary", "parliament"})
_TO_COME = frozenset({"pledge", "measure-proposed", "demand"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statement beside its document's date and origin; *attached*: a person put it to the commitment.

    *dated* is a day that a person gave for a statement of unknown date.
    """

    statement: Statement
    published: When = UNKNOWN_TIME
    publisher: str | None = None
    title: str | None = None
    score: float = 1.0
    attached: bool = False
    dated: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A dated statement and what it shows.

    *start* and *end* are the first and the last day that it can be of, *known* the day from which it was known.
    *is_partial*: only a part of what was asked; *is_worse*: not only not better, but worse. *is_own_date*: the text
    dates the matter, not only the document.
    """

    told: Told
    role: Role
    start: str
    end: str
    known: str
    is_partial: bool = False
    is_worse: bool = False
    is_own_date: bool = False

    @property
    def id(self) -> str:
        """The statement's id."""
        return self.told.statement.id


def show(told: Told, commitment: Commitment, ask: Ask) -> Shown | None:
    """Return what a statement shows of a commitment; None where it is not dated after it, or not dated at all."""
    dates = _dates(told)
    if dates is None or commitment.made is None:
        return None
    start, end, known, is_own = dates
    published = told.published.start
    made = last_day(commitment.made)
    if start <= made or (published and published <= made):
        return None
    text = told.statement.quote.lower()
    return Shown(
        told=told,
        role=role_of(told, commitment, ask),
        start=start,
        end=end,
        known=known,
        is_partial=_is_partial(told.statement, text),
        is_worse=has_sign("worse", text),
        is_own_date=is_own,
    )


def _dates(told: Told) -> tuple[str, str, str, bool] | None:
    """Return first and last day, the day from which it was known, and whether the text dates the matter itself.

    What is still to come is dated by when it was said: the time of a promise is that of its keeping.
    """
    time, published = told.statement.time, told.published
    if told.dated:
        return told.dated, told.dated, told.dated, False
    said = published.start
    is_to_come = told.statement.act in _TO_COME or bool(said and time.start and time.start > (published.end or said))
    if time.start is None or is_to_come:
        return None if said is None else (said, published.end or said, published.end or said, False)
    end = time.end or said or time.start
    return time.start, end, published.end or said or end, True


def _is_partial(statement: Statement, text: str) -> bool:
    return bool(statement.exceptions) or statement.stance == "mixed" or has_sign("partial", text)


def role_of(told: Told, commitment: Commitment, ask: Ask) -> Role:
    """Return what a statement shows, by its labels and its words; a speaker who hedges shows nothing."""
    statement, text = told.statement, told.statement.quote.lower()
    match statement.act:
        case "pledge":
            return "announced" if _is_of_state(statement, commitment) and not _is_recalled(told) else "heard"
        case "measure-proposed":
            return "heard" if statement.stance == "regress" else "proposed"
        case "demand":
            return "asked" if statement.target in (commitment.by, None) else "heard"
        case "measure-adopted" | "commitment":
            return _of_measure(statement, text, ask)
        case "event" | "assessment":
            return "heard" if statement.hedged else _of_practice(statement, text, ask)
        case _:
            return "heard"


def _is_of_state(statement: Statement, commitment: Commitment) -> bool:
    camps = {speaker.camp for speaker in statement.speakers}
    return bool(camps & STATE_CAMPS) and commitment.by in (statement.country, statement.target)


def _is_recalled(told: Told) -> bool:
    """Tell whether a promise is told of by another, or is of an earlier time than its document."""
    time, said = told.statement.time, told.published.start
    return told.statement.within is not None or bool(said and time.basis == "stated" and (time.end or said) < said)


def _of_measure(statement: Statement, text: str, ask: Ask) -> Role:
    if statement.hedged or (has_sign("coming", text) and not actions_done(text) - {"submit"}):
        return "proposed"
    if has_sign("coming", text) and has_sign("partial", text) and statement.stance != "progress":
        return "proposed"
    if is_opposite(ask, text) and not _is_partial(statement, text):
        return "against-law"
    if statement.stance == "regress" and (has_sign("undone", text) or not _is_partial(statement, text)):
        return "against-law"
    if has_sign("restricting", text) and statement.stance == "neutral":
        return "against-law"
    return _of_deed(text, ask)


def _of_deed(text: str, ask: Ask) -> Role:
    """Return what a measure shows: it meets a specific ask where it does what was asked, else it is a step.

    Where a standard was to be met ("in conformity with the Paris Principles"), words that are silent on it show a step.
    """
    if ask.kind != "specific" or not is_done(ask, text) or (ask.has_standard and not has_sign("standard", text)):
        return "step"
    if ask.is_legal:
        return "law"
    return "step" if has_sign("output", text) and "establish" not in ask.actions else "done"


def _of_practice(statement: Statement, text: str, ask: Ask) -> Role:
    if statement.stance == "regress" or (statement.stance == "neutral" and has_sign("undone", text) and _names(ask)):
        return "against-law" if has_sign("law", text) else "against"
    if is_opposite(ask, text) and statement.stance != "mixed":
        return "against-law"
    if statement.stance == "progress" and has_sign("negated", text):
        return "heard"
    if statement.stance in ("progress", "mixed"):
        if ask.kind == "specific" and is_done(ask, text) and not has_sign("coming", text):
            return _of_deed(text, ask) if has_sign("law", text) or not ask.is_legal else "practice"
        return "practice"
    is_deed = statement.act == "event" and ask.kind == "specific" and not ask.is_legal and is_done(ask, text)
    return _of_deed(text, ask) if is_deed and not has_sign("undone", text) else "heard"


def _names(ask: Ask) -> bool:
    return ask.kind == "specific"
