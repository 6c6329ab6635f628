"""Commitments into a dossier: those of a file, and those that a document holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from onrecord.commitments.drafts import Parsed
from onrecord.commitments.finding import find
from onrecord.dossier import writing
from onrecord.dossier.commitment_links import link_commitments, link_document
from onrecord.dossier.commitments import changed, forget_found, keep, move
from onrecord.dossier.store import Dossier
from onrecord.records import Commitment, Document, ImportReport, Issue, Statement, make_issue
from onrecord.reference.countries import Gazetteer

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
"""Gives `(n, 384) float32` vectors of length 1 for n texts."""

_AT_ONCE = 256
_STAGE = "commitments"


def take_imported(
    dossier: Dossier, name: str, parsed: Parsed, embed: Embed, tell: Callable[[str], None] = lambda _: None
) -> ImportReport:
    """Store what a file holds, link it to the dossier's statements, and account for every row.

    Args:
        dossier: open for writing.
        name: the file's name.
        parsed: what was read of it.
        embed: turns texts into vectors.
        tell: told the text of each commitment as it is settled, for a progress bar.
    """
    unique = {one.id: one for one in parsed.commitments}
    repeats = _repeats(parsed.commitments)
    fresh = changed(dossier, unique.values())
    added = updated = 0
    for start in range(0, len(fresh), _AT_ONCE):
        batch = fresh[start : start + _AT_ONCE]
        counts = keep(dossier, batch, _embedded(batch, embed))
        added, updated = added + counts.added, updated + counts.updated
        for one in batch:
            tell(one.text)
    link_commitments(dossier, [one.id for one in fresh])
    new = {one.id for one in fresh}
    move(dossier, [one for one in unique.values() if one.id not in new])
    issues = (*parsed.refused, *repeats)
    _put_issues(dossier, name, issues)
    return ImportReport(
        origin=name,
        format=parsed.format,
        rows_in=len(parsed.commitments) + len(parsed.refused),
        added=added,
        updated=updated,
        unchanged=len(unique) - added - updated,
        refused=len(parsed.refused) + len(repeats),
        issues=issues,
    )


def _embedded(batch: Sequence[Commitment], embed: Embed) -> NDArray[np.float32]:
    """Return a vector for each commitment; a text that several states recommend in the same words is read once."""
    texts = list(dict.fromkeys(one.text for one in batch))
    place = {text: n for n, text in enumerate(texts)}
    return embed(texts)[[place[one.text] for one in batch]]


def _put_issues(dossier: Dossier, name: str, issues: Sequence[Issue]) -> None:
    """Store what was refused of a file, in the place of what was refused of it before."""
    with dossier.transaction() as db:
        sql = "DELETE FROM issues WHERE stage = ? AND place LIKE ? ESCAPE '\\'"
        escaped = name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        db.execute(sql, (_STAGE, f"{escaped}, line %"))
        writing.put_issues(db, issues)


def _repeats(commitments: Sequence[Commitment]) -> list[Issue]:
    """Return an issue for each row that says again what a later row of the file says of the same commitment."""
    last = {one.id: one.origin for one in commitments}
    what = "a later row of this file has the same commitment."
    do = "take one of the two out, or give them different references"
    return [
        make_issue("repeated-row", _STAGE, what, one.origin, do) for one in commitments if last[one.id] != one.origin
    ]


def take_found(
    dossier: Dossier, document: Document, statements: Sequence[Statement], embed: Embed, gazetteer: Gazetteer
) -> list[Commitment]:
    """Store the commitments that a document holds, and link its statements to all commitments of their countries.

    Args:
        dossier: open for writing; the document is kept in it.
        document: the one.
        statements: those of its current reading.
        embed: turns texts into vectors.
        gazetteer: the countries that speakers may be of.
    """
    found = find(document, statements, gazetteer)
    fresh = changed(dossier, found)
    if fresh:
        keep(dossier, fresh, embed([one.text for one in fresh]), document=document.id)
        link_commitments(dossier, [one.id for one in fresh])
    forget_found(dossier, document.id, [one.id for one in found])
    link_document(dossier, document.id)
    return found
