"""Pages of rows in a falling order, cut by the keys of their ends: the file reads no more than the page."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.dossier.cursors import from_address, to_address

MOST_COUNTED = 10_000
"""A list is counted so far; beyond, there are at least so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyset:
    """The rows of *table* in the falling order of *columns*, which together are different for every row."""

    table: str
    columns: tuple[str, ...]

    def page(
        self,
        db: sqlite3.Connection,
        wanted: Sequence[str],
        condition: str,
        given: Mapping[str, Any],
        key: Any,
        after: str | None,
        before: str | None,
        limit: int,
    ) -> tuple[list[tuple[Any, ...]], str | None, str | None]:
        """Return the rows of a page, and the addresses of the page in front of it and of the one behind.

        Args:
            db: the dossier.
            wanted: the columns to return.
            condition: which rows, with the parameters *given*.
            given: by name.
            key: the type of the key in an address.
            after: the page begins behind this address.
            before: the page ends in front of it; *after* wins.
            limit: at most so many.

        Raises:
            SettingsError: *after* or *before* is no address.
        """
        at = from_address(after or before or "", key) if after or before else None
        is_back = bool(before and not after)
        place = f"({', '.join(self.columns)}) {'>' if is_back else '<'} ({self._marks()})" if at else "1"
        order = ", ".join(f"{column} {'' if is_back else 'DESC'}" for column in self.columns)
        columns = ", ".join((*wanted, *self.columns))
        sql = f"SELECT {columns} FROM {self.table} WHERE {condition} AND {place} ORDER BY {order} LIMIT :most"
        values = {f"at{n}": value for n, value in enumerate(at or ())}
        found = [tuple(row) for row in db.execute(sql, {**given, **values, "most": limit + 1})]
        has_more, shown = len(found) > limit, found[:limit]
        shown = shown[::-1] if is_back else shown
        if not shown:
            return [], None, None
        ends = [to_address(row[len(wanted) :]) for row in (shown[0], shown[-1])]
        has_front, has_back = (has_more, True) if is_back else (at is not None, has_more)
        return [row[: len(wanted)] for row in shown], ends[0] if has_front else None, ends[1] if has_back else None

    def _marks(self) -> str:
        return ", ".join(f":at{n}" for n in range(len(self.columns)))


def bounded_count(db: sqlite3.Connection, table: str, condition: str, given: Mapping[str, Any]) -> tuple[int, bool]:
    """Return how many rows there are, as far as `MOST_COUNTED`, and whether that is all of them."""
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {table} WHERE {condition} LIMIT {MOST_COUNTED + 1})"
    (count,) = db.execute(sql, given).fetchone()
    return min(int(count), MOST_COUNTED), count <= MOST_COUNTED
