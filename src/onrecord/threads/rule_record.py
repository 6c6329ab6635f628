"""A country's record as a whole, better here and worse there: an update where the times differ."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.threads.findings_joined import Joined
from onrecord.threads.pair_blocks import Meeting
from onrecord.threads.pair_same import order_of
from onrecord.threads.pair_words import has
from onrecord.threads.sides import View


def join_record(meeting: Meeting) -> Iterator[Joined]:
    """Yield two judgements of the whole record that go opposite ways: the later takes over from the earlier."""
    a, b = meeting.a, meeting.b
    if not (_judges(a) and _judges(b)) or {a.statement.stance, b.statement.stance} != {"progress", "regress"}:
        return
    if order_of(a, b) != "later":
        return
    yield Joined(
        kind="update",
        rule="record-then-and-now",
        a=a,
        b=b,
        a_spans=a.statement.content,
        b_spans=b.statement.content,
        a_words=a.statement.quote,
        b_words=b.statement.quote,
        strength=1.0,
    )


def _judges(view: View) -> bool:
    """Tell whether a statement judges the record as a whole, as a fact and in the present."""
    statement = view.statement
    return (
        statement.act == "assessment"
        and set(statement.rights) == {"general"}
        and statement.target == statement.country is not None
        and not statement.instruments
        and statement.within is None
        and not has("principle", "profess", statement.quote)
    )
