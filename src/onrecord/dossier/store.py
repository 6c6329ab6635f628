"""The dossier: one file that keeps documents, statements and issues, and gives them back exactly."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.dossier import connections, descriptions, effects, facts, intakes, own_rows, rows, speaker_rows, writing
from onrecord.dossier.filters import EVERYTHING, STATEMENTS, StatementFilter, to_sql
from onrecord.dossier.intakes import Intake, Outcome, RefusedInput
from onrecord.dossier.vectors import quantise
from onrecord.errors import DossierError, NotWritable, SettingsError
from onrecord.records import Blob, DeclaredCountry, Document, IntakeReport, Issue, Sighting, Speaker, Statement
from onrecord.reference.countries import is_declarable

_WAIT_S = 10.0
"""How long to wait for another program's transaction; ours take milliseconds."""

_STATEMENT_ROWS = f"SELECT s.*, d.key AS document, d.id AS home, r.made_by AS reader FROM {STATEMENTS} WHERE "
_TEXTS = (
    "SELECT t.*, d.key AS key, d.sha256 AS original_sha256 FROM documents d JOIN texts t ON t.document = d.id"
    " LEFT JOIN readings r ON r.text = t.id AND r.is_current = 1 "
)


class Dossier:
    """One open dossier file; close it, or use it as a context manager.

    All writing methods are transactions: done whole or not at all. What they are given twice they store once.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
        self.connection, self.path, self.read_only = connection, path, read_only
        self._intake: int | None = None
        self._is_bulk = self.is_writing = False
        self._row_ids: dict[Speaker, int] = {}
        self._cast = speaker_rows.Cast(connection)

    @classmethod
    def open(cls, path: Path | str, *, create: bool, read_only: bool = False, wait_s: float = _WAIT_S) -> Self:
        """Open the dossier at *path*.

        Args:
            path: the file.
            create: make it if there is none.
            read_only: change nothing; this also works on a read-only file in a read-only folder.
            wait_s: how long to wait for another program that is writing.

        Raises:
            NotADossier: the file is something else, or is missing and *create* is false.
            NewerDossier: a later version of onrecord wrote it.
            NotWritable: it cannot be written, and *read_only* is false.
            DossierError: another program has been writing for longer than *wait_s*.
        """
        path = Path(path)
        connection = connections.connect(path, create=create, read_only=read_only, wait_s=wait_s)
        opened = cls(connection, path, read_only=read_only)
        if not read_only and speaker_rows.is_unsettled(connection):  # it was of an older format
            with opened.transaction():
                pass
        return opened

    def close(self) -> None:
        """Close the file; the side files of SQLite go away with the last program that closes it."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let several reads see one state of the dossier, whatever other programs write meanwhile; it may be nested."""
        if self.connection.in_transaction:
            yield
            return
        with connections.translated(self.path):
            self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.rollback()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Commit what is done inside, or undo all of it; inside of `bulk` it is committed at the end of that."""
        if self._is_bulk:
            yield self.connection
            return
        if self.read_only:
            raise NotWritable(
                "the dossier was opened for reading only.", where=str(self.path), do="open it for writing"
            )
        with connections.translated(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            is_done = False
            self.is_writing = True
            try:
                yield self.connection
                speaker_rows.settle(self.connection)
                facts.refresh(self.connection)
                self.connection.commit()
                is_done = True
            finally:
                self.is_writing = False
                if not is_done:
                    self._row_ids.clear()  # ids given inside the transaction are void
                    self._cast.forget()
                    self.connection.rollback()

    @contextmanager
    def bulk(self) -> Iterator[None]:
        """Make everything that is written inside one transaction: done whole or not at all, and sooner."""
        with self.transaction():
            self._is_bulk = True
            try:
                yield
            finally:
                self._is_bulk = False

    # Taking in

    @contextmanager
    def intake(self, now: str, request: str = "") -> Iterator[int]:
        """Account for everything that is kept, seen again or refused inside; close it with `finish_intake`.

        Left without that, by an error or by an interruption, the intake stays in the dossier as unfinished. What it
        did stands; an intake of the same request that finishes later completes it.

        Args:
            now: ISO 8601 moment.
            request: what was asked for, as it would be asked for again.
        """
        with self.transaction() as db:
            self._intake = intakes.begin(db, request, now)
        try:
            yield self._intake
        finally:
            self._intake = None

    def finish_intake(self, intake: int, counted: IntakeReport, now: str) -> None:
        """Close an intake.

        Raises:
            IntegrityError: what the run *counted* is not what the dossier's rows say.
        """
        with self.transaction() as db:
            intakes.finish(db, intake, counted, now)

    def intakes(self) -> list[Intake]:
        """Return all intakes in the order in which they began, counted from their rows."""
        with connections.translated(self.path):
            return intakes.load_all(self.connection)

    def account(self, intake: int | None = None) -> IntakeReport:
        """Return the account of one intake, or of all together, counted from rows."""
        with connections.translated(self.path):
            return intakes.report(self.connection, intake)

    def keep(
        self,
        blob: Blob,
        document: Document,
        statements: Sequence[Statement],
        vectors: NDArray[np.float32],
        issues: Iterable[Issue] = (),
        reader: str | None = None,
    ) -> Outcome:
        """Store a document, its original, one reading of it and the issues met on the way, in one transaction.

        A new text of known bytes stands beside the old text; a new reader's statements replace those of the old one in
        every answer, while the old ones stay in the file. What is there already is not stored again. Statements that
        persons found in the same text are part of every reading of it.

        Args:
            blob: the bytes as they came.
            document: what was made of them.
            statements: all statements of the document, in any order.
            vectors: (n_statements, 384) float32, the meaning of each statement.
            issues: what could not be handled.
            reader: name and version of what found the statements; by default that of the first statement.

        Returns:
            "kept" if the bytes are new in this dossier, else "duplicate".

        Raises:
            IntegrityError: a hash, a span or a quotation is wrong.
        """
        reader = (statements[0].made_by if statements else "") if reader is None else reader
        writing.check(blob, document, statements)
        codes = quantise(np.asarray(vectors, np.float32).reshape(len(statements), writing.WIDTH))
        with self.transaction() as db:
            number, is_new = writing.put_document(db, blob, document)
            text = writing.put_text(db, number, document)
            reading = writing.put_reading(db, number, text, document, reader)
            if reading is not None:
                put = writing.Statements(db, self._row_ids)
                statements, codes = own_rows.joined(db, document, statements, codes)
                put.put(statements, codes, reading, document.text, reader)
                effects.reapply(put, document, statements, reading, reader)
            writing.put_issues(db, issues)
            outcome: Outcome = "kept" if is_new else "duplicate"
            self._see(db, number, document.sha256, (*document.sightings, blob.sighting), outcome)
        return outcome

    def add_sighting(self, sha256: str, sighting: Sighting) -> None:
        """Store that a document already kept was seen (again); the same place twice adds nothing but its last time."""
        with self.transaction() as db:
            found = db.execute("SELECT id FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
            if not found:
                raise DossierError("no document has these bytes.", where=sha256, do="add the file itself")
            self._see(db, found[0], sha256, (sighting,), "duplicate")

    def _see(
        self, db: sqlite3.Connection, number: int, sha256: str, sightings: Sequence[Sighting], outcome: Outcome
    ) -> None:
        unique = tuple({s.where: s for s in reversed(sightings)}.values())
        writing.put_sightings(db, number, unique)
        intakes.settle_refusals(db, number, sha256, [s.where for s in unique])
        intakes.put_outcome(db, self._intake, sightings[-1].where, outcome, number, None)

    def refuse(self, issue: Issue, blob: Blob | None = None) -> None:
        """Store that an input is not taken in, and why; of *blob* only name, size and hash are kept.

        Args:
            issue: the reason; its *where* is the place of an input that could not even be fetched.
            blob: the input, where there is one.
        """
        with self.transaction() as db:
            writing.put_issues(db, [issue])
            place = intakes.put_refusal(db, issue, blob)
            intakes.put_outcome(db, self._intake, place, "refused", None, issue.id)

    def declare_country(self, country: DeclaredCountry) -> None:
        """Declare a country of this dossier's own; declaring a code again replaces it.

        Raises:
            SettingsError: the code is not one of XAA to XZZ, or the name is empty.
        """
        if not is_declarable(country.code):
            raise SettingsError(
                "this country code cannot be declared.", where=country.code, do="choose one from XAA to XZZ, not XKX"
            )
        if not country.name.strip():
            raise SettingsError("a country needs a name.", where=country.code, do="give its short name after the code")
        with self.transaction() as db:
            db.execute(
                "INSERT OR REPLACE INTO countries (code, name, detail) VALUES (?, ?, ?)",
                (country.code, country.name, rows.to_json(country)),
            )

    # Giving back

    def has_original(self, sha256: str) -> bool:
        """Tell whether the bytes with this hash are kept."""
        with connections.translated(self.path):
            found = self.connection.execute("SELECT 1 FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
        return found is not None

    def documents(self) -> list[Document]:
        """Return the documents by day of publication (unknown last), with the texts of their current readings."""
        return list(self._documents("WHERE r.is_current = 1 ORDER BY r.order_key", ()))

    def count_documents(self) -> int:
        """Return how many documents there are."""
        with connections.translated(self.path):
            (count,) = self.connection.execute("SELECT count(*) FROM documents").fetchone()
        return int(count)

    def document(self, id_or_prefix: str) -> Document:
        """Return the document of this id, or the only one whose id begins so.

        Raises:
            SettingsError: there is none, or there are several.
        """
        return next(self._documents("WHERE d.key = ? AND r.is_current = 1", (self._find_document(id_or_prefix),)))

    def documents_as_read(self, id: str) -> Iterator[Document]:
        """Give the document of this whole id as it was read, without what persons say of it."""
        yield from self._documents("WHERE d.key = ? AND r.is_current = 1", (id,), with_said=False)

    def texts(self, id_or_prefix: str) -> list[Document]:
        """Return the document as each extractor gave it, oldest first: one content, several texts."""
        return list(self._documents("WHERE d.key = ? ORDER BY t.id", (self._find_document(id_or_prefix),)))

    def original(self, id_or_prefix: str) -> bytes:
        """Return the bytes of a document as they came."""
        key = self._find_document(id_or_prefix)
        sql = "SELECT o.* FROM originals o JOIN documents d ON d.id = o.document WHERE d.key = ?"
        with rows.readable(f"the original of document {key}"):
            (row,) = self._select(sql, (key,))
            return rows.unpack(row["codec"], row["body"])

    def statements(self, wanted: StatementFilter = EVERYTHING) -> Iterator[Statement]:
        """Give the wanted statements, by day of publication of their document (unknown last), then in reading order."""
        condition, given = to_sql(wanted)
        order = " ORDER BY r.order_key, s.position, s.key"
        yield from self._statements(condition + order, given)

    def count_statements(self, wanted: StatementFilter = EVERYTHING) -> int:
        """Return how many statements are wanted."""
        condition, given = to_sql(wanted)
        with connections.translated(self.path):
            (count,) = self.connection.execute(f"SELECT count(*) FROM {STATEMENTS} WHERE {condition}", given).fetchone()
        return int(count)

    def statement(self, id: str, *, as_stored: bool = False) -> Statement:
        """Return the statement of this id; *as_stored* with speakers as its document or a review of it gives them.

        Raises:
            SettingsError: there is none in the current readings.
        """
        for statement in self._statements("s.key = :id", {"id": id}, as_stored=as_stored):
            return statement
        raise SettingsError("there is no such statement.", where=id, do="list them: onrecord export --to jsonl")

    def statements_by_row(self, numbers: Sequence[int], *, as_stored: bool = False) -> dict[int, Statement]:
        """Return statements by the row ids that searches work with; *as_stored* as for `statement`."""
        wanted: dict[str, object] = {"ids": str([int(n) for n in numbers])}
        found = dict(self._numbered("s.id IN (SELECT value FROM json_each(:ids))", wanted, as_stored=as_stored))
        return {n: found[n] for n in numbers if n in found}

    def issues(self, *, settled: bool = False) -> list[Issue]:
        """Return what could not be handled, by place.

        Args:
            settled: include refusals of what has been kept since, from the same place or with the same bytes.
        """
        with connections.translated(self.path):
            return intakes.issues(self.connection, settled=settled)

    def refusals(self) -> list[RefusedInput]:
        """Return the inputs that were refused and not kept since, by place."""
        with connections.translated(self.path):
            return intakes.refusals(self.connection)

    def declared_countries(self) -> tuple[DeclaredCountry, ...]:
        """Return the countries that this dossier declares, by code."""
        with connections.translated(self.path):
            found = self.connection.execute("SELECT detail FROM countries ORDER BY code").fetchall()
        return tuple(msgspec.json.decode(detail, type=DeclaredCountry) for (detail,) in found)

    # Rows

    def _select(self, sql: str, given: Sequence[object] | dict[str, object]) -> Iterator[sqlite3.Row]:
        with connections.translated(self.path):
            cursor = self.connection.cursor()
            cursor.row_factory = sqlite3.Row
            # not `yield from`: that closes the cursor of an iteration given up, when the dossier may be closed already
            for row in cursor.execute(sql, given):  # noqa: UP028
                yield row

    def _documents(self, condition: str, given: Sequence[object], *, with_said: bool = True) -> Iterator[Document]:
        for row in self._select(_TEXTS + condition, given):
            sightings = self._sightings(row["document"])
            with rows.readable(f"the text of document {row['key']}"):
                document = rows.to_document(row, sightings)
            said = descriptions.load(self.connection, document.id) if with_said else ()
            yield descriptions.filled(document, said)

    def _sightings(self, number: int) -> list[Sighting]:
        sql = "SELECT * FROM sightings WHERE document = ? ORDER BY seen_at, place"
        return [rows.to_sighting(row) for row in self._select(sql, (number,))]

    def _statements(self, condition: str, given: dict[str, object], *, as_stored: bool = False) -> Iterator[Statement]:
        for _, statement in self._numbered(condition, given, as_stored=as_stored):
            yield statement

    def _numbered(
        self, condition: str, given: dict[str, object], *, as_stored: bool = False
    ) -> Iterator[tuple[int, Statement]]:
        with connections.translated(self.path):
            namings = {} if as_stored else self._cast.namings()
        for row in self._select(_STATEMENT_ROWS + condition, given):
            with rows.readable(f"statement {row['key']}"):
                detail = rows.decode_statement_detail(row["detail"], row["packed"])
                speakers = self._cast.speakers(detail.speakers, row["country"] or "", row["home"], namings)
                statement = rows.to_statement(row, detail, speakers)
            yield row["id"], statement

    def _find_document(self, id_or_prefix: str) -> str:
        with connections.translated(self.path):
            return rows.document_id(self.connection, id_or_prefix)
