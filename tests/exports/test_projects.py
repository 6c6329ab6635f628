"""REFI-QDA projects: the order and attributes that the standard asks for, and passages that cut the very words."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from tests.exports.samples import ROOT, exported, news, sources

from onrecord.exports.lineends import flatten
from onrecord.exports.projects import NAMESPACE
from onrecord.records import RIGHTS
from onrecord.reference.rights import RIGHT_TITLES

SCHEMA = ROOT.parent / "shared" / "schemas" / "REFI-QDA-Project.xsd"
GUID = re.compile(r"[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}")
MADE = ("creatingUser", "creationDateTime", "modifyingUser", "modifiedDateTime")
RULES: dict[str, tuple[str, str, str]] = {  # children in their order with how many, required and further attributes
    "Project": ("Users? CodeBook? Variables? Cases? Sources? Notes? Links? Sets? Graphs? Description? NoteRef*", "name",
                "origin creatingUserGUID creationDateTime modifyingUserGUID modifiedDateTime basePath"),
    "Users": ("User+", "", ""),
    "User": ("", "guid", "name id"),
    "CodeBook": ("Codes", "", ""),
    "Codes": ("Code+", "", ""),
    "Code": ("Description? NoteRef* Code*", "guid name isCodable", "color"),
    "Variables": ("Variable+", "", ""),
    "Variable": ("Description?", "guid name typeOfVariable", ""),
    "Cases": ("Case+", "", ""),
    "Case": ("Description? CodeRef* VariableValue* SourceRef* SelectionRef*", "guid", "name"),
    "Sources": ("TextSource+", "", ""),
    "TextSource": ("Description? PlainTextContent? PlainTextSelection* Coding* NoteRef* VariableValue*", "guid",
                   "name richTextPath plainTextPath " + " ".join(MADE)),
    "Note": ("Description? PlainTextContent? PlainTextSelection* Coding* NoteRef* VariableValue*", "guid",
             "name richTextPath plainTextPath " + " ".join(MADE)),
    "PlainTextSelection": ("Description? Coding* NoteRef*", "guid startPosition endPosition", "name " + " ".join(MADE)),
    "Coding": ("CodeRef NoteRef*", "guid", "creatingUser creationDateTime"),
    "VariableValue": ("VariableRef TextValue", "", ""),
    "Notes": ("Note+", "", ""),
    **dict.fromkeys(("CodeRef", "NoteRef", "VariableRef", "SelectionRef"), ("", "targetGUID", "")),
    **dict.fromkeys(("Description", "PlainTextContent", "TextValue"), ("", "", "")),
}  # fmt: skip
"""What Project.xsd of 18 March 2019 says of the elements that we write."""
_MOMENT = r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?"
TYPES = {
    "guid": GUID.pattern, "targetGUID": GUID.pattern, "creatingUser": GUID.pattern, "modifyingUser": GUID.pattern,
    "creatingUserGUID": GUID.pattern, "creationDateTime": _MOMENT, "modifiedDateTime": _MOMENT,
    "startPosition": r"\d+", "endPosition": r"\d+", "isCodable": "true|false", "color": "#[0-9A-Fa-f]{6}",
    "typeOfVariable": "Text|Boolean|Integer|Float|Date|DateTime", "plainTextPath": r"internal://[^/]+\.txt",
}  # fmt: skip
"""What the values of attributes look like."""


def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(exported("qdpx")[0])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def project() -> Any:
    return etree.fromstring(parts()["project.qde"])


def every(name: str) -> list[Any]:
    return list(project().iter(f"{{{NAMESPACE}}}{name}"))


def name_of(element: Any) -> str:
    return str(etree.QName(element).localname)


def text_of(source: Any) -> str:
    return parts()[source.get("plainTextPath").replace("internal://", "sources/")].decode("utf-8")


@pytest.mark.parametrize("name", RULES)
def test_elements_keep_the_rules_of_the_standard(name: str) -> None:
    children, required, further = RULES[name]
    order = re.compile(
        "".join(rf"(?:{re.sub('[?*+]$', '', one)} ){one[len(one.rstrip('?*+')) :]}" for one in children.split())
    )
    for element in [project()] if name == "Project" else every(name):
        assert order.fullmatch("".join(f"{name_of(child)} " for child in element)), name
        assert set(required.split()) <= set(element.attrib) <= set((required + " " + further).split()), name


def test_attributes_have_the_types_of_the_standard() -> None:
    seen = {(name, value) for element in project().iter() for name, value in element.attrib.items()}
    assert set(TYPES) <= {name for name, _ in seen}
    assert [pair for pair in seen if pair[0] in TYPES and not re.fullmatch(TYPES[pair[0]], pair[1])] == []


def test_ids_are_unique_and_everything_that_is_pointed_at_is_there() -> None:
    root = project()
    ids = [element.get("guid") for element in root.iter() if element.get("guid")]
    assert len(ids) == len(set(ids))
    assert all(GUID.fullmatch(one) for one in ids)
    attributes = ("targetGUID", "creatingUser", "modifyingUser", "creatingUserGUID")
    refs = {element.get(one) for element in root.iter() for one in attributes if element.get(one)}
    assert refs <= set(ids)


@pytest.mark.skipif(not SCHEMA.exists(), reason="the schema of REFI-QDA is not on this machine")
def test_the_project_is_valid_under_the_schema() -> None:
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(project())


def test_every_document_is_a_text_with_line_ends_of_one_character() -> None:
    texts = [text_of(source) for source in every("TextSource")]
    assert len(texts) == len([name for name in parts() if name.startswith("sources/")]) == 3
    assert texts[0] == sources()[0].document.text.replace("\r\n", "\n")
    assert texts[1].startswith("Article 1.")
    assert "\r" not in "".join(texts)


def test_passages_cut_the_words_of_their_statements() -> None:
    cut: dict[str, list[str]] = {}
    for source in every("TextSource"):
        text = text_of(source)
        for passage in source.findall(f"{{{NAMESPACE}}}PlainTextSelection"):
            words = text[int(passage.get("startPosition")) : int(passage.get("endPosition"))]
            cut.setdefault(passage.get("name"), []).append(words)
    statements = [one for source in sources() for one in source.statements if one.review != "rejected"]
    assert {key: " […] ".join(words) for key, words in cut.items() if key != "n1"} == {
        one.id: one.quote for one in statements
    }
    assert cut["n1"] == ["Harbour"]


def test_labels_are_codes_on_the_passage() -> None:
    codes = {code.get("guid"): code.get("name") for code in every("Code")}
    first = every("PlainTextSelection")[0]
    on_it = {codes[ref.get("targetGUID")] for ref in first.iter(f"{{{NAMESPACE}}}CodeRef")}
    assert on_it == {RIGHT_TITLES["expression"], "assessment", "progress", "government"}
    groups = [code for code in project().find(f".//{{{NAMESPACE}}}Codes") if code.get("isCodable") == "false"]
    assert [group.get("name") for group in groups] == ["Rights", "Acts", "Stances", "Camps", "Tags"]
    assert len(groups[0].findall(f"{{{NAMESPACE}}}Code")) == len(RIGHTS)


def test_persons_are_users_and_what_they_said_is_a_note() -> None:
    users = {user.get("name"): user.get("guid") for user in every("User")}
    assert set(users) == {"onrecord 1.0", "Aigul", "Bela"}
    first = every("PlainTextSelection")[0]
    assert (first.get("modifyingUser"), first.get("modifiedDateTime")) == (users["Aigul"], "2024-05-20T09:30:00Z")
    assert {one.get("creatingUser") for one in first.findall(f"{{{NAMESPACE}}}Coding")} == {users["Aigul"]}
    notes = {note.get("creatingUser"): note[0].text for note in every("Note")}
    assert notes == {users["Aigul"]: "the stance <was> wrong", users["Bela"]: "which one?"}


def test_named_speakers_are_cases_with_their_passages() -> None:
    cases = {case.get("name"): len(case) for case in every("Case")}
    assert cases == {"Court of Vessin": 1, "Exempla Watch": 1, "Ilse Maru": 2, "Journalists' Union": 1}


def test_sources_have_names_of_their_own_and_say_where_they_come_from() -> None:
    same = [replace(one, document=replace(one.document, title="The Same")) for one in sources()]
    with zipfile.ZipFile(io.BytesIO(exported("qdpx", sources=lambda: iter(same))[0])) as archive:
        root = etree.fromstring(archive.read("project.qde"))
    names = [one.get("name") for one in root.iter(f"{{{NAMESPACE}}}TextSource")]
    assert names[0] == "The Same"
    assert len(names) == len(set(names)) == 3
    values = [one.text for one in every("TextSource")[0].iter(f"{{{NAMESPACE}}}TextValue")]
    assert {"The Almery Courier", "2021-03-04", news().document.sha256} <= set(values)
    assert all(one.get("creationDateTime") for one in every("TextSource"))


def test_no_notes_no_element() -> None:
    data, account = exported("qdpx", others={}, reviews={}, sources=lambda: iter(()))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("project.qde"))
    assert [name_of(child) for child in root] == ["Users", "CodeBook", "Variables"]
    assert account.total == 0


@given(st.text(alphabet="a\r\n\ufeff🗞\x0b\u2028"), st.data())
def test_places_move_with_the_line_ends(text: str, data: st.DataObject) -> None:
    """What a span cuts is, but for line ends and the mark at the beginning, what it cuts after flattening."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    flat = flatten(text)
    first, last = flat.place((start, end))
    expected = flatten("x" + text[start:end]).text[1:] if start else flatten(text[start:end]).text
    cut = flat.text[first:last]
    ends_inside = text[end - 1 : end + 1] == "\r\n"
    begins_inside = text[start - 1 : start + 1] == "\r\n" if start else False
    assert cut == expected or ends_inside or begins_inside
    assert flat.text == "\n".join(re.split("\r\n|\r|\n", text.removeprefix("\ufeff")))
