"""Who is the same: a table of speakers, and what the rules make of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.dossier.speaker_identity import Place, identify, name_key
from onrecord.records import CAMPS, Camp, Speaker


def place(
    number: int,
    name: str,
    role: str = "",
    affiliation: str = "",
    camp: Camp = "unknown",
    country: str = "XEX",
    *,
    collective: bool = False,
    document: str = "",
) -> Place:
    speaker = Speaker(
        name=name, role=role or None, affiliation=affiliation or None, camp=camp, named=True, collective=collective
    )
    return Place(id=number, speaker=speaker, country=country, document=document)


MARU: tuple[str, str, str, Camp] = ("Ilse Maru", "minister", "Ministry of Justice", "government")


@pytest.mark.parametrize(
    ("places", "groups"),
    [
        pytest.param([place(1, *MARU), place(2, "Ilse Maru")], [{1, 2}], id="a full name, and nothing against it"),
        pytest.param([place(1, *MARU), place(2, "ILSE MARÚ", "deputy")], [{1, 2}], id="other letters, another office"),
        pytest.param(
            [place(1, *MARU), place(2, "Ilse Maru", "farmer", "", "individual")], [{1}, {2}], id="an official, a farmer"
        ),
        pytest.param(
            [
                place(1, *MARU),
                place(2, "Ilse Maru", "farmer", "", "individual"),
                place(3, "Ilse Maru", "farmer"),
                place(4, "Ilse Maru"),
            ],
            [{1}, {2, 3}, {4}],
            id="of two persons, one by the same role; the bare name stays apart",
        ),
        pytest.param(
            [place(1, "Tom Brandt", "lawyer", "", "individual"), place(2, "Tom Brandt", "lawyer", "Aid", "NGO")],
            [{1, 2}],
            id="a lawyer is a lawyer",
        ),
        pytest.param([place(1, *MARU), place(2, *MARU, "XNV")], [{1, 2}], id="the same office, spoken of elsewhere"),
        pytest.param(
            [place(1, "Ilse Maru"), place(2, "Ilse Maru", country="XNV")], [{1}, {2}], id="a name in two countries"
        ),
        pytest.param([place(1, "Ilse Maru"), place(2, "Ilse Maru", country="")], [{1, 2}], id="once about no country"),
        pytest.param(
            [place(1, "Maru", document="d1"), place(2, "Maru", document="d2")], [{1}, {2}], id="a surname never joins"
        ),
        pytest.param([place(1, "Maru", "minister"), place(2, "Maru", "judge")], [{1}, {2}], id="nor with another role"),
        pytest.param(
            [
                place(1, "Ministry of Justice", camp="government", collective=True),
                place(2, "MINISTRY OF JUSTICE", camp="government", collective=True),
                place(3, "Ministry of Justice", camp="government", collective=True, country="XNV"),
            ],
            [{1, 2}, {3}],
            id="every state has its ministry",
        ),
        pytest.param(
            [
                place(1, "Amnesty International", camp="NGO", collective=True),
                place(2, "Amnesty International", camp="NGO", collective=True, country="XNV"),
            ],
            [{1, 2}],
            id="a well-known organisation is the same everywhere",
        ),
        pytest.param(
            [place(1, "Ilse Maru", camp="NGO", collective=True), place(2, "Ilse Maru")],
            [{1}, {2}],
            id="a foundation that bears a person's name",
        ),
    ],
)
def test_who_is_the_same(places: list[Place], groups: list[set[int]]) -> None:
    assert sorted((set(one.places) for one in identify(places)), key=min) == groups


@pytest.mark.parametrize(
    ("name", "collective", "key"),
    [
        ("Ilse  Marú", False, "ilse maru"),
        ("The Café Öst", True, "cafe ost"),
        ("HRW", True, "human rights watch"),
        ("the", True, "the"),
    ],
)
def test_what_a_name_is_compared_by(name: str, collective: bool, key: str) -> None:
    assert name_key(Speaker(name=name, named=True, collective=collective)) == key


PLACES = st.lists(
    st.builds(
        place,
        st.just(0),
        st.just("Ilse Maru"),
        st.sampled_from(("", "minister", "farmer")),
        st.sampled_from(("", "Ministry of Justice")),
        st.sampled_from(CAMPS),
        st.sampled_from(("", "XEX", "XNV")),
        collective=st.booleans(),
    ),
    max_size=8,
)


@given(PLACES, st.randoms())
def test_every_place_is_somebodys_whatever_the_order(places: list[Place], random: object) -> None:
    numbered = [Place(id=n, speaker=p.speaker, country=p.country) for n, p in enumerate(places)]
    shuffled = list(numbered)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = identify(numbered)
    assert identify(shuffled) == found
    assert sorted(n for one in found for n in one.places) == list(range(len(places)))
    assert len({one.key for one in found}) == len(found)
