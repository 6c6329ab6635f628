"""Open a dossier file: tell what it is, make or migrate it, and translate what SQLite says."""

from __future__ import annotations

import os
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from importlib import resources
from pathlib import Path

from onrecord.dossier import details
from onrecord.errors import DossierError, IntegrityError, NewerDossier, NotADossier, NotWritable

APPLICATION_ID = 0x6F6E7263
"""Stands at byte 68 of every dossier: "onrc"."""
CACHE_KIB = 32_000
"""Pages that a connection keeps in memory."""

PAGE_BYTES = 8192
"""Of a new dossier: the profiles of threads, of 2 to 3 KB, leave less room unused than on pages of 4096."""

_SEVERAL_PROGRAMS = "wait until the other program has finished with it, then run the command again"
_MAKE_ROOM = "check that the file and its folder may be written and that the disk has room, then run the command again"


def connect(path: Path, *, create: bool, read_only: bool, wait_s: float) -> sqlite3.Connection:
    """Open the dossier at *path*, made or migrated first where that is asked for and possible.

    Raises:
        NotADossier: the file is something else, or is missing and *create* is false.
        NewerDossier: a later version wrote it.
        NotWritable: *read_only* is false and the file or its folder cannot be written.
    """
    if create and not read_only and not path.exists():
        _make(path)
    _check_kind(path)
    with translated(path):
        connection = _open_to_read(path, wait_s) if read_only else _open(path, "mode=rw", wait_s)
        try:
            _prepare(connection, path, read_only=read_only)
        except (sqlite3.Error, DossierError):
            connection.close()
            raise
    return connection


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise what SQLite reports about the file at *path* as one of our errors."""
    try:
        yield
    except sqlite3.Error as exc:
        raise _translate(exc, path) from exc


def scripts() -> list[str]:
    """Return the migrations in order; the first makes a dossier of version 1 from an empty file."""
    folder = resources.files("onrecord.dossier").joinpath("schema")
    found = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return [f.read_text(encoding="utf-8") for f in found]


def migrate(connection: sqlite3.Connection, steps: Sequence[str]) -> None:
    """Bring a dossier up to version `len(steps)`, each missing step in a transaction of its own."""
    for number, step in enumerate(steps, start=1):
        if number > version_of(connection):
            try:
                connection.executescript(f"BEGIN IMMEDIATE; {step}; PRAGMA user_version = {number}; COMMIT;")
            finally:
                if connection.in_transaction:
                    connection.rollback()


def version_of(connection: sqlite3.Connection) -> int:
    """Return how many migrations the dossier has been through."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _make(path: Path) -> None:
    """Put an empty dossier at *path* whole: it is built in memory, and an interruption leaves no half file there."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as model:
        model.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        add_functions(model)
        migrate(model, scripts())
        data = model.serialize()
    made = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        made.unlink(missing_ok=True)
        with made.open("xb") as file:
            file.write(data)
            os.fsync(file.fileno())
        _put(made, path)
    except OSError as exc:
        raise NotWritable(
            f"the dossier cannot be made: {exc.strerror}.",
            where=str(path),
            do="make the folder if it is missing, and check that it may be written and that the disk has room",
        ) from exc


def _put(made: Path, path: Path) -> None:
    """Name *made* as *path*, unless another program has just put a dossier there."""
    try:
        path.hardlink_to(made)
    except FileExistsError:
        pass
    except OSError:  # a file system without hard links
        made.replace(path)
    made.unlink(missing_ok=True)


def _check_kind(path: Path) -> None:
    """Look at the head of the file before SQLite may change it: a newer or foreign file is never touched.

    SQLite reads it, in a way that changes nothing. Were it opened and closed otherwise, the system would drop the locks
    that other connections of this process hold on it, and other programs would take away the log under them.
    """
    _check_there(path)
    try:
        with closing(_open(path, "mode=ro&immutable=1", 0)) as connection:
            (kind,) = connection.execute("PRAGMA application_id").fetchone()
            version = version_of(connection)
    except sqlite3.DatabaseError as exc:
        if _is_kind(exc, "SQLITE_NOTADB"):
            raise _foreign("the file is not a dossier.", path) from exc
        raise NotADossier(
            f"the file cannot be read: {exc}.", where=str(path), do="check the permissions of the file"
        ) from exc
    if kind != APPLICATION_ID:
        raise NotADossier(
            "the file is a database of another program.", where=str(path), do="name the dossier that you mean"
        )
    _check_version(version, path)


def _check_there(path: Path) -> None:
    try:
        size = path.stat().st_size
    except FileNotFoundError as exc:
        raise NotADossier(
            "there is no such dossier.",
            where=str(path),
            do="make it by adding documents: onrecord add FILE… -d DOSSIER",
        ) from exc
    except OSError as exc:
        raise NotADossier(
            f"the file cannot be read: {exc.strerror}.", where=str(path), do="check the permissions of the file"
        ) from exc
    if path.is_dir():
        raise NotADossier("this is a folder, not a dossier.", where=str(path), do="name a file in it")
    if not size:
        raise _foreign("the file is empty.", path)


def _foreign(what: str, path: Path) -> NotADossier:
    return NotADossier(what, where=str(path), do="name another file, or move this one away and run the command again")


def _check_version(version: int, path: Path) -> None:
    known = len(scripts())
    if version > known:
        raise NewerDossier(
            f"the dossier was written by a later version of onrecord (format {version}, this one knows {known}).",
            where=str(path),
            do="install the newest onrecord",
        )


def _open(path: Path, mode: str, wait_s: float) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{mode}"
    # One thread at a time uses a connection, but not always the same one: the web app hands them on.
    return sqlite3.connect(uri, uri=True, timeout=wait_s, isolation_level=None, check_same_thread=False)


def _open_to_read(path: Path, wait_s: float) -> sqlite3.Connection:
    """Open without writing; in a folder that cannot be written SQLite has no room for its side files."""
    modes = ["mode=rw", "mode=ro"] + ["mode=ro&immutable=1"] * (not _has_unmerged_changes(path))
    for mode in modes:
        connection = _open(path, mode, wait_s)
        try:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.Error as exc:
            connection.close()
            if not _is_kind(exc, "SQLITE_CANTOPEN", "SQLITE_READONLY"):
                raise
        else:
            return connection
    raise NotWritable(
        "the dossier holds changes of an interrupted run, and its folder cannot be written to finish them.",
        where=str(path),
        do="copy the dossier and the files beside it (-wal, -shm) into a folder of your own and open it there",
    )


def _has_unmerged_changes(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def add_functions(connection: sqlite3.Connection) -> None:
    """Let SQL call `detail_of(packed, detail)`: what a row of `statements` keeps as JSON; "{}" if it is unreadable."""
    connection.create_function("detail_of", 2, _detail_of, deterministic=True)


def _detail_of(packed: bytes | None, text: str) -> str:
    try:
        return text if packed is None else details.unpack(packed).decode()
    except (zlib.error, UnicodeDecodeError):
        return "{}"


def _prepare(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    add_functions(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    _check_version(version_of(connection), path)
    if read_only:
        if version_of(connection) < len(scripts()):
            raise NotWritable(
                "the dossier is of an older format, and is opened for reading only.",
                where=str(path),
                do="add a document to it once, which brings it up to date",
            )
        return
    connection.execute("PRAGMA journal_mode = WAL")
    # A power cut may undo the last documents, whole ones only; running the intake again brings them back.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("BEGIN IMMEDIATE")  # fail at once, not halfway, where the file or its folder is read-only
    try:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    finally:
        connection.rollback()
    migrate(connection, scripts())


def _is_kind(exc: sqlite3.Error, *kinds: str) -> bool:
    name = getattr(exc, "sqlite_errorname", None) or ""
    return name.startswith(kinds)


def _translate(exc: sqlite3.Error, path: Path) -> Exception:
    where = str(path)
    if _is_kind(exc, "SQLITE_BUSY", "SQLITE_LOCKED"):
        return DossierError("the dossier is in use by another program.", where=where, do=_SEVERAL_PROGRAMS)
    if _is_kind(exc, "SQLITE_FULL", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR"):
        return NotWritable(f"the dossier cannot be written: {exc}.", where=where, do=_MAKE_ROOM)
    if _is_kind(exc, "SQLITE_NOTADB"):
        return NotADossier("the file is not a dossier.", where=where, do="name the dossier that you mean")
    if _is_kind(exc, "SQLITE_CONSTRAINT"):
        return IntegrityError(
            f"the dossier does not accept this record: {exc}.", where=where, do="please report this fault"
        )
    if _is_kind(exc, "SQLITE_CORRUPT"):
        return IntegrityError(
            f"the dossier is damaged: {exc}.", where=where, do="run onrecord verify, or go back to a copy of the file"
        )
    return DossierError(f"the dossier cannot be used: {exc}.", where=where, do="run onrecord verify")
