"""What is held against statements and findings; and reviews whose statement is there no more."""

import sqlite3
from dataclasses import replace

import pytest
from tests.dossier import samples

from onrecord.dossier import Dossier, rebuttals, review_conflicts, reviews, verify
from onrecord.dossier.findings import put_findings
from onrecord.dossier.reviews import Changes, Decision
from onrecord.errors import SettingsError
from onrecord.records import Finding, ReviewDecision, Side, Statement

NOW = "2024-06-01T10:00:00Z"
PROMISE, CHARGE = samples.law()[2]


@pytest.fixture
def full(dossier: Dossier) -> Dossier:
    samples.add(dossier, samples.law())
    samples.add(dossier, samples.press())
    return dossier


def test_a_statement_a_passage_and_a_note_rebut(full: Dossier) -> None:
    press = samples.press()[1]
    said = rebuttals.attach(full, PROMISE.id[:8], by="Ana", now=NOW, statement=CHARGE.id, why="the same prisons")
    shown = rebuttals.attach(full, PROMISE.id, by="Bek", now=NOW, document=press.id[:9], spans=[(40, 60), (0, 11)])
    noted = rebuttals.attach(full, PROMISE.id, by="Ana", now=NOW, note=" He was not there. ", who="the family")
    assert rebuttals.rebuttals(full, PROMISE.id) == [said, shown, noted]
    assert (said.statement, said.about, said.note) == (CHARGE.id, "statement", None)
    assert shown.quote == f"{press.text[0:11].strip()} […] {press.text[40:60].strip()}"
    assert (noted.note, noted.who, noted.quote) == ("He was not there.", "the family", None)
    assert list(rebuttals.rebuttals_of(full, [PROMISE.id, CHARGE.id])) == [PROMISE.id]
    assert verify(full) == []


def test_a_finding_can_be_rebutted_and_that_taken_back(full: Dossier) -> None:
    side = Side(document=PROMISE.document, spans=PROMISE.content, statement=PROMISE.id)
    finding = Finding(id="f" * 20, kind="single-source", why="w", a=side, rule="r")
    with full.transaction() as db:
        put_findings(db, "all", [finding])
    made = rebuttals.attach(full, "ffff", by="Ana", now=NOW, note="There is another source.")
    assert made.about == "finding"
    back = rebuttals.undo(full, made.id[:8], by="Bek", now=NOW)
    assert rebuttals.rebuttals(full) == [] and rebuttals.rebuttals(full, all_of_them=True) == [made, back]
    with pytest.raises(SettingsError, match="taken back already"):
        rebuttals.undo(full, made.id, by="Bek", now=NOW)


def test_what_is_gone_is_said(full: Dossier) -> None:
    rebuttals.attach(full, PROMISE.id, by="Ana", now=NOW, statement=CHARGE.id)
    read_again(full, [PROMISE])
    assert [one.conflict for one in rebuttals.rebuttals(full)] == ["the statement that rebuts is there no more"]
    read_again(full, [CHARGE], reader="reader 3")
    assert [one.conflict for one in rebuttals.rebuttals(full)] == ["what it is held against is there no more"]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "a statement, a passage, or a note"),
        ({"note": " "}, "a statement, a passage, or a note"),
        ({"note": "a", "statement": CHARGE.id}, "a statement, a passage, or a note"),
        ({"statement": PROMISE.id}, "does not rebut itself"),
        ({"statement": "ffff"}, "no such statement"),
        ({"document": PROMISE.document}, "a passage has words"),
        ({"document": PROMISE.document, "spans": [(0, 9999)]}, "outside"),
        ({"note": "a", "by": " "}, "needs the name"),
    ],
)
def test_nonsense_is_refused(full: Dossier, given: dict[str, object], said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        rebuttals.attach(full, PROMISE.id, **{"by": "Ana", "now": NOW, **given})  # type: ignore[arg-type]
    assert rebuttals.rebuttals(full, all_of_them=True) == []


@pytest.mark.parametrize("sql", ["UPDATE rebuttals SET target = 'x'", "DELETE FROM rebuttals"])
def test_the_log_cannot_be_changed(full: Dossier, sql: str) -> None:
    rebuttals.attach(full, PROMISE.id, by="Ana", now=NOW, note="No.")
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        full.connection.execute(sql)


# Conflicts


def read_again(dossier: Dossier, found: list[Statement], reader: str = "reader 2", text: str = samples.LAW) -> None:
    blob, document = samples.make_document(text, data=samples.LAW.encode(), published=samples.DAY, title="A new code")
    newer = [replace(one, made_by=reader) for one in found]
    dossier.keep(blob, document, newer, samples.vectors_of(newer))


def decide(dossier: Dossier, decision: ReviewDecision, changes: Changes | None = None) -> str:
    asked = Decision(statement=CHARGE.id, decision=decision, by="Ana", changes=changes or Changes())
    return reviews.review(dossier, [asked], NOW)[0].id


def longer(dossier: Dossier) -> Statement:
    document = dossier.document(CHARGE.document)
    return samples.make_statement(document, "that beatings go on in the prisons", "Exempla Watch", "said")


def test_a_conflict_shows_its_words_and_what_may_be_meant(full: Dossier) -> None:
    review = decide(full, "corrected", Changes(stance="mixed"))
    read_again(full, [PROMISE, longer(full)])
    (one,) = review_conflicts.conflicts(full)
    assert (one.review.id, one.quote, one.source) == (review, "beatings go on in the prisons", "Exempla Watch")
    assert one.is_same_text and one.candidates == (longer(full).id,)


def test_a_review_is_put_on_another_statement_and_that_taken_back(full: Dossier) -> None:
    review = decide(full, "corrected", Changes(stance="mixed", content=((75, 80),)))
    read_again(full, [PROMISE, longer(full)])
    made = review_conflicts.place(full, review[:8], longer(full).id, by="Bek", now=NOW, why="a word more")
    found = full.statement(longer(full).id)
    assert (found.stance, found.review, found.quote) == ("mixed", "corrected", longer(full).quote)
    assert made.places == review and review_conflicts.conflicts(full) == []
    reviews.review(full, [Decision(statement=found.id, decision="undone", by="Bek")], NOW)
    assert [one.review.id for one in review_conflicts.conflicts(full)] == [review]


def test_a_statement_that_is_gone_is_kept_as_ones_own(full: Dossier) -> None:
    review = decide(full, "corrected", Changes(stance="mixed"))
    read_again(full, [PROMISE])
    kept = review_conflicts.keep_own(full, review, by="Bek", now=NOW)
    assert (kept.id, kept.quote, kept.stance, kept.review) == (CHARGE.id, CHARGE.quote, "mixed", "corrected")
    assert review_conflicts.conflicts(full) == [] and verify(full) == []
    read_again(full, [PROMISE], reader="reader 3")
    assert full.statement(CHARGE.id).stance == "mixed"


def test_what_cannot_be_placed_or_kept(full: Dossier) -> None:
    review = decide(full, "confirmed")
    with pytest.raises(SettingsError, match="no conflict"):
        review_conflicts.place(full, review, PROMISE.id, by="Bek", now=NOW)
    read_again(full, [], text="Another text. " + samples.LAW)
    with pytest.raises(SettingsError, match="another text"):
        review_conflicts.keep_own(full, review, by="Bek", now=NOW)
    with pytest.raises(SettingsError, match="another document"):
        review_conflicts.place(full, review, samples.press()[2][0].id, by="Bek", now=NOW)
    with pytest.raises(SettingsError, match="the name of who vouches"):
        review_conflicts.keep_own(full, review, by=" ", now=NOW)
    (one,) = review_conflicts.conflicts(full)
    assert not one.is_same_text and one.candidates == ()
