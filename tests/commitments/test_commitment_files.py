"""Files of commitments as their publishers give them; the rows here are invented, the layouts are theirs."""

import json
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from onrecord.commitments.cells import decode
from onrecord.commitments.drafts import Parsed, read_date
from onrecord.commitments.importing import parse, recognise
from onrecord.errors import Broken, Refusal, Unsupported
from onrecord.records import DeclaredCountry
from onrecord.reference.countries import Gazetteer

GAZETTEER = Gazetteer([DeclaredCountry(code="XEX", name="Exempla")])

UPR_INFO = (
    "id,kind,state_under_review,recommending_state,session,session_month,response,issues,text\n"
    "e-1,recommendation,Exempla,Norway,20,2014-10,supported,Death penalty,Abolish the death penalty\n"
    "e-2,voluntary_pledge,Exempla,,20,2014-10,,Justice,To publish all judgments\n"
    "e-3,recommendation,Atlantis,Norway,20,2014-10,noted,Justice,Train judges\n"
    'e-4,recommendation,Exempla,Chile,20,2014-10,noted,Labour,"  "\n'
)
ORIGINAL = (
    "To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session\r"
    'Namibia,Africa,"AU, Commonwealth",Ratify the “Protocol”,Norway,WEOG,,Accepted,5,'
    '"International instruments,Justice",14\r'
).encode("mac_roman")
THEMATIC = """# UPR 20th Session - Exempla - Thematic List of Recommendations

Recommendation
Position
Full list of themes
Theme: B51 Right to an effective remedy
115.1 Publish the reports of inquiries (Norway) (Chile);
Source of position: A/HRC/28/99/Add.1 - Para. 3
Supported
D25 Prohibition of torture and cruel, inhuman or degrading treatment
Affected persons:
- general

115.10 Allow assemblies (in practice) by notification (Norway, United Kingdom of Great Britain and Northern Ireland);
Source of Position: A/HRC/28/99/Add.1 - Para. 4
Noted
- Right to peaceful assembly
- Freedom of opinion and expression &amp; access to information
Groups of Persons:
- Public officials
- 16 - PEACE, JUSTICE AND STRONG INSTITUTIONS
"""
UHRI = [
    {"AnnotationId": "a-1", "AnnotationType": "- Recommendations", "Body": "- CRC", "Countries": ["Exempla"],
     "PublicationDate": "2021-02-12T00:00:00", "Symbol": "CRC/C/EX/CO/1", "Themes": [" Violence against women"],
     "Text": "<p>14. End&nbsp;corporal punishment.</p>", "UprPositions": [], "UprRecommendingCountry": []},
    {"AnnotationId": "a-2", "AnnotationType": "- Concerns/Observations", "Body": "- CRC", "Countries": ["Exempla"],
     "Text": "It is concerned."},
    {"AnnotationId": "a-3", "AnnotationType": "- Recommendations", "Body": "- UPR", "Countries": ["NA"],
     "UprPositions": ["- Supported"], "UprRecommendingCountry": ["Norway", "Chile"], "UprSession": ["38"],
     "Text": "115.10 Repeal the law on insult"},
]  # fmt: skip
OWN = (
    "text;kind;by;to;made;deadline;response;rights;reference\n"
    "Publish the report;pledge;Exempla;Parliament;2021-03-04;2021-09;;justice|life;P-1\n"
    "Do it;vow;Exempla;;;;;;\n"
    "Do it;;Exempla;;31 March;;;;\n"
    "Do it;;Exempla;;;;;happiness;\n"
)


def read(name: str, text: str | bytes, country: str | None = None) -> Parsed:
    data = text.encode() if isinstance(text, str) else text
    format = recognise(name, data)
    assert format is not None
    return parse(name, data, format, GAZETTEER, country)


def test_upr_info_rows_become_recommendations_and_pledges() -> None:
    parsed = read("exempla.csv", UPR_INFO)
    first, pledge = parsed.commitments
    assert (first.kind, first.by, first.to, first.made) == ("recommendation", "XEX", "Norway", "2014-10")
    assert (first.response, first.rights, first.reference) == ("supported", ("life",), "e-1")
    assert first.origin == "exempla.csv, line 2"
    assert (pledge.kind, pledge.to) == ("pledge", "Human Rights Council")


def test_a_row_that_cannot_be_taken_is_named_with_its_line() -> None:
    parsed = read("exempla.csv", UPR_INFO)
    assert [(i.kind, i.where) for i in parsed.refused] == [
        ("no-country", "exempla.csv, line 4"),
        ("no-text-in-row", "exempla.csv, line 5"),
    ]


def test_the_publishers_own_csv_with_old_line_ends_and_letters() -> None:
    (one,) = read("14-17.csv", ORIGINAL).commitments
    assert (one.by, one.to, one.made, one.response) == ("NAM", "Norway", "2012-10", "supported")
    assert (one.text, one.rights) == ("Ratify the “Protocol”", ("justice", "institutions"))


def test_a_thematic_list_keeps_paragraph_numbers_as_text() -> None:
    first, tenth = read("list.md", THEMATIC).commitments
    assert [one.reference for one in (first, tenth)] == ["A/HRC/28/99, para. 115.1", "A/HRC/28/99, para. 115.10"]
    assert (first.text, first.to, first.made) == ("Publish the reports of inquiries", "Norway, Chile", "2014-10")
    assert (first.response, first.rights) == ("supported", ("torture",))
    assert tenth.text == "Allow assemblies (in practice) by notification"
    assert (tenth.to, tenth.response) == ("Norway, United Kingdom", "noted")
    assert tenth.rights == ("expression", "assembly", "information")


def word_document(rows: list[list[list[str]]]) -> bytes:
    """A .docx with one table; each cell is a list of paragraphs."""
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    cells = [["".join(f"<w:p><w:r><w:t>{t}</w:t></w:r></w:p>" for t in lines) for lines in row] for row in rows]
    table = "".join("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in cells)
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", f"<w:document {w}><w:body><w:tbl>{table}</w:tbl></w:body></w:document>")
    return out.getvalue()


def test_a_thematic_list_as_the_word_file_that_is_published() -> None:
    rows = [
        [["Recommendation"], ["Position"], ["Full list of themes"]],
        [["Theme: Death penalty"]],
        [["115.2 Abolish it (Chile);", "Source of position: A/HRC/28/99 - Para. 3"], ["Supported"], ["Death penalty"]],
    ]
    (one,) = read("UPR20_Exempla_ThematicList.docx", word_document(rows)).commitments
    assert (one.text, one.to, one.response, one.rights) == ("Abolish it", "Chile", "supported", ("life",))
    assert one.made == "2014-10"


def test_the_uhri_export_as_json() -> None:
    parsed = read("export-full-en.json", json.dumps(UHRI))
    body, upr = parsed.commitments
    assert (body.by, body.to, body.made, body.text) == ("XEX", "CRC", "2021-02-12", "End corporal punishment.")
    assert (body.reference, body.rights) == ("CRC/C/EX/CO/1, para. 14", ("women",))
    assert (upr.by, upr.to, upr.made, upr.response) == ("NAM", "Norway, Chile", "2021-05", "supported")
    assert parsed.passed_over == {"that are concerns or observations, not recommendations": 1}


def sheet(rows: list[list[object]]) -> bytes:
    book = Workbook()
    page = book.create_sheet(index=0)
    for row in rows:
        page.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_uhri_export_as_a_spreadsheet_whatever_the_columns_are_called() -> None:
    data = sheet(
        [
            ["Export of 2026"],
            ["Text", "Countries Concerned", "Reccomending Body", "Document Symbol", "Document Publication Date", "Type",
             "UPR Reccomending States", "UPR Position", "Themes"],
            ["End torture", "- Exempla", "- UPR", "A/HRC/1/2", "2020-05-04", "- Recommendations", "- Chile - Norway",
             "- Noted", "- Prohibition of torture"],
        ]
    )  # fmt: skip
    (one,) = read("export.xlsx", data).commitments
    assert (one.by, one.to, one.response, one.made, one.rights) == (
        "XEX", "Chile, Norway", "noted", "2020-05-04", ("torture",),
    )  # fmt: skip


def test_treaty_status_holds_parties_alone_to_a_treaty() -> None:
    text = (
        "treaty,iso2,state,status,year_ratified_or_acceded\n"
        "CAT,NA,Namibia,state party,1994\nCAT,XX,Exempla,signatory state,\nFISH,NO,Norway,state party,1990\n"
    )
    parsed = read("status.csv", text)
    (one,) = parsed.commitments
    assert (one.kind, one.by, one.made, one.reference) == ("treaty", "NAM", "1994", "CAT")
    assert one.text.startswith("State party to the Convention against Torture")
    assert parsed.passed_over == {"of states that are not party": 1}
    assert [i.kind for i in parsed.refused] == ["no-treaty"]


def test_a_list_of_treaties_that_doubts_itself_is_not_taken_for_fact() -> None:
    text = "treaty,signed,un_deposit_date,evidence\nCAT,,1998-08-26,unverified\nCRC,,1994-08-12,gazette\nICMW,,,none\n"
    parsed = read("exempla.csv", text, "XEX")
    assert [(one.reference, one.made) for one in parsed.commitments] == [("CRC", "1994-08-12")]
    assert [i.kind for i in parsed.refused] == ["unverified"]


def test_a_table_of_ones_own() -> None:
    parsed = read("own.csv", OWN)
    (one,) = parsed.commitments
    assert (one.kind, one.to, one.deadline, one.rights) == ("pledge", "Parliament", "2021-09", ("life", "justice"))
    assert [i.kind for i in parsed.refused] == ["no-kind", "no-date", "no-right"]


def test_text_is_all_that_a_table_of_ones_own_needs() -> None:
    (one,) = read("own.csv", "text\nPublish the report\n", "XEX").commitments
    assert (one.kind, one.by, one.made) == ("recommendation", "XEX", None)


def test_the_wanted_country_is_all_that_is_read() -> None:
    parsed = read("export.json", json.dumps(UHRI), "XEX")
    assert [one.by for one in parsed.commitments] == ["XEX"]
    assert parsed.passed_over["of other countries"] == 1


def test_ids_depend_on_what_publishers_number() -> None:
    """The same row with other words is the same commitment; another paragraph is another."""
    first = read("a.csv", UPR_INFO).commitments[0]
    changed = read("b.csv", UPR_INFO.replace("Abolish the death penalty", "Abolish it")).commitments[0]
    assert first.id == changed.id
    ids = [one.id for one in read("list.md", THEMATIC).commitments]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("empty.csv", b"", Broken),
        ("broken.csv", b'text,session,from,to\n"never closed', Broken),
        ("none.json", b"{}", Broken),
        ("none.json", b"[{", Broken),
        ("list.md", b"Thematic list of recommendations: Exempla", Broken),
    ],
)
def test_bad_files_are_refused_with_a_reason(name: str, data: bytes, error: type[Refusal]) -> None:
    format = {"csv": "upr-info", "json": "uhri", "md": "thematic-list"}[name.rsplit(".", 1)[1]]
    with pytest.raises(error) as caught:
        parse(name, data, format, GAZETTEER)
    assert caught.value.do and caught.value.where.startswith(name)


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(Unsupported, match="no format tea-leaves"):
        parse("x.csv", b"text\nx\n", "tea-leaves", GAZETTEER)


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02", b"year,value\n2020,1\n", b"PK\x03\x04 no package", b"[1, 2]"])
def test_what_holds_no_commitments_is_not_recognised(data: bytes) -> None:
    assert recognise("some.file", data) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2014", "2014"), ("2014-1", "2014-01"), ("2014-10-30", "2014-10-30"), ("2014-10-30T00:00:00", "2014-10-30"),
        ("30/10/2014", "2014-10-30"), ("2014-13", None), ("2014-02-30", None), ("soon", None), ("", None),
    ],
)  # fmt: skip
def test_dates_are_as_exact_as_they_are_given(value: str, expected: str | None) -> None:
    assert read_date(value) == expected


def test_utf_16_is_read_by_its_mark() -> None:
    assert decode("text\nÉtat".encode("utf-16"), "x.csv") == "text\nÉtat"
