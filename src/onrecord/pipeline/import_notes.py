"""Take in notes of other programs: each on the very words that it quotes, or kept as unplaced with an issue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from onrecord.dossier import Dossier, notes
from onrecord.dossier.places import Places
from onrecord.errors import SettingsError
from onrecord.imports.parts import STAGE, NoteRow
from onrecord.pipeline.import_parts import Account, Outcome
from onrecord.pipeline.note_places import place_passages
from onrecord.records import Issue, Note, content_id, make_issue

_OURS = re.compile(r"urn:onrecord:(note|statement):([0-9a-f]{20})")
_ID = re.compile(r"[0-9a-f]{20}")


class NoteTaker:
    """Takes notes into a dossier; it knows its documents by their names, and the notes that are there."""

    def __init__(self, dossier: Dossier, format: str, account: Account) -> None:
        self.dossier, self.format, self.account = dossier, format, account
        self.places = Places.load(dossier)
        self.there = {note.id: note for note in notes.notes(dossier)}

    def take(self, row: NoteRow, sources: Mapping[str, str]) -> Outcome | Issue:
        """Keep one note, and return what became of it.

        Args:
            row: the note.
            sources: the documents that the sources of a package became, by their names there.
        """
        ours = _OURS.search(row.key)
        if ours and ours[1] == "statement":
            return self._statement(row, ours[2])
        if issue := self.account.repeats(f"note {row.key}", row.line):
            return issue
        id = ours[2] if ours else row.key if _ID.fullmatch(row.key) else content_id("note", *self._key(row))
        note = self._note(row, id, sources)
        if note.unplaced:
            self.account.issues.append(self._unplaced(note, row))
        earlier = self.there.get(id)
        if earlier and _same(earlier, note):
            return "unchanged"
        counts = notes.put_notes(self.dossier, [note])
        return "added" if counts.added else "updated" if counts.updated else "unchanged"

    def _statement(self, row: NoteRow, id: str) -> Outcome | Issue:
        """Take an annotation that our own export made of a statement: it is no note."""
        try:
            self.dossier.statement(id)
        except SettingsError:
            what = "this is a statement that onrecord found in another dossier; this one does not have it."
            return self.account.refusal("no-statement", what, row.line, "add the document that it is from first")
        return "unchanged"

    def _key(self, row: NoteRow) -> tuple[object, ...]:
        """Return what makes a note the same: its id where it comes from; where it has none, all that it says."""
        if not row.key.isdigit():
            return (self.format, row.key)
        return (self.format, row.about, [one.quote for one in row.passages], row.text, row.by)

    def _note(self, row: NoteRow, id: str, sources: Mapping[str, str]) -> Note:
        inside = [sources[row.inside]] if row.inside in sources else []
        placed = place_passages(self.dossier, inside or self.places.candidates(row.about), row.passages)
        one = row.passages[0] if len(row.passages) == 1 else None
        earlier = self.there.get(id)
        about = next((name for name in row.about if "://" in name), next(iter(row.about), None))
        return Note(
            id=id,
            document=placed.document,
            spans=placed.spans,
            quote=placed.quote,
            text=row.text,
            tags=row.tags,
            by=row.by or self.account.request.by,
            at=row.at or (earlier.at if earlier else self.account.request.now),
            origin=earlier.origin if earlier else f"{self.format} {row.key}",
            about=earlier.about if earlier else about,
            before=one.before if one else "",
            after=one.after if one else "",
            unplaced=placed.unplaced,
        )

    def _unplaced(self, note: Note, row: NoteRow) -> Issue:
        quote = f"“{note.quote[:80]}…”" if len(note.quote) > 80 else f"“{note.quote}”"
        what = f"the note on {quote} is kept, but stands nowhere: {note.unplaced}."
        do = "add the page that it is about; notes find their place when it is there"
        if note.document:
            do = "look for the passage in the document; the page may have been another then"
        return make_issue("unplaced", STAGE, what, f"{self.account.request.name}, entry {row.line}", do, note.document)


def _same(earlier: Note, note: Note) -> bool:
    """Tell whether two notes say the same of the same words, whatever context came with them."""
    return replace(earlier, before="", after="", at="") == replace(note, before="", after="", at="")
