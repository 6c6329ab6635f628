"""What the dossier remembers of briefs: each one that was written, and the one to set the next beside."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.briefs import Filters, Item, digest_of
from onrecord.dossier import Dossier
from onrecord.dossier.brief_log import Written, brief_by_id, briefs_written, earlier_brief, note_brief
from onrecord.errors import NotWritable, SettingsError

ITEMS = (
    Item(kind="commitment", id="c1", digest="d1", states=("overdue", ""), says="a road by 2020"),
    Item(
        kind="statement", id="s1", digest="d2", states=("progress", "pledge", "machine"), document="x", spans=((3, 9),)
    ),
)
ALL = Filters()
MORE = (*ITEMS, Item(kind="finding", id="f1", digest="d3", states=("update", "machine"), says="why"))


@pytest.fixture
def dossier(tmp_path: Path) -> Iterator[Dossier]:
    with Dossier.open(tmp_path / "a.dossier", create=True) as opened:
        yield opened


def note(dossier: Dossier, items: tuple[Item, ...], now: str, filters: Filters = ALL, form: str = "html") -> Written:
    return note_brief(
        dossier, items, country="XEX", filters=filters, form=form, name=f"b.{form}", sha256="0" * 64, now=now
    )


def last(dossier: Dossier, items: tuple[Item, ...], now: str, filters: Filters = ALL) -> str | None:
    found = earlier_brief(dossier, "XEX", filters, digest_of(items), now)
    return found.id if found else None


def test_what_is_noted_comes_back_whole(dossier: Dossier) -> None:
    made = note(dossier, MORE, "2024-05-03T10:00:00Z", Filters(camps=("NGO",), reviewed=True))
    assert briefs_written(dossier) == [made]
    assert brief_by_id(dossier, made.id[:6]).items == MORE


def test_the_last_brief_on_the_same_is_the_one_to_compare_with(dossier: Dossier) -> None:
    first = note(dossier, ITEMS, "2024-05-01T10:00:00Z")
    note(dossier, ITEMS, "2024-05-02T10:00:00Z", Filters(rights=("torture",)))
    assert last(dossier, MORE, "2024-05-03T10:00:00Z") == first.id
    assert last(dossier, MORE, "2024-05-03T10:00:00Z", Filters(camps=("NGO",))) is None
    assert last(dossier, MORE, "2024-05-03T10:00:00Z", Filters(as_of="2024-05-03")) == first.id


def test_the_same_brief_in_another_form_is_no_earlier_one(dossier: Dossier) -> None:
    first = note(dossier, ITEMS, "2024-05-01T10:00:00Z")
    second = note(dossier, MORE, "2024-05-03T10:00:00Z")
    note(dossier, MORE, "2024-05-03T10:01:00Z", form="docx")
    assert last(dossier, MORE, "2024-05-03T10:02:00Z") == first.id
    assert last(dossier, ITEMS, "2024-05-03T10:02:00Z") != second.id
    later = last(dossier, MORE, "2024-05-09T10:00:00Z")
    assert later not in (None, first.id)


def test_briefs_that_held_the_same_share_what_is_stored(dossier: Dossier) -> None:
    for minute in range(3):
        note(dossier, ITEMS[::-1] if minute else ITEMS, f"2024-05-03T10:0{minute}:00Z")
    (count,) = dossier.connection.execute("SELECT count(*) FROM brief_contents").fetchone()
    assert (count, len(briefs_written(dossier))) == (1, 3)


def test_what_was_written_stays_written(dossier: Dossier) -> None:
    note(dossier, ITEMS, "2024-05-03T10:00:00Z")
    for sql in ("DELETE FROM briefs", "UPDATE briefs SET name = 'x'"):
        with pytest.raises(sqlite3.Error, match="stays written"):
            dossier.connection.execute(sql)


def test_a_dossier_that_is_only_read_remembers_nothing(dossier: Dossier) -> None:
    with Dossier.open(dossier.path, create=False, read_only=True) as opened:
        with pytest.raises(NotWritable):
            note(opened, ITEMS, "2024-05-03T10:00:00Z")
        assert last(opened, ITEMS, "2024-05-03T10:00:00Z") is None


def test_a_brief_that_is_not_there_is_an_error(dossier: Dossier) -> None:
    with pytest.raises(SettingsError, match="no such brief"):
        brief_by_id(dossier, "ffff")


def test_order_of_limits_does_not_matter(dossier: Dossier) -> None:
    two = Filters(rights=("torture", "life"))
    made = note(dossier, ITEMS, "2024-05-03T10:00:00Z", two)
    assert last(dossier, MORE, "2024-05-04T10:00:00Z", replace(two, rights=("life", "torture"))) == made.id
