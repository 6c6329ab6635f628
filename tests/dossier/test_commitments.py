"""Commitments in a dossier: kept once, linked when either side is added, judged when asked, decided on by persons."""

import sqlite3
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.dossier.samples import make_document, make_statement

from onrecord.commitments.drafts import Parsed
from onrecord.dossier import Dossier, reviews
from onrecord.dossier import commitments as kept
from onrecord.dossier.commitment_decisions import decide, find_commitment, log
from onrecord.dossier.commitment_intake import take_found, take_imported
from onrecord.dossier.commitment_pages import listed
from onrecord.errors import SettingsError
from onrecord.records import Commitment, DeclaredCountry, Document, Speaker, Statement, When, make_issue
from onrecord.reference.countries import Gazetteer

NOW = "2024-05-01T10:00:00Z"
XEX = DeclaredCountry(code="XEX", name="Exempla", demonym="Exemplan")
MARU = Speaker(name="Ilse Maru", role="minister", camp="government", named=True)
TEXT = (
    "Minister Ilse Maru promised to decriminalise libel by the end of 2022. "
    "Parliament abolished the death penalty. Nothing was said of prisons."
)
ABOLISH = Commitment(id="c-abolish", kind="recommendation", by="XEX", text="Abolish the death penalty", made="2014-10",
                     rights=("life",), reference="115.10")  # fmt: skip
PRISONS = Commitment(
    id="c-prisons", kind="recommendation", by="XEX", text="Reduce overcrowding in prisons", made="2014"
)


def embed(texts: object) -> NDArray[np.float32]:
    """Give every text one meaning: what then parts them are their words."""
    out = np.zeros((len(list(texts)), 384), np.float32)  # type: ignore[call-overload]
    out[:, 0] = 1.0
    return out


def put_document(dossier: Dossier, published: str | None = "2021-03-04") -> tuple[Document, list[Statement]]:
    dossier.declare_country(XEX)
    when = When(start=published, end=published, precision="day", basis="stated") if published else When()
    blob, document = make_document(TEXT, f"of-{published}.txt", published=when, title="A day in Parliament")
    about = {"country": "XEX", "target": "XEX"}
    statements = [
        make_statement(document, "to decriminalise libel by the end of 2022", "Minister Ilse Maru", "promised",
                       act="pledge", speakers=(MARU,), **about),
        make_statement(document, "Parliament abolished the death penalty.", act="measure-adopted", stance="progress",
                       rights=("life",), **about),
    ]  # fmt: skip
    dossier.keep(blob, document, statements, embed(statements))
    take_found(dossier, document, statements, embed, Gazetteer([XEX]))
    return document, statements


def take(dossier: Dossier, *commitments: Commitment) -> None:
    rows = [replace(one, origin=f"list.csv, line {n}") for n, one in enumerate(commitments, start=2)]
    take_imported(dossier, "list.csv", Parsed(format="commitments", commitments=rows), embed)


def status_of(dossier: Dossier, id: str, as_of: str = "2024") -> str:
    return kept.commitment(dossier, id, as_of)[0].status


@pytest.mark.parametrize("first", ["document", "list"])
def test_links_are_made_whichever_comes_first(dossier: Dossier, first: str) -> None:
    if first == "document":
        _, (_, law) = put_document(dossier)
        take(dossier, ABOLISH, PRISONS)
    else:
        take(dossier, ABOLISH, PRISONS)
        _, (_, law) = put_document(dossier)
    judged, evidence = kept.commitment(dossier, ABOLISH.id, "2024")
    assert (judged.status, judged.evidence, judged.last_heard) == ("fulfilled-in-law", (law.id,), "2021-03-04")
    assert evidence[0].told.statement == law
    assert "=death-penalty" in evidence[0].shared
    assert status_of(dossier, PRISONS.id) == "no-evidence"


def test_the_status_is_that_of_a_day(dossier: Dossier) -> None:
    put_document(dossier)
    take(dossier, ABOLISH)
    assert [status_of(dossier, ABOLISH.id, day) for day in ("2020", "2021-03-03", "2021-03")] == [
        "no-evidence", "no-evidence", "fulfilled-in-law",
    ]  # fmt: skip


def test_an_import_accounts_for_every_row(dossier: Dossier) -> None:
    refused = [make_issue("no-text-in-row", "commitments", "the row has no text.", "list.csv, line 9")]
    rows = [replace(ABOLISH, origin="list.csv, line 2"), replace(PRISONS, origin="list.csv, line 3")]
    first = take_imported(dossier, "list.csv", Parsed(format="x", commitments=rows, refused=refused), embed)
    assert (first.rows_in, first.added, first.updated, first.unchanged, first.refused) == (3, 2, 0, 0, 1)
    changed = [replace(rows[0], response="noted"), rows[1], replace(rows[1], origin="list.csv, line 4")]
    again = take_imported(dossier, "list.csv", Parsed(format="x", commitments=changed), embed)
    assert (again.rows_in, again.added, again.updated, again.unchanged, again.refused) == (3, 0, 1, 1, 1)
    assert [i.kind for i in again.issues] == ["repeated-row"]
    stored = kept.commitments(dossier, "2024")
    assert [(one.id, one.response, one.origin) for one in stored] == [
        ("c-prisons", None, "list.csv, line 4"), ("c-abolish", "noted", "list.csv, line 2"),
    ]  # fmt: skip
    assert [i.kind for i in dossier.issues()] == ["repeated-row"], "what is mended is no issue any more"


def test_what_a_document_promises_is_found_and_names_its_statement(dossier: Dossier) -> None:
    _, (promise, _) = put_document(dossier)
    (found,) = kept.commitments(dossier, "2024", kept.CommitmentFilter(kind="pledge"))
    assert (found.origin, found.deadline, found.made) == (promise.id, "2022-12-31", "2021-03-04")
    assert (found.status, found.because) == (
        "no-evidence", "It was due on 2022-12-31; nothing dated after 2021-03-04 was found.",
    )  # fmt: skip


def test_another_reading_that_finds_no_promise_takes_it_out_but_not_what_was_decided_on(dossier: Dossier) -> None:
    document, statements = put_document(dossier)
    take_found(dossier, document, statements[1:], embed, Gazetteer([XEX]))
    assert kept.commitments(dossier, "2024") == []
    take_found(dossier, document, statements, embed, Gazetteer([XEX]))
    (found,) = kept.commitments(dossier, "2024")
    decide(dossier, found.id, "verdict", by="Aigul", now=NOW, status="not-fulfilled")
    take_found(dossier, document, statements[1:], embed, Gazetteer([XEX]))
    assert [one.verdict for one in kept.commitments(dossier, "2024")] == ["not-fulfilled"]


def test_a_verdict_stands_beside_the_status_and_can_be_taken_back(dossier: Dossier) -> None:
    put_document(dossier)
    take(dossier, ABOLISH)
    decide(dossier, "c-ab", "verdict", by="Aigul", now=NOW, status="partly", why="not for treason")
    judged, _ = kept.commitment(dossier, ABOLISH.id, "2024")
    assert (judged.status, judged.verdict) == ("fulfilled-in-law", "partly")
    assert kept.commitments(dossier, "2024", kept.CommitmentFilter(status="partly")) == [judged]
    decide(dossier, "c-ab", "undone", by="Aigul", now=NOW)
    assert kept.commitment(dossier, ABOLISH.id, "2024")[0].verdict is None
    with pytest.raises(SettingsError, match="no decision to undo"):
        decide(dossier, "c-ab", "undone", by="Aigul", now=NOW)
    assert [one.decision for one in log(dossier)] == ["verdict", "undone"]


def test_evidence_that_a_person_takes_off_or_puts_there(dossier: Dossier) -> None:
    _, (_, law) = put_document(dossier)
    take(dossier, ABOLISH, PRISONS)
    decide(dossier, "c-ab", "detached", by="Aigul", now=NOW, statement=law.id)
    assert status_of(dossier, ABOLISH.id) == "no-evidence"
    decide(dossier, "c-ab", "undone", by="Aigul", now=NOW)
    assert status_of(dossier, ABOLISH.id) == "fulfilled-in-law"
    decide(dossier, "c-pr", "attached", by="Aigul", now=NOW, statement=law.id)
    assert status_of(dossier, PRISONS.id) == "in-progress"


def test_an_undated_statement_counts_when_a_person_dates_it(dossier: Dossier) -> None:
    _, (_, law) = put_document(dossier, None)
    take(dossier, ABOLISH)
    judged, evidence = kept.commitment(dossier, ABOLISH.id, "2024")
    assert (judged.status, [one.told.statement.id for one in evidence]) == ("no-evidence", [law.id])
    decide(dossier, "c-ab", "attached", by="Aigul", now=NOW, statement=law.id, dated="2021-12")
    assert status_of(dossier, ABOLISH.id) == "fulfilled-in-law"
    assert status_of(dossier, ABOLISH.id, "2021-11") == "no-evidence"


def test_a_date_that_a_person_gives_does_not_move_one_that_is_known(dossier: Dossier) -> None:
    _, (_, law) = put_document(dossier)
    take(dossier, replace(ABOLISH, made="2022"))
    decide(dossier, "c-ab", "attached", by="Aigul", now=NOW, statement=law.id, dated="2023")
    assert status_of(dossier, ABOLISH.id) == "no-evidence"


def test_a_rejected_statement_is_no_evidence(dossier: Dossier) -> None:
    _, (_, law) = put_document(dossier)
    take(dossier, ABOLISH)
    reviews.review(dossier, [reviews.Decision(statement=law.id, decision="rejected", by="Aigul")], NOW)
    assert status_of(dossier, ABOLISH.id) == "no-evidence"


def test_a_correction_of_a_label_changes_the_status(dossier: Dossier) -> None:
    _, (_, law) = put_document(dossier)
    take(dossier, ABOLISH)
    changes = reviews.Changes(act="measure-proposed")
    reviews.review(
        dossier, [reviews.Decision(statement=law.id, decision="corrected", by="Aigul", changes=changes)], NOW
    )
    assert status_of(dossier, ABOLISH.id) == "in-progress"


def test_silences_are_listed_the_longest_first(dossier: Dossier) -> None:
    put_document(dossier)
    take(
        dossier, ABOLISH, PRISONS, replace(PRISONS, id="c-later", made="2023"), replace(PRISONS, id="c-when", made=None)
    )
    wanted = kept.CommitmentFilter(kind="recommendation")
    assert [one.id for one in kept.silences(dossier, "2022-01-01", "2024", wanted)] == ["c-prisons", "c-abolish"]
    assert [one.id for one in kept.silences(dossier, "2020-01-01", "2024", wanted)] == ["c-prisons"]


def test_filters_hold_together(dossier: Dossier) -> None:
    take(dossier, ABOLISH, PRISONS, replace(ABOLISH, id="c-norway", by="NOR"))
    wanted = kept.CommitmentFilter(country="XEX", right="life", kind="recommendation", status="no-evidence")
    assert [one.id for one in kept.commitments(dossier, "2024", wanted)] == ["c-abolish"]


@pytest.mark.parametrize("wanted", [{}, {"country": "XEX"}, {"kind": "pledge"}, {"right": "life"}, {"country": "XAA"}])
def test_commitments_are_listed_in_the_order_in_which_they_are_judged(dossier: Dossier, wanted: Any) -> None:
    put_document(dossier)
    take(
        dossier, ABOLISH, PRISONS, replace(PRISONS, id="later", made="2022"), replace(ABOLISH, id="undated", made=None)
    )
    for as_of in ("2013", "2014", "2024"):
        chosen = kept.CommitmentFilter(**wanted)
        assert listed(dossier, as_of, chosen) == [one.id for one in kept.commitments(dossier, as_of, chosen)]


def test_decisions_are_never_changed(dossier: Dossier) -> None:
    take(dossier, ABOLISH)
    decide(dossier, "c-ab", "verdict", by="Aigul", now=NOW, status="partly")
    for sql in ("UPDATE commitment_decisions SET status = 'fulfilled'", "DELETE FROM commitment_decisions"):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            dossier.connection.execute(sql)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"commitment": "zzzz"}, "no such commitment"),
        ({"commitment": "c-"}, "no such commitment"),
        ({"by": " "}, "needs the name"),
        ({"status": "splendid"}, "no status"),
        ({"decision": "attached", "status": None}, "evidence is a statement"),
        ({"decision": "attached", "status": None, "statement": "zzzz"}, "no such statement"),
    ],
)
def test_what_cannot_be_decided_says_why(dossier: Dossier, given: dict[str, str], message: str) -> None:
    take(dossier, ABOLISH)
    asked = {"commitment": "c-abolish", "decision": "verdict", "by": "Aigul", "now": NOW, "status": "partly"} | given
    with pytest.raises(SettingsError, match=message):
        decide(dossier, asked.pop("commitment"), asked.pop("decision"), **asked)  # type: ignore[arg-type]


def test_the_beginning_of_an_id_is_enough_where_it_is_the_only_one(dossier: Dossier) -> None:
    take(dossier, ABOLISH, replace(ABOLISH, id="c-abound"))
    assert find_commitment(dossier, "c-abol") == "c-abolish"
    with pytest.raises(SettingsError, match="several"):
        find_commitment(dossier, "c-abo"[:4])
