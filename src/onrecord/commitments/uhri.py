"""The export of the Universal Human Rights Index (OHCHR): spreadsheet or JSON, as published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.commitments.cells import Row, csv_lines, json_rows, parts, sheet_lines, table
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
)

FORMAT = "uhri"
_PARA = re.compile(r"(?:Recommendation No\.?\s*)?(\d{1,3}(?:\.\d{1,3})?)\.?\s*(?=[A-Z(“])")


def parse(source: Source) -> Parsed:
    """Read the export; concerns and observations, which ask for nothing, are passed over and counted."""
    parsed = Parsed(format=FORMAT)
    for row in _rows(source):
        if row["kind"] and "recommendation" not in row["kind"].lower():
            parsed.pass_over("that are concerns or observations, not recommendations")
        else:
            _take(row, source, parsed)
    return parsed


def _rows(source: Source) -> Iterator[Row]:
    needed = ("text", "by")
    if source.data.startswith(b"PK"):
        return table(sheet_lines(source.data, source.name), needed, source.name)
    if source.data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"[", b"{")):
        return json_rows(source.data, source.name)
    return table(csv_lines(source.text(), source.name), needed, source.name)


def _take(row: Row, source: Source, parsed: Parsed) -> None:
    """Take a row once for each state that it is about."""
    names = (row["by"],) if code_of(row["by"], source.gazetteer) else parts(row["by"])
    codes = {name: code_of(name, source.gazetteer) for name in names}
    wanted = [code for code in codes.values() if code and source.country in (None, code)]
    unknown = [name for name, code in codes.items() if code is None]
    if (unknown or not names) and not wanted and source.country is None:
        what = f"no country is known as {unknown[0]}." if unknown else "the row names no state."
        parsed.take(source.refuse(row.line, "no-country", what, "write its name in English or its ISO code"))
    elif not wanted:
        parsed.pass_over("of other countries")
    elif not clean(row["text"]):
        parsed.take(source.refuse(row.line, "no-text-in-row", "the row has no text.", "complete it, or take it out"))
    else:
        for code in wanted:
            parsed.take(finish(_draft(row, code, source), source, row.line))


def _draft(row: Row, code: str, source: Source) -> Draft:
    text = clean(row["text"])
    para = _PARA.match(text)
    symbol = clean(row["symbol"])
    reference = ", ".join(filter(None, [symbol, f"para. {para[1]}" if para else ""])) or row["id"] or None
    askers = ", ".join(_named(name, source) for name in parts(row["to"]))
    return Draft(
        kind="recommendation",
        key=("uhri", row["id"], code) if row["id"] else ("uhri", symbol, code, text),
        by=code,
        to=askers or ", ".join(parts(row["body"])) or None,
        text=text[para.end() :] if para else text,
        made=read_date(row["made"]) or month_of_session(row["session"]),
        response=response_of(", ".join(parts(row["response"]))),
        rights=rights_of(parts(row["themes"], "\n;|")),
        reference=reference,
    )


def _named(name: str, source: Source) -> str:
    code = code_of(name, source.gazetteer)
    return source.gazetteer.name_of(code) if code else name
