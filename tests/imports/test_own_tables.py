"""Tables of one's own: exported, edited in a spreadsheet, imported; and studies that somebody coded."""

import csv
import io
import tracemalloc
from collections.abc import Callable
from itertools import islice

import numpy as np
import pytest
from openpyxl import Workbook, load_workbook
from tests.imports.taking import LAW, NEWS, NOW, law_id, nowhere, sums, take

from onrecord import pipeline
from onrecord.dossier import Dossier, descriptions, own_statements, reviews, verify
from onrecord.errors import Refusal
from onrecord.imports import read, recognise
from onrecord.imports.parts import StatementRow
from onrecord.records import Blob, Sighting, Statement


def exported(dossier: Dossier, form: str, table: str | None = None) -> bytes:
    out = io.BytesIO()
    pipeline.export(dossier, form, out, generated_at=NOW, table=table)
    return out.getvalue()


def edited(data: bytes, change: dict[str, str], where: str = "torture") -> str:
    """The table with cells of the line whose quote has *where* set to other values, as a spreadsheet saves it."""
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    row = next(one for one in rows if where in one["quote"])
    row |= change
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(row))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def statement_on(dossier: Dossier, words: str = "torture") -> Statement:
    return next(one for one in dossier.statements() if words in one.quote)


@pytest.mark.parametrize(
    ("form", "table"), [("csv", "statements"), ("csv", "documents"), ("csv", None), ("xlsx", None)]
)
def test_an_export_that_nobody_changed_changes_nothing(dossier: Dossier, form: str, table: str | None) -> None:
    report = take(dossier, f"x.{form}", exported(dossier, form, table), by="Ana")
    assert report.format == (table or ("statements" if form == "xlsx" else "documents + statements"))
    added, updated, unchanged, refused = sums(report)
    assert (added, updated, refused) == (0, 0, 0)
    assert unchanged >= 2
    assert reviews.log(dossier) == []
    assert descriptions.descriptions(dossier) == []


@pytest.mark.parametrize(
    ("change", "decision", "field", "value"),
    [
        ({"act": "pledge", "by": "Ana"}, "corrected", "act", "pledge"),
        ({"rights": "liberty; life", "by": "Ana"}, "corrected", "rights", ("life", "liberty")),
        ({"rights": "-", "by": "Ana"}, "corrected", "rights", ()),
        ({"decision": "confirm", "by": "Ana"}, "confirmed", "review", "confirmed"),
        ({"decision": "reject", "by": "Ana", "why": "a heading"}, "rejected", "review", "rejected"),
        ({"target": "none", "by": "Ana"}, "corrected", "target", None),
        ({"time": "2024-05", "by": "Ana"}, "corrected", "review", "corrected"),
    ],
)
def test_an_edited_row_is_a_review_by_a_person(
    dossier: Dossier, change: dict[str, str], decision: str, field: str, value: object
) -> None:
    table = edited(exported(dossier, "csv", "statements"), change)
    assert sums(take(dossier, "mine.csv", table))[1:] == (1, len(list(dossier.statements())) - 1, 0)
    (review,) = reviews.log(dossier)
    assert (review.decision, review.by, review.why) == (decision, "Ana", change.get("why"))
    assert getattr(statement_on(dossier), field) == value
    again = take(dossier, "mine.csv", table)
    assert sums(again)[:2] == (0, 0)
    assert len(reviews.log(dossier)) == 1


def test_one_changed_cell_of_a_speaker_leaves_the_others(dossier: Dossier) -> None:
    before = statement_on(dossier).speakers
    table = edited(exported(dossier, "csv", "statements"), {"camp": "parliament", "by": "Ana"})
    take(dossier, "mine.csv", table)
    after = statement_on(dossier).speakers
    assert [one.camp for one in after] == ["parliament"]
    assert [(one.name, one.role, one.collective) for one in after] == [(s.name, s.role, s.collective) for s in before]


def test_a_spreadsheet_does_the_same(dossier: Dossier) -> None:
    book = load_workbook(io.BytesIO(exported(dossier, "xlsx")))
    sheet = book["statements"]
    heads = {str(cell.value): cell.column or 0 for cell in sheet[1]}
    line = next(n for n in range(2, sheet.max_row + 1) if "torture" in str(sheet.cell(n, heads["quote"]).value))
    sheet.cell(line, heads["act"], "pledge")
    sheet.cell(line, heads["by"], "Ana")
    out = io.BytesIO()
    book.save(out)
    assert sums(take(dossier, "mine.xlsx", out.getvalue()))[1] == 1
    assert statement_on(dossier).act == "pledge"


@pytest.mark.parametrize(
    ("change", "kind", "message"),
    [
        ({"act": "pledge"}, "no-reviewer", "names nobody"),
        ({"act": "dance", "by": "Ana"}, "not-taken", "cannot be given as act"),
        ({"decision": "maybe", "by": "Ana"}, "no-decision", "no decision: maybe"),
        ({"decision": "undo", "by": "Ana"}, "no-decision", "no decision: undo"),
        ({"camp": "pirates", "by": "Ana"}, "not-taken", "no camp: pirates"),
        ({"id": "0" * 20, "quote": "", "by": "Ana"}, "no-statement", "no statement has the id"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_with_its_line(
    dossier: Dossier, change: dict[str, str], kind: str, message: str
) -> None:
    report = take(dossier, "mine.csv", edited(exported(dossier, "csv", "statements"), change))
    assert report.refused == 1
    (issue,) = report.issues
    assert (issue.kind, message in issue.what, "mine.csv, line " in issue.where) == (kind, True, True)
    assert issue.do
    assert [one.id for one in dossier.issues() if one.kind == kind] == [issue.id]


def test_what_others_decided_since_the_export_is_not_undone(dossier: Dossier) -> None:
    """A table that was exported before is not the last word on rows that a colleague reviewed meanwhile."""
    old = exported(dossier, "csv", "statements")
    take(dossier, "hers.csv", edited(old, {"act": "pledge", "by": "Mira"}))
    report = take(dossier, "mine.csv", old, by="Ana")
    assert [issue.kind for issue in report.issues] == ["changed-since"]
    assert statement_on(dossier).act == "pledge"
    take(dossier, "mine.csv", edited(old, {"act": "event", "by": "Ana", "decision": "correct"}))
    assert statement_on(dossier).act == "event"


def coded(*rows: str, head: str = "id,document,quote,rights,act,speaker,camp,by") -> str:
    return "\n".join([head, *rows])


def test_a_coded_passage_is_a_review_where_the_machine_found_the_same(dossier: Dossier) -> None:
    known = statement_on(dossier, "closed no newspaper")
    table = coded(f"S1,{law_id(dossier)},{known.quote},expression,assessment,,,Ana")
    assert sums(take(dossier, "study.csv", table)) == (0, 1, 0, 0)
    assert statement_on(dossier, "closed no newspaper").review == "corrected"
    assert sums(take(dossier, "study.csv", table)) == (0, 0, 1, 0)


def test_a_coded_passage_of_ones_own_becomes_a_statement(dossier: Dossier) -> None:
    """It is found like others, keeps its labels, and survives a reading by another machine; the rest stays as it is."""
    before = {one.id for one in dossier.statements()}
    table = coded(f"S7,{NEWS},in police  custody,justice,measure-adopted,,,Ana")
    assert sums(take(dossier, "study.csv", table)) == (1, 0, 0, 0)
    made = next(one for one in dossier.statements() if one.quote == "in police custody")
    assert made.id in own_statements.own_ids(dossier)
    assert (made.rights, made.act, made.review) == (("justice",), "measure-adopted", "corrected")
    assert before < {one.id for one in dossier.statements()}
    assert sums(take(dossier, "study.csv", table)) == (0, 0, 1, 0)
    document = dossier.document(law_id(dossier))
    blob = Blob(data=LAW.encode(), name="law.txt", sighting=Sighting(where="again", seen_at=NOW))
    dossier.keep(blob, document, [], np.zeros((0, 384), np.float32), reader="another machine")
    assert next(one for one in dossier.statements() if one.quote == "in police custody").act == "measure-adopted"
    assert verify(dossier) == []


def test_a_study_is_brought_up_to_date_by_its_ids(dossier: Dossier) -> None:
    first = coded(f"S7,{NEWS},in police custody,justice,measure-adopted,,,Ana")
    second = coded(f"S7,{NEWS},in police custody,justice,event,,,Ana")
    third = coded(f"S7,{NEWS},police custody,justice,event,,,Ana")
    assert sums(take(dossier, "study.csv", first)) == (1, 0, 0, 0)
    assert sums(take(dossier, "study.csv", second)) == (0, 1, 0, 0)
    assert sums(take(dossier, "study.csv", third)) == (1, 0, 0, 0)
    states = {
        one.quote: one.review
        for one in dossier.statements()
        if one.quote.endswith("police custody") and len(one.quote) < 20
    }
    assert states == {"in police custody": "rejected", "police custody": "corrected"}


@pytest.mark.parametrize(
    ("row", "kind", "message"),
    [
        ("S1,{law},beatings go on in the prisons,torture,,,,Ana", "unplaced", "stand in 2 places"),
        ("S1,{law},beatings went on in the prisons,torture,,,,Ana", "unplaced", "do not stand in the text"),
        ("S1,nowhere.txt,beatings go on,torture,,,,Ana", "no-document", "no document nowhere.txt"),
        ("S1,,beatings go on,torture,,,,Ana", "no-document", "names no document"),
        ("S1,{law},closed no newspaper,freedom,,,,Ana", "not-taken", "cannot be given as rights"),
        ("S1,{law},closed no newspaper,torture,,,,", "no-reviewer", "names nobody"),
        (",{law},,torture,,,,Ana", "no-id", "names no statement"),
        ("S1,{law},a,b,c,d,e,f,g,h", "cells", "more cells"),
    ],
)
def test_a_coded_passage_that_cannot_be_placed_is_refused(dossier: Dossier, row: str, kind: str, message: str) -> None:
    report = take(dossier, "study.csv", coded(row.format(law=law_id(dossier))))
    assert [(one.kind, one.where[:17]) for one in report.issues] == [(kind, "study.csv, line 2")]
    assert message in report.issues[0].what


def test_the_words_around_tell_which_place_is_meant(dossier: Dossier) -> None:
    table = coded(
        f"S1,{law_id(dossier)},beatings go on in the prisons,torture,in May. Exempla Watch said that ,Ana",
        head="id,document,quote,rights,before,by",
    )
    assert take(dossier, "study.csv", table).refused == 0
    spans = [one.content for one in dossier.statements() if one.review == "corrected"]
    assert [LAW.rindex("beatings") <= span[0][0] for span in spans] == [True]


# Documents


def files(**held: str) -> Callable[[str], Blob]:
    def opener(name: str) -> Blob:
        if name not in held:
            return nowhere(name)
        return Blob(data=held[name].encode(), name=name, sighting=Sighting(where=f"/in/{name}", seen_at=NOW))

    return opener


LIST = (
    "file;title;publisher;date;country;note\n"
    "a.txt;On courts;Harbour Gazette;2023-05-04;XEX;seen at the library\n"
    "b.txt;;;;;\n"
    "gone.txt;Lost;;;;\n"
    "c.txt;Odd;;03/04/2021;;\n"
)
A = "The Court of Exempla said that the ban was lawful. Judges of Exempla were beaten last year, the union said."


def test_a_list_of_documents_is_taken_in_with_what_it_says_of_them(dossier: Dossier) -> None:
    opener = files(**{"a.txt": A, "b.txt": A + " More."})
    report = take(dossier, "list.csv", LIST, open_file=opener, by="Ana")
    assert (report.format, sums(report)) == ("documents", (2, 0, 0, 2))
    kinds = sorted(one.kind for one in report.issues)
    assert kinds[:2] == ["no-date", "not-fetched"]
    first = next(one for one in dossier.documents() if one.title == "On courts")
    assert (first.publisher, first.published.start, first.published.basis) == (
        "Harbour Gazette",
        "2023-05-04",
        "inferred",
    )
    (said,) = descriptions.descriptions(dossier, first.id)
    assert (said.by, said.countries, said.note, said.origin) == (
        "Ana",
        ("XEX",),
        "seen at the library",
        "list.csv #a.txt",
    )
    read_alone = next(dossier.documents_as_read(first.id))
    assert (read_alone.publisher, read_alone.published.start) == (None, None)
    assert sums(take(dossier, "list.csv", LIST, open_file=opener, by="Ana")) == (0, 0, 2, 2)
    changed = LIST.replace("Harbour Gazette", "The Harbour Gazette")
    assert sums(take(dossier, "list.csv", changed, open_file=opener, by="Ana")) == (0, 1, 1, 2)
    assert dossier.document(first.id).publisher == "The Harbour Gazette"
    assert verify(dossier) == []


def test_what_a_person_says_is_never_put_over_what_the_document_says(dossier: Dossier) -> None:
    text = "Published: 4 May 2023\n\n" + A
    table = "file,date\na.txt,2019-01-01\n"
    report = take(dossier, "list.csv", table, open_file=files(**{"a.txt": text}))
    assert report.added == 1
    (document,) = [one for one in dossier.documents() if "Judges" in one.text]
    assert document.published.start == "2023-05-04"
    (issue,) = [one for one in dossier.issues() if one.kind == "described-otherwise"]
    assert "2019-01-01" in issue.what and "2023-05-04" in issue.what


@pytest.mark.parametrize(
    ("said", "shown"),
    [("2019", "2019-03-05"), ("2019-03", "2019-03-05"), ("2019-03-07", "2019-03-07"), ("2020-01", "2020-01-01")],
)
def test_a_date_that_says_no_more_is_not_put_over_a_guess(dossier: Dossier, said: str, shown: str) -> None:
    name = "2019-03-05-a.txt"
    take(dossier, "list.csv", f"file,date\n{name},{said}\n", open_file=files(**{name: A}))
    (document,) = [one for one in dossier.documents() if "Judges" in one.text]
    assert (document.published.start, document.published.basis) == (shown, "inferred")
    assert verify(dossier) == []


def test_a_day_that_is_said_dates_what_is_said_to_be_last_year(dossier: Dossier) -> None:
    take(dossier, "list.csv", "file,date\na.txt,2023-05-04\n", open_file=files(**{"a.txt": A}))
    dated = [one.time.start for one in dossier.statements() if "beaten last year" in one.quote]
    assert dated == ["2022-01-01"]


# Dialects and broken files


HEAD, ROW = "id,quote,decision", "0123456789abcdef0123,Words,confirm"


@pytest.mark.parametrize(
    "data",
    [
        f"{HEAD}\n{ROW}\n".encode(),
        f"{HEAD}\r\n{ROW}\r\n".encode(),
        f"{HEAD}\r{ROW}\r".encode(),
        b"\xef\xbb\xbf" + f"{HEAD}\n{ROW}\n".encode(),
        f"{HEAD}\n{ROW}\n".encode("utf-16"),
        f"{HEAD}\n{ROW}\n".replace(",", ";").encode(),
        f"{HEAD}\n{ROW}\n".replace(",", "\t").encode(),
        f"{HEAD}\n{ROW}\n".replace(",", "|").encode(),
        f"sep=;\n{HEAD}\n{ROW}\n".replace(",", ";").encode(),
        f"My study\n\n{HEAD}\n{ROW}\n".encode(),
        f"ID,Quote,Review decision,Decision\n{ROW.replace(',confirm', ',,confirm')}\n".encode(),
        f'"id","quote","decision"\n"{ROW.replace(",", chr(34) + "," + chr(34))}"\n'.encode(),
    ],
)
def test_dialects_of_spreadsheets(data: bytes) -> None:
    assert recognise("x.csv", data) == "statements"
    (row,) = read("x.csv", data, "statements", by="Ana").rows
    assert isinstance(row, StatementRow)
    assert (row.id, row.quote, row.decision, row.by) == ("0123456789abcdef0123", "Words", "confirm", "Ana")


def test_letters_of_old_programs_and_formulas_that_were_guarded() -> None:
    data = "id,quote,decision\n1,Café “Öst”,\n2,'=1+1,\n3,'Tis so,\n".encode("cp1252")
    quotes = [row.quote for row in read("x.csv", data, "statements").rows if isinstance(row, StatementRow)]
    assert quotes == ["Café “Öst”", "=1+1", "'Tis so"]


def test_days_of_spreadsheets() -> None:
    from datetime import datetime

    book = Workbook()
    sheet = book.create_sheet("statements")
    sheet.append(["id", "quote", "time"])
    sheet.append([1, "Words", datetime(2021, 3, 4)])
    out = io.BytesIO()
    book.save(out)
    (row,) = read("x.xlsx", out.getvalue(), "statements").rows
    assert isinstance(row, StatementRow) and (row.id, row.cells["time"]) == ("1", "2021-03-04")


def rows_or_error(data: bytes) -> str:
    try:
        rows = list(read("x.csv", data, "statements").rows)
    except Refusal as refusal:
        return f"{refusal.what} [{refusal.where}] {refusal.do}"
    return str(rows)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "file is empty"),
        (b"\xef\xbb\xbf  \n", "file is empty"),
        (b"a,b\n1,2\n", "names the columns"),
        (b'id,quote\n1,"never closed\n2,x\n', "[x.csv, line 3]"),
        (b"id,quote\n1," + b"\xff\x00\x81" * 9, "no text"),
        (b"PK\x03\x04 no zip at all", "damaged"),
        (b"id,quote\n1,x,y,z\n", "x.csv, line 2"),
    ],
)
def test_broken_tables_say_where_and_what_to_do(data: bytes, message: str) -> None:
    assert message in rows_or_error(data)


def test_a_million_rows_are_read_one_by_one() -> None:
    data = b"id,quote\n" + b"0123456789abcdef0123,Words that somebody said\n" * 1_000_000
    tracemalloc.start()
    some = list(islice(read("x.csv", data, "statements").rows, 20_000))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(some) == 20_000 and all(isinstance(row, StatementRow) for row in some)
    assert peak < len(data) * 2  # the file itself, read as a stream
