"""Threads in a dossier: woven as documents come; what persons decide holds through everything and can be taken back."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.threads.woven import FINES, INQUIRY, LAW, QUARRY, SHELTER, document, item, sentences

from onrecord.dossier import Dossier, threads, weaving, weighings, wordings
from onrecord.dossier.findings import (
    FindingFilter,
    decide_finding,
    finding_decisions,
    findings,
    put_findings,
)
from onrecord.errors import SettingsError
from onrecord.records import Blob, Finding, Side, Sighting
from onrecord.threads import Item

BY: dict[str, Any] = {"by": "Aigul", "now": "2032-01-01T10:00:00Z"}


def keep(dossier: Dossier, *words: str, day: str = "2031-05-04", text: str | None = None, reader: str = "1") -> str:
    made = document(text or sentences(*words), day)
    items = [item(made, one) for one in words]
    blob = Blob(data=made.text.encode(), name="a.txt", sighting=Sighting(where=f"{made.id}.txt"))
    statements = [one.statement for one in items]
    dossier.keep(blob, made, statements, np.array([one.vector for one in items]), reader=reader)
    weaving.weave_document(dossier, made.id)
    return made.id


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    opened = Dossier.open(tmp_path / "a.dossier", create=True)
    keep(opened, LAW, QUARRY)
    keep(opened, FINES, SHELTER, day="2031-06-01")
    return opened


def thread_with(dossier: Dossier, words: str) -> str:
    return next(t.id for t in threads.threads(dossier) if words in {s.quote for s in threads.statements_of(dossier, t)})


def statement_with(dossier: Dossier, words: str) -> str:
    return next(s.id for s in dossier.statements() if s.quote == words)


def test_statements_of_one_matter_are_in_one_thread_in_the_order_of_their_documents(dossier: Dossier) -> None:
    law = threads.thread(dossier, thread_with(dossier, LAW))
    assert [s.quote for s in threads.statements_of(dossier, law)] == [LAW, FINES]
    assert (law.country, law.edited, law.part_of) == ("XEX", False, None)
    assert len(threads.threads(dossier)) == 3
    assert [t.id for t in threads.threads(dossier, least=2)] == [law.id]


def test_a_thread_that_no_phrase_names_is_called_by_its_first_words(dossier: Dossier) -> None:
    keep(dossier, "“This is something which cannot happen overnight, whatever they say.”")
    weaving.reweave_all(dossier)
    assert "This is something which cannot happen overnight, …" in {t.name for t in threads.threads(dossier)}


def test_weaving_a_document_again_changes_nothing(dossier: Dossier) -> None:
    before = threads.threads(dossier)
    for made in dossier.documents():
        assert weaving.weave_document(dossier, made.id) == []
    assert threads.threads(dossier) == before


def test_a_new_document_leaves_the_others_where_they_were(dossier: Dossier) -> None:
    before = {key: t.id for t in threads.threads(dossier) for key in t.statements}
    keep(dossier, INQUIRY, day="2031-07-01")
    after = {key: t.id for t in threads.threads(dossier) for key in t.statements}
    assert before.items() <= after.items()
    assert after[statement_with(dossier, INQUIRY)] == before[statement_with(dossier, QUARRY)]


def decide_all(dossier: Dossier) -> None:
    law, quarry, shelter = (thread_with(dossier, words) for words in (LAW, QUARRY, SHELTER))
    threads.rename(dossier, law, "Gatherings in the open", **BY)
    threads.merge(dossier, [shelter], quarry, **BY)
    threads.split(dossier, [statement_with(dossier, FINES)], name="Fines", **BY)
    threads.put_under(dossier, quarry, law, **BY)


def told(dossier: Dossier) -> dict[str, tuple[str | None, frozenset[str]]]:
    """Return by name of a thread what it stands under, and what is said in it."""
    found = threads.threads(dossier)
    named = {t.id: t.name for t in found}
    return {
        t.name: (named.get(t.part_of or ""), frozenset(s.quote for s in threads.statements_of(dossier, t)))
        for t in found
    }


def test_decisions_hold_through_weaving_anew_and_new_documents(dossier: Dossier) -> None:
    decide_all(dossier)
    decided = told(dossier)
    assert decided["Gatherings in the open"] == (None, frozenset({LAW}))
    assert decided["Fines"] == (None, frozenset({FINES}))
    assert ("Gatherings in the open", frozenset({QUARRY, SHELTER})) in decided.values()
    weaving.reweave_all(dossier)
    assert told(dossier).keys() >= {"Gatherings in the open", "Fines"}
    assert {words for _, words in told(dossier).values()} == {words for _, words in decided.values()}
    keep(dossier, INQUIRY, day="2031-07-01")
    assert frozenset({QUARRY, SHELTER, INQUIRY}) in {words for _, words in told(dossier).values()}


def test_every_decision_can_be_taken_back(dossier: Dossier) -> None:
    before = told(dossier)
    decide_all(dossier)
    for _ in range(4):
        threads.undo(dossier, **BY)
    assert {words for _, words in told(dossier).values()} == {words for _, words in before.values()}
    assert not any(t.edited for t in threads.threads(dossier))
    assert [d.kind for d in threads.thread_decisions(dossier)].count("undo") == 4
    with pytest.raises(SettingsError, match="no such decision"):
        threads.undo(dossier, **BY)


def test_a_moved_and_a_pinned_statement_stay_whatever_is_woven(dossier: Dossier) -> None:
    quarry = thread_with(dossier, QUARRY)
    threads.move(dossier, [statement_with(dossier, FINES)], quarry, **BY)
    threads.pin(dossier, [statement_with(dossier, SHELTER)], **BY)
    weaving.reweave_all(dossier)
    assert thread_with(dossier, FINES) == thread_with(dossier, QUARRY)
    assert threads.thread(dossier, thread_with(dossier, SHELTER)).edited


def test_a_decision_on_what_a_newer_reader_does_not_find_is_shown_and_kept(dossier: Dossier) -> None:
    threads.move(dossier, [statement_with(dossier, SHELTER)], thread_with(dossier, QUARRY), **BY)
    keep(dossier, FINES, day="2031-06-01", text=sentences(FINES, SHELTER), reader="2")
    (one,) = threads.standing_decisions(dossier)
    assert one.conflict == "no reading has the statement any more"
    assert all(SHELTER not in words for _, words in told(dossier).values())
    keep(dossier, FINES, SHELTER, day="2031-06-01", reader="3")
    (one,) = threads.standing_decisions(dossier)
    assert one.conflict is None
    assert thread_with(dossier, SHELTER) == thread_with(dossier, QUARRY)


def test_decisions_are_never_changed(dossier: Dossier) -> None:
    threads.rename(dossier, thread_with(dossier, LAW), "Gatherings", **BY)
    for sql in ("UPDATE thread_decisions SET decider = 'nobody'", "DELETE FROM thread_decisions"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            dossier.connection.execute(sql)


@pytest.mark.parametrize(
    ("what", "message"),
    [
        (lambda d: threads.rename(d, "ffffffff", "x", **BY), "no such thread"),
        (lambda d: threads.rename(d, thread_with(d, LAW), " ", **BY), "needs a name"),
        (lambda d: threads.merge(d, [thread_with(d, LAW)], thread_with(d, LAW), **BY), "into itself"),
        (lambda d: threads.put_under(d, thread_with(d, LAW), thread_with(d, LAW), **BY), "under itself"),
        (lambda d: threads.split(d, ["ffffffff"], **BY), "no thread has such a statement"),
        (lambda d: threads.rename(d, thread_with(d, LAW), "x", by=" ", now="2032-01-01T10:00:00Z"), "the name of who"),
    ],
)
def test_what_cannot_be_decided_is_told(dossier: Dossier, what: Any, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        what(dossier)
    assert threads.thread_decisions(dossier) == []


def test_the_same_wording_is_found_in_another_document(dossier: Dossier) -> None:
    again = keep(dossier, LAW, day="2031-08-01", text=f"Once more: {LAW}.")
    (echo,) = wordings.echoes(dossier)
    assert (len(echo.documents), echo.first.start) == (2, "2031-05-04")
    assert [one.is_same for one in wordings.likenesses_of(dossier, again)] == [True]


def finding(key: str, **fields: Any) -> Finding:
    sides = {"a": Side(document="d", spans=((0, 4),), statement="s1"), "b": Side(document="e", spans=((2, 5),))}
    return Finding(
        **{"id": key, "kind": "contradiction", "why": "One says so.", "rule": "opposites", **sides, **fields}
    )


def test_findings_of_a_scope_replace_each_other_and_decisions_are_remembered(dossier: Dossier) -> None:
    with dossier.transaction() as db:
        put_findings(db, "all", [finding("f1f1f1", country="XEX", thread="t"), finding("f2f2f2", kind="update")])
    decide_finding(dossier, "f1f1", "rejected", why="other years", **BY)
    assert [f.id for f in findings(dossier)] == ["f2f2f2"]
    with dossier.transaction() as db:
        put_findings(db, "all", [finding("f1f1f1", why="Told otherwise.", country="XEX", thread="t")])
    (one,) = findings(dossier, FindingFilter(rejected=True))
    assert (one.review, one.why) == ("rejected", "Told otherwise.")
    assert findings(dossier, FindingFilter(kinds=("contradiction",), country="XEX", thread="t", statement="s1")) == []
    decide_finding(dossier, "f1f1", "undone", **BY)
    assert [f.review for f in findings(dossier, FindingFilter(statement="s1"))] == ["machine"]
    assert [d.decision for d in finding_decisions(dossier)] == ["rejected", "undone"]


def test_a_decision_holds_for_the_kind_and_the_two_statements_whatever_rule_and_words_join_them(
    dossier: Dossier,
) -> None:
    with dossier.transaction() as db:
        put_findings(db, "all", [finding("f1f1f1")])
    decide_finding(dossier, "f1f1", "rejected", **BY)
    other_words = {"a": Side(document="e", spans=((7, 9),)), "b": Side(document="d", spans=((1, 3),), statement="s1")}
    again = finding("f9f9f9", rule="another", **other_words)
    with dossier.transaction() as db:
        put_findings(db, "all", [again, finding("f3f3f3", kind="update"), finding("f4f4f4", a=again.a)])
    assert [f.id for f in findings(dossier)] == ["f3f3f3", "f4f4f4"]
    decide_finding(dossier, "f9f9", "undone", **BY)
    assert [f.review for f in findings(dossier)] == ["machine"] * 3


def test_a_decision_on_one_exception_is_none_on_another_of_the_same_statement(dossier: Dossier) -> None:
    def inside(key: str, start: int) -> Finding:
        sides = [Side(document="d", spans=((n, n + 4),), statement="s1") for n in (0, start)]
        return finding(key, kind="exception", a=sides[0], b=sides[1])

    with dossier.transaction() as db:
        put_findings(db, "all", [inside("f1f1f1", 10), inside("f2f2f2", 20)])
    decide_finding(dossier, "f1f1", "rejected", **BY)
    with dossier.transaction() as db:
        put_findings(db, "all", [inside("f5f5f5", 12), inside("f6f6f6", 21)])
    assert [f.id for f in findings(dossier)] == ["f6f6f6"]


def test_a_decision_on_a_finding_that_is_no_more_is_a_conflict(dossier: Dossier) -> None:
    with dossier.transaction() as db:
        put_findings(db, "all", [finding("f1f1f1")])
    decide_finding(dossier, "f1f1", "confirmed", **BY)
    with dossier.transaction() as db:
        put_findings(db, "all", [])
    (one,) = finding_decisions(dossier)
    assert one.is_conflict
    assert one.about.why == "One says so."


def items_in(dossier: Dossier) -> list[Item]:
    countries = weighings.count_by_country(dossier)
    return [one for country in countries for one in weighings.items_of_country(dossier, country)[0]]


def test_items_are_the_statements_as_they_are_kept(dossier: Dossier) -> None:
    assert {one.statement.quote for one in items_in(dossier)} == {LAW, QUARRY, FINES, SHELTER}
