"""Take in tables of statements: reviews of what the dossier has, and passages that somebody coded."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import cast

from onrecord import labels
from onrecord.dossier import Dossier, StatementFilter, own_statements, reviews
from onrecord.dossier.effects import effective
from onrecord.dossier.given import NONE, TEXTS, read_changes
from onrecord.dossier.places import Places
from onrecord.dossier.reviews import Changes, Decision
from onrecord.dossier.vectors import quantise, restore
from onrecord.errors import SettingsError
from onrecord.exports.material import Source
from onrecord.exports.names import BETWEEN
from onrecord.exports.tables import statement_cells
from onrecord.imports.own_tables import SPEAKER
from onrecord.imports.parts import StatementRow
from onrecord.imports.placing import occurrences, place
from onrecord.pipeline.import_parts import Account, Outcome
from onrecord.pipeline.reading import heads_in_use, load_tools
from onrecord.records import (
    CAMPS,
    Document,
    Issue,
    Review,
    ReviewDecision,
    Span,
    Speaker,
    Statement,
    Voice,
    cut,
    statement_id,
)

_DECISIONS: dict[str, ReviewDecision | None] = {
    "": None, "machine": None, "confirm": "confirmed", "confirmed": "confirmed", "correct": "corrected",
    "corrected": "corrected", "reject": "rejected", "rejected": "rejected",
}  # fmt: skip
_ID = re.compile(r"[0-9a-f]{20}")
_PLACES = re.compile(r"[\d\s,;-]*")
_NEAR = 400
"""Characters around a passage in which the words that name its source are looked for."""
_NO_WORD = " \t\n.,;:…“”\"'‘’«»()[]-–—"


class StatementTaker:
    """Takes rows about statements into a dossier."""

    def __init__(self, dossier: Dossier, account: Account) -> None:
        self.dossier, self.account = dossier, account
        self.places = Places.load(dossier)
        self.document = lru_cache(maxsize=4)(dossier.document)
        self.touched: set[str] = set()

    def take(self, row: StatementRow) -> Outcome | Issue:
        """Write down what a row says, and return what became of it."""
        try:
            statement = self._statement(row.id)
            if statement is None and not row.quote:
                do = "export the table again; ids belong to one dossier"
                return self.account.refusal("no-statement", f"no statement has the id {row.id}.", row.line, do)
            return self._judge(row, statement) if statement else self._code(row)
        except SettingsError as error:
            return self.account.of_error(error, "not-taken", row.line)

    def _statement(self, id: str) -> Statement | None:
        if not _ID.fullmatch(id):
            return None
        try:
            return self.dossier.statement(id)
        except SettingsError:
            return None

    # Reviews

    def _judge(self, row: StatementRow, statement: Statement) -> Outcome | Issue:
        if issue := self.account.repeats(statement.id, row.line):
            return issue
        if row.decision not in _DECISIONS:
            do = "confirm, correct, reject, or nothing; to take a review back: onrecord review undo"
            return self.account.refusal("no-decision", f"this is no decision: {row.decision}", row.line, do)
        changes = self._changes(row, statement)
        wanted = _DECISIONS[row.decision]
        if wanted == "rejected" and statement.review != "rejected":
            decision: ReviewDecision = "rejected"
        elif changes and wanted != "rejected":
            decision = "corrected"
        elif wanted == "confirmed" and statement.review == "machine":
            decision = "confirmed"
        else:
            return "unchanged"
        if issue := self._fault(row, statement):
            return issue
        given = changes if decision == "corrected" else Changes()
        return self._write(row, statement.id, decision, given)

    def _fault(self, row: StatementRow, statement: Statement) -> Issue | None:
        """Return why a change of a statement cannot be written down, or None."""
        if not row.by:
            what = "the row changes a statement and names nobody who decided."
            return self.account.refusal("no-reviewer", what, row.line, "fill in the column by, or give --by NAME")
        last = self._last(statement.id)
        is_stale = row.exported and row.exported != statement.review and not row.decision
        if is_stale and last and last.by != row.by:
            what = f"the statement was {last.decision} by {last.by} after this table was exported."
            do = "export it again, or write your decision into the row to overrule"
            return self.account.refusal("changed-since", what, row.line, do)
        return None

    def _last(self, id: str) -> Review | None:
        stack = effective(reviews.log(self.dossier, id)).get(id)
        return stack[-1] if stack else None

    def _write(self, row: StatementRow, id: str, decision: ReviewDecision, changes: Changes) -> Outcome:
        made = Decision(statement=id, decision=decision, by=row.by, why=row.why, changes=changes)
        reviews.review(self.dossier, [made], self.account.request.now)
        self.touched.add(id)
        return "updated"

    def _changes(self, row: StatementRow, statement: Statement) -> Changes:
        """Return the values that a row gives otherwise than the statement has them."""
        document = self.document(statement.document)
        there = statement_cells(statement, Source(document=document, statements=(statement,)))
        changed = {name: cell for name, cell in row.cells.items() if cell and cell != there.get(name, "").strip()}
        found = read_changes({name: cell for name, cell in changed.items() if name in TEXTS})
        given = {name: value for name, value in found.items() if value != getattr(statement, name)}
        if any(name in SPEAKER for name in changed):
            speakers = speakers_of({**{name: there.get(name, "") for name in SPEAKER}, **_filled(row.cells, SPEAKER)})
            if speakers != statement.speakers:
                given["speakers"] = speakers
        return cast("Changes", given)

    # Coded passages

    def _code(self, row: StatementRow) -> Outcome | Issue:
        if not row.by:
            what = "the row codes a passage and names nobody who did."
            return self.account.refusal("no-reviewer", what, row.line, "fill in the column by, or give --by NAME")
        document = self.places.find([row.document]) if row.document else None
        if document is None:
            what = f"the dossier has no document {row.document}." if row.document else "the row names no document."
            return self.account.refusal("no-document", what, row.line, "add it first; name its id, address or file")
        text = self.document(document)
        span = place(text.text, row.quote, before=row.before, after=row.after)
        if isinstance(span, str):
            what = f"the quotation is not taken: {span}."
            do = (
                "copy the words from the text as onrecord shows it; give the words before and after if they stand twice"
            )
            return self.account.refusal("unplaced", what, row.line, do)
        return self._put(row, text, span)

    def _put(self, row: StatementRow, document: Document, span: Span) -> Outcome | Issue:
        changes = self._coded_values(row, document, span)
        here = self._at(document, span)
        if issue := self.account.repeats(here.id if here else f"{document.id} {span}", row.line):
            return issue
        if here is None:
            here = self._add(row, document, span, changes)
            outcome: Outcome = "added"
        else:
            outcome = "updated"
        self._replace_earlier(row, here.id)
        if self._says_so(here.id, row, changes):
            return "unchanged"
        self._write(row, here.id, "corrected" if changes else "confirmed", changes)
        return outcome

    def _coded_values(self, row: StatementRow, document: Document, span: Span) -> Changes:
        cells = dict(row.cells)
        source = cells.pop("source", "")
        cells.pop("content", None)
        given = read_changes({name: cell for name, cell in cells.items() if name in TEXTS})
        if any(cells.get(name) for name in SPEAKER):
            given["speakers"] = speakers_of(cells)
        if source and (found := _source_spans(source, document.text, span)):
            given["source"] = found
        return given

    def _at(self, document: Document, span: Span) -> Statement | None:
        """Return the statement of the document whose content is these words."""
        start, end = _bare(document.text, span)
        for one in self.dossier.statements(StatementFilter(document=document.id)):
            if len(one.content) == 1 and _bare(document.text, one.content[0]) == (start, end):
                return one
        return None

    def _replace_earlier(self, row: StatementRow, id: str) -> None:
        """Reject the statement that a row of this id was before its words were changed."""
        if not row.id:
            return
        origin = self.account.request.name
        earlier = own_statements.statement_of_row(self.dossier, origin, row.id)
        if earlier == id:
            return
        if earlier and earlier in own_statements.own_ids(self.dossier):
            why = f"{origin}, row {row.id}: its words were changed"
            self._write(replace(row, why=why), earlier, "rejected", Changes())
        own_statements.put_row(self.dossier, origin, row.id, id)

    def _says_so(self, id: str, row: StatementRow, changes: Changes) -> bool:
        """Tell whether the review that holds is this person's, and says all this."""
        last = self._last(id)
        if last is None or last.by != row.by or last.values is None:
            return False
        return all(getattr(last.values, name) == value for name, value in changes.items())

    def _add(self, row: StatementRow, document: Document, span: Span, changes: Changes) -> Statement:
        """Add a statement that a person found; what the person leaves out, the machine labels."""
        source = changes.get("source", ())
        voice: Voice = "attributed" if source or changes.get("speakers") else "author"
        made = Statement(
            id=statement_id(document, voice, source, (), (span,)),
            document=document.id,
            voice=voice,
            source=source,
            content=(span,),
            quote=cut(document.text, (span,)),
            made_by=f"person: {row.by}",
        )
        tools = load_tools(self.dossier.declared_countries(), heads_in_use(self.dossier))
        vectors = restore(quantise(tools.embedder.embed([made.quote])))
        (labelled,) = labels.assign(document, [made], vectors, tools.heads, tools.gazetteer)
        own_statements.add_own(self.dossier, document.id, [labelled], vectors, self.account.request.now)
        return labelled


def _filled(cells: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    return {name: cells[name] for name in names if cells.get(name)}


def _bare(text: str, span: Span) -> Span:
    """Return a span without the marks at its ends: a quotation is the same with and without its full stop."""
    cut_out = text[span[0] : span[1]]
    start = span[0] + len(cut_out) - len(cut_out.lstrip(_NO_WORD))
    return start, max(start, span[1] - len(cut_out) + len(cut_out.rstrip(_NO_WORD)))


def _source_spans(cell: str, text: str, span: Span) -> tuple[Span, ...]:
    """Return where the words that name the source stand nearest to a passage, or the places that are given."""
    if _PLACES.fullmatch(cell):
        return read_changes({"source": cell}).get("source", ())
    if cell in NONE:
        return ()
    low, high = max(0, span[0] - _NEAR), min(len(text), span[1] + _NEAR)
    found = [(start + low, end + low) for start, end in occurrences(text[low:high], cell)]
    outside = [one for one in found if one[1] <= span[0] or one[0] >= span[1]]
    nearest = min(outside, key=lambda one: max(span[0] - one[1], one[0] - span[1]), default=None)
    return (nearest,) if nearest else ()


def speakers_of(cells: Mapping[str, str]) -> tuple[Speaker, ...]:
    """Return the speakers that cells name; the values of several stand with " | " between.

    Raises:
        SettingsError: a camp is none.
    """
    columns = {name: [part.strip() for part in cells.get(name, "").split(BETWEEN.strip())] for name in SPEAKER}
    if columns["speaker"] in (["-"], ["none"]):
        return ()
    count = max(len(parts) for parts in columns.values())
    rows = [{name: parts[n] if n < len(parts) else "" for name, parts in columns.items()} for n in range(count)]
    return tuple(_speaker(row) for row in rows if any(row.values()))


def _speaker(row: Mapping[str, str]) -> Speaker:
    camp = row["camp"] or "unknown"
    if camp not in CAMPS:
        raise SettingsError(f"this is no camp: {camp}", where="camp", do=f"one of {', '.join(CAMPS)}")
    clean = {name: None if value in NONE else value or None for name, value in row.items()}
    return Speaker(
        name=clean["speaker"],
        role=clean["role"],
        affiliation=clean["affiliation"],
        camp=camp,
        named=bool(clean["speaker"]),
        collective=row["collective"].lower() in {"yes", "true", "1"},
    )
