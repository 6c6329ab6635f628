"""What persons hold against statements and findings, as a brief prints it under them.

A statement and a passage are shown in their own words; a person's note is marked as one, and never set in quotation
marks: it is no evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.briefs.material import Material
from onrecord.briefs.rows import Rebutted, Row, Source, number_rows
from onrecord.briefs.words import say_moment, word
from onrecord.records import Rebuttal

Found = Mapping[str, tuple[Rebutted, ...]]


def find_rebuttals(material: Material, rows: Sequence[Row], sources: Sequence[Source]) -> Found:
    """Return what is held against each statement or finding, by its id; *rows* are all of the brief's statements."""
    by_id = {row.statement.id: row for row in (*number_rows(material.rebutting, sources), *rows)}
    shown = {row.statement.id for row in rows if row.statement.review != "rejected"}
    by_source = {source.document.id: source for source in sources}

    def made(one: Rebuttal) -> Rebutted:
        if one.statement:
            return _statement(one, by_id.get(one.statement), is_shown=one.statement in shown)
        return _passage(one, by_source[one.document], material.former_texts) if one.document else _note(one)

    return {target: tuple(map(made, found)) for target, found in material.rebuttals.items()}


def with_rebuttals(rows: Iterable[Row], found: Found) -> tuple[Row, ...]:
    """Return *rows*, each with what is held against it."""
    return tuple(replace(row, rebuttals=found.get(row.statement.id, ())) for row in rows)


def _statement(one: Rebuttal, row: Row | None, *, is_shown: bool) -> Rebutted:
    if row is None:
        return Rebutted(rebuttal=one, lead=_lead(one.who), remark=word("rebuttals", "gone"), attached=_attached(one))
    why = "rejected" if row.statement.review == "rejected" else "outside"
    return Rebutted(
        rebuttal=one,
        lead=_lead(one.who or "; ".join(voice.called for voice in row.voices)),
        row=row if is_shown else None,
        source=row.source,
        fragments=tuple(row.fragments(row.statement.content)),
        remark="" if is_shown else word("rebuttals", why),
        attached=_attached(one),
    )


def _passage(one: Rebuttal, source: Source, former: Mapping[str, str]) -> Rebutted:
    is_former = one.text_sha256 != source.document.text_sha256
    text = former[one.text_sha256 or ""] if is_former else source.document.text
    return Rebutted(
        rebuttal=one,
        lead=_lead(one.who or source.title),
        source=source,
        fragments=tuple(text[start:end] for start, end in one.spans),
        remark=word("rebuttals", "former") if is_former else "",
        attached=_attached(one),
    )


def _note(one: Rebuttal) -> Rebutted:
    return Rebutted(
        rebuttal=one,
        lead=_lead(one.who),
        note=one.note or "",
        remark=word("rebuttals", "note"),
        attached=_attached(one),
    )


def _lead(who: str | None) -> str:
    return f"Rebutted by {who}" if who else "Rebutted"


def _attached(one: Rebuttal) -> str:
    return f"attached by {one.by}, {say_moment(one.at)}" + (f": {one.why}" if one.why else "")
