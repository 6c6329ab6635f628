"""A statement with what weighing needs to know of its document."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.records import UNKNOWN_TIME, Statement, When


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A statement beside its document's date and origin.

    *vector* is `(384,) float32` of length 1, the meaning of the content. *published*, *publisher* and *title* are the
    document's, *disclosed* the kinds of its disclosures.
    """

    statement: Statement
    vector: NDArray[np.float32]
    published: When = UNKNOWN_TIME
    publisher: str | None = None
    title: str | None = None
    disclosed: frozenset[str] = frozenset()

    @property
    def moment(self) -> When:
        """What the statement is about in time; where that is unknown, when its document was published."""
        return self.statement.time if self.statement.time.start else self.published
