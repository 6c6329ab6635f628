"""What setting statements beside each other yields, told in small invented texts."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.records import Act, Finding, Speaker, Stance, Statement, When
from onrecord.threads.findings import find_findings
from onrecord.threads.items import Item
from onrecord.threads.pair_counts import counts_of
from onrecord.threads.pair_words import stem, tokens
from onrecord.threads.sides_claims import claims_of

MINISTER = Speaker(name="Ilse Maru", role="minister", camp="government", named=True)
WATCH = Speaker(name="Exempla Watch", camp="NGO", named=True, collective=True)
ASSEMBLY = Speaker(name="Assembly of the Coast", camp="parliament", named=True, collective=True)
SOURCE = Speaker(role="government source", camp="government")


def item(
    quote: str,
    day: str = "2031-05-04",
    *,
    document: str = "",
    start: int = 0,
    speaker: Speaker | None = WATCH,
    act: Act = "assessment",
    stance: Stance = "neutral",
    about: str | None = None,
    rights: tuple[str, ...] = (),
) -> Item:
    """Make a statement of a document of that *day*, about the year or day *about* if that is given."""
    document = document or f"doc-{day}"
    end = start + len(quote)
    time = When(start=about, end=about, precision="day", basis="stated") if about else When()
    statement = Statement(
        id=f"{document}:{start}",
        document=document,
        voice="attributed" if speaker else "author",
        content=((start, end),),
        quote=quote,
        speakers=(speaker,) if speaker else (),
        rights=rights,  # type: ignore[arg-type]
        act=act,
        stance=stance,
        target="XEX",
        country="XEX",
        time=time,
    )
    vector = np.zeros(384, np.float32)
    for word in quote.lower().split():
        vector[sum(map(ord, stem(word.strip(".,;:")))) % 384] += 1
    published = When(start=day, end=day, precision="day", basis="stated")
    return Item(statement=statement, vector=vector / np.linalg.norm(vector), published=published, publisher=document)


FILLER = [
    item(f"The {word} of {place} met in the harbour hall", f"2030-0{n + 1}-11", speaker=None)
    for n, (word, place) in enumerate(
        [("council", "Dorrin"), ("guild", "Carron"), ("choir", "Vessin"), ("board", "Almery"), ("club", "Quay")]
    )
]
"""Other statements, so that rare words can be told from common ones."""


def found(*items: Item, texts: dict[str, str] | None = None) -> list[Finding]:
    """Return the findings of pairs."""
    every = find_findings([*items, *FILLER], texts or {})
    return [finding for finding in every if finding.kind not in ("single-source", "anonymous-source")]


def kinds(*items: Item) -> list[str]:
    return [finding.kind for finding in found(*items)]


ABOLISHED = "The death penalty has been abolished in Exempla"
STILL = "The death penalty remains in the Criminal Code for murder, arson and piracy"


def test_opposite_claims_of_one_time_are_a_contradiction() -> None:
    (one,) = found(item(ABOLISHED, speaker=MINISTER), item("The death penalty is still in force", "2031-06-01"))
    assert (one.kind, one.rule) == ("contradiction", "opposite-force")
    assert one.why == (
        "Ilse Maru (2031-05-04) says “The death penalty has been abolished in Exempla”; against it, at the same time, "
        "Exempla Watch (2031-06-01) says “The death penalty is still in force”."
    )


def test_different_times_are_never_a_contradiction() -> None:
    then = item("The death penalty is still in force", "2024-06-01")
    (one,) = found(then, item(ABOLISHED, "2031-05-04", speaker=MINISTER))
    assert one.kind == "update"
    assert one.a.statement == then.statement.id


def test_of_a_document_of_unknown_time_nothing_is_said_across_documents() -> None:
    undated = replace(item("The death penalty is still in force", document="undated"), published=When())
    assert found(undated, item(ABOLISHED, "2031-05-04", speaker=MINISTER)) == []


@pytest.mark.parametrize(
    "words",
    [
        "The death penalty would be abolished under the draft",
        "If the death penalty is abolished, the prisons will fill",
        "The minister wants to abolish the death penalty",
        "Has the death penalty been abolished?",
    ],
)
def test_what_is_not_told_as_a_fact_contradicts_nothing(words: str) -> None:
    assert "contradiction" not in kinds(item(words, speaker=MINISTER), item("The death penalty is still in force"))


def test_other_things_in_the_same_words_are_no_pair() -> None:
    assert (
        kinds(item("The ban on rallies was lifted", speaker=MINISTER), item("The ban on unions is still in force"))
        == []
    )
    assert kinds(item("Two editors were released", speaker=MINISTER), item("Three sailors were detained")) == []


def test_a_claim_of_a_part_limits_a_general_one() -> None:
    limited = item("The death penalty was abolished for ordinary crimes", "2031-05-20")
    (one,) = found(item(ABOLISHED, speaker=MINISTER), limited)
    assert (one.kind, one.b and one.b.statement) == ("exception", limited.statement.id)


def test_a_marked_caveat_is_an_exception_with_both_its_spans() -> None:
    quote = "Rallies may be held in every square, except in front of the ministry"
    whole = item(quote, act="measure-adopted", speaker=None)
    statement = replace(whole.statement, limited=((0, 35),), exceptions=((37, len(quote)),))
    (one,) = found(replace(whole, statement=statement))
    assert (one.kind, one.a.spans, one.b and one.b.spans) == ("exception", ((0, 35),), ((37, len(quote)),))


DEMAND = item("to repeal Article 12 of the Harbour Act", "2030-01-10", speaker=ASSEMBLY, act="demand")


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        ("Article 12 of the Harbour Act was repealed", "demand-met"),
        ("Article 12 of the Harbour Act has not been repealed", "demand-unmet"),
        ("Article 12 of the Harbour Act was repealed in part", "demand-partly"),
    ],
)
def test_a_later_statement_tells_what_became_of_a_demand(outcome: str, kind: str) -> None:
    (one,) = found(DEMAND, item(outcome, "2031-02-01", speaker=None, act="event"))
    assert (one.kind, one.a.statement) == (kind, DEMAND.statement.id)


def test_what_was_before_a_demand_or_is_promised_does_not_meet_it() -> None:
    assert kinds(DEMAND, item("Article 12 of the Harbour Act was repealed", "2029-02-01", speaker=None)) == []
    assert kinds(DEMAND, item("Article 12 of the Harbour Act will be repealed", "2031-02-01", speaker=MINISTER)) == []


def test_a_demand_that_its_own_document_says_was_left_open() -> None:
    asked = item("the ministry to publish the report", document="paper", act="demand")
    left = item("So far none of these demands has been met", document="paper", start=80, speaker=None)
    assert kinds(asked, left) == ["demand-unmet"]


def test_a_rule_and_the_practice_that_the_same_sentence_reports() -> None:
    quote = "Although the constitution guarantees free assembly, rallies are routinely dispersed."
    (one,) = found(item(quote, speaker=None))
    assert (one.kind, one.b and one.b.spans) == ("principle-conduct", ((quote.index("rallies"), len(quote)),))


def test_an_actor_professes_and_is_reported_to_do_otherwise() -> None:
    union = Speaker(name="Coast Union", camp="intergovernmental", named=True, collective=True)
    said = item("human rights are at the heart of our policy", "2031-03-01", speaker=union)
    done = item("The Coast Union has said nothing about the arrests", "2031-04-01")
    (one,) = found(said, done)
    assert (one.kind, one.a.statement) == ("principle-conduct", said.statement.id)


def test_two_counts_of_one_thing_contradict_and_of_other_years_do_not() -> None:
    official = item("Three prisoners died in Dorrin gaol in 2030", speaker=MINISTER)
    assert kinds(official, item("Seven prisoners died in Dorrin gaol in 2030", "2031-06-01")) == ["contradiction"]
    assert kinds(official, item("Seven prisoners died in Dorrin gaol in 2028", "2031-06-01")) == []


def test_an_amount_that_was_changed_takes_the_place_of_the_old_one() -> None:
    old = item("A party must show 40,000 members to be registered", "2028-01-01", speaker=None)
    new = item("The number of members of a party was lowered from 40,000 to 20,000", "2031-01-01", speaker=None)
    assert kinds(old, new) == ["update"]


def test_somebody_takes_words_back() -> None:
    before = item("No sailor has been beaten in the harbour prison", "2030-02-01", speaker=MINISTER)
    after = item("I was wrong about the harbour prison: a sailor was beaten", "2031-02-01", speaker=MINISTER)
    assert "changed-position" in kinds(before, after)


def test_independent_sources_agree_and_one_voice_does_not() -> None:
    words = "Guards in the Carron salt mine beat eleven convicts with cables"
    mine = item(words, speaker=WATCH, act="event")
    theirs = item(
        "In the Carron salt mine eleven convicts were beaten by guards with cables", "2031-05-09", speaker=ASSEMBLY
    )
    assert kinds(mine, replace(theirs, statement=replace(theirs.statement, act="event"))) == ["agreement"]
    same = replace(theirs.statement, act="event", speakers=(WATCH,))
    assert kinds(mine, replace(theirs, statement=same)) == []


def test_a_source_without_a_name_and_a_grave_claim_of_one_source() -> None:
    unnamed = item("the order came by telephone from the capital", speaker=SOURCE)
    grave = item("Police beat two dockers in Almery", "2031-07-01", act="event", stance="regress", rights=("torture",))
    every = find_findings([unnamed, grave, *FILLER], {})
    assert [(f.kind, f.a.statement, f.b) for f in every] == [
        ("anonymous-source", unnamed.statement.id, None),
        ("single-source", grave.statement.id, None),
    ]


def test_a_rejected_statement_makes_no_finding() -> None:
    denied = item("The death penalty is still in force", "2031-06-01")
    denied = replace(denied, statement=replace(denied.statement, review="rejected"))
    assert found(item(ABOLISHED, speaker=MINISTER), denied) == []


def everything() -> list[Item]:
    return [
        item(ABOLISHED, speaker=MINISTER), item("The death penalty is still in force", "2031-06-01"), DEMAND,
        item("Article 12 of the Harbour Act was repealed", "2031-02-01", speaker=None, act="event"), *FILLER,
    ]  # fmt: skip


@given(seed=st.integers(0, 10**6))
@settings(max_examples=10, deadline=None)
def test_the_order_of_statements_changes_nothing(seed: int) -> None:
    shuffled = everything()
    random.Random(seed).shuffle(shuffled)
    assert find_findings(shuffled, {}) == find_findings(everything(), {})


def test_every_quoted_word_stands_in_a_side() -> None:
    quotes = {one.statement.id: one.statement.quote for one in everything()}
    for finding in find_findings(everything(), {}):
        sides = [quotes[side.statement or ""] for side in (finding.a, finding.b) if side]
        pieces = [piece.split("”")[0] for piece in finding.why.split("“")[1:]]
        assert all(piece in quote for piece, quote in zip(pieces, sides, strict=True))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("seven deaths in 2034", [(7, "died")]),
        ("Three persons, not seven, died in custody", [(3, "died")]),
        ("on 8 and 9 July nineteen men were arrested", [(19, "held")]),
        ("a 22-year-old student was beaten", []),
        ("prices rose by 12% in three years", []),
        ("1,140 assemblies were held", [(1140, None)]),
    ],
)
def test_counts(words: str, expected: Sequence[tuple[float, str | None]]) -> None:
    assert [(count.value, count.deed) for count in counts_of(words)] == expected


@given(st.text(max_size=200))
def test_words_stand_where_they_are_said_to_stand(quote: str) -> None:
    words, spans = tokens(quote)
    assert all(quote[start:end] for start, end in spans)
    assert len(words) == len(spans)


@given(st.text(alphabet="ab ,.;but though", min_size=1, max_size=80))
def test_claims_lie_in_their_statement(quote: str) -> None:
    statement = item(quote if quote.strip() else "x", start=7).statement
    for claim in claims_of(0, statement):
        start, end = claim.span
        assert statement.content[0][0] <= start <= end <= statement.content[0][1]
