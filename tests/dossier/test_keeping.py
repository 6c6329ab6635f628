"""What is kept comes back exactly, once, whatever the order, and whatever interrupts."""

import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.dossier import samples

from onrecord.dossier import Dossier, rows, verify
from onrecord.errors import DossierError, IntegrityError, NotWritable, SettingsError
from onrecord.records import (
    Blob,
    DeclaredCountry,
    Document,
    IntakeReport,
    Marked,
    Quantity,
    Sighting,
    Statement,
    Stretch,
    make_issue,
)

Made = tuple[Blob, Document, list[Statement]]


def in_reading_order(statements: list[Statement]) -> list[Statement]:
    return sorted(statements, key=lambda s: (min(a for a, _ in (*s.source, *s.cue, *s.content)), s.id))


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(samples.readings())
def test_what_is_kept_comes_back_exactly(tmp_path_factory: pytest.TempPathFactory, made: Made) -> None:
    blob, document, statements = made
    with Dossier.open(tmp_path_factory.mktemp("d") / "one.dossier", create=True) as dossier:
        assert samples.add(dossier, made) == "kept"
        assert dossier.documents() == [document]
        assert dossier.original(document.id) == blob.data
        assert list(dossier.statements()) == in_reading_order(statements)
        assert all(dossier.statement(s.id) == s for s in statements)
        assert verify(dossier) == []


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(samples.readings(), max_size=4, unique_by=lambda made: made[1].sha256), st.randoms(use_true_random=False)
)
def test_order_and_repetition_change_nothing(
    tmp_path_factory: pytest.TempPathFactory, all_made: list[Made], chance: random.Random
) -> None:
    folder = tmp_path_factory.mktemp("d")
    with Dossier.open(folder / "a.dossier", create=True) as a, Dossier.open(folder / "b.dossier", create=True) as b:
        for made in all_made:
            samples.add(a, made)
        for made in chance.sample(all_made * 2, len(all_made) * 2):
            samples.add(b, made)
        assert samples.contents(a) == samples.contents(b)


def test_the_same_file_again_adds_a_sighting_alone(dossier: Dossier) -> None:
    blob, document, statements = samples.law()
    samples.add(dossier, (blob, document, statements))
    before = list(dossier.statements())
    again = Sighting(where="copy/law.txt", seen_at="2024-06-01T10:00:00Z")
    assert dossier.has_original(document.sha256)
    dossier.add_sighting(document.sha256, again)
    assert dossier.document(document.id).sightings == (*document.sightings, again)
    assert list(dossier.statements()) == before


def test_the_same_place_twice_adds_only_when_it_was_last_seen(dossier: Dossier) -> None:
    _, document, _ = made = samples.law()
    samples.add(dossier, made)
    for moment in ("2024-07-01T10:00:00Z", None, "2024-06-01T10:00:00Z"):
        dossier.add_sighting(document.sha256, Sighting(where="law.txt", seen_at=moment))
    assert dossier.document(document.id).sightings == document.sightings
    assert dossier.connection.execute("SELECT last_seen_at FROM sightings").fetchall() == [("2024-07-01T10:00:00Z",)]


def test_bytes_that_are_not_kept_have_no_sightings(dossier: Dossier) -> None:
    with pytest.raises(DossierError, match="no document has these bytes"):
        dossier.add_sighting("0" * 64, Sighting(where="x"))


def test_another_extractor_makes_another_text_beside_the_old_one(dossier: Dossier) -> None:
    blob, old, old_statements = samples.law()
    samples.add(dossier, (blob, old, old_statements))
    _, new = samples.make_document(samples.LAW + "\n", data=blob.data, made_by="plain 2")
    statement = samples.make_statement(new, "the new code abolishes torture")
    assert samples.add(dossier, (blob, new, [statement])) == "duplicate"
    assert [d.made_by for d in dossier.texts(old.id)] == ["plain 1", "plain 2"]
    assert dossier.documents() == [new]
    assert list(dossier.statements()) == [statement]
    assert verify(dossier) == []


def test_a_newer_reader_takes_the_place_of_the_older_which_stays_in_the_file(dossier: Dossier) -> None:
    blob, document, statements = samples.law()
    samples.add(dossier, (blob, document, statements))
    better = [replace(s, stance="mixed", made_by="reader 2") for s in statements]
    samples.add(dossier, (blob, document, better), reader="reader 2")
    samples.add(dossier, (blob, document, statements), reader="reader 1")  # the older one, again: it stays behind
    assert list(dossier.statements()) == better
    assert dossier.connection.execute("SELECT count(*) FROM statements").fetchone() == (4,)
    assert verify(dossier) == []


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (lambda s: replace(s, quote=s.quote + "."), "quotes other words"),
        (lambda s: replace(s, content=((3, 900),)), "outside the text"),
        (lambda s: replace(s, content=()), "outside the text"),
        (lambda s: replace(s, exceptions=((3, 900),)), "outside the text"),
        (lambda s: replace(s, figures=(Quantity(span=(5, 5), value=1),)), "outside the text"),
        (lambda s: replace(s, document="another"), "another document"),
        (lambda s: replace(s, cue=((0, 8),)), "not made from its spans"),
    ],
)
def test_nothing_false_is_ever_kept(dossier: Dossier, spoil: object, fault: str) -> None:
    blob, document, statements = samples.law()
    assert callable(spoil)
    with pytest.raises(IntegrityError, match=fault):
        samples.add(dossier, (blob, document, [statements[0], spoil(statements[1])]))
    assert dossier.count_documents() == 0


def test_a_document_must_be_what_its_hashes_say(dossier: Dossier) -> None:
    blob, document, _ = samples.law()
    with pytest.raises(IntegrityError, match="hashes"):
        samples.add(dossier, (blob, replace(document, text=document.text + " "), []))
    with pytest.raises(IntegrityError, match="a mark on the document"):
        samples.add(dossier, (blob, replace(document, disclosures=(Marked(start=0, end=999, kind="opinion"),)), []))
    with pytest.raises(IntegrityError, match="hashes"):
        samples.add(dossier, (replace(blob, data=b"other"), document, []))


def test_documents_are_found_by_the_beginning_of_their_id(dossier: Dossier) -> None:
    for made in (samples.law(), samples.press()):
        samples.add(dossier, made)
    first, second = dossier.documents()
    assert dossier.document(first.id[:6]) == first
    assert dossier.original(second.id[:6]).decode() == second.text
    for wrong in ("zzz", ""):
        with pytest.raises(SettingsError, match=r"no such document|several documents"):
            dossier.document(wrong)


def test_issues_are_kept_once(dossier: Dossier) -> None:
    _, document, _ = made = samples.law()
    samples.add(dossier, made, samples.some_issue(document))
    samples.add(dossier, made, samples.some_issue(document))
    dossier.refuse(samples.some_issue())
    assert sorted(dossier.issues(), key=lambda i: i.id) == sorted(
        [samples.some_issue(), samples.some_issue(document)], key=lambda i: i.id
    )


def test_a_dossier_declares_countries_of_its_own(dossier: Dossier) -> None:
    exempla = DeclaredCountry(code="XEX", name="Exempla", demonym="Exemplan", also=("Republic of Exempla",))
    dossier.declare_country(replace(exempla, name="Exampla"))
    dossier.declare_country(exempla)
    assert dossier.declared_countries() == (exempla,)
    for code, name in (("KEN", "Other Kenya"), ("XKX", "Kosovo"), ("XAA", " ")):
        with pytest.raises(SettingsError):
            dossier.declare_country(DeclaredCountry(code=code, name=name))


# Intakes


def test_an_intake_adds_up_from_its_rows(dossier: Dossier) -> None:
    blob, document, statements = samples.law()
    scan = Blob(data=b"%PDF", name="scan.pdf", sighting=Sighting(where="in/scan.pdf"))
    refusal = make_issue("no-text", "documents", "this PDF has no text layer.", "scan.pdf")
    gone = make_issue("not-fetched", "documents", "there is no such file.", "in/gone.txt")
    counted = IntakeReport(files_in=4, kept=1, duplicates=1, refused=2)
    with dossier.intake("2024-05-01T10:00:00Z") as number:
        samples.add(dossier, (blob, document, statements))
        dossier.add_sighting(document.sha256, Sighting(where="copy.txt"))
        dossier.refuse(refusal, scan)
        dossier.refuse(gone)
        dossier.finish_intake(number, counted, "2024-05-01T10:01:00Z")
    assert dossier.account() == replace(counted, statements=2, issues=dossier.account(number).issues)
    assert set(dossier.account().issues) == {refusal, gone}
    assert [(r.place, r.name, r.size) for r in dossier.refusals()] == [
        ("in/gone.txt", "in/gone.txt", None),
        ("in/scan.pdf", "scan.pdf", 4),
    ]
    assert b"%PDF" not in dossier.path.read_bytes()
    assert verify(dossier) == []


def test_an_intake_that_lost_an_input_cannot_be_closed(dossier: Dossier) -> None:
    with dossier.intake("2024-05-01T10:00:00Z") as number:
        samples.add(dossier, samples.law())
        with pytest.raises(IntegrityError, match="2 files in; 1 kept, 0 duplicates and 0 refused"):
            dossier.finish_intake(number, IntakeReport(files_in=2, kept=1, duplicates=0, refused=1), "later")


def test_an_interrupted_intake_is_seen_until_the_same_is_done(dossier: Dossier) -> None:
    with pytest.raises(KeyboardInterrupt), dossier.intake("2024-05-01T10:00:00Z", "articles/"):
        samples.add(dossier, samples.law())
        raise KeyboardInterrupt
    assert [i.kind for i in verify(dossier)] == ["intake-unfinished"]
    for request, kinds in (("other/", ["intake-unfinished"]), ("articles/", [])):
        with dossier.intake("2024-05-02T10:00:00Z", request) as number:
            dossier.finish_intake(number, IntakeReport(files_in=0, kept=0, duplicates=0, refused=0), "later")
        assert [i.kind for i in verify(dossier)] == kinds


def test_a_refusal_is_settled_when_the_place_is_read_after_all(dossier: Dossier) -> None:
    blob, _, _ = made = samples.law()
    refusal = make_issue("broken", "documents", "the file is cut off.", "law.txt")
    dossier.refuse(refusal, replace(blob, data=blob.data[:5]))
    assert dossier.issues() == [refusal]
    samples.add(dossier, made)
    assert (dossier.issues(), dossier.issues(settled=True)) == ([], [refusal])


# Interruptions


@pytest.mark.parametrize(
    "table", ["originals", "texts", "readings", "statements", "vectors", "sketches", "sightings", "issues"]
)
def test_an_interruption_inside_a_transaction_leaves_nothing(dossier: Dossier, table: str) -> None:
    _, document, _ = made = samples.law()
    samples.add(dossier, samples.press())
    before = samples.contents(dossier)
    stop = f"CREATE TEMP TRIGGER stop BEFORE INSERT ON main.{table} BEGIN SELECT raise(ABORT, 'power cut'); END"
    dossier.connection.execute(stop)
    with pytest.raises(IntegrityError, match="power cut"):
        samples.add(dossier, made, samples.some_issue(document))
    dossier.connection.execute("DROP TRIGGER stop")
    assert samples.contents(dossier) == before
    assert samples.add(dossier, made, samples.some_issue(document)) == "kept"
    assert dossier.count_documents() == 2
    assert verify(dossier) == []


def test_vectors_of_another_shape_leave_nothing(dossier: Dossier) -> None:
    blob, document, statements = samples.law()
    with pytest.raises(ValueError, match="reshape"):
        dossier.keep(blob, document, statements, np.zeros((1, 384), np.float32))
    assert dossier.count_documents() == 0


WRITER = """
import sys
from tests.dossier import samples
from onrecord.dossier import Dossier
with Dossier.open(sys.argv[1], create=True) as dossier:
    print("open", flush=True)
    for n in range(int(sys.argv[2])):
        text = f"Minister Ilse Maru said that prison {n} is empty. " + f"Filler {n}. " * 2000
        blob, document = samples.make_document(text, f"{n}.txt")
        statement = samples.make_statement(document, f"prison {n} is empty", "Minister Ilse Maru", "said that")
        samples.add(dossier, (blob, document, [statement]))
"""
ROOT = Path(__file__).parents[2]


def write(path: Path, count: int, *, kill_after_s: float | None = None) -> None:
    command = [sys.executable, "-c", WRITER, str(path), str(count)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"open\n"
        if kill_after_s is not None:
            time.sleep(kill_after_s)
            writer.send_signal(signal.SIGKILL)
    assert writer.returncode == (0 if kill_after_s is None else -signal.SIGKILL)


def test_a_killed_run_leaves_a_whole_dossier_which_the_next_run_completes(tmp_path: Path) -> None:
    path = tmp_path / "killed.dossier"
    for moment in (0.005, 0.031):
        write(path, 100_000, kill_after_s=moment)
        with Dossier.open(path, create=False, read_only=True) as dossier:
            assert dossier.count_documents() == dossier.count_statements()
            assert verify(dossier) == []
            done = dossier.count_documents()
    write(path, done + 5)
    with Dossier.open(path, create=False) as dossier:
        assert dossier.count_documents() == dossier.count_statements() == done + 5
        assert verify(dossier) == []


def test_a_full_disk_is_said_and_leaves_what_was_there(dossier: Dossier) -> None:
    samples.add(dossier, samples.law())
    before = samples.contents(dossier)
    (pages,) = dossier.connection.execute("PRAGMA page_count").fetchone()
    dossier.connection.execute(f"PRAGMA max_page_count = {pages}")
    noise = np.random.default_rng(1).bytes(100_000)
    with pytest.raises(NotWritable, match="full") as caught:
        samples.add(dossier, (*samples.make_document("Large.", data=noise), []))
    assert "room" in caught.value.do
    assert samples.contents(dossier) == before


def test_what_lies_within_another_and_scare_quotes_come_back(tmp_path: Path) -> None:
    blob, document = samples.make_document(samples.LAW, scare_quotes=(Stretch(start=0, end=8),))
    outer = samples.make_statement(document, "the new code abolishes torture", "Minister Ilse Maru", "said")
    inner = replace(samples.make_statement(document, "abolishes torture", "the new code"), within=outer.id)
    with Dossier.open(tmp_path / "one.dossier", create=True) as dossier:
        samples.add(dossier, (blob, document, [outer, inner]))
        assert dossier.documents() == [document]
        assert {s.id: s.within for s in dossier.statements()} == {outer.id: None, inner.id: outer.id}
        assert verify(dossier) == []


def test_a_statement_lies_within_one_that_is_there(tmp_path: Path) -> None:
    blob, document = samples.make_document(samples.LAW)
    inner = replace(samples.make_statement(document, "abolishes torture", "the new code"), within="0" * 20)
    with Dossier.open(tmp_path / "one.dossier", create=True) as dossier, pytest.raises(IntegrityError):
        samples.add(dossier, (blob, document, [inner]))


def test_a_statement_and_a_text_of_an_earlier_version_are_read() -> None:
    """Rows that were written before `within` and `scare_quotes` existed have neither."""
    assert rows.decode_statement_detail('{"content":[[0,3]]}').within is None
    row = {
        "key": "d", "original_sha256": "0", "sha256": "1", "detail": '{"media_type":"text/plain"}', "codec": "raw",
        "body": b"old", "made_by": "plain 1", "published_start": None, "published_end": None,
    }  # fmt: skip
    assert rows.to_document(row, ()).scare_quotes == ()
