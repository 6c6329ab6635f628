# ruff: noqa: E501 -- the lines of the texts and tables are longer
"""Bills in a dossier: versions stay as read, decisions are only ever added."""

from __future__ import annotations

import sqlite3

import numpy as np
import pytest
from tests.dossier.samples import make_document

from onrecord.bills.following import Draft, follow
from onrecord.bills.reading import read_version
from onrecord.dossier import Dossier
from onrecord.dossier import bills as kept
from onrecord.dossier.concern_decisions import decide, held, log, verdicts
from onrecord.errors import SettingsError
from onrecord.records import Bill, BillVersion, Concern

ONE = "Article 1. Sea\nThe sea is free for every boat of the town.\n\nArticle 2. Nets\nNets shall be marked with a name.\n"
TWO = (
    "Article 1. Nets\nNets shall be marked with a name.\n\nArticle 2. Oars\nOars may be of any wood that floats well.\n"
)
BILL = Bill(id="sea", name="Bill on the Sea", country="XEX")
NOW = "2024-05-01T10:00:00Z"


def put(dossier: Dossier, text: str, name: str, date: str | None = None, bill: Bill = BILL) -> BillVersion:
    blob, document = make_document(text, f"{name}.txt")
    dossier.keep(blob, document, (), np.zeros((0, 384), np.float32))
    read = read_version(document, bill=bill.id, name=name, date=date)
    kept.put_version(dossier, bill, read.version, document.text_sha256)
    return read.version


def a_concern(version: BillVersion, key: str = "c0ffee01", **fields: object) -> Concern:
    return Concern(id=key, bill="sea", provisions={version.id: ("Article 1",)}, raised=version.id, **fields)  # type: ignore[arg-type]


def test_versions_come_back_as_they_were_read(dossier: Dossier) -> None:
    first, second = put(dossier, ONE, "first"), put(dossier, TWO, "second")
    assert kept.versions(dossier, "sea") == [first, second]
    assert [draft.text for draft in kept.drafts(dossier, "sea")] == [ONE, TWO]
    assert kept.bills(dossier) == [
        Bill(id="sea", name="Bill on the Sea", country="XEX", versions=(first.id, second.id))
    ]
    assert kept.bills(dossier, "XEX") and not kept.bills(dossier, "XEY")


def test_the_same_version_twice_is_stored_once(dossier: Dossier) -> None:
    assert put(dossier, ONE, "first") == put(dossier, ONE, "first")
    assert len(kept.versions(dossier, "sea")) == 1


def test_two_versions_cannot_have_one_name(dossier: Dossier) -> None:
    put(dossier, ONE, "first")
    with pytest.raises(SettingsError, match="another version called first"):
        put(dossier, TWO, "first")


def test_versions_stand_in_the_order_of_their_dates_where_all_have_one(dossier: Dossier) -> None:
    put(dossier, TWO, "later", "2021-06")
    put(dossier, ONE, "earlier", "2021-01-05")
    assert [v.name for v in kept.versions(dossier, "sea")] == ["earlier", "later"]
    put(dossier, "Article 1. Oars\nOars may be of any wood.\n", "undated")
    assert [v.name for v in kept.versions(dossier, "sea")] == ["later", "earlier", "undated"]


@pytest.mark.parametrize(("asked", "name"), [("1", "first"), ("2", "second"), ("sec", "second"), ("FIRST", "first")])
def test_a_version_is_found_by_number_or_name(dossier: Dossier, asked: str, name: str) -> None:
    put(dossier, ONE, "first"), put(dossier, TWO, "second")
    assert kept.find_version(dossier, "sea", asked).name == name


@pytest.mark.parametrize("asked", ["3", "x", ""])
def test_a_version_that_is_not_there_or_not_the_only_one(dossier: Dossier, asked: str) -> None:
    put(dossier, ONE, "first"), put(dossier, TWO, "second")
    with pytest.raises(SettingsError):
        kept.find_version(dossier, "sea", asked)


def test_changes_are_stale_once_a_version_is_added(dossier: Dossier) -> None:
    put(dossier, ONE, "first"), put(dossier, TWO, "second")
    drafts: list[Draft] = kept.drafts(dossier, "sea")
    stamp, found = kept.stamp_of(drafts), follow(drafts).changes
    kept.put_changes(dossier, drafts, found, stamp)
    assert kept.changes(dossier, "sea") == list(found) and kept.is_followed(dossier, stamp, "sea")
    put(dossier, "Article 1. Oars\nOars may be of any wood.\n", "third")
    assert not kept.is_followed(dossier, kept.stamp_of(kept.drafts(dossier, "sea")), "sea")


def test_decisions_are_laid_over_a_concern_and_taken_back_one_by_one(dossier: Dossier) -> None:
    version = put(dossier, ONE, "first")
    kept.put_concern(dossier, a_concern(version))
    decide(dossier, "c0ffee01", "accepted", by="Aigul", now=NOW)
    decide(dossier, "c0ff", "verdict", by="Aigul", state="partly", why="one of two", now=NOW)
    decide(dossier, "c0ff", "placed", by="Ivan", version=version.id, cites=("Article 2",), now=NOW)
    (one,) = kept.concerns(dossier, "sea")
    assert (one.review, one.verdict, one.provisions) == ("confirmed", "partly", {version.id: ("Article 2",)})
    assert verdicts(dossier)["c0ffee01"].why == "one of two"
    for _ in range(3):
        decide(dossier, "c0ff", "undone", by="Ivan", now=NOW)
    (one,) = kept.concerns(dossier, "sea")
    assert (one.review, one.verdict, one.provisions) == ("machine", None, {version.id: ("Article 1",)})
    assert len(log(dossier)) == 6 and held(log(dossier)) == {}
    with pytest.raises(SettingsError, match="no decision to undo"):
        decide(dossier, "c0ff", "undone", by="Ivan", now=NOW)


def test_decisions_are_never_changed(dossier: Dossier) -> None:
    kept.put_concern(dossier, a_concern(put(dossier, ONE, "first")))
    decide(dossier, "c0ffee01", "accepted", by="Aigul", now=NOW)
    for sql in ("UPDATE concern_decisions SET reviewer = 'x'", "DELETE FROM concern_decisions"):
        with pytest.raises(sqlite3.IntegrityError, match="decisions are never"):
            dossier.connection.execute(sql)


@pytest.mark.parametrize(
    ("decision", "given", "error"),
    [
        ("accepted", {"by": " "}, "name of who"),
        ("verdict", {"by": "A", "state": "fine"}, "no state"),
        ("placed", {"by": "A"}, "of a version"),
    ],
)
def test_decisions_that_cannot_be_written(dossier: Dossier, decision: str, given: dict[str, str], error: str) -> None:
    kept.put_concern(dossier, a_concern(put(dossier, ONE, "first")))
    with pytest.raises(SettingsError, match=error):
        decide(dossier, "c0ffee01", decision, now=NOW, **given)  # type: ignore[arg-type]
    assert log(dossier) == []


def test_what_is_found_again_replaces_what_nobody_decided_on(dossier: Dossier) -> None:
    version = put(dossier, ONE, "first")
    document = version.document
    both = [a_concern(version, key, document=document) for key in ("aaaa1111", "bbbb2222")]
    assert kept.put_found(dossier, "sea", document, both) == 2
    decide(dossier, "aaaa1111", "rejected", by="Aigul", now=NOW)
    assert kept.put_found(dossier, "sea", document, []) == 0
    assert kept.concerns(dossier, "sea") == []
    assert [one.id for one in kept.concerns(dossier, "sea", rejected=True)] == ["aaaa1111"]
