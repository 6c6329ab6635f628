"""Labels of whole statements, with the shipped heads and the shipped sentence encoder."""

import pytest
from tests.labels.labelled import GAZETTEER, make_statement

from onrecord import labels
from onrecord.models import load_embedder
from onrecord.records import RIGHTS, Speaker, Statement

MINISTER = Speaker(name="Ada Quist", role="minister of justice", camp="government", named=True)


def label(marked: str, published: str | None = None, speaker: Speaker | None = None) -> Statement:
    document, statement = make_statement(marked, published, speaker)
    vectors = load_embedder().embed([statement.quote])
    (labelled,) = labels.assign(document, [statement], vectors, labels.load_heads(), GAZETTEER)
    return labelled


@pytest.mark.parametrize(
    ("marked", "act", "stance", "rights"),
    [
        ("«Kenya abolished the death penalty last year.»", "measure-adopted", "progress", {"life"}),
        ("«Kenya has toughened penalties for domestic violence.»", "measure-adopted", "progress", {"women"}),
        ("«Kenya adopted a law that bans public gatherings.»", "measure-adopted", "regress", {"assembly"}),
        ("«In Kenya the bill would let police close newspapers.»", "measure-proposed", "regress", {"expression"}),
        ("⟦The council⟧ ‹called on› «Kenya to stop torturing detainees».", "demand", "regress", {"torture"}),
        ("«Officials in Kenya could have decriminalised libel.»", "demand", "regress", {"expression"}),
        ("⟦The minister⟧ ‹pledged› «to abolish the death penalty in Kenya».", "pledge", "neutral", {"life"}),
        ("«In Kenya, police detained two journalists outside the court.»", "event", "regress", {"expression"}),
        ("⟦The minister⟧ ‹denied› «that anyone in Kenya had been tortured».", None, "neutral", {"torture"}),
        ("«Over 50% of the foreign trade of Kenya is with the Union.»", "figure", "neutral", set()),
        ("«Relaxed visa rules have made travel to Kenya easier.»", None, "neutral", set()),
        (
            "⟦The minister⟧ ‹signed› «a law that takes libel out of the code of Kenya».",
            "measure-adopted",
            None,
            {"expression"},
        ),
        ("Kenya. «The EU seems to turn a blind eye to human rights.»", None, "neutral", {"general"}),
    ],
)
def test_labels(marked: str, act: str | None, stance: str | None, rights: set[str]) -> None:
    got = label(marked)
    assert (got.act if act else None, got.stance if stance else None) == (act, stance), got.reasons
    assert rights <= set(got.rights) if rights else got.rights == (), got.reasons


@pytest.mark.parametrize(
    ("marked", "hedged"),
    [
        ("«Kenya seems to be opening up.»", True),
        ("«The prisoner was reportedly beaten.»", True),
        ("⟦The groups⟧ ‹fear› «that the code will silence them».", True),
        ("«There are signs of progress.»", True),
        ("«The country is slowly moving towards democracy.»", False),
        ("«The draft would restrict rights.»", False),
        ("«Officials could have decriminalised libel.»", False),
        ("«It was adopted in May.»", False),
    ],
)
def test_hedging(marked: str, hedged: bool) -> None:
    assert label(marked).hedged is hedged


def test_an_exception_is_pointed_at() -> None:
    got = label("«Kenya abolished capital punishment for ordinary crimes though it is still permitted in wartime.»")
    document, _ = make_statement(
        "«Kenya abolished capital punishment for ordinary crimes though it is still permitted in wartime.»"
    )
    assert [document.text[a:b] for a, b in got.exceptions] == ["though it is still permitted in wartime"]
    assert got.stance in ("mixed", "progress")


def test_a_demand_takes_its_day_from_its_sentence() -> None:
    got = label(
        "⟦Parliament⟧ adopted a resolution on 11 February 2021 ‹calling on› «Kenya to end violations of human rights»."
    )
    assert (got.time.start, got.time.basis) == ("2021-02-11", "stated")


def test_a_promise_of_a_government_is_a_pledge() -> None:
    got = label("⟦The minister⟧ ‹said› «Kenya will ratify the Convention against Torture».", speaker=MINISTER)
    assert got.act == "pledge"
    assert [i.kind for i in got.instruments] == ["treaty"]


def test_every_label_has_a_score_and_a_reason() -> None:
    got = label("«Kenya abolished the death penalty last year.»")
    names = {"act", "stance", "hedged", *(f"rights.{r}" for r in got.rights)}
    assert names <= got.confidence.keys()
    assert names | {"country", "target"} <= got.reasons.keys()
    assert all(0 <= score <= 1 for score in got.confidence.values())
    assert {k.removeprefix("rights.") for k in got.confidence if k.startswith("rights.")} <= set(RIGHTS)


def test_nothing_in_nothing_out() -> None:
    document, _ = make_statement("«Nothing.»")
    assert labels.assign(document, [], load_embedder().embed([]), labels.load_heads(), GAZETTEER) == ()


@pytest.mark.parametrize(
    ("marked", "act"),
    [
        ("«The constitution of Kenya guarantees the right to assemble.»", "measure-adopted"),
        ("«The constitution of Kenya guarantees free assembly, but the police disperse every march.»", "assessment"),
        ("«The Covenant protects everyone against arbitrary arrest.»", "commitment"),
    ],
)
def test_what_a_constitution_says_is_a_measure_unless_it_is_taken_back(marked: str, act: str) -> None:
    assert label(marked).act == act


@pytest.mark.parametrize("marked", ["«The cup final in Kenya was a dull affair.»", "«Our rivals played badly again.»"])
def test_where_no_right_is_at_stake_no_record_is_judged(marked: str) -> None:
    statement = label(marked)
    assert (statement.rights, statement.stance) == ((), "neutral")


def test_a_label_taken_from_the_meaning_names_the_words_that_weighed_most() -> None:
    reasons = label("«They keep him in a cell in Kenya without a charge and without a date for a hearing.»").reasons
    assert not {key for key in ("act", "stance") if reasons[key] == "meaning"}
