"""Bills and concerns from version to version, companion bills included."""

from __future__ import annotations

import pytest
from tests.bills.drafts import CLOSURE, FUNDING, MEETINGS, REFUSAL, REGISTER, bill, draft

from onrecord.bills import follow
from onrecord.bills.following import changes_between, trace
from onrecord.bills.summaries import summarise
from onrecord.records import Concern

HARDER = (FUNDING[0], FUNDING[1], "Whoever fails to report is punished by imprisonment for up to two years.")
DRAFT = draft(bill(REGISTER, REFUSAL, FUNDING, CLOSURE, MEETINGS), "draft")
FIRST = draft(bill(REFUSAL, REGISTER, HARDER, MEETINGS), "first reading")
SECOND = draft(
    bill(REFUSAL, REGISTER, ("Seals", "A society may have a round seal with its name."), HARDER), "second reading"
)


def test_a_concern_is_followed_by_provision_not_by_number() -> None:
    concern = Concern(id="c1", bill="Societies Bill", provisions={DRAFT.version.id: ("Article 3(2)",)})
    (followed,) = follow([DRAFT, FIRST, SECOND], [concern]).concerns
    assert followed.provisions == {
        DRAFT.version.id: ("Article 3(2)",),
        FIRST.version.id: ("Article 3(2)",),
        SECOND.version.id: ("Article 4(2)",),
    }


def test_where_nothing_is_left_of_a_provision_it_says_so() -> None:
    concern = Concern(id="c1", bill="Societies Bill", provisions={DRAFT.version.id: ("Article 4",)})
    (followed,) = follow([DRAFT, FIRST, SECOND], [concern]).concerns
    assert followed.provisions[SECOND.version.id] == ()


def test_what_a_person_has_set_stays() -> None:
    set_by_hand: dict[str, tuple[str, ...]] = {DRAFT.version.id: ("Article 3",), FIRST.version.id: ("Article 1",)}
    concern = Concern(id="c1", bill="Societies Bill", provisions=set_by_hand)
    followed = trace(concern, follow([DRAFT, FIRST, SECOND]).changes)
    assert followed.provisions[FIRST.version.id] == ("Article 1",)
    assert followed.provisions[SECOND.version.id] == ("Article 1",)


def test_penalties_are_compared() -> None:
    (change,) = (c for c in changes_between(DRAFT, FIRST) if c.a == ("Article 3(2)",))
    assert (change.text, change.penalty) == ("amended", "up")


def test_a_provision_that_went_to_another_bill_has_moved_there() -> None:
    companion = draft(
        bill(("Scope", "This Law is about the powers of prosecutors over societies."), CLOSURE),
        "draft",
        "Prosecutors Bill",
    )
    changes = follow([DRAFT, FIRST, companion]).changes
    moved = {c.a: (c.relation, c.to_version, c.b) for c in changes if c.from_version == DRAFT.version.id}
    assert moved["Article 4(1)",] == ("moved", companion.version.id, ("Article 2(1)",))
    concern = Concern(id="c1", bill="Societies Bill", provisions={DRAFT.version.id: ("Article 4(1)",)})
    assert trace(concern, changes).provisions[companion.version.id] == ("Article 2(1)",)


def test_bills_that_share_nothing_stay_apart() -> None:
    other = draft(
        bill(("Lamps", "Lamps are lit at dusk in every street of the town."), MEETINGS[:1]), "draft", "Lamps Bill"
    )
    assert all(c.to_version != other.version.id for c in follow([DRAFT, FIRST, other]).changes)


def test_a_summary_counts() -> None:
    counts = summarise(changes_between(DRAFT, FIRST))
    assert counts.by_relation["removed"] == 3
    assert counts.penalties == {"up": 1}


@pytest.mark.parametrize("drafts", [[], [DRAFT]])
def test_one_version_alone_has_no_changes(drafts: list[object]) -> None:
    assert follow([d for d in (DRAFT,) if d in drafts]).changes == ()
