"""What most needs a person: statements that the machine doubts and that much hangs on, and all that awaits a verdict.

    need = doubt x weight

*doubt* is 1 - the probability that the statement is right; 0.5 where a person is quoted and none is known, 0.2 for what
the author says. *weight* is 1, and 1 more for progress or regress, 1 for a measure, a pledge or a commitment, 2 for a
side of a finding, 2 for what bears on a commitment. Reviewed statements are left out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.dossier import agreement, concern_decisions, connections, review_conflicts
from onrecord.dossier.facts import REVIEWS, VOICES, Facts, country_number
from onrecord.dossier.facts_kept import facts_of
from onrecord.dossier.store import Dossier
from onrecord.records import ACTS, FINDING_KINDS, STANCES, QueueItem

_EXAMINED = 1000
"""Statements of which findings and commitments are looked up, by how much may hang on them: what keeps a queue fast."""
_AT_ONCE = 500
_DOUBT_UNKNOWN, _DOUBT_AUTHOR = 0.5, 0.2
_JOINED = 2
_STANCES = [STANCES.index(stance) for stance in ("progress", "regress")]
_ACTS = [ACTS.index(act) for act in ("measure-adopted", "measure-proposed", "pledge", "commitment")]
_WEIGHTS = {
    "contradiction": 3, "changed-position": 3, "principle-conduct": 3, "demand-unmet": 2, "demand-partly": 2,
    "demand-met": 2, "update": 2, "exception": 1,
}  # fmt: skip
"""How much a wrong finding of a kind would do; the other kinds stand at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weighed:
    """A statement by its row, its *doubt*, and what hangs on it."""

    number: int
    doubt: float
    is_rated: bool
    because: tuple[str, ...]

    @property
    def need(self) -> float:
        joined = sum(one in _HANGS for one in self.because)
        return self.doubt * (1 + len(self.because) + joined * (_JOINED - 1))


_FINDING, _COMMITMENT = "a finding rests on it", "it bears on a commitment"
_HANGS = (_FINDING, _COMMITMENT)


def queue(dossier: Dossier, country: str | None = None, limit: int = 50) -> list[QueueItem]:
    """Return the statements that nobody has reviewed and that most need it, those first.

    Args:
        dossier: where they are.
        country: its code; all countries if None.
        limit: at most so many.
    """
    with dossier.snapshot(), connections.translated(dossier.path):
        db = dossier.connection
        facts = facts_of(dossier)
        doubts, weights = _doubts(facts), _weights(facts)
        waiting = facts.column("review") == REVIEWS.index("machine")
        if country is not None:
            waiting &= facts.column("country") == country_number(country)
        chosen = _candidates(db, facts, np.where(waiting, doubts * weights, -1.0), country)
        numbers = facts.column("id")[chosen].tolist()
        joined = _joined(db, numbers)
        found = [
            _Weighed(
                number=number,
                doubt=float(doubts[place]),
                is_rated=not np.isnan(facts.column("confidence")[place]),
                because=(*_said(facts, place), *joined.get(number, ())),
            )
            for number, place in zip(numbers, chosen.tolist(), strict=True)
        ]
        best = sorted(found, key=lambda one: (-one.need, one.number))[:limit]
        return [_item(db, one) for one in best]


def awaiting(dossier: Dossier, country: str | None = None, limit: int = 50) -> list[QueueItem]:
    """Return what else awaits a person: reviews without their statement, reviews that differ, findings, concerns.

    Args:
        dossier: where they are.
        country: its code; all countries if None. Conflicts and disputes are those of all countries.
        limit: at most so many of each kind.
    """
    conflicts = review_conflicts.conflicts(dossier)[:limit]
    disputes = agreement.disputes(dossier)[:limit]
    found = [
        QueueItem(kind="conflict", id=one.review.id, weight=4.0, because=("its statement is there no more",))
        for one in conflicts
    ]
    found += [
        QueueItem(kind="dispute", id=one.statement, weight=float(len(one.values)), because=one.values)
        for one in disputes
    ]
    with dossier.snapshot(), connections.translated(dossier.path):
        found += _findings(dossier.connection, country, limit)
        return [*found, *_concerns(dossier, country, limit)]


def _doubts(facts: Facts) -> NDArray[np.float64]:
    known = facts.column("confidence").astype(np.float64)
    author = facts.column("voice") == VOICES.index("author")
    doubts: NDArray[np.float64] = np.where(np.isnan(known), np.where(author, _DOUBT_AUTHOR, _DOUBT_UNKNOWN), 1 - known)
    return doubts


def _weights(facts: Facts) -> NDArray[np.int64]:
    """Return what hangs on statements by themselves: 1 to 3."""
    weights: NDArray[np.int64] = 1 + np.isin(facts.column("stance"), _STANCES) + np.isin(facts.column("act"), _ACTS)
    return weights


def _candidates(
    db: sqlite3.Connection, facts: Facts, needs: NDArray[np.float64], country: str | None
) -> NDArray[np.int64]:
    """Return the places of the statements that may come first: the most doubtful, and those that most hangs on."""
    size = min(_EXAMINED, len(needs))
    most = np.argpartition(-needs, size - 1)[:size] if size else np.zeros(0, np.int64)
    hanging = facts.places(np.array(_hanging(db, country), np.int64))
    every = np.unique(np.concatenate([most, hanging]))
    chosen: NDArray[np.int64] = every[needs[every] >= 0].astype(np.int64)
    return chosen


def _hanging(db: sqlite3.Connection, country: str | None) -> list[int]:
    """Return the rows of statements that findings of the weightiest kinds rest on, the newest of them first."""
    kinds = [kind for kind, weight in _WEIGHTS.items() if weight == max(_WEIGHTS.values())]
    sql = (
        "SELECT s.id FROM findings f JOIN finding_sides i ON i.finding = f.id JOIN statements s ON s.key = i.statement"
        f" WHERE f.kind IN ({', '.join('?' * len(kinds))}) AND (?{len(kinds) + 1} IS NULL OR f.country ="
        f" ?{len(kinds) + 1}) AND f.review <> 'rejected' ORDER BY f.id DESC LIMIT {_EXAMINED}"
    )
    return [number for (number,) in db.execute(sql, (*kinds, country))]


def _said(facts: Facts, place: int) -> Iterator[str]:
    if facts.column("stance")[place] in _STANCES:
        yield f"it says {STANCES[facts.column('stance')[place]]}"
    if facts.column("act")[place] in _ACTS:
        act = ACTS[facts.column("act")[place]].replace("-", " ")
        yield f"it is taken for a {act}"


def _joined(db: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, list[str]]:
    """Return of statements that findings or commitments rest on, by row, which of the two."""
    findings = (
        "SELECT DISTINCT s.id FROM statements s JOIN finding_sides i ON i.statement = s.key JOIN findings f"
        " ON f.id = i.finding AND f.review <> 'rejected' WHERE s.id IN ({})"
    )
    commitments = "SELECT DISTINCT statement FROM commitment_links WHERE statement IN ({})"
    out: dict[int, list[str]] = {}
    for sql, why in ((findings, _FINDING), (commitments, _COMMITMENT)):
        for start in range(0, len(numbers), _AT_ONCE):
            some = numbers[start : start + _AT_ONCE]
            for (number,) in db.execute(sql.format(", ".join("?" * len(some))), some):
                out.setdefault(number, []).append(why)
    return out


def _item(db: sqlite3.Connection, one: _Weighed) -> QueueItem:
    key, country = db.execute("SELECT key, country FROM statements WHERE id = ?", (one.number,)).fetchone()
    sure = f"the machine is {1 - one.doubt:.0%} sure of it" if one.is_rated else "how sure the machine is, is not known"
    because = (sure, *one.because)
    return QueueItem(kind="statement", id=key, weight=round(one.need, 3), because=because, country=country)


def _findings(db: sqlite3.Connection, country: str | None, limit: int) -> list[QueueItem]:
    found: list[tuple[str, str, str | None]] = []
    for kind in (*_WEIGHTS, *(kind for kind in FINDING_KINDS if kind not in _WEIGHTS)):
        sql = (
            "SELECT DISTINCT key, kind, country FROM findings WHERE kind = ?1 AND review = 'machine'"
            " AND (?2 IS NULL OR country = ?2) LIMIT ?3"
        )
        found += db.execute(sql, (kind, country, limit - len(found))).fetchall() if len(found) < limit else []
    return [
        QueueItem(kind="finding", id=key, weight=float(_WEIGHTS.get(kind, 0.5)), because=(kind,), country=home or None)
        for key, kind, home in found
    ]


def _concerns(dossier: Dossier, country: str | None, limit: int) -> list[QueueItem]:
    held = concern_decisions.held(concern_decisions.log(dossier))
    sql = (
        "SELECT c.key, b.country FROM concerns c JOIN bills b ON b.key = c.bill"
        " WHERE ?1 IS NULL OR b.country = ?1 ORDER BY c.id"
    )
    out = []
    for key, home in dossier.connection.execute(sql, (country,)):
        holding = held.get(key, concern_decisions.Held())
        is_rejected = holding.review is not None and holding.review.decision == "rejected"
        if holding.verdict is None and not is_rejected:
            item = QueueItem(kind="concern", id=key, weight=2.0, because=("it has no verdict",), country=home)
            out.append(item)
    return out[:limit]
