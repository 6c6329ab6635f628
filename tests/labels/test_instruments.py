from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.labels.labelled import GAZETTEER, make_document

from onrecord.labels.instruments import find_mentions, instruments_of
from onrecord.labels.instruments_dates import iso_of
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("charged under Section 9 of the Press (Control) Act 1974.", [("Press (Control) Act 1974", "law")]),
        ("Law No. 482-V was passed.", [("Law No. 482-V", "law")]),
        ("It recalled Resolution 2013/2504.", [("Resolution 2013/2504", "resolution")]),
        ("in line with Directive 2004/38/EC", [("Directive 2004/38/EC", "law")]),
        (
            "resolutions 1373 (2001) and 2178 (2014)",
            [("1373 (2001)", "resolution"), ("2178 (2014)", "resolution")],
        ),
        ("General Comment No. 34 says so.", [("General Comment No. 34", "resolution")]),
        ("A 2017 law bars them.", [("2017 law", "law")]),
        ("They adopted a resolution on Monday.", [("resolution", "resolution")]),
        ("A law that bans veils came up.", [("law", "law")]),
        ("the EU-Ghana human rights dialogue", [("EU-Ghana human rights dialogue", "dialogue")]),
        ("ministers adopted Council conclusions", [("Council conclusions", "resolution")]),
        ("the Special Rapporteur on freedom of religion or belief", [
            ("Special Rapporteur on freedom of religion or belief", "body")
        ]),
        ("a Truth, Reconciliation and Reparations Commission", [
            ("Truth, Reconciliation and Reparations Commission", "body")
        ]),
        ("All are equal before the law, and the rule of law counts.", []),
        ("under Martial Law and international human rights law", []),
        ("The Harbour Law Society and the City Council met.", []),
        ("The European Commission and the Security Council met.", []),
        ("They pledged to draft legislation.", []),
    ],
)  # fmt: skip
def test_all_kinds_are_found_and_what_is_none_in_particular_is_not(text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(text) == expected


def groups(text: str) -> list[list[str]]:
    """Return the words of the mentions, those of one instrument together."""
    found = find_mentions(make_page(make_document(text), GAZETTEER))
    keys = dict.fromkeys(m.key for m in found)
    return [[text[slice(*m.span)] for m in found if m.key == key] for key in keys]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ghana passed the Media Act 2020. The Act replaced the 1974 Press Act. The 1974 Act was worse.",
            [["Media Act 2020", "Act"], ["1974 Press Act", "1974 Act"]],
        ),
        (
            "Ghana's Criminal Code is old. The Criminal Procedure Code is older.",
            [["Criminal Code"], ["Criminal Procedure Code"]],
        ),
        ("Ghana's criminal code is old; Kenya's criminal code is new.", [["criminal code"], ["criminal code"]]),
        (
            "It ratified the Convention against Torture but not its Optional Protocol.",
            [["Convention against Torture"], ["Optional Protocol"]],
        ),
        (
            "Ghana's Land Bill was read. The bill became law. The Land Act is in force.",
            [["Land Bill", "bill"], ["Land Act"]],
        ),
        ("Ghana set up an NHRC (National Human Rights Commission). The NHRC met. The Commission sat.", [
            ["NHRC", "National Human Rights Commission", "NHRC", "Commission"]
        ]),
        ("A 2017 law taxes blogs. Another 2017 law bans them.", [["2017 law"], ["2017 law"]]),
        ("Under article 19 of the Covenant. The Optional Protocol came later.", [["Covenant"], ["Optional Protocol"]]),
        (
            "Kenya's new Criminal Code: an outlook\n\nThe draft Criminal Code is to replace the Criminal Code of 1930."
            "\n\nThe present code is harsh.",
            [["Criminal Code", "draft Criminal Code"], ["Criminal Code of 1930", "code"]],
        ),
        (
            "Ghana's draft penal code is out. The current code is milder. The new penal code bans satire.",
            [["draft penal code", "penal code"], ["code"]],
        ),
        (
            "Ghana's draft Law on Assembly\n\nThe draft law was written with the Police Bill.\n\nThe draft is long.",
            [["draft Law on Assembly", "draft law", "draft"], ["Police Bill"]],
        ),
        (
            "Ghana signed an Enhanced Partnership Agreement. It replaces the 1999 Partnership Agreement.",
            [["Enhanced Partnership Agreement"], ["1999 Partnership Agreement"]],
        ),
        ("Ghana fears its Emergency Powers Act. The EPA is old.", [["Emergency Powers Act", "EPA"]]),
        ("Ghana's Freedom of Information Act is old. The FOI Act.", [["Freedom of Information Act", "FOI Act"]]),
        ("Ghana's bill on NGOs is harsh. The NGO bill goes on.", [["bill on NGOs", "NGO bill"]]),
        (
            "The Committee against Torture came to Ghana. The Committee cited the Convention.",
            [["Committee against Torture", "Committee"], ["Convention"]],
        ),
        ("Ghana's Supreme Judicial Council met. The Council sat.", [["Supreme Judicial Council", "Council"]]),
        (
            "The Special Rapporteur on freedom of religion came. The Rapporteur on religion was ill.",
            [["Special Rapporteur on freedom of religion", "Rapporteur on religion"]],
        ),
        ("A ceasefire agreement with Kenya was signed. The agreement held.", [["ceasefire agreement", "agreement"]]),
    ],
)  # fmt: skip
def test_what_is_one_is_joined_and_what_is_two_is_kept_apart(text: str, expected: list[list[str]]) -> None:
    assert groups(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ghana applied its Land Act 1998.", "1998"),
        ("Ghana applied Law No. 5 of 11 March 2014.", "2014-03-11"),
        ("On 3 May 2019 parliament adopted the Land Act.", "2019-05-03"),
        ("The Land Act entered into force in 2016.", "2016"),
        ("The Land Act is disputed.", ""),
    ],
)
def test_an_instrument_is_dated_by_its_name_or_by_what_is_told_of_it(text: str, expected: str) -> None:
    (found,) = find_mentions(make_page(make_document(text), GAZETTEER))
    assert iso_of(found.when) == expected


def test_a_type_of_agreement_is_one_in_all_documents_of_a_country() -> None:
    texts = [
        "Kenya signed an Enhanced Partnership and Co-operation Agreement (EPCA).",
        "Talks with Kenya on an “enhanced” Partnership and Cooperation Agreement go on.",
        "Kenya says that the EPCA helps.",
        "Ghana says that the EPCA helps.",
    ]
    keys = [{m.key for m in find_mentions(make_page(make_document(t), GAZETTEER))} for t in texts]
    assert keys[0] == keys[1] == keys[2] != keys[3]
    assert len(keys[0]) == 1


@given(
    st.text(alphabet="AaBbct ’'\n().,-2014", max_size=60),
    st.sampled_from(["the Act", "Land Bill", "ICCPR", "a law that"]),
)
def test_spans_lie_in_the_text_and_do_not_overlap(noise: str, name: str) -> None:
    text = f"{noise} {name} {noise}"
    spans = [m.span for m in find_mentions(make_page(make_document(text), GAZETTEER))]
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
