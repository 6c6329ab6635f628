"""Which treaties states are party to: the table of all states, or a list of one state's."""

from __future__ import annotations

from onrecord.commitments.cells import Row, csv_lines, table
from onrecord.commitments.drafts import Draft, Parsed, Source, finish, read_date, state_of
from onrecord.reference.treaties import Treaty, treaty_of

STATUS, LIST = "treaty-status", "treaty-list"


def parse_status(source: Source) -> Parsed:
    """Read a table of states and treaties with a status; only states that are party are held to a treaty."""
    parsed = Parsed(format=STATUS)
    for row in table(csv_lines(source.text(), source.name), ("treaty", "status"), source.name):
        if "party" not in row["status"].lower() or "not" in row["status"].lower().split():
            parsed.pass_over("of states that are not party")
            continue
        _take(row, read_date(row["year"]) or read_date(row["ratified"]), source, parsed)
    return parsed


def parse_list(source: Source) -> Parsed:
    """Read a list of treaties with the dates of ratification or accession; those without one are passed over."""
    parsed = Parsed(format=LIST)
    for row in table(csv_lines(source.text(), source.name), ("treaty", "ratified"), source.name):
        if not row["ratified"]:
            parsed.pass_over("without a date of ratification")
            continue
        if "unverified" in row["evidence"].lower():
            what = "the row itself says that its date is unverified."
            do = "check it in the UN Treaty Collection, then take the word out of the row"
            parsed.take(source.refuse(row.line, "unverified", what, do))
            continue
        date = read_date(row["ratified"])
        if date is None:
            what = f"this is no date: {row['ratified']}"
            parsed.take(source.refuse(row.line, "no-date", what, "write YYYY, YYYY-MM or YYYY-MM-DD"))
            continue
        _take(row, date, source, parsed)
    return parsed


def _take(row: Row, made: str | None, source: Source, parsed: Parsed) -> None:
    code = state_of(row, source, parsed)
    if code is None:
        return
    treaty = treaty_of(row["treaty"])
    if treaty is None:
        what = f"this is none of the treaties that are known: {row['treaty'] or '(empty)'}"
        parsed.take(source.refuse(row.line, "no-treaty", what, "write its name or its usual abbreviation in English"))
        return
    parsed.take(finish(_draft(code, treaty, made), source, row.line))


def _draft(code: str, treaty: Treaty, made: str | None) -> Draft:
    return Draft(
        kind="treaty",
        key=("treaty", code, treaty.key),
        by=code,
        to=treaty.instrument.body,
        text=f"State party to the {treaty.instrument.name}",
        made=made,
        rights=treaty.rights,
        reference=treaty.key,
    )
