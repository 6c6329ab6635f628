"""Take in coded passages of a project of qualitative analysis: our codes are labels, all others are tags of notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from onrecord.dossier import Dossier, notes
from onrecord.exports.codebook import guid
from onrecord.imports.parts import CodedRow, Coding, NoteRow, StatementRow
from onrecord.pipeline.import_notes import NoteTaker
from onrecord.pipeline.import_parts import Account
from onrecord.pipeline.import_statements import StatementTaker
from onrecord.records import ACTS, CAMPS, RIGHTS, STANCES
from onrecord.reference.rights import entries

_ID = re.compile(r"[0-9a-f]{20}")
_GROUPS: dict[str, Sequence[str]] = {"right": RIGHTS, "act": ACTS, "stance": STANCES, "camp": CAMPS}


@cache
def _labels() -> dict[str, tuple[str, str]]:
    """Return by the id of a code of ours what it stands for."""
    found = {guid("code", group, value): (group, value) for group, values in _GROUPS.items() for value in values}
    return found | {guid("code", "single", value): ("single", value) for value in ("hedged", "author")}


@cache
def _names() -> dict[str, tuple[str, str]]:
    """Return by the name of a code, in lower case, what it stands for; a name that says nothing alone is left out."""
    found: dict[str, tuple[str, str]] = {entry.title.lower(): ("right", code) for code, entry in entries().items()}
    found |= {code: ("right", code) for code in RIGHTS if code != "general"}
    found |= {act: ("act", act) for act in ACTS if act not in {"other", "figure", "event"}}
    return found | {stance: ("stance", stance) for stance in STANCES if stance not in {"mixed", "neutral"}}


def label_of(coding: Coding) -> tuple[str, str] | None:
    """Return the label of ours that a code is, by its id or by its name; None where it is a code of the user's own."""
    return _labels().get(coding.code) or _names().get(coding.name.strip().lower())


class ProjectTaker:
    """Takes the passages of one project into a dossier."""

    def __init__(self, dossier: Dossier, format: str, account: Account) -> None:
        self.statements = StatementTaker(dossier, account)
        self.notes = NoteTaker(dossier, format, account)
        self.dossier, self.account = dossier, account
        self.known_notes = {note.id for note in notes.notes(dossier)}

    def take_all(self, rows: Iterable[CodedRow], sources: Mapping[str, str]) -> None:
        """Take passages; the parts of one statement, or of one note, are one row."""
        for parts in _joined(rows):
            self._take(parts, sources)

    def _take(self, parts: list[CodedRow], sources: Mapping[str, str]) -> None:
        first = parts[0]
        codings = list({(one.code, one.by): one for part in parts for one in part.codings}.values())
        labelled = [(one, label) for one in codings if (label := label_of(one))]
        tags = tuple(dict.fromkeys(one.name for one in codings if label_of(one) is None and one.name))
        is_note = first.name in self.known_notes
        if labelled and not is_note:
            row = self._statement(parts, labelled, sources)
            self.account.settle(self.statements.take(row), first.passage.quote)
        if is_note or tags or (first.text and not labelled):
            self.account.settle(self.notes.take(_note(parts, tags), sources), first.passage.quote)
        elif not labelled:
            what = "this passage has no code and no note."
            self.account.settle(self.account.refusal("no-code", what, first.line, "code it, or take it out"))

    def _statement(
        self, parts: list[CodedRow], labelled: list[tuple[Coding, tuple[str, str]]], sources: Mapping[str, str]
    ) -> StatementRow:
        first = parts[0]
        is_ours = _ID.fullmatch(first.name) is not None
        people = [one.by for one, _ in labelled if one.by] or [part.by for part in parts if part.by]
        cells = _cells(labelled, is_whole=is_ours)
        return StatementRow(
            line=first.line,
            id=first.name if is_ours else "",
            document=sources.get(first.source, ""),
            quote=first.passage.quote,
            before=first.passage.before,
            after=first.passage.after,
            by=(people[-1] if people else "") or self.account.request.by,
            why=first.text or None,
            cells=cells,
        )


def _joined(rows: Iterable[CodedRow]) -> Iterator[list[CodedRow]]:
    """Give passages with those of the same statement or note together; they have its id as their name."""
    groups: dict[str, list[CodedRow]] = {}
    for row in rows:
        key = f"{row.source} {row.name}" if _ID.fullmatch(row.name) else f"{row.source} {row.key}"
        groups.setdefault(key, []).append(row)
    yield from groups.values()


def _cells(labelled: list[tuple[Coding, tuple[str, str]]], *, is_whole: bool) -> dict[str, str]:
    """Return labels as cells of a table; of a statement of ours (*is_whole*) a code that is missing was taken off."""
    of: dict[str, list[tuple[str, str, str]]] = {}
    for coding, (group, value) in labelled:
        of.setdefault(group, []).append((coding.at if coding.by else "", coding.by, value))
    cells = {group: max(of[group])[2] for group in ("act", "stance") if of.get(group)}
    rights = {value for _, _, value in of.get("right", ())}
    if rights or is_whole:
        cells["rights"] = ", ".join(code for code in RIGHTS if code in rights) or "-"
    singles = {value for _, _, value in of.get("single", ())}
    if "hedged" in singles or is_whole:
        cells["hedged"] = "yes" if "hedged" in singles else "no"
    return cells


def _note(parts: list[CodedRow], tags: tuple[str, ...]) -> NoteRow:
    first = parts[0]
    is_ours = _ID.fullmatch(first.name) is not None
    people = [one.by for part in parts for one in part.codings if one.by] or [part.by for part in parts if part.by]
    return NoteRow(
        line=first.line,
        key=first.name if is_ours else first.key,
        inside=first.source,
        passages=tuple(part.passage for part in parts),
        text=first.text,
        tags=tags,
        by=people[0] if people else "",
        at=first.at,
    )
