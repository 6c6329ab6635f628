"""What is asked for, read from demands."""

import pytest

from onrecord.bills.concern_asks import is_demand, read_asks


@pytest.mark.parametrize(
    ("asked", "kind", "stems"),
    [
        ("Delete Article 7(2).", "remove-provision", ()),
        ("4. Repeal Articles 403 and 404.", "remove-provision", ()),
        ("Article 400 should be removed because it punishes strikes.", "remove-provision", ()),
        ("Статью 404 следует исключить.", "remove-provision", ()),
        ("Remove administrative detention from Article 10.", "remove", ("administr", "detent")),
        ("The words “or other actions” in Article 164 should be deleted.", "remove", ("action",)),
        ("We call on the ministry to decriminalise libel in Article 130.", "decriminalise", ()),
        ("Recognise spontaneous assemblies, which the draft does not mention.", "add", ("spontan", "assembl")),
        ("Article 164 must define social discord.", "narrow", ("social", "discord")),
    ],
)
def test_demands(asked: str, kind: str, stems: tuple[str, ...]) -> None:
    assert is_demand(asked)
    (ask,) = read_asks(asked)
    assert (ask.kind, ask.stems) == (kind, stems)


@pytest.mark.parametrize(
    ("asked", "origin", "target", "unit"),
    [
        ("Shorten the period of notice in Article 4 from fifteen days to no more than three.", 15, 3, "day"),
        ("Reduce the distance in Article 3 from 300 to 50 metres.", 300, 50, "metre"),
        ("Сократить срок в статье 5 с пятнадцати дней до трех.", 15, 3, "day"),
    ],
)
def test_measures_to_go_from_and_to(asked: str, origin: int, target: int, unit: str) -> None:
    (ask,) = read_asks(asked)
    assert ask.kind == "lower" and ask.origin and ask.target
    assert (ask.origin.value, ask.target.value, ask.target.unit) == (origin, target, unit)


@pytest.mark.parametrize(
    "sentence",
    [
        "A notification that must be confirmed is a permission.",
        "We welcome Article 5.",
        "It was a cold day.",
        "Definitions",
    ],
)
def test_what_asks_for_nothing(sentence: str) -> None:
    assert not is_demand(sentence)
