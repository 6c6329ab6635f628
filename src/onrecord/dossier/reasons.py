"""Why a statement bears the labels that it bears: the machine's reason or the person's, label by label."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.dossier import reviews
from onrecord.dossier.effects import effective
from onrecord.dossier.store import Dossier
from onrecord.records import Review, Statement

LABELS = ("rights", "act", "stance", "hedged", "target", "country", "time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why *label* has this *value*: *because* of words or a rule; *score* is the raw score of it, if it has one.

    *by* is the person who said so, with *why* the reason given; None where the machine did and nobody has spoken.
    """

    label: str
    value: str
    because: str | None = None
    score: float | None = None
    by: str | None = None
    why: str | None = None


def reasons_of(dossier: Dossier, statement_id: str) -> list[Reason]:
    """Return the reasons of a statement's labels, in the order of `LABELS`; each right stands for itself.

    Raises:
        SettingsError: there is no such statement in the current readings.
    """
    statement = dossier.statement(statement_id)
    stack = effective(reviews.log(dossier, statement.id)).get(statement.id, [])
    return [
        _reason(statement, label, key, value, _last_word(stack, label))
        for label in LABELS
        for key, value in _values(statement, label)
    ]


def _values(statement: Statement, label: str) -> list[tuple[str, str]]:
    """Return the values of a label, each with the name under which its reason and score are kept."""
    if label == "rights":
        return [(f"rights.{code}", code) for code in statement.rights]
    if label == "time":
        time = statement.time
        return [("time", "unknown" if time.start is None else f"{time.start} to {time.end}, {time.basis}")]
    value = getattr(statement, label)
    shown = {True: "yes", False: "no", None: "none"}.get(value, value)
    return [(label, str(shown))]


def _last_word(stack: list[Review], label: str) -> Review | None:
    """Return the last review that spoke for a label: gave it, or confirmed the statement."""
    spoke = [one for one in stack if label in one.given or one.decision == "confirmed"]
    return spoke[-1] if spoke else None


def _reason(statement: Statement, label: str, key: str, value: str, word: Review | None) -> Reason:
    is_given = word is not None and label in word.given
    return Reason(
        label=label,
        value=value,
        because=None if is_given else statement.reasons.get(key) or statement.reasons.get(label),
        score=None if is_given else statement.confidence.get(key),
        by=word.by if word else None,
        why=word.why if word else None,
    )
