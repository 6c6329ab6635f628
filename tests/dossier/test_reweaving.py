"""All statements of a country parted anew: old threads keep their ids, and what persons decided holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.dossier.test_threads_kept import BY, keep, statement_with, thread_with, told
from tests.threads.woven import FINES, INQUIRY, LAW, QUARRY, SHELTER, embed

from onrecord.dossier import Dossier, threads
from onrecord.dossier.reweaving import countries_of_threads, countries_woven, reweave, stale_wordings
from onrecord.dossier.wordings import echoes_of


@pytest.fixture
def dossier(tmp_path: Path) -> Dossier:
    opened = Dossier.open(tmp_path / "a.dossier", create=True)
    keep(opened, LAW, QUARRY)
    keep(opened, FINES, SHELTER, day="2031-06-01")
    return opened


def members(dossier: Dossier) -> dict[str, tuple[str, ...]]:
    return {t.id: t.statements for t in threads.threads(dossier)}


def test_parting_anew_joins_one_matter_and_a_second_time_changes_nothing(dossier: Dossier) -> None:
    report = reweave(dossier, "XEX", embed)
    assert (report.country, report.statements) == ("XEX", 4)
    assert thread_with(dossier, LAW) == thread_with(dossier, FINES) != thread_with(dossier, QUARRY)
    before = members(dossier)
    again = reweave(dossier, "XEX", embed)
    assert members(dossier) == before
    assert (again.kept, again.joined, again.parted, again.moved) == (len(before), 0, 0, 0)


def test_what_was_put_together_wrongly_is_parted_and_the_larger_part_keeps_the_id(dossier: Dossier) -> None:
    wrong = thread_with(dossier, LAW)
    with dossier.transaction() as db:
        db.execute("UPDATE thread_members SET woven = (SELECT id FROM threads WHERE key = ?)", (wrong,))
        db.execute("UPDATE thread_members SET base = woven, thread = woven")
    report = reweave(dossier, "XEX", embed)
    assert report.before == 1
    assert report.parted == 1
    assert report.after == report.moved + 1 == len(members(dossier))
    assert thread_with(dossier, LAW) == thread_with(dossier, FINES) == wrong


def test_a_new_document_leaves_old_threads_their_ids_and_statements(dossier: Dossier) -> None:
    reweave(dossier, "XEX", embed)
    before = {key: thread for thread, keys in members(dossier).items() for key in keys}
    keep(dossier, INQUIRY, day="2031-07-01")
    reweave(dossier, "XEX", embed)
    after = {key: thread for thread, keys in members(dossier).items() for key in keys}
    assert before.items() <= after.items()
    assert after[statement_with(dossier, INQUIRY)] == before[statement_with(dossier, QUARRY)]


def test_decisions_hold_through_parting_anew(dossier: Dossier) -> None:
    law, quarry, shelter = (thread_with(dossier, words) for words in (LAW, QUARRY, SHELTER))
    threads.rename(dossier, law, "Gatherings in the open", **BY)
    threads.merge(dossier, [shelter], quarry, **BY)
    threads.split(dossier, [statement_with(dossier, FINES)], name="Fines", **BY)
    threads.put_under(dossier, quarry, law, **BY)
    decided = told(dossier)
    reweave(dossier, "XEX", embed)
    assert told(dossier) == decided
    keep(dossier, INQUIRY, day="2031-07-01")
    reweave(dossier, "XEX", embed)
    assert frozenset({QUARRY, SHELTER, INQUIRY}) in {words for _, words in told(dossier).values()}


def test_moved_and_pinned_statements_stay(dossier: Dossier) -> None:
    threads.move(dossier, [statement_with(dossier, FINES)], thread_with(dossier, QUARRY), **BY)
    threads.pin(dossier, [statement_with(dossier, SHELTER)], **BY)
    alone = thread_with(dossier, SHELTER)
    reweave(dossier, "XEX", embed)
    assert thread_with(dossier, FINES) == thread_with(dossier, QUARRY)
    assert thread_with(dossier, SHELTER) == alone


def test_countries_are_told_by_the_threads_of_their_statements(dossier: Dossier) -> None:
    documents = [d.id for d in dossier.documents()]
    assert countries_of_threads(dossier, documents) == {"XEX"}
    assert countries_woven(dossier) == {"XEX": 4}
    assert reweave(dossier, "XNV", embed).statements == 0
    assert stale_wordings(dossier) == []


def test_the_same_wording_in_several_documents_is_told_once(dossier: Dossier) -> None:
    copied = keep(dossier, FINES, day="2031-08-01", text=f"The agency reports that {FINES}. It was cold.")
    (echo,) = echoes_of(dossier, threads.thread(dossier, thread_with(dossier, LAW)).statements)
    assert (len(echo.documents), echo.documents[1], echo.first.start) == (2, copied, "2031-06-01")
    assert echoes_of(dossier, [statement_with(dossier, QUARRY)]) == []
