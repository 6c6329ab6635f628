import pytest
from tests.labels.labelled import GAZETTEER, make_document

from onrecord.labels.instruments import find_mentions, instruments_of
from onrecord.labels.views import make_page
from onrecord.reference.instruments import find_known, known_instruments


def mentions(text: str) -> list[tuple[str, str]]:
    found = find_mentions(make_page(make_document(text), GAZETTEER))
    return [(text[slice(*m.span)], m.kind) for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ratified the Convention against Torture.", [("Convention against Torture", "treaty")]),
        ("Under the ICCPR and OPCAT it must act.", [("ICCPR", "treaty"), ("OPCAT", "treaty")]),
        ("the 44-member National Council on Public Trust met", [("National Council on Public Trust", "body")]),
        ("A Commissioner for human rights has been established.", [("Commissioner for human rights", "body")]),
        ("It adopted a new law on peaceful assemblies last year.", [("law on peaceful assemblies", "law")]),
        ("the draft criminal code was read", [("draft criminal code", "bill")]),
        ("under the criminal code", [("criminal code", "code")]),
        ("ranked 65th in the rule of law index", [("rule of law index", "index")]),
        ("The Norvian people met in council.", []),
        ("He broke the law on Monday.", []),
        ("The group acts on behalf of all.", []),
    ],
)
def test_names_that_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(text) == expected


def test_an_abbreviation_and_a_definite_name_join_the_full_name() -> None:
    text = (
        "France signed the Enhanced Water Sharing Agreement (EWSA) in May. The EWSA covers dams. "
        "The enhanced agreement is in force."
    )
    page = make_page(make_document(text), GAZETTEER)
    found = find_mentions(page)
    assert [text[slice(*m.span)] for m in found] == [
        "Enhanced Water Sharing Agreement",
        "EWSA",
        "EWSA",
        "enhanced agreement",
    ]
    assert len({m.key for m in found}) == 1
    (one,) = instruments_of(found, [(0, len(text))])
    assert one.name == "Enhanced Water Sharing Agreement"
    assert len(one.spans) == 4


def test_one_instrument_has_one_id_in_all_documents() -> None:
    texts = [
        "Kenya passed the Law on Public Gatherings.",
        "Critics in Kenya called the Law on Public Gatherings vague.",
        "Ghana passed the Law on Public Gatherings.",
    ]
    pages = [make_page(make_document(t), GAZETTEER) for t in texts]
    ids = [instruments_of(find_mentions(p), [(0, len(p.text))])[0].id for p in pages]
    assert ids[0] == ids[1] != ids[2]


def test_the_reference_list_is_sound() -> None:
    for known in known_instruments().values():
        assert any(k.key == known.key for name in known.names for _, k in find_known(f"the {name} says")), known.key
