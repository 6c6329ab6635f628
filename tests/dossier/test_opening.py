"""Every file that is not a usable dossier gets a clear message and is left as it is."""

import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.dossier import samples

from onrecord.dossier import Dossier, connections, verify
from onrecord.errors import DossierError, IntegrityError, NewerDossier, NotADossier, NotWritable

NOBODY = 65534


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that an ordinary user may enter; the test runs as one, for root may write anywhere."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    yield folder
    os.seteuid(os.getuid())
    folder.chmod(0o755)
    shutil.rmtree(folder)


def filled(path: Path) -> Path:
    with Dossier.open(path, create=True) as dossier:
        samples.add(dossier, samples.law())
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def foreign_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE notes (note)")


def newer_dossier(path: Path) -> None:
    with closing(sqlite3.connect(filled(path), isolation_level=None)) as db:
        db.execute("PRAGMA user_version = 999")
        db.execute("PRAGMA journal_mode = DELETE")


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("create", [False, True])
@pytest.mark.parametrize(
    ("make", "error", "says"),
    [
        (lambda p: p.write_text("Dear diary, " * 50), NotADossier, "not a dossier"),
        (lambda p: p.write_text("short"), NotADossier, "not a dossier"),
        (lambda p: p.touch(), NotADossier, "empty"),
        (lambda p: p.mkdir(), NotADossier, "folder"),
        (foreign_database, NotADossier, "another program"),
        (newer_dossier, NewerDossier, "format 999"),
    ],
)
def test_other_files_are_refused_and_left_alone(
    tmp_path: Path, make: object, error: type[DossierError], says: str, create: bool, read_only: bool
) -> None:
    path = tmp_path / "some.file"
    assert callable(make)
    make(path)
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(error, match=says) as caught:
        Dossier.open(path, create=create, read_only=read_only)
    assert caught.value.where == str(path)
    assert caught.value.do
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert names(tmp_path) == ["some.file"]


def test_a_missing_dossier_is_made_only_on_request(tmp_path: Path) -> None:
    for create, read_only in ((False, False), (False, True), (True, True)):
        with pytest.raises(NotADossier, match="no such dossier") as caught:
            Dossier.open(tmp_path / "none.dossier", create=create, read_only=read_only)
        assert "onrecord add" in caught.value.do
    assert names(tmp_path) == []
    with Dossier.open(tmp_path / "new.dossier", create=True) as dossier:
        assert dossier.documents() == []
    assert names(tmp_path) == ["new.dossier"]


def test_a_dossier_is_made_with_odd_names(tmp_path: Path) -> None:
    for name in ("a b?mode=memory#x%20.dossier", "Žlutý kůň.dossier"):
        filled(tmp_path / name)
        with Dossier.open(tmp_path / name, create=False, read_only=True) as dossier:
            assert dossier.count_statements() == 2


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotWritable, match="No such file or directory") as caught:
        Dossier.open(tmp_path / "no" / "such" / "d.dossier", create=True)
    assert "no/such/d.dossier" in caught.value.where
    assert "folder" in caught.value.do


def test_a_folder_that_cannot_be_written_holds_no_new_dossier(place: Path) -> None:
    place.chmod(0o555)
    with pytest.raises(NotWritable, match="cannot be made: Permission denied"):
        Dossier.open(place / "d.dossier", create=True)


@pytest.mark.parametrize(("of_folder", "of_file"), [(0o555, 0o444), (0o555, 0o644), (0o755, 0o444)])
def test_what_cannot_be_written_can_be_read(place: Path, of_folder: int, of_file: int) -> None:
    path = filled(place / "d.dossier")
    path.chmod(of_file)
    place.chmod(of_folder)
    with Dossier.open(path, create=False, read_only=True) as dossier:
        assert [s.quote for s in dossier.statements()] == [s.quote for s in samples.law()[2]]
        assert {i.kind for i in verify(dossier)} <= {"not-checked"}
    with pytest.raises(NotWritable) as caught:
        Dossier.open(path, create=False)
    assert caught.value.do
    with pytest.raises(NotWritable):
        Dossier.open(path, create=True)


def test_a_file_that_may_not_be_read_is_said(place: Path) -> None:
    path = filled(place / "d.dossier")
    path.chmod(0)
    with pytest.raises(NotADossier, match="the file cannot be read"):
        Dossier.open(path, create=False, read_only=True)


def test_changes_of_an_interrupted_run_are_not_passed_over_in_a_read_only_folder(place: Path) -> None:
    path = filled(place / "d.dossier")
    with Dossier.open(path, create=False) as dossier:
        samples.add(dossier, samples.press())
        for name in ("d.dossier", "d.dossier-wal"):
            shutil.copy(place / name, place / name.replace("d.", "killed."))
    place.chmod(0o555)
    with pytest.raises(NotWritable, match="interrupted run") as caught:
        Dossier.open(place / "killed.dossier", create=False, read_only=True)
    assert "-wal" in caught.value.do
    place.chmod(0o755)
    with Dossier.open(place / "killed.dossier", create=False, read_only=True) as dossier:
        assert dossier.count_documents() == 2


def test_reading_only_writes_nothing(tmp_path: Path) -> None:
    path = filled(tmp_path / "d.dossier")
    before = path.read_bytes()
    with Dossier.open(path, create=False, read_only=True) as dossier:
        verify(dossier)
        with pytest.raises(NotWritable, match="reading only"):
            dossier.refuse(samples.some_issue())
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            dossier.connection.execute("DELETE FROM issues")
    assert path.read_bytes() == before
    assert names(tmp_path) == ["d.dossier"]


def test_a_dossier_is_read_while_another_program_writes(tmp_path: Path) -> None:
    path = filled(tmp_path / "d.dossier")
    with Dossier.open(path, create=False) as writer, Dossier.open(path, create=False, read_only=True) as reader:
        with reader.snapshot():
            assert reader.count_documents() == 1
            samples.add(writer, samples.press())
            assert reader.count_documents() == 1
        assert reader.count_documents() == 2


def test_writing_waits_for_another_program(tmp_path: Path) -> None:
    path = filled(tmp_path / "d.dossier")
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    with closing(other), Dossier.open(path, create=False, wait_s=30) as dossier:
        other.execute("BEGIN IMMEDIATE")
        threading.Timer(0.1, other.rollback).start()
        samples.add(dossier, samples.press())
        assert dossier.count_documents() == 2


def test_a_dossier_that_stays_locked_is_said(tmp_path: Path) -> None:
    path = filled(tmp_path / "d.dossier")
    other = sqlite3.connect(path, isolation_level=None)
    with closing(other), Dossier.open(path, create=False, wait_s=0.05) as dossier:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DossierError, match="in use by another program"):
            samples.add(dossier, samples.press())
        other.rollback()
        samples.add(dossier, samples.press())


def test_two_programs_may_make_the_same_dossier(tmp_path: Path) -> None:
    path = tmp_path / "d.dossier"
    with Dossier.open(path, create=True) as first:
        samples.add(first, samples.law())
        connections._make(path)  # what a second program does that saw no file a moment ago
        assert first.count_documents() == 1
    with Dossier.open(path, create=True) as again:
        assert again.count_documents() == 1
    assert names(tmp_path) == ["d.dossier"]


def test_migrations_run_in_order_each_whole_or_not_at_all() -> None:
    steps = ["CREATE TABLE a (x)", "CREATE TABLE b (x); INSERT INTO b VALUES (1)"]
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        connections.migrate(db, steps)
        connections.migrate(db, steps)
        assert db.execute("SELECT count(*) FROM b").fetchone() == (1,)
        with pytest.raises(sqlite3.OperationalError):
            connections.migrate(db, [*steps, "CREATE TABLE c (x); CREATE TABLE a (x)"])
        assert connections.version_of(db) == 2
        assert db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'c'").fetchone() is None


def test_a_damaged_database_is_said(tmp_path: Path) -> None:
    path = filled(tmp_path / "d.dossier")
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises((IntegrityError, NotADossier)) as caught:  # noqa: SIM117
        with Dossier.open(path, create=False, read_only=True) as dossier:
            list(dossier.statements())
    assert caught.value.where == str(path)
