"""Projects of qualitative analysis: our codes are labels, others are tags of notes, and nothing comes twice."""

import io
import re
import zipfile

import pytest
from tests.imports.taking import LAW, NOW, law_id, sums, take

from onrecord import pipeline
from onrecord.dossier import Dossier, notes, reviews, verify
from onrecord.dossier.reviews import Changes, Decision
from onrecord.errors import Refusal
from onrecord.exports.codebook import guid
from onrecord.imports import read, recognise
from onrecord.imports.qdpx import flat
from onrecord.records import Issue, Note, Statement

ANA = "11111111-1111-4111-8111-111111111111"


def exported(dossier: Dossier) -> bytes:
    out = io.BytesIO()
    pipeline.export(dossier, "qdpx", out, generated_at=NOW)
    return out.getvalue()


def changed(data: bytes, *changes: tuple[str, str]) -> bytes:
    """The project with its XML changed, as another program saves it; each pattern has to be there once at least."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "project.qde":
                text = part.decode()
                for pattern, instead in changes:
                    text, count = re.subn(pattern, instead, text, count=1, flags=re.DOTALL)
                    assert count, pattern
                part = text.encode()
            new.writestr(name, part)
    return out.getvalue()


def coding(code: str, by: str = ANA, at: str = "2024-06-01T10:00:00Z") -> str:
    return (
        f'<Coding guid="{guid(code, at)}" creatingUser="{by}" creationDateTime="{at}">'
        f'<CodeRef targetGUID="{code}"/></Coding>'
    )


USER = ("</Users>", f'<User guid="{ANA}" name="Ana Beren"/></Users>')


def statement(dossier: Dossier, words: str = "torture") -> Statement:
    return next(one for one in dossier.statements() if words in one.quote)


def test_our_own_project_changes_nothing(dossier: Dossier) -> None:
    at = LAW.index("criminal code")
    note = Note(id="a" * 20, document=law_id(dossier), spans=((at, at + 13),), quote="criminal code", text="which?",
                tags=("codes",), by="Mira", at="2024-05-01T09:00:00Z")  # fmt: skip
    notes.put_notes(dossier, [note])
    made = Decision(
        statement=statement(dossier).id, decision="corrected", by="Mira", why="she", changes=Changes(act="event")
    )
    reviews.review(dossier, [made], NOW)
    data = exported(dossier)
    assert recognise("x.qdpx", data) == "qdpx"
    report = take(dossier, "x.qdpx", data, by="Ana")
    assert (report.format, sums(report)[0], report.updated, report.refused) == ("qdpx", 0, 0, 0), report.issues
    assert report.unchanged == 2 + dossier.count_statements() + 1
    assert (len(reviews.log(dossier)), dossier.count_documents()) == (1, 2)


def test_codes_that_somebody_changed_are_reviews_by_them(dossier: Dossier) -> None:
    one = statement(dossier)
    passage = rf'(<PlainTextSelection [^>]*name="{one.id}".*?)(</PlainTextSelection>)'
    data = changed(
        exported(dossier), USER, (passage, rf"\1{coding(guid('code', 'right', 'life'))}\2"),
        (passage, rf"\1{coding(guid('code', 'act', 'pledge'))}\2"),
    )  # fmt: skip
    report = take(dossier, "x.qdpx", data)
    assert (report.updated, report.added, report.refused) == (1, 0, 0)
    (review,) = reviews.log(dossier)
    assert (review.by, review.decision, set(review.given)) == ("Ana Beren", "corrected", {"rights", "act"})
    now = statement(dossier)
    assert (now.act, set(now.rights)) == ("pledge", {*one.rights, "life"})
    assert take(dossier, "x.qdpx", data).updated == 0


def test_a_code_that_was_taken_off_needs_a_person_who_did(dossier: Dossier) -> None:
    one = statement(dossier)
    code = guid("code", "right", one.rights[0])
    gone = rf'(name="{one.id}"(?:(?!</PlainTextSelection>).)*?)<Coding [^>]*><CodeRef targetGUID="{code}"/></Coding>'
    data = changed(exported(dossier), (gone, r"\1"))
    report = take(dossier, "x.qdpx", data)
    assert [issue.kind for issue in report.issues] == ["no-reviewer"]
    assert take(dossier, "x.qdpx", data, by="Ana").updated == 1
    assert one.rights[0] not in statement(dossier).rights


def test_a_passage_of_ones_own_becomes_a_statement_or_a_note(dossier: Dossier) -> None:
    start = LAW.index("in police custody")
    own = "AAAAAAAA-0000-4000-8000-00000000000"
    passages = "".join(
        f'<PlainTextSelection guid="{own}{n}" name="x" startPosition="{start}" endPosition="{start + length}" '
        f'creatingUser="{ANA}" creationDateTime="2024-06-01T10:00:00Z">{coding(code)}</PlainTextSelection>'
        for n, (length, code) in enumerate([(17, guid("code", "right", "torture")), (9, own + "9")])
    )
    source = guid("source", law_id(dossier), dossier.document(law_id(dossier)).text_sha256)
    data = changed(
        exported(dossier), USER, ("</Codes>", f'<Code guid="{own}9" name="places" isCodable="true"/></Codes>'),
        (rf'(<TextSource [^>]*guid="{source}"[^>]*>)', rf"\1{passages}"),
    )  # fmt: skip
    report = take(dossier, "x.qdpx", data)
    assert (report.added, report.refused) == (2, 0), report.issues
    made = next(one for one in dossier.statements() if one.quote == "in police custody")
    assert (made.rights, made.review) == (("torture",), "corrected")
    (note,) = notes.notes(dossier)
    assert (note.quote, note.tags, note.by) == ("in police", ("places",), "Ana Beren")
    assert take(dossier, "x.qdpx", data).added == 0
    assert verify(dossier) == []


def project(text: str, coded: str, name: str = "Field notes") -> bytes:
    """A project of another program: a text that the dossier does not have, and codes named as people name them."""
    xml = f"""<?xml version="1.0" encoding="utf-8"?>
<Project xmlns="urn:QDA-XML:project:1.0" name="P" origin="Some program">
<Users><User guid="{ANA}" name="Ana Beren"/></Users>
<CodeBook><Codes><Code guid="C1" name="Torture" isCodable="true"><Code guid="C2" name="police" isCodable="true"/></Code>
</Codes></CodeBook>
<Sources><TextSource guid="S1" name="{name}" plainTextPath="internal://s1.txt">{coded}</TextSource>
<PictureSource guid="S2" name="a.png" path="internal://a.png"/></Sources>
<Notes><Note guid="N1" name="memo"><PlainTextContent>Ask again.</PlainTextContent></Note></Notes></Project>"""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("project.qde", xml)
        package.writestr("sources/s1.txt", text)
    return out.getvalue()


FIELD = "\ufeffThe mayor of Exempla said so.\r\nPolice of Exempla beat detainees in the cells, a guard said.\r\n"


def selection(words: str, inside: str, guid: str = "P1") -> str:
    start = flat(FIELD).index(words)
    return (
        f'<PlainTextSelection guid="{guid}" name="y" startPosition="{start}" endPosition="{start + len(words)}"'
        f' creatingUser="{ANA}">{inside}</PlainTextSelection>'
    )


def test_a_project_of_another_program_brings_its_texts(dossier: Dossier) -> None:
    code = f'<Coding guid="K" creatingUser="{ANA}"><CodeRef targetGUID="C1"/></Coding>'
    coded = selection("beat detainees in the cells", code)
    coded += selection("a guard", '<NoteRef targetGUID="N1"/>', "P2")
    report = take(dossier, "field.qdpx", project(FIELD, coded))
    assert (report.added, [issue.kind for issue in report.issues if issue.stage == "imports"]) == (3, ["unsupported"])
    (document,) = [one for one in dossier.documents() if "guard" in one.text]
    assert document.title == "Field notes"
    assert any(
        one.quote == "beat detainees in the cells" and one.rights == ("torture",) for one in dossier.statements()
    )
    (note,) = notes.notes(dossier)
    assert (note.quote, note.text, note.document) == ("a guard", "Ask again.", document.id)
    again = take(dossier, "field.qdpx", project(FIELD, coded))
    assert (again.added, again.updated) == (0, 0)


def told(data: bytes) -> str:
    try:
        rows = list(read("x.qdpx", data, "qdpx").rows)
    except Refusal as refusal:
        return str(refusal)
    return "\n".join(f"{one.kind} {one.what} {one.where}" for one in rows if isinstance(one, Issue))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04", "the project is damaged"),
        (project(FIELD, "")[:-30], "the project is damaged"),
        (project(FIELD, "<Broken"), "wrong here"),
        (changed(project(FIELD, ""), ("//s1.txt", "//../s1.txt")), "is not in the package"),
        (project(FIELD, '<PlainTextSelection guid="P" startPosition="3" endPosition="99999"/>'), "outside its text"),
        (project(FIELD, '<PlainTextSelection guid="P" startPosition="-3" endPosition="x"/>'), "outside its text"),
        (project(FIELD, "<PDFSelection><Coding/></PDFSelection>"), "an area of a page"),
    ],
)
def test_broken_projects_say_where(data: bytes, message: str) -> None:
    assert message in told(data)


def test_a_project_may_not_declare_entities(dossier: Dossier) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("project.qde", '<!DOCTYPE P [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project>&x;</Project>')
    with pytest.raises(Refusal, match="declares entities"):
        take(dossier, "x.qdpx", out.getvalue())
