import pytest

from onrecord.reference.instruments import find_known, known_instruments, protocols_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the UN Convention against Torture", ["CAT"]),
        ("OPCAT and the ICCPR", ["OPCAT", "ICCPR"]),
        ("the African Charter on Human and Peoples’ Rights", ["ACHPR"]),
        ("the Enhanced Partnership and Co-operation Agreement (EPCA)", ["EPCA", "EPCA"]),
        ("in the rule of law index", ["WJP"]),
        ("ILO Convention No. 87", ["ILO-87"]),
        ("Optional Protocol to the Convention against Torture", ["OPCAT"]),
        ("Second Optional Protocol to the ICCPR", ["ICCPR-OP2"]),
        ("a catalogue of crcs", []),
    ],
)
def test_treaties_and_indices_are_known_by_name_and_abbreviation(text: str, expected: list[str]) -> None:
    assert [known.key for _, known in find_known(text)] == expected


def test_protocols_hang_on_treaties_of_the_list() -> None:
    known = known_instruments()
    assert all(one.protocol_to in known for one in known.values() if one.protocol_to)
    assert protocols_of("CAT") == ("OPCAT",)
    assert protocols_of("ICCPR") == ("ICCPR-OP1", "ICCPR-OP2")


def test_nothing_enters_into_force_before_it_is_adopted() -> None:
    dated = [k for k in known_instruments().values() if k.adopted and k.in_force]
    assert all(k.adopted <= k.in_force for k in dated if k.adopted and k.in_force)
