"""What people decide holds, stays, comes back, and is never written over."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.dossier import samples

from onrecord.dossier import Dossier, StatementFilter, find, reviews, verify
from onrecord.dossier.reviews import Changes, Decision
from onrecord.errors import SettingsError
from onrecord.records import ReviewDecision, Speaker, Statement, When

NOW = "2024-06-01T10:00:00Z"
ANA = Speaker(name="Ana Beren", role="lawyer", camp="NGO", named=True)


def decide(
    dossier: Dossier, statement: str, decision: ReviewDecision, changes: Changes | None = None, by: str = "Ana"
) -> None:
    asked = Decision(statement=statement, decision=decision, by=by, changes=changes or Changes())
    reviews.review(dossier, [asked], NOW)


@pytest.fixture
def charge(dossier: Dossier) -> Statement:
    _, _, found = made = samples.law()
    samples.add(dossier, made)
    return found[1]


def test_a_confirmed_statement_says_so_and_nothing_else_changes(dossier: Dossier, charge: Statement) -> None:
    decide(dossier, charge.id, "confirmed")
    assert dossier.statement(charge.id) == replace(charge, review="confirmed")


def test_corrected_values_are_what_every_answer_gives(dossier: Dossier, charge: Statement) -> None:
    time = When(start="2020-01-01", end="2020-12-31", precision="year", basis="stated")
    changes = Changes(
        rights=("liberty",), act="event", stance="neutral", hedged=True, target="EU", time=time, speakers=(ANA,)
    )
    decide(dossier, charge.id, "corrected", changes)
    assert dossier.statement(charge.id) == replace(charge, review="corrected", **changes)
    by_event = StatementFilter(act="event", right="liberty", speaker="ana beren", since="2020", until="2020")
    assert [s.id for s in dossier.statements(by_event)] == [charge.id]
    assert dossier.count_statements(StatementFilter(speaker="exempla watch")) == 0
    assert verify(dossier) == []


def test_corrected_spans_cut_the_text_and_are_found_by_their_words(dossier: Dossier, charge: Statement) -> None:
    text = dossier.document(charge.document).text
    at = text.index("beatings go on in the prisons")
    decide(dossier, charge.id, "corrected", Changes(content=((at, at + len("beatings")),)))
    assert dossier.statement(charge.id).quote == "beatings"
    assert [h.statement.id for h in find(dossier, "beatings")] == [charge.id]
    assert find(dossier, "prisons beatings") != [] and dossier.count_statements(StatementFilter(text="prisons")) == 0
    assert verify(dossier) == []


def test_the_last_review_holds_and_undoing_brings_back_the_one_before(dossier: Dossier, charge: Statement) -> None:
    decide(dossier, charge.id, "corrected", Changes(act="event"))
    decide(dossier, charge.id, "corrected", Changes(stance="mixed"), by="Bek")
    decide(dossier, charge.id, "rejected", by="Cem")
    states = [dossier.statement(charge.id)]
    for _ in range(3):
        decide(dossier, charge.id, "undone", by="Dan")
        states.append(dossier.statement(charge.id))
    assert [(s.review, s.act, s.stance) for s in states] == [
        ("rejected", charge.act, charge.stance),
        ("corrected", "event", "mixed"),
        ("corrected", "event", charge.stance),
        ("machine", charge.act, charge.stance),
    ]
    assert states[-1] == charge
    assert [r.decision for r in reviews.log(dossier)] == ["corrected"] * 2 + ["rejected"] + ["undone"] * 3
    assert len({r.id for r in reviews.log(dossier)}) == 6
    with pytest.raises(SettingsError, match="no review to undo"):
        decide(dossier, charge.id, "undone")


def test_to_confirm_a_correction_vouches_for_all_of_it(dossier: Dossier, charge: Statement) -> None:
    decide(dossier, charge.id, "corrected", Changes(act="event"))
    assert reviews.vouched(dossier)[charge.id] == {"act"}
    decide(dossier, charge.id, "confirmed", by="Bek")
    assert {"rights", "act", "stance"} <= reviews.vouched(dossier)[charge.id]
    assert dossier.statement(charge.id).act == "event"
    decide(dossier, charge.id, "rejected")
    assert charge.id not in reviews.vouched(dossier)


def read_again(dossier: Dossier, statements: Sequence[Statement]) -> None:
    blob, document, _ = samples.law()
    newer = [replace(s, made_by="reader 2") for s in statements]
    dossier.keep(blob, document, newer, samples.vectors_of(newer))


def test_reviews_survive_a_newer_reading(dossier: Dossier, charge: Statement) -> None:
    decide(dossier, charge.id, "corrected", Changes(act="event"))
    promise = samples.law()[2][0]
    read_again(dossier, [promise, replace(charge, act="demand", stance="mixed")])
    found = dossier.statement(charge.id)
    assert (found.act, found.stance, found.review) == ("event", "regress", "corrected")
    decide(dossier, charge.id, "undone")
    assert (dossier.statement(charge.id).act, dossier.statement(charge.id).made_by) == ("demand", "reader 2")
    assert verify(dossier) == []


def test_a_review_whose_statement_is_gone_is_a_conflict_and_kept(dossier: Dossier, charge: Statement) -> None:
    decide(dossier, charge.id, "rejected")
    promise = samples.law()[2][0]
    read_again(dossier, [promise])
    (one,) = reviews.standing(dossier)
    assert one.is_conflict and one.review.statement == charge.id
    decide(dossier, charge.id, "undone")
    assert reviews.standing(dossier) == []


@pytest.mark.parametrize(
    ("statement", "decision", "by", "changes", "said"),
    [
        ("ffff", "confirmed", "Ana", {}, "no such statement"),
        ("", "confirmed", "Ana", {}, "no such statement"),
        (None, "confirmed", "  ", {}, "name of who"),
        (None, "corrected", "Ana", {}, "says what is right"),
        (None, "confirmed", "Ana", {"act": "event"}, "not a correction"),
        (None, "corrected", "Ana", {"act": "shouting"}, "no act"),
        (None, "corrected", "Ana", {"rights": ("torture", "torture")}, "twice"),
        (None, "corrected", "Ana", {"content": ()}, "without content"),
        (None, "corrected", "Ana", {"content": ((5, 9), (2, 4))}, "stretches"),
        (None, "corrected", "Ana", {"cue": ((0, 100_000),)}, "stretches"),
        (None, "maybe", "Ana", {}, "no decision"),
    ],
)
def test_what_cannot_be_written_down_leaves_nothing(
    dossier: Dossier,
    charge: Statement,
    statement: str | None,
    decision: ReviewDecision,
    by: str,
    changes: Changes,
    said: str,
) -> None:
    """All decisions of one call or none: the good one before the bad one is not kept either."""
    good = Decision(statement=charge.id, decision="confirmed", by="Ana")
    bad = Decision(statement=charge.id if statement is None else statement, decision=decision, by=by, changes=changes)
    with pytest.raises(SettingsError, match=said):
        reviews.review(dossier, [good, bad], NOW)
    assert reviews.log(dossier) == []
    assert dossier.statement(charge.id) == charge


def test_the_beginning_of_an_id_will_do_if_it_is_the_only_one(dossier: Dossier, charge: Statement) -> None:
    decide(dossier, charge.id[:8], "confirmed")
    assert dossier.statement(charge.id).review == "confirmed"


@pytest.mark.parametrize("sql", ["UPDATE reviews SET reviewer = 'Eve'", "DELETE FROM reviews"])
def test_the_log_cannot_be_changed(dossier: Dossier, charge: Statement, sql: str) -> None:
    decide(dossier, charge.id, "confirmed")
    with pytest.raises(sqlite3.IntegrityError, match="never"):
        dossier.connection.execute(sql)


def test_saying_the_same_again_is_known(dossier: Dossier, charge: Statement) -> None:
    asked = Decision(statement=charge.id, decision="corrected", by="Ana", changes=Changes(act="event"))
    reviews.review(dossier, [asked], NOW)
    other = replace(asked, by="Bek")
    assert reviews.without_repeats(dossier, [asked, other]) == [other]
