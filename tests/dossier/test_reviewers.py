"""Several persons: what each says is kept, the last word holds, what they differ on is shown; how far they agree."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.dossier import samples

from onrecord.dossier import Dossier, agreement, review_queue, reviews
from onrecord.dossier.review_checks import Changes, trimmed
from onrecord.dossier.reviews import Decision
from onrecord.errors import SettingsError
from onrecord.records import (
    DeclaredCountry,
    Instrument,
    Quantity,
    Review,
    ReviewDecision,
    Speaker,
    Statement,
    When,
)

NOW = "2024-06-01T10:00:00Z"


def decide(dossier: Dossier, statement: str, decision: ReviewDecision, by: str = "Ana", **given: object) -> Review:
    (made,) = reviews.review(dossier, [Decision(statement=statement, decision=decision, by=by, **given)], NOW)  # type: ignore[arg-type]
    return made


@pytest.fixture
def charge(dossier: Dossier) -> Statement:
    _, _, found = made = samples.law()
    samples.add(dossier, made)
    return found[1]


def test_both_are_kept_the_last_holds_and_the_difference_is_shown(dossier: Dossier, charge: Statement) -> None:
    decide(dossier, charge.id, "confirmed", by="Ana")
    decide(dossier, charge.id, "corrected", by="Bek", changes=Changes(stance="mixed"))
    found = reviews.reviews_of(dossier, charge.id)
    assert [one.by for one in found.log] == ["Ana", "Bek"] and found.holding == found.log[1]
    assert {name: one.values.stance for name, one in found.by_person.items() if one.values} == {
        "Ana": "regress",
        "Bek": "mixed",
    }
    assert found.disputed == ("stance",)
    assert dossier.statement(charge.id).stance == "mixed"
    assert [(one.statement, one.values) for one in agreement.disputes(dossier)] == [(charge.id, ("stance",))]
    decide(dossier, charge.id, "confirmed", by="Ana")
    assert agreement.disputes(dossier) == [] and reviews.standing(dossier)[0].disputed == ()
    decide(dossier, charge.id, "rejected", by="Bek")
    assert reviews.standing(dossier)[0].disputed == ("statement",)


def test_one_takes_back_what_is_hers_and_leaves_the_others(dossier: Dossier, charge: Statement) -> None:
    first = decide(dossier, charge.id, "corrected", by="Ana", changes=Changes(stance="mixed"))
    decide(dossier, charge.id, "corrected", by="Bek", changes=Changes(act="event"))
    decide(dossier, charge.id, "undone", by="Ana", undoes=first.id[:10])
    assert list(reviews.reviews_of(dossier, charge.id).by_person) == ["Bek"]
    assert (dossier.statement(charge.id).act, dossier.statement(charge.id).stance) == ("event", "mixed")
    with pytest.raises(SettingsError, match="no review to undo"):
        decide(dossier, charge.id, "undone", by="Ana", undoes=first.id)


def test_blind_coding_starts_from_what_the_machine_made(dossier: Dossier, charge: Statement) -> None:
    decide(dossier, charge.id, "corrected", by="Ana", changes=Changes(stance="mixed", act="event"))
    made = decide(dossier, charge.id, "corrected", by="Bek", changes=Changes(act="demand"), blind=True)
    assert made.values and (made.values.act, made.values.stance, made.blind) == ("demand", charge.stance, True)
    assert reviews.log(dossier)[-1].blind
    assert agreement.disputes(dossier)[0].values == ("act", "stance")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (Changes(speakers=(Speaker(name="Ana", camp="NGO"),)), "said to have none"),
        (Changes(speakers=(Speaker(named=True),)), "has a name"),
        (Changes(speakers=(Speaker(role="aide"), Speaker(role="aide"))), "twice"),
        (Changes(speakers=(Speaker(name="A", named=True, camp="choir"),)), "no camp"),  # type: ignore[arg-type]
        (Changes(country="XEX"), "no country has this code"),
        (Changes(country="Exempla"), "no country has this code"),
        (Changes(target=" "), "without a name"),
        (Changes(time=When(start="2021-02-30", end="2021-03-01", precision="day")), "no day"),
        (Changes(time=When(start="2021-03-02", end="2021-03-01", precision="interval")), "no time"),
        (Changes(time=When(precision="year")), "no time"),
        (Changes(voice="author", speakers=(Speaker(role="aide"),)), "no source, cue or speaker"),
        (Changes(voice="choir"), "no voice"),  # type: ignore[typeddict-item]
        (Changes(mode="sung"), "no mode"),  # type: ignore[typeddict-item]
        (Changes(instruments=(Instrument(id="i", name=" ", kind="law", spans=((0, 3),)),)), "has a name"),
        (Changes(instruments=(Instrument(id="i", name="L", kind="song", spans=((0, 3),)),)), "kind of instrument"),  # type: ignore[arg-type]
        (Changes(figures=(Quantity(span=(0, 9999), value=3.0),)), "stretches"),
        (Changes(content=((8, 9),)), "without content"),
    ],
)
def test_nonsense_is_refused(dossier: Dossier, charge: Statement, changes: Changes, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        decide(dossier, charge.id, "corrected", changes=changes)
    assert reviews.log(dossier) == []


def test_every_label_can_be_corrected(dossier: Dossier, charge: Statement) -> None:
    dossier.declare_country(DeclaredCountry(code="XNV", name="Norvania"))
    law = Instrument(id="x", name="Prison Code", kind="code", spans=((26, 34),))
    speakers = (
        Speaker(name="Ana Beren", role="lawyer", camp="NGO", named=True),
        Speaker(role="aides", collective=True),
    )
    changes = Changes(
        speakers=speakers, rights=("torture",), act="event", stance="mixed", hedged=True, target="XNV", country="XNV",
        time=When(start="2020-01-01", end="2020-12-31", precision="year", basis="stated"), mode="direct",
        instruments=(law,), figures=(Quantity(span=(0, 3), value=3.0, unit="people"),),
    )  # fmt: skip
    decide(dossier, charge.id, "corrected", changes=changes)
    assert dossier.statement(charge.id) == replace(charge, review="corrected", **changes)
    decide(dossier, charge.id, "undone")
    assert dossier.statement(charge.id) == charge


def test_who_has_a_source_is_no_author_and_the_other_way_round(dossier: Dossier) -> None:
    _, _, (denial, event) = made = samples.press()
    samples.add(dossier, made)
    decide(dossier, denial.id, "corrected", changes=Changes(voice="author"))
    found = dossier.statement(denial.id)
    assert (found.voice, found.source, found.speakers, found.mode) == ("author", (), (), None)
    decide(dossier, event.id, "corrected", changes=Changes(speakers=(Speaker(role="editor"),)))
    assert dossier.statement(event.id).voice == "attributed"


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(0, 3)], ((0, 2),)),
        ([(2, 6)], ((3, 5),)),
        ([(3, 5), (0, 2)], ((0, 2), (3, 5))),
        ([(0, 4), (3, 5)], ((0, 5),)),
        ([(2, 3)], ()),
        ([(-4, 2), (3, 99)], ((0, 2), (3, 8))),
    ],
)
def test_selected_stretches_begin_and_end_with_words(spans: list[tuple[int, int]], expected: object) -> None:
    assert trimmed("ab cd ef", spans) == expected


def many(dossier: Dossier, count: int) -> list[Statement]:
    text = " ".join(f"Exempla Watch said number {n} is bad." for n in range(count))
    blob, document = samples.make_document(text, "many.txt")
    found = [
        samples.make_statement(document, f"number {n} is bad", "Exempla Watch", "said", stance="regress", country="XEX",
                               act="pledge" if n == 1 else "other", confidence={"statement": 0.9 - n / 100})
        for n in range(count)
    ]  # fmt: skip
    samples.add(dossier, (blob, document, found))
    return found


def test_agreement_is_counted_by_label_over_what_both_have_judged(dossier: Dossier) -> None:
    found = many(dossier, 12)
    for n, one in enumerate(found):
        decide(dossier, one.id, "corrected", by="Ana", changes=Changes(act="event" if n % 2 else "demand"))
        if n:
            act = "event" if n % 2 or n == 4 else "demand"
            decide(dossier, one.id, "corrected", by="Bek", changes=Changes(act=act), blind=True)  # type: ignore[typeddict-item]
    table = {one.label: one for one in agreement.agreement(dossier)}
    acts = table["act"]
    assert (acts.reviewers, acts.statements, acts.decisions) == (("Ana", "Bek"), 11, 11)
    assert acts.equal == pytest.approx(10 / 11)
    assert acts.kappa is not None and acts.low is not None and acts.high is not None
    assert acts.low <= acts.kappa <= acts.high < 1.01 and acts.kappa == pytest.approx(0.814, abs=0.01)
    assert (table["rights"].decisions, table["rights"].kappa) == (11 * 19, None)
    assert table["stance"].note and "nothing varies" in table["stance"].note


def test_too_few_get_no_kappa(dossier: Dossier) -> None:
    (one,) = many(dossier, 1)
    decide(dossier, one.id, "confirmed", by="Ana")
    decide(dossier, one.id, "confirmed", by="Bek")
    assert {a.note for a in agreement.agreement(dossier)} == {"too few: a kappa takes 10 statements"}
    assert {a.equal for a in agreement.agreement(dossier)} == {1.0}


def test_the_queue_puts_first_what_is_doubtful_and_what_much_hangs_on(dossier: Dossier) -> None:
    found = many(dossier, 6)
    queued = review_queue.queue(dossier)
    assert [one.id for one in queued] == [found[n].id for n in (1, 5, 4, 3, 2, 0)]
    assert queued[0].because == ("the machine is 89% sure of it", "it says regress", "it is taken for a pledge")
    assert queued[0].weight == pytest.approx(0.33) and queued[1].weight == pytest.approx(0.3)
    decide(dossier, found[1].id, "confirmed")
    assert found[1].id not in {one.id for one in review_queue.queue(dossier)}
    assert review_queue.queue(dossier, country="XNV") == []
    assert len(review_queue.queue(dossier, country="XEX", limit=2)) == 2


def test_what_else_awaits_a_person(dossier: Dossier, charge: Statement) -> None:
    decide(dossier, charge.id, "confirmed", by="Ana")
    decide(dossier, charge.id, "rejected", by="Bek")
    (one,) = review_queue.awaiting(dossier)
    assert (one.kind, one.id, one.because) == ("dispute", charge.id, ("statement",))


STEPS = st.lists(
    st.tuples(st.sampled_from(("confirmed", "corrected", "rejected", "undone")), st.sampled_from("AB"),
              st.integers(0, 3), st.booleans()),
    max_size=10,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_any_sequence_leaves_what_replaying_the_log_gives(
    steps: list[tuple[ReviewDecision, str, int, bool]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Nothing is deleted; the statement shows the last review that was not undone, or what the machine made of it."""
    with Dossier.open(tmp_path_factory.mktemp("d") / "x.dossier", create=True) as dossier:
        samples.add(dossier, samples.law())
        charge = samples.law()[2][1]
        held: list[Review] = []
        written = 0
        for decision, by, number, flag in steps:
            changes = Changes(hedged=flag, act=("event", "demand", "pledge", "other")[number])
            wanted = held[number % len(held)].id if held and flag else None
            try:
                made = decide(
                    dossier, charge.id, decision, by, changes=changes if decision == "corrected" else Changes(),
                    undoes=wanted if decision == "undone" else None,
                )  # fmt: skip
            except SettingsError:
                assert decision == "undone" and not held
                continue
            written += 1
            held = [one for one in held if one.id != made.undoes] if decision == "undone" else [*held, made]
        assert len(reviews.log(dossier)) == written
        shown, last = dossier.statement(charge.id), held[-1] if held else None
        if last is None:
            assert shown == charge
        elif last.values is None:
            assert shown == replace(charge, review="rejected")
        else:
            assert (shown.act, shown.hedged, shown.review) == (last.values.act, last.values.hedged, last.decision)
