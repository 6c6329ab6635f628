"""List commitments without judging them: to judge thousands takes seconds, a page shows fifty."""

from __future__ import annotations

from onrecord.commitments.asks import last_day
from onrecord.dossier import connections
from onrecord.dossier.commitments import CommitmentFilter
from onrecord.dossier.store import Dossier

MOST_JUDGED = 500
"""Up to so many commitments a list judges all, and counts them by status: 0.15 s."""


def listed(dossier: Dossier, as_of: str, wanted: CommitmentFilter) -> list[str]:
    """Return the ids of the commitments made by a day, in the order of `commitments`, whatever their status.

    Args:
        dossier: where from.
        as_of: ISO 8601 day, month or year.
        wanted: which; its *status* is not looked at.
    """
    sql = (
        "SELECT key, record ->> '$.made' AS made FROM commitments WHERE (:country IS NULL OR country = :country)"
        " AND (:kind IS NULL OR kind = :kind) AND (made IS NULL OR made <= :day)"
        " AND (:right IS NULL OR EXISTS (SELECT 1 FROM json_each(record, '$.rights') WHERE value = :right))"
        " ORDER BY country, coalesce(made, '~'), kind, key"
    )
    given = {"country": wanted.country, "kind": wanted.kind, "right": wanted.right, "day": last_day(as_of)}
    with connections.translated(dossier.path):
        return [key for key, _ in dossier.connection.execute(sql, given)]
