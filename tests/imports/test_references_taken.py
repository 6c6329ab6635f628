"""Libraries of references: each file that they keep is taken in with what they say of it."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import rispy  # type: ignore[import-untyped]
from tests.imports.taking import NOW, sums, take

from onrecord import pipeline
from onrecord.documents.fetch import from_folders
from onrecord.dossier import Dossier, descriptions
from onrecord.errors import NotFetched, Refusal
from onrecord.imports import read, recognise
from onrecord.imports.parts import DocumentRow
from onrecord.imports.references import files_of
from onrecord.records import Blob, Issue, Sighting

WHEN = datetime(2024, 5, 1, 10, 0, tzinfo=UTC)
TEXT = "The Harbour Court of Exempla said that the ban on the paper was lawful. Judges welcomed the new code."

BIBTEX = r"""@comment{a library}
@string{hg = "Harbour Gazette"}
@article{maru2023,
  title = {{The Caf{\'e} \"Ost} Judgment},
  author = {Maru, Ilse and {Exempla Watch}},
  journaltitle = hg,
  date = {2023-05-04},
  url = {https://gazette.example/a\_b},
  langid = {english},
  file = {Full Text:files/12/paper.txt:text/plain},
}
"""
RIS = """TY  - NEWS
TI  - The Café Öst Judgment
AU  - Maru, Ilse
AU  - Exempla Watch
T2  - Harbour Gazette
DA  - 2023/05/04/
LA  - en
UR  - https://gazette.example/a_b
L1  - files/12/paper.txt
ID  - maru2023
ER  -
"""
CSL = json.dumps(
    [
        {
            "id": "maru2023", "type": "article-newspaper", "title": "The Café Öst Judgment",
            "author": [{"family": "Maru", "given": "Ilse"}, {"literal": "Exempla Watch"}],
            "container-title": "Harbour Gazette", "issued": {"date-parts": [[2023, 5, 4]]}, "language": "en",
            "URL": "https://gazette.example/a_b", "attachments": [{"path": "files/12/paper.txt"}],
        }
    ]
)  # fmt: skip
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <bib:Article rdf:about="https://gazette.example/a_b">
    <z:itemType>newspaperArticle</z:itemType>
    <dcterms:isPartOf><bib:Newspaper><dc:title>Harbour Gazette</dc:title></bib:Newspaper></dcterms:isPartOf>
    <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Maru</foaf:surname><foaf:givenName>Ilse</foaf:givenName>
    </foaf:Person></rdf:li><rdf:li><foaf:Person><foaf:surname>Exempla Watch</foaf:surname></foaf:Person></rdf:li>
    </rdf:Seq></bib:authors>
    <link:link rdf:resource="#item_13"/>
    <dc:title>The Café Öst Judgment</dc:title><dc:date>2023-05-04</dc:date><z:language>en</z:language>
    <dc:identifier><dcterms:URI><rdf:value>https://gazette.example/a_b</rdf:value></dcterms:URI></dc:identifier>
  </bib:Article>
  <z:Attachment rdf:about="#item_13"><z:itemType>attachment</z:itemType>
    <rdf:resource rdf:resource="files/12/paper.txt"/><dc:title>Full Text</dc:title></z:Attachment>
</rdf:RDF>"""
FORMS = [("a.bib", BIBTEX, "bibtex"), ("a.ris", RIS, "ris"), ("a.json", CSL, "csl-json"), ("a.rdf", RDF, "zotero-rdf")]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    (folder / "files" / "12").mkdir(parents=True)
    (folder / "files" / "12" / "paper.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "secret.txt").write_text("Nobody may read this. It is secret.", encoding="utf-8")
    return folder


def opener(*folders: Path) -> Callable[[str], Blob]:
    return lambda name: from_folders(name, folders, WHEN)


@pytest.mark.parametrize(("name", "text", "form"), FORMS)
def test_every_library_says_the_same(dossier: Dossier, library: Path, name: str, text: str, form: str) -> None:
    assert recognise(name, text.encode()) == form
    report = take(dossier, name, text, open_file=opener(library))
    assert (report.format, sums(report)) == (form, (1, 0, 0, 0))
    (document,) = [one for one in dossier.documents() if "Harbour Court" in one.text]
    assert (document.title, document.publisher) == ("The Café Öst Judgment", "Harbour Gazette")
    assert document.authors == ("Ilse Maru", "Exempla Watch")
    assert (document.published.start, document.published.basis) == ("2023-05-04", "inferred")
    (said,) = descriptions.descriptions(dossier, document.id)
    assert (said.address, said.language) == ("https://gazette.example/a_b", "en")
    assert sums(take(dossier, name, text, open_file=opener(library))) == (0, 0, 1, 0)
    assert sums(take(dossier, name, text.replace("Harbour Gazette", "The Gazette"), open_file=opener(library))) == (
        0, 1, 0, 0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "start", "end"),
    [
        ("year = {2023}", "2023-01-01", "2023-12-31"),
        ("year = 2023, month = may", "2023-05-01", "2023-05-31"),
        ("year = 2023, month = {05}, day = 4", "2023-05-04", "2023-05-04"),
        ("date = {2023-05-04}", "2023-05-04", "2023-05-04"),
        ("year = {forthcoming}", None, None),
    ],
)
def test_dates_of_bibtex(fields: str, start: str | None, end: str | None) -> None:
    (row,) = read("a.bib", f"@misc{{a, title = {{T}}, {fields}}}".encode(), "bibtex").rows
    assert isinstance(row, DocumentRow)
    assert (row.said.published.start, row.said.published.end) == (start, end)


def test_what_rispy_writes_is_read(dossier: Dossier, library: Path) -> None:
    entry = {
        "type_of_reference": "RPRT", "title": "On courts", "authors": ["Maru, Ilse"], "publisher": "Exempla Watch",
        "year": "2023", "urls": ["https://watch.example/r.pdf"], "file_attachments1": "files/12/paper.txt", "id": "r1",
    }  # fmt: skip
    data = rispy.dumps([entry, entry | {"id": "r2", "file_attachments1": "gone.pdf"}])
    report = take(dossier, "lib.ris", data, open_file=opener(library))
    assert sums(report) == (1, 0, 0, 1)
    assert [one.kind for one in report.issues if one.stage == "imports"] == ["not-fetched"]


@pytest.mark.parametrize("form", ["bibtex", "csl"])
def test_our_own_references_name_what_is_there(dossier: Dossier, form: str) -> None:
    """Each names its original by its hash; a title that was changed in the library is a description."""
    out = io.BytesIO()
    pipeline.export(dossier, form, out, generated_at=NOW)
    name = "own.bib" if form == "bibtex" else "own.json"
    assert sums(take(dossier, name, out.getvalue())) == (0, 0, 2, 0)
    assert descriptions.descriptions(dossier) == []
    changed = out.getvalue().replace(b"A new code for Exempla", b"The code")
    assert sums(take(dossier, name, changed)) == (0, 1, 1, 0)
    assert [one.title for one in descriptions.descriptions(dossier)] == ["The code"]


def test_a_reference_without_a_file_says_where_it_is(dossier: Dossier) -> None:
    text = BIBTEX.replace("  file = {Full Text:files/12/paper.txt:text/plain},\n", "")
    report = take(dossier, "a.bib", text)
    (issue,) = report.issues
    assert (issue.kind, issue.where) == ("reference-without-file", "a.bib, line 3")
    assert "onrecord add https://gazette.example/a_b" in issue.do

    def web(address: str) -> Blob:
        return Blob(data=TEXT.encode(), name=address, sighting=Sighting(where=address, seen_at=NOW))

    assert sums(take(dossier, "a.bib", text, fetch=web, is_fetching=True)) == (1, 0, 0, 0)
    assert sums(take(dossier, "a.bib", text)) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("Full Text:files/12/a.pdf:application/pdf", ("files/12/a.pdf",)),
        ("A:files/a.pdf:application/pdf;Snapshot:files/b.html:text/html", ("files/a.pdf", "files/b.html")),
        (":C\\:/lib/a b.pdf:PDF", ("C:/lib/a b.pdf",)),
        ("/home/x/Zotero/storage/AB/a.pdf", ("/home/x/Zotero/storage/AB/a.pdf",)),
        ("C:\\\\Users\\\\x\\\\a.pdf", ("C:\\Users\\x\\a.pdf",)),
        ("files/a\\;b.pdf;files/c.pdf", ("files/a;b.pdf", "files/c.pdf")),
        ("", ()),
    ],
)
def test_paths_in_file_fields(field: str, expected: tuple[str, ...]) -> None:
    assert files_of(field) == expected


@pytest.mark.parametrize(
    "name",
    [
        "../secret.txt", "files/../../secret.txt", "{tmp}/secret.txt", "file://{tmp}/secret.txt", "/etc/passwd",
        "files/12/../../../secret.txt", "file:///etc/passwd", "link.txt", "..\\secret.txt", "a\x00b",
    ],
)  # fmt: skip
def test_no_file_outside_the_library_is_ever_read(library: Path, tmp_path: Path, name: str) -> None:
    (library / "link.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(NotFetched) as caught:
        from_folders(name.replace("{tmp}", str(tmp_path)), [library], WHEN)
    assert "--files" in caught.value.do


def test_a_library_of_another_machine_is_found_by_the_end_of_its_paths(library: Path) -> None:
    for name in ("/home/other/lib/files/12/paper.txt", "C:\\lib\\files\\12\\paper.txt", "file:///x/files/12/paper.txt"):
        assert from_folders(name, [library], WHEN).data.decode() == TEXT


def told(name: str, data: bytes, form: str) -> str:
    try:
        rows = list(read(name, data, form).rows)
    except Refusal as refusal:
        return str(refusal)
    return "\n".join(f"{one.what} {one.where}" if isinstance(one, Issue) else "a reference" for one in rows)


@pytest.mark.parametrize(
    ("name", "data", "form", "message"),
    [
        ("a.bib", BIBTEX[:200].encode(), "bibtex", "cannot be read"),
        (
            "a.bib",
            (BIBTEX + BIBTEX.replace("@string", "@comment")).encode(),
            "bibtex",
            "an earlier entry. a.bib, line 14",
        ),
        ("a.bib", b"@article{a}\n", "bibtex", ""),
        ("a.bib", b"\xff\xfe\x00", "bibtex", "cannot be read"),
        ("a.ris", RIS.replace("ER  -\n", "").encode(), "ris", "breaks off: it has no end (ER). a.ris, line 1"),
        ("a.ris", b"hello\nTY  - NEWS\nER  - \n", "ris", "belongs to no reference. a.ris, line 1"),
        ("a.ris", b"TY  - NEWS\nAU  - X\nER  - \n", "ris", "no title, no file and no address. a.ris, line 1"),
        ("a.json", CSL[:-30].encode(), "csl-json", "a.json, line 1"),
        ("a.json", b"[1, 2]", "csl-json", "holds no references"),
        ("a.json", b"[" * 100_000, "csl-json", "nested too deep"),
        ("a.rdf", RDF[:-40].encode(), "zotero-rdf", "a.rdf, line"),
        (
            "a.rdf",
            b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>',
            "zotero-rdf",
            "declares entities",
        ),
        ("a.rdf", b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><r>&b;</r>', "zotero-rdf", "declares entities"),
    ],
)
def test_broken_libraries_say_where(name: str, data: bytes, form: str, message: str) -> None:
    assert message in told(name, data, form)


def test_a_broken_entry_leaves_the_others() -> None:
    data = BIBTEX + "@book{broken,\n title = {No end\n\n@article{b, title = {Whole}, url = {https://a.example/b}}\n"
    rows = list(read("a.bib", data.encode(), "bibtex").rows)
    assert [row.said.title for row in rows if isinstance(row, DocumentRow)][:1] == ["The Café Öst Judgment"]
    assert any(isinstance(row, Issue) and row.where == "a.bib, line 12" for row in rows)
