"""Recommendations and voluntary pledges as UPR Info gives them (Database of UPR Recommendations, CSV)."""

from __future__ import annotations

from onrecord.commitments.cells import Row, csv_lines, parts, table
from onrecord.commitments.drafts import (
    Draft,
    Parsed,
    Source,
    clean,
    code_of,
    finish,
    month_of_session,
    read_date,
    response_of,
    rights_of,
    state_of,
)
from onrecord.records import CommitmentKind

FORMAT = "upr-info"


def parse(source: Source) -> Parsed:
    """Read the publisher's table (To, Text, From, Response, Issue, Session) or one with the columns spelt out."""
    parsed = Parsed(format=FORMAT)
    lines = ((number, _renamed(cells)) for number, cells in csv_lines(source.text(), source.name))
    for row in table(lines, ("text", "by", "session"), source.name):
        _take(row, source, parsed)
    return parsed


def _renamed(cells: list[str]) -> list[str]:
    """Give the columns "To" (the state under review) and "From" the names that they have elsewhere."""
    heads = [cell.strip().lower() for cell in cells]
    if "from" not in heads or "session" not in heads:
        return cells
    return [{"to": "state under review", "from": "recommending state"}.get(head, head) for head in heads]


def _take(row: Row, source: Source, parsed: Parsed) -> None:
    code = state_of(row, source, parsed)
    if code is None:
        return
    text = clean(row["text"])
    if not text:
        parsed.take(source.refuse(row.line, "no-text-in-row", "the row has no text.", "complete it, or take it out"))
        return
    kind: CommitmentKind = "pledge" if "pledge" in row["kind"].lower() or not row["to"] else "recommendation"
    draft = Draft(
        kind=kind,
        key=("upr-info", row["id"]) if row["id"] else (FORMAT, code, row["session"], row["to"], text),
        by=code,
        to=_asker(row["to"], source) or ("Human Rights Council" if kind == "pledge" else None),
        text=text,
        made=read_date(row["made"]) or month_of_session(row["session"]),
        response=response_of(row["response"]),
        rights=rights_of(parts(row["themes"], "|,")),
        reference=row["id"] or f"UPR session {row['session']}",
    )
    parsed.take(finish(draft, source, row.line))


def _asker(name: str, source: Source) -> str | None:
    code = code_of(name, source.gazetteer)
    return source.gazetteer.name_of(code) if code else name or None
